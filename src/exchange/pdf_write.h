#ifndef EXCHANGE_PDF_WRITE_H
#define EXCHANGE_PDF_WRITE_H

#include "base/err.h"
#include "base/str.h"
#include "exchange/sheet_out.h"

/* A book as a .pdf file, ready for paper: A4 as each sheet asks for it, tables
 * parted between rows with their heads repeated, texts as paragraphs, page
 * numbers, and behind the sheets their charts.  Fonts are those of this
 * machine that official documents ask for, else Noto; they are embedded, so
 * that the text can be searched and copied.  The same book and fonts give the
 * same bytes. */

/* Appends the bytes to out.  ERR_SYSTEM: no font here has Chinese characters,
 * or the program was built without PDF; ERR_INPUT: a character that no font
 * has, named with the sheet it is on; ERR_LIMIT: more than PDF_PAGES pages.
 * Nothing is appended then. */
int pdf_write(const struct book_out *b, struct str *out, struct err *e);

#define PDF_PAGES 3000

#endif
