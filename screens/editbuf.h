#ifndef SCREENS_EDITBUF_H
#define SCREENS_EDITBUF_H

#include <stdbool.h>
#include <stddef.h>

#include "screens/keys.h"

/* A text under the hand of a person: caret, selection, undo.  The part that
 * lineedit and textedit share.  Pure: no curses.
 * 1. The text is valid UTF-8 without control characters but \n and \t.
 * 2. caret and anchor lie between clusters (a character with its combining
 *    marks), never inside one.
 * 3. The text is never longer than limit bytes. */

enum edit_result {
	EDIT_IGNORED, /* not a key for an editor */
	EDIT_MOVED,   /* caret or selection */
	EDIT_CHANGED, /* text */
	EDIT_REFUSED  /* over the limit (part of a paste may be in), nothing to undo */
};

struct editbuf;

struct editbuf *editbuf_new(size_t limit, bool newlines);
void editbuf_free(struct editbuf *b);
/* Begins with text (NULL: empty), caret at its end, nothing to undo.  Without
 * newlines each one becomes a blank. */
void editbuf_set(struct editbuf *b, const char *text);
const char *editbuf_text(const struct editbuf *b); /* until the next change */
size_t editbuf_length(const struct editbuf *b);
size_t editbuf_caret(const struct editbuf *b);
bool editbuf_changed(const struct editbuf *b);     /* since editbuf_set */
unsigned editbuf_revision(const struct editbuf *b); /* another number after each change */

/* The selected bytes; false: nothing is selected. */
bool editbuf_selection(const struct editbuf *b, size_t *from, size_t *to);
void editbuf_select_all(struct editbuf *b);
void editbuf_move(struct editbuf *b, size_t caret, bool select);

/* Replaces the selection.  Cleans the text; takes what fits and says
 * EDIT_REFUSED when not all of it did. */
enum edit_result editbuf_insert(struct editbuf *b, const char *text, size_t length);
enum edit_result editbuf_delete(struct editbuf *b, size_t from, size_t to);
enum edit_result editbuf_undo(struct editbuf *b);
enum edit_result editbuf_redo(struct editbuf *b);
/* The next typed character begins an undo step of its own. */
void editbuf_break(struct editbuf *b);

/* The keys that mean the same in one line and in many: characters, paste,
 * Backspace and Delete (with Ctrl: a word), Left and Right (Ctrl: words, Shift:
 * selects), ^A all, ^W the word before, ^Z undo, ^Y redo. */
enum edit_result editbuf_key(struct editbuf *b, const struct key_event *ev);

/* Boundaries. */
size_t editbuf_next(const struct editbuf *b, size_t at);
size_t editbuf_prev(const struct editbuf *b, size_t at);
size_t editbuf_next_word(const struct editbuf *b, size_t at);
size_t editbuf_prev_word(const struct editbuf *b, size_t at);

#endif
