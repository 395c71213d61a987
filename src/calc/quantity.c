/* 1. item[] is in the order of the text, and the wholes do not overlap.
 * 2. Every span points into the text that was handed in.
 * 3. Reading never goes back before `floor`, the end of the last whole. */
#include "calc/quantity.h"

#include <string.h>

#include "base/text.h"
#include "calc/num.h"
#include "calc/number.h"
#include "calc/numeral.h"

struct reader {
	const char *text;
	const char *floor;
	const char *at;
	int depth; /* of brackets */
	char *const *planned;
	size_t nplanned;
	struct quantities *out;
};

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static struct span between(const char *from, const char *to)
{
	return (struct span){from, (size_t)(to - from)};
}

static const char *const marks[] = {",", ";", "。", "、", "!", "?", "+", NULL};

/* ---- one quantity ---- */

static const char *begin_of_words(const struct reader *r, const char *number)
{
	struct span s = between(r->floor, number);
	const char *begin = r->floor;

	for (size_t i = 0; i < s.n; i++)
		for (const char *const *m = marks; *m; m++)
			if (span_begins((struct span){s.s + i, s.n - i}, *m))
				begin = s.s + i + strlen(*m);
	return begin;
}

static bool is_joined(const struct reader *r, const char *words)
{
	return words > r->floor && words[-1] == '+' && r->out->n > 0;
}

static bool strip_about(struct span *s)
{
	static const char *const about[] = {"大约为", "大约", "约为", "约",
	                                    "接近",   "将近", "近",   NULL};

	/* Words that end alike and say nothing of the number. */
	static const char *const others[] = {"节约", "签约", "履约", "预约", "合约",
	                                     "集约", "制约", "公约", "违约", "最近",
	                                     "附近", "就近", "临近", "邻近", NULL};

	for (const char *const *w = others; *w; w++)
		if (span_ends(*s, *w))
			return false;
	for (const char *const *w = about; *w; w++) {
		if (span_ends(*s, *w)) {
			s->n -= strlen(*w);
			return true;
		}
	}
	return false;
}

static bool is_each(struct span s)
{
	static const char *const each[] = {"每",   "人均", "户均", "年均", "月均", "日均", "平均",
	                                   "按季", "按月", "按周", "按年", "逐月", "逐季", NULL};

	return span_find(s, each) < s.n;
}

/* A code (COVID-19, A4), an ordinal (第3季度, 附件2) or no certain number
 * (数十家), not a quantity. */
static bool is_name_part(const struct reader *r, const char *number, bool chinese)
{
	static const char *const vague[] = {"数", "几", "统", "唯", "同", NULL};
	static const char *const ordinals[] = {"第", "附件", "附表", "No", NULL};
	struct span s = between(r->floor, number);

	for (const char *const *w = ordinals; *w; w++)
		if (span_ends(s, *w))
			return true;
	for (const char *const *w = vague; chinese && *w; w++)
		if (span_ends(s, *w))
			return true;
	return s.n > 0 && (is_letter(s.s[s.n - 1]) || s.s[s.n - 1] == '.' ||
	                   (s.n > 1 && s.s[s.n - 1] == '-' && is_letter(s.s[s.n - 2])));
}

static void read_unit(const char *s, const struct number *n, struct quantity *q, size_t *length)
{
	*length = unit_read(n->none ? "" : s, &q->unit);
	if (q->unit.kind == UNIT_TIME && strcmp(q->unit.base, "月") == 0 && q->unit.factor == 12 &&
	    n->num >= 1900 * NUM_ONE && n->num < 2200 * NUM_ONE && n->decimals == 0) {
		q->unit.kind = UNIT_DATE;
		memcpy(q->unit.base, "年", sizeof "年");
		q->unit.factor = 1;
	}
}

/* 12月5日: the day belongs to the month before it. */
static void day_of_month(const struct reader *r, const char *number, struct quantity *q)
{
	const struct quantity *last = r->out->n > 0 ? &r->out->item[r->out->n - 1] : NULL;

	if (!last || last->unit.kind != UNIT_DATE || strcmp(last->unit.base, "月") != 0 ||
	    last->figure.s + last->figure.n != number || strcmp(q->unit.base, "秒") != 0 ||
	    q->unit.factor != 86400)
		return;
	q->unit.kind = UNIT_DATE;
	memcpy(q->unit.base, "日", sizeof "日");
}

