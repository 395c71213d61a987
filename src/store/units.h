#ifndef STORE_UNITS_H
#define STORE_UNITS_H

#include "base/err.h"
#include "store/store.h"

/* Internal to src/store. */

/* -1 with ERR_NOTFOUND when there is no such unit. */
int units_check(struct store *s, int64_t unit, struct err *e);

#endif
