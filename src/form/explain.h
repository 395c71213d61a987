#ifndef FORM_EXPLAIN_H
#define FORM_EXPLAIN_H

#include "form/filing.h"

/* Where a figure comes from and where it goes.  All of a cell with a formula;
 * nothing is written for one without. */

/* «控制率 = 2024年实际在职人数 ÷ 编制数» */
void explain_formula(const struct filing *f, struct place p, struct str *out);
/* «27 ÷ 26 = 103.85%»; of an indicator's score how it was judged. */
void explain_values(const struct filing *f, struct place p, struct str *out);

/* A rule's test, with names and with values. */
void explain_test(const struct filing *f, const struct expr *test, struct place at,
                  struct str *names, struct str *values);

/* The cells of this filing that the formula reads, and the cells whose
 * formulas read this one: up to max places, without repetition; their number. */
size_t explain_operands(const struct filing *f, struct place p, struct place *out, size_t max);
/* The same of another formula of the set, a rule's or a text's, read at that
 * place; one with sheet -1 is on no sheet. */
size_t explain_named(const struct filing *f, const struct expr *x, struct place at,
                     struct place *out, size_t max);
size_t explain_feeds(const struct filing *f, struct place p, struct place *out, size_t max);

#endif
