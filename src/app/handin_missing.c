#include "app/handin_missing.h"

#include <string.h>

#include "app/sum.h"
#include "app/work_inside.h"
#include "base/mem.h"
#include "store/passages.h"

/* One unit's own, beside the tree. */
struct own {
	struct handin_due due;
	const struct store_filing **missing;
	size_t nmissing, capacity;
	bool none;
};

struct survey {
	const struct units *units;
	int first, end;  /* the part of the tree that is asked for */
	struct own *own; /* one for each unit of it */
	struct handin_missing *out;
};

/* ---- the units' own ---- */

static void take_filing(struct survey *s, const struct store_filing *f)
{
	int unit = units_index(s->units, f->unit);
	struct own *own = unit < s->first || unit >= s->end ? NULL : &s->own[unit - s->first];

	if (!own)
		return;
	own->due.due++;
	if (!store_state_is_open(f->state)) {
		own->due.handed_in++;
		return;
	}
	own->missing = mem_more(own->missing, own->nmissing, &own->capacity, sizeof *own->missing);
	own->missing[own->nmissing++] = f;
	if (strcmp(f->state, STATE_RETURNED) == 0)
		s->out->returned++;
	else
		s->out->filling++;
}

static void take_unit(struct survey *s, int unit)
{
	const struct work_unit *u = &s->units->unit[unit];
	struct own *own = &s->own[unit - s->first];

	if (own->due.due || u->has_subordinates || sum_adjusts(u->code))
		return;
	own->due.due = 1;
	own->none = true;
	s->out->none++;
}

/* ---- the rows ---- */

static struct handin_due sum_below(const struct survey *s, int unit)
{
	struct handin_due all = {0};

	for (int i = unit; i < s->end; i++) {
		if (i > unit && s->units->unit[i].depth <= s->units->unit[unit].depth)
			break;
		all.due += s->own[i - s->first].due.due;
		all.handed_in += s->own[i - s->first].due.handed_in;
	}
	return all;
}

static void add_row(struct survey *s, int unit, struct handin_due all)
{
	struct handin_missing_row *row = &s->out->row[s->out->n++];
	const struct own *own = &s->own[unit - s->first];

	*row = (struct handin_missing_row){.unit = unit,
	                                   .depth = s->units->unit[unit].depth -
	                                            s->units->unit[s->first].depth,
	                                   .all = all,
	                                   .none = own->none};
	row->states = mem_array(own->nmissing + 1, sizeof *row->states);
	for (size_t i = 0; i < own->nmissing; i++)
		row->states[row->nstates++] = mem_strdup(own->missing[i]->state);
}

static void add_rows(struct survey *s)
{
	s->out->row = mem_array((size_t)(s->end - s->first) + 1, sizeof *s->out->row);
	for (int i = s->first; i < s->end; i++) {
		struct handin_due all = sum_below(s, i);

		s->out->all.due += s->own[i - s->first].due.due;
		s->out->all.handed_in += s->own[i - s->first].due.handed_in;
		if (all.handed_in < all.due)
			add_row(s, i, all);
	}
}

/* ---- all of it ---- */

static int tree_end(const struct units *u, int unit)
{
	int end = unit + 1;

	while (end < (int)u->n && u->unit[end].depth > u->unit[unit].depth)
		end++;
	return end;
}

int handin_missing(struct work *w, int year, int unit, struct handin_missing *out, struct err *e)
{
	struct survey s = {.units = work_tree(w, e), .first = unit < 0 ? 0 : unit, .out = out};
	struct store_filing *all = NULL;
	size_t n = 0;

	*out = (struct handin_missing){0};
	if (!s.units || store_filings(w->store, 0, year, &all, &n, e) < 0)
		return -1;
	s.end = unit < 0 ? (int)s.units->n : tree_end(s.units, unit);
	s.own = mem_array((size_t)(s.end - s.first) + 1, sizeof *s.own);
	for (size_t i = 0; i < n; i++)
		take_filing(&s, &all[i]);
	for (int i = s.first; i < s.end; i++)
		take_unit(&s, i);
	add_rows(&s);
	for (int i = s.first; i < s.end; i++)
		mem_free(s.own[i - s.first].missing);
	mem_free(s.own);
	store_filings_free(all, n);
	return 0;
}

void handin_missing_free(struct handin_missing *m)
{
	for (size_t i = 0; i < m->n; i++) {
		for (size_t k = 0; k < m->row[i].nstates; k++)
			mem_free(m->row[i].states[k]);
		mem_free(m->row[i].states);
	}
	mem_free(m->row);
	*m = (struct handin_missing){0};
}
