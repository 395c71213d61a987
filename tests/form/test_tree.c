/* Trees of codes: levels, printed parents, sums of the rows below. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/str.h"
#include "form/explain.h"
#include "form/recalc.h"
#include "form/style.h"
#include "form/tree.h"
#include "support/sample.h"

#define COUNT(a) (sizeof(a) / sizeof *(a))

/* 公开05 with rows of these codes: code, 基本支出, 项目支出; ids from 1. */
struct entry {
	const char *code, *basic, *project;
};

struct grown {
	struct set *set;
	struct filing *f;
	int sheet, list;
};

static void put(struct grown *g, const char *key, const char *text)
{
	struct place p;

	if (!filing_place(g->f, g->sheet, key, &p))
		fail_msg("no cell %s", key);
	filing_put(g->f, p, text);
}

static struct grown grow(int year, const struct entry *entries, size_t n)
{
	struct grown g = {.set = sample_set("data/forms/final-accounts-hunan-2020")};
	const struct form *form = set_form(g.set, "t5");

	g.f = filing_new(g.set, "1", "某单位", year);
	g.sheet = filing_sheet(g.f, form, 1);
	g.list = form_list(form, "func");
	for (size_t i = 0; i < n; i++) {
		char key[40];

		filing_row(g.f, g.sheet, g.list, (int64_t)i + 1, -1, (int64_t)i + 1);
		snprintf(key, sizeof key, "func.%zu.code", i + 1);
		put(&g, key, entries[i].code);
		snprintf(key, sizeof key, "func.%zu.basic", i + 1);
		put(&g, key, entries[i].basic);
		snprintf(key, sizeof key, "func.%zu.project", i + 1);
		put(&g, key, entries[i].project);
	}
	filing_recalc(g.f);
	return g;
}

static void drop(struct grown *g)
{
	filing_free(g->f);
	set_free(g->set);
}

static struct place place_of(const struct grown *g, const char *key)
{
	struct place p;

	if (!filing_place(g->f, g->sheet, key, &p))
		fail_msg("no cell %s", key);
	return p;
}

static void expect_shown(const struct grown *g, const char *key, const char *want)
{
	struct place p = place_of(g, key);
	struct str shown = {0};

	cell_show(filing_cell(g->f, p), filing_field(g->f, p), &shown);
	if (strcmp(str_text(&shown), want) != 0)
		fail_msg("%s shows «%s», wanted «%s»", key, str_text(&shown), want);
	str_free(&shown);
}

/* As the seed prints it: 2109901 stands under 21006 too. */
static const struct entry printed[] = {
    {"210", NULL, NULL},      {"21001", NULL, NULL},       {"2100101", "47.42", NULL},
    {"2100199", "618.80", "49.77"}, {"21006", NULL, NULL}, {"2109901", NULL, "38.86"},
    {"21099", NULL, NULL},    {"2109901", NULL, "587.60"}, {"221", NULL, NULL},
    {"22102", NULL, NULL},    {"2210201", "26.00", NULL},
};

static void tree_code_level__of_texts__goes_by_length(void **state)
{
	static const struct {
		const char *code;
		int level;
	} cases[] = {{"210", 1},   {"21001", 2},   {"2100101", 3}, {"", 0},      {"2100", 0},
	             {"21O", 0},   {"2100１", 0},  {"无", 0},      {"210010101", 0}};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		if (tree_code_level(cases[i].code) != cases[i].level)
			fail_msg("%s: %d", cases[i].code, tree_code_level(cases[i].code));
	assert_int_equal(tree_code_level(NULL), 0);
}

static void tree_parent__as_printed__is_the_nearest_row_above_of_a_higher_level(void **state)
{
	static const int want[] = {-1, 0, 1, 1, 0, 4, 0, 6, -1, 8, 9};
	struct grown g = grow(2020, printed, COUNT(printed));

	(void)state;
	for (int i = 0; i < (int)COUNT(want); i++)
		assert_int_equal(tree_parent(g.f, (struct place){g.sheet, g.list, i, 0}), want[i]);
	drop(&g);
}

static void tree_parent__levels_left_out_and_no_codes__still_found(void **state)
{
	/* a 项 at once under a 类; a row without a code between; a 项 before all */
	static const struct entry rows[] = {{"2100101", NULL, NULL}, {"210", NULL, NULL},
	                                    {"2100102", NULL, NULL}, {"款", NULL, NULL},
	                                    {"21004", NULL, NULL},   {"2100408", NULL, NULL}};
	static const int want[] = {-1, -1, 1, -1, 1, 4};
	struct grown g = grow(2020, rows, COUNT(rows));
	struct place class = {g.sheet, g.list, 1, 0};

	(void)state;
	for (int i = 0; i < (int)COUNT(want); i++)
		assert_int_equal(tree_parent(g.f, (struct place){g.sheet, g.list, i, 0}), want[i]);
	assert_int_equal(tree_below(g.f, class, 1), 2);
	assert_int_equal(tree_below(g.f, class, 2), 4);
	assert_int_equal(tree_below(g.f, class, 4), -1);
	drop(&g);
}

