#include "audit/rules.h"

#include "audit/compare.h"
#include "audit/line.h"
#include "audit/stated.h"
#include "base/mem.h"
#include "form/explain.h"
#include "form/text.h"

#define CELLS 128 /* a finding leads to */

struct run {
	struct filing *f;
	struct world world;
	struct findings *out;
};

static bool is_true(struct expr_value v)
{
	return v.state == FIGURE_NUMBER && rat_sign(v.num) != 0;
}

/* ---- where a finding stands ---- */

/* The cell of this filing when x is nothing but its name. */
static bool single_cell(const struct run *r, const struct expr *x, struct place at,
                        struct place *out)
{
	const struct filing *in;
	const struct ref *ref = x->kind == EXPR_NAME ? set_ref(r->f->set, x->bound) : NULL;
	return ref && world_place(r->f, ref, at, &in, out) && in == r->f;
}

static struct place first_cell(const struct run *r, const struct rule *rule, struct place at)
{
	struct place p;
	if (explain_named(r->f, rule->test, at, &p, 1) > 0 && p.sheet == at.sheet &&
	    (p.list < 0 || p.list == at.list))
		return p;
	return (struct place){at.sheet, at.list, at.row, at.list < 0 ? -1 : 0};
}

/* *left: the left side is what stands there, the right one what it should be. */
static struct place principal(const struct run *r, const struct rule *rule, struct place at,
                              bool *left)
{
	bool relation = compare_is_relation(rule->test);
	struct place p, right;
	bool has_right = relation && single_cell(r, rule->test->arg[1], at, &right);
	*left = true;
	if (rule->at && single_cell(r, rule->at, at, &p)) {
		*left = !has_right || !place_same(p, right);
		return p;
	}
	if (relation && single_cell(r, rule->test->arg[0], at, &p) && p.sheet == at.sheet)
		return p;
	*left = !has_right || right.sheet != at.sheet;
	return *left ? first_cell(r, rule, at) : right;
}

/* ---- findings ---- */

static enum expr_op turned(enum expr_op op, bool left)
{
	static const enum expr_op other[] = {OP_EQ, OP_NE, OP_GT, OP_GE, OP_LT, OP_LE};
	return left ? op : other[op - OP_EQ];
}

static char *sentence(struct run *r, const struct rule *rule, struct place at)
{
	struct str s = {0};
	line_row(r->f, at, &s);
	if (rule->say)
		text_say(r->f, rule->say, (struct position){r->f, at.sheet, at.list, at.row, -1},
		         &s);
	else
		filing_fill_year(r->f, rule->text, &s);
	return str_take(&s);
}

/* The figures as the principal cell prints them, or as money when it is none. */
static const struct field *printed_like(const struct run *r, struct place p)
{
	const struct field *field = p.field < 0 ? NULL : filing_field(r->f, p);
	return field && kind_is_figure(field->kind) ? field : NULL;
}

static void add(struct run *r, const struct rule *rule, struct place at, const struct comparison *c)
{
	bool left;
	struct str s = {0};
	struct place cells[CELLS], p = principal(r, rule, at, &left);
	const struct field *like = printed_like(r, p);
	struct figure stated = {0}, computed = {0};
	int64_t tolerance = 0;
	if (c->figures && like) {
		stated = line_figure(left ? c->left.mid : c->right.mid, like);
		computed = line_figure(left ? c->right.mid : c->left.mid, like);
		tolerance = compare_tolerance(r->f->pool, c->left, c->right);
	}
	/* from here on the pool may be emptied */
	char *words = sentence(r, rule, at);
	str_add(&s, words);
	mem_free(words);
	if (!rule->say && c->figures)
		line_figures(&s, turned(rule->test->op, left), &stated, &computed, like);
	struct finding *x = finding_add(r->out, rule->id, (enum level)level_of(rule->level), p,
	                                str_take(&s), NULL);
	x->verdict = c->verdict;
	x->def = rule;
	x->stated = stated;
	x->computed = computed;
	x->tolerance = rule->measure == MEASURE_SUM ? tolerance : 0;
	x->like = like;
	size_t n = explain_named(r->f, rule->test, at, cells, CELLS);
	for (size_t i = 0; i < n; i++)
		finding_cell(x, cells[i]);
}

/* ---- one rule ---- */

static void try_at(struct run *r, const struct rule *rule, struct place at)
{
	rat_pool_reset(r->f->pool);
	if (rule->where && !is_true(world_eval(&r->world, rule->where, at)))
		return;
	if (rule->when && !is_true(world_eval(&r->world, rule->when, at)))
		return;
	struct comparison c = compare_rule(&r->world, rule, at);
	if (!c.silent && c.verdict != VERDICT_AGREES)
		add(r, rule, at, &c);
}

static bool is_for_year(const struct rule *rule, int year)
{
	return rule->year_from <= year && (!rule->year_to || year <= rule->year_to);
}

static void try_on(struct run *r, const struct rule *rule, int sheet)
{
	struct place at = {sheet, rule->each, -1, -1};
	if (rule->of_field || !is_for_year(rule, r->f->year))
		return;
	if (rule->each < 0) {
		try_at(r, rule, at);
		return;
	}
	for (at.row = 0; at.row < (int)r->f->sheets[sheet].lists[rule->each].n; at.row++)
		if (!row_is_na(r->f, sheet, rule->each, at.row))
			try_at(r, rule, at);
}

void rules_run_one(struct filing *f, const struct rule *rule, int sheet, struct findings *out)
{
	struct run r = {.f = f, .out = out};
	world_open(&r.world, f);
	try_on(&r, rule, sheet);
	world_close(&r.world);
	if (rule->of_field)
		stated_run_rule(f, rule, sheet, out);
}

void rules_run(struct filing *f, struct findings *out)
{
	struct run r = {.f = f, .out = out};
	world_open(&r.world, f);
	for (int s = 0; s < (int)f->nsheets; s++)
		for (size_t i = 0; i < f->sheets[s].form->nrules; i++)
			try_on(&r, &f->sheets[s].form->rules[i], s);
	world_close(&r.world);
}
