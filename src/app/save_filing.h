#ifndef APP_SAVE_FILING_H
#define APP_SAVE_FILING_H

#include "app/work.h"

/* Adds a filing that is in no store yet with all that is in it, recalculated
 * beside last year's, as one step of the journal.  The caller has opened a
 * bracket; f->id and the ids of rows hold afterwards, the versions do not. */
int save_filing(struct work *w, struct filing *f, const char *what, struct err *e);

#endif
