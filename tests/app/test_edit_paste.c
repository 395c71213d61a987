/* A block pasted over the end of a list: rows come with it, all one step. */
#include "app/desk.h"

static int list_at(const struct filing *f, const char *form, const char *key)
{
	return form_list(set_form(f->set, form), key);
}

static const struct rows *rows_at(const struct filing *f, const char *form, const char *key)
{
	return &f->sheets[sheet_of(f, form, 1)].lists[list_at(f, form, key)];
}

/* The texts of a column, from top to bottom, of one group (−1: of all). */
static void assert_column(const struct filing *f, const char *form, const char *key, int group,
                          int column, const char *want)
{
	const struct rows *rows = rows_at(f, form, key);
	struct str got = { 0 };

	for (size_t i = 0; i < rows->n; i++) {
		const char *text = rows->rows[i].cells[column].text;

		if (group < 0 || rows->rows[i].group == group)
			str_addf(&got, "%s%s", got.length ? " " : "", text ? text : "-");
	}
	assert_string_equal(str_text(&got), want);
	str_free(&got);
}

static void assert_figure(const struct filing *f, struct place p, const char *want)
{
	struct str got = { 0 };

	cell_show(filing_cell(f, p), filing_field(f, p), &got);
	assert_string_equal(str_text(&got), want);
	str_free(&got);
}

/* A cell of new row number k. */
static struct place new_cell(const struct filing *f, const char *form, const char *key, int k,
                             int column)
{
	return (struct place){ sheet_of(f, form, 1), list_at(f, form, key),
		               (int)rows_at(f, form, key)->n + k, column };
}

static void paste(struct desk *d, struct filing *f, const struct place *places,
                  const char *const *texts, size_t n, int group, struct edit_pasted *out)
{
	must(edit_paste(d->w, f, places, texts, n, group, "粘贴", out, &d->e), &d->e);
}

static void edit_paste__longer_than_the_group__adds_rows_at_its_end(void **state)
{
	static const char *const texts[] = { "甲", "乙", "≥3 次", "丙" };
	struct place places[4];
	struct edit_pasted out;
	struct desk d;
	char *what = NULL;
	int group, name, target;
	size_t before;

	(void)state;
	desk_make(&d);
	group = list_group(&set_form(d.center->set, "annex3")->lists[list_at(d.center, "annex3", "ind")],
	                   "quantity");
	name = list_column(&set_form(d.center->set, "annex3")->lists[list_at(d.center, "annex3", "ind")],
	                   "name");
	target = list_column(&set_form(d.center->set, "annex3")->lists[list_at(d.center, "annex3", "ind")],
	                     "target");
	before = rows_at(d.center, "annex3", "ind")->n;
	places[0] = new_cell(d.center, "annex3", "ind", 0, name);
	places[1] = new_cell(d.center, "annex3", "ind", 1, name);
	places[2] = new_cell(d.center, "annex3", "ind", 1, target);
	places[3] = new_cell(d.center, "annex3", "ind", 2, name);
	paste(&d, d.center, places, texts, 4, group, &out);
	assert_int_equal(out.cells, 4);
	assert_int_equal(out.rows, 3);
	assert_int_equal(out.passed, 0);
	assert_column(d.center, "annex3", "ind", group, name, "甲 乙 丙");
	assert_column(d.center, "annex3", "ind", group, target, "- ≥3 次 -");
	assert_stored(&d, d.center);
	must(edit_undo(d.w, d.center, &what, NULL, &d.e), &d.e);
	assert_string_equal(what, "粘贴");
	assert_int_equal(rows_at(d.center, "annex3", "ind")->n, before);
	assert_stored(&d, d.center);
	free(what);
	desk_drop(&d);
}

#define AFTER "208 20805 2080505 210 21001 2100101 2100199 21099 2109901 221 22102 2210201"

/* The block holds 类, 款 and 项, as a spreadsheet does: their sums are not typed. */
static void edit_paste__a_tree__puts_each_code_in_its_place_and_passes_sums_over(void **state)
{
	static const char *const texts[] = { "2080505", "7.50", "208", "7.50", "20805", "7.50" };
	struct place places[6];
	struct edit_pasted out;
	struct desk d;
	struct filing *f;
	struct work *other;
	const struct list *l;
	char *what = NULL;
	int code, fiscal;

	(void)state;
	desk_make(&d);
	f = desk_filing(d.w, "430000", 2020);
	l = &set_form(f->set, "t2")->lists[list_at(f, "t2", "func")];
	code = l->code_column;
	fiscal = list_column(l, "fiscal");
	assert_true(fiscal >= 0);
	for (int i = 0; i < 3; i++) {
		places[2 * i] = new_cell(f, "t2", "func", i, code);
		places[2 * i + 1] = new_cell(f, "t2", "func", i, fiscal);
	}
	paste(&d, f, places, texts, 6, -1, &out);
	assert_int_equal(out.rows, 3);
	assert_int_equal(out.cells, 4); /* three codes and one figure */
	assert_int_equal(out.passed, 2);
	assert_column(f, "t2", "func", -1, code, AFTER);
	for (int row = 0; row < 3; row++)
		assert_figure(f, (struct place){ sheet_of(f, "t2", 1), list_at(f, "t2", "func"), row,
		                                 fiscal }, "7.50");
	other = desk_join(&d, "查");
	assert_column(desk_filing(other, "430000", 2020), "t2", "func", -1, code, AFTER);
	work_close(other);
	must(edit_undo(d.w, f, &what, NULL, &d.e), &d.e);
	assert_column(f, "t2", "func", -1, code,
	              "210 21001 2100101 2100199 21099 2109901 221 22102 2210201");
	free(what);
	desk_drop(&d);
}

/* Cells that are there and a new row go together, or not at all. */
static void edit_paste__one_cell_refused__adds_no_row(void **state)
{
	static const char *const texts[] = { "90%", "甲" };
	struct place places[2];
	struct edit_pasted out;
	struct desk d;
	size_t before;
	int group;

	(void)state;
	desk_make(&d);
	before = rows_at(d.center, "annex3", "ind")->n;
	group = list_group(&set_form(d.center->set, "annex3")->lists[list_at(d.center, "annex3", "ind")],
	                   "quantity");
	places[0] = at(d.center, "annex1.staff.rate");
	places[1] = new_cell(d.center, "annex3", "ind", 0, 0);
	must_fail(edit_paste(d.w, d.center, places, texts, 2, group, "粘贴", &out, &d.e), ERR_LOCKED,
	          &d.e);
	assert_int_equal(rows_at(d.center, "annex3", "ind")->n, before);
	places[0] = at(d.center, "annex1.staff.actual");
	must_fail(edit_paste(d.w, d.center, places, (const char *const[]){ "6", "\xff" }, 2, group,
	                     "粘贴", &out, &d.e),
	          ERR_INPUT, &d.e);
	assert_int_equal(rows_at(d.center, "annex3", "ind")->n, before);
	assert_stored(&d, d.center);
	desk_drop(&d);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(edit_paste__longer_than_the_group__adds_rows_at_its_end),
		cmocka_unit_test(edit_paste__a_tree__puts_each_code_in_its_place_and_passes_sums_over),
		cmocka_unit_test(edit_paste__one_cell_refused__adds_no_row),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
