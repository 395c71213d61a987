#ifndef FORM_SIBLING_H
#define FORM_SIBLING_H

#include <stdbool.h>

#include "form/bind.h"
#include "form/def.h"

/* Sets that have their forms from the same folder (`share` in the set file):
 * what has the same keys is the same thing in both.  Indexes may differ, as
 * the order of the forms and the dictionaries of the years do. */

/* A set is its own sibling. */
bool set_is_sibling(const struct set *a, const struct set *b);

/* What a name bound in `from` means in `to`; false: that is not there.  The
 * fields of a pattern are left as they are: see sibling_field. */
bool sibling_ref(const struct set *from, const struct ref *r, const struct set *to,
                 struct ref *out);
/* A form of `from` in `to`; NULL. */
const struct form *sibling_form(const struct set *from, int form, const struct set *to);
/* A field of a form of `from` in `to`; −1. */
int sibling_field(const struct set *from, int form, int field, const struct set *to);

#endif
