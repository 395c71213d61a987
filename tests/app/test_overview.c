/* The reviewer's list over the samples: 卫生健康局 with 信息中心 and 疾控中心
 * below it, and others that have nothing of 2024. */
#include "app/desk.h"

#include "app/overview.h"

static void open_list(struct desk *d, struct overview *o, enum overview_kind kind, int year,
                      const char *unit)
{
	int top = unit ? work_find_unit(d->w, unit, &d->e) : -1;

	must(overview_load(o, d->w, kind, year, top, &d->e), &d->e);
}

static int row_of(const struct overview *o, const char *code)
{
	for (size_t i = 0; i < o->nrows; i++)
		if (strcmp(o->rows[i].code, code) == 0)
			return (int)i;
	fail_msg("no row %s", code);
	return -1;
}

static void assert_text(const struct overview *o, const char *code, int column, const char *want)
{
	struct str s = { 0 };

	overview_text(o, row_of(o, code), column, &s);
	if (strcmp(str_text(&s), want) != 0)
		fail_msg("%s column %d: «%s», wanted «%s»", code, column, str_text(&s), want);
	str_free(&s);
}

/* The first shown rows. */
static void assert_shown(const struct overview *o, const char *first, const char *second)
{
	assert_true(o->nshown >= 2);
	assert_string_equal(o->rows[o->shown[0]].code, first);
	assert_string_equal(o->rows[o->shown[1]].code, second);
}

static void load__a_year__a_row_for_each_unit(void **state)
{
	struct overview o;
	struct desk d;
	size_t units;

	(void)state;
	desk_make(&d);
	open_list(&d, &o, OVERVIEW_FORMS, 2024, NULL);
	work_units(d.w, &units);
	assert_int_equal(o.nrows, units);
	assert_int_equal(o.filed, 3);
	assert_shown(&o, "404001", "404010");
	assert_text(&o, "404001", OVERVIEW_SCORE, "100.00");
	assert_text(&o, "404010", OVERVIEW_SCORE, "98.00");
	assert_text(&o, "404010", OVERVIEW_GRADE, "优");
	assert_text(&o, "404010", OVERVIEW_STATE, "填报中");
	assert_text(&o, "506", OVERVIEW_STATE, "–");
	assert_text(&o, "404010", OVERVIEW_MARKS, "·");
	assert_text(&o, "404010", OVERVIEW_MORE, "·");
	assert_text(&o, "506", OVERVIEW_MORE, "");
	overview_free(&o);
	desk_drop(&d);
}

static void load__of_one_unit__it_and_those_below(void **state)
{
	struct overview o;
	struct desk d;

	(void)state;
	desk_make(&d);
	open_list(&d, &o, OVERVIEW_FORMS, 2024, "404001");
	assert_int_equal(o.nrows, 3);
	overview_free(&o);
	open_list(&d, &o, OVERVIEW_FORMS, 2024, "404010");
	assert_int_equal(o.nrows, 1);
	overview_free(&o);
	open_list(&d, &o, OVERVIEW_FORMS, 1999, NULL);
	assert_int_equal(o.filed, 0);
	overview_free(&o);
	desk_drop(&d);
}

/* «48.6.» is the bureau's fault; what is counted is what inspect_marks says of
 * the open filing. */
static void count__a_filing__as_when_it_is_open(void **state)
{
	struct inspect_marks all, one;
	struct str s = { 0 };
	struct overview o;
	struct desk d;
	int row;

	(void)state;
	desk_make(&d);
	open_list(&d, &o, OVERVIEW_FORMS, 2024, NULL);
	row = row_of(&o, "404001");
	overview_count(&o, d.w, row);
	overview_count(&o, d.w, row);
	overview_count(&o, d.w, row_of(&o, "506"));
	assert_int_equal(o.counted, 1);
	inspect_marks(d.bureau, -1, &all);
	inspect_marks(d.bureau, sheet_of(d.bureau, "annex1", 1), &one);
	assert_int_equal(all.faults, 1);
	assert_memory_equal(&o.rows[row].marks, &all, sizeof all);
	assert_memory_equal(&o.rows[row].forms[0], &one, sizeof one);
	assert_non_null(o.rows[row].tally);
	assert_memory_equal(&o.rows[row].tally->counts, &review_of(d.w, d.bureau, NULL)->counts,
	                    sizeof(struct review_counts));
	overview_text(&o, row, OVERVIEW_MORE, &s);
	assert_ptr_equal(strstr(str_text(&s), "✗1 !"), s.s); /* «48.6.», and what is to be checked */
	str_free(&s);
	overview_free(&o);
	desk_drop(&d);
}

