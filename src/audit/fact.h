#ifndef AUDIT_FACT_H
#define AUDIT_FACT_H

#include <stdbool.h>

#include "audit/scan_inside.h"

/* What a filing states as done: so many of a unit of something. */

struct fact {
	struct place place;
	const struct scan_text *text; /* NULL: the figure of a cell */
	struct span figure;           /* of a text */
	char *topic;                  /* see audit/noun.h */
	char *wide; /* with the words behind: «资助了521名贫困学生»; or NULL */
	struct unit unit;
	int64_t num, factor; /* num 10⁻⁶ */
	int decimals;
	bool anchor; /* of an indicator row or a figure's cell */
	bool part;   /* 其中: counts only where its topic is the very same */
};

struct facts {
	struct fact *item;
	size_t n, room;
};

/* All facts of the filing that can be compared, in its order: anchors, and
 * those statements of long texts that share words with an anchor of their
 * unit.  Not: targets and plans, rough numbers (约, 余), rates (每年), second
 * values in brackets, sums (2 期 + 1 次), other years and parts of the year (the
 * policy's words `partial`). */
void facts_take(struct scan *s, struct facts *out);
void facts_free(struct facts *all);

/* Whether two facts are about the same thing, and whether their numbers agree
 * at the coarser precision (11.88 万 is 118753). */
bool fact_same(const struct fact *a, const struct fact *b);
bool fact_agrees(const struct fact *a, const struct fact *b);

#endif
