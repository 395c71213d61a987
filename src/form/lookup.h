#ifndef FORM_LOOKUP_H
#define FORM_LOOKUP_H

#include "form/world.h"

/* The functions of formulas about codes and names of rows: coded, above,
 * alike, begins (data/forms/README); FN_CODED and what follows it. */
struct expr_value lookup_call(struct world *w, const struct expr *x,
                              const struct expr_value *args);

#endif