/* A filing was made for 404011 and nothing filled in: that is no success. */
static void count__nothing_filled_in__is_told_from_no_mistake(void **state)
{
	struct overview o;
	struct desk d;

	(void)state;
	desk_make(&d);
	open_list(&d, &o, OVERVIEW_FORMS, 2024, NULL);
	overview_count(&o, d.w, row_of(&o, "404011"));
	assert_text(&o, "404011", OVERVIEW_MARKS, "–");
	assert_text(&o, "404011", OVERVIEW_MORE, "–");
	overview_free(&o);
	desk_drop(&d);
}

static void count__next_in_sight__is_found(void **state)
{
	struct overview o;
	struct desk d;
	int row, counted = 0;

	(void)state;
	desk_make(&d);
	open_list(&d, &o, OVERVIEW_FORMS, 2024, NULL);
	assert_int_equal(overview_uncounted(&o, 0, 0), row_of(&o, "404001"));
	assert_int_equal(overview_uncounted(&o, 1, 10), row_of(&o, "404010"));
	while ((row = overview_uncounted(&o, 0, (int)o.nshown)) >= 0 && counted++ < 100)
		overview_count(&o, d.w, row);
	assert_int_equal(counted, 3);
	overview_free(&o);
	desk_drop(&d);
}

static void sort__columns__missing_comes_last_either_way(void **state)
{
	static const struct {
		int column;
		bool descending;
		const char *first, *second;
	} cases[] = {
		{ OVERVIEW_SCORE, false, "404010", "404001" },
		{ OVERVIEW_SCORE, true, "404001", "404010" },
		{ OVERVIEW_CODE, true, "506010", "506" },
		{ OVERVIEW_GRADE, false, "404001", "404010" }, /* equal: as in the tree */
		{ OVERVIEW_MARKS, true, "404001", "404010" },
		{ OVERVIEW_MARKS, false, "404010", "404001" }, /* nothing in 404011 */
		{ OVERVIEW_MORE, true, "404001", "404010" },
		{ OVERVIEW_STATE, false, "404001", "404010" },
		{ OVERVIEW_TREE, false, "404001", "404010" },
	};
	struct overview o;
	struct desk d;

	(void)state;
	desk_make(&d);
	open_list(&d, &o, OVERVIEW_FORMS, 2024, NULL);
	for (size_t i = 0; i < o.nrows; i++)
		overview_count(&o, d.w, (int)i);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		overview_sort(&o, cases[i].column, cases[i].descending);
		assert_shown(&o, cases[i].first, cases[i].second);
	}
	overview_free(&o);
	desk_drop(&d);
}

static void filter__text__narrows_and_keeps_the_order(void **state)
{
	static const struct {
		const char *text;
		size_t shown;
	} cases[] = { { "疾病", 1 },   { "５０６", 2 }, { "填 报中", 3 }, { "优", 2 },
		      { "无此单位", 0 }, { NULL, 6 },    { "", 6 } };
	struct overview o;
	struct desk d;

	(void)state;
	desk_make(&d);
	open_list(&d, &o, OVERVIEW_FORMS, 2024, NULL);
	overview_sort(&o, OVERVIEW_SCORE, false);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		overview_filter(&o, cases[i].text);
		if (o.nshown != cases[i].shown)
			fail_msg("case %zu: %zu", i, o.nshown);
	}
	assert_shown(&o, "404010", "404001");
	overview_free(&o);
	desk_drop(&d);
}

