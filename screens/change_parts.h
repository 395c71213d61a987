#ifndef SCREENS_CHANGE_PARTS_H
#define SCREENS_CHANGE_PARTS_H

#include "screens/change.h"

/* For change*.c only. */

/* Says why not, as a warning; always -1. */
int change_refuse(struct desk *d, const char *why);
/* Says what e says; after a conflict the other person's value stands there and
 * the result is CHANGE_CONFLICT, else -1. */
int change_fail(struct desk *d, const struct err *e);

#endif
