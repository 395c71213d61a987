#include "desk.h"

/* 甲 takes back a step of which 乙 changed a part since. */

struct two {
	struct desk d;
	struct work *other;
	struct filing *theirs;
	struct edit_parts parts;
};

static void make(struct two *t)
{
	desk_make(&t->d);
	t->other = desk_join(&t->d, "乙");
	t->theirs = desk_filing(t->other, "信息中心", 2024);
	t->parts = (struct edit_parts){0};
}

static void drop(struct two *t)
{
	edit_parts_free(&t->parts);
	work_close(t->other);
	desk_drop(&t->d);
}

static void types(struct two *t, const char *key, const char *text)
{
	work_refresh(t->other);
	must(edit_cell(t->other, t->theirs, at(t->theirs, key), text, &t->d.e), &t->d.e);
}

static const char *const keys[] = {"annex1.staff.quota", "annex1.staff.actual", "annex2.sign.date"};
static const char *const before[] = {"5", "5", ""}, *const texts[] = {"16", "15", "2025-03-01"};

/* One step of three cells. */
static void fill_three(struct two *t)
{
	struct place places[3];

	for (int i = 0; i < 3; i++) {
		places[i] = at(t->d.center, keys[i]);
		assert_shows(t->d.center, keys[i], before[i]);
	}
	must(edit_cells(t->d.w, t->d.center, places, texts, 3, "粘贴", &t->d.e), &t->d.e);
}

static void must_be_disturbed(struct two *t)
{
	must_fail(edit_undo(t->d.w, t->d.center, NULL, NULL, &t->d.e), ERR_CONFLICT, &t->d.e);
	must(edit_parts(t->d.w, t->d.center, false, &t->parts, &t->d.e), &t->d.e);
}

static size_t disturbed(const struct two *t)
{
	size_t n = 0;

	for (size_t i = 0; i < t->parts.n; i++)
		n += t->parts.part[i].disturbed;
	return n;
}

/* All but those of others, or all. */
static int take(struct two *t, bool force)
{
	bool wanted[50];
	struct place where;

	for (size_t i = 0; i < t->parts.n; i++)
		wanted[i] = force || !t->parts.part[i].disturbed;
	return edit_take_parts(t->d.w, t->d.center, &t->parts, wanted, &where, &t->d.e);
}

static void edit_parts__one_of_three_changed_since__has_three_texts(void **state)
{
	const struct edit_part *p = NULL;
	struct two t;

	(void)state;
	make(&t);
	fill_three(&t);
	types(&t, keys[1], "7");
	types(&t, keys[1], "8");
	must_be_disturbed(&t);
	assert_int_equal(t.parts.n, 3);
	assert_int_equal(disturbed(&t), 1);
	assert_string_equal(t.parts.what, "粘贴");
	for (size_t i = 0; i < 3; i++)
		if (t.parts.part[i].disturbed)
			p = &t.parts.part[i];
	assert_string_equal(p->label, "附件1 2024年实际在职人数");
	assert_string_equal(p->who, "乙");
	assert_string_equal(p->base, "15");
	assert_string_equal(p->theirs, "8");
	assert_string_equal(p->mine, "5");
	assert_true(p->possible);
	drop(&t);
}

static void edit_take_parts__the_rest__leaves_theirs_and_can_be_redone(void **state)
{
	struct two t;

	(void)state;
	make(&t);
	fill_three(&t);
	types(&t, keys[1], "8");
	must_be_disturbed(&t);
	must(take(&t, false), &t.d.e);
	assert_shows(t.d.center, keys[0], before[0]);
	assert_shows(t.d.center, keys[1], "8");
	assert_shows(t.d.center, keys[2], before[2]);
	assert_stored(&t.d, t.d.center);
	must_fail(edit_undo(t.d.w, t.d.center, NULL, NULL, &t.d.e), ERR_NOTFOUND, &t.d.e);
	must(edit_redo(t.d.w, t.d.center, NULL, NULL, &t.d.e), &t.d.e);
	assert_shows(t.d.center, keys[0], "16");
	assert_shows(t.d.center, keys[1], "8");
	assert_stored(&t.d, t.d.center);
	drop(&t);
}

static void edit_take_parts__all_of_it__is_journalled_over_theirs(void **state)
{
	struct two t;

	(void)state;
	make(&t);
	fill_three(&t);
	types(&t, keys[1], "8");
	must_be_disturbed(&t);
	must(take(&t, true), &t.d.e);
	for (int i = 0; i < 3; i++)
		assert_shows(t.d.center, keys[i], before[i]);
	assert_stored(&t.d, t.d.center);
	/* Theirs can't be taken back over it by them either, unasked. */
	must_fail(edit_undo(t.other, t.theirs, NULL, NULL, &t.d.e), ERR_CONFLICT, &t.d.e);
	drop(&t);
}

static void edit_take_parts__changed_once_more__is_a_conflict(void **state)
{
	char *was, *is;
	struct two t;

	(void)state;
	make(&t);
	fill_three(&t);
	types(&t, keys[1], "8");
	must_be_disturbed(&t);
	types(&t, keys[1], "9");
	work_refresh(t.d.w);
	was = dump(t.d.center, true);
	must_fail(take(&t, true), ERR_CONFLICT, &t.d.e);
	is = dump(t.d.center, true);
	assert_same_dump(is, was);
	free(was);
	free(is);
	drop(&t);
}

