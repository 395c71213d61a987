/* The open filings.
 *
 * 1. An entry whose filing is another open one's last is never closed before it.
 * 2. The two entries asked for last are never closed.
 * 3. A filing keeps its address while it is open; a reload exchanges contents.
 * 4. One with revision −1 holds what is in no store: it is read anew before it
 *    is asked for again. */
#include "app/work_inside.h"

#include <stdlib.h>
#include <string.h>

#include "app/copy_filing.h"
#include "app/load_filing.h"
#include "app/others.h"
#include "app/review_inside.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "form/recalc.h"
#include "form/sibling.h"

enum { KEPT = 8, NEWEST_KEPT = 2 };

/* ---- closing ---- */

static bool is_needed(const struct work *w, const struct filing *f)
{
	for (size_t i = 0; i < w->nopen; i++) {
		if (w->open[i].filing->last == f)
			return true;
	}
	return false;
}

/* The entry asked for longest ago that may go; nopen: none. */
static size_t oldest(const struct work *w)
{
	size_t found = w->nopen;

	for (size_t i = 0; i < w->nopen; i++) {
		const struct open_filing *o = &w->open[i];

		if (o->asked + NEWEST_KEPT > w->asked || is_needed(w, o->filing))
			continue;
		if (found == w->nopen || o->asked < w->open[found].asked)
			found = i;
	}
	return found;
}

static void close_one(struct work *w, struct open_filing *o)
{
	review_close(w, o);
	filing_free(o->filing);
}

static void push_out(struct work *w)
{
	size_t i;

	while (w->nopen > KEPT && (i = oldest(w)) < w->nopen) {
		close_one(w, &w->open[i]);
		w->open[i] = w->open[--w->nopen];
	}
}

void work_close_filings(struct work *w)
{
	for (size_t i = 0; i < w->nopen; i++)
		close_one(w, &w->open[i]);
	mem_free(w->open);
	w->open = NULL;
	w->nopen = 0;
}

void work_close_gone(struct work *w, int64_t unit, int year, const struct set *set)
{
	for (size_t i = 0; i < w->nopen; i++) {
		const struct filing *f = w->open[i].filing;

		if (f->unit != unit || f->year != year || f->set != set)
			continue;
		close_one(w, &w->open[i]);
		w->open[i] = w->open[--w->nopen];
		return;
	}
}

/* ---- opening ---- */

static struct open_filing *find_open(struct work *w, int64_t id)
{
	for (size_t i = 0; i < w->nopen; i++) {
		if (w->open[i].filing->id == id)
			return &w->open[i];
	}
	return NULL;
}

static void no_set(const struct work *w, const struct store_filing *s, struct err *e)
{
	const struct set_failure *wrong = sets_failure(&w->sets, s->set);

	if (wrong)
		err_set(e, wrong->code, _("套表 %s 有错，没有装入：%s"), s->set, wrong->why);
	else
		err_set(e, ERR_NOTFOUND, _("%d 年填报所用的套表 %s 不在程序里"), s->year, s->set);
}

static struct filing *load(struct work *w, const struct store_filing *s, struct err *e)
{
	const struct units *units = work_tree(w, e);
	const struct set *set = sets_find(&w->sets, s->set);
	int unit = units ? units_index(units, s->unit) : -1;

	if (!units)
		return NULL;
	if (unit < 0 || !set) {
		no_set(w, s, e);
		return NULL;
	}
	return load_filing(w->store, s->id, set, units->unit[unit].code,
	                   units_name(units, unit, s->year), e);
}

/* One that was only another's last year is asked for itself. */
static void work_out_fully(struct filing *f)
{
	if (!f->as_last)
		return;
	f->as_last = false;
	filing_recalc(f);
}

static struct filing *open_stored(struct work *w, const struct store_filing *s, bool as_last,
                                  struct err *e)
{
	struct open_filing *o = find_open(w, s->id);
	struct filing *f;

	if (o && o->filing->revision < 0 && work_reload(w, o->filing, NULL, e) < 0)
		return NULL;
	if (o && !as_last)
		work_out_fully(o->filing);
	if (o)
		return o->filing;
	f = load(w, s, e);
	if (!f)
		return NULL;
	f->as_last = as_last;
	if (work_link_last(w, f, e) < 0) {
		filing_free(f);
		return NULL;
	}
	filing_recalc(f);
	w->open = mem_more(w->open, w->nopen, &w->open_capacity, sizeof *w->open);
	w->open[w->nopen++] = (struct open_filing){ .filing = f };
	return f;
}

struct filing *work_open_beside(struct work *w, const struct store_filing *s, struct err *e)
{
	return open_stored(w, s, true, e);
}

const struct store_filing *work_choose_last(struct work *w, const struct set *set,
                                            const struct store_filing *stored, size_t n)
{
	const struct store_filing *found = NULL;

	for (size_t i = 0; i < n; i++)
		if (strcmp(stored[i].set, set->id) == 0)
			return &stored[i];
	for (size_t i = 0; set->shared && i < n && !found; i++) {
		const struct set *other = sets_find(&w->sets, stored[i].set);

		if (other && set_is_sibling(set, other))
			found = &stored[i];
	}
	return found;
}

