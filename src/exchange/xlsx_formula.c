#include "exchange/xlsx_formula.h"

#include "base/mem.h"
#include "calc/rat.h"
#include "form/tree.h"
#include "form/world.h"

/* A formula is walked with the world it is evaluated in, so that names and
 * loops lead where they lead there.  Blank cells are nothing in a spreadsheet's
 * SUM as in ours; what multiplies or divides is blank when one of its cells
 * is, so those are counted first. */

#define LENGTH_MOST 8000 /* characters of a formula; a spreadsheet takes 8192 */
#define ARGS_MOST 250    /* of a function; likewise 255 */
#define INLINE_MOST 4    /* formulas of cells that are not drawn, one in another */

struct maker {
	const struct xlsx_places *x;
	size_t sheet;     /* that the formula stands on */
	struct world w;
	struct xlsx_cells all, factors;
	bool divides, decides; /* has a quotient, an if */
	bool constant;         /* has a number of its own among its addends */
	int inlined;
};

static bool put(struct maker *m, const struct expr *x, struct str *out);

/* ---- names ---- */

static void put_number(int64_t n, struct str *out)
{
	int decimals = 0;

	while (decimals < 6 && num_round(n, decimals) != n)
		decimals++;
	num_format(out, n, decimals, false);
}

/* Where a name leads; false: to no cell of this filing. */
static bool name_place(struct maker *m, const struct expr *x, struct place *p)
{
	const struct ref *r = set_ref(m->w.filing->set, x->bound);
	const struct filing *in;

	if (r->kind == REF_ITEM) {
		*p = (struct place){m->w.at.sheet, -1, -1, m->w.at.item};
		return m->w.at.f == m->w.filing && p->sheet >= 0 && p->field >= 0;
	}
	return (r->kind == REF_FIELD || r->kind == REF_COLUMN) &&
	       world_name(&m->w, r, &in, p) && in == m->w.filing;
}

/* The formula of a cell that is not drawn, in the cell's place. */
static bool put_undrawn(struct maker *m, struct place p, struct str *out)
{
	const struct field *field = filing_field(m->w.filing, p);
	struct position at = m->w.at;
	bool done;

	if (field->mode != MODE_COMPUTED || !field->formula || m->w.depth > 0 ||
	    m->inlined == INLINE_MOST)
		return false;
	m->inlined++;
	m->w.at = (struct position){m->w.filing, p.sheet, p.list, p.row, -1};
	str_addc(out, '(');
	done = put(m, field->formula, out);
	str_addc(out, ')');
	m->w.at = at;
	m->inlined--;
	return done;
}

static bool put_name(struct maker *m, const struct expr *x, struct str *out)
{
	const struct ref *r = set_ref(m->w.filing->set, x->bound);
	struct place p;
	struct xlsx_cell at;

	if (r->kind == REF_WEIGHT || r->kind == REF_YEAR) {
		put_number(r->kind == REF_YEAR ? m->w.filing->year * NUM_ONE : r->value, out);
		return true;
	}
	if (!name_place(m, x, &p))
		return false;
	if (!xlsx_cells_find(m->x, p, &at))
		return put_undrawn(m, p, out);
	xlsx_cells_add(&m->all, at);
	xlsx_cells_put_one(m->x, m->sheet, at, out);
	return true;
}

/* ---- sums ---- */

/* The addends of a sum: cells, and what must be worked out. */
struct addends {
	struct xlsx_cells cells;
	struct str others; /* parted by commas */
	size_t nothers;
};

static void free_addends(struct addends *a)
{
	mem_free(a->cells.at);
	str_free(&a->others);
}

static bool add_cell(struct maker *m, const struct expr *x, struct xlsx_cells *cells)
{
	struct place p;
	struct xlsx_cell at;

	if (x->kind != EXPR_NAME || !name_place(m, x, &p) || !xlsx_cells_find(m->x, p, &at))
		return false;
	xlsx_cells_add(cells, at);
	xlsx_cells_add(&m->all, at);
	return true;
}

static bool add_other(struct maker *m, const struct expr *x, struct addends *to)
{
	str_add(&to->others, to->nothers++ ? "," : "");
	m->constant = m->constant || x->kind == EXPR_NUMBER ||
	              (x->kind == EXPR_NAME &&
	               set_ref(m->w.filing->set, x->bound)->kind == REF_WEIGHT);
	return put(m, x, &to->others);
}

static bool add_terms(struct maker *m, const struct expr *x, struct addends *plus,
                      struct addends *minus);

static bool holds(struct maker *m, const struct expr *where)
{
	struct expr_value v;

	if (!where)
		return true;
	v = expr_eval(where, &m->w.eval);
	return v.state == FIGURE_NUMBER && rat_sign(v.num) != 0;
}

/* What sum, min … go over, as they stand now. */
static bool add_loop(struct maker *m, const struct expr *call, struct addends *plus,
                     struct addends *minus)
{
	bool fine = true;