static void rollup__as_printed__sums_the_printed_children(void **state)
{
	static const struct {
		const char *key, *shown;
	} cases[] = {
	    {"func.1.basic", "666.22"},  {"func.1.project", "676.23"}, {"func.1.total", "1342.45"},
	    {"func.2.basic", "666.22"},  {"func.2.project", "49.77"},  {"func.3.basic", "47.42"},
	    {"func.5.project", "38.86"}, {"func.5.basic", ""},         {"func.6.total", "38.86"},
	    {"func.7.project", "587.60"}, {"func.9.total", "26.00"},   {"all.basic", "692.22"},
	    {"all.project", "676.23"},   {"all.total", "1368.45"},
	};
	struct grown g = grow(2020, printed, COUNT(printed));

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		expect_shown(&g, cases[i].key, cases[i].shown);
	drop(&g);
}

static void place_mode__of_a_rollup_column__is_computed_over_rows_only(void **state)
{
	struct grown g = grow(2020, printed, COUNT(printed));

	(void)state;
	assert_int_equal(place_mode(g.f, place_of(&g, "func.1.basic")), MODE_COMPUTED);
	assert_int_equal(place_mode(g.f, place_of(&g, "func.10.basic")), MODE_COMPUTED);
	assert_int_equal(place_mode(g.f, place_of(&g, "func.11.basic")), MODE_SUGGESTED);
	assert_int_equal(place_mode(g.f, place_of(&g, "func.11.project")), MODE_INPUT);
	assert_int_equal(place_mode(g.f, place_of(&g, "func.11.total")), MODE_COMPUTED);
	assert_int_equal(place_mode(g.f, (struct place){g.sheet, g.list, -1, 3}), MODE_SUGGESTED);
	assert_int_equal(place_mode(g.f, (struct place){g.sheet, g.list, -1, 4}), MODE_INPUT);
	assert_int_equal(style_of(g.f, place_of(&g, "func.1.basic")), PAGE_COMPUTED);
	assert_int_equal(style_of(g.f, place_of(&g, "func.11.basic")), PAGE_INPUT);
	drop(&g);
}

/* The economic classes of 公开06: 人员经费 100.00 and 公用经费 20.50. */
static void add_t6(struct grown *g)
{
	int sheet = filing_sheet(g->f, set_form(g->set, "t6"), 1);
	struct place p;

	assert_true(filing_place(g->f, sheet, "econ.30101", &p));
	filing_put(g->f, p, "100");
	assert_true(filing_place(g->f, sheet, "econ.30201", &p));
	filing_put(g->f, p, "20.5");
	filing_recalc(g->f);
}

