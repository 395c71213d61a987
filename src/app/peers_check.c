#include "app/peers_inside.h"

#include <stdlib.h>

#include "base/i18n.h"
#include "base/mem.h"

static enum level level_in(const struct scan_rule *rule)
{
	int level = level_of(rule->level);

	return level < 0 ? LEVEL_HINT : (enum level)level;
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
	return n % 2 ? v[n / 2] : (int64_t)(((__int128)v[n / 2 - 1] + v[n / 2]) / 2);
}

static __int128 distance(int64_t a, int64_t b)
{
	return a > b ? (__int128)a - b : (__int128)b - a;
}

/* 1.4826 median deviations are a standard deviation. */
static bool is_far(const struct set *set, int64_t own, int64_t *others, size_t n, int64_t *middle)
{
	int64_t times = peers_limit(set, "peer.times", 6 * NUM_ONE);
	int64_t share = peers_limit(set, "peer.share", NUM_ONE / 2);
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
	if (n > 0 && (int64_t)n * NUM_ONE >= peers_limit(p->set, "peer.least", INT64_MAX) &&
	    is_far(p->set, own, others, n, &middle)) {
		x = finding_add(out, p->far->id, level_in(p->far), at,
		                far_line(f, m, at, &below, own, middle, n),
		                m->below.form ? m->below.form->fields[m->below.field].key : NULL);
		x->words = p->far->text;
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
	uint64_t hash = c->text ? peers_hash(p->set, c->text, f->unit_name) : 0;
	struct str line = {0};
	int64_t one = 0;
	size_t n = hash ? owners(p, f, hash, &one) : 0;

	if (n == 0 || (int64_t)n * NUM_ONE > peers_limit(p->set, "borrowed.most", 3 * NUM_ONE))
		return;
	str_addf(&line, _("文字与%s的完全相同，是否照抄"),
	         units_name(p->units, units_index(p->units, one), p->year));
	finding_add(out, p->borrowed->id, level_in(p->borrowed), at, str_take(&line), "peer")->words =
	    p->borrowed->text;
}

void peers_check(const struct peers *p, const struct filing *f, struct findings *out)
{
	for (size_t i = 0; i < p->nmeasures; i++)
		check_measure(p, &p->measures[i], f, out);
	for (int s = 0; p->ntexts && s < (int)f->nsheets; s++)
		for (int k = 0; k < (int)f->sheets[s].form->nfields; k++)
			if (peers_own_text(f->sheets[s].form, k))
				check_text(p, f, (struct place){s, -1, -1, k}, out);
}
