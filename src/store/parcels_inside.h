#ifndef STORE_PARCELS_INSIDE_H
#define STORE_PARCELS_INSIDE_H

#include "store/db.h"
#include "store/parcels.h"

/* Between parcels.c and parcels_kept.c. */

/* Whether the actor may merge a parcel into the filing, or pack one of it. */
int parcels_check_right(struct store *s, int64_t filing, bool merge, struct err *e);
/* A statement that only a merge runs, in a transaction of its own. */
int parcels_merge_run(struct store *s, int64_t filing, enum sql sql, const struct db_value *values,
                      size_t count, struct err *e);
/* The person's name with the mark of where it comes from; the caller frees it. */
char *parcels_mark(const char *who);
void parcels_read_identity(sqlite3_stmt *q, int site, int number, struct store_identity *out);

#endif
