#include "audit/fact.h"

#include <stdlib.h>
#include <string.h>

#include "audit/noun.h"
#include "base/mem.h"

static bool ends_in(const char *key, const char *word)
{
	size_t n = strlen(key), w = strlen(word);
	return n >= w && strcmp(key + n - w, word) == 0 && (n == w || key[n - w - 1] == '.');
}

/* A cell whose key ends in `target` tells what is wanted. */
static bool is_target(const struct scan_text *t)
{
	return ends_in(t->field->key, "target");
}

static bool is_counted(const struct quantity *q)
{
	return (q->unit.kind == UNIT_COUNT || q->unit.kind == UNIT_MONEY) && !q->planned &&
	       !q->about && !q->each && !q->bracketed && !q->joined && q->high == 0 &&
	       (q->compare == COMPARE_NONE || q->compare == COMPARE_EQUAL);
}

/* A rate can be compared where it stands alone: behind other numbers it is
 * theirs. */
static bool is_rate(const struct sentence *x, size_t k)
{
	const struct quantity *q = &x->q[k];
	return q->unit.kind == UNIT_PERCENT && k == 0 && !q->planned && !q->about && !q->each &&
	       !q->bracketed && q->high == 0 && q->compare == COMPARE_NONE;
}

static bool is_comparable(const struct sentence *x, size_t k)
{
	const struct quantity *q = &x->q[k];
	return (is_counted(q) || is_rate(x, k)) && !(k + 1 < x->nq && q[1].joined);
}

/* ---- the circumstances ---- */

static bool has_phrase(struct span s, const struct phrases *words)
{
	for (size_t i = 0; i < words->n; i++)
		if (span_has(s, words->text[i]))
			return true;
	return false;
}

/* Another year, or a part of the year, within the clause or before it. */
static bool is_elsewhen(const struct scan *s, const struct sentence *x, const struct quantity *q)
{
	struct span clause = wording_clause(x->s, (size_t)(q->whole.s - x->s));
	struct span before = {x->s, (size_t)(q->whole.s - x->s)};
	if (has_phrase(clause, set_words(s->f->set, "partial")))
		return true;
	for (size_t i = 0; i + 7 <= before.n; i++) {
		if (strspn(before.s + i, "0123456789") != 4 ||
		    strncmp(before.s + i + 4, "年", 3) != 0)
			continue;
		if (atoi(before.s + i) != s->f->year &&
		    !(i > 0 && before.s[i - 1] >= '0' && before.s[i - 1] <= '9'))
			return true;
		i += 6;
	}
	return false;
}

/* ---- topics ---- */

/* «2家公立医院及18家社区卫生服务中心»: the words before 18 belong to 2. */
static bool is_of_last(const struct sentence *x, size_t k)
{
	static const char *const joints[] = {"及", "和", "与", NULL};
	const struct quantity *q = &x->q[k];
	if (k == 0 || q->before.s != q[-1].whole.s + q[-1].whole.n)
		return false;
	for (const char *const *w = joints; *w; w++)
		if (span_ends(q->before, *w))
			return true;
	return false;
}

/* The noun before the number, else behind it, else that of the clause before
 * («任务数为1980人，目前已筛查2018人»), else the name of the row. */
static void topic_of(const struct scan *s, const struct sentence *x, size_t k, const char *row,
                     struct str *out)
{
	const struct quantity *q = &x->q[k];
	if (!is_of_last(x, k))
		noun_topic(s->f->set, q->before, out);
	if (out->length == 0 && q->unit.kind != UNIT_PERCENT)
		noun_topic(s->f->set, q->after, out);
	if (out->length == 0 && row)
		noun_topic(s->f->set, span_of(row), out);
	if (out->length == 0 && !row && k > 0)
		noun_topic(s->f->set, x->q[k - 1].before, out);
}

static void add(struct facts *all, struct fact f)
{
	all->item = mem_more(all->item, all->n, &all->room, sizeof *all->item);
	all->item[all->n++] = f;
}

/* The words before the number with those behind it; NULL where one has nothing
 * to say. */
static char *wide_topic(const struct scan *s, const struct quantity *q)
{
	struct str both = {0};
	noun_topic(s->f->set, q->before, &both);
	size_t n = both.length;
	if (n > 0)
		noun_topic(s->f->set, q->after, &both);
	if (both.length > n)
		return str_take(&both);
	str_free(&both);
	return NULL;
}

static void add_quantity(const struct scan *s, struct facts *all, const struct scan_text *t,
                         const struct quantity *q, struct str *topic, bool anchor)
{
	add(all, (struct fact){.place = t->place,
	                       .text = t,
	                       .figure = q->figure,
	                       .topic = str_take(topic),
	                       .wide = wide_topic(s, q),
	                       .unit = q->unit,
	                       .num = q->num,
	                       .factor = q->factor,
	                       .decimals = q->decimals,
	                       .anchor = anchor,
	                       .part = span_has(q->before, "其中")});
}

/* ---- anchors ---- */

