#ifndef CALC_DUE_H
#define CALC_DUE_H

#include <stdbool.h>

#include "calc/quantity.h"

/* Points in time: «2024年度完成», «6月底前», «11月20日». */

struct due {
	int year, month, day; /* 0: not said */
	bool before;          /* «12月前»: nobody knows whether the month counts */
	bool unclear;         /* two of one kind, a quarter, no such month */
};

/* The date of a text whose quantities are list; «年底前» and «年内» mean year. */
void due_read(const char *text, const struct quantities *list, int year, struct due *out);

bool due_is_given(const struct due *d);
/* All of the year is time enough: no month, or its end. */
bool due_is_year_end(const struct due *d);
/* done is within d, as far as done says. */
bool due_is_kept(const struct due *d, const struct due *done);

#endif
