#ifndef SCREENS_TERMINFO_H
#define SCREENS_TERMINFO_H

#include "base/str.h"
#include "screens/keys.h"

/* What is sent to the terminal past curses, and what terminfo says of the one
 * curses has open. */

#define TERMINFO_MOUSE_ON "\033[?1000h\033[?1006h"
#define TERMINFO_MOUSE_OFF "\033[?1006l\033[?1000l"
/* Cursor keys and keypad in normal mode, so that the keypad types digits;
 * bracketed paste. */
#define TERMINFO_MODES_ON "\033[?1l\033>\033[?2004h"
#define TERMINFO_MODES_OFF "\033[?2004l"

/* A capability, "" when there is none. */
const char *terminfo_text(const char *name);
/* All that gives the terminal back as it was. */
void terminfo_restore(struct str *b);
void terminfo_learn(struct keys *k);

#endif
