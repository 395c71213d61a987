#include "screens/textedit.h"

#include <string.h>

#include "base/mem.h"
#include "base/text.h"

/* 1. lines[] is the wrapping of revision `wrapped` at `cols`; made anew when
 *    it is asked for and one of the two changed.
 * 2. goal is the column Up and Down aim at; any other move forgets it (−1).
 * 3. A place where a line was wrapped belongs to the line behind it, except
 *    after End (at_end). */

struct line {
	size_t from, length;
};

struct textedit {
	struct editbuf *buf;
	struct line *lines;
	size_t n, cap;
	unsigned wrapped;
	bool stale;
	int rows, cols;
	int top;
	int goal;
	bool at_end;
};

struct textedit *textedit_new(size_t limit)
{
	struct textedit *t = mem_alloc(sizeof *t);

	t->buf = editbuf_new(limit, true);
	t->rows = 10;
	t->cols = 60;
	t->goal = -1;
	t->stale = true;
	return t;
}

void textedit_free(struct textedit *t)
{
	if (!t)
		return;
	editbuf_free(t->buf);
	mem_free(t->lines);
	mem_free(t);
}

struct editbuf *textedit_buffer(struct textedit *t)
{
	return t->buf;
}

void textedit_set(struct textedit *t, const char *text)
{
	editbuf_set(t->buf, text);
	t->top = 0;
	t->goal = -1;
	t->at_end = false;
}

const char *textedit_text(const struct textedit *t)
{
	return editbuf_text(t->buf);
}

void textedit_resize(struct textedit *t, int rows, int cols)
{
	t->rows = rows < 1 ? 1 : rows;
	if (cols != t->cols)
		t->stale = true;
	t->cols = cols < 3 ? 3 : cols;
}

/* ---- wrapping ---------------------------------------------------------- */

static void add_line(struct textedit *t, size_t from, size_t length)
{
	t->lines = mem_more(t->lines, t->n, &t->cap, sizeof *t->lines);
	t->lines[t->n].from = from;
	t->lines[t->n++].length = length;
}

static void wrap(struct textedit *t)
{
	const char *s = editbuf_text(t->buf);
	size_t length = editbuf_length(t->buf), at = 0, skip = 0;
	bool newline = true;

	if (!t->stale && t->wrapped == editbuf_revision(t->buf))
		return;
	t->n = 0;
	while (at < length) {
		size_t line = text_line(s + at, length - at, t->cols - 1, &skip);

		add_line(t, at, line);
		newline = skip > 0 && s[at + line + skip - 1] == '\n';
		at += line + skip;
	}
	if (!t->n || newline)
		add_line(t, length, 0);
	t->wrapped = editbuf_revision(t->buf);
	t->stale = false;
}

/* The line the caret stands in. */
static int caret_line(struct textedit *t)
{
	size_t caret = editbuf_caret(t->buf), low = 0, high;

	wrap(t);
	high = t->n;
	while (high - low > 1) {
		size_t middle = (low + high) / 2;

		if (t->lines[middle].from <= caret)
			low = middle;
		else
			high = middle;
	}
	if (t->at_end && low > 0 && t->lines[low].from == caret &&
	    t->lines[low - 1].from + t->lines[low - 1].length == caret)
		low--;
	return (int)low;
}

static int caret_column(struct textedit *t, int line)
{
	size_t caret = editbuf_caret(t->buf), from = t->lines[line].from;
	int column = caret > from ? text_widthn(editbuf_text(t->buf) + from, caret - from) : 0;

	return column < t->cols ? column : t->cols - 1;
}

/* ---- moving ------------------------------------------------------------ */

static enum edit_result go_to(struct textedit *t, int line, int column, bool select)
{
	const char *s = editbuf_text(t->buf);
	size_t at;

	if (line < 0)
		line = 0;
	if (line >= (int)t->n)
		line = (int)t->n - 1;
	at = text_clip(s + t->lines[line].from, t->lines[line].length, column, NULL);
	/* behind the end of a wrapped line the caret would show on the next one */
	t->at_end = at == t->lines[line].length;
	editbuf_move(t->buf, t->lines[line].from + at, select);
	return EDIT_MOVED;
}

