#ifndef AUDIT_NOUN_H
#define AUDIT_NOUN_H

#include <stdbool.h>

#include "base/str.h"
#include "calc/target.h"
#include "calc/wording.h"
#include "form/def.h"

/* What a number counts, reduced to what tells it from others: «妇女“两癌”免费
 * 筛查» is 妇女两癌.  The words that tell nothing are the policy's `vague`;
 * words that mean the same are written A/B/C in `alike`, the first stands for
 * all. */

/* Adds the topic of words to out; nothing when there is none (fewer than two
 * characters).  words are folded. */
void noun_topic(const struct set *set, struct span words, struct str *out);

/* Whether two topics are one: the shorter is the end of the longer («农村妇女
 * 两癌», «两癌»), as what stands before a Chinese noun only narrows it. */
bool noun_same(const char *a, const char *b);

#endif
