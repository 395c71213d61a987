#ifndef APP_SUM_H
#define APP_SUM_H

#include "app/work.h"

/* The sum of a unit and all below it, for the forms of a year: each unit's own
 * filing once, the node's own among them as its 本级.
 *
 * - Counts, numbers and money are added up by their winning figures as stored
 *   (one indexed query); the formulas of the form then work out totals and
 *   rates from the sums.  Scores, points and texts are left empty.
 * - Rows of lists come together by group and name, trees of codes by code; all
 *   copies of a form are added into one sheet.
 * - A text that is no figure is named, never counted as 0.
 * - A unit whose code ends in «-差额» adjusts: its figures, which may be
 *   negative, are added, and it is no 户. */

struct sum_count {
	int have;       /* 户 with a figure or 不适用 there */
	int faults;     /* cells whose text is no figure: the sum lacks them */
	bool has_added; /* the units' own figures can be added there … */
	int64_t added;  /* … to this, 10⁻⁶; a formula may have given another one */
};

struct sum_exception {
	int unit;            /* index in work_units */
	struct place place;  /* in sum->filing */
	char *text;
};

struct sum {
	struct filing *filing; /* the sums, worked out: to be shown like any other; unit_name says 汇总 */
	int should;            /* 户: units without subordinates, and those above with a filing */
	int filed;
	int *missing;          /* indexes of those that should and have none */
	size_t nmissing;
	int *adjusting;        /* units that adjust and have a filing */
	size_t nadjusting;
	struct sum_exception *exceptions;
	size_t nexceptions;
	struct adding *inside;
};

/* form: its id or printed number; NULL: all forms of the set.  set_id NULL:
 * the first set of that year with such a form and a filing below the unit.
 * ERR_NOTFOUND: none; ERR_LIMIT: a sum does not fit. */
struct sum *sum_tree(struct work *w, int unit, int year, const char *set_id, const char *form,
                     struct err *e);
/* The same recounted from the texts: every filing is opened and worked out. */
struct sum *sum_recount(struct work *w, int unit, int year, const char *set_id, const char *form,
                        struct err *e);
void sum_free(struct sum *s);

/* NULL: nothing is summed there. */
const struct sum_count *sum_at(const struct sum *s, struct place p, struct sum_count *out);
/* The form asked for: the index of its sheet in s->filing; -1. */
int sum_sheet(const struct sum *s, const char *form);

/* Whether a unit with that code adjusts. */
bool sum_adjusts(const char *code);

/* A place where the stored figures and the texts give different sums. */
struct sum_mismatch {
	char *label;
	int64_t stored, recounted; /* 10⁻⁶ */
	int stored_have, recounted_have;
};
/* *count is 0 when both agree; the caller frees with sum_mismatches_free. */
struct sum_mismatch *sum_compare(const struct sum *stored, const struct sum *recounted,
                                 size_t *count);
void sum_mismatches_free(struct sum_mismatch *m, size_t count);

#endif
