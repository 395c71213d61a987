#include <string.h>

#include "app/merge_inside.h"
#include "base/i18n.h"
#include "base/mem.h"

enum { BASE, THEIRS, MINE, SIDES };

/* One sheet, one list, one row in all three; −1: it is not there. */
struct trio {
	const struct filing *f[SIDES]; /* base NULL: nothing in common */
	int sheet[SIDES];
	int list;
	int row[SIDES];
	const struct form *form;
	int copy;
	int64_t id; /* of the row */
};

/* ---- items ---- */

static struct merge_item *add(struct merge *m, const struct trio *t, enum merge_kind kind,
                              enum merge_side side)
{
	struct merge_item *i;

	m->items = mem_more(m->items, m->n, &m->capacity, sizeof *m->items);
	m->count[side]++;
	i = &m->items[m->n++];
	*i = (struct merge_item){ .kind = kind, .side = side, .form = t->form, .copy = t->copy,
		.to_copy = t->copy, .list = t->list, .field = -1, .row = t->id };
	i->choice = side == MERGE_THEIRS ? CHOICE_THEIRS : side == MERGE_MINE ? CHOICE_MINE
	                                                                     : CHOICE_OPEN;
	return i;
}

void merge_forget_plan(struct merge *m)
{
	for (size_t i = 0; i < m->n; i++) {
		mem_free(m->items[i].base);
		mem_free(m->items[i].theirs);
		mem_free(m->items[i].mine);
		mem_free(m->items[i].typed);
	}
	mem_free(m->items);
	m->items = NULL;
	m->n = m->capacity = 0;
	memset(m->count, 0, sizeof m->count);
}

/* ---- cells ---- */

static const struct cell *cell_of(const struct trio *t, int side, int field)
{
	struct place p = { t->sheet[side], t->list, t->row[side], field };

	if (!t->f[side] || p.sheet < 0 || (p.list >= 0 && p.row < 0))
		return NULL;
	return filing_cell(t->f[side], p);
}

static const char *text_of(const struct cell *c)
{
	return c ? c->text : NULL;
}

static bool same_text(const struct cell *a, const struct cell *b)
{
	const char *x = text_of(a), *y = text_of(b);

	return x && y ? strcmp(x, y) == 0 : x == y;
}

/* A text that was carried over and one that somebody stands by are two things. */
static bool same_cell(const struct cell *a, const struct cell *b)
{
	return same_text(a, b) && (!text_of(a) || a->carried == b->carried);
}

static enum merge_side changed_by(const struct merge *m, const struct cell *base,
                                  const struct cell *theirs, const struct cell *mine)
{
	if (same_text(theirs, mine)) /* who has confirmed it */
		return mine->carried ? MERGE_THEIRS : MERGE_MINE;
	if (m->common && same_text(base, theirs))
		return MERGE_MINE;
	if (m->common && same_text(base, mine))
		return MERGE_THEIRS;
	if (!m->common && !text_of(theirs))
		return MERGE_MINE;
	if (!m->common && !text_of(mine))
		return MERGE_THEIRS;
	return MERGE_BOTH;
}

static void plan_cell(struct merge *m, const struct trio *t, int field)
{
	const struct cell *base = cell_of(t, BASE, field), *theirs = cell_of(t, THEIRS, field);
	const struct cell *mine = cell_of(t, MINE, field);
	struct merge_item *i;

	if (same_cell(theirs, mine))
		return;
	i = add(m, t, MERGE_CELL, changed_by(m, base, theirs, mine));
	i->field = field;
	i->base = mem_strdup(text_of(base));
	i->theirs = mem_strdup(text_of(theirs));
	i->mine = mem_strdup(text_of(mine));
}

static void plan_cells(struct merge *m, const struct trio *t)
{
	size_t n = t->list < 0 ? t->form->nfields : t->form->lists[t->list].ncolumns;

	for (int i = 0; i < (int)n; i++)
		plan_cell(m, t, i);
}

/* Whether the cells of the row differ from those in common; moving it is none. */
static bool row_changed(const struct trio *t, int side)
{
	for (int i = 0; i < (int)t->form->lists[t->list].ncolumns; i++)
		if (!same_text(cell_of(t, side, i), cell_of(t, BASE, i)))
			return true;
	return false;
}

/* ---- rows ---- */

static const struct row *row_of(const struct trio *t, int side)
{
	if (!t->f[side] || t->sheet[side] < 0 || t->row[side] < 0)
		return NULL;
	return &t->f[side]->sheets[t->sheet[side]].lists[t->list].rows[t->row[side]];
}

static char *name_of_row(const struct trio *t, int side)
{
	struct str name = { 0 };

	if (row_of(t, side))
		row_label(t->f[side], (struct place){ t->sheet[side], t->list, t->row[side], 0 },
		          &name);
	return name.length ? str_take(&name) : NULL;
}

static bool same_place(const struct row *a, const struct row *b)
{
	return a && b && a->group == b->group && a->order == b->order;
}

