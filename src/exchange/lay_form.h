#ifndef EXCHANGE_LAY_FORM_H
#define EXCHANGE_LAY_FORM_H

#include <stdbool.h>
#include <stddef.h>

#include "exchange/lay_text.h"
#include "form/filing.h"

/* A form's drawing made ready to be laid over documents of a year: its printed
 * texts as compared, its holes, its lists as rows that repeat. */

enum lay_piece_kind {
	LAY_PRINTED, /* text is printed */
	LAY_HOLE,    /* field */
	LAY_ANY,     /* something is printed that depends on the unit or the row: 〓, 行次, {n} */
	LAY_NUMBER,  /* a number that the row gets: 行次, {n} */
	LAY_BREAK    /* a line ends between two holes */
};

struct lay_piece {
	enum lay_piece_kind kind;
	struct lay_chars text;
	int field;
};

struct lay_box {
	int left, right;      /* units of the form */
	bool up;              /* the one above goes on here */
	int level;            /* of the group whose label it is; 0: none */
	struct lay_piece *pieces;
	size_t n;
	int hole;             /* it is this field's hole and nothing else; -1 */
	int label;            /* nothing but this printed text: index in labels; -1 */
	bool number;          /* nothing but a number of the row */
};

struct lay_row {
	struct lay_box *boxes;
	size_t n;
	bool foldable;
	int labels;           /* boxes with a printed text */
};

enum lay_item_kind { LAY_ROW, LAY_LIST, LAY_SIDES };

struct lay_item {
	enum lay_item_kind kind;
	struct lay_row row;
	int list;                  /* -1 */
	const struct block *block; /* of the list: its template rows */
	struct lay_side *sides;
	size_t nsides;
};

struct lay_side {
	int left, right;
	struct lay_item *items;
	size_t n;
	int columns; /* the most boxes of a row */
};

struct lay_group {        /* the labels of a list's groups */
	int list, group, level;
	struct lay_chars text;
};

struct lay_line {         /* title, head or foot: the parts one behind the other */
	bool title, foot;
	struct lay_piece *pieces;
	size_t n;
};

struct lay_form {
	const struct set *set;
	const struct form *form;
	int year;
	struct lay_side whole;
	struct lay_chars *labels; /* each printed text of the table once */
	size_t nlabels;
	struct lay_group *groups;
	size_t ngroups;
	struct lay_line *lines;
	size_t nlines;
	struct lay_chars number, name;
	bool prose;               /* headings and texts, one below the other, no table */
};

struct lay_form *lay_form_new(const struct set *set, const struct form *form, int year);
void lay_form_free(struct lay_form *f);

const struct field *lay_field(const struct lay_form *f, int list, int field);

/* ---- lay_match.c ---- */

/* Lays pieces over a text: texts[i] (owned) gets what stands in the hole of
 * piece i, NULL for the other pieces.  All printed pieces must be there in
 * their order; `loose`: those that are not are passed over, with the holes
 * behind them.  The number of printed characters found; -1: it does not fit. */
int lay_match(const struct lay_piece *pieces, size_t n, const char *text,
              const struct lay_chars *chars, bool loose, char **texts);
/* The number alone. */
int lay_found(const struct lay_piece *pieces, size_t n, const char *text,
              const struct lay_chars *chars, bool loose);
/* How many characters the pieces print. */
int lay_printed(const struct lay_piece *pieces, size_t n);

#endif
