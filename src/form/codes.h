#ifndef FORM_CODES_H
#define FORM_CODES_H

#include <stdbool.h>
#include <stddef.h>

/* Code dictionaries (data/codes): what `each` loops go over and trees of codes
 * take their names from.  Start as {0}. */

struct code {
	char *code, *name;
	int from_year, to_year; /* 0: open */
};
struct code_table {
	char *name; /* econ, func */
	struct code *codes;
	size_t n, capacity;
};
struct codes {
	struct code_table *tables;
	size_t n, capacity;
};

/* Index of the table with this name, -1. */
int codes_find(const struct codes *c, const char *name);
/* Puts a copy of the table into c, once; its index. */
int codes_keep(struct codes *c, const struct code_table *table);
/* Whether a code is one of that year (0: any year will do). */
bool code_is_of_year(const struct code *c, int year);
/* A `?` in the pattern stands for any one digit; so it does for keys of fields. */
bool code_matches(const char *pattern, const char *code);
/* The code as of a year (0: any); NULL: there is none. */
const struct code *codes_code(const struct code_table *t, const char *code, int year);
void codes_free(struct codes *c);

#endif
