#include "calc/claim.h"

#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "calc/match.h"
#include "calc/quantity.h"
#include "calc/wording.h"

/* The bytes of the longest phrase s begins with, or 0. */
static size_t phrase_at(const struct phrases *list, struct span s)
{
	size_t best = 0;

	for (size_t i = 0; i < list->n; i++)
		if (span_begins(s, list->text[i]) && strlen(list->text[i]) > best)
			best = strlen(list->text[i]);
	return best;
}

/* ---- reasons ---- */

static bool is_one_of(const struct phrases *list, const char *text)
{
	for (size_t i = 0; i < list->n; i++)
		if (strcmp(list->text[i], text) == 0)
			return true;
	return false;
}

/* Two characters beside the phrases are words of one's own. */
static bool clause_says(struct span clause, const struct phrases *excuse)
{
	struct str rest = {0}, core = {0};
	bool says;

	for (size_t i = 0, n; i < clause.n; i += n) {
		n = phrase_at(excuse, (struct span){clause.s + i, clause.n - i});
		if (n > 0)
			continue;
		text_decode(clause.s + i, &n);
		str_addn(&rest, clause.s + i, n);
	}
	wording_core(&core, (struct span){str_text(&rest), rest.length});
	says = core.length >= 2 * strlen("因");
	str_free(&rest);
	str_free(&core);
	return says;
}

bool claim_filled(const char *text, const struct phrases *na, const struct phrases *excuse)
{
	char *folded = wording_of_cell(text);
	bool filled = false;

	if (folded && !is_one_of(na, folded)) {
		for (const char *p = folded; *p && !filled;) {
			struct span clause = wording_clause(folded, (size_t)(p - folded));
			size_t skip = 1;

			filled = clause_says(clause, excuse);
			p = clause.s + clause.n;
			if (*p)
				text_decode(p, &skip);
			p += *p ? skip : 0;
		}
	}
	mem_free(folded);
	return filled;
}

/* ---- phrases ---- */

/* clang-format off */

/* Stand between the word that denies and what is denied. */
static const char *const between[] = {
	"出现", "发生", "发现", "存在", "产生", "任何", "明显", "有", "再", "造成", "会", NULL,
};

static const char *const denials[] = {
	"无", "未", "没", "没有", "不", "非", "免", "避免", "防止", "杜绝", "消除", "克服", "扭转",
	"补齐", "补上", "弥补", "解决", "整改", "改善", NULL,
};

/* Begin a clause that denies what stands a word later: 无进度滞后. */
static const char *const none_of[] = {"无", "没有", "未出现", "未发生", "不存在", "未存在", NULL};

static const char *const mended[] = {
	"已解决", "已整改", "已消除", "已克服", "已改善", "已扭转", "已补齐", "得到解决", "得到改善",
	"整改完成", "整改到位", "已纠正", "已弥补", NULL,
};

/* Behind the phrase these make it the name of a figure: 逾期率0. */
static const char *const figures[] = {"率", "次数", "事件", "为零", "为0", "0", "零", NULL};

/* clang-format on */

static bool ends_with_any(struct span s, const char *const *words, size_t *n)
{
	*n = 0;
	for (; *words; words++)
		if (span_ends(s, *words) && strlen(*words) > *n)
			*n = strlen(*words);
	return *n > 0;
}

/* What stands before the phrase in its clause denies it. */
static bool is_denied(struct span before)
{
	struct span s = before;
	size_t n;

	while (ends_with_any(s, between, &n))
		s.n -= n;
	if (ends_with_any(s, denials, &n))
		return true;
	for (const char *const *w = none_of; *w; w++)
		if (span_begins(before, *w) && before.n <= strlen(*w) + 2 * strlen("进"))
			return true;
	return false;
}

static bool is_meant(const char *text, struct span hit)
{
	struct span clause = wording_clause(text, (size_t)(hit.s - text));
	struct span before = {clause.s, (size_t)(hit.s - clause.s)};
	struct span after = {hit.s + hit.n, (size_t)(clause.s + clause.n - hit.s - hit.n)};

	for (const char *const *w = figures; *w; w++)
		if (span_begins(after, *w))
			return false;
	return !is_denied(before) && span_find(after, mended) == after.n;
}

bool claim_says(const char *text, const struct phrases *words)
{
	char *folded = wording_of_cell(text);
	bool says = false;

	for (size_t i = 0; folded && folded[i] && !says;) {
		struct span hit = {folded + i, phrase_at(words, span_of(folded + i))};

		says = hit.n > 0 && is_meant(folded, hit);
		if (hit.n == 0)
			text_decode(hit.s, &hit.n);
		i += hit.n;
	}
	mem_free(folded);
	return says;
}

/* ---- bounds ---- */

static bool is_bound(const struct quantity *q)
{
	return q->compare == COMPARE_AT_LEAST || q->compare == COMPARE_AT_MOST ||
	       q->compare == COMPARE_ABOVE || q->compare == COMPARE_BELOW;
}

/* Nothing but bounds, each with its noun at most before it. */
static bool is_bounds_only(const struct quantities *list)
{
	for (size_t i = 0; i < list->n; i++) {
		struct str core = {0};
		bool sentence;

		wording_core(&core, list->item[i].after);
		sentence = core.length > 0;
		str_free(&core);
		if (!is_bound(&list->item[i]) || sentence)
			return false;
	}
	return list->n > 0 && !list->many && !list->bad;
}

