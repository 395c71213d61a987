#ifndef SCREENS_MERGEVIEW_PARTS_H
#define SCREENS_MERGEVIEW_PARTS_H

#include "screens/mergeview.h"

/* Shared by the files of the view, for nobody else.  seen->rows is what the last
 * drawing had room for. */

struct mergeview_line {
	int side; /* enum merge_side */
	int item; /* −1: the head of the side */
};

struct mergeview {
	struct dialog dialog;
	struct merge *m;
	bool open[MERGE_BOTH + 1]; /* by side */
	bool state;
	struct mergeview_line *lines;
	size_t n, capacity;
	int cursor, top;
	struct mergeview_seen { int rows; } *seen;
};

/* mergeview_draw.c */
void mergeview_draw(const struct dialog *dialog, const struct rect *screen, struct caret *caret);

#endif
