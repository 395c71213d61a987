#ifndef EXCHANGE_LAY_ROWS_H
#define EXCHANGE_LAY_ROWS_H

#include <stdbool.h>
#include <stddef.h>

#include "exchange/document.h"
#include "exchange/lay_form.h"

/* A table of a document, made ready once for all forms it is tried with. */
struct lay_grid {
	const struct doc_table *t;
	struct lay_chars *chars; /* beside t->cells */
	int rows;                /* those that are looked at */
	size_t *first;           /* of a row in cover; one more than rows */
	int *cover;              /* the cells that cover a row, left to right */
	size_t n;                /* cells in those rows: the first ones */
	size_t texts;            /* cells that are not blank */
	bool *framed;            /* by row: all that it says stands in cells with lines around,
	                            so points beside them are empty cells */
	bool ragged;             /* the columns of one row are not those of another */
};
/* sheet: of a worksheet, where cells may be missing and columns hold all the same. */
struct lay_grid *lay_grid_new(const struct doc_table *t, bool sheet);
void lay_grid_free(struct lay_grid *g);

/* A cell of the table that lies on a box of the drawing. */
struct lay_placed {
	int row, cell;               /* of the table */
	const struct lay_item *item;
	const struct lay_box *box;
};

struct lay_overlay {
	struct lay_placed *placed;  /* by side and row */
	size_t n, capacity;
	bool *used;                 /* by row of the table: it lies on a row of the drawing */
	int score;
	int labels, found;          /* printed texts of the rows that must be there; of them found */
};

/* The best way to lay the form's rows over the table's, in their order: a row
 * of the drawing is met once or not at all, one of a list any number of times.
 * Freed with lay_overlay_free. */
struct lay_overlay lay_over(const struct lay_form *f, const struct lay_grid *g);
void lay_overlay_free(struct lay_overlay *o);

/* How many of the form's printed texts stand in the table as they are: a quick
 * look, so that not every form is laid over every table. */
int lay_count_labels(const struct lay_form *f, const struct lay_grid *g);

#endif
