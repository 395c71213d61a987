#ifndef EXCHANGE_XLSX_FORMULA_H
#define EXCHANGE_XLSX_FORMULA_H

#include <stdbool.h>

#include "base/str.h"
#include "exchange/xlsx_cells.h"

/* Formulas of forms in the words of a spreadsheet. */

/* Appends «=…» for a cell with formula or rollup: blank where ours is blank,
 * rounded where ours is.  False: it can't be said (it judges, or takes what
 * stands in no cell of the book), nothing is appended. */
bool xlsx_formula(const struct xlsx_places *x, size_t sheet, const struct out_cell *c,
                  struct str *out);

#endif
