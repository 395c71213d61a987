#include "app/compare.h"

#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "calc/rat.h"
#include "form/layout.h"
#include "form/suggest.h"
#include "form/twin.h"

/* ---- one cell ---- */

static void take_side(struct compare_side *side, const struct filing *f, struct place p)
{
	struct str text = { 0 };

	side->there = true;
	side->place = p;
	cell_show(suggest_cell(f, p), filing_field(f, p), &text);
	side->text = str_take(&text);
}

static void name_cell(struct compare_cell *c, const struct filing *f, struct place p)
{
	const struct sheet *on = &f->sheets[p.sheet];
	struct str key = { 0 }, label = { 0 };

	str_add(&key, on->form->id);
	if (on->form->copies)
		str_addf(&key, "#%d", on->copy);
	str_addc(&key, '.');
	filing_key(f, p, &key);
	place_label(f, p, &label);
	c->key = str_take(&key);
	c->label = str_take(&label);
	c->field = filing_field(f, p);
}

static bool quotient(int64_t a, int64_t b, int64_t *out)
{
	struct rat_pool *pool = rat_pool_new();
	const struct rat *q = rat_div(pool, rat_from_num(pool, a), rat_from_num(pool, b));
	bool fits = q && rat_to_num(q, 4, out);

	rat_pool_free(pool);
	return fits;
}

static void work_out(struct compare_cell *c, const struct figure *earlier,
                     const struct figure *later)
{
	if (earlier->state != FIGURE_NUMBER || later->state != FIGURE_NUMBER)
		return;
	c->has_difference = !__builtin_sub_overflow(later->num, earlier->num, &c->difference);
	c->has_growth = c->has_difference && c->field->kind != KIND_RATE && earlier->num != 0 &&
	                quotient(c->difference, earlier->num, &c->growth);
}

/* Figures agree by what they are worth, «7.2» and «7.20». */
static enum compare_kind kind_of(const struct compare_cell *c)
{
	bool before = *c->earlier.text, now = *c->later.text;

	if (before != now)
		return before ? COMPARE_ONLY_EARLIER : COMPARE_ONLY_LATER;
	if (c->has_difference)
		return c->difference ? COMPARE_CHANGED : COMPARE_SAME;
	return strcmp(c->earlier.text, c->later.text) == 0 ? COMPARE_SAME : COMPARE_CHANGED;
}

void compare_place(const struct filing *earlier, const struct filing *later, struct place p,
                   struct compare_cell *out)
{
	struct place before;

	*out = (struct compare_cell){ 0 };
	take_side(&out->later, later, p);
	name_cell(out, later, p);
	if (earlier && twin_place(later, p, earlier, &before)) {
		take_side(&out->earlier, earlier, before);
		work_out(out, &filing_cell(earlier, before)->value, &filing_cell(later, p)->value);
	} else {
		out->earlier.text = mem_strdup("");
	}
	out->kind = kind_of(out);
}

static void only_earlier(const struct filing *earlier, struct place p, struct compare_cell *out)
{
	*out = (struct compare_cell){ 0 };
	take_side(&out->earlier, earlier, p);
	name_cell(out, earlier, p);
	out->later.text = mem_strdup("");
	out->kind = kind_of(out);
}

void compare_cell_free(struct compare_cell *c)
{
	mem_free(c->earlier.text);
	mem_free(c->later.text);
	mem_free(c->key);
	mem_free(c->label);
	*c = (struct compare_cell){ 0 };
}

/* ---- many cells ---- */

struct walk {
	struct compare *out;
	const struct filing *earlier, *later;
	bool all;    /* those that agree too */
	bool empty;  /* those empty on both sides too */
};

static void keep(const struct walk *w, struct compare_cell cell)
{
	struct compare *out = w->out;
	bool empty = !*cell.earlier.text && !*cell.later.text;

	out->differences += cell.kind != COMPARE_SAME;
	if (cell.kind == COMPARE_SAME && (!w->all || (empty && !w->empty))) {
		compare_cell_free(&cell);
		return;
	}
	out->cells = mem_more(out->cells, out->n, &out->capacity, sizeof *out->cells);
	out->cells[out->n++] = cell;
}

