#include "app/chart.h"

#include "base/mem.h"
#include "calc/rat.h"

enum { WHOLE = 10000 }; /* 100 % in 0.01 % */

struct chart *chart_new(enum chart_kind kind, const char *title)
{
	struct chart *c = mem_alloc(sizeof *c);

	c->kind = kind;
	c->title = mem_strdup(title);
	c->decimals = 2;
	return c;
}

void chart_free(struct chart *c)
{
	if (!c)
		return;
	for (size_t i = 0; i < c->n; i++)
		mem_free(c->items[i].label);
	mem_free(c->items);
	mem_free(c->title);
	mem_free(c->unit);
	mem_free(c);
}

struct chart_item *chart_add(struct chart *c, const char *label, struct figure value)
{
	c->items = mem_more(c->items, c->n, &c->capacity, sizeof *c->items);
	c->items[c->n] = (struct chart_item){ .label = mem_strdup(label), .value = value };
	return &c->items[c->n++];
}

static bool is_number(const struct chart *c, size_t i)
{
	return c->items[i].value.state == FIGURE_NUMBER;
}

/* NULL: no item is a number. */
static const struct rat *sum(const struct chart *c, struct rat_pool *pool)
{
	const struct rat *all = NULL;

	for (size_t i = 0; i < c->n; i++) {
		const struct rat *one;

		if (!is_number(c, i))
			continue;
		one = rat_from_num(pool, c->items[i].value.num);
		all = all ? rat_add(pool, all, one) : one;
	}
	return all;
}

bool chart_total(const struct chart *c, int64_t *total)
{
	struct rat_pool *pool = rat_pool_new();
	const struct rat *all = sum(c, pool);
	bool fits = all && rat_to_num(all, 6, total);

	rat_pool_free(pool);
	return fits;
}

/* ---- shares ---- */

/* The whole hundredths of a share; *rest gets what is over. */
static int floor_share(struct rat_pool *pool, int64_t value, const struct rat *all,
                       const struct rat **rest)
{
	const struct rat *whole = rat_from_num(pool, WHOLE * NUM_ONE), *share, *taken;
	int64_t rounded = 0;

	share = rat_div(pool, rat_mul(pool, rat_from_num(pool, value), whole), all);
	rat_to_num(share, 0, &rounded);
	taken = rat_from_num(pool, rounded);
	if (rat_cmp(taken, share) > 0) {
		rounded -= NUM_ONE;
		taken = rat_from_num(pool, rounded);
	}
	*rest = rat_sub(pool, share, taken);
	return (int)(rounded / NUM_ONE);
}

/* Gives one hundredth each to those with the largest rests, the first of equals. */
static void give_rests(int *shares, const struct rat **rests, size_t n, int left)
{
	for (; left > 0; left--) {
		size_t most = n;

		for (size_t i = 0; i < n; i++)
			if (rests[i] && (most == n || rat_cmp(rests[i], rests[most]) > 0))
				most = i;
		if (most == n)
			return;
		shares[most]++;
		rests[most] = NULL;
	}
}

static bool has_negative(const struct chart *c)
{
	for (size_t i = 0; i < c->n; i++)
		if (is_number(c, i) && c->items[i].value.num < 0)
			return true;
	return false;
}

bool chart_shares(const struct chart *c, int *shares)
{
	struct rat_pool *pool = rat_pool_new();
	const struct rat **rests = mem_array(c->n + 1, sizeof *rests), *all = sum(c, pool);
	bool there = all && rat_sign(all) > 0 && !has_negative(c);
	int left = WHOLE;

	for (size_t i = 0; i < c->n; i++) {
		shares[i] = -1;
		if (!there || !is_number(c, i))
			continue;
		shares[i] = floor_share(pool, c->items[i].value.num, all, &rests[i]);
		left -= shares[i];
	}
	if (there)
		give_rests(shares, rests, c->n, left);
	mem_free(rests);
	rat_pool_free(pool);
	return there;
}

/* ---- growth ---- */

bool chart_growth(const struct chart *c, size_t i, int64_t *difference, bool *has_rate,
                  int64_t *rate)
{
	struct rat_pool *pool;
	const struct rat *more, *base;
	size_t before = i;
	bool there;

	while (before > 0 && !is_number(c, --before))
		;
	if (before == i || !is_number(c, i) || !is_number(c, before))
		return false;
	pool = rat_pool_new();
	base = rat_from_num(pool, c->items[before].value.num);
	more = rat_sub(pool, rat_from_num(pool, c->items[i].value.num), base);
	there = rat_to_num(more, 6, difference);
	*has_rate = rat_sign(base) > 0 && rat_to_num(rat_div(pool, more, base), 4, rate);
	rat_pool_free(pool);
	return there;
}
