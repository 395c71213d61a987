#include "audit/example.h"

#include <string.h>

#include "audit/rules.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "form/also.h"
#include "form/recalc.h"

#define ALSO_MAX 4

struct stage {
	const struct set *set;
	const struct set *const *others;
	size_t nothers;
	const struct form *form;
	const struct rule *rule;
	int line; /* of the example */
	struct filing *filing, *last;
	struct filing *also[ALSO_MAX];
	size_t nalso;
	struct err *e;
};

static int fail(const struct stage *s, const char *what, const char *which)
{
	return err_set(s->e, ERR_INPUT, "%s.form:%d: %s %s%s", s->form->id, s->line, s->rule->id,
	               what, which ? which : "");
}

/* ---- filings to put into ---- */

static struct filing *empty_filing(const struct set *set, int year)
{
	struct filing *f = filing_new(set, "000000", "示例单位", year);
	for (size_t i = 0; i < set->nforms; i++)
		filing_sheet(f, set->forms[i], 1);
	return f;
}

static int year_of(const struct stage *s)
{
	return s->rule->year_from > s->set->year_from ? s->rule->year_from : s->set->year_from;
}

static struct filing *last_filing(struct stage *s)
{
	if (!s->last)
		s->last = empty_filing(s->set, year_of(s) - 1);
	return s->last;
}

static struct filing *also_made(struct stage *s, const char *name)
{
	for (size_t i = 0; i < s->nalso; i++)
		if (also_is_named(s->also[i]->set, name))
			return s->also[i];
	for (size_t i = 0; i < s->nothers && s->nalso < ALSO_MAX; i++)
		if (also_is_named(s->others[i], name))
			return s->also[s->nalso++] = empty_filing(s->others[i], year_of(s));
	fail(s, _("例子里说到的套表不在："), name);
	return NULL;
}

/* ---- KEY=VALUE ---- */

/* KEY = [last: | also:SET:] [FORM[#COPY]:] (field | LIST[@GROUP]#ID.column) */
struct target {
	struct filing *f;
	int sheet;
	char *key;
};

static bool take_prefix(char **key, const char *prefix)
{
	size_t n = strlen(prefix);
	if (strncmp(*key, prefix, n) != 0)
		return false;
	*key += n;
	return true;
}

/* The part before the next colon; NULL: there is none. */
static char *take_part(char **key)
{
	char *part = *key, *colon = strchr(part, ':');
	if (!colon)
		return NULL;
	*colon = '\0';
	*key = colon + 1;
	return part;
}

static int take_number(const char *text, int64_t *out)
{
	struct figure v;
	if (num_parse(text, NULL, &v) != NUM_OK || v.num % NUM_ONE || v.num <= 0)
		return -1;
	*out = v.num / NUM_ONE;
	return 0;
}

static int find_sheet(struct stage *s, struct target *t)
{
	const struct form *form = set_form(t->f->set, s->form->id);
	char *name = take_part(&t->key), *hash = name ? strchr(name, '#') : NULL;
	int64_t copy = 1;
	if (hash) {
		*hash = '\0';
		if (take_number(hash + 1, &copy) < 0)
			return fail(s, _("例子里的份数不对："), hash + 1);
	}
	if (name)
		form = set_form(t->f->set, name);
	if (!form)
		return fail(s, _("例子里没有这张表："), name ? name : s->form->id);
	t->sheet = filing_sheet(t->f, form, (int)copy);
	return 0;
}

static int find_target(struct stage *s, char *key, struct target *t)
{
	*t = (struct target){.f = s->filing, .key = key};
	if (take_prefix(&t->key, "last:")) {
		t->f = last_filing(s);
	} else if (take_prefix(&t->key, "also:")) {
		char *name = take_part(&t->key);
		t->f = name ? also_made(s, name) : NULL;
		if (!t->f)
			return name ? -1 : fail(s, _("also: 后面要写套表："), key);
	}
	return find_sheet(s, t);
}

static int leaf_group(const struct list *l, const char *key)
{
	if (key)
		return list_group(l, key);
	for (size_t i = 0; i < l->ngroups; i++)
		if (l->groups[i].leaf)
			return (int)i;
	return -1;
}

