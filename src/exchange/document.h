#ifndef EXCHANGE_DOCUMENT_H
#define EXCHANGE_DOCUMENT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"

/* What an office document holds, whatever its format: paragraphs and tables in
 * their order.  The readers make it (docx, xlsx, csv, text dumps), the import
 * lays it over the drawings of the forms.  All texts are valid UTF-8 without
 * control characters but \n, which parts paragraphs and line breaks of a cell;
 * a TAB has become a blank.  Empty lines at both ends of a text are dropped. */

struct doc_cell {
	int row, column;   /* its upper left corner on the table's grid, from 0 */
	int rows, columns; /* it spans: 1 and 1 without merges */
	char *text;        /* what a person sees; "" for an empty cell */
	bool number;       /* stored as a number: text is its shortest exact writing … */
	int decimals;      /* … and this many decimals are shown by its format; −1: not known */
	bool percent;      /* the format shows per cent (text is then «99.30%», as many decimals
	                      as the format shows, and more where the number has more) */
	bool formula;      /* computed; text is the value that the file keeps */
	bool framed;       /* of a worksheet: lines are drawn beside and above or below it */
	bool no_value;     /* a formula whose value the file does not keep: text is "" */
};

/* A point of the grid without a cell is empty: a worksheet has no cells where
 * nothing stands, rows of a text dump differ in length. */
struct doc_table {
	struct doc_cell *cells; /* by row, column; one for each merged area */
	size_t n;
	int rows, columns;
	int tallest; /* the most rows that a cell spans; 0: not known */
};

enum doc_kind { DOC_PARAGRAPH, DOC_TABLE };

struct doc_block {
	enum doc_kind kind;
	char *text;              /* DOC_PARAGRAPH; "" for an empty one */
	struct doc_table *table; /* DOC_TABLE */
	char *part;              /* name of the worksheet it is from; NULL: none */
	bool hidden;             /* the worksheet is hidden */
	int line;                /* where it begins: line of a text file, number of the
	                            block elsewhere; from 1 */
};

struct document {
	char *name; /* of the file, without folders */
	struct doc_block *blocks;
	size_t n;
};

/* What a file may have at most; more is ERR_LIMIT (ENGINE §5). */
struct doc_limits {
	size_t file;     /* bytes of the file */
	size_t inflated; /* bytes of all its parts that are read, when inflated */
	size_t cells;    /* of all tables */
	size_t text;     /* bytes of one cell or paragraph */
	size_t blocks;
	size_t columns; /* of a table */
};
extern const struct doc_limits doc_limits_usual;

/* Reads a file by what it is, not by its ending (a text is a CSV when it is
 * named so or all its records have the same number of fields).  Starts from
 * {0} or a freed document.  ERR_NOTFOUND, ERR_INPUT (broken, password-protected,
 * another format, a DOCTYPE; «name:line» where there are lines), ERR_LIMIT,
 * each a sentence that begins with the name (with the path when the file can't
 * be opened); nothing is kept then. */
int document_read(struct document *d, const char *path, const struct doc_limits *limits,
                  struct err *e);
/* The same from memory, for tests. */
int document_parse(struct document *d, const char *name, const char *bytes, size_t length,
                   const struct doc_limits *limits, struct err *e);
void document_free(struct document *d);

/* The cell that covers a point of the grid; NULL: none. */
const struct doc_cell *doc_table_at(const struct doc_table *t, int row, int column);

#endif
