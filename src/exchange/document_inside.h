#ifndef EXCHANGE_DOCUMENT_INSIDE_H
#define EXCHANGE_DOCUMENT_INSIDE_H

#include "base/str.h"
#include "exchange/document.h"

/* How the readers make a document; see exchange/document.h. */

struct doc_writer {
	struct document *d; /* its name is set; errors begin with it */
	const struct doc_limits *limits;
	struct err *e;
	size_t cells; /* of all tables so far */
	int line;     /* of the next block; 0: blocks are numbered */
};

/* A copy that holds to what document.h says of texts; the text is valid UTF-8.
 * NULL and ERR_LIMIT when it is too long. */
char *doc_clean(const struct doc_writer *w, const char *text, size_t length);

/* 0; −1 with ERR_LIMIT. */
int doc_add_paragraph(struct doc_writer *w, const char *text, size_t length);

/* A table that is not yet part of the document. */
struct doc_table *doc_table_new(void);
void doc_table_free(struct doc_table *t);

/* Adds a cell in any order.  Its text is cleaned and copied; the struct's
 * own text is not looked at.  NULL with ERR_LIMIT; else the cell, until the
 * next one is added. */
struct doc_cell *doc_table_add(struct doc_writer *w, struct doc_table *t,
                               const struct doc_cell *cell, const char *text, size_t length);

/* By row and column; doc_add_table does it too. */
void doc_table_sort(struct doc_table *t);
/* The first cell of a sorted table that begins at the place or behind it: its
 * index, n when there is none. */
size_t doc_table_from(const struct doc_table *t, int row, int column);

/* Sorts the cells, measures the table and hands it over to the document, which
 * owns it in any case.  part may be NULL.  −1 with ERR_LIMIT. */
int doc_add_table(struct doc_writer *w, struct doc_table *t, const char *part, bool hidden);

/* The readers: of a whole office package; of the main part in it, whose root
 * is open in x; of a text in any charset (CSV or text dump).  0; −1 with what
 * document_read says. */
struct xml;
struct zip_parts;
int package_read(struct doc_writer *w, const char *bytes, size_t length);
int docx_read(struct doc_writer *w, struct xml *x);
int xlsx_read(struct doc_writer *w, struct zip_parts *zip, const char *part, struct xml *x);
int text_file_read(struct doc_writer *w, const char *bytes, size_t length);

#endif
