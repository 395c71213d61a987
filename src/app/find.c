#include <string.h>

#include "app/inspect.h"
#include "base/mem.h"
#include "base/text.h"
#include "form/layout.h"
#include "form/suggest.h"

/* The cells of all sheets in the order they are printed. */
struct sequence {
	struct place *places;
	size_t n, capacity;
};

static void add_sheet(struct sequence *q, const struct filing *f, int sheet)
{
	struct layout *l = layout_build(f, sheet, false);

	for (size_t i = 0; i < l->nspots; i++) {
		if (l->spots[i].place.list >= 0 && l->spots[i].place.row < 0)
			continue; /* a template row */
		q->places = mem_more(q->places, q->n, &q->capacity, sizeof *q->places);
		q->places[q->n++] = l->spots[i].place;
	}
	layout_free(l);
}

static bool same_place(struct place a, struct place b)
{
	return a.sheet == b.sheet && a.list == b.list && a.field == b.field &&
	       (a.list < 0 || a.row == b.row);
}

/* Where the search starts: the place itself, or, where it is none of the
 * sequence, the last one on the sheets before it. */
static size_t start(const struct sequence *q, struct place from)
{
	size_t before = q->n - 1;

	for (size_t i = 0; i < q->n; i++) {
		if (same_place(q->places[i], from))
			return i;
		if (q->places[i].sheet < from.sheet)
			before = i;
	}
	return before;
}

static bool has(const char *text, const char *folded)
{
	char *mine = text_fold(text);
	bool found = strstr(mine, folded) != NULL;

	mem_free(mine);
	return found;
}

/* A column's label is that of its first row alone, so that not every row is found. */
static bool matches(const struct filing *f, struct place p, const char *folded)
{
	struct str shown = { 0 };
	bool found;

	cell_show(suggest_cell(f, p), filing_field(f, p), &shown);
	found = has(str_text(&shown), folded);
	if (!found && p.list < 0) {
		str_clear(&shown);
		place_label(f, p, &shown);
		found = has(str_text(&shown), folded);
	} else if (!found && p.row == 0) {
		found = has(filing_field(f, p)->label, folded);
	}
	str_free(&shown);
	return found;
}

static bool search(const struct filing *f, const struct sequence *q, const char *folded,
                   struct place from, int direction, struct place *out)
{
	size_t at = start(q, from);

	for (size_t i = 0; i < q->n; i++) {
		at = direction < 0 ? (at + q->n - 1) % q->n : (at + 1) % q->n;
		if (matches(f, q->places[at], folded)) {
			*out = q->places[at];
			return true;
		}
	}
	return false;
}

bool inspect_find(const struct filing *f, const char *text, struct place from, int direction,
                  struct place *out)
{
	struct sequence q = { 0 };
	char *folded = text_fold(text);
	bool found = false;

	for (int i = 0; *folded && i < (int)f->nsheets; i++)
		add_sheet(&q, f, i);
	if (q.n > 0)
		found = search(f, &q, folded, from, direction, out);
	mem_free(q.places);
	mem_free(folded);
	return found;
}
