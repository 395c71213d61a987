#include "audit/verdict.h"

#include "base/i18n.h"

const char *verdict_name(enum verdict v)
{
	switch (v) {
	case VERDICT_AGREES:
		return _("相符");
	case VERDICT_TAIL:
		return _("尾差");
	case VERDICT_TRUNCATED:
		return _("截位");
	case VERDICT_DIFFERS:
		return _("不符");
	default:
		return _("取数不足");
	}
}

static bool rounds_to(const struct rat *v, int64_t num, int decimals)
{
	int64_t rounded;
	return rat_to_num(v, decimals, &rounded) && rounded == num;
}

/* Cut off behind so many decimals, towards zero. */
static bool cuts_to(struct rat_pool *pool, const struct rat *v, int64_t num, int decimals)
{
	int64_t unit = NUM_ONE, down, up;
	for (int i = 0; i < decimals; i++)
		unit /= 10;
	const struct rat *one = rat_from_num(pool, unit), *at = rat_from_num(pool, num);
	down = rat_cmp(rat_sign(v) < 0 ? rat_sub(pool, at, one) : at, v);
	up = rat_cmp(v, rat_sign(v) < 0 ? at : rat_add(pool, at, one));
	return rat_sign(v) < 0 ? down < 0 && up <= 0 : down <= 0 && up < 0;
}

static bool is_quotient(const struct expr *x)
{
	return x->kind == EXPR_BINARY && x->op == OP_DIV;
}

/* Decimals a stated figure is compared at: as written, but never fewer than its
 * kind has, unless it is a percentage. */
static int compared_at(const struct figure *v, const struct field *field)
{
	if (field->kind == KIND_RATE)
		return v->decimals;
	return v->decimals > field->decimals ? v->decimals : field->decimals;
}

enum verdict verdict_of_cell(struct world *w, struct place p)
{
	const struct cell *c = filing_cell(w->filing, p);
	const struct field *field = filing_field(w->filing, p);
	int decimals = compared_at(&c->stated, field);
	if (c->stated.state != FIGURE_NUMBER || !field->formula)
		return VERDICT_UNCHECKED;
	struct interval computed = interval_eval(w, field->formula, p);
	if (computed.state != FIGURE_NUMBER)
		return VERDICT_UNCHECKED;
	if (rounds_to(computed.mid, c->stated.num, decimals))
		return VERDICT_AGREES;
	struct interval stated = interval_of(w->eval.pool, &c->stated, field);
	if (interval_meets(stated, computed))
		return VERDICT_TAIL;
	if (is_quotient(field->formula) &&
	    cuts_to(w->eval.pool, computed.mid, c->stated.num, decimals))
		return VERDICT_TRUNCATED;
	return VERDICT_DIFFERS;
}

/* Whether `a op b` can hold for some values in the intervals. */
static bool may_hold(enum expr_op op, struct interval a, struct interval b)
{
	bool equal = interval_meets(a, b);
	switch (op) {
	case OP_EQ:
		return equal;
	case OP_NE:
		return rat_cmp(a.mid, b.mid) != 0;
	case OP_LT:
		return rat_cmp(a.lo, b.hi) < 0;
	case OP_LE:
		return equal || rat_cmp(a.lo, b.hi) < 0;
	case OP_GT:
		return rat_cmp(a.hi, b.lo) > 0;
	default:
		return equal || rat_cmp(a.hi, b.lo) > 0;
	}
}

static bool holds(enum expr_op op, int order)
{
	switch (op) {
	case OP_EQ:
		return order == 0;
	case OP_NE:
		return order != 0;
	case OP_LT:
		return order < 0;
	case OP_LE:
		return order <= 0;
	case OP_GT:
		return order > 0;
	default:
		return order >= 0;
	}
}

enum verdict verdict_of_test(struct world *w, const struct expr *test, struct place p,
                             const struct rat **difference)
{
	if (test->kind != EXPR_BINARY || test->op < OP_EQ || test->op > OP_GE) {
		struct expr_value v = world_eval(w, test, p);
		if (v.state != FIGURE_NUMBER)
			return VERDICT_UNCHECKED;
		return rat_sign(v.num) ? VERDICT_AGREES : VERDICT_DIFFERS;
	}
	struct interval a = interval_eval(w, test->arg[0], p);
	struct interval b = interval_eval(w, test->arg[1], p);
	if (a.state != FIGURE_NUMBER || b.state != FIGURE_NUMBER)
		return VERDICT_UNCHECKED;
	if (difference)
		*difference = rat_sub(w->eval.pool, a.mid, b.mid);
	if (holds(test->op, rat_cmp(a.mid, b.mid)))
		return VERDICT_AGREES;
	return may_hold(test->op, a, b) ? VERDICT_TAIL : VERDICT_DIFFERS;
}
