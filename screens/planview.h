#ifndef SCREENS_PLANVIEW_H
#define SCREENS_PLANVIEW_H

#include "app/import.h"
#include "screens/dialog.h"

/* What an import would do (CTX_PLAN): the filings of a file, their sheets, the
 * cells of each, and what found no place.  A person takes sheets and cells out
 * of it; nothing is changed here. */

/* Takes both over.  The work must outlive it. */
struct dialog *planview_new(struct work *w, struct import *im, struct import_file *f);
bool dialog_is_planview(const struct dialog *d);

/* To carry out what was left in it. */
struct import *planview_import(const struct dialog *d);
struct import_file *planview_file(const struct dialog *d);
/* How DIALOG_OTHER ended it: ACT_GIVE_UNIT, ACT_GIVE_YEAR. */
enum action planview_asked(const struct dialog *d);

#endif
