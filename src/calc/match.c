/* 1. Quantities joined by + are one candidate: the parts with the target's
 *    unit are added, those with another unit or noun are left out.
 * 2. A candidate in brackets counts only when none outside agrees.
 * 3. A quantity that speaks of something else is never taken, even when it is
 *    the only one.
 * 4. None is taken beside another of the same unit that may take something
 *    back («3处，其中2处未完工»). */
#include "calc/match.h"

#include <string.h>

struct search {
	const struct quantity *target;
	struct str target_noun, target_after, name;
	bool alone;
	const struct quantities *actual;
	struct match *out;
	size_t agreeing, planned, related;
	size_t members; /* of the chain from out->first on */
	bool spoilt;    /* a sum nobody can read: 3+2家 */
};

static struct span str_span(const struct str *s)
{
	return (struct span){str_text(s), s->length};
}

static bool is_only(const struct quantities *list)
{
	return list->n == 1 && list->item[0].before.n == 0 && list->item[0].after.n == 0;
}

static bool is_plain(const struct quantity *q)
{
	return q->unit.kind == UNIT_NONE || q->unit.kind == UNIT_COUNT;
}

/* A number without unit stands for the other's unit only where it can't be
 * off by 10⁴ or by 100; zero is zero of everything. */
static bool agrees(const struct search *s, const struct quantity *q)
{
	const struct quantity *t = s->target;

	if (unit_equal(&t->unit, &q->unit))
		return true;
	if (t->num == 0 && q->num == 0 && t->compare != COMPARE_WITHIN)
		return (is_plain(t) || t->unit.kind == UNIT_PERCENT) &&
		       (is_plain(q) || q->unit.kind == UNIT_PERCENT);
	if (q->unit.kind == UNIT_NONE)
		return is_only(s->actual) && t->unit.kind == UNIT_COUNT &&
		       t->factor == t->unit.factor;
	return t->unit.kind == UNIT_NONE && q->unit.kind == UNIT_COUNT && s->actual->n == 1;
}

static bool contrary(const struct search *s, const struct quantity *q, struct span noun)
{
	struct span reference = s->target_noun.length > 0 ? str_span(&s->target_noun)
	                                                  : str_span(&s->name);
	bool target = wording_negated(reference) || wording_negated(s->target->after);
	bool actual = wording_negated(noun) || wording_negated(q->before) ||
	              wording_negated(q->after);

	/* 零事故: the number itself says no. */
	if (q->num == 0)
		return false;
	return actual ? !target : target && noun.n > 0;
}

static bool noun_agrees(const struct search *s, const struct quantity *q, struct span noun)
{
	struct span target = str_span(&s->target_noun), name = str_span(&s->name);

	if (noun.n == 0)
		return true;
	if (q->unit.kind == UNIT_PERCENT)
		return wording_same_rate(noun, target.n > 0 ? target : name);
	if (target.n == 0)
		return wording_share(noun, name);
	return wording_share(noun, target) || (s->alone && wording_share(noun, name));
}

/* What stands behind the unit: 4家公立医院 is not 4家民营医院. */
static bool after_agrees(const struct search *s, const struct quantity *q)
{
	struct str core = {0};
	struct span after;
	bool same;

	if (q->unit.kind != UNIT_COUNT && q->unit.kind != UNIT_NONE)
		return true;
	wording_core(&core, q->after);
	after = str_span(&core);
	if (s->target_after.length > 0)
		same = wording_share(after, str_span(&s->target_after));
	else
		same = wording_share(after, str_span(&s->target_noun)) ||
		       wording_share(after, str_span(&s->name));
	same |= after.n == 0;
	str_free(&core);
	return same;
}

static bool is_related(const struct search *s, const struct quantity *q)
{
	struct str core = {0};
	struct span noun;
	bool related;

	wording_core(&core, q->before);
	noun = str_span(&core);
	related = !contrary(s, q, noun) && noun_agrees(s, q, noun) && after_agrees(s, q);
	str_free(&core);
	return related;
}

static bool add_part(struct match *m, const struct quantity *q)
{
	if (__builtin_add_overflow(m->num, q->num, &m->num))
		return false;
	m->decimals = q->decimals > m->decimals ? q->decimals : m->decimals;
	m->parts++;
	return true;
}

