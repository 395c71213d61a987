#ifndef SCREENS_MARKS_H
#define SCREENS_MARKS_H

#include "screens/desk.h"

/* Going to cells that are not near: the next finding, the next one found, one
 * that is named. */

/* direction ±1.  Of findings that ask for something: through the filing, then
 * on to the next filing of the year that has any, in the end round again. */
void marks_next(struct desk *d, int direction);
/* Goes to the cell of the finding of the open filing that has this key, or to
 * its sheet when it is about all of that; false: there is none (says so). */
bool marks_go_finding(struct desk *d, const char *key);
/* The finding gone to last, while the cursor is at its cell, else the first
 * one that stands there or that the cell takes part in; NULL: none. */
const struct review_item *marks_finding(const struct desk *d);

/* Begins a search; NULL or "" ends it. */
void marks_search(struct desk *d, const char *text);
/* «附件2», «total», «annex2.ind.3.score», a label or a part of one; −1: not found (says so). */
int marks_go(struct desk *d, const char *name);

#endif
