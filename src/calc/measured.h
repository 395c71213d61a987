#ifndef CALC_MEASURED_H
#define CALC_MEASURED_H

#include "calc/indicator.h"

/* The numbers of the target against those of the actual; of several the worst
 * decides.  Fills in->out. */
void measured_judge(struct indicator *in);

/* The same against a figure of the form («不超过年初预算投入»); false when the
 * target names none, and in->out is untouched. */
bool measured_by_figure(struct indicator *in);

#endif
