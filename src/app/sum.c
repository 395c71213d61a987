#include "app/sum.h"

#include <stdlib.h>
#include <string.h>

#include "app/sum_add.h"
#include "app/sum_inside.h"
#include "app/work_inside.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "store/sums.h"

/* ---- which units ---- */

bool sum_adjusts(const char *code)
{
	static const char mark[] = "-差额";
	size_t n = strlen(code), m = sizeof mark - 1;

	return n > m && strcmp(code + n - m, mark) == 0;
}

/* The indexes from unit to before *end are the unit and all below it. */
static int tree_end(const struct units *u, int unit)
{
	int end = unit + 1;

	while (end < (int)u->n && u->unit[end].depth > u->unit[unit].depth)
		end++;
	return end;
}

static void count_units(struct sum_source *s, struct sum *out)
{
	out->missing = mem_array((size_t)(s->end - s->unit), sizeof *out->missing);
	out->adjusting = mem_array((size_t)(s->end - s->unit), sizeof *out->adjusting);
	for (int i = s->unit; i < s->end; i++) {
		const struct work_unit *u = &s->units->unit[i];
		bool filed = s->filed[i - s->unit];

		if (sum_adjusts(u->code)) {
			if (filed)
				out->adjusting[out->nadjusting++] = i;
			continue;
		}
		if (!filed && u->has_subordinates)
			continue;
		out->should++;
		out->filed += filed;
		if (!filed)
			out->missing[out->nmissing++] = i;
	}
}

/* ---- which set, which forms ---- */

static const struct form *find_form(const struct set *set, const char *form)
{
	for (size_t i = 0; i < set->nforms; i++) {
		if (strcmp(set->forms[i]->id, form) == 0 ||
		    strcmp(set->forms[i]->number, form) == 0)
			return set->forms[i];
	}
	return NULL;
}

static bool suits(const struct sum_source *s, const struct store_filing *f, const struct set *set,
                  const char *set_id, const char *form)
{
	int at = units_index(s->units, f->unit);

	return set && at >= s->unit && at < s->end && (!set_id || strcmp(set->id, set_id) == 0) &&
	       (!form || find_form(set, form));
}

static int choose_set(struct sum_source *s, const struct store_filing *stored, size_t n,
                      const char *set_id, const char *form)
{
	for (size_t i = 0; i < n; i++) {
		const struct set *set = sets_find(&s->w->sets, stored[i].set);

		if (suits(s, &stored[i], set, set_id, form) &&
		    (!s->set || strcmp(set->id, s->set->id) < 0))
			s->set = set;
	}
	if (s->set)
		return 0;
	if (form)
		return err_set(s->e, ERR_NOTFOUND, _("%s及下级没有 %d 年含表“%s”的填报"),
		               s->units->unit[s->unit].name, s->year, form);
	return err_set(s->e, ERR_NOTFOUND, _("%s及下级没有 %d 年的填报"),
	               s->units->unit[s->unit].name, s->year);
}

static void close_source(struct sum_source *s)
{
	mem_free(s->filed);
	s->filed = NULL;
}

static int open_source(struct sum_source *s, struct work *w, int unit, int year, const char *set_id,
                    const char *form, struct err *e)
{
	struct store_filing *stored = NULL;
	size_t n = 0;

	*s = (struct sum_source){ .w = w, .unit = unit, .year = year, .e = e };
	s->units = work_tree(w, e);
	if (!s->units)
		return -1;
	if (unit < 0 || (size_t)unit >= s->units->n)
		return err_set(e, ERR_NOTFOUND, _("没有这个单位"));
	s->end = tree_end(s->units, unit);
	if (store_filings(w->store, 0, year, &stored, &n, e) < 0)
		return -1;
	s->filed = mem_array((size_t)(s->end - unit), sizeof *s->filed);
	int result = choose_set(s, stored, n, set_id, form);
	for (size_t i = 0; i < n && result == 0; i++) {
		if (suits(s, &stored[i], sets_find(&w->sets, stored[i].set), s->set->id, NULL))
			s->filed[units_index(s->units, stored[i].unit) - unit] = true;
	}
	store_filings_free(stored, n);
	if (result < 0)
		close_source(s);
	return result;
}

