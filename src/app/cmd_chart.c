#include <string.h>

#include "app/charts.h"
#include "app/cmd_table.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/text.h"

enum { HEIGHT = 12, KEY_COLUMNS = 28 };

static const char *const kinds[] = {
	[CHART_BARS] = "bars",
	[CHART_CHANGE] = "change",
	[CHART_YEARS] = "years",
	[CHART_SHARES] = "shares",
};
_Static_assert(sizeof kinds / sizeof *kinds == CHART_SHARES + 1, "a word for each kind");

/* ---- which ones ---- */

/* «three»: the first field of the axis row three.*. */
static bool find_row(const struct filing *f, int sheet, const char *key, struct place *out)
{
	const struct form *form = f->sheets[sheet].form;
	size_t n = strlen(key);

	for (int i = 0; i < (int)form->nfields; i++) {
		const struct field *field = &form->fields[i];

		if (!field->member || strncmp(field->key, key, n) != 0 || field->key[n] != '.' ||
		    strchr(field->key + n + 1, '.'))
			continue;
		*out = (struct place){ sheet, -1, -1, i };
		return true;
	}
	return false;
}

static int take_cell(struct cmd_call *c, const struct filing *f, int sheet, const char *key,
                     struct charts *out)
{
	struct str name = { 0 };
	struct place p;

	if (!filing_place(f, sheet, key, &p) && !find_row(f, sheet, key, &p))
		return err_set(c->e, ERR_NOTFOUND, _("%s没有图，也没有栏目“%s”"),
		               f->sheets[sheet].form->number, key);
	charts_of_cell(c->work, f, p, out);
	if (out->n == 0) {
		place_label(f, p, &name);
		err_set(c->e, ERR_NOTFOUND, _("“%s”只有一个数，画不成图"), str_text(&name));
		str_free(&name);
		return -1;
	}
	return 0;
}

/* FORM[.KEY] [CHART]; *draw false: only to be listed. */
static int choose(struct cmd_call *c, const struct filing *f, struct charts *out, bool *draw)
{
	const char *key = "";
	int sheet;

	*draw = false;
	if (c->nargs == 2) {
		charts_of_filing(c->work, f, out);
		return 0;
	}
	sheet = cmd_sheet(c, f, c->args[2], &key);
	if (sheet < 0)
		return -1;
	if (*key && c->nargs > 3)
		return err_set(c->e, ERR_USAGE, _("写“表.键”，或者“表 图”，不能都写"));
	if (c->nargs > 3)
		key = c->args[3];
	*draw = *key;
	if (!*key) {
		charts_of_sheet(c->work, f, sheet, out);
		return 0;
	}
	return charts_named(c->work, f, sheet, key, out) ? 0 : take_cell(c, f, sheet, key, out);
}

/* ---- printing ---- */

static void print_list(struct cmd_call *c, const struct charts *charts)
{
	for (size_t i = 0; i < charts->n; i++) {
		str_add(c->out, charts->keys[i]);
		for (int k = text_width(charts->keys[i]); k < KEY_COLUMNS; k++)
			str_addc(c->out, ' ');
		str_addf(c->out, "%s\n", charts->chart[i]->title);
	}
	if (charts->n == 0)
		str_add(c->out, _("没有预先定义的图；写“表.键”可以给任何一个数画图\n"));
}

static void print_charts(struct cmd_call *c, const struct charts *charts)
{
	for (size_t i = 0; i < charts->n; i++) {
		const struct chart *chart = charts->chart[i];
		struct chart_look look = { .width = c->width, .height = HEIGHT, .ascii = c->ascii };

		look.upright = chart->kind == CHART_CHANGE || chart->kind == CHART_YEARS;
		str_add(c->out, i ? "\n" : "");
		chart_draw(chart, &look, c->out);
	}
}

static void json_item(struct json *j, const struct chart *c, size_t i, int share)
{
	const struct chart_item *item = &c->items[i];
	int64_t difference = 0, rate = 0;
	bool has_rate = false;
	bool grows = (c->kind == CHART_CHANGE || c->kind == CHART_YEARS) &&
	             chart_growth(c, i, &difference, &has_rate, &rate);

	json_open(j, NULL, '{');
	json_string(j, "label", item->label);
	cmd_json_number(j, "value", item->value.state == FIGURE_NUMBER, item->value.num, c->decimals);
	cmd_json_number(j, "whole", item->has_whole, item->whole, c->decimals);
	cmd_json_number(j, "share", share >= 0, share * (NUM_ONE / 10000), 4);
	cmd_json_number(j, "difference", grows, difference, c->decimals);
	cmd_json_number(j, "growth", grows && has_rate, rate, 4);
	json_close(j, '}');
}

static void json_chart(struct json *j, const struct chart *c, const char *key)
{
	int *shares = mem_array(c->n + 1, sizeof *shares);
	bool there = c->kind == CHART_SHARES && chart_shares(c, shares);

	json_open(j, NULL, '{');
	json_string(j, "chart", key);
	json_string(j, "title", c->title);
	json_string(j, "kind", kinds[c->kind]);
	json_string(j, "unit", c->unit);
	json_open(j, "items", '[');
	for (size_t i = 0; i < c->n; i++)
		json_item(j, c, i, there ? shares[i] : -1);
	json_close(j, ']');
	json_close(j, '}');
	mem_free(shares);
}

int cmd_chart(struct cmd_call *c)
{
	struct filing *f = cmd_filing(c);
	struct charts charts = { 0 };
	struct json j;
	bool draw;

	if (!f || choose(c, f, &charts, &draw) < 0) {
		charts_free(&charts);
		return cmd_fail(c);
	}
	if (c->json) {
		cmd_json_begin(c, &j);
		for (size_t i = 0; i < charts.n; i++)
			json_chart(&j, charts.chart[i], charts.keys[i]);
		cmd_json_end(c, &j);
	} else if (draw) {
		print_charts(c, &charts);
	} else {
		print_list(c, &charts);
	}
	charts_free(&charts);
	return CMD_DONE;
}
