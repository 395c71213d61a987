/* Parcels made to do harm: the digest is right, what is in them is not.  A merge
 * is refused and changes nothing, or all it stored is sound. */
#include "app/merge_desk.h"

/* The lines behind the head and before the end, to be changed and sealed. */
static char *lines_of(struct desk *d)
{
	struct str bytes = { 0 };
	const char *from;
	char *lines;

	pack_center(d, &bytes);
	from = strchr(bytes.s, '\n') + 1;
	lines = mem_strndup(from, strlen(from) - strlen("end\n"));
	str_free(&bytes);
	return lines;
}

static struct merge *open_lines(struct desk *d, const char *lines)
{
	struct str bytes = { 0 };
	char digest[DIGEST_SIZE];
	struct merge *m;

	str_add(&bytes, lines);
	parcel_end(&bytes, digest);
	m = merge_open_bytes(d->w, "a.zpk", bytes.s, bytes.length, &d->e);
	str_free(&bytes);
	return m;
}

/* The first `old` of the lines replaced. */
static char *replaced(const char *lines, const char *old, const char *new)
{
	const char *at = strstr(lines, old);
	struct str out = { 0 };

	if (!at)
		fail_msg("no «%s»", old);
	str_addn(&out, lines, (size_t)(at - lines));
	str_add(&out, new);
	str_add(&out, at + strlen(old));
	return str_take(&out);
}

static const struct {
	const char *old, *new;
	enum err_code code; /* ERR_NONE: it is merged, with so many strays */
	size_t strays;
} cases[] = {
	{ "filing\t404010\t", "filing\t404999\t", ERR_NOTFOUND, 0 },
	{ "\tyueyanglou-2024\t", "\tnone\t", ERR_NOTFOUND, 0 },
	{ "\t2024\tyueyanglou-2024\t", "\t2017\tyueyanglou-2024\t", ERR_INPUT, 0 },
	{ "sheet\tannex1\t1\n", "sheet\tannex0\t1\nsheet\tannex1\t1\n", ERR_NONE, 1 },
	{ "sheet\tannex2\t1\n", "sheet\tannex1\t2\nsheet\tannex2\t1\n", ERR_NONE, 1 },
	{ "cell\twork.budget\t", "cell\tword\t1\t0\ncell\twork.budget\t", ERR_NONE, 1 },
	{ "cell\twork.final\t", "cell\twork.finale\t", ERR_NONE, 1 },
	{ "row\tind\t", "row\tina\t1@00000000\t\\-\t0\t0\nrow\tind\t", ERR_NONE, 1 },
	{ "row\tind\t", "row\tind\t1@00000000\tnone\t0\t0\nrow\tind\t", ERR_NONE, 0 },
	{ "row\tind\t", "row\tind\t999999999@00000000\tquality\t1000000000000000\t0\nrow\tind\t",
	  ERR_NONE, 0 },
	{ "cell\tind.", "cell\tinc.7@00000000.name\t1\t0\ncell\tind.", ERR_NONE, 1 },
	{ "cell\tind.", "cell\tind.0.name\t1\t0\ncell\tind.", ERR_NONE, 1 },
};

static void merge__what_has_no_place_here__is_told_and_left_out(void **state)
{
	struct ends *x = *state;
	struct desk *d = &x->department;
	char *lines = lines_of(&x->unit);

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char *bad = replaced(lines, cases[i].old, cases[i].new);
		struct merge *m = open_lines(d, bad);

		if (!m != (cases[i].code != ERR_NONE))
			fail_msg("%zu: %s", i, m ? "taken" : d->e.text);
		if (m && m->strays.n != cases[i].strays)
			fail_msg("%zu: %zu strays", i, m->strays.n);
		if (m) {
			must(merge_take(m, "theirs", &d->e), &d->e);
			carry_out(d, m);
		} else {
			assert_int_equal(d->e.code, cases[i].code);
		}
		assert_stored(d, d->center);
		mem_free(bad);
	}
	mem_free(lines);
}

