#ifndef AUDIT_AUDIT_H
#define AUDIT_AUDIT_H

#include "audit/finding.h"
#include "form/filing.h"

/* The audit of one filing, recalculated before (form/recalc.h): figures that
 * disagree with their formulas (audit/stated.h), the rules of the set
 * (audit/rules.h), and what is found in its texts.  What holds is silent.  The
 * filing is not changed but for scratch; findings are added in reading order. */
void audit_filing(struct filing *f, struct findings *out);

#endif
