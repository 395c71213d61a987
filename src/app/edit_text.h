#ifndef APP_EDIT_TEXT_H
#define APP_EDIT_TEXT_H

#include "base/err.h"
#include "form/def.h"

/* What may be typed.  ERR_LIMIT: too long; ERR_INPUT: invalid UTF-8, or a
 * control character that has nothing to do in a text. */
int edit_check_text(const char *text, struct err *e);

/* A copy as it is stored: tabs are blanks, carriage returns dropped, and new
 * lines (and the breaks of word processors) stay in long texts alone, elsewhere
 * they are blanks.  NULL of NULL. */
char *edit_clean_text(const struct field *field, const char *text);

/* A word of a unit: not blank, without control characters; a code without
 * blanks inside, too. */
int edit_check_unit(const char *code, const char *name, struct err *e);

#endif