	for (int step = 0; m->w.eval.iterate(m->w.eval.context, call, step); step++)
		if (fine && holds(m, call->where))
			fine = add_terms(m, call->arg[0], plus, minus);
	m->w.eval.done(m->w.eval.context, call);
	return fine;
}

static bool add_call(struct maker *m, const struct expr *x, struct addends *plus,
                     struct addends *minus)
{
	if (x->iterates >= 0)
		return add_loop(m, x, plus, minus);
	for (size_t i = 0; i < x->nargs; i++)
		if (!add_terms(m, x->arg[i], plus, minus))
			return false;
	return true;
}

static bool add_terms(struct maker *m, const struct expr *x, struct addends *plus,
                      struct addends *minus)
{
	if (x->kind == EXPR_CALL && x->fn == FN_SUM)
		return add_call(m, x, plus, minus);
	if (x->kind == EXPR_NEG)
		return add_terms(m, x->arg[0], minus, plus);
	if (x->kind == EXPR_BINARY && x->op == OP_ADD)
		return add_terms(m, x->arg[0], plus, minus) && add_terms(m, x->arg[1], plus, minus);
	if (x->kind == EXPR_BINARY && x->op == OP_SUB)
		return add_terms(m, x->arg[0], plus, minus) && add_terms(m, x->arg[1], minus, plus);
	return add_cell(m, x, &plus->cells) || add_other(m, x, plus);
}

/* «FN(C5:C8,2*D4)»; false: too much, or nothing. */
static bool put_function(const struct maker *m, const char *fn, const struct addends *a,
                         struct str *out)
{
	size_t args;

	str_addf(out, "%s(", fn);
	args = xlsx_cells_put(m->x, m->sheet, &a->cells, out);
	if (a->nothers)
		str_addf(out, "%s%s", args ? "," : "", str_text(&a->others));
	str_addc(out, ')');
	return args + a->nothers > 0 && args + a->nothers <= ARGS_MOST;
}

static bool put_sum(struct maker *m, const struct expr *x, struct str *out)
{
	struct addends plus = {0}, minus = {0};
	bool done = add_terms(m, x, &plus, &minus);
	bool taken = minus.cells.n + minus.nothers > 0;

	if (done && taken && plus.cells.n + plus.nothers == 0)
		str_addc(out, '0');
	else
		done = done && put_function(m, "SUM", &plus, out);
	if (done && taken) {
		str_addc(out, '-');
		done = put_function(m, "SUM", &minus, out);
	}
	free_addends(&plus);
	free_addends(&minus);
	return done;
}

/* ---- other operations ---- */

static bool put_factor(struct maker *m, const struct expr *x, struct str *out)
{
	bool product = x->kind == EXPR_BINARY && (x->op == OP_MUL || x->op == OP_DIV);
	size_t before = m->all.n;
	bool done;

	if (product)
		str_addc(out, '(');
	done = put(m, x, out);
	if (product)
		str_addc(out, ')');
	if (x->kind == EXPR_NAME && m->all.n == before + 1)
		xlsx_cells_add(&m->factors, m->all.at[before]);
	return done;
}

static const struct {
	enum expr_op op;
	const char *sign;
} signs[] = {
	{OP_MUL, "*"}, {OP_DIV, "/"},  {OP_EQ, "="}, {OP_NE, "<>"},
	{OP_LT, "<"},  {OP_LE, "<="}, {OP_GT, ">"}, {OP_GE, ">="},
};

static bool put_binary(struct maker *m, const struct expr *x, struct str *out)
{
	if (x->op == OP_ADD || x->op == OP_SUB)
		return put_sum(m, x, out);
	m->divides = m->divides || x->op == OP_DIV;
	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
		bool factors = x->op == OP_MUL || x->op == OP_DIV;

		if (signs[i].op != x->op)
			continue;
		if (!(factors ? put_factor : put)(m, x->arg[0], out))
			return false;
		str_add(out, signs[i].sign);
		return (factors ? put_factor : put)(m, x->arg[1], out);
	}
	str_add(out, x->op == OP_AND ? "AND(" : "OR(");
	if (!put(m, x->arg[0], out))
		return false;
	str_addc(out, ',');
	if (!put(m, x->arg[1], out))
		return false;
	str_addc(out, ')');
	return true;
}

static bool put_args(struct maker *m, const char *fn, const struct expr *x, struct str *out)
{
	str_addf(out, "%s(", fn);
	for (size_t i = 0; i < x->nargs; i++) {
		str_add(out, i ? "," : "");
		if (!put(m, x->arg[i], out))
			return false;
	}
	str_addc(out, ')');
	return true;
}

/* MIN, MAX, COUNT of a loop. */
static bool put_loop(struct maker *m, const char *fn, const struct expr *x, struct str *out)
{
	struct addends plus = {0}, minus = {0};
	bool done = add_loop(m, x, &plus, &minus) && minus.cells.n + minus.nothers == 0 &&
	            put_function(m, fn, &plus, out);

	free_addends(&plus);
	free_addends(&minus);
	return done;
}

