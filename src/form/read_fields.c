#include "form/read.h"

#include <string.h>

#include "base/i18n.h"
#include "base/map.h"
#include "base/mem.h"
#include "form/names.h"
#include "form/read_rule.h"

/* First pass: axis, fields, lists, groups, rules, references. */

/* clang-format off */
static const struct { const char *name; enum field_kind kind; int decimals; } kinds[] = {
	{ "text", KIND_TEXT, 0 },     { "long", KIND_LONG, 0 },     { "count", KIND_COUNT, 0 },
	{ "number", KIND_NUMBER, 2 }, { "money", KIND_MONEY, 2 },   { "rate", KIND_RATE, 4 },
	{ "points", KIND_POINTS, 2 }, { "score", KIND_SCORE, 2 },   { "target", KIND_TARGET, 0 },
	{ "choice", KIND_CHOICE, 0 }, { "date", KIND_DATE, 0 },
};
/* clang-format on */

/* A field or column as one line says it, for one member of the axis. */
struct spec {
	const struct line *line;
	const char *member; /* NULL: no axis */
	size_t member_index;
	struct list *list; /* NULL: a field */
};

int read_fail(struct reader *r, int line, const char *what, const char *which)
{
	return err_set(r->e, ERR_INPUT, "%s:%d: %s%s", r->lines.path, line, what,
	               which ? which : "");
}

static bool take_year(const char *word, int *out)
{
	struct figure n;
	if (num_parse(word, NULL, &n) != NUM_OK || n.num % NUM_ONE)
		return false;
	*out = (int)(n.num / NUM_ONE);
	return true;
}

bool read_years(const char *text, int *from, int *to)
{
	char *word = mem_strdup(text);
	char *dash = strchr(word, '-');
	if (dash)
		*dash = '\0';
	bool ok = take_year(word, from);
	*to = 0;
	if (ok && !dash)
		*to = *from;
	else if (ok && dash[1])
		ok = take_year(dash + 1, to);
	mem_free(word);
	return ok;
}

char *read_axis(const char *s, const char *member)
{
	struct str out = {0};
	for (const char *p = s; *p; p++) {
		if (member && *p == '*' && (p == s || p[-1] == '.') && (p[1] < 'a' || p[1] > 'z'))
			str_add(&out, member);
		else
			str_addc(&out, *p);
	}
	return str_take(&out);
}

static bool has_star(const char *key)
{
	size_t n = strlen(key);
	return strcmp(key, "*") == 0 || (n > 2 && strcmp(key + n - 2, ".*") == 0);
}

struct expr *read_formula(struct reader *r, int line, const char *text)
{
	struct expr *x = expr_parse(text, r->e);
	if (!x)
		err_at(r->e, "%s:%d", r->lines.path, line);
	return x;
}

static struct expr *parse(struct reader *r, const struct spec *s, const char *text)
{
	return read_axis_formula(r, s->line->number, text, s->member);
}

struct expr *read_axis_formula(struct reader *r, int line, const char *text, const char *member)
{
	char *one = read_axis(text, member);
	struct expr *x = read_formula(r, line, one);
	mem_free(one);
	return x;
}

static void add_choices(struct field *f, const char *word)
{
	for (const char *s = word; s && *s;) {
		const char *end = strchr(s, '|');
		size_t n = end ? (size_t)(end - s) : strlen(s);
		f->choices = mem_push(f->choices, f->nchoices, sizeof *f->choices);
		f->choices[f->nchoices++] = mem_strndup(s, n);
		s = end ? end + 1 : NULL;
	}
}

/* suggested text TEXT.PART; whether there is such a part is seen when the
 * narratives are read */
static int take_part(struct reader *r, const struct spec *s, struct field *f)
{
	f->part = f->formula_text + 5;
	if (s->list || (f->kind != KIND_LONG && f->kind != KIND_TEXT))
		return read_fail(r, s->line->number,
		                 _("只有 text 和 long 的栏目可以写 suggested text："), f->key);
	return 0;
}

