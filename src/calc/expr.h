#ifndef CALC_EXPR_H
#define CALC_EXPR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/str.h"
#include "calc/num.h"
#include "calc/rat.h"

/* The formula language: a tree, bound once to what its names mean, evaluated
 * in exact fractions.
 *
 *   expr  = or
 *   or    = and { "or" and }          and = not { "and" not }
 *   not   = [ "not" ] cmp             cmp = sum [ ( = != < <= > >= ) sum ]
 *   sum   = term { (+ -) term }       term = unary { (* /) unary }
 *   unary = [ - ] atom
 *   atom  = number [%] | "text" | name | function ( args ) | ( expr )
 *   args  = expr { , expr } [ where expr ]
 *   name  = [ last: ] [ FORM : ] part { . part }     a part may hold * or ?
 *         | also: SET : FORM : part { . part }         SET may hold hyphens
 *
 * A `*` part stands for each member of the axis in turn (the form puts the
 * member in before parsing), `?` for any one digit of a key.  Full-width
 * operators and brackets count as their ASCII twins, also × ÷ ≥ ≤ ≠. */

enum expr_kind {
	EXPR_NUMBER,
	EXPR_TEXT,
	EXPR_NAME,
	EXPR_NEG,
	EXPR_NOT,
	EXPR_BINARY,
	EXPR_CALL
};

enum expr_op {
	OP_ADD, OP_SUB, OP_MUL, OP_DIV,
	OP_EQ, OP_NE, OP_LT, OP_LE, OP_GT, OP_GE,
	OP_AND, OP_OR
};

enum expr_fn {
	FN_SUM, FN_COUNT, FN_MIN, FN_MAX, FN_IF, FN_ROUND, FN_ABS, FN_BLANK,
	/* asked of the world */
	FN_JUDGE, FN_GRADE, FN_REST,
	FN_JUDGED, FN_EXCESS, FN_FILLED, FN_SAYS, FN_COPIED, FN_MEASURES, FN_PERIODS, FN_DATES,
	FN_CODED, FN_ABOVE, FN_ALIKE, FN_BEGINS, FN_STATED
};

#define EXPR_ARGS 6

struct expr {
	enum expr_kind kind;
	size_t at;              /* byte offset in the text, for errors */
	int64_t number;         /* EXPR_NUMBER, 10⁻⁶ */
	char *text;             /* EXPR_TEXT, EXPR_NAME (with its prefixes) */
	int bound;              /* EXPR_NAME: what the binder put there; -1 before */
	enum expr_op op;
	enum expr_fn fn;
	struct expr *arg[EXPR_ARGS]; /* operands or arguments */
	size_t nargs;
	struct expr *where;     /* FN_SUM …: only rows for which it holds; or NULL */
	int iterates;           /* FN_SUM, COUNT, MIN, MAX: what the binder says they
	                           go over; -1: their arguments as they stand */
};

/* ERR_INPUT with «第 N 字符» in the sentence. */
struct expr *expr_parse(const char *text, struct err *e);
void expr_free(struct expr *x);

/* Calls visit for x and all below it, parents first, until it gives non-zero. */
int expr_walk(struct expr *x, int (*visit)(struct expr *x, void *context), void *context);

/* What a part of a formula is worth.  A blank counts as nothing in sums and
 * comparisons, and makes products and quotients blank; a fault makes all that
 * depends on it a fault. */
struct expr_value {
	enum figure_state state;
	const struct rat *num;  /* with FIGURE_NUMBER */
	const char *text;       /* with FIGURE_TEXT; lives as long as the evaluation */
};

/* What the surroundings must know. */
struct expr_world {
	void *context;
	struct rat_pool *pool;
	/* The value of a bound name. */
	struct expr_value (*value)(void *context, const struct expr *name);
	/* Goes over what call->iterates says: step 0 is the first; false: no more.
	 * Names are then read in that row or sheet; done puts things back. */
	bool (*iterate)(void *context, const struct expr *call, int step);
	void (*done)(void *context, const struct expr *call);
	/* FN_JUDGE and what follows: functions of the set's policy and of its forms. */
	struct expr_value (*call)(void *context, const struct expr *call,
	                          const struct expr_value *args);
	/* A fault was met: why, for «不可计算(因 …)». */
	void (*fault)(void *context, const char *why, const struct expr *where);
};

struct expr_value expr_eval(const struct expr *x, struct expr_world *w);

/* Writes the formula for people: × ÷, and for each name, and each call that
 * goes over rows, what put says (labels, or values).  put may leave a call to
 * be written as it stands by giving false. */
void expr_print(const struct expr *x, struct str *out,
                bool (*put)(void *context, const struct expr *x, struct str *out), void *context);

#endif
