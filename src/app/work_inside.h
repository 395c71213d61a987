#ifndef APP_WORK_INSIDE_H
#define APP_WORK_INSIDE_H

#include "app/sets.h"
#include "app/units.h"
#include "app/work.h"

/* The inside of a work, for work.c and cache.c; and what edit and samples
 * need of it. */

struct open_filing {
	struct filing *filing;
	uint64_t asked; /* when it was last asked for by count; 0: only as last year's */
};

struct work {
	struct store *store;
	struct sets sets;
	struct units units;
	bool units_there;
	struct open_filing *open;
	size_t nopen, open_capacity;
	uint64_t asked;
	char **texts; /* given out by work_filings: few, each once */
	size_t ntexts, texts_capacity;
	char *why;    /* of the edits that follow; or NULL */
};

/* The units, read when they are first needed. */
const struct units *work_tree(struct work *w, struct err *e);
void work_forget_units(struct work *w);

/* Reads f anew from the store and recalculates it.  *before (may be NULL) gets
 * what it was, for the caller to free. */
int work_reload(struct work *w, struct filing *f, struct filing **before, struct err *e);
/* Links last year's filing, opening it when need be. */
int work_link_last(struct work *w, struct filing *f, struct err *e);
/* Recalculates the open filings that have f as last year's. */
void work_recalc_later(struct work *w, const struct filing *f);
/* Brings what is open up to date after others' commits. */
void work_reload_changed(struct work *w);
void work_close_filings(struct work *w);

/* The filing as the store has it now; freed with store_filings_free(…, 1). */
int work_stored(struct work *w, const struct filing *f, struct store_filing **out, struct err *e);

#endif