static enum edit_result go_lines(struct textedit *t, int lines, bool select)
{
	int line = caret_line(t);

	if (t->goal < 0)
		t->goal = caret_column(t, line);
	return go_to(t, line + lines, t->goal, select);
}

static enum edit_result go_edge(struct textedit *t, bool end, bool whole, bool select)
{
	size_t at = end ? editbuf_length(t->buf) : 0;

	if (!whole) {
		int line = caret_line(t);

		at = t->lines[line].from + (end ? t->lines[line].length : 0);
	}
	t->goal = -1;
	t->at_end = end && !whole;
	editbuf_move(t->buf, at, select);
	return EDIT_MOVED;
}

void textedit_click(struct textedit *t, int row, int column, bool select)
{
	wrap(t);
	t->goal = -1;
	go_to(t, t->top + row, column, select);
}

static bool vertical(const struct textedit *t, int key, int *lines)
{
	switch (key) {
	case K_UP:
		*lines = -1;
		return true;
	case K_DOWN:
		*lines = 1;
		return true;
	case K_PAGEUP:
		*lines = t->rows > 1 ? 1 - t->rows : -1;
		return true;
	case K_PAGEDOWN:
		*lines = t->rows > 1 ? t->rows - 1 : 1;
		return true;
	default:
		return false;
	}
}

static enum edit_result cut(struct textedit *t, bool to_end)
{
	size_t caret = editbuf_caret(t->buf);
	int line = caret_line(t);
	size_t from = t->lines[line].from, end = from + t->lines[line].length;

	if (to_end) /* at the end of a line the newline goes */
		return editbuf_delete(t->buf, caret, end > caret ? end : editbuf_next(t->buf, caret));
	return editbuf_delete(t->buf, from, caret);
}

static enum edit_result own_key(struct textedit *t, const struct key_event *ev)
{
	bool select = ev->mods & KEY_MOD_SHIFT, whole = ev->mods & KEY_MOD_CTRL;
	int lines;

	if (vertical(t, ev->key, &lines))
		return go_lines(t, lines, select);
	switch (ev->key) {
	case K_HOME:
	case K_END:
		return go_edge(t, ev->key == K_END, whole, select);
	case K_ENTER:
		editbuf_break(t->buf);
		return editbuf_insert(t->buf, "\n", 1);
	case K_CTRL('K'):
	case K_CTRL('U'):
		return cut(t, ev->key == K_CTRL('K'));
	default:
		return editbuf_key(t->buf, ev);
	}
}

enum edit_result textedit_key(struct textedit *t, const struct key_event *ev)
{
	int lines;
	enum edit_result got;

	wrap(t);
	if (ev->kind != EV_KEY)
		got = editbuf_key(t->buf, ev);
	else
		got = own_key(t, ev);
	if (got == EDIT_IGNORED || (ev->kind == EV_KEY && vertical(t, ev->key, &lines)))
		return got;
	t->goal = -1;
	if (ev->kind != EV_KEY || ev->key != K_END)
		t->at_end = false;
	return got;
}

/* ---- what is seen ------------------------------------------------------ */

void textedit_view(struct textedit *t, struct textedit_view *v)
{
	int line = caret_line(t);
	int last = (int)t->n > t->rows ? (int)t->n - t->rows : 0;

	if (t->top > line)
		t->top = line;
	if (t->top < line - t->rows + 1)
		t->top = line - t->rows + 1;
	if (t->top > last)
		t->top = last;
	v->lines = (int)t->n;
	v->top = t->top;
	v->row = line - t->top;
	v->column = caret_column(t, line);
}

bool textedit_line(struct textedit *t, int n, size_t *from, size_t *length)
{
	wrap(t);
	if (n < 0 || n >= (int)t->n)
		return false;
	*from = t->lines[n].from;
	*length = t->lines[n].length;
	return true;
}
