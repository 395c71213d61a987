#ifndef SCREENS_CHART_H
#define SCREENS_CHART_H

#include "app/charts.h"
#include "screens/dialog.h"

/* The charts of a cell or sheet, one at a time.  Takes over what charts holds;
 * there is at least one. */
struct dialog *chart_dialog_new(struct charts *charts);

#endif
