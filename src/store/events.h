#ifndef STORE_EVENTS_H
#define STORE_EVENTS_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

/* What happened to no filing's content: persons and roles, copies, parcels.
 * Only ever added. */

struct store;

struct store_event {
	int64_t id;
	int64_t filing; /* 0: none */
	char *what;     /* one or two words: data, the same in every language */
	char *detail;
	char *who;
	char *host;     /* NULL: not known */
	int64_t time;
};
/* Newest first, at most limit; filing 0: all of them.  Freed with
 * store_events_free. */
int store_events(struct store *s, int64_t filing, size_t limit, struct store_event **out,
                 size_t *count, struct err *e);
void store_events_free(struct store_event *x, size_t count);

/* Adds one with its link (chain.h); who, where and when are the store's.  Only
 * inside a transaction, within src/store.  filing 0: none. */
int event_add(struct store *s, int64_t filing, const char *what, const char *detail,
              struct err *e);

#endif
