#include "desk.h"

/* What reaches the database, and what the inspector says of it. */

static void edit_cell__control_characters__are_replaced_or_refused(void **state)
{
	static const struct { const char *key, *text, *stored; } cases[] = {
		{ "annex2.sign.person", "某\t某", "某 某" },
		{ "annex2.sign.person", "某\r\n某", "某 某" },
		{ "annex2.sign.person", "甲\v乙", "甲 乙" },
		{ "annex2.goal.actual", "一\r\n二\t三", "一\n二 三" },
		{ "annex2.goal.actual", "一\f二", "一\n二" },
		{ "annex2.sign.person", "\033[2J", NULL },
		{ "annex2.goal.actual", "a\001b", NULL },
		{ "annex2.goal.actual", "a\177", NULL },
		{ "annex2.goal.actual", "a\xc2\x9b", NULL }, /* CSI */
	};
	struct desk d;

	(void)state;
	desk_make(&d);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		int result = edit_cell(d.w, d.center, at(d.center, cases[i].key), cases[i].text,
		                       &d.e);

		if (!cases[i].stored) {
			must_fail(result, ERR_INPUT, &d.e);
			assert_non_null(strstr(d.e.text, "控制字符"));
			continue;
		}
		must(result, &d.e);
		assert_string_equal(cell_at(d.center, cases[i].key)->text, cases[i].stored);
	}
	assert_stored(&d, d.center);
	desk_drop(&d);
}

static void work_add_unit__words_that_are_none__are_refused(void **state)
{
	static const struct { const char *code, *name; } cases[] = {
		{ "4 01", "某单位" }, { "401\n", "某单位" },  { "40\0331", "某单位" },
		{ "", "某单位" },     { "　", "某单位" },      { "401　002", "某单位" },
		{ "9001", "" },       { "9001", "某\n单位" }, { "9001", "\033[31m某" },
		{ " 9001", "某单位" }, { "9001 ", "某单位" },
	};
	struct desk d;

	(void)state;
	desk_make(&d);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		must_fail(work_add_unit(d.w, cases[i].code, cases[i].name, 2024, -1, &d.e),
		          ERR_INPUT, &d.e);
	must(work_add_unit(d.w, "9001", "某 单位（甲）", 2024, -1, &d.e), &d.e);
	desk_drop(&d);
}

/* ---- the inspector ---- */

static void assert_fault(struct desk *d, const char *key, const char *text, const char *says)
{
	struct place p = at(d->center, key);
	struct inspect in;

	must(edit_cell(d->w, d->center, p, text, &d->e), &d->e);
	assert_string_equal(cell_at(d->center, key)->text, text);
	assert_int_equal(cell_at(d->center, key)->stated.state == FIGURE_FAULT, says != NULL);
	inspect_cell(d->w, d->center, p, &in);
	if (!says)
		assert_null(in.fault);
	else
		assert_string_equal(in.fault, says);
	inspect_free(&in);
}

static void inspect_cell__what_is_no_figure_or_date__says_why(void **state)
{
	static const struct { const char *key, *text, *fault; } cases[] = {
		{ "annex1.work.final", "99999999999999", "“99999999999999” 数太大" },
		{ "annex1.work.final", "12345678901234万元", "“12345678901234万元” 数太大" },
		{ "annex1.work.final", "1.1234567", "“1.1234567” 小数位数太多" },
		{ "annex1.work.final", "abc", "“abc” 不是数" },
		{ "annex1.staff.actual", "2.5", "“2.5” 不是整数" },
		{ "annex2.sign.date", "昨天", "“昨天”不是日期" },
		{ "annex2.sign.date", "2025-02-30", "“2025-02-30”不是日期" },
		{ "annex2.sign.date", "2025年2月28日", NULL },
	};
	struct desk d;

	(void)state;
	desk_make(&d);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_fault(&d, cases[i].key, cases[i].text, cases[i].fault);
	desk_drop(&d);
}

static void inspect_cell__stated_and_nothing_to_compute_from__says_so(void **state)
{
	struct inspect in;
	struct place p;
	struct desk d;

	(void)state;
	desk_make(&d);
	p = at(d.center, "annex1.staff.rate");
	must(edit_cell(d.w, d.center, at(d.center, "annex1.staff.quota"), "", &d.e), &d.e);
	must(edit_cell(d.w, d.center, at(d.center, "annex1.staff.actual"), "", &d.e), &d.e);
	must(edit_stated(d.w, d.center, p, "100%", &d.e), &d.e);
	inspect_cell(d.w, d.center, p, &in);
	assert_string_equal(in.stated, "表报 100%，没有可核对的数");
	inspect_free(&in);
	must(edit_stated(d.w, d.center, p, "", &d.e), &d.e);
	inspect_cell(d.w, d.center, p, &in);
	assert_null(in.stated);
	inspect_free(&in);
	desk_drop(&d);
}

static void place_label__a_template_row__has_its_year(void **state)
{
	struct filing *f;
	struct desk d;

	(void)state;
	desk_make(&d);
	f = d.center;
	for (int s = 0; s < (int)f->nsheets; s++) {
		for (int l = 0; l < (int)f->sheets[s].form->nlists; l++) {
			for (int c = 0; c < (int)f->sheets[s].form->lists[l].ncolumns; c++) {
				struct str label = { 0 };

				place_label(f, (struct place){ s, l, -1, c }, &label);
				assert_true(label.length > 0);
				assert_null(strchr(label.s, '{'));
				str_free(&label);
			}
		}
	}
	desk_drop(&d);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(edit_cell__control_characters__are_replaced_or_refused),
		cmocka_unit_test(work_add_unit__words_that_are_none__are_refused),
		cmocka_unit_test(inspect_cell__what_is_no_figure_or_date__says_why),
		cmocka_unit_test(inspect_cell__stated_and_nothing_to_compute_from__says_so),
		cmocka_unit_test(place_label__a_template_row__has_its_year),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
