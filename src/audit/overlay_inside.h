#ifndef AUDIT_OVERLAY_INSIDE_H
#define AUDIT_OVERLAY_INSIDE_H

#include "audit/overlay.h"
#include "audit/place.h"

/* One text with the pattern laid over it.  Included by audit/overlay*.c alone. */
struct overlay {
	struct filing *f;
	struct world world; /* blank_is_zero */
	struct place place; /* the cell */
	const char *text;
	struct tokens tokens;
	struct pattern pattern;
	struct placed placed;
	int unknown;   /* figures beside which nothing is filled in */
	bool *settled; /* of each slot: its figure is said to be wrong already */
	struct findings *out;
};

void overlay_forks(struct overlay *o);    /* N03, and N01 of sentences that say «无» */
void overlay_lists(struct overlay *o);    /* N04 */
/* N01, N02, N08, P16, P18; the verdict. */
enum verdict overlay_slot(struct overlay *o, int slot);

/* Whether words beside the slot stand in the text as well: it is meant. */
bool overlay_is_bound(const struct overlay *o, int slot);
const struct token *overlay_token(const struct overlay *o, int node); /* NULL: not placed */
/* The way of a fork that the text says; −1: none of them. */
int overlay_said(const struct overlay *o, int fork);

/* Whether what x is worked out from has been filled in: a cell of a form that no
 * document prints may not have been, and then nothing can be said. */
bool overlay_known(const struct overlay *o, const struct expr *x, struct position at);

/* A finding about these bytes of the text; text is taken over.  A second one
 * with this code and detail gets another detail. */
struct finding *overlay_report(struct overlay *o, const char *rule, enum level level, size_t from,
                               size_t length, char *text, const char *detail);
/* The formula with labels of its cells, and with their keys, which is the
 * detail of a finding about it. */
void overlay_put_labels(const struct overlay *o, const struct expr *x, struct position at,
                        struct str *out);
void overlay_put_keys(const struct overlay *o, const struct expr *x, struct position at,
                      struct str *out);
/* Adds the cells that x names, read at that position. */
void overlay_cells(const struct overlay *o, const struct expr *x, struct position at,
                   struct finding *to);
/* The cell a slot restates and nothing else; false: a formula. */
bool overlay_cell(const struct overlay *o, const struct expr *x, struct position at,
                  struct place *out);

#endif
