#include "app/peers_inside.h"

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"
#include "store/peers.h"

/* ---- policy ---- */

static const struct scan_rule *scan_named(const struct set *set, const char *name)
{
	for (size_t i = 0; i < set->nscans; i++)
		if (strcmp(set->scans[i].scan, name) == 0)
			return &set->scans[i];
	return NULL;
}

bool peers_matter(const struct set *set)
{
	return scan_named(set, "peers") || scan_named(set, "borrowed");
}

int64_t peers_limit(const struct set *set, const char *name, int64_t other)
{
	int64_t value;

	return set_weight(set, name, &value) ? value : other;
}

/* «annex1:staff.rate» of n bytes */
static bool part_named(const struct set *set, const char *name, size_t n, struct part *out)
{
	char *copy = mem_strndup(name, n);
	char *colon = strchr(copy, ':');

	*out = (struct part){NULL, -1};
	if (colon) {
		*colon = '\0';
		out->form = set_form(set, copy);
		out->field = out->form ? form_field(out->form, colon + 1) : -1;
	}
	mem_free(copy);
	return out->form && out->field >= 0;
}

/* ---- loading ---- */

struct taking {
	struct peers *p;
	struct measure *m;
};

static void take_value(void *context, const struct store_peer *x)
{
	struct measure *m = ((struct taking *)context)->m;

	if (x->copy != 1 || !x->has_value)
		return;
	m->item = mem_more(m->item, m->n, &m->capacity, sizeof *m->item);
	m->item[m->n++] = (struct peer_value){.unit = x->unit, .value = x->value};
}

static int by_unit(const void *a, const void *b)
{
	const struct peer_value *x = a, *y = b;

	return (x->unit > y->unit) - (x->unit < y->unit);
}

static void take_below(void *context, const struct store_peer *x)
{
	struct measure *m = ((struct taking *)context)->m;
	struct peer_value key = {.unit = x->unit}, *at = NULL;

	if (m->n && x->copy == 1 && x->has_value)
		at = bsearch(&key, m->item, m->n, sizeof key, by_unit);
	if (at) {
		at->below = x->value;
		at->has_below = true;
	}
}

static int ask(const struct peers *p, struct store *s, const struct part *part,
               void (*take)(void *context, const struct store_peer *peer), struct taking *t,
               struct err *e)
{
	return store_peers(s, p->superior, p->year, p->set->id, part->form->id,
	                   part->form->fields[part->field].key, take, t, e);
}

static bool measure_named(const struct set *set, const char *word, struct measure *out)
{
	const char *slash = strchr(word, '/');

	return part_named(set, word, slash ? (size_t)(slash - word) : strlen(word), &out->part) &&
	       (!slash || part_named(set, slash + 1, strlen(slash + 1), &out->below));
}

int peers_lint(const struct set *set, struct err *e)
{
	const struct phrases *words = set_words(set, "peers");

	for (size_t i = 0; i < words->n; i++) {
		struct measure m = {0};

		if (!measure_named(set, words->text[i], &m))
			return err_set(e, ERR_INPUT,
			               _("set: words peers 要写“表:栏目”或“表:栏目/表:栏目”：%s"),
			               words->text[i]);
	}
	return 0;
}

static int load_measure(struct peers *p, struct store *s, const char *word, struct err *e)
{
	struct measure m = {0};
	struct taking t = {p, &m};
	int result;

	if (!measure_named(p->set, word, &m))
		return 0;
	result = ask(p, s, &m.part, take_value, &t, e);
	if (m.n)
		qsort(m.item, m.n, sizeof *m.item, by_unit);
	if (result == 0 && m.below.form)
		result = ask(p, s, &m.below, take_below, &t, e);
	p->measures = mem_push(p->measures, p->nmeasures, sizeof m);
	p->measures[p->nmeasures++] = m;
	return result;
}

static int64_t characters(const char *s)
{
	int64_t n = 0;

	for (; *s; s++)
		n += ((unsigned char)*s & 0xC0) != 0x80;
	return n;
}

uint64_t peers_hash(const struct set *set, const char *text, const char *unit_name)
{
	char *folded = text_fold(text), *name = text_fold(unit_name), *at = folded;
	size_t n = strlen(name);
	uint64_t h = HASH_START;

	if (characters(folded) * NUM_ONE < peers_limit(set, "borrowed.least", INT64_MAX))
		h = 0;
	for (char *next; h && (next = n ? strstr(at, name) : NULL) != NULL; at = next + n) {
		h = hash_add(h, at, (size_t)(next - at));
		h = hash_add_text(h, NULL);
	}
	if (h)
		h = hash_add_text(h, at);
	mem_free(folded);
	mem_free(name);
	return h;
}

