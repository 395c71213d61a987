#ifndef EXCHANGE_PLAN_H
#define EXCHANGE_PLAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "exchange/lay.h"
#include "form/filing.h"

/* What an import would do with one sheet: each of its cells beside what stands
 * there now.  Changes nothing. */

enum plan_state {
	PLAN_SAME, /* it says so already */
	PLAN_NEW,  /* nothing stands there */
	PLAN_OTHER /* another text stands there */
};

struct plan_cell {
	const struct laid_cell *laid; /* the text, and where in the document; borrowed */
	char *now;                    /* what stands there; NULL: nothing */
	enum plan_state state;
	bool refused;                 /* the person does not want it */
};

struct plan_sheet {
	const struct laid_sheet *laid; /* borrowed: must outlive the plan */
	int copy;                      /* of the filing */
	bool fresh;                    /* a sheet that is not there yet */
	struct plan_cell *cells;       /* beside laid->cells */
	int64_t *rows;                 /* beside laid->entries: the row's id; 0: a new row */
	size_t count[PLAN_OTHER + 1];  /* of cells, by state */
	size_t new_rows;
};

/* now: the filing as it stands; NULL: there is none yet.  taken: by sheet of
 * it, those that other plans have; is set for the one that this is laid on.
 * A form with copies is laid on the sheet of the same name, else on an empty
 * one, else it is a fresh one, numbered from *fresh on.  A row of a list is
 * one that is there when the name and the group are the same, or else most of
 * what it says.  The texts are as they would be stored. */
struct plan_sheet plan_sheet_of(const struct laid_sheet *laid, const struct filing *now,
                                bool *taken, int *fresh);
void plan_sheet_free(struct plan_sheet *p);

#endif
