#ifndef SCREENS_NAV_UNITS_H
#define SCREENS_NAV_UNITS_H

#include "screens/desk.h"
#include "screens/pane.h"

/* The tree of units: folded and unfolded, filtered by a part of a name or
 * code, with the score of the open year or that there is none.  With 20,000
 * units a key costs what is seen, not what there is. */
struct nav_units;

struct nav_units *nav_units_new(struct desk *d); /* which must outlive it */
void nav_units_free(struct nav_units *n);

void nav_units_fit(struct nav_units *n, struct rect at);
void nav_units_draw(const struct nav_units *n, bool focus, struct caret *caret);
/* times: the count typed before the key, at least 1. */
enum key_result nav_units_key(struct nav_units *n, enum action a, const struct key_event *ev,
                              int times);
enum key_result nav_units_mouse(struct nav_units *n, const struct key_event *ev);
/* True while the filter is being typed (CTX_FILTER). */
bool nav_units_filtering(const struct nav_units *n);

#endif
