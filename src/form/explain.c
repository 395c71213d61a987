#include "form/explain.h"

#include <string.h>

#include "base/i18n.h"
#include "form/also.h"
#include "form/tree.h"
#include "form/world.h"

struct teller {
	const struct filing *f;
	struct place at;
};

/* The formulas of a text are read on no sheet. */
static bool is_on(const struct filing *f, struct place at, const struct form *form)
{
	return at.sheet >= 0 && f->sheets[at.sheet].form == form;
}

static void cell_label(const struct teller *t, const struct ref *r, struct str *out)
{
	const struct form *form = t->f->set->forms[r->form];
	const struct field *field = r->kind == REF_COLUMN ? &form->lists[r->list].columns[r->field]
	                                                  : &form->fields[r->field];
	if (r->last)
		str_add(out, _("上年的"));
	if (!is_on(t->f, t->at, form))
		str_addf(out, "%s ", form->number);
	if (r->kind == REF_COLUMN && t->at.list != r->list && form->lists[r->list].label) {
		filing_fill_year(t->f, form->lists[r->list].label, out);
		str_add(out, _("·"));
	}
	filing_fill_year(t->f, field->label, out);
}

static void put_constant(const struct filing *f, const struct ref *r, struct str *out)
{
	const struct list *l;
	switch (r->kind) {
	case REF_WEIGHT:
		num_format(out, r->value, r->value % NUM_ONE ? 2 : 0, false);
		return;
	case REF_YEAR:
		str_addf(out, "%d", f->year);
		return;
	case REF_IN_GROUP:
		l = &f->set->forms[r->form]->lists[r->list];
		for (const char *s = l->groups[r->group].labels[0];
		     *s && *s != '(' && strncmp(s, "（", 3) != 0; s++)
			if (*s != '\n')
				str_addc(out, *s);
		return;
	case REF_LEVEL:
		str_add(out, _("级次"));
		return;
	case REF_UNIT_CODE:
		str_add(out, _("单位代码"));
		return;
	case REF_UNIT_NAME:
		str_add(out, _("单位名称"));
		return;
	default:
		str_add(out, _("各项"));
	}
}

/* «部门决算 t3:all.total» when the other set's filing is not there to ask. */
static void also_label(const struct teller *t, const struct also *a, struct str *out)
{
	const struct filing *in;
	struct place p;
	if (!also_place(t->f, a, &in, &p)) {
		str_addf(out, "%s %s:%s", a->set, a->form, a->key);
		return;
	}
	str_addf(out, "%s ", in->sheets[p.sheet].form->number);
	place_label(in, p, out);
}

static bool put_label(void *context, const struct expr *x, struct str *out)
{
	const struct teller *t = context;
	if (x->kind == EXPR_CALL)
		return false;
	const struct ref *r = set_ref(t->f->set, x->bound);
	if (r->kind == REF_FIELD || r->kind == REF_COLUMN)
		cell_label(t, r, out);
	else if (r->kind == REF_ALSO)
		also_label(t, r->also, out);
	else
		put_constant(t->f, r, out);
	return true;
}

/* A sum over rows: what it comes to, and of how many. */
static void put_total(const struct teller *t, const struct expr *x, struct str *out)
{
	struct world w;
	struct expr count = *x;
	int64_t n;
	world_open(&w, (struct filing *)t->f);
	struct expr_value v = world_eval(&w, x, t->at);
	if (v.state == FIGURE_NUMBER && rat_to_num(v.num, 6, &n)) {
		int decimals = n % 10000 ? 6 : n % NUM_ONE ? 2 : 0;
		num_format(out, n, decimals, false);
	} else {
		str_add(out, v.state == FIGURE_FAULT ? _("不可计算") : _("空"));
	}
	count.fn = FN_COUNT;
	v = world_eval(&w, &count, t->at);
	if (x->fn == FN_SUM && v.state == FIGURE_NUMBER && rat_to_num(v.num, 0, &n))
		str_addf(out, _("（%d项合计）"), (int)(n / NUM_ONE));
	world_close(&w);
}

