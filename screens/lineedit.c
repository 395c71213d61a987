#include "screens/lineedit.h"

#include <string.h>

#include "base/mem.h"
#include "base/text.h"

struct lineedit {
	struct editbuf *buf;
	size_t from; /* the first byte shown */
};

struct lineedit *lineedit_new(size_t limit, bool newlines)
{
	struct lineedit *l = mem_alloc(sizeof *l);

	l->buf = editbuf_new(limit, newlines);
	return l;
}

void lineedit_free(struct lineedit *l)
{
	if (!l)
		return;
	editbuf_free(l->buf);
	mem_free(l);
}

struct editbuf *lineedit_buffer(struct lineedit *l)
{
	return l->buf;
}

void lineedit_set(struct lineedit *l, const char *text)
{
	editbuf_set(l->buf, text);
	l->from = 0;
}

const char *lineedit_text(const struct lineedit *l)
{
	return editbuf_text(l->buf);
}

/* ---- keys -------------------------------------------------------------- */

enum edit_result lineedit_key(struct lineedit *l, const struct key_event *ev)
{
	size_t end = editbuf_length(l->buf);

	if (ev->kind == EV_KEY && (ev->key == K_HOME || ev->key == K_END)) {
		editbuf_move(l->buf, ev->key == K_HOME ? 0 : end, ev->mods & KEY_MOD_SHIFT);
		return EDIT_MOVED;
	}
	if (ev->kind == EV_KEY && ev->key == K_CTRL('K'))
		return editbuf_delete(l->buf, editbuf_caret(l->buf), end);
	if (ev->kind == EV_KEY && ev->key == K_CTRL('U'))
		return editbuf_delete(l->buf, 0, editbuf_caret(l->buf));
	return editbuf_key(l->buf, ev);
}

/* ---- what is seen ------------------------------------------------------ */

/* Columns as draw_textn paints them: newline, tab, substitutes are one. */
static int width_of(const struct lineedit *l, size_t from, size_t to)
{
	return text_widthn(editbuf_text(l->buf) + from, to - from);
}

/* Moves the window so that the caret, one column wide, is inside. */
static void scroll(struct lineedit *l, int width)
{
	size_t caret = editbuf_caret(l->buf), from = caret, length = editbuf_length(l->buf);
	int reach = width_of(l, caret, editbuf_next(l->buf, caret));

	if (l->from > length)
		l->from = length;
	if (caret < l->from)
		l->from = caret;
	if (caret == length || reach < 1)
		reach = 1;
	if (width_of(l, l->from, caret) + reach <= width)
		return;
	while (from > l->from) {
		size_t before = editbuf_prev(l->buf, from);

		if (width_of(l, before, caret) + reach > width)
			break;
		from = before;
	}
	l->from = from;
}

/* After deleting, as much of the end as fits is shown again. */
static void fill_up(struct lineedit *l, int width)
{
	size_t length = editbuf_length(l->buf);

	while (l->from > 0) {
		size_t before = editbuf_prev(l->buf, l->from);

		if (width_of(l, before, length) + 1 > width)
			break;
		l->from = before;
	}
}

void lineedit_view(struct lineedit *l, int width, struct lineedit_view *v)
{
	size_t caret = editbuf_caret(l->buf), length = editbuf_length(l->buf);

	memset(v, 0, sizeof *v);
	if (width < 1)
		return;
	scroll(l, width);
	fill_up(l, width);
	v->from = l->from;
	v->length = text_clip(editbuf_text(l->buf) + l->from, length - l->from, width, NULL);
	v->caret = width_of(l, l->from, caret);
	if (v->caret >= width)
		v->caret = width - 1;
}