static void widen(struct quantity *q, const struct number *b, bool spread, bool *bad)
{
	q->high = b->num;
	if (spread)
		*bad |= __builtin_add_overflow(q->num, b->num, &q->high) ||
		        __builtin_sub_overflow(q->num, b->num, &q->num);
	*bad |= b->bad || q->num > q->high;
	q->compare = COMPARE_WITHIN;
	q->decimals = q->decimals > b->decimals ? q->decimals : b->decimals;
}

/* range = number [unit] connector number unit, behind the first number. */
static const char *read_range(const char *s, struct number *a, struct quantity *q, bool *bad)
{
	bool spread = false;
	size_t n = number_connector(s, &spread);
	struct number b;
	struct quantity second = {0};
	size_t length = 0;

	if (n == 0 || q->unit.kind == UNIT_DATE || !number_read(s + n, &b) ||
	    b.chinese != a->chinese)
		return s;
	s += n + b.length;
	read_unit(s, &b, &second, &length);
	s += length;
	if (q->unit.kind == UNIT_NONE) {
		q->unit = second.unit;
		if (a->factor == 1)
			a->factor = b.factor;
	}
	if (q->unit.kind == UNIT_DATE)
		return s;
	*bad |= !unit_equal(&q->unit, &second.unit) || q->unit.factor != second.unit.factor ||
	        a->factor != b.factor;
	widen(q, &b, spread, bad);
	return s;
}

static void merge_compare(struct quantity *q, enum compare c)
{
	if (c == COMPARE_NONE || c == q->compare)
		return;
	q->compare = q->compare == COMPARE_NONE ? c : COMPARE_CLASH;
}

static const char *read_suffix(const char *s, struct quantity *q)
{
	static const char *const about[] = {"左右", "上下", "有余", NULL};
	enum compare c;
	size_t n;

	for (const char *const *w = about; *w; w++) {
		if (strncmp(s, *w, strlen(*w)) == 0) {
			q->about = true;
			s += strlen(*w);
		}
	}
	n = compare_after(span_of(s), &c);
	/* «控制在 3 %–5 %以内»: the range says it already. */
	if (q->compare != COMPARE_WITHIN)
		merge_compare(q, c);
	return s + n;
}

/* «300余人», «6万多人» */
static size_t skip_over(const char *s, struct quantity *q)
{
	if (strncmp(s, "余", 3) != 0 && strncmp(s, "多", 3) != 0)
		return 0;
	q->about = true;
	return 3;
}

static void read_words_before(struct reader *r, const char *number, struct quantity *q)
{
	struct span s = between(begin_of_words(r, number), number);
	enum compare c;

	q->joined = is_joined(r, s.s);
	q->about |= strip_about(&s);
	s.n -= compare_before(s, &c);
	q->about |= strip_about(&s);
	if (q->compare != COMPARE_WITHIN)
		merge_compare(q, c);
	else if (c != COMPARE_NONE && c != COMPARE_AT_MOST)
		q->compare = COMPARE_CLASH;
	q->before = s;
	q->each = is_each(s);
}

static void mark_bad(struct reader *r, const char *from)
{
	if (!r->out->bad)
		r->out->bad_text = between(from, from + span_find(span_of(from), marks));
	r->out->bad = true;
}

/* A - before a number is a sign behind nothing, a mark or a comparator, and
 * otherwise («学习-3次») nobody knows. */
static const char *read_sign(const struct reader *r, const char *number, bool *bad)
{
	static const char *const ends[] = {"≥",  "≤", ">",  "<",  "=",  "于", "为",
	                                   "过", "(", "长", "幅", "速", "降", NULL};
	struct span s = between(r->floor, number);

	if (s.n == 0 || s.s[s.n - 1] != '-')
		return number;
	s.n--;
	if (s.s + s.n == begin_of_words(r, number))
		return number - 1;
	for (const char *const *w = ends; *w; w++)
		if (span_ends(s, *w))
			return number - 1;
	*bad = true;
	return number;
}

/* Reads the quantity whose number begins at r->at; false when it is a part of
 * a name. */
