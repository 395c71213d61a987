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

/* A relation that must hold: `left = right`, `left <= right`, …; another kind
 * of test agrees when it is true.  *difference (may be NULL) gets left − right
 * as written. */
enum verdict verdict_of_test(struct world *w, const struct expr *test, struct place p,
                             const struct rat **difference);

#endif