static bool put_value(void *context, const struct expr *x, struct str *out)
{
	const struct teller *t = context;
	const struct filing *in;
	struct place p;
	if (x->kind == EXPR_CALL) {
		put_total(t, x, out);
		return true;
	}
	const struct ref *r = set_ref(t->f->set, x->bound);
	if (r->kind != REF_FIELD && r->kind != REF_COLUMN && r->kind != REF_ALSO) {
		put_constant(t->f, r, out);
		return true;
	}
	size_t before = out->length;
	if (world_place(t->f, r, t->at, &in, &p)) {
		const struct cell *c = filing_cell(in, p);
		if (c->value.state == FIGURE_NUMBER)
			figure_show(&c->value, filing_field(in, p), out);
		else
			cell_show(c, filing_field(in, p), out);
	}
	if (out->length == before)
		str_add(out, _("空"));
	return true;
}

/* A column of a tree where it is the sum of the rows below. */
static bool is_sum_below(const struct filing *f, struct place p)
{
	return filing_field(f, p)->rollup && place_mode(f, p) == MODE_COMPUTED;
}

static void put_sum_below(const struct filing *f, struct place p, struct str *out)
{
	const struct field *field = filing_field(f, p);
	struct place below = p;
	bool any = false;
	for (below.row = p.row; (below.row = tree_below(f, p, below.row)) >= 0;) {
		const struct cell *c = filing_cell(f, below);
		if (c->value.state != FIGURE_NUMBER)
			continue;
		str_add(out, any ? " + " : "");
		figure_show(&c->value, field, out);
		any = true;
	}
	str_add(out, any ? " = " : _("空"));
	figure_show(&filing_cell(f, p)->calc, field, out);
}

void explain_formula(const struct filing *f, struct place p, struct str *out)
{
	if (is_sum_below(f, p)) {
		filing_fill_year(f, filing_field(f, p)->label, out);
		str_add(out, _(" = 下一级各行之和"));
		return;
	}
	const struct field *field = filing_field(f, p);
	struct teller t = {f, p};
	if (!field->formula)
		return;
	filing_fill_year(f, field->label, out);
	str_add(out, " = ");
	expr_print(field->formula, out, put_label, &t);
}

void explain_values(const struct filing *f, struct place p, struct str *out)
{
	const struct field *field = filing_field(f, p);
	const struct cell *c = filing_cell(f, p);
	struct teller t = {f, p};
	if (is_sum_below(f, p)) {
		put_sum_below(f, p, out);
		return;
	}
	if (!field->formula)
		return;
	if (c->judged) {
		str_add(out, c->judged->kind == JUDGE_SCORED ? c->judged->formula : c->judged->why);
		return;
	}
	if (kind_is_figure(field->kind)) {
		expr_print(field->formula, out, put_value, &t);
		str_add(out, " = ");
	}
	if (c->calc.state == FIGURE_NUMBER)
		figure_show(&c->calc, field, out);
	else if (c->calc_text)
		str_add(out, c->calc_text);
	else
		str_add(out, c->why ? c->why : _("空"));
}

void explain_test(const struct filing *f, const struct expr *test, struct place at,
                  struct str *names, struct str *values)
{
	struct teller t = {f, at};
	expr_print(test, names, put_label, &t);
	expr_print(test, values, put_value, &t);
}

/* ---- operands and feeds ---- */

struct gathering {
	const struct filing *f;
	struct place at;
	struct place *out;
	size_t n, max;
};

static void add(struct gathering *g, struct place p)
{
	for (size_t i = 0; i < g->n; i++)
		if (memcmp(&g->out[i], &p, sizeof p) == 0)
			return;
	if (g->n < g->max)
		g->out[g->n++] = p;
}

/* All rows of a column, on this sheet or on the sheets of another form. */
static void add_column(struct gathering *g, const struct ref *r)
{
	const struct form *form = g->f->set->forms[r->form];
	bool own = is_on(g->f, g->at, form);
	for (int s = 0; s < (int)g->f->nsheets; s++) {
		if (g->f->sheets[s].form != form || (own && s != g->at.sheet))
			continue;
		for (int row = 0; row < (int)g->f->sheets[s].lists[r->list].n; row++)
			add(g, (struct place){s, r->list, row, r->field});
	}
}

/* On the sheet at hand when it is of the form, else on the first one of it. */
static void add_pattern(struct gathering *g, const struct ref *over)
{
	const struct form *form = g->f->set->forms[over->form];
	int sheet = is_on(g->f, g->at, form) ? g->at.sheet : filing_find_sheet(g->f, form, 1);
	for (size_t i = 0; sheet >= 0 && !over->last && i < over->nfields; i++)
		add(g, (struct place){sheet, -1, -1, over->fields[i]});
}

