#include <string.h>

#include "app/cmd_table.h"
#include "app/compare.h"
#include "app/edit.h"
#include "app/roll.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/text.h"

/* roll, confirm, compare: one year after another, one unit beside another. */

enum { LABEL_WIDTH = 38, TEXT_WIDTH = 20, FIGURE_WIDTH = 16 };

/* ---- roll, confirm ---- */

int cmd_roll(struct cmd_call *c)
{
	int unit = work_find_unit(c->work, c->args[0], c->e), from = 0, to = 0;
	struct json j = { .out = c->out };
	struct filing *f;
	size_t n = 0;

	if (unit < 0 || cmd_year(c, c->args[1], &from) < 0 || cmd_year(c, c->args[2], &to) < 0 ||
	    roll_filing(c->work, unit, from, to, c->set, c->e) < 0)
		return cmd_fail(c);
	f = work_open_filing(c->work, unit, to, c->set, c->e);
	if (!f)
		return cmd_fail(c);
	mem_free(roll_carried(f, -1, &n));
	if (!c->json) {
		str_addf(c->out,
		         _("已把%s %d 年的填报结转到 %d 年（%s）：%zu 格沿用 %d 年的内容，待改动或确认\n"),
		         f->unit_name, from, to, f->set->title, n, from);
		return CMD_DONE;
	}
	json_open(&j, NULL, '{');
	json_string(&j, "unit", f->unit_code);
	json_int(&j, "from", from);
	json_int(&j, "to", to);
	json_string(&j, "set", f->set->id);
	json_int(&j, "carried", (int64_t)n);
	json_close(&j, '}');
	str_addc(c->out, '\n');
	return CMD_DONE;
}

/* The carried cells of all sheets, of FORM[#COPY], or the one FORM.KEY. */
static struct place *wanted_cells(struct cmd_call *c, const struct filing *f, size_t *count)
{
	const char *rest;
	struct place *one;
	int sheet;

	if (c->nargs < 3)
		return roll_carried(f, -1, count);
	sheet = cmd_sheet(c, f, c->args[2], &rest);
	if (sheet < 0)
		return NULL;
	if (!*rest)
		return roll_carried(f, sheet, count);
	one = mem_alloc(sizeof *one);
	*count = 1;
	if (cmd_place(c, f, c->args[2], one) == 0 && filing_cell(f, *one)->carried)
		return one;
	if (!c->e->code)
		err_set(c->e, ERR_INPUT, _("这一格不是结转来的，或者已经确认"));
	mem_free(one);
	return NULL;
}

int cmd_confirm(struct cmd_call *c)
{
	struct filing *f = cmd_filing(c);
	size_t n = 0;
	struct place *places = f ? wanted_cells(c, f, &n) : NULL;
	int result;

	if (c->e->code)
		return cmd_fail(c);
	work_set_why(c->work, c->why);
	result = edit_confirm(c->work, f, places, n, c->e);
	mem_free(places);
	if (result < 0)
		return cmd_fail(c);
	str_addf(c->out, _("已确认 %zu 格沿用上年的内容\n"), n);
	return CMD_DONE;
}

/* ---- compare: what is compared ---- */

static const struct form *form_named(const struct set *set, const char *name)
{
	for (size_t i = 0; i < set->nforms; i++) {
		if (strcmp(set->forms[i]->id, name) == 0 ||
		    strcmp(set->forms[i]->number, name) == 0)
			return set->forms[i];
	}
	return NULL;
}

/* The first filing of the year that has the form; without --set. */
static struct filing *open_with(struct cmd_call *c, int unit, int year, const char *form)
{
	struct filing *f = work_open_filing(c->work, unit, year, c->set, c->e);
	const struct set *const *sets;
	size_t n;

	if (!f || !form || c->set || form_named(f->set, form))
		return f;
	sets = work_sets(c->work, &n);
	for (size_t i = 0; i < n; i++) {
		struct filing *other = !form_named(sets[i], form)
		                           ? NULL
		                           : work_open_filing(c->work, unit, year, sets[i]->id, NULL);

		if (other)
			return other;
	}
	err_set(c->e, ERR_NOTFOUND, _("%s %d 年的填报里没有表“%s”"), f->unit_name, year, form);
	return NULL;
}

struct pair {
	struct filing *earlier, *later;
	const struct form *form; /* NULL: all */
};

static int take_pair(struct cmd_call *c, struct pair *p)
{
	const char *form = c->nargs > 3 ? c->args[3] : NULL;
	int unit = work_find_unit(c->work, c->args[0], c->e), unit2 = unit, year = 0, year2 = 0;

	if (unit >= 0 && c->unit2)
		unit2 = work_find_unit(c->work, c->unit2, c->e);
	if (unit < 0 || unit2 < 0 || cmd_year(c, c->args[1], &year) < 0 ||
	    cmd_year(c, c->args[2], &year2) < 0)
		return -1;
	if (unit == unit2 && year == year2)
		return err_set(c->e, ERR_USAGE, _("两边是同一份填报，没有可比的"));
	p->earlier = open_with(c, unit, year, form);
	p->later = p->earlier ? open_with(c, unit2, year2, form) : NULL;
	p->form = p->later && form ? form_named(p->later->set, form) : NULL;
	return p->later ? 0 : -1;
}

/* ---- compare: as text ---- */

/* One line of it, clipped and padded to the width. */
static void put_column(struct str *out, const char *text, int width)
{
	char *clean = text_clean(text, true);
	size_t length = strlen(clean);
	int got;

	for (char *s = clean; (s = strchr(s, '\n')) != NULL;)
		*s = ' ';
	got = text_width(clean);
	if (got > width) {
		length = text_clip(clean, length, width - 2, &got);
		str_addn(out, clean, length);
		str_add(out, "…");
		got += text_width("…");
	} else {
		str_add(out, clean);
	}
	for (; got < width; got++)
		str_addc(out, ' ');
	str_addc(out, ' ');
	mem_free(clean);
}

