/* What the formulas give on the sample filings, against figures worked out by
 * hand from the seeds (DOMAIN §3, §4). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "form/explain.h"
#include "form/recalc.h"
#include "support/sample.h"

#define SET "data/forms/yueyanglou-2024"
#define CENTER "data/samples/404010-2024-yueyanglou-2024.csv"
#define BUREAU "data/samples/404001-2024-yueyanglou-2024.csv"

struct world_of_test {
	struct set *set;
	struct filing *center, *bureau;
};

static int open_all(void **state)
{
	static struct world_of_test w;
	w.set = sample_set(SET);
	w.center = sample_filing(w.set, "404010", "信息中心", 2024, CENTER);
	w.bureau = sample_filing(w.set, "404001", "卫生健康局", 2024, BUREAU);
	filing_recalc(w.center);
	filing_recalc(w.bureau);
	*state = &w;
	return 0;
}

static int close_all(void **state)
{
	struct world_of_test *w = *state;
	filing_free(w->center);
	filing_free(w->bureau);
	set_free(w->set);
	return 0;
}

static struct place place_of(const struct filing *f, const char *form, int copy, const char *key)
{
	struct place p;
	int sheet = filing_find_sheet(f, set_form(f->set, form), copy);
	assert_true(sheet >= 0);
	if (!filing_place(f, sheet, key, &p))
		fail_msg("no cell %s.%s", form, key);
	return p;
}

static void put(struct filing *f, const char *form, const char *key, const char *text)
{
	filing_put(f, place_of(f, form, 1, key), text);
	filing_recalc(f);
}

static void expect_calc(const struct filing *f, const char *form, int copy, const char *key,
                        enum figure_state state, int64_t calc, int64_t value)
{
	const struct cell *c = filing_cell(f, place_of(f, form, copy, key));
	if (c->calc.state != state || (state == FIGURE_NUMBER && c->calc.num != calc))
		fail_msg("%s.%s: calc state %d %lld, wanted %lld", form, key, c->calc.state,
		         (long long)c->calc.num, (long long)calc);
	if (value >= 0 && (c->value.state != FIGURE_NUMBER || c->value.num != value))
		fail_msg("%s.%s: value state %d %lld, wanted %lld", form, key, c->value.state,
		         (long long)c->value.num, (long long)value);
}

#define NUM(x) INT64_C(x)

static const struct {
	bool bureau;
	const char *form;
	int copy;
	const char *key;
	enum figure_state state;
	int64_t calc, value; /* 10⁻⁶; value −1: not looked at */
} figures[] = {
	/* 信息中心: 5 of 5; 110.75 ÷ 111.53 = 99.30 %; 9.93; 10+50+28+10 = 98 */
	{ false, "annex1", 1, "staff.rate", FIGURE_NUMBER, NUM(1000000), NUM(1000000) },
	{ false, "annex1", 1, "project.final", FIGURE_NUMBER, NUM(48780000), NUM(48780000) },
	{ false, "annex1", 1, "project.last", FIGURE_BLANK, 0, -1 },
	{ false, "annex2", 1, "rate", FIGURE_NUMBER, NUM(993000), NUM(993000) },
	{ false, "annex2", 1, "score", FIGURE_NUMBER, NUM(9930000), NUM(10000000) },
	{ false, "annex2", 1, "total", FIGURE_NUMBER, NUM(98000000), NUM(98000000) },
	{ false, "annex2", 1, "total.points", FIGURE_NUMBER, NUM(100000000), NUM(100000000) },
	{ false, "annex2", 1, "output.score", FIGURE_NUMBER, NUM(50000000), NUM(50000000) },
	{ false, "annex2", 1, "benefit.score", FIGURE_NUMBER, NUM(28000000), NUM(28000000) },
	{ false, "annex2", 1, "satisfy.points", FIGURE_NUMBER, NUM(10000000), NUM(10000000) },
	/* 卫生健康局: 14538.50 ÷ 41693.49 = 34.87 %; 3.49; 区级专项 final
	 * 3.14+9+9800+24.40+38.71+1.19+28.83 = 9905.27; 项目支出 3985.49+22.47+9905.27 */
	{ true, "annex2", 1, "rate", FIGURE_NUMBER, NUM(348700), NUM(348700) },
	{ true, "annex2", 1, "score", FIGURE_NUMBER, NUM(3490000), NUM(10000000) },
	{ true, "annex2", 1, "total", FIGURE_NUMBER, NUM(100000000), NUM(100000000) },
	{ true, "annex1", 1, "special.final", FIGURE_NUMBER, NUM(9905270000), NUM(9905270000) },
	{ true, "annex1", 1, "project.final", FIGURE_NUMBER, NUM(13913230000), NUM(13913230000) },
	{ true, "annex1", 1, "special.last", FIGURE_NUMBER, NUM(1019120000), NUM(1019120000) },
	{ true, "annex1", 1, "project.last", FIGURE_NUMBER, NUM(1125710000), NUM(1125710000) },
	{ true, "annex1", 1, "three.last", FIGURE_NUMBER, NUM(1180000), NUM(1180000) },
	{ true, "annex3", 1, "total.done", FIGURE_NUMBER, NUM(120000000), NUM(120000000) },
	{ true, "annex3", 2, "rate", FIGURE_NUMBER, NUM(1000000), NUM(1000000) },
	{ true, "annex3", 3, "total", FIGURE_NUMBER, NUM(100000000), NUM(100000000) },
};

