#include <string.h>

#include "app/edit.h"
#include "base/mem.h"
#include "base/text.h"
#include "screens/table_parts.h"

/* A paste from a spreadsheet: lines end in \n, columns in \t. */

enum { PASTE_FIELDS = 64 };

/* Pasting stays in the block it began in: the list and group, or the cells
 * that stand in one column. */
static int stay(const struct page *p, int from, int to, bool down)
{
	const struct page_spot *a = &p->spots[from], *b = to >= 0 ? &p->spots[to] : NULL;

	if (!b || a->place.list != b->place.list)
		return -1;
	if (a->place.list < 0)
		return !down || a->left == b->left ? to : -1;
	if (down)
		return a->group == b->group && b->place.row >= 0 ? to : -1;
	return a->place.row == b->place.row ? to : -1;
}

static int step_or_none(const struct page *p, int spot, enum page_move move)
{
	int next = spot >= 0 ? page_step(p, spot, move) : -1;

	return next < 0 || next == spot ? -1 : stay(p, spot, next, move == MOVE_DOWN);
}

/* Where the next cell goes. */
struct pen {
	const struct table *t;
	struct paste *out;
	size_t capacity;
	int row, spot;           /* spots; −1: below the block or beside it */
	int fields[PASTE_FIELDS]; /* of a list: the columns from the cursor on */
	int nfields, column;
	int added;               /* new rows so far */
	bool begun;              /* the last of them is this line's */
};

static const struct page_spot *start_of(const struct pen *p)
{
	return p->t->spot >= 0 ? &p->t->page->spots[p->t->spot] : NULL;
}

static bool is_template(const struct page_spot *s)
{
	return s->place.list >= 0 && s->place.row < 0;
}

static void add(struct pen *p, struct place place, const char *text, size_t length)
{
	struct paste *out = p->out;
	size_t texts = p->capacity;

	out->texts = mem_more(out->texts, out->n, &texts, sizeof *out->texts);
	out->places = mem_more(out->places, out->n, &p->capacity, sizeof *out->places);
	out->places[out->n] = place;
	out->texts[out->n++] = mem_strndup(text, length);
}

static bool is_blank(const char *text, size_t length)
{
	return strspn(text, " \r") >= length;
}

/* A line without a text adds no row. */
static void put_new(struct pen *p, const char *text, size_t length)
{
	struct place place = start_of(p)->place;

	if (is_blank(text, length))
		return;
	if (p->column >= p->nfields) {
		p->out->outside++;
		return;
	}
	p->added += !p->begun;
	p->begun = true;
	place.row = (int)p->t->desk->filing->sheets[place.sheet].lists[place.list].n + p->added - 1;
	place.field = p->fields[p->column];
	add(p, place, text, length);
}

static void put(struct pen *p, const char *text, size_t length)
{
	const struct page_spot *start = start_of(p);

	if (start && start->place.list >= 0 && p->row < 0)
		put_new(p, text, length);
	else if (p->spot < 0)
		p->out->outside++;
	else
		add(p, p->t->page->spots[p->spot].place, text, length);
}

static void take_fields(struct pen *p)
{
	for (int s = p->t->spot; s >= 0 && p->nfields < PASTE_FIELDS;
	     s = step_or_none(p->t->page, s, MOVE_RIGHT))
		p->fields[p->nfields++] = p->t->page->spots[s].place.field;
}

static void next_line(struct pen *p)
{
	p->row = step_or_none(p->t->page, p->row, MOVE_DOWN);
	p->spot = p->row;
	p->column = 0;
	p->begun = false;
}

/* ---- codes that are there ---- */

/* The row of the list with that code, −1. */
static int row_of_code(const struct filing *f, struct place p, const char *text)
{
	char *code = text_fold(text);
	int found = -1;

	for (int i = 0; i < (int)f->sheets[p.sheet].lists[p.list].n && found < 0; i++) {
		const char *other;

		p.row = i;
		other = filing_cell(f, p)->text;
		if (other && strcmp(other, code) == 0)
			found = i;
	}
	mem_free(code);
	return found;
}

/* A code stands once in a tree: its line goes into the row that has it. */
static void join_codes(const struct filing *f, struct paste *out)
{
	for (size_t i = 0; i < out->n; i++) {
		struct place p = out->places[i];
		int row;

		if (!edit_is_new_row(f, p))
			continue;
		if (p.field != f->sheets[p.sheet].form->lists[p.list].code_column)
			continue;
		row = row_of_code(f, p, out->texts[i]);
		for (size_t k = 0; row >= 0 && k < out->n; k++)
			if (out->places[k].row == p.row)
				out->places[k].row = row;
	}
}

void table_paste(const struct table *t, const char *text, struct paste *out)
{
	struct pen p = {.t = t, .out = out, .row = t->spot, .spot = t->spot};
	const struct page_spot *start = t->page ? start_of(&p) : NULL;

	memset(out, 0, sizeof *out);
	out->group = start ? start->group : -1;
	if (start)
		take_fields(&p);
	if (start && is_template(start))
		p.row = -1;
	while (t->page && *text) {
		size_t length = strcspn(text, "\t\n");
		char end = text[length];

		put(&p, text, length);
		text += length + (end ? 1 : 0);
		p.column++;
		if (end == '\n')
			next_line(&p);
		else
			p.spot = step_or_none(t->page, p.spot, MOVE_RIGHT);
	}
	if (start && start->place.list >= 0)
		join_codes(t->desk->filing, out);
}

void paste_free(struct paste *p)
{
	for (size_t i = 0; i < p->n; i++)
		mem_free(p->texts[i]);
	mem_free(p->texts);
	mem_free(p->places);
	memset(p, 0, sizeof *p);
}
