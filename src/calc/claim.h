#ifndef CALC_CLAIM_H
#define CALC_CLAIM_H

#include <stdbool.h>

#include "calc/target.h"

/* What the words of an indicator's row claim: whether a reason says something,
 * whether an actual is a result at all (DOMAIN §7, P07–P12).  Texts are as
 * typed, NULL is empty; the phrases are the policy's.  What is not clear is
 * given the benefit of the doubt. */

/* Says something: not blank, not one of na as a whole, and more in it than the
 * phrases of excuse («超额完成，扩大覆盖范围»). */
bool claim_filled(const char *text, const struct phrases *na, const struct phrases *excuse);

/* Has one of the phrases, not denied (无滞后, 未出现滞后) and not told as mended
 * (滞后问题已解决). */
bool claim_says(const char *text, const struct phrases *words);

/* The actual is no result but a bound: «≥95%», «3个工作日内», or without a number,
 * where the target has one, a phrase of bounds («控制在额度内»).  A value that
 * equals the target, or a sentence, is a result. */
bool claim_copied(const char *target, const char *actual, const struct phrases *bounds);

/* False when the actual's numbers clearly measure something else than the
 * target's: none has a unit akin to the target's (unit_akin), or its rate is
 * another one (认领率 for 管理率; 签约率 for 签约服务率 is the same). */
bool claim_measures(const struct judge_policy *policy, const char *name, const char *target,
                    const char *actual);

#endif
