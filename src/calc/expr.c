#include "calc/expr.h"

#include <string.h>

#include "base/i18n.h"

static struct expr_value value_of(enum figure_state state)
{
	return (struct expr_value){.state = state};
}

static struct expr_value number(const struct rat *num)
{
	return (struct expr_value){.state = FIGURE_NUMBER, .num = num};
}

static struct expr_value truth(struct expr_world *w, bool yes)
{
	return number(rat_from_num(w->pool, yes ? NUM_ONE : 0));
}

static struct expr_value faulty(struct expr_world *w, const char *why, const struct expr *where)
{
	if (w->fault)
		w->fault(w->context, why, where);
	return value_of(FIGURE_FAULT);
}

/* A text has no place in arithmetic. */
static struct expr_value figure(struct expr_world *w, struct expr_value v, const struct expr *x)
{
	return v.state == FIGURE_TEXT ? faulty(w, _("不是数"), x) : v;
}

static bool is_true(struct expr_value v)
{
	return v.state == FIGURE_NUMBER && rat_sign(v.num) != 0;
}

/* Sums: what is blank or 不适用 counts as nothing; nothing at all stays blank. */
static struct expr_value add(struct expr_world *w, const struct expr *x, struct expr_value a,
                             struct expr_value b)
{
	if (a.state == FIGURE_FAULT || b.state == FIGURE_FAULT)
		return value_of(FIGURE_FAULT);
	if (a.state == FIGURE_NUMBER && b.state == FIGURE_NUMBER)
		return number(x->kind == EXPR_BINARY && x->op == OP_SUB
		                  ? rat_sub(w->pool, a.num, b.num)
		                  : rat_add(w->pool, a.num, b.num));
	if (b.state == FIGURE_NUMBER)
		return x->kind == EXPR_BINARY && x->op == OP_SUB ? number(rat_neg(w->pool, b.num))
		                                                 : b;
	if (a.state == FIGURE_NUMBER)
		return a;
	return value_of(a.state == FIGURE_NA && b.state == FIGURE_NA ? FIGURE_NA : FIGURE_BLANK);
}

static struct expr_value multiply(struct expr_world *w, const struct expr *x, struct expr_value a,
                                  struct expr_value b)
{
	if (a.state == FIGURE_FAULT || b.state == FIGURE_FAULT)
		return value_of(FIGURE_FAULT);
	if (a.state == FIGURE_NA || b.state == FIGURE_NA)
		return value_of(FIGURE_NA);
	if (figure_is_empty(a.state) || figure_is_empty(b.state))
		return value_of(FIGURE_BLANK);
	if (x->op == OP_MUL)
		return number(rat_mul(w->pool, a.num, b.num));
	const struct rat *quotient = rat_div(w->pool, a.num, b.num);
	return quotient ? number(quotient) : faulty(w, _("除数是 0"), x->arg[1]);
}

