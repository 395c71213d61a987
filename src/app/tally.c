#include "app/tally.h"

#include <stdlib.h>
#include <string.h>

#include "app/review_inside.h"
#include "base/i18n.h"
#include "base/mem.h"

/* ---- storing ---- */

static struct store_audited audited(const char *form, const struct filing *f, int64_t rules)
{
	return (struct store_audited){.filing = f->id, .form = form, .revision = f->revision,
	                              .rules = rules};
}

static void add_sheet(struct store_audited *out, const struct review_counts *c, int times)
{
	out->must += c->must * times;
	out->verify += c->verify * times;
	out->hint += c->hint * times;
	out->tail += c->tail * times;
}

/* Sheets stand by form. */
struct review_audited review_audited(const struct review *r, const struct filing *f, int64_t rules)
{
	struct store_audited *all = mem_array(f->nsheets + 1, sizeof *all);
	size_t n = 1;

	all[0] = audited("", f, rules);
	add_sheet(&all[0], &r->counts, 1);
	for (size_t i = 0; i < r->nsheets; i++) {
		const struct review_counts *c = &r->sheets[i];

		if (c->must + c->verify + c->hint + c->tail == 0)
			continue;
		add_sheet(&all[0], c, -1);
		if (strcmp(all[n - 1].form, f->sheets[i].form->id) != 0)
			all[n++] = audited(f->sheets[i].form->id, f, rules);
		add_sheet(&all[n - 1], c, 1);
	}
	return (struct review_audited){f->id, all, n};
}

/* ---- reading ---- */

struct reading {
	struct work *w;
	const struct units *units;
	struct store_filing *stored; /* by unit, year */
	size_t n;
	struct store_filing **by_id;
};

static int by_id(const void *a, const void *b)
{
	const struct store_filing *const *x = a, *const *y = b;

	return ((*x)->id > (*y)->id) - ((*x)->id < (*y)->id);
}

static const struct store_filing *filing_by_id(const struct reading *r, int64_t id)
{
	struct store_filing wanted = {.id = id}, *key = &wanted;
	struct store_filing **at = r->n ? bsearch(&key, r->by_id, r->n, sizeof key, by_id) : NULL;

	return at ? *at : NULL;
}

/* As review_of would have it.  The stored stand by unit, year and set. */
static int64_t rules_now(const struct reading *r, const struct store_filing *f,
                         const struct set *set)
{
	const struct store_filing *first = f, *end = r->stored + r->n, *x, *last;
	struct review_ground ground = {
	    .set = set, .unit_name = units_name(r->units, units_index(r->units, f->unit), f->year)};

	while (first > r->stored && first[-1].unit == f->unit && first[-1].year >= f->year - 1)
		first--;
	for (x = first; x < f && x->year == f->year - 1; x++)
		;
	last = work_choose_last(r->w, set, first, (size_t)(x - first));
	ground.last = last ? last->revision : -1;
	for (; review_looks_beside(set) && x < end && x->unit == f->unit && x->year == f->year; x++)
		if (x != f && sets_find(&r->w->sets, x->set))
			ground.also = review_also(ground.also, x->id, x->revision);
	return review_rules(&ground);
}

static void take(struct tallies *t, const struct reading *r, const struct store_audited *x,
                 size_t n)
{
	const struct store_filing *f = filing_by_id(r, x->filing);
	const struct set *set = f ? sets_find(&r->w->sets, f->set) : NULL;
	struct tally *tally;

	if (!set || units_index(r->units, f->unit) < 0 || rules_now(r, f, set) != x->rules)
		return;
	t->item = mem_more(t->item, t->n, &t->capacity, sizeof *t->item);
	tally = &t->item[t->n++];
	*tally = (struct tally){.filing = x->filing, .forms = mem_array(n, sizeof *tally->forms)};
	for (size_t i = 0; i < n; i++) {
		const struct form *form = set_form(set, x[i].form);
		struct review_counts c = {.must = (int)x[i].must, .verify = (int)x[i].verify,
		                          .hint = (int)x[i].hint, .tail = (int)x[i].tail};

		tally->forms[tally->nforms++] = (struct tally_form){form ? form->index : -1, c};
		tally->counts.must += c.must;
		tally->counts.verify += c.verify;
		tally->counts.hint += c.hint;
		tally->counts.tail += c.tail;
	}
}

static void take_all(struct tallies *t, const struct reading *r, const struct store_audited *x,
                     size_t n)
{
	for (size_t i = 0, end; i < n; i = end) {
		for (end = i + 1; end < n && x[end].filing == x[i].filing; end++)
			;
		take(t, r, &x[i], end - i);
	}
}

static void index_stored(struct reading *r)
{
	r->by_id = mem_array(r->n + 1, sizeof *r->by_id);
	for (size_t i = 0; i < r->n; i++)
		r->by_id[i] = &r->stored[i];
	if (r->n)
		qsort(r->by_id, r->n, sizeof *r->by_id, by_id);
}

/* unit: id, 0: all */
static int load(struct tallies *t, struct reading *r, int64_t unit, int year, struct err *e)
{
	struct store_audited *x = NULL;
	size_t n = 0;
	int result = store_audited(r->w->store, unit, year, &x, &n, e);

	/* Nothing counted yet: the filings need not be read. */
	if (result == 0 && n > 0)
		result = store_filings(r->w->store, unit, 0, &r->stored, &r->n, e);
	if (result == 0) {
		index_stored(r);
		take_all(t, r, x, n);
	}
	mem_free(r->by_id);
	store_filings_free(r->stored, r->n);
	store_audited_free(x, n);
	return result;
}

int tallies_load(struct tallies *t, struct work *w, int unit, int year, struct err *e)
{
	struct reading r = {.w = w, .units = work_tree(w, e)};

	*t = (struct tallies){0};
	if (!r.units)
		return -1;
	if (unit >= 0 && (size_t)unit >= r.units->n)
		return err_set(e, ERR_NOTFOUND, _("没有这个单位"));
	return load(t, &r, unit < 0 ? 0 : r.units->unit[unit].id, year, e);
}

void tallies_free(struct tallies *t)
{
	for (size_t i = 0; i < t->n; i++)
		mem_free(t->item[i].forms);
	mem_free(t->item);
	*t = (struct tallies){0};
}

static int find_tally(const void *key, const void *item)
{
	int64_t id = *(const int64_t *)key, at = ((const struct tally *)item)->filing;

	return (id > at) - (id < at);
}

const struct tally *tallies_find(const struct tallies *t, int64_t filing)
{
	return t->n ? bsearch(&filing, t->item, t->n, sizeof *t->item, find_tally) : NULL;
}

struct review_counts tally_form(const struct tally *t, int form)
{
	for (size_t i = 0; i < t->nforms; i++)
		if (t->forms[i].form == form)
			return t->forms[i].counts;
	return (struct review_counts){0};
}
