#ifndef STORE_SUMS_H
#define STORE_SUMS_H

#include "store/store.h"

/* The stored winning figures of one form of a unit and all below it, in one
 * indexed query: what a sum over the tree is made of.  Knows no forms. */

struct store_sum_row {
	int64_t unit;
	int copy;
	int64_t id;
	const char *list, *group; /* group NULL: none */
	int64_t order;
};
struct store_sum_cell {
	int64_t unit;
	int copy;
	const char *key;
	const char *text;  /* where there is no figure; NULL: nothing typed either */
	bool has_value;
	int64_t value;     /* 10⁻⁶ */
};
/* What is done with each; texts live until the next one. */
struct store_sum_taker {
	void *context;
	void (*row)(void *context, const struct store_sum_row *row);
	void (*cell)(void *context, const struct store_sum_cell *cell);
};

/* First all list rows (row NULL: not wanted), then all cells, of one state of
 * the database; cells of a unit and copy come together, by key. */
int store_sums(struct store *s, int64_t unit, int year, const char *set, const char *form,
               const struct store_sum_taker *taker, struct err *e);

#endif
