#ifndef SCREENS_LINEEDIT_H
#define SCREENS_LINEEDIT_H

#include "screens/editbuf.h"
#include "screens/keys.h"

/* The editor of one line, in a cell, a prompt, the command line.  Pure.  A
 * newline (in the value of a long text) shows as a blank. */
struct lineedit;

enum { LINEEDIT_LIMIT = 64 * 1024 };

struct lineedit *lineedit_new(size_t limit, bool newlines);
void lineedit_free(struct lineedit *l);
struct editbuf *lineedit_buffer(struct lineedit *l);
void lineedit_set(struct lineedit *l, const char *text);
const char *lineedit_text(const struct lineedit *l);

/* Characters, Backspace, Delete, arrows (Shift selects, Ctrl by words), Home,
 * End, ^A all, ^K to the end, ^U to the start, ^W word, ^Z undo, ^Y redo,
 * paste.  Enter, Tab, Esc and all else are EDIT_IGNORED: the cell's. */
enum edit_result lineedit_key(struct lineedit *l, const struct key_event *ev);

/* What of it is seen in width columns: the bytes, always whole characters, and
 * the column of the caret.  Scrolls as little as it must. */
struct lineedit_view {
	size_t from, length;
	int caret;
};
void lineedit_view(struct lineedit *l, int width, struct lineedit_view *v);

#endif
