#ifndef APP_REVIEW_LOAD_H
#define APP_REVIEW_LOAD_H

#include "app/peers.h"
#include "app/review.h"
#include "app/work_inside.h"

/* The filings of one unit, loaded once for all its years: each is last year's
 * of the next. */

struct loaded {
	const struct work_filing *which;
	struct filing *filing;  /* NULL: not needed, or its forms are not there */
	struct review review;   /* when it is wanted */
	bool wanted;
	int64_t rules;          /* review_rules, when it is wanted */
};
struct loaded_unit {
	struct loaded *item; /* newest year first */
	size_t n;
};

/* Reads and works out, through a store of its own, what is wanted of `all`
 * (filings of one unit as work_filings has them) and what that looks back to;
 * audits what is wanted, beside its peers.  Gives up, with 0, when *stop becomes true.  The work
 * is only read: its tree of units has to be there. */
int review_load(struct loaded_unit *u, const struct work *w, struct store *s,
                struct peers_kept *peers, const struct work_filing *all, const bool *wanted,
                size_t n, const _Atomic bool *stop, struct err *e);
void review_unload(struct loaded_unit *u);

#endif
