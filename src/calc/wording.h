#ifndef CALC_WORDING_H
#define CALC_WORDING_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"

/* The words around the numbers of a target or an actual: whether two nouns
 * speak of the same thing, and what turns a statement round.  All texts are
 * folded ones (wording_fold). */

struct span {
	const char *s;
	size_t n; /* bytes */
};

struct span span_of(const char *s);
bool span_has(struct span in, const char *word);
bool span_begins(struct span in, const char *word);
bool span_ends(struct span in, const char *word);
/* The offset of the first of the words (a list that ends with NULL), or in.n. */
size_t span_find(struct span in, const char *const *words);

/* NFKC without blanks, except one blank between two digits, which no number
 * may cross; − becomes -; without what stands in 《…》, which names a document.  s is valid
 * UTF-8.  The caller frees it. */
char *wording_fold(const char *s);

/* Bytes of one cell that are read at all. */
#define WORDING_MAX 65536
/* A cell's text, folded; NULL: nothing in it, too much, or no UTF-8.  The caller
 * frees it. */
char *wording_of_cell(const char *text);

/* The bytes of the clause (up to , ; 。 ! ? + or a newline) around at. */
struct span wording_clause(const char *text, size_t at);

/* The noun itself: quotes, brackets and words that carry nothing (完成, 共,
 * 达到, 调查 …) taken off. */
void wording_core(struct str *out, struct span noun);

/* 未达标, 不合格, 无 …: true when exactly one of the two is negated. */
bool wording_contrary(struct span a, struct span b);
bool wording_negated(struct span s);

/* 应检查, 任务数: what was to be done. */
bool wording_owed(struct span s);

/* A word of harm (事故, 差错, 投诉 …) and none of a remedy behind it (投诉处理):
 * less of it is better. */
bool wording_harm(struct span s);
/* The length of the word of harm s begins with, or 0. */
size_t wording_harm_begins(const char *s);

/* True when a and b share two characters in a row. */
bool wording_share(struct span a, struct span b);

/* True when a and b name the same rate: one is the end of the other, words
 * such as 服务 or 人次 inside not counted («重点人群签约服务率», «签约率»), and
 * nothing negates the longer one («不合格率», «合格率»). */
bool wording_same_rate(struct span a, struct span b);

/* Where a plan begins in s: the offset of the last of the n planned words that
 * nothing such as 实际 or 已 behind it takes back, or s.n.  计划生育, 按计划 and
 * 模拟 are no plans. */
size_t wording_plan(struct span s, char *const *planned, size_t n);

#endif
