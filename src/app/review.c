/* A review: item[i] speaks of all.item[i]; both stand in reading order. */
#include "app/review_inside.h"

#include <string.h>

#include "audit/audit.h"
#include "base/hash.h"
#include "base/map.h"
#include "base/mem.h"
#include "form/bind.h"

static const char *const states[] = {"未处理", REVIEW_SAID, REVIEW_TAKEN, REVIEW_REJECTED, "已改"};
_Static_assert(sizeof states / sizeof *states == REVIEW_GONE + 1, "a word for each state");

const char *review_state_name(enum review_state s)
{
	return states[s];
}

/* ---- what is found ---- */

void review_make(struct review *r, struct filing *f, const struct peers *peers)
{
	struct str key = {0};

	*r = (struct review){0};
	audit_filing(f, &r->all);
	if (peers) {
		peers_check(peers, f, &r->all);
		findings_sort(&r->all);
	}
	r->item = mem_array(r->all.n + 1, sizeof *r->item);
	for (size_t i = 0; i < r->all.n; i++) {
		str_clear(&key);
		finding_key(f, &r->all.item[i], &key);
		r->item[i] = (struct review_item){.finding = &r->all.item[i],
		                                  .key = mem_strdup(str_text(&key))};
	}
	str_free(&key);
}

static void free_said(struct review *r)
{
	store_explanations_free(r->explanations, r->nexplanations);
	mem_free(r->gone);
	r->explanations = NULL;
	r->gone = NULL;
	r->nexplanations = r->ngone = 0;
}

void review_free(struct review *r)
{
	free_said(r);
	for (size_t i = 0; i < r->all.n; i++)
		mem_free(r->item[i].key);
	mem_free(r->item);
	mem_free(r->sheets);
	findings_free(&r->all);
	*r = (struct review){0};
}

/* ---- what was said ---- */

static bool is_words(const struct store_explanation *x)
{
	return strcmp(x->state, REVIEW_SAID) == 0;
}

/* The newest of what was said to one finding comes last. */
static void hear(struct review_item *item, const struct store_explanation *x)
{
	item->seen = x->id;
	if (is_words(x)) {
		item->said = x;
		item->answer = NULL;
	} else {
		item->answer = x;
	}
}

static void decide(struct review_item *item, const struct filing *f)
{
	struct str basis = {0};

	if (!item->said)
		return;
	finding_basis(f, item->finding, &basis);
	item->changed = strcmp(str_text(&basis), item->said->basis) != 0;
	if (item->changed)
		item->state = REVIEW_OPEN;
	else if (!item->answer)
		item->state = REVIEW_EXPLAINED;
	else
		item->state = strcmp(item->answer->state, REVIEW_TAKEN) == 0 ? REVIEW_ADOPTED
		                                                             : REVIEW_RETURNED;
	str_free(&basis);
}

/* One for each finding that is gone, with the last words. */
static void note_gone(struct review *r, struct map *gone, const struct store_explanation *x)
{
	int at = map_get(gone, x->finding);

	if (!is_words(x))
		return;
	if (at < 0) {
		at = (int)r->ngone;
		map_set(gone, x->finding, at);
		r->gone = mem_push(r->gone, r->ngone++, sizeof *r->gone);
	}
	r->gone[at].said = x;
}

static void sort_out(struct review *r)
{
	struct map *at = map_new(), *gone = map_new();

	for (size_t i = 0; i < r->all.n; i++)
		map_set(at, r->item[i].key, (int)i);
	for (size_t i = 0; i < r->nexplanations; i++) {
		int item = map_get(at, r->explanations[i].finding);

		if (item >= 0)
			hear(&r->item[item], &r->explanations[i]);
		else
			note_gone(r, gone, &r->explanations[i]);
	}
	map_free(at);
	map_free(gone);
}

static void forget(struct review *r)
{
	free_said(r);
	for (size_t i = 0; i < r->all.n; i++)
		r->item[i] = (struct review_item){.finding = r->item[i].finding,
		                                  .key = r->item[i].key};
}

int review_merge(struct review *r, const struct filing *f, struct store *s, struct err *e)
{
	int result;

	forget(r);
	result = store_explanations(s, f->id, NULL, &r->explanations, &r->nexplanations, e);
	if (result == 0 && r->nexplanations > 0) {
		sort_out(r);
		for (size_t i = 0; i < r->all.n; i++)
			decide(&r->item[i], f);
	}
	review_count(r, f);
	return result;
}

/* ---- counts ---- */

bool review_is_tail(const struct finding *x)
{
	return x->verdict == VERDICT_TAIL || x->verdict == VERDICT_TRUNCATED;
}

bool review_is_open(const struct review_item *i)
{
	if (review_is_tail(i->finding))
		return false;
	return i->finding->level == LEVEL_MUST || i->state == REVIEW_OPEN ||
	       i->state == REVIEW_RETURNED;
}

void review_count_one(struct review_counts *c, const struct review_item *i)
{
	if (review_is_tail(i->finding))
		c->tail++;
	else if (!review_is_open(i))
		c->settled++;
	else if (i->finding->level == LEVEL_MUST)
		c->must++;
	else if (i->finding->level == LEVEL_VERIFY)
		c->verify++;
	else
		c->hint++;
}

void review_count(struct review *r, const struct filing *f)
{
	mem_free(r->sheets);
	r->nsheets = f->nsheets;
	r->sheets = mem_array(f->nsheets + 1, sizeof *r->sheets);
	r->counts = (struct review_counts){0};
	for (size_t i = 0; i < r->all.n; i++) {
		int sheet = r->all.item[i].place.sheet;

		review_count_one(&r->counts, &r->item[i]);
		if (sheet >= 0)
			review_count_one(&r->sheets[sheet], &r->item[i]);
	}
}

/* ---- what it rests on ---- */

int64_t review_rules(const struct review_ground *ground)
{
	uint64_t h = hash_add(HASH_START, &ground->set->fingerprint, sizeof ground->set->fingerprint);

	h = hash_add(h, &ground->last, sizeof ground->last);
	h = hash_add(h, &ground->also, sizeof ground->also);
	h = hash_add_text(h, ground->unit_name);
	return (int64_t)hash_add_text(h, PACKAGE_VERSION);
}

uint64_t review_also(uint64_t also, int64_t filing, int64_t revision)
{
	also = hash_add(also ? also : HASH_START, &filing, sizeof filing);
	return hash_add(also, &revision, sizeof revision);
}

bool review_looks_beside(const struct set *set)
{
	for (size_t i = 0; i < set->refs->n; i++)
		if (set->refs->ref[i].kind == REF_ALSO)
			return true;
	return false;
}
