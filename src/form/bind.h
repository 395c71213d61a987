#ifndef FORM_BIND_H
#define FORM_BIND_H

#include "base/err.h"
#include "form/def.h"

/* What the names in a set's formulas mean: expr->bound and expr->iterates are
 * indexes into set->refs. */

enum ref_kind {
	REF_FIELD,     /* field of form; of the sheet at hand when it is the same form */
	REF_COLUMN,    /* column of list: of the row at hand */
	REF_WEIGHT,    /* value: a constant of the policy */
	REF_YEAR,
	REF_UNIT_NAME,
	REF_UNIT_CODE,
	REF_IN_GROUP,  /* 1 when the row at hand is in group */
	REF_LEVEL,     /* of a tree: the level of the row at hand */
	REF_ITEM,      /* the field a pattern (econ.301??) has come to */
	REF_ALSO,      /* of the unit's filing of another set in the same year; rules only */
	/* what sum, count, min, max go over */
	REF_ROWS,      /* rows of list */
	REF_SHEETS,    /* sheets of form */
	REF_PATTERN    /* fields */
};

/* also:SET:FORM:KEY, by name: SET is an id, one without its last part, or the
 * folder the set shares. */
struct also {
	char *set, *form, *key;
};

struct ref {
	enum ref_kind kind;
	int form, list, field, group;
	bool last;     /* of last year's filing */
	int64_t value;
	int *fields;
	size_t nfields;
	struct also *also; /* REF_ALSO */
};

struct refs {
	struct ref *ref;
	size_t n, capacity;
};

const struct ref *set_ref(const struct set *s, int bound);

/* Binds every formula, rule, maximum and printed value of the set; path(form)
 * gives the file for errors. */
int set_bind(struct set *s, const char *(*path)(void *context, int form), void *context,
             struct err *e);
/* Where an expression of a narrative stands. */
struct bind_scope {
	int form;    /* whose names need no prefix */
	int list;    /* of the row at hand, in form; -1: none */
	bool items;  /* in a loop over a pattern: `value` is the field it has come to */
	bool rule;   /* of a rule's message */
	const char *path;
	int line;
};
int bind_outside(struct set *s, const struct bind_scope *at, struct expr *x, struct err *e);
/* What a narrative's loop goes over, as an index of set_ref: the rows of a
 * list, the fields of a pattern, the sheets of a form with copies; -1. */
int bind_loop(struct set *s, const struct bind_scope *at, const char *name, struct err *e);

void refs_free(struct refs *r);

#endif