bool claim_copied(const char *target, const char *actual, const struct phrases *bounds)
{
	char *t = wording_of_cell(target), *a = wording_of_cell(actual);
	struct quantities *list = mem_alloc(sizeof *list);
	bool copied = false;

	if (t && a) {
		quantities_read(a, NULL, 0, list);
		copied = is_bounds_only(list);
		if (list->n == 0 && !list->bad && claim_says(a, bounds)) {
			quantities_read(t, NULL, 0, list);
			copied = list->n > 0;
		}
	}
	mem_free(list);
	mem_free(t);
	mem_free(a);
	return copied;
}

/* ---- another measure ---- */

struct measure {
	const struct judge_policy *policy;
	char *name, *target, *actual; /* folded */
	struct quantities targets, actuals;
};

/* «完成80%» is a share of whatever was to be done. */
static bool is_progress(const struct quantity *q)
{
	static const char *const words[] = {"完成",   "完成率", "完成了", "达成率",
	                                    "执行率", "进度",   "完成度", NULL};
	size_t n;

	return q->unit.kind == UNIT_PERCENT && ends_with_any(q->before, words, &n);
}

/* The name of a rate without the word that makes it one; empty when it is none. */
static void rate_stem(struct str *out, struct span noun)
{
	static const char *const rates[] = {"比率", "比例", "占比", "比重", "率", "度", "比", NULL};
	struct str core = {0};
	struct span s;
	size_t n;

	wording_core(&core, noun);
	s = (struct span){str_text(&core), core.length};
	if (ends_with_any(s, rates, &n))
		wording_core(out, (struct span){s.s, s.n - n});
	str_free(&core);
}

/* All characters of a stand in b, in that order. */
static bool is_shortened(struct span a, struct span b)
{
	size_t at = 0, n = 0, k = 0;

	for (size_t i = 0; i < b.n && at < a.n; i += n) {
		text_decode(b.s + i, &n);
		text_decode(a.s + at, &k);
		if (n == k && memcmp(a.s + at, b.s + i, n) == 0)
			at += k;
	}
	return at == a.n;
}

static bool is_same_stem(const struct str *a, const struct str *b)
{
	struct span x = {str_text(a), a->length}, y = {str_text(b), b->length};

	return (is_shortened(x, y) || is_shortened(y, x)) && !wording_contrary(x, y);
}

/* A rate answers an indicator that is named like it, whatever its target counts. */
static bool is_named(const struct measure *m, const struct quantity *q)
{
	struct str name = {0}, stem = {0};
	bool same;

	if (q->unit.kind != UNIT_PERCENT)
		return false;
	rate_stem(&name, span_of(m->name));
	rate_stem(&stem, q->before);
	same = name.length > 0 && (stem.length == 0 || is_same_stem(&stem, &name));
	str_free(&name);
	str_free(&stem);
	return same;
}

static bool has_akin(const struct measure *m, const struct quantity *t)
{
	for (size_t i = 0; i < m->actuals.n; i++) {
		const struct quantity *q = &m->actuals.item[i];

		if (unit_akin(&t->unit, &q->unit) || is_named(m, q) ||
		    (is_progress(q) && t->unit.kind != UNIT_TIME))
			return true;
	}
	return false;
}

/* One of the actual's rates may be the target's, or has no name of its own. */
static bool has_same_rate(const struct measure *m, const struct str *stem)
{
	bool same = false, named = false;

	for (size_t i = 0; i < m->actuals.n && !same; i++) {
		const struct quantity *q = &m->actuals.item[i];
		struct str other = {0};

		if (q->unit.kind != UNIT_PERCENT)
			continue;
		rate_stem(&other, q->before);
		named = true;
		same = other.length == 0 || is_same_stem(stem, &other);
		str_free(&other);
	}
	return same || !named;
}

static bool is_other_rate(const struct measure *m, const struct quantity *t)
{
	struct str own = {0}, name = {0};
	bool other;

	rate_stem(&own, t->before);
	rate_stem(&name, span_of(m->name));
	other = own.length + name.length > 0;
	if (own.length > 0)
		other = !has_same_rate(m, &own);
	if (other && name.length > 0)
		other = !has_same_rate(m, &name);
	str_free(&own);
	str_free(&name);
	return other;
}

/* This quantity of the target is clearly not what the actual speaks of. */
static bool is_other(const struct measure *m, const struct quantity *t)
{
	struct match match;

	if (!has_akin(m, t))
		return true;
	if (t->unit.kind != UNIT_PERCENT)
		return false;
	return match_find(t, m->name, m->targets.n == 1, &m->actuals, &match) == MATCH_NOUN &&
	       is_other_rate(m, t);
}

/* Of several wants one that is answered is enough. */
static bool is_all_other(struct measure *m)
{
	size_t asked = 0;

	quantities_read(m->target, NULL, 0, &m->targets);
	quantities_read(m->actual, m->policy->planned.text, m->policy->planned.n, &m->actuals);
	if (m->targets.bad || m->actuals.bad || m->actuals.n == 0)
		return false;
	for (size_t i = 0; i < m->targets.n; i++) {
		const struct quantity *t = &m->targets.item[i];

		if (t->unit.kind == UNIT_DATE || t->bracketed)
			continue;
		asked++;
		if (!is_other(m, t))
			return false;
	}
	return asked > 0;
}

bool claim_measures(const struct judge_policy *policy, const char *name, const char *target,
                    const char *actual)
{
	struct measure *m = mem_alloc(sizeof *m);
	bool other = false;

	m->policy = policy;
	m->target = wording_of_cell(target);
	m->actual = wording_of_cell(actual);
	m->name = wording_of_cell(name);
	if (!m->name)
		m->name = mem_strdup("");
	if (m->target && m->actual && strcmp(m->target, m->actual) != 0)
		other = is_all_other(m);
	mem_free(m->name);
	mem_free(m->target);
	mem_free(m->actual);
	mem_free(m);
	return !other;
}
