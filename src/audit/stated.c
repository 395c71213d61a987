#include "audit/stated.h"

#include "audit/compare.h"
#include "audit/line.h"
#include "base/i18n.h"
#include "form/explain.h"
#include "form/tree.h"

#define OPERANDS 64 /* cells a finding leads to */

struct check {
	struct filing *f;
	struct world world;
	struct findings *out;
	const struct rule *only; /* NULL: everything */
	bool printed;            /* the sheet states computed figures as a document does */
};

/* ---- findings ---- */

static const char *code_of(const struct field *field)
{
	return field->kind == KIND_RATE ? "P04" : "P05";
}

static void add_operands(struct check *c, struct finding *x, struct place p)
{
	struct place cells[OPERANDS];
	size_t n = explain_operands(c->f, p, cells, OPERANDS);
	for (size_t i = 0; i < n; i++)
		finding_cell(x, cells[i]);
}

static void add_disagreement(struct check *c, struct place p, enum verdict v, int64_t tolerance)
{
	const struct cell *cell = filing_cell(c->f, p);
	const struct field *field = filing_field(c->f, p);
	const struct rule *rule = field->rule;
	struct str s = {0};
	line_row(c->f, p, &s);
	if (rule)
		filing_fill_year(c->f, rule->text, &s);
	else
		explain_formula(c->f, p, &s);
	line_figures(&s, OP_EQ, &cell->stated, &cell->calc, field);
	struct finding *x = finding_add(c->out, rule ? rule->id : code_of(field),
	                                rule ? (enum level)level_of(rule->level) : LEVEL_MUST, p,
	                                str_take(&s), NULL);
	x->verdict = v;
	x->def = rule;
	x->words = _("填写的数应与按公式算出的一致");
	x->stated = cell->stated;
	x->computed = cell->calc;
	x->tolerance = tolerance;
	x->like = field;
	add_operands(c, x, p);
}

static void add_blank(struct check *c, struct place p)
{
	const struct cell *cell = filing_cell(c->f, p);
	const struct field *field = filing_field(c->f, p);
	struct str s = {0}, label = {0}, v = {0};
	place_label(c->f, p, &label);
	figure_show(&cell->calc, field, &v);
	str_addf(&s,
	         field->kind == KIND_RATE ? _("%s未填：按所填的数应为 %s")
	                                  : _("合计未填：%s，各项之和为 %s"),
	         str_text(&label), str_text(&v));
	struct finding *x = finding_add(c->out, code_of(field), LEVEL_VERIFY, p, str_take(&s),
	                                NULL);
	x->words = _("由别的格子算出的数，那些格子填了，它也要填");
	x->computed = cell->calc;
	x->like = field;
	add_operands(c, x, p);
	str_free(&label);
	str_free(&v);
}

static void add_fault(struct check *c, struct place p)
{
	const struct cell *cell = filing_cell(c->f, p);
	const struct field *field = filing_field(c->f, p);
	struct str s = {0}, label = {0}, number = {0};
	int64_t proposal;
	place_label(c->f, p, &label);
	if (num_propose(cell->text, field->decimals, &proposal)) {
		num_format(&number, proposal, field->decimals, field->kind == KIND_RATE);
		str_addf(&s, _("%s“%s”不是数，是不是 %s？"), str_text(&label), cell->text,
		         str_text(&number));
	} else {
		str_addf(&s, _("%s“%s”不是数"), str_text(&label), cell->text);
	}
	finding_add(c->out, "P16", LEVEL_MUST, p, str_take(&s), NULL)->words =
	    _("填数的格子里只能是一个数");
	str_free(&label);
	str_free(&number);
}

/* ---- cells ---- */

/* Whether some operand is itself no number: that is told there. */
static bool rests_on_fault(struct check *c, struct place p)
{
	struct place cells[OPERANDS];
	size_t n = explain_operands(c->f, p, cells, OPERANDS);
	for (size_t i = 0; i < n; i++)
		if (filing_cell(c->f, cells[i])->value.state == FIGURE_FAULT)
			return true;
	return false;
}

