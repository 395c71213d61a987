#include "app/review_load.h"

#include <string.h>

#include "app/load_filing.h"
#include "app/review_inside.h"
#include "base/mem.h"
#include "form/recalc.h"
#include "form/sibling.h"

/* What a wanted one looks at is of the same year (also:) or before it. */
static int newest_wanted(const struct work_filing *all, const bool *wanted, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (wanted[i])
			return all[i].year;
	return 0;
}

/* As work_choose_last. */
static struct filing *last_of(const struct loaded_unit *u, const struct filing *f)
{
	struct filing *found = NULL;

	for (size_t i = 0; i < u->n; i++) {
		struct filing *other = u->item[i].filing;

		if (!other || other->year != f->year - 1)
			continue;
		if (other->set == f->set)
			return other;
		if (!found && set_is_sibling(f->set, other->set))
			found = other;
	}
	return found;
}

static struct filing *load(const struct work *w, struct store *s, const struct work_filing *which,
                           struct err *e)
{
	return load_filing(s, which->id, which->set, w->units.unit[which->unit].code,
	                   units_name(&w->units, which->unit, which->year), e);
}

static int load_all(struct loaded_unit *u, const struct work *w, struct store *s,
                    const _Atomic bool *stop, struct err *e)
{
	for (size_t i = u->n; i-- > 0;) {
		struct loaded *x = &u->item[i];

		if (*stop || !x->which)
			continue;
		x->filing = load(w, s, x->which, e);
		if (!x->filing)
			return -1;
		x->filing->last = last_of(u, x->filing);
		x->filing->as_last = !x->wanted;
		filing_recalc(x->filing);
	}
	return 0;
}

/* Those of other sets in its year, by set: as they stand.  The caller frees them. */
static uint64_t link_beside(const struct loaded_unit *u, struct filing *f)
{
	uint64_t also = 0;

	if (!review_looks_beside(f->set))
		return 0;
	f->also = mem_array(u->n, sizeof *f->also);
	for (size_t i = 0; i < u->n; i++) {
		struct filing *other = u->item[i].filing;

		if (!other || other == f || other->year != f->year)
			continue;
		f->also[f->nalso++] = other;
		also = review_also(also, other->id, other->revision);
	}
	return also;
}

static const struct peers *peers_of(const struct work *w, struct store *s,
                                    struct peers_kept *peers, const struct loaded *x)
{
	static const struct peers_stamp all_at_once = {0};
	int superior = w->units.unit[x->which->unit].superior;

	return peers_keep(peers, s, &w->units, x->filing->set,
	                  superior < 0 ? 0 : w->units.unit[superior].id, x->filing->year,
	                  &all_at_once);
}

static int audit(struct loaded_unit *u, struct loaded *x, const struct peers *peers,
                 struct store *s, struct err *e)
{
	struct filing *f = x->filing;
	struct review_ground ground = {.set = f->set, .unit_name = f->unit_name,
	                               .last = f->last ? f->last->revision : -1,
	                               .also = link_beside(u, f)};

	x->rules = review_rules(&ground);
	review_make(&x->review, f, peers);
	mem_free(f->also);
	f->also = NULL;
	f->nalso = 0;
	return review_merge(&x->review, f, s, e);
}

static int audit_all(struct loaded_unit *u, const struct work *w, struct store *s,
                     struct peers_kept *peers, const _Atomic bool *stop, struct err *e)
{
	for (size_t i = 0; i < u->n; i++) {
		struct loaded *x = &u->item[i];

		if (!*stop && x->wanted && audit(u, x, peers_of(w, s, peers, x), s, e) < 0)
			return -1;
	}
	return 0;
}

int review_load(struct loaded_unit *u, const struct work *w, struct store *s,
                struct peers_kept *peers, const struct work_filing *all, const bool *wanted,
                size_t n, const _Atomic bool *stop, struct err *e)
{
	int newest = newest_wanted(all, wanted, n);

	*u = (struct loaded_unit){.item = mem_array(n + 1, sizeof *u->item), .n = n};
	for (size_t i = 0; i < n; i++) {
		if (!all[i].set || all[i].year > newest)
			continue;
		u->item[i].which = &all[i];
		u->item[i].wanted = wanted[i];
	}
	if (load_all(u, w, s, stop, e) < 0)
		return -1;
	return audit_all(u, w, s, peers, stop, e);
}

void review_unload(struct loaded_unit *u)
{
	for (size_t i = 0; i < u->n; i++) {
		review_free(&u->item[i].review);
		filing_free(u->item[i].filing);
	}
	mem_free(u->item);
	*u = (struct loaded_unit){0};
}
