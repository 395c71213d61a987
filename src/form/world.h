#ifndef FORM_WORLD_H
#define FORM_WORLD_H

#include "calc/expr.h"
#include "form/bind.h"
#include "form/filing.h"

/* Evaluation of a bound formula at a place of a filing. */

struct position {
	const struct filing *f; /* this year's, or last year's while a sum goes over it */
	int sheet;              /* −1: none */
	int list, row;          /* −1: none */
	int item;               /* field a pattern has come to */
};

#define WORLD_NESTING 8

struct world {
	struct filing *filing;
	struct position at;
	struct position saved[WORLD_NESTING];
	int depth;
	bool blank_is_zero;     /* empty cells of figures are 0, but to count, min, max: narratives */
	int counting;           /* how many of those we are in */
	int field;              /* whose formula it is: rest() wants the column */
	struct cell *cell;      /* that is worked out: judge() leaves its reasons there; or NULL */
	struct str why;         /* the first fault met */
	struct expr_world eval;
};

void world_open(struct world *w, struct filing *f);
void world_close(struct world *w);
/* The value of x with the names of that place, its field the one that x belongs to; text lives as long as the cells. */
struct expr_value world_eval(struct world *w, const struct expr *x, struct place p);
struct expr_value world_eval_at(struct world *w, const struct expr *x, struct position at);

/* A number as a value that lives as long as the evaluation; yes is 1, no 0. */
struct expr_value world_number(struct world *w, int64_t n);
struct expr_value world_truth(struct world *w, bool yes);

/* Names the cell in w->why as what could not be calculated with, unless
 * something is named already. */
void world_blame(struct world *w, struct place p);

/* The place a bound name means when read at p; false: there is none. */
bool world_place(const struct filing *f, const struct ref *r, struct place p,
                 const struct filing **in, struct place *out);

/* The same where the evaluation is now: what an evaluation of another kind
 * (audit/interval.h) reads. */
bool world_name(const struct world *w, const struct ref *r, const struct filing **in,
                struct place *out);

#endif