/* computed EXPR | suggested EXPR: the rest of the line */
static int take_formula(struct reader *r, const struct spec *s, struct field *f,
                        enum field_mode mode, const char *text)
{
	f->mode = mode;
	f->formula_text = read_axis(text, s->member);
	if (mode == MODE_SUGGESTED && strncmp(f->formula_text, "text ", 5) == 0)
		return take_part(r, s, f);
	f->formula = parse(r, s, text);
	return f->formula ? 0 : -1;
}

static int take_decimals(struct reader *r, const struct spec *s, struct field *f, const char *word)
{
	struct figure n;
	if (!word || num_parse(word, NULL, &n) != NUM_OK || n.num < 0 || n.num > 6 * NUM_ONE)
		return read_fail(r, s->line->number, _("小数位数应在 0 到 6 之间："), word);
	f->decimals = (int)(n.num / NUM_ONE);
	return 0;
}

/* One option; 1 when it was the formula and the line is done. */
static int take_option(struct reader *r, const struct spec *s, struct field *f, const char *option,
                       struct words *w)
{
	if (strcmp(option, "computed") == 0 || strcmp(option, "suggested") == 0) {
		enum field_mode mode = *option == 'c' ? MODE_COMPUTED : MODE_SUGGESTED;
		return take_formula(r, s, f, mode, words_rest(w)) < 0 ? -1 : 1;
	}
	if (strcmp(option, "keep") == 0 || strcmp(option, "empty") == 0) {
		f->roll = *option == 'k' ? ROLL_KEEP : ROLL_EMPTY;
		return 0;
	}
	if (strcmp(option, "unsummed") == 0) {
		f->unsummed = true;
		return 0;
	}
	if (strcmp(option, "hidden") == 0) {
		f->hidden = true;
		return 0;
	}
	if (strcmp(option, "rollup") == 0) {
		f->rollup = true;
		return s->list
		           ? 0
		           : read_fail(r, s->line->number, _("rollup 只能写在清单的列上"), NULL);
	}
	char *word = words_next(w);
	int rc = word ? 0 : read_fail(r, s->line->number, _("选项后面缺内容："), option);
	if (rc == 0 && strcmp(option, "unit") == 0)
		f->unit = mem_strdup(word);
	else if (rc == 0 && strcmp(option, "decimals") == 0)
		rc = take_decimals(r, s, f, word);
	else if (rc == 0 && strcmp(option, "choice") == 0)
		add_choices(f, word);
	else if (rc == 0 && strcmp(option, "max") == 0)
		rc = (f->max = parse(r, s, word)) ? 0 : -1;
	else if (rc == 0)
		rc = read_fail(r, s->line->number, _("没有这个选项："), option);
	mem_free(word);
	return rc;
}

static int take_kind(struct reader *r, const struct spec *s, struct field *f, const char *word)
{
	for (size_t i = 0; word && i < sizeof kinds / sizeof *kinds; i++) {
		if (strcmp(kinds[i].name, word) != 0)
			continue;
		f->kind = kinds[i].kind;
		f->decimals = kinds[i].decimals;
		return 0;
	}
	return read_fail(r, s->line->number, _("没有这种栏目："), word);
}

static char *member_label(const struct reader *r, const struct spec *s, const char *label)
{
	struct str out = {0};
	const char *own = s->member ? r->axis.label[s->member_index] : NULL;
	str_add(&out, label);
	if (s->member)
		str_addf(&out, "·%s", own ? own : s->member);
	return str_take(&out);
}

/* Without a formula of its own, a field on a carried member is suggested from
 * last year's filing. */
static int carry_over(struct reader *r, const struct spec *s, struct field *f)
{
	const char *from = s->member ? r->axis.carry[s->member_index] : NULL;
	if (!from || f->formula)
		return 0;
	struct str text = {0};
	size_t stem = strlen(f->key) - strlen(s->member);
	str_add(&text, "last:");
	if (s->list)
		str_addf(&text, "%s.", s->list->key);
	str_addn(&text, f->key, stem);
	str_add(&text, from);
	int rc = take_formula(r, s, f, MODE_SUGGESTED, str_text(&text));
	str_free(&text);
	return rc;
}

