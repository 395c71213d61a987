#ifndef FORM_ALSO_H
#define FORM_ALSO_H

#include <stdbool.h>

#include "form/bind.h"
#include "form/filing.h"

/* also:SET:FORM:KEY in rules: a field of the filing that the same unit has of
 * another set in the same year (filing->also). */

/* Whether a set goes by that name: its id, its id without the last part
 * («yueyanglou» for yueyanglou-2024), or the folder it shares forms from. */
bool also_is_named(const struct set *s, const char *name);
/* The filing; NULL: there is none, or not linked. */
const struct filing *also_filing(const struct filing *f, const char *set);
/* false: no such filing, sheet or field. */
bool also_place(const struct filing *f, const struct also *a, const struct filing **in,
                struct place *out);

#endif
