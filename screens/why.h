#ifndef SCREENS_WHY_H
#define SCREENS_WHY_H

#include "app/why.h"
#include "screens/dialog.h"

/* A finding explained (CTX_WHY): the arrows choose among the cells it speaks
 * of, Enter ends it with DIALOG_DONE, what can be done to it with
 * DIALOG_OTHER. */

struct dialog *why_dialog_new(struct why *y); /* takes it over */
bool dialog_is_why(const struct dialog *d);
const struct why *why_dialog_of(const struct dialog *d);
/* The cell that was chosen; sheet −1: there is none. */
struct place why_dialog_place(const struct dialog *d);
/* What was asked for: ACT_SAY, ACT_ADOPT, ACT_TAKE, ACT_REJECT, ACT_HISTORY. */
enum action why_dialog_asked(const struct dialog *d);
/* The line that was chosen, to begin there again. */
int why_dialog_line(const struct dialog *d);
void why_dialog_select(struct dialog *d, int line);

#endif
