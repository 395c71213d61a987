#include "form/policy.h"

#include <string.h>

#include "base/mem.h"
#include "calc/claim.h"
#include "calc/period.h"
#include "form/tree.h"

static struct expr_value state(enum figure_state s)
{
	return (struct expr_value){.state = s};
}

/* ---- judging a row ---- */

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

/* In hexadecimal: nobody reads it, and it is asked for often. */
static void add_number(struct str *out, int64_t n)
{
	for (int shift = 60; shift >= 0; shift -= 4)
		str_addc(out, "0123456789abcdef"[(uint64_t)n >> shift & 15]);
}

/* All that the judgement depends on, as one text. */
static char *question_text(struct world *w, const struct judge_question *q)
{
	const char *const texts[] = {q->category, q->name, q->target, q->actual};
	const struct sheet *sheet = &w->at.f->sheets[w->at.sheet];
	struct str s = {0};
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		str_add(&s, texts[i] ? texts[i] : "");
		str_addc(&s, '\x1f');
	}
	add_number(&s, q->points);
	for (size_t i = 0; i < sheet->form->nrefers; i++)
		add_number(&s, sheet->cells[sheet->form->refers[i].field].value.num);
	return str_take(&s);
}

static void ask(struct world *w, struct cell *c, char *text, const struct judge_question *q)
{
	mem_free(c->judged_for);
	c->judged_for = text;
	if (!c->judged)
		c->judged = mem_alloc(sizeof *c->judged);
	memset(c->judged, 0, sizeof *c->judged);
	judge(&w->filing->set->judge, q, c->judged);
}

/* The question that name, target, actual, points put; false: what they come to
 * is in *out already. */
static bool pose(struct world *w, const struct expr_value *args, struct judge_question *q,
                 struct expr_value *out)
{
	int64_t points = 0;
	*q = (struct judge_question){.category = category(w),
	                             .name = args[0].text,
	                             .target = args[1].text,
	                             .actual = args[2].text,
	                             .year = w->filing->year,
	                             .figure = refer,
	                             .context = w};
	*out = state(FIGURE_NA);
	if (w->at.sheet < 0 || args[0].state == FIGURE_NA || args[3].state == FIGURE_NA)
		return false;
	*out = state(args[3].state == FIGURE_FAULT ? FIGURE_FAULT : FIGURE_BLANK);
	if (args[3].state != FIGURE_NUMBER || !rat_to_num(args[3].num, 6, &points))
		return false;
	q->points = points;
	return true;
}

static bool is_judged(const struct cell *c, const char *text)
{
	return c->judged && c->judged_for && strcmp(c->judged_for, text) == 0;
}

static struct expr_value call_judge(struct world *w, const struct expr_value *args)
{
	struct judge_question q;
	struct expr_value v = state(FIGURE_NA);
	if (!w->cell || !pose(w, args, &q, &v))
		return v;
	char *text = question_text(w, &q);
	if (is_judged(w->cell, text))
		mem_free(text);
	else
		ask(w, w->cell, text, &q);
	if (w->cell->judged->kind == JUDGE_SCORED)
		return world_number(w, w->cell->judged->score);
	return state(w->cell->judged->kind == JUDGE_NA ? FIGURE_NA : FIGURE_BLANK);
}

/* ---- judged already ---- */

/* The cell of the row at hand that a judge() formula works out; NULL. */
static const struct cell *judge_cell(const struct world *w)
{
	const struct sheet *s = &w->at.f->sheets[w->at.sheet];
	const struct list *l = w->at.list < 0 ? NULL : &s->form->lists[w->at.list];
	for (size_t i = 0; l && w->at.row >= 0 && i < l->ncolumns; i++) {
		const struct expr *x = l->columns[i].formula;
		if (x && x->kind == EXPR_CALL && x->fn == FN_JUDGE)
			return &s->lists[w->at.list].rows[w->at.row].cells[i];
	}
	return NULL;
}

/* The judgement, from the cell that has it when it was asked the same. */
static bool find_judgement(struct world *w, const struct expr_value *args, struct judgement *out)
{
	struct judge_question q;
	struct expr_value v;
	if (!pose(w, args, &q, &v))
		return false;
	const struct cell *c = judge_cell(w);
	char *text = question_text(w, &q);
	if (c && is_judged(c, text))
		*out = *c->judged;
	else
		judge(&w->filing->set->judge, &q, out);
	mem_free(text);
	return true;
}

