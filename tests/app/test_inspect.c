#include "app/desk.h"

/* ---- sentences ---- */

static void assert_part(const char *is, const char *want)
{
	if (!want && is)
		fail_msg("«%s» where nothing was wanted", is);
	if (want && (!is || !strstr(is, want)))
		fail_msg("«%s» has no «%s»", is ? is : "(nothing)", want);
}

static void inspect_cell__stated_beside_the_formula__tells_both(void **state)
{
	static const struct { bool of_bureau; const char *key, *stated; } cases[] = {
		{ false, "annex2.total", "表报 99，应为 98，差 +1" },
		{ false, "annex2.score", "表报 10.00，建议 9.93，差 +0.07" },
		{ true, "annex2.score", "表报 10.00，建议 3.49，差 +6.51" },
		/* 3985.49 + 22.47 + 9905.27 = 13913.23: four roundings of half a cent */
		{ true, "annex1.project.final", "表报 13913.22，应为 13913.23，差 -0.01（尾差" },
		{ false, "annex1.staff.rate", NULL },
		{ false, "annex2.rate", NULL },
		{ false, "annex2.begin", NULL },
		{ false, "annex2.ind.1.score", NULL },
	};
	struct desk d;

	(void)state;
	desk_make(&d);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct filing *f = cases[i].of_bureau ? d.bureau : d.center;
		struct inspect in;

		inspect_cell(d.w, f, at(f, cases[i].key), &in);
		assert_part(in.stated, cases[i].stated);
		inspect_free(&in);
	}
	desk_drop(&d);
}

static void inspect_cell__a_rate__tells_formula_and_values(void **state)
{
	struct inspect in;
	struct desk d;

	(void)state;
	desk_make(&d);
	must(edit_cell(d.w, d.bureau, at(d.bureau, "annex1.staff.actual"), "27", &d.e), &d.e);
	inspect_cell(d.w, d.bureau, at(d.bureau, "annex1.staff.rate"), &in);
	assert_string_equal(in.key, "annex1.staff.rate");
	assert_string_equal(in.label, "控制率");
	assert_string_equal(in.text, "103.85%");
	assert_string_equal(in.formula, "控制率 = 2024年实际在职人数 ÷ 编制数");
	assert_string_equal(in.values, "= 27 ÷ 26 = 103.85%");
	assert_string_equal(in.stated, "表报 100%，应为 103.85%，差 -3.85%");
	assert_part(in.refusal, "公式");
	assert_null(in.last);
	inspect_free(&in);
	inspect_cell(d.w, d.bureau, at(d.bureau, "annex1.staff.actual"), &in);
	assert_part(in.changed, "甲 由 26 改为 27");
	assert_part(in.feeds, "用于：控制率");
	assert_null(in.refusal);
	assert_null(in.formula);
	inspect_free(&in);
	desk_drop(&d);
}

static void inspect_cell__an_indicator__tells_how_it_was_judged(void **state)
{
	struct inspect in;
	struct desk d;

	(void)state;
	desk_make(&d);
	inspect_cell(d.w, d.center, at(d.center, "annex2.ind.1.score"), &in);
	assert_part(in.judged, "39");
	assert_part(in.judged, "30");
	assert_part(in.values, "5.00");
	assert_part(in.label, "文件转发数量·自评得分");
	inspect_free(&in);
	desk_drop(&d);
}

/* The row of 引进专业技术人才: 2 of 20, 4 points, so 0.40. */
static void inspect_cell__a_planned_number__does_not_count(void **state)
{
	struct inspect in;
	struct place p;
	struct desk d;

	(void)state;
	desk_make(&d);
	assert_true(inspect_find(d.bureau, "引进专业技术人才≥20人", (struct place){ 0, -1, -1, 0 },
	                         1, &p));
	p.field = list_column(&d.bureau->sheets[p.sheet].form->lists[p.list], "score");
	assert_int_equal(filing_cell(d.bureau, p)->calc.num, 400000);
	assert_int_equal(filing_cell(d.bureau, p)->value.num, 4000000);
	inspect_cell(d.w, d.bureau, p, &in);
	assert_string_equal(in.stated, "表报 4.0，建议 0.4，差 +3.6");
	inspect_free(&in);
	desk_drop(&d);
}

