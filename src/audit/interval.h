#ifndef AUDIT_INTERVAL_H
#define AUDIT_INTERVAL_H

#include "calc/num.h"
#include "form/world.h"

/* What a formula may come to when its figures are rounded (ENGINE §2): a
 * figure with d decimals stands for [v − h, v + h), h = ½·10⁻ᵈ; counts, points
 * and scores are exact. */

struct interval {
	enum figure_state state;         /* NUMBER: the three below hold */
	const struct rat *lo, *mid, *hi; /* mid is what the figures as written give */
};

/* Of a figure in a field: d is the larger of the decimals written and those of
 * the field; a percentage counts as written. */
struct interval interval_of(struct rat_pool *pool, const struct figure *v,
                            const struct field *field);

/* Of a bound formula at a place; BLANK or NA where an operand is missing,
 * FAULT where one is no figure.  A cell that is worth what its own formula
 * gives, unrounded, is as wide as that. */
struct interval interval_eval(struct world *w, const struct expr *x, struct place p);
/* Of what gives a cell's figure: its formula, or the rows below it (rollup). */
struct interval interval_of_formula(struct world *w, struct place p);

/* −v, and a ÷ b of two numbers; FAULT when b may be zero. */
struct interval interval_negative(struct rat_pool *pool, struct interval v);
struct interval interval_divide(struct rat_pool *pool, struct interval a, struct interval b);

/* Whether one number can lie in both. */
bool interval_meets(struct interval a, struct interval b);

#endif