/* KEY KIND LABEL options… */
static int read_one(struct reader *r, const struct spec *s, const char *rest, struct field *f)
{
	struct words w = {rest};
	char *key = words_next(&w), *kind = words_next(&w), *label = words_next(&w);
	int rc = 0;
	f->line = s->line->number;
	if (!label)
		rc = read_fail(r, s->line->number, _("栏目要写键、种类和名称"), NULL);
	else
		rc = take_kind(r, s, f, kind);
	if (rc == 0) {
		f->key = read_axis(key, s->member);
		f->member = s->member ? (int)s->member_index + 1 : 0;
		f->label = member_label(r, s, label);
	}
	for (char *option; rc == 0 && (option = words_next(&w)) != NULL;) {
		rc = take_option(r, s, f, option, &w);
		mem_free(option);
	}
	mem_free(key);
	mem_free(kind);
	mem_free(label);
	return rc < 0 ? -1 : carry_over(r, s, f);
}

static int add_field(struct reader *r, const struct spec *s, const char *rest)
{
	struct form *form = r->form;
	struct list *l = s->list;
	struct field f = {0};
	int rc = read_one(r, s, rest, &f);
	if (rc == 0 && (l ? list_column(l, f.key) : form_field(form, f.key)) >= 0)
		rc = read_fail(r, s->line->number, _("栏目重复："), f.key);
	if (l) {
		l->columns = mem_push(l->columns, l->ncolumns, sizeof f);
		l->columns[l->ncolumns++] = f;
	} else {
		form->fields = mem_push(form->fields, form->nfields, sizeof f);
		form->fields[form->nfields++] = f;
		if (rc == 0)
			map_set(form->names->fields, f.key, (int)form->nfields - 1);
	}
	return rc;
}

/* field … / column …: once, or once for each member of the axis */
static int take_field(struct reader *r, const struct line *line, struct list *list,
                      const char *rest)
{
	struct words w = {rest};
	char *key = words_next(&w);
	struct spec s = {.line = line, .list = list};
	int rc = 0;
	if (!key || !has_star(key)) {
		rc = add_field(r, &s, rest);
	} else if (r->axis.n == 0) {
		rc = read_fail(r, line->number, _("用了 * 却没有 axis："), key);
	}
	for (size_t i = 0; rc == 0 && key && has_star(key) && i < r->axis.n; i++) {
		s.member = r->axis.member[i];
		s.member_index = i;
		rc = add_field(r, &s, rest);
	}
	mem_free(key);
	return rc;
}

static int take_axis(struct reader *r, const struct line *line, const char *rest)
{
	struct words w = {rest};
	mem_free(words_next(&w)); /* its name is for people */
	if (r->axis.n > 0)
		return read_fail(r, line->number, _("一张表只能有一个 axis"), NULL);
	while (*words_rest(&w)) {
		if (r->axis.n == AXIS_MAX)
			return read_fail(r, line->number, _("axis 的成员太多"), NULL);
		r->axis.member[r->axis.n++] = words_next(&w);
	}
	return 0;
}

/* carry MEMBER last:MEMBER2 / label MEMBER TEXT */
static int take_member(struct reader *r, const struct line *line, const char *rest, bool carry)
{
	struct words w = {rest};
	char *member = words_next(&w);
	const char *text = words_rest(&w);
	int rc = -1;
	for (size_t i = 0; rc < 0 && member && i < r->axis.n; i++) {
		if (strcmp(r->axis.member[i], member) != 0)
			continue;
		char **slot = carry ? &r->axis.carry[i] : &r->axis.label[i];
		mem_free(*slot);
		*slot = mem_strdup(carry && strncmp(text, "last:", 5) == 0 ? text + 5 : text);
		rc = 0;
	}
	if (rc < 0)
		read_fail(r, line->number, _("axis 里没有这个成员："), member);
	mem_free(member);
	return rc;
}

