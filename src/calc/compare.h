#ifndef CALC_COMPARE_H
#define CALC_COMPARE_H

#include <stdbool.h>
#include <stddef.h>

#include "calc/wording.h"

/* The words that compare, before a number (≥, 不超过, 控制在) and behind it
 * (以上, 以内). */

enum compare {
	COMPARE_NONE,
	COMPARE_AT_LEAST, /* ≥ */
	COMPARE_AT_MOST,  /* ≤ */
	COMPARE_ABOVE,    /* > */
	COMPARE_BELOW,    /* < */
	COMPARE_EQUAL,    /* = */
	COMPARE_WITHIN,   /* N–M, N±m */
	COMPARE_CLASH     /* two that contradict each other, or 未达到 */
};

/* The comparator that s ends with (compare_before) or begins with
 * (compare_after): its bytes, or 0 and COMPARE_NONE.  The longest wins. */
size_t compare_before(struct span s, enum compare *out);
size_t compare_after(struct span s, enum compare *out);

/* Where the first comparator of s stands and its bytes; s.n when it has none. */
size_t compare_find(struct span s, size_t *length, enum compare *out);
bool compare_word_in(struct span s);

#endif