static void inspect_cell__a_fault__proposes_a_reading(void **state)
{
	static const struct { const char *text, *fault; } cases[] = {
		{ "48.6.", "“48.6.” 不是数，是否为 48.60？" },
		{ "abc", "“abc” 不是数" },
		{ "48.60", NULL },
	};
	struct desk d;

	(void)state;
	desk_make(&d);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct inspect in;

		must(edit_cell(d.w, d.center, at(d.center, "annex1.work.final"), cases[i].text,
		               &d.e),
		     &d.e);
		inspect_cell(d.w, d.center, at(d.center, "annex1.work.final"), &in);
		assert_part(in.fault, cases[i].fault);
		inspect_free(&in);
	}
	must(edit_cell(d.w, d.center, at(d.center, "annex1.work.final"), "48.6.", &d.e), &d.e);
	{
		struct inspect in;

		inspect_cell(d.w, d.center, at(d.center, "annex1.project.final"), &in);
		assert_part(in.fault, "不可计算");
		assert_part(in.fault, "48.6.");
		inspect_free(&in);
	}
	desk_drop(&d);
}

static void inspect_cell__a_template_row__has_a_label(void **state)
{
	struct inspect in;
	struct desk d;

	(void)state;
	desk_make(&d);
	inspect_cell(d.w, d.center, (struct place){ sheet_of(d.center, "annex3", 1), 0, -1, 1 },
	             &in);
	assert_string_equal(in.label, "年度指标值");
	assert_null(in.key);
	assert_null(in.refusal);
	inspect_free(&in);
	desk_drop(&d);
}

static void inspect_cell__with_last_year__tells_its_value(void **state)
{
	struct filing *f;
	struct inspect in;
	struct desk d;
	int unit;

	(void)state;
	desk_make(&d);
	unit = work_find_unit(d.w, "信息中心", &d.e);
	must(work_add_filing(d.w, unit, 2025, NULL, &d.e), &d.e);
	f = desk_filing(d.w, "信息中心", 2025);
	inspect_cell(d.w, f, at(f, "annex1.staff.actual"), &in);
	assert_string_equal(in.last, "5");
	inspect_free(&in);
	/* 上年决算 takes last year's 本年决算 */
	assert_shows(f, "annex1.work.last", "48.78");
	desk_drop(&d);
}

/* ---- totals ---- */

static void inspect_score__the_seeds__have_three_totals(void **state)
{
	struct score_total s;
	struct desk d;

	(void)state;
	desk_make(&d);
	inspect_score(d.center, &s);
	assert_true(s.has_stated && s.has_computed && s.has_suggested);
	assert_int_equal(s.stated, 99000000);
	assert_int_equal(s.computed, 98000000);
	assert_int_equal(s.suggested, 97930000);
	assert_string_equal(s.grade, "优");
	/* 100 printed, of which 10 for an execution rate of 34.87 % */
	inspect_score(d.bureau, &s);
	assert_int_equal(s.stated, 100000000);
	assert_int_equal(s.computed, 100000000);
	assert_int_equal(s.suggested, 93490000);
	desk_drop(&d);
}

static void inspect_score__nothing_stated__has_what_there_is(void **state)
{
	struct score_total s;
	struct filing *f;
	struct desk d;

	(void)state;
	desk_make(&d);
	f = desk_filing(d.w, "疾病预防控制中心", 2024);
	inspect_score(f, &s);
	assert_false(s.has_stated);
	assert_string_equal(f->unit_name, "岳阳市岳阳楼区疾病预防控制中心");
	desk_drop(&d);
}

static void inspect_score__typed_in_without_rows__is_graded_as_stated(void **state)
{
	struct score_total s;
	struct desk d;

	(void)state;
	desk_make(&d);
	inspect_score(desk_filing(d.w, "信息中心", 2017), &s);
	assert_int_equal(s.stated, 95000000);
	assert_false(s.has_computed);
	assert_string_equal(s.grade, "优");
	desk_drop(&d);
}