/* «产出指标 第 3 行»: where the row stands. */
static char *place_of_row(const struct trio *t, int side)
{
	const struct row *r = row_of(t, side);
	const struct list *list = &t->form->lists[t->list];
	struct str out = { 0 };

	if (!r)
		return NULL;
	if (r->group >= 0)
		str_addf(&out, "%s ", list->groups[r->group].labels[0]);
	str_addf(&out, _("第 %d 行"), t->row[side] + 1);
	return str_take(&out);
}

static void plan_place(struct merge *m, const struct trio *t)
{
	const struct row *base = row_of(t, BASE), *theirs = row_of(t, THEIRS);
	const struct row *mine = row_of(t, MINE);
	enum merge_side side = MERGE_BOTH;
	struct merge_item *i;

	if (same_place(theirs, mine))
		return;
	if (same_place(base, theirs) || (!base && theirs->group == mine->group))
		side = MERGE_MINE;
	else if (same_place(base, mine))
		side = MERGE_THEIRS;
	i = add(m, t, MERGE_PLACE, side);
	i->base = place_of_row(t, BASE);
	i->theirs = place_of_row(t, THEIRS);
	i->mine = place_of_row(t, MINE);
}

static void add_row_item(struct merge *m, const struct trio *t, enum merge_side side)
{
	struct merge_item *i = add(m, t, MERGE_ROW, side);

	i->base = name_of_row(t, BASE);
	i->theirs = row_of(t, THEIRS) ? name_of_row(t, THEIRS) : NULL;
	i->mine = row_of(t, MINE) ? name_of_row(t, MINE) : NULL;
	if (row_of(t, THEIRS) && !i->theirs)
		i->theirs = mem_strdup("");
	if (row_of(t, MINE) && !i->mine)
		i->mine = mem_strdup("");
}

static void find_row(struct trio *t, int64_t id)
{
	t->id = id;
	for (int i = 0; i < SIDES; i++)
		t->row[i] = t->f[i] && t->sheet[i] >= 0
		                ? filing_find_row(t->f[i], t->sheet[i], t->list, id)
		                : -1;
}

/* One side has the row: who added or deleted it. */
static void plan_lone_row(struct merge *m, const struct trio *t, int has)
{
	enum merge_side kept = has == THEIRS ? MERGE_THEIRS : MERGE_MINE;
	enum merge_side gone = has == THEIRS ? MERGE_MINE : MERGE_THEIRS;

	if (t->row[BASE] < 0)
		add_row_item(m, t, kept);
	else
		add_row_item(m, t, row_changed(t, has) ? MERGE_BOTH : gone);
}

static void plan_row(struct merge *m, struct trio *t, int64_t id)
{
	find_row(t, id);
	if (t->row[THEIRS] >= 0 && t->row[MINE] >= 0) {
		plan_place(m, t);
		plan_cells(m, t);
	} else {
		plan_lone_row(m, t, t->row[THEIRS] >= 0 ? THEIRS : MINE);
	}
}

static void plan_list(struct merge *m, struct trio *t)
{
	const struct rows *theirs = &t->f[THEIRS]->sheets[t->sheet[THEIRS]].lists[t->list];
	const struct rows *mine = &t->f[MINE]->sheets[t->sheet[MINE]].lists[t->list];

	for (size_t i = 0; i < theirs->n; i++)
		plan_row(m, t, theirs->rows[i].id);
	for (size_t i = 0; i < mine->n; i++)
		if (filing_find_row(t->f[THEIRS], t->sheet[THEIRS], t->list, mine->rows[i].id) < 0)
			plan_row(m, t, mine->rows[i].id);
}

/* ---- without anything in common: rows by their names ---- */

static const char *row_name(const struct filing *f, int sheet, int list, int row)
{
	int column = f->sheets[sheet].form->lists[list].name_column;
	const char *text = filing_cell(f, (struct place){ sheet, list, row, column })->text;

	return text && *text ? text : NULL;
}

/* A row of mine of that name and group that no row of theirs is yet; −1. */
static int row_named(const struct trio *t, const char *name, int group)
{
	const struct rows *mine = &t->f[MINE]->sheets[t->sheet[MINE]].lists[t->list];

	for (int i = 0; i < (int)mine->n; i++) {
		const char *other = row_name(t->f[MINE], t->sheet[MINE], t->list, i);

		if (other && mine->rows[i].group == group && strcmp(other, name) == 0 &&
		    filing_find_row(t->f[THEIRS], t->sheet[THEIRS], t->list, mine->rows[i].id) < 0)
			return i;
	}
	return -1;
}

static void match_list(struct merge *m, const struct trio *t)
{
	struct rows *theirs = &t->f[THEIRS]->sheets[t->sheet[THEIRS]].lists[t->list];

	for (int i = 0; i < (int)theirs->n; i++) {
		const char *name = row_name(t->f[THEIRS], t->sheet[THEIRS], t->list, i);
		int at = theirs->rows[i].id < 0 && name ? row_named(t, name, theirs->rows[i].group)
		                                        : -1;
		struct parcel_id id;

		if (at < 0)
			continue;
		id = merge_row_name(m, t->form->id, t->copy, theirs->rows[i].id);
		theirs->rows[i].id =
		    t->f[MINE]->sheets[t->sheet[MINE]].lists[t->list].rows[at].id;
		merge_learn(m, t->form, t->copy, &id, theirs->rows[i].id);
	}
}

