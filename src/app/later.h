#ifndef APP_LATER_H
#define APP_LATER_H

#include "app/work.h"

/* Next year's filing of the same set and unit takes figures of f (last:…):
 * those it has stored are brought up to date, and those of the years after it.
 * Inside the transaction that changed f, after f was worked out.  before: f as
 * it was; when nothing of it that flows on has changed, nothing is done; NULL:
 * anything may have changed. */
int later_store(struct work *w, struct filing *f, const struct filing *before, struct err *e);

#endif
