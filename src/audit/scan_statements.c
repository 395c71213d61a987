/* Free texts whose own numbers disagree, sentence by sentence:
 *   B …, A …, 占 B 的 x %        A ÷ B
 *   应 B, 实 A, …率 x %          A ÷ B
 *   V, 比上年增加 D, 增长 x %    D ÷ (V − D)
 *   A, 上年 B, 增长 x %          (A − B) ÷ B
 *   T (a + b),  T, 其中 a, b     T = a + b
 * Where the sentence doesn't say which numbers belong together nothing is
 * said.  Texts that a narrative restates are checked by it, not here. */
#include "audit/scan_inside.h"

#include "audit/noun.h"
#include "audit/ratio.h"
#include "base/i18n.h"
#include "base/mem.h"

struct statement {
	struct scan *s;
	struct scan_text *text;
	const struct sentence *x;
};

static bool has_any(struct span s, const char *const *words)
{
	return span_find(s, words) < s.n;
}

static bool is_plain(const struct quantity *q)
{
	return q->unit.known && q->unit.kind != UNIT_PERCENT && q->unit.kind != UNIT_DATE &&
	       q->unit.kind != UNIT_TIME && !q->bracketed && !q->about && !q->each && q->high == 0;
}

static bool same_unit(const struct quantity *a, const struct quantity *b)
{
	return unit_equal(&a->unit, &b->unit);
}

/* ---- ratios ---- */

static void report_ratio(const struct statement *t, const struct quantity *printed, struct amount a,
                         struct amount b, const char *formula)
{
	const struct rat *quotient = NULL;
	enum verdict v = ratio_verdict(t->s->pool, printed, a, b, &quotient);
	struct str line = {0}, computed = {0};
	if (v == VERDICT_AGREES || v == VERDICT_UNCHECKED)
		return;
	ratio_show(quotient, printed, &computed);
	str_addf(&line, _("文字写的是 %.*s，按文字自己的数 %s = %s"), (int)printed->figure.n,
	         printed->figure.s, formula, str_text(&computed));
	str_free(&computed);
	struct str detail = {0};
	str_addf(&detail, "%.*s = %s", (int)printed->figure.n, printed->figure.s, formula);
	struct finding *x = scan_report(t->s, t->text->place, str_take(&line), str_text(&detail));
	str_free(&detail);
	x->verdict = v;
	scan_part(x, t->text, printed->figure);
}

static void divide(const struct statement *t, const struct quantity *printed,
                   const struct quantity *a, const struct quantity *b)
{
	struct str formula = {0};
	str_addf(&formula, "%.*s ÷ %.*s", (int)a->figure.n, a->figure.s, (int)b->figure.n,
	         b->figure.s);
	report_ratio(t, printed, amount_of(t->s->pool, a), amount_of(t->s->pool, b),
	             str_text(&formula));
	str_free(&formula);
}

/* What stands behind 占, without 的: empty for 占比. */
static struct span base_name(struct span before)
{
	static const char *const share[] = {"占", NULL};
	struct span s = before;
	size_t at = span_find(s, share);
	s.s += at < s.n ? at + 3 : s.n;
	s.n -= at < s.n ? at + 3 : s.n;
	if (span_begins(s, "比"))
		s.n = 0;
	if (span_ends(s, "的"))
		s.n -= 3;
	return s;
}

/* 占 B 的 x % */
static void check_share(const struct statement *t, size_t k)
{
	const struct quantity *p = &t->x->q[k], *a = k > 0 ? p - 1 : NULL;
	struct span name = base_name(p->before);
	struct str base = {0};
	if (name.n == 0 || !a || !is_plain(a))
		return;
	noun_topic(t->s->f->set, name, &base);
	for (const struct quantity *b = a; base.length > 0 && b-- > t->x->q;) {
		struct str topic = {0};
		bool found;
		if (!is_plain(b) || !same_unit(a, b))
			continue;
		noun_topic(t->s->f->set, b->before, &topic);
		found = topic.length >= base.length && noun_same(topic.s, base.s);
		str_free(&topic);
		if (!found)
			continue;
		divide(t, p, a, b);
		break;
	}
	str_free(&base);
}

/* The rate is the one of what was to be done and what was done: 完成率, or
 * named as one of the two (筛查 …, 筛查率). */
static bool is_rate_of(struct span rate, const struct quantity *a, const struct quantity *b)
{
	static const char *const done[] = {"完成率", "达成率", "办结率", "到位率", NULL};
	static const char *const end[] = {"率", NULL};
	size_t at = span_find(rate, end);
	struct span verb = {rate.s, at};
	if (at == rate.n)
		return false;
	if (has_any(rate, done))
		return true;
	return wording_share(verb, a->before) || wording_share(verb, b->before);
}

