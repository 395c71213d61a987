#include "desk.h"

#include "app/roll.h"
#include "app/sum.h"
#include "base/mem.h"

static struct sum *sum_of(struct desk *d, const char *unit, int year, const char *form)
{
	struct sum *s = sum_tree(d->w, work_find_unit(d->w, unit, &d->e), year, NULL, form, &d->e);

	if (!s)
		fail_msg("%s", d->e.text);
	return s;
}

/* What is shown, how many 户 have it, how many cells could not be added. */
static void assert_sum(const struct sum *s, const char *name, const char *shown, int have,
                       int faults)
{
	struct str text = { 0 };
	struct sum_count n = { 0 };
	struct place p = at(s->filing, name);

	cell_show(filing_cell(s->filing, p), filing_field(s->filing, p), &text);
	if (strcmp(str_text(&text), shown) != 0)
		fail_msg("%s is %s, wanted %s", name, str_text(&text), shown);
	str_free(&text);
	if (have < 0) {
		assert_null(sum_at(s, p, &n));
		return;
	}
	assert_non_null(sum_at(s, p, &n));
	if (n.have != have || n.faults != faults)
		fail_msg("%s: %d 户, %d faults", name, n.have, n.faults);
}

static void assert_agrees(struct desk *d, const char *unit, int year)
{
	struct sum *stored = sum_of(d, unit, year, NULL);
	struct sum *again = sum_recount(d->w, work_find_unit(d->w, unit, &d->e), year, NULL, NULL,
	                                &d->e);
	struct sum_mismatch *m;
	size_t n;

	if (!again)
		fail_msg("%s", d->e.text);
	m = sum_compare(stored, again, &n);
	if (n)
		fail_msg("%s: stored %lld (%d), recounted %lld (%d)", m->label,
		         (long long)m->stored, m->stored_have, (long long)m->recounted,
		         m->recounted_have);
	sum_mismatches_free(m, n);
	assert_int_equal(stored->nexceptions, again->nexceptions);
	sum_free(stored);
	sum_free(again);
}

/* ---- against the hand calculation ---- */

/* 卫生健康局 (本级) + 信息中心 + 疾控中心 (nothing filled in). */
static void sum__health_bureau_2024__as_by_hand(void **state)
{
	struct desk *d = *state;
	static const struct {
		const char *cell, *shown;
		int have, faults;
	} cases[] = {
		{ "annex1.public.budget", "7.20", 1, 1 },      /* 7.2 and «48.6.» */
		{ "annex1.public.final", "66.44", 2, 0 },      /* 7.20 + 59.24 */
		{ "annex1.public.last", "104.94", 2, 0 },      /* 29.30 + 75.64 */
		{ "annex1.staff.quota", "31", 2, 0 },          /* 5 + 26 */
		{ "annex1.staff.actual", "31", 2, 0 },
		{ "annex1.staff.rate", "100%", -1, 0 },        /* 31 ÷ 31 */
		{ "annex1.project.final", "13962.01", 2, 0 },  /* 48.78 + 13913.23 */
		{ "annex1.project.budget", "168.00", 2, 0 },   /* 10 + 158 */
		{ "annex1.project.last", "1125.71", 1, 0 },
		{ "annex1.special.final", "9905.27", 1, 0 },
		{ "annex1.three.last", "1.18", 1, 0 },
		{ "annex1.purchase.final", "109.16", 2, 0 },   /* 34.66 + 74.50 */
		{ "annex1.abroad.final", "", 0, 0 },
		{ "annex2.annual", "41805.02", 2, 0 },         /* 111.53 + 41693.49 */
		{ "annex2.done", "14649.25", 2, 0 },           /* 110.75 + 14538.50 */
		{ "annex2.rate", "35.04%", -1, 0 },            /* of the sums; not (99.30 + 34.87) ÷ 2 */
		{ "annex2.score", "", -1, 0 },
		{ "annex2.total", "", -1, 0 },
		{ "annex2.grade", "", -1, 0 },
	};
	struct sum *s = sum_of(d, "卫生健康局", 2024, NULL);

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_sum(s, cases[i].cell, cases[i].shown, cases[i].have, cases[i].faults);
	assert_int_equal(s->should, 3);
	assert_int_equal(s->filed, 3);
	assert_int_equal(s->nmissing, 0);
	sum_free(s);
}

