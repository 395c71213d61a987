#include "box.h"

#include "base/str.h"

static int64_t add(struct box *b, const char *code, int64_t superior)
{
	struct err e = {0};
	int64_t id;

	must(store_unit_add(b->s, code, superior, &id, &e), &e);
	return id;
}

/* ---- units ---- */

static void store_units__tree__superiors_first_siblings_in_order(void **state)
{
	struct box *b = *state; /* has one root, 430602 */
	int64_t second = add(b, "2", 0);
	int64_t one_b = add(b, "1b", b->unit);
	int64_t two_a = add(b, "2a", second);
	int64_t one_a = add(b, "1a", b->unit);
	struct store_unit *units;
	struct str got = {0};
	struct err e = {0};
	size_t count;

	add(b, "1ax", one_a);
	add(b, "1bx", one_b);
	add(b, "1by", one_b);
	add(b, "3", 0);
	add(b, "2ax", two_a);
	must(store_units(b->s, 0, &units, &count, &e), &e);
	for (size_t i = 0; i < count; i++)
		str_addf(&got, "%s ", units[i].code);
	assert_string_equal(str_text(&got), "430602 1b 1bx 1by 1a 1ax 2 2a 2ax 3 ");
	assert_int_equal(units[0].superior, 0);
	assert_int_equal(units[1].superior, b->unit);
	assert_true(units[1].order < units[4].order);
	store_units_free(units, count);
	str_free(&got);
}

static void store_units__names__hold_from_a_year_on(void **state)
{
	struct box *b = *state;
	static const struct {
		int year;
		const char *name;
	} cases[] = {
	    {0, "卫生健康信息中心"},  {2024, "卫生健康信息中心"}, {2018, "卫生健康信息中心"},
	    {2017, "卫计委信息中心"}, {2000, "卫计委信息中心"},   {1990, "卫计委信息中心"},
	};
	struct store_unit *units;
	struct err e = {0};
	size_t count;

	must(store_units(b->s, 0, &units, &count, &e), &e);
	assert_string_equal(units[0].name, "430602"); /* none yet: the code */
	store_units_free(units, count);
	must(store_unit_name(b->s, b->unit, 2018, "写错了", &e), &e);
	must(store_unit_name(b->s, b->unit, 2018, "卫生健康信息中心", &e), &e);
	must(store_unit_name(b->s, b->unit, 2000, "卫计委信息中心", &e), &e);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		must(store_units(b->s, cases[i].year, &units, &count, &e), &e);
		assert_string_equal(units[0].name, cases[i].name);
		store_units_free(units, count);
	}
}

static void store_unit_add__wrong__is_refused(void **state)
{
	struct box *b = *state;
	static const struct {
		const char *code;
		int64_t superior;
		enum err_code want;
	} cases[] = {
	    {"430602", 0, ERR_INPUT},
	    {"", 0, ERR_INPUT},
	    {NULL, 0, ERR_INPUT},
	    {"9", 99, ERR_NOTFOUND},
	};
	struct store_unit *units;
	struct err e = {0};
	size_t count;
	int64_t id = 0;

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		must_fail(store_unit_add(b->s, cases[i].code, cases[i].superior, &id, &e),
		          cases[i].want, &e);
	must_fail(store_unit_name(b->s, 99, 2024, "名", &e), ERR_NOTFOUND, &e);
	must_fail(store_unit_name(b->s, b->unit, 2024, "", &e), ERR_INPUT, &e);
	must(store_units(b->s, 0, &units, &count, &e), &e);
	assert_int_equal(count, 1);
	store_units_free(units, count);
}

static void store_units__twenty_thousand__are_a_tree_at_once(void **state)
{
	struct box *b = *state;
	struct store_unit *units;
	struct err e = {0};
	int64_t superior = b->unit;
	size_t count;

	must(store_begin(b->s, &e), &e);
	for (int i = 0; i < 20000; i++) {
		char code[20];
		int64_t id;

		snprintf(code, sizeof code, "u%05d", i);
		id = add(b, code, superior);
		if (i % 100 == 0)
			superior = id; /* two hundred levels deep */
	}
	must(store_commit(b->s, &e), &e);
	must(store_units(b->s, 2024, &units, &count, &e), &e);
	assert_int_equal(count, 20001);
	store_units_free(units, count);
}

