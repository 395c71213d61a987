#include "audit/interval.h"

#include "base/mem.h"
#include "form/lookup.h"
#include "form/tree.h"

static bool is_exact(struct interval v)
{
	return rat_cmp(v.lo, v.hi) == 0;
}

bool interval_meets(struct interval a, struct interval b)
{
	if (is_exact(a) && is_exact(b))
		return rat_cmp(a.lo, b.lo) == 0;
	if (is_exact(a))
		return rat_cmp(b.lo, a.lo) <= 0 && rat_cmp(a.lo, b.hi) < 0;
	if (is_exact(b))
		return interval_meets(b, a);
	return rat_cmp(a.lo, b.hi) < 0 && rat_cmp(b.lo, a.hi) < 0;
}

static struct interval nothing(enum figure_state state)
{
	return (struct interval){.state = state};
}

static struct interval exact(const struct rat *v)
{
	return (struct interval){FIGURE_NUMBER, v, v, v};
}

static bool is_rounded(const struct field *field)
{
	return field->kind == KIND_MONEY || field->kind == KIND_RATE || field->kind == KIND_NUMBER;
}

/* ½·10⁻ᵈ in 10⁻⁶ of the unit; a sixth decimal has no half. */
static int64_t half(int decimals)
{
	int64_t h = NUM_ONE / 2;
	for (; decimals > 0; decimals--)
		h /= 10;
	return h;
}

struct interval interval_of(struct rat_pool *pool, const struct figure *v,
                            const struct field *field)
{
	if (v->state != FIGURE_NUMBER)
		return nothing(v->state);
	int decimals = v->decimals;
	if (field->kind != KIND_RATE && decimals < field->decimals)
		decimals = field->decimals;
	int64_t h = is_rounded(field) ? half(decimals) : 0;
	return (struct interval){FIGURE_NUMBER, rat_from_num(pool, v->num - h),
	                         rat_from_num(pool, v->num), rat_from_num(pool, v->num + h)};
}

/* ---- arithmetic ---- */

static bool is_empty(enum figure_state s)
{
	return figure_is_empty(s) || s == FIGURE_NA;
}

struct interval interval_negative(struct rat_pool *p, struct interval v)
{
	if (v.state != FIGURE_NUMBER)
		return v;
	return (struct interval){FIGURE_NUMBER, rat_neg(p, v.hi), rat_neg(p, v.mid),
	                         rat_neg(p, v.lo)};
}

/* A blank in a sum is exact 0. */
static struct interval add(struct rat_pool *p, struct interval a, struct interval b)
{
	if (a.state == FIGURE_FAULT || b.state == FIGURE_FAULT)
		return nothing(FIGURE_FAULT);
	if (is_empty(a.state))
		return b;
	if (is_empty(b.state))
		return a;
	return (struct interval){FIGURE_NUMBER, rat_add(p, a.lo, b.lo), rat_add(p, a.mid, b.mid),
	                         rat_add(p, a.hi, b.hi)};
}

static const struct rat *least(const struct rat *const v[4])
{
	const struct rat *best = v[0];
	for (int i = 1; i < 4; i++)
		if (rat_cmp(v[i], best) < 0)
			best = v[i];
	return best;
}

static const struct rat *greatest(const struct rat *const v[4])
{
	const struct rat *best = v[0];
	for (int i = 1; i < 4; i++)
		if (rat_cmp(v[i], best) > 0)
			best = v[i];
	return best;
}

static struct interval corners(const struct rat *const v[4], const struct rat *mid)
{
	return (struct interval){FIGURE_NUMBER, least(v), mid, greatest(v)};
}