static void inspect_marks__a_sheet__counts_its_own(void **state)
{
	struct inspect_marks all, one, sum = { 0 };
	struct desk d;

	(void)state;
	desk_make(&d);
	inspect_marks(d.center, -1, &all);
	for (int i = 0; i < (int)d.center->nsheets; i++) {
		inspect_marks(d.center, i, &one);
		sum.differs += one.differs;
		sum.faults += one.faults;
		sum.blanks += one.blanks;
		sum.filled += one.filled;
	}
	assert_memory_equal(&all, &sum, sizeof all);
	assert_int_equal(all.faults, 0);
	must(edit_cell(d.w, d.center, at(d.center, "annex1.purchase.final"), "34..66", &d.e), &d.e);
	inspect_marks(d.center, sheet_of(d.center, "annex1", 1), &one);
	assert_int_equal(one.faults, 1);
	must(edit_cell(d.w, d.center, at(d.center, "annex1.purchase.final"), "", &d.e), &d.e);
	inspect_marks(d.center, -1, &one);
	assert_int_equal(one.blanks, all.blanks + 1);
	assert_int_equal(one.filled, all.filled - 1);
	desk_drop(&d);
}

/* ---- find ---- */

static void assert_found(const struct filing *f, const char *text, const char *from, int direction,
                         const char *want)
{
	struct str key = { 0 };
	struct place p;

	if (!inspect_find(f, text, at(f, from), direction, &p)) {
		if (want)
			fail_msg("%s was not found", text);
		return;
	}
	str_addf(&key, "%s.", f->sheets[p.sheet].form->id);
	filing_key(f, p, &key);
	assert_string_equal(str_text(&key), want ? want : "(nothing)");
	str_free(&key);
}

static void inspect_find__each_case__finds_the_next(void **state)
{
	static const struct {
		const char *text, *from;
		int direction;
		const char *want;
	} cases[] = {
		{ "文件转发数量", "annex1.unit", 1, "annex2.ind.1.name" },
		{ "文件 转发\n数量", "annex1.unit", 1, "annex2.ind.1.name" },
		{ "≥３０份", "annex1.unit", 1, "annex2.ind.1.target" },
		{ "文件转发数量", "annex2.ind.3.name", 1, "annex2.ind.1.name" },
		{ "文件转发数量", "annex2.ind.3.name", -1, "annex2.ind.1.name" },
		{ "编制数", "annex2.total", 1, "annex1.staff.quota" },
		{ "103.85", "annex1.unit", 1, NULL },
		{ "没有这样的话", "annex1.unit", 1, NULL },
		{ "", "annex1.unit", 1, NULL },
	};
	struct desk d;

	(void)state;
	desk_make(&d);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_found(d.center, cases[i].text, cases[i].from, cases[i].direction,
		             cases[i].want);
	desk_drop(&d);
}

static void inspect_find__again_and_again__goes_round_each_once(void **state)
{
	struct place first, p;
	struct desk d;
	int n = 0;

	(void)state;
	desk_make(&d);
	assert_true(inspect_find(d.center, "信息中心", (struct place){ 0, -1, -1, 0 }, 1, &first));
	p = first;
	do {
		struct place next, back;

		assert_true(inspect_find(d.center, "信息中心", p, 1, &next));
		assert_true(inspect_find(d.center, "信息中心", next, -1, &back));
		assert_memory_equal(&back, &p, sizeof p);
		p = next;
		n++;
	} while (memcmp(&p, &first, sizeof p) != 0 && n < 100);
	assert_in_range(n, 2, 10);
	desk_drop(&d);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(inspect_cell__stated_beside_the_formula__tells_both),
		cmocka_unit_test(inspect_cell__a_rate__tells_formula_and_values),
		cmocka_unit_test(inspect_cell__an_indicator__tells_how_it_was_judged),
		cmocka_unit_test(inspect_cell__a_planned_number__does_not_count),
		cmocka_unit_test(inspect_cell__a_fault__proposes_a_reading),
		cmocka_unit_test(inspect_cell__a_template_row__has_a_label),
		cmocka_unit_test(inspect_cell__with_last_year__tells_its_value),
		cmocka_unit_test(inspect_score__the_seeds__have_three_totals),
		cmocka_unit_test(inspect_score__nothing_stated__has_what_there_is),
		cmocka_unit_test(inspect_score__typed_in_without_rows__is_graded_as_stated),
		cmocka_unit_test(inspect_marks__a_sheet__counts_its_own),
		cmocka_unit_test(inspect_find__each_case__finds_the_next),
		cmocka_unit_test(inspect_find__again_and_again__goes_round_each_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