static void rest__of_a_total__is_suggested_to_the_only_empty_row(void **state)
{
	static const struct {
		const char *name;
		struct entry rows[5];
		size_t n;
		const char *key, *shown;
		enum page_style style;
	} cases[] = {
	    {"one row", {{"210", 0, 0}, {"21001", 0, 0}, {"2100101", 0, 0}}, 3,
	     "func.3.basic", "120.50", PAGE_SUGGESTED},
	    {"it adds up above", {{"210", 0, 0}, {"21001", 0, 0}, {"2100101", 0, 0}}, 3,
	     "func.1.basic", "120.50", PAGE_COMPUTED},
	    {"and in the total", {{"210", 0, 0}, {"21001", 0, 0}, {"2100101", 0, 0}}, 3,
	     "all.basic", "120.50", PAGE_COMPUTED},
	    {"typed", {{"210", 0, 0}, {"21001", 0, 0}, {"2100101", "100", 0}}, 3,
	     "func.3.basic", "100", PAGE_DIFFERS},
	    {"typed, above", {{"210", 0, 0}, {"21001", 0, 0}, {"2100101", "100", 0}}, 3,
	     "func.1.basic", "100.00", PAGE_COMPUTED},
	    {"the other is filled", {{"210", 0, 0}, {"2100101", "47.42", 0}, {"2100102", 0, 0}},
	     3, "func.3.basic", "73.08", PAGE_SUGGESTED},
	    {"two are empty",
	     {{"210", 0, 0}, {"2100101", "1", 0}, {"2100102", 0, 0}, {"2100103", 0, 0}}, 4,
	     "func.3.basic", "", PAGE_SUGGESTED},
	    {"another is no figure", {{"210", 0, 0}, {"2100101", "约1", 0}, {"2100102", 0, 0}}, 3,
	     "func.3.basic", "", PAGE_SUGGESTED},
	    {"nothing is left", {{"210", 0, 0}, {"2100101", "120.50", 0}, {"2100102", 0, "3"}}, 3,
	     "func.3.basic", "", PAGE_SUGGESTED},
	    {"less than nothing", {{"210", 0, 0}, {"2100101", "130", 0}, {"2100102", 0, 0}}, 3,
	     "func.3.basic", "", PAGE_SUGGESTED},
	    {"what stands above", {{"210", "7", 0}, {"2100101", 0, 0}}, 2, "func.2.basic",
	     "120.50", PAGE_SUGGESTED},
	    {"no code", {{"210", 0, 0}, {NULL, "9", 0}, {"2100101", 0, 0}}, 3, "func.3.basic",
	     "120.50", PAGE_SUGGESTED},
	    {"projects are typed", {{"210", 0, 0}, {"2100101", 0, 0}}, 2, "func.2.project", "",
	     PAGE_INPUT},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct grown g = grow(2020, cases[i].rows, cases[i].n);
		struct place p = place_of(&g, cases[i].key);
		struct str shown = {0};

		add_t6(&g);
		cell_show(filing_cell(g.f, p), filing_field(g.f, p), &shown);
		if (strcmp(str_text(&shown), cases[i].shown) != 0)
			fail_msg("%s: %s", cases[i].name, str_text(&shown));
		if (*cases[i].shown && style_of(g.f, p) != cases[i].style)
			fail_msg("%s: style %d", cases[i].name, style_of(g.f, p));
		str_free(&shown);
		drop(&g);
	}
}

static void rest__without_a_total__suggests_nothing(void **state)
{
	static const struct entry rows[] = {{"210", NULL, NULL}, {"2100101", NULL, NULL}};
	struct grown g = grow(2020, rows, COUNT(rows));

	(void)state;
	filing_sheet(g.f, set_form(g.set, "t6"), 1);
	filing_recalc(g.f);
	expect_shown(&g, "func.2.basic", "");
	expect_shown(&g, "all.basic", "");
	drop(&g);
}

/* 支出决算表 with the same 项: what 公开05 has, when there is no other money. */
static void suggest__same_code__flows_only_without_other_money(void **state)
{
	static const struct entry rows[] = {
	    {"210", NULL, NULL}, {"2100101", "47.42", "3"}, {"2100102", "5", NULL}};
	struct grown g = grow(2020, rows, COUNT(rows)), t3;
	struct place income;
	int t2 = filing_sheet(g.f, set_form(g.set, "t2"), 1);

	(void)state;
	t3 = g;
	t3.sheet = filing_sheet(g.f, set_form(g.set, "t3"), 1);
	t3.list = form_list(set_form(g.set, "t3"), "func");
	for (int i = 0; i < 3; i++) {
		filing_row(g.f, t3.sheet, t3.list, i + 1, -1, i + 1);
		filing_put(g.f, (struct place){t3.sheet, t3.list, i, 1}, rows[i].code);
	}
	filing_recalc(g.f);
	expect_shown(&t3, "func.2.basic", "47.42");
	expect_shown(&t3, "func.2.project", "3.00");
	expect_shown(&t3, "func.3.project", "");
	expect_shown(&t3, "func.1.basic", "52.42");
	expect_shown(&t3, "all.total", "55.42");
	filing_row(g.f, t2, 0, 1, -1, 1);
	filing_put(g.f, (struct place){t2, 0, 0, 1}, "210");
	assert_true(filing_place(g.f, t2, "func.1.business", &income));
	filing_put(g.f, income, "8");
	filing_recalc(g.f);
	expect_shown(&t3, "func.2.basic", "");
	expect_shown(&t3, "all.total", "");
	drop(&g);
}

static void rollup__the_last_row_below_goes__is_input_again(void **state)
{
	struct grown g = grow(2020, printed, COUNT(printed));

	(void)state;
	put(&g, "func.10.basic", "25.00");
	filing_recalc(g.f);
	expect_shown(&g, "func.10.basic", "26.00");
	assert_int_equal(style_of(g.f, place_of(&g, "func.10.basic")), PAGE_DIFFERS);
	filing_drop_row(g.f, g.sheet, g.list, 10);
	filing_recalc(g.f);
	expect_shown(&g, "func.10.basic", "25.00");
	expect_shown(&g, "all.basic", "691.22");
	assert_int_equal(style_of(g.f, place_of(&g, "func.10.basic")), PAGE_INPUT);
	drop(&g);
}

