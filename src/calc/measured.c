/* 1. A part of the target is scored only when exactly one quantity of the
 *    actual answers it; anything else asks.
 * 2. The share of a row is the smallest share of its parts.
 * 3. No quantity of the actual answers two parts. */
#include "calc/measured.h"

#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "calc/law.h"
#include "calc/match.h"
#include "calc/num.h"

#define SHOWN 48 /* bytes of a text that are quoted in a sentence */

/* One part of the target and what answers it. */
struct part {
	const struct quantity *target;
	struct match match;
	enum compare compare;
	struct law_result law;
	const struct rat *a, *b;
	char *target_text, *actual_text; /* as written, for sentences */
};

static bool category_in(const struct indicator *in, const struct phrases *list)
{
	for (size_t i = 0; i < list->n; i++)
		if (span_has(span_of(in->category), list->text[i]))
			return true;
	return false;
}

static const struct rat *worth(struct rat_pool *pool, int64_t num, int64_t factor)
{
	return rat_mul(pool, rat_from_num(pool, num), rat_from_num(pool, factor * NUM_ONE));
}

static char *copy_clipped(struct span s)
{
	size_t n = s.n;

	while (n > SHOWN || (n < s.n && ((unsigned char)s.s[n] & 0xc0) == 0x80))
		n--;
	return mem_strndup(s.s, n);
}

/* ---- which way ---- */

static bool is_spending(const struct indicator *in, const struct quantity *t)
{
	static const char *const words[] = {"成本", "支出", "经费", "费用",
	                                    "控制", "投资", "预算", NULL};
	struct span name = span_of(in->name);

	return span_find(name, words) < name.n || span_find(t->before, words) < t->before.n;
}

/* A thing or a rate of which less is better: 事故率, 不良率. */
static bool is_unwanted(const struct indicator *in, const struct quantity *t)
{
	struct span name = span_of(in->name);

	return wording_harm(name) || wording_harm(t->before) || wording_harm(t->after) ||
	       wording_negated(name) || wording_negated(t->before) || wording_negated(t->after);
}

/* Without a sign it is not clear whether more is better: fewer accidents, less
 * cost, shorter time. */
static bool is_doubtful(const struct indicator *in, const struct quantity *t)
{
	static const char *const held[] = {"控制", "成本", NULL};
	struct span name = span_of(in->name);
	bool cost = category_in(in, &in->policy->at_most_categories);
	bool time = category_in(in, &in->policy->time_categories);

	if (t->unit.kind == UNIT_TIME)
		return true;
	if (t->unit.kind == UNIT_MONEY)
		return is_spending(in, t);
	if (t->unit.kind == UNIT_PERCENT && span_find(name, held) < name.n)
		return true;
	if (t->unit.kind == UNIT_NONE && (cost || time))
		return true;
	return is_unwanted(in, t);
}

/* The comparator of the target, by its category where it has no sign.  False
 * when the direction is not clear and the two differ. */
static bool direction(const struct indicator *in, struct part *p)
{
	const struct quantity *t = p->target;

	p->compare = t->compare;
	if (t->compare != COMPARE_NONE)
		return t->compare != COMPARE_CLASH;
	if (span_ends(t->before, "达到") || span_ends(t->before, "达"))
		p->compare = COMPARE_AT_LEAST;
	else if (t->unit.kind == UNIT_MONEY && category_in(in, &in->policy->at_most_categories))
		p->compare = COMPARE_AT_MOST;
	else if (t->unit.kind == UNIT_TIME && category_in(in, &in->policy->time_categories))
		p->compare = COMPARE_AT_MOST;
	else if (is_doubtful(in, t) && rat_sign(p->a) != 0 && rat_cmp(p->a, p->b) != 0)
		return false;
	return true;
}

/* ---- one part ---- */

static bool ask_about_match(struct indicator *in, const struct part *p, enum match_result result)
{
	const char *t = p->target_text;

	switch (result) {
	case MATCH_FOUND:
		return true;
	case MATCH_NO_NUMBER:
		return indicator_ask(in, _("实际完成值没有写出可与“%s”比较的数。"), t);
	case MATCH_UNIT:
		return indicator_ask(in, _("实际完成值的单位与指标值“%s”不同，不能比较。"), t);
	case MATCH_NOUN:
		return indicator_ask(in, _("实际完成值说的与指标值“%s”不是同一件事。"), t);
	case MATCH_MANY:
		return indicator_ask(in, _("实际完成值有几个数都可能对应“%s”，不知取哪一个。"), t);
	case MATCH_PLANNED:
		return indicator_ask(in, _("实际完成值只有计划数，没有“%s”的完成数。"), t);
	case MATCH_LIMIT:
		return indicator_ask(in, _("实际完成值写的是要求而不是实际完成的数，请填实际数。"));
	case MATCH_ABOUT:
		return indicator_ask(in, _("实际完成值是约数，请填确切的数。"));
	case MATCH_EACH:
		return indicator_ask(
		    in, _("“%s”与实际完成值一个是每期或人均数、一个不是，不能比较。"), t);
	}
	return false;
}

