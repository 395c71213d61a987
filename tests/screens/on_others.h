#ifndef TESTS_ON_OTHERS_H
#define TESTS_ON_OTHERS_H

#include "app/edit.h"
#include "screens/on_shell.h"

/* 乙, who works on the same database through a connection of their own, in the
 * filing of 卫生健康局. */

static inline struct work *other_opens(struct on_shell *o)
{
	struct err e = {0};
	struct work *other = work_open(o->p.path, STORE_OPEN, NULL, &e);

	if (!other)
		fail_msg("%s", e.text);
	store_set_actor(work_store(other), "乙", NULL);
	return other;
}

/* NULL when there is none; the work's. */
static inline struct filing *other_filing(struct on_shell *o, struct work *other, const char *unit,
                                          int year)
{
	struct err e = {0};

	return work_open_filing(other, workplace_unit(&o->p, unit), year, NULL, &e);
}

static inline void other_writes_in(struct on_shell *o, const char *unit, int year, const char *form,
                                   const char *key, const char *text)
{
	struct err e = {0};
	struct work *other = other_opens(o);
	struct filing *f = other_filing(o, other, unit, year);
	struct place p;

	assert_true(filing_place(f, filing_find_sheet(f, set_form(f->set, form), 1), key, &p));
	assert_int_equal(edit_cell(other, f, p, text, &e), 0);
	work_close(other);
}

/* In the bureau's of 2024. */
static inline void other_writes(struct on_shell *o, const char *form, const char *key,
                                const char *text)
{
	other_writes_in(o, "卫生健康局", 2024, form, key, text);
}

/* A row «某项» before the one of the bureau's annex2. */
static inline void other_adds_before(struct on_shell *o, const char *key)
{
	struct err e = {0};
	struct work *other = other_opens(o);
	struct filing *f = other_filing(o, other, "卫生健康局", 2024);
	struct place p, out;
	int group;

	assert_true(filing_place(f, filing_find_sheet(f, set_form(f->set, "annex2"), 1), key, &p));
	group = f->sheets[p.sheet].lists[p.list].rows[p.row].group;
	assert_int_equal(
	    edit_row_add(other, f, p.sheet, p.list, group, -1, p.field, "某项", &out, &e), 0);
	while (out.row > p.row)
		assert_int_equal(edit_row_move(other, f, out, -1, &out, &e), 0);
	work_close(other);
}

/* What the cell of the bureau's has in the store. */
static inline void stored(struct on_shell *o, const char *form, const char *key, const char *want)
{
	struct work *w = other_opens(o);
	struct filing *f = other_filing(o, w, "卫生健康局", 2024);
	struct place p;

	if (!filing_place(f, filing_find_sheet(f, set_form(f->set, form), 1), key, &p)) {
		assert_null(want);
	} else {
		assert_non_null(want);
		assert_string_equal(filing_cell(f, p)->text ? filing_cell(f, p)->text : "", want);
	}
	work_close(w);
}

/* The row of the bureau's annex2 that a cell is in. */
static inline void other_deletes(struct on_shell *o, const char *key)
{
	struct err e = {0};
	struct work *other = other_opens(o);
	struct filing *f = other_filing(o, other, "卫生健康局", 2024);
	struct place p;

	assert_true(filing_place(f, filing_find_sheet(f, set_form(f->set, "annex2"), 1), key, &p));
	assert_int_equal(edit_row_delete(other, f, p, &e), 0);
	work_close(other);
}

static inline void other_deletes_sheet(struct on_shell *o, int copy)
{
	struct err e = {0};
	struct work *other = other_opens(o);
	struct filing *f = other_filing(o, other, "卫生健康局", 2024);

	assert_int_equal(
	    edit_sheet_delete(other, f, filing_find_sheet(f, set_form(f->set, "annex3"), copy), &e),
	    0);
	work_close(other);
}

#endif
