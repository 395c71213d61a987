#include "form/world.h"

#include "base/i18n.h"
#include "form/also.h"
#include "form/lookup.h"
#include "form/policy.h"
#include "form/sibling.h"
#include "form/suggest.h"
#include "form/tree.h"
#include "form/twin.h"

/* ---- where a name leads ---- */

/* The row of last year's list that is the same one. */
static int same_row(const struct filing *f, struct place p, const struct filing *last, int sheet)
{
	const struct list *l = &f->sheets[p.sheet].form->lists[p.list];
	const struct cell *name =
	    &f->sheets[p.sheet].lists[p.list].rows[p.row].cells[l->name_column];
	return name->stated.state == FIGURE_TEXT ? twin_row(f, p, last, sheet) : -1;
}

bool world_place(const struct filing *f, const struct ref *r, struct place p,
                 const struct filing **in, struct place *out)
{
	const struct form *form = f->set->forms[r->form];
	bool here = p.sheet >= 0 && f->sheets[p.sheet].form == form;
	struct ref there;
	if (r->kind == REF_ALSO)
		return also_place(f, r->also, in, out);
	*in = r->last ? f->last : f;
	*out = (struct place){.list = -1, .row = -1};
	if (!*in || (r->kind != REF_FIELD && r->kind != REF_COLUMN) ||
	    !sibling_ref(f->set, r, (*in)->set, &there))
		return false;
	out->field = there.field;
	form = (*in)->set->forms[there.form];
	out->sheet = here && !r->last
	                 ? p.sheet
	                 : filing_find_sheet(*in, form, here ? f->sheets[p.sheet].copy : 1);
	if (out->sheet < 0)
		return false;
	if (r->kind == REF_FIELD)
		return true;
	out->list = there.list;
	if (!here || p.list != r->list || p.row < 0)
		return false;
	out->row = r->last ? same_row(f, p, *in, out->sheet) : p.row;
	return out->row >= 0;
}

/* ---- values ---- */

static struct expr_value state(enum figure_state s)
{
	return (struct expr_value){.state = s};
}

static void name_culprit(struct world *w, const struct filing *f, struct place p,
                         const struct cell *c)
{
	if (w->why.length > 0)
		return;
	struct str label = {0};
	place_label(f, p, &label);
	if (c->stated.state == FIGURE_FAULT && c->calc.state != FIGURE_FAULT)
		str_addf(&w->why, _("%s“%s”不是数"), str_text(&label), c->text);
	else
		str_addf(&w->why, _("%s不可计算"), str_text(&label));
	str_free(&label);
}

void world_blame(struct world *w, struct place p)
{
	name_culprit(w, w->filing, p, filing_cell(w->filing, p));
}

struct expr_value world_number(struct world *w, int64_t n)
{
	return (struct expr_value){.state = FIGURE_NUMBER, .num = rat_from_num(w->eval.pool, n)};
}

struct expr_value world_truth(struct world *w, bool yes)
{
	return world_number(w, yes ? NUM_ONE : 0);
}

static struct expr_value empty(struct world *w, enum figure_state s)
{
	return w->blank_is_zero && w->counting == 0 ? world_number(w, 0) : state(s);
}

/* What a narrative suggests is not there yet while formulas are worked out. */
static struct expr_value text_value(const struct world *w, const struct filing *f, struct place p)
{
	const struct cell *c = w->cell ? filing_cell(f, p) : suggest_cell(f, p);
	bool own = !figure_is_empty(c->stated.state);
	if (own || (w->cell && filing_field(f, p)->part))
		return (struct expr_value){.state = c->stated.state, .text = own ? c->text : NULL};
	return (struct expr_value){.state = c->value.state, .text = c->calc_text};
}

static struct expr_value cell_value(struct world *w, const struct filing *f, struct place p)
{
	const struct cell *c = filing_cell(f, p);
	const struct field *field = filing_field(f, p);
	if (!kind_is_figure(field->kind))
		return text_value(w, f, p);
	if (c->value.state == FIGURE_FAULT)
		name_culprit(w, f, p, c);
	if (figure_is_empty(c->value.state))
		return empty(w, c->value.state);
	if (c->value.state != FIGURE_NUMBER)
		return state(c->value.state);
	return world_number(w, c->value.num);
}

