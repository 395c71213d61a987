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

const struct field *list_key(const struct list *l)
{
	return &l->columns[l->code_column >= 0 ? l->code_column : l->name_column];
}

const struct form *set_form(const struct set *s, const char *id)
{
	for (size_t i = 0; i < s->nforms; i++)
		if (strcmp(s->forms[i]->id, id) == 0)
			return s->forms[i];
	return NULL;
}

bool set_is_for(const struct set *s, int year)
{
	return s->year_from <= year && (!s->year_to || year <= s->year_to);
}

const struct phrases *set_words(const struct set *s, const char *name)
{
	static const struct phrases none;
	for (size_t i = 0; i < s->nwords; i++)
		if (strcmp(s->words[i].name, name) == 0)
			return &s->words[i].words;
	return &none;
}

bool set_weight(const struct set *s, const char *name, int64_t *out)
{
	for (size_t i = 0; i < s->nweights; i++)
		if (strcmp(s->weights[i].name, name) == 0) {
			*out = s->weights[i].value;
			return true;
		}
	return false;
}

bool kind_is_figure(enum field_kind kind)
{
	return kind == KIND_COUNT || kind == KIND_NUMBER || kind == KIND_MONEY ||
	       kind == KIND_RATE || kind == KIND_POINTS || kind == KIND_SCORE;
}

bool form_keeps(const struct form *f, int list, int field)
{
	const struct field *x = list < 0 ? &f->fields[field] : &f->lists[list].columns[field];

	if (x->mode == MODE_COMPUTED)
		return false;
	if (x->roll != ROLL_BY_KIND)
		return x->roll == ROLL_KEEP;
	switch (x->kind) {
	case KIND_TARGET:
	case KIND_POINTS:
	case KIND_CHOICE:
		return true;
	default:
		if (list < 0)
			return field == f->copy_field;
		return field == f->lists[list].name_column || field == f->lists[list].code_column;
	}
}

bool field_sums(const struct field *field)
{
	return !field->unsummed && (field->kind == KIND_COUNT || field->kind == KIND_NUMBER ||
	                            field->kind == KIND_MONEY);
}
