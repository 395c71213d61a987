#ifndef SCREENS_WIDTHS_H
#define SCREENS_WIDTHS_H

#include <stdbool.h>

/* The program has a wcwidth of its own, which curses then uses too: it says
 * what text_char_width of base/text.h says, so that both count the same
 * columns in every mode and locale. */
void widths_set(bool ambiguous_wide);
bool widths_are_wide(void);

#endif
