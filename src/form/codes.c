#include "form/codes.h"

#include <string.h>

#include "base/mem.h"

int codes_find(const struct codes *c, const char *name)
{
	for (size_t i = 0; c && i < c->n; i++)
		if (strcmp(c->tables[i].name, name) == 0)
			return (int)i;
	return -1;
}

int codes_keep(struct codes *c, const struct code_table *table)
{
	int at = codes_find(c, table->name);
	if (at >= 0)
		return at;
	c->tables = mem_more(c->tables, c->n, &c->capacity, sizeof *c->tables);
	struct code_table *t = &c->tables[c->n];
	*t = (struct code_table){ .name = mem_strdup(table->name), .n = table->n, .capacity = table->n };
	t->codes = mem_array(table->n + 1, sizeof *t->codes);
	for (size_t i = 0; i < table->n; i++) {
		t->codes[i] = table->codes[i];
		t->codes[i].code = mem_strdup(table->codes[i].code);
		t->codes[i].name = mem_strdup(table->codes[i].name);
	}
	return (int)c->n++;
}

bool code_is_of_year(const struct code *c, int year)
{
	return !year || ((!c->from_year || c->from_year <= year) && (!c->to_year || year <= c->to_year));
}

bool code_matches(const char *pattern, const char *code)
{
	for (; *pattern && *code; pattern++, code++)
		if (*pattern == '?' ? *code < '0' || *code > '9' : *pattern != *code)
			return false;
	return *pattern == *code;
}

const struct code *codes_code(const struct code_table *t, const char *code, int year)
{
	for (size_t i = 0; i < t->n; i++)
		if (strcmp(t->codes[i].code, code) == 0 && code_is_of_year(&t->codes[i], year))
			return &t->codes[i];
	return NULL;
}

void codes_free(struct codes *c)
{
	for (size_t i = 0; i < c->n; i++) {
		struct code_table *t = &c->tables[i];
		for (size_t k = 0; k < t->n; k++) {
			mem_free(t->codes[k].code);
			mem_free(t->codes[k].name);
		}
		mem_free(t->codes);
		mem_free(t->name);
	}
	mem_free(c->tables);
	*c = (struct codes){ 0 };
}
