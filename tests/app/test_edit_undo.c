#include "app/steps.h"

/* Each kind of step, taken back and put back; after each the store has what
 * the filing shows. */

static struct place no_place;

static int fill_an_empty_cell(struct desk *d)
{
	return edit_cell(d->w, d->center, at(d->center, "annex1.guest.final"), "1.5", &d->e);
}

static int adopt_a_score(struct desk *d)
{
	return edit_adopt(d->w, d->center, at(d->center, "annex2.score"), &d->e);
}

static int move_a_row_into_the_next_group(struct desk *d)
{
	const struct place p = at(d->center, "annex2.ind.1.name");
	const struct rows *rows = &d->center->sheets[p.sheet].lists[p.list];
	int last = 0;

	while (rows->rows[last + 1].group == rows->rows[0].group)
		last++;
	return edit_row_move(d->w, d->center, (struct place){ p.sheet, p.list, last, 0 }, 1,
	                     &no_place, &d->e);
}

static int copy_a_row(struct desk *d)
{
	return edit_row_copy(d->w, d->center, at(d->center, "annex2.ind.3.name"), &no_place, &d->e);
}

static int mark_a_group(struct desk *d)
{
	int sheet = sheet_of(d->center, "annex3", 1);
	const struct form *form = d->center->sheets[sheet].form;
	int list = form_list(form, "ind");

	return edit_row_na(d->w, d->center, sheet, list,
	                   list_group(&form->lists[list], "ecology"), &d->e);
}

static int delete_a_sheet(struct desk *d)
{
	return edit_sheet_delete(d->w, d->bureau, sheet_of(d->bureau, "annex3", 2), &d->e);
}

static const struct { const char *what; bool of_bureau; int (*step)(struct desk *d); } steps[] = {
	{ "填写", false, type_a_figure },
	{ "填写", false, fill_an_empty_cell },
	{ "填写", false, blank_a_cell },
	{ "采用计算值", false, adopt_a_score },
	{ "添加行", false, add_a_row },
	{ "删除行", false, delete_a_row },
	{ "移动行", false, move_a_row_down },
	{ "移动行", false, move_a_row_into_the_next_group },
	{ "复制行", false, copy_a_row },
	{ "标为不适用", false, mark_a_group },
	{ "添加表页", false, add_a_sheet },
	{ "删除表页", true, delete_a_sheet },
};
enum { STEPS = sizeof steps / sizeof *steps };

static void check(struct desk *d, struct filing *f, const char *want)
{
	char *is = dump(f, false);

	assert_same_dump(is, want);
	free(is);
	assert_stored(d, f);
}

static void undo_and_redo(struct desk *d, struct filing *f, const char *want, const char *before,
                          const char *after)
{
	struct place where;
	char *what = NULL;

	for (int round = 0; round < 2; round++) {
		must(edit_undo(d->w, f, &what, &where, &d->e), &d->e);
		assert_string_equal(what, want);
		free(what);
		check(d, f, before);
		must(edit_redo(d->w, f, &what, &where, &d->e), &d->e);
		assert_string_equal(what, want);
		free(what);
		check(d, f, after);
	}
}

static void undo__each_kind_of_step__puts_all_back(void **state)
{
	struct desk d;

	(void)state;
	for (int i = 0; i < STEPS; i++) {
		struct filing *f;
		char *before, *after;

		desk_make(&d);
		f = steps[i].of_bureau ? d.bureau : d.center;
		before = dump(f, false);
		must(steps[i].step(&d), &d.e);
		after = dump(f, false);
		assert_string_not_equal(before, after);
		assert_stored(&d, f);
		undo_and_redo(&d, f, steps[i].what, before, after);
		free(before);
		free(after);
		desk_drop(&d);
	}
}

static void undo__a_chain_of_steps__goes_all_the_way(void **state)
{
	struct desk d;
	char *stages[STEPS + 1];

	(void)state;
	desk_make(&d);
	stages[0] = dump(d.center, false);
	for (int i = 0; i < STEPS - 1; i++) {
		must(steps[i].step(&d), &d.e);
		stages[i + 1] = dump(d.center, false);
	}
	for (int i = STEPS - 2; i >= 0; i--) {
		must(edit_undo(d.w, d.center, NULL, NULL, &d.e), &d.e);
		check(&d, d.center, stages[i]);
	}
	for (int i = 1; i < STEPS; i++) {
		must(edit_redo(d.w, d.center, NULL, NULL, &d.e), &d.e);
		check(&d, d.center, stages[i]);
	}
	must_fail(edit_redo(d.w, d.center, NULL, NULL, &d.e), ERR_NOTFOUND, &d.e);
	for (int i = 0; i < STEPS; i++)
		free(stages[i]);
	desk_drop(&d);
}

static void undo__a_cell_somebody_else_changed_since__is_refused(void **state)
{
	struct work *other;
	struct filing *theirs;
	struct desk d;

	(void)state;
	desk_make(&d);
	must(type_a_figure(&d), &d.e);
	other = desk_join(&d, "乙");
	theirs = desk_filing(other, "信息中心", 2024);
	must(edit_cell(other, theirs, at(theirs, "annex1.staff.actual"), "8", &d.e), &d.e);
	must_fail(edit_undo(d.w, d.center, NULL, NULL, &d.e), ERR_CONFLICT, &d.e);
	assert_shows(d.center, "annex1.staff.actual", "8");
	assert_stored(&d, d.center);
	work_close(other);
	desk_drop(&d);
}

static void undo__a_cell__says_where_it_was(void **state)
{
	struct place where, cell;
	struct desk d;

	(void)state;
	desk_make(&d);
	cell = at(d.center, "annex1.staff.actual");
	must(type_a_figure(&d), &d.e);
	must(edit_undo(d.w, d.center, NULL, &where, &d.e), &d.e);
	assert_memory_equal(&where, &cell, sizeof cell);
	assert_newest(d.w, d.center, "撤销", "staff.actual", "6", "5");
	desk_drop(&d);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(undo__each_kind_of_step__puts_all_back),
		cmocka_unit_test(undo__a_chain_of_steps__goes_all_the_way),
		cmocka_unit_test(undo__a_cell_somebody_else_changed_since__is_refused),
		cmocka_unit_test(undo__a_cell__says_where_it_was),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
