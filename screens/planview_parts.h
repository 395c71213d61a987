#ifndef SCREENS_PLANVIEW_PARTS_H
#define SCREENS_PLANVIEW_PARTS_H

#include "screens/planview.h"

/* Shared by the files of the plan, for nobody else.
 * 1. lines are those of the tree that are unfolded; cursor is an index in them.
 * 2. seen->rows is what the last drawing had room for. */

enum planview_kind { VIEW_FILING, VIEW_SHEET, VIEW_CELL, VIEW_STRAY, VIEW_RESTS, VIEW_REST };

/* How far a sheet is unfolded. */
enum planview_depth { VIEW_CLOSED, VIEW_DIFFERING, VIEW_ALL };

struct planview_line {
	enum planview_kind kind;
	size_t filing, sheet, item; /* item: cell, stray or rest */
};

struct planview {
	struct dialog dialog;
	struct work *w;
	struct import *im;
	struct import_file file;
	enum planview_depth **depth; /* of each filing's sheets */
	bool rests;              /* the texts without a place are unfolded */
	struct planview_line *lines;
	size_t n, capacity;
	int cursor, top;
	enum action asked;
	struct planview_seen { int rows; } *seen;
};

/* The sheet a line is or belongs to, the cell it is; NULL: none. */
struct plan_sheet *planview_sheet(const struct planview *d, const struct planview_line *l);
struct plan_cell *planview_cell(const struct planview *d, const struct planview_line *l);
/* Cells of a sheet that would be set, and how many of them are wanted. */
size_t planview_count(const struct plan_sheet *p, size_t *wanted);
/* planview_draw.c */
void planview_draw(const struct dialog *dialog, const struct rect *screen, struct caret *caret);

#endif
