/* The steps of judge(), in this order:
 * 1. What can't be read (empty, not UTF-8, 48.6., a copy) asks.
 * 2. A target with numbers is measured; one that names a figure of the form is
 *    measured against that; one with only a date wants completion by then.
 * 3. What is left is a statement: the policy's bands, and a person chooses. */
#include "calc/target.h"

#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"
#include "calc/band.h"
#include "calc/indicator.h"
#include "calc/measured.h"
#include "calc/num.h"
#include "calc/wording.h"

/* ---- what is not applicable, or can't be read ---- */

static bool is_one_of(const struct phrases *list, const char *text)
{
	char *folded = text_fold(text);
	bool found = false;

	for (size_t i = 0; i < list->n && !found; i++) {
		char *word = text_fold(list->text[i]);

		found = *word && strcmp(word, folded) == 0;
		mem_free(word);
	}
	mem_free(folded);
	return found;
}

static bool is_unreadable(const char *text)
{
	size_t n = text ? strlen(text) : 0;

	return n > 0 && (n > WORDING_MAX || text_check(text, n) < n);
}

/* 不适用 stands in one, two or three cells. */
static bool is_not_applicable(const struct indicator *in)
{
	const struct phrases *na = &in->policy->na;
	const struct judge_question *q = in->q;

	if (is_one_of(na, q->name))
		return true;
	return is_one_of(na, q->target) && (text_is_blank(q->actual) || is_one_of(na, q->actual));
}

static bool is_answerable(struct indicator *in)
{
	const struct judge_question *q = in->q;

	if (is_unreadable(q->name) || is_unreadable(q->target) || is_unreadable(q->actual) ||
	    is_unreadable(q->category))
		return indicator_ask(in, _("文字太长或编码有误，读不出来。"));
	if (is_not_applicable(in)) {
		in->out->kind = JUDGE_NA;
		indicator_say(in, _("本行不适用。"));
		return false;
	}
	if (text_is_blank(q->target))
		return indicator_ask(in, _("没有填指标值。"));
	if (text_is_blank(q->actual))
		return indicator_ask(in, _("没有填实际完成值。"));
	if (q->points <= 0)
		return indicator_ask(in, _("没有分值，算不出得分。"));
	return true;
}

static bool is_legible(struct indicator *in)
{
	const struct span *bad = in->targets.bad ? &in->targets.bad_text : &in->actuals.bad_text;
	size_t n = text_check(bad->s, bad->n < 48 ? bad->n : 48);

	if (in->targets.many || in->actuals.many)
		return indicator_ask(in, _("文字里的数太多，请填写人判断。"));
	if (in->targets.bad)
		return indicator_ask(in, _("指标值里的“%.*s”读不成一个数。"), (int)n, bad->s);
	if (in->actuals.bad)
		return indicator_ask(in, _("实际完成值里的“%.*s”读不成一个数。"), (int)n, bad->s);
	return true;
}

/* «27184人» may well be measured; «≥95%» and «显著提高» are the target again. */
static bool is_copy(const struct indicator *in)
{
	const struct quantity *q = &in->targets.item[0];

	if (strcmp(in->target, in->actual) != 0)
		return false;
	return in->targets.n != 1 || q->before.n > 0 || q->after.n > 0 || q->about ||
	       (q->compare != COMPARE_NONE && q->compare != COMPARE_EQUAL) ||
	       q->unit.kind == UNIT_DATE;
}

static bool is_of_this_year(struct indicator *in)
{
	int year = in->q->year;

	if (year <= 0)
		return true;
	if (in->due.year != 0 && in->due.year != year)
		return indicator_ask(in, _("指标值写的是%d年，本表是%d年的。"), in->due.year, year);
	if (in->done.year != 0 && in->done.year != year)
		return indicator_ask(in, _("实际完成值写的是%d年，本表是%d年的。"), in->done.year,
		                     year);
	return true;
}

