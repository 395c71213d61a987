/* Rows and sheets.  In annex2 of the samples «quantity» has the rows 1 to 5,
 * «quality» 6 to 8; 19 is the highest id. */
#include "app/merge_desk.h"

/* ---- rows ---- */

enum deed { NOTHING, DELETE, CHANGE, MOVE };

static const struct row_case {
	int64_t id;
	enum deed theirs, mine;
	int kind, side; /* of the row's item; −1: none */
	bool there;     /* afterwards, with «mine» for conflicts */
} row_cases[] = {
	{ 1, NOTHING, NOTHING, -1, -1, true },
	{ 2, DELETE, NOTHING, MERGE_ROW, MERGE_THEIRS, false },
	{ 3, NOTHING, DELETE, MERGE_ROW, MERGE_MINE, false },
	{ 4, DELETE, DELETE, -1, -1, false },
	{ 6, DELETE, CHANGE, MERGE_ROW, MERGE_BOTH, true },
	{ 7, CHANGE, DELETE, MERGE_ROW, MERGE_BOTH, false },
	{ 13, MOVE, NOTHING, MERGE_PLACE, MERGE_THEIRS, true },
	{ 9, DELETE, MOVE, MERGE_ROW, MERGE_THEIRS, false },
	{ 12, MOVE, DELETE, MERGE_ROW, MERGE_MINE, false },
};
enum { ROW_CASES = sizeof row_cases / sizeof *row_cases };

static void act(struct desk *d, int64_t id, enum deed deed)
{
	struct place p;

	switch (deed) {
	case DELETE:
		delete_row(d, id);
		break;
	case CHANGE:
		p = row_at(d, id);
		p.field = list_column(&set_form(d->center->set, "annex2")->lists[0], "reason");
		must(edit_cell(d->w, d->center, p, d->now % 2 ? "新的说法" : "另一个说法", &d->e),
		     &d->e);
		break;
	case MOVE:
		move_row(d, id, +1);
		break;
	default:
		break;
	}
}

static void merge__rows_deleted_changed_or_moved__follow_the_table(void **state)
{
	struct ends *x = *state;
	struct merge *m;

	deliver(&x->unit, &x->department, NULL);
	for (int i = 0; i < ROW_CASES; i++) {
		act(&x->unit, row_cases[i].id, row_cases[i].theirs);
		act(&x->department, row_cases[i].id, row_cases[i].mine);
	}
	m = send(&x->unit, &x->department);
	for (int i = 0; i < ROW_CASES; i++) {
		const struct row_case *c = &row_cases[i];
		struct str key = { 0 };
		const struct merge_item *item;

		str_addf(&key, "annex2.ind.%lld", (long long)c->id);
		item = item_of(m, str_text(&key));
		if (!item != (c->side < 0) ||
		    (item && ((int)item->side != c->side || (int)item->kind != c->kind)))
			fail_msg("%s: kind %d side %d", str_text(&key), item ? (int)item->kind : -1,
			         item ? (int)item->side : -1);
		str_free(&key);
	}
	must(merge_take(m, "mine", &x->department.e), &x->department.e);
	carry_out(&x->department, m);
	for (int i = 0; i < ROW_CASES; i++)
		if (has_row(&x->department, row_cases[i].id) != row_cases[i].there)
			fail_msg("row %lld", (long long)row_cases[i].id);
	deliver(&x->department, &x->unit, "theirs");
	assert_same_content(x);
}

static void merge__a_conflict_over_a_deleted_row__can_bring_it_back(void **state)
{
	struct ends *x = *state;
	struct desk *d = &x->department;
	struct merge *m;

	deliver(&x->unit, d, NULL);
	put(&x->unit, "annex2.ind.1.actual", "40");
	delete_row(d, 1);
	m = send(&x->unit, d);
	must(merge_take(m, "annex2.ind.1=theirs", &d->e), &d->e);
	carry_out(d, m);
	assert_string_equal(row_text(d, 1, "actual"), "40");
	assert_string_equal(row_text(d, 1, "target"), "≥30 份");
	deliver(d, &x->unit, NULL);
	assert_same_content(x);
}

/* 20 is the next id on both sides. */
static void merge__rows_added_on_both_sides__both_stay_and_keep_apart(void **state)
{
	struct ends *x = *state;
	struct desk *u = &x->unit, *d = &x->department;
	int64_t theirs;

	deliver(u, d, NULL);
	assert_int_equal(add_row(u, "quantity", "甲行"), 20);
	assert_int_equal(add_row(d, "quality", "乙行"), 20);
	put(u, "annex2.ind.20.actual", "甲数");
	deliver(u, d, NULL);
	theirs = 21;
	assert_string_equal(row_text(d, 20, "name"), "乙行");
	assert_string_equal(row_text(d, theirs, "name"), "甲行");
	assert_string_equal(row_text(d, theirs, "actual"), "甲数");
	/* What the department does to 21 is done to 20 in the unit. */
	put(d, "annex2.ind.21.actual", "改过的甲数");
	deliver(d, u, NULL);
	assert_string_equal(row_text(u, 20, "name"), "甲行");
	assert_string_equal(row_text(u, 20, "actual"), "改过的甲数");
	assert_string_equal(row_text(u, 21, "name"), "乙行");
	assert_same_content(x);
	/* And back again, crosswise, and deleted. */
	put(u, "annex2.ind.21.actual", "改过的乙数");
	delete_row(u, 20);
	deliver(u, d, NULL);
	assert_string_equal(row_text(d, 20, "actual"), "改过的乙数");
	assert_false(has_row(d, 21));
	assert_same_content(x);
}

