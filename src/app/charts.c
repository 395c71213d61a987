#include "app/charts.h"

#include <string.h>

#include "app/chart_years.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "form/explain.h"
#include "form/tree.h"
#include "form/world.h"

enum { PARTS_MAX = 256, PERCENT_DECIMALS = 4 };

void charts_free(struct charts *c)
{
	for (size_t i = 0; i < c->n; i++) {
		chart_free(c->chart[i]);
		mem_free(c->keys[i]);
	}
	mem_free(c->chart);
	mem_free(c->keys);
	*c = (struct charts){ 0 };
}

/* Takes over chart and key. */
static void add_chart(struct charts *out, struct chart *chart, char *key)
{
	size_t capacity = out->capacity;

	out->keys = mem_more(out->keys, out->n, &capacity, sizeof *out->keys);
	out->chart = mem_more(out->chart, out->n, &out->capacity, sizeof *out->chart);
	out->keys[out->n] = key;
	out->chart[out->n++] = chart;
}

static bool has_number(const struct chart *c)
{
	for (size_t i = 0; i < c->n; i++)
		if (c->items[i].value.state == FIGURE_NUMBER)
			return true;
	return false;
}

void charts_drop_empty(struct charts *c)
{
	size_t kept = 0;

	for (size_t i = 0; i < c->n; i++) {
		if (has_number(c->chart[i])) {
			c->chart[kept] = c->chart[i];
			c->keys[kept++] = c->keys[i];
			continue;
		}
		chart_free(c->chart[i]);
		mem_free(c->keys[i]);
	}
	c->n = kept;
}

/* ---- how figures are shown ---- */

static void take_manner(struct chart *c, const struct field *like)
{
	c->decimals = like->decimals;
	c->percent = like->kind == KIND_RATE;
	if (like->kind == KIND_MONEY && !like->unit)
		c->unit = mem_strdup("万元");
	else if (like->kind == KIND_POINTS || like->kind == KIND_SCORE)
		c->unit = mem_strdup("分");
	else
		c->unit = mem_strdup(like->unit);
}

struct likeness {
	const struct set *set;
	const struct field *field;
};

static int find_like(struct expr *x, void *context)
{
	struct likeness *l = context;
	const struct ref *r = set_ref(l->set, x->kind == EXPR_CALL ? x->iterates : x->bound);
	const struct form *form = r ? l->set->forms[r->form] : NULL;

	if (x->kind != EXPR_NAME && x->kind != EXPR_CALL)
		return 0;
	if (r && r->kind == REF_FIELD)
		l->field = &form->fields[r->field];
	else if (r && r->kind == REF_COLUMN)
		l->field = &form->lists[r->list].columns[r->field];
	else if (r && r->kind == REF_PATTERN && r->nfields)
		l->field = &form->fields[r->fields[0]];
	return l->field != NULL;
}

/* As the first name in the formula; a quotient is a percentage. */
static void take_manner_of(struct chart *c, const struct set *set, struct expr *x)
{
	struct likeness l = { .set = set };

	if (x->kind == EXPR_BINARY && x->op == OP_DIV) {
		c->percent = true;
		c->decimals = PERCENT_DECIMALS;
		return;
	}
	expr_walk(x, find_like, &l);
	if (l.field)
		take_manner(c, l.field);
}

/* ---- predefined ones ---- */

static struct figure eval(const struct chart *c, const struct filing *f, const struct expr *x,
                          struct place p)
{
	struct world w;
	struct expr_value v;
	struct figure out;

	world_open(&w, (struct filing *)f); /* only its scratch pool is written */
	v = world_eval(&w, x, p);
	out = (struct figure){ .state = v.state, .decimals = c->decimals, .percent = c->percent };
	if (v.state == FIGURE_NUMBER && !rat_to_num(v.num, c->decimals, &out.num))
		out.state = FIGURE_FAULT;
	world_close(&w);
	return out;
}

static void add_item(struct chart *c, const struct filing *f, const struct chart_part *part,
                     struct place p, const char *label)
{
	struct chart_item *item = chart_add(c, label, eval(c, f, part->value, p));
	struct figure whole = { 0 };

	if (part->whole)
		whole = eval(c, f, part->whole, p);
	item->has_whole = whole.state == FIGURE_NUMBER;
	item->whole = whole.num;
}

static void add_row_items(struct chart *c, const struct filing *f, const struct chart_part *part,
                          int sheet)
{
	const struct list *l = &f->sheets[sheet].form->lists[part->list];
	int column = list_column(l, strchr(part->name, '.') + 1);

	for (int row = 0; row < (int)f->sheets[sheet].lists[part->list].n; row++) {
		struct place p = { sheet, part->list, row, column };
		struct str label = { 0 };

		if (row_is_na(f, sheet, part->list, row))
			continue;
		cell_show(filing_cell(f, p), filing_field(f, p), &label);
		add_item(c, f, part, p, str_text(&label));
		str_free(&label);
	}
}

