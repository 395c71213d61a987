#ifndef APP_REMARKS_H
#define APP_REMARKS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "app/work.h"
#include "form/style.h"
#include "store/remarks.h"

/* What people wrote to a filing and its cells (store/remarks.h), as threads at
 * the places where they stand now. */

struct remark_thread {
	const struct store_remark *head;
	const struct store_remark **answers; /* oldest first */
	size_t nanswers;
	bool closed;
	bool answered;      /* somebody answered, or it is closed */
	bool there;         /* its place is in the filing … */
	struct place place; /* … at: field −1 a row or sheet; sheet −1 the filing */
};

/* Read-only outside; the threads oldest first.  Places hold until the filing
 * changes. */
struct remarks {
	struct store_remark *all;
	size_t nall;
	struct remark_thread *thread;
	size_t n;
	size_t open; /* not closed */
};
int remarks_load(struct remarks *r, struct work *w, const struct filing *f, struct err *e);
void remarks_free(struct remarks *r); /* what it holds */

/* Number of the first thread behind `after` (−1: of all) that stands at the
 * place, or about a row at its first cell; open: only one that is not closed;
 * −1: none. */
int remarks_find(const struct remarks *r, const struct filing *f, struct place p, bool open,
                 int after);
/* The one with this head; −1. */
int remarks_find_id(const struct remarks *r, int64_t id);
/* How many reasons for a return nobody has answered; 0 too when they can't be read. */
size_t remarks_unanswered(struct work *w, const struct filing *f);

/* A new thread at a cell, a row or sheet (field −1) or the filing (sheet −1) of
 * the kind REMARK_COMMENT, _REASON or _FOLLOW; *id may be NULL.  What fails is
 * as with store_remark_add. */
int remarks_add(struct work *w, const struct filing *f, struct place p, const char *kind,
                const char *text, int64_t *id, struct err *e);
/* One more to the thread with that head: REMARK_ANSWER or _CLOSED.  seen: the
 * newest of it that the person saw (remarks_newest), 0: whatever there is. */
int remarks_answer(struct work *w, const struct filing *f, int64_t head, int64_t seen,
                   const char *kind, const char *text, struct err *e);
int64_t remarks_newest(const struct remark_thread *t);

/* Whether the person may write one of that kind (REMARK_CLOSED: close one of the
 * kind `head`): 0, or −1 with who may. */
int remarks_may(struct work *w, const struct filing *f, const char *kind, const char *head,
                struct err *e);

/* Where a form, copy and key («list.ID» of a row, "" of the sheet) is now; false:
 * it is gone, and out is its sheet where that is there. */
bool remarks_place(const struct filing *f, const char *form, int copy, const char *key,
                   struct place *out);

/* ---- of all filings of a year ---- */

/* Threads that are not closed, by the tree of units. */
struct remarks_open_line {
	const struct store_remark *head;
	int unit;      /* index in work_units */
	char *set;     /* id */
	char *place;   /* «附件2 总分» */
};
struct remarks_open {
	struct store_remark *all;
	size_t nall;
	struct remarks_open_line *line;
	size_t n;
};
/* unit −1: all, else it and those below it. */
int remarks_open(struct remarks_open *r, struct work *w, int year, int unit, struct err *e);
void remarks_open_free(struct remarks_open *r); /* what it holds */

/* ---- showing ---- */

/* «附件2 总分»; of a place that is gone its key and that it is. */
void remarks_show_place(const struct filing *f, const struct remark_thread *t, struct str *out);
/* «退回意见 未答复», «批注», «待跟进 已了结». */
void remarks_show_state(const struct remark_thread *t, struct str *out);

/* The signs beside the cells of a sheet that have open threads: ※, and ☆ where
 * somebody wants to come back; the caller frees it. */
struct cell_sign *remarks_signs(const struct remarks *r, const struct filing *f, int sheet,
                                size_t *n);

#endif
