#ifndef FORM_RECALC_H
#define FORM_RECALC_H

#include "form/filing.h"

/* Works out every formula of the filing, in the order the set gives, well
 * under a millisecond: called after each change.  f->last, when there is one,
 * must have been worked out before.  Sets calc, value, why, judged of the
 * cells; never touches what was typed.  How a figure came about: explain.h. */
void filing_recalc(struct filing *f);

#endif
