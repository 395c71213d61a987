#include "app/edit.h"

#include <string.h>

#include "app/edit_name.h"
#include "app/edit_step.h"
#include "app/work_inside.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "store/undo.h"
#include "store/revert.h"

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

/* ---- a part of a step ---- */

static char *name_of(const struct filing *f, const struct store_change *c)
{
	const struct form *form = set_form(f->set, c->form);
	char *name = c->key ? edit_name(f, c->form, c->copy, c->key) : NULL;
	struct str out = { 0 };

	if (!name && c->list) {
		str_addf(&out, "%s.%lld", c->list, (long long)c->row);
		name = edit_name(f, c->form, c->copy, str_text(&out));
		str_clear(&out);
	}
	str_add(&out, form ? form->number : c->form);
	if (name)
		str_addf(&out, " %s", name);
	mem_free(name);
	return str_take(&out);
}

/* Whether there is something to do it to. */
static bool is_possible(const struct filing *f, const struct store_change *c)
{
	const struct form *form = set_form(f->set, c->form);
	int sheet = form ? filing_find_sheet(f, form, c->copy) : -1;
	int list = form && c->list ? form_list(form, c->list) : -1;
	bool there;
	struct place p;

	switch (c->op) {
	case OP_CELL:
		return sheet >= 0 && filing_place(f, sheet, c->key, &p);
	case OP_SHEET_ADD:
		return form && sheet < 0;
	case OP_SHEET_DELETE:
		return sheet >= 0;
	default:
		there = sheet >= 0 && list >= 0 && filing_find_row(f, sheet, list, c->row) >= 0;
		return sheet >= 0 && there == (c->op != OP_ROW_ADD);
	}
}

static struct edit_part describe(const struct filing *f, const struct store_change *c,
                                 const struct store_disturbed *x)
{
	struct edit_part out = {
		.label = name_of(f, c),
		.disturbed = x->is,
		.possible = !x->is || is_possible(f, c),
		.is_cell = c->op == OP_CELL,
		.who = mem_strdup(x->who),
		.time = x->time,
		.seen = c->base,
	};

	if (x->is && c->op == OP_CELL) {
		out.base = mem_strdup(x->was);
		out.theirs = mem_strdup(x->now);
		out.mine = mem_strdup(c->text);
	}
	return out;
}

int edit_parts(struct work *w, struct filing *f, bool redo, struct edit_parts *out, struct err *e)
{
	struct store_disturbed *each;
	struct store_plan *plan;

	*out = (struct edit_parts){ .redo = redo };
	if (store_plan_parts(work_store(w), f->id, redo, &plan, &each, e) < 0)
		return -1;
	out->step = plan->step;
	out->what = mem_strdup(plan->what);
	out->n = plan->count;
	out->part = mem_array(plan->count + 1, sizeof *out->part);
	for (size_t i = 0; i < plan->count; i++)
		out->part[i] = describe(f, &plan->changes[i], &each[i]);
	store_disturbed_free(each, plan->count);
	store_plan_free(plan);
	return 0;
}

void edit_parts_free(struct edit_parts *p)
{
	for (size_t i = 0; i < p->n; i++) {
		mem_free(p->part[i].label);
		mem_free(p->part[i].who);
		mem_free(p->part[i].base);
		mem_free(p->part[i].theirs);
		mem_free(p->part[i].mine);
	}
	mem_free(p->part);
	mem_free(p->what);
	*p = (struct edit_parts){ 0 };
}

static bool as_seen(const struct edit_parts *p, const struct store_plan *plan, const bool *wanted)
{
	if (plan->step != p->step || plan->count != p->n)
		return false;
	for (size_t i = 0; i < p->n; i++)
		if (wanted[i] && plan->changes[i].base != p->part[i].seen)
			return false;
	return true;
}

int edit_take_parts(struct work *w, struct filing *f, const struct edit_parts *p,
                    const bool *wanted, struct place *where, struct err *e)
{
	struct store_disturbed *each = NULL;
	struct store_plan *plan = NULL;
	struct place at = { 0, -1, -1, 0 };
	struct edit_step s;
	int result;

	if (edit_step_begin(&s, w, f, e) < 0)
		return -1;
	result = store_plan_parts(work_store(w), f->id, p->redo, &plan, &each, e);
	if (result == 0)
		store_disturbed_free(each, plan->count);
	if (result == 0 && !as_seen(p, plan, wanted))
		result = err_set(e, ERR_CONFLICT, _("刚才又有新的修改，请再看一眼后重做"));
	if (result == 0) {
		store_plan_choose(plan, wanted);
		result = make_all(&s, plan, &at);
	}
	result = edit_step_end_plan(&s, result, plan);
	if (result == 0 && where)
		*where = at;
	store_plan_free(plan);
	return result;
}

/* ---- any step ---- */

/* The reason names the step: what is taken back stands in the journal with it. */
static char *revert_why(const struct work *w, int64_t step)
{
	struct str why = { 0 };

	str_addf(&why, w->why ? "恢复第 %lld 步：%s" : "恢复第 %lld 步%s", (long long)step,
	         w->why ? w->why : "");
	return str_take(&why);
}

static int end_revert(struct edit_step *s, int result, const struct store_plan *plan, int64_t step)
{
	struct work *w = s->w;
	char *was = w->why;

	for (size_t i = 0; result == 0 && i < plan->count; i++)
		*changes_add(&s->changes, plan->changes[i].op,
		             set_form(s->f->set, plan->changes[i].form),
		             plan->changes[i].copy) = plan->changes[i];
	w->why = revert_why(w, step);
	result = edit_step_end(s, result, "恢复");
	mem_free(w->why);
	w->why = was;
	return result;
}

int edit_revert(struct work *w, struct filing *f, int64_t step, const struct edit_cell_name *cell,
                struct place *where, struct err *e)
{
	struct store_plan *plan = NULL;
	struct edit_step s;
	struct place p = { 0, -1, -1, 0 };
	int result;

	if (edit_step_begin(&s, w, f, e) < 0)
		return -1;
	result = store_plan_revert(work_store(w), step, cell ? cell->form : NULL,
	                           cell ? cell->copy : 0, cell ? cell->key : NULL, &plan, e);
	if (result == 0)
		result = make_all(&s, plan, &p);
	result = end_revert(&s, result, plan, step);
	if (result == 0 && where)
		*where = p;
	store_plan_free(plan);
	return result;
}
