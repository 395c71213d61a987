#include "app/desk.h"

#include "app/identity.h"

/* The row 12 of annex2 here is 7 of 3fa81b2c; all others are ours, 0badcafe. */
static struct identities *some(struct desk *d)
{
	struct identities *x = identities_new("0badcafe");
	const struct parcel_id other = { 7, "3fa81b2c" };

	(void)d;
	identity_learn(x, "annex2", 1, &other, 12);
	return x;
}

static const struct {
	const char *here, *there;
} keys[] = {
	{ "ind.12.target", "ind.7@3fa81b2c.target" },
	{ "ind.12", "ind.7@3fa81b2c" },
	{ "ind.7.target", "ind.7@0badcafe.target" },
	{ "total", "total" },
	{ "src.general", "src.general" },
	{ "", "" },
};

static void identity_key__of_rows_and_fields__goes_out_and_comes_back(void **state)
{
	struct desk *d = *state;
	struct identities *x = some(d);
	const struct form *form = set_form(d->center->set, "annex2");

	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
		struct str out = { 0 }, in = { 0 };

		identity_key_out(x, form, 1, keys[i].here, &out);
		assert_string_equal(str_text(&out), keys[i].there);
		identity_key_in(x, form, 1, keys[i].there, &in);
		assert_string_equal(str_text(&in), keys[i].here);
		str_free(&out);
		str_free(&in);
	}
	identities_free(x);
}

/* Of another sheet the same row is another one; what is not known stays. */
static void identity_key_in__what_is_not_known_here__stays(void **state)
{
	static const char *const unknown[] = { "ind.8@3fa81b2c.target", "ind.7@3fa81b2c.target",
		"ind.x", "ind.7@3fa81b2", "ind.0@3fa81b2c", "ind..", "nolist.7@3fa81b2c" };
	struct desk *d = *state;
	struct identities *x = some(d);
	const struct form *form = set_form(d->center->set, "annex2");

	for (size_t i = 0; i < sizeof unknown / sizeof *unknown; i++) {
		struct str in = { 0 };

		identity_key_in(x, form, 2, unknown[i], &in);
		assert_string_equal(str_text(&in), unknown[i]);
		str_free(&in);
	}
	identities_free(x);
}

static const struct {
	const char *here, *there;
} texts[] = {
	{ "P06 annex2#1.ind.12.score", "P06 annex2#1.ind.7@3fa81b2c.score" },
	{ "P06 annex2#1.ind.12.score 第 2 处", "P06 annex2#1.ind.7@3fa81b2c.score 第 2 处" },
	{ "P01 annex2#1.total", "P01 annex2#1.total" },
	{ "N07 ", "N07 " },
	{ "annex2#1.ind.12.score=5 分\nannex2#1.total=99\n",
	  "annex2#1.ind.7@3fa81b2c.score=5 分\nannex2#1.total=99\n" },
	{ "none#1.ind.12=1\n", "none#1.ind.12=1\n" },
};

static void identity_places__in_findings_and_grounds__go_out_and_come_back(void **state)
{
	struct desk *d = *state;
	struct identities *x = some(d);

	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		struct str out = { 0 }, in = { 0 };

		identity_places_out(x, d->center->set, texts[i].here, &out);
		assert_string_equal(str_text(&out), texts[i].there);
		identity_places_in(x, d->center->set, texts[i].there, &in);
		assert_string_equal(str_text(&in), texts[i].here);
		str_free(&out);
		str_free(&in);
	}
	identities_free(x);
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, desk_setup, desk_teardown)
	const struct CMUnitTest tests[] = {
		TEST(identity_key__of_rows_and_fields__goes_out_and_comes_back),
		TEST(identity_key_in__what_is_not_known_here__stays),
		TEST(identity_places__in_findings_and_grounds__go_out_and_come_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
