#include "form/read_rule.h"

#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "form/scribe.h"
#include "form/text.h"

/* A rule is one line, and lines that go on with it.  With an axis it is one
 * rule for each member; what goes on is said of all of them. */

static int add_rule(struct reader *r, int line, const char *const words[3], const char *text,
                    const char *member)
{
	struct form *f = r->form;
	struct str id = {0};
	struct expr *x = read_axis_formula(r, line, words[2], member);
	if (!x)
		return -1;
	str_add(&id, words[0]);
	if (member)
		str_addf(&id, ".%s", member);
	f->rules = mem_push(f->rules, f->nrules, sizeof *f->rules);
	f->rules[f->nrules++] = (struct rule){.id = str_take(&id),
	                                      .level = mem_strdup(words[1]),
	                                      .text = mem_strdup(text),
	                                      .test = x,
	                                      .each = -1,
	                                      .line = line};
	return 0;
}

/* rule ID LEVEL EXPR  TEXT: two blanks or more part the formula from the words */
int read_rule(struct reader *r, const struct line *line, const char *rest)
{
	struct words w = {rest};
	char *id = words_next(&w), *level = words_next(&w);
	char *test = mem_strdup(words_rest(&w));
	char *gap = strstr(test, "  ");
	int rc = 0;
	r->rules_from = r->form->nrules;
	if (!id || !level || !gap) {
		rc = read_fail(r, line->number, _("规则要写编号、级别、公式，隔两个空格再写说明"),
		               NULL);
	} else {
		const char *text = gap + strspn(gap, " ");
		const char *const words[3] = {id, level, test};
		*gap = '\0';
		r->rules_axis = strstr(test, ".*") != NULL || strcmp(test, "*") == 0;
		if (r->rules_axis && r->axis.n == 0)
			rc = read_fail(r, line->number, _("用了 * 却没有 axis："), test);
		else if (!r->rules_axis)
			rc = add_rule(r, line->number, words, text, NULL);
		else
			for (size_t i = 0; rc == 0 && i < r->axis.n; i++)
				rc = add_rule(r, line->number, words, text, r->axis.member[i]);
	}
	mem_free(id);
	mem_free(level);
	mem_free(test);
	return rc;
}

/* ---- lines that go on ---- */

struct more {
	struct reader *r;
	struct rule *rule;
	const char *member; /* of the axis, or NULL */
	const char *rest;
	int line;
};

static int fail(const struct more *m, const char *what)
{
	return read_fail(m->r, m->line, what, m->rest);
}

static int take_source(struct more *m)
{
	mem_free(m->rule->source);
	m->rule->source = mem_strdup(m->rest);
	return 0;
}

static int take_formula(struct more *m, const char *text, struct expr **out)
{
	expr_free(*out);
	*out = read_axis_formula(m->r, m->line, text, m->member);
	return *out ? 0 : -1;
}

static int take_when(struct more *m)
{
	return take_formula(m, m->rest, &m->rule->when);
}

static int take_at(struct more *m)
{
	return take_formula(m, m->rest, &m->rule->at);
}

/* LIST [where EXPR] */
static int take_each(struct more *m)
{
	struct words w = {m->rest};
	char *key = words_next(&w), *where = words_next(&w);
	int rc = 0;
	m->rule->each = key ? form_list(m->r->form, key) : -1;
	if (m->rule->each < 0 || (where && strcmp(where, "where") != 0))
		rc = fail(m, _("each 后面写前面定义了的清单，可以再写 where 和公式："));
	else if (where)
		rc = take_formula(m, words_rest(&w), &m->rule->where);
	mem_free(key);
	mem_free(where);
	return rc;
}

/* The number of the word in a list of so many; −1. */
static int choose(const char *word, const char *const *words, int n)
{
	for (int i = 0; i < n; i++)
		if (strcmp(words[i], word) == 0)
			return i;
	return -1;
}

static int take_missing(struct more *m)
{
	static const char *const words[] = {"side", "any", "all", "zero"};
	int i = choose(m->rest, words, MISSING_ZERO + 1);
	if (i < 0)
		return fail(m, _("missing 只有 side、any、all、zero："));
	m->rule->missing = (enum rule_missing)i;
	return 0;
}

static int take_measure(struct more *m)
{
	static const char *const words[] = {"sum", "same", "exact", "printed"};
	int i = choose(m->rest, words, MEASURE_PRINTED + 1);
	if (i < 0)
		return fail(m, _("measure 只有 sum、same、exact、printed："));
	m->rule->measure = (enum rule_measure)i;
	return 0;
}

