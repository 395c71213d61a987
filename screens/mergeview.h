#ifndef SCREENS_MERGEVIEW_H
#define SCREENS_MERGEVIEW_H

#include "app/merge.h"
#include "screens/dialog.h"

/* What a merge would do (CTX_MERGE): first what both sides changed differently,
 * then what comes from the other side, then what stays as it is here.  A person
 * says of each which one; nothing is changed here. */

/* Takes it over. */
struct dialog *mergeview_new(struct merge *m);
bool dialog_is_mergeview(const struct dialog *d);

struct merge *mergeview_merge(const struct dialog *d);
/* Whether the sender's state is to be taken too. */
bool mergeview_state(const struct dialog *d);
/* The item at the cursor, for a third text (DIALOG_OTHER); −1: none. */
int mergeview_item(const struct dialog *d);
/* It has got its text. */
void mergeview_typed(struct dialog *d);

#endif
