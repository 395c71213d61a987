#include "app/later.h"

#include <string.h>

#include "app/changes.h"
#include "app/load_filing.h"
#include "app/stored.h"
#include "app/work_inside.h"
#include "base/mem.h"
#include "form/bind.h"
#include "form/recalc.h"
#include "form/sibling.h"

static bool looks_back(const struct set *set)
{
	for (size_t i = 0; i < set->refs->n; i++) {
		if (set->refs->ref[i].last)
			return true;
	}
	return false;
}

/* ---- what flows on ---- */

static bool same_text(const char *a, const char *b)
{
	return strcmp(a ? a : "", b ? b : "") == 0;
}

/* For a formula that reads it. */
static bool same_cell(const struct cell *a, const struct cell *b)
{
	return a->value.state == b->value.state && a->value.num == b->value.num &&
	       a->value.decimals == b->value.decimals && same_text(a->text, b->text) &&
	       same_text(a->calc_text, b->calc_text);
}

static bool same_field(const struct filing *f, const struct filing *before, int form, int field)
{
	for (size_t i = 0; i < f->nsheets; i++) {
		const struct sheet *now = &f->sheets[i], *was = &before->sheets[i];

		if (now->form != was->form || now->copy != was->copy)
			return false;
		if (now->form->index == form && !same_cell(&now->cells[field], &was->cells[field]))
			return false;
	}
	return true;
}

static bool is_constant(enum ref_kind kind)
{
	return kind == REF_WEIGHT || kind == REF_YEAR || kind == REF_UNIT_NAME ||
	       kind == REF_UNIT_CODE;
}

/* Whether a filing of the set with f as last year's may come out otherwise than
 * with f as it was before.  What goes over rows or sheets always may. */
static bool flows(const struct set *set, const struct filing *f, const struct filing *before)
{
	if (!before || f->nsheets != before->nsheets)
		return true;
	for (size_t i = 0; i < set->refs->n; i++) {
		const struct ref *ref = &set->refs->ref[i];
		struct ref there;

		if (!ref->last || is_constant(ref->kind))
			continue;
		if (ref->kind != REF_FIELD)
			return true;
		if (sibling_ref(set, ref, f->set, &there) &&
		    !same_field(f, before, there.form, there.field))
			return true;
	}
	return false;
}

/* ---- one year later ---- */

/* What is open shows the new figures already: it need not be read again. */
static void take_revision(struct work *w, const struct filing *later)
{
	for (size_t i = 0; i < w->nopen; i++) {
		if (w->open[i].filing->id == later->id &&
		    w->open[i].filing->revision == later->revision)
			w->open[i].filing->revision++;
	}
}

struct derived {
	struct changes changes;
	const struct filing *filing;
};

static void derive(void *context, struct place p, const struct store_cell *was)
{
	struct derived *d = context;

	(void)was;
	changes_derive(&d->changes, d->filing, p);
}

static int bring_up(struct work *w, struct filing *later, struct err *e)
{
	struct stored *s = stored_open(w->store, later->id, e);
	struct derived d = { .filing = later };
	struct changes *c = &d.changes;
	struct store_score score;
	int result = 0;

	if (!s)
		return -1;
	stored_differences(s, later, derive, &d);
	if (c->n > 0) {
		score = changes_score(later);
		result = store_apply(w->store, later->id, c->change, c->n, &score, "", NULL, NULL, e);
		if (result == 0)
			take_revision(w, later);
		if (result == 0)
			result = later_store(w, later, NULL, e);
	}
	changes_free(c);
	stored_close(s);
	return result;
}

static int open_later(struct work *w, struct filing *f, const struct store_filing *stored,
                      const struct set *set, struct err *e)
{
	struct filing *later = load_filing(w->store, stored->id, set, f->unit_code, f->unit_name,
	                                   e);
	const struct units *units = work_tree(w, e);
	int unit = units ? units_index(units, f->unit) : -1, result;

	if (!later)
		return -1;
	if (unit >= 0) {
		mem_free(later->unit_name);
		later->unit_name = mem_strdup(units_name(units, unit, later->year));
	}
	later->last = f;
	filing_recalc(later);
	result = bring_up(w, later, e);
	filing_free(later);
	return result;
}

/* Whether f is last year's of that set's filing, which need not be of f's own
 * set: 1, 0, −1. */
static int is_last_of(struct work *w, const struct filing *f, const struct set *set,
                      struct err *e)
{
	struct store_filing *stored = NULL;
	const struct store_filing *last;
	size_t n = 0;
	int result;

	if (!set || !looks_back(set) || !set_is_sibling(set, f->set))
		return 0;
	if (set == f->set)
		return 1;
	result = store_filings(w->store, f->unit, f->year, &stored, &n, e);
	last = result < 0 ? NULL : work_choose_last(w, set, stored, n);
	if (last)
		result = last->id == f->id;
	store_filings_free(stored, n);
	return result;
}

int later_store(struct work *w, struct filing *f, const struct filing *before, struct err *e)
{
	struct store_filing *stored = NULL;
	size_t n = 0;
	int result = store_filings(w->store, f->unit, f->year + 1, &stored, &n, e);

	for (size_t i = 0; i < n && result == 0; i++) {
		const struct set *set = sets_find(&w->sets, stored[i].set);

		result = is_last_of(w, f, set, e);
		if (result > 0 && !flows(set, f, before))
			result = 0;
		if (result > 0)
			result = open_later(w, f, &stored[i], set, e);
	}
	store_filings_free(stored, n);
	return result;
}
