#ifndef FORM_POLICY_H
#define FORM_POLICY_H

#include "form/world.h"

/* The functions of formulas that ask the set's policy or its forms: judge,
 * grade, rest, and what rules ask of an indicator's row (data/forms/README).
 * FN_JUDGE to FN_DATES (form/lookup.h has those behind them). */
struct expr_value policy_call(struct world *w, const struct expr *x,
                              const struct expr_value *args);

#endif