static void edit_parts__a_new_row_that_others_filled__goes_as_a_whole_or_not(void **state)
{
	static const bool forces[] = {false, true};

	(void)state;
	for (int i = 0; i < 2; i++) {
		struct place p, out;
		struct two t;
		int64_t id;

		make(&t);
		p = at(t.d.center, "annex2.ind.3.name");
		must(edit_row_add(t.d.w, t.d.center, p.sheet, p.list, -1, p.row, p.field, "某项",
		                  &out, &t.d.e),
		     &t.d.e);
		id = t.d.center->sheets[out.sheet].lists[out.list].rows[out.row].id;
		work_refresh(t.other);
		out.field = p.field + 1;
		must(edit_cell(t.other, t.theirs, out, "30", &t.d.e), &t.d.e);
		must_be_disturbed(&t);
		assert_int_equal(disturbed(&t), t.parts.n);
		if (forces[i]) {
			must(take(&t, true), &t.d.e);
			assert_int_equal(filing_find_row(t.d.center, p.sheet, p.list, id), -1);
		} else {
			assert_true(filing_find_row(t.d.center, p.sheet, p.list, id) >= 0);
		}
		assert_stored(&t.d, t.d.center);
		drop(&t);
	}
}

static void edit_parts__in_a_row_that_others_deleted__is_not_possible(void **state)
{
	struct two t;

	(void)state;
	make(&t);
	must(edit_cell(t.d.w, t.d.center, at(t.d.center, "annex2.ind.3.actual"), "41份", &t.d.e),
	     &t.d.e);
	work_refresh(t.other);
	must(edit_row_delete(t.other, t.theirs, at(t.theirs, "annex2.ind.3.name"), &t.d.e), &t.d.e);
	must_be_disturbed(&t);
	assert_int_equal(t.parts.n, 1);
	assert_true(t.parts.part[0].disturbed);
	assert_false(t.parts.part[0].possible);
	drop(&t);
}

/* ---- what others deleted, brought back ---- */

static void edit_restore__a_deleted_row__stands_as_it_stood_with_the_text(void **state)
{
	char *was, *is;
	struct two t;

	(void)state;
	make(&t);
	was = dump(t.d.center, false);
	must(edit_row_delete(t.other, t.theirs, at(t.theirs, "annex2.ind.3.name"), &t.d.e), &t.d.e);
	must(edit_restore(t.d.w, t.d.center, "annex2", 1, "ind.3.name", NULL, &t.d.e), &t.d.e);
	is = dump(t.d.center, false);
	assert_same_dump(is, was);
	assert_stored(&t.d, t.d.center);
	must(edit_row_delete(t.d.w, t.d.center, at(t.d.center, "annex2.ind.3.name"), &t.d.e),
	     &t.d.e);
	must(edit_restore(t.d.w, t.d.center, "annex2", 1, "ind.3.actual", "41份", &t.d.e), &t.d.e);
	assert_string_equal(cell_at(t.d.center, "annex2.ind.3.actual")->text, "41份");
	assert_stored(&t.d, t.d.center);
	free(was);
	free(is);
	drop(&t);
}

static void edit_restore__a_deleted_sheet__comes_with_all_its_rows(void **state)
{
	int sheet;
	char *was, *is;
	struct two t;

	(void)state;
	make(&t);
	t.d.center = desk_filing(t.d.w, "卫生健康局", 2024);
	t.theirs = desk_filing(t.other, "卫生健康局", 2024);
	was = dump(t.d.center, false);
	sheet = sheet_of(t.theirs, "annex3", 1);
	must(edit_sheet_delete(t.other, t.theirs, sheet, &t.d.e), &t.d.e);
	must(edit_restore(t.d.w, t.d.center, "annex3", 1, "ind.1.name", NULL, &t.d.e), &t.d.e);
	is = dump(t.d.center, false);
	assert_same_dump(is, was);
	free(was);
	free(is);
	drop(&t);
}

static void edit_restore__what_nobody_deleted__is_not_found(void **state)
{
	struct two t;

	(void)state;
	make(&t);
	must_fail(edit_restore(t.d.w, t.d.center, "annex2", 1, "ind.99.name", "x", &t.d.e),
	          ERR_NOTFOUND, &t.d.e);
	must_fail(edit_restore(t.d.w, t.d.center, "annex9", 1, "a", "x", &t.d.e), ERR_NOTFOUND,
	          &t.d.e);
	drop(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(edit_parts__one_of_three_changed_since__has_three_texts),
	    cmocka_unit_test(edit_take_parts__the_rest__leaves_theirs_and_can_be_redone),
	    cmocka_unit_test(edit_take_parts__all_of_it__is_journalled_over_theirs),
	    cmocka_unit_test(edit_take_parts__changed_once_more__is_a_conflict),
	    cmocka_unit_test(edit_parts__a_new_row_that_others_filled__goes_as_a_whole_or_not),
	    cmocka_unit_test(edit_parts__in_a_row_that_others_deleted__is_not_possible),
	    cmocka_unit_test(edit_restore__a_deleted_row__stands_as_it_stood_with_the_text),
	    cmocka_unit_test(edit_restore__a_deleted_sheet__comes_with_all_its_rows),
	    cmocka_unit_test(edit_restore__what_nobody_deleted__is_not_found),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
