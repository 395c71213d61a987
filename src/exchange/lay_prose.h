#ifndef EXCHANGE_LAY_PROSE_H
#define EXCHANGE_LAY_PROSE_H

#include "exchange/lay_inside.h"

/* Between lay_prose.c, which finds headings, and lay_prose_take.c, which takes
 * the texts behind them. */

/* A heading, or a hole or list between headings. */
struct prose_part {
	const struct lay_piece *pieces; /* of a heading */
	size_t n;
	const struct lay_item *item;    /* NULL: a line of the form */
	bool heading;
};

struct prose_match {
	int part;
	size_t first, end; /* paragraphs */
	int points, total; /* its own, and of the best chain that ends with it */
	int before;        /* the match before it in that chain; -1 */
};

struct prose {
	struct lay_doc *doc;
	const struct lay_form *form;
	struct prose_part *parts;
	size_t nparts;
	struct prose_match *matches;
	size_t n;
	int *chain;        /* the matches of the best chain, in order */
	size_t links;
	int points, headings;
};

/* Adds the sheet that a chain of at least one heading is, with its texts up to
 * before end. */
void lay_prose_take(struct prose *p, int unit, size_t end);

#endif
