#ifndef STORE_PEERS_H
#define STORE_PEERS_H

#include "store/store.h"

/* One cell of a form as all units under one superior have it: what a filing
 * is compared with its peers by.  Knows no forms. */

struct store_peer {
	int64_t unit;
	int copy;
	const char *text; /* as typed; NULL: absent.  Lives until the next one */
	bool has_value;
	int64_t value;    /* 10⁻⁶ */
};

/* superior 0: the roots.  By the unit's order in the tree and copy. */
int store_peers(struct store *s, int64_t superior, int year, const char *set, const char *form,
                const char *key, void (*take)(void *context, const struct store_peer *peer),
                void *context, struct err *e);

/* The revisions of all their filings of that set and year, added up: another
 * number after any of them changed. */
int store_peers_revision(struct store *s, int64_t superior, int year, const char *set,
                         int64_t *sum, struct err *e);

#endif
