#include "app/save_filing.h"

#include "app/changes.h"
#include "app/later.h"
#include "app/work_inside.h"
#include "form/recalc.h"

static void save_cell(struct changes *c, const struct filing *f, struct place p)
{
	const struct sheet *s = &f->sheets[p.sheet];
	const struct cell *cell = filing_cell(f, p);
	const char *key;
	struct store_change *change;

	if (!cell->text) {
		if (cell->value.state == FIGURE_NUMBER)
			changes_derive(c, f, p);
		return;
	}
	key = changes_key(c, f, p);
	change = changes_add(c, OP_CELL, s->form, s->copy);
	change->key = key;
	change->text = cell->text;
	change->carried = cell->carried;
	change->has_value = cell->value.state == FIGURE_NUMBER;
	change->value = change->has_value ? cell->value.num : 0;
}

static void save_row(struct changes *c, const struct filing *f, int sheet, int list, int row)
{
	const struct sheet *s = &f->sheets[sheet];
	const struct list *def = &s->form->lists[list];
	const struct row *r = &s->lists[list].rows[row];
	struct store_change *change = changes_add(c, OP_ROW_ADD, s->form, s->copy);

	change->list = def->key;
	change->group = r->group < 0 ? NULL : def->groups[r->group].key;
	change->row = r->id;
	change->order = r->order;
	change->carried = r->carried;
	for (int i = 0; i < (int)def->ncolumns; i++)
		save_cell(c, f, (struct place){ sheet, list, row, i });
}

static void save_sheet(struct changes *c, const struct filing *f, int sheet)
{
	const struct sheet *s = &f->sheets[sheet];

	changes_add(c, OP_SHEET_ADD, s->form, s->copy);
	for (int i = 0; i < (int)s->form->nfields; i++)
		save_cell(c, f, (struct place){ sheet, -1, -1, i });
	for (int l = 0; l < (int)s->form->nlists; l++) {
		for (int r = 0; r < (int)s->lists[l].n; r++)
			save_row(c, f, sheet, l, r);
	}
}

int save_filing(struct work *w, struct filing *f, const char *what, struct err *e)
{
	struct changes c = { 0 };
	struct store_score score;
	int64_t step = 0;
	int result;

	if (store_filing_add(w->store, f->unit, f->year, f->set->id, &f->id, e) < 0 ||
	    work_link_last(w, f, e) < 0)
		return -1;
	filing_recalc(f);
	for (int i = 0; i < (int)f->nsheets; i++)
		save_sheet(&c, f, i);
	score = changes_score(f);
	result = store_apply(w->store, f->id, c.change, c.n, &score, what, NULL, &step, e);
	/* Without it there would be a filing without sheets. */
	if (result == 0)
		result = store_step_keep(w->store, step, e);
	changes_free(&c);
	work_note_commit(w);
	return result < 0 ? -1 : later_store(w, f, NULL, e);
}
