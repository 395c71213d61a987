#ifndef EXCHANGE_LAY_INSIDE_H
#define EXCHANGE_LAY_INSIDE_H

#include "exchange/lay.h"
#include "exchange/lay_form.h"
#include "exchange/lay_rows.h"

/* Between the parts of the overlay: lay.c the document, lay_choose.c which
 * form a table is, lay_take.c what its cells say, lay_lines.c the lines around
 * it, lay_prose.c headings with texts (and lay_prose_take.c
 * what those say), lay_known.c year and unit. */

/* One block of the document. */
struct lay_block {
	struct lay_chars chars;  /* of a paragraph */
	struct lay_grid *grid;   /* of a table */
	bool claimed;            /* a printed line or a text of a sheet stands in it */
	const struct lay_form *form; /* of a table: what it is; NULL: nothing known */
	struct lay_overlay over;
	bool *said;              /* of a table: by cell: it has its place */
	int sheet;               /* index in the result; -1 */
	int year;
};

struct lay_doc {
	struct lay_shelf *shelf;
	const struct document *d;
	const struct lay_given *given;
	struct lay_block *blocks; /* beside d->blocks */
	struct lay_chars name;    /* of the file */
	int year;                 /* most of it is about; 0: not known */
	struct laid *out;
};

/* ---- lay.c ---- */

struct laid_sheet *lay_add_sheet(struct lay_doc *doc, const struct lay_form *form, size_t block);
/* text is taken; dropped when it is blank or nothing but dots. */
void lay_add_cell(struct laid_sheet *sheet, struct laid_cell at, char *text);
/* The same, dropped only when it is empty. */
void lay_add_exact(struct laid_sheet *sheet, struct laid_cell at, char *text);
int lay_add_entry(struct laid_sheet *sheet, int list, int group);
void lay_add_rest(struct lay_doc *doc, const char *text, size_t block, int row, int column);
const struct lay_form *lay_shelf_form(struct lay_shelf *s, const struct set *set,
                                      const struct form *form, int year);
const struct set *const *lay_shelf_sets(const struct lay_shelf *s, size_t *n);
/* The names of the units as compared, beside given->units. */
const struct lay_chars *lay_shelf_names(struct lay_shelf *s, const struct lay_given *given);

/* Both of one worksheet, or of none. */
bool lay_same_part(const struct lay_doc *doc, size_t a, size_t b);

/* A paragraph in which nothing of a sheet stands yet. */
bool lay_is_free(const struct lay_doc *doc, size_t block);
void lay_claim(struct lay_doc *doc, size_t first, size_t end);

/* ---- lay_plain.c ---- */

/* A copy of the document in which a table of one column is paragraphs: a text
 * in a worksheet.  Texts and tables are borrowed from the document. */
struct lay_plain {
	struct document d;
	struct lay_origin {
		size_t block;
		int row, column; /* −1: a block of its own */
	} *origin;               /* beside d.blocks */
};
struct lay_plain lay_plain_of(const struct document *d);
void lay_plain_free(struct lay_plain *p);
/* The places in the result as they are in the document itself. */
void lay_plain_back(const struct lay_plain *p, struct laid *out);

/* ---- lay_exact.c ---- */

/* The CSV for machines (exchange/csv_write.h); false: the document is none. */
bool lay_exact(struct lay_doc *doc);

/* ---- lay_known.c ---- */

/* Years as printed: in the block and what stands above it; the document's. */
int lay_year_at(const struct lay_doc *doc, size_t block);
int lay_year_of(const struct lay_doc *doc);
/* The unit that a text names; -1. */
int lay_unit_of(const struct lay_doc *doc, const char *text);
/* One that is named in a short paragraph or in the file's name; -1. */
int lay_unit_in(const struct lay_doc *doc);

/* ---- lay_choose.c ---- */

/* Gives each table its form. */
void lay_choose(struct lay_doc *doc);
/* said: cells that have their place besides; or NULL. */
int lay_sureness(const struct lay_overlay *o, const struct lay_grid *g, const bool *said);
/* Whether one of the form's titles stands above the table or in it. */
bool lay_has_title(const struct lay_doc *doc, size_t block, const struct lay_form *form);

/* ---- lay_take.c ---- */

void lay_take(struct lay_doc *doc, size_t block);

/* ---- lay_lines.c ---- */

void lay_lines(struct lay_doc *doc, size_t block);
/* The form's lines among the paragraphs from first to before end. */
void lay_lines_between(struct lay_doc *doc, const struct lay_form *form, struct laid_sheet *sheet,
                       size_t first, size_t end);

/* ---- lay_prose.c ---- */

/* The texts among the blocks from first to before end. */
void lay_prose(struct lay_doc *doc, const struct set *set, size_t first, size_t end, int unit);

#endif