static int take_years(struct more *m)
{
	return read_years(m->rest, &m->rule->year_from, &m->rule->year_to)
	           ? 0
	           : fail(m, _("years 应写作 2023-、2020 或 2015-2019："));
}

static int take_say(struct more *m)
{
	mem_free(m->rule->say_text);
	m->rule->say_text = read_axis(m->rest, m->member);
	return 0;
}

static int take_pass(struct more *m)
{
	mem_free(m->rule->pass.text);
	m->rule->pass = (struct example){read_axis(m->rest, m->member), m->line};
	return 0;
}

static int take_fail(struct more *m)
{
	mem_free(m->rule->fail.text);
	m->rule->fail = (struct example){read_axis(m->rest, m->member), m->line};
	return 0;
}

static const struct {
	const char *word;
	int (*take)(struct more *m);
} mores[] = {
    {"source", take_source},   {"when", take_when},   {"each", take_each},
    {"missing", take_missing}, {"years", take_years}, {"measure", take_measure},
    {"say", take_say},         {"pass", take_pass},   {"fail", take_fail},
    {"at", take_at},
};

static int find_more(const char *text, size_t length)
{
	for (size_t i = 0; i < sizeof mores / sizeof *mores; i++)
		if (strlen(mores[i].word) == length && strncmp(mores[i].word, text, length) == 0)
			return (int)i;
	return -1;
}

bool read_rule_word(const char *word)
{
	return find_more(word, strlen(word)) >= 0;
}

int read_rule_more(struct reader *r, const struct line *line)
{
	size_t length = strcspn(line->text, " \t");
	int which = find_more(line->text, length), rc = 0;
	struct words w = {line->text + length};
	struct more m = {.r = r, .rest = words_rest(&w), .line = line->number};
	if (which < 0)
		return 0;
	if (r->rules_from == r->form->nrules)
		return read_fail(r, line->number, _("之前要有 rule："), line->text);
	for (size_t i = r->rules_from; rc == 0 && i < r->form->nrules; i++) {
		m.rule = &r->form->rules[i];
		m.member = r->rules_axis ? r->axis.member[i - r->rules_from] : NULL;
		rc = mores[which].take(&m);
	}
	return rc < 0 ? -1 : 1;
}

/* ---- at the end ---- */

/* The field or column that a rule's test is but the name of; NULL. */
static struct field *named_field(struct set *s, struct form *f, const struct rule *rule)
{
	const struct ref *ref = rule->test->kind == EXPR_NAME ? set_ref(s, rule->test->bound)
	                                                      : NULL;
	if (!ref || ref->last || ref->form != f->index)
		return NULL;
	if (ref->kind == REF_FIELD && rule->each < 0)
		return &f->fields[ref->field];
	if (ref->kind == REF_COLUMN && ref->list == rule->each)
		return &f->lists[ref->list].columns[ref->field];
	return NULL;
}

static int mark_field(struct set *s, struct form *f, struct rule *rule, const char *path,
                      struct err *e)
{
	struct field *field = named_field(s, f, rule);
	if (!field || (!field->formula && !field->rollup) || !kind_is_figure(field->kind))
		return 0;
	if (field->rule)
		return err_set(e, ERR_INPUT, _("%s:%d: %s已有规则 %s"), path, rule->line,
		               field->key, field->rule->id);
	field->rule = rule;
	rule->of_field = true;
	return 0;
}

/* A rule's message is a text of one line. */
static int read_say(struct set *s, struct form *f, struct rule *rule, const char *path,
                    struct err *e)
{
	struct line line = {.text = rule->say_text, .number = rule->line};
	struct scribe r = {.set = s,
	                   .lines = {.path = (char *)path, .line = &line, .n = 1},
	                   .s = rule->say_text,
	                   .form = f->index,
	                   .list = rule->each,
	                   .rule = true,
	                   .e = e};
	rule->say = mem_alloc(sizeof *rule->say);
	return scribe_wording(&r, rule->say, false);
}

int read_rules_end(struct set *s, const char *(*path)(void *context, int form), void *context,
                   struct err *e)
{
	int rc = 0;
	for (size_t i = 0; i < s->nforms; i++) {
		struct form *f = s->forms[i];
		const char *name = path(context, (int)i);
		for (size_t k = 0; rc == 0 && k < f->nrules; k++) {
			rc = mark_field(s, f, &f->rules[k], name, e);
			if (rc == 0 && f->rules[k].say_text)
				rc = read_say(s, f, &f->rules[k], name, e);
		}
	}
	return rc;
}
