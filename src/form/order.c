#include "form/order.h"

#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "form/bind.h"

/* Depth first over what each formula names.  Invariant: a node that is OPEN
 * is on the path from the node the search began with. */

enum mark { NEW, OPEN, DONE };

struct sorter {
	struct set *set;
	int *first;       /* by form: number of its first node */
	enum mark *marks; /* by node */
	int *path;        /* nodes that are OPEN, outermost first */
	size_t depth;
	const char *(*file)(void *context, int form);
	void *context;
	struct err *e;
};

static int node_of(const struct sorter *s, struct step at)
{
	const struct form *f = s->set->forms[at.form];
	int n = s->first[at.form];
	if (at.list < 0)
		return n + at.field;
	n += (int)f->nfields;
	for (int i = 0; i < at.list; i++)
		n += (int)f->lists[i].ncolumns;
	return n + at.field;
}

static int count_nodes(const struct form *f)
{
	int n = (int)f->nfields;
	for (size_t i = 0; i < f->nlists; i++)
		n += (int)f->lists[i].ncolumns;
	return n;
}

static struct step step_of(const struct sorter *s, int node)
{
	int form = (int)s->set->nforms - 1;
	while (s->first[form] > node)
		form--;
	const struct form *f = s->set->forms[form];
	int rest = node - s->first[form];
	if (rest < (int)f->nfields)
		return (struct step){form, -1, rest};
	rest -= (int)f->nfields;
	int list = 0;
	while (rest >= (int)f->lists[list].ncolumns)
		rest -= (int)f->lists[list++].ncolumns;
	return (struct step){form, list, rest};
}

static const struct field *field_at(const struct sorter *s, struct step at)
{
	const struct form *f = s->set->forms[at.form];
	return at.list < 0 ? &f->fields[at.field] : &f->lists[at.list].columns[at.field];
}

static int circle(struct sorter *s, int node)
{
	struct str names = {0};
	size_t i = 0;
	while (s->path[i] != node)
		i++;
	for (size_t k = i; k < s->depth; k++)
		str_addf(&names, "%s → ", field_at(s, step_of(s, s->path[k]))->key);
	struct step at = step_of(s, node);
	str_add(&names, field_at(s, at)->key);
	err_set(s->e, ERR_INPUT, _("%s:%d: 公式绕成圈：%s"), s->file(s->context, at.form),
	        field_at(s, at)->line, str_text(&names));
	str_free(&names);
	return -1;
}

static int visit(struct sorter *s, int node);

static int visit_ref(struct sorter *s, const struct ref *r)
{
	if (r->last)
		return 0;
	if (r->kind == REF_FIELD)
		return visit(s, node_of(s, (struct step){r->form, -1, r->field}));
	if (r->kind == REF_COLUMN)
		return visit(s, node_of(s, (struct step){r->form, r->list, r->field}));
	for (size_t i = 0; r->kind == REF_PATTERN && i < r->nfields; i++)
		if (visit(s, node_of(s, (struct step){r->form, -1, r->fields[i]})) < 0)
			return -1;
	return 0;
}

static int visit_name(struct expr *x, void *context)
{
	struct sorter *s = context;
	const struct ref *bound = set_ref(s->set, x->bound), *over = set_ref(s->set, x->iterates);
	if (bound && visit_ref(s, bound) < 0)
		return -1;
	return over ? visit_ref(s, over) : 0;
}

/* The field an indicator's target may name («年初预算») is read by judge(). */
static int visit_refers(struct expr *x, void *context)
{
	struct sorter *s = context;
	if (x->kind != EXPR_CALL ||
	    (x->fn != FN_JUDGE && x->fn != FN_JUDGED && x->fn != FN_EXCESS))
		return 0;
	int form = step_of(s, s->path[s->depth - 1]).form;
	const struct form *f = s->set->forms[form];
	for (size_t i = 0; i < f->nrefers; i++)
		if (visit(s, node_of(s, (struct step){form, -1, f->refers[i].field})) < 0)
			return -1;
	return 0;
}

static int visit(struct sorter *s, int node)
{
	if (s->marks[node] == DONE)
		return 0;
	if (s->marks[node] == OPEN)
		return circle(s, node);
	struct step at = step_of(s, node);
	struct expr *formula = field_at(s, at)->formula;
	if (formula || field_at(s, at)->rollup) {
		s->marks[node] = OPEN;
		s->path[s->depth++] = node;
		if (formula && (expr_walk(formula, visit_name, s) < 0 ||
		                expr_walk(formula, visit_refers, s) < 0))
			return -1;
		s->depth--;
		struct set_order *o = s->set->order;
		o->steps = mem_more(o->steps, o->n, &o->capacity, sizeof *o->steps);
		o->steps[o->n++] = at;
	}
	s->marks[node] = DONE;
	return 0;
}

int set_sort(struct set *set, const char *(*path)(void *context, int form), void *context,
             struct err *e)
{
	struct sorter s = {.set = set, .file = path, .context = context, .e = e};
	int n = 0, rc = 0;
	set->order = mem_alloc(sizeof *set->order);
	s.first = mem_array(set->nforms + 1, sizeof *s.first);
	for (size_t i = 0; i < set->nforms; i++) {
		s.first[i] = n;
		n += count_nodes(set->forms[i]);
	}
	s.marks = mem_array((size_t)n + 1, sizeof *s.marks);
	s.path = mem_array((size_t)n + 1, sizeof *s.path);
	for (int i = 0; rc == 0 && i < n; i++)
		rc = visit(&s, i);
	mem_free(s.first);
	mem_free(s.marks);
	mem_free(s.path);
	return rc;
}

void order_free(struct set_order *o)
{
	if (!o)
		return;
	mem_free(o->steps);
	mem_free(o);
}
