/* Typing codes into the trees of the final accounts (公开02, 03, 08). */
#include "app/desk.h"
#include "form/style.h"

struct orchard {
	struct desk d;
	struct filing *f;
};

static void make(struct orchard *o)
{
	desk_make(&o->d);
	o->f = desk_filing(o->d.w, "430000", 2020);
}

static void drop(struct orchard *o)
{
	desk_drop(&o->d);
}

static int list_of(const struct filing *f, const char *form)
{
	return form_list(set_form(f->set, form), "func");
}

static const struct rows *rows_of(const struct filing *f, const char *form)
{
	return &f->sheets[sheet_of(f, form, 1)].lists[list_of(f, form)];
}

/* The codes from top to bottom. */
static void assert_codes(const struct filing *f, const char *form, const char *want)
{
	const struct rows *rows = rows_of(f, form);
	int code = set_form(f->set, form)->lists[list_of(f, form)].code_column;
	struct str codes = { 0 };

	for (size_t i = 0; i < rows->n; i++) {
		const char *text = rows->rows[i].cells[code].text;

		str_addf(&codes, "%s%s", i ? " " : "", text ? text : "-");
	}
	assert_string_equal(str_text(&codes), want);
	str_free(&codes);
}

static struct place add(struct orchard *o, const char *form, const char *code)
{
	const struct list *l = &set_form(o->f->set, form)->lists[list_of(o->f, form)];
	struct place p;

	must(edit_row_add(o->d.w, o->f, sheet_of(o->f, form, 1), list_of(o->f, form), -1, -1,
	                  l->code_column, code, &p, &o->d.e),
	     &o->d.e);
	return p;
}

static void type(struct orchard *o, const char *name, const char *text)
{
	must(edit_cell(o->d.w, o->f, at(o->f, name), text, &o->d.e), &o->d.e);
}

static void assert_name(const struct orchard *o, struct place p, const char *want)
{
	p.field = set_form(o->f->set, "t2")->lists[0].name_column;
	assert_string_equal(filing_cell(o->f, p)->text, want);
}

/* What somebody else sees is what this filing shows. */
static void assert_kept(struct orchard *o)
{
	struct work *other = desk_join(&o->d, "查");
	char *is = dump(desk_filing(other, "430000", 2020), true), *want = dump(o->f, true);

	assert_same_dump(is, want);
	free(is);
	free(want);
	work_close(other);
}

static void take_back(struct orchard *o, bool redo)
{
	char *what = NULL;

	must((redo ? edit_redo : edit_undo)(o->d.w, o->f, &what, NULL, &o->d.e), &o->d.e);
	free(what);
}

static void edit_row_add__a_code_in_an_empty_tree__brings_name_and_rows_above(void **state)
{
	struct orchard o;
	struct place p;
	char *before, *after, *again;

	(void)state;
	make(&o);
	before = dump(o.f, false);
	p = add(&o, "t8", "2100601");
	assert_codes(o.f, "t8", "210 21006 2100601");
	assert_int_equal(p.row, 2);
	assert_name(&o, p, "中医（民族医）药专项");
	p.row = 1;
	assert_name(&o, p, "中医药");
	p.row = 0;
	assert_name(&o, p, "卫生健康支出");
	assert_kept(&o);
	after = dump(o.f, false);
	take_back(&o, false); /* one step */
	again = dump(o.f, false);
	assert_same_dump(again, before);
	assert_kept(&o);
	free(again);
	take_back(&o, true);
	again = dump(o.f, false);
	assert_same_dump(again, after);
	assert_kept(&o);
	free(before);
	free(after);
	free(again);
	drop(&o);
}

