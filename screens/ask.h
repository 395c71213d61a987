#ifndef SCREENS_ASK_H
#define SCREENS_ASK_H

#include "base/str.h"
#include "screens/dialog.h"

/* A question answered y, n or Esc.  Labels say what they mean: «恢复», «丢弃»,
 * «以后再说». */
struct dialog *ask_new(const char *title, const char *question, const char *yes, const char *no,
                       const char *leave);
/* «y 恢复  n 丢弃  Esc 以后再说» of a question that is open; false: d is none. */
bool ask_keys(const struct dialog *d, struct str *out);

#endif
