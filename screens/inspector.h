#ifndef SCREENS_INSPECTOR_H
#define SCREENS_INSPECTOR_H

#include "base/str.h"
#include "screens/desk.h"
#include "screens/pane.h"

/* What there is to say about the cell under the cursor: why a figure is wrong,
 * where it comes from, why it can't be typed over, what it was. */
struct inspector;

struct inspector *inspector_new(struct desk *d); /* which must outlive it */
void inspector_free(struct inspector *i);

/* Asks anew about the cell on the desk.  The shell does so when the keys
 * pause: a cursor key alone must not repaint this. */
void inspector_fit(struct inspector *i);
/* Says this instead of anything about a cell: what a line of a list is cut off of. */
void inspector_tell(struct inspector *i, const char *title, const char *const *texts, size_t n);
/* In r, the most important first, as much as there is room for. */
void inspector_draw(const struct inspector *i, const struct rect *r);
/* «实际在职人数»; never NULL. */
const char *inspector_title(const struct inspector *i);

#endif
