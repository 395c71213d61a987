#ifndef SCREENS_BORDERS_H
#define SCREENS_BORDERS_H

#include <stdint.h>

/* Lines of tables and panes.  A border cell is a set of directions in which a
 * line leaves it. */
enum { BORDER_UP = 1, BORDER_DOWN = 2, BORDER_LEFT = 4, BORDER_RIGHT = 8 };

enum borders { BORDERS_AUTO, BORDERS_DEC, BORDERS_UNICODE, BORDERS_ASCII };

/* The character for the 16 sets: U+2500… (DEC and unicode; the drawing turns
 * it into line graphics) or + - |.  0 directions is a blank. */
uint32_t border_char(enum borders b, unsigned directions);
/* The letter of the VT100's line graphics for the same, ' ' for none. */
char border_dec(unsigned directions);
/* "auto", "dec", "unicode", "ascii" */
const char *border_name(enum borders b);

#endif
