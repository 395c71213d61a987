#ifndef TESTS_APP_STEPS_H
#define TESTS_APP_STEPS_H

#include "app/desk.h"

/* Steps of each kind in the filing of 信息中心. */

static inline int type_a_figure(struct desk *d)
{
	return edit_cell(d->w, d->center, at(d->center, "annex1.staff.actual"), "6", &d->e);
}

static inline int blank_a_cell(struct desk *d)
{
	return edit_cell(d->w, d->center, at(d->center, "annex2.done"), "", &d->e);
}

static inline int add_a_row(struct desk *d)
{
	struct place p = at(d->center, "annex2.ind.2.name");

	return edit_row_add(d->w, d->center, p.sheet, p.list, -1, p.row, 0, "新指标",
	                    &(struct place){ 0 }, &d->e);
}

static inline int delete_a_row(struct desk *d)
{
	return edit_row_delete(d->w, d->center, at(d->center, "annex2.ind.6.name"), &d->e);
}

static inline int move_a_row_down(struct desk *d)
{
	return edit_row_move(d->w, d->center, at(d->center, "annex2.ind.1.name"), 1,
	                     &(struct place){ 0 }, &d->e);
}

static inline int add_a_sheet(struct desk *d)
{
	return edit_sheet_add(d->w, d->center, set_form(d->center->set, "annex3"), NULL, &d->e);
}

#endif