static void summary__of_what_is_shown__counts(void **state)
{
	struct str s = { 0 };
	struct overview o;
	struct desk d;

	(void)state;
	desk_make(&d);
	open_list(&d, &o, OVERVIEW_FORMS, 2024, "404001");
	overview_summary(&o, &s);
	assert_string_equal(s.s, "3/3 户有填报  填报中 3  优 2（已审核 0/3）");
	str_clear(&s);
	overview_filter(&o, "疾病");
	overview_count(&o, d.w, row_of(&o, "404011"));
	overview_summary(&o, &s);
	assert_string_equal(s.s, "1/1 户有填报  填报中 1  –");
	str_free(&s);
	overview_free(&o);
	desk_drop(&d);
}

static void years__of_a_unit__hold_its_scores(void **state)
{
	struct str s = { 0 };
	struct overview o;
	struct desk d;

	(void)state;
	desk_make(&d);
	open_list(&d, &o, OVERVIEW_YEARS, 0, NULL);
	assert_int_equal(o.year, 2024);
	assert_int_equal(o.nyears, 4); /* 2017 2020 2021 2024 */
	overview_head(&o, -1, OVERVIEW_MORE, &s);
	assert_string_equal(s.s, "2017");
	assert_text(&o, "404010", OVERVIEW_MORE, "95.00");
	assert_text(&o, "404010", OVERVIEW_MORE + 1, "–");
	assert_text(&o, "404010", OVERVIEW_MORE + 3, "98.00");
	assert_text(&o, "404001", OVERVIEW_MORE, "–");
	overview_sort(&o, OVERVIEW_MORE, false);
	assert_string_equal(o.rows[o.shown[0]].code, "404010");
	str_free(&s);
	overview_free(&o);
	desk_drop(&d);
}

/* ---- the command ---- */

static void command__overview__table_and_json(void **state)
{
	static const struct {
		const char *words;
		int status;
		const char *part;
	} cases[] = {
		{ "overview 2024", CMD_DONE, "3/6 户有填报  填报中 3  优 2  ✗2 !" },
		{ "overview 2024 404010", CMD_DONE, "404010  岳阳市岳阳楼区卫生健康信息中心  填报中  98.00  优" },
		{ "overview 1999", CMD_DONE, "0/6 户有填报" },
		{ "overview 2024 404001 --json", CMD_DONE,
		  "[{\"unit\":\"404001\",\"name\":\"岳阳市岳阳楼区卫生健康局\",\"set\":\"yueyanglou-2024\","
		  "\"state\":\"填报中\",\"score\":100.00,\"grade\":\"优\",\"faults\":1,\"differs\":" },
		{ "overview 2024 506 --json", CMD_DONE, "\"score\":null,\"grade\":null,\"faults\":null" },
		{ "overview x", CMD_WRONG, "不是年度" },
		{ "overview 2024 无此单位", CMD_WRONG, "没有代码或名称含" },
	};
	struct desk d;

	(void)state;
	desk_make(&d);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		expect(&d, cases[i].words, cases[i].status, cases[i].part);
	desk_drop(&d);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(load__a_year__a_row_for_each_unit),
		cmocka_unit_test(load__of_one_unit__it_and_those_below),
		cmocka_unit_test(count__a_filing__as_when_it_is_open),
		cmocka_unit_test(count__nothing_filled_in__is_told_from_no_mistake),
		cmocka_unit_test(count__next_in_sight__is_found),
		cmocka_unit_test(sort__columns__missing_comes_last_either_way),
		cmocka_unit_test(filter__text__narrows_and_keeps_the_order),
		cmocka_unit_test(summary__of_what_is_shown__counts),
		cmocka_unit_test(command__overview__table_and_json),
		cmocka_unit_test(years__of_a_unit__hold_its_scores),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
