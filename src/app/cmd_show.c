#include <string.h>

#include "app/cmd_table.h"
#include "app/inspect.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/text.h"
#include "form/explain.h"
#include "form/layout.h"
#include "form/page.h"
#include "form/suggest.h"

/* show, get, score: what stands in a filing. */

/* clang-format off */
static const char *const states[] = {
	[FIGURE_ABSENT] = "absent", [FIGURE_BLANK] = "blank", [FIGURE_NUMBER] = "number",
	[FIGURE_NA] = "na",         [FIGURE_TEXT] = "text",   [FIGURE_FAULT] = "fault",
};
/* clang-format on */
_Static_assert(sizeof states / sizeof *states == FIGURE_FAULT + 1, "a word for each state");

/* A figure with the decimals of its field; null when it is none. */
static void json_figure(struct json *j, const char *name, const struct figure *v,
                        const struct field *field)
{
	int decimals = v->decimals > field->decimals ? v->decimals : field->decimals;

	cmd_json_number(j, name, v->state == FIGURE_NUMBER, v->num, decimals);
}

static void json_value(struct json *j, const struct cell *c, const struct field *field)
{
	struct str shown = {0};
	if (kind_is_figure(field->kind)) {
		json_figure(j, "value", &c->value, field);
		return;
	}
	cell_show(c, field, &shown);
	if (shown.length)
		json_string(j, "value", shown.s);
	else
		json_null(j, "value");
	str_free(&shown);
}

/* row and col are where it is drawn; −1: nowhere. */
static void json_cell(struct json *j, const struct filing *f, struct place p, int row, int col)
{
	const struct cell *c = suggest_cell(f, p);
	const struct field *field = filing_field(f, p);
	struct str key = {0};
	filing_key(f, p, &key);
	json_open(j, NULL, '{');
	json_string(j, "key", str_text(&key));
	if (row >= 0) {
		json_int(j, "row", row);
		json_int(j, "col", col);
	} else {
		json_null(j, "row");
		json_null(j, "col");
	}
	json_string(j, "text", c->text);
	json_value(j, c, field);
	json_figure(j, "stated", &c->stated, field);
	if (field->part)
		json_string(j, "suggested", suggest_text(f, p));
	else
		json_figure(j, "suggested", &c->calc, field);
	json_string(j, "status", states[c->value.state]);
	json_bool(j, "carried", c->carried);
	json_close(j, '}');
	str_free(&key);
}

static void json_head(struct json *j, const struct filing *f, int sheet)
{
	json_string(j, "unit", f->unit_code);
	json_string(j, "name", f->unit_name);
	json_int(j, "year", f->year);
	json_string(j, "set", f->set->id);
	if (sheet >= 0) {
		json_string(j, "form", f->sheets[sheet].form->id);
		json_int(j, "copy", f->sheets[sheet].copy);
	}
	json_string(j, "state", f->state);
}

static bool begins_spot(const struct layout *l, const struct layout_box *box, size_t i)
{
	int spot = l->parts[box->text.first + i].spot;
	if (spot < 0 || (l->spots[spot].place.list >= 0 && l->spots[spot].place.row < 0))
		return false;
	return i == 0 || l->parts[box->text.first + i - 1].spot != spot;
}

/* The cells of the table in printed order, col counting the boxes of a row;
 * then the fields that stand around it or are not drawn. */
static void json_cells(struct json *j, const struct filing *f, int sheet)
{
	const struct form *form = f->sheets[sheet].form;
	bool *told = mem_array(form->nfields + 1, sizeof *told);
	struct layout *l = layout_build(f, sheet, false);
	int row = -1, col = 0;
	for (size_t b = 0; b < l->nboxes; b++) {
		const struct layout_box *box = &l->boxes[b];
		col = box->top == row ? col + 1 : 0;
		row = box->top;
		for (size_t i = 0; i < box->text.n; i++) {
			if (!begins_spot(l, box, i))
				continue;
			struct place p = l->spots[l->parts[box->text.first + i].spot].place;
			p.sheet = sheet;
			json_cell(j, f, p, row, col);
			if (p.list < 0)
				told[p.field] = true;
		}
	}
	for (int i = 0; i < (int)form->nfields; i++)
		if (!told[i])
			json_cell(j, f, (struct place){sheet, -1, -1, i}, -1, -1);
	layout_free(l);
	mem_free(told);
}