static void add_part(struct chart *c, const struct filing *f, const struct chart_part *part,
                     int sheet)
{
	struct str label = { 0 };

	if (part->name) {
		add_row_items(c, f, part, sheet);
		return;
	}
	filing_fill_year(f, part->label, &label);
	add_item(c, f, part, (struct place){ sheet, -1, -1, -1 }, str_text(&label));
	str_free(&label);
}

static const struct chart_def *find_def(const struct form *form, const char *key)
{
	for (size_t i = 0; i < form->ncharts; i++)
		if (strcmp(form->charts[i].key, key) == 0)
			return &form->charts[i];
	return NULL;
}

/* In each year the chart that has the same key there. */
static void add_years(struct chart *c, struct work *w, const struct filing *f, int sheet,
                      const char *key)
{
	struct chart_years years;

	chart_years_open(&years, w, f, sheet);
	for (size_t i = 0; i < years.n; i++) {
		const struct filing *g = years.filing[i];
		const struct chart_def *def = find_def(g->sheets[years.sheet[i]].form, key);
		struct str label = { 0 };

		str_addf(&label, _("%d年"), g->year);
		if (def && def->kind == CHART_YEARS)
			add_item(c, g, &def->parts[0], (struct place){ years.sheet[i], -1, -1, -1 },
			         str_text(&label));
		str_free(&label);
	}
	chart_years_close(&years);
}

static void add_defined(struct work *w, const struct filing *f, int sheet,
                        const struct chart_def *def, struct charts *out)
{
	struct str title = { 0 }, key = { 0 };
	struct chart *c;

	filing_fill_year(f, def->title, &title);
	str_addf(&key, "%s.%s", f->sheets[sheet].form->id, def->key);
	c = chart_new(def->kind, str_text(&title));
	take_manner_of(c, f->set, def->parts[0].value);
	if (def->kind == CHART_YEARS)
		add_years(c, w, f, sheet, def->key);
	for (size_t i = 0; def->kind != CHART_YEARS && i < def->nparts; i++)
		add_part(c, f, &def->parts[i], sheet);
	add_chart(out, c, str_take(&key));
	str_free(&title);
}

void charts_of_sheet(struct work *w, const struct filing *f, int sheet, struct charts *out)
{
	const struct form *form = f->sheets[sheet].form;

	for (size_t i = 0; i < form->ncharts; i++)
		add_defined(w, f, sheet, &form->charts[i], out);
}

void charts_of_filing(struct work *w, const struct filing *f, struct charts *out)
{
	for (int i = 0; i < (int)f->nsheets; i++)
		charts_of_sheet(w, f, i, out);
}

bool charts_named(struct work *w, const struct filing *f, int sheet, const char *key,
                  struct charts *out)
{
	const struct chart_def *def = find_def(f->sheets[sheet].form, key);

	if (def)
		add_defined(w, f, sheet, def, out);
	return def != NULL;
}

/* ---- those of a cell ---- */

static struct chart *begin(const struct filing *f, struct place p, enum chart_kind kind,
                           const char *title)
{
	struct chart *c = chart_new(kind, title);

	take_manner(c, filing_field(f, p));
	return c;
}

/* One bar says nothing. */
static void end(struct charts *out, struct chart *c)
{
	if (c->n > 1)
		add_chart(out, c, NULL);
	else
		chart_free(c);
}

static void add_cell(struct chart *c, const struct filing *f, struct place p, const char *label)
{
	const struct field *field = filing_field(f, p);
	struct chart_item *item = chart_add(c, label, filing_cell(f, p)->value);
	struct figure max = { 0 };

	if (field->max)
		max = eval(c, f, field->max, p);
	item->has_whole = max.state == FIGURE_NUMBER;
	item->whole = max.num;
}

/* Cuts «三公经费·2024年决算数» in two; *member is inside label, or NULL. */
static void split_label(const struct field *field, char *label, char **member)
{
	char *dot = NULL;

	for (char *s = strstr(label, "·"); field->member && s; s = strstr(s + 1, "·"))
		dot = s;
	*member = dot ? dot + strlen("·") : NULL;
	if (dot)
		*dot = '\0';
}

static char *label_of(const struct filing *f, struct place p)
{
	struct str s = { 0 };

	place_label(f, p, &s);
	return str_take(&s);
}

static size_t stem_length(const char *key)
{
	const char *dot = strrchr(key, '.');

	return dot ? (size_t)(dot - key) + 1 : 0;
}

static bool same_stem(const struct field *a, const struct field *b)
{
	size_t n = stem_length(a->key);

	return a->member && b->member && stem_length(b->key) == n && strncmp(a->key, b->key, n) == 0;
}