static int take_refer(struct reader *r, const struct line *line, const char *rest)
{
	struct form *f = r->form;
	struct words w = {rest};
	char *phrase = words_next(&w), *key = words_next(&w);
	int field = key ? form_field(f, key) : -1;
	if (field < 0) {
		read_fail(r, line->number, _("refer 指的栏目还没有定义："), key);
		mem_free(phrase);
		mem_free(key);
		return -1;
	}
	f->refers = mem_push(f->refers, f->nrefers, sizeof *f->refers);
	f->refers[f->nrefers++] = (struct refer){phrase, field};
	mem_free(key);
	return 0;
}

static int take_form(struct reader *r, const struct line *line, const char *rest)
{
	struct words w = {rest};
	struct form *f = r->form;
	char *id = words_next(&w);
	mem_free(f->number);
	f->number = words_next(&w);
	mem_free(f->name);
	f->name = mem_strdup(words_rest(&w));
	int rc = 0;
	if (!id || strcmp(id, f->id) != 0)
		rc = read_fail(r, line->number, _("form 后面的键应与文件名相同："), f->id);
	else if (!f->number || !*f->name)
		rc = read_fail(r, line->number, _("form 要写键、表号和表名"), NULL);
	mem_free(id);
	return rc;
}

/* The keyword of a line, and what follows it. */
static bool keyword(const struct line *line, const char *word, const char **rest)
{
	size_t n = strlen(word);
	if (strncmp(line->text, word, n) != 0 || (line->text[n] != ' ' && line->text[n] != '\t'))
		return false;
	struct words w = {line->text + n};
	*rest = words_rest(&w);
	return true;
}

static int read_line(struct reader *r, const struct line *line, int *indents)
{
	struct form *f = r->form;
	struct list *list = f->nlists ? &f->lists[f->nlists - 1] : NULL;
	const char *rest;
	if (keyword(line, "form", &rest))
		return take_form(r, line, rest);
	if (keyword(line, "axis", &rest))
		return take_axis(r, line, rest);
	if (keyword(line, "carry", &rest))
		return take_member(r, line, rest, true);
	if (keyword(line, "label", &rest))
		return take_member(r, line, rest, false);
	if (keyword(line, "field", &rest))
		return take_field(r, line, NULL, rest);
	if (keyword(line, "list", &rest))
		return read_list(r, line, rest);
	if (keyword(line, "refer", &rest))
		return take_refer(r, line, rest);
	if (keyword(line, "rule", &rest))
		return read_rule(r, line, rest);
	if (keyword(line, "chart", &rest))
		return read_chart(r, line, rest);
	if (keyword(line, "part", &rest))
		return read_chart_part(r, line, rest);
	if (keyword(line, "group", &rest))
		return list ? read_group(r, line, list, indents, rest)
		            : read_fail(r, line->number, _("group 之前要有 list"), NULL);
	if (keyword(line, "column", &rest))
		return list ? take_field(r, line, list, rest)
		            : read_fail(r, line->number, _("column 之前要有 list"), NULL);
	if (strcmp(line->text, "unprinted") == 0)
		f->unprinted = true;
	else if (strcmp(line->text, "landscape") == 0)
		f->landscape = true;
	return read_rule_more(r, line) < 0 ? -1 : 0; /* the drawing: second pass */
}

int read_fields(struct reader *r)
{
	int indents[READ_GROUPS];
	for (size_t i = 0; i < r->lines.n; i++)
		if (read_line(r, &r->lines.line[i], indents) < 0)
			return -1;
	if (!r->form->number)
		return read_fail(r, 1, _("缺少 form 行"), NULL);
	for (size_t i = 0; i < r->form->nlists; i++)
		if (r->form->lists[i].ncolumns == 0)
			return read_fail(r, 1, _("清单没有列："), r->form->lists[i].key);
	const char *rest;
	for (size_t i = 0; i < r->lines.n; i++)
		if (keyword(&r->lines.line[i], "list", &rest) &&
		    read_tree(r, &r->lines.line[i], rest) < 0)
			return -1;
	return read_rollups(r) < 0 ? -1 : read_charts_end(r);
}