/* A field of a form with copies: of the sheet at hand, else of all. */
static void add_copies(struct gathering *g, const struct ref *r)
{
	const struct form *form = g->f->set->forms[r->form];
	bool own = is_on(g->f, g->at, form);
	for (int s = 0; s < (int)g->f->nsheets; s++)
		if (own ? s == g->at.sheet : g->f->sheets[s].form == form)
			add(g, (struct place){s, -1, -1, r->field});
}

static int gather_name(struct expr *x, void *context)
{
	struct gathering *g = context;
	const struct ref *r = set_ref(g->f->set, x->bound);
	const struct filing *in;
	struct place p;
	const struct ref *over = set_ref(g->f->set, x->iterates);
	if (over && over->kind == REF_PATTERN)
		add_pattern(g, over);
	if (!r || r->last || r->kind == REF_ALSO)
		return 0;
	if (r->kind == REF_FIELD && g->f->set->forms[r->form]->copies)
		add_copies(g, r);
	else if (world_place(g->f, r, g->at, &in, &p))
		add(g, p);
	else if (r->kind == REF_COLUMN)
		add_column(g, r);
	return 0;
}

size_t explain_operands(const struct filing *f, struct place p, struct place *out, size_t max)
{
	struct gathering g = {.f = f, .at = p, .out = out, .max = max};
	const struct field *field = filing_field(f, p);
	struct place below = p;
	if (field->formula && !is_sum_below(f, p))
		expr_walk(field->formula, gather_name, &g);
	if (is_sum_below(f, p))
		for (below.row = p.row; (below.row = tree_below(f, p, below.row)) >= 0;)
			add(&g, below);
	return g.n;
}

size_t explain_named(const struct filing *f, const struct expr *x, struct place at,
                     struct place *out, size_t max)
{
	struct gathering g = {.f = f, .at = at, .out = out, .max = max};
	expr_walk((struct expr *)x, gather_name, &g); /* which changes nothing */
	return g.n;
}

/* Whether the formula names the field or column of p, in whatever row. */
struct search {
	const struct filing *f;
	struct place p;
};

static int names_it(struct expr *x, void *context)
{
	const struct search *s = context;
	const struct ref *refs[2] = {set_ref(s->f->set, x->bound), set_ref(s->f->set, x->iterates)};
	int form = s->f->sheets[s->p.sheet].form->index;
	for (int i = 0; i < 2; i++) {
		const struct ref *r = refs[i];
		if (!r || r->last || r->form != form)
			continue;
		if (r->kind == REF_FIELD && s->p.list < 0 && r->field == s->p.field)
			return 1;
		if (r->kind == REF_COLUMN && r->list == s->p.list && r->field == s->p.field)
			return 1;
		for (size_t k = 0; r->kind == REF_PATTERN && s->p.list < 0 && k < r->nfields; k++)
			if (r->fields[k] == s->p.field)
				return 1;
	}
	return 0;
}

static void feed_fields(struct gathering *g, struct search *s, int sheet)
{
	const struct sheet *to = &g->f->sheets[sheet];
	bool same = to->form == g->f->sheets[s->p.sheet].form;
	if (same && sheet != s->p.sheet)
		return;
	for (int i = 0; i < (int)to->form->nfields; i++)
		if (to->form->fields[i].formula &&
		    expr_walk(to->form->fields[i].formula, names_it, s))
			add(g, (struct place){sheet, -1, -1, i});
	if (!same || s->p.list < 0)
		return;
	const struct list *l = &to->form->lists[s->p.list];
	for (int c = 0; c < (int)l->ncolumns; c++)
		if (l->columns[c].formula && expr_walk(l->columns[c].formula, names_it, s))
			add(g, (struct place){sheet, s->p.list, s->p.row, c});
}

size_t explain_feeds(const struct filing *f, struct place p, struct place *out, size_t max)
{
	struct gathering g = {.f = f, .at = p, .out = out, .max = max};
	struct search s = {f, p};
	struct place above = p;
	if (p.list >= 0 && p.row >= 0 && filing_field(f, p)->rollup &&
	    (above.row = tree_parent(f, p)) >= 0)
		add(&g, above);
	for (int i = 0; i < (int)f->nsheets; i++)
		feed_fields(&g, &s, i);
	return g.n;
}
