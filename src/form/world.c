#include "form/world.h"

#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
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
	*in = r->last ? f->last : f;
	*out = (struct place){.list = -1, .row = -1, .field = r->field};
	if (!*in || (r->kind != REF_FIELD && r->kind != REF_COLUMN))
		return false;
	out->sheet = here && !r->last
	                 ? p.sheet
	                 : filing_find_sheet(*in, form, here ? f->sheets[p.sheet].copy : 1);
	if (out->sheet < 0)
		return false;
	if (r->kind == REF_FIELD)
		return true;
	out->list = r->list;
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

static struct expr_value number(struct world *w, int64_t n)
{
	return (struct expr_value){.state = FIGURE_NUMBER, .num = rat_from_num(w->eval.pool, n)};
}

static struct expr_value empty(struct world *w, enum figure_state s)
{
	return w->blank_is_zero && w->counting == 0 ? number(w, 0) : state(s);
}

static struct expr_value cell_value(struct world *w, const struct filing *f, struct place p)
{
	const struct cell *c = filing_cell(f, p);
	const struct field *field = filing_field(f, p);
	if (!kind_is_figure(field->kind)) {
		bool own = c->stated.state != FIGURE_ABSENT && c->stated.state != FIGURE_BLANK;
		return (struct expr_value){.state = c->value.state,
		                           .text = own ? c->text : c->calc_text};
	}
	if (c->value.state == FIGURE_FAULT)
		name_culprit(w, f, p, c);
	if (c->value.state == FIGURE_ABSENT || c->value.state == FIGURE_BLANK)
		return empty(w, c->value.state);
	if (c->value.state != FIGURE_NUMBER)
		return state(c->value.state);
	return number(w, c->value.num);
}

static bool in_group(const struct world *w, const struct ref *r)
{
	const struct sheet *s = &w->at.f->sheets[w->at.sheet];
	const struct list *l = &s->form->lists[r->list];
	if (w->at.list != r->list || w->at.row < 0)
		return false;
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
	return number(w, tree_level(w->at.f, p) * NUM_ONE);
}

/* The innermost position on the form that the name is of, else where we are:
 * a sum over another form's rows still sees the row its formula stands in. */
static struct position position_for(const struct world *w, const struct ref *r)
{
	const struct form *form = w->filing->set->forms[r->form];
	for (int i = w->depth; r->kind == REF_COLUMN && !r->last && i >= 0; i--) {
		const struct position *at = i == w->depth ? &w->at : &w->saved[i];
		if (at->f && at->sheet >= 0 && at->f->sheets[at->sheet].form == form)
			return *at;
	}
	return w->at;
}

