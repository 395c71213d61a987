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
	struct reviewed *reviewed; /* app/review_inside.h; or NULL */
};

struct work {
	struct store *store;
	struct sets sets;
	size_t told; /* of its failures, by work_sets_warning */
	struct units units;
	bool units_there;
	int64_t units_stamp; /* store_units_stamp when they were read */
	uint64_t trees; /* grows when they are forgotten */
	struct open_filing *open;
	size_t nopen, open_capacity;
	uint64_t asked;
	char **texts; /* given out by work_filings: few, each once */
	size_t ntexts, texts_capacity;
	char *why;    /* of the edits that follow; or NULL */
	uint64_t commits; /* of this work's own */
	struct peers_kept *peers; /* app/peers.h; or NULL */
	struct others *others; /* app/others.h; or NULL */
	struct presence *presence; /* app/who.h; or NULL */
	uint64_t news; /* grows when others committed, and when something was said to a finding */
};

/* The units, read when they are first needed. */
const struct units *work_tree(struct work *w, struct err *e);
void work_forget_units(struct work *w);

/* Reads f anew from the store and recalculates it.  *before (may be NULL) gets
 * what it was, for the caller to free. */
int work_reload(struct work *w, struct filing *f, struct filing **before, struct err *e);
/* f holds what was not stored after all: reads it anew, now or, when that fails
 * too, as soon as it is asked for.  work_mend: does so for those that wait. */
void work_put_back(struct work *w, struct filing *f);
bool work_mend(struct work *w);
/* Links last year's filing, opening it when need be. */
int work_link_last(struct work *w, struct filing *f, struct err *e);
/* Which of the year before's filings of a unit is the last year's of one of
 * that set: the same set's, else that of one that shares its forms; NULL. */
const struct store_filing *work_choose_last(struct work *w, const struct set *set,
                                            const struct store_filing *stored, size_t n);
/* Opens one to look something up in it, like last year's: good until the next
 * filing is asked for. */
struct filing *work_open_beside(struct work *w, const struct store_filing *s, struct err *e);
/* A filing was changed and stored: what rests on it is to be looked at again. */
void work_note_commit(struct work *w);
/* Recalculates the open filings that have f as last year's. */
void work_recalc_later(struct work *w, const struct filing *f);
/* Brings what is open up to date after others' commits. */
void work_reload_changed(struct work *w);
void work_close_filings(struct work *w);
/* One that is in the store no more, though it was opened; nothing when it was not. */
void work_close_gone(struct work *w, int64_t unit, int year, const struct set *set);
/* As work_add_filing, within a bracket that the caller has opened. */
int work_add_filing_inside(struct work *w, int unit, int year, const char *set_id, struct err *e);

/* A filing's state is not a part of its revision. */
void work_take_state(struct filing *f, const struct store_filing *now);
/* The filing as the store has it now; freed with store_filings_free(…, 1). */
int work_stored(struct work *w, const struct filing *f, struct store_filing **out, struct err *e);

#endif
