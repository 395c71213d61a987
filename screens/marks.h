#ifndef SCREENS_MARKS_H
#define SCREENS_MARKS_H

#include "screens/desk.h"

/* Going to cells that are not near: the next one with a difference or a fault,
 * the next one found, one that is named. */

/* direction ±1, round through all sheets. */
void marks_next(struct desk *d, int direction);
/* Begins a search; NULL or "" ends it. */
void marks_search(struct desk *d, const char *text);
/* «total», «annex2.ind.3.score», a part of a label; −1: not found (says so). */
int marks_go(struct desk *d, const char *name);

#endif