static int compare(struct expr_world *w, struct expr_value a, struct expr_value b)
{
	if (a.state == FIGURE_TEXT || b.state == FIGURE_TEXT)
		return strcmp(a.text ? a.text : "", b.text ? b.text : "");
	const struct rat *zero = rat_from_num(w->pool, 0);
	return rat_cmp(a.num ? a.num : zero, b.num ? b.num : zero);
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

static struct expr_value eval_binary(const struct expr *x, struct expr_world *w)
{
	struct expr_value a = expr_eval(x->arg[0], w);
	if (x->op == OP_AND && !is_true(a))
		return truth(w, false);
	if (x->op == OP_OR && is_true(a))
		return truth(w, true);
	struct expr_value b = expr_eval(x->arg[1], w);
	if (x->op == OP_AND || x->op == OP_OR)
		return truth(w, is_true(b));
	if (x->op >= OP_EQ && x->op <= OP_GE) {
		if (a.state == FIGURE_FAULT || b.state == FIGURE_FAULT)
			return value_of(FIGURE_FAULT);
		return truth(w, holds(x->op, compare(w, a, b)));
	}
	a = figure(w, a, x->arg[0]);
	b = figure(w, b, x->arg[1]);
	if (x->op == OP_ADD || x->op == OP_SUB)
		return add(w, x, a, b);
	return multiply(w, x, a, b);
}

/* One more value into a running sum, count, least or greatest. */
static struct expr_value gather(struct expr_world *w, const struct expr *call,
                                struct expr_value so_far, struct expr_value v)
{
	if (call->fn == FN_COUNT) {
		bool counts = !figure_is_empty(v.state) && v.state != FIGURE_NA;
		if (!so_far.num)
			so_far = number(rat_from_num(w->pool, 0));
		return number(
		    rat_add(w->pool, so_far.num, rat_from_num(w->pool, counts ? NUM_ONE : 0)));
	}
	v = figure(w, v, call->arg[0]);
	if (call->fn == FN_SUM)
		return add(w, call, so_far, v);
	if (so_far.state == FIGURE_FAULT || v.state == FIGURE_FAULT)
		return value_of(FIGURE_FAULT);
	if (v.state != FIGURE_NUMBER)
		return so_far;
	if (so_far.state != FIGURE_NUMBER)
		return v;
	int order = rat_cmp(v.num, so_far.num);
	return (call->fn == FN_MIN ? order < 0 : order > 0) ? v : so_far;
}

static struct expr_value eval_over(const struct expr *call, struct expr_world *w)
{
	struct expr_value result = value_of(FIGURE_BLANK);
	if (call->fn == FN_COUNT)
		result = number(rat_from_num(w->pool, 0));
	for (int step = 0; w->iterate(w->context, call, step); step++) {
		if (call->where && !is_true(expr_eval(call->where, w)))
			continue;
		for (size_t i = 0; i < call->nargs; i++)
			result = gather(w, call, result, expr_eval(call->arg[i], w));
	}
	w->done(w->context, call);
	return result;
}

/* min and max of values as they stand: all must be there. */
static struct expr_value eval_extreme(const struct expr *call, struct expr_world *w)
{
	struct expr_value result = value_of(FIGURE_BLANK);
	for (size_t i = 0; i < call->nargs; i++) {
		struct expr_value v = figure(w, expr_eval(call->arg[i], w), call->arg[i]);
		if (v.state != FIGURE_NUMBER)
			return v;
		result = gather(w, call, result, v);
	}
	return result;
}

static struct expr_value eval_round(const struct expr *call, struct expr_world *w)
{
	struct expr_value v = figure(w, expr_eval(call->arg[0], w), call->arg[0]);
	struct expr_value places = figure(w, expr_eval(call->arg[1], w), call->arg[1]);
	int64_t n;
	if (v.state != FIGURE_NUMBER || places.state != FIGURE_NUMBER)
		return v;
	if (!rat_to_num(places.num, 0, &n) || n < 0 || n > 6 * NUM_ONE)
		return faulty(w, _("小数位数应在 0 到 6 之间"), call->arg[1]);
	return number(rat_round(w->pool, v.num, (int)(n / NUM_ONE)));
}

static struct expr_value eval_scalar(const struct expr *call, struct expr_world *w)
{
	struct expr_value v;
	switch (call->fn) {
	case FN_IF:
		v = expr_eval(call->arg[0], w);
		return v.state == FIGURE_FAULT ? v : expr_eval(call->arg[is_true(v) ? 1 : 2], w);
	case FN_ROUND:
		return eval_round(call, w);
	case FN_ABS:
		v = figure(w, expr_eval(call->arg[0], w), call->arg[0]);
		return v.state == FIGURE_NUMBER && rat_sign(v.num) < 0
		           ? number(rat_neg(w->pool, v.num))
		           : v;
	case FN_BLANK:
		return truth(w, figure_is_empty(expr_eval(call->arg[0], w).state));
	case FN_MIN:
	case FN_MAX:
		return eval_extreme(call, w);
	default:
		break;
	}
	v = value_of(FIGURE_BLANK);
	for (size_t i = 0; i < call->nargs; i++) /* sum and count of values as they stand */
		v = gather(w, call, v, expr_eval(call->arg[i], w));
	return v;
}

static struct expr_value eval_call(const struct expr *x, struct expr_world *w)
{
	if (x->fn >= FN_JUDGE) {
		struct expr_value args[EXPR_ARGS];
		for (size_t i = 0; i < x->nargs; i++)
			args[i] = expr_eval(x->arg[i], w);
		return w->call(w->context, x, args);
	}
	return x->iterates >= 0 ? eval_over(x, w) : eval_scalar(x, w);
}

struct expr_value expr_eval(const struct expr *x, struct expr_world *w)
{
	struct expr_value v;
	switch (x->kind) {
	case EXPR_NUMBER:
		return number(rat_from_num(w->pool, x->number));
	case EXPR_TEXT:
		return (struct expr_value){.state = FIGURE_TEXT, .text = x->text};
	case EXPR_NAME:
		return w->value(w->context, x);
	case EXPR_NEG:
		v = figure(w, expr_eval(x->arg[0], w), x->arg[0]);
		return v.state == FIGURE_NUMBER ? number(rat_neg(w->pool, v.num)) : v;
	case EXPR_NOT:
		return truth(w, !is_true(expr_eval(x->arg[0], w)));
	case EXPR_BINARY:
		return eval_binary(x, w);
	default:
		return eval_call(x, w);
	}
}
