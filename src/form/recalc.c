#include "form/recalc.h"

#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "form/order.h"
#include "form/suggest.h"
#include "form/tree.h"
#include "form/world.h"

/* ENGINE §1: of a computed cell the formula wins, unless there was nothing to
 * compute from; of a suggested cell what was typed wins. */
static void choose(struct cell *c, enum field_mode mode)
{
	bool stated = !figure_is_empty(c->stated.state);
	bool computed = !figure_is_empty(c->calc.state) && c->calc.state != FIGURE_NA;
	bool formula = mode == MODE_COMPUTED ? computed || !stated : !stated;
	c->value = formula ? c->calc : c->stated;
	if (formula && figure_is_empty(c->calc.state))
		c->value.state = c->stated.state;
}

static void set_why(struct cell *c, const struct world *w)
{
	mem_free(c->why);
	c->why = NULL;
	if (c->calc.state != FIGURE_FAULT)
		return;
	struct str s = {0};
	str_addf(&s, _("不可计算（因%s）"), w->why.length ? w->why.s : _("数太大"));
	c->why = str_take(&s);
}

static void keep_text(struct cell *c, const char *text)
{
	if (text && c->calc_text && strcmp(text, c->calc_text) == 0)
		return;
	mem_free(c->calc_text);
	c->calc_text = mem_strdup(text);
}

static struct figure round_off(const struct expr_value *v, const struct field *field)
{
	struct figure out = {.state = v->state};
	if (!kind_is_figure(field->kind)) {
		out.state = v->state == FIGURE_NUMBER ? FIGURE_TEXT : v->state;
		return out;
	}
	if (v->state == FIGURE_TEXT)
		out.state = FIGURE_FAULT;
	if (v->state != FIGURE_NUMBER)
		return out;
	out.decimals = field->decimals;
	out.percent = field->kind == KIND_RATE;
	if (!rat_to_num(v->num, field->decimals, &out.num))
		out.state = FIGURE_FAULT;
	return out;
}

static void work_out(struct world *w, struct place p)
{
	const struct field *field = filing_field(w->filing, p);
	struct cell *c = filing_cell(w->filing, p);
	if (w->filing->as_last && field->mode == MODE_SUGGESTED &&
	    !figure_is_empty(c->stated.state)) {
		c->value = c->stated;
		return;
	}
	w->cell = c;
	struct expr_value v = world_eval(w, field->formula, p);
	c->calc = round_off(&v, field);
	keep_text(c, !kind_is_figure(field->kind) && v.state == FIGURE_TEXT ? v.text : NULL);
	set_why(c, w);
	choose(c, field->mode);
}

/* The sum of the rows directly below, which are worked out already.  Empty
 * ones count for nothing. */
static struct figure sum_below(struct world *w, struct place p)
{
	const struct field *field = filing_field(w->filing, p);
	struct figure sum = {.state = FIGURE_ABSENT, .decimals = field->decimals};
	struct place below = p;
	str_clear(&w->why);
	for (below.row = p.row; (below.row = tree_below(w->filing, p, below.row)) >= 0;) {
		const struct figure *v = &filing_cell(w->filing, below)->value;
		if (v->state == FIGURE_FAULT)
			world_blame(w, below);
		else if (v->state != FIGURE_NUMBER)
			continue;
		sum.state = FIGURE_NUMBER;
		if (v->state == FIGURE_FAULT || __builtin_add_overflow(sum.num, v->num, &sum.num))
			return (struct figure){.state = FIGURE_FAULT};
	}
	sum.num = num_round(sum.num, field->decimals);
	return sum;
}

static void roll_up(struct world *w, struct place p)
{
	enum field_mode mode = place_mode(w->filing, p);
	struct cell *c = filing_cell(w->filing, p);
	c->summed = mode == MODE_COMPUTED;
	c->calc = (struct figure){.state = FIGURE_ABSENT};
	c->value = c->stated;
	if (mode == MODE_SUGGESTED) {
		work_out(w, p);
		return;
	}
	if (mode == MODE_COMPUTED)
		c->calc = sum_below(w, p);
	set_why(c, w);
	if (mode == MODE_COMPUTED)
		choose(c, mode);
}

static void work_out_rows(struct world *w, int sheet, const struct step *step)
{
	int n = (int)w->filing->sheets[sheet].lists[step->list].n;
	bool rollup = w->filing->sheets[sheet].form->lists[step->list].columns[step->field].rollup;
	for (int i = n - 1; rollup && i >= 0; i--)
		roll_up(w, (struct place){sheet, step->list, i, step->field});
	for (int i = 0; !rollup && i < n; i++)
		work_out(w, (struct place){sheet, step->list, i, step->field});
}

void filing_recalc(struct filing *f)
{
	struct world w;
	suggest_forget(f);
	world_open(&w, f);
	for (size_t i = 0; i < f->set->order->n; i++) {
		const struct step *step = &f->set->order->steps[i];
		for (size_t s = 0; s < f->nsheets; s++) {
			if (f->sheets[s].form->index != step->form)
				continue;
			if (step->list < 0)
				work_out(&w, (struct place){(int)s, -1, -1, step->field});
			else
				work_out_rows(&w, (int)s, step);
		}
	}
	world_close(&w);
}
