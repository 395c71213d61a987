#ifndef APP_MERGE_INSIDE_H
#define APP_MERGE_INSIDE_H

#include "app/merge.h"

/* Between merge.c, which opens, merge_plan.c, which compares, merge_store.c and
 * merge_said.c, which carry out. */

/* The items of what stands in m->theirs, m->base and m->f. */
void merge_plan(struct merge *m);
void merge_forget_plan(struct merge *m);

/* The name of a row of theirs, by its number in m->theirs. */
struct parcel_id merge_row_name(const struct merge *m, const char *form, int copy, int64_t row);
/* That row of theirs is this row here, to be stored with the merge. */
void merge_learn(struct merge *m, const struct form *form, int copy, const struct parcel_id *name,
                 int64_t row);

/* Counts what is not here yet into m. */
int merge_count_said(struct merge *m, struct err *e);
/* Stores the parcel with its journal and what was said; the rows are here by
 * now.  Within the bracket. */
int merge_store_said(struct merge *m, struct merge_done *done, struct err *e);

#endif
