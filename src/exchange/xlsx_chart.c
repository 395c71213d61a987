#include <string.h>

#include "base/mem.h"
#include "base/str.h"
#include "exchange/xlsx_inside.h"

/* One worksheet: for each chart its figures, and the chart beside them. */

enum { LABEL, VALUE, WHOLE, CHART, ROWS = 18, LABEL_WIDTH = 26 };

struct charting {
	lxw_workbook *workbook;
	lxw_worksheet *sheet;
	struct xlsx_styles *styles;
	const char *name;
	lxw_row_t row;
};

static bool has_wholes(const struct out_chart *c)
{
	for (size_t i = 0; i < c->n; i++)
		if (c->items[i].has_whole)
			return true;
	return false;
}

static void put_value(struct charting *g, lxw_row_t row, lxw_col_t column, bool number, int64_t num,
                      lxw_format *format)
{
	if (number)
		worksheet_write_number(g->sheet, row, column, xlsx_double(num), format);
	else
		worksheet_write_blank(g->sheet, row, column, format);
}

static void put_items(struct charting *g, const struct out_chart *c)
{
	struct xlsx_look look = {.align = ALIGN_LEFT, .border = true, .font = 21, .decimals = -1};
	lxw_format *text = xlsx_style(g->styles, look), *number;

	look.align = ALIGN_RIGHT;
	look.decimals = c->percent && c->decimals >= 2 ? c->decimals - 2 : c->decimals;
	look.percent = c->percent;
	number = xlsx_style(g->styles, look);
	for (size_t i = 0; i < c->n; i++) {
		const struct out_chart_item *item = &c->items[i];
		lxw_row_t row = g->row + 1 + (lxw_row_t)i;

		worksheet_write_string(g->sheet, row, LABEL, item->label, text);
		put_value(g, row, VALUE, item->number, item->num, number);
		if (has_wholes(c))
			put_value(g, row, WHOLE, item->has_whole, item->whole, number);
	}
}

static uint8_t type_of(const struct out_chart *c)
{
	if (c->kind == CHART_SHARES)
		return LXW_CHART_PIE;
	return c->kind == CHART_BARS ? LXW_CHART_BAR : LXW_CHART_COLUMN;
}

static void add_series(struct charting *g, lxw_chart *chart, const struct out_chart *c,
                       lxw_col_t column)
{
	lxw_row_t first = g->row + 1, last = g->row + (lxw_row_t)c->n;
	lxw_chart_series *s = chart_add_series(chart, NULL, NULL);

	chart_series_set_categories(s, g->name, first, LABEL, last, LABEL);
	chart_series_set_values(s, g->name, first, column, last, column);
	chart_series_set_labels(s);
	if (c->kind == CHART_SHARES)
		chart_series_set_labels_percentage(s);
}

static void put_chart(struct charting *g, const struct out_chart *c)
{
	lxw_chart *chart = workbook_add_chart(g->workbook, type_of(c));
	lxw_chart_options options = {.x_scale = 1.2, .y_scale = 1.1};
	bool bar = type_of(c) == LXW_CHART_BAR;

	add_series(g, chart, c, VALUE);
	chart_title_set_name(chart, c->title);
	if (c->kind != CHART_SHARES) {
		chart_legend_set_position(chart, LXW_CHART_LEGEND_NONE);
		if (c->unit && *c->unit)
			chart_axis_set_name(bar ? chart->x_axis : chart->y_axis, c->unit);
		if (bar) /* else the first one is lowest */
			chart_axis_set_reverse(chart->y_axis);
	}
	worksheet_insert_chart_opt(g->sheet, g->row, CHART, chart, &options);
}

static void put_one(struct charting *g, const struct out_chart *c)
{
	struct xlsx_look look = {.align = ALIGN_LEFT, .bold = true, .font = 21, .decimals = -1};
	struct str title = {0};

	str_addf(&title, c->unit ? "%s（%s）" : "%s", c->title, c->unit ? c->unit : "");
	worksheet_write_string(g->sheet, g->row, LABEL, str_text(&title),
	                       xlsx_style(g->styles, look));
	put_items(g, c);
	put_chart(g, c);
	g->row += (lxw_row_t)(c->n + 2 > ROWS ? c->n + 2 : ROWS);
	str_free(&title);
}

void xlsx_charts(lxw_workbook *w, struct xlsx_styles *styles, const struct book_out *b,
                 const char *name)
{
	struct charting g = {.workbook = w, .styles = styles, .name = name};
	size_t n = 0;

	for (size_t i = 0; i < b->n; i++)
		n += b->sheets[i].ncharts;
	if (n == 0)
		return;
	g.sheet = workbook_add_worksheet(w, name);
	worksheet_set_column(g.sheet, LABEL, LABEL, LABEL_WIDTH, NULL);
	worksheet_set_column(g.sheet, VALUE, WHOLE, 12, NULL);
	worksheet_set_paper(g.sheet, 9);
	worksheet_fit_to_pages(g.sheet, 1, 0);
	for (size_t i = 0; i < b->n; i++)
		for (size_t k = 0; k < b->sheets[i].ncharts; k++)
			put_one(&g, &b->sheets[i].charts[k]);
}