static void take_row(struct scan *s, struct facts *all, struct scan_text *t)
{
	struct place p = t->place;
	const struct list *l = &s->f->sheets[p.sheet].form->lists[p.list];
	const struct reading *r = scan_read(s, t);
	p.field = l->name_column;
	const char *name = filing_cell(s->f, p)->text;
	char *row = wording_fold(name ? name : "");
	for (size_t i = 0; i < r->nsentences; i++) {
		for (size_t k = 0; k < r->sentences[i].nq; k++) {
			const struct sentence *x = &r->sentences[i];
			struct str topic = {0};
			if (!is_comparable(x, k) || is_elsewhen(s, x, &x->q[k]))
				continue;
			topic_of(s, x, k, row, &topic);
			if (topic.length > 0)
				add_quantity(s, all, t, &x->q[k], &topic, true);
			str_free(&topic);
		}
	}
	mem_free(row);
}

/* A count with a unit (人): not of a list, whose rows are entries, not facts. */
static void take_figure(const struct scan *s, struct facts *all, const struct scan_figure *x)
{
	struct str label = {0}, topic = {0};
	struct unit unit;
	if (x->field->kind != KIND_COUNT || !x->field->unit || x->place.list >= 0 ||
	    unit_read(x->field->unit, &unit) == 0)
		return;
	filing_fill_year(s->f, x->field->label, &label);
	char *folded = wording_fold(str_text(&label));
	noun_topic(s->f->set, span_of(folded), &topic);
	if (topic.length > 0)
		add(all, (struct fact){.place = x->place,
		                       .topic = str_take(&topic),
		                       .unit = unit,
		                       .num = x->value.num,
		                       .factor = unit.factor,
		                       .anchor = true});
	str_free(&topic);
	str_free(&label);
	mem_free(folded);
}

/* ---- long texts ---- */

static bool is_wanted(const struct facts *all, size_t anchors, const struct sentence *x, size_t k)
{
	const struct quantity *q = &x->q[k];
	struct span words = {q->before.s, q->before.n};
	for (size_t i = 0; i < anchors; i++) {
		const struct fact *a = &all->item[i];
		if (!unit_equal(&a->unit, &q->unit))
			continue;
		if (!a->text || wording_share(span_of(a->topic), words) ||
		    wording_share(span_of(a->topic), q->after) ||
		    (k > 0 && wording_share(span_of(a->topic), x->q[k - 1].before)))
			return true;
	}
	return false;
}

static void take_long(struct scan *s, struct facts *all, size_t anchors, struct scan_text *t)
{
	const struct reading *r = scan_read(s, t);
	for (size_t i = 0; i < r->nsentences; i++) {
		const struct sentence *x = &r->sentences[i];
		for (size_t k = 0; k < x->nq; k++) {
			struct str topic = {0};
			if (!is_comparable(x, k) || !is_wanted(all, anchors, x, k) ||
			    is_elsewhen(s, x, &x->q[k]))
				continue;
			topic_of(s, x, k, NULL, &topic);
			if (topic.length > 0)
				add_quantity(s, all, t, &x->q[k], &topic, false);
			str_free(&topic);
		}
	}
}

static bool is_actual(const struct scan *s, const struct scan_text *t)
{
	int target, actual;
	if (t->field->kind != KIND_TARGET || t->place.list < 0)
		return false;
	return scan_indicators(&s->f->sheets[t->place.sheet].form->lists[t->place.list], &target,
	                       &actual) &&
	       t->place.field == actual;
}

void facts_take(struct scan *s, struct facts *out)
{
	for (size_t i = 0; i < s->ntexts; i++)
		if (is_actual(s, &s->texts[i]))
			take_row(s, out, &s->texts[i]);
	for (size_t i = 0; i < s->nfigures; i++)
		take_figure(s, out, &s->figures[i]);
	size_t anchors = out->n;
	for (size_t i = 0; anchors > 0 && i < s->ntexts; i++) {
		struct scan_text *t = &s->texts[i];
		if (t->field->kind == KIND_LONG && !t->field->part && !is_target(t))
			take_long(s, out, anchors, t);
	}
}

void facts_free(struct facts *all)
{
	for (size_t i = 0; i < all->n; i++) {
		mem_free(all->item[i].topic);
		mem_free(all->item[i].wide);
	}
	mem_free(all->item);
	*all = (struct facts){0};
}

bool fact_same(const struct fact *a, const struct fact *b)
{
	if (!unit_equal(&a->unit, &b->unit))
		return false;
	return noun_same(a->topic, b->topic) || (a->wide && noun_same(a->wide, b->topic)) ||
	       (b->wide && noun_same(a->topic, b->wide));
}

static __int128 step_of(const struct fact *f)
{
	__int128 step = (__int128)NUM_ONE * f->factor;
	for (int i = 0; i < f->decimals; i++)
		step /= 10;
	return step;
}

bool fact_agrees(const struct fact *a, const struct fact *b)
{
	__int128 x = (__int128)a->num * a->factor, y = (__int128)b->num * b->factor;
	__int128 d = x > y ? x - y : y - x, m = step_of(a), n = step_of(b);
	return d == 0 || (m != n && d < (m > n ? m : n));
}
