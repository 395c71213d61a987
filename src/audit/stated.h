#ifndef AUDIT_STATED_H
#define AUDIT_STATED_H

#include "audit/finding.h"
#include "form/filing.h"

/* Figures as they stand: one that is no number (P16); a computed one that is
 * not what its formula gives, with the code, level and words of the rule whose
 * test is its name, else P04 (rates) or P05 with the formula as words; a
 * computed one left blank over filled parts (合计未填), where the sheet states
 * others and is a printed one.  A suggested figure is compared only where a
 * rule says so. */
void stated_run(struct filing *f, struct findings *out);
/* Only what one rule of a field says on one sheet. */
void stated_run_rule(struct filing *f, const struct rule *rule, int sheet, struct findings *out);

#endif
