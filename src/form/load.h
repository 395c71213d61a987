#ifndef FORM_LOAD_H
#define FORM_LOAD_H

#include <stddef.h>

#include "base/err.h"
#include "form/codes.h"
#include "form/def.h"

/* Reads a form set from its folder: `set`, a .form file for each form, a .text
 * file for each narrative (form/text.h).
 * Every mistake is an error with file:line. */

struct set *set_load(const char *folder, const struct codes *codes, struct err *e);
/* What the file `set` alone says: the key, the title, the years, the policy and
 * the keys of the forms, which are empty and good for nothing yet. */
struct set *set_load_head(const char *folder, struct err *e);
void set_free(struct set *s);

#endif
