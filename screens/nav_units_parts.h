#ifndef SCREENS_NAV_UNITS_PARTS_H
#define SCREENS_NAV_UNITS_PARTS_H

#include "app/tally.h"
#include "screens/lineedit.h"
#include "screens/nav_units.h"

/* Shared by the files of the tree of units, for nobody else. */

/* A unit's filing of the open year, once it was asked for: a large tree has
 * too many to ask for all. */
struct known_filing {
	bool asked, there;
	struct work_filing filing;
	int64_t audited; /* the filing that counts are of, 0: they are not known */
	struct review_counts counts;
};

/* 1. ids, folded and known belong to the unit numbers of work_units as of
 *    built_units; shown holds the numbers that are not folded away or
 *    filtered out.
 * 2. cursor is an index in shown, −1 when it is empty. */
struct nav_units {
	struct desk *desk;
	struct rect at;
	unsigned built_units;
	unsigned built_content, built_audits, built_news;
	int built_year, open_unit;
	int64_t *ids;
	bool *folded;
	size_t nunits;
	struct known_filing *known; /* of each unit; those in sight are asked for */
	int *shown;
	size_t nshown;
	int cursor, top;
	struct lineedit *filter;
	bool filtering;
};

/* nav_units_list.c: which units are shown. */
void nav_units_forget(struct nav_units *n);
/* Reads the units anew; folds stay as they were, by id. */
void nav_units_load(struct nav_units *n);
void nav_units_forget_year(struct nav_units *n);
void nav_units_ask(struct nav_units *n, int rows); /* the filings of those in sight */
void nav_units_list(struct nav_units *n);          /* shown */
/* Lists anew and stays at the unit, or the one it is folded into. */
void nav_units_list_again(struct nav_units *n, int unit);
void nav_units_unfold_above(struct nav_units *n, int unit);
int nav_units_index(const struct nav_units *n, int unit);
int nav_units_here(const struct nav_units *n); /* unit under the cursor, −1 */

#endif
