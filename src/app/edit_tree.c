#include "app/edit_tree.h"

#include <string.h>

#include "app/edit_order.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"
#include "form/tree.h"

/* The list a code is put into, and the row it stands in (id 0: a new one). */
struct grove {
	struct edit_step *s;
	int sheet, list;
	int64_t own;
};

static const struct list *list_of(const struct grove *g)
{
	return &g->s->f->sheets[g->sheet].form->lists[g->list];
}

static const struct rows *rows_of(const struct grove *g)
{
	return &g->s->f->sheets[g->sheet].lists[g->list];
}

static struct place at(const struct grove *g, int row)
{
	return (struct place){ g->sheet, g->list, row, list_of(g)->code_column };
}

static const char *code_at(const struct grove *g, int row)
{
	return filing_cell(g->s->f, at(g, row))->text;
}

bool edit_tree_takes(const struct filing *f, struct place p, const char *text)
{
	const struct list *l = p.list < 0 ? NULL : &f->sheets[p.sheet].form->lists[p.list];
	char *code;
	bool known;

	if (!l || l->code_column < 0 || p.field != l->code_column)
		return false;
	code = text_fold(text);
	known = tree_code_level(code) > 0 && tree_name(f, l, code);
	mem_free(code);
	return known;
}

/* ---- places ---- */

/* The row of that code among those of the span; −1. */
static int find(const struct grove *g, struct span span, const char *code)
{
	for (int i = span.first; i < span.end; i++) {
		const char *other = code_at(g, i);

		if (rows_of(g)->rows[i].id != g->own && other && strcmp(other, code) == 0)
			return i;
	}
	return -1;
}

/* The index in the span before which a row of that code belongs. */
static int place_of(const struct grove *g, struct span span, const char *code)
{
	int level = tree_code_level(code);

	for (int i = span.first; i < span.end; i++) {
		if (rows_of(g)->rows[i].id != g->own && tree_level(g->s->f, at(g, i)) == level &&
		    strcmp(code_at(g, i), code) > 0)
			return i;
	}
	return span.end;
}

/* What stands below a row. */
static struct span below(const struct grove *g, int row)
{
	int level = tree_level(g->s->f, at(g, row));
	struct span span = { row + 1, row + 1 };

	for (; (size_t)span.end < rows_of(g)->n; span.end++) {
		int other = tree_level(g->s->f, at(g, span.end));

		if (other > 0 && other <= level)
			break;
	}
	return span;
}

static int64_t order_at(const struct grove *g, int before)
{
	return edit_order_before(g->s, g->sheet, g->list, edit_order_span(rows_of(g), -1), before);
}

/* ---- rows ---- */

static int put_text(const struct grove *g, int row, int field, const char *text)
{
	struct place p = { g->sheet, g->list, row, field };
	struct edit_target t = edit_target(g->s->f, p);

	return edit_step_cell(g->s, &t, text);
}

/* A code that is not in the dictionary leaves the name as it is. */
static int put_name(const struct grove *g, int row, const char *code)
{
	const char *name = tree_name(g->s->f, list_of(g), code);
	int field = list_of(g)->name_column;
	const char *old = filing_cell(g->s->f, (struct place){ g->sheet, g->list, row, field })->text;

	return !name || (old && strcmp(old, name) == 0) ? 0 : put_text(g, row, field, name);
}

static int make(const struct grove *g, int before, const char *code, int *row)
{
	int64_t order = order_at(g, before);

	if (edit_step_row_add(g->s, g->sheet, g->list, -1, order, row) < 0 ||
	    put_text(g, *row, list_of(g)->code_column, code) < 0)
		return -1;
	return put_name(g, *row, code);
}

/* Finds or makes the rows above the code; *span gets what stands below them. */
static int make_above(const struct grove *g, const char *code, struct span *span)
{
	*span = edit_order_span(rows_of(g), -1);
	for (int level = 1; level < tree_code_level(code); level++) {
		char *above = mem_strndup(code, (size_t)level * 2 + 1);
		int row = find(g, *span, above), result = 0;

		if (row < 0)
			result = make(g, place_of(g, *span, above), above, &row);
		mem_free(above);
		if (result < 0)
			return -1;
		*span = below(g, row);
	}
	return 0;
}

int edit_tree_add(struct edit_step *s, int sheet, int list, const char *text, int *row)
{
	struct grove g = { s, sheet, list, 0 };
	char *code = text_fold(text);
	struct span span;
	int result = make_above(&g, code, &span);

	if (result == 0)
		result = make(&g, place_of(&g, span, code), code, row);
	mem_free(code);
	return result;
}

static int move(const struct grove *g, const char *code)
{
	struct edit_target t;
	struct span span;
	int row, before;

	if (make_above(g, code, &span) < 0)
		return -1;
	row = filing_find_row(g->s->f, g->sheet, g->list, g->own);
	before = place_of(g, span, code);
	if (before == row || before == row + 1)
		return 0;
	t = edit_target_row(g->s->f, at(g, row));
	return edit_step_row_move(g->s, &t, -1, order_at(g, before));
}

int edit_tree_put(struct edit_step *s, const struct edit_target *t, const char *text)
{
	struct grove g = { s, 0, t->list, t->row };
	char *code = text_fold(text);
	int result = edit_step_cell(s, t, code);
	struct place p;

	if (result == 0 && edit_target_place(s->f, t, &p)) {
		g.sheet = p.sheet;
		result = put_name(&g, p.row, code);
		if (result == 0 && tree_below(s->f, p, p.row) < 0)
			result = move(&g, code);
	}
	mem_free(code);
	return result;
}
