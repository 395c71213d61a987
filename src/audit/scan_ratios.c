/* A ratio in brackets behind a number of an actual («2416 人（101.51%）»)
 * against that number and the target's for the same thing. */
#include "audit/scan_inside.h"

#include "audit/noun.h"
#include "audit/ratio.h"
#include "base/i18n.h"
#include "base/mem.h"

/* The quantity of the target that the actual's q answers: its unit and its
 * noun, or the only one of its unit. */
static const struct quantity *answer_of(const struct scan *s, const struct sentence *target,
                                        const struct quantity *q)
{
	const struct quantity *only = NULL, *named = NULL;
	struct str noun = {0};
	size_t n = 0;
	noun_topic(s->f->set, q->before, &noun);
	for (size_t i = 0; i < target->nq; i++) {
		const struct quantity *t = &target->q[i];
		struct str topic = {0};
		if (!unit_equal(&t->unit, &q->unit) || t->high != 0)
			continue;
		only = t;
		n++;
		noun_topic(s->f->set, t->before, &topic);
		if (noun.length > 0 && topic.length > 0 && noun_same(noun.s, topic.s))
			named = t;
		str_free(&topic);
	}
	str_free(&noun);
	return named ? named : n == 1 ? only : NULL;
}

static void report(struct scan *s, const struct scan_text *actual, struct place target,
                   const struct quantity *q, const struct quantity *base,
                   const struct quantity *printed, const struct rat *quotient, enum verdict v)
{
	struct str line = {0}, computed = {0};
	ratio_show(quotient, printed, &computed);
	str_addf(&line, _("%.*s ÷ %.*s = %s，写的是 %.*s"), (int)q->figure.n, q->figure.s,
	         (int)base->figure.n, base->figure.s, str_text(&computed), (int)printed->figure.n,
	         printed->figure.s);
	str_free(&computed);
	char *detail = mem_strndup(q->figure.s, q->figure.n);
	struct finding *x = scan_report(s, actual->place, str_take(&line), detail);
	mem_free(detail);
	x->verdict = v;
	finding_cell(x, target);
	scan_part(x, actual, printed->figure);
}

static void search_row(struct scan *s, struct scan_text *actual, struct scan_text *target)
{
	const struct reading *a = scan_read(s, actual), *t = scan_read(s, target);
	for (size_t i = 0; i < a->nsentences; i++) {
		const struct sentence *x = &a->sentences[i];
		for (size_t k = 1; k < x->nq; k++) {
			const struct quantity *q = &x->q[k - 1], *p = &x->q[k];
			const struct rat *quotient = NULL;
			if (p->unit.kind != UNIT_PERCENT || !p->bracketed || q->bracketed ||
			    p->before.n > 1 || q->unit.kind == UNIT_PERCENT || q->about)
				continue;
			for (size_t m = 0; m < t->nsentences; m++) {
				const struct quantity *base = answer_of(s, &t->sentences[m], q);
				if (!base)
					continue;
				enum verdict v = ratio_verdict(s->pool, p, amount_of(s->pool, q),
				                               amount_of(s->pool, base), &quotient);
				if (v != VERDICT_AGREES && v != VERDICT_UNCHECKED)
					report(s, actual, target->place, q, base, p, quotient, v);
				break;
			}
		}
	}
}

void scan_ratios(struct scan *s)
{
	for (size_t i = 0; i < s->ntexts; i++) {
		struct scan_text *t = &s->texts[i], *target;
		struct place p = t->place;
		int first, second;
		if (t->field->kind != KIND_TARGET || p.list < 0 ||
		    !scan_indicators(&s->f->sheets[p.sheet].form->lists[p.list], &first, &second) ||
		    p.field != second)
			continue;
		p.field = first;
		target = scan_text_at(s, p);
		if (target)
			search_row(s, t, target);
	}
}
