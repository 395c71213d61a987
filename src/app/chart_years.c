#include "app/chart_years.h"

#include <string.h>

#include "app/load_filing.h"
#include "app/work_inside.h"
#include "base/mem.h"
#include "form/recalc.h"
#include "form/sibling.h"

/* ---- reading ---- */

static struct filing *last_of(const struct chart_years *y, const struct set *set, int year)
{
	struct filing *found = NULL;

	for (size_t i = 0; i < y->nall; i++) {
		if (y->all[i]->year != year - 1)
			continue;
		if (y->all[i]->set == set)
			return y->all[i];
		if (!found && set_is_sibling(set, y->all[i]->set))
			found = y->all[i];
	}
	return found;
}

/* What can't be read is left out: a chart is no audit. */
static void read_one(struct chart_years *y, struct work *w, const struct filing *f,
                     const struct store_filing *s)
{
	const struct set *set = sets_find(&w->sets, s->set);
	struct filing *g;

	if (!set)
		return;
	g = load_filing(w->store, s->id, set, f->unit_code, f->unit_name, NULL);
	if (!g)
		return;
	g->last = last_of(y, set, g->year);
	filing_recalc(g);
	y->all[y->nall++] = g;
}

/* ---- choosing ---- */

static const char *copy_name(const struct sheet *s)
{
	return s->form->copy_field < 0 ? NULL : s->cells[s->form->copy_field].text;
}

static int same_sheet(const struct filing *g, const struct sheet *wanted)
{
	const char *name = copy_name(wanted);

	for (size_t i = 0; i < g->nsheets; i++) {
		const struct sheet *s = &g->sheets[i];
		const char *other = copy_name(s);

		if (strcmp(s->form->id, wanted->form->id) != 0)
			continue;
		if (!wanted->form->copies || (name && other ? strcmp(name, other) == 0
		                                            : s->copy == wanted->copy && !name && !other))
			return (int)i;
	}
	return -1;
}

static void choose(struct chart_years *y, const struct filing *f, const struct sheet *wanted)
{
	for (size_t i = 0; i < y->nall; i++) {
		struct filing *g = y->all[i];
		int sheet = same_sheet(g, wanted);
		bool again = y->n > 0 && y->filing[y->n - 1]->year == g->year;

		if (sheet < 0 || (again && g->set != f->set))
			continue;
		y->n -= again;
		y->filing[y->n] = g;
		y->sheet[y->n++] = sheet;
	}
}

void chart_years_open(struct chart_years *y, struct work *w, const struct filing *f, int sheet)
{
	struct store_filing *stored = NULL;
	size_t n = 0;

	*y = (struct chart_years){ 0 };
	if (store_filings(w->store, f->unit, 0, &stored, &n, NULL) < 0)
		return;
	y->all = mem_array(n + 1, sizeof *y->all);
	y->filing = mem_array(n + 1, sizeof *y->filing);
	y->sheet = mem_array(n + 1, sizeof *y->sheet);
	for (size_t i = 0; i < n; i++)
		read_one(y, w, f, &stored[i]);
	store_filings_free(stored, n);
	choose(y, f, &f->sheets[sheet]);
}

void chart_years_close(struct chart_years *y)
{
	for (size_t i = 0; i < y->nall; i++)
		filing_free(y->all[i]);
	mem_free(y->all);
	mem_free(y->filing);
	mem_free(y->sheet);
}

/* ---- cells ---- */

static int same_row(const struct list *l, const struct rows *rows, const char *name)
{
	for (size_t i = 0; name && i < rows->n; i++) {
		const char *other = rows->rows[i].cells[l->name_column].text;

		if (other && strcmp(other, name) == 0)
			return (int)i;
	}
	return -1;
}

bool chart_years_place(const struct chart_years *y, size_t i, const struct filing *f,
                       struct place p, struct place *out)
{
	const struct sheet *from = &f->sheets[p.sheet], *to = &y->filing[i]->sheets[y->sheet[i]];
	const char *key = filing_field(f, p)->key;
	const struct list *l;

	*out = (struct place){ y->sheet[i], -1, -1, -1 };
	if (p.list < 0) {
		out->field = form_field(to->form, key);
		return out->field >= 0;
	}
	out->list = form_list(to->form, from->form->lists[p.list].key);
	if (out->list < 0)
		return false;
	l = &from->form->lists[p.list];
	out->field = list_column(&to->form->lists[out->list], key);
	out->row = same_row(&to->form->lists[out->list], &to->lists[out->list],
	                    from->lists[p.list].rows[p.row].cells[l->name_column].text);
	return out->field >= 0 && out->row >= 0;
}