static void merge__rows_without_anything_in_common__are_the_same_by_name(void **state)
{
	struct ends *x = *state;
	struct merge *m;

	/* Ids of the same rows differ: 20 here is 21 there. */
	add_row(&x->department, "quality", "乙行");
	add_row(&x->department, "quality", "同名行");
	add_row(&x->unit, "quality", "同名行");
	put(&x->unit, "annex2.ind.20.actual", "1");
	m = send(&x->unit, &x->department);
	assert_null(item_of(m, "annex2.ind.+1"));
	assert_int_equal(item_of(m, "annex2.ind.21.actual")->side, MERGE_THEIRS);
	carry_out(&x->department, m);
	assert_string_equal(row_text(&x->department, 21, "actual"), "1");
	deliver(&x->department, &x->unit, "theirs");
	assert_same_content(x);
}

static void merge__undone__is_our_change_from_then_on(void **state)
{
	struct ends *x = *state;
	struct desk *d = &x->department;
	struct merge *m;
	char *what = NULL, *before, *after;

	deliver(&x->unit, d, NULL);
	put(&x->unit, "annex1.upkeep.final", "1.00");
	add_row(&x->unit, "quantity", "甲行");
	before = dump(d->center, false);
	deliver(&x->unit, d, NULL);
	must(edit_undo(d->w, d->center, &what, NULL, &d->e), &d->e);
	assert_string_equal(what, "合并 a.zpk");
	after = dump(d->center, false);
	assert_same_dump(after, before);
	put(&x->unit, "annex1.adjust.final", "2.00");
	m = send(&x->unit, d);
	assert_int_equal(item_of(m, "annex1.upkeep.final")->side, MERGE_MINE);
	assert_int_equal(item_of(m, "annex1.adjust.final")->side, MERGE_THEIRS);
	merge_close(m);
	mem_free(what);
	mem_free(before);
	mem_free(after);
}

/* ---- sheets ---- */

static int add_project(struct desk *d, const char *name)
{
	int sheet;
	struct place p;

	must(edit_sheet_add(d->w, d->center, set_form(d->center->set, "annex3"), &sheet, &d->e), &d->e);
	assert_true(filing_place(d->center, sheet, "project", &p));
	must(edit_cell(d->w, d->center, p, name, &d->e), &d->e);
	return d->center->sheets[sheet].copy;
}

static const char *project(struct desk *d, const char *sheet)
{
	struct str name = { 0 };
	const char *text;

	str_addf(&name, "%s.project", sheet);
	text = cell_at(d->center, str_text(&name))->text;
	str_free(&name);
	return text;
}

static bool has_project(struct desk *d, int copy)
{
	return filing_find_sheet(d->center, set_form(d->center->set, "annex3"), copy) >= 0;
}

static void delete_project(struct desk *d, int copy)
{
	must(edit_sheet_delete(d->w, d->center, sheet_of(d->center, "annex3", copy), &d->e), &d->e);
}

static void merge__a_sheet_added_there__comes_with_all_that_is_in_it(void **state)
{
	struct ends *x = *state;

	deliver(&x->unit, &x->department, NULL);
	assert_int_equal(add_project(&x->unit, "甲项目"), 2);
	deliver(&x->unit, &x->department, NULL);
	assert_string_equal(project(&x->department, "annex3#2"), "甲项目");
	assert_same_content(x);
}

static void merge__sheets_added_on_both_sides__are_two(void **state)
{
	struct ends *x = *state;
	struct merge *m;

	deliver(&x->unit, &x->department, NULL);
	add_project(&x->unit, "甲项目");
	add_project(&x->department, "乙项目");
	m = send(&x->unit, &x->department);
	assert_int_equal(item_of(m, "annex3#2")->to_copy, 3);
	carry_out(&x->department, m);
	assert_string_equal(project(&x->department, "annex3#2"), "乙项目");
	assert_string_equal(project(&x->department, "annex3#3"), "甲项目");
	deliver(&x->department, &x->unit, NULL);
	assert_same_content(x);
}

