#ifndef EXCHANGE_SHEET_OUT_H
#define EXCHANGE_SHEET_OUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "form/chart_def.h"
#include "form/filing.h"

/* A document to be handed in, before any format: what every writer (xlsx, docx,
 * pdf, html, csv) walks.  It is made from the one drawing (form/layout.h): the
 * lines around the table, the table's cells on a grid of columns and rows
 * without gaps or overlaps, or the paragraphs of a text.  It has copies of all
 * texts; of the filing and its forms it borrows places, fields and formulas,
 * which must outlive it. */

/* ---- lines around the table, and texts ---- */

struct out_part {
	enum align align;
	char *text;              /* \n breaks the line; blanks are kept */
};

/* One line: title, 附件NN, 部门 | 年度 | 单位：万元, signatures, notes.  The parts
 * of a foot line are spread evenly; those of others stand left, center, right. */
struct out_line {
	bool foot, title;        /* foot: below the table */
	struct out_part *parts;
	size_t n;
};

enum out_role {
	OUT_TITLE,               /* 第一部分 …: centered, large */
	OUT_HEAD,                /* 一、… */
	OUT_SUBHEAD,             /* （一）… */
	OUT_BODY                 /* indented by two characters */
};

struct out_paragraph {
	enum out_role role;
	char *text;              /* one paragraph, no \n */
	bool apart;              /* OUT_TITLE: begins a part (第一部分) and so a page */
};

/* ---- the table ---- */

struct out_cell {
	int top, bottom, left, right; /* rows and columns, bottom and right exclusive */
	enum align align;
	bool high;               /* the text begins at the top (long texts), else in the middle */
	bool label;              /* printed by the form, nobody fills it in */
	char *text;              /* as printed; \n breaks the line */
	bool figure;             /* a figure belongs here: decimals and percent hold, also when empty */
	bool number;             /* text is the figure num */
	int64_t num;             /* in 10⁻⁶; 1 is 100 % */
	int decimals;            /* written, of a percentage those behind its own point */
	bool percent;
	struct place place;      /* the one hole it holds; sheet −1: none, or text with holes */
	const struct field *field; /* of place; NULL */
	const struct expr *formula; /* what gives the number, rounded to field->decimals; also of an
	                               empty cell; NULL: typed */
	bool rollup;             /* the number is the sum of the rows right below in a tree of codes */
};

/* ---- charts ---- */

struct out_chart_item {
	char *label;
	bool number;
	int64_t num;             /* in 10⁻⁶ */
	bool has_whole;          /* what it can be at most is known */
	int64_t whole;
	char *text;              /* the figure as printed: «12.50», «80/100», «不适用» */
	char *rate;              /* behind it: its share, its growth; "": nothing */
};

struct out_chart {
	enum chart_kind kind;
	char *title, *unit;      /* unit NULL: none */
	int decimals;            /* of the unit itself: a rate of 1 is 100 % */
	bool percent;
	char *total;             /* of shares: the sum as printed; NULL: none */
	struct out_chart_item *items;
	size_t n;
};

/* ---- one sheet ---- */

struct sheet_out {
	char *name;              /* 附件2; of copies 附件3 with their own name; never empty */
	bool prose;              /* paragraphs, no table */
	bool landscape;          /* A4 lying */
	bool fresh;              /* begins a page; else it may follow on the one before */
	int sheet;               /* index in the filing; −1: not of a filing */
	struct out_line *lines;  /* in printed order */
	size_t nlines;
	struct out_paragraph *paragraphs;
	size_t nparagraphs;
	int font;                /* of the table, half points: 21 is 10.5 pt (五号) */
	int *columns;            /* widths in twips (1/20 pt): together what the page has room for */
	int ncolumns, nrows;
	int head_top, head_bottom; /* rows repeated on every page, bottom exclusive; empty: none.
	                              Not always the first rows, and a cell may run on below them. */
	struct out_cell *cells;  /* by top, left; they cover the grid */
	size_t ncells;
	struct out_chart *charts;
	size_t ncharts;
};

struct book_out {
	char *title;             /* of the document */
	const struct filing *filing; /* NULL: not of a filing */
	char *code;              /* 校验码 of what is in it, printed at the foot; NULL: none */
	struct sheet_out *sheets; /* in the official order */
	size_t n, capacity;
};

/* Margins of a page on all four sides, in twips, and the room between them on
 * A4: what columns add up to. */
#define OUT_MARGIN 1134
#define OUT_PORTRAIT (11906 - 2 * OUT_MARGIN)
#define OUT_LANDSCAPE (16838 - 2 * OUT_MARGIN)

enum out_what {
	OUT_WINNING,             /* what counts: typed, computed, suggested, generated texts */
	OUT_STATED               /* what was typed or a document stated, as written */
};

/* Adds a sheet of the filing at the end; the filing is that of the book. */
void book_out_add(struct book_out *b, int sheet, enum out_what what);
/* Adds a plain table: the first row is its head, `texts` row by row.  widths
 * are shares, not twips. */
void book_out_table(struct book_out *b, const char *title, const int *widths, int columns,
                    char *const *texts, int rows);
/* Puts the parts of a document (第一部分 …) in order: a sheet of texts that holds
 * several is cut, and the tables come where its heading for them stands. */
void book_out_order(struct book_out *b);
void book_out_free(struct book_out *b); /* what it holds */

/* The cell that covers a point of the grid; NULL: none (of prose). */
const struct out_cell *sheet_out_at(const struct sheet_out *s, int row, int column);
/* By row × ncolumns + column the number of the cell that covers the point, −1:
 * none; the caller frees it. */
int *sheet_out_grid(const struct sheet_out *s);
/* The cell that holds exactly this place; NULL: it is not on the sheet by
 * itself. */
const struct out_cell *sheet_out_place(const struct sheet_out *s, struct place p);
/* A page of titles alone, or with some lines below them: they stand lower. */
bool sheet_out_is_cover(const struct sheet_out *s);
/* How many lines the text of a cell takes at the sheet's widths and font. */
int sheet_out_lines(const struct sheet_out *s, const struct out_cell *c);
/* The height of each row in twips; the caller frees it. */
int *sheet_out_heights(const struct sheet_out *s);

#endif
