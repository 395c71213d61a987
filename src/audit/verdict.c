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

bool verdict_rounds(const struct rat *v, int64_t num, int decimals)
{
	int64_t rounded;
	return rat_to_num(v, decimals, &rounded) && rounded == num;
}

bool verdict_cuts(struct rat_pool *pool, const struct rat *v, int64_t num, int decimals)
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

int verdict_decimals(const struct figure *v, const struct field *field)
{
	if (field->kind == KIND_RATE)
		return v->decimals;
	return v->decimals > field->decimals ? v->decimals : field->decimals;
}

enum verdict verdict_of_cell(struct world *w, struct place p)
{
	const struct cell *c = filing_cell(w->filing, p);
	const struct field *field = filing_field(w->filing, p);
	int decimals = verdict_decimals(&c->stated, field);
	if (c->stated.state != FIGURE_NUMBER)
		return VERDICT_UNCHECKED;
	struct interval computed = interval_of_formula(w, p);
	if (computed.state != FIGURE_NUMBER)
		return VERDICT_UNCHECKED;
	if (verdict_rounds(computed.mid, c->stated.num, decimals))
		return VERDICT_AGREES;
	struct interval stated = interval_of(w->eval.pool, &c->stated, field);
	if (interval_meets(stated, computed))
		return VERDICT_TAIL;
	if (field->formula && is_quotient(field->formula) &&
	    verdict_cuts(w->eval.pool, computed.mid, c->stated.num, decimals))
		return VERDICT_TRUNCATED;
	return VERDICT_DIFFERS;
}