static void prepare(struct indicator *in)
{
	const struct judge_policy *p = in->policy;

	in->category = text_fold(in->q->category);
	in->name = wording_fold(in->q->name ? in->q->name : "");
	in->target = wording_fold(in->q->target);
	in->actual = wording_fold(in->q->actual);
	quantities_read(in->target, NULL, 0, &in->targets);
	quantities_read(in->actual, p->planned.text, p->planned.n, &in->actuals);
	due_read(in->target, &in->targets, in->q->year, &in->due);
	due_read(in->actual, &in->actuals, in->q->year, &in->done);
}

/* ---- completion by date ---- */

static bool is_due(const struct indicator *in)
{
	static const char *const words[] = {"完成", "前", "底", "内", "末", NULL};
	const struct phrases *time = &in->policy->time_categories;
	struct span s = span_of(in->target);

	if (!due_is_given(&in->due))
		return false;
	if (span_find(s, words) < s.n)
		return true;
	for (size_t i = 0; i < time->n; i++)
		if (span_has(span_of(in->category), time->text[i]))
			return true;
	return false;
}

static void settle_done(struct indicator *in)
{
	struct str w = {0}, score = {0};

	in->out->kind = JUDGE_SCORED;
	in->out->score = in->out->lo = in->out->hi = num_round(in->q->points, in->policy->decimals);
	in->out->met = true;
	indicator_number(&w, in->q->points);
	num_format(&score, in->out->score, in->policy->decimals, false);
	indicator_say(in, _("要求的时间内已完成。"));
	indicator_formula(in, "%s × 1 = %s", str_text(&w), str_text(&score));
	str_free(&w);
	str_free(&score);
}

/* Only a clear «done» earns the points; the rest is left to the bands. */
static void judge_due(struct indicator *in)
{
	if (in->due.unclear || in->done.unclear)
		indicator_ask(in, _("写了几个时间，不知以哪一个为准。"));
	else if (!due_is_given(&in->done) && !due_is_year_end(&in->due))
		indicator_ask(in, _("指标要求在年中某时完成，实际完成值没有写完成时间。"));
	else if (due_is_given(&in->done) && !due_is_kept(&in->due, &in->done))
		indicator_ask(in, _("写的完成时间不在要求的时间内，怎样计分请填写人判断。"));
	else
		settle_done(in);
}

/* ---- statements ---- */

/* What the actual says beside the phrase and its dates. */
static void add_rest(const struct indicator *in, struct span phrase, struct str *out)
{
	const struct quantities *list = &in->actuals;
	size_t k = 0;

	for (const char *p = in->actual; *p; p++) {
		while (k < list->n && p >= list->item[k].whole.s + list->item[k].whole.n)
			k++;
		if (p >= phrase.s && p < phrase.s + phrase.n)
			continue;
		if (k < list->n && list->item[k].unit.kind == UNIT_DATE &&
		    p >= list->item[k].whole.s)
			continue;
		str_addc(out, *p);
	}
}

/* «已完成» speaks of the whole row; anything longer must speak of its matter. */
static bool is_on_the_matter(const struct indicator *in, struct span phrase)
{
	struct str rest = {0}, core = {0};
	struct span s;
	bool same;

	add_rest(in, phrase, &rest);
	wording_core(&core, (struct span){str_text(&rest), rest.length});
	s = (struct span){str_text(&core), core.length};
	same = s.n <= 2 * strlen("完") || wording_share(s, span_of(in->target)) ||
	       wording_share(s, span_of(in->name));
	str_free(&rest);
	str_free(&core);
	return same;
}

static bool is_periodic(const char *target)
{
	static const char *const words[] = {"按季", "按月", "按周", "按旬", "每月",   "每季",
	                                    "每周", "每日", "每天", "每年", "每半年", "每旬",
	                                    "逐月", "逐季", "定期", "常年", NULL};
	struct span s = span_of(target);

	return span_find(s, words) < s.n;
}

/* 完成80% is not 完成. */
static bool is_short_of_all(const struct indicator *in)
{
	for (size_t i = 0; i < in->actuals.n; i++) {
		const struct quantity *q = &in->actuals.item[i];

		if (q->unit.kind == UNIT_PERCENT &&
		    (q->factor != 10 || q->num < 100 * NUM_ONE || q->compare != COMPARE_NONE))
			return true;
	}
	return false;
}

