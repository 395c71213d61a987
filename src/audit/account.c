#include "audit/account.h"

#include <string.h>

#include "audit/compare.h"
#include "audit/rules.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "form/explain.h"
#include "form/twin.h"

static char *or_null(struct str *s)
{
	if (s->length > 0)
		return str_take(s);
	str_free(s);
	return NULL;
}

static char *rule_words(const struct filing *f, const struct finding *x)
{
	struct str s = {0};
	str_addf(&s, "%s %s", x->rule, level_name(x->level));
	if (x->def || x->words) {
		str_add(&s, "：");
		filing_fill_year(f, x->def ? x->def->text : x->words, &s);
	}
	return str_take(&s);
}

/* Where the rule was run: the row of its list that the finding stands in. */
static struct place run_at(const struct finding *x)
{
	struct place p = x->place;
	if (!x->def || x->def->each < 0 || p.list != x->def->each)
		p.list = p.row = -1;
	return p;
}

/* Whether all of it can be read as arithmetic: what is asked of words is said
 * by the rule's own. */
static int is_of_words(struct expr *x, void *context)
{
	(void)context;
	return x->kind == EXPR_NOT || x->kind == EXPR_TEXT ||
	       (x->kind == EXPR_CALL && (x->fn == FN_IF || x->fn == FN_BLANK));
}

static bool is_told(const struct expr *x)
{
	return compare_is_relation(x) && expr_walk((struct expr *)x, is_of_words, NULL) == 0;
}

static void put_formula(const struct filing *f, const struct finding *x, struct account *out)
{
	struct str names = {0}, values = {0};
	bool own = !x->def || x->def->of_field;
	if (!own && x->place.sheet >= 0 && is_told(x->def->test)) {
		explain_test(f, x->def->test, run_at(x), &names, &values);
	} else if (own && place_is_cell(x->place) && x->computed.state == FIGURE_NUMBER &&
	           (filing_field(f, x->place)->formula || filing_field(f, x->place)->rollup)) {
		explain_formula(f, x->place, &names);
		explain_values(f, x->place, &values);
	}
	out->formula = or_null(&names);
	out->values = or_null(&values);
}

static char *tolerance_words(const struct finding *x)
{
	struct str s = {0}, t = {0};
	if (x->stated.state != FIGURE_NUMBER || x->computed.state != FIGURE_NUMBER || !x->like)
		return NULL;
	if (x->tolerance == 0 && x->verdict == VERDICT_TAIL)
		return mem_strdup(_("算它的数都四舍五入过，算出的可以是一个范围；印的在范围里，算尾差"));
	if (x->tolerance == 0 && x->verdict == VERDICT_TRUNCATED)
		return mem_strdup(_("印的是截掉多余的小数、没有四舍五入的，算截位"));
	num_format(&t, x->tolerance, num_decimals(x->tolerance), x->like->kind == KIND_RATE);
	/* less than what is printed of the figures is none */
	if (num_round(x->tolerance, x->like->decimals) > 0)
		str_addf(&s, _("差在 %s 以内的算尾差：每个数都四舍五入过，最多各差半个末位"),
		         str_text(&t));
	else if (x->like->kind == KIND_SCORE || x->like->kind == KIND_POINTS ||
	         x->like->kind == KIND_COUNT)
		str_add(&s, _("分值、得分和个数是准确数，没有尾差"));
	else
		str_add(&s, _("按印出来的数比较，不容许尾差"));
	str_free(&t);
	return str_take(&s);
}

/* ---- last year ---- */

static const struct rule *same_rule(const struct form *form, const char *id)
{
	for (size_t i = 0; i < form->nrules; i++)
		if (strcmp(form->rules[i].id, id) == 0)
			return &form->rules[i];
	return NULL;
}

static char *last_words(struct filing *f, const struct finding *x)
{
	struct place there;
	struct findings all = {0};
	struct str s = {0};
	if (!x->def || !f->last || !place_is_cell(x->place) ||
	    !twin_place(f, x->place, f->last, &there))
		return NULL;
	const struct rule *rule = same_rule(f->last->sheets[there.sheet].form, x->def->id);
	if (!rule)
		return NULL;
	rules_run_one(f->last, rule, there.sheet, &all);
	for (size_t i = 0; i < all.n && s.length == 0; i++)
		if (place_same(all.item[i].place, there))
			str_addf(&s, _("上年%s：%s"), verdict_name(all.item[i].verdict),
			         all.item[i].text);
	findings_free(&all);
	if (s.length == 0)
		str_add(&s, _("上年没有这个问题"));
	return str_take(&s);
}

void account_make(struct filing *f, const struct finding *x, struct account *out)
{
	*out = (struct account){0};
	out->rule = rule_words(f, x);
	out->source = x->def ? mem_strdup(x->def->source) : NULL;
	put_formula(f, x, out);
	out->tolerance = tolerance_words(x);
	out->last = last_words(f, x);
	out->ncauses = cause_find(f, x, out->causes, CAUSES_MAX);
}

void account_free(struct account *a)
{
	mem_free(a->rule);
	mem_free(a->source);
	mem_free(a->formula);
	mem_free(a->values);
	mem_free(a->tolerance);
	mem_free(a->last);
	cause_free(a->causes, a->ncauses);
	*a = (struct account){0};
}
