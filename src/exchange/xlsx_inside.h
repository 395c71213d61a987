#ifndef EXCHANGE_XLSX_INSIDE_H
#define EXCHANGE_XLSX_INSIDE_H

#include <stdbool.h>

#include <xlsxwriter.h>

#include "exchange/sheet_out.h"

/* For xlsx_*.c. */

/* How a cell looks; NULL and 0 where nothing is asked for. */
struct xlsx_look {
	enum align align;
	bool high, border, bold;
	int font;             /* half points */
	const char *face;     /* NULL: 宋体 */
	int decimals;         /* of numbers; −1: text */
	bool percent;
};

struct xlsx_style {
	struct xlsx_look look;
	lxw_format *format;
};

/* Formats made so far, one for each look. */
struct xlsx_styles {
	lxw_workbook *workbook;
	struct xlsx_style *style;
	size_t n, capacity;
};
lxw_format *xlsx_style(struct xlsx_styles *s, struct xlsx_look look);

/* A name that a worksheet may have, cut to so many characters as Excel counts
 * them; the caller frees it. */
char *xlsx_name(const char *name, size_t most);

/* The nearest binary number, for the library and nothing else. */
double xlsx_double(int64_t num);

/* Adds the worksheet with all charts of the book; none without charts.  name
 * is free in the workbook. */
void xlsx_charts(lxw_workbook *w, struct xlsx_styles *styles, const struct book_out *b,
                 const char *name);

#endif
