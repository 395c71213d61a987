/* The reviews beside open filings.
 *
 * A reviewed is current when what it was worked out from (revision, rules,
 * peers) is what stands now, and what was said is as of the work's news. */
#include "app/review_inside.h"

#include <assert.h>
#include <string.h>

#include "base/mem.h"
#include "store/peers.h"

static struct open_filing *entry_of(struct work *w, const struct filing *f)
{
	size_t i = 0;

	while (i < w->nopen && w->open[i].filing != f)
		i++;
	assert(i < w->nopen);
	return &w->open[i];
}

/* ---- the filings beside it ---- */

/* Of other sets in the same year, by set; none when no rule asks for them. */
struct beside {
	struct store_filing *stored;
	size_t n;
	struct filing **filings;
	size_t nfilings;
};

static bool is_beside(struct work *w, const struct filing *f, const struct store_filing *s)
{
	return s->id != f->id && sets_find(&w->sets, s->set) != NULL;
}

static uint64_t beside_read(struct beside *b, struct work *w, const struct filing *f)
{
	uint64_t also = 0;

	*b = (struct beside){0};
	if (!review_looks_beside(f->set) ||
	    store_filings(w->store, f->unit, f->year, &b->stored, &b->n, NULL) < 0)
		return 0;
	for (size_t i = 0; i < b->n; i++)
		if (is_beside(w, f, &b->stored[i]))
			also = review_also(also, b->stored[i].id, b->stored[i].revision);
	return also;
}

/* What can't be opened is not there. */
static void beside_link(struct beside *b, struct work *w, struct filing *f)
{
	b->filings = mem_array(b->n + 1, sizeof *b->filings);
	for (size_t i = 0; i < b->n; i++) {
		struct filing *other = is_beside(w, f, &b->stored[i])
		                           ? work_open_beside(w, &b->stored[i], NULL)
		                           : NULL;

		if (other)
			b->filings[b->nfilings++] = other;
	}
	f->also = b->filings;
	f->nalso = b->nfilings;
}

static void beside_free(struct beside *b, struct filing *f)
{
	f->also = NULL;
	f->nalso = 0;
	mem_free(b->filings);
	store_filings_free(b->stored, b->n);
}

/* ---- its peers ---- */

static int64_t superior_of(struct work *w, const struct filing *f)
{
	const struct units *units = work_tree(w, NULL);
	int unit = units ? units_index(units, f->unit) : -1;
	int superior = unit < 0 ? -1 : units->unit[unit].superior;

	return superior < 0 ? 0 : units->unit[superior].id;
}

/* Asked for again once anybody committed anything. */
static struct peers_stamp peers_stamp(struct work *w, const struct filing *f)
{
	const struct reviewed *x = entry_of(w, f)->reviewed;
	struct peers_stamp stamp = {.filing = f->id};

	if (!peers_matter(f->set))
		return stamp;
	if (x && x->commits == w->commits && x->news == w->news && x->revision == f->revision)
		return x->peers;
	store_peers_revision(w->store, superior_of(w, f), f->year, f->set->id, &stamp.all, NULL);
	stamp.others = stamp.all - f->revision;
	return stamp;
}

static const struct peers *peers_of(struct work *w, const struct filing *f,
                                    const struct peers_stamp *stamp)
{
	const struct units *units = work_tree(w, NULL);

	if (!units || units_index(units, f->unit) < 0)
		return NULL;
	if (!w->peers)
		w->peers = peers_kept_new();
	return peers_keep(w->peers, w->store, units, f->set, superior_of(w, f), f->year, stamp);
}

/* ---- the one beside an open filing ---- */

static bool is_current(const struct reviewed *x, const struct reviewed *now)
{
	return x->revision == now->revision && x->rules == now->rules &&
	       x->peers.others == now->peers.others;
}

static void work_out(struct work *w, struct filing *f, const struct reviewed *now,
                     struct beside *b)
{
	struct open_filing *o;
	struct reviewed *x;

	beside_link(b, w, f);
	o = entry_of(w, f); /* others may have been opened */
	x = o->reviewed;
	if (x)
		review_free(&x->review);
	else
		x = o->reviewed = mem_alloc(sizeof *x);
	x->revision = now->revision;
	x->rules = now->rules;
	x->heard = 0;
	x->stored = false;
	review_make(&x->review, f, peers_of(w, f, &now->peers));
}

