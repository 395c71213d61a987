#ifndef APP_COMPARE_H
#define APP_COMPARE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "form/filing.h"

/* Two filings cell by cell: one year beside another, one unit beside another.
 * Cells belong together as form/twin.h says. */

enum compare_kind {
	COMPARE_SAME,
	COMPARE_CHANGED,
	COMPARE_ONLY_EARLIER, /* stands there alone: emptied, or its row or sheet is gone */
	COMPARE_ONLY_LATER
};

/* One of the two sides of a cell. */
struct compare_side {
	bool there;            /* it has such a place */
	struct place place;
	char *text;            /* what it shows; "" when empty or not there */
};

struct compare_cell {
	enum compare_kind kind;
	struct compare_side earlier, later;
	char *key;             /* «annex1.staff.quota», «annex3#2.goal.target»; of the later where it is there */
	char *label;           /* «公用经费·2024年决算数» */
	const struct field *field; /* of the later where it is there */
	bool has_difference;   /* both are figures */
	int64_t difference;    /* later − earlier, 10⁻⁶; of a rate 1 is 100 points */
	bool has_growth;       /* 幅度; not of rates, not on a zero base */
	int64_t growth;        /* difference ÷ earlier, 1 is 100 %, 4 decimals */
};

struct compare {
	struct compare_cell *cells; /* as the later is printed, then what only the earlier has */
	size_t n, capacity;
	size_t differences;    /* how many are not COMPARE_SAME, also those left out */
};

/* form NULL: all forms.  all: cells that agree too; those empty on both sides
 * never.  The filings are only read; keep them while the result is used. */
struct compare *compare_filings(const struct filing *earlier, const struct filing *later,
                                const struct form *form, bool all);
/* Every place of one sheet of f beside last year's (f->last, may be NULL), in
 * printed order, empty ones too: for a column of last year's figures. */
struct compare *compare_last(const struct filing *f, int sheet);
void compare_free(struct compare *c);

/* One place of later; freed with compare_cell_free.  earlier may be NULL. */
void compare_place(const struct filing *earlier, const struct filing *later, struct place p,
                   struct compare_cell *out);
void compare_cell_free(struct compare_cell *c);

/* «+3.20», «-12.34 个百分点» and «+4.44%»; nothing when there is none. */
void compare_show_difference(const struct compare_cell *c, struct str *out);
void compare_show_growth(const struct compare_cell *c, struct str *out);

#endif
