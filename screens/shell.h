#ifndef SCREENS_SHELL_H
#define SCREENS_SHELL_H

#include "app/work.h"
#include "screens/draft.h"
#include "screens/pane.h"

/* The workbench without a terminal: panes, bars, dialogs and the commands.
 * The loop in workbench.c gives it events and lets it draw. */
struct shell;

enum { SHELL_ROWS = 24, SHELL_COLS = 80 }; /* the least it can work with */

/* unit (a code, a name or a part of one), form: NULL for the first; year 0:
 * the newest.  NULL with the reason when what was asked for is not there. */
struct shell *shell_new(struct work *w, const char *unit, int year, const char *form,
                        struct err *e);
void shell_free(struct shell *s);

/* True when the screen may look different now. */
bool shell_event(struct shell *s, const struct key_event *ev);
/* Draws all of it on rows × cols. */
void shell_draw(struct shell *s, int rows, int cols, struct caret *caret);
/* How long to wait for the next event, ms. */
int shell_timeout(const struct shell *s);
bool shell_done(const struct shell *s);

/* From now on a filing is shown before it is audited; what is found comes with
 * the drawing after, when shell_timeout has passed or the next event came. */
void shell_hurry(struct shell *s);

/* From now on the copy of the day is made at idle moments (app/copies.h), and
 * what went wrong with it is told. */
void shell_keep_safe(struct shell *s);

/* What is called some times a second while something takes long: draws, takes
 * keys; false: it is to stop.  NULL, as in the beginning: nothing is shown. */
typedef bool shell_wait(void *context, struct shell *s);
void shell_on_wait(struct shell *s, shell_wait *wait, void *context);

/* What tells the milliseconds that typing has paused; the system's unless set. */
typedef int64_t shell_clock(void *context);
void shell_set_clock(struct shell *s, shell_clock *clock, void *context);

/* Characters that came at once, UTF-8: an input method's, a paste without
 * brackets, or fast keys.  With one that is not ASCII among them they are typed
 * into the cell; else each is a key, and none answers what another of them asks. */
bool shell_burst(struct shell *s, const char *text);
/* What is being typed and not saved yet; false: nothing. */
bool shell_typed(struct shell *s, struct draft *out);
/* Stores that in the draft's file. */
int shell_save_draft(struct shell *s, struct err *e);
/* Asks whether to take the newest draft for this database back. */
void shell_offer(struct shell *s);
void shell_warn(struct shell *s, const char *text); /* NULL: nothing */

#endif