static bool in_group(const struct world *w, const struct ref *r)
{
	if (w->at.list != r->list || w->at.row < 0)
		return false;
	const struct sheet *s = &w->at.f->sheets[w->at.sheet];
	const struct list *l = &s->form->lists[r->list];
	int g = s->lists[r->list].rows[w->at.row].group;
	while (g >= 0 && g != r->group)
		g = l->groups[g].above;
	return g == r->group;
}

static struct expr_value level(struct world *w, const struct ref *r)
{
	struct place p = {w->at.sheet, w->at.list, w->at.row, 0};
	if (w->at.list != r->list || w->at.row < 0)
		return empty(w, FIGURE_ABSENT);
	return world_number(w, tree_level(w->at.f, p) * NUM_ONE);
}

/* The innermost position on the form that the name is of, else where we are:
 * a sum over another form's rows still sees the row its formula stands in. */
static struct position position_for(const struct world *w, const struct ref *r)
{
	for (int i = w->depth; r->kind == REF_COLUMN && !r->last && i >= 0; i--) {
		const struct position *at = i == w->depth ? &w->at : &w->saved[i];
		if (at->f && at->sheet >= 0 &&
		    at->f->sheets[at->sheet].form ==
		        sibling_form(w->filing->set, r->form, at->f->set))
			return *at;
	}
	return w->at;
}

/* r as the filing where we are means it; false: that has no such thing. */
static bool ref_at(const struct world *w, const struct ref *r, const struct filing *f,
                   struct ref *out)
{
	if (!sibling_ref(w->filing->set, r, f->set, out))
		return false;
	/* A sum goes over last year's rows: its names are there already. */
	out->last = r->last && f == w->filing;
	return true;
}

bool world_name(const struct world *w, const struct ref *r, const struct filing **in,
                struct place *out)
{
	const struct position at = position_for(w, r);
	struct ref there;
	if (r->kind == REF_ALSO)
		return also_place(w->filing, r->also, in, out);
	return ref_at(w, r, at.f, &there) &&
	       world_place(at.f, &there, (struct place){at.sheet, at.list, at.row, 0}, in, out);
}

static struct expr_value value(void *context, const struct expr *name)
{
	struct world *w = context;
	const struct ref *r = set_ref(w->filing->set, name->bound);
	const struct filing *in;
	struct place to;
	struct ref there;
	switch (r->kind) {
	case REF_WEIGHT:
		return world_number(w, r->value);
	case REF_YEAR:
		return world_number(w, w->filing->year * NUM_ONE);
	case REF_UNIT_NAME:
		return (struct expr_value){.state = FIGURE_TEXT, .text = w->filing->unit_name};
	case REF_UNIT_CODE:
		return (struct expr_value){.state = FIGURE_TEXT, .text = w->filing->unit_code};
	case REF_IN_GROUP:
		return world_truth(w, ref_at(w, r, w->at.f, &there) && in_group(w, &there));
	case REF_LEVEL:
		return ref_at(w, r, w->at.f, &there) ? level(w, &there) : empty(w, FIGURE_ABSENT);
	case REF_ITEM:
		to = (struct place){w->at.sheet, -1, -1, w->at.item};
		return w->at.sheet < 0 || w->at.item < 0 ? empty(w, FIGURE_ABSENT)
		                                         : cell_value(w, w->at.f, to);
	default:
		return world_name(w, r, &in, &to) ? cell_value(w, in, to) : empty(w, FIGURE_ABSENT);
	}
}

/* ---- going over rows, sheets, patterns ---- */

static bool next_sheet(struct world *w, const struct form *form, int from)
{
	for (int i = from; i < (int)w->at.f->nsheets; i++)
		if (w->at.f->sheets[i].form == form) {
			w->at.sheet = i;
			return true;
		}
	return false;
}

