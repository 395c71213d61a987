#ifndef SCREENS_ASK_H
#define SCREENS_ASK_H

#include "screens/dialog.h"

/* A question answered y or n.  Labels say what they mean: «恢复», «丢弃». */
struct dialog *ask_new(const char *title, const char *question, const char *yes, const char *no);

#endif