static void filing_recalc__samples__give_hand_worked_figures(void **state)
{
	struct world_of_test *w = *state;
	for (size_t i = 0; i < sizeof figures / sizeof *figures; i++)
		expect_calc(figures[i].bureau ? w->bureau : w->center, figures[i].form, figures[i].copy,
		            figures[i].key, figures[i].state, figures[i].calc, figures[i].value);
}

static void filing_recalc__staff_changed__rate_follows(void **state)
{
	struct world_of_test *w = *state;
	struct str shown = { 0 };
	put(w->bureau, "annex1", "staff.actual", "27");
	struct place p = place_of(w->bureau, "annex1", 1, "staff.rate");
	cell_show(filing_cell(w->bureau, p), filing_field(w->bureau, p), &shown);
	assert_string_equal(str_text(&shown), "103.85%"); /* 27 ÷ 26 = 1.038461… */
	str_free(&shown);
	put(w->bureau, "annex1", "staff.actual", "26");
}

static void filing_recalc__a_fault__reaches_all_that_depend_on_it(void **state)
{
	struct world_of_test *w = *state;
	put(w->bureau, "annex1", "work.final", "12,,3x");
	const struct cell *c = filing_cell(w->bureau, place_of(w->bureau, "annex1", 1, "project.final"));
	assert_int_equal(c->value.state, FIGURE_FAULT);
	assert_non_null(strstr(c->why, "业务工作经费"));
	assert_non_null(strstr(c->why, "12,,3x"));
	assert_string_equal(c->text, "13913.22"); /* nothing that was typed is lost */
	put(w->bureau, "annex1", "work.final", "3985.49");
	expect_calc(w->bureau, "annex1", 1, "project.final", FIGURE_NUMBER, NUM(13913230000), -1);
}

static void filing_recalc__malformed_public_expense__is_kept_as_typed(void **state)
{
	struct world_of_test *w = *state;
	const struct cell *c = filing_cell(w->bureau, place_of(w->bureau, "annex1", 1, "public.budget"));
	assert_string_equal(c->text, "48.6.");
	assert_int_equal(c->value.state, FIGURE_FAULT);
}

static void filing_recalc__execution_score_cleared__suggestion_stands(void **state)
{
	struct world_of_test *w = *state;
	put(w->center, "annex2", "score", NULL);
	expect_calc(w->center, "annex2", 1, "score", FIGURE_NUMBER, NUM(9930000), NUM(9930000));
	expect_calc(w->center, "annex2", 1, "total", FIGURE_NUMBER, NUM(97930000), NUM(97930000));
	put(w->center, "annex2", "score", "10");
}

static void filing_recalc__overflow__is_a_fault_and_never_wraps(void **state)
{
	struct world_of_test *w = *state;
	put(w->center, "annex1", "abroad.final", "9000000000000");
	put(w->center, "annex1", "guest.final", "9000000000000");
	const struct cell *c = filing_cell(w->center, place_of(w->center, "annex1", 1, "three.final"));
	assert_int_equal(c->value.state, FIGURE_FAULT);
	put(w->center, "annex1", "abroad.final", NULL);
	put(w->center, "annex1", "guest.final", NULL);
}

/* 上年决算 is last year's 本年决算, of fields and of list rows by name. */
static void filing_recalc__last_year_there__its_final_accounts_come_over(void **state)
{
	struct world_of_test *w = *state;
	struct filing *next = filing_new(w->set, "404001", "卫生健康局", 2025);
	int sheet = filing_sheet(next, set_form(w->set, "annex1"), 1);
	int list = form_list(set_form(w->set, "annex1"), "specials");
	int row = filing_row(next, sheet, list, 1, -1, 1024);
	filing_put(next, (struct place){ sheet, list, row, 0 }, "名医名护");
	next->last = w->bureau;
	filing_recalc(next);
	expect_calc(next, "annex1", 1, "work.last", FIGURE_NUMBER, NUM(3985490000), NUM(3985490000));
	expect_calc(next, "annex1", 1, "specials.1.last", FIGURE_NUMBER, NUM(9000000), NUM(9000000));
	expect_calc(next, "annex1", 1, "work.final", FIGURE_ABSENT, 0, -1);
	filing_free(next);
}

