#include "screens/editbuf.h"

#include <stdint.h>
#include <string.h>

#include "base/mem.h"
#include "base/str.h"
#include "base/text.h"

/* Undo is a list of replacements: steps[0 … done) happened, steps[done … n)
 * were undone.  Typing on appends to the last step while it is open. */
struct step {
	size_t at;
	char *old, *new;
	size_t old_length, new_length;
	size_t caret; /* before */
};

struct editbuf {
	size_t limit;
	bool newlines;
	struct str text;
	size_t caret, anchor; /* selection between the two */
	unsigned revision;
	bool changed;
	struct step *steps;
	size_t n, cap, done;
	bool open;
};

/* ---- steps ------------------------------------------------------------- */

static void step_free(struct step *s)
{
	mem_free(s->old);
	mem_free(s->new);
}

static void drop_steps(struct editbuf *b, size_t from)
{
	for (size_t i = from; i < b->n; i++)
		step_free(&b->steps[i]);
	b->n = from;
}

static void put(struct editbuf *b, size_t at, size_t old_length, const char *new, size_t new_length)
{
	struct str tail = { 0 };

	str_addn(&tail, b->text.s + at + old_length, b->text.length - at - old_length);
	b->text.length = at;
	str_addn(&b->text, new, new_length);
	str_addn(&b->text, str_text(&tail), tail.length);
	str_free(&tail);
	b->revision++;
	b->changed = true;
}

static bool goes_on(const struct editbuf *b, size_t at, size_t old_length, size_t new_length)
{
	const struct step *s = b->done ? &b->steps[b->done - 1] : NULL;

	return b->open && s && b->done == b->n && !old_length && new_length <= 4 &&
	       !s->old_length && s->at + s->new_length == at;
}

static void remember(struct editbuf *b, size_t at, size_t old_length, const char *new,
                     size_t new_length)
{
	struct step *s;

	if (goes_on(b, at, old_length, new_length)) {
		s = &b->steps[b->done - 1];
		s->new = mem_resize(s->new, s->new_length + new_length + 1, 1);
		memcpy(s->new + s->new_length, new, new_length);
		s->new_length += new_length;
		return;
	}
	if (b->n > b->done)
		drop_steps(b, b->done);
	b->steps = mem_more(b->steps, b->n, &b->cap, sizeof *b->steps);
	s = &b->steps[b->n++];
	s->at = at;
	s->old = mem_strndup(b->text.s + at, old_length);
	s->old_length = old_length;
	s->new = mem_strndup(new, new_length);
	s->new_length = new_length;
	s->caret = b->caret;
	b->done = b->n;
	b->open = !old_length && new_length <= 4;
}

static void replace(struct editbuf *b, size_t at, size_t old_length, const char *new,
                    size_t new_length)
{
	remember(b, at, old_length, new, new_length);
	put(b, at, old_length, new, new_length);
	b->caret = b->anchor = at + new_length;
}

/* ---- boundaries -------------------------------------------------------- */

/* Marks that stand on the character before them. */
static bool joins(const struct editbuf *b, size_t at)
{
	size_t length;
	uint32_t c = text_decode(b->text.s + at, &length);

	return at < b->text.length && c >= 0x300 && text_char_width(c) == 0;
}

size_t editbuf_next(const struct editbuf *b, size_t at)
{
	size_t length;

	if (at >= b->text.length)
		return b->text.length;
	do {
		text_decode(b->text.s + at, &length);
		at += length;
	} while (at < b->text.length && joins(b, at));
	return at;
}

size_t editbuf_prev(const struct editbuf *b, size_t at)
{
	if (at > b->text.length)
		at = b->text.length;
	while (at > 0) {
		do
			at--;
		while (at > 0 && ((unsigned char)b->text.s[at] & 0xC0) == 0x80);
		if (!joins(b, at))
			break;
	}
	return at;
}

enum charclass { CLASS_BLANK, CLASS_WORD, CLASS_HAN, CLASS_SIGN };

static enum charclass class_at(const struct editbuf *b, size_t at)
{
	size_t length;
	uint32_t c = text_decode(b->text.s + at, &length);

