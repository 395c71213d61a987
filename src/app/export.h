#ifndef APP_EXPORT_H
#define APP_EXPORT_H

#include <stdbool.h>

#include "app/work.h"
#include "exchange/sheet_out.h"

/* Documents of a filing, in the official layout and order. */

enum export_book {
	EXPORT_CHARTS = 1,  /* the charts that forms predefine */
	EXPORT_PARTS = 2,   /* 第一部分 … in order, else a sheet for each form's sheet */
	EXPORT_CHARTS_ASKED = 4 /* of a format: charts when they are asked for */
};

/* One for each kind of file, by the ending of its name; the last has ending NULL. */
struct export_format {
	const char *ending; /* ".xlsx" */
	const char *name;   /* for people */
	/* Appends the file's bytes; NULL: it is no book (.txt). */
	int (*write)(const struct book_out *b, struct str *out, struct err *e);
	unsigned book;      /* export_books, or-ed: what its book has */
};
extern const struct export_format export_formats[];

/* The format that a file's name asks for; NULL with ERR_USAGE, which names the
 * endings there are. */
const struct export_format *export_format_of(const char *path, struct err *e);

struct export_request {
	const char *path;   /* its ending says the format */
	int sheet;          /* −1: all that are printed; stated and exact: all there are */
	bool stated;        /* what was stated, else what wins */
	bool exact;         /* .csv for machines (exchange/csv_write.h) */
	bool charts;        /* .pdf: with the charts that forms predefine, which .xlsx always has */
	bool replace;       /* a file that is there */
};

/* Writes to a new name beside path, then renames.  ERR_USAGE, ERR_INPUT (there
 * is such a file already), ERR_SYSTEM; nothing is left behind then. */
int export_filing(struct work *w, const struct filing *f, const struct export_request *q,
                  struct err *e);

/* The same book that export_filing writes, for whoever shows it; book_out_free. */
void export_book(struct work *w, const struct filing *f, int sheet, enum out_what what,
                 unsigned book, struct book_out *out);

/* A table (its first row is the head) as a file; formats as above but .txt. */
struct export_table {
	const char *title;
	const int *widths;  /* of columns, in characters */
	int columns, rows;
	char **texts;       /* row by row; borrowed */
};
int export_table(const struct export_table *t, const char *path, bool replace, struct err *e);

/* What the audit finds in an open filing, with what was said to it; the rows of
 * an overview as they are shown. */
int export_findings(struct work *w, struct filing *f, const char *path, bool replace,
                    struct err *e);
struct overview;
int export_overview(const struct overview *o, const char *path, bool replace, struct err *e);

#endif
