#include "desk.h"

#include "app/cmd.h"
#include "app/cmd_table.h"
#include "app/compare.h"
#include "app/roll.h"
#include "app/sum.h"
#include "base/mem.h"
#include "form/suggest.h"

/* Texts that narratives suggest, as a person meets them: own text and
 * generated text kept apart, in the inspector, on the command line, in
 * comparing, carrying over and summing. */

#define FUND "annex4.fund"
#define INSURANCE "annex4.insurance"
#define NO_FUND "我单位2024年度无政府性基金预算支出。"
#define BASIC_61_98 "2024年我单位基本支出是61.98万元，其中：人员经费：54.78万元，占基本支出的88.38%"

static void put(struct desk *d, const char *name, const char *text)
{
	must(edit_cell(d->w, d->center, at(d->center, name), text, &d->e), &d->e);
}

static char *shown(const struct filing *f, const char *name)
{
	struct place p = at(f, name);
	struct str s = { 0 };

	cell_show(suggest_cell(f, p), filing_field(f, p), &s);
	return s.length ? str_take(&s) : mem_strdup("");
}

static void shows(const struct filing *f, const char *name, const char *wanted)
{
	char *text = shown(f, name);

	assert_string_equal(text, wanted);
	mem_free(text);
}

static void begins(const struct filing *f, const char *name, const char *wanted)
{
	char *text = shown(f, name);

	if (strncmp(text, wanted, strlen(wanted)) != 0)
		fail_msg("%s is %s", name, text);
	mem_free(text);
}

/* ---- edit ---- */

static void edit_adopt__own_text__goes_and_comes_back_by_undo(void **state)
{
	struct desk *d = *state;
	char *what = NULL;

	put(d, FUND, "自己写的。");
	shows(d->center, FUND, "自己写的。");
	must(edit_adopt(d->w, d->center, at(d->center, FUND), &d->e), &d->e);
	shows(d->center, FUND, NO_FUND);
	assert_null(cell_at(d->center, FUND)->text);
	assert_newest(d->w, d->center, "采用生成的文字", "fund", "自己写的。", "(absent)");
	must(edit_undo(d->w, d->center, &what, NULL, &d->e), &d->e);
	mem_free(what);
	shows(d->center, FUND, "自己写的。");
	must(edit_redo(d->w, d->center, &what, NULL, &d->e), &d->e);
	mem_free(what);
	shows(d->center, FUND, NO_FUND);
	assert_stored(d, d->center);
}

/* 7.20 + 54.78 = 61.98; with 50.00 for staff 57.20. */
static void edit_cell__a_figure_of_the_text__own_text_stays_generated_follows(void **state)
{
	struct desk *d = *state;

	put(d, INSURANCE, "自己写的。");
	must(edit_adopt(d->w, d->center, at(d->center, "annex4.basic"), &d->e), &d->e);
	begins(d->center, "annex4.basic", BASIC_61_98);
	put(d, "extra.insurance.cost", "3");
	put(d, "extra.staff.cost", "50");
	shows(d->center, INSURANCE, "自己写的。");
	assert_string_equal(cell_at(d->center, INSURANCE)->text, "自己写的。");
	begins(d->center, "annex4.basic", "2024年我单位基本支出是57.20万元，其中：人员经费：50.00万元");
	assert_null(cell_at(d->center, "annex4.basic")->text);
	put(d, INSURANCE, "");
	shows(d->center, INSURANCE, "我单位2024年度社会保险基金预算支出为3.00万元。");
}

/* Two people: what the one changes is in the text that the other is shown. */
static void work_refresh__somebody_elses_figure__is_in_the_generated_text(void **state)
{
	struct desk *d = *state;
	struct work *other;
	struct filing *theirs;

	must(edit_adopt(d->w, d->center, at(d->center, INSURANCE), &d->e), &d->e);
	shows(d->center, INSURANCE, "我单位2024年度无社会保险基金预算支出。");
	other = desk_join(d, "乙");
	theirs = desk_filing(other, "信息中心", 2024);
	must(edit_cell(other, theirs, at(theirs, "extra.insurance.cost"), "4", &d->e), &d->e);
	work_close(other);
	assert_true(work_refresh(d->w));
	shows(d->center, INSURANCE, "我单位2024年度社会保险基金预算支出为4.00万元。");
}

/* ---- inspector ---- */

static void inspect_cell__own_text_that_differs__says_from_where(void **state)
{
	struct desk *d = *state;
	struct inspect seen;

	inspect_cell(d->w, d->center, at(d->center, "annex4.basic"), &seen);
	assert_non_null(seen.stated);
	assert_non_null(strstr(seen.stated, "这里是“占基本支出的88.39%，主要是包括"));
	assert_non_null(strstr(seen.stated, "生成的是“占基本支出的88.38%，主要是包括"));
	assert_string_equal(seen.formula, "基本支出情况 = 《附件4　自评报告第二至五节》按各表的数生成的文字");
	inspect_free(&seen);
	inspect_cell(d->w, d->center, at(d->center, FUND), &seen);
	assert_null(seen.stated);
	inspect_free(&seen);
	put(d, "annex4.basic", NULL);
	inspect_cell(d->w, d->center, at(d->center, "annex4.basic"), &seen);
	assert_null(seen.stated);
	assert_null(seen.refusal);
	assert_non_null(strstr(seen.text, "88.38%"));
	inspect_free(&seen);
}

