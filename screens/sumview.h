#ifndef SCREENS_SUMVIEW_H
#define SCREENS_SUMVIEW_H

#include "app/sum.h"
#include "screens/dialog.h"

/* The sum over a unit and all below it, to read (CTX_SUM): one sheet as it is
 * printed, below it or on a wide screen beside it how many 户 are in it, whose
 * filing is missing and what could not be added; each scrolls by itself. */

/* Takes the sum over; form: an id, NULL: the first sheet. */
struct dialog *sumview_new(struct work *w, struct sum *s, const char *form);

#endif
