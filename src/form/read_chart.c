#include "form/chart_def.h"

#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "form/read.h"

static const struct { const char *name; enum chart_kind kind; } kinds[] = {
	{ "bars", CHART_BARS },
	{ "change", CHART_CHANGE },
	{ "years", CHART_YEARS },
	{ "shares", CHART_SHARES },
};

static bool take_kind(const char *word, enum chart_kind *kind)
{
	for (size_t i = 0; word && i < sizeof kinds / sizeof *kinds; i++)
		if (strcmp(kinds[i].name, word) == 0) {
			*kind = kinds[i].kind;
			return true;
		}
	return false;
}

static bool is_taken(const struct form *f, const char *key)
{
	for (size_t i = 0; i < f->ncharts; i++)
		if (strcmp(f->charts[i].key, key) == 0)
			return true;
	return false;
}

/* chart KEY KIND TITLE */
int read_chart(struct reader *r, const struct line *line, const char *rest)
{
	struct form *f = r->form;
	struct words w = { rest };
	char *key = words_next(&w), *kind = words_next(&w);
	struct chart_def c = { .key = key, .line = line->number };
	int rc = 0;
	if (!key || !kind || !*words_rest(&w))
		rc = read_fail(r, line->number, _("chart 要写键、种类和标题"), NULL);
	else if (!take_kind(kind, &c.kind))
		rc = read_fail(r, line->number, _("图只有 bars、change、years、shares 这几种："), kind);
	else if (is_taken(f, key))
		rc = read_fail(r, line->number, _("图重复："), key);
	mem_free(kind);
	if (rc < 0) {
		mem_free(key);
		return -1;
	}
	c.title = mem_strdup(words_rest(&w));
	f->charts = mem_push(f->charts, f->ncharts, sizeof c);
	f->charts[f->ncharts++] = c;
	return 0;
}

/* VALUE [ of WHOLE ] */
static int take_value(struct reader *r, struct chart_part *p, const char *text)
{
	char *value = mem_strdup(text), *of = strstr(value, " of ");
	if (of)
		*of = '\0';
	p->value = read_formula(r, p->line, value);
	if (p->value && of)
		p->whole = read_formula(r, p->line, of + strlen(" of "));
	mem_free(value);
	return p->value && (!of || p->whole) ? 0 : -1;
}

static int add_part(struct reader *r, const struct line *line, const char *label, const char *text)
{
	struct chart_def *c = &r->form->charts[r->form->ncharts - 1];
	struct chart_part p = { .list = -1, .line = line->number };
	size_t n = strlen(label);
	if (n > 2 && label[0] == '[' && label[n - 1] == ']')
		p.name = mem_strndup(label + 1, n - 2);
	else
		p.label = mem_strdup(label);
	int rc = take_value(r, &p, text);
	c->parts = mem_push(c->parts, c->nparts, sizeof p);
	c->parts[c->nparts++] = p;
	return rc;
}

/* One for each member of the axis, named after it. */
static int add_members(struct reader *r, const struct line *line, const char *text)
{
	int rc = r->axis.n ? 0 : read_fail(r, line->number, _("用了 * 却没有 axis："), text);
	for (size_t i = 0; rc == 0 && i < r->axis.n; i++) {
		char *one = read_axis(text, r->axis.member[i]);
		rc = add_part(r, line, r->axis.label[i] ? r->axis.label[i] : r->axis.member[i], one);
		mem_free(one);
	}
	return rc;
}

/* part LABEL|[list.column]|* VALUE [of WHOLE] */
int read_chart_part(struct reader *r, const struct line *line, const char *rest)
{
	struct words w = { rest };
	char *label = words_next(&w);
	int rc;
	if (r->form->ncharts == 0)
		rc = read_fail(r, line->number, _("part 之前要有 chart"), NULL);
	else if (!label || !*words_rest(&w))
		rc = read_fail(r, line->number, _("part 要写名称和公式"), NULL);
	else if (strcmp(label, "*") == 0)
		rc = add_members(r, line, words_rest(&w));
	else
		rc = add_part(r, line, label, words_rest(&w));
	mem_free(label);
	return rc;
}

int read_charts_end(struct reader *r)
{
	for (size_t i = 0; i < r->form->ncharts; i++) {
		const struct chart_def *c = &r->form->charts[i];
		if (c->nparts == 0)
			return read_fail(r, c->line, _("图没有 part："), c->key);
		if (c->kind == CHART_YEARS && (c->nparts > 1 || c->parts[0].name))
			return read_fail(r, c->line, _("years 只能有一个 part："), c->key);
	}
	return 0;
}

void chart_defs_free(struct chart_def *charts, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		for (size_t k = 0; k < charts[i].nparts; k++) {
			mem_free(charts[i].parts[k].label);
			mem_free(charts[i].parts[k].name);
			expr_free(charts[i].parts[k].value);
			expr_free(charts[i].parts[k].whole);
		}
		mem_free(charts[i].parts);
		mem_free(charts[i].key);
		mem_free(charts[i].title);
	}
	mem_free(charts);
}
