#include "audit/compare.h"

#include "form/explain.h"

/* ---- operands ---- */

/* What the names of one side lead to. */
struct operands {
	struct world *w;
	struct place at;
	int there, missing; /* cells with something in them, and without */
	bool fault;         /* one is stated, and no number */
	bool figures;       /* a form that is named holds figures */
};

static bool is_empty(enum figure_state s)
{
	return figure_is_empty(s) || s == FIGURE_NA;
}

static void count_cell(struct operands *o, const struct cell *c)
{
	o->there += !is_empty(c->value.state);
	o->missing += is_empty(c->value.state);
	o->fault |= c->stated.state == FIGURE_FAULT;
}

static bool sheet_has_figures(const struct sheet *s)
{
	for (size_t i = 0; i < s->form->nfields; i++)
		if (s->cells[i].value.state == FIGURE_NUMBER &&
		    kind_is_figure(s->form->fields[i].kind))
			return true;
	return false;
}

/* Whether the form that a name is of holds any figure; a name of the rule's own
 * sheet's form does. */
static bool form_has_figures(const struct operands *o, const struct ref *r)
{
	const struct filing *f = o->w->filing;
	const struct filing *in = r->last ? f->last : f;
	struct place p;
	if (r->kind == REF_ALSO) {
		if (!world_place(f, r, o->at, &in, &p))
			return false;
		return sheet_has_figures(&in->sheets[p.sheet]);
	}
	const char *id = f->set->forms[r->form]->id;
	for (size_t i = 0; in && i < in->nsheets; i++)
		if (in->sheets[i].form == set_form(in->set, id) &&
		    sheet_has_figures(&in->sheets[i]))
			return true;
	return false;
}

static void count_name(struct operands *o, const struct expr *x)
{
	const struct ref *r = set_ref(o->w->filing->set, x->bound);
	const struct filing *in;
	struct place p;
	if (r->kind != REF_FIELD && r->kind != REF_COLUMN && r->kind != REF_ALSO)
		return;
	if (world_place(o->w->filing, r, o->at, &in, &p))
		count_cell(o, filing_cell(in, p));
	else
		o->missing++;
	o->figures = o->figures || form_has_figures(o, r);
}

/* A sum over rows is one operand. */
static void count_sum(struct operands *o, const struct expr *x)
{
	const struct ref *over = set_ref(o->w->filing->set, x->iterates);
	struct place cells[64];
	struct expr_value v = world_eval(o->w, x, o->at);
	o->there += !is_empty(v.state);
	o->missing += is_empty(v.state);
	o->figures = o->figures || form_has_figures(o, over);
	if (v.state != FIGURE_FAULT)
		return;
	size_t n = explain_named(o->w->filing, x, o->at, cells, 64);
	for (size_t i = 0; i < n; i++)
		o->fault |= filing_cell(o->w->filing, cells[i])->stated.state == FIGURE_FAULT;
}

static void count(struct operands *o, const struct expr *x)
{
	if (x->kind == EXPR_NAME) {
		count_name(o, x);
	} else if (x->kind == EXPR_CALL && x->iterates >= 0) {
		count_sum(o, x);
	} else if (x->kind != EXPR_CALL || x->fn != FN_BLANK) {
		for (size_t i = 0; i < x->nargs; i++)
			count(o, x->arg[i]);
	}
}

static struct operands operands_of(struct world *w, const struct expr *x, struct place at)
{
	struct operands o = {.w = w, .at = at};
	count(&o, x);
	return o;
}

/* ---- sides ---- */

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

/* The decimals a side that is one cell is written with; −1: it is more. */
static int written(struct world *w, const struct expr *x, struct place p, int64_t *num)
{
	const struct ref *r = x->kind == EXPR_NAME ? set_ref(w->filing->set, x->bound) : NULL;
	const struct filing *in;
	struct place to;
	if (!r || !world_place(w->filing, r, p, &in, &to))
		return -1;
	const struct figure *v = &filing_cell(in, to)->value;
	*num = v->num;
	return v->state == FIGURE_NUMBER ? verdict_decimals(v, filing_field(in, to)) : -1;
}

/* At the coarser of the precisions the two are written with. */
static enum verdict verdict_same(struct world *w, const struct expr *test, struct place p)
{
	int64_t a, b;
	int da = written(w, test->arg[0], p, &a), db = written(w, test->arg[1], p, &b);
	int d = da < db ? da : db;
	return d >= 0 && num_round(a, d) == num_round(b, d) ? VERDICT_AGREES : VERDICT_DIFFERS;
}

