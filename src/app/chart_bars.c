#include "app/chart_parts.h"

#include <string.h>

#include "base/i18n.h"
#include "base/text.h"

/* Lengths of bars are counted in eighths of a column or row. */
enum { EIGHTHS = 8, BAR_LEAST = 8, COLUMN_WIDTH = 8, COLUMN_GAP = 2, LABEL_PART = 3 };

/* ---- texts ---- */

static void blanks(struct str *out, int n)
{
	while (n-- > 0)
		str_addc(out, ' ');
}

void chart_end_line(struct str *out)
{
	while (out->length && out->s[out->length - 1] == ' ')
		out->s[--out->length] = '\0';
	str_addc(out, '\n');
}

void chart_put_left(struct str *out, const char *text, int width)
{
	int got = text_width(text), dots = text_width("…");
	size_t length = strlen(text);

	if (got > width) {
		length = text_clip(text, length, width - dots, &got);
		str_addn(out, text, length);
		str_add(out, "…");
		got += dots;
	} else {
		str_add(out, text);
	}
	blanks(out, width - got);
}

static void put_right(struct str *out, const char *text, int width)
{
	blanks(out, width - text_width(text));
	str_add(out, text);
}

/* ---- lengths ---- */

/* Rounded eighths of value on a scale of `room` columns for `all`; something
 * is to be seen of whatever is not zero. */
static int eighths(uint64_t value, uint64_t all, int room)
{
	uint64_t shift = all / (UINT64_C(1) << 40) + 1; /* so that the product fits */
	uint64_t whole = all / shift, part = value / shift;
	int length;

	if (value == 0 || whole == 0)
		return 0;
	length = (int)((part * (uint64_t)room * EIGHTHS * 2 + whole) / (whole * 2));
	return length ? length : 1;
}

static uint64_t magnitude(int64_t n)
{
	return n < 0 ? -(uint64_t)n : (uint64_t)n;
}

static uint64_t span(const struct drawing *d)
{
	return magnitude(d->low) + magnitude(d->high);
}

/* ---- lying bars ---- */

static const char *const rightwards[] = { "", "▏", "▎", "▍", "▌", "▋", "▊", "▉" };

/* Rounded to whole columns, one at least. */
static int ascii_columns(int length)
{
	int n = (length + EIGHTHS / 2) / EIGHTHS;

	return length && !n ? 1 : n;
}

static int put_bar(const struct drawing *d, int length)
{
	int columns = length / EIGHTHS, rest = length % EIGHTHS;

	if (d->ascii) {
		columns = ascii_columns(length);
		rest = 0;
	}
	for (int i = 0; i < columns; i++)
		str_add(d->out, d->ascii ? "#" : "█");
	str_add(d->out, rightwards[rest]);
	return columns + (rest > 0);
}

/* What lies left of zero ends there; a half block is the finest that exists. */
static void put_negative(const struct drawing *d, int length, int room)
{
	int columns = d->ascii ? ascii_columns(length) : length / EIGHTHS;
	bool half = !d->ascii && (length % EIGHTHS >= EIGHTHS / 2 || columns == 0) && length > 0;

	if (columns + half > room)
		half = false;
	blanks(d->out, room - columns - half);
	str_add(d->out, half ? "▐" : "");
	for (int i = 0; i < columns; i++)
		str_add(d->out, d->ascii ? "#" : "█");
}

static void put_track(const struct drawing *d, const struct chart_item *item, int used, int room)
{
	int all = item->has_whole ? eighths(magnitude(item->whole), span(d), room) / EIGHTHS : 0;

	for (; used < all; used++)
		str_add(d->out, d->ascii ? "." : "░");
	blanks(d->out, room - used);
}

static void put_lying(const struct drawing *d, const struct chart_item *item, int left, int right)
{
	bool number = item->value.state == FIGURE_NUMBER;
	int64_t value = number ? item->value.num : 0;
	int length = eighths(magnitude(value), span(d), left ? left + right : right), used = 0;

	if (left) {
		put_negative(d, value >= 0 ? 0 : length < left * EIGHTHS ? length : left * EIGHTHS, left);
		str_add(d->out, d->ascii ? "|" : "│");
	}
	if (value > 0)
		used = put_bar(d, length > right * EIGHTHS ? right * EIGHTHS : length);
	put_track(d, item, used, right);
}