static void merge__a_sheet_deleted_on_one_side__goes_unless_it_was_changed(void **state)
{
	struct ends *x = *state;
	struct desk *u = &x->unit, *d = &x->department;
	struct merge *m;

	for (int i = 0; i < 3; i++)
		add_project(u, "项目");
	deliver(u, d, NULL);
	delete_project(u, 2);
	delete_project(u, 3);
	put(d, "annex3#3.project", "改过");
	delete_project(d, 4);
	m = send(u, d);
	assert_int_equal(item_of(m, "annex3#2")->side, MERGE_THEIRS);
	assert_int_equal(item_of(m, "annex3#3")->side, MERGE_BOTH);
	assert_int_equal(item_of(m, "annex3#4")->side, MERGE_MINE);
	must(merge_take(m, "mine", &d->e), &d->e);
	carry_out(d, m);
	assert_false(has_project(d, 2));
	assert_true(has_project(d, 3));
	assert_false(has_project(d, 4));
	deliver(d, u, "theirs");
	assert_string_equal(project(u, "annex3#3"), "改过");
	assert_same_content(x);
}

/* ---- many rounds ---- */

static uint32_t next(uint32_t *seed)
{
	*seed = *seed * 1664525u + 1013904223u;
	return *seed >> 8;
}

static void do_something(struct desk *d, uint32_t *seed, int *name)
{
	static const char *const fields[] = { "annex1.upkeep.final", "annex1.adjust.final",
		"annex1.work.final", "annex1.work.budget" };
	struct filing *f = d->center;
	int sheet = sheet_of(f, "annex2", 1), n = (int)f->sheets[sheet].lists[0].n;
	struct place p = { sheet, 0, (int)(next(seed) % (uint32_t)n), 0 };
	char text[24];

	snprintf(text, sizeof text, "%d", ++*name);
	switch (next(seed) % 6) {
	case 0:
		add_row(d, next(seed) % 2 ? "quantity" : "quality", text);
		break;
	case 1:
		if (n > 4)
			must(edit_row_delete(d->w, f, p, &d->e), &d->e);
		break;
	case 2:
		edit_row_move(d->w, f, p, next(seed) % 2 ? 1 : -1, &p, &d->e); /* or it is the first */
		break;
	case 3:
		put(d, fields[next(seed) % 4], text);
		break;
	default:
		p.field = list_column(&f->sheets[sheet].form->lists[0], "reason");
		must(edit_cell(d->w, f, p, text, &d->e), &d->e);
		break;
	}
}

/* Whatever both did in between, after there and back both have the same. */
static void merge__there_and_back_with_edits_on_both_sides__ends_in_the_same(void **state)
{
	struct ends *x = *state;
	uint32_t seed = 20261122;
	int name = 1000;

	deliver(&x->unit, &x->department, NULL);
	for (int round = 0; round < 25; round++) {
		for (uint32_t k = next(&seed) % 8; k > 0; k--)
			do_something(&x->unit, &seed, &name);
		for (uint32_t k = next(&seed) % 8; k > 0; k--)
			do_something(&x->department, &seed, &name);
		deliver(&x->unit, &x->department, round % 2 ? "mine" : "theirs");
		deliver(&x->department, &x->unit, "theirs");
		assert_same_content(x);
	}
}

/* A third place: what it did reaches the first through the second. */
static void merge__over_three_places__ends_in_the_same(void **state)
{
	struct ends *x = *state;
	struct ends far;
	char *a, *b;

	desk_make(&far.department);
	store_set_actor(work_store(far.department.w), "丁", NULL);
	deliver(&x->unit, &x->department, NULL);
	add_row(&x->unit, "quality", "甲行");
	add_row(&x->department, "quality", "乙行");
	deliver(&x->department, &far.department, NULL);
	add_row(&far.department, "quantity", "丁行");
	put(&far.department, "annex1.upkeep.final", "1.00");
	deliver(&far.department, &x->department, NULL);
	deliver(&x->unit, &x->department, NULL);
	deliver(&x->department, &x->unit, NULL);
	deliver(&x->department, &far.department, NULL);
	assert_same_content(x);
	a = content_of(&x->unit);
	b = content_of(&far.department);
	assert_same_dump(a, b);
	assert_non_null(strstr(a, "丁行"));
	assert_non_null(strstr(b, "甲行"));
	mem_free(a);
	mem_free(b);
	desk_drop(&far.department);
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, ends_setup, ends_teardown)
	const struct CMUnitTest tests[] = {
		TEST(merge__rows_deleted_changed_or_moved__follow_the_table),
		TEST(merge__a_conflict_over_a_deleted_row__can_bring_it_back),
		TEST(merge__rows_added_on_both_sides__both_stay_and_keep_apart),
		TEST(merge__rows_without_anything_in_common__are_the_same_by_name),
		TEST(merge__undone__is_our_change_from_then_on),
		TEST(merge__a_sheet_added_there__comes_with_all_that_is_in_it),
		TEST(merge__sheets_added_on_both_sides__are_two),
		TEST(merge__a_sheet_deleted_on_one_side__goes_unless_it_was_changed),
		TEST(merge__there_and_back_with_edits_on_both_sides__ends_in_the_same),
		TEST(merge__over_three_places__ends_in_the_same),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
