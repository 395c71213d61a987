#ifndef CALC_BAND_H
#define CALC_BAND_H

#include "calc/target.h"
#include "calc/wording.h"

/* Which of the policy's bands a statement without a number belongs to. */

enum {
	BAND_NONE = -1,  /* no phrase of any band                           */
	BAND_UNSURE = -2 /* a good phrase, but something takes it back      */
};

/* The index of the band, or one of the above; actual is folded.  Of phrases
 * that overlap the longest counts (未完成 is not 完成), of several the worst.
 * *phrase (may be NULL) gets the words that decided. */
int band_find(const struct judge_policy *policy, const char *actual, struct span *phrase);

#endif
