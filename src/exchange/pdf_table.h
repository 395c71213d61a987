#ifndef EXCHANGE_PDF_TABLE_H
#define EXCHANGE_PDF_TABLE_H

#include "exchange/pdf_inside.h"

/* A table on pages, for pdf_table.c and pdf_rows.c.  It is parted into strips,
 * one for each row; a row too tall for that has one for each line of text.  A
 * page takes a stretch of strips, and cells that go over its edge are closed
 * there and go on on the next page.
 *
 * Heights of strips inside a row are multiples of a line, so that no line of
 * its own cells is cut. */

#define PDF_ROUNDING 0.01 /* points that are no difference */

struct strip {
	int row;
	double top, height;
};

struct pdf_table {
	struct pdf *p;
	const struct sheet_out *s;
	double size, line, pad;
	double *x;              /* edges of columns, from the left one */
	int *lines;             /* of a cell's text */
	int *done;              /* of them drawn */
	double *tops;           /* of rows, one more than rows */
	size_t *merged;         /* cells of more than one row, by the last one */
	size_t nmerged;
	struct strip *strips;
	size_t n, capacity;
};

/* Breaks the texts of all cells into lines, for characters of this size. */
void pdf_table_break(struct pdf_table *t, double size);
double pdf_text_height(const struct pdf_table *t, size_t cell);

/* ---- pdf_rows.c ---- */

/* Sets size, pad, tops and strips for a table that begins at the place at
 * work: as many pages as the tightest rows need, one if that can be; on those
 * as much air as there is.  The second walk keeps the size of characters that
 * the first one has chosen. */
void pdf_rows_choose(struct pdf_table *t, double foot);
double pdf_strip_bottom(const struct pdf_table *t, size_t i);
bool pdf_begins_row(const struct pdf_table *t, size_t i);
double pdf_head_height(const struct pdf_table *t);
/* Whether the head stands above strip i, which begins a page. */
bool pdf_repeats_head(const struct pdf_table *t, size_t i);
/* The strip before which the page that `from` begins on, at y, ends; from: the
 * page has no room for it.  empty: nothing else stands on the page. */
size_t pdf_page_takes(const struct pdf_table *t, size_t from, double y, bool empty, double foot);

#endif
