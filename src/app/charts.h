#ifndef APP_CHARTS_H
#define APP_CHARTS_H

#include "app/chart.h"
#include "app/work.h"

/* The charts there are of a filing: those its forms predefine, and those that
 * suggest themselves for a cell. */

struct charts {
	struct chart **chart;
	char **keys;  /* «annex1.three» of a predefined one; NULL */
	size_t n, capacity;
};
void charts_free(struct charts *c); /* what it holds */
/* Drops those without any number. */
void charts_drop_empty(struct charts *c);

/* Adds what is predefined for a sheet. */
void charts_of_sheet(struct work *w, const struct filing *f, int sheet, struct charts *out);
/* The same for all sheets. */
void charts_of_filing(struct work *w, const struct filing *f, struct charts *out);
/* The one predefined under this key in the sheet's form; false: none. */
bool charts_named(struct work *w, const struct filing *f, int sheet, const char *key,
                  struct charts *out);

/* Adds, as far as they can be drawn, of a cell with a figure:
 * its row over the axis (预算、决算 …), the unit's years, the parts it is the sum
 * of, its column over the rows of the list. */
void charts_of_cell(struct work *w, const struct filing *f, struct place p, struct charts *out);

#endif