static void sum__text_that_is_no_figure__is_named_and_never_added(void **state)
{
	struct desk *d = *state;
	struct sum *s = sum_of(d, "404001", 2024, "附件1");
	const struct work_unit *units;
	struct str label = { 0 };
	size_t n;

	assert_int_equal(s->nexceptions, 1);
	units = work_units(d->w, &n);
	assert_string_equal(units[s->exceptions[0].unit].code, "404001");
	assert_string_equal(s->exceptions[0].text, "48.6.");
	place_label(s->filing, s->exceptions[0].place, &label);
	assert_string_equal(str_text(&label), "公用经费·2024年预算数");
	str_free(&label);
	sum_free(s);
	/* Mended, it counts. */
	must(edit_cell(d->w, d->bureau, at(d->bureau, "annex1.public.budget"), "48.60", &d->e),
	     &d->e);
	s = sum_of(d, "404001", 2024, "annex1");
	assert_int_equal(s->nexceptions, 0);
	assert_sum(s, "annex1.public.budget", "55.80", 2, 0);
	sum_free(s);
}

static void sum__one_form__only_what_it_needs(void **state)
{
	struct desk *d = *state;
	struct sum *s = sum_of(d, "404001", 2024, "annex1");

	assert_int_equal(sum_sheet(s, "annex1"), 0);
	assert_int_equal(sum_sheet(s, "附件1"), 0);
	assert_int_equal(sum_sheet(s, "annex2"), -1);
	assert_string_equal(s->filing->unit_name, "岳阳市岳阳楼区卫生健康局（汇总）");
	sum_free(s);
}

/* ---- which units ---- */

static void sum__unit_below__itself_alone(void **state)
{
	struct desk *d = *state;
	struct sum *s = sum_of(d, "信息中心", 2024, "annex1");

	assert_int_equal(s->should, 1);
	assert_sum(s, "annex1.public.final", "7.20", 1, 0);
	sum_free(s);
}

static void sum__year_of_one__the_others_are_missing(void **state)
{
	struct desk *d = *state;
	const struct work_unit *units;
	struct sum *s;
	size_t n;

	must(roll_filing(d->w, work_find_unit(d->w, "信息中心", &d->e), 2024, 2025, NULL, &d->e),
	     &d->e);
	s = sum_of(d, "卫生健康局", 2025, "annex1");
	units = work_units(d->w, &n);
	/* The bureau has units below it and nothing of its own that year. */
	assert_int_equal(s->should, 2);
	assert_int_equal(s->filed, 1);
	assert_int_equal(s->nmissing, 1);
	assert_string_equal(units[s->missing[0]].code, "404011");
	assert_sum(s, "annex1.public.last", "7.20", 1, 0);
	sum_free(s);
}

static void sum__adjustment_unit__changes_figures_and_no_counts(void **state)
{
	struct desk *d = *state;
	struct filing *f;
	struct sum *s;

	assert_true(sum_adjusts("404001-差额"));
	assert_false(sum_adjusts("404001"));
	assert_false(sum_adjusts("-差额"));
	must(work_add_unit(d->w, "404001-差额", "区卫生健康系统差额调整", 2024,
	                   work_find_unit(d->w, "404001", &d->e), &d->e),
	     &d->e);
	must(work_add_filing(d->w, work_find_unit(d->w, "404001-差额", &d->e), 2024, NULL, &d->e),
	     &d->e);
	f = desk_filing(d->w, "404001-差额", 2024);
	must(edit_cell(d->w, f, at(f, "annex1.public.final"), "-6.44", &d->e), &d->e);
	s = sum_of(d, "404001", 2024, "annex1");
	assert_sum(s, "annex1.public.final", "60.00", 2, 0);
	assert_int_equal(s->should, 3);
	assert_int_equal(s->filed, 3);
	assert_int_equal(s->nadjusting, 1);
	sum_free(s);
	assert_agrees(d, "404001", 2024);
}

