#include "form/bind_inside.h"

#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "form/chart_def.h"

const struct ref *set_ref(const struct set *s, int bound)
{
	return bound < 0 ? NULL : &s->refs->ref[bound];
}

/* What a call goes over, told by the names in it. */
struct over {
	struct binder *b;
	struct ref found;
	bool has;
	bool wrong;
};

static void merge(struct over *o, struct ref r)
{
	if (o->has &&
	    (o->found.kind != r.kind || o->found.form != r.form || o->found.list != r.list)) {
		o->wrong = true;
		mem_free(r.fields);
		return;
	}
	if (o->has) {
		mem_free(o->found.fields);
		o->found.fields = NULL;
	}
	o->found = r;
	o->has = true;
}

static int look_over(struct expr *x, void *context)
{
	struct over *o = context;
	struct binder *b = o->b;
	struct name n;
	struct ref ref = {.list = -1};
	if (x->kind != EXPR_NAME || strncmp(x->text, "also:", 5) == 0 ||
	    bind_take_apart(b, x->text, &n) < 0)
		return 0;
	const struct form *f = b->set->forms[n.form];
	if (strchr(n.rest, '?')) {
		if (bind_pattern(b, &n, &ref)) {
			ref.list = -1;
			merge(o, ref);
		}
	} else if (form_field(f, n.rest) < 0 && bind_column(f, n.rest, &ref)) {
		merge(o, (struct ref){
		             .kind = REF_ROWS, .form = n.form, .list = ref.list, .last = n.last});
	} else if (n.form != b->form && f->copies && form_field(f, n.rest) >= 0) {
		merge(o,
		      (struct ref){.kind = REF_SHEETS, .form = n.form, .list = -1, .last = n.last});
	}
	return 0;
}

/* Whether the formula is a column's that adds up over a tree. */
static bool in_rollup(const struct binder *b)
{
	return b->rollup && b->over < 0;
}

static int bind_expr(struct binder *b, struct expr *x);

static int bind_aggregate(struct binder *b, struct expr *x)
{
	struct over o = {.b = b};
	struct binder outer = *b;
	int rc = 0;
	expr_walk(x, look_over, &o);
	if (o.wrong) {
		mem_free(o.found.fields);
		return bind_fail(b, _("一个合计只能对一个清单："), "");
	}
	if (o.has) {
		x->iterates = bind_add(b, o.found);
		if (o.found.kind == REF_ROWS) {
			b->over = o.found.list;
			b->over_form = o.found.form;
		}
	}
	b->items = true;
	for (size_t i = 0; rc == 0 && i < x->nargs; i++)
		rc = bind_expr(b, x->arg[i]);
	if (rc == 0 && x->where)
		rc = bind_expr(b, x->where);
	*b = outer;
	return rc;
}

/* The first argument of says() names a list of words, which stays a text. */
static int bind_words(struct binder *b, struct expr *x)
{
	const char *name = x->kind == EXPR_NAME || x->kind == EXPR_TEXT ? x->text : "";
	if (set_words(b->set, name)->n == 0)
		return bind_fail(b, _("set 里没有这样的 words："), name);
	x->kind = EXPR_TEXT;
	return 0;
}

static int bind_expr(struct binder *b, struct expr *x)
{
	if (x->kind == EXPR_NAME)
		return bind_name(b, x);
	if (x->kind == EXPR_CALL && x->fn == FN_SAYS && bind_words(b, x->arg[0]) < 0)
		return -1;
	if (bind_is_group_test(x))
		return bind_group_test(b, x);
	if (x->kind == EXPR_CALL && x->fn == FN_REST && !in_rollup(b))
		return bind_fail(b, _("rest 只能写在 tree 清单的 rollup 列里"), "");
	if (x->kind == EXPR_CALL &&
	    (x->fn == FN_SUM || x->fn == FN_COUNT || x->fn == FN_MIN || x->fn == FN_MAX))
		return bind_aggregate(b, x);
	for (size_t i = 0; i < x->nargs; i++)
		if (bind_expr(b, x->arg[i]) < 0)
			return -1;
	return 0;
}

static int bind_field(struct binder *b, struct field *f, int list)
{
	b->list = list;
	b->line = f->line;
	b->rollup = f->rollup;
	if (f->formula && bind_expr(b, f->formula) < 0)
		return -1;
	b->rollup = false;
	return f->max ? bind_expr(b, f->max) : 0;
}

static int bind_text(struct binder *b, struct drawn_text *t, int line)
{
	b->line = line;
	for (size_t i = 0; i < t->n; i++)
		if (t->pieces[i].value && bind_expr(b, t->pieces[i].value) < 0)
			return -1;
	return 0;
}

static int bind_blocks(struct binder *b, struct block *blocks, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		b->list = blocks[i].list;
		for (size_t c = 0; c < blocks[i].row.n; c++)
			if (bind_text(b, &blocks[i].row.cells[c].text, blocks[i].row.line) < 0)
				return -1;
		for (size_t s = 0; s < blocks[i].nsides; s++)
			if (bind_blocks(b, blocks[i].sides[s].blocks, blocks[i].sides[s].nblocks) <
			    0)
				return -1;
	}
	return 0;
}

/* from FORM:LIST: there must be something to know the rows by. */
static int bind_from(struct binder *b, struct list *l)
{
	struct name n;
	const struct list *source;
	l->from_form = l->from_list = -1;
	if (!l->from)
		return 0;
	b->line = l->columns[0].line;
	if (bind_take_apart(b, l->from, &n) < 0)
		return -1;
	l->from_list = n.last ? -1 : form_list(b->set->forms[n.form], n.rest);
	if (l->from_list < 0)
		return bind_fail(b, _("没有定义这个清单："), l->from);
	l->from_form = n.form;
	source = &b->set->forms[n.form]->lists[l->from_list];
	if (source == l || l->ngroups > 0 || list_column(l, list_key(source)->key) < 0)
		return bind_fail(b, _("from 的清单不能分组，要有来源清单的代码列或名称列："), l->from);
	return 0;
}