static struct interval multiply(struct rat_pool *p, struct interval a, struct interval b,
                                bool divide)
{
	if (a.state == FIGURE_FAULT || b.state == FIGURE_FAULT)
		return nothing(FIGURE_FAULT);
	if (is_empty(a.state) || is_empty(b.state))
		return nothing(FIGURE_BLANK);
	const struct rat *v[4];
	const struct rat *const as[2] = {a.lo, a.hi}, *const bs[2] = {b.lo, b.hi};
	if (divide && rat_sign(b.lo) * rat_sign(b.hi) <= 0)
		return nothing(FIGURE_FAULT); /* the divisor may be zero */
	for (int i = 0; i < 4; i++)
		v[i] = divide ? rat_div(p, as[i / 2], bs[i % 2]) : rat_mul(p, as[i / 2], bs[i % 2]);
	return corners(v, divide ? rat_div(p, a.mid, b.mid) : rat_mul(p, a.mid, b.mid));
}

struct interval interval_divide(struct rat_pool *pool, struct interval a, struct interval b)
{
	return multiply(pool, a, b, true);
}

/* ---- formulas ---- */

static struct interval eval(struct world *w, const struct expr *x);

/* Whether the cell is worth what its formula gives. */
static bool is_worked_out(const struct cell *c, const struct field *field)
{
	if (c->value.state != FIGURE_NUMBER || c->calc.state != FIGURE_NUMBER ||
	    c->value.num != c->calc.num || (!field->formula && !c->summed))
		return false;
	return field->mode == MODE_COMPUTED || c->summed || is_empty(c->stated.state);
}

static struct interval formula_at(struct world *w, struct place p);

/* A rounded quotient is what it prints; an exact sum is as wide as its addends. */
static struct interval cell_interval(struct world *w, const struct filing *in, struct place p)
{
	const struct cell *c = filing_cell(in, p);
	const struct field *field = filing_field(in, p);
	struct interval plain = interval_of(w->eval.pool, &c->value, field);
	if (in != w->filing || w->depth + 1 >= WORLD_NESTING || !is_rounded(field) ||
	    field->kind == KIND_RATE || !is_worked_out(c, field))
		return plain;
	struct position here = w->at;
	w->saved[w->depth++] = here;
	struct interval wide = formula_at(w, p);
	w->at = w->saved[--w->depth];
	return wide.state == FIGURE_NUMBER && rat_cmp(wide.mid, plain.mid) == 0 ? wide : plain;
}

static struct interval sum_below(struct world *w, struct place p)
{
	struct interval sum = nothing(FIGURE_BLANK);
	struct place below = p;
	for (below.row = p.row; (below.row = tree_below(w->filing, p, below.row)) >= 0;)
		sum = add(w->eval.pool, sum, cell_interval(w, w->filing, below));
	return sum;
}

static struct interval formula_at(struct world *w, struct place p)
{
	const struct field *field = filing_field(w->filing, p);
	if (filing_cell(w->filing, p)->summed)
		return sum_below(w, p);
	w->at = (struct position){w->filing, p.sheet, p.list, p.row, -1};
	w->field = p.field;
	return eval(w, field->formula);
}

static struct interval eval_name(struct world *w, const struct expr *x)
{
	const struct ref *r = set_ref(w->filing->set, x->bound);
	const struct filing *in;
	struct place to;
	if (r->kind == REF_ITEM && w->at.sheet >= 0 && w->at.item >= 0)
		return cell_interval(w, w->at.f, (struct place){w->at.sheet, -1, -1, w->at.item});
	if (r->kind == REF_FIELD || r->kind == REF_COLUMN || r->kind == REF_ALSO) {
		if (!world_name(w, r, &in, &to))
			return nothing(FIGURE_ABSENT);
		return cell_interval(w, in, to);
	}
	struct expr_value v = w->eval.value(w->eval.context, x);
	return v.state == FIGURE_NUMBER ? exact(v.num) : nothing(v.state);
}

static bool counts(struct world *w, const struct expr *where)
{
	if (!where)
		return true;
	struct expr_value v = expr_eval(where, &w->eval);
	return v.state == FIGURE_NUMBER && rat_sign(v.num) != 0;
}

