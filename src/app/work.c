#include "app/work.h"

#include <stdlib.h>
#include <string.h>

#include "app/edit_text.h"
#include "app/others.h"
#include "app/peers.h"
#include "app/save_filing.h"
#include "app/work_inside.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "store/presence.h"

/* ---- opening ---- */

struct work *work_open(const char *database, enum store_mode mode, const char *forms_folder,
                       struct err *e)
{
	struct work *w = mem_alloc(sizeof *w);

	/* The forms first: a database is not made by a program without them. */
	if ((mode == STORE_CREATE ? sets_load : sets_open)(&w->sets, forms_folder, e) < 0)
		goto fail;
	w->store = store_open(database, mode, e);
	if (!w->store)
		goto fail;
	store_changed_outside(w->store);
	return w;
fail:
	work_close(w);
	return NULL;
}

void work_close(struct work *w)
{
	if (!w)
		return;
	work_close_filings(w);
	peers_kept_free(w->peers);
	others_free(w->others);
	presence_close(w->presence);
	units_free(&w->units);
	sets_free(&w->sets);
	store_close(w->store);
	for (size_t i = 0; i < w->ntexts; i++)
		mem_free(w->texts[i]);
	mem_free(w->texts);
	mem_free(w->why);
	mem_free(w);
}

void work_set_why(struct work *w, const char *why)
{
	mem_free(w->why);
	w->why = mem_strdup(why);
}

struct store *work_store(struct work *w)
{
	return w->store;
}

bool work_is_readonly(const struct work *w)
{
	return store_is_readonly(w->store);
}

/* ---- units ---- */

const struct units *work_tree(struct work *w, struct err *e)
{
	if (w->units_there)
		return &w->units;
	if (store_units_stamp(w->store, &w->units_stamp, e) < 0 ||
	    units_load(&w->units, w->store, e) < 0)
		return NULL;
	w->units_there = true;
	return &w->units;
}

void work_forget_units(struct work *w)
{
	units_free(&w->units);
	w->units_there = false;
	w->trees++;
}

uint64_t work_tree_number(const struct work *w)
{
	return w->trees;
}

const struct work_unit *work_units(struct work *w, size_t *count)
{
	const struct units *units = work_tree(w, NULL);

	*count = units ? units->n : 0;
	return units ? units->unit : NULL;
}

int work_find_unit(struct work *w, const char *text, struct err *e)
{
	const struct units *units = work_tree(w, e);

	return units ? units_find(units, text, e) : -1;
}

static int add_unit(struct work *w, const char *code, const char *name, int from_year,
                    int64_t superior, struct err *e)
{
	int64_t id;

	if (store_begin(w->store, e) < 0)
		return -1;
	if (store_unit_add(w->store, code, superior, &id, e) == 0 &&
	    store_unit_name(w->store, id, from_year, name, e) == 0 &&
	    store_commit(w->store, e) == 0)
		return 0;
	store_rollback(w->store);
	return -1;
}

int work_add_unit(struct work *w, const char *code, const char *name, int from_year, int superior,
                  struct err *e)
{
	const struct units *units = work_tree(w, e);
	int64_t id;

	if (!units || edit_check_unit(code, name, e) < 0)
		return -1;
	if (superior >= 0 && (size_t)superior >= units->n)
		return err_set(e, ERR_NOTFOUND, _("没有这个上级单位"));
	id = superior < 0 ? 0 : units->unit[superior].id;
	if (add_unit(w, code, name, from_year, id, e) < 0)
		return -1;
	work_forget_units(w);
	return 0;
}

/* ---- filings ---- */

static const char *keep_text(struct work *w, const char *text)
{
	if (!text)
		return NULL;
	for (size_t i = 0; i < w->ntexts; i++) {
		if (strcmp(w->texts[i], text) == 0)
			return w->texts[i];
	}
	w->texts = mem_more(w->texts, w->ntexts, &w->texts_capacity, sizeof *w->texts);
	w->texts[w->ntexts] = mem_strdup(text);
	return w->texts[w->ntexts++];
}

static int by_unit_and_year(const void *a, const void *b)
{
	const struct work_filing *x = a, *y = b;

	if (x->unit != y->unit)
		return x->unit < y->unit ? -1 : 1;
	if (x->year != y->year)
		return x->year > y->year ? -1 : 1;
	return strcmp(x->set_id, y->set_id);
}

static struct work_filing describe(struct work *w, const struct store_filing *s)
{
	return (struct work_filing){
		.id = s->id,
		.unit = units_index(&w->units, s->unit),
		.year = s->year,
		.set = sets_find(&w->sets, s->set),
		.set_id = keep_text(w, s->set),
		.state = keep_text(w, s->state),
		.grade = keep_text(w, s->grade),
		.has_score = s->has_score,
		.score = s->score,
	};
}

struct work_filing *work_filings(struct work *w, int unit, size_t *count, struct err *e)
{
	const struct units *units = work_tree(w, e);
	struct store_filing *stored = NULL;
	struct work_filing *out;
	size_t n = 0;

