#ifndef FORM_LOAD_H
#define FORM_LOAD_H

#include <stddef.h>

#include "base/err.h"
#include "form/def.h"

/* Reads a form set from its folder: `set`, a .form file for each form, a .text
 * file for each narrative (form/text.h).
 * Every mistake is an error with file:line. */

struct code {
	char *code, *name;
	int from_year, to_year; /* 0: open */
};
struct code_table {
	char *name; /* econ, func */
	struct code *codes;
	size_t n, capacity;
};
/* The dictionaries that `each` loops go over; filled by app from data/codes. */
struct codes {
	struct code_table *tables;
	size_t n, capacity;
};
void codes_free(struct codes *c);

struct set *set_load(const char *folder, const struct codes *codes, struct err *e);
void set_free(struct set *s);

#endif
