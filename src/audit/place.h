#ifndef AUDIT_PLACE_H
#define AUDIT_PLACE_H

#include "audit/pattern.h"

/* A pattern laid over a text: passage by passage, each where it fits best, in
 * whatever order they stand; the best fitting ones choose first.  Words may be
 * missing, added or others: what counts is how many stand in a row. */

struct placed {
	int *node_of;  /* of each token: the node it is; −1: none */
	int *token_of; /* of each node: −1: not in the text */
};

/* The limits of the work, as nodes of a passage × tokens of the text: of one
 * passage, and of all of them.  What is over them is not placed. */
#define PLACE_MOST (1u << 22)
#define PLACE_ALL (1u << 24)

void place(const struct pattern *p, const struct tokens *text, struct placed *out);
void placed_free(struct placed *l);

#endif
