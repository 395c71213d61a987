#include "app/peers.h"

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"
#include "store/peers.h"

/* A figure of the others; with below: divided by it. */
struct part {
	const struct form *form;
	int field;
};
struct peer_value {
	int64_t unit, value, below;
	bool has_below;
};
struct measure {
	struct part part, below; /* below.form NULL: none */
	struct peer_value *item;
	size_t n, capacity;
};

struct peer_text {
	uint64_t hash;
	int64_t unit;
};

struct peers {
	const struct units *units;
	const struct set *set;
	int64_t superior;
	int year;
	const struct scan_rule *far, *borrowed; /* NULL: not looked for */
	struct measure *measures;
	size_t nmeasures;
	struct peer_text *texts; /* by hash, unit */
	size_t ntexts, texts_room;
};

/* ---- policy ---- */

static const struct scan_rule *scan_named(const struct set *set, const char *name)
{
	for (size_t i = 0; i < set->nscans; i++)
		if (strcmp(set->scans[i].scan, name) == 0)
			return &set->scans[i];
	return NULL;
}

static int64_t limit(const struct set *set, const char *name, int64_t other)
{
	int64_t value;

	return set_weight(set, name, &value) ? value : other;
}

static enum level level_in(const struct scan_rule *rule)
{
	int level = level_of(rule->level);

