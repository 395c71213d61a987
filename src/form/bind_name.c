#include "form/bind_inside.h"

#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "form/codes.h"

/* Names are looked up from the nearest outwards: a column of the row's own
 * list, a field of the form, LIST.column, a weight of the set, a word of the
 * language.  `form:` and `last:` in front say where to look instead. */

int bind_fail(struct binder *b, const char *what, const char *which)
{
	return err_set(b->e, ERR_INPUT, "%s:%d: %s%s", b->path, b->line, what, which);
}

int bind_add(struct binder *b, struct ref ref)
{
	struct refs *r = b->set->refs;
	r->ref = mem_more(r->ref, r->n, &r->capacity, sizeof ref);
	r->ref[r->n] = ref;
	return (int)r->n++;
}

int bind_take_apart(struct binder *b, const char *text, struct name *n)
{
	*n = (struct name){.form = b->form, .rest = text};
	if (strncmp(n->rest, "last:", 5) == 0) {
		n->last = true;
		n->rest += 5;
	}
	const char *colon = strchr(n->rest, ':');
	if (!colon)
		return 0;
	for (size_t i = 0; i < b->set->nforms; i++) {
		size_t length = strlen(b->set->forms[i]->id);
		if (length == (size_t)(colon - n->rest) &&
		    strncmp(b->set->forms[i]->id, n->rest, length) == 0) {
			n->form = (int)i;
			n->rest = colon + 1;
			return 0;
		}
	}
	return bind_fail(b, _("这套表里没有这张表："), text);
}

bool bind_pattern(struct binder *b, const struct name *n, struct ref *out)
{
	const struct form *f = b->set->forms[n->form];
	*out = (struct ref){.kind = REF_PATTERN, .form = n->form, .last = n->last};
	for (size_t i = 0; i < f->nfields; i++) {
		if (!code_matches(n->rest, f->fields[i].key))
			continue;
		out->fields = mem_push(out->fields, out->nfields, sizeof *out->fields);
		out->fields[out->nfields++] = (int)i;
	}
	return out->nfields > 0;
}

bool bind_column(const struct form *f, const char *rest, struct ref *out)
{
	for (size_t i = 0; i < f->nlists; i++) {
		size_t n = strlen(f->lists[i].key);
		if (strncmp(rest, f->lists[i].key, n) != 0 || rest[n] != '.')
			continue;
		int column = list_column(&f->lists[i], rest + n + 1);
		if (column < 0)
			continue;
		out->kind = REF_COLUMN;
		out->list = (int)i;
		out->field = column;
		return true;
	}
	return false;
}

static bool bind_constant(const struct set *s, const char *name, struct ref *out)
{
	static const struct {
		const char *name;
		enum ref_kind kind;
	} words[] = {
	    {"year", REF_YEAR},
	    {"unit.name", REF_UNIT_NAME},
	    {"unit.code", REF_UNIT_CODE},
	};
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (strcmp(words[i].name, name) == 0) {
			out->kind = words[i].kind;
			return true;
		}
	if (!set_weight(s, name, &out->value))
		return false;
	out->kind = REF_WEIGHT;
	return true;
}

/* The list of the row at hand, innermost, and whose list it is; -1: none. */
static int list_at_hand(const struct binder *b, int *form)
{
	*form = b->over >= 0 ? b->over_form : b->form;
	return b->over >= 0 ? b->over : b->list;
}

static bool own_column(const struct form *f, int list, const char *name, struct ref *out)
{
	int column = list_column(&f->lists[list], name);
	if (column < 0)
		return false;
	out->kind = REF_COLUMN;
	out->list = list;
	out->field = column;
	return true;
}

