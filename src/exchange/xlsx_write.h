#ifndef EXCHANGE_XLSX_WRITE_H
#define EXCHANGE_XLSX_WRITE_H

#include "base/err.h"
#include "base/str.h"
#include "exchange/sheet_out.h"

/* A book as an .xlsx file: a worksheet for each sheet, figures as numbers in
 * the format of their kind, formulas live where a spreadsheet can say them,
 * texts as strings whatever they begin with, and one more worksheet for the
 * charts when there are any.  The same book gives the same bytes. */

/* Appends the bytes to out.  ERR_SYSTEM when there is no room for a temporary
 * file (in $TMPDIR, else /tmp). */
int xlsx_write(const struct book_out *b, struct str *out, struct err *e);

#endif
