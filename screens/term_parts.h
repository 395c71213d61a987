#ifndef SCREENS_TERM_PARTS_H
#define SCREENS_TERM_PARTS_H

#include "screens/term.h"

/* For term*.c only. */

/* Sets the widths and the borders that fit this terminal, asking it on fd
 * unless the settings say not to; what is typed meanwhile stays in keys.  What
 * to tell the person about it (term_warning), or NULL. */
const char *term_fit(const struct term_settings *s, int fd, struct keys *keys);

#endif
