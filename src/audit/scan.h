#ifndef AUDIT_SCAN_H
#define AUDIT_SCAN_H

#include "audit/finding.h"
#include "base/err.h"

/* The searches over a whole filing that no formula can say: each `scan` line
 * of the set names one (the table is in scan.c, what each looks for is in
 * data/forms/README).  The phrases they go by are the set's `words`. */

/* Adds what the set's searches find.  f is recalculated. */
void scan_filing(struct filing *f, struct findings *out);

/* ERR_INPUT «set:12: …» for the first scan line of the set that names no
 * search or no level. */
int scan_check(const struct set *s, struct err *e);

#endif
