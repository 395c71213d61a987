#ifndef EXCHANGE_DOCX_WRITE_H
#define EXCHANGE_DOCX_WRITE_H

#include "base/err.h"
#include "base/str.h"
#include "exchange/sheet_out.h"

/* A book as a .docx file: a section for each sheet, tables as tables with
 * merged cells, repeated heads and rows that stay whole, texts as paragraphs
 * with headings, in the fonts official documents ask for.  The same book gives
 * the same bytes. */

/* Appends the bytes to out.  ERR_SYSTEM when they can't be packed. */
int docx_write(const struct book_out *b, struct str *out, struct err *e);

#endif