static struct interval eval_sum(struct world *w, const struct expr *x)
{
	struct interval sum = nothing(FIGURE_BLANK);
	if (x->iterates < 0) {
		for (size_t i = 0; i < x->nargs; i++)
			sum = add(w->eval.pool, sum, eval(w, x->arg[i]));
		return sum;
	}
	for (int step = 0; w->eval.iterate(w->eval.context, x, step); step++)
		for (size_t i = 0; counts(w, x->where) && i < x->nargs; i++)
			sum = add(w->eval.pool, sum, eval(w, x->arg[i]));
	w->eval.done(w->eval.context, x);
	return sum;
}

/* min, max of values as they stand: of their ends. */
static struct interval eval_extreme(struct world *w, const struct expr *x)
{
	struct interval best = eval(w, x->arg[0]);
	int sign = x->fn == FN_MIN ? 1 : -1;
	for (size_t i = 1; best.state == FIGURE_NUMBER && i < x->nargs; i++) {
		struct interval v = eval(w, x->arg[i]);
		if (v.state != FIGURE_NUMBER)
			return v;
		if (rat_cmp(v.lo, best.lo) * sign < 0)
			best.lo = v.lo;
		if (rat_cmp(v.mid, best.mid) * sign < 0)
			best.mid = v.mid;
		if (rat_cmp(v.hi, best.hi) * sign < 0)
			best.hi = v.hi;
	}
	return best;
}

/* Functions without a meaning for intervals: their value, exact. */
static struct interval eval_exact(struct world *w, const struct expr *x)
{
	struct expr_value v = expr_eval(x, &w->eval);
	return v.state == FIGURE_NUMBER ? exact(v.num) : nothing(v.state);
}

static struct interval eval_stated(struct world *w, const struct expr *x)
{
	const struct field *field;
	struct figure v;
	if (!lookup_stated(w, x, &v, &field))
		return nothing(FIGURE_ABSENT);
	return interval_of(w->eval.pool, &v, field);
}

static struct interval eval_call(struct world *w, const struct expr *x)
{
	if (x->fn == FN_STATED)
		return eval_stated(w, x);
	if (x->fn == FN_SUM)
		return eval_sum(w, x);
	if ((x->fn == FN_MIN || x->fn == FN_MAX) && x->iterates < 0)
		return eval_extreme(w, x);
	if (x->fn == FN_IF)
		return eval(w, x->arg[counts(w, x->arg[0]) ? 1 : 2]);
	return eval_exact(w, x);
}

static struct interval eval_binary(struct world *w, const struct expr *x)
{
	struct rat_pool *p = w->eval.pool;
	struct interval a, b;
	if (x->op > OP_DIV)
		return eval_exact(w, x);
	a = eval(w, x->arg[0]);
	b = eval(w, x->arg[1]);
	if (x->op == OP_ADD || x->op == OP_SUB)
		return add(p, a, x->op == OP_SUB ? interval_negative(p, b) : b);
	return multiply(p, a, b, x->op == OP_DIV);
}

static struct interval eval(struct world *w, const struct expr *x)
{
	switch (x->kind) {
	case EXPR_NAME:
		return eval_name(w, x);
	case EXPR_NEG:
		return interval_negative(w->eval.pool, eval(w, x->arg[0]));
	case EXPR_BINARY:
		return eval_binary(w, x);
	case EXPR_CALL:
		return eval_call(w, x);
	default:
		return eval_exact(w, x);
	}
}

static void begin(struct world *w, struct place p)
{
	w->at = (struct position){w->filing, p.sheet, p.list, p.row, -1};
	w->depth = w->counting = 0;
	w->field = p.field;
	str_clear(&w->why);
}

struct interval interval_eval(struct world *w, const struct expr *x, struct place p)
{
	begin(w, p);
	return eval(w, x);
}

struct interval interval_of_formula(struct world *w, struct place p)
{
	begin(w, p);
	return filing_field(w->filing, p)->formula || filing_cell(w->filing, p)->summed
	           ? formula_at(w, p)
	           : nothing(FIGURE_ABSENT);
}
