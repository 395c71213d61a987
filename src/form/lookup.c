#include "form/lookup.h"

#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "form/tree.h"

static struct expr_value blank(void)
{
	return (struct expr_value){.state = FIGURE_BLANK};
}

/* coded(code): what the dictionary of the list at hand calls it. */
static struct expr_value call_coded(struct world *w, struct expr_value code)
{
	const struct list *l = w->at.list < 0
	                           ? NULL
	                           : &w->at.f->sheets[w->at.sheet].form->lists[w->at.list];
	const char *name = !l || l->code_column < 0 || code.state != FIGURE_TEXT
	                       ? NULL
	                       : tree_name(w->at.f, l, code.text);
	return name ? (struct expr_value){.state = FIGURE_TEXT, .text = name} : blank();
}

/* above(column): the text in the row that this one is printed under. */
static struct expr_value call_above(struct world *w, const struct expr *name)
{
	const struct ref *r = name->kind == EXPR_NAME ? set_ref(w->filing->set, name->bound) : NULL;
	struct place p = {w->at.sheet, w->at.list, w->at.row, 0};
	if (!r || r->kind != REF_COLUMN || p.list != r->list || p.row < 0)
		return blank();
	p.row = tree_parent(w->at.f, p);
	p.field = r->field;
	if (p.row < 0 || filing_cell(w->at.f, p)->stated.state != FIGURE_TEXT)
		return blank();
	return (struct expr_value){.state = FIGURE_TEXT, .text = filing_cell(w->at.f, p)->text};
}

/* alike(a, b): the same but for widths, blanks and marks that look alike. */
static struct expr_value call_alike(struct world *w, struct expr_value a, struct expr_value b)
{
	if (a.state != FIGURE_TEXT || b.state != FIGURE_TEXT)
		return blank();
	if (strcmp(a.text, b.text) == 0)
		return world_truth(w, true);
	char *x = text_fold(a.text), *y = text_fold(b.text);
	bool same = strcmp(x, y) == 0;
	mem_free(x);
	mem_free(y);
	return world_truth(w, same);
}

/* begins(text, start) */
static struct expr_value call_begins(struct world *w, struct expr_value a, struct expr_value b)
{
	if (a.state != FIGURE_TEXT || b.state != FIGURE_TEXT)
		return blank();
	return world_truth(w, strncmp(a.text, b.text, strlen(b.text)) == 0);
}

bool lookup_stated(const struct world *w, const struct expr *call, struct figure *out,
                   const struct field **field)
{
	const struct expr *name = call->arg[0];
	const struct ref *r = name->kind == EXPR_NAME ? set_ref(w->filing->set, name->bound) : NULL;
	const struct filing *in;
	struct place p;
	if (!r || !world_name(w, r, &in, &p))
		return false;
	const struct cell *c = filing_cell(in, p);
	*out = c->stated.state == FIGURE_NUMBER ? c->stated : c->value;
	*field = filing_field(in, p);
	return true;
}

static struct expr_value call_stated(struct world *w, const struct expr *x)
{
	const struct field *field;
	struct figure v;
	if (!lookup_stated(w, x, &v, &field))
		return blank();
	return v.state == FIGURE_NUMBER ? world_number(w, v.num)
	                                : (struct expr_value){.state = v.state};
}

struct expr_value lookup_call(struct world *w, const struct expr *x, const struct expr_value *args)
{
	switch (x->fn) {
	case FN_CODED:
		return call_coded(w, args[0]);
	case FN_ABOVE:
		return call_above(w, x->arg[0]);
	case FN_ALIKE:
		return call_alike(w, args[0], args[1]);
	case FN_STATED:
		return call_stated(w, x);
	default:
		return call_begins(w, args[0], args[1]);
	}
}
