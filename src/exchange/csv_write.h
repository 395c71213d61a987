#ifndef EXCHANGE_CSV_WRITE_H
#define EXCHANGE_CSV_WRITE_H

#include "base/str.h"
#include "exchange/sheet_out.h"

/* Appends a book as CSV for people: a BOM, CRLF, a block for each sheet with an
 * empty line before the next, a merged cell's text in its first place.  Numbers
 * stay as printed; any other text that a spreadsheet would run as a formula
 * (= + - @ TAB CR) gets a ' before it. */
void csv_write_people(const struct book_out *b, struct str *out);

/* Appends a filing as CSV for machines, one line a cell, LF, nothing
 * protected:
 *
 *     form,copy,key,text
 *     ,,unit,404010           whose it is: unit, year, set
 *     annex2,1,begin,111.53   a cell that has a text, as typed or stated
 *     annex2,1,ind.7,quantity a row and its group ("" without groups)
 *     annex2,1,ind.7.target,≥30 份
 *
 * A sheet without any cell has one line with an empty key.  What is read back
 * in this order is the same filing. */
void csv_write_exact(const struct filing *f, int sheet, struct str *out); /* −1: all */

#endif
