#ifndef STORE_PASSAGES_H
#define STORE_PASSAGES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "store/rights.h"

/* The states a filing passes through, and the table of passages, which is only
 * ever added to: the newest one of a filing says what it is in. */

struct store;

/* Data, the same in every language.  What is being filled in or was returned
 * may be changed; nothing else may, by anybody. */
#define STATE_FILLING   "填报中"
#define STATE_HANDED_IN "已上报"
#define STATE_RETURNED  "已退回"
#define STATE_ACCEPTED  "已审核"
#define STATE_LOCKED    "锁定"

bool store_state_is_open(const char *state);

/* 填报中 with a term is an unlocked filing: from `until` on (seconds, UTC) it
 * counts as 锁定 without anybody doing anything, and so store_filings and
 * store_load say it is.  until 0: no term. */

/* The one table of what may follow what. */
struct store_transition {
	const char *from, *to;
	enum store_right right;
	bool term;     /* the new state has a term */
	bool had_term; /* only out of a state that has one: to end it early */
};
extern const struct store_transition store_transitions[];
extern const size_t store_transitions_count;

struct store_passage {
	int64_t id;
	char *state;
	int64_t step;  /* the newest step of the filing then; 0: none */
	int64_t until; /* 0: no term */
	char *why;     /* NULL: none was given */
	char *who;
	char *host;    /* NULL: not known */
	int64_t time;
};
/* Oldest first. */
int store_passages(struct store *s, int64_t filing, struct store_passage **out, size_t *count,
                   struct err *e);
void store_passages_free(struct store_passage *x, size_t count);

/* A change of state as a person wants it. */
struct store_pass {
	const char *state;
	int64_t until;    /* 0: no term */
	const char *why;  /* NULL: none */
	int64_t seen;     /* the newest passage that the person saw; 0: none */
	int64_t revision; /* of the filing as it was looked through; −1: whatever it is */
};
/* Passes the filing into the state, in one transaction (a part of a bracket,
 * when one is open).  The filing's revision stays: nothing in it was changed.
 * ERR_CONFLICT: somebody passed it on since, or changed it, with who and when;
 * ERR_LOCKED: the table has no such way, with what is possible; ERR_DENIED;
 * ERR_INPUT: the term is missing or over.  *id may be NULL. */
int store_pass(struct store *s, int64_t filing, const struct store_pass *pass, int64_t *id,
               struct err *e);

/* The newest change of anything that is journalled of the filing; 0: none. */
int store_newest_step(struct store *s, int64_t filing, int64_t *step, struct err *e);

/* 0 when the filing may be changed, else ERR_LOCKED: who handed it in, accepted
 * or locked it and when, and what to do. */
int store_check_open(struct store *s, int64_t filing, struct err *e);

/* ---- internal to src/store: inside a transaction ---- */

/* The same.  store_apply asks it for every change but derived figures, which
 * follow last year's; store_explain for what the unit says. */
int passage_check_open(struct store *s, int64_t filing, struct err *e);
/* What a stored state with this term (0: none) is now. */
const char *passage_state_now(const struct store *s, const char *state, int64_t until);

#endif
