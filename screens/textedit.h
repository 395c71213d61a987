#ifndef SCREENS_TEXTEDIT_H
#define SCREENS_TEXTEDIT_H

#include "screens/editbuf.h"
#include "screens/keys.h"

/* The editor of many lines with soft wrapping.  Pure.  The caret may stand
 * behind the last column of text, so lines are wrapped one column before the
 * width. */
struct textedit;

enum { TEXTEDIT_LIMIT = 1024 * 1024 };

struct textedit *textedit_new(size_t limit);
void textedit_free(struct textedit *t);
struct editbuf *textedit_buffer(struct textedit *t);
void textedit_set(struct textedit *t, const char *text);
const char *textedit_text(const struct textedit *t);

/* The size of the window; to be told before keys and after each resize. */
void textedit_resize(struct textedit *t, int rows, int cols);

/* As lineedit_key, and Enter (a new line), Up, Down, PgUp, PgDn, Ctrl-Home,
 * Ctrl-End.  Tab, Esc and all else are EDIT_IGNORED. */
enum edit_result textedit_key(struct textedit *t, const struct key_event *ev);
/* A click in the window, counted from its upper left corner. */
void textedit_click(struct textedit *t, int row, int column, bool select);

struct textedit_view {
	int lines;      /* of the whole text */
	int top;        /* the first one shown */
	int row, column; /* of the caret, in the window */
};
void textedit_view(struct textedit *t, struct textedit_view *v);
/* The bytes of line number n; false: there is none. */
bool textedit_line(struct textedit *t, int n, size_t *from, size_t *length);

#endif
