#ifndef APP_CHART_YEARS_H
#define APP_CHART_YEARS_H

#include "app/work.h"

/* The filings of a unit over the years that have a certain sheet, read beside
 * the open ones, recalculated.  For charts*.c. */
struct chart_years {
	struct filing **filing; /* by year, one each */
	int *sheet;
	size_t n;
	struct filing **all;    /* read, and to be freed */
	size_t nall;
};

/* Those with the sheet's form; of a form with copies the copy of the same
 * name.  In a year with several the one of the same set comes first. */
void chart_years_open(struct chart_years *y, struct work *w, const struct filing *f, int sheet);
void chart_years_close(struct chart_years *y);

/* The cell of filing i that is the same as p of f: by keys, rows by their names. */
bool chart_years_place(const struct chart_years *y, size_t i, const struct filing *f,
                       struct place p, struct place *out);

#endif