/* ---- filings ---- */

static void store_filings__asked_for__come_by_unit_year_set(void **state)
{
	struct box *b = *state; /* has 2024 yueyanglou-2024 of the first unit */
	int64_t second = add(b, "2", 0);
	static const struct {
		int unit, year;
		const char *want;
	} cases[] = {
	    {0, 0, "1/2023/s 1/2024/a 1/2024/yueyanglou-2024 2/2022/s 2/2024/s "},
	    {1, 0, "1/2023/s 1/2024/a 1/2024/yueyanglou-2024 "},
	    {2, 0, "2/2022/s 2/2024/s "},
	    {0, 2024, "1/2024/a 1/2024/yueyanglou-2024 2/2024/s "},
	    {2, 2024, "2/2024/s "},
	    {2, 2023, ""},
	    {3, 0, ""},
	};
	struct err e = {0};
	int64_t id;

	must(store_filing_add(b->s, second, 2024, "s", &id, &e), &e);
	must(store_filing_add(b->s, b->unit, 2024, "a", &id, &e), &e);
	must(store_filing_add(b->s, second, 2022, "s", &id, &e), &e);
	must(store_filing_add(b->s, b->unit, 2023, "s", &id, &e), &e);
	assert_int_equal(b->unit, 1);
	assert_int_equal(second, 2);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct store_filing *f;
		struct str got = {0};
		size_t count;

		must(store_filings(b->s, cases[i].unit, cases[i].year, &f, &count, &e), &e);
		for (size_t k = 0; k < count; k++)
			str_addf(&got, "%lld/%d/%s ", (long long)f[k].unit, f[k].year, f[k].set);
		assert_string_equal(str_text(&got), cases[i].want);
		str_free(&got);
		store_filings_free(f, count);
	}
}

static void store_filing_add__new__is_being_filled_in(void **state)
{
	struct box *b = *state;
	struct store_content *c;
	struct err e = {0};
	int64_t id;

	must(store_filing_add(b->s, b->unit, 2023, "s", &id, &e), &e);
	c = box_load(b->s, id);
	assert_int_equal(c->filing.id, id);
	assert_int_equal(c->filing.unit, b->unit);
	assert_int_equal(c->filing.year, 2023);
	assert_string_equal(c->filing.set, "s");
	assert_string_equal(c->filing.state, "填报中");
	assert_false(c->filing.has_score);
	assert_null(c->filing.grade);
	assert_int_equal(c->filing.changed, 0);
	assert_int_equal(c->nsheets + c->nrows + c->ncells, 0);
	store_content_free(c);
}

static void store_filing_add__wrong__is_refused(void **state)
{
	struct box *b = *state;
	struct store_content *c;
	struct err e = {0};
	int64_t id;

	must_fail(store_filing_add(b->s, b->unit, 2024, "yueyanglou-2024", &id, &e), ERR_INPUT, &e);
	must_fail(store_filing_add(b->s, 99, 2024, "s", &id, &e), ERR_NOTFOUND, &e);
	must_fail(store_filing_add(b->s, b->unit, 2024, "", &id, &e), ERR_INPUT, &e);
	must_fail(store_load(b->s, 99, &c, &e), ERR_NOTFOUND, &e);
	assert_null(c);
}

int main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, box_setup, box_teardown)
	const struct CMUnitTest tests[] = {
	    T(store_units__tree__superiors_first_siblings_in_order),
	    T(store_units__names__hold_from_a_year_on),
	    T(store_unit_add__wrong__is_refused),
	    T(store_units__twenty_thousand__are_a_tree_at_once),
	    T(store_filings__asked_for__come_by_unit_year_set),
	    T(store_filing_add__new__is_being_filled_in),
	    T(store_filing_add__wrong__is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
