#ifndef FORM_SUGGEST_H
#define FORM_SUGGEST_H

#include "form/filing.h"

/* Texts that a narrative suggests for long cells («suggested text report.basic»
 * in a form, «part basic» in the .text file).  They are generated when a cell
 * is first asked for, all parts at once, and hold until the next
 * filing_recalc: an edit costs nothing.  A text of one's own wins and is never
 * touched. */

/* The cell, like filing_cell, a blank one with the text suggested for it in
 * calc_text, calc and value: for whoever shows or compares what stands there. */
struct cell *suggest_cell(const struct filing *f, struct place p);

/* What the narrative says there, also beside a text of one's own, good until
 * the next filing_recalc; NULL: nothing, or no narrative suggests it. */
const char *suggest_text(const struct filing *f, struct place p);

/* Where in the cell's own text the first character is that the narrative says
 * otherwise, and the same in the suggested text; blanks and new lines do not
 * count.  false: they agree, or one of them is missing. */
bool suggest_differs(const struct filing *f, struct place p, size_t *own, size_t *suggested);

/* Drops what was generated: filing_recalc does it. */
void suggest_forget(struct filing *f);

#endif