/* Rows of one sheet, or of all sheets of another form. */
static bool next_row(struct world *w, const struct form *form, const struct ref *r, bool own,
                     int step)
{
	if (step == 0) {
		w->at.list = r->list;
		w->at.row = -1;
		if (!own && !next_sheet(w, form, 0))
			return false;
	}
	while (w->at.row + 1 >= (int)w->at.f->sheets[w->at.sheet].lists[r->list].n) {
		if (own || !next_sheet(w, form, w->at.sheet + 1))
			return false;
		w->at.row = -1;
	}
	w->at.row++;
	return true;
}

static bool iterate(void *context, const struct expr *call, int step)
{
	struct world *w = context;
	const struct ref *r = set_ref(w->filing->set, call->iterates);
	const struct form *form;
	struct ref there;
	if (step == 0) {
		w->counting += call->fn != FN_SUM;
		if (w->depth == WORLD_NESTING)
			return false;
		w->saved[w->depth++] = w->at;
		if (r->last)
			w->at.f = w->filing->last;
	}
	if (!w->at.f || !ref_at(w, r, w->at.f, &there))
		return false;
	form = w->at.f->set->forms[there.form];
	const struct position *before = &w->saved[w->depth - 1];
	bool own = !r->last && before->sheet >= 0 && before->f->sheets[before->sheet].form == form;
	if (r->kind == REF_ROWS)
		return next_row(w, form, &there, own, step);
	if (r->kind == REF_SHEETS)
		return next_sheet(w, form, step == 0 ? 0 : w->at.sheet + 1);
	if (step == 0 && !own && !next_sheet(w, form, 0))
		return false;
	if (step >= (int)r->nfields)
		return false;
	w->at.item = sibling_field(w->filing->set, r->form, r->fields[step], w->at.f->set);
	return true;
}

static void done(void *context, const struct expr *call)
{
	struct world *w = context;
	w->counting -= call->fn != FN_SUM;
	w->at = w->saved[--w->depth];
}

static struct expr_value call(void *context, const struct expr *x, const struct expr_value *args)
{
	return x->fn >= FN_CODED ? lookup_call(context, x, args) : policy_call(context, x, args);
}

static void fault(void *context, const char *why, const struct expr *where)
{
	struct world *w = context;
	(void)where;
	if (w->why.length == 0)
		str_add(&w->why, why);
}

void world_open(struct world *w, struct filing *f)
{
	if (!f->pool)
		f->pool = rat_pool_new();
	*w = (struct world){.filing = f};
	w->eval = (struct expr_world){w, f->pool, value, iterate, done, call, fault};
}

void world_close(struct world *w)
{
	rat_pool_reset(w->filing->pool);
	str_free(&w->why);
}

struct expr_value world_eval(struct world *w, const struct expr *x, struct place p)
{
	w->field = p.field;
	return world_eval_at(w, x, (struct position){w->filing, p.sheet, p.list, p.row, -1});
}

struct expr_value world_eval_at(struct world *w, const struct expr *x, struct position at)
{
	w->at = at;
	w->depth = w->counting = 0;
	str_clear(&w->why);
	return expr_eval(x, &w->eval);
}

bool filing_over_max(const struct filing *f, struct place p)
{
	const struct field *field = filing_field(f, p);
	const struct figure *stated = &filing_cell(f, p)->stated;
	struct world w;
	if (!field->max || stated->state != FIGURE_NUMBER)
		return false;
	world_open(&w, (struct filing *)f); /* only its scratch pool is written */
	struct expr_value most = world_eval(&w, field->max, p);
	bool over = most.state == FIGURE_NUMBER &&
	            rat_cmp(rat_from_num(f->pool, stated->num), most.num) > 0;
	world_close(&w);
	return over;
}

void filing_print_value(const struct filing *f, const struct expr *x, struct str *out)
{
	struct world w;
	struct place nowhere = {-1, -1, -1, -1};
	int64_t n;
	world_open(&w, (struct filing *)f); /* only its scratch pool is written */
	struct expr_value v = world_eval(&w, x, nowhere);
	if (v.state == FIGURE_TEXT)
		str_add(out, v.text);
	else if (v.state == FIGURE_NUMBER && rat_to_num(v.num, 6, &n))
		num_format(out, n, num_decimals(n), false);
	world_close(&w);
}
