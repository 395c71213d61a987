#ifndef TESTS_SUPPORT_CLEAN_H
#define TESTS_SUPPORT_CLEAN_H

#include "form/filing.h"

/* Filings of an invented unit that are right in every figure, from the texts
 * in tests/audit/clean (lines as in support/scanning.h, # in front: a comment). */

/* Recalculated. */
struct filing *clean_filing(const struct set *set, int year, const char *name);

/* Makes of it a document as printed: what is worked out stands there as a
 * person would copy it, with the decimals shown. */
void clean_state_figures(struct filing *f);
/* The same with the texts that narratives suggest. */
void clean_state_texts(struct filing *f);

#endif
