#ifndef CALC_PERIOD_H
#define CALC_PERIOD_H

#include "calc/target.h"

/* How often something is to be done, and how often it was (DOMAIN §7, P23).
 * Texts are as typed; NULL is empty. */

/* Periods of a year a text names: 每季度 4, 按月 12, 每半年 2, 每年 1, 每周 52;
 * 0: none.  Of several the most. */
int period_named(const char *text);

/* Dates or occasions an actual names: «3、6、9、12月» 4, «一至四季度» 4, «共检查4次»
 * 4, «按季度开展» 4; a whole year without a break is enough for all.  Occasions
 * that are but planned do not count.  0: it names none. */
int period_dates(const char *text, const struct phrases *planned);

#define PERIOD_ALL 366 /* dates: enough for all */

#endif