static struct reviewed *current(struct work *w, struct filing *f)
{
	struct beside b;
	struct review_ground ground = {.set = f->set, .unit_name = f->unit_name,
	                               .last = f->last ? f->last->revision : -1,
	                               .also = beside_read(&b, w, f)};
	struct reviewed now = {.revision = f->revision, .rules = review_rules(&ground),
	                       .peers = peers_stamp(w, f)};
	struct reviewed *x = entry_of(w, f)->reviewed;

	if (!x || !is_current(x, &now))
		work_out(w, f, &now, &b);
	beside_free(&b, f);
	x = entry_of(w, f)->reviewed;
	x->peers = now.peers;
	x->commits = w->commits;
	x->news = w->news;
	return x;
}

const struct review *review_of(struct work *w, struct filing *f, struct err *e)
{
	struct reviewed *x = current(w, f);

	if (x->heard != w->news + 1) {
		int result = review_merge(&x->review, f, w->store, e);

		x->heard = result == 0 ? w->news + 1 : 0;
	}
	return &x->review;
}

/* ---- last year's ---- */

/* The same form, list and field, by key: the sets need not be the same one. */
static bool same_kind(const struct filing *a, struct place p, const struct filing *b,
                      struct place q)
{
	const struct form *x, *y;

	if (p.sheet < 0 || q.sheet < 0)
		return p.sheet < 0 && q.sheet < 0;
	x = a->sheets[p.sheet].form;
	y = b->sheets[q.sheet].form;
	if (strcmp(x->id, y->id) != 0 || (p.list < 0) != (q.list < 0) ||
	    (p.list >= 0 && strcmp(x->lists[p.list].key, y->lists[q.list].key) != 0))
		return false;
	if (p.field < 0 || q.field < 0)
		return p.field < 0 && q.field < 0;
	return strcmp(filing_field(a, p)->key, filing_field(b, q)->key) == 0;
}

const struct review_item *review_last(struct work *w, struct filing *f, const struct review_item *i,
                                      struct filing **from)
{
	const struct units *units = work_tree(w, NULL);
	struct filing *last = NULL;
	const struct review *r;
	int at;

	if (units && f->last)
		last = work_open_filing(w, units_index(units, f->unit), f->last->year,
		                        f->last->set->id, NULL);
	if (from)
		*from = last;
	if (!last)
		return NULL;
	r = review_of(w, last, NULL);
	at = review_find_key(r, i->key);
	for (size_t k = 0; at < 0 && k < r->all.n; k++)
		if (strcmp(r->all.item[k].rule, i->finding->rule) == 0 &&
		    same_kind(f, i->finding->place, last, r->all.item[k].place))
			at = (int)k;
	return at < 0 ? NULL : &r->item[at];
}

/* ---- counts ---- */

static bool same_audited(const struct review_audited *a, const struct review_audited *b)
{
	bool same = a->n == b->n;

	for (size_t i = 0; i < a->n && same; i++) {
		const struct store_audited *x = &a->counts[i], *y = &b->counts[i];

		same = x->form == y->form && x->revision == y->revision && x->rules == y->rules &&
		       x->must == y->must && x->verify == y->verify && x->hint == y->hint &&
		       x->tail == y->tail;
	}
	return same;
}

/* Two who have one filing open each audit anew when the other one commits: what
 * is no news is not stored again, else they would go on for ever. */
static void store_one(struct work *w, struct open_filing *o)
{
	struct reviewed *x = o->reviewed;
	struct review_audited now;

	if (!x || x->stored || x->heard != w->news + 1 || work_is_readonly(w) ||
	    x->revision != o->filing->revision)
		return;
	x->stored = true;
	now = review_audited(&x->review, o->filing, x->rules);
	if (!same_audited(&now, &x->last) &&
	    store_audited_put(w->store, now.filing, now.counts, now.n, NULL) == 0) {
		mem_free(x->last.counts);
		x->last = now;
	} else {
		mem_free(now.counts);
	}
}

void review_restore(struct work *w, const struct filing *f)
{
	struct open_filing *o = entry_of(w, f);

	o->reviewed->stored = false;
	store_one(w, o);
}

void review_flush(struct work *w)
{
	for (size_t i = 0; i < w->nopen; i++)
		store_one(w, &w->open[i]);
}

void review_close(struct work *w, struct open_filing *o)
{
	if (!o->reviewed)
		return;
	store_one(w, o);
	review_free(&o->reviewed->review);
	mem_free(o->reviewed->last.counts);
	mem_free(o->reviewed);
	o->reviewed = NULL;
}