static bool find_name(struct binder *b, const struct name *n, struct ref *out)
{
	const struct form *f = b->set->forms[n->form];
	int form, here = list_at_hand(b, &form);
	*out = (struct ref){.kind = REF_FIELD, .form = n->form, .list = -1, .last = n->last};
	if (here >= 0 && n->form == form && !n->last && own_column(f, here, n->rest, out))
		return true;
	/* A sum over another form's rows still sees the row its formula stands in. */
	if (b->list >= 0 && n->form == b->form && n->form != form && !n->last &&
	    own_column(f, b->list, n->rest, out))
		return true;
	out->field = form_field(f, n->rest);
	if (out->field >= 0 || bind_column(f, n->rest, out))
		return true;
	if (here >= 0 && strcmp(n->rest, "level") == 0 &&
	    b->set->forms[form]->lists[here].code_column >= 0) {
		*out = (struct ref){.kind = REF_LEVEL, .form = form, .list = here};
		return true;
	}
	return !n->last && n->form == b->form && bind_constant(b->set, n->rest, out);
}

static bool has_row(const struct binder *b, const struct ref *r)
{
	return (r->list == b->list && r->form == b->form) ||
	       (r->list == b->over && r->form == b->over_form);
}

/* also:SET:FORM:KEY, looked up when it is read: the other set may not be there. */
static int bind_also(struct binder *b, struct expr *x)
{
	const char *set = x->text + strlen("also:");
	const char *form = strchr(set, ':'), *key = form ? strchr(form + 1, ':') : NULL;
	struct ref ref = {.kind = REF_ALSO, .list = -1};
	if (!b->rules)
		return bind_fail(b, _("also: 只能在规则里用："), x->text);
	if (!key)
		return bind_fail(b, _("also: 后面要写套表、表和栏目："), x->text);
	ref.also = mem_alloc(sizeof *ref.also);
	ref.also->set = mem_strndup(set, (size_t)(form - set));
	ref.also->form = mem_strndup(form + 1, (size_t)(key - form - 1));
	ref.also->key = mem_strdup(key + 1);
	x->bound = bind_add(b, ref);
	return 0;
}

int bind_name(struct binder *b, struct expr *x)
{
	struct name n;
	struct ref ref;
	if (strncmp(x->text, "also:", 5) == 0)
		return bind_also(b, x);
	if (bind_take_apart(b, x->text, &n) < 0)
		return -1;
	bool pattern = strchr(n.rest, '?') != NULL;
	if (pattern && !b->items) {
		return bind_fail(b, _("带 ? 的名字要放在 sum、count、min 或 max 里："), x->text);
	} else if (pattern || (b->value && strcmp(x->text, "value") == 0)) {
		ref = (struct ref){.kind = REF_ITEM, .form = n.form, .list = -1, .last = n.last};
	} else if (!find_name(b, &n, &ref)) {
		return bind_fail(b, _("公式里的名字没有定义："), x->text);
	} else if (ref.kind == REF_COLUMN && !has_row(b, &ref)) {
		return bind_fail(b, _("清单的列要放在 sum、count、min 或 max 里："), x->text);
	}
	x->bound = bind_add(b, ref);
	return 0;
}

int bind_group_test(struct binder *b, struct expr *x)
{
	int form, here = list_at_hand(b, &form);
	const char *key = x->arg[1]->text ? x->arg[1]->text : "";
	if (here < 0)
		return bind_fail(b, _("group 只能在清单里用："), key);
	int group = list_group(&b->set->forms[form]->lists[here], key);
	if (group < 0)
		return bind_fail(b, _("清单没有这个分组："), key);
	struct ref ref = {.kind = REF_IN_GROUP, .form = form, .list = here, .group = group};
	char *text = mem_strdup(key);
	expr_free(x->arg[0]);
	expr_free(x->arg[1]);
	x->nargs = 0;
	x->kind = EXPR_NAME;
	x->text = text;
	x->bound = bind_add(b, ref);
	return 0;
}

bool bind_is_group_test(const struct expr *x)
{
	return x->kind == EXPR_BINARY && x->op == OP_EQ && x->arg[0]->kind == EXPR_NAME &&
	       strcmp(x->arg[0]->text, "group") == 0;
}
