#ifndef EXCHANGE_LAY_H
#define EXCHANGE_LAY_H

#include <stddef.h>

#include "exchange/document.h"
#include "form/def.h"

/* A document laid over the drawings of all form sets: which sheets it holds,
 * what it says in which of their cells, and what of it found no place.  Knows
 * no database: app/import compares and stores. */

/* The forms made ready, kept for all documents of one run.  The sets must
 * outlive it. */
struct lay_shelf;
struct lay_shelf *lay_shelf_new(const struct set *const *sets, size_t n);
void lay_shelf_free(struct lay_shelf *s);

struct lay_unit {
	const char *code, *name; /* a line for each name that a unit ever had */
	int unit;                /* the caller's number of it, from 0 */
};

/* What is known before the document is read. */
struct lay_given {
	const struct lay_unit *units;
	size_t nunits;
	int unit;              /* all of it is this unit's; -1: as the document says */
	int year;              /* 0: as the document says */
	const struct set *set; /* NULL: the one that fits best */
};

/* A text and where it stands in the document: block from 0, row and column of
 * a table's cell from 0 (-1: a paragraph). */
struct laid_cell {
	int list, row, field; /* list -1: a field; row: index in entries */
	char *text;           /* never blank */
	size_t block;
	int at_row, at_column;
};

struct laid_entry { /* a row of a list, in the order of the document */
	int list, group;
};

struct laid_sheet {
	const struct set *set;
	const struct form *form;
	int year;         /* 0: not known */
	int unit;         /* -1: not known; unit_text is what the document says */
	char *unit_text;  /* NULL: it says nothing */
	int copy;         /* which sheet of that form, unit and year in the document, from 1 */
	int sure;         /* per cent */
	size_t block;     /* where it begins */
	struct laid_cell *cells;
	size_t ncells, cells_room;
	struct laid_entry *entries;
	size_t nentries, entries_room;
};

/* A text that found no place. */
struct laid_rest {
	char *text;
	size_t block;
	int at_row, at_column;
};

struct laid {
	struct laid_sheet *sheets; /* as they stand in the document */
	size_t nsheets;
	struct laid_rest *rest;
	size_t nrest, rest_room;
};

/* The document must outlive nothing of the result; it is freed with laid_free. */
void lay_document(struct lay_shelf *shelf, const struct document *d, const struct lay_given *given,
                  struct laid *out);
void laid_free(struct laid *l);

#endif
