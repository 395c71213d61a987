/* A merge is one bracket, like an import (import_store.c): what fails rolls all
 * of it back, and the filing is read anew. */
#include <string.h>

#include "app/edit_step.h"
#include "app/edit_text.h"
#include "app/handin.h"
#include "app/merge_inside.h"
#include "app/work_inside.h"
#include "base/i18n.h"
#include "base/mem.h"

struct merging {
	struct merge *m;
	struct merge_done *done;
	struct edit_step step;
	struct err *e;
};

/* ---- what is done at all ---- */

static bool is_done(const struct merge_item *i)
{
	return i->choice == CHOICE_THEIRS || i->choice == CHOICE_TYPED;
}

static bool has_change(const struct merge *m)
{
	for (size_t i = 0; i < m->n; i++)
		if (is_done(&m->items[i]))
			return true;
	return false;
}

/* ---- cells ---- */

static int put_cell(struct merging *g, struct place p, const char *text, bool carried)
{
	struct edit_target t = edit_target(g->m->f, p);

	if (edit_step_cell(&g->step, &t, text) < 0)
		return -1;
	g->step.changes.change[g->step.changes.n - 1].carried = carried;
	filing_cell(g->m->f, p)->carried = carried;
	g->done->cells++;
	return 0;
}

/* All that stands in a row (list ≥ 0) or in the fields of a sheet of theirs. */
static int put_cells(struct merging *g, struct place from, struct place to)
{
	const struct form *form = g->m->f->sheets[to.sheet].form;
	size_t n = to.list < 0 ? form->nfields : form->lists[to.list].ncolumns;

	for (int i = 0; i < (int)n; i++) {
		const struct cell *c;

		from.field = to.field = i;
		c = filing_cell(g->m->theirs, from);
		if (c->text && put_cell(g, to, c->text, c->carried) < 0)
			return -1;
	}
	return 0;
}

static int apply_cell(struct merging *g, const struct merge_item *i)
{
	struct merge *m = g->m;
	struct place p = { filing_find_sheet(m->f, i->form, i->copy), i->list, -1, i->field };
	struct place from = { filing_find_sheet(m->theirs, i->form, i->copy), i->list, -1, i->field };
	const struct cell *c;

	if (p.list >= 0) {
		p.row = filing_find_row(m->f, p.sheet, p.list, i->row);
		from.row = filing_find_row(m->theirs, from.sheet, from.list, i->row);
	}
	if (p.list >= 0 && p.row < 0)
		return 0; /* the row was taken out by another choice */
	if (i->choice == CHOICE_TYPED)
		return put_cell(g, p, i->typed, false);
	c = filing_cell(m->theirs, from);
	return put_cell(g, p, c->text, c->carried);
}

/* ---- rows ---- */

static bool has_id(const struct filing *f, int sheet, int64_t id)
{
	for (int l = 0; l < (int)f->sheets[sheet].form->nlists; l++)
		if (filing_find_row(f, sheet, l, id) >= 0)
			return true;
	return false;
}

/* The number it has there where that is free, so that both sides call it the
 * same; one that was here and was deleted comes back under its own. */
static int id_for(struct merging *g, int sheet, const struct parcel_id *name, int64_t *id)
{
	struct merge *m = g->m;
	const struct sheet *s = &m->f->sheets[sheet];
	int64_t known = identity_row(m->ids, s->form->id, s->copy, name), last = 0;

	*id = known > 0 ? known : name->number;
	if (!has_id(m->f, sheet, *id)) {
		if (known > 0)
			return 0;
		if (store_row_id_last(m->w->store, m->f->id, s->form->id, s->copy, &last, g->e) < 0)
			return -1;
		if (last < *id)
			return 0;
	}
	/* One that this very step has taken is not counted by the store yet. */
	do {
		if (store_row_id(m->w->store, m->f->id, s->form->id, s->copy, id, g->e) < 0)
			return -1;
	} while (has_id(m->f, sheet, *id));
	return 0;
}

static int add_row(struct merging *g, struct place from, int sheet)
{
	struct merge *m = g->m;
	const struct sheet *source = &m->theirs->sheets[from.sheet];
	const struct row *row = &source->lists[from.list].rows[from.row];
	struct parcel_id name = merge_row_name(m, source->form->id, source->copy, row->id);
	struct place to = { sheet, from.list, -1, -1 };
	int64_t id;

	if (id_for(g, sheet, &name, &id) < 0)
		return -1;
	to.row = edit_step_row_put(&g->step, sheet, to.list, row->group, row->order, id);
	g->step.changes.change[g->step.changes.n - 1].carried = row->carried;
	m->f->sheets[sheet].lists[to.list].rows[to.row].carried = row->carried;
	merge_learn(m, source->form, m->f->sheets[sheet].copy, &name, id);
	g->done->rows++;
	return put_cells(g, from, to);
}

