#ifndef SCREENS_DRAW_H
#define SCREENS_DRAW_H

#include <stdbool.h>
#include <stddef.h>

#include "screens/borders.h"
#include "screens/theme.h"

/* The one place that puts anything on the screen.  Rows and columns count
 * from 0 at the upper left corner; what falls outside the clip (at first the
 * whole screen) is cut, a character cut in half becomes a blank.  Nothing
 * reaches the terminal before term_update.  style is an enum style, possibly
 * with STYLE_AT_… or-ed to it. */

struct rect {
	int y, x, rows, cols;
};

enum draw_align { DRAW_LEFT, DRAW_RIGHT, DRAW_CENTRE };

/* NULL: the whole screen. */
void draw_clip(const struct rect *r);
void draw_clear(void); /* all blank */

/* Draws one line of text into exactly width columns, the rest blank.  text is
 * UTF-8 (NULL draws blanks); unsafe characters come out as U+FFFD, newlines
 * and tabs as one blank.  Returns the columns the whole text would take, so
 * that > width says it was cut. */
int draw_text(int y, int x, int width, const char *text, unsigned style);
int draw_aligned(int y, int x, int width, const char *text, unsigned style, enum draw_align a);
/* The first length bytes of text only. */
int draw_textn(int y, int x, int width, const char *text, size_t length, unsigned style);

/* Many lines, wrapped (text_line), from line number first; returns the number
 * of lines text takes at that width. */
int draw_wrapped(const struct rect *r, const char *text, int first, unsigned style);

void draw_fill(const struct rect *r, unsigned style); /* blanks */
void draw_border_cell(int y, int x, unsigned directions, unsigned style); /* BORDER_… */
void draw_box(const struct rect *r, unsigned style);  /* its outermost cells */
/* The look of cells that stand there already (overlays, selections). */
void draw_restyle(int y, int x, int width, unsigned style);

void draw_set_borders(enum borders b); /* never BORDERS_AUTO */
enum borders draw_borders(void);

#endif
