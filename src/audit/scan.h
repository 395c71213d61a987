#ifndef AUDIT_SCAN_H
#define AUDIT_SCAN_H

#include <stdbool.h>

#include "audit/finding.h"

/* The searches over a whole filing that no formula can say: each `scan` line
 * of the set names one (the table is in scan.c, what each looks for is in
 * data/forms/README).  The phrases they go by are the set's `words`. */

/* Adds what the set's searches find.  f is recalculated. */
void scan_filing(struct filing *f, struct findings *out);

/* Whether there is a search of that name. */
bool scan_known(const char *name);

#endif