static bool read_quantity(struct reader *r, struct number *n, struct quantity *q)
{
	const char *number = r->at, *s = r->at + n->length, *begin;
	size_t length = 0;

	*q = (struct quantity){.bracketed = r->depth > 0};
	begin = read_sign(r, number, &n->bad);
	q->num = begin < number ? -n->num : n->num;
	q->decimals = n->decimals;
	s += skip_over(s, q);
	read_unit(s, n, q, &length);
	s += length;
	if (!n->chinese && q->unit.kind == UNIT_NONE && is_letter(*s))
		return false;
	day_of_month(r, number, q);
	s = read_range(s, n, q, &n->bad);
	n->bad |= __builtin_mul_overflow(n->factor, q->unit.factor, &q->factor) ||
	          q->factor > INT64_C(1000000000000);
	q->figure = between(begin, s);
	s = read_suffix(s, q);
	read_words_before(r, begin, q);
	q->whole = between(q->before.s + q->before.n, s);
	return true;
}

static bool follows_vague(const struct reader *r)
{
	struct span before = between(r->floor, r->at);

	return span_ends(before, "数") || span_ends(before, "几");
}

/* 三四家, 数十家: a number, but nobody knows which. */
static bool is_vague(const struct reader *r, size_t run)
{
	struct unit u;

	if (unit_read(r->at + run, &u) == 0 || !u.known || strncmp(r->at + run, "期间", 6) == 0)
		return false;
	return run > strlen("三") || follows_vague(r);
}

/* A run of numerals that is no quantity is passed over as a whole. */
static void skip_numerals(struct reader *r, size_t run)
{
	if (is_vague(r, run))
		mark_bad(r, r->at);
	r->at += run;
}

static void take(struct reader *r, struct number *n)
{
	struct quantity q;
	const char *start = r->at;

	if (n->chinese && follows_vague(r))
		mark_bad(r, r->at);
	if (is_name_part(r, r->at, n->chinese) || !read_quantity(r, n, &q)) {
		r->at += n->length;
		r->floor = r->floor > r->at ? r->floor : r->at;
		return;
	}
	if (n->bad)
		mark_bad(r, start);
	if (r->out->n == QUANTITIES_MAX)
		r->out->many = true;
	else
		r->out->item[r->out->n++] = q;
	r->at = r->floor = q.whole.s + q.whole.n;
}

/* ---- what stands around ---- */

static void set_after(struct reader *r)
{
	for (size_t i = 0; i < r->out->n; i++) {
		struct quantity *q = &r->out->item[i];
		struct span rest = span_of(q->whole.s + q->whole.n);
		size_t end = span_find(rest, marks);

		if (i + 1 < r->out->n) {
			size_t next = (size_t)(q[1].whole.s - rest.s);

			end = next < end ? next : end;
		}
		q->after = (struct span){rest.s, end};
	}
}

static void set_planned(struct reader *r)
{
	for (size_t i = 0; i < r->out->n; i++) {
		struct quantity *q = &r->out->item[i];
		struct span clause = wording_clause(r->text, (size_t)(q->whole.s - r->text));
		struct span before = between(clause.s, q->whole.s);
		bool last = i + 1 == r->out->n || q[1].whole.s > q->after.s + q->after.n;

		q->planned = wording_owed(q->before) ||
		             wording_plan(before, r->planned, r->nplanned) < before.n ||
		             (last && wording_plan(q->after, r->planned, r->nplanned) < q->after.n);
	}
}

void quantities_read(const char *text, char *const *planned, size_t nplanned,
                     struct quantities *out)
{
	struct reader r = {.text = text, .floor = text, .at = text, .out = out};
	struct number n;
	size_t length;

	r.planned = planned;
	r.nplanned = nplanned;
	out->n = 0;
	out->many = out->bad = false;
	out->bad_text = between(text, text);
	while (*r.at && !out->many) {
		if (number_read(r.at, &n)) {
			take(&r, &n);
			continue;
		}
		length = numeral_run(r.at);
		if (length > 0) {
			skip_numerals(&r, length);
			continue;
		}
		r.depth += *r.at == '(' ? 1 : *r.at == ')' && r.depth > 0 ? -1 : 0;
		text_decode(r.at, &length);
		r.at += length;
	}
	set_after(&r);
	set_planned(&r);
}
