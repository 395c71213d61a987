#ifndef EXCHANGE_XLSX_FORMULA_H
#define EXCHANGE_XLSX_FORMULA_H

#include <stdbool.h>

#include "base/str.h"
#include "exchange/sheet_out.h"

/* Formulas of forms in the words of a spreadsheet. */

/* Where the cells of a book stand in the workbook. */
struct xlsx_book {
	const struct book_out *book;
	char **names; /* of the worksheets, by sheet of the book */
	int **rows;   /* by sheet: the worksheet row, from 0, at which a row of the grid begins */
};

/* Appends «=…» for a cell with formula or rollup: blank where ours is blank,
 * rounded where ours is.  False: it can't be said (it judges, or takes what
 * stands in no cell of the book), nothing is appended. */
bool xlsx_formula(const struct xlsx_book *x, size_t sheet, const struct out_cell *c,
                  struct str *out);

/* «C5» */
void xlsx_address(int row, int column, struct str *out);

#endif