static void rollup__nothing_below_filled_in__leaves_what_was_stated(void **state)
{
	static const struct entry rows[] = {{"210", "5.00", NULL}, {"21001", NULL, NULL}};
	struct grown g = grow(2020, rows, COUNT(rows));

	(void)state;
	expect_shown(&g, "func.1.basic", "5.00");
	expect_shown(&g, "all.basic", "5.00");
	expect_shown(&g, "func.1.project", "");
	drop(&g);
}

static void rollup__no_figure_below__says_which(void **state)
{
	static const struct entry rows[] = {{"210", NULL, NULL}, {"21001", "48.6.", NULL}};
	struct grown g = grow(2020, rows, COUNT(rows));
	const struct cell *c = filing_cell(g.f, place_of(&g, "func.1.basic"));

	(void)state;
	assert_int_equal(c->value.state, FIGURE_FAULT);
	assert_non_null(strstr(c->why, "48.6."));
	expect_shown(&g, "func.1.basic", "不可计算");
	drop(&g);
}

static void tree_name__by_year__comes_from_the_dictionary(void **state)
{
	struct grown g = grow(2020, printed, COUNT(printed));
	const struct list *l = &set_form(g.set, "t5")->lists[g.list];

	(void)state;
	assert_string_equal(tree_name(g.f, l, "2100601"), "中医（民族医）药专项");
	assert_string_equal(tree_name(g.f, l, "221"), "住房保障支出");
	assert_null(tree_name(g.f, l, "2999999"));
	assert_null(tree_name(g.f, l, NULL));
	g.f->year = 2019; /* the dictionary begins in 2020 */
	assert_null(tree_name(g.f, l, "221"));
	drop(&g);
}

static void tree_is_unknown__a_code_not_in_the_dictionary__is_marked(void **state)
{
	static const struct entry rows[] = {{"2999999", "1", NULL}, {"2100101", "1", NULL},
	                                    {NULL, "1", NULL}};
	struct grown g = grow(2020, rows, COUNT(rows));

	(void)state;
	assert_int_equal(style_of(g.f, place_of(&g, "func.1.code")), PAGE_FAULT);
	assert_int_equal(style_of(g.f, place_of(&g, "func.2.code")), PAGE_INPUT);
	assert_int_equal(style_of(g.f, place_of(&g, "func.3.code")), PAGE_INPUT);
	assert_false(tree_is_unknown(g.f, place_of(&g, "func.1.basic")));
	drop(&g);
}

static void explain__a_sum_of_rows_below__names_them(void **state)
{
	struct grown g = grow(2020, printed, COUNT(printed));
	struct place p = place_of(&g, "func.2.basic"), to[8];
	struct str text = {0};

	(void)state;
	explain_formula(g.f, p, &text);
	assert_string_equal(str_text(&text), "基本支出 = 下一级各行之和");
	str_clear(&text);
	explain_values(g.f, p, &text);
	assert_string_equal(str_text(&text), "47.42 + 618.80 = 666.22");
	assert_int_equal(explain_operands(g.f, p, to, 8), 2);
	assert_int_equal(to[0].row, 2);
	assert_int_equal(to[1].row, 3);
	assert_true(explain_feeds(g.f, p, to, 8) > 0);
	assert_int_equal(to[0].row, 0); /* the 类 above */
	str_free(&text);
	drop(&g);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(tree_code_level__of_texts__goes_by_length),
	    cmocka_unit_test(tree_parent__as_printed__is_the_nearest_row_above_of_a_higher_level),
	    cmocka_unit_test(tree_parent__levels_left_out_and_no_codes__still_found),
	    cmocka_unit_test(rollup__as_printed__sums_the_printed_children),
	    cmocka_unit_test(place_mode__of_a_rollup_column__is_computed_over_rows_only),
	    cmocka_unit_test(rest__of_a_total__is_suggested_to_the_only_empty_row),
	    cmocka_unit_test(rest__without_a_total__suggests_nothing),
	    cmocka_unit_test(suggest__same_code__flows_only_without_other_money),
	    cmocka_unit_test(rollup__the_last_row_below_goes__is_input_again),
	    cmocka_unit_test(rollup__nothing_below_filled_in__leaves_what_was_stated),
	    cmocka_unit_test(rollup__no_figure_below__says_which),
	    cmocka_unit_test(tree_name__by_year__comes_from_the_dictionary),
	    cmocka_unit_test(tree_is_unknown__a_code_not_in_the_dictionary__is_marked),
	    cmocka_unit_test(explain__a_sum_of_rows_below__names_them),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