static int apply_row(struct merging *g, const struct merge_item *i)
{
	struct merge *m = g->m;
	int sheet = filing_find_sheet(m->f, i->form, i->copy);
	struct place from = { filing_find_sheet(m->theirs, i->form, i->copy), i->list, -1, -1 };
	struct place p = { sheet, i->list, filing_find_row(m->f, sheet, i->list, i->row), 0 };
	struct edit_target t;

	from.row = filing_find_row(m->theirs, from.sheet, i->list, i->row);
	if (from.row >= 0)
		return add_row(g, from, sheet);
	t = edit_target_row(m->f, p);
	g->done->rows++;
	return edit_step_row_delete(&g->step, &t);
}

static int apply_place(struct merging *g, const struct merge_item *i)
{
	struct merge *m = g->m;
	int sheet = filing_find_sheet(m->f, i->form, i->copy);
	int other = filing_find_sheet(m->theirs, i->form, i->copy);
	struct place p = { sheet, i->list, filing_find_row(m->f, sheet, i->list, i->row), 0 };
	int from = filing_find_row(m->theirs, other, i->list, i->row);
	const struct row *row = &m->theirs->sheets[other].lists[i->list].rows[from];
	struct edit_target t = edit_target_row(m->f, p);

	g->done->rows++;
	return edit_step_row_move(&g->step, &t, row->group, row->order);
}

/* ---- sheets ---- */

static int add_sheet(struct merging *g, const struct merge_item *i, int from)
{
	struct merge *m = g->m;
	int sheet;

	changes_add(&g->step.changes, OP_SHEET_ADD, i->form, i->to_copy);
	sheet = filing_sheet(m->f, i->form, i->to_copy);
	if (put_cells(g, (struct place){ from, -1, -1, 0 }, (struct place){ sheet, -1, -1, 0 }) < 0)
		return -1;
	for (int l = 0; l < (int)i->form->nlists; l++)
		for (int r = 0; r < (int)m->theirs->sheets[from].lists[l].n; r++)
			if (add_row(g, (struct place){ from, l, r, 0 }, sheet) < 0)
				return -1;
	return 0;
}

static int count_sheets(const struct filing *f, const struct form *form)
{
	int n = 0;

	for (size_t i = 0; i < f->nsheets; i++)
		n += f->sheets[i].form == form;
	return n;
}

static int drop_sheet(struct merging *g, const struct merge_item *i)
{
	struct merge *m = g->m;
	int sheet = filing_find_sheet(m->f, i->form, i->copy);

	if (count_sheets(m->f, i->form) < 2)
		return 0; /* no filing goes without the form */
	changes_add(&g->step.changes, OP_SHEET_DELETE, i->form, i->copy)->base =
	    m->f->sheets[sheet].version;
	filing_drop_sheet(m->f, sheet);
	return 0;
}

static int apply_sheet(struct merging *g, const struct merge_item *i)
{
	int from = filing_find_sheet(g->m->theirs, i->form, i->copy);

	g->done->sheets++;
	return from >= 0 ? add_sheet(g, i, from) : drop_sheet(g, i);
}

/* ---- all of it ---- */

/* Sheets come before what is in them goes; what is added before what is deleted. */
static int apply(struct merging *g)
{
	static int (*const by_kind[])(struct merging *g, const struct merge_item *i) = {
		[MERGE_SHEET] = apply_sheet,
		[MERGE_ROW] = apply_row,
		[MERGE_PLACE] = apply_place,
		[MERGE_CELL] = apply_cell,
	};

	for (size_t i = 0; i < g->m->n; i++) {
		const struct merge_item *item = &g->m->items[i];

		if (item->side == MERGE_BOTH && item->choice == CHOICE_MINE)
			g->done->kept++;
		if (is_done(item) && by_kind[item->kind](g, item) < 0)
			return -1;
	}
	return 0;
}

static int check_seen(struct merging *g)
{
	if (g->m->f->revision == g->m->revision)
		return 0;
	return err_set(g->e, ERR_CONFLICT,
	               _("%s: 看计划以后这份填报又被修改，没有合并，请再看一遍计划"), g->m->name);
}

static int edit(struct merging *g)
{
	struct str what = { 0 }, why = { 0 };
	struct work *w = g->m->w;
	char *usual = w->why;
	int result;

	if (edit_step_begin_inside(&g->step, w, g->m->f, g->e) < 0)
		return -1;
	str_addf(&what, _("合并 %s"), g->m->name);
	parcel_code(g->m->parcel.digest, &why);
	w->why = str_text(&why) ? why.s : NULL;
	result = check_seen(g);
	if (result == 0)
		result = apply(g);
	result = edit_step_end(&g->step, result, str_text(&what));
	w->why = usual;
	str_free(&what);
	str_free(&why);
	return result;
}

