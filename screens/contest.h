#ifndef SCREENS_CONTEST_H
#define SCREENS_CONTEST_H

#include "base/str.h"
#include "screens/dialog.h"

/* Two people were at the same thing: what was there, what the other made of it,
 * what I want, each in full, and a choice.  y ends in DIALOG_DONE, n in
 * DIALOG_NO, e (when there is a third choice) in DIALOG_OTHER, Esc in
 * DIALOG_CANCELLED: nothing is decided. */

/* third NULL: there is none.  Labels say what is done. */
struct dialog *contest_new(const char *title, const char *yes, const char *no, const char *third,
                           const char *leave);
/* A sentence. */
void contest_say(struct dialog *d, const char *text);
/* A heading and a text below it; of several lines those that are not among
 * those of `than` (NULL: nothing to compare with) stand out. */
void contest_show(struct dialog *d, const char *head, const char *text, const char *than);
/* «y 用我的  n 用对方的  e 另填  Esc 先不定» of one that is open; false: d is none. */
bool contest_keys(const struct dialog *d, struct str *out);

#endif
