#ifndef AUDIT_LINE_H
#define AUDIT_LINE_H

#include "base/str.h"
#include "calc/expr.h"
#include "form/filing.h"

/* Sentences of findings: what should hold, then the figures. */

/* «   报 99.00  算 98.00  差 +1.00», of an inequality «   报 6.00  应 ≤ 5.00»;
 * nothing when one of them is no number. */
void line_figures(struct str *out, enum expr_op op, const struct figure *stated,
                  const struct figure *computed, const struct field *like);
/* «信息中心：» where p is a cell of a list row, nothing for a field. */
void line_row(const struct filing *f, struct place p, struct str *out);
/* A value worked out, with the decimals a field prints; FAULT when too big. */
struct figure line_figure(const struct rat *v, const struct field *like);

#endif
