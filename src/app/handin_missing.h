#ifndef APP_HANDIN_MISSING_H
#define APP_HANDIN_MISSING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "app/work.h"

/* Who has not handed in a year: by the tree of units.  Due is each filing of
 * the year, and each unit without subordinates that has none; a unit that
 * adjusts a sum (app/sum.h) only with its filing. */

struct handin_due {
	size_t due;       /* filings that there are or should be */
	size_t handed_in; /* 已上报, 已审核 or 锁定 */
};
struct handin_missing_row {
	int unit;          /* index in work_units */
	int depth;         /* below the top */
	struct handin_due all; /* of the unit and all below it */
	size_t nstates;    /* of its own filings that are missing … */
	char **states;     /* … 填报中, 已退回; */
	bool none;         /* it has no filing, and should */
};
struct handin_missing {
	struct handin_missing_row *row; /* units that miss something, or have such below them */
	size_t n;
	struct handin_due all;
	size_t filling, returned, none; /* of what is missing */
};
/* unit −1: of all. */
int handin_missing(struct work *w, int year, int unit, struct handin_missing *out, struct err *e);
void handin_missing_free(struct handin_missing *m); /* what it holds */

#endif
