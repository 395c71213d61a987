#ifndef APP_HARVEST_H
#define APP_HARVEST_H

#include "app/review.h"

/* Findings kept to be read as a list: of the open filing, or of many that were
 * reviewed one after the other and are closed again. */

struct harvest_filing {
	int64_t id;
	char *code, *name; /* of the unit */
	int year;
	const struct set *set;
	size_t first, n;   /* of items */
};
struct harvest_item {
	char *key;         /* finding_key */
	char *rule;
	char *words;       /* the rule's; NULL: it has none */
	char *form;        /* «附件2», «附件3#1»; of the filing as a whole "" */
	char *text;        /* one line */
	int sheet;         /* −1: of none */
	enum level level;
	enum verdict verdict;
	enum review_state state;
	bool tail, open;   /* as review.h counts */
	size_t filing;
};
struct harvest {
	struct harvest_filing *filings;
	size_t nfilings, filings_capacity;
	struct harvest_item *items;
	size_t nitems, items_capacity;
	size_t left_out;   /* over HARVEST_MOST */
};
enum { HARVEST_MOST = 100000 }; /* items */

/* Adds all of r, what is gone behind it: its text is what was said to it. */
void harvest_add(struct harvest *h, const struct filing *f, const struct review *r);
void harvest_free(struct harvest *h); /* what it holds */

#endif
