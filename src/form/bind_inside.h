#ifndef FORM_BIND_INSIDE_H
#define FORM_BIND_INSIDE_H

#include "form/bind.h"

/* Between bind.c, which goes through all that has formulas, and bind_name.c,
 * which tells what one name in them stands for. */

/* Where the formula at hand stands; what a fault in it names. */
struct binder {
	struct set *set;
	int form;
	int list;      /* of the row the formula stands in; -1: none */
	int over;      /* list gone over by the innermost sum; -1: none */
	int over_form; /* whose list that is */
	bool items;    /* within a sum or loop: a pattern stands for what it has come to */
	bool value;    /* within a narrative's loop over a pattern: so does `value` */
	bool rollup;   /* the formula is a rollup column's */
	bool rules;    /* a rule or its message: it may look into other sets (also:) */
	const char *path;
	int line;
	struct err *e;
};

/* Sets b->e to path:line: what which; always -1. */
int bind_fail(struct binder *b, const char *what, const char *which);
/* Keeps the reference, owning what it points to; its index for set_ref. */
int bind_add(struct binder *b, struct ref ref);

/* A name taken apart: [last:][FORM:]rest */
struct name {
	bool last;
	int form;
	const char *rest;
};

/* rest points into text, which must outlive n; -1: there is no such form. */
int bind_take_apart(struct binder *b, const char *text, struct name *n);
/* The fields a pattern (econ.301??) stands for, in out->fields, the caller's to
 * free; false: none. */
bool bind_pattern(struct binder *b, const struct name *n, struct ref *out);
/* LIST.column of the form: sets kind, list and field of out alone. */
bool bind_column(const struct form *f, const char *rest, struct ref *out);

/* x is a name; the index is left in x->bound. */
int bind_name(struct binder *b, struct expr *x);
/* group = KEY within a row: bind_group_test makes one yes-or-no name of it. */
bool bind_is_group_test(const struct expr *x);
int bind_group_test(struct binder *b, struct expr *x);

#endif