static bool readable(struct indicator *in, const struct part *p)
{
	const struct quantity *t = p->target;

	if (t->about)
		return indicator_ask(in, _("指标值“%s”是约数，不知以多少为准。"), p->target_text);
	if (t->compare == COMPARE_CLASH)
		return indicator_ask(in, _("指标值“%s”的比较方向前后不一。"), p->target_text);
	if (compare_word_in(t->before) || compare_word_in(t->after))
		return indicator_ask(in, _("指标值“%s”的比较词没有紧挨着数，不知比较什么。"),
		                     p->target_text);
	return true;
}

/* 16家 + 6家 are shown as 22家. */
static char *actual_text(const struct match *m)
{
	struct str b = {0};
	struct span figure = m->first->figure;
	struct span unit = {figure.s, figure.n};

	if (m->parts == 1)
		return copy_clipped(figure);
	while (unit.n > 0 && (strchr("0123456789.,-", unit.s[0]) != NULL)) {
		unit.s++;
		unit.n--;
	}
	num_format(&b, m->num, m->decimals, false);
	str_addn(&b, unit.s, unit.n);
	return str_take(&b);
}

static bool apply_law(struct indicator *in, struct part *p)
{
	if (p->compare == COMPARE_WITHIN) {
		const struct rat *high = worth(in->pool, p->target->high, p->target->factor);

		if (rat_cmp(p->b, p->a) < 0 || rat_cmp(p->b, high) > 0)
			return indicator_ask(in, _("%s不在%s的范围内，怎样计分请填写人判断。"),
			                     p->actual_text, p->target_text);
		p->law = (struct law_result){rat_from_num(in->pool, NUM_ONE), true, LAW_FULL};
		return true;
	}
	if (!law_apply(in->pool, p->compare, in->policy->at_most, p->a, p->b, &p->law))
		return indicator_ask(in, _("%s对%s没有计分办法，请填写人判断。"), p->actual_text,
		                     p->target_text);
	return true;
}

static bool judge_part(struct indicator *in, struct part *p, bool alone)
{
	enum match_result result;

	p->target_text = copy_clipped(p->target->whole);
	if (!readable(in, p))
		return false;
	result = match_find(p->target, in->name, alone, &in->actuals, &p->match);
	if (result != MATCH_FOUND)
		return ask_about_match(in, p, result);
	p->actual_text = actual_text(&p->match);
	p->a = worth(in->pool, p->target->num, p->target->factor);
	p->b = worth(in->pool, p->match.num, p->match.first->factor);
	if (!direction(in, p))
		return indicator_ask(in,
		                     _("指标值“%s”没有写明是不少于还是不超过，请补写比较符号。"),
		                     p->target_text);
	return apply_law(in, p);
}

/* ---- the row ---- */

static void say_part(struct indicator *in, const struct part *p)
{
	bool most = p->compare == COMPARE_AT_MOST || p->compare == COMPARE_BELOW ||
	            (rat_sign(p->a) == 0 && p->compare != COMPARE_AT_LEAST);
	const char *a = p->target_text, *b = p->actual_text;

	if (p->compare == COMPARE_WITHIN)
		indicator_say(in, _("实际%s，在指标%s的范围内。"), b, a);
	else if (most && p->law.met)
		indicator_say(in, _("实际%s，指标%s，没有超过。"), b, a);
	else if (most)
		indicator_say(in, _("实际%s，指标%s，超过了。"), b, a);
	else if (p->law.met)
		indicator_say(in, _("实际%s，指标%s，达到。"), b, a);
	else
		indicator_say(in, _("实际%s，指标%s，没有达到。"), b, a);
}

/* The two numbers of the formula: bare where both count in the same unit. */
static void operands(const struct part *p, struct str *a, struct str *b)
{
	if (p->target->factor != p->match.first->factor) {
		str_addn(a, p->target->figure.s, p->target->figure.n);
		str_add(b, p->actual_text);
		return;
	}
	num_format(a, p->target->num, p->target->decimals, false);
	num_format(b, p->match.num, p->match.decimals, false);
	if (p->target->unit.kind == UNIT_PERCENT) {
		str_addc(a, '%');
		str_addc(b, '%');
	}
}

static void write_formula(struct indicator *in, const struct part *p)
{
	struct str w = {0}, a = {0}, b = {0}, score = {0};
	const char *sa, *sb, *sw, *ss;

	indicator_number(&w, in->q->points);
	operands(p, &a, &b);
	num_format(&score, in->out->score, in->policy->decimals, false);
	sw = str_text(&w), sa = str_text(&a), sb = str_text(&b), ss = str_text(&score);
	switch (p->law.form) {
	case LAW_FULL:
		indicator_formula(in, "%s × 1 = %s", sw, ss);
		break;
	case LAW_NONE:
		indicator_formula(in, "%s × 0 = %s", sw, ss);
		break;
	case LAW_B_OVER_A:
		indicator_formula(in, "%s × min(1, %s ÷ %s) = %s", sw, sb, sa, ss);
		break;
	case LAW_A_OVER_B:
		indicator_formula(in, "%s × min(1, %s ÷ %s) = %s", sw, sa, sb, ss);
		break;
	case LAW_LINEAR:
		indicator_formula(in, "%s × (1 − (%s − %s) ÷ %s) = %s", sw, sb, sa, sa, ss);
		break;
	}
	str_free(&w);
	str_free(&a);
	str_free(&b);
	str_free(&score);
}

