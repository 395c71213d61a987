#ifndef AUDIT_EXAMPLE_H
#define AUDIT_EXAMPLE_H

#include "base/err.h"
#include "form/def.h"

/* The two examples that every rule brings (`pass`, `fail`): put into an empty
 * filing of the set, worked out, and the rule run.  The first must hold, be
 * 尾差 or say nothing, the second must be found 不符.
 * others are the sets that also: may mean.  ERR_INPUT «annex2.form:12: …» for
 * the first rule without examples, with one that comes out otherwise, or of a
 * level that is none. */
int example_check(const struct set *s, const struct set *const *others, size_t nothers,
                  struct err *e);

#endif
