#ifndef FORM_LOOKUP_H
#define FORM_LOOKUP_H

#include "form/world.h"

/* The functions of formulas about codes and names of rows: coded, above,
 * alike, begins, stated (data/forms/README); FN_CODED and what follows it. */
struct expr_value lookup_call(struct world *w, const struct expr *x,
                              const struct expr_value *args);

/* What stated(name) reads: the figure that a document or a person states, where
 * there is one, else what wins; false: the name leads nowhere. */
bool lookup_stated(const struct world *w, const struct expr *call, struct figure *out,
                   const struct field **field);

#endif
