/* A file is one bracket: new filings are made in it and each filing gets one
 * step of editing.  When anything fails the bracket is rolled back; the filings
 * that were changed in it are read anew, those that were made are closed. */
#include <string.h>

#include "app/edit_order.h"
#include "app/edit_step.h"
#include "app/import_inside.h"
#include "app/work_inside.h"
#include "base/i18n.h"
#include "base/mem.h"

struct storing {
	struct import *im;
	const struct import_file *file;
	struct import_done *done;
	struct edit_step step;
	struct filing *f;
	int64_t *ids; /* beside the entries of the sheet at hand */
	struct err *e;
};

/* ---- whether there is anything to do ---- */

static bool is_wanted(const struct plan_cell *c)
{
	return c->state != PLAN_SAME && !c->refused;
}

static bool sheet_changes(const struct plan_sheet *p)
{
	for (size_t i = 0; i < p->laid->ncells; i++)
		if (is_wanted(&p->cells[i]))
			return true;
	return false;
}

static bool filing_changes(const struct import_filing *x)
{
	for (size_t i = 0; i < x->nsheets; i++)
		if (sheet_changes(&x->sheets[i]))
			return true;
	return false;
}

/* ---- a sheet ---- */

static int sheet_for(struct storing *s, const struct plan_sheet *p)
{
	const struct form *form = p->laid->form;
	int sheet = filing_find_sheet(s->f, form, p->copy);

	if (sheet >= 0)
		return sheet;
	changes_add(&s->step.changes, OP_SHEET_ADD, form, p->copy);
	s->done->sheets++;
	return filing_sheet(s->f, form, p->copy);
}

/* New rows come behind those that are there, in the order of the document. */
static int row_for(struct storing *s, const struct plan_sheet *p, int sheet, int entry)
{
	const struct laid_entry *e = &p->laid->entries[entry];
	const struct rows *rows = &s->f->sheets[sheet].lists[e->list];
	struct span span;
	int row;

	if (s->ids[entry])
		return filing_find_row(s->f, sheet, e->list, s->ids[entry]);
	span = edit_order_span(rows, e->group);
	if (edit_step_row_add(&s->step, sheet, e->list, e->group,
	                      edit_order_before(&s->step, sheet, e->list, span, span.end),
	                      &row) < 0)
		return -1;
	s->ids[entry] = s->f->sheets[sheet].lists[e->list].rows[row].id;
	s->done->rows++;
	return row;
}

static int changed_since(struct storing *s, const char *label)
{
	return err_set(s->e, ERR_CONFLICT, _("%s: “%s”在导入期间被他人修改，请重新导入"),
	               s->file->name, label);
}

static int put_cell(struct storing *s, const struct plan_sheet *p, int sheet,
                    const struct plan_cell *c)
{
	struct place place = { sheet, c->laid->list, -1, c->laid->field };
	struct edit_target t;
	const char *now;

	if (place.list >= 0) {
		place.row = row_for(s, p, sheet, c->laid->row);
		if (place.row < 0)
			return changed_since(s, p->laid->form->lists[place.list].label);
	}
	now = filing_cell(s->f, place)->text;
	if (c->now ? !now || strcmp(now, c->now) != 0 : now && *now)
		return changed_since(s, filing_field(s->f, place)->label);
	t = edit_target(s->f, place);
	s->done->cells++;
	s->done->changed += c->state == PLAN_OTHER;
	return edit_step_cell(&s->step, &t, c->laid->text);
}

static int put_sheet(struct storing *s, const struct plan_sheet *p)
{
	int sheet, result = 0;

	if (!sheet_changes(p))
		return 0;
	sheet = sheet_for(s, p);
	s->ids = mem_array(p->laid->nentries + 1, sizeof *s->ids);
	memcpy(s->ids, p->rows, p->laid->nentries * sizeof *s->ids);
	/* Rows in the order of the document, whichever of their cells are set. */
	for (size_t i = 0; i < p->laid->ncells && result == 0; i++)
		if (is_wanted(&p->cells[i]))
			result = put_cell(s, p, sheet, &p->cells[i]);
	mem_free(s->ids);
	s->ids = NULL;
	return result;
}

/* ---- a filing ---- */

static int put_filing(struct storing *s, const struct import_filing *x)
{
	struct str what = { 0 };
	int result = 0;

	if (x->fresh) {
		if (work_add_filing_inside(s->im->w, x->unit, x->year, x->set->id, s->e) < 0)
			return -1;
		s->done->filings++;
	}
	s->f = import_now(s->im, x, s->e);
	if (!s->f || edit_step_begin_inside(&s->step, s->im->w, s->f, s->e) < 0)
		return -1;
	for (size_t i = 0; i < x->nsheets && result == 0; i++)
		result = put_sheet(s, &x->sheets[i]);
	str_addf(&what, _("导入 %s"), s->file->name);
	result = edit_step_end(&s->step, result, str_text(&what));
	str_free(&what);
	return result;
}

/* What was put into filings is in no store any more. */
static void forget(struct import *im, const struct import_file *f)
{
	for (size_t i = 0; i < f->nfilings; i++) {
		struct err none = { 0 };
		const struct import_filing *x = &f->filings[i];
		struct filing *now;

		if (!filing_changes(x))
			continue;
		if (x->fresh) {
			work_close_gone(im->w, work_tree(im->w, &none)->stored[x->unit].id, x->year,
			                x->set);
			continue;
		}
		now = import_now(im, x, &none);
		if (now)
			work_put_back(im->w, now);
	}
}

int import_store(struct import *im, struct import_file *f, struct import_done *done,
                 struct err *e)
{
	struct import_done all = *done;
	struct storing s = { .im = im, .file = f, .done = &all, .e = e };
	bool any = false;
	int result = 0;

	for (size_t i = 0; i < f->nfilings; i++)
		any = any || filing_changes(&f->filings[i]);
	if (!any)
		return 0;
	if (store_begin(work_store(im->w), e) < 0)
		return -1;
	for (size_t i = 0; i < f->nfilings && result == 0; i++)
		if (filing_changes(&f->filings[i]))
			result = put_filing(&s, &f->filings[i]);
	if (result == 0)
		result = store_commit(work_store(im->w), e);
	if (result < 0) {
		store_rollback(work_store(im->w));
		forget(im, f);
		return -1;
	}
	*done = all;
	return 0;
}