/* ---- from what is stored ---- */

struct row_place {
	int64_t unit, id;
	int copy, list, group;
	int64_t order;
};

struct scan {
	struct adding *a;
	const struct units *units;
	int form;              /* in a->forms */
	struct row_place *rows;
	size_t nrows, capacity;
	bool sorted;
	int64_t unit;          /* whose cells come */
	bool adjusts;
	size_t row;            /* of the adding, of the row whose cells come */
	int list;
	int64_t id;            /* 0: none */
	int copy;
};

static void take_row(void *context, const struct store_sum_row *row)
{
	struct scan *s = context;
	const struct form *form = s->a->forms[s->form].form;
	int list = form_list(form, row->list);

	if (list < 0 || !s->a->forms[s->form].lists[list].wanted)
		return;
	s->rows = mem_more(s->rows, s->nrows, &s->capacity, sizeof *s->rows);
	s->rows[s->nrows++] = (struct row_place){
		row->unit, row->id, row->copy, list,
		row->group ? list_group(&form->lists[list], row->group) : -1, row->order
	};
}

static int by_unit(const void *a, const void *b)
{
	const struct row_place *x = a, *y = b;

	if (x->unit != y->unit)
		return x->unit < y->unit ? -1 : 1;
	if (x->copy != y->copy)
		return x->copy < y->copy ? -1 : 1;
	return (x->id > y->id) - (x->id < y->id);
}

static const struct row_place *find_row(struct scan *s, int copy, int64_t id)
{
	struct row_place key = { .unit = s->unit, .id = id, .copy = copy };

	/* They came unit by unit, the units as the tree has them. */
	if (!s->sorted && s->nrows > 1)
		qsort(s->rows, s->nrows, sizeof *s->rows, by_unit);
	s->sorted = true;
	return s->nrows ? bsearch(&key, s->rows, s->nrows, sizeof key, by_unit) : NULL;
}

/* LIST.ID.column; false: not of a list that is summed.  The cells of one row
 * come together. */
static bool split_key(struct scan *s, const char *key, int copy, int *column)
{
	const struct form *form = s->a->forms[s->form].form;
	const char *dot = strchr(key, '.');
	const struct row_place *r;
	char *end;
	int64_t id;

	if (!dot || dot[1] < '0' || dot[1] > '9')
		return false;
	id = strtoll(dot + 1, &end, 10);
	if (*end != '.')
		return false;
	if (id != s->id) {
		r = find_row(s, copy, id);
		if (!r)
			return false;
		s->id = id;
		s->list = r->list;
		s->row = adding_row(s->a, r->list, id, r->group, r->order);
	}
	*column = list_column(&form->lists[s->list], end + 1);
	return *column >= 0;
}

static void take_cell(void *context, const struct store_sum_cell *cell)
{
	struct scan *s = context;
	struct sum_part part = { cell->has_value, cell->value, cell->text };
	int field, column;

	if (cell->unit != s->unit) {
		int at = units_index(s->units, cell->unit);

		s->unit = cell->unit;
		s->adjusts = at >= 0 && sum_adjusts(s->units->unit[at].code);
		s->id = 0;
	}
	if (cell->copy != s->copy) {
		s->copy = cell->copy;
		s->id = 0;
	}
	adding_sheet(s->a, s->form, cell->unit, cell->copy, s->adjusts);
	field = form_field(s->a->forms[s->form].form, cell->key);
	if (field >= 0)
		adding_field(s->a, field, part);
	else if (split_key(s, cell->key, cell->copy, &column))
		adding_cell(s->a, s->row, column, part);
}

static bool has_lists(const struct sum_form *f)
{
	for (size_t l = 0; l < f->form->nlists; l++) {
		if (f->lists[l].wanted)
			return true;
	}
	return false;
}