static void take_text(void *context, const struct store_peer *x)
{
	struct peers *p = ((struct taking *)context)->p;
	int unit = units_index(p->units, x->unit);
	uint64_t h;

	if (!x->text || unit < 0)
		return;
	h = peers_hash(p->set, x->text, units_name(p->units, unit, p->year));
	if (!h)
		return;
	p->texts = mem_more(p->texts, p->ntexts, &p->texts_room, sizeof *p->texts);
	p->texts[p->ntexts++] = (struct peer_text){h, x->unit};
}

bool peers_own_text(const struct form *form, int field)
{
	const struct field *x = &form->fields[field];

	return x->kind == KIND_LONG && !x->part && x->mode != MODE_COMPUTED &&
	       !form_keeps(form, -1, field);
}

static int by_hash(const void *a, const void *b)
{
	const struct peer_text *x = a, *y = b;

	if (x->hash != y->hash)
		return x->hash < y->hash ? -1 : 1;
	return (x->unit > y->unit) - (x->unit < y->unit);
}

static int load_texts(struct peers *p, struct store *s, struct err *e)
{
	struct taking t = {p, NULL};
	int result = 0;

	for (size_t i = 0; i < p->set->nforms; i++) {
		const struct form *form = p->set->forms[i];

		for (int k = 0; k < (int)form->nfields && result == 0; k++)
			if (peers_own_text(form, k))
				result = ask(p, s, &(struct part){form, k}, take_text, &t, e);
	}
	if (p->ntexts)
		qsort(p->texts, p->ntexts, sizeof *p->texts, by_hash);
	return result;
}

struct peers *peers_load(struct store *s, const struct units *units, const struct set *set,
                         int64_t superior, int year, struct err *e)
{
	struct peers *p = mem_alloc(sizeof *p);
	const struct phrases *words = set_words(set, "peers");
	int result = 0;

	*p = (struct peers){.units = units, .set = set, .superior = superior, .year = year};
	p->far = scan_named(set, "peers");
	p->borrowed = scan_named(set, "borrowed");
	for (size_t i = 0; p->far && i < words->n && result == 0; i++)
		result = load_measure(p, s, words->text[i], e);
	if (p->borrowed && result == 0)
		result = load_texts(p, s, e);
	if (result == 0)
		return p;
	peers_free(p);
	return NULL;
}

void peers_free(struct peers *p)
{
	if (!p)
		return;
	for (size_t i = 0; i < p->nmeasures; i++)
		mem_free(p->measures[i].item);
	mem_free(p->measures);
	mem_free(p->texts);
	mem_free(p);
}

/* ---- the last few ---- */

enum { KEPT = 8 };

struct peers_kept {
	struct peers *item[KEPT];
	struct peers_stamp stamp[KEPT];
	size_t next; /* the one that goes next */
};

struct peers_kept *peers_kept_new(void)
{
	return mem_alloc(sizeof(struct peers_kept));
}

void peers_kept_free(struct peers_kept *k)
{
	for (size_t i = 0; k && i < KEPT; i++)
		peers_free(k->item[i]);
	mem_free(k);
}

static bool still(const struct peers_stamp *a, const struct peers_stamp *b)
{
	return a->all == b->all || (a->filing == b->filing && a->others == b->others);
}

const struct peers *peers_keep(struct peers_kept *k, struct store *s, const struct units *units,
                               const struct set *set, int64_t superior, int year,
                               const struct peers_stamp *stamp)
{
	size_t at = KEPT;

	for (size_t i = 0; i < KEPT; i++) {
		const struct peers *p = k->item[i];

		if (p && p->set == set && p->superior == superior && p->year == year)
			at = i;
	}
	if (at < KEPT && still(&k->stamp[at], stamp)) {
		k->stamp[at] = *stamp;
		return k->item[at];
	}
	if (at == KEPT)
		at = k->next++ % KEPT;
	peers_free(k->item[at]);
	k->item[at] = peers_load(s, units, set, superior, year, NULL);
	k->stamp[at] = *stamp;
	return k->item[at];
}
