#include "app/chart_parts.h"

#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"

/* ---- texts ---- */

static void add_number(const struct chart *c, int64_t num, struct str *out)
{
	num_format(out, num, c->percent ? c->decimals - 2 : c->decimals, c->percent);
}

char *chart_value_text(const struct chart *c, size_t i)
{
	const struct chart_item *item = &c->items[i];
	struct str s = { 0 };

	switch (item->value.state) {
	case FIGURE_NUMBER:
		add_number(c, item->value.num, &s);
		break;
	case FIGURE_FAULT:
	case FIGURE_TEXT:
		str_add(&s, _("不是数"));
		break;
	case FIGURE_NA:
		str_add(&s, _("不适用"));
		break;
	default:
		str_add(&s, "–");
	}
	if (item->has_whole && item->value.state == FIGURE_NUMBER) {
		str_add(&s, "/");
		add_number(c, item->whole, &s);
	}
	return str_take(&s);
}

static void add_growth(const struct chart *c, size_t i, struct str *out)
{
	int64_t difference, rate = 0;
	bool has_rate;

	if (!chart_growth(c, i, &difference, &has_rate, &rate))
		return;
	if (difference == 0) {
		str_add(out, _("持平"));
	} else if (has_rate) {
		str_add(out, rate > 0 ? "+" : "");
		num_format(out, rate, 2, true);
	} else {
		str_add(out, difference > 0 ? "+" : "");
		add_number(c, difference, out);
	}
}

static void add_part_of_whole(const struct chart_item *item, struct str *out)
{
	struct chart one = { .n = 2 };
	struct chart_item items[2] = { *item, *item };
	int shares[2];

	/* done ÷ whole as the share of done in done + (whole − done) */
	items[1].value.num = item->whole - item->value.num;
	one.items = items;
	if (chart_shares(&one, shares))
		str_addf(out, "%d.%02d%%", shares[0] / 100, shares[0] % 100);
}

char *chart_rate_text(const struct chart *c, const int *shares, size_t i)
{
	const struct chart_item *item = &c->items[i];
	struct str s = { 0 };

	if (c->kind == CHART_SHARES && shares && shares[i] >= 0)
		str_addf(&s, "%d.%02d%%", shares[i] / 100, shares[i] % 100);
	else if (c->kind == CHART_CHANGE || c->kind == CHART_YEARS)
		add_growth(c, i, &s);
	else if (item->has_whole && item->value.state == FIGURE_NUMBER)
		add_part_of_whole(item, &s);
	return str_take(&s);
}

char *chart_total_text(const struct chart *c)
{
	struct str s = { 0 };
	int64_t total;

	if (c->kind != CHART_SHARES || !chart_total(c, &total))
		return NULL;
	add_number(c, total, &s);
	return str_take(&s);
}

static void widen(int *width, const char *text)
{
	int w = text_width(text);

	if (w > *width)
		*width = w;
}

/* ---- measures ---- */

static void take_total(struct drawing *d)
{
	d->total = chart_total_text(d->c);
	if (!d->total)
		return;
	widen(&d->label, _("合计"));
	widen(&d->value, d->total);
	widen(&d->rate, d->shares ? "100.00%" : "");
}

static void take_texts(struct drawing *d)
{
	const struct chart *c = d->c;

	d->shares = mem_array(c->n + 1, sizeof *d->shares);
	if (c->kind != CHART_SHARES || !chart_shares(c, d->shares)) {
		mem_free(d->shares);
		d->shares = NULL;
	}
	d->values = mem_array(c->n + 1, sizeof *d->values);
	d->rates = mem_array(c->n + 1, sizeof *d->rates);
	for (size_t i = 0; i < c->n; i++) {
		d->values[i] = chart_value_text(c, i);
		d->rates[i] = chart_rate_text(c, d->shares, i);
		widen(&d->label, c->items[i].label);
		widen(&d->value, d->values[i]);
		widen(&d->rate, d->rates[i]);
	}
	take_total(d);
}

static void free_texts(struct drawing *d)
{
	for (size_t i = 0; i < d->c->n; i++) {
		mem_free(d->values[i]);
		mem_free(d->rates[i]);
	}
	mem_free(d->values);
	mem_free(d->rates);
	mem_free(d->shares);
	mem_free(d->total);
}

static void take_scale(struct drawing *d)
{
	for (size_t i = 0; i < d->c->n; i++) {
		const struct chart_item *item = &d->c->items[i];

		if (item->value.state != FIGURE_NUMBER)
			continue;
		if (item->value.num < d->low)
			d->low = item->value.num;
		if (item->value.num > d->high)
			d->high = item->value.num;
		if (item->has_whole && item->whole > d->high)
			d->high = item->whole;
	}
}

/* ---- all of it ---- */

static void draw_title(const struct drawing *d)
{
	struct str s = { 0 };

	str_add(&s, d->c->title);
	if (d->c->unit)
		str_addf(&s, _("（%s）"), d->c->unit);
	chart_put_left(d->out, str_text(&s), text_width(str_text(&s)) < d->look->width
	                                   ? text_width(str_text(&s))
	                                   : d->look->width);
	str_addc(d->out, '\n');
	str_free(&s);
}

/* What the chart does not say by itself. */
static void draw_remarks(const struct drawing *d)
{
	size_t left_out = 0, numbers = 0;
	int64_t total;

	for (size_t i = 0; i < d->c->n; i++) {
		enum figure_state state = d->c->items[i].value.state;

		left_out += state == FIGURE_FAULT || state == FIGURE_TEXT;
		numbers += state == FIGURE_NUMBER;
	}
	if (numbers == 0)
		str_add(d->out, _("没有数据\n"));
	if (left_out)
		str_addf(d->out, _("%zu 项不是数，没有计入\n"), left_out);
	if (d->c->kind == CHART_SHARES && !d->shares && chart_total(d->c, &total))
		str_add(d->out, d->low < 0 ? _("有负数，不算占比\n") : _("合计为零，不算占比\n"));
}

void chart_draw(const struct chart *c, const struct chart_look *look, struct str *out)
{
	struct drawing d = { .c = c, .look = look, .out = out };

	d.ascii = look->ascii || text_width("█") != 1 || text_width("▏") != 1 || text_width("░") != 1;
	take_texts(&d);
	take_scale(&d);
	draw_title(&d);
	if (chart_fits_upright(&d))
		chart_draw_upright(&d);
	else
		chart_draw_lying(&d);
	draw_remarks(&d);
	free_texts(&d);
}
