#ifndef APP_CHANGES_H
#define APP_CHANGES_H

#include "form/filing.h"
#include "store/store.h"

/* What a step tells the store.  Starts as {0}; the keys belong to it, the
 * other texts to the filing's set and to the caller. */
struct changes {
	struct store_change *change;
	size_t n, capacity;
	char **texts;
	size_t ntexts, texts_capacity;
};

void changes_free(struct changes *c);

/* One more, on this sheet of a form; valid until the next one. */
struct store_change *changes_add(struct changes *c, enum store_op op, const struct form *form,
                                 int copy);
/* Keeps a text as long as the changes; returns it. */
const char *changes_keep(struct changes *c, char *text);
/* The cell's key, kept. */
const char *changes_key(struct changes *c, const struct filing *f, struct place p);

/* Gives each OP_CELL the figure that now wins there. */
void changes_figures(struct changes *c, const struct filing *f);
/* OP_DERIVED for each cell without an OP_CELL whose winning figure is another
 * one than before (NULL: there was nothing). */
void changes_derived(struct changes *c, const struct filing *before, const struct filing *f);
/* OP_DERIVED for the cell whatever it was. */
void changes_derive(struct changes *c, const struct filing *f, struct place p);

/* What the filing's total and grade are now. */
struct store_score changes_score(const struct filing *f);

#endif