	if (c == ' ' || c == '\t' || c == '\n' || c == 0x3000 || c == 0xA0)
		return CLASS_BLANK;
	if ((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
	    c == '_' || (c >= 0xC0 && c < 0x2000))
		return CLASS_WORD;
	if ((c >= 0x3400 && c < 0xA000) || (c >= 0x20000 && c < 0x40000))
		return CLASS_HAN;
	return CLASS_SIGN;
}

size_t editbuf_next_word(const struct editbuf *b, size_t at)
{
	enum charclass first;

	if (at >= b->text.length)
		return b->text.length;
	first = class_at(b, at);
	while (at < b->text.length && class_at(b, at) == first)
		at = editbuf_next(b, at);
	while (at < b->text.length && class_at(b, at) == CLASS_BLANK)
		at = editbuf_next(b, at);
	return at;
}

size_t editbuf_prev_word(const struct editbuf *b, size_t at)
{
	enum charclass last;

	while (at > 0 && class_at(b, editbuf_prev(b, at)) == CLASS_BLANK)
		at = editbuf_prev(b, at);
	if (at == 0)
		return 0;
	last = class_at(b, editbuf_prev(b, at));
	while (at > 0 && class_at(b, editbuf_prev(b, at)) == last)
		at = editbuf_prev(b, at);
	return at;
}

/* The boundary at or before at. */
static size_t align(const struct editbuf *b, size_t at)
{
	if (at > b->text.length)
		at = b->text.length;
	while (at > 0 && (((unsigned char)b->text.s[at] & 0xC0) == 0x80 || joins(b, at)))
		at--;
	return at;
}

/* ---- text from outside ------------------------------------------------- */

/* What of text may stand in b: characters as they are, \r\n and \r as \n,
 * newlines as blanks where there are none, control characters gone. */
static void filter(const struct editbuf *b, const char *text, size_t length, struct str *out)
{
	size_t i = 0;

	while (i < length) {
		char utf8[4];
		size_t took;
		uint32_t c = text_decode(text + i, &took);

		if (took == 0 || took > length - i) /* a zero byte, or cut at the end */
			took = 1, c = c ? 0xFFFD : 0;
		i += took;
		if (c == '\r') {
			i += i < length && text[i] == '\n';
			c = '\n';
		}
		if (c == '\n' && !b->newlines)
			c = ' ';
		if ((c < 32 && c != '\n' && c != '\t') || (c >= 127 && c < 160))
			continue;
		str_addn(out, utf8, text_encode(c, utf8));
	}
}

/* ---- the buffer -------------------------------------------------------- */

struct editbuf *editbuf_new(size_t limit, bool newlines)
{
	struct editbuf *b = mem_alloc(sizeof *b);

	b->limit = limit;
	b->newlines = newlines;
	str_add(&b->text, "");
	return b;
}

void editbuf_free(struct editbuf *b)
{
	if (!b)
		return;
	drop_steps(b, 0);
	mem_free(b->steps);
	str_free(&b->text);
	mem_free(b);
}

void editbuf_set(struct editbuf *b, const char *text)
{
	struct str clean = { 0 };

	drop_steps(b, 0);
	b->done = 0;
	b->open = false;
	filter(b, text ? text : "", text ? strlen(text) : 0, &clean);
	str_clear(&b->text);
	str_add(&b->text, "");
	str_addn(&b->text, str_text(&clean), clean.length);
	str_free(&clean);
	b->caret = b->anchor = b->text.length;
	b->changed = false;
	b->revision++;
}

const char *editbuf_text(const struct editbuf *b)
{
	return str_text(&b->text);
}

size_t editbuf_length(const struct editbuf *b)
{
	return b->text.length;
}

size_t editbuf_caret(const struct editbuf *b)
{
	return b->caret;
}

bool editbuf_changed(const struct editbuf *b)
{
	return b->changed;
}

unsigned editbuf_revision(const struct editbuf *b)
{
	return b->revision;
}

bool editbuf_selection(const struct editbuf *b, size_t *from, size_t *to)
{
	*from = b->caret < b->anchor ? b->caret : b->anchor;
	*to = b->caret < b->anchor ? b->anchor : b->caret;
	return *from < *to;
}

void editbuf_select_all(struct editbuf *b)
{
	b->anchor = 0;
	b->caret = b->text.length;
	b->open = false;
}

void editbuf_move(struct editbuf *b, size_t caret, bool select)
{
	b->caret = align(b, caret);
	if (!select)
		b->anchor = b->caret;
	b->open = false;
}

enum edit_result editbuf_insert(struct editbuf *b, const char *text, size_t length)
{
	struct str clean = { 0 };
	size_t from, to, room, fits;