/* blank(x): none of the cells it takes has a number. */
static bool put_blank(struct maker *m, const struct expr *x, struct str *out)
{
	struct addends plus = {0};
	bool done = add_terms(m, x, &plus, &plus) && plus.nothers == 0 &&
	            put_function(m, "COUNT", &plus, out);

	if (done)
		str_add(out, "=0");
	free_addends(&plus);
	return done;
}

static bool put_call(struct maker *m, const struct expr *x, struct str *out)
{
	const char *fn = x->fn == FN_MIN ? "MIN" : x->fn == FN_MAX ? "MAX" : "COUNT";

	switch (x->fn) {
	case FN_SUM:
		return put_sum(m, x, out);
	case FN_MIN:
	case FN_MAX:
	case FN_COUNT:
		return x->iterates >= 0 ? put_loop(m, fn, x, out) : put_args(m, fn, x, out);
	case FN_IF:
		m->decides = true;
		return put_args(m, "IF", x, out);
	case FN_ROUND:
		return put_args(m, "ROUND", x, out);
	case FN_ABS:
		return put_args(m, "ABS", x, out);
	case FN_BLANK:
		return put_blank(m, x->arg[0], out);
	default:
		return false;
	}
}

static bool put(struct maker *m, const struct expr *x, struct str *out)
{
	switch (x->kind) {
	case EXPR_NUMBER:
		put_number(x->number, out);
		return true;
	case EXPR_NAME:
		return put_name(m, x, out);
	case EXPR_NEG:
		return put_sum(m, x, out);
	case EXPR_NOT:
		str_add(out, "NOT(");
		if (!put(m, x->arg[0], out))
			return false;
		str_addc(out, ')');
		return true;
	case EXPR_BINARY:
		return put_binary(m, x, out);
	case EXPR_CALL:
		return put_call(m, x, out);
	default:
		return false;
	}
}

/* ---- the whole ---- */

/* The rows right below in a tree. */
static bool put_rollup(struct maker *m, struct place p, struct str *out)
{
	struct addends a = {0};
	bool done = true;

	for (int row = tree_below(m->w.filing, p, p.row); done && row >= 0;
	     row = tree_below(m->w.filing, p, row)) {
		struct xlsx_cell at;

		done = xlsx_cells_find(m->x, (struct place){p.sheet, p.list, row, p.field}, &at);
		if (done)
			xlsx_cells_add(&a.cells, at);
		if (done)
			xlsx_cells_add(&m->all, at);
	}
	done = done && put_function(m, "SUM", &a, out);
	free_addends(&a);
	return done;
}

/* A sum at the top takes its products as they come; else one blank factor
 * makes all of it blank. */
static bool is_sum(const struct out_cell *c)
{
	const struct expr *x = c->formula;

	return c->rollup || x->kind == EXPR_NEG || (x->kind == EXPR_CALL && x->fn == FN_SUM) ||
	       (x->kind == EXPR_BINARY && (x->op == OP_ADD || x->op == OP_SUB));
}

/* Around the body what makes it blank where ours is.  False: nothing can. */
static bool put_guarded(struct maker *m, const struct out_cell *c, const char *body,
                        struct str *out)
{
	bool factors = m->factors.n > 0 && !is_sum(c);
	const struct xlsx_cells *cells = factors ? &m->factors : &m->all;
	bool guard = !m->decides && cells->n > 0 && (factors || !m->constant);
	struct str list = {0};
	bool fits = xlsx_cells_put(m->x, m->sheet, cells, &list) <= ARGS_MOST;

	str_addc(out, '=');
	if (guard && factors)
		str_addf(out, "IF(COUNT(%s)<%zu,\"\",", str_text(&list), cells->n);
	else if (guard)
		str_addf(out, "IF(COUNT(%s)=0,\"\",", str_text(&list));
	str_addf(out, m->divides ? "IFERROR(ROUND(%s,%d),\"\")" : "ROUND(%s,%d)", body,
	         c->field->decimals);
	str_add(out, guard ? ")" : "");
	str_free(&list);
	return fits && (guard || c->number);
}

bool xlsx_formula(const struct xlsx_places *x, size_t sheet, const struct out_cell *c,
                  struct str *out)
{
	struct maker m = {.x = x, .sheet = sheet};
	struct str body = {0}, whole = {0};
	const struct filing *f = x->book->filing;
	bool done;

	world_open(&m.w, (struct filing *)f); /* only its scratch pool is written */
	m.w.at = (struct position){f, c->place.sheet, c->place.list, c->place.row, -1};
	m.w.field = c->place.field;
	done = c->rollup ? put_rollup(&m, c->place, &body) : put(&m, c->formula, &body);
	xlsx_cells_once(&m.all);
	xlsx_cells_once(&m.factors);
	done = done && put_guarded(&m, c, str_text(&body), &whole) && whole.length <= LENGTH_MOST;
	if (done)
		str_add(out, str_text(&whole));
	world_close(&m.w);
	mem_free(m.all.at);
	mem_free(m.factors.at);
	str_free(&body);
	str_free(&whole);
	return done;
}
