#ifndef AUDIT_KEPT_H
#define AUDIT_KEPT_H

#include "audit/reading.h"
#include "form/filing.h"

/* What the audit keeps of a filing from run to run, so that a run after an edit
 * reads only the texts that changed.  It goes with the filing. */

/* Begins a run: what it does not ask for is gone when the next one begins. */
void kept_turn(struct filing *f);

/* The reading of a text; owned by the filing, until the run after the next one
 * begins. */
const struct reading *kept_reading(struct filing *f, const char *text);

#endif