/* 应 B, 实 A, …率 x % */
static void check_rate(const struct statement *t, size_t k)
{
	const struct quantity *p = &t->x->q[k], *b = p, *a;
	while (b > t->x->q && !(is_plain(b) && (b->planned || wording_owed(b->before))))
		b--;
	if (b == p || !is_plain(b) || !(b->planned || wording_owed(b->before)))
		return;
	for (a = b + 1; a < p; a++)
		if (is_plain(a) && same_unit(a, b) && !a->planned)
			break;
	if (a >= p || wording_negated(a->before) || !is_rate_of(p->before, a, b))
		return;
	for (const struct quantity *q = a; q < p; q++)
		if (q->unit.kind == UNIT_PERCENT)
			return;
	divide(t, p, a, b);
}

static const char *const more_words[] = {"增加", "增长", "上升", "提高", "上涨", NULL};
static const char *const less_words[] = {"减少", "下降", "降低", "压减", "下滑", NULL};
static const char *const last_words[] = {"上年", "去年", "同期", NULL};

static bool compares_years(const struct statement *t)
{
	static const char *const words[] = {"上年", "去年", "同期", "同比", NULL};
	struct str year = {0};
	struct span all = {t->x->s, t->x->n};
	str_addf(&year, "%d年", t->s->f->year - 1);
	bool found = has_any(all, words) || span_has(all, str_text(&year));
	str_free(&year);
	return found;
}

/* V, 增加 D, 增长 x % */
static bool check_increase(const struct statement *t, size_t k)
{
	const struct quantity *p = &t->x->q[k], *d = p - 1, *v = d;
	bool more = has_any(d->before, more_words);
	if (k < 2 || !is_plain(d) || more == has_any(d->before, less_words))
		return false;
	while (v > t->x->q && !(v < d && is_plain(v) && same_unit(v, d)))
		v--;
	if (v == d || !is_plain(v) || !same_unit(v, d))
		return false;
	struct amount now = amount_of(t->s->pool, v), by = amount_of(t->s->pool, d);
	struct amount before = more ? amount_sub(t->s->pool, now, by)
	                            : amount_add(t->s->pool, now, by);
	struct str formula = {0};
	str_addf(&formula, more ? "%.*s ÷ (%.*s − %.*s)" : "%.*s ÷ (%.*s + %.*s)", (int)d->figure.n,
	         d->figure.s, (int)v->figure.n, v->figure.s, (int)d->figure.n, d->figure.s);
	report_ratio(t, p, by, before, str_text(&formula));
	str_free(&formula);
	return true;
}

/* A, 上年 B, 增长 x % */
static void check_two_years(const struct statement *t, size_t k)
{
	const struct quantity *p = &t->x->q[k], *b = p - 1, *a = p - 2;
	bool more = has_any(p->before, more_words);
	if (k != 2 || !is_plain(a) || !is_plain(b) || !same_unit(a, b))
		return;
	if (has_any(a->before, last_words)) {
		const struct quantity *swap = a;
		a = b;
		b = swap;
	}
	if (!has_any(b->before, last_words) || has_any(a->before, last_words))
		return;
	struct amount now = amount_of(t->s->pool, a), before = amount_of(t->s->pool, b);
	struct amount by = more ? amount_sub(t->s->pool, now, before)
	                        : amount_sub(t->s->pool, before, now);
	struct str formula = {0};
	str_addf(&formula, "(%.*s − %.*s) ÷ %.*s", (int)(more ? a : b)->figure.n,
	         (more ? a : b)->figure.s, (int)(more ? b : a)->figure.n, (more ? b : a)->figure.s,
	         (int)b->figure.n, b->figure.s);
	report_ratio(t, p, by, before, str_text(&formula));
	str_free(&formula);
}

static void check_growth(const struct statement *t, size_t k)
{
	const struct quantity *p = &t->x->q[k];
	if (k == 0 || !compares_years(t) ||
	    has_any(p->before, more_words) == has_any(p->before, less_words))
		return;
	if (!check_increase(t, k))
		check_two_years(t, k);
}

/* ---- totals ---- */

static void report_total(const struct statement *t, const struct quantity *total, struct amount sum,
                         enum verdict v)
{
	struct str line = {0}, computed = {0};
	int64_t num;
	struct quantity one = *total;
	one.num = NUM_ONE;
	const struct rat *sum_in_unit = rat_div(t->s->pool, sum.mid, amount_of(t->s->pool, &one).mid);
	if (rat_to_num(sum_in_unit, 6, &num))
		num_format(&computed, num, num_decimals(num), false);
	str_addf(&line, _("文字写的是 %.*s，后面各项之和是 %s"), (int)total->figure.n,
	         total->figure.s, str_text(&computed));
	str_free(&computed);
	char *detail = mem_strndup(total->whole.s, total->whole.n);
	struct finding *x = scan_report(t->s, t->text->place, str_take(&line), detail);
	mem_free(detail);
	x->verdict = v;
	scan_part(x, t->text, total->figure);
}

