#include "app/edit_step.h"

#include <string.h>

#include "app/copy_filing.h"
#include "app/edit_name.h"
#include "app/later.h"
#include "app/work_inside.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"
#include "form/recalc.h"
#include "store/passages.h"
#include "store/rights.h"

/* ---- targets ---- */

static struct edit_target target(const struct filing *f, struct place p)
{
	const struct sheet *s = &f->sheets[p.sheet];

	return (struct edit_target){
		.form = s->form,
		.copy = s->copy,
		.list = p.list,
		.field = -1,
		.row = p.list < 0 ? 0 : s->lists[p.list].rows[p.row].id,
	};
}

struct edit_target edit_target(const struct filing *f, struct place p)
{
	struct edit_target t = target(f, p);

	t.field = p.field;
	t.version = filing_cell(f, p)->version;
	return t;
}

struct edit_target edit_target_row(const struct filing *f, struct place p)
{
	struct edit_target t = target(f, p);

	t.version = f->sheets[p.sheet].lists[p.list].rows[p.row].version;
	return t;
}

bool edit_target_place(const struct filing *f, const struct edit_target *t, struct place *out)
{
	*out = (struct place){ .list = t->list, .row = -1, .field = t->field };
	out->sheet = filing_find_sheet(f, t->form, t->copy);
	if (out->sheet < 0)
		return false;
	if (t->list >= 0)
		out->row = filing_find_row(f, out->sheet, t->list, t->row);
	return t->list < 0 || out->row >= 0;
}

static const char *target_key(struct changes *c, const struct edit_target *t)
{
	struct str key = { 0 };

	if (t->list >= 0)
		str_addf(&key, "%s.%lld.%s", t->form->lists[t->list].key, (long long)t->row,
		         t->form->lists[t->list].columns[t->field].key);
	else
		str_add(&key, t->form->fields[t->field].key);
	return changes_keep(c, str_take(&key));
}

/* ---- whether it may be ---- */

int edit_check_open(struct work *w, const struct filing *f, struct err *e)
{
	if (store_check_file(w->store, e) < 0)
		return -1;
	if (work_is_readonly(w))
		return err_set(e, ERR_READONLY, _("数据库是只读的，不能修改"));
	if (f->id > 0 && store_may(w->store, RIGHT_FILL, f->unit, e) < 0)
		return -1;
	if (!f->state || store_state_is_open(f->state))
		return 0;
	/* A sum is no filing of the store. */
	if (f->id <= 0)
		return err_set(e, ERR_LOCKED, _("这份填报的状态是“%s”，不能修改"), f->state);
	return store_check_open(w->store, f->id, e);
}

bool edit_is_closed(struct work *w, const struct filing *f, struct str *why)
{
	struct err closed = { 0 };

	if (edit_check_open(w, f, &closed) == 0)
		return false;
	str_add(why, closed.text);
	return true;
}

/* ---- begin ---- */

static int catch_up_last(struct edit_step *s)
{
	struct filing *last = s->f->last;
	struct store_filing *now = NULL;
	int result;

	if (!last)
		return work_link_last(s->w, s->f, s->e);
	if (work_stored(s->w, last, &now, s->e) < 0)
		return -1;
	result = now->revision == last->revision ? 0 : work_reload(s->w, last, NULL, s->e);
	store_filings_free(now, 1);
	return result;
}

static int catch_up(struct edit_step *s)
{
	struct store_filing *now = NULL;
	int result = catch_up_last(s);

	if (result == 0)
		result = work_stored(s->w, s->f, &now, s->e);
	if (result < 0)
		return -1;
	if (now->revision != s->f->revision)
		result = work_reload(s->w, s->f, &s->seen, s->e);
	if (result == 0)
		work_take_state(s->f, now);
	store_filings_free(now, 1);
	return result < 0 ? -1 : edit_check_open(s->w, s->f, s->e);
}

/* ---- what the store's sentences call things ---- */

/* What others deleted has its name in what the person saw. */
static char *name_for(void *step, const char *form, int copy, const char *key)
{
	const struct edit_step *s = step;
	char *name = edit_name(s->before, form, copy, key);

	return name ? name : edit_name(s->seen, form, copy, key);
}

int edit_step_begin_inside(struct edit_step *s, struct work *w, struct filing *f, struct err *e)
{
	*s = (struct edit_step){ .w = w, .f = f, .inside = true, .e = e };
	if (edit_check_open(w, f, e) < 0)
		return -1;
	if (catch_up(s) < 0) {
		filing_free(s->seen);
		return -1;
	}
	s->before = copy_filing(f);
	store_set_labels(w->store, name_for, s);
	return 0;
}