static void sum__nothing_there__says_so(void **state)
{
	struct desk *d = *state;
	int bureau = work_find_unit(d->w, "404001", &d->e);

	assert_null(sum_tree(d->w, bureau, 2013, NULL, NULL, &d->e));
	must_fail(-1, ERR_NOTFOUND, &d->e);
	assert_null(sum_tree(d->w, bureau, 2024, NULL, "附件99", &d->e));
	must_fail(-1, ERR_NOTFOUND, &d->e);
	assert_null(sum_tree(d->w, bureau, 2024, "none", NULL, &d->e));
	must_fail(-1, ERR_NOTFOUND, &d->e);
}

/* ---- lists and copies ---- */

static int row_named(const struct filing *f, int sheet, int list, const char *name)
{
	const struct rows *rows = &f->sheets[sheet].lists[list];

	for (int i = 0; i < (int)rows->n; i++) {
		if (rows->rows[i].cells[0].text && strcmp(rows->rows[i].cells[0].text, name) == 0)
			return i;
	}
	fail_msg("no row %s", name);
	return -1;
}

static void add_special(struct desk *d, const char *name, const char *final)
{
	struct filing *f = d->center;
	int sheet = sheet_of(f, "annex1", 1), list = form_list(f->sheets[sheet].form, "specials");
	struct place p;

	must(edit_row_add(d->w, f, sheet, list, -1, -1, 0, name, &p, &d->e), &d->e);
	p.field = list_column(&f->sheets[sheet].form->lists[list], "final");
	must(edit_cell(d->w, f, p, final, &d->e), &d->e);
}

static void sum__rows__come_together_by_name(void **state)
{
	struct desk *d = *state;
	static const struct {
		const char *name, *shown;
		int have, faults;
	} cases[] = {
		{ "名医名护", "10.00", 2, 0 },       /* 9.00 and 1.00 */
		{ "宣传教育经费", "38.71", 1, 1 },   /* two rows of the bureau; the center's is a text */
		{ "区级嘉奖经费", "24.40", 1, 0 },
		{ "新专项", "2.50", 1, 0 },
	};
	struct sum *s;
	int sheet, list;

	add_special(d, " 名医名护", "1.00"); /* a blank does not make another name */
	add_special(d, "宣传教育经费", "约3万");
	add_special(d, "新专项", "2.5");
	s = sum_of(d, "404001", 2024, "annex1");
	sheet = sum_sheet(s, "annex1");
	list = form_list(s->filing->sheets[sheet].form, "specials");
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char key[60];
		int row = row_named(s->filing, sheet, list, cases[i].name);

		snprintf(key, sizeof key, "annex1.specials.%lld.final",
		         (long long)s->filing->sheets[sheet].lists[list].rows[row].id);
		assert_sum(s, key, cases[i].shown, cases[i].have, cases[i].faults);
	}
	/* 18 rows of the bureau under 17 names, and the new one. */
	assert_int_equal(s->filing->sheets[sheet].lists[list].n, 18);
	assert_int_equal(s->nexceptions, 2);
	/* What could be worked out of it: 9905.27 + 1.00 + 2.50; the center's own
	 * total can't be worked out. */
	assert_sum(s, "annex1.special.final", "9908.77", 1, 0);
	sum_free(s);
	assert_agrees(d, "404001", 2024);
}

/* The row of a code in t5 of the sum. */
static int row_of_code(const struct filing *f, int sheet, const char *code)
{
	const struct rows *rows = &f->sheets[sheet].lists[0];
	int column = f->sheets[sheet].form->lists[0].code_column;

	for (int i = 0; i < (int)rows->n; i++) {
		if (strcmp(rows->rows[i].cells[column].text, code) == 0)
			return i;
	}
	fail_msg("no code %s", code);
	return -1;
}

