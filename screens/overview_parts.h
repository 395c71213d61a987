#ifndef SCREENS_OVERVIEW_PARTS_H
#define SCREENS_OVERVIEW_PARTS_H

#include "app/overview.h"
#include "screens/lineedit.h"
#include "screens/overview.h"

/* Shared by the files of the overview, for nobody else.
 * 1. cursor is an index in list.shown, −1 when it is empty.
 * 2. seen->rows is what the last drawing had room for. */
struct overview_dialog {
	struct dialog dialog;
	struct desk *desk;
	struct overview list;
	unsigned built_units, built_news;
	int cursor, column, top;
	int code_width;
	bool count_all;    /* not only what is in sight */
	struct lineedit *filter;
	struct seen { int rows; } *seen;
};

/* The row under the cursor, −1. */
int overview_row_here(const struct overview_dialog *d);
/* The first row seen: the cursor's is, and no place is left empty. */
int overview_top(const struct overview_dialog *d);
/* overview_draw.c */
void overview_draw(const struct dialog *dialog, const struct rect *screen, struct caret *caret);

#endif
