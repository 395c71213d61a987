#include "calc/law.h"

#include "calc/num.h"

static bool settle(struct rat_pool *pool, bool met, enum law_form form, const struct rat *share,
                   struct law_result *out)
{
	const struct rat *zero = rat_from_num(pool, 0);

	out->met = met;
	out->form = form;
	out->share = rat_sign(share) < 0 ? zero : share;
	return true;
}

static bool full(struct rat_pool *pool, enum law_form form, struct law_result *out)
{
	return settle(pool, true, form, rat_from_num(pool, NUM_ONE), out);
}

static bool none(struct rat_pool *pool, struct law_result *out)
{
	return settle(pool, false, LAW_NONE, rat_from_num(pool, 0), out);
}

/* B ≥ A → full; else B/A.  Below a target of zero or less there is no law. */
static bool at_least(struct rat_pool *pool, const struct rat *a, const struct rat *b,
                     struct law_result *out)
{
	if (rat_cmp(b, a) >= 0)
		return full(pool, rat_sign(a) > 0 ? LAW_B_OVER_A : LAW_FULL, out);
	if (rat_sign(a) <= 0)
		return false;
	return settle(pool, false, LAW_B_OVER_A, rat_div(pool, b, a), out);
}

/* A = 0: B ≤ 0 → full, else nothing.  A > 0: as at_least. */
static bool equal(struct rat_pool *pool, const struct rat *a, const struct rat *b,
                  struct law_result *out)
{
	if (rat_sign(a) != 0)
		return at_least(pool, a, b, out);
	return rat_sign(b) <= 0 ? full(pool, LAW_FULL, out) : none(pool, out);
}

static bool at_most_linear(struct rat_pool *pool, const struct rat *a, const struct rat *b,
                           struct law_result *out)
{
	const struct rat *one = rat_from_num(pool, NUM_ONE);
	const struct rat *over = rat_div(pool, rat_sub(pool, b, a), a);

	if (rat_cmp(over, one) >= 0)
		return none(pool, out);
	return settle(pool, false, LAW_LINEAR, rat_sub(pool, one, over), out);
}

/* B ≤ A → full; else A/B, or 1−(B−A)/A down to 0 where B reaches 2A. */
static bool at_most(struct rat_pool *pool, enum judge_at_most law, const struct rat *a,
                    const struct rat *b, struct law_result *out)
{
	if (rat_cmp(b, a) <= 0)
		return full(pool, LAW_FULL, out);
	if (rat_sign(a) < 0)
		return false;
	if (rat_sign(a) == 0)
		return none(pool, out);
	if (law == AT_MOST_LINEAR)
		return at_most_linear(pool, a, b, out);
	return settle(pool, false, LAW_A_OVER_B, rat_div(pool, a, b), out);
}

bool law_apply(struct rat_pool *pool, enum compare compare, enum judge_at_most law,
               const struct rat *a, const struct rat *b, struct law_result *out)
{
	switch (compare) {
	case COMPARE_ABOVE:
		return rat_cmp(a, b) != 0 && at_least(pool, a, b, out);
	case COMPARE_AT_LEAST:
		return at_least(pool, a, b, out);
	case COMPARE_BELOW:
		return rat_cmp(a, b) != 0 && at_most(pool, law, a, b, out);
	case COMPARE_AT_MOST:
		return at_most(pool, law, a, b, out);
	case COMPARE_NONE:
	case COMPARE_EQUAL:
		return equal(pool, a, b, out);
	case COMPARE_WITHIN:
	case COMPARE_CLASH:
		break;
	}
	return false;
}
