#include "form/sibling.h"

#include <string.h>

bool set_is_sibling(const struct set *a, const struct set *b)
{
	return a == b || (a->shared && b->shared && strcmp(a->shared, b->shared) == 0);
}

const struct form *sibling_form(const struct set *from, int form, const struct set *to)
{
	return from == to ? from->forms[form] : set_form(to, from->forms[form]->id);
}

int sibling_field(const struct set *from, int form, int field, const struct set *to)
{
	const struct form *there = sibling_form(from, form, to);

	if (from == to || !there)
		return there ? field : -1;
	return form_field(there, from->forms[form]->fields[field].key);
}

static bool find_in_list(const struct form *was, const struct form *now, struct ref *out)
{
	const struct list *before = &was->lists[out->list], *list;

	out->list = form_list(now, before->key);
	if (out->list < 0)
		return false;
	list = &now->lists[out->list];
	if (out->kind == REF_COLUMN)
		out->field = list_column(list, before->columns[out->field].key);
	if (out->kind == REF_IN_GROUP)
		out->group = list_group(list, before->groups[out->group].key);
	return out->field >= 0 && out->group >= 0;
}

bool sibling_ref(const struct set *from, const struct ref *r, const struct set *to,
                 struct ref *out)
{
	const struct form *now;

	*out = *r;
	if (from == to || r->kind == REF_WEIGHT || r->kind == REF_YEAR ||
	    r->kind == REF_UNIT_NAME || r->kind == REF_UNIT_CODE)
		return true;
	now = sibling_form(from, r->form, to);
	if (!now)
		return false;
	out->form = now->index;
	if (r->kind == REF_FIELD)
		out->field = sibling_field(from, r->form, r->field, to);
	if (r->kind == REF_COLUMN || r->kind == REF_IN_GROUP || r->kind == REF_LEVEL ||
	    r->kind == REF_ROWS)
		return find_in_list(from->forms[r->form], now, out);
	return out->field >= 0;
}