static void edit_row_add__codes_among_others__stand_in_order(void **state)
{
	struct orchard o;

	(void)state;
	make(&o);
	add(&o, "t2", "2100408");
	assert_codes(o.f, "t2", "210 21001 2100101 2100199 21004 2100408 21099 2109901 221 22102 2210201");
	add(&o, "t2", "２１００４０９"); /* full width, as an input method gives it */
	add(&o, "t2", "2210203");
	add(&o, "t2", "208");
	add(&o, "t2", "20805");
	assert_codes(o.f, "t2",
	             "208 20805 210 21001 2100101 2100199 21004 2100408 2100409 21099 2109901 221 "
	             "22102 2210201 2210203");
	assert_kept(&o);
	drop(&o);
}

static void edit_row_add__amounts_in_the_new_row__reach_class_and_total(void **state)
{
	struct orchard o;
	struct place p;

	(void)state;
	make(&o);
	p = add(&o, "t3", "2100408");
	p.field = list_column(&o.f->sheets[p.sheet].form->lists[p.list], "project");
	must(edit_cell(o.d.w, o.f, p, "10.00", &o.d.e), &o.d.e);
	assert_shows(o.f, "t3.func.1.project", "686.23"); /* 676.23 + 10 */
	assert_shows(o.f, "t3.all.project", "686.23");
	assert_shows(o.f, "t3.all.total", "1378.45");
	assert_kept(&o);
	drop(&o);
}

static void edit_cell__another_code__moves_the_row_and_renames_it(void **state)
{
	struct orchard o;
	char *before, *again;

	(void)state;
	make(&o);
	before = dump(o.f, false);
	type(&o, "t3.func.4.code", "2210203");
	assert_codes(o.f, "t3",
	             "210 21001 2100101 21006 2109901 21099 2109901 221 22102 2210201 2210203");
	assert_shows(o.f, "t3.func.4.name", "购房补贴");
	assert_shows(o.f, "t3.func.9.basic", "644.80"); /* 26.00 + 618.80 */
	assert_shows(o.f, "t3.func.1.basic", "47.42");
	assert_shows(o.f, "t3.all.basic", "692.22");
	assert_kept(&o);
	take_back(&o, false);
	again = dump(o.f, false);
	assert_same_dump(again, before);
	assert_kept(&o);
	free(before);
	free(again);
	drop(&o);
}

/* The seed's slip mended: it stands where it belongs already. */
static void edit_cell__the_code_the_printed_parent_wants__stays_in_place(void **state)
{
	struct orchard o;
	size_t before;

	(void)state;
	make(&o);
	before = count_journal(o.d.w, o.f);
	type(&o, "t3.func.6.code", "2100601");
	assert_codes(o.f, "t3",
	             "210 21001 2100101 2100199 21006 2100601 21099 2109901 221 22102 2210201");
	assert_int_equal(count_journal(o.d.w, o.f), before + 1); /* neither moved nor renamed */
	drop(&o);
}

static void edit_cell__an_unknown_code__is_kept_where_it_is_and_marked(void **state)
{
	struct orchard o;
	struct inspect i;

	(void)state;
	make(&o);
	type(&o, "t3.func.3.code", "2999999");
	assert_codes(o.f, "t3",
	             "210 21001 2999999 2100199 21006 2109901 21099 2109901 221 22102 2210201");
	assert_shows(o.f, "t3.func.3.name", "行政运行");
	assert_int_equal(style_of(o.f, at(o.f, "t3.func.3.code")), PAGE_FAULT);
	inspect_cell(o.d.w, o.f, at(o.f, "t3.func.3.code"), &i);
	assert_string_equal(i.fault, "代码表里没有 2999999（2020 年）");
	inspect_free(&i);
	assert_shows(o.f, "t3.all.basic", "692.22"); /* it still counts under 21001 */
	drop(&o);
}

static void edit_cell__the_code_of_a_row_with_rows_below__leaves_them_together(void **state)
{
	struct orchard o;

	(void)state;
	make(&o);
	type(&o, "t3.func.2.code", "21007");
	assert_codes(o.f, "t3",
	             "210 21007 2100101 2100199 21006 2109901 21099 2109901 221 22102 2210201");
	assert_shows(o.f, "t3.func.2.name", "计划生育事务");
	assert_shows(o.f, "t3.func.2.basic", "666.22");
	drop(&o);
}

