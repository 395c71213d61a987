#include "handin_desk.h"

#include "app/handin_changes.h"

static const struct handin_change *find(const struct handin_changes *c, const char *key)
{
	for (size_t i = 0; i < c->n; i++)
		if (strcmp(c->change[i].key, key) == 0)
			return &c->change[i];
	return NULL;
}

static void handin_changes__edits_of_two__first_old_last_new_and_nothing_that_came_back(
    void **state)
{
	struct desk *d = *state;
	struct filing *f = clean(d);
	struct handin_changes c;
	struct store_passage *since = NULL;

	must_fail(handin_changes(d->w, f, &c, NULL, &d->e), ERR_NOTFOUND, &d->e);
	submit(d->w, f);
	must(handin_changes(d->w, f, &c, NULL, &d->e), &d->e);
	assert_int_equal(c.n, 0);
	handin_changes_free(&c);
	give_back(d->w, f);

	set(d->w, f, "annex1.staff.actual", "19");
	set(d->w, f, "annex1.guest.last", "7");
	set(d->w, f, "annex1.guest.last", "1.10");
	d->now += 60;
	struct work *other = desk_join(d, "乙");
	set(other, desk_filing(other, "江南区文化馆", 2024), "annex1.staff.actual", "18");
	work_close(other);
	work_refresh(d->w);

	must(handin_changes(d->w, f, &c, &since, &d->e), &d->e);
	assert_int_equal(since->time, LONG_AGO);
	assert_int_equal(c.n, 1);
	assert_string_equal(c.change[0].key, "staff.actual");
	assert_string_equal(c.change[0].old, "20");
	assert_string_equal(c.change[0].now, "18");
	assert_string_equal(c.change[0].who, "乙");
	assert_int_equal(c.change[0].time, LONG_AGO + 60);
	assert_true(place_same(c.change[0].place, at(f, "annex1.staff.actual")));
	store_passages_free(since, 1);
	handin_changes_free(&c);
}

static void handin_changes__rows_added_moved_and_deleted__each_once(void **state)
{
	struct desk *d = *state;
	struct filing *f = clean(d);
	struct handin_changes c;
	struct place added, gone;

	submit(d->w, f);
	give_back(d->w, f);
	struct place first = first_row(f, "annex1", "specials");
	must(edit_row_add(d->w, f, first.sheet, first.list, -1, first.row, first.field, "新项目",
	                  &added, &d->e),
	     &d->e);
	struct str key = {0};
	filing_key(f, added, &key);
	must(edit_row_add(d->w, f, first.sheet, first.list, -1, first.row, first.field, "又一个",
	                  &gone, &d->e),
	     &d->e);
	must(edit_row_delete(d->w, f, gone, &d->e), &d->e);
	struct str row = {0}, name = {0};
	filing_key(f, first_row(f, "annex1", "transfers"), &name);
	str_addn(&row, name.s, (size_t)(strrchr(name.s, '.') - name.s));
	must(edit_row_delete(d->w, f, first_row(f, "annex1", "transfers"), &d->e), &d->e);
	must(handin_changes(d->w, f, &c, NULL, &d->e), &d->e);

	const struct handin_change *deleted = find(&c, row.s);
	assert_non_null(deleted);
	assert_int_equal(deleted->kind, CHANGE_ROW_DELETED);
	assert_false(deleted->there);
	assert_non_null(strstr(deleted->name, "公共文化设施建设"));
	assert_null(find(&c, name.s));
	str_free(&row);
	str_free(&name);
	const struct handin_change *cell = find(&c, str_text(&key));
	assert_non_null(cell);
	assert_null(cell->old);
	assert_string_equal(cell->now, "新项目");
	size_t rows = 0;
	for (size_t i = 0; i < c.n; i++)
		rows += c.change[i].kind == CHANGE_ROW_ADDED;
	assert_int_equal(rows, 1);
	assert_int_equal(c.n, 3);
	str_free(&key);
	handin_changes_free(&c);
}

static void handin_changes__handed_in_again__what_changed_between(void **state)
{
	struct desk *d = *state;
	struct filing *f = clean(d);
	struct handin_changes c;

	submit(d->w, f);
	give_back(d->w, f);
	set(d->w, f, "annex1.guest.last", "1.11");
	submit(d->w, f);
	must(handin_changes(d->w, f, &c, NULL, &d->e), &d->e);
	assert_int_equal(c.n, 1);
	assert_string_equal(c.change[0].now, "1.11");
	handin_changes_free(&c);
}

int main(void)
{
#define ON_DESK(test) cmocka_unit_test_setup_teardown(test, desk_setup, desk_teardown)
	const struct CMUnitTest tests[] = {
	    ON_DESK(handin_changes__edits_of_two__first_old_last_new_and_nothing_that_came_back),
	    ON_DESK(handin_changes__rows_added_moved_and_deleted__each_once),
	    ON_DESK(handin_changes__handed_in_again__what_changed_between),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