static void take_place(const struct walk *w, struct place p)
{
	struct compare_cell cell;

	compare_place(w->earlier, w->later, p, &cell);
	keep(w, cell);
}

/* What the later filing has too was told with it. */
static void take_lost(const struct walk *w, struct place p)
{
	struct compare_cell cell;
	struct place now;

	if (twin_place(w->earlier, p, w->later, &now))
		return;
	only_earlier(w->earlier, p, &cell);
	keep(w, cell);
}

/* A sheet's places once each: a hole may be drawn in pieces, the name of a row
 * in several bands. */
struct visit {
	const struct walk *walk;
	const struct layout *l;
	int sheet;
	bool *done; /* by index in l->spots */
	void (*take)(const struct walk *w, struct place p);
};

static bool same_place(struct place a, struct place b)
{
	return a.list == b.list && a.field == b.field && (a.list < 0 || a.row == b.row);
}

static void visit_spot(struct visit *v, int spot)
{
	struct place p = v->l->spots[spot].place;

	if (v->done[spot])
		return;
	for (size_t i = 0; i < v->l->nspots; i++) {
		if (same_place(v->l->spots[i].place, p))
			v->done[i] = true;
	}
	p.sheet = v->sheet;
	if (p.list < 0 || p.row >= 0)
		v->take(v->walk, p);
}

/* The table first, then what stands around it. */
static void walk_sheet(const struct walk *w, const struct filing *f, int sheet,
                       void (*take)(const struct walk *w, struct place p))
{
	struct layout *l = layout_build(f, sheet, false);
	struct visit v = { w, l, sheet, mem_array(l->nspots + 1, sizeof(bool)), take };

	for (size_t b = 0; b < l->nboxes; b++) {
		const struct layout_text *text = &l->boxes[b].text;

		for (size_t i = text->first; i < text->first + text->n; i++) {
			if (l->parts[i].spot >= 0)
				visit_spot(&v, l->parts[i].spot);
		}
	}
	for (int i = 0; i < (int)l->nspots; i++)
		visit_spot(&v, i);
	mem_free(v.done);
	layout_free(l);
}

static void walk_filing(const struct walk *w, const struct filing *f, const char *form,
                        void (*take)(const struct walk *w, struct place p))
{
	for (int i = 0; i < (int)f->nsheets; i++) {
		if (!form || strcmp(f->sheets[i].form->id, form) == 0)
			walk_sheet(w, f, i, take);
	}
}

struct compare *compare_filings(const struct filing *earlier, const struct filing *later,
                                const struct form *form, bool all)
{
	struct walk w = { mem_alloc(sizeof(struct compare)), earlier, later, all, false };
	const char *id = form ? form->id : NULL;

	walk_filing(&w, later, id, take_place);
	walk_filing(&w, earlier, id, take_lost);
	return w.out;
}

struct compare *compare_last(const struct filing *f, int sheet)
{
	struct walk w = { mem_alloc(sizeof(struct compare)), f->last, f, true, true };

	walk_sheet(&w, f, sheet, take_place);
	return w.out;
}

void compare_free(struct compare *c)
{
	if (!c)
		return;
	for (size_t i = 0; i < c->n; i++)
		compare_cell_free(&c->cells[i]);
	mem_free(c->cells);
	mem_free(c);
}

/* ---- as people read it ---- */

/* No fewer decimals than the field has, and all that are not zero. */
static int decimals_for(int64_t n, int least)
{
	while (least < 6 && num_round(n, least) != n)
		least++;
	return least;
}

void compare_show_difference(const struct compare_cell *c, struct str *out)
{
	bool rate = c->field->kind == KIND_RATE;
	int64_t n = c->difference;

	if (!c->has_difference || n == 0 || (rate && __builtin_mul_overflow(n, 100, &n)))
		return;
	if (n > 0)
		str_addc(out, '+');
	if (!rate) {
		num_format(out, n, decimals_for(n, c->field->decimals), false);
		return;
	}
	num_format(out, n, decimals_for(n, 2), false);
	str_add(out, _(" 个百分点"));
}

void compare_show_growth(const struct compare_cell *c, struct str *out)
{
	if (!c->has_growth || c->difference == 0)
		return;
	if (c->growth > 0)
		str_addc(out, '+');
	num_format(out, c->growth, 2, true);
}