int cmd_show(struct cmd_call *c)
{
	const char *rest;
	struct filing *f = cmd_filing(c);
	int sheet = f ? cmd_sheet(c, f, c->args[2], &rest) : -1;
	if (sheet < 0)
		return cmd_fail(c);
	if (*rest) {
		err_set(c->e, ERR_USAGE, _("show 后面是表，不是单元格；看单元格用 get"));
		return CMD_WRONG;
	}
	if (c->json) {
		struct json j = {.out = c->out};
		json_open(&j, NULL, '{');
		json_head(&j, f, sheet);
		json_open(&j, "cells", '[');
		json_cells(&j, f, sheet);
		json_close(&j, ']');
		json_close(&j, '}');
		str_addc(c->out, '\n');
		return CMD_DONE;
	}
	struct page *page = page_build(f, sheet, c->width, PAGE_MARKS | PAGE_DENSE);
	page_text(page, c->out);
	page_free(page);
	return CMD_DONE;
}

void cmd_json_cell(struct str *out, const struct filing *f, struct place p)
{
	struct json j = {.out = out};
	json_cell(&j, f, p, -1, -1);
}

int cmd_get(struct cmd_call *c)
{
	struct place p;
	struct filing *f = cmd_filing(c);
	if (!f || cmd_place(c, f, c->args[2], &p) < 0)
		return cmd_fail(c);
	if (c->json) {
		cmd_json_cell(c->out, f, p);
	} else {
		struct str shown = {0};
		cell_show(suggest_cell(f, p), filing_field(f, p), &shown);
		char *clean = text_clean(str_text(&shown), true);
		str_add(c->out, clean);
		mem_free(clean);
		str_free(&shown);
	}
	str_addc(c->out, '\n');
	return CMD_DONE;
}

/* ---- score ---- */

#define LABEL_WIDTH 32

/* A figure in a column of its own; – where there is none. */
static void print_figure(struct str *out, const char *words, const struct figure *v,
                         const struct field *field)
{
	struct str digits = {0};
	if (v->state == FIGURE_NUMBER)
		figure_show(v, field, &digits);
	else
		str_add(&digits, v->state == FIGURE_FAULT ? "?" : "–");
	str_addf(out, "  %s ", words);
	for (int i = text_width(str_text(&digits)); i < 6; i++)
		str_addc(out, ' ');
	str_add(out, str_text(&digits));
	str_free(&digits);
}

/* What is wrong with a typed score: no figure, or more than there is to have. */
static void print_wrong(struct str *out, const struct filing *f, struct place p)
{
	const struct cell *c = filing_cell(f, p);
	if (c->stated.state == FIGURE_FAULT) {
		char *clean = text_clean(c->text, false);
		str_addf(out, _("  “%s”不是数"), clean);
		mem_free(clean);
	} else if (filing_over_max(f, p)) {
		str_add(out, _("  超过分值"));
	}
}

static void print_label(struct str *out, const char *label)
{
	int width = 0;
	size_t length = text_clip(label, strlen(label), LABEL_WIDTH, &width);
	str_add(out, "  ");
	str_addn(out, label, length);
	for (; width < LABEL_WIDTH; width++)
		str_addc(out, ' ');
}

