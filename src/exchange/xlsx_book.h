#ifndef EXCHANGE_XLSX_BOOK_H
#define EXCHANGE_XLSX_BOOK_H

#include <stdbool.h>
#include <stddef.h>

#include "exchange/document_inside.h"
#include "exchange/xlsx_format.h"

/* What all worksheets of a workbook share. */

struct xlsx_book {
	struct doc_writer *w;
	char **strings;
	size_t nstrings, strings_room;
	struct xlsx_format *formats; /* by a cell's style */
	size_t nformats, formats_room;
	bool from_1904;
};

/* The parts of a package; a workbook may lack both.  0 or −1. */
int xlsx_strings_read(struct xlsx_book *b, struct zip_parts *zip, const char *part);
int xlsx_styles_read(struct xlsx_book *b, struct zip_parts *zip, const char *part);
void xlsx_book_free(struct xlsx_book *b);

/* Appends the text of an element that was opened (si, is): of its runs, without
 * what tells how to pronounce them. */
int xlsx_rich_text(struct xml *x, struct str *out, struct err *e);

/* Opens a part and its root, calls element for each child.  0 or −1. */
int xlsx_part(struct doc_writer *w, struct zip_parts *zip, const char *part,
              int (*element)(void *context, struct xml *x, struct err *e), void *context);

/* Reads one worksheet; a sheet where nothing stands gives no table. */
int xlsx_sheet_read(struct xlsx_book *b, struct zip_parts *zip, const char *part, const char *name,
                    bool hidden);

#endif