static bool applies(struct check *c, const struct rule *rule, struct place p)
{
	if (rule->year_from > c->f->year || (rule->year_to && rule->year_to < c->f->year))
		return false;
	const struct expr *tests[] = {rule->where, rule->when};
	for (size_t i = 0; i < 2; i++) {
		struct expr_value v = {.state = FIGURE_BLANK};
		if (tests[i])
			v = world_eval(&c->world, tests[i], p);
		if (tests[i] && (v.state != FIGURE_NUMBER || rat_sign(v.num) == 0))
			return false;
	}
	return true;
}

/* What a blank comes to is 0: a total of 0 over nothing holds. */
static bool is_zero_over_nothing(const struct cell *c)
{
	return c->stated.num == 0 && (figure_is_empty(c->calc.state) || c->calc.state == FIGURE_NA);
}

static void compare(struct check *c, struct place p)
{
	const struct cell *cell = filing_cell(c->f, p);
	enum verdict v = verdict_of_cell(&c->world, p);
	if (v == VERDICT_AGREES || is_zero_over_nothing(cell) ||
	    (v == VERDICT_UNCHECKED && rests_on_fault(c, p)))
		return;
	struct interval computed = interval_of_formula(&c->world, p);
	struct interval stated = interval_of(c->f->pool, &cell->stated, filing_field(c->f, p));
	add_disagreement(c, p, v, compare_tolerance(c->f->pool, stated, computed));
}

/* What somebody took back (app/edit.h, edit_adopt) is not left blank: the cell
 * is in the store without a text. */
static bool is_adopted(const struct cell *c)
{
	return !c->text && c->version > 0;
}

static void check_stated(struct check *c, struct place p)
{
	const struct field *field = filing_field(c->f, p);
	const struct cell *cell = filing_cell(c->f, p);
	enum field_mode mode = place_mode(c->f, p);
	if (mode == MODE_INPUT || (mode == MODE_SUGGESTED && (!field->rule || field->rollup)) ||
	    (field->rule && !applies(c, field->rule, p)))
		return;
	if (cell->stated.state == FIGURE_NUMBER)
		compare(c, p);
	else if (figure_is_empty(cell->stated.state) && mode == MODE_COMPUTED && c->printed &&
	         !field->hidden && !is_adopted(cell) && cell->calc.state == FIGURE_NUMBER &&
	         cell->calc.num != 0)
		add_blank(c, p);
}

static void check_cell(struct check *c, struct place p)
{
	const struct field *field = filing_field(c->f, p);
	if (!kind_is_figure(field->kind) || (c->only && field->rule != c->only))
		return;
	rat_pool_reset(c->f->pool);
	if (filing_cell(c->f, p)->stated.state == FIGURE_FAULT)
		add_fault(c, p);
	else
		check_stated(c, p);
}

static bool states_computed(const struct filing *f, int sheet)
{
	const struct sheet *s = &f->sheets[sheet];
	for (size_t i = 0; i < s->form->nfields; i++)
		if (s->form->fields[i].mode == MODE_COMPUTED &&
		    !figure_is_empty(s->cells[i].stated.state))
			return true;
	return false;
}

static void check_sheet(struct check *c, int sheet)
{
	const struct sheet *s = &c->f->sheets[sheet];
	c->printed = !s->form->unprinted && states_computed(c->f, sheet);
	for (int i = 0; i < (int)s->form->nfields; i++)
		check_cell(c, (struct place){sheet, -1, -1, i});
	for (int l = 0; l < (int)s->form->nlists; l++)
		for (int row = 0; row < (int)s->lists[l].n; row++)
			for (int i = 0; i < (int)s->form->lists[l].ncolumns; i++)
				check_cell(c, (struct place){sheet, l, row, i});
}

void stated_run(struct filing *f, struct findings *out)
{
	struct check c = {.f = f, .out = out};
	world_open(&c.world, f);
	for (int i = 0; i < (int)f->nsheets; i++)
		check_sheet(&c, i);
	world_close(&c.world);
}

void stated_run_rule(struct filing *f, const struct rule *rule, int sheet, struct findings *out)
{
	struct check c = {.f = f, .out = out, .only = rule};
	world_open(&c.world, f);
	check_sheet(&c, sheet);
	world_close(&c.world);
}
