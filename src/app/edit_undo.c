#include "app/edit.h"

#include <string.h>

#include "app/edit_step.h"
#include "base/i18n.h"
#include "base/mem.h"

/* The store knows which changes take a step back; here they are made in the
 * filing, so that it can be recalculated. */

static int gone(struct edit_step *s)
{
	return err_set(s->e, ERR_INPUT, _("套表里已经没有这一步所改的栏目"));
}

static int make_cell(struct edit_step *s, const struct store_change *c, int sheet, struct place *p)
{
	if (!filing_place(s->f, sheet, c->key, p))
		return gone(s);
	filing_put(s->f, *p, c->text);
	filing_cell(s->f, *p)->carried = c->carried;
	return 0;
}

static int make_row(struct edit_step *s, const struct store_change *c, int sheet, struct place *p)
{
	const struct form *form = s->f->sheets[sheet].form;
	int list = form_list(form, c->list);
	int group = list >= 0 && c->group ? list_group(&form->lists[list], c->group) : -1;
	int row = list < 0 ? -1 : filing_find_row(s->f, sheet, list, c->row);

	if (list < 0 || (c->group && group < 0) || (row < 0) != (c->op == OP_ROW_ADD))
		return gone(s);
	if (c->op == OP_ROW_ADD) {
		row = filing_row(s->f, sheet, list, c->row, group, c->order);
		s->f->sheets[sheet].lists[list].rows[row].carried = c->carried;
	} else if (c->op == OP_ROW_MOVE) {
		row = edit_move_row(s->f, sheet, list, row, group, c->order);
	} else {
		filing_drop_row(s->f, sheet, list, row);
		if ((size_t)row == s->f->sheets[sheet].lists[list].n)
			row--;
	}
	*p = (struct place){ sheet, list, row, form->lists[list].name_column };
	return 0;
}

static int make_sheet(struct edit_step *s, const struct store_change *c, const struct form *form,
                      struct place *p)
{
	int sheet;

	if (c->op == OP_SHEET_ADD) {
		sheet = filing_sheet(s->f, form, c->copy);
	} else {
		sheet = filing_find_sheet(s->f, form, c->copy);
		filing_drop_sheet(s->f, sheet);
		if ((size_t)sheet == s->f->nsheets)
			sheet--;
	}
	*p = (struct place){ sheet, -1, -1, 0 };
	return 0;
}

static int make(struct edit_step *s, const struct store_change *c, struct place *p)
{
	const struct form *form = set_form(s->f->set, c->form);
	int sheet = form ? filing_find_sheet(s->f, form, c->copy) : -1;

	if (!form || (sheet < 0 && c->op != OP_SHEET_ADD))
		return gone(s);
	switch (c->op) {
	case OP_CELL:
		return make_cell(s, c, sheet, p);
	case OP_SHEET_ADD:
	case OP_SHEET_DELETE:
		return make_sheet(s, c, form, p);
	default:
		return make_row(s, c, sheet, p);
	}
}

/* The place of a step is its first cell that still is; rows and sheets say
 * where when there is none. */
static int make_all(struct edit_step *s, const struct store_plan *plan, struct place *where)
{
	bool found = false;

	for (size_t i = 0; i < plan->count; i++) {
		struct place p;

		if (make(s, &plan->changes[i], &p) < 0)
			return -1;
		if (!found || plan->changes[i].op != OP_CELL)
			*where = p;
		found = plan->changes[i].op == OP_CELL || found;
	}
	return 0;
}

static int take(struct work *w, struct filing *f,
                int (*plan_for)(struct store *s, int64_t filing, struct store_plan **plan,
                                struct err *e),
                char **what, struct place *where, struct err *e)
{
	struct store_plan *plan = NULL;
	struct edit_step s;
	struct place p = { 0, -1, -1, 0 };
	int result;

	if (edit_step_begin(&s, w, f, e) < 0)
		return -1;
	result = plan_for(work_store(w), f->id, &plan, e);
	if (result == 0)
		result = make_all(&s, plan, &p);
	result = edit_step_end_plan(&s, result, plan);
	if (result == 0 && what)
		*what = mem_strdup(plan->what);
	if (result == 0 && where)
		*where = p;
	store_plan_free(plan);
	return result;
}

int edit_undo(struct work *w, struct filing *f, char **what, struct place *where, struct err *e)
{
	return take(w, f, store_plan_undo, what, where, e);
}

int edit_redo(struct work *w, struct filing *f, char **what, struct place *where, struct err *e)
{
	return take(w, f, store_plan_redo, what, where, e);
}