static void inspect_find__words_of_a_generated_text__are_found(void **state)
{
	struct desk *d = *state;
	struct place p, wanted = at(d->center, "annex4.basic");

	put(d, "annex4.basic", NULL);
	assert_true(inspect_find(d->center, "88.38%", at(d->center, "annex1.unit"), 1, &p));
	assert_int_equal(p.sheet, wanted.sheet);
	assert_int_equal(p.field, wanted.field);
}

/* ---- a new year, side by side, the sum ---- */

static struct filing *accounts_2021(struct desk *d)
{
	int unit = work_find_unit(d->w, "430000", &d->e);

	must(roll_filing(d->w, unit, 2020, 2021, NULL, &d->e), &d->e);
	return desk_filing(d->w, "430000", 2021);
}

static void roll_filing__sections__are_generated_for_the_new_year(void **state)
{
	struct desk *d = *state;
	struct filing *f = accounts_2021(d);

	begins(f, "notes.grand", "2021年度收、支总计");
	begins(f, "notes.assets", "截至2021年12月31日，本单位共有车辆");
	assert_null(cell_at(f, "notes.grand")->text);
	shows(f, "notes.capital", "本单位无国有资本经营预算财政拨款收入支出。");
	must(edit_cell(d->w, f, at(f, "t4.in.capital"), "12.5", &d->e), &d->e);
	begins(f, "notes.capital", "本单位国有资本经营预算财政拨款收入12.50万元，本年支出0万元");
}

static void compare_filings__generated_beside_own_text__both_are_shown(void **state)
{
	struct desk *d = *state;
	struct filing *now = accounts_2021(d);
	struct compare_cell c;

	compare_place(desk_filing(d->w, "430000", 2020), now, at(now, "notes.capital"), &c);
	assert_int_equal(c.kind, COMPARE_SAME);
	assert_string_equal(c.later.text, "本单位无国有资本经营预算财政拨款收入支出。");
	compare_cell_free(&c);
	compare_place(desk_filing(d->w, "430000", 2020), now, at(now, "notes.grand"), &c);
	assert_int_equal(c.kind, COMPARE_CHANGED);
	assert_non_null(strstr(c.earlier.text, "1500.28万元"));
	assert_non_null(strstr(c.later.text, "2021年度"));
	compare_cell_free(&c);
}

static void sum_tree__generated_texts__are_not_added(void **state)
{
	struct desk *d = *state;
	struct sum_count n;
	struct sum *s;

	put(d, FUND, NULL);
	s = sum_tree(d->w, work_find_unit(d->w, "404001", &d->e), 2024, NULL, NULL, &d->e);
	assert_non_null(s);
	assert_null(sum_at(s, at(s->filing, FUND), &n));
	assert_null(cell_at(s->filing, FUND)->text);
	for (size_t i = 0; i < s->nexceptions; i++)
		assert_int_not_equal(s->exceptions[i].place.sheet, sheet_of(s->filing, "annex4", 1));
	sum_free(s);
}

/* ---- command line ---- */

static void command(struct desk *d, const char *name, const char *cell, bool json,
                    const char *wanted)
{
	char *argv[] = { (char *)"ziping", (char *)"-d", d->path, (char *)name, (char *)"404010",
		         (char *)"2024", (char *)cell, (char *)"--json" };
	struct cmd_request request;
	struct str out = { 0 };

	if (cmd_main(json ? 8 : 7, argv, &request, &out, &d->e) != CMD_DONE)
		fail_msg("%s", d->e.text);
	if (!strstr(str_text(&out), wanted))
		fail_msg("not in %s: %s", wanted, str_text(&out));
	cmd_request_free(&request);
	str_free(&out);
}

static void cmd__generated_texts__are_the_value_and_the_suggestion(void **state)
{
	struct desk *d = *state;

	put(d, FUND, NULL);
	command(d, "get", FUND, false, NO_FUND);
	command(d, "get", FUND, true,
	        "\"text\":\"\",\"value\":\"" NO_FUND "\",\"stated\":null,\"suggested\":\"" NO_FUND
	        "\",\"status\":\"text\"");
	command(d, "show", "annex4", false, NO_FUND "~");
	put(d, FUND, "自己写的。");
	command(d, "get", FUND, true,
	        "\"text\":\"自己写的。\",\"value\":\"自己写的。\",\"stated\":null,\"suggested\":\"" NO_FUND
	        "\",\"status\":\"text\"");
	command(d, "show", "annex4", false, "自己写的。 ");
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, desk_setup, desk_teardown)
	const struct CMUnitTest tests[] = {
		TEST(edit_adopt__own_text__goes_and_comes_back_by_undo),
		TEST(edit_cell__a_figure_of_the_text__own_text_stays_generated_follows),
		TEST(work_refresh__somebody_elses_figure__is_in_the_generated_text),
		TEST(inspect_cell__own_text_that_differs__says_from_where),
		TEST(inspect_find__words_of_a_generated_text__are_found),
		TEST(roll_filing__sections__are_generated_for_the_new_year),
		TEST(compare_filings__generated_beside_own_text__both_are_shown),
		TEST(sum_tree__generated_texts__are_not_added),
		TEST(cmd__generated_texts__are_the_value_and_the_suggestion),
	};

	return cmocka_run_group_tests_name("suggest", tests, NULL, NULL);
}
