#ifndef APP_REVIEW_H
#define APP_REVIEW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "app/work.h"
#include "audit/finding.h"

/* What the audit finds in a filing and what people said to it (ENGINE §3). */

enum review_state {
	REVIEW_OPEN,      /* 未处理 */
	REVIEW_EXPLAINED, /* 已说明 */
	REVIEW_ADOPTED,   /* 说明被采纳 */
	REVIEW_RETURNED,  /* 说明被退回: open again */
	REVIEW_GONE       /* 已改: was explained, and is not found any more */
};
const char *review_state_name(enum review_state s); /* the word, data in every language */

/* All of one finding, number for number beside review.all. */
struct review_item {
	const struct finding *finding;
	char *key;                  /* finding_key: by it one says something to it */
	enum review_state state;
	bool changed;               /* what `said` rests on is no more: it is but a draft */
	const struct store_explanation *said;   /* the last 审核说明; NULL: none */
	const struct store_explanation *answer; /* its adoption, or why it was handed back; NULL */
	int64_t seen;               /* the newest that was said, for review_explain */
};

/* How many ask for something.  A finding of level 必须 does whatever is said to
 * it; the others do while they are 未处理 or 说明被退回. */
struct review_counts {
	int must, verify, hint;
	int tail;    /* 尾差 and 截位, of any level: they block nothing */
	int settled; /* 核实 and 提示 with an explanation */
};

/* Explained once, and gone since. */
struct review_gone {
	const struct store_explanation *said; /* the last 审核说明 */
};

/* Read-only outside; in reading order.  Holds until the filing changes. */
struct review {
	struct findings all;
	struct review_item *item;      /* one for each of all */
	struct review_counts counts;   /* of the filing */
	struct review_counts *sheets;  /* one for each of its sheets */
	size_t nsheets;
	struct review_gone *gone;
	size_t ngone;
	struct store_explanation *explanations; /* oldest first */
	size_t nexplanations;
};

/* The review of an open filing (work_open_filing).  It is the work's: worked
 * out when the filing, last year's, or what was said to it has changed, else
 * the one there is.  Never NULL; when what was said can't be read, e (may be
 * NULL) says why and all is 未处理.  Pointers into it are stale after any edit,
 * review_explain and the like, and work_refresh; the counts come to the store
 * with review_flush. */
const struct review *review_of(struct work *w, struct filing *f, struct err *e);

/* What the same rule found last year at the same place, else in the same column
 * or field; *from (may be NULL) gets last year's filing.  NULL: nothing, or there
 * is none. */
const struct review_item *review_last(struct work *w, struct filing *f, const struct review_item *i,
                                      struct filing **from);

/* Stores the counts of the open filings that were reviewed and are not stored
 * yet, for tallies (app/tally.h): when nobody is typing.  Does nothing in most
 * calls; what can't be stored is tried again after the next review. */
void review_flush(struct work *w);

/* ---- looking ---- */

/* Which findings are wanted: sets of bits 1 << level, 1 << state. */
struct review_filter {
	unsigned levels, states;
	bool tails; /* 尾差 and 截位 too */
};
/* NULL: those that ask for something, no tails. */
bool review_wants(const struct review_item *i, const struct review_filter *filter);
/* Whether it counts among must, verify and hint. */
bool review_is_open(const struct review_item *i);

/* The first finding behind number `after` (−1: of all) that stands at the
 * place, or with `part` that it takes part in; −1: none. */
int review_find(const struct review *r, struct place p, bool part, int after);
/* The one with this key; −1. */
int review_find_key(const struct review *r, const char *key);
/* Of what stands at a cell (part: or that it takes part in). */
struct review_counts review_counts_at(const struct review *r, struct place p, bool part);
/* The next (direction 1) or previous (−1) wanted finding in reading order from
 * finding number `number`, or with −1 from a place; −1: no more. */
int review_step(const struct review *r, int number, struct place from, int direction,
                const struct review_filter *filter);

/* ---- saying ---- */

/* 审核说明 of the finding with this key, found in f now.  seen: item->seen as
 * the person saw it.  ERR_INPUT: too short, too long, a phrase that says
 * nothing, or a sentence that stands on too many other findings (the limits
 * are the set's, data/forms/README); ERR_NOTFOUND: it is not found any more;
 * ERR_CONFLICT: somebody said something since; ERR_LOCKED, ERR_READONLY. */
int review_explain(struct work *w, struct filing *f, const char *key, const char *text,
                   int64_t seen, struct err *e);
/* The reviewer takes the explanation, or hands it back and says why.
 * ERR_INPUT: there is none that holds, or no reason. */
int review_adopt(struct work *w, struct filing *f, const char *key, const char *remark,
                 int64_t seen, struct err *e);
int review_return(struct work *w, struct filing *f, const char *key, const char *reason,
                  int64_t seen, struct err *e);
/* All that was ever said to it, oldest first; store_explanations_free. */
int review_history(struct work *w, const struct filing *f, const char *key,
                   struct store_explanation **out, size_t *count, struct err *e);

#endif