static void score_line(struct cmd_call *c, struct json *j, const struct filing *f, struct place p)
{
	const struct cell *cell = filing_cell(f, p);
	const struct field *field = filing_field(f, p);
	struct str label = {0}, key = {0};
	place_label(f, p, &label);
	filing_key(f, p, &key);
	if (c->json) {
		json_open(j, NULL, '{');
		json_string(j, "key", str_text(&key));
		json_string(j, "label", str_text(&label));
		json_figure(j, "value", &cell->value, field);
		json_figure(j, "stated", &cell->stated, field);
		json_figure(j, "suggested", &cell->calc, field);
		json_string(j, "status", states[cell->value.state]);
		json_string(j, "why", cell->judged ? cell->judged->why : cell->why);
		json_close(j, '}');
	} else {
		print_label(c->out, str_text(&label));
		print_figure(c->out, _("自评"), &cell->stated, field);
		print_figure(c->out, _("建议"), &cell->calc, field);
		print_wrong(c->out, f, p);
		if (cell->judged)
			str_addf(c->out, "  %s", cell->judged->why);
		str_addc(c->out, '\n');
	}
	str_free(&label);
	str_free(&key);
}

/* Every score of the sheet that holds the result: fields and list columns. */
static void score_sheet(struct cmd_call *c, struct json *j, const struct filing *f, int sheet)
{
	const struct form *form = f->sheets[sheet].form;
	for (int i = 0; i < (int)form->nfields; i++)
		if (form->fields[i].kind == KIND_SCORE && form->fields[i].mode == MODE_SUGGESTED)
			score_line(c, j, f, (struct place){sheet, -1, -1, i});
	for (int l = 0; l < (int)form->nlists; l++)
		for (int r = 0; r < (int)f->sheets[sheet].lists[l].n; r++)
			for (int i = 0; i < (int)form->lists[l].ncolumns; i++)
				if (form->lists[l].columns[i].kind == KIND_SCORE &&
				    !row_is_na(f, sheet, l, r))
					score_line(c, j, f, (struct place){sheet, l, r, i});
}

static void print_total(struct str *out, const char *words, bool has, int64_t n)
{
	str_add(out, words);
	if (has)
		num_format(out, n, 2, false);
	else
		str_add(out, _("未填"));
	str_addc(out, '\n');
}

int cmd_score(struct cmd_call *c)
{
	struct filing *f = cmd_filing(c);
	struct score_total t;
	struct json j = {.out = c->out};
	int sheet = -1;
	if (!f)
		return cmd_fail(c);
	if (f->set->result_form >= 0)
		sheet = filing_find_sheet(f, f->set->forms[f->set->result_form], 1);
	if (sheet < 0) {
		err_set(c->e, ERR_NOTFOUND, _("%s没有总分"), f->set->title);
		return cmd_fail(c);
	}
	inspect_score(f, &t);
	if (c->json) {
		json_open(&j, NULL, '{');
		json_head(&j, f, -1);
		cmd_json_number(&j, "stated", t.has_stated, t.stated, 2);
		cmd_json_number(&j, "computed", t.has_computed, t.computed, 2);
		cmd_json_number(&j, "suggested", t.has_suggested, t.suggested, 2);
		json_string(&j, "grade", t.grade);
		json_open(&j, "rows", '[');
		score_sheet(c, &j, f, sheet);
		json_close(&j, ']');
		json_close(&j, '}');
		str_addc(c->out, '\n');
	} else {
		str_addf(c->out, _("%s %d 年度 %s\n"), f->unit_name, f->year, f->set->title);
		score_sheet(c, &j, f, sheet);
		print_total(c->out, _("表报总分              "), t.has_stated, t.stated);
		print_total(c->out, _("各项自评得分合计      "), t.has_computed, t.computed);
		print_total(c->out, _("执行率得分按建议时    "), t.has_suggested, t.suggested);
		str_addf(c->out, _("等次                  %s\n"), t.grade ? t.grade : _("未定"));
	}
	return t.has_stated && t.has_computed && t.stated != t.computed ? CMD_DIFFERENCES
	                                                                : CMD_DONE;
}
