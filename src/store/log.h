#ifndef STORE_LOG_H
#define STORE_LOG_H

#include "store/store.h"

/* The journal of one place, one filing, one person or of all, with what is no
 * change of figures beside it. */

struct store_wanted {
	int64_t filing;   /* 0: all */
	int64_t unit;     /* its filings of all years; 0: of all units */
	const char *form; /* NULL: all */
	int copy;         /* 0: all */
	const char *key;  /* NULL: all; of a row "list.ID" */
	bool below;       /* what begins with the key and a dot too: a row's cells */
	const char *who;  /* NULL: everybody */
	int64_t step;     /* 0: all; else its changes, and nothing else is looked at */
	size_t limit;
};
/* Newest first.  Without a form or step also events, states passed through,
 * remarks and explanations, and of one filing what came with parcels: their
 * kind says which they are; what they are called is in what, their text in
 * new_text, their place where they have one.  Freed with store_journal_free. */
int store_log(struct store *s, const struct store_wanted *wanted, struct store_entry **entries,
              size_t *count, struct err *e);

#endif
