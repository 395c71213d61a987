#include "app/roll.h"

#include <string.h>

#include "app/save_filing.h"
#include "app/work_inside.h"
#include "base/i18n.h"
#include "base/mem.h"

/* ---- what is carried ---- */

struct rolling {
	const struct filing *from;
	struct filing *to;
};

static bool is_put(const struct cell *c)
{
	return c->stated.state != FIGURE_ABSENT && c->stated.state != FIGURE_BLANK;
}

static void carry_cell(const struct rolling *r, struct place from, struct place to)
{
	const struct cell *c = filing_cell(r->from, from);

	if (!is_put(c) || !form_keeps(r->to->sheets[to.sheet].form, to.list, to.field))
		return;
	filing_put(r->to, to, c->text);
	filing_cell(r->to, to)->carried = true;
}

/* Columns are found by key: the new year's set may have others. */
static void carry_row(const struct rolling *r, struct place from, struct place to)
{
	const struct list *before = &r->from->sheets[from.sheet].form->lists[from.list];
	const struct list *list = &r->to->sheets[to.sheet].form->lists[to.list];

	r->to->sheets[to.sheet].lists[to.list].rows[to.row].carried = true;
	for (to.field = 0; to.field < (int)list->ncolumns; to.field++) {
		from.field = list_column(before, list->columns[to.field].key);
		if (from.field >= 0)
			carry_cell(r, from, to);
	}
}

/* A row of a group the new set does not have goes into the first one, where
 * it can be seen. */
static int group_for(const struct list *before, int group, const struct list *now)
{
	int found = group < 0 ? -1 : list_group(now, before->groups[group].key);

	for (int i = 0; found < 0 && i < (int)now->ngroups; i++) {
		if (now->groups[i].leaf)
			found = i;
	}
	return found;
}

static void carry_list(const struct rolling *r, int from, int before, int to, int list)
{
	const struct sheet *source = &r->from->sheets[from];
	const struct list *def = &r->to->sheets[to].form->lists[list];

	for (int i = 0; i < (int)source->lists[before].n; i++) {
		const struct row *row = &source->lists[before].rows[i];
		int group = group_for(&source->form->lists[before], row->group, def);
		int at = filing_row(r->to, to, list, row->id, group, row->order);

		carry_row(r, (struct place){ from, before, i, 0 },
		          (struct place){ to, list, at, 0 });
	}
}

static void carry_sheet(const struct rolling *r, int from, const struct form *form)
{
	const struct sheet *source = &r->from->sheets[from];
	int to = filing_sheet(r->to, form, source->copy);

	for (int i = 0; i < (int)form->nfields; i++) {
		int field = form_field(source->form, form->fields[i].key);

		if (field >= 0)
			carry_cell(r, (struct place){ from, -1, -1, field },
			           (struct place){ to, -1, -1, i });
	}
	for (int l = 0; l < (int)form->nlists; l++) {
		int list = form_list(source->form, form->lists[l].key);

		if (list >= 0)
			carry_list(r, from, list, to, l);
	}
}

static void carry(const struct rolling *r)
{
	const struct set *set = r->to->set;

	for (int i = 0; i < (int)r->from->nsheets; i++) {
		const struct form *form = set_form(set, r->from->sheets[i].form->id);

		if (form && (form->copies || r->from->sheets[i].copy == 1))
			carry_sheet(r, i, form);
	}
	for (size_t i = 0; i < set->nforms; i++) {
		bool there = false;

		for (size_t k = 0; k < r->to->nsheets && !there; k++)
			there = r->to->sheets[k].form == set->forms[i];
		if (!there)
			filing_sheet(r->to, set->forms[i], 1);
	}
}

/* ---- whether it can be ---- */

static bool is_valid(const struct set *set, int year)
{
	return year >= set->year_from && (!set->year_to || year <= set->year_to);
}

