#include "desk.h"

/* What the person saw when editing began, and what stands there when it ends. */

static struct place staff(const struct filing *f)
{
	return at(f, "annex1.staff.actual");
}

static struct work *other_types(struct desk *d, const char *key, const char *text)
{
	struct work *other = desk_join(d, "乙");
	struct filing *theirs = desk_filing(other, "信息中心", 2024);

	must(edit_cell(other, theirs, at(theirs, key), text, &d->e), &d->e);
	return other;
}

static void edit_cell_seen__refreshed_between__is_a_conflict(void **state)
{
	static const bool refreshes[] = { false, true };

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		struct work *other;
		struct desk d;
		int64_t seen;

		desk_make(&d);
		seen = edit_version(d.center, staff(d.center));
		other = other_types(&d, "annex1.staff.actual", "6");
		if (refreshes[i])
			assert_true(work_refresh(d.w));
		must_fail(edit_cell_seen(d.w, d.center, staff(d.center), seen, "7", &d.e),
		          ERR_CONFLICT, &d.e);
		assert_non_null(strstr(d.e.text, "2024年实际在职人数 已由 乙 于 "));
		assert_non_null(strstr(d.e.text, "改为「6」"));
		assert_null(strstr(d.e.text, "staff.actual"));
		assert_shows(d.center, "annex1.staff.actual", "6");
		seen = edit_version(d.center, staff(d.center));
		must(edit_cell_seen(d.w, d.center, staff(d.center), seen, "7", &d.e), &d.e);
		assert_stored(&d, d.center);
		work_close(other);
		desk_drop(&d);
	}
}

/* Absent when editing began: version 0. */
static void edit_cell_seen__filled_by_somebody_else_first__is_a_conflict(void **state)
{
	struct work *other;
	struct place p;
	struct desk d;

	(void)state;
	desk_make(&d);
	p = at(d.center, "annex2.sign.date");
	assert_int_equal(edit_version(d.center, p), 0);
	other = other_types(&d, "annex2.sign.date", "2025-02-28");
	assert_true(work_refresh(d.w));
	must_fail(edit_cell_seen(d.w, d.center, p, 0, "2025-03-01", &d.e), ERR_CONFLICT, &d.e);
	assert_shows(d.center, "annex2.sign.date", "2025-02-28");
	work_close(other);
	desk_drop(&d);
}

static void edit_cell_seen__another_cell_changed_meanwhile__is_taken(void **state)
{
	struct work *other;
	struct desk d;
	int64_t seen;

	(void)state;
	desk_make(&d);
	seen = edit_version(d.center, staff(d.center));
	other = other_types(&d, "annex1.staff.quota", "8");
	assert_true(work_refresh(d.w));
	must(edit_cell_seen(d.w, d.center, staff(d.center), seen, "7", &d.e), &d.e);
	assert_stored(&d, d.center);
	work_close(other);
	desk_drop(&d);
}

/* The sentence names the row as the person saw it. */
static void edit_cell__a_row_of_a_list__is_called_by_its_name(void **state)
{
	struct work *other;
	struct place p;
	struct desk d;
	int64_t seen;

	(void)state;
	desk_make(&d);
	p = at(d.center, "annex2.ind.3.actual");
	seen = edit_version(d.center, p);
	other = other_types(&d, "annex2.ind.3.actual", "40份");
	must_fail(edit_cell_seen(d.w, d.center, p, seen, "41份", &d.e), ERR_CONFLICT, &d.e);
	if (!strstr(d.e.text, "安全检查机构数·实际完成值 已由 乙"))
		fail_msg("%s", d.e.text);
	assert_null(strstr(d.e.text, "ind.3"));
	work_close(other);
	desk_drop(&d);
}

/* ---- the file ---- */

static void edit_cell__the_file_is_gone__is_not_acknowledged(void **state)
{
	struct str why = { 0 };
	struct desk d;
	char *before;
	char *after;

	(void)state;
	desk_make(&d);
	before = dump(d.center, true);
	assert_int_equal(remove(d.path), 0);
	must_fail(edit_cell(d.w, d.center, staff(d.center), "7", &d.e), ERR_DAMAGED, &d.e);
	assert_non_null(strstr(d.e.text, "被删除或换掉"));
	assert_true(edit_refusal(d.w, d.center, staff(d.center), &why));
	assert_non_null(strstr(str_text(&why), d.path));
	after = dump(d.center, true);
	assert_same_dump(after, before);
	free(before);
	free(after);
	str_free(&why);
	desk_drop(&d);
}

/* ---- a new filing ---- */

static void undo__right_after_a_filing_was_made__there_is_nothing(void **state)
{
	struct filing *f;
	struct desk d;

	(void)state;
	desk_make(&d);
	must(work_add_filing(d.w, work_find_unit(d.w, "信息中心", &d.e), 2026, NULL, &d.e), &d.e);
	f = desk_filing(d.w, "信息中心", 2026);
	assert_true(f->nsheets > 0);
	must_fail(edit_undo(d.w, f, NULL, NULL, &d.e), ERR_NOTFOUND, &d.e);
	must(edit_cell(d.w, f, staff(f), "7", &d.e), &d.e);
	must(edit_undo(d.w, f, NULL, NULL, &d.e), &d.e);
	must_fail(edit_undo(d.w, f, NULL, NULL, &d.e), ERR_NOTFOUND, &d.e);
	must(edit_redo(d.w, f, NULL, NULL, &d.e), &d.e);
	assert_shows(f, "annex1.staff.actual", "7");
	assert_stored(&d, f);
	desk_drop(&d);
}

static void undo__of_the_samples__there_is_nothing(void **state)
{
	struct desk d;

	(void)state;
	desk_make(&d); /* loaded by the same person */
	must_fail(edit_undo(d.w, d.center, NULL, NULL, &d.e), ERR_NOTFOUND, &d.e);
	desk_drop(&d);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(edit_cell_seen__refreshed_between__is_a_conflict),
		cmocka_unit_test(edit_cell_seen__filled_by_somebody_else_first__is_a_conflict),
		cmocka_unit_test(edit_cell_seen__another_cell_changed_meanwhile__is_taken),
		cmocka_unit_test(edit_cell__a_row_of_a_list__is_called_by_its_name),
		cmocka_unit_test(edit_cell__the_file_is_gone__is_not_acknowledged),
		cmocka_unit_test(undo__right_after_a_filing_was_made__there_is_nothing),
		cmocka_unit_test(undo__of_the_samples__there_is_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
