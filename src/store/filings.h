#ifndef STORE_FILINGS_H
#define STORE_FILINGS_H

#include "base/err.h"
#include "store/store.h"

/* One filing's line, for what loads its content.  Internal to src/store. */

/* ERR_NOTFOUND when there is none; the texts are the caller's. */
int filings_read_one(struct store *s, int64_t id, struct store_filing *f, struct err *e);
void filings_free_one(struct store_filing *f);

#endif
