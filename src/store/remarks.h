#ifndef STORE_REMARKS_H
#define STORE_REMARKS_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

/* What people wrote to a filing, a sheet, a row or a cell: comments, reasons
 * for returning it, follow-up marks, and the answers to them.  Only ever added.
 * A thread is a remark that answers none (its head) and those that answer it. */

struct store;

/* Data, the same in every language.  The first three begin a thread. */
#define REMARK_COMMENT "批注"
#define REMARK_REASON  "退回意见" /* must be answered before the filing is handed in again */
#define REMARK_FOLLOW  "待跟进"
#define REMARK_ANSWER  "答复"
#define REMARK_CLOSED  "了结"   /* the thread asks for nothing any more */

struct store_remark {
	int64_t id;
	int64_t filing;
	char *form;      /* "": the whole filing */
	int copy;
	char *key;       /* "": the whole sheet; "list.ID": a row */
	char *kind;
	char *text;      /* may be empty: of 待跟进 and 了结 */
	int64_t answers; /* the head of the thread; 0: it is one */
	char *who;
	char *host;      /* NULL: not known */
	int64_t time;
};
/* Oldest first. */
int store_remarks(struct store *s, int64_t filing, struct store_remark **out, size_t *count,
                  struct err *e);
void store_remarks_free(struct store_remark *x, size_t count);

/* Heads of threads that nobody has closed, of all filings of a year (0: of all
 * years), by filing. */
int store_remarks_open(struct store *s, int year, struct store_remark **out, size_t *count,
                       struct err *e);

/* One more, by the store's actor, at its time; whatever the filing's state:
 * no figure changes.  answers 0: a new thread at the place; else the place is
 * that of the thread.  seen: the newest remark of the thread that the person
 * saw, 0: whatever there is.  ERR_INPUT: an empty text where there must be one,
 * a thread that is closed, a kind that does not fit; ERR_NOTFOUND: no such
 * thread in the filing; ERR_CONFLICT: the thread has a newer remark;
 * ERR_DENIED: 退回意见 and closing one are the reviewer's; the rest is for who
 * may fill in or review the unit.  *id may be NULL. */
struct store_remark_new {
	const char *form; /* NULL: the whole filing */
	int copy;
	const char *key;  /* NULL: the whole sheet */
	const char *kind;
	const char *text;
	int64_t answers;
	int64_t seen;
};
int store_remark_add(struct store *s, int64_t filing, const struct store_remark_new *remark,
                     int64_t *id, struct err *e);

#endif