/* LIST[@GROUP]#ID.column: the row is made when it is not there. */
static int find_row(struct stage *s, const struct target *t, char *hash, struct place *p)
{
	const struct form *form = t->f->sheets[t->sheet].form;
	char *column = strchr(hash, '.'), *at = strchr(t->key, '@');
	int64_t id;
	*hash = '\0';
	if (at && at < hash)
		*at++ = '\0';
	int list = form_list(form, t->key);
	if (!column || list < 0)
		return fail(s, _("例子里没有这个清单或列："), t->key);
	*column++ = '\0';
	int field = list_column(&form->lists[list], column);
	int group = leaf_group(&form->lists[list], at);
	if (take_number(hash + 1, &id) < 0 || field < 0 || (at && group < 0))
		return fail(s, _("例子里没有这一列或分组："), column);
	int row = filing_find_row(t->f, t->sheet, list, id);
	if (row < 0)
		row = filing_row(t->f, t->sheet, list, id, group, id);
	*p = (struct place){t->sheet, list, row, field};
	return 0;
}

static int put(struct stage *s, char *key, const char *value)
{
	struct target t;
	struct place p;
	if (find_target(s, key, &t) < 0)
		return -1;
	char *hash = strchr(t.key, '#');
	if (hash) {
		if (find_row(s, &t, hash, &p) < 0)
			return -1;
	} else if (!filing_place(t.f, t.sheet, t.key, &p)) {
		return fail(s, _("例子里没有这个栏目："), t.key);
	}
	filing_put(t.f, p, *value ? value : NULL);
	return 0;
}

/* The next KEY=VALUE; quotes hold blanks together.  NULL at the end. */
static char *next_put(const char **text)
{
	struct str s = {0};
	bool quoted = false;
	const char *p = *text + strspn(*text, " \t");
	for (; *p && (quoted || (*p != ' ' && *p != '\t')); p++) {
		if (*p == '"')
			quoted = !quoted;
		else
			str_addc(&s, *p);
	}
	*text = p;
	if (s.length == 0)
		return NULL;
	return str_take(&s);
}

static int put_all(struct stage *s, const char *text)
{
	int rc = 0;
	for (char *word; rc == 0 && (word = next_put(&text)) != NULL;) {
		char *equals = strchr(word, '=');
		if (equals)
			*equals = '\0';
		rc = equals ? put(s, word, equals + 1) : fail(s, _("例子要写作 栏目=值："), word);
		mem_free(word);
	}
	return rc;
}

/* ---- running it ---- */

/* Whether the rule finds something; *found also when it could not be checked. */
static bool finds(struct stage *s)
{
	struct findings all = {0};
	bool found = false;
	if (s->last)
		filing_recalc(s->last);
	for (size_t i = 0; i < s->nalso; i++)
		filing_recalc(s->also[i]);
	s->filing->last = s->last;
	s->filing->also = s->also;
	s->filing->nalso = s->nalso;
	filing_recalc(s->filing);
	for (int i = 0; i < (int)s->filing->nsheets; i++)
		if (s->filing->sheets[i].form == s->form)
			rules_run_one(s->filing, s->rule, i, &all);
	for (size_t i = 0; i < all.n; i++)
		found = found || all.item[i].verdict == VERDICT_DIFFERS;
	findings_free(&all);
	return found;
}

static void clear(struct stage *s)
{
	filing_free(s->filing);
	filing_free(s->last);
	for (size_t i = 0; i < s->nalso; i++)
		filing_free(s->also[i]);
	s->filing = s->last = NULL;
	s->nalso = 0;
}

static int try(struct stage *s, const struct example *x, bool wanted)
{
	s->line = x->text ? x->line : s->rule->line;
	if (!x->text)
		return fail(s, wanted ? _("没有 fail 的例子") : _("没有 pass 的例子"), NULL);
	s->filing = empty_filing(s->set, year_of(s));
	int rc = put_all(s, x->text);
	if (rc == 0 && finds(s) != wanted)
		rc = fail(s, wanted ? _("的 fail 例子没有发现：") : _("的 pass 例子不相符："),
		          x->text);
	clear(s);
	return rc;
}

int example_check(const struct set *set, const struct set *const *others, size_t nothers,
                  struct err *e)
{
	struct stage s = {.set = set, .others = others, .nothers = nothers, .e = e};
	for (size_t i = 0; i < set->nforms; i++) {
		s.form = set->forms[i];
		for (size_t k = 0; k < s.form->nrules; k++) {
			s.rule = &s.form->rules[k];
			s.line = s.rule->line;
			if (level_of(s.rule->level) < 0)
				return fail(&s, _("的级别不是必须、核实、提示之一："), s.rule->level);
			if (try(&s, &s.rule->pass, false) < 0 || try(&s, &s.rule->fail, true) < 0)
				return -1;
		}
	}
	return 0;
}
