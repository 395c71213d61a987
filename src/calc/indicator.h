#ifndef CALC_INDICATOR_H
#define CALC_INDICATOR_H

#include "base/str.h"
#include "calc/due.h"
#include "calc/quantity.h"
#include "calc/rat.h"
#include "calc/target.h"

/* One indicator's row while it is judged, and the sentences about it. */

struct indicator {
	const struct judge_policy *policy;
	const struct judge_question *q;
	struct judgement *out;
	struct rat_pool *pool;
	char *category, *name, *target, *actual; /* folded */
	struct quantities targets, actuals;
	struct due due, done; /* the dates in target and actual */
};

/* JUDGE_ASK with a sentence; false, so that a step may end with it. */
bool indicator_ask(struct indicator *in, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

/* Puts a sentence behind what `why` says; cut between characters. */
void indicator_say(struct indicator *in, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

void indicator_formula(struct indicator *in, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

/* num with as many decimals as it needs. */
void indicator_number(struct str *out, int64_t num);

#endif