static int scan_form(const struct sum_source *s, struct adding *a, int form)
{
	struct scan scan = { .a = a, .units = s->units, .form = form };
	struct store_sum_taker taker = { &scan, has_lists(&a->forms[form]) ? take_row : NULL,
		                         take_cell };
	int result = store_sums(s->w->store, s->units->unit[s->unit].id, s->year, s->set->id,
	                        a->forms[form].form->id, &taker, s->e);

	adding_end(a);
	mem_free(scan.rows);
	return result;
}

static int scan_forms(const struct sum_source *s, struct adding *a)
{
	int result = 0;

	for (int i = 0; i < (int)a->nforms && result == 0; i++)
		result = scan_form(s, a, i);
	return result;
}

/* ---- from the texts ---- */

static struct sum_part part_of(const struct cell *c)
{
	return (struct sum_part){ c->value.state == FIGURE_NUMBER, c->value.num, c->text };
}

static void add_sheet(struct adding *a, const struct sheet *s)
{
	for (int i = 0; i < (int)s->form->nfields; i++)
		adding_field(a, i, part_of(&s->cells[i]));
	for (int l = 0; l < (int)s->form->nlists; l++) {
		if (!a->forms[a->form].lists[l].wanted)
			continue;
		for (size_t r = 0; r < s->lists[l].n; r++) {
			const struct row *row = &s->lists[l].rows[r];
			size_t at = adding_row(a, l, row->id, row->group, row->order);

			for (int c = 0; c < (int)s->form->lists[l].ncolumns; c++)
				adding_cell(a, at, c, part_of(&row->cells[c]));
		}
	}
}

static void add_filing(struct adding *a, const struct filing *f)
{
	for (size_t i = 0; i < f->nsheets; i++) {
		for (int k = 0; k < (int)a->nforms; k++) {
			if (a->forms[k].form != f->sheets[i].form)
				continue;
			adding_sheet(a, k, f->unit, f->sheets[i].copy, sum_adjusts(f->unit_code));
			add_sheet(a, &f->sheets[i]);
		}
	}
	adding_end(a);
}

static int open_filings(const struct sum_source *s, struct adding *a)
{
	for (int i = s->unit; i < s->end; i++) {
		struct filing *f;

		if (!s->filed[i - s->unit])
			continue;
		f = work_open_filing(s->w, i, s->year, s->set->id, s->e);
		if (!f)
			return -1;
		add_filing(a, f);
	}
	return 0;
}

/* ---- the calls ---- */

static struct sum *make(struct work *w, int unit, int year, const char *set_id, const char *form,
                        int (*fill)(const struct sum_source *s, struct adding *a), struct err *e)
{
	struct sum_source s;
	struct sum *out;
	int result;

	if (open_source(&s, w, unit, year, set_id, form, e) < 0)
		return NULL;
	out = mem_alloc(sizeof *out);
	out->inside = mem_alloc(sizeof *out->inside);
	sum_forms(out->inside, s.set, form ? find_form(s.set, form) : NULL);
	count_units(&s, out);
	result = fill(&s, out->inside);
	if (result == 0)
		result = sum_build(&s, out);
	close_source(&s);
	if (result == 0)
		return out;
	sum_free(out);
	return NULL;
}

struct sum *sum_tree(struct work *w, int unit, int year, const char *set_id, const char *form,
                     struct err *e)
{
	return make(w, unit, year, set_id, form, scan_forms, e);
}

struct sum *sum_recount(struct work *w, int unit, int year, const char *set_id, const char *form,
                        struct err *e)
{
	return make(w, unit, year, set_id, form, open_filings, e);
}

void sum_free(struct sum *s)
{
	if (!s)
		return;
	filing_free(s->filing);
	for (size_t i = 0; i < s->nexceptions; i++)
		mem_free(s->exceptions[i].text);
	mem_free(s->exceptions);
	mem_free(s->missing);
	mem_free(s->adjusting);
	adding_free(s->inside);
	mem_free(s->inside);
	mem_free(s);
}
