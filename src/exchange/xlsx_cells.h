#ifndef EXCHANGE_XLSX_CELLS_H
#define EXCHANGE_XLSX_CELLS_H

#include <stdbool.h>

#include "base/str.h"
#include "exchange/sheet_out.h"

/* Cells of a book the way formulas of a workbook name them. */

/* Where the cells of a book stand in the workbook. */
struct xlsx_places {
	const struct book_out *book;
	char **names; /* of the worksheets, by sheet of the book */
	int **rows;   /* by sheet: the worksheet row, from 0, at which a row of the grid begins */
};

struct xlsx_cell {
	size_t sheet;
	int row, column; /* of the grid */
};

struct xlsx_cells {
	struct xlsx_cell *at; /* freed with mem_free */
	size_t n, capacity;
};

void xlsx_cells_add(struct xlsx_cells *list, struct xlsx_cell at);
/* Each once, in the order met. */
void xlsx_cells_once(struct xlsx_cells *list);
/* The cell that holds a place by itself; false: the book has none. */
bool xlsx_cells_find(const struct xlsx_places *x, struct place p, struct xlsx_cell *out);

/* «C5» */
void xlsx_address(int row, int column, struct str *out);
/* «C5», «'附件2'!C5» seen from another sheet than here. */
void xlsx_cells_put_one(const struct xlsx_places *x, size_t here, struct xlsx_cell at,
                        struct str *out);
/* «C5:C8,C10»: how many arguments that are. */
size_t xlsx_cells_put(const struct xlsx_places *x, size_t here, const struct xlsx_cells *list,
                      struct str *out);

#endif
