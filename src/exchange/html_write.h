#ifndef EXCHANGE_HTML_WRITE_H
#define EXCHANGE_HTML_WRITE_H

#include "base/str.h"
#include "exchange/sheet_out.h"

/* Appends a book as one page of HTML that needs nothing else: a section for
 * each sheet, which begins a page on paper, heads of tables repeated. */
void html_write(const struct book_out *b, struct str *out);

#endif
