#include "form/read.h"

#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "form/names.h"

/* Lists and their fixed groups. */

/* The option `tree` or `from` behind a list's label, NULL. */
static const char *option_word(const char *rest, const char *word)
{
	const char *s = rest;
	size_t n = strlen(word);
	while ((s = strstr(s, word)) &&
	       (s == rest || s[-1] != ' ' || (s[n] != ' ' && s[n] != '\0')))
		s++;
	return s;
}

static char *list_label(const char *rest)
{
	const char *tree = option_word(rest, "tree"), *from = option_word(rest, "from");
	const char *end = tree && (!from || tree < from) ? tree : from;
	size_t n = end ? (size_t)(end - rest) : strlen(rest);
	while (n > 0 && rest[n - 1] == ' ')
		n--;
	return mem_strndup(rest, n);
}

/* from FORM:LIST; bound when all forms are there */
static int take_from(struct reader *r, int line, struct list *l, const char *rest)
{
	const char *from = option_word(rest, "from");
	struct words after = {from ? from + strlen("from") : ""};
	l->from = from ? words_next(&after) : NULL;
	if (from && !l->from)
		return read_fail(r, line, _("from 后面要写表和清单："), l->key);
	return 0;
}

int read_list(struct reader *r, const struct line *line, const char *rest)
{
	struct form *f = r->form;
	struct words w = {rest};
	char *key = words_next(&w);
	if (!key || form_list(f, key) >= 0) {
		mem_free(key);
		return read_fail(r, line->number, _("清单没有键，或者键重复"), NULL);
	}
	f->lists = mem_push(f->lists, f->nlists, sizeof *f->lists);
	f->lists[f->nlists] = (struct list){
	    .key = key, .label = list_label(words_rest(&w)), .code_column = -1};
	map_set(f->names->lists, key, (int)f->nlists++);
	return take_from(r, line->number, &f->lists[f->nlists - 1], words_rest(&w));
}

static int take_tree(struct reader *r, int line, struct list *l, const char *column,
                     const char *dictionary)
{
	int code = column ? list_column(l, column) : -1;
	int table = dictionary ? codes_find(r->codes, dictionary) : -1;
	if (!dictionary)
		return read_fail(r, line, _("tree 后面要写代码列和代码表"), NULL);
	if (code < 0)
		return read_fail(r, line, _("清单没有这一列："), column);
	if (table < 0)
		return read_fail(r, line, _("没有这个代码表："), dictionary);
	if (l->ngroups > 0)
		return read_fail(r, line, _("按代码成树的清单不能再分组："), l->key);
	if (code == l->name_column)
		return read_fail(r, line, _("清单的第一列是名称，不能是代码列："), column);
	if (!r->set->dictionaries)
		r->set->dictionaries = mem_alloc(sizeof *r->set->dictionaries);
	l->code_column = code;
	l->dictionary = codes_keep(r->set->dictionaries, &r->codes->tables[table]);
	return 0;
}

int read_tree(struct reader *r, const struct line *line, const char *rest)
{
	struct words w = {rest};
	char *key = words_next(&w);
	const char *tree = option_word(words_rest(&w), "tree");
	struct words after = {tree ? tree + strlen("tree") : ""};
	char *column = words_next(&after), *dictionary = words_next(&after);
	int rc = 0;
	if (tree)
		rc = take_tree(r, line->number, &r->form->lists[form_list(r->form, key)], column,
		               dictionary);
	mem_free(key);
	mem_free(column);
	mem_free(dictionary);
	return rc;
}

int read_rollups(struct reader *r)
{
	for (size_t i = 0; i < r->form->nlists; i++) {
		const struct list *l = &r->form->lists[i];
		for (size_t c = 0; c < l->ncolumns; c++)
			if (l->columns[c].rollup &&
			    (l->code_column < 0 || l->columns[c].mode == MODE_COMPUTED))
				return read_fail(r, l->columns[c].line,
				                 _("rollup 的列要在 tree 清单里，不能另有 computed 公式："),
				                 l->columns[c].key);
	}
	return 0;
}

/* Weights of the set are constants: they stand in labels as figures at once. */
static char *fill_weights(const struct set *s, const char *text)
{
	struct str out = {0};
	while (*text) {
		size_t used = 0;
		for (size_t i = 0; used == 0 && *text == '{' && i < s->nweights; i++) {
			size_t n = strlen(s->weights[i].name);
			if (strncmp(text + 1, s->weights[i].name, n) != 0 || text[n + 1] != '}')
				continue;
			num_format(&out, s->weights[i].value, s->weights[i].value % NUM_ONE ? 2 : 0,
			           false);
			used = n + 2;
		}
		if (used == 0 && text[0] == '\\' && text[1] == 'n') {
			str_addc(&out, '\n');
			used = 2;
		} else if (used == 0) {
			str_addc(&out, *text);
			used = 1;
		}
		text += used;
	}
	return str_take(&out);
}

static void add_labels(const struct set *s, struct group *g, const char *rest)
{
	char *text = fill_weights(s, rest);
	for (char *p = text; p;) {
		char *bar = strchr(p, '|');
		if (bar)
			*bar = '\0';
		g->labels = mem_push(g->labels, g->nlabels, sizeof *g->labels);
		g->labels[g->nlabels++] = mem_strdup(p);
		p = bar ? bar + 1 : NULL;
	}
	mem_free(text);
}

/* The group a line with this indentation is in. */
static int group_above(const struct list *l, const int *indents, int indent)
{
	for (size_t i = l->ngroups; i-- > 0;)
		if (indents[i] < indent)
			return (int)i;
	return -1;
}

static bool is_weight(const struct set *s, const char *word)
{
	for (size_t i = 0; i < s->nweights; i++)
		if (strcmp(s->weights[i].name, word) == 0)
			return true;
	return false;
}

/* group KEY [WEIGHT] LABEL|synonym…; indented more: inside the one above */
int read_group(struct reader *r, const struct line *line, struct list *l, int *indents,
               const char *rest)
{
	if (l->ngroups == READ_GROUPS)
		return read_fail(r, line->number, _("分组太多"), NULL);
	struct words w = {rest};
	struct group g = {.key = words_next(&w), .leaf = true};
	struct words ahead = w;
	char *weight = words_next(&ahead);
	g.above = group_above(l, indents, line->indent);
	g.level = g.above < 0 ? 1 : l->groups[g.above].level + 1;
	int rc = weight ? 0 : read_fail(r, line->number, _("分组要写键和名称"), NULL);
	if (rc == 0 && is_weight(r->set, weight)) {
		rc = (g.weight = read_formula(r, line->number, weight)) ? 0 : -1;
		w = ahead;
	}
	mem_free(weight);
	add_labels(r->set, &g, words_rest(&w));
	if (g.above >= 0)
		l->groups[g.above].leaf = false;
	indents[l->ngroups] = line->indent;
	l->groups = mem_push(l->groups, l->ngroups, sizeof g);
	l->groups[l->ngroups++] = g;
	return rc;
}