/* judged(): the most that the actual earns. */
static struct expr_value call_judged(struct world *w, const struct expr_value *args)
{
	struct judgement j;
	if (!find_judgement(w, args, &j) || (j.kind != JUDGE_SCORED && j.kind != JUDGE_BAND))
		return state(FIGURE_BLANK);
	return world_number(w, j.kind == JUDGE_SCORED ? j.score : j.hi);
}

static struct expr_value call_excess(struct world *w, const struct expr_value *args)
{
	struct judgement j;
	if (!find_judgement(w, args, &j) || j.kind != JUDGE_SCORED)
		return state(FIGURE_BLANK);
	return world_number(w, j.excess);
}

/* ---- what the words claim ---- */

static struct expr_value call_filled(struct world *w, const struct expr_value *args)
{
	const struct set *s = w->filing->set;
	return world_truth(w, args[0].state == FIGURE_NUMBER ||
	                          claim_filled(args[0].text, &s->judge.na, set_words(s, "excuse")));
}

/* The first argument is the name of the list. */
static struct expr_value call_says(struct world *w, const struct expr *x,
                                   const struct expr_value *args)
{
	const struct phrases *words = set_words(w->filing->set, args[0].text);
	bool says = false;
	for (size_t i = 1; i < x->nargs; i++)
		says = says || claim_says(args[i].text, words);
	return world_truth(w, says);
}

static struct expr_value call_copied(struct world *w, const struct expr_value *args)
{
	return world_truth(
	    w, claim_copied(args[0].text, args[1].text, set_words(w->filing->set, "bound")));
}

static struct expr_value call_measures(struct world *w, const struct expr_value *args)
{
	return world_truth(
	    w, claim_measures(&w->filing->set->judge, args[0].text, args[1].text, args[2].text));
}

static struct expr_value some(struct world *w, int n)
{
	return n > 0 ? world_number(w, n * NUM_ONE) : state(FIGURE_BLANK);
}

/* ---- grade, rest ---- */

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

/* Takes from *rest what was typed into the other rows of the tree that have
 * none below; false: one of them is empty or no figure. */
static bool take_others(const struct world *w, struct place p, const struct rat **rest)
{
	int own = p.row;
	for (p.row = 0; p.row < (int)w->at.f->sheets[p.sheet].lists[p.list].n; p.row++) {
		const struct figure *stated = &filing_cell(w->at.f, p)->stated;
		if (p.row == own || tree_level(w->at.f, p) == 0 ||
		    tree_below(w->at.f, p, p.row) >= 0 || stated->state == FIGURE_NA)
			continue;
		if (stated->state != FIGURE_NUMBER)
			return false;
		*rest = rat_sub(w->eval.pool, *rest, rat_from_num(w->eval.pool, stated->num));
	}
	return true;
}

/* What of a total is left for the row at hand.  It looks at what was typed,
 * never at what is worked out, so that no row waits for another one. */
static struct expr_value call_rest(struct world *w, struct expr_value total)
{
	struct place p = {w->at.sheet, w->at.list, w->at.row, w->field};
	if (total.state != FIGURE_NUMBER || p.list < 0 || p.row < 0 || p.field < 0)
		return state(total.state == FIGURE_FAULT ? FIGURE_FAULT : FIGURE_BLANK);
	const struct rat *rest = total.num;
	if (tree_level(w->at.f, p) == 0 || !take_others(w, p, &rest) || rat_sign(rest) == 0 ||
	    rat_sign(rest) != rat_sign(total.num))
		return state(FIGURE_BLANK);
	return (struct expr_value){.state = FIGURE_NUMBER, .num = rest};
}

struct expr_value policy_call(struct world *w, const struct expr *x, const struct expr_value *args)
{
	switch (x->fn) {
	case FN_JUDGE:
		return call_judge(w, args);
	case FN_GRADE:
		return call_grade(w, args[0]);
	case FN_REST:
		return call_rest(w, args[0]);
	case FN_JUDGED:
		return call_judged(w, args);
	case FN_EXCESS:
		return call_excess(w, args);
	case FN_FILLED:
		return call_filled(w, args);
	case FN_SAYS:
		return call_says(w, x, args);
	case FN_COPIED:
		return call_copied(w, args);
	case FN_MEASURES:
		return call_measures(w, args);
	case FN_PERIODS:
		return some(w, period_named(args[0].text));
	default:
		return some(w, period_dates(args[0].text, &w->filing->set->judge.planned));
	}
}