static void chart_axis(const struct filing *f, struct place p, struct charts *out)
{
	const struct field *field = filing_field(f, p);
	const struct form *form = f->sheets[p.sheet].form;
	int n = (int)(p.list < 0 ? form->nfields : form->lists[p.list].ncolumns);
	char *title = label_of(f, p), *member;
	struct chart *c;

	split_label(field, title, &member);
	c = begin(f, p, CHART_CHANGE, title);
	for (p.field = 0; field->member && p.field < n; p.field++) {
		char *label;

		if (!same_stem(field, filing_field(f, p)))
			continue;
		label = label_of(f, p);
		split_label(filing_field(f, p), label, &member);
		add_cell(c, f, p, member ? member : label);
		mem_free(label);
	}
	mem_free(title);
	end(out, c);
}

/* Names and sums of names only: then the operands are its parts. */
static bool is_sum(const struct expr *x)
{
	if (x->kind == EXPR_NAME)
		return true;
	if (x->kind == EXPR_CALL ? x->fn != FN_SUM || x->where != NULL
	                         : x->kind != EXPR_BINARY || x->op != OP_ADD)
		return false;
	for (size_t i = 0; i < x->nargs; i++)
		if (!is_sum(x->arg[i]))
			return false;
	return true;
}

/* A part's name without what it shares with the whole. */
static char *part_label(const struct filing *f, struct place whole, struct place p)
{
	char *label, *member;
	struct str name = { 0 };

	if (p.list >= 0) {
		p.field = f->sheets[p.sheet].form->lists[p.list].name_column;
		cell_show(filing_cell(f, p), filing_field(f, p), &name);
		return str_take(&name);
	}
	label = label_of(f, p);
	if (filing_field(f, p)->member == filing_field(f, whole)->member)
		split_label(filing_field(f, p), label, &member);
	return label;
}

static void chart_parts(const struct filing *f, struct place p, struct charts *out)
{
	const struct field *field = filing_field(f, p);
	bool rollup = field->rollup && place_mode(f, p) == MODE_COMPUTED;
	struct place *parts;
	struct chart *c;
	struct str title = { 0 };
	size_t n;

	if (!rollup && (!field->formula || !is_sum(field->formula)))
		return;
	parts = mem_array(PARTS_MAX, sizeof *parts);
	n = explain_operands(f, p, parts, PARTS_MAX);
	place_label(f, p, &title);
	str_add(&title, _("的结构"));
	c = begin(f, p, CHART_SHARES, str_text(&title));
	for (size_t i = 0; i < n; i++) {
		char *label = part_label(f, p, parts[i]);

		add_cell(c, f, parts[i], label);
		mem_free(label);
	}
	end(out, c);
	str_free(&title);
	mem_free(parts);
}

static void chart_over_years(struct work *w, const struct filing *f, struct place p,
                             struct charts *out)
{
	struct chart_years years;
	struct str title = { 0 };
	struct chart *c;

	place_label(f, p, &title);
	str_add(&title, _("（历年）"));
	c = begin(f, p, CHART_YEARS, str_text(&title));
	chart_years_open(&years, w, f, p.sheet);
	for (size_t i = 0; i < years.n; i++) {
		struct str label = { 0 };
		struct place to;

		str_addf(&label, _("%d年"), years.filing[i]->year);
		if (chart_years_place(&years, i, f, p, &to))
			add_cell(c, years.filing[i], to, str_text(&label));
		str_free(&label);
	}
	chart_years_close(&years);
	end(out, c);
	str_free(&title);
}

/* The rows of the list; of a tree those of the same level. */
static void chart_column(const struct filing *f, struct place p, struct charts *out)
{
	const struct field *field = filing_field(f, p);
	int level = p.list < 0 || p.row < 0 ? 0 : tree_level(f, p);
	struct str title = { 0 };
	struct chart *c;

	if (p.list < 0)
		return;
	str_addf(&title, "%s·", f->sheets[p.sheet].form->lists[p.list].label);
	filing_fill_year(f, field->label, &title);
	c = begin(f, p, field->kind == KIND_MONEY ? CHART_SHARES : CHART_BARS, str_text(&title));
	for (p.row = 0; p.row < (int)f->sheets[p.sheet].lists[p.list].n; p.row++) {
		char *label;

		if (row_is_na(f, p.sheet, p.list, p.row) || (level && tree_level(f, p) != level))
			continue;
		label = part_label(f, p, p);
		add_cell(c, f, p, label);
		mem_free(label);
	}
	end(out, c);
	str_free(&title);
}

void charts_of_cell(struct work *w, const struct filing *f, struct place p, struct charts *out)
{
	if (!kind_is_figure(filing_field(f, p)->kind))
		return;
	chart_axis(f, p, out);
	chart_parts(f, p, out);
	chart_over_years(w, f, p, out);
	chart_column(f, p, out);
}
