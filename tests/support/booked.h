#ifndef TESTS_SUPPORT_BOOKED_H
#define TESTS_SUPPORT_BOOKED_H

#include "exchange/document.h"
#include "exchange/sheet_out.h"

/* Filings as books to be written, and what a reader finds in them. */

struct booked {
	struct set *set; /* NULL: the filing brought its own */
	struct filing *f;
	struct book_out book;
};

/* All sheets of a sample filing (data/samples), numbered from 0. */
#define BOOKED_SAMPLES 5
void booked_sample(struct booked *b, size_t sample, enum out_what what);
/* The one sheet of a filing that drawn_filing made, which is taken over. */
void booked_drawn(struct booked *b, struct filing *f, enum out_what what);
void booked_free(struct booked *b);

/* Fails unless the document has the book's texts: of each table the cells in
 * order, figures as numbers or texts, around and between them the lines and
 * paragraphs.  spans: merged cells too, on the grid of the book. */
void booked_compare(const struct book_out *b, const struct document *d, bool spans);

/* A writer of books: docx_write, xlsx_write. */
typedef int booked_writer(const struct book_out *b, struct str *out, struct err *e);
/* Writes; ends the test when that fails. */
void booked_write(const struct booked *b, booked_writer *write, struct str *bytes);
/* Writes, reads that as a file of the name and compares (booked_compare). */
void booked_read_back(const struct booked *b, booked_writer *write, const char *name, bool spans);

#endif