/* Somebody else's steps and remarks under our own name are not taken for ours. */
static void merge__in_our_own_name__gives_nobody_anything(void **state)
{
	struct ends *x = *state;
	struct desk *u = &x->unit;
	char site[STORE_SITE_LENGTH + 1], *lines, *bad;
	const char *at_cells;
	struct str words = { 0 };
	struct merge_done done;
	struct merge *m;

	deliver(u, &x->department, NULL);
	must(store_site(work_store(u->w), site, &u->e), &u->e);
	lines = lines_of(&x->department);
	/* A row of ours that never was, behind the last one of annex2 … */
	at_cells = strstr(strstr(lines, "\nrow\tind\t"), "\ncell\t");
	str_addn(&words, lines, (size_t)(at_cells - lines));
	str_addf(&words, "\nrow\tind\t500@%s\tquality\t1\t0%s", site, at_cells);
	bad = str_take(&words);
	/* … and a remark that never was, with an answer. */
	str_addf(&words,
	         "%sremark\t10@00000000\t\t0\t\t答复\t假的\t9@%s\t甲\t\\-\t1700000000\n"
	         "remark\t9@%s\t\t0\t\t批注\t假的\t\\-\t甲\t\\-\t1700000000\n",
	         bad, site, site);
	mem_free(bad);
	m = open_lines(u, str_text(&words));
	if (!m)
		fail_msg("%s", u->e.text);
	must(merge_take(m, "theirs", &u->e), &u->e);
	done = carry_out(u, m);
	assert_int_equal(done.remarks, 0);
	assert_true(has_row(u, 500)); /* a row like any other, empty */
	assert_stored(u, u->center);
	str_free(&words);
	mem_free(lines);
}

/* ---- at random ---- */

static uint32_t next(uint32_t *seed)
{
	*seed = *seed * 1664525u + 1013904223u;
	return *seed >> 8;
}

static const char *const nasty[] = { "", "\\-", "0", "1", "-1", "999999999", "9223372036854775808",
	"annex1", "annex2", "annex9", "ind", "quality", "1@0badcafe", "2@0badcafe", "填报中", "已上报",
	"锁定", "ind.1@0badcafe.name", "\\n", "48.60.", "=1+1", "批注", "了结", "说明被采纳",
	"1700000000", "\360\237\230\200" };

/* One field of the line becomes another. */
static void spoil_field(const char *line, size_t length, uint32_t *seed, struct str *out)
{
	size_t tabs = 0, wanted, from = 0, to;

	for (size_t i = 0; i < length; i++)
		tabs += line[i] == '\t';
	wanted = tabs ? next(seed) % tabs + 1 : 0;
	for (size_t n = 0; n < wanted; from++)
		n += line[from] == '\t';
	for (to = from; to < length && line[to] != '\t'; to++)
		;
	str_addn(out, line, from);
	str_add(out, nasty[next(seed) % (sizeof nasty / sizeof *nasty)]);
	str_addn(out, line + to, length - to);
}

/* Some lines are lost, doubled or spoilt. */
static char *spoil(const char *lines, uint32_t *seed)
{
	struct str out = { 0 };
	uint32_t rare = 200 + next(seed) % 4000;

	for (const char *at = lines; *at;) {
		size_t length = strcspn(at, "\n");

		switch (next(seed) % rare) {
		case 0:
			break;
		case 1:
			str_addn(&out, at, length + 1);
			str_addn(&out, at, length + 1);
			break;
		case 2:
		case 3:
		case 4:
			spoil_field(at, length, seed, &out);
			str_addc(&out, '\n');
			break;
		default:
			str_addn(&out, at, length + 1);
		}
		at += length + (at[length] == '\n');
	}
	return str_take(&out);
}

static bool take_spoilt(struct desk *d, const char *lines, bool state)
{
	struct merge *m = open_lines(d, lines);
	struct merge_done done;
	int result;

	if (!m)
		return false;
	must(merge_take(m, "theirs", &d->e), &d->e);
	result = merge_store(m, state, &done, &d->e);
	merge_close(m);
	return result == 0;
}

static void merge__spoilt_at_random__is_refused_whole_or_stores_what_is_sound(void **state)
{
	struct ends *x = *state;
	struct desk *d = &x->department;
	uint32_t seed = 7;
	int taken = 0, refused = 0;
	char *lines;

	put(&x->unit, "annex1.upkeep.final", "1.00");
	lines = lines_of(&x->unit);
	for (int i = 0; i < 400; i++) {
		char *bad = spoil(lines, &seed), *before = dump(d->center, true), *after;
		bool done = take_spoilt(d, bad, i % 4 == 0);

		taken += done;
		refused += !done;
		d->center = desk_filing(d->w, "信息中心", 2024);
		after = dump(d->center, true);
		if (!done)
			assert_same_dump(after, before);
		if (i % 20 == 0)
			assert_stored(d, d->center);
		mem_free(bad);
		mem_free(before);
		mem_free(after);
	}
	assert_stored(d, d->center);
	/* Both were met, else nothing was proved. */
	assert_true(taken > 20);
	assert_true(refused > 20);
	mem_free(lines);
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, ends_setup, ends_teardown)
	const struct CMUnitTest tests[] = {
		TEST(merge__what_has_no_place_here__is_told_and_left_out),
		TEST(merge__in_our_own_name__gives_nobody_anything),
		TEST(merge__spoilt_at_random__is_refused_whole_or_stores_what_is_sound),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