static enum verdict verdict_printed(struct world *w, const struct expr *test, struct place p,
                                    const struct comparison *c)
{
	int64_t stated;
	int d = written(w, test->arg[0], p, &stated);
	if (d >= 0 && verdict_rounds(c->right.mid, stated, d))
		return VERDICT_AGREES;
	return d >= 0 && verdict_cuts(w->eval.pool, c->right.mid, stated, d) ? VERDICT_TRUNCATED
	                                                                     : VERDICT_DIFFERS;
}

static enum verdict verdict_of_sides(struct world *w, const struct rule *rule, struct place p,
                                     const struct comparison *c)
{
	enum expr_op op = rule->test->op;
	if (holds(op, rat_cmp(c->left.mid, c->right.mid)))
		return VERDICT_AGREES;
	if (rule->measure == MEASURE_SAME && op == OP_EQ)
		return verdict_same(w, rule->test, p);
	if (rule->measure == MEASURE_PRINTED && op == OP_EQ)
		return verdict_printed(w, rule->test, p, c);
	if (rule->measure == MEASURE_SUM && may_hold(op, c->left, c->right))
		return VERDICT_TAIL;
	return VERDICT_DIFFERS;
}

/* ---- what is missing ---- */

static struct interval zero(struct world *w)
{
	const struct rat *n = rat_from_num(w->eval.pool, 0);
	return (struct interval){FIGURE_NUMBER, n, n, n};
}

/* A side that has no value because nothing stands where it reads. */
static bool lacks(const struct interval *side, const struct operands *o)
{
	return is_empty(side->state) && o->missing > 0;
}

/* Whether empty operands settle the matter, and how. */
static bool settled(const struct rule *rule, const struct operands o[2], struct comparison *c)
{
	int there = o[0].there + o[1].there, missing = o[0].missing + o[1].missing;
	bool lack[2] = {lacks(&c->left, &o[0]), lacks(&c->right, &o[1])};
	c->verdict = VERDICT_UNCHECKED;
	if (rule->missing == MISSING_ALL)
		return there == 0;
	c->silent = there == 0;
	if (there == 0 || (rule->missing == MISSING_ANY && missing > 0))
		return true;
	if (rule->missing == MISSING_ZERO)
		return (lack[0] && !o[0].figures) || (lack[1] && !o[1].figures);
	/* what is there may stand on the other side of nothing but constants */
	c->silent = (lack[0] && o[1].there == 0) || (lack[1] && o[0].there == 0);
	return lack[0] || lack[1];
}

static void compare_sides(struct world *w, const struct rule *rule, struct place p,
                          struct comparison *c)
{
	const struct operands o[2] = {operands_of(w, rule->test->arg[0], p),
	                              operands_of(w, rule->test->arg[1], p)};
	if (c->left.state == FIGURE_FAULT || c->right.state == FIGURE_FAULT) {
		c->silent = o[0].fault || o[1].fault;
		c->verdict = VERDICT_UNCHECKED;
		return;
	}
	if (settled(rule, o, c))
		return;
	if (lacks(&c->left, &o[0]))
		c->left = zero(w);
	if (lacks(&c->right, &o[1]))
		c->right = zero(w);
	c->figures = c->left.state == FIGURE_NUMBER && c->right.state == FIGURE_NUMBER;
	c->silent = !c->figures;
	if (c->figures)
		c->verdict = verdict_of_sides(w, rule, p, c);
}

static void compare_truth(struct world *w, const struct rule *rule, struct place p,
                          struct comparison *c)
{
	struct expr_value v = world_eval(w, rule->test, p);
	c->silent = v.state != FIGURE_NUMBER;
	c->verdict = VERDICT_UNCHECKED;
	if (!c->silent)
		c->verdict = rat_sign(v.num) ? VERDICT_AGREES : VERDICT_DIFFERS;
}

bool compare_is_relation(const struct expr *test)
{
	return test->kind == EXPR_BINARY && test->op >= OP_EQ && test->op <= OP_GE;
}

struct comparison compare_rule(struct world *w, const struct rule *rule, struct place p)
{
	struct comparison c = {0};
	if (compare_is_relation(rule->test)) {
		c.left = interval_eval(w, rule->test->arg[0], p);
		c.right = interval_eval(w, rule->test->arg[1], p);
	}
	if (compare_is_relation(rule->test) && c.left.state != FIGURE_TEXT &&
	    c.right.state != FIGURE_TEXT)
		compare_sides(w, rule, p, &c);
	else
		compare_truth(w, rule, p, &c);
	return c;
}

int64_t compare_tolerance(struct rat_pool *pool, struct interval left, struct interval right)
{
	int64_t out = 0;
	if (left.state != FIGURE_NUMBER || right.state != FIGURE_NUMBER)
		return 0;
	const struct rat *most = rat_add(pool, rat_sub(pool, left.hi, left.mid),
	                                 rat_sub(pool, right.mid, right.lo));
	return rat_to_num(most, 6, &out) ? out : 0;
}