static void put_figures(const struct drawing *d, const char *value, const char *rate)
{
	put_right(d->out, value, d->value + 2);
	if (d->rate)
		put_right(d->out, rate, d->rate + 2);
	chart_end_line(d->out);
}

/* Columns left for bars; 0: too few to say anything. */
static int room_for_bars(const struct drawing *d)
{
	int room = d->look->width - d->label - 2 - d->value - 2 - (d->rate ? d->rate + 2 : 0);

	return room < BAR_LEAST ? 0 : room;
}

/* Columns left of zero. */
static int room_below(const struct drawing *d, int room)
{
	int left;

	if (d->low >= 0 || !room)
		return 0;
	left = eighths(magnitude(d->low), span(d), room - 1) / EIGHTHS;
	return left < 1 ? 1 : left > room - 2 ? room - 2 : left;
}

void chart_draw_lying(struct drawing *d)
{
	int most = d->look->width / LABEL_PART, room, left;

	d->label = d->label > most ? most : d->label;
	room = room_for_bars(d);
	left = room_below(d, room);
	for (size_t i = 0; i < d->c->n; i++) {
		chart_put_left(d->out, d->c->items[i].label, d->label);
		blanks(d->out, 2);
		if (room)
			put_lying(d, &d->c->items[i], left, room - left - (left > 0));
		put_figures(d, d->values[i], d->rates[i]);
	}
	if (!d->total)
		return;
	chart_put_left(d->out, _("合计"), d->label);
	blanks(d->out, 2 + room);
	put_figures(d, d->total, d->shares ? "100.00%" : "");
}

/* ---- upright bars ---- */

static const char *const upwards[] = { " ", "▁", "▂", "▃", "▄", "▅", "▆", "▇" };

static int slot_width(const struct drawing *d)
{
	int width = d->label;

	if (d->value > width)
		width = d->value;
	if (d->rate > width)
		width = d->rate;
	return (width < COLUMN_WIDTH ? COLUMN_WIDTH : width) + COLUMN_GAP;
}

bool chart_fits_upright(const struct drawing *d)
{
	return d->look->upright && d->low >= 0 && d->high > 0 &&
	       slot_width(d) * (int)d->c->n <= d->look->width;
}

static void put_centred(struct str *out, const char *text, int width)
{
	int room = width - text_width(text);

	blanks(out, room / 2);
	str_add(out, text);
	blanks(out, room - room / 2);
}

/* The slice of one bar in a row; rows count from 0 above the base. */
static void put_slice(const struct drawing *d, size_t i, int row, int height, int slot)
{
	const struct chart_item *item = &d->c->items[i];
	int64_t value = item->value.state == FIGURE_NUMBER ? item->value.num : 0;
	int length = eighths(magnitude(value), magnitude(d->high), height), full;
	const char *block;

	full = d->ascii ? ascii_columns(length) * EIGHTHS : length;
	full -= row * EIGHTHS;
	if (full <= 0 && full > -EIGHTHS) { /* the value stands on the bar */
		put_centred(d->out, d->values[i], slot);
		return;
	}
	block = full >= EIGHTHS ? d->ascii ? "#" : "█" : full > 0 ? upwards[full] : " ";
	blanks(d->out, (slot - COLUMN_WIDTH) / 2);
	for (int k = 0; k < COLUMN_WIDTH; k++)
		str_add(d->out, block);
	blanks(d->out, slot - COLUMN_WIDTH - (slot - COLUMN_WIDTH) / 2);
}

void chart_draw_upright(struct drawing *d)
{
	int slot = slot_width(d), width = slot * (int)d->c->n, height = d->look->height - 1;

	for (int row = height; row >= 0; row--) {
		for (size_t i = 0; i < d->c->n; i++)
			put_slice(d, i, row, height, slot);
		chart_end_line(d->out);
	}
	for (int i = 0; i < width; i++)
		str_add(d->out, d->ascii ? "-" : "─");
	str_addc(d->out, '\n');
	for (size_t i = 0; i < d->c->n; i++)
		put_centred(d->out, d->c->items[i].label, slot);
	chart_end_line(d->out);
	for (size_t i = 0; d->rate && i < d->c->n; i++)
		put_centred(d->out, d->rates[i], slot);
	if (d->rate)
		chart_end_line(d->out);
	if (d->total)
		str_addf(d->out, _("合计 %s\n"), d->total);
}