/* ---- states ---- */

static const char *why_of_state(const struct merge *m)
{
	const char *why = NULL;

	for (size_t i = 0; i < m->parcel.nsaid; i++)
		if (m->parcel.said[i].said == PARCEL_PASSAGE)
			why = m->parcel.said[i].text;
	return why;
}

bool merge_has_state(const struct merge *m)
{
	return strcmp(m->f->state, m->parcel.state) != 0;
}

/* Into the state of the sender.  Handing in is looked through as always. */
static int take_state(struct merging *g)
{
	struct merge *m = g->m;
	struct store_pass pass = { .state = m->parcel.state, .why = why_of_state(m),
		                   .revision = -1 };
	struct store_filing *now = NULL;

	if (!merge_has_state(m))
		return 0;
	if (strcmp(m->parcel.state, STATE_HANDED_IN) == 0)
		return handin_submit(m->w, m->f, pass.why, NULL, g->e);
	pass.seen = m->f->passage;
	if (store_pass(m->w->store, m->f->id, &pass, NULL, g->e) < 0 ||
	    work_stored(m->w, m->f, &now, g->e) < 0)
		return -1;
	work_take_state(m->f, now);
	store_filings_free(now, 1);
	return 0;
}

/* ---- the bracket ---- */

/* A new filing is as empty as what the plan was made with. */
static void plan_anew(struct merge *m)
{
	enum merge_choice *choices = mem_array(m->n + 1, sizeof *choices);
	size_t n = m->n;

	for (size_t i = 0; i < n; i++)
		choices[i] = m->items[i].choice == CHOICE_MINE ? CHOICE_MINE : CHOICE_THEIRS;
	merge_plan(m);
	for (size_t i = 0; i < n && n == m->n; i++)
		m->items[i].choice = choices[i];
	mem_free(choices);
}

static int make_filing(struct merging *g)
{
	struct merge *m = g->m;
	struct filing *made;

	if (work_add_filing_inside(m->w, m->unit, m->parcel.year, m->set->id, g->e) < 0)
		return -1;
	made = work_open_filing(m->w, m->unit, m->parcel.year, m->set->id, g->e);
	if (!made)
		return -1;
	filing_free(m->f);
	m->f = made;
	m->fresh = false;
	m->revision = made->revision;
	plan_anew(m);
	return 0;
}

/* Nobody has merged it since the plan: the revision does not tell of one that
 * brought remarks alone. */
static int check_not_merged(struct merging *g)
{
	struct merge *m = g->m;
	struct store_parcel *all = NULL;
	size_t n = 0;
	int result = store_parcels(m->w->store, m->f->id, &all, &n, g->e);

	for (size_t i = 0; i < n && result == 0; i++)
		if (all[i].incoming && strcmp(all[i].digest, m->parcel.digest) == 0)
			result = err_set(g->e, ERR_CONFLICT, _("%s: 刚由 %s 合并过"), m->name,
			                 all[i].who);
	store_parcels_free(all, n);
	return result;
}

static int store_inside(struct merging *g, bool state)
{
	struct merge *m = g->m;
	bool opens = state && store_state_is_open(m->parcel.state);

	if (m->fresh ? make_filing(g) < 0 : check_not_merged(g) < 0)
		return -1;
	if (opens && take_state(g) < 0)
		return -1;
	if (has_change(m) && edit(g) < 0)
		return -1;
	if (merge_store_said(m, g->done, g->e) < 0)
		return -1;
	return state && !opens ? take_state(g) : 0;
}

/* What was put into the filing is in no store. */
static void forget(struct merge *m, bool was_fresh)
{
	struct err none = { 0 };

	if (was_fresh && !m->fresh) {
		work_close_gone(m->w, work_tree(m->w, &none)->stored[m->unit].id, m->parcel.year,
		                m->set);
		m->f = NULL;
	} else if (!m->fresh) {
		work_put_back(m->w, m->f);
	}
}

int merge_store(struct merge *m, bool state, struct merge_done *done, struct err *e)
{
	struct merging g = { .m = m, .done = done, .e = e };
	bool fresh = m->fresh;
	int result;

	*done = (struct merge_done){ 0 };
	if (m->again && !state)
		return 0;
	if (merge_open_items(m) > 0)
		return err_set(e, ERR_CONFLICT, _("%s: 有 %zu 处两边改得不同，还没有选定，没有合并"),
		               m->name, merge_open_items(m));
	if (store_begin(m->w->store, e) < 0)
		return -1;
	result = m->again ? take_state(&g) : store_inside(&g, state);
	if (result == 0)
		result = store_commit(m->w->store, e);
	if (result < 0) {
		store_rollback(m->w->store);
		forget(m, fresh);
		return -1;
	}
	m->again = true;
	if (fresh)
		work_reload_changed(m->w); /* it may be another one's last year */
	return 0;
}
