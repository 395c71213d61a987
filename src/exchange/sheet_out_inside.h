#ifndef EXCHANGE_SHEET_OUT_INSIDE_H
#define EXCHANGE_SHEET_OUT_INSIDE_H

#include "exchange/sheet_out.h"

/* For sheet_out*.c. */

/* By row and column the index of the cell that covers the point, −1: none; the
 * caller frees it. */
int *sheet_out_grid(const struct sheet_out *s);
/* Puts the cells in order of top and left. */
void sheet_out_sort(struct sheet_out *s);

#endif
