#include <string.h>

#include "base/mem.h"
#include "screens/table_parts.h"

/* A paste from a spreadsheet: lines end in \n, columns in \t. */

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

static void put(struct paste *out, size_t *capacity, const struct table *t, int spot,
                const char *text, size_t length)
{
	const struct page_spot *s = spot >= 0 ? &t->page->spots[spot] : NULL;
	size_t texts = *capacity;

	if (!s || (s->place.list >= 0 && s->place.row < 0)) {
		out->outside++;
		return;
	}
	out->texts = mem_more(out->texts, out->n, &texts, sizeof *out->texts);
	out->places = mem_more(out->places, out->n, capacity, sizeof *out->places);
	out->places[out->n] = s->place;
	out->texts[out->n++] = mem_strndup(text, length);
}

void table_paste(const struct table *t, const char *text, struct paste *out)
{
	int row = t->spot, spot = t->spot;
	size_t capacity = 0;

	memset(out, 0, sizeof *out);
	while (t->page && *text) {
		size_t length = strcspn(text, "\t\n");
		char end = text[length];

		put(out, &capacity, t, spot, text, length);
		text += length + (end ? 1 : 0);
		if (end == '\n')
			spot = row = step_or_none(t->page, row, MOVE_DOWN);
		else
			spot = step_or_none(t->page, spot, MOVE_RIGHT);
	}
}

void paste_free(struct paste *p)
{
	for (size_t i = 0; i < p->n; i++)
		mem_free(p->texts[i]);
	mem_free(p->texts);
	mem_free(p->places);
	memset(p, 0, sizeof *p);
}
