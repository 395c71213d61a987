#ifndef APP_UNITS_H
#define APP_UNITS_H

#include "app/work.h"

/* The tree of units with all their names, read in one go. */
struct units {
	struct work_unit *unit;    /* in tree order */
	size_t n;
	struct store_unit *stored; /* beside it: the texts are theirs */
	struct store_name *names;  /* by unit and year */
	size_t nnames;
	struct unit_slot *by_id;
};

int units_load(struct units *u, struct store *s, struct err *e);
void units_free(struct units *u);

/* The index of the unit with this id in the store, or -1. */
int units_index(const struct units *u, int64_t id);
/* The name as of a year. */
const char *units_name(const struct units *u, int unit, int year);
/* As work_find_unit. */
int units_find(const struct units *u, const char *text, struct err *e);

#endif
