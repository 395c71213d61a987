#ifndef STORE_FILINGS_H
#define STORE_FILINGS_H

#include "base/err.h"
#include "store/store.h"

/* One filing's line, and whose it is.  Internal to src/store. */

/* Says that there is no such filing, ERR_NOTFOUND: -1. */
int filings_missing(const struct store *s, int64_t id, struct err *e);
/* The unit whose rights count for it; -1 with ERR_NOTFOUND when there is none. */
int filings_unit(struct store *s, int64_t id, int64_t *unit, struct err *e);

/* ERR_NOTFOUND when there is none; the texts are the caller's. */
int filings_read_one(struct store *s, int64_t id, struct store_filing *f, struct err *e);
void filings_free_one(struct store_filing *f);

#endif