static void add_code(struct desk *d, struct filing *f, const char *code, const char *basic)
{
	int sheet = sheet_of(f, "t5", 1);
	const struct list *l = &f->sheets[sheet].form->lists[0];
	struct place p;

	must(edit_row_add(d->w, f, sheet, 0, -1, -1, l->code_column, code, &p, &d->e), &d->e);
	p.field = list_column(l, "basic");
	must(edit_cell(d->w, f, p, basic, &d->e), &d->e);
}

/* The rows above a code are merged too, and are sums of what is below them. */
static void sum__tree_of_codes__comes_together_by_code(void **state)
{
	struct desk *d = *state;
	static const struct {
		const char *code, *basic;
		int have;
	} cases[] = {
		{ "210", "296.53", 2 },     /* 291.53 + 5 */
		{ "21001", "296.53", 2 },
		{ "2100101", "52.42", 2 },  /* 47.42 + 5 */
		{ "2100199", "244.11", 1 },
		{ "221", "30.00", 2 },      /* 26.00 + 4 */
		{ "22102", "30.00", 2 },
		{ "2210201", "30.00", 2 },
	};
	struct filing *f;
	struct sum *s;
	int sheet, before;

	must(work_add_unit(d->w, "430001", "下级单位", 2020, work_find_unit(d->w, "430000", &d->e),
	                   &d->e),
	     &d->e);
	must(work_add_filing(d->w, work_find_unit(d->w, "430001", &d->e), 2020,
	                     "final-accounts-hunan-2020", &d->e),
	     &d->e);
	f = desk_filing(d->w, "430001", 2020);
	add_code(d, f, "2210201", "4"); /* 221 first: another order than the other's */
	add_code(d, f, "2100101", "5");
	f = desk_filing(d->w, "430000", 2020);
	before = (int)f->sheets[sheet_of(f, "t5", 1)].lists[0].n;
	s = sum_of(d, "430000", 2020, "t5");
	sheet = sum_sheet(s, "t5");
	assert_int_equal(s->filing->sheets[sheet].lists[0].n, before);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char key[60];
		int row = row_of_code(s->filing, sheet, cases[i].code);

		snprintf(key, sizeof key, "t5.func.%lld.basic",
		         (long long)s->filing->sheets[sheet].lists[0].rows[row].id);
		assert_sum(s, key, cases[i].basic, cases[i].have, 0);
	}
	assert_sum(s, "t5.all.basic", "326.53", 2, 0); /* 317.53 + 9 */
	sum_free(s);
	assert_agrees(d, "430000", 2020);
}

static void sum__copies__are_added_once_a_unit(void **state)
{
	struct desk *d = *state;
	struct sum *s = sum_of(d, "卫生健康局", 2024, "annex3");
	int64_t total = 0;

	for (int copy = 1; copy <= 3; copy++) {
		const struct sheet *sheet = &d->bureau->sheets[sheet_of(d->bureau, "annex3", copy)];

		total += sheet->cells[form_field(sheet->form, "grant.done")].value.num;
	}
	assert_int_equal(total, 612 * NUM_ONE);
	assert_sum(s, "annex3.grant.done", "612.00", 1, 0);
	assert_sum(s, "annex3.total.done", "612.00", 2, 0); /* the center says «/» */
	assert_sum(s, "annex3.rate", "100%", -1, 0);
	sum_free(s);
}

/* ---- kept correct ---- */