	*count = 0;
	if (!units)
		return NULL;
	if (unit >= 0 && (size_t)unit >= units->n) {
		err_set(e, ERR_NOTFOUND, _("没有这个单位"));
		return NULL;
	}
	if (store_filings(w->store, unit < 0 ? 0 : units->unit[unit].id, 0, &stored, &n, e) < 0)
		return NULL;
	out = mem_array(n + 1, sizeof *out);
	for (size_t i = 0; i < n; i++) {
		out[*count] = describe(w, &stored[i]);
		*count += out[*count].unit >= 0;
	}
	store_filings_free(stored, n);
	qsort(out, *count, sizeof *out, by_unit_and_year);
	return out;
}

/* The set of the unit's newest filing that goes on to that year; NULL. */
static const struct set *usual_set(struct work *w, int unit, int year)
{
	struct err e = { 0 };
	size_t n;
	struct work_filing *all = work_filings(w, unit, &n, &e);
	const struct set *set = NULL;

	for (size_t i = 0; i < n && !set; i++) {
		if (all[i].set && set_is_for(all[i].set, year))
			set = all[i].set;
	}
	mem_free(all);
	return set;
}

const struct set *work_set_for_unit(struct work *w, int unit, int year)
{
	const struct set *set = NULL;

	for (; unit >= 0 && (size_t)unit < w->units.n && !set; unit = w->units.unit[unit].superior)
		set = usual_set(w, unit, year);
	return set ? set : work_set_for_year(w, year);
}

static const struct set *set_to_add(struct work *w, int unit, int year, const char *set_id,
                                    struct err *e)
{
	const struct set *set = set_id ? work_set(w, set_id) : work_set_for_unit(w, unit, year);

	if (!set && set_id)
		err_set(e, ERR_NOTFOUND, _("没有套表 %s"), set_id);
	else if (!set)
		err_set(e, ERR_NOTFOUND, _("没有适用于 %d 年的套表"), year);
	else if (!set_is_for(set, year)) {
		err_set(e, ERR_INPUT, _("套表 %s 不适用于 %d 年"), set->id, year);
		return NULL;
	}
	return set;
}

static struct filing *empty_filing(const struct set *set, const struct units *units, int unit,
                                   int year)
{
	struct filing *f = filing_new(set, units->unit[unit].code, units_name(units, unit, year),
	                              year);

	f->unit = units->unit[unit].id;
	for (size_t i = 0; i < set->nforms; i++)
		filing_sheet(f, set->forms[i], 1);
	return f;
}

int work_add_filing_inside(struct work *w, int unit, int year, const char *set_id, struct err *e)
{
	const struct units *units = work_tree(w, e);
	const struct set *set = units ? set_to_add(w, unit, year, set_id, e) : NULL;
	struct filing *f;
	int result;

	if (!set)
		return -1;
	if (unit < 0 || (size_t)unit >= units->n)
		return err_set(e, ERR_NOTFOUND, _("没有这个单位"));
	f = empty_filing(set, units, unit, year);
	result = save_filing(w, f, "新建填报", e);
	filing_free(f);
	return result;
}

int work_add_filing(struct work *w, int unit, int year, const char *set_id, struct err *e)
{
	int result;

	if (store_begin(w->store, e) < 0)
		return -1;
	result = work_add_filing_inside(w, unit, year, set_id, e);
	if (result == 0)
		result = store_commit(w->store, e);
	if (result < 0)
		store_rollback(w->store);
	else
		work_reload_changed(w); /* it may be another one's last year */
	return result;
}

/* ---- sets ---- */

const struct set *const *work_sets(struct work *w, size_t *count)
{
	sets_load_rest(&w->sets);
	*count = w->sets.n;
	return (const struct set *const *)w->sets.sets;
}

const struct set *work_set(struct work *w, const char *id)
{
	return sets_find(&w->sets, id);
}

char *work_sets_warning(struct work *w)
{
	struct str out = { 0 };

	sets_tell_failures(&w->sets, &out);
	w->told = w->sets.nfailures;
	return out.length > 0 ? str_take(&out) : NULL;
}

char *work_check_sets(struct work *w)
{
	sets_load_next(&w->sets);
	return w->sets.nfailures > w->told ? work_sets_warning(w) : NULL;
}

const struct set *work_set_for_year(struct work *w, int year)
{
	return sets_for_year(&w->sets, year);
}

/* ---- others ---- */

static void refresh_units(struct work *w)
{
	int64_t stamp;

	if (store_units_stamp(w->store, &stamp, NULL) < 0 || stamp != w->units_stamp)
		work_forget_units(w);
}

bool work_refresh(struct work *w)
{
	bool mended = work_mend(w);

	if (!store_changed_outside(w->store))
		return mended;
	w->news++;
	refresh_units(w);
	work_reload_changed(w);
	return true;
}
