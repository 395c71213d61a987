#ifndef AUDIT_RATIO_H
#define AUDIT_RATIO_H

#include "audit/verdict.h"
#include "calc/quantity.h"
#include "calc/rat.h"

/* Quantities of running text as exact numbers and intervals (ENGINE §2): a
 * figure with d decimals stands for [v − h, v + h), h = ½·10⁻ᵈ of the unit it
 * is written in (11.88万: ±0.005万); a whole number without 万 is exact. */

struct amount {
	const struct rat *lo, *mid, *hi; /* in the unit's base, a percentage as 1 = 100 % */
};

struct amount amount_of(struct rat_pool *pool, const struct quantity *q);
struct amount amount_add(struct rat_pool *pool, struct amount a, struct amount b);
struct amount amount_sub(struct rat_pool *pool, struct amount a, struct amount b);

/* A printed percentage against a ÷ b: agrees when it is the rounded quotient,
 * 尾差 when the intervals meet, 截位 when it is the quotient cut off.  UNCHECKED
 * when b is zero.  *quotient (may be NULL) gets a ÷ b. */
enum verdict ratio_verdict(struct rat_pool *pool, const struct quantity *printed, struct amount a,
                           struct amount b, const struct rat **quotient);

/* A printed total against the sum of its parts: agrees when it is the sum as
 * written (rounded to its own decimals), 尾差 when the intervals meet. */
enum verdict total_verdict(const struct amount *printed, const struct amount *sum);

/* «100.67%», with the decimals of the printed one. */
void ratio_show(const struct rat *quotient, const struct quantity *printed, struct str *out);

#endif
