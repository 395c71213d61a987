#ifndef APP_LOAD_FILING_H
#define APP_LOAD_FILING_H

#include "form/filing.h"
#include "store/store.h"

/* From the store's keys and texts to a filing: not yet recalculated and
 * without last year's.  What the set has no place for stays in the store. */
struct filing *load_filing(struct store *s, int64_t id, const struct set *set,
                           const char *unit_code, const char *unit_name, struct err *e);

#endif