static void edit_cell__a_sum_of_rows_below__is_refused(void **state)
{
	struct orchard o;
	struct err *e;

	(void)state;
	make(&o);
	e = &o.d.e;
	must_fail(edit_cell(o.d.w, o.f, at(o.f, "t3.func.2.basic"), "1", e), ERR_LOCKED, e);
	assert_non_null(strstr(e->text, "下一级各行之和"));
	must(edit_cell(o.d.w, o.f, at(o.f, "t3.func.3.basic"), "1", e), e);
	must(edit_stated(o.d.w, o.f, at(o.f, "t3.func.2.basic"), "1", e), e);
	drop(&o);
}

static void edit_row_delete__a_row_with_rows_below__is_refused(void **state)
{
	struct orchard o;
	struct place p;

	(void)state;
	make(&o);
	must_fail(edit_row_delete(o.d.w, o.f, at(o.f, "t2.func.8.code"), &o.d.e), ERR_INPUT, &o.d.e);
	assert_non_null(strstr(o.d.e.text, "住房改革支出"));
	p = at(o.f, "t2.func.9.code");
	must(edit_row_delete(o.d.w, o.f, p, &o.d.e), &o.d.e);
	assert_shows(o.f, "t2.func.8.fiscal", "26.00"); /* what was stated, input now */
	drop(&o);
}

static void edit_cell__when_gaps_are_used_up__numbers_anew(void **state)
{
	struct orchard o;

	(void)state;
	make(&o);
	/* 21001 … 2100199 are 1024 apart; each one halves the gap before 2100199 */
	for (int i = 0; i < 14; i++)
		add(&o, "t2", "2100101");
	assert_codes(o.f, "t2",
	             "210 21001 2100101 2100101 2100101 2100101 2100101 2100101 2100101 2100101 "
	             "2100101 2100101 2100101 2100101 2100101 2100101 2100101 2100199 21099 2109901 "
	             "221 22102 2210201");
	assert_kept(&o);
	drop(&o);
}

static void edit_cell__somebody_else_changed_the_code__is_a_conflict(void **state)
{
	struct orchard o;
	struct work *other;
	struct filing *theirs;
	struct err e = { 0 };

	(void)state;
	make(&o);
	other = desk_join(&o.d, "乙");
	theirs = desk_filing(other, "430000", 2020);
	must(edit_cell(other, theirs, at(theirs, "t3.func.4.code"), "2210203", &e), &e);
	must_fail(edit_cell(o.d.w, o.f, at(o.f, "t3.func.4.code"), "2100408", &o.d.e), ERR_CONFLICT,
	          &o.d.e);
	assert_shows(o.f, "t3.func.4.code", "2210203");
	assert_kept(&o);
	work_close(other);
	drop(&o);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(edit_row_add__a_code_in_an_empty_tree__brings_name_and_rows_above),
		cmocka_unit_test(edit_row_add__codes_among_others__stand_in_order),
		cmocka_unit_test(edit_row_add__amounts_in_the_new_row__reach_class_and_total),
		cmocka_unit_test(edit_cell__another_code__moves_the_row_and_renames_it),
		cmocka_unit_test(edit_cell__the_code_the_printed_parent_wants__stays_in_place),
		cmocka_unit_test(edit_cell__an_unknown_code__is_kept_where_it_is_and_marked),
		cmocka_unit_test(edit_cell__the_code_of_a_row_with_rows_below__leaves_them_together),
		cmocka_unit_test(edit_cell__a_sum_of_rows_below__is_refused),
		cmocka_unit_test(edit_row_delete__a_row_with_rows_below__is_refused),
		cmocka_unit_test(edit_cell__when_gaps_are_used_up__numbers_anew),
		cmocka_unit_test(edit_cell__somebody_else_changed_the_code__is_a_conflict),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