int edit_step_begin(struct edit_step *s, struct work *w, struct filing *f, struct err *e)
{
	if (edit_check_open(w, f, e) < 0 || store_begin(w->store, e) < 0)
		return -1;
	if (edit_step_begin_inside(s, w, f, e) < 0) {
		store_rollback(w->store);
		return -1;
	}
	s->inside = false;
	return 0;
}

/* ---- end ---- */

static void put_back(struct edit_step *s)
{
	if (!s->inside)
		store_rollback(s->w->store);
	swap_filings(s->f, s->before);
}

static void take_version(struct filing *f, const struct store_change *change)
{
	const struct form *form = set_form(f->set, change->form);
	int sheet = form ? filing_find_sheet(f, form, change->copy) : -1;
	int list, row;
	struct place p;

	if (sheet < 0)
		return;
	switch (change->op) {
	case OP_CELL:
		if (filing_place(f, sheet, change->key, &p))
			filing_cell(f, p)->version = change->version;
		return;
	case OP_ROW_ADD:
	case OP_ROW_MOVE:
		list = form_list(form, change->list);
		row = list < 0 ? -1 : filing_find_row(f, sheet, list, change->row);
		if (row >= 0)
			f->sheets[sheet].lists[list].rows[row].version = change->version;
		return;
	case OP_SHEET_ADD:
		f->sheets[sheet].version = change->version;
		return;
	default:
		return;
	}
}

static void take_versions(struct filing *f, const struct store_change *changes, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (changes[i].op == OP_DERIVED)
			continue;
		f->revision = changes[i].version;
		take_version(f, &changes[i]);
	}
}

static void step_free(struct edit_step *s)
{
	store_set_labels(s->w->store, NULL, NULL);
	changes_free(&s->changes);
	filing_free(s->before);
	filing_free(s->seen);
}

static int store_changes(struct edit_step *s, const char *what)
{
	struct store_score score = changes_score(s->f);

	changes_figures(&s->changes, s->f);
	changes_derived(&s->changes, s->before, s->f);
	return store_apply(s->w->store, s->f->id, s->changes.change, s->changes.n, &score, what,
	                   s->w->why, NULL, s->e);
}

static void derive_cells_of(struct edit_step *s, const struct store_plan *plan)
{
	for (size_t i = 0; i < plan->count; i++) {
		const struct store_change *change = &plan->changes[i];
		const struct form *form = set_form(s->f->set, change->form);
		int sheet = form ? filing_find_sheet(s->f, form, change->copy) : -1;
		struct place p;

		if (change->op == OP_CELL && sheet >= 0 &&
		    filing_place(s->f, sheet, change->key, &p))
			changes_derive(&s->changes, s->f, p);
	}
}

static int store_the_plan(struct edit_step *s, const struct store_plan *plan)
{
	struct store_score score = changes_score(s->f);

	changes_derived(&s->changes, s->before, s->f);
	derive_cells_of(s, plan);
	return store_apply_plan(s->w->store, s->f->id, plan, s->changes.change, s->changes.n,
	                        &score, NULL, s->e);
}

static int finish(struct edit_step *s, int result, const char *what, const struct store_plan *plan)
{
	if (result == 0) {
		filing_recalc(s->f);
		result = plan ? store_the_plan(s, plan) : store_changes(s, what);
	}
	if (result == 0)
		result = later_store(s->w, s->f, s->before, s->e);
	if (result == 0 && !s->inside)
		result = store_commit(s->w->store, s->e);
	if (result < 0) {
		put_back(s);
	} else {
		work_note_commit(s->w);
		take_versions(s->f, s->changes.change, s->changes.n);
		if (plan)
			take_versions(s->f, plan->changes, plan->count);
		work_recalc_later(s->w, s->f);
	}
	step_free(s);
	return result;
}

int edit_step_end(struct edit_step *s, int result, const char *what)
{
	return finish(s, result, what, NULL);
}

int edit_step_end_plan(struct edit_step *s, int result, const struct store_plan *plan)
{
	return finish(s, result, NULL, plan);
}

/* ---- conflicts ---- */

/* The store finds the words: who, when, to what.  The change can't go through. */
static int conflict(struct edit_step *s, struct store_change change)
{
	if (store_apply(s->w->store, s->f->id, &change, 1, NULL, "", NULL, NULL, s->e) < 0)
		return -1;
	return err_set(s->e, ERR_CONFLICT, _("刚才又有新的修改，请再看一眼后重做"));
}

static int cell_conflict(struct edit_step *s, const struct edit_target *t)
{
	return conflict(s, (struct store_change){ .op = OP_CELL,
	                                          .form = t->form->id,
	                                          .copy = t->copy,
	                                          .key = target_key(&s->changes, t),
	                                          .base = t->version });
}

