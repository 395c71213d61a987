#ifndef AUDIT_PLACE_INSIDE_H
#define AUDIT_PLACE_INSIDE_H

#include "audit/place.h"

/* Where a passage fits best among the tokens that are free.  Included by
 * audit/place*.c alone. */

struct aligner {
	const struct pattern *p;
	const struct tokens *text;
	struct placed *out;
	const struct passage *passage; /* at work */
	uint32_t *letter;              /* of each token; 0: a number, or taken */
	uint8_t *pairs;                /* letters side by side in the text, a bit for each hash */
	int *match, *apart;
	size_t room, width;
	int *lead, *rest; /* see place_measure */
	struct pair *way; /* of a search word for word */
	int steps;        /* that it may still take */
	size_t left;      /* of the table's cells that may still be filled */
};

struct pair {
	int node, token;
};

/* What one passage found. */
struct offer {
	int score;
	int last_node, last_token; /* where the best ends */
	struct pair *pair;         /* the best, from behind */
	size_t npairs, capacity;
	int matches; /* what they are worth: a figure 2, a word 1, by hand 0 */
	int needed;  /* what the passage is worth, the way that was chosen */
	bool done;
};

#define PLACE_FEWEST 3 /* matches that make a place */

/* Sets lead and rest of a->passage. */
void place_measure(struct aligner *a);
/* The passage as it stands in the text word for word, up to the end of a
 * sentence; false: it does not. */
bool place_word_for_word(struct aligner *a, struct offer *o);
/* The best that can be made of it; score 0: nothing. */
void place_align(struct aligner *a, struct offer *o);

#endif