/* Not one in a hundred off: a slip, where the parts need not be all. */
static bool is_near(struct rat_pool *pool, struct amount total, struct amount sum)
{
	const struct rat *d = rat_sub(pool, total.mid, sum.mid);
	if (rat_sign(d) < 0)
		d = rat_neg(pool, d);
	return rat_cmp(rat_mul(pool, d, rat_from_num(pool, 100 * NUM_ONE)), total.mid) <= 0;
}

static void compare_total(const struct statement *t, const struct quantity *total,
                          struct amount sum, size_t parts, bool all)
{
	struct amount a = amount_of(t->s->pool, total);
	if (parts < 2)
		return;
	enum verdict v = total_verdict(&a, &sum);
	if (v != VERDICT_AGREES && (all || is_near(t->s->pool, a, sum)))
		report_total(t, total, sum, v);
}

/* T(a + b): the bracketed quantities behind T. */
static void check_brackets(const struct statement *t, size_t k)
{
	const struct quantity *total = &t->x->q[k], *q = total + 1, *end = t->x->q + t->x->nq;
	struct amount sum = {0};
	size_t n = 0;
	bool joined = false;
	for (; q < end && q->bracketed; q++, n++) {
		bool bare = q->unit.kind == UNIT_NONE &&
		            (q->factor == total->factor || total->factor == total->unit.factor);
		if (q->about || (!bare && !same_unit(q, total)))
			return;
		struct amount one = amount_of(t->s->pool, q);
		sum = n == 0 ? one : amount_add(t->s->pool, sum, one);
		joined = n == 0 || joined ? n == 0 || q->joined : false;
	}
	compare_total(t, total, sum, n, joined);
}

static bool begins_parts(const struct quantity *q)
{
	return span_has(q->before, "其中");
}

/* 其他, 其它, 其余: with it the parts are all there are. */
static bool is_rest(const struct quantity *q)
{
	static const char *const rest[] = {"其他", "其它", "其余", NULL};
	return has_any(q->before, rest);
}

/* T, 其中 a, b: for the unit of T, the parts from k to the next 其中. */
static void sum_parts(const struct statement *t, const struct quantity *total, size_t k)
{
	const struct quantity *q = t->x->q;
	struct amount sum = {0};
	size_t n = 0;
	bool all = false;
	for (size_t i = k; i < t->x->nq && (i == k || !begins_parts(&q[i])); i++) {
		if (!same_unit(&q[i], total) || q[i].bracketed)
			continue;
		if (!is_plain(&q[i]))
			return;
		struct amount one = amount_of(t->s->pool, &q[i]);
		sum = n == 0 ? one : amount_add(t->s->pool, sum, one);
		all = is_rest(&q[i]);
		n++;
	}
	compare_total(t, total, sum, n, all);
}

static void check_parts(const struct statement *t, size_t k)
{
	const struct quantity *q = t->x->q;
	if (!begins_parts(&q[k]))
		return;
	for (size_t i = k; i-- > 0 && !begins_parts(&q[i]);) {
		bool nearer = false;
		for (size_t m = i + 1; m < k; m++)
			nearer = nearer || (is_plain(&q[m]) && same_unit(&q[m], &q[i]));
		if (is_plain(&q[i]) && !nearer)
			sum_parts(t, &q[i], k);
	}
}

/* ---- all of a filing ---- */

static void check_sentence(const struct statement *t)
{
	for (size_t k = 0; k < t->x->nq; k++) {
		const struct quantity *q = &t->x->q[k];
		if (q->unit.kind == UNIT_PERCENT && !q->about && q->compare == COMPARE_NONE) {
			check_share(t, k);
			check_rate(t, k);
			check_growth(t, k);
		} else if (is_plain(q)) {
			check_parts(t, k);
			if (k + 1 < t->x->nq && q[1].bracketed)
				check_brackets(t, k);
		}
	}
}

void scan_statements(struct scan *s)
{
	for (size_t i = 0; i < s->ntexts; i++) {
		struct scan_text *t = &s->texts[i];
		if (t->field->kind != KIND_LONG || t->field->part)
			continue;
		const struct reading *r = scan_read(s, t);
		for (size_t k = 0; k < r->nsentences; k++)
			if (r->sentences[k].nq > 1)
				check_sentence(&(struct statement){s, t, &r->sentences[k]});
	}
}
