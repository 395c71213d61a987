#ifndef APP_ROLL_H
#define APP_ROLL_H

#include "app/work.h"

/* Carries the unit's filing of year from into a new filing of year to: sheets,
 * list rows with their ids, groups and order, and the texts that the form
 * keeps (form_keeps).  Each of those cells is marked (cell->carried) until it
 * is edited or confirmed (edit_confirm).  set_id: the set carried from; NULL:
 * the first one of that year.  The new filing is of the same set where that is
 * valid for to, else of the one that is.  ERR_NOTFOUND: there is nothing to
 * carry, no set for the year; ERR_INPUT: to is not later, or has a filing
 * already. */
int roll_filing(struct work *w, int unit, int from, int to, const char *set_id, struct err *e);

/* The carried cells of the sheet (-1: of all) that nobody has touched or
 * confirmed, in the order of the form; the caller frees them (mem_free). */
struct place *roll_carried(const struct filing *f, int sheet, size_t *count);

#endif
