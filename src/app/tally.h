#ifndef APP_TALLY_H
#define APP_TALLY_H

#include "app/review.h"
#include "app/work.h"

/* How many findings filings have, as last counted by a review (review_flush,
 * app/review_all.h), by a few queries for any number of filings.  What was
 * counted before the filing, last year's, the rules or the program changed is
 * not told: the filing is then unknown until it is reviewed again.  What rests
 * on other units (app/peers.h) may be as old as the count. */

struct tally_form {
	int form; /* index in the set; −1: findings that belong to no form */
	struct review_counts counts; /* settled is not known: 0 */
};
struct tally {
	int64_t filing;
	struct review_counts counts; /* of all */
	struct tally_form *forms;    /* those with any */
	size_t nforms;
};
struct tallies {
	struct tally *item; /* by filing */
	size_t n, capacity;
};

/* unit -1: of all units; year 0: of all years. */
int tallies_load(struct tallies *t, struct work *w, int unit, int year, struct err *e);
void tallies_free(struct tallies *t); /* what it holds */
/* NULL: not known. */
const struct tally *tallies_find(const struct tallies *t, int64_t filing);
/* Of one form; all 0 when there is none. */
struct review_counts tally_form(const struct tally *t, int form);

#endif
