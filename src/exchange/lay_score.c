#include "exchange/lay_score.h"

#include <string.h>

#include "base/mem.h"

#define SURE_LABEL 90

struct lay_hint {
	int column, right; /* of the table */
	int left, end;     /* units */
};

struct lay_scorer *lay_scorer_new(const struct lay_form *f, const struct lay_grid *g)
{
	struct lay_scorer *s = mem_alloc(sizeof *s);
	size_t n = (g->n + 1) * (f->nlabels + 1);

	*s = (struct lay_scorer){ .form = f, .grid = g, .alike = mem_array(n, 1) };
	memset(s->alike, -1, n);
	return s;
}

void lay_scorer_free(struct lay_scorer *s)
{
	mem_free(s->alike);
	mem_free(s->hints);
	mem_free(s->settled);
	mem_free(s);
}

bool lay_says(const struct lay_scorer *s, int cell)
{
	return s->grid->chars[cell].n > 0 && !s->grid->chars[cell].dots;
}

int lay_label_score(struct lay_scorer *s, int cell, int label)
{
	signed char *known = &s->alike[(size_t)cell * (s->form->nlabels + 1) + (size_t)label];

	if (*known < 0)
		*known = (signed char)lay_alike(&s->grid->chars[cell], &s->form->labels[label]);
	return *known;
}

static bool side_has_label(struct lay_scorer *s, int cell, const struct lay_side *side)
{
	for (size_t i = 0; i < side->n; i++)
		for (size_t k = 0; k < side->items[i].row.n; k++) {
			int label = side->items[i].row.boxes[k].label;

			if (label >= 0 && lay_label_score(s, cell, label) >= SURE_LABEL)
				return true;
		}
	return false;
}

bool lay_is_label_of(struct lay_scorer *s, int cell, const struct lay_item *sides)
{
	if (!lay_says(s, cell))
		return false;
	for (size_t i = 0; i < sides->nsides; i++)
		if (side_has_label(s, cell, &sides->sides[i]))
			return true;
	return false;
}

/* It is printed somewhere in the form: hardly a value. */
static bool is_known_label(struct lay_scorer *s, int cell)
{
	const struct lay_chars *c = &s->grid->chars[cell];

	if (c->n < 2 || (c->c[0] >= '0' && c->c[0] <= '9'))
		return false;
	for (size_t i = 0; i < s->form->nlabels; i++)
		if (lay_label_score(s, cell, (int)i) == 100)
			return true;
	return false;
}

/* ---- groups ---- */

int lay_group_of(const struct lay_form *f, int list, int level, int within,
                 const struct lay_chars *text)
{
	int best = -1, most = 0;

	for (size_t i = 0; i < f->ngroups; i++) {
		const struct lay_group *g = &f->groups[i];
		const struct group *group = &f->form->lists[list].groups[g->group];
		int alike;

		if (g->list != list || g->level != level ||
		    (within >= 0 && group->above != within))
			continue;
		alike = lay_alike(&g->text, text);
		if (alike > most) {
			most = alike;
			best = g->group;
		}
	}
	return best;
}

/* ---- pairs ---- */

/* «48.6.», «95%», «39 份»; not «2024年预算数». */
static bool looks_like_figure(const struct lay_chars *c)
{
	size_t digits = 0, words = 0;

	for (size_t i = 0; i < c->n; i++) {
		digits += c->c[i] >= '0' && c->c[i] <= '9';
		words += c->c[i] >= 0x4E00 && c->c[i] <= 0x9FFF;
	}
	return digits > 0 && digits * 2 >= c->n && words <= 2;
}

static bool wants_figure(const struct field *field)
{
	return kind_is_figure(field->kind) || field->kind == KIND_POINTS ||
	       field->kind == KIND_SCORE;
}

/* A row of a list may be called what a row of the form is called. */
static int hole_score(struct lay_scorer *s, int cell, const struct field *field, bool in_list)
{
	const struct lay_chars *c = &s->grid->chars[cell];

	if (!lay_says(s, cell))
		return 2;
	if (is_known_label(s, cell))
		return in_list ? -8 : -40;
	if (!wants_figure(field))
		return 6;
	if (looks_like_figure(c))
		return 10;
	return c->n > 12 ? -20 : 1;
}

static int mixed_score(struct lay_scorer *s, int cell, const struct lay_box *box)
{
	const char *text = s->grid->t->cells[cell].text;
	const struct lay_chars *c = &s->grid->chars[cell];
	int found;

	if (c->n == 0)
		return -15;
	found = lay_found(box->pieces, box->n, text, c, false);
	if (found < 0)
		found = lay_found(box->pieces, box->n, text, c, true);
	if (found * 2 < lay_printed(box->pieces, box->n))
		return -50;
	return 25 + (found < 20 ? found * 2 : 40);
}