/* ---- sheets ---- */

static void plan_both(struct merge *m, struct trio *t)
{
	t->list = -1;
	plan_cells(m, t);
	for (t->list = 0; t->list < (int)t->form->nlists; t->list++) {
		if (!m->common)
			match_list(m, t);
		plan_list(m, t);
	}
	t->list = -1;
	t->id = 0;
}

static char *name_of_sheet(const struct trio *t, int side)
{
	struct str name = { 0 };

	if (t->f[side] && t->sheet[side] >= 0)
		sheet_title(t->f[side], t->sheet[side], &name);
	return name.length ? str_take(&name) : NULL;
}

static struct merge_item *add_sheet_item(struct merge *m, const struct trio *t,
                                         enum merge_side side)
{
	struct merge_item *i = add(m, t, MERGE_SHEET, side);

	i->base = name_of_sheet(t, BASE);
	i->theirs = name_of_sheet(t, THEIRS);
	i->mine = name_of_sheet(t, MINE);
	return i;
}

static bool same_sheet(struct merge *m, struct trio *t, int a, int b)
{
	struct merge other = { .common = true, .set = m->set };
	struct trio both = *t;
	bool same;

	/* Between the two alone: a is taken for theirs, b for mine. */
	both.f[BASE] = NULL;
	both.sheet[BASE] = -1;
	both.f[THEIRS] = t->f[a];
	both.sheet[THEIRS] = t->sheet[a];
	both.f[MINE] = t->f[b];
	both.sheet[MINE] = t->sheet[b];
	plan_both(&other, &both);
	same = other.n == 0;
	merge_forget_plan(&other);
	return same;
}

static int next_copy(const struct merge *m, const struct form *form)
{
	int highest = 0;

	for (size_t i = 0; i < m->f->nsheets; i++)
		if (m->f->sheets[i].form == form && m->f->sheets[i].copy > highest)
			highest = m->f->sheets[i].copy;
	for (size_t i = 0; i < m->theirs->nsheets; i++)
		if (m->theirs->sheets[i].form == form && m->theirs->sheets[i].copy > highest)
			highest = m->theirs->sheets[i].copy;
	for (size_t i = 0; i < m->n; i++)
		if (m->items[i].form == form && m->items[i].to_copy > highest)
			highest = m->items[i].to_copy;
	return highest + 1;
}

/* Both have it.  One that both have added are two, unless they are the same. */
static void plan_shared(struct merge *m, struct trio *t)
{
	int copy;

	if (m->common && t->sheet[BASE] < 0 && t->form->copies && t->copy > 1 &&
	    !same_sheet(m, t, THEIRS, MINE)) {
		copy = next_copy(m, t->form);
		add_sheet_item(m, t, MERGE_THEIRS)->to_copy = copy;
		return;
	}
	plan_both(m, t);
}

static bool has_form(const struct filing *f, const struct form *form)
{
	for (size_t i = 0; i < f->nsheets; i++)
		if (f->sheets[i].form == form)
			return true;
	return false;
}

static void plan_sheet(struct merge *m, const struct form *form, int copy)
{
	struct trio t = { .f = { m->base, m->theirs, m->f }, .form = form, .copy = copy,
		          .list = -1 };
	int has;

	for (int i = 0; i < SIDES; i++)
		t.sheet[i] = t.f[i] ? filing_find_sheet(t.f[i], form, copy) : -1;
	if (t.sheet[THEIRS] >= 0 && t.sheet[MINE] >= 0) {
		plan_shared(m, &t);
		return;
	}
	has = t.sheet[THEIRS] >= 0 ? THEIRS : MINE;
	if (t.sheet[BASE] < 0)
		add_sheet_item(m, &t, has == THEIRS ? MERGE_THEIRS : MERGE_MINE);
	else if (has == MINE && !has_form(m->theirs, form))
		return; /* no filing goes without the form */
	else if (!same_sheet(m, &t, BASE, has))
		add_sheet_item(m, &t, MERGE_BOTH);
	else
		add_sheet_item(m, &t, has == THEIRS ? MERGE_MINE : MERGE_THEIRS);
}

void merge_plan(struct merge *m)
{
	merge_forget_plan(m);
	for (size_t k = 0; k < m->set->nforms; k++) {
		const struct form *form = m->set->forms[k];

		for (size_t i = 0; i < m->theirs->nsheets; i++)
			if (m->theirs->sheets[i].form == form)
				plan_sheet(m, form, m->theirs->sheets[i].copy);
		for (size_t i = 0; i < m->f->nsheets; i++)
			if (m->f->sheets[i].form == form &&
			    filing_find_sheet(m->theirs, form, m->f->sheets[i].copy) < 0)
				plan_sheet(m, form, m->f->sheets[i].copy);
	}
}
