#ifndef SCREENS_PICKER_H
#define SCREENS_PICKER_H

#include "screens/dialog.h"

/* A list of lines.  To choose from: typing filters, Enter chooses.  Or to
 * read (help): scrolls only. */

struct dialog *picker_new(const char *title);  /* CTX_PICK */
struct dialog *reader_new(const char *title);  /* CTX_READ */
struct dialog *preview_new(const char *title); /* CTX_PREVIEW: to read, then Enter does it */
struct dialog *journal_picker_new(const char *title); /* CTX_JOURNAL: ACT_REVERT ends it with DIALOG_NO */
/* A line of two columns, right may be NULL; id is what picker_chosen gives. */
void picker_add(struct dialog *d, int id, const char *left, const char *right, enum style style);
void picker_select(struct dialog *d, int id);
/* The id of the line under the cursor, −1: none. */
int picker_chosen(const struct dialog *d);
/* Whether that line was added with these texts (right NULL: with whatever at the
 * right), for a list whose numbers may be other ones by now. */
bool picker_chose(const struct dialog *d, const char *left, const char *right);

#endif
