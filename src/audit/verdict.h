#ifndef AUDIT_VERDICT_H
#define AUDIT_VERDICT_H

#include "audit/interval.h"

/* The four verdicts of ENGINE §2, and the one that says nothing could be said. */
enum verdict {
	VERDICT_AGREES,    /* 相符 */
	VERDICT_TAIL,      /* 尾差: rounding of the parts explains the difference */
	VERDICT_TRUNCATED, /* 截位: the quotient cut off instead of rounded */
	VERDICT_DIFFERS,   /* 不符 */
	VERDICT_UNCHECKED  /* 取数不足: an operand is missing; never «passed» */
};
const char *verdict_name(enum verdict v); /* the Chinese word */

/* A stated figure against the formula that should give it. */
enum verdict verdict_of_cell(struct world *w, struct place p);

/* Decimals a figure is compared at: as written, but never fewer than its kind
 * has, unless it is a percentage. */
int verdict_decimals(const struct figure *v, const struct field *field);
/* Whether v is num when rounded to so many decimals, or cut off behind them. */
bool verdict_rounds(const struct rat *v, int64_t num, int decimals);
bool verdict_cuts(struct rat_pool *pool, const struct rat *v, int64_t num, int decimals);

#endif
