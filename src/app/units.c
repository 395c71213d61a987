#include "app/units.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"

struct unit_slot {
	int64_t id;
	int index;
};

/* ---- reading ---- */

static int by_id(const void *a, const void *b)
{
	const struct unit_slot *x = a, *y = b;

	return (x->id > y->id) - (x->id < y->id);
}

/* Superiors stand before their subordinates. */
static void place_unit(struct units *u, int i)
{
	const struct store_unit *from = &u->stored[i];
	struct work_unit *to = &u->unit[i];

	*to = (struct work_unit){ .id = from->id, .code = from->code, .name = from->name };
	to->superior = from->superior ? units_index(u, from->superior) : -1;
	if (to->superior >= 0) {
		to->depth = u->unit[to->superior].depth + 1;
		u->unit[to->superior].has_subordinates = true;
	}
}

int units_load(struct units *u, struct store *s, struct err *e)
{
	*u = (struct units){ 0 };
	if (store_units(s, 0, &u->stored, &u->n, e) < 0)
		return -1;
	if (store_names(s, &u->names, &u->nnames, e) < 0) {
		units_free(u);
		return -1;
	}
	u->unit = mem_array(u->n + 1, sizeof *u->unit);
	u->by_id = mem_array(u->n + 1, sizeof *u->by_id);
	for (size_t i = 0; i < u->n; i++)
		u->by_id[i] = (struct unit_slot){ u->stored[i].id, (int)i };
	qsort(u->by_id, u->n, sizeof *u->by_id, by_id);
	for (size_t i = 0; i < u->n; i++)
		place_unit(u, (int)i);
	return 0;
}

void units_free(struct units *u)
{
	store_units_free(u->stored, u->n);
	store_names_free(u->names, u->nnames);
	mem_free(u->unit);
	mem_free(u->by_id);
	*u = (struct units){ 0 };
}

int units_index(const struct units *u, int64_t id)
{
	struct unit_slot key = { .id = id };
	const struct unit_slot *found =
	    u->n ? bsearch(&key, u->by_id, u->n, sizeof key, by_id) : NULL;

	return found ? found->index : -1;
}

/* ---- names ---- */

static size_t first_name(const struct units *u, int64_t unit)
{
	size_t low = 0, high = u->nnames;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (u->names[middle].unit < unit)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

const char *units_name(const struct units *u, int unit, int year)
{
	int64_t id = u->unit[unit].id;
	size_t i = first_name(u, id);
	const char *name = i < u->nnames && u->names[i].unit == id ? u->names[i].name : NULL;

	for (; i < u->nnames && u->names[i].unit == id && u->names[i].from_year <= year; i++)
		name = u->names[i].name;
	return name ? name : u->unit[unit].code;
}

/* ---- finding ---- */

enum how { WHOLE, PART, FOLDED_PART, HOWS };

enum { NAMED_CANDIDATES = 5 };

struct search {
	const struct units *units;
	const char *text;
	char *folded;
	enum how how;
	bool *found; /* by index */
	size_t n;
};

static bool matches(const struct search *s, const char *name)
{
	char *folded;
	bool result;

	if (s->how == WHOLE)
		return strcmp(name, s->text) == 0;
	if (s->how == PART)
		return strstr(name, s->text) != NULL;
	folded = text_fold(name);
	result = strstr(folded, s->folded) != NULL;
	mem_free(folded);
	return result;
}

static void take(struct search *s, int index)
{
	if (index < 0 || s->found[index])
		return;
	s->found[index] = true;
	s->n++;
}

static void look(struct search *s)
{
	const struct units *u = s->units;

	for (size_t i = 0; i < u->n; i++) {
		if (matches(s, u->unit[i].code))
			take(s, (int)i);
	}
	if (s->how == WHOLE && s->n > 0)
		return;
	for (size_t i = 0; i < u->nnames; i++) {
		if (matches(s, u->names[i].name))
			take(s, units_index(u, u->names[i].unit));
	}
}

static int found_one(const struct search *s)
{
	int i = 0;

	while (!s->found[i])
		i++;
	return i;
}

static int name_candidates(const struct search *s, struct err *e)
{
	struct str names = { 0 };
	size_t named = 0;

	for (size_t i = 0; i < s->units->n && named < NAMED_CANDIDATES; i++) {
		if (!s->found[i])
			continue;
		str_addf(&names, "%s%s %s", named++ ? "、" : "", s->units->unit[i].code,
		         s->units->unit[i].name);
	}
	err_set(e, ERR_INPUT, _("“%s”可以是 %zu 个单位：%s%s，请写得更明确"), s->text, s->n,
	        str_text(&names), s->n > named ? "……" : "");
	str_free(&names);
	return -1;
}

int units_find(const struct units *u, const char *text, struct err *e)
{
	struct search s = { .units = u, .text = text };
	int result = -1;

	if (text_is_blank(text))
		return err_set(e, ERR_INPUT, _("没有写明是哪个单位"));
	s.folded = text_fold(text);
	s.found = mem_array(u->n + 1, sizeof *s.found);
	for (s.how = WHOLE; s.how < HOWS && s.n == 0; s.how++)
		look(&s);
	if (s.n == 1)
		result = found_one(&s);
	else if (s.n == 0)
		err_set(e, ERR_NOTFOUND, _("没有代码或名称含“%s”的单位"), text);
	else
		name_candidates(&s, e);
	mem_free(s.found);
	mem_free(s.folded);
	return result;
}