/* Years only go down, so that this ends. */
int work_link_last(struct work *w, struct filing *f, struct err *e)
{
	struct store_filing *stored = NULL;
	const struct store_filing *last;
	size_t n = 0;
	int result = store_filings(w->store, f->unit, f->year - 1, &stored, &n, e);

	f->last = NULL;
	last = result == 0 ? work_choose_last(w, f->set, stored, n) : NULL;
	if (last) {
		f->last = open_stored(w, last, true, e);
		result = f->last ? 0 : -1;
	}
	store_filings_free(stored, n);
	return result;
}

static const struct store_filing *choose(struct work *w, const struct store_filing *stored,
                                         size_t n, const char *set_id)
{
	for (size_t i = 0; i < n; i++) {
		if (set_id ? strcmp(stored[i].set, set_id) == 0
		           : sets_find(&w->sets, stored[i].set) != NULL)
			return &stored[i];
	}
	return n > 0 && !set_id ? &stored[0] : NULL;
}

static struct filing *ask(struct work *w, const struct store_filing *s, struct err *e)
{
	struct filing *f = open_stored(w, s, false, e);

	if (!f)
		return NULL;
	find_open(w, s->id)->asked = ++w->asked;
	push_out(w);
	return f;
}

struct filing *work_open_filing(struct work *w, int unit, int year, const char *set_id,
                                struct err *e)
{
	const struct units *units = work_tree(w, e);
	struct store_filing *stored = NULL;
	const struct store_filing *chosen;
	struct filing *f = NULL;
	size_t n = 0;

	if (!units)
		return NULL;
	if (unit < 0 || (size_t)unit >= units->n) {
		err_set(e, ERR_NOTFOUND, _("没有这个单位"));
		return NULL;
	}
	if (store_filings(w->store, units->unit[unit].id, year, &stored, &n, e) < 0)
		return NULL;
	chosen = choose(w, stored, n, set_id);
	if (chosen)
		f = ask(w, chosen, e);
	else
		err_set(e, ERR_NOTFOUND, _("%s没有 %d 年的填报"), units->unit[unit].name, year);
	store_filings_free(stored, n);
	return f;
}

/* ---- keeping current ---- */

void work_take_state(struct filing *f, const struct store_filing *now)
{
	mem_free(f->state);
	f->state = mem_strdup(now->state);
	f->until = now->until;
	f->passage = now->passage;
}

int work_stored(struct work *w, const struct filing *f, struct store_filing **out, struct err *e)
{
	size_t n = 0;
	struct store_filing *all = NULL;

	*out = NULL;
	if (store_filings(w->store, f->unit, f->year, &all, &n, e) < 0)
		return -1;
	for (size_t i = 0; i < n; i++) {
		struct store_filing held = all[i];

		if (held.id != f->id)
			continue;
		all[i] = all[n - 1];
		*out = mem_alloc(sizeof **out);
		**out = held;
		n--;
		break;
	}
	store_filings_free(all, n);
	return *out ? 0 : err_set(e, ERR_NOTFOUND, _("这份填报已不在数据库里"));
}

int work_reload(struct work *w, struct filing *f, struct filing **before, struct err *e)
{
	struct filing *fresh = load_filing(w->store, f->id, f->set, f->unit_code, f->unit_name, e);

	if (!fresh)
		return -1;
	fresh->last = f->last;
	fresh->as_last = f->as_last;
	filing_recalc(fresh);
	swap_filings(f, fresh);
	others_note(w, fresh, f);
	if (before)
		*before = fresh;
	else
		filing_free(fresh);
	work_recalc_later(w, f);
	return 0;
}

void work_put_back(struct work *w, struct filing *f)
{
	if (work_reload(w, f, NULL, NULL) < 0)
		f->revision = -1;
}

bool work_mend(struct work *w)
{
	bool any = false;

	for (size_t i = 0; i < w->nopen; i++)
		if (w->open[i].filing->revision < 0)
			any = work_reload(w, w->open[i].filing, NULL, NULL) == 0 || any;
	return any;
}

void work_note_commit(struct work *w)
{
	w->commits++;
}

void work_recalc_later(struct work *w, const struct filing *f)
{
	for (size_t i = 0; i < w->nopen; i++) {
		struct filing *later = w->open[i].filing;

		if (later->last != f)
			continue;
		filing_recalc(later);
		work_recalc_later(w, later);
	}
}

static void take_name(struct work *w, struct filing *f)
{
	const struct units *units = work_tree(w, NULL);
	int unit = units ? units_index(units, f->unit) : -1;
	const char *name = unit < 0 ? f->unit_name : units_name(units, unit, f->year);

	if (strcmp(name, f->unit_name) == 0)
		return;
	mem_free(f->unit_name);
	f->unit_name = mem_strdup(name);
	filing_recalc(f);
	work_recalc_later(w, f);
}

/* What can't be read now stays as it is: the next edit sees the revision. */
static void refresh_one(struct work *w, struct filing *f)
{
	struct store_filing *now = NULL;
	struct filing *last = f->last;

	take_name(w, f);
	if (work_stored(w, f, &now, NULL) < 0)
		return;
	if (now->revision != f->revision)
		work_reload(w, f, NULL, NULL);
	work_take_state(f, now);
	store_filings_free(now, 1);
	if (!last && work_link_last(w, f, NULL) == 0 && f->last) {
		filing_recalc(f);
		work_recalc_later(w, f);
	}
}

/* Last year's may be opened on the way: those are fresh. */
void work_reload_changed(struct work *w)
{
	size_t n = w->nopen;

	for (size_t i = 0; i < n; i++)
		refresh_one(w, w->open[i].filing);
}
