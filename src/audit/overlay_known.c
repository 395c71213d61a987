/* Whether the figures a text could be laid against are there.  In a table that
 * is filled in an empty cell is no amount; in a form that no document prints
 * (补充数据), or a table nobody has begun, it is one that is still to come, and a
 * text says nothing wrong beside it. */
#include "audit/overlay_inside.h"

#include "form/explain.h"

enum {
	OPERANDS = 64,
	DEEP = 8 /* formulas above formulas */
};

static bool is_typed_cell(const struct cell *c)
{
	return c->stated.state != FIGURE_ABSENT && c->stated.state != FIGURE_BLANK;
}

static bool is_begun(const struct sheet *s)
{
	for (size_t i = 0; i < s->form->nfields; i++)
		if (is_typed_cell(&s->cells[i]))
			return true;
	for (size_t l = 0; l < s->form->nlists; l++)
		if (s->lists[l].n > 0)
			return true;
	return false;
}

/* Whether an empty cell there may still be filled in. */
static bool is_open(const struct filing *f, int sheet)
{
	return sheet < 0 || f->sheets[sheet].form->unprinted || !is_begun(&f->sheets[sheet]);
}

static bool is_addition(const struct expr *x)
{
	return (x->kind == EXPR_BINARY && x->op == OP_ADD) ||
	       (x->kind == EXPR_CALL && x->fn == FN_SUM);
}

/* What a formula names; of an addition its figures alone: the codes that pick
 * the rows of a sum are no addends. */
struct naming {
	const struct filing *f;
	bool figures;
	bool open;   /* cells of a sheet where an empty one may still be filled in */
	bool absent; /* cells of a sheet that is not there */
	bool last;   /* cells of last year's filing */
};

static const struct field *field_of(const struct set *s, const struct ref *r)
{
	const struct form *form = s->forms[r->form];
	return r->kind == REF_COLUMN ? &form->lists[r->list].columns[r->field]
	                             : &form->fields[r->field];
}

static int note_name(struct expr *x, void *context)
{
	struct naming *n = context;
	const struct set *set = n->f->set;
	const struct ref *r = x->kind == EXPR_NAME ? set_ref(set, x->bound) : NULL;
	if (!r || (r->kind != REF_FIELD && r->kind != REF_COLUMN) ||
	    (n->figures && !kind_is_figure(field_of(set, r)->kind)))
		return 0;
	int sheet = filing_find_sheet(n->f, set->forms[r->form], 1);
	n->last |= r->last;
	n->absent |= !r->last && sheet < 0;
	n->open |= !r->last && is_open(n->f, sheet);
	return 0;
}

static struct naming names_of(const struct filing *f, const struct expr *x)
{
	struct naming n = {.f = f, .figures = is_addition(x)};
	expr_walk((struct expr *)x, note_name, &n); /* which changes nothing */
	return n;
}

/* The operands that stand in such sheets. */
static size_t open_operands(const struct filing *f, const struct expr *x, struct place at,
                            struct place out[OPERANDS])
{
	size_t all = explain_named(f, x, at, out, OPERANDS), n = 0;
	for (size_t i = 0; i < all; i++)
		if (is_open(f, out[i].sheet))
			out[n++] = out[i];
	return n;
}

static bool is_typed(const struct filing *f, struct place p)
{
	return is_typed_cell(filing_cell(f, p));
}

/* Itself, or one of those it is worked out from. */
static bool rests_on_typed(const struct filing *f, struct place p, int deep)
{
	struct place operands[OPERANDS];
	const struct field *field = filing_field(f, p);
	if (is_typed(f, p) || !field->formula || deep == 0)
		return is_typed(f, p);
	size_t n = open_operands(f, field->formula, p, operands);
	for (size_t i = 0; i < n; i++)
		if (rests_on_typed(f, operands[i], deep - 1))
			return true;
	return false;
}

static bool cell_is_known(const struct filing *f, struct place p, int deep);

/* Of addends one is enough: a blank beside it is no amount. */
static bool is_known(const struct filing *f, const struct expr *x, struct place at, int deep)
{
	struct place operands[OPERANDS];
	struct naming names = names_of(f, x);
	if (!names.open || (names.absent && !is_addition(x)))
		return !names.open;
	size_t n = open_operands(f, x, at, operands), known = 0;
	for (size_t i = 0; i < n; i++)
		known += is_addition(x) ? kind_is_figure(filing_field(f, operands[i])->kind) &&
		                              rests_on_typed(f, operands[i], deep)
		                        : cell_is_known(f, operands[i], deep);
	return known > 0 && (is_addition(x) || known == n);
}

static bool cell_is_known(const struct filing *f, struct place p, int deep)
{
	const struct field *field = filing_field(f, p);
	if (is_typed(f, p) || !field->formula || deep == 0)
		return is_typed(f, p);
	if (names_of(f, field->formula).last && filing_cell(f, p)->value.state != FIGURE_NUMBER)
		return false; /* there is no last year */
	return is_known(f, field->formula, p, deep - 1);
}

bool overlay_known(const struct overlay *o, const struct expr *x, struct position at)
{
	struct place p = {at.sheet, at.list, at.row, at.item};
	return is_known(o->f, x, p, DEEP);
}