static void filing_recalc__na_sheet__stays_without_figures(void **state)
{
	struct world_of_test *w = *state;
	const struct cell *c = filing_cell(w->center, place_of(w->center, "annex3", 1, "total.begin"));
	assert_int_equal(c->value.state, FIGURE_NA);
	c = filing_cell(w->center, place_of(w->center, "annex3", 1, "rate"));
	assert_int_equal(c->value.state, FIGURE_NA);
}

static void grade__bounds__belong_to_the_better_one(void **state)
{
	static const struct { const char *score, *grade; } cases[] = {
		/* 88 without the execution score of 10 */
		{ "10", "优" }, { "2", "优" }, { "1.99", "良" }, { "0", "良" },
	};
	struct world_of_test *w = *state;
	struct place p = place_of(w->center, "annex2", 1, "grade");
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		put(w->center, "annex2", "score", cases[i].score);
		assert_string_equal(filing_cell(w->center, p)->calc_text, cases[i].grade);
	}
	put(w->center, "annex2", "score", "10");
}

static void explain__rate__says_names_and_values(void **state)
{
	struct world_of_test *w = *state;
	struct str names = { 0 }, values = { 0 };
	struct place p = place_of(w->center, "annex2", 1, "rate");
	explain_formula(w->center, p, &names);
	explain_values(w->center, p, &values);
	assert_string_equal(str_text(&names), "执行率 = 全年执行数 ÷ 全年预算数");
	assert_string_equal(str_text(&values), "110.75 ÷ 111.53 = 99.30%");
	str_free(&names);
	str_free(&values);
}

static void explain__operands_and_feeds__lead_to_the_cells(void **state)
{
	struct world_of_test *w = *state;
	struct place out[40];
	struct place total = place_of(w->center, "annex2", 1, "total");
	size_t n = explain_operands(w->center, total, out, 40);
	assert_int_equal(n, 1 + 19); /* score, and 19 indicator rows with the 不适用 ones */
	struct place done = place_of(w->center, "annex2", 1, "done");
	n = explain_feeds(w->center, done, out, 40);
	assert_int_equal(n, 2);
	assert_string_equal(filing_field(w->center, out[0])->key, "rate");
	assert_string_equal(filing_field(w->center, out[1])->key, "score");
}

/* As the formulas of a narrative are. */
static void explain__a_formula_read_on_no_sheet__leads_to_the_same_cells(void **state)
{
	struct world_of_test *w = *state;
	struct place out[40], nowhere = {-1, -1, -1, -1};
	struct place total = place_of(w->center, "annex2", 1, "total");
	const struct expr *sum = filing_field(w->center, total)->formula;
	size_t n = explain_named(w->center, sum, nowhere, out, 40);
	struct str names = {0}, values = {0};
	assert_int_equal(n, 1 + 19);
	for (size_t i = 0; i < n; i++)
		assert_int_equal(out[i].sheet, total.sheet);
	/* score + sum(ind.score), and on which form those stand */
	explain_test(w->center, sum, nowhere, &names, &values);
	assert_string_equal(str_text(&names),
	                    "附件2 预算执行自评得分 + 合计(附件2 绩效指标·自评得分)");
	str_free(&names);
	str_free(&values);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(filing_recalc__samples__give_hand_worked_figures),
		cmocka_unit_test(filing_recalc__staff_changed__rate_follows),
		cmocka_unit_test(filing_recalc__a_fault__reaches_all_that_depend_on_it),
		cmocka_unit_test(filing_recalc__malformed_public_expense__is_kept_as_typed),
		cmocka_unit_test(filing_recalc__execution_score_cleared__suggestion_stands),
		cmocka_unit_test(filing_recalc__overflow__is_a_fault_and_never_wraps),
		cmocka_unit_test(filing_recalc__last_year_there__its_final_accounts_come_over),
		cmocka_unit_test(filing_recalc__na_sheet__stays_without_figures),
		cmocka_unit_test(grade__bounds__belong_to_the_better_one),
		cmocka_unit_test(explain__rate__says_names_and_values),
		cmocka_unit_test(explain__operands_and_feeds__lead_to_the_cells),
		cmocka_unit_test(explain__a_formula_read_on_no_sheet__leads_to_the_same_cells),
	};
	return cmocka_run_group_tests_name("recalc", tests, open_all, close_all);
}
