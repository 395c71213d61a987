/* What is not closed of what people wrote, in all filings of a year. */
#include "app/remarks.h"

#include <stdlib.h>

#include "app/load_filing.h"
#include "app/review_show.h"
#include "app/work_inside.h"
#include "base/mem.h"

static int by_unit(const void *a, const void *b)
{
	const struct remarks_open_line *x = a, *y = b;

	if (x->unit != y->unit)
		return x->unit < y->unit ? -1 : 1;
	return (x->head->id > y->head->id) - (x->head->id < y->head->id);
}

static bool is_below(const struct units *units, int unit, int top)
{
	while (top >= 0 && unit >= 0 && unit != top)
		unit = units->unit[unit].superior;
	return unit == top || top < 0;
}

static void name_place(const struct filing *f, const struct store_remark *head,
                       struct remarks_open_line *line)
{
	struct remark_thread t = {.head = head};
	struct str name = {0};

	if (f)
		t.there = remarks_place(f, head->form, head->copy, head->key, &t.place);
	if (f)
		remarks_show_place(f, &t, &name);
	else
		str_addf(&name, "%s#%d.%s", head->form, head->copy, head->key);
	line->place = str_take(&name);
}

/* The heads from `first` on that belong to one filing, which is read for the
 * names of its rows alone. */
static int take_filing(struct remarks_open *r, struct work *w, const struct units *units,
                       const struct store_filing *stored, size_t first, int top, struct err *e)
{
	int unit = units_index(units, stored->unit);
	const struct set *set = sets_find(&w->sets, stored->set);
	struct filing *f = NULL;

	if (unit < 0 || !is_below(units, unit, top))
		return 0;
	if (set)
		f = load_filing(w->store, stored->id, set, units->unit[unit].code,
		                units_name(units, unit, stored->year), e);
	if (set && !f)
		return -1;
	for (size_t i = first; i < r->nall && r->all[i].filing == stored->id; i++) {
		struct remarks_open_line *line = &r->line[r->n++];

		*line = (struct remarks_open_line){
		    .head = &r->all[i], .unit = unit, .set = mem_strdup(stored->set)};
		name_place(f, &r->all[i], line);
	}
	filing_free(f);
	return 0;
}

static int take_all(struct remarks_open *r, struct work *w, const struct store_filing *stored,
                    size_t n, int unit, struct err *e)
{
	const struct units *units = work_tree(w, e);

	if (!units)
		return -1;
	r->line = mem_array(r->nall + 1, sizeof *r->line);
	for (size_t i = 0; i < r->nall; i++) {
		if (i > 0 && r->all[i].filing == r->all[i - 1].filing)
			continue;
		for (size_t k = 0; k < n; k++) {
			if (stored[k].id == r->all[i].filing &&
			    take_filing(r, w, units, &stored[k], i, unit, e) < 0)
				return -1;
		}
	}
	if (r->n)
		qsort(r->line, r->n, sizeof *r->line, by_unit);
	return 0;
}

int remarks_open(struct remarks_open *r, struct work *w, int year, int unit, struct err *e)
{
	struct store_filing *stored = NULL;
	size_t n = 0;
	int result;

	*r = (struct remarks_open){0};
	if (store_remarks_open(w->store, year, &r->all, &r->nall, e) < 0)
		return -1;
	result = store_filings(w->store, 0, year, &stored, &n, e);
	if (result == 0)
		result = take_all(r, w, stored, n, unit, e);
	store_filings_free(stored, n);
	if (result < 0)
		remarks_open_free(r);
	return result;
}

void remarks_open_free(struct remarks_open *r)
{
	for (size_t i = 0; i < r->n; i++) {
		mem_free(r->line[i].set);
		mem_free(r->line[i].place);
	}
	mem_free(r->line);
	store_remarks_free(r->all, r->nall);
	*r = (struct remarks_open){0};
}
