#ifndef EXCHANGE_LAY_SCORE_H
#define EXCHANGE_LAY_SCORE_H

#include <stdbool.h>

#include "exchange/lay_rows.h"

/* What it is worth when a cell of a table lies on a box of a drawing. */

#define LAY_CELLS 48 /* of a row that are looked at */

struct lay_hint; /* columns of the table that go with units of the drawing */

struct lay_scorer {
	const struct lay_form *form;
	const struct lay_grid *grid;
	signed char *alike;     /* by cell and label; −1: not known yet */
	struct lay_hint *hints; /* being learned */
	size_t nhints;
	struct lay_hint *settled; /* learned the time before */
	size_t nsettled;
};

struct lay_scorer *lay_scorer_new(const struct lay_form *f, const struct lay_grid *g);
void lay_scorer_free(struct lay_scorer *s);

/* The cell has a text that is no dots. */
bool lay_says(const struct lay_scorer *s, int cell);
/* 0 to 100. */
int lay_label_score(struct lay_scorer *s, int cell, int label);
bool lay_is_label_of(struct lay_scorer *s, int cell, const struct lay_item *sides);

int lay_pair_score(struct lay_scorer *s, int row, int cell, const struct lay_item *item,
                   const struct lay_box *box);
/* For a cell, a box, that nothing lies on. */
int lay_cell_cost(const struct lay_scorer *s, int row, int cell);
int lay_box_cost(const struct lay_scorer *s, int row, const struct lay_box *box);

/* The cell is a printed text that lies on that box. */
void lay_learn(struct lay_scorer *s, int cell, const struct lay_box *box);
void lay_settle(struct lay_scorer *s);
/* The column of the table where that unit of the drawing begins; -1. */
int lay_column_of(const struct lay_scorer *s, int unit);

/* The group whose label the text is best, at a level and within a group (-1:
 * any); -1. */
int lay_group_of(const struct lay_form *f, int list, int level, int within,
                 const struct lay_chars *text);

#endif