static int hint_score(const struct lay_scorer *s, const struct doc_cell *c,
                      const struct lay_box *box)
{
	bool other = false;

	for (size_t i = 0; i < s->nsettled && !s->grid->ragged; i++) {
		const struct lay_hint *h = &s->settled[i];
		bool columns = h->column == c->column && h->right == c->column + c->columns;
		bool covers = c->framed && h->column >= c->column &&
		              h->right <= c->column + c->columns;
		bool units = h->left == box->left && h->end == box->right;

		if (columns && units)
			return 8;
		other = other || ((columns || covers) &&
		                  (h->end <= box->left || h->left >= box->right));
	}
	return other ? -8 : 0;
}

static int group_score(const struct lay_scorer *s, int cell, const struct lay_item *item,
                       const struct lay_box *box)
{
	if (!lay_says(s, cell))
		return 3;
	return lay_group_of(s->form, item->list, box->level, -1, &s->grid->chars[cell]) >= 0 ? 70
	                                                                                      : -30;
}

/* A merged cell written into each row that it spans. */
static int again_score(struct lay_scorer *s, int cell)
{
	if (!lay_says(s, cell))
		return 2;
	return is_known_label(s, cell) ? 4 : -30;
}

/* The first field of a box in which nothing is printed between its holes; -1. */
static int bare_hole(const struct lay_box *box)
{
	for (size_t i = 0; i < box->n; i++)
		if (box->pieces[i].kind != LAY_HOLE && box->pieces[i].kind != LAY_BREAK)
			return -1;
	return box->n > 0 ? box->pieces[0].field : -1;
}

static int start_score(struct lay_scorer *s, int cell, const struct lay_item *item,
                       const struct lay_box *box)
{
	const struct lay_chars *c = &s->grid->chars[cell];
	int alike, hole = bare_hole(box);

	if (box->up)
		return again_score(s, cell);
	if (box->level > 0)
		return group_score(s, cell, item, box);
	if (box->n == 0)
		return c->n == 0 ? 3 : -30;
	if (box->number)
		return c->n == 0 || looks_like_figure(c) ? 4 : -20;
	if (box->label < 0)
		return hole >= 0
		           ? hole_score(s, cell, lay_field(s->form, item->list, hole),
		                        item->list >= 0)
		           : mixed_score(s, cell, box);
	if (c->n == 0)
		return -20;
	alike = lay_label_score(s, cell, box->label);
	return alike > 0 ? alike * 6 / 10 : -50;
}

int lay_pair_score(struct lay_scorer *s, int row, int cell, const struct lay_item *item,
                   const struct lay_box *box)
{
	const struct doc_cell *c = &s->grid->t->cells[cell];

	if (c->row < row)
		return box->up || box->level > 0 ? 3 : -6;
	return start_score(s, cell, item, box) + hint_score(s, c, box);
}

int lay_cell_cost(const struct lay_scorer *s, int row, int cell)
{
	if (s->grid->t->cells[cell].row < row || s->grid->chars[cell].n == 0)
		return 0;
	return s->grid->chars[cell].dots ? 1 : 35;
}

int lay_box_cost(const struct lay_scorer *s, int row, const struct lay_box *box)
{
	if (box->up)
		return 0;
	if (box->label >= 0)
		return 30;
	if (bare_hole(box) < 0 && box->level == 0 && box->n > 0 && !box->number)
		return 20;
	return s->grid->framed[row] ? 0 : 3;
}

/* ---- columns ---- */

void lay_learn(struct lay_scorer *s, int cell, const struct lay_box *box)
{
	const struct doc_cell *c = &s->grid->t->cells[cell];
	struct lay_hint h = { c->column, c->column + c->columns, box->left, box->right };

	if (box->up || box->label < 0 || lay_label_score(s, cell, box->label) < SURE_LABEL)
		return;
	for (size_t i = 0; i < s->nhints; i++)
		if (memcmp(&s->hints[i], &h, sizeof h) == 0)
			return;
	s->hints = mem_push(s->hints, s->nhints, sizeof *s->hints);
	s->hints[s->nhints++] = h;
}

void lay_settle(struct lay_scorer *s)
{
	mem_free(s->settled);
	s->settled = s->hints;
	s->nsettled = s->nhints;
	s->hints = NULL;
	s->nhints = 0;
}

int lay_column_of(const struct lay_scorer *s, int unit)
{
	for (size_t i = 0; i < s->nhints; i++)
		if (s->hints[i].left == unit)
			return s->hints[i].column;
	for (size_t i = 0; i < s->nsettled; i++)
		if (s->settled[i].left == unit)
			return s->settled[i].column;
	return -1;
}