static void sum__after_edits__stored_and_recounted_agree(void **state)
{
	struct desk *d = *state;
	static const struct {
		const char *cell, *text;
	} edits[] = {
		{ "annex1.public.final", "8" },     { "annex1.staff.actual", "四人" },
		{ "annex1.work.final", "不适用" },  { "annex1.project.final", "99" },
		{ "annex1.car.run.final", "1.5" },  { "annex1.public.budget", "" },
		{ "annex1.upkeep.final", "1,000" }, { "annex1.staff.actual", "4" },
		{ "annex2.done", "100" },           { "annex1.car.run.final", "一万" },
	};

	must(roll_filing(d->w, work_find_unit(d->w, "信息中心", &d->e), 2024, 2025, NULL, &d->e),
	     &d->e);
	assert_agrees(d, "404001", 2024);
	for (size_t i = 0; i < sizeof edits / sizeof *edits; i++) {
		d->center = desk_filing(d->w, "信息中心", 2024);
		must(edit_stated(d->w, d->center, at(d->center, edits[i].cell), edits[i].text,
		                 &d->e),
		     &d->e);
		assert_agrees(d, "404001", 2024);
		assert_agrees(d, "404001", 2025); /* its 上年 columns */
	}
	for (size_t i = 0; i < sizeof edits / sizeof *edits; i++) {
		d->center = desk_filing(d->w, "信息中心", 2024);
		must(edit_undo(d->w, d->center, NULL, NULL, &d->e), &d->e);
	}
	assert_agrees(d, "404001", 2024);
	assert_agrees(d, "404001", 2025);
}

static void sum_compare__stored_figure_is_wrong__is_told(void **state)
{
	struct desk *d = *state;
	struct store_change wrong = { .op = OP_DERIVED, .form = "annex1", .copy = 1,
		                      .key = "public.final", .has_value = true,
		                      .value = 9 * NUM_ONE };
	struct sum *stored, *again;
	struct sum_mismatch *m;
	size_t n;

	must(store_apply(work_store(d->w), d->center->id, &wrong, 1, NULL, "", NULL, NULL, &d->e),
	     &d->e);
	stored = sum_of(d, "404001", 2024, "annex1");
	again = sum_recount(d->w, work_find_unit(d->w, "404001", &d->e), 2024, NULL, "annex1",
	                    &d->e);
	m = sum_compare(stored, again, &n);
	assert_int_equal(n, 1);
	assert_string_equal(m[0].label, "公用经费·2024年决算数");
	assert_int_equal(m[0].stored, 68240000);    /* 9 + 59.24 */
	assert_int_equal(m[0].recounted, 66440000); /* 7.20 + 59.24 */
	sum_mismatches_free(m, n);
	sum_free(stored);
	sum_free(again);
}

static void sum__too_big__is_an_error_not_a_wrap(void **state)
{
	struct desk *d = *state;

	must(edit_cell(d->w, d->center, at(d->center, "annex1.public.final"), "9000000000000", &d->e),
	     &d->e);
	d->bureau = desk_filing(d->w, "卫生健康局", 2024);
	must(edit_cell(d->w, d->bureau, at(d->bureau, "annex1.public.final"), "9000000000000", &d->e),
	     &d->e);
	assert_null(sum_tree(d->w, work_find_unit(d->w, "404001", &d->e), 2024, NULL, "annex1",
	                     &d->e));
	must_fail(-1, ERR_LIMIT, &d->e);
}

int main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, desk_setup, desk_teardown)
	const struct CMUnitTest tests[] = {
		T(sum__health_bureau_2024__as_by_hand),
		T(sum__text_that_is_no_figure__is_named_and_never_added),
		T(sum__one_form__only_what_it_needs),
		T(sum__unit_below__itself_alone),
		T(sum__year_of_one__the_others_are_missing),
		T(sum__adjustment_unit__changes_figures_and_no_counts),
		T(sum__nothing_there__says_so),
		T(sum__rows__come_together_by_name),
		T(sum__tree_of_codes__comes_together_by_code),
		T(sum__copies__are_added_once_a_unit),
		T(sum__after_edits__stored_and_recounted_agree),
		T(sum_compare__stored_figure_is_wrong__is_told),
		T(sum__too_big__is_an_error_not_a_wrap),
	};

	return cmocka_run_group_tests_name("sum", tests, NULL, NULL);
}
