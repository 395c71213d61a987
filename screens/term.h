#ifndef SCREENS_TERM_H
#define SCREENS_TERM_H

#include <stdbool.h>

#include "base/err.h"
#include "screens/borders.h"
#include "screens/keys.h"

/* The terminal: opened once, given back in every way a program can end.
 *     term_open(&settings, &e)
 *     for (;;) {
 *             term_read(&ev, timeout);            handle it
 *             if (term_pending()) continue;       keys first, then one drawing
 *             draw_…; term_update(y, x);
 *     }
 *     term_close() */

enum widths { WIDTHS_AUTO, WIDTHS_NARROW, WIDTHS_WIDE };

struct term_settings {
	enum widths widths;   /* ≥ ① “ … are one or two columns wide; auto asks the terminal */
	enum borders borders;
	int escdelay;         /* ms, 0: 50; 100–200 for slow lines */
	bool mouse;           /* off: people want to select text */
	bool no_probe;        /* don't ask the terminal anything at the start */
	const char *theme;    /* name or path; NULL: "default" */
};

/* One setting as text: widths, borders, escdelay, mouse (on, off), probe (on,
 * off), theme.  theme keeps the pointer. */
int term_set(struct term_settings *s, const char *key, const char *value, struct err *e);

/* Sets the locale (C.UTF-8 when the environment's does not exist), takes over
 * signals, starts curses.  What can go wrong — no terminal, unknown TERM, a
 * fault in the theme — is said in e and leaves the terminal as it was. */
int term_open(const struct term_settings *s, struct err *e);
/* Gives the terminal back; may be called at any time, more than once. */
void term_close(void);

/* For $EDITOR and the like: between the two the terminal is as it was. */
void term_suspend(void);
void term_resume(void);

int term_rows(void);
int term_cols(void);

/* Waits for the next event, at most timeout ms (−1: for ever, then EV_IDLE).
 * Resizes curses itself before it reports EV_RESIZE. */
void term_read(struct key_event *ev, int timeout);
/* True while something waits that term_read would give at once. */
bool term_pending(void);
/* SIGHUP, SIGTERM or SIGINT came and term_read has not said so yet: long work
 * asks this and stops. */
bool term_signalled(void);

/* Sends what was drawn, in one write, and puts the hardware cursor at (y, x);
 * y < 0 hides it.  Writes nothing when nothing changed.  The cursor stands
 * at the edit point always: that is where an input method opens. */
void term_update(int y, int x);
/* Where the last term_update put it; false: hidden. */
bool term_cursor(int *y, int *x);
/* The next term_update paints everything (Ctrl-L). */
void term_repaint(void);
void term_bell(void); /* with the next term_update */

bool term_mouse(void);
void term_set_mouse(bool on);
/* dec → unicode → ascii → dec; gives the new one. */
enum borders term_cycle_borders(void);
/* What to tell the person about this terminal (in ASCII, since Chinese may not
 * be readable), or NULL. */
const char *term_warning(void);
bool term_is_wide(void);          /* ambiguous characters take two columns */
unsigned long term_writes(void);  /* write()s of term_update so far */
unsigned long term_bytes(void);

#endif