	filter(b, text, length, &clean);
	editbuf_selection(b, &from, &to);
	room = b->limit > b->text.length - (to - from) ? b->limit - (b->text.length - (to - from)) : 0;
	fits = clean.length <= room ? clean.length : room;
	while (fits < clean.length && fits > 0 && ((unsigned char)clean.s[fits] & 0xC0) == 0x80)
		fits--; /* never inside a character */
	length = clean.length;
	if (fits || (to > from && !length))
		replace(b, from, to - from, str_text(&clean), fits);
	str_free(&clean);
	return fits < length ? EDIT_REFUSED : EDIT_CHANGED;
}

enum edit_result editbuf_delete(struct editbuf *b, size_t from, size_t to)
{
	if (to > b->text.length)
		to = b->text.length;
	if (from >= to)
		return EDIT_REFUSED;
	replace(b, from, to - from, "", 0);
	return EDIT_CHANGED;
}

enum edit_result editbuf_undo(struct editbuf *b)
{
	const struct step *s;

	if (!b->done)
		return EDIT_REFUSED;
	s = &b->steps[--b->done];
	put(b, s->at, s->new_length, s->old, s->old_length);
	b->caret = b->anchor = s->caret;
	b->open = false;
	return EDIT_CHANGED;
}

enum edit_result editbuf_redo(struct editbuf *b)
{
	const struct step *s;

	if (b->done == b->n)
		return EDIT_REFUSED;
	s = &b->steps[b->done++];
	put(b, s->at, s->old_length, s->new, s->new_length);
	b->caret = b->anchor = s->at + s->new_length;
	b->open = false;
	return EDIT_CHANGED;
}

void editbuf_break(struct editbuf *b)
{
	b->open = false;
}

/* ---- keys -------------------------------------------------------------- */

static enum edit_result rub_out(struct editbuf *b, size_t from, size_t to)
{
	size_t first, last;

	if (editbuf_selection(b, &first, &last))
		return editbuf_delete(b, first, last);
	return editbuf_delete(b, from, to);
}

static enum edit_result go(struct editbuf *b, const struct key_event *ev)
{
	bool words = ev->mods & KEY_MOD_CTRL, select = ev->mods & KEY_MOD_SHIFT;
	size_t from, to, at = b->caret;

	if (!select && !words && editbuf_selection(b, &from, &to))
		at = ev->key == K_LEFT ? from : to;
	else if (ev->key == K_LEFT)
		at = words ? editbuf_prev_word(b, at) : editbuf_prev(b, at);
	else
		at = words ? editbuf_next_word(b, at) : editbuf_next(b, at);
	editbuf_move(b, at, select);
	return EDIT_MOVED;
}

static enum edit_result type(struct editbuf *b, const struct key_event *ev)
{
	char utf8[4];
	size_t length = text_encode((uint32_t)ev->key, utf8);

	return editbuf_insert(b, utf8, length);
}

static enum edit_result paste(struct editbuf *b, const struct key_event *ev)
{
	enum edit_result got;

	editbuf_break(b);
	got = editbuf_insert(b, ev->text, ev->length);
	editbuf_break(b);
	return ev->cut ? EDIT_REFUSED : got;
}

enum edit_result editbuf_key(struct editbuf *b, const struct key_event *ev)
{
	bool words = ev->mods & KEY_MOD_CTRL;

	if (ev->kind == EV_CHAR)
		return type(b, ev);
	if (ev->kind == EV_PASTE)
		return paste(b, ev);
	if (ev->kind != EV_KEY)
		return EDIT_IGNORED;
	switch (ev->key) {
	case K_LEFT:
	case K_RIGHT:
		return go(b, ev);
	case K_BACKSPACE:
		return rub_out(b, words ? editbuf_prev_word(b, b->caret) : editbuf_prev(b, b->caret),
		               b->caret);
	case K_DELETE:
		return rub_out(b, b->caret,
		               words ? editbuf_next_word(b, b->caret) : editbuf_next(b, b->caret));
	case K_CTRL('W'):
		return rub_out(b, editbuf_prev_word(b, b->caret), b->caret);
	case K_CTRL('A'):
		editbuf_select_all(b);
		return EDIT_MOVED;
	case K_CTRL('Z'):
		return editbuf_undo(b);
	case K_CTRL('Y'):
		return editbuf_redo(b);
	default:
		return EDIT_IGNORED;
	}
}