	return level < 0 ? LEVEL_HINT : (enum level)level;
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

static int load_measure(struct peers *p, struct store *s, const char *word, struct err *e)
{
	const char *slash = strchr(word, '/');
	struct measure m = {0};
	struct taking t = {p, &m};
	int result;

	if (!part_named(p->set, word, slash ? (size_t)(slash - word) : strlen(word), &m.part) ||
	    (slash && !part_named(p->set, slash + 1, strlen(slash + 1), &m.below)))
		return 0;
	result = ask(p, s, &m.part, take_value, &t, e);
	if (m.n)
		qsort(m.item, m.n, sizeof *m.item, by_unit);
	if (result == 0 && slash)
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

/* Of a text as anybody could have written it; 0: too short to say. */
static uint64_t hash_of(const struct set *set, const char *text, const char *unit_name)
{
	char *folded = text_fold(text), *name = text_fold(unit_name), *at = folded;
	size_t n = strlen(name);
	uint64_t h = HASH_START;

	if (characters(folded) * NUM_ONE < limit(set, "borrowed.least", INT64_MAX))
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
	h = hash_of(p->set, x->text, units_name(p->units, unit, p->year));
	if (!h)
		return;
	p->texts = mem_more(p->texts, p->ntexts, &p->texts_room, sizeof *p->texts);
	p->texts[p->ntexts++] = (struct peer_text){h, x->unit};
}

/* What is written anew each year, by the unit itself. */
static bool is_own_text(const struct form *form, int field)
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
			if (is_own_text(form, k))
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

/* ---- far from the others ---- */

/* a / b in 10⁻⁶; false: no such quotient. */
static bool quotient(int64_t a, int64_t b, int64_t *out)
{
	__int128 q = b > 0 ? (__int128)a * NUM_ONE / b : 0;

	*out = (int64_t)q;
	return b > 0 && q <= INT64_MAX && q >= INT64_MIN;
}

static int by_size(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

static int64_t median(int64_t *v, size_t n)
{
	qsort(v, n, sizeof *v, by_size);
	return n % 2 ? v[n / 2] : v[n / 2 - 1] + (v[n / 2] - v[n / 2 - 1]) / 2;
}

static __int128 distance(int64_t a, int64_t b)
{
	return a > b ? (__int128)a - b : (__int128)b - a;
}

/* 1.4826 median deviations are a standard deviation. */
static bool is_far(const struct set *set, int64_t own, int64_t *others, size_t n, int64_t *middle)
{
	int64_t times = limit(set, "peer.times", 6 * NUM_ONE);
	int64_t share = limit(set, "peer.share", NUM_ONE / 2);
	__int128 away, spread;

	*middle = median(others, n);
	away = distance(own, *middle);
	for (size_t i = 0; i < n; i++) {
		__int128 d = distance(others[i], *middle);

		others[i] = d > INT64_MAX ? INT64_MAX : (int64_t)d;
	}
	spread = (__int128)median(others, n) * 14826 / 10000;
	return away * NUM_ONE > spread * times && away * NUM_ONE > distance(*middle, 0) * share;
}

static bool own_figure(const struct filing *f, const struct part *part, struct place *p,
                       int64_t *out)
{
	*p = (struct place){filing_find_sheet(f, part->form, 1), -1, -1, part->field};
	if (p->sheet < 0 || filing_cell(f, *p)->value.state != FIGURE_NUMBER)
		return false;
	*out = filing_cell(f, *p)->value.num;
	return true;
}

/* The figures of the others, as many as *n says. */
static int64_t *others_of(const struct measure *m, int64_t unit, size_t *n)
{
	int64_t *out = mem_array(m->n + 1, sizeof *out);

	*n = 0;
	for (size_t i = 0; i < m->n; i++) {
		const struct peer_value *x = &m->item[i];

		if (x->unit == unit)
			continue;
		if (!m->below.form)
			out[(*n)++] = x->value;
		else if (x->has_below && quotient(x->value, x->below, &out[*n]))
			(*n)++;
	}
	return out;
}

static void show(const struct measure *m, int64_t value, struct str *out)
{
	struct figure v = {.state = FIGURE_NUMBER, .num = value, .decimals = 2};

	if (m->below.form)
		num_format(out, value, 2, false);
	else
		figure_show(&v, &m->part.form->fields[m->part.field], out);
}

static char *far_line(const struct filing *f, const struct measure *m, struct place p,
                      const struct place *below, int64_t own, int64_t middle, size_t n)
{
	struct str label = {0}, a = {0}, b = {0}, out = {0};

	place_label(f, p, &label);
	if (m->below.form) {
		str_add(&label, " ÷ ");
		place_label(f, *below, &label);
	}
	show(m, own, &a);
	show(m, middle, &b);
	str_addf(&out, _("%s %s，同级其他 %zu 户的中位数是 %s，相差很大"), str_text(&label),
	         str_text(&a), n, str_text(&b));
	str_free(&label);
	str_free(&a);
	str_free(&b);
	return str_take(&out);
}

static void check_measure(const struct peers *p, const struct measure *m, const struct filing *f,
                          struct findings *out)
{
	struct place at, below = {0};
	int64_t own, divisor = 0, middle, *others;
	struct finding *x;
	size_t n;

	if (!own_figure(f, &m->part, &at, &own) ||
	    (m->below.form && (!own_figure(f, &m->below, &below, &divisor) ||
	                       !quotient(own, divisor, &own))))
		return;
	others = others_of(m, f->unit, &n);
	if (n > 0 && (int64_t)n * NUM_ONE >= limit(p->set, "peer.least", INT64_MAX) &&
	    is_far(p->set, own, others, n, &middle)) {
		x = finding_add(out, p->far->id, level_in(p->far), at,
		                far_line(f, m, at, &below, own, middle, n),
		                m->below.form ? m->below.form->fields[m->below.field].key : NULL);
		if (m->below.form)
			finding_cell(x, below);
	}
	mem_free(others);
}

/* ---- texts of others ---- */

/* The units other than f's that have it: how many, and one of them. */
static size_t owners(const struct peers *p, const struct filing *f, uint64_t hash, int64_t *one)
{
	size_t lo = 0, hi = p->ntexts, n = 0;
	int64_t last = 0;

	while (lo < hi) {
		size_t middle = lo + (hi - lo) / 2;

		if (p->texts[middle].hash < hash)
			lo = middle + 1;
		else
			hi = middle;
	}
	for (; lo < p->ntexts && p->texts[lo].hash == hash; lo++) {
		int64_t unit = p->texts[lo].unit;

		if (unit == f->unit || unit == last)
			continue;
		*one = n++ ? *one : unit;
		last = unit;
	}
	return n;
}

static void check_text(const struct peers *p, const struct filing *f, struct place at,
                       struct findings *out)
{
	const struct cell *c = filing_cell(f, at);
	uint64_t hash = c->text ? hash_of(p->set, c->text, f->unit_name) : 0;
	struct str line = {0};
	int64_t one = 0;
	size_t n = hash ? owners(p, f, hash, &one) : 0;

	if (n == 0 || (int64_t)n * NUM_ONE > limit(p->set, "borrowed.most", 3 * NUM_ONE))
		return;
	str_addf(&line, _("文字与%s的完全相同，是否照抄"),
	         units_name(p->units, units_index(p->units, one), p->year));
	finding_add(out, p->borrowed->id, level_in(p->borrowed), at, str_take(&line), "peer");
}

void peers_check(const struct peers *p, const struct filing *f, struct findings *out)
{
	for (size_t i = 0; i < p->nmeasures; i++)
		check_measure(p, &p->measures[i], f, out);
	for (int s = 0; p->ntexts && s < (int)f->nsheets; s++)
		for (int k = 0; k < (int)f->sheets[s].form->nfields; k++)
			if (is_own_text(f->sheets[s].form, k))
				check_text(p, f, (struct place){s, -1, -1, k}, out);
}

/* ---- the last few ---- */

enum { KEPT = 8 };

struct peers_kept {
	struct peers *item[KEPT];
	uint64_t stamp[KEPT];
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

const struct peers *peers_keep(struct peers_kept *k, struct store *s, const struct units *units,
                               const struct set *set, int64_t superior, int year, uint64_t stamp)
{
	size_t at = KEPT;

	for (size_t i = 0; i < KEPT; i++) {
		const struct peers *p = k->item[i];

		if (p && p->set == set && p->superior == superior && p->year == year)
			at = i;
	}
	if (at < KEPT && k->stamp[at] == stamp)
		return k->item[at];
	if (at == KEPT)
		at = k->next++ % KEPT;
	peers_free(k->item[at]);
	k->item[at] = peers_load(s, units, set, superior, year, NULL);
	k->stamp[at] = stamp;
	return k->item[at];
}
