#ifndef APP_SUM_INSIDE_H
#define APP_SUM_INSIDE_H

#include "app/sum.h"
#include "app/sum_add.h"
#include "app/units.h"

/* What app/sum.c and app/sum_build.c share. */

/* Where a sum comes from. */
struct sum_source {
	struct work *w;
	const struct units *units;
	int unit, end;         /* indexes: the unit and all below it */
	int year;
	const struct set *set;
	bool *filed;           /* by index − unit: has a filing of the set */
	struct err *e;
};

/* Starts adding up the form and those its formulas look at; NULL: all forms. */
void sum_forms(struct adding *a, const struct set *set, const struct form *form);
/* Makes out's filing and exceptions of what was added. */
int sum_build(const struct sum_source *s, struct sum *out);

#endif
