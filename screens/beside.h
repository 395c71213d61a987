#ifndef SCREENS_BESIDE_H
#define SCREENS_BESIDE_H

#include "app/compare.h"
#include "screens/dialog.h"

/* Two filings cell by cell: last year beside this year, another year or
 * another unit beside the one that is open. */
struct beside {
	const struct filing *earlier, *later; /* difference and growth are from the earlier on */
	bool open_earlier;    /* the open one is the earlier */
	int sheet;            /* of the open one; −1: all, each with a line that names it */
	const char *title;    /* what stands before the number of differences */
	const char *heads[2]; /* of the columns of the earlier and the later */
};

/* A picker (screens/picker.h): its ids are indexes of the cells of
 * beside_cells, and Tab ends it with DIALOG_OTHER.  at: where the cursor is to stand. */
struct dialog *beside_dialog_new(const struct beside *b, bool differences, struct place at);

/* Those filled in on either side, also of rows that are gone; the caller frees
 * with compare_free. */
struct compare *beside_cells(const struct beside *b);
/* The cell's side in the filing that is open. */
const struct compare_side *beside_open(const struct beside *b, const struct compare_cell *c);

#endif
