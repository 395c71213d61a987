#ifndef CALC_LAW_H
#define CALC_LAW_H

#include <stdbool.h>

#include "calc/compare.h"
#include "calc/rat.h"
#include "calc/target.h"

/* The laws of scoring (DOMAIN §3.1): what share of its points a result earns.
 * A is the target, B the result. */

enum law_form {               /* how the share is written out for people */
	        LAW_FULL,     /* 1               */
	        LAW_NONE,     /* 0               */
	        LAW_B_OVER_A, /* min(1, B ÷ A)   */
	        LAW_A_OVER_B, /* min(1, A ÷ B)   */
	        LAW_LINEAR    /* 1 − (B − A) ÷ A */
};

struct law_result {
	const struct rat *share; /* 0 to 1 */
	bool met;
	enum law_form form;
};

/* False when the laws say nothing: exactly on a strict limit, below zero. */
bool law_apply(struct rat_pool *pool, enum compare compare, enum judge_at_most at_most,
               const struct rat *a, const struct rat *b, struct law_result *out);

#endif
