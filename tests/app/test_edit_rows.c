#include "app/desk.h"

static int list_at(const struct filing *f, const char *form)
{
	return form_list(set_form(f->set, form), "ind");
}

static int group_at(const struct filing *f, const char *form, const char *key)
{
	return list_group(&set_form(f->set, form)->lists[list_at(f, form)], key);
}

/* The names of a group's rows in their order, with blanks between. */
static void assert_names(const struct filing *f, const char *form, const char *group,
                         const char *want)
{
	int list = list_at(f, form), g = group_at(f, form, group);
	const struct rows *rows = &f->sheets[sheet_of(f, form, 1)].lists[list];
	struct str names = { 0 };

	for (size_t i = 0; i < rows->n; i++) {
		const char *name = rows->rows[i].cells[0].text;

		if (rows->rows[i].group == g)
			str_addf(&names, "%s%s", names.length ? " " : "", name ? name : "-");
	}
	assert_string_equal(str_text(&names), want);
	str_free(&names);
}

static struct place add(struct desk *d, const char *group, int after, const char *name)
{
	struct place p;

	must(edit_row_add(d->w, d->center, sheet_of(d->center, "annex3", 1),
	                  list_at(d->center, "annex3"), group_at(d->center, "annex3", group), after,
	                  0, name, &p, &d->e),
	     &d->e);
	return p;
}

/* The empty 附件3 of 信息中心 with rows 甲 乙 丙 in one group, 丁 in the next. */
static void make(struct desk *d)
{
	desk_make(d);
	add(d, "quantity", -1, "甲");
	add(d, "quantity", -1, "丙");
	add(d, "quality", -1, "丁");
	add(d, "quantity", 0, "乙");
	assert_names(d->center, "annex3", "quantity", "甲 乙 丙");
	assert_names(d->center, "annex3", "quality", "丁");
}

static void edit_row_add__in_a_group__stands_where_it_was_put(void **state)
{
	struct place p;
	struct desk d;

	(void)state;
	make(&d);
	p = add(&d, "quantity", 1, "乙二");
	assert_int_equal(p.row, 2);
	assert_int_equal(p.field, 0);
	assert_names(d.center, "annex3", "quantity", "甲 乙 乙二 丙");
	assert_stored(&d, d.center);
	desk_drop(&d);
}

static void edit_row_add__where_none_can_be__is_refused(void **state)
{
	struct desk d;
	int sheet, list;

	(void)state;
	desk_make(&d);
	sheet = sheet_of(d.center, "annex3", 1);
	list = list_at(d.center, "annex3");
	must_fail(edit_row_add(d.w, d.center, sheet, list, -1, -1, 0, "甲", NULL, &d.e), ERR_INPUT,
	          &d.e);
	must_fail(edit_row_add(d.w, d.center, sheet, list, group_at(d.center, "annex3", "output"),
	                       -1, 0, "甲", NULL, &d.e),
	          ERR_INPUT, &d.e);
	must_fail(edit_row_add(d.w, d.center, sheet, list, group_at(d.center, "annex3", "time"), -1,
	                       0, "\xff", NULL, &d.e),
	          ERR_INPUT, &d.e);
	assert_stored(&d, d.center);
	desk_drop(&d);
}

/* Many rows between two neighbours: their gap is used up again and again. */
static void edit_row_add__always_after_the_first__keeps_the_sequence(void **state)
{
	struct str want = { 0 };
	struct desk d;

	(void)state;
	make(&d);
	for (int i = 0; i < 40; i++) {
		char name[20];

		snprintf(name, sizeof name, "n%d", i);
		add(&d, "quantity", 0, name);
	}
	str_add(&want, "甲");
	for (int i = 39; i >= 0; i--)
		str_addf(&want, " n%d", i);
	str_add(&want, " 乙 丙");
	assert_names(d.center, "annex3", "quantity", str_text(&want));
	assert_stored(&d, d.center);
	str_free(&want);
	desk_drop(&d);
}

