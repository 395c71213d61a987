#ifndef FORM_FLOW_H
#define FORM_FLOW_H

#include <stdbool.h>
#include <stddef.h>

#include "form/filing.h"

/* The drawn rows of a sheet one below the other: lists opened out to their
 * rows, empty foldable rows folded, sides filled up to equal length. */

enum flow_kind {
	FLOW_ROW,    /* as drawn */
	FLOW_ENTRY,  /* a row of a list */
	FLOW_BLANK,  /* a template row of a list */
	FLOW_FOLDED, /* stands for a run of foldable rows */
	FLOW_FILL    /* empty, so that the sides end together */
};

struct flow_row {
	enum flow_kind kind;
	const struct drawn_row *row;
	int top;           /* row of the grid, from 0 */
	int list;          /* -1: none */
	int entry;         /* index in the list's rows, -1 */
	int group;         /* of the list, -1 */
	const char *ghost; /* FLOW_BLANK: the text of its first hole; of the form */
};

struct flow {
	struct flow_row *rows; /* sides one after the other: the order of 行次 */
	size_t n, capacity;
	int height;            /* rows of the grid */
};

/* fold: whether foldable rows are folded.  Freed with flow_free; points into
 * the form. */
struct flow flow_of(const struct filing *f, int sheet, bool fold);
void flow_free(struct flow *flow);

#endif
