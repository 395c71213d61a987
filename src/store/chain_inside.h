#ifndef STORE_CHAIN_INSIDE_H
#define STORE_CHAIN_INSIDE_H

#include "base/str.h"
#include "store/chain.h"
#include "store/chain_check.h"
#include "store/db.h"

/* A check while it runs.  Internal to src/store. */
struct chain_check {
	struct store *s;
	struct err *e;
	struct chain_report *report;
	chain_progress *progress;
	void *context;
	int64_t done, total;
};

/* Takes f's place and text (which it frees when there are too many already). */
void chain_tell(struct chain_check *k, struct chain_found *f);
/* One more is done; -1 when the person stops it. */
int chain_went_on(struct chain_check *k);
/* "unit name 2024" of a filing, "" of none. */
int chain_place(struct store *s, int64_t filing, struct str *out, struct err *e);

/* chain_replay.c: the filing's tables against its journal and passages. */
int chain_replay(struct chain_check *k, int64_t filing);
/* The roles against the events that gave and took them. */
int chain_replay_roles(struct chain_check *k);

#endif