static void edit_row_move__each_way__goes_one_place_and_over_the_edge(void **state)
{
	static const struct {
		int row, direction;
		const char *quantity, *quality;
		int to;
	} cases[] = {
		{ 0, 1, "乙 甲 丙", "丁", 1 },
		{ 1, 1, "甲 丙 乙", "丁", 2 },
		{ 2, -1, "甲 丙 乙", "丁", 1 },
		{ 1, -1, "乙 甲 丙", "丁", 0 },
		{ 2, 1, "甲 乙", "丙 丁", 2 },
		{ 3, -1, "甲 乙 丙 丁", "", 3 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct place p, to;
		struct desk d;

		make(&d);
		p = (struct place){ sheet_of(d.center, "annex3", 1), list_at(d.center, "annex3"),
			            cases[i].row, 2 };
		must(edit_row_move(d.w, d.center, p, cases[i].direction, &to, &d.e), &d.e);
		assert_names(d.center, "annex3", "quantity", cases[i].quantity);
		assert_names(d.center, "annex3", "quality", cases[i].quality);
		assert_int_equal(to.row, cases[i].to);
		assert_int_equal(to.field, 2);
		assert_stored(&d, d.center);
		desk_drop(&d);
	}
}

static void edit_row_move__writes_one_row_only(void **state)
{
	struct place p;
	struct desk d;
	size_t before;

	(void)state;
	make(&d);
	before = count_journal(d.w, d.center);
	p = (struct place){ sheet_of(d.center, "annex3", 1), list_at(d.center, "annex3"), 0, 0 };
	must(edit_row_move(d.w, d.center, p, 1, NULL, &d.e), &d.e);
	assert_int_equal(count_journal(d.w, d.center), before + 1);
	desk_drop(&d);
}

static void edit_row_move__beyond_the_first_and_the_last__is_refused(void **state)
{
	struct place p;
	struct desk d;

	(void)state;
	make(&d);
	p = (struct place){ sheet_of(d.center, "annex3", 1), list_at(d.center, "annex3"), 0, 0 };
	must_fail(edit_row_move(d.w, d.center, p, -1, NULL, &d.e), ERR_INPUT, &d.e);
	add(&d, "service", -1, "末");
	p.row = 4;
	must_fail(edit_row_move(d.w, d.center, p, 1, NULL, &d.e), ERR_INPUT, &d.e);
	desk_drop(&d);
}

static void edit_row_copy__an_indicator__copies_what_was_typed(void **state)
{
	struct place p;
	struct desk d;

	(void)state;
	desk_make(&d);
	must(edit_row_copy(d.w, d.center, at(d.center, "annex2.ind.1.target"), &p, &d.e), &d.e);
	assert_int_equal(p.row, at(d.center, "annex2.ind.1.name").row + 1);
	assert_string_equal(filing_cell(d.center, p)->text, "≥30 份");
	/* 98 and the copy's 5 */
	assert_shows(d.center, "annex2.total", "103.00");
	assert_stored(&d, d.center);
	desk_drop(&d);
}

static void edit_row__where_none_is__is_refused(void **state)
{
	struct place template;
	struct desk d;

	(void)state;
	desk_make(&d);
	template = (struct place){ sheet_of(d.center, "annex3", 1), 0, -1, 0 };
	must_fail(edit_row_delete(d.w, d.center, template, &d.e), ERR_USAGE, &d.e);
	must_fail(edit_row_copy(d.w, d.center, template, NULL, &d.e), ERR_USAGE, &d.e);
	must_fail(edit_row_move(d.w, d.center, at(d.center, "annex2.total"), 1, NULL, &d.e),
	          ERR_USAGE, &d.e);
	desk_drop(&d);
}

static void edit_row_delete__an_indicator__takes_its_score_away(void **state)
{
	struct desk d;

	(void)state;
	desk_make(&d);
	must(edit_row_delete(d.w, d.center, at(d.center, "annex2.ind.1.name"), &d.e), &d.e);
	assert_shows(d.center, "annex2.total", "93.00");
	assert_stored(&d, d.center);
	desk_drop(&d);
}

static void edit_row_na__an_empty_group__is_marked_and_unmarked(void **state)
{
	struct desk d;
	int sheet, list, group;

	(void)state;
	make(&d);
	sheet = sheet_of(d.center, "annex3", 1);
	list = list_at(d.center, "annex3");
	group = group_at(d.center, "annex3", "ecology");
	must(edit_row_na(d.w, d.center, sheet, list, group, &d.e), &d.e);
	assert_names(d.center, "annex3", "ecology", "不适用");
	assert_stored(&d, d.center);
	must(edit_row_na(d.w, d.center, sheet, list, group, &d.e), &d.e);
	assert_names(d.center, "annex3", "ecology", "");
	assert_newest(d.w, d.center, "取消不适用", "ind.5", "ecology 1024", "(absent)");
	must_fail(edit_row_na(d.w, d.center, sheet, list, group_at(d.center, "annex3", "quantity"),
	                      &d.e),
	          ERR_INPUT, &d.e);
	desk_drop(&d);
}

/* ---- sheets ---- */

static void edit_sheet__of_a_form_with_copies__comes_and_goes(void **state)
{
	const struct form *form;
	struct desk d;
	int sheet = -1;

	(void)state;
	desk_make(&d);
	form = set_form(d.center->set, "annex3");
	must(edit_sheet_add(d.w, d.center, form, &sheet, &d.e), &d.e);
	assert_int_equal(d.center->sheets[sheet].copy, 2);
	must(edit_cell(d.w, d.center, at(d.center, "annex3#2.project"), "信息化", &d.e), &d.e);
	assert_stored(&d, d.center);
	must(edit_sheet_delete(d.w, d.center, sheet, &d.e), &d.e);
	assert_int_equal(filing_find_sheet(d.center, form, 2), -1);
	assert_stored(&d, d.center);
	desk_drop(&d);
}

static void edit_sheet__where_there_must_be_one__is_refused(void **state)
{
	struct desk d;

	(void)state;
	desk_make(&d);
	must_fail(edit_sheet_add(d.w, d.center, set_form(d.center->set, "annex1"), NULL, &d.e),
	          ERR_INPUT, &d.e);
	must_fail(edit_sheet_delete(d.w, d.center, sheet_of(d.center, "annex1", 1), &d.e),
	          ERR_LOCKED, &d.e);
	must_fail(edit_sheet_delete(d.w, d.center, sheet_of(d.center, "annex3", 1), &d.e),
	          ERR_LOCKED, &d.e);
	desk_drop(&d);
}

static void edit_sheet_delete__written_in_by_somebody_else__is_a_conflict(void **state)
{
	struct work *other;
	struct filing *theirs;
	struct desk d;

	(void)state;
	desk_make(&d);
	other = desk_join(&d, "乙");
	theirs = desk_filing(other, "卫生健康局", 2024);
	must(edit_cell(other, theirs, at(theirs, "annex3#2.unit"), "某单位", &d.e), &d.e);
	must_fail(edit_sheet_delete(d.w, d.bureau, sheet_of(d.bureau, "annex3", 2), &d.e),
	          ERR_CONFLICT, &d.e);
	assert_shows(d.bureau, "annex3#2.unit", "某单位");
	assert_stored(&d, d.bureau);
	work_close(other);
	desk_drop(&d);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(edit_row_add__in_a_group__stands_where_it_was_put),
		cmocka_unit_test(edit_row_add__where_none_can_be__is_refused),
		cmocka_unit_test(edit_row_add__always_after_the_first__keeps_the_sequence),
		cmocka_unit_test(edit_row_move__each_way__goes_one_place_and_over_the_edge),
		cmocka_unit_test(edit_row_move__writes_one_row_only),
		cmocka_unit_test(edit_row_move__beyond_the_first_and_the_last__is_refused),
		cmocka_unit_test(edit_row_copy__an_indicator__copies_what_was_typed),
		cmocka_unit_test(edit_row__where_none_is__is_refused),
		cmocka_unit_test(edit_row_delete__an_indicator__takes_its_score_away),
		cmocka_unit_test(edit_row_na__an_empty_group__is_marked_and_unmarked),
		cmocka_unit_test(edit_sheet__of_a_form_with_copies__comes_and_goes),
		cmocka_unit_test(edit_sheet__where_there_must_be_one__is_refused),
		cmocka_unit_test(edit_sheet_delete__written_in_by_somebody_else__is_a_conflict),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
