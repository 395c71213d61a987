#ifndef AUDIT_CAUSE_H
#define AUDIT_CAUSE_H

#include "audit/finding.h"

/* Candidates for the cause of a finding between two figures (ENGINE §3), told
 * from the difference and the cells: a figure left out, counted twice or with
 * the wrong sign, 元 for 万元, a shifted point, swapped or wrong digits, last
 * year's or the neighbour's figure, another paragraph's. */

struct cause {
	char *text;         /* one sentence */
	struct place place; /* the cell it speaks of; sheet −1: none */
};
#define CAUSES_MAX 6

/* Best first; their number, none for a finding without figures. */
size_t cause_find(const struct filing *f, const struct finding *x, struct cause *out, size_t max);
void cause_free(struct cause *causes, size_t n); /* what they hold */

#endif
