#ifndef APP_OVERVIEW_H
#define APP_OVERVIEW_H

#include <stdbool.h>
#include <stddef.h>

#include "app/inspect.h"
#include "app/tally.h"
#include "app/work.h"

/* The reviewer's list: a row for each unit, with what was handed in of one
 * year and its tables, or with its score in each year.  All is read by one
 * query; only marks need the filings, and are counted one by one. */

enum { OVERVIEW_COUNTS = 9 }; /* columns that counts of findings take at most */

enum overview_kind { OVERVIEW_FORMS, OVERVIEW_YEARS };

enum overview_column {
	OVERVIEW_CODE,
	OVERVIEW_NAME,
	OVERVIEW_STATE,
	OVERVIEW_SCORE,
	OVERVIEW_GRADE,
	OVERVIEW_MARKS,
	OVERVIEW_MORE, /* form or year number column − OVERVIEW_MORE */
	OVERVIEW_TREE = -1 /* to sort by: as in the tree of units */
};

struct overview_row {
	int unit;                          /* index in work_units as of loading */
	char *code, *name;
	const struct store_filing *filing; /* of the year; NULL: there is none */
	const struct set *set;             /* NULL: none, or not in the program */
	const struct store_filing **years; /* OVERVIEW_YEARS: one for each, or NULL */
	bool due;                          /* it should have a filing, or has one */
	bool counted;                      /* marks are known */
	struct inspect_marks marks;
	struct inspect_marks *forms;       /* one for each form of set */
	const struct tally *tally;         /* findings of filing, as counted last; NULL: not known */
	struct tally *own;                 /* the same, counted by overview_count; or NULL */
	char *folded;                      /* what a filter looks in; made when first needed */
};

/* Read-only outside; changes through the functions. */
struct overview {
	enum overview_kind kind;
	int year;                 /* of the rows' filing */
	int *years;               /* there are filings of, oldest first */
	size_t nyears;
	struct overview_row *rows;
	size_t nrows;
	int *shown;               /* numbers of rows, as filtered and sorted */
	size_t nshown;
	size_t nforms;            /* the most that a row's set has */
	int sorted;               /* column */
	bool descending;
	struct store_filing *stored;
	size_t nstored;
	struct tallies tallies;   /* of the year's filings */
	struct peers_kept *peers; /* app/peers.h, once they were needed */
	size_t filed, counted;    /* rows with a filing, and those whose marks are known */
};

/* unit −1: all, else it and those below it.  year 0: the newest there is. */
int overview_load(struct overview *o, struct work *w, enum overview_kind kind, int year, int unit,
                  struct err *e);
void overview_free(struct overview *o); /* what it holds */

/* Rows whose code, name, state or grade holds text (folded), «未上报» those that
 * are due and not handed in; NULL: all. */
void overview_filter(struct overview *o, const char *text);
/* What has nothing in the column comes last, either way. */
void overview_sort(struct overview *o, int column, bool descending);
int overview_columns(const struct overview *o);

/* Counts the marks of one row, and its findings when they are not known, without
 * touching the open filings. */
void overview_count(struct overview *o, struct work *w, int row);
/* The first shown row from `from` on that is not counted yet, up to most
 * further; −1. */
int overview_uncounted(const struct overview *o, int from, int most);

/* The words of a column's head, in the row's set (−1: of no row), and of a cell: of
 * findings «✗1 !5 ·2», «✓» when there are none, «–» when nothing is filled in, «·»
 * when they are not known. */
void overview_head(const struct overview *o, int row, int column, struct str *out);
void overview_text(const struct overview *o, int row, int column, struct str *out);
/* «3/4 户已填报  填报中 3  优 2  ≠1 ✗2» of the rows shown. */
void overview_summary(const struct overview *o, struct str *out);

#endif
