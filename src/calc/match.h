#ifndef CALC_MATCH_H
#define CALC_MATCH_H

#include <stddef.h>
#include <stdint.h>

#include "calc/quantity.h"

/* Finds, among the quantities of an actual, the one that answers a quantity of
 * the target: the unit must agree, and the noun where there is one. */

enum match_result {
	MATCH_FOUND,
	MATCH_NO_NUMBER, /* the actual has no quantity at all              */
	MATCH_UNIT,      /* numbers, but none with this unit               */
	MATCH_NOUN,      /* the unit agrees, but it counts something else  */
	MATCH_MANY,      /* more than one could be meant                   */
	MATCH_PLANNED,   /* only planned numbers                           */
	MATCH_LIMIT,     /* a limit (≥95%), not a measured value           */
	MATCH_ABOUT,     /* 约, 近, 左右                                   */
	MATCH_EACH       /* one is a rate (每月, 人均), the other is not   */
};

struct match {
	const struct quantity *first; /* of the actual */
	int64_t num;                  /* with the parts joined by + added, × first->factor */
	int decimals;
	size_t parts; /* added: 1 or more */
};

/* name is the indicator's, folded; alone says that the target has this one
 * quantity only, so that the name speaks for it too. */
enum match_result match_find(const struct quantity *target, const char *name, bool alone,
                             const struct quantities *actual, struct match *out);

#endif
