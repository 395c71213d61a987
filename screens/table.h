#ifndef SCREENS_TABLE_H
#define SCREENS_TABLE_H

#include "base/str.h"
#include "screens/desk.h"
#include "screens/pane.h"

/* The open sheet as it is printed, the cursor in it, and the line being typed
 * in a cell. */
struct table;

struct table *table_new(struct desk *d); /* which must outlive it */
void table_free(struct table *t);

/* Lays the page out anew when the width or what is on the desk changed, and
 * scrolls so that the cursor's cell is seen. */
void table_fit(struct table *t, struct rect at);
void table_draw(const struct table *t, bool focus, struct caret *caret);
enum key_result table_key(struct table *t, enum action a, const struct key_event *ev);
/* A click or a turn of the wheel at a point of the screen inside the table. */
enum key_result table_mouse(struct table *t, const struct key_event *ev);

/* The line being typed; NULL: none.  Text typed is never lost by anything but
 * the person: a line given up is offered again by F2 on the same cell. */
const char *table_typed(const struct table *t);
/* Begins typing in the cell under the cursor with a text (a draft), begun at
 * that version of the cell, when base stood there (NULL: what stands there now). */
void table_resume(struct table *t, const char *text, const char *base, int64_t seen);
/* The version of the cell when its typing began, and what stood there. */
int64_t table_seen(const struct table *t);
const char *table_base(const struct table *t);
/* Somebody changed the cell while it was typed in: stores the line over the
 * version that was seen now, gives it up (F2 has it), or goes on with it. */
enum key_result table_keep_mine(struct table *t, int64_t seen);
void table_take_theirs(struct table *t);
void table_go_on(struct table *t, int64_t seen);
/* What was typed in a row or sheet that others deleted meanwhile; NULL: nothing
 * was.  The caller frees it. */
char *table_take_lost(struct table *t);
/* Ends the typing, keeping nothing: its text went elsewhere. */
void table_drop(struct table *t);
/* After a change made elsewhere: goes on to the next cell below. */
void table_next(struct table *t);

/* The cells a paste from a spreadsheet would fill: rows downwards from the
 * cursor, columns to the right; lines × columns as in text.  In a list what is
 * longer goes into new rows, of a tree of codes into the row of that code, if
 * there is one: a place may be as edit_paste takes it.  What falls outside is
 * left out and counted. */
struct paste {
	struct place *places;
	char **texts;
	size_t n, outside;
	size_t refused; /* taken out by the caller: they can't be typed in */
	int group;      /* of the new rows, −1: none */
};
void table_paste(const struct table *t, const char *text, struct paste *out);
void paste_free(struct paste *p);

/* «第 1–18 行，共 64 行»; empty when all is seen. */
void table_position(const struct table *t, struct str *out);

#endif
