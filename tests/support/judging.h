#ifndef TESTS_SUPPORT_JUDGING_H
#define TESTS_SUPPORT_JUDGING_H

#include <stddef.h>
#include <stdint.h>

#include "calc/target.h"

/* Tables of indicator rows and what they earn, judged by one policy: 达成
 * [0.8, 1], 部分达成 [0.6, 0.8), 未达成 [0, 0.6), two decimals, in the year below. */

#define JUDGING_YEAR 2024

enum judging_want { SCORED, BAND, ASK, NA };

struct judging_row {
	const char *category, *name, *target, *actual;
	int points; /* whole points */
	enum judging_want want;
	int lo, hi;      /* hundredths of a point; equal when scored */
	const char *why; /* a word of the sentence, or NULL */
};

/* Short forms: 10 points, no category, a name that says nothing. */
#define ROW(target, actual, hundredths)                                                            \
	{                                                                                          \
		NULL, "指标", target, actual, 10, SCORED, hundredths, hundredths, NULL             \
	}
#define ASKED(target, actual, why)                                                                 \
	{                                                                                          \
		NULL, "指标", target, actual, 10, ASK, 0, 0, why                                   \
	}
#define IN(category, name, target, actual, hundredths)                                             \
	{                                                                                          \
		category, name, target, actual, 10, SCORED, hundredths, hundredths, NULL           \
	}
#define ASKED_IN(category, name, target, actual, why)                                              \
	{                                                                                          \
		category, name, target, actual, 10, ASK, 0, 0, why                                 \
	}

/* Words of the reasons. */
#define COPY "照抄"
#define UNIT "单位"
#define NOUN "不是同一件事"
#define NO_NUMBER "没有写出"
#define NO_DEGREE "看不出"

/* A list of phrases, words parted by blanks; freed with judging_phrases_free. */
struct phrases judging_phrases(const char *words);
void judging_phrases_free(struct phrases *list);

/* Set-up and tear-down of the group. */
int judging_make_policy(void **state);
int judging_free_policy(void **state);

/* begin is the form's 年初预算数, or NULL when the form has none. */
struct judgement judging_row(enum judge_at_most at_most, const struct judging_row *r,
                             int64_t *begin);
void judging_check(const struct judging_row *r, const struct judgement *j);
void judging_check_rows(const struct judging_row *rows, size_t n, int64_t *begin);

#define CHECK_ROWS(rows, begin) judging_check_rows(rows, sizeof rows / sizeof *rows, begin)

#endif
