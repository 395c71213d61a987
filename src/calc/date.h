#ifndef CALC_DATE_H
#define CALC_DATE_H

#include <stdbool.h>

struct date {
	int year, month;
	int day; /* 0: only the month was written */
};

/* Reads a day or a month that fills the whole text, blanks and full-width
 * digits allowed: 2025-02-28, 2025.2.28, 2025/2/28, 2025年2月28日, 2025年2月.
 * Years 1900 to 2999.  False for anything else and for days that are not in
 * the calendar; out may be NULL. */
bool date_read(const char *text, struct date *out);

#endif
