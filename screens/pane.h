#ifndef SCREENS_PANE_H
#define SCREENS_PANE_H

#include <stdbool.h>

#include "screens/draw.h"
#include "screens/keymap.h"

/* What the panes have in common.  Each has three functions: fit (takes its
 * place on the screen and what changed on the desk), draw (shows, changes nothing), key
 * (changes, draws nothing). */

enum key_result {
	KEY_PASS,        /* not for this pane */
	KEY_TAKEN,
	KEY_WANTS_TEXT,  /* the editor of long texts for the cell */
	KEY_WANTS_CHOICE,/* the choices of the cell */
	KEY_WANTS_DECISION, /* mine or the other person's, table_keep_mine */
	KEY_WANTS_TABLE  /* go over to the table */
};

/* Where the hardware cursor is to stand; y < 0: hidden. */
struct caret {
	int y, x;
};

/* Draws a name; of one that is too long the end, which says more than its
 * beginning: «…阳楼区卫生健康局». */
void pane_draw_tail(int y, int x, int width, const char *name, unsigned style);

/* Draws a sentence with what three blanks part from it: «总分 = …之和   报 99  算
 * 98  差 +1».  Where there is no room for all, the sentence is cut and ends in
 * …; the columns it took. */
int pane_draw_sentence(int y, int x, int width, const char *text, unsigned style);

/* Draws what a person is told, with its sign before it, in row y; where it
 * does not fit, in the row above too, which it then has to itself: what to do
 * stands at the end of a sentence.  It is parted at three blanks before others. */
void pane_draw_note(int y, int cols, const char *sign, const char *text, unsigned style);

#endif