static int row_conflict(struct edit_step *s, const struct edit_target *t)
{
	return conflict(s, (struct store_change){ .op = OP_ROW_DELETE,
	                                          .form = t->form->id,
	                                          .copy = t->copy,
	                                          .list = t->form->lists[t->list].key,
	                                          .row = t->row,
	                                          .base = t->version });
}

/* ---- changes ---- */

int edit_step_cell(struct edit_step *s, const struct edit_target *t, const char *text)
{
	struct place p;
	const char *key;
	struct store_change *change;

	if (!edit_target_place(s->f, t, &p) || filing_cell(s->f, p)->version != t->version)
		return cell_conflict(s, t);
	key = target_key(&s->changes, t);
	if (text)
		text = changes_keep(&s->changes, edit_clean_text(filing_field(s->f, p), text));
	filing_put(s->f, p, text);
	change = changes_add(&s->changes, OP_CELL, t->form, t->copy);
	change->key = key;
	change->text = text;
	change->base = t->version;
	return 0;
}

static struct store_change *add_row_change(struct edit_step *s, enum store_op op,
                                           const struct edit_target *t)
{
	struct store_change *change = changes_add(&s->changes, op, t->form, t->copy);

	change->list = t->form->lists[t->list].key;
	change->row = t->row;
	change->base = t->version;
	return change;
}

/* The row may be as it was seen, and a cell in it not. */
static int check_cells(struct edit_step *s, const struct edit_target *t, struct place now)
{
	struct place p;

	if (!s->seen || !edit_target_place(s->seen, t, &p))
		return 0;
	for (p.field = 0; p.field < (int)t->form->lists[t->list].ncolumns; p.field++) {
		struct edit_target cell = edit_target(s->seen, p);

		now.field = p.field;
		if (filing_cell(s->f, now)->version != cell.version)
			return cell_conflict(s, &cell);
	}
	return 0;
}

static bool row_is_as_seen(const struct edit_step *s, const struct edit_target *t, struct place *p)
{
	return edit_target_place(s->f, t, p) &&
	       s->f->sheets[p->sheet].lists[p->list].rows[p->row].version == t->version;
}

int edit_step_row_delete(struct edit_step *s, const struct edit_target *t)
{
	struct place p;

	if (!row_is_as_seen(s, t, &p))
		return row_conflict(s, t);
	if (check_cells(s, t, p) < 0)
		return -1;
	add_row_change(s, OP_ROW_DELETE, t);
	filing_drop_row(s->f, p.sheet, p.list, p.row);
	return 0;
}

int edit_move_row(struct filing *f, int sheet, int list, int row, int group, int64_t order)
{
	struct rows *rows = &f->sheets[sheet].lists[list];
	int64_t id = rows->rows[row].id, version = rows->rows[row].version;
	bool carried = rows->rows[row].carried;
	struct cell *cells = rows->rows[row].cells;
	int to = filing_row(f, sheet, list, id, group, order);
	int from = to <= row ? row + 1 : row;

	rows->rows[from].cells = rows->rows[to].cells;
	rows->rows[to].cells = cells;
	rows->rows[to].version = version;
	rows->rows[to].carried = carried;
	filing_drop_row(f, sheet, list, from);
	return to > from ? to - 1 : to;
}

int edit_step_row_move(struct edit_step *s, const struct edit_target *t, int group, int64_t order)
{
	struct store_change *change;
	struct place p;

	if (!row_is_as_seen(s, t, &p))
		return row_conflict(s, t);
	change = add_row_change(s, OP_ROW_MOVE, t);
	change->group = group < 0 ? NULL : t->form->lists[t->list].groups[group].key;
	change->order = order;
	edit_move_row(s->f, p.sheet, p.list, p.row, group, order);
	return 0;
}

int edit_step_row_add(struct edit_step *s, int sheet, int list, int group, int64_t order, int *row)
{
	const struct sheet *on = &s->f->sheets[sheet];
	int64_t id;

	if (store_row_id(s->w->store, s->f->id, on->form->id, on->copy, &id, s->e) < 0)
		return -1;
	*row = edit_step_row_put(s, sheet, list, group, order, id);
	return 0;
}

int edit_step_row_put(struct edit_step *s, int sheet, int list, int group, int64_t order,
                      int64_t id)
{
	const struct sheet *on = &s->f->sheets[sheet];
	const struct list *def = &on->form->lists[list];
	struct store_change *change;

	change = changes_add(&s->changes, OP_ROW_ADD, on->form, on->copy);
	change->list = def->key;
	change->group = group < 0 ? NULL : def->groups[group].key;
	change->row = id;
	change->order = order;
	return filing_row(s->f, sheet, list, id, group, order);
}
