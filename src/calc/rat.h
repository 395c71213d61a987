#ifndef CALC_RAT_H
#define CALC_RAT_H

#include <stdbool.h>
#include <stdint.h>

/* Exact fractions, so that formulas round once and only at the end (ENGINE
 * §1).  The only module that knows GMP.  Values are taken from a pool and
 * live until rat_pool_reset, so that a calculation frees nothing on its way. */

struct rat;
struct rat_pool;

struct rat_pool *rat_pool_new(void);
void rat_pool_free(struct rat_pool *p);
void rat_pool_reset(struct rat_pool *p); /* all values of the pool are gone */

const struct rat *rat_from_num(struct rat_pool *p, int64_t num); /* 10⁻⁶ */
const struct rat *rat_add(struct rat_pool *p, const struct rat *a, const struct rat *b);
const struct rat *rat_sub(struct rat_pool *p, const struct rat *a, const struct rat *b);
const struct rat *rat_mul(struct rat_pool *p, const struct rat *a, const struct rat *b);
/* NULL when b is zero. */
const struct rat *rat_div(struct rat_pool *p, const struct rat *a, const struct rat *b);
const struct rat *rat_neg(struct rat_pool *p, const struct rat *a);
int rat_cmp(const struct rat *a, const struct rat *b);
int rat_sign(const struct rat *a);

/* Rounded once to so many decimals (0 to 6), half away from zero; false when
 * it does not fit. */
bool rat_to_num(const struct rat *a, int decimals, int64_t *out);
const struct rat *rat_round(struct rat_pool *p, const struct rat *a, int decimals);

#endif
