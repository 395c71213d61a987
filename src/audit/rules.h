#ifndef AUDIT_RULES_H
#define AUDIT_RULES_H

#include "audit/finding.h"
#include "form/filing.h"

/* The rules of the set's forms (`rule` lines, data/forms/README), on each
 * sheet of their form, or each row of their list that is not 不适用.  A finding
 * stands at the cell the rule names (`at`), else at the single cell that is one
 * side of it, else at the first cell it names. */
void rules_run(struct filing *f, struct findings *out);
/* One rule at one sheet, all rows of its list; of_field: see audit/stated.h. */
void rules_run_one(struct filing *f, const struct rule *rule, int sheet, struct findings *out);

#endif