/* A part with a noun of its own is added only when that noun agrees. */
static bool is_foreign(const struct search *s, const struct quantity *q)
{
	struct str core = {0};
	bool foreign;

	wording_core(&core, q->before);
	foreign = !noun_agrees(s, q, str_span(&core));
	str_free(&core);
	return foreign;
}

static bool is_sound_part(const struct search *s, const struct quantity *first,
                          const struct quantity *q)
{
	return q->factor == first->factor && q->compare == first->compare &&
	       q->about == first->about && !contrary(s, q, (struct span){"", 0});
}

static void add_up(struct search *s, size_t first, size_t end)
{
	const struct quantity *list = s->actual->item;
	struct match m = {.first = &list[first]};

	for (size_t i = first; i < end; i++) {
		const struct quantity *q = &list[i];

		if (i > first && q->unit.kind == UNIT_NONE)
			s->spoilt = true;
		if (i > first &&
		    (!unit_equal(&list[first].unit, &q->unit) || q->planned || is_foreign(s, q)))
			continue;
		s->spoilt |= (i > first && !is_sound_part(s, &list[first], q)) || !add_part(&m, q);
	}
	*s->out = m;
	s->members = end - first;
}

/* Looks at the quantities first to end - 1, joined by +. */
static void consider(struct search *s, size_t first, size_t end, bool bracketed)
{
	const struct quantity *list = s->actual->item;

	for (size_t i = first; i < end; i++) {
		const struct quantity *q = &list[i];

		if (q->bracketed != bracketed || !agrees(s, q))
			continue;
		s->agreeing++;
		if (q->planned) {
			s->planned++;
			continue;
		}
		if (!is_related(s, q))
			continue;
		if (i > first && list[first].unit.kind == UNIT_NONE)
			s->spoilt = true;
		s->related++;
		add_up(s, i, end);
		return;
	}
}

static void look(struct search *s, bool bracketed)
{
	const struct quantities *list = s->actual;

	for (size_t i = 0, end; i < list->n; i = end) {
		for (end = i + 1; end < list->n && list->item[end].joined; end++)
			;
		consider(s, i, end, bracketed);
	}
}

static bool is_within(const struct search *s, const struct quantity *q)
{
	const struct quantity *first = s->out->first;

	return q >= first && q < first + s->members;
}

/* Clearly about something else: it has a noun of its own. */
static bool is_apart(const struct search *s, const struct quantity *q)
{
	struct str core = {0};
	bool apart;

	wording_core(&core, q->before);
	apart = core.length > 0 && !span_has(q->before, "其中") && !contrary(s, q, str_span(&core));
	str_free(&core);
	return apart;
}

static bool is_disturbed(const struct search *s)
{
	for (size_t i = 0; i < s->actual->n; i++) {
		const struct quantity *q = &s->actual->item[i];

		if (!is_within(s, q) && !q->planned && agrees(s, q) && !is_apart(s, q))
			return true;
	}
	return false;
}

static enum match_result verdict(const struct search *s)
{
	const struct quantity *q = s->out->first;

	if (s->agreeing == 0)
		return s->actual->n == 0 ? MATCH_NO_NUMBER : MATCH_UNIT;
	if (s->spoilt || s->related > 1)
		return MATCH_MANY;
	if (s->related == 0)
		return s->planned == s->agreeing ? MATCH_PLANNED : MATCH_NOUN;
	if (is_disturbed(s))
		return MATCH_MANY;
	if (q->compare != COMPARE_NONE && q->compare != COMPARE_EQUAL)
		return MATCH_LIMIT;
	if (q->about)
		return MATCH_ABOUT;
	return q->each != s->target->each ? MATCH_EACH : MATCH_FOUND;
}

enum match_result match_find(const struct quantity *target, const char *name, bool alone,
                             const struct quantities *actual, struct match *out)
{
	struct search s = {.target = target, .alone = alone, .actual = actual, .out = out};
	enum match_result result;

	*out = (struct match){0};
	wording_core(&s.target_noun, target->before);
	wording_core(&s.target_after, target->after);
	wording_core(&s.name, span_of(name));
	look(&s, false);
	if (s.agreeing == 0)
		look(&s, true);
	result = verdict(&s);
	str_free(&s.target_noun);
	str_free(&s.target_after);
	str_free(&s.name);
	return result;
}
