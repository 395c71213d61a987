#include "support/judging.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "calc/num.h"

/* The policy the cases are worked out with: made once for the group. */
static struct judge_band bands[3];
static struct judge_policy ratio = {.at_most = AT_MOST_RATIO, .decimals = 2};

struct phrases judging_phrases(const char *words)
{
	struct phrases list = {0};
	size_t capacity = 0;

	while (*words) {
		size_t n = strcspn(words, " ");

		list.text = mem_more(list.text, list.n, &capacity, sizeof *list.text);
		list.text[list.n++] = mem_strndup(words, n);
		words += n + strspn(words + n, " ");
	}
	return list;
}

void judging_phrases_free(struct phrases *list)
{
	for (size_t i = 0; i < list->n; i++)
		mem_free(list->text[i]);
	mem_free(list->text);
}

int judging_make_policy(void **state)
{
	(void)state;
	bands[0] = (struct judge_band){
	    "达成", 800000, 1000000,
	    judging_phrases("完成 达成 达标 落实到位 制定了 建立了 形成了")};
	bands[1] = (struct judge_band){
	    "部分达成", 600000, 800000,
	    judging_phrases("部分完成 基本完成 部分达成 部分达标 部分落实")};
	bands[2] = (struct judge_band){
	    "未达成", 0, 600000, judging_phrases("未完成 没有完成 未达成 未达标 未开展 未落实")};
	ratio.bands = bands;
	ratio.nbands = 3;
	ratio.na = judging_phrases("不适用 不适应 / 无");
	ratio.planned = judging_phrases("拟 计划 预计 目标");
	ratio.at_most_categories = judging_phrases("成本");
	ratio.time_categories = judging_phrases("时效");
	return 0;
}

int judging_free_policy(void **state)
{
	(void)state;
	for (size_t i = 0; i < 3; i++)
		judging_phrases_free(&bands[i].phrases);
	judging_phrases_free(&ratio.na);
	judging_phrases_free(&ratio.planned);
	judging_phrases_free(&ratio.at_most_categories);
	judging_phrases_free(&ratio.time_categories);
	return 0;
}

/* The form's 年初预算数, as annex 3 has it. */
static bool budget(void *context, const char *phrase, int64_t *out)
{
	const int64_t *begin = context;

	if (!begin || !strstr(phrase, "年初预算"))
		return false;
	*out = *begin;
	return true;
}

struct judgement judging_row(enum judge_at_most at_most, const struct judging_row *r,
                             int64_t *begin)
{
	struct judge_policy p = ratio;
	struct judge_question q = {
	    .category = r->category,
	    .name = r->name,
	    .target = r->target,
	    .actual = r->actual,
	    .points = (int64_t)r->points * NUM_ONE,
	    .year = JUDGING_YEAR,
	    .figure = begin ? budget : NULL,
	    .context = begin,
	};
	struct judgement j;

	p.at_most = at_most;
	judge(&p, &q, &j);
	return j;
}

static void fail_row(const struct judging_row *r, const struct judgement *j, const char *what)
{
	fail_msg("%s\n  %s | %s | %s | %d\n  kind %d score %lld lo %lld hi %lld\n  why: %s\n  %s",
	         what, r->name ? r->name : "", r->target ? r->target : "",
	         r->actual ? r->actual : "", r->points, (int)j->kind, (long long)j->score,
	         (long long)j->lo, (long long)j->hi, j->why, j->formula);
}

void judging_check(const struct judging_row *r, const struct judgement *j)
{
	static const enum judge_kind kinds[] = {JUDGE_SCORED, JUDGE_BAND, JUDGE_ASK, JUDGE_NA};
	int64_t cent = NUM_ONE / 100;

	if (j->kind != kinds[r->want])
		fail_row(r, j, "another kind");
	if (r->want == SCORED && (j->score != r->lo * cent || j->formula[0] == '\0'))
		fail_row(r, j, "another score");
	if (r->want == BAND && (j->lo != r->lo * cent || j->hi != r->hi * cent))
		fail_row(r, j, "another band");
	if (r->want != SCORED && j->formula[0] != '\0')
		fail_row(r, j, "a formula without a score");
	if (j->why[0] == '\0' || text_check(j->why, strlen(j->why)) != strlen(j->why))
		fail_row(r, j, "no sentence");
	if (r->why && !strstr(j->why, r->why))
		fail_row(r, j, r->why);
}

void judging_check_rows(const struct judging_row *rows, size_t n, int64_t *begin)
{
	for (size_t i = 0; i < n; i++) {
		struct judgement j = judging_row(AT_MOST_RATIO, &rows[i], begin);

		judging_check(&rows[i], &j);
	}
}
