#ifndef AUDIT_PATTERN_H
#define AUDIT_PATTERN_H

#include "audit/tokens.h"
#include "form/world.h"

/* A part of a narrative as all the texts it could be for a filing: a graph of
 * tokens in which ways of a choice lie side by side and what may be left out
 * can be passed by.  Loops are unrolled over the entries that have something
 * to say.  audit/place.h lays it over a text. */

struct node {
	struct token token; /* not of a joint */
	bool joint;         /* no token: where ways part or meet */
	bool hand;          /* of a part written by hand: any other words would do */
	int before, nbefore; /* in pattern.before: the nodes it may follow */
	int passage;
};

/* A figure of the narrative. */
struct slot {
	const struct bit *bit;
	struct position at; /* where its value is read */
	int node;
	int fork, way;      /* the innermost choice it stands in, −1 */
	int entry;          /* of a loop, −1 */
};

/* A choice.  Ways are nodes from first to before last. */
struct fork {
	const struct bit *bit;
	struct position at;
	int ways;    /* in pattern.way */
	int holds;   /* the way that the figures choose; nways: none; −1: not to be said */
};
struct way_nodes {
	int first, last;
};

/* A loop that writes names only: «主要包括办公费、差旅费». */
struct listing {
	const struct bit *bit;
	struct position at;
	int node; /* the joint that stands for it */
};

/* An entry of any other loop. */
struct entry {
	const struct bit *bit;
	struct position at;
	int first, last; /* nodes */
};

/* What is placed as a whole: a sentence, or an entry of a loop. */
struct passage {
	int first, last; /* nodes, from and to before */
};

struct pattern {
	struct node *node;
	int nnodes;
	int *before;
	int nbefore;
	struct slot *slot;
	int nslots;
	struct fork *fork;
	int nforks;
	struct way_nodes *way;
	int nways;
	struct listing *listing;
	int nlistings;
	struct entry *entry;
	int nentries;
	struct passage *passage;
	int npassages;
	size_t rooms[8]; /* of the arrays, in this order */
	bool cut;        /* longer than PATTERN_MOST */
};

#define PATTERN_MOST 6000 /* nodes */

/* The bits of w from first on, up to the next head or part.  w is open on the filing
 * and has blank_is_zero. */
void pattern_make(struct world *w, const struct narrative *t, const struct wording *wording,
                  size_t first, struct pattern *out);
void pattern_free(struct pattern *p);

/* Whether the figure is a percentage, written with % or without. */
bool pattern_is_percent(const struct slot *s);

/* The places a loop's body is written at: calls visit for each of its entries,
 * also those that its `where` leaves out and items that are zero (said false). */
void pattern_entries(struct world *w, const struct bit *loop, struct position at,
                     void (*visit)(void *context, struct position at, bool said), void *context);

#endif
