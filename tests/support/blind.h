#ifndef TESTS_BLIND_H
#define TESTS_BLIND_H

#include <stdbool.h>

#include "screens/keys.h"

/* A terminal nobody sees: curses of a given size onto nothing, so that a
 * screen can be drawn and read back as text.  Sets LC_ALL to C.UTF-8. */

void blind_open(int rows, int cols);
void blind_open_as(const char *term, const char *theme, int rows, int cols);
void blind_close(void);
void blind_resize(int rows, int cols);

/* One row, blanks at its end cut, borders as U+2500…; the caller frees it. */
char *blind_row(int y);
/* Columns x … x + width − 1 of it, blanks kept. */
char *blind_span(int y, int x, int width);
/* All rows, each with a newline; the caller frees it. */
char *blind_dump(void);
bool blind_has(const char *text);
/* Where text stands first. */
bool blind_find(const char *text, int *y, int *x);
unsigned blind_attributes(int y, int x); /* A_BOLD, A_REVERSE, … of curses */
short blind_pair(int y, int x);
/* Where term_update left the cursor; false: hidden. */
bool blind_cursor(int *y, int *x);
/* True when the cell looks as theme_curses says of style. */
bool blind_styled(int y, int x, unsigned style);

/* Events for key functions. */
struct key_event blind_char(int character);
struct key_event blind_key(int key);
struct key_event blind_key_mod(int key, unsigned mods);
struct key_event blind_paste(const char *text);
struct key_event blind_mouse(int y, int x, enum mouse_button button, bool twice);

#endif
