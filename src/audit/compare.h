#ifndef AUDIT_COMPARE_H
#define AUDIT_COMPARE_H

#include "audit/verdict.h"

/* One rule at one place: both sides, and what to make of empty operands
 * (enum rule_missing) and of rounding (enum rule_measure). */

struct comparison {
	bool silent;          /* nothing to say: nothing there to compare, or an operand
	                         that is no number, which is a finding of its own */
	enum verdict verdict;
	bool figures;         /* the test compares numbers: these are its sides */
	struct interval left, right;
};

/* The rule's `when` and `where` have been asked already. */
struct comparison compare_rule(struct world *w, const struct rule *rule, struct place p);

/* The largest difference between the sides that would still be 尾差, in 10⁻⁶;
 * 0: none. */
int64_t compare_tolerance(struct rat_pool *pool, struct interval left, struct interval right);

/* A test = != < <= > >= as its operators say. */
bool compare_is_relation(const struct expr *test);

#endif
