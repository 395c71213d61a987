#ifndef SCREENS_WORKBENCH_H
#define SCREENS_WORKBENCH_H

#include "app/work.h"
#include "screens/term.h"

/* Opens the terminal, runs until the person leaves or the line breaks, gives
 * the terminal back.  unit, form NULL: the first; year 0: the newest.  Without
 * a usable terminal, or when what was asked for is not there, −1 with a
 * sentence; the terminal is then as it was. */
int workbench_run(struct work *w, const char *unit, int year, const char *form, struct err *e);
/* The same with settings of the terminal. */
int workbench_run_with(const struct term_settings *settings, struct work *w, const char *unit,
                       int year, const char *form, struct err *e);

#endif
