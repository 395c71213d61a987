#ifndef SCREENS_DIALOG_H
#define SCREENS_DIALOG_H

#include "screens/pane.h"

/* Something that lies over the panes and has the keys until it ends.  The
 * kinds are in picker.h, prompt.h, ask.h, contest.h and textbox.h. */

enum dialog_end {
	DIALOG_OPEN,
	DIALOG_DONE,      /* chosen, saved, yes */
	DIALOG_NO,        /* the question was answered no */
	DIALOG_CANCELLED,
	DIALOG_OTHER      /* asked to show another view of its list */
};

struct dialog;

struct dialog_type {
	enum context context;
	/* In screen, the panes' area; shows, changes nothing. */
	void (*draw)(const struct dialog *d, const struct rect *screen, struct caret *caret);
	enum dialog_end (*key)(struct dialog *d, enum action a, const struct key_event *ev);
	void (*free)(struct dialog *d);
};

struct dialog { /* first member of each kind */
	const struct dialog_type *type;
};

void dialog_free(struct dialog *d); /* NULL is fine */
/* A box of at most rows × cols in the middle of screen, drawn and emptied,
 * with its title; gives what is inside. */
struct rect dialog_box(const struct rect *screen, int rows, int cols, const char *title);
/* Says on the line under r that more follows below. */
void dialog_more(const struct rect *r);
/* Where a key takes the cursor of a list of n lines, page of them at once: within
 * the list (0 when it is empty), and where it was for a key that does not move. */
int dialog_move(enum action a, int cursor, int page, int n);

#endif