static bool scale(struct indicator *in, int64_t share, int64_t *out)
{
	const struct rat *part = rat_mul(in->pool, rat_from_num(in->pool, in->q->points),
	                                 rat_from_num(in->pool, share));

	return rat_to_num(part, in->policy->decimals, out);
}

static void settle_band(struct indicator *in, int band, struct span phrase)
{
	const struct judge_band *b = &in->policy->bands[band];

	if (!scale(in, b->lo, &in->out->lo) || !scale(in, b->hi, &in->out->hi)) {
		indicator_ask(in, _("分值太大，算不出得分。"));
		return;
	}
	in->out->kind = JUDGE_BAND;
	indicator_say(in, _("定性指标，实际完成值写“%.*s”，属于%s，请在档内选分。"), (int)phrase.n,
	              phrase.s, b->name);
}

static void judge_statement(struct indicator *in, bool due)
{
	struct span phrase = {0};
	int band = band_find(in->policy, in->actual, &phrase);

	if (band == BAND_NONE)
		indicator_ask(in, _("定性指标，实际完成值看不出完成到什么程度。"));
	else if (band == BAND_UNSURE || (band == 0 && is_short_of_all(in)))
		indicator_ask(in, _("实际完成值说得有保留，看不出是否全部完成。"));
	else if (!is_on_the_matter(in, phrase))
		indicator_ask(in, _("实际完成值说的与指标不是同一件事。"));
	else if (!due && is_periodic(in->target))
		indicator_ask(in, _("指标要求按期开展，请核对实际开展了几次。"));
	else if (due && band == 0)
		judge_due(in);
	else
		settle_band(in, band, phrase);
}

/* ---- the row ---- */

static bool has_number(const struct quantities *list)
{
	for (size_t i = 0; i < list->n; i++)
		if (list->item[i].unit.kind != UNIT_DATE)
			return true;
	return false;
}

/* A number by a date: the number can be judged, an earlier date only asked. */
static bool is_timely(struct indicator *in)
{
	if (!due_is_given(&in->due) || due_is_year_end(&in->due))
		return true;
	return indicator_ask(in, _("指标还要求在年中某时完成，请核对完成时间。"));
}

static void judge_row(struct indicator *in)
{
	struct span target = span_of(in->target);

	if (!is_legible(in))
		return;
	if (is_copy(in)) {
		indicator_ask(in, _("照抄指标值，不是实际完成值，请填实际数或完成情况。"));
		return;
	}
	if (!is_of_this_year(in))
		return;
	if (has_number(&in->targets)) {
		if (is_timely(in))
			measured_judge(in);
	} else if (!measured_by_figure(in)) {
		if (compare_word_in(target))
			indicator_ask(in, _("指标值要比较的数，在表里找不到。"));
		else
			judge_statement(in, is_due(in));
	}
}

void judge(const struct judge_policy *policy, const struct judge_question *q, struct judgement *out)
{
	struct indicator *in = mem_alloc(sizeof *in);

	*out = (struct judgement){.kind = JUDGE_ASK};
	in->policy = policy;
	in->q = q;
	in->out = out;
	if (is_answerable(in)) {
		in->pool = rat_pool_new();
		prepare(in);
		judge_row(in);
	}
	mem_free(in->category);
	mem_free(in->name);
	mem_free(in->target);
	mem_free(in->actual);
	rat_pool_free(in->pool);
	mem_free(in);
}

int64_t judge_execution(int64_t rate, int64_t weight, int decimals)
{
	struct rat_pool *pool = rat_pool_new();
	const struct rat *score = rat_mul(pool, rat_from_num(pool, rate),
	                                  rat_from_num(pool, weight));
	int64_t out = 0;

	if (rate <= 0 || weight <= 0)
		out = 0;
	else if (rate >= NUM_ONE || !rat_to_num(score, decimals, &out))
		out = num_round(weight, decimals);
	rat_pool_free(pool);
	return out;
}