static int64_t excess(struct indicator *in, const struct part *p)
{
	int64_t value = 0;
	bool more_is_better = p->compare == COMPARE_AT_LEAST || p->compare == COMPARE_ABOVE ||
	                      p->compare == COMPARE_NONE || p->compare == COMPARE_EQUAL;

	if (!more_is_better || rat_sign(p->a) <= 0 || rat_cmp(p->b, p->a) <= 0)
		return 0;
	if (!rat_to_num(rat_div(in->pool, rat_sub(in->pool, p->b, p->a), p->a), 6, &value))
		return INT64_MAX;
	return value;
}

static void settle(struct indicator *in, const struct part *parts, size_t n)
{
	const struct part *worst = &parts[0];
	const struct rat *score;
	bool planned = false;

	in->out->kind = JUDGE_SCORED;
	in->out->met = true;
	for (size_t i = 0; i < n; i++) {
		int64_t over = excess(in, &parts[i]);

		if (rat_cmp(parts[i].law.share, worst->law.share) < 0)
			worst = &parts[i];
		in->out->met &= parts[i].law.met;
		in->out->excess = over > in->out->excess ? over : in->out->excess;
	}
	score = rat_mul(in->pool, rat_from_num(in->pool, in->q->points), worst->law.share);
	if (!rat_to_num(score, in->policy->decimals, &in->out->score)) {
		indicator_ask(in, _("分值太大，算不出得分。"));
		return;
	}
	in->out->lo = in->out->hi = in->out->score;
	say_part(in, worst);
	if (n > 1)
		indicator_say(in, _("指标有 %zu 项，以最差的一项计分。"), n);
	for (size_t i = 0; i < in->actuals.n; i++)
		planned |= in->actuals.item[i].planned;
	if (planned)
		indicator_say(in, _("计划中的数不算完成数。"));
	write_formula(in, worst);
}

static bool is_used(const struct part *parts, size_t n, const struct quantity *q)
{
	for (size_t i = 0; i < n; i++)
		if (parts[i].match.first == q)
			return true;
	return false;
}

static size_t collect(struct indicator *in, struct part *parts)
{
	size_t n = 0;

	for (size_t i = 0; i < in->targets.n; i++)
		if (in->targets.item[i].unit.kind != UNIT_DATE)
			parts[n++].target = &in->targets.item[i];
	return n;
}

static bool judge_parts(struct indicator *in, struct part *parts, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (parts[i].target->bracketed || parts[i].target->joined)
			return indicator_ask(in, _("指标值里不止一个数，不知以哪一个为准。"));
		if (!judge_part(in, &parts[i], n == 1))
			return false;
		if (is_used(parts, i, parts[i].match.first))
			return indicator_ask(in, _("指标有几项，实际完成值里的数不够一一对应。"));
	}
	return true;
}

void measured_judge(struct indicator *in)
{
	struct part parts[QUANTITIES_MAX] = {{0}};
	size_t n = collect(in, parts);

	if (judge_parts(in, parts, n))
		settle(in, parts, n);
	for (size_t i = 0; i < n; i++) {
		mem_free(parts[i].target_text);
		mem_free(parts[i].actual_text);
	}
}

/* ---- a figure of the form as target ---- */

static char *reference_phrase(struct span s)
{
	static const char *const tails[] = {"以内", "之内", "内", "的", NULL};
	size_t n = s.n;

	for (const char *const *w = tails; *w; w++)
		if (span_ends((struct span){s.s, n}, *w))
			n -= strlen(*w);
	return mem_strndup(s.s, n);
}

static char *reference_text(const char *phrase, int64_t num)
{
	struct str b = {0};

	str_add(&b, phrase);
	num_format(&b, num, 2, false);
	str_add(&b, "万元");
	return str_take(&b);
}

bool measured_by_figure(struct indicator *in)
{
	struct quantity t = {.factor = 10000, .decimals = 2};
	struct part p = {.target = &t};
	size_t n = 0;
	size_t at = compare_find(span_of(in->target), &n, &t.compare);
	bool most = category_in(in, &in->policy->at_most_categories);
	struct span rest = n > 0 ? span_of(in->target + at + n) : span_of(in->target);
	char *phrase, *text;

	if (!in->q->figure || rest.n == 0 || (n == 0 && !most))
		return false;
	phrase = reference_phrase(rest);
	if (!in->q->figure(in->q->context, phrase, &t.num)) {
		mem_free(phrase);
		return false;
	}
	unit_read("元", &t.unit);
	text = reference_text(phrase, t.num);
	t.whole = t.figure = span_of(text);
	t.before = (struct span){in->target, n > 0 ? at : 0};
	t.after = span_of("");
	if (judge_part(in, &p, true))
		settle(in, &p, 1);
	mem_free(p.target_text);
	mem_free(p.actual_text);
	mem_free(phrase);
	mem_free(text);
	return true;
}