static int bind_list(struct binder *b, struct list *l, int index)
{
	if (bind_from(b, l) < 0)
		return -1;
	for (size_t i = 0; i < l->ncolumns; i++)
		if (bind_field(b, &l->columns[i], index) < 0)
			return -1;
	for (size_t i = 0; i < l->ngroups; i++)
		if (l->groups[i].weight && bind_expr(b, l->groups[i].weight) < 0)
			return -1;
	return 0;
}

static int bind_part(struct binder *b, const struct form *f, struct chart_part *p)
{
	struct ref row = {.list = -1};
	b->line = p->line;
	if (p->name && !bind_column(f, p->name, &row))
		return bind_fail(b, _("没有这样的清单和列："), p->name);
	b->list = p->list = row.list;
	if (bind_expr(b, p->value) < 0)
		return -1;
	return p->whole ? bind_expr(b, p->whole) : 0;
}

static int bind_charts(struct binder *b, struct form *f)
{
	for (size_t i = 0; i < f->ncharts; i++)
		for (size_t k = 0; k < f->charts[i].nparts; k++)
			if (bind_part(b, f, &f->charts[i].parts[k]) < 0)
				return -1;
	b->list = -1;
	return 0;
}

static int bind_rule(struct binder *b, struct rule *rule)
{
	b->line = rule->line;
	b->list = rule->each;
	b->rules = true;
	if (bind_expr(b, rule->test) < 0 || (rule->when && bind_expr(b, rule->when) < 0))
		return -1;
	if (rule->at && (rule->at->kind != EXPR_NAME || bind_expr(b, rule->at) < 0))
		return bind_fail(b, _("at 后面写一个栏目"), "");
	return rule->where ? bind_expr(b, rule->where) : 0;
}

static int bind_form(struct binder *b, struct form *f)
{
	for (size_t i = 0; i < f->nfields; i++)
		if (bind_field(b, &f->fields[i], -1) < 0)
			return -1;
	for (size_t i = 0; i < f->nlists; i++)
		if (bind_list(b, &f->lists[i], (int)i) < 0)
			return -1;
	b->list = -1;
	for (size_t i = 0; i < f->nrules; i++)
		if (bind_rule(b, &f->rules[i]) < 0)
			return -1;
	b->list = -1;
	b->rules = false;
	for (size_t i = 0; i < f->nlines; i++)
		for (size_t p = 0; p < f->lines[i].n; p++)
			if (bind_text(b, &f->lines[i].parts[p], 1) < 0)
				return -1;
	if (bind_charts(b, f) < 0)
		return -1;
	return bind_blocks(b, f->blocks, f->nblocks);
}

int set_bind(struct set *s, const char *(*path)(void *context, int form), void *context,
             struct err *e)
{
	s->refs = mem_alloc(sizeof *s->refs);
	for (size_t i = 0; i < s->nforms; i++) {
		struct binder b = {.set = s,
		                   .form = (int)i,
		                   .list = -1,
		                   .over = -1,
		                   .path = path(context, (int)i),
		                   .line = 1,
		                   .e = e};
		if (bind_form(&b, s->forms[i]) < 0)
			return -1;
	}
	return 0;
}

static struct binder outside(struct set *s, const struct bind_scope *at, struct err *e)
{
	return (struct binder){.set = s,
	                       .form = at->form,
	                       .list = at->list,
	                       .over = -1,
	                       .items = at->items,
	                       .value = at->items,
	                       .rules = at->rule,
	                       .path = at->path,
	                       .line = at->line,
	                       .e = e};
}

int bind_outside(struct set *s, const struct bind_scope *at, struct expr *x, struct err *e)
{
	struct binder b = outside(s, at, e);
	return bind_expr(&b, x);
}

int bind_loop(struct set *s, const struct bind_scope *at, const char *name, struct err *e)
{
	struct binder b = outside(s, at, e);
	struct name n;
	struct ref ref = {.list = -1};
	if (bind_take_apart(&b, name, &n) < 0)
		return -1;
	int sheets = -1;
	for (size_t i = 0; i < s->nforms; i++)
		if (s->forms[i]->copies && strcmp(s->forms[i]->id, name) == 0)
			sheets = (int)i;
	int list = form_list(s->forms[n.form], n.rest);
	if (n.last)
		return bind_fail(&b, _("上年的表不能逐条写："), name);
	if (strchr(n.rest, '?')) {
		if (!bind_pattern(&b, &n, &ref))
			return bind_fail(&b, _("没有相配的栏目："), name);
	} else if (list >= 0) {
		ref = (struct ref){.kind = REF_ROWS, .form = n.form, .list = list};
	} else if (sheets >= 0) {
		ref = (struct ref){.kind = REF_SHEETS, .form = sheets, .list = -1};
	} else {
		return bind_fail(&b, _("没有定义这个清单："), name);
	}
	return bind_add(&b, ref);
}

static void free_ref(struct ref *r)
{
	mem_free(r->fields);
	if (r->also) {
		mem_free(r->also->set);
		mem_free(r->also->form);
		mem_free(r->also->key);
		mem_free(r->also);
	}
}

void refs_free(struct refs *r)
{
	if (!r)
		return;
	for (size_t i = 0; i < r->n; i++)
		free_ref(&r->ref[i]);
	mem_free(r->ref);
	mem_free(r);
}