static struct expr_value value(void *context, const struct expr *name)
{
	struct world *w = context;
	const struct ref *r = set_ref(w->filing->set, name->bound);
	const struct position at = position_for(w, r);
	const struct filing *in;
	struct place p = {at.sheet, at.list, at.row, 0}, to;
	switch (r->kind) {
	case REF_WEIGHT:
		return number(w, r->value);
	case REF_YEAR:
		return number(w, w->filing->year * NUM_ONE);
	case REF_UNIT_NAME:
		return (struct expr_value){.state = FIGURE_TEXT, .text = w->filing->unit_name};
	case REF_UNIT_CODE:
		return (struct expr_value){.state = FIGURE_TEXT, .text = w->filing->unit_code};
	case REF_IN_GROUP:
		return number(w, in_group(w, r) ? NUM_ONE : 0);
	case REF_LEVEL:
		return level(w, r);
	case REF_ITEM:
		to = (struct place){w->at.sheet, -1, -1, w->at.item};
		return w->at.sheet < 0 || w->at.item < 0 ? empty(w, FIGURE_ABSENT)
		                                         : cell_value(w, w->at.f, to);
	default:
		return world_place(at.f, r, p, &in, &to) ? cell_value(w, in, to)
		                                         : empty(w, FIGURE_ABSENT);
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
	const struct form *form = w->filing->set->forms[r->form];
	if (step == 0) {
		w->counting += call->fn != FN_SUM;
		if (w->depth == WORLD_NESTING)
			return false;
		w->saved[w->depth++] = w->at;
		if (r->last)
			w->at.f = w->filing->last;
	}
	if (!w->at.f)
		return false;
	const struct position *before = &w->saved[w->depth - 1];
	bool own = !r->last && before->sheet >= 0 && before->f->sheets[before->sheet].form == form;
	if (r->kind == REF_ROWS)
		return next_row(w, form, r, own, step);
	if (r->kind == REF_SHEETS)
		return next_sheet(w, form, step == 0 ? 0 : w->at.sheet + 1);
	if (step == 0 && !own && !next_sheet(w, form, 0))
		return false;
	if (step >= (int)r->nfields)
		return false;
	w->at.item = r->fields[step];
	return true;
}

static void done(void *context, const struct expr *call)
{
	struct world *w = context;
	w->counting -= call->fn != FN_SUM;
	w->at = w->saved[--w->depth];
}

/* ---- functions of the policy ---- */

static bool refer(void *context, const char *phrase, int64_t *out)
{
	struct world *w = context;
	const struct sheet *s = &w->at.f->sheets[w->at.sheet];
	for (size_t i = 0; i < s->form->nrefers; i++) {
		const struct figure *v = &s->cells[s->form->refers[i].field].value;
		if (strstr(phrase, s->form->refers[i].phrase) && v->state == FIGURE_NUMBER) {
			*out = v->num;
			return true;
		}
	}
	return false;
}

static const char *category(const struct world *w)
{
	const struct sheet *s = &w->at.f->sheets[w->at.sheet];
	if (w->at.list < 0 || w->at.row < 0)
		return NULL;
	int g = s->lists[w->at.list].rows[w->at.row].group;
	return g < 0 ? NULL : s->form->lists[w->at.list].groups[g].labels[0];
}

/* All that the judgement depends on, as one text. */
static char *question_text(struct world *w, const struct judge_question *q)
{
	struct str s = {0};
	const struct sheet *sheet = &w->at.f->sheets[w->at.sheet];
	str_addf(&s, "%s\x1f%s\x1f%s\x1f%s\x1f%lld", q->category ? q->category : "",
	         q->name ? q->name : "", q->target ? q->target : "", q->actual ? q->actual : "",
	         (long long)q->points);
	for (size_t i = 0; i < sheet->form->nrefers; i++)
		str_addf(&s, "\x1f%lld",
		         (long long)sheet->cells[sheet->form->refers[i].field].value.num);
	return str_take(&s);
}

static void ask(struct world *w, const struct judge_question *q)
{
	struct cell *c = w->cell;
	char *text = question_text(w, q);
	if (c->judged && c->judged_for && strcmp(c->judged_for, text) == 0) {
		mem_free(text);
		return;
	}
	mem_free(c->judged_for);
	c->judged_for = text;
	if (!c->judged)
		c->judged = mem_alloc(sizeof *c->judged);
	memset(c->judged, 0, sizeof *c->judged);
	judge(&w->filing->set->judge, q, c->judged);
}

static struct expr_value call_judge(struct world *w, const struct expr_value *args)
{
	int64_t points = 0;
	struct judge_question q = {.category = category(w),
	                           .name = args[0].text,
	                           .target = args[1].text,
	                           .actual = args[2].text,
	                           .year = w->filing->year,
	                           .figure = refer,
	                           .context = w};
	if (!w->cell || args[0].state == FIGURE_NA || args[3].state == FIGURE_NA)
		return state(FIGURE_NA);
	if (args[3].state != FIGURE_NUMBER || !rat_to_num(args[3].num, 6, &points))
		return state(args[3].state == FIGURE_FAULT ? FIGURE_FAULT : FIGURE_BLANK);
	q.points = points;
	ask(w, &q);
	if (w->cell->judged->kind == JUDGE_SCORED)
		return number(w, w->cell->judged->score);
	return state(w->cell->judged->kind == JUDGE_NA ? FIGURE_NA : FIGURE_BLANK);
}

static struct expr_value call_grade(struct world *w, struct expr_value total)
{
	const struct set *s = w->filing->set;
	if (total.state != FIGURE_NUMBER)
		return state(total.state);
	for (size_t i = 0; i < s->ngrades; i++)
		if (rat_cmp(total.num, rat_from_num(w->eval.pool, s->grades[i].least)) >= 0)
			return (struct expr_value){.state = FIGURE_TEXT, .text = s->grades[i].name};
	return state(FIGURE_BLANK);
}

static struct expr_value call(void *context, const struct expr *x, const struct expr_value *args)
{
	return x->fn == FN_JUDGE ? call_judge(context, args) : call_grade(context, args[0]);
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
	else if (v.state == FIGURE_NUMBER && rat_to_num(v.num, 6, &n)) {
		int decimals = 0;
		while (decimals < 6 && num_round(n, decimals) != n)
			decimals++;
		num_format(out, n, decimals, false);
	}
	world_close(&w);
}
