#include "app/overview.h"

#include <stdlib.h>
#include <string.h>

#include "app/peers.h"
#include "app/review_load.h"
#include "app/sum.h"
#include "app/work_inside.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"
#include "store/passages.h"

/* ---- loading ---- */

static int compare_ints(const void *a, const void *b)
{
	int x = *(const int *)a, y = *(const int *)b;

	return (x > y) - (x < y);
}

static void take_years(struct overview *o)
{
	size_t n = 0;

	o->years = mem_array(o->nstored + 1, sizeof *o->years);
	for (size_t i = 0; i < o->nstored; i++)
		if (i == 0 || o->stored[i].year != o->stored[i - 1].year)
			o->years[n++] = o->stored[i].year;
	if (n)
		qsort(o->years, n, sizeof *o->years, compare_ints);
	for (size_t i = 0; i < n; i++)
		if (o->nyears == 0 || o->years[o->nyears - 1] != o->years[i])
			o->years[o->nyears++] = o->years[i];
}

static int year_index(const struct overview *o, int year)
{
	const int *found =
	    o->nyears ? bsearch(&year, o->years, o->nyears, sizeof year, compare_ints) : NULL;

	return found ? (int)(found - o->years) : -1;
}

static struct overview_row *add_row(struct overview *o, const struct units *units, int unit)
{
	struct overview_row *row = &o->rows[o->nrows++];

	*row = (struct overview_row){ .unit = unit,
		.code = mem_strdup(units->unit[unit].code),
		.name = mem_strdup(units_name(units, unit, o->year)),
		.due = !units->unit[unit].has_subordinates &&
		       !sum_adjusts(units->unit[unit].code) };
	return row;
}

static void take_filing(struct overview *o, struct work *w, struct overview_row *row,
                        const struct store_filing *f)
{
	row->filing = f;
	row->due = true;
	row->set = sets_find(&w->sets, f->set);
	row->tally = tallies_find(&o->tallies, f->id);
	o->filed++;
	if (!row->set)
		return;
	row->forms = mem_array(row->set->nforms + 1, sizeof *row->forms);
	if (row->set->nforms > o->nforms)
		o->nforms = row->set->nforms;
}

/* A filing of that year with a score goes before one without. */
static void take_year(struct overview *o, struct overview_row *row, const struct store_filing *f)
{
	const struct store_filing **slot;

	if (!row->years)
		row->years = mem_array(o->nyears + 1, sizeof *row->years);
	slot = &row->years[year_index(o, f->year)];
	if (!*slot || (!(*slot)->has_score && f->has_score))
		*slot = f;
}

static bool is_below(const struct units *units, int unit, int top)
{
	while (unit >= 0 && unit != top)
		unit = units->unit[unit].superior;
	return unit == top;
}

/* By unit: where each one's filings begin in stored, which is by unit id. */
static int *first_filings(const struct overview *o, const struct units *units)
{
	int *first = mem_array(units->n + 1, sizeof *first);

	for (size_t i = 0; i < units->n; i++)
		first[i] = -1;
	for (size_t i = o->nstored; i-- > 0;) {
		int unit = units_index(units, o->stored[i].unit);

		if (unit >= 0)
			first[unit] = (int)i;
	}
	return first;
}

/* One row a filing of the year; one when there is none. */
static void add_unit(struct overview *o, struct work *w, const struct units *units, int unit,
                     int first)
{
	struct overview_row *row = NULL;
	int64_t id = units->unit[unit].id;

	for (size_t i = (size_t)first; first >= 0 && i < o->nstored && o->stored[i].unit == id; i++) {
		const struct store_filing *f = &o->stored[i];

		if (f->year == o->year && (!row || (row->filing && o->kind == OVERVIEW_FORMS))) {
			row = row && !row->filing ? row : add_row(o, units, unit);
			take_filing(o, w, row, f);
		}
	}
	if (!row)
		row = add_row(o, units, unit);
	for (size_t i = (size_t)first;
	     o->kind == OVERVIEW_YEARS && first >= 0 && i < o->nstored && o->stored[i].unit == id; i++)
		take_year(o, row, &o->stored[i]);
}

static void add_rows(struct overview *o, struct work *w, const struct units *units, int top)
{
	int *first = first_filings(o, units);

	o->rows = mem_array(units->n + o->nstored + 1, sizeof *o->rows);
	for (int i = 0; i < (int)units->n; i++)
		if (top < 0 || is_below(units, i, top))
			add_unit(o, w, units, i, first[i]);
	mem_free(first);
	o->shown = mem_array(o->nrows + 1, sizeof *o->shown);
	overview_filter(o, NULL);
}

int overview_load(struct overview *o, struct work *w, enum overview_kind kind, int year, int unit,
                  struct err *e)
{
	const struct units *units = work_tree(w, e);

