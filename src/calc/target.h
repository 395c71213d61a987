#ifndef CALC_TARGET_H
#define CALC_TARGET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

/* The language of targets and actuals (DOMAIN §3.2) and the score an indicator
 * earns by it (DOMAIN §3.1).  What can't be judged is asked, never guessed. */

enum judge_kind {
	JUDGE_SCORED, /* score holds                                    */
	JUDGE_BAND,   /* qualitative: score lies in [lo, hi], the person chooses */
	JUDGE_ASK,    /* why says what is missing                        */
	JUDGE_NA      /* the row is 不适用                                */
};

enum judge_at_most { AT_MOST_RATIO /* A/B × W */, AT_MOST_LINEAR /* (1−(B−A)/A) × W */ };

/* A phrase list of the policy: matched anywhere in the folded text. */
struct phrases {
	char **text;
	size_t n;
};

/* One qualitative band: a result that has one of the phrases earns between lo
 * and hi of the weight (10⁻⁶; 800000 = 0.8). */
struct judge_band {
	const char *name; /* 达成, 部分达成, 未达成 */
	int64_t lo, hi;
	struct phrases phrases;
};

struct judge_policy {
	enum judge_at_most at_most;
	int decimals;              /* of a score: 2 */
	struct judge_band *bands;  /* from the best to the worst */
	size_t nbands;
	struct phrases na;         /* 不适用 不适应 / 无: the whole text */
	struct phrases planned;    /* 拟 计划 预计: what follows is no actual */
	struct phrases at_most_categories; /* 成本: money without a sign is ≤ */
	struct phrases time_categories;    /* 时效: a span of time without a sign is ≤ */
};

struct judge_question {
	const char *category; /* 二级指标 as printed, blanks and breaks in it do not matter; or NULL */
	const char *name;     /* 三级指标 */
	const char *target;   /* 年度指标值 */
	const char *actual;   /* 实际完成值 */
	int64_t points;       /* 分值, 10⁻⁶ */
	int year;             /* of the filing: «2024年度完成» */
	/* A figure of the form that the target names («不超过年初预算投入» →
	 * 年初预算数): true and *out when phrase has one.  May be NULL. */
	bool (*figure)(void *context, const char *phrase, int64_t *out);
	void *context;
};

struct judgement {
	enum judge_kind kind;
	int64_t score, lo, hi; /* 10⁻⁶, rounded to the policy's decimals */
	bool met;              /* with JUDGE_SCORED: the target was reached */
	int64_t excess;        /* how far above the target, 10⁻⁶ of it (300000 = 30 %); 0 where it has no sense */
	char why[256];         /* one sentence: «39 份 ≥ 30 份，达到», «照抄指标值，不是实际完成值» */
	char formula[256];     /* «5 × min(1, 39 ÷ 30) = 5.00»; empty unless scored */
};

void judge(const struct judge_policy *policy, const struct judge_question *q,
           struct judgement *out);

/* The execution-rate score: rate × weight, at most the weight (10⁻⁶ each),
 * rounded to decimals. */
int64_t judge_execution(int64_t rate, int64_t weight, int decimals);

#endif
