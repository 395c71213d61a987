#include "audit/ratio.h"

static const struct rat *ten_to(struct rat_pool *pool, int n)
{
	const struct rat *v = rat_from_num(pool, NUM_ONE);
	for (; n > 0; n--)
		v = rat_mul(pool, v, rat_from_num(pool, 10 * NUM_ONE));
	return v;
}

/* A factor may be as large as 10¹². */
static const struct rat *factor_of(struct rat_pool *pool, int64_t factor)
{
	const struct rat *thousand = rat_from_num(pool, 1000 * NUM_ONE);
	const struct rat *v = rat_from_num(pool, NUM_ONE);
	for (; factor % 1000 == 0 && factor > 0; factor /= 1000)
		v = rat_mul(pool, v, thousand);
	return rat_mul(pool, v, rat_from_num(pool, factor * NUM_ONE));
}

/* The unit of a percentage is the per mille: 1 = 100 % is 1000 of them. */
static const struct rat *scale_of(struct rat_pool *pool, const struct quantity *q)
{
	const struct rat *factor = factor_of(pool, q->factor);
	if (q->unit.kind != UNIT_PERCENT)
		return factor;
	return rat_div(pool, factor, rat_from_num(pool, 1000 * NUM_ONE));
}

struct amount amount_of(struct rat_pool *pool, const struct quantity *q)
{
	const struct rat *scale = scale_of(pool, q), *half;
	const struct rat *mid = rat_mul(pool, rat_from_num(pool, q->num), scale);
	if (q->unit.kind != UNIT_PERCENT && q->unit.kind != UNIT_MONEY && q->decimals == 0 &&
	    q->factor == q->unit.factor)
		return (struct amount){mid, mid, mid};
	half = rat_div(pool, rat_from_num(pool, NUM_ONE / 2), ten_to(pool, q->decimals));
	half = rat_mul(pool, half, scale);
	return (struct amount){rat_sub(pool, mid, half), mid, rat_add(pool, mid, half)};
}

struct amount amount_add(struct rat_pool *pool, struct amount a, struct amount b)
{
	return (struct amount){rat_add(pool, a.lo, b.lo), rat_add(pool, a.mid, b.mid),
	                       rat_add(pool, a.hi, b.hi)};
}

struct amount amount_sub(struct rat_pool *pool, struct amount a, struct amount b)
{
	return (struct amount){rat_sub(pool, a.lo, b.hi), rat_sub(pool, a.mid, b.mid),
	                       rat_sub(pool, a.hi, b.lo)};
}

static bool meets(const struct amount *a, const struct amount *b)
{
	return interval_meets((struct interval){FIGURE_NUMBER, a->lo, a->mid, a->hi},
	                      (struct interval){FIGURE_NUMBER, b->lo, b->mid, b->hi});
}

/* Decimals of the fraction: 101.51 % has 4. */
static int decimals_of(const struct quantity *printed)
{
	return printed->decimals + 2 > 6 ? 6 : printed->decimals + 2;
}

enum verdict ratio_verdict(struct rat_pool *pool, const struct quantity *printed, struct amount a,
                           struct amount b, const struct rat **quotient)
{
	struct amount p = amount_of(pool, printed), q;
	int64_t rounded;
	if (rat_sign(b.lo) <= 0 || rat_sign(a.mid) < 0)
		return VERDICT_UNCHECKED;
	q = (struct amount){rat_div(pool, a.lo, b.hi), rat_div(pool, a.mid, b.mid),
	                    rat_div(pool, a.hi, b.lo)};
	if (quotient)
		*quotient = q.mid;
	if (rat_to_num(q.mid, decimals_of(printed), &rounded) &&
	    rat_cmp(rat_from_num(pool, rounded), p.mid) == 0)
		return VERDICT_AGREES;
	if (meets(&p, &q))
		return VERDICT_TAIL;
	const struct rat *step = rat_sub(pool, p.hi, p.lo);
	if (rat_cmp(p.mid, q.mid) <= 0 && rat_cmp(q.mid, rat_add(pool, p.mid, step)) < 0)
		return VERDICT_TRUNCATED;
	return VERDICT_DIFFERS;
}

enum verdict total_verdict(const struct amount *printed, const struct amount *sum)
{
	struct amount as_written = {sum->mid, sum->mid, sum->mid};
	if (meets(printed, &as_written))
		return VERDICT_AGREES;
	return meets(printed, sum) ? VERDICT_TAIL : VERDICT_DIFFERS;
}

void ratio_show(const struct rat *quotient, const struct quantity *printed, struct str *out)
{
	int64_t num;
	if (rat_to_num(quotient, 6, &num))
		num_format(out, num, printed->decimals, true);
}