	*o = (struct overview){ .kind = kind, .sorted = OVERVIEW_TREE };
	if (!units || store_filings(w->store, 0, 0, &o->stored, &o->nstored, e) < 0)
		return -1;
	take_years(o);
	o->year = year ? year : o->nyears ? o->years[o->nyears - 1] : 0;
	if (tallies_load(&o->tallies, w, -1, o->year, e) < 0) {
		overview_free(o);
		return -1;
	}
	add_rows(o, w, units, unit);
	return 0;
}

void overview_free(struct overview *o)
{
	for (size_t i = 0; i < o->nrows; i++) {
		mem_free(o->rows[i].code);
		mem_free(o->rows[i].name);
		mem_free(o->rows[i].years);
		mem_free(o->rows[i].forms);
		mem_free(o->rows[i].folded);
		if (o->rows[i].own)
			mem_free(o->rows[i].own->forms);
		mem_free(o->rows[i].own);
	}
	mem_free(o->rows);
	mem_free(o->shown);
	mem_free(o->years);
	store_filings_free(o->stored, o->nstored);
	tallies_free(&o->tallies);
	peers_kept_free(o->peers);
	*o = (struct overview){ .sorted = OVERVIEW_TREE };
}

/* ---- filter ---- */

static bool is_missing(const struct overview_row *row)
{
	return row->due && (!row->filing || store_state_is_open(row->filing->state));
}

static bool matches(struct overview_row *row, const char *folded)
{
	struct str all = { 0 };

	if (!row->folded) {
		str_addf(&all, "%s%s\n%s\n%s\n%s", is_missing(row) ? "未上报\n" : "", row->code, row->name,
		         row->filing ? row->filing->state : "",
		         row->filing && row->filing->grade ? row->filing->grade : "");
		row->folded = text_fold(str_text(&all));
		str_free(&all);
	}
	return strstr(row->folded, folded) != NULL;
}

void overview_filter(struct overview *o, const char *text)
{
	char *folded = text_fold(text ? text : "");

	o->nshown = 0;
	for (size_t i = 0; i < o->nrows; i++)
		if (!*folded || matches(&o->rows[i], folded))
			o->shown[o->nshown++] = (int)i;
	mem_free(folded);
	overview_sort(o, o->sorted, o->descending);
}

/* ---- counting ---- */

static void add_to(struct inspect_marks *all, const struct inspect_marks *one)
{
	all->differs += one->differs;
	all->faults += one->faults;
	all->blanks += one->blanks;
	all->carried += one->carried;
	all->filled += one->filled;
}

static void count_sheets(struct overview_row *row, const struct filing *f)
{
	for (int i = 0; i < (int)f->nsheets; i++) {
		struct inspect_marks one;

		inspect_marks(f, i, &one);
		add_to(&row->forms[f->sheets[i].form->index], &one);
		add_to(&row->marks, &one);
	}
}

static void add_counts(struct review_counts *all, const struct review_counts *one)
{
	all->must += one->must;
	all->verify += one->verify;
	all->hint += one->hint;
	all->tail += one->tail;
}

/* As app/tally.h has it: one for each form. */
static struct tally *tally_of(const struct filing *f, const struct review *r)
{
	struct tally *t = mem_alloc(sizeof *t);

	t->filing = f->id;
	t->counts = r->counts;
	t->nforms = f->set->nforms;
	t->forms = mem_array(t->nforms + 1, sizeof *t->forms);
	for (size_t i = 0; i < t->nforms; i++)
		t->forms[i].form = (int)i;
	for (size_t i = 0; i < r->nsheets; i++)
		add_counts(&t->forms[f->sheets[i].form->index].counts, &r->sheets[i]);
	return t;
}

static void take_review(struct overview_row *row, const struct loaded *x)
{
	count_sheets(row, x->filing);
	row->own = tally_of(x->filing, &x->review);
	row->tally = row->own;
}

static void review_row(struct overview *o, struct work *w, struct overview_row *row)
{
	static const _Atomic bool never = false;
	struct loaded_unit u = { 0 };
	size_t n = 0;
	struct work_filing *filings = work_filings(w, row->unit, &n, NULL);
	bool *wanted = mem_array(n + 1, sizeof *wanted);

	if (!o->peers)
		o->peers = peers_kept_new();
	for (size_t i = 0; i < n; i++)
		wanted[i] = filings[i].id == row->filing->id;
	if (review_load(&u, w, w->store, o->peers, filings, wanted, n, &never, NULL) == 0)
		for (size_t i = 0; i < n; i++)
			if (wanted[i])
				take_review(row, &u.item[i]);
	review_unload(&u);
	mem_free(wanted);
	mem_free(filings);
}

void overview_count(struct overview *o, struct work *w, int number)
{
	struct overview_row *row = &o->rows[number];

	if (row->counted || !row->filing)
		return;
	row->counted = true;
	o->counted++;
	if (row->set && work_tree(w, NULL))
		review_row(o, w, row);
}

int overview_uncounted(const struct overview *o, int from, int most)
{
	for (int i = from < 0 ? 0 : from; i < (int)o->nshown && i <= from + most; i++) {
		const struct overview_row *row = &o->rows[o->shown[i]];

		if (row->filing && !row->counted)
			return o->shown[i];
	}
	return -1;
}