static void end_line(struct str *out)
{
	while (out->length > 0 && out->s[out->length - 1] == ' ')
		out->s[--out->length] = '\0';
	str_addc(out, '\n');
}

static void print_line(struct str *out, const struct compare_cell *cell)
{
	struct str difference = { 0 }, growth = { 0 };

	compare_show_difference(cell, &difference);
	compare_show_growth(cell, &growth);
	str_add(out, "  ");
	put_column(out, cell->label, LABEL_WIDTH);
	put_column(out, cell->earlier.text, TEXT_WIDTH);
	put_column(out, cell->later.text, TEXT_WIDTH);
	put_column(out, str_text(&difference), FIGURE_WIDTH);
	put_column(out, str_text(&growth), FIGURE_WIDTH);
	end_line(out);
	str_free(&difference);
	str_free(&growth);
}

static void name_side(struct str *out, const struct filing *f, const struct filing *other)
{
	struct str name = { 0 };

	if (f->unit != other->unit)
		str_add(&name, f->unit_name);
	if (f->year != other->year)
		str_addf(&name, _("%s%d 年"), name.length ? " " : "", f->year);
	put_column(out, str_text(&name), TEXT_WIDTH);
	str_free(&name);
}

static void print_heads(struct str *out, const struct pair *p)
{
	str_add(out, "  ");
	put_column(out, _("栏目"), LABEL_WIDTH);
	name_side(out, p->earlier, p->later);
	name_side(out, p->later, p->earlier);
	put_column(out, _("差"), FIGURE_WIDTH);
	put_column(out, _("幅度"), FIGURE_WIDTH);
	end_line(out);
}

/* The sheet of the cell, in the filing that has it. */
static void print_title(struct str *out, const struct pair *p, const struct compare_cell *cell)
{
	const struct filing *f = cell->later.there ? p->later : p->earlier;
	int sheet = cell->later.there ? cell->later.place.sheet : cell->earlier.place.sheet;

	sheet_title(f, sheet, out);
	if (!cell->later.there)
		str_add(out, _("（前者独有）"));
	str_addc(out, '\n');
}

static bool same_sheet(const struct compare_cell *a, const struct compare_cell *b)
{
	if (a->later.there != b->later.there)
		return false;
	return a->later.there ? a->later.place.sheet == b->later.place.sheet
	                      : a->earlier.place.sheet == b->earlier.place.sheet;
}

static void print_compare(struct str *out, const struct pair *p, const struct compare *all)
{
	if (all->n > 0)
		print_heads(out, p);
	for (size_t i = 0; i < all->n; i++) {
		if (i == 0 || !same_sheet(&all->cells[i - 1], &all->cells[i]))
			print_title(out, p, &all->cells[i]);
		print_line(out, &all->cells[i]);
	}
	if (all->differences)
		str_addf(out, _("共 %zu 处不同\n"), all->differences);
	else
		str_add(out, _("没有不同\n"));
}

/* ---- compare: as JSON ---- */

static const char *const kinds[] = {
	[COMPARE_SAME] = "same",
	[COMPARE_CHANGED] = "changed",
	[COMPARE_ONLY_EARLIER] = "only_earlier",
	[COMPARE_ONLY_LATER] = "only_later",
};
_Static_assert(sizeof kinds / sizeof *kinds == COMPARE_ONLY_LATER + 1, "a word for each kind");

static void json_filing(struct json *j, const char *name, const struct filing *f)
{
	json_open(j, name, '{');
	json_string(j, "unit", f->unit_code);
	json_string(j, "name", f->unit_name);
	json_int(j, "year", f->year);
	json_string(j, "set", f->set->id);
	json_close(j, '}');
}

static void json_line(struct json *j, const struct compare_cell *cell)
{
	json_open(j, NULL, '{');
	json_string(j, "key", cell->key);
	json_string(j, "label", cell->label);
	json_string(j, "kind", kinds[cell->kind]);
	json_string(j, "earlier", cell->earlier.there ? cell->earlier.text : NULL);
	json_string(j, "later", cell->later.there ? cell->later.text : NULL);
	cmd_json_exact(j, "difference", cell->has_difference, cell->difference, cell->field->decimals);
	cmd_json_exact(j, "growth", cell->has_growth, cell->growth, 4);
	json_close(j, '}');
}

static void json_compare(struct str *out, const struct pair *p, const struct compare *all)
{
	struct json j = { .out = out };

	json_open(&j, NULL, '{');
	json_filing(&j, "earlier", p->earlier);
	json_filing(&j, "later", p->later);
	json_int(&j, "differences", (int64_t)all->differences);
	json_open(&j, "cells", '[');
	for (size_t i = 0; i < all->n; i++)
		json_line(&j, &all->cells[i]);
	json_close(&j, ']');
	json_close(&j, '}');
	str_addc(out, '\n');
}

int cmd_compare(struct cmd_call *c)
{
	struct pair p = { 0 };
	struct compare *all;
	int status;

	if (take_pair(c, &p) < 0)
		return cmd_fail(c);
	all = compare_filings(p.earlier, p.later, p.form, c->all);
	if (c->json)
		json_compare(c->out, &p, all);
	else
		print_compare(c->out, &p, all);
	status = all->differences ? CMD_DIFFERENCES : CMD_DONE;
	compare_free(all);
	return status;
}