/* The set of that year that looks most like it: same forms, by id. */
static const struct set *set_for(struct work *w, const struct set *before, int year, struct err *e)
{
	const struct set *best = NULL;
	int most = 0;

	if (is_valid(before, year))
		return before;
	sets_load_rest(&w->sets);
	for (size_t i = 0; i < w->sets.n; i++) {
		int same = 0;

		for (size_t k = 0; k < before->nforms && is_valid(w->sets.sets[i], year); k++)
			same += set_form(w->sets.sets[i], before->forms[k]->id) != NULL;
		if (same > most) {
			best = w->sets.sets[i];
			most = same;
		}
	}
	if (!best)
		err_set(e, ERR_NOTFOUND, _("没有适用于 %d 年、与套表 %s 同表的套表，不能结转"), year,
		        before->id);
	return best;
}

static int check_free(struct work *w, const struct filing *from, const struct set *set, int to,
                      struct err *e)
{
	struct store_filing *stored = NULL;
	size_t n = 0;
	int result = store_filings(w->store, from->unit, to, &stored, &n, e);

	for (size_t i = 0; i < n && result == 0; i++) {
		if (strcmp(stored[i].set, set->id) == 0)
			result = err_set(e, ERR_INPUT,
			                 _("%s %d 年已有填报（%s，%s），没有结转；请直接打开它填写，"
			                   "要看与 %d 年的不同用 ziping compare"),
			                 from->unit_name, to, set->title, stored[i].state,
			                 from->year);
	}
	store_filings_free(stored, n);
	return result;
}

/* ---- the call ---- */

static struct filing *carried_over(const struct units *units, int unit, const struct filing *from,
                                   const struct set *set, int year)
{
	struct filing *f = filing_new(set, units->unit[unit].code, units_name(units, unit, year),
	                              year);
	struct rolling r = { from, f };

	f->unit = from->unit;
	carry(&r);
	return f;
}

/* Checked and saved in one transaction: two people may roll at once. */
static int save(struct work *w, const struct filing *from, struct filing *f, struct err *e)
{
	int result;

	if (store_begin(w->store, e) < 0)
		return -1;
	result = check_free(w, from, f->set, f->year, e);
	if (result == 0)
		result = save_filing(w, f, "结转", e);
	if (result == 0)
		result = store_commit(w->store, e);
	if (result < 0)
		store_rollback(w->store);
	return result;
}

int roll_filing(struct work *w, int unit, int from, int to, const char *set_id, struct err *e)
{
	const struct units *units = work_tree(w, e);
	struct filing *source, *f;
	const struct set *set;
	int result;

	if (!units)
		return -1;
	if (to <= from)
		return err_set(e, ERR_INPUT, _("只能结转到以后的年度：%d 不在 %d 之后"), to, from);
	source = work_open_filing(w, unit, from, set_id, e);
	set = source ? set_for(w, source->set, to, e) : NULL;
	if (!set)
		return -1;
	f = carried_over(units, unit, source, set, to);
	result = save(w, source, f, e);
	filing_free(f);
	if (result == 0)
		work_reload_changed(w); /* it may be another one's last year */
	return result;
}

/* ---- what still is marked ---- */

struct places {
	struct place *place;
	size_t n, capacity;
};

static void gather(struct places *out, const struct filing *f, struct place p)
{
	if (!filing_cell(f, p)->carried)
		return;
	out->place = mem_more(out->place, out->n, &out->capacity, sizeof *out->place);
	out->place[out->n++] = p;
}

static void gather_sheet(struct places *out, const struct filing *f, int sheet)
{
	const struct sheet *s = &f->sheets[sheet];

	for (int i = 0; i < (int)s->form->nfields; i++)
		gather(out, f, (struct place){ sheet, -1, -1, i });
	for (int l = 0; l < (int)s->form->nlists; l++) {
		int columns = (int)s->form->lists[l].ncolumns;

		for (int i = 0; i < (int)s->lists[l].n * columns; i++)
			gather(out, f, (struct place){ sheet, l, i / columns, i % columns });
	}
}

struct place *roll_carried(const struct filing *f, int sheet, size_t *count)
{
	struct places out = { 0 };

	for (int i = 0; i < (int)f->nsheets; i++) {
		if (sheet < 0 || i == sheet)
			gather_sheet(&out, f, i);
	}
	*count = out.n;
	return out.place;
}
