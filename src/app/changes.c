#include "app/changes.h"

#include <string.h>

#include "base/mem.h"

void changes_free(struct changes *c)
{
	for (size_t i = 0; i < c->ntexts; i++)
		mem_free(c->texts[i]);
	mem_free(c->texts);
	mem_free(c->change);
	*c = (struct changes){ 0 };
}

struct store_change *changes_add(struct changes *c, enum store_op op, const struct form *form,
                                 int copy)
{
	c->change = mem_more(c->change, c->n, &c->capacity, sizeof *c->change);
	c->change[c->n] = (struct store_change){ .op = op, .form = form->id, .copy = copy };
	return &c->change[c->n++];
}

const char *changes_keep(struct changes *c, char *text)
{
	c->texts = mem_more(c->texts, c->ntexts, &c->texts_capacity, sizeof *c->texts);
	return c->texts[c->ntexts++] = text;
}

const char *changes_key(struct changes *c, const struct filing *f, struct place p)
{
	struct str key = { 0 };

	filing_key(f, p, &key);
	return changes_keep(c, str_take(&key));
}

/* ---- figures ---- */

static void take_figure(struct store_change *change, const struct cell *cell)
{
	change->has_value = cell->value.state == FIGURE_NUMBER;
	change->value = change->has_value ? cell->value.num : 0;
}

void changes_figures(struct changes *c, const struct filing *f)
{
	for (size_t i = 0; i < c->n; i++) {
		struct store_change *change = &c->change[i];
		const struct form *form = set_form(f->set, change->form);
		int sheet = form ? filing_find_sheet(f, form, change->copy) : -1;
		struct place p;

		if (change->op == OP_CELL && sheet >= 0 && filing_place(f, sheet, change->key, &p))
			take_figure(change, filing_cell(f, p));
	}
}

void changes_derive(struct changes *c, const struct filing *f, struct place p)
{
	const struct sheet *s = &f->sheets[p.sheet];
	const char *key = changes_key(c, f, p);
	struct store_change *change = changes_add(c, OP_DERIVED, s->form, s->copy);

	change->key = key;
	take_figure(change, filing_cell(f, p));
}

static bool has_cell(const struct changes *c, size_t n, const struct sheet *s, const char *key)
{
	for (size_t i = 0; i < n; i++) {
		const struct store_change *change = &c->change[i];

		if (change->op == OP_CELL && change->copy == s->copy &&
		    strcmp(change->form, s->form->id) == 0 && strcmp(change->key, key) == 0)
			return true;
	}
	return false;
}

static bool same_figure(const struct cell *a, const struct cell *b)
{
	bool number = a && a->value.state == FIGURE_NUMBER;

	if (number != (b->value.state == FIGURE_NUMBER))
		return false;
	return !number || a->value.num == b->value.num;
}

/* ---- over all cells ---- */

struct comparison {
	struct changes *changes;
	size_t n; /* of them before any was derived */
	const struct filing *f;
	const struct sheet *before; /* the same sheet as it was; or NULL */
};

static void compare(struct comparison *k, const struct cell *before, struct place p)
{
	const struct sheet *s = &k->f->sheets[p.sheet];
	struct str key = { 0 };

	if (same_figure(before, filing_cell(k->f, p)))
		return;
	filing_key(k->f, p, &key);
	if (!has_cell(k->changes, k->n, s, str_text(&key)))
		changes_derive(k->changes, k->f, p);
	str_free(&key);
}

static const struct row *row_before(const struct sheet *before, int list, int at, int64_t id)
{
	const struct rows *rows = before ? &before->lists[list] : NULL;

	if (!rows)
		return NULL;
	if ((size_t)at < rows->n && rows->rows[at].id == id)
		return &rows->rows[at];
	for (size_t i = 0; i < rows->n; i++) {
		if (rows->rows[i].id == id)
			return &rows->rows[i];
	}
	return NULL;
}

static void compare_list(struct comparison *k, int sheet, int list)
{
	const struct sheet *s = &k->f->sheets[sheet];

	for (int r = 0; r < (int)s->lists[list].n; r++) {
		const struct row *before =
		    row_before(k->before, list, r, s->lists[list].rows[r].id);

		for (int c = 0; c < (int)s->form->lists[list].ncolumns; c++)
			compare(k, before ? &before->cells[c] : NULL,
			        (struct place){ sheet, list, r, c });
	}
}

void changes_derived(struct changes *c, const struct filing *before, const struct filing *f)
{
	struct comparison k = { .changes = c, .n = c->n, .f = f };

	for (int i = 0; i < (int)f->nsheets; i++) {
		const struct sheet *s = &f->sheets[i];
		int was = before ? filing_find_sheet(before, s->form, s->copy) : -1;

		k.before = was < 0 ? NULL : &before->sheets[was];
		for (int c2 = 0; c2 < (int)s->form->nfields; c2++)
			compare(&k, k.before ? &k.before->cells[c2] : NULL,
			        (struct place){ i, -1, -1, c2 });
		for (int l = 0; l < (int)s->form->nlists; l++)
			compare_list(&k, i, l);
	}
}

struct store_score changes_score(const struct filing *f)
{
	const struct set *set = f->set;
	int sheet = set->result_form < 0
	                ? -1
	                : filing_find_sheet(f, set->forms[set->result_form], 1);
	struct store_score score = { 0 };
	const struct cell *total, *grade;

	if (sheet < 0)
		return score;
	total = &f->sheets[sheet].cells[set->result_total];
	grade = &f->sheets[sheet].cells[set->result_grade];
	score.has_score = total->value.state == FIGURE_NUMBER;
	score.score = score.has_score ? total->value.num : 0;
	score.grade = grade->calc_text;
	return score;
}
