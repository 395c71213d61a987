#include "form/def.h"

#include <string.h>

#include "form/names.h"

int form_field(const struct form *f, const char *key)
{
	return map_get(f->names->fields, key);
}

int form_list(const struct form *f, const char *key)
{
	return map_get(f->names->lists, key);
}

int list_column(const struct list *l, const char *key)
{
	for (size_t i = 0; i < l->ncolumns; i++)
		if (l->columns[i].key && strcmp(l->columns[i].key, key) == 0)
			return (int)i;
	return -1;
}

int list_group(const struct list *l, const char *key)
{
	for (size_t i = 0; i < l->ngroups; i++)
		if (strcmp(l->groups[i].key, key) == 0)
			return (int)i;
	return -1;
}

const struct form *set_form(const struct set *s, const char *id)
{
	for (size_t i = 0; i < s->nforms; i++)
		if (strcmp(s->forms[i]->id, id) == 0)
			return s->forms[i];
	return NULL;
}

bool kind_is_figure(enum field_kind kind)
{
	return kind == KIND_COUNT || kind == KIND_NUMBER || kind == KIND_MONEY || kind == KIND_RATE ||
	       kind == KIND_POINTS || kind == KIND_SCORE;
}
