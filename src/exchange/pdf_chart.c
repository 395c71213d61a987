#include <cairo.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "exchange/pdf_inside.h"

/* Charts, each in a frame as wide as the page: lying bars; upright ones for
 * what changes, where they fit; a circle for parts of a sum.  They are drawn
 * for paper, so that they can be told apart in grey too. */

#define TITLE_SIZE 12.0
#define SIZE 9.0
#define LINE (1.3 * SIZE)
#define INSIDE 12.0 /* between frame and chart */
#define BELOW 16.0  /* between two charts */
#define ROW 20.0
#define BAR 11.0
#define LABEL_MOST 0.35 /* of the room */
#define COLUMN 42.0
#define TALL 130.0 /* upright bars */
#define RADIUS 72.0
#define WEDGES 8
#define WHOLE_TURN 6.283185307179586
#define BETWEEN 10.0 /* columns of text */

static const double colors[WEDGES][3] = {
    {0.16, 0.36, 0.60}, {0.85, 0.50, 0.20}, {0.42, 0.62, 0.35}, {0.70, 0.25, 0.25},
    {0.50, 0.42, 0.65}, {0.85, 0.72, 0.30}, {0.35, 0.62, 0.68}, {0.55, 0.55, 0.55},
};
static const double pale[3] = {0.88, 0.90, 0.93};

struct chart_plan {
	struct pdf *p;
	const struct out_chart *c;
	double x, room;            /* inside the frame */
	double label, value, rate; /* widths of the columns of text */
	double low, high;          /* ends of the scale; low ≤ 0 ≤ high */
	double sum;
	double *rows; /* heights, of lying bars and of the circle's list */
	double height;
};

static double amount(int64_t num)
{
	return (double)num / (double)NUM_ONE;
}

/* ---- measures ---- */

static void widen(struct chart_plan *g, double *width, const char *text)
{
	double w = pdf_word_width(g->p, PDF_SONG, SIZE, text);

	if (w > *width)
		*width = w;
}

static void stretch_to(struct chart_plan *g, double n)
{
	if (n < g->low)
		g->low = n;
	if (n > g->high)
		g->high = n;
}

static void measure(struct chart_plan *g)
{
	const struct out_chart *c = g->c;

	for (size_t i = 0; i < c->n; i++) {
		const struct out_chart_item *item = &c->items[i];

		widen(g, &g->label, item->label);
		widen(g, &g->value, item->text);
		widen(g, &g->rate, item->rate);
		if (item->number) {
			stretch_to(g, amount(item->num));
			g->sum += amount(item->num);
		}
		if (item->number && item->has_whole)
			stretch_to(g, amount(item->whole));
	}
	if (c->total) {
		widen(g, &g->label, _("合计"));
		widen(g, &g->value, c->total);
	}
}

/* ---- drawing ---- */

static void fill(struct chart_plan *g, const double color[3], double x, double y, double w,
                 double h)
{
	if (!g->p->drawing)
		return;
	cairo_set_source_rgb(g->p->cr, color[0], color[1], color[2]);
	cairo_rectangle(g->p->cr, x, y, w, h);
	cairo_fill(g->p->cr);
	cairo_set_source_rgb(g->p->cr, 0, 0, 0);
}

static void draw_line(struct chart_plan *g, double x0, double y0, double x1, double y1)
{
	if (!g->p->drawing)
		return;
	cairo_move_to(g->p->cr, x0, y0);
	cairo_line_to(g->p->cr, x1, y1);
	cairo_stroke(g->p->cr);
}

static void put_word(struct chart_plan *g, enum align align, double x, double y, const char *text)
{
	if (*text)
		pdf_word(g->p, PDF_SONG, SIZE, align, x, y, text);
}

static struct pdf_text label_text(struct chart_plan *g, size_t i, enum align align)
{
	return pdf_text_new(g->p, PDF_SONG, SIZE, g->label + 1, align, 0, g->c->items[i].label);
}

static void measure_rows(struct chart_plan *g, double least)
{
	g->rows = mem_array(g->c->n + 1, sizeof *g->rows);
	g->height = 0;
	for (size_t i = 0; i < g->c->n; i++) {
		struct pdf_text t = label_text(g, i, ALIGN_LEFT);

		g->rows[i] = t.lines * LINE + 4 > least ? t.lines * LINE + 4 : least;
		g->height += g->rows[i];
		pdf_text_free(&t);
	}
}

static void put_label(struct chart_plan *g, size_t i, enum align align, double x, double y,
                      double height)
{
	struct pdf_text t = label_text(g, i, align);

	pdf_text_draw(g->p, &t, 0, t.lines, x, y + (height - t.lines * LINE) / 2, false);
	pdf_text_free(&t);
}

/* Figure and percentage, right-aligned so that they end at x. */
static void put_figures(struct chart_plan *g, double x, double y, const char *value,
                        const char *rate)
{
	put_word(g, ALIGN_RIGHT, x, y, rate);
	put_word(g, ALIGN_RIGHT, g->rate > 0 ? x - g->rate - BETWEEN : x, y, value);
}

/* ---- lying bars ---- */

static void plan_lying(struct chart_plan *g)
{
	if (g->label > LABEL_MOST * g->room)
		g->label = LABEL_MOST * g->room;
	measure_rows(g, ROW);
}

static void draw_lying(struct chart_plan *g, double y)
{
	double figures = g->value + (g->rate > 0 ? g->rate + BETWEEN : 0);
	double left = g->x + g->label + BETWEEN, width = g->x + g->room - figures - BETWEEN - left;
	double scale = g->high > g->low ? width / (g->high - g->low) : 0,
	       zero = left - g->low * scale;
	double top = y;

	for (size_t i = 0; i < g->c->n; y += g->rows[i++]) {
		const struct out_chart_item *item = &g->c->items[i];
		double length = item->number ? amount(item->num) * scale : 0;
		double bar = y + (g->rows[i] - BAR) / 2;

		put_label(g, i, ALIGN_LEFT, g->x, y, g->rows[i]);
		if (item->number && item->has_whole && item->whole > 0)
			fill(g, pale, zero, bar, amount(item->whole) * scale, BAR);
		fill(g, colors[0], length < 0 ? zero + length : zero, bar,
		     length < 0 ? -length : length, BAR);
		put_figures(g, g->x + g->room, y + (g->rows[i] - LINE) / 2, item->text, item->rate);
	}
	draw_line(g, zero, top, zero, y);
}

/* ---- upright bars ---- */

static double slot_width(const struct chart_plan *g)
{
	double width = g->label;

	if (g->value > width)
		width = g->value;
	if (g->rate > width)
		width = g->rate;
	return width + BETWEEN;
}

static bool stands_upright(const struct chart_plan *g)
{
	return (g->c->kind == CHART_CHANGE || g->c->kind == CHART_YEARS) && g->low >= 0 &&
	       g->high > 0 && slot_width(g) * (double)g->c->n <= g->room;
}

static void draw_upright(struct chart_plan *g, double y)
{
	double slot = g->room / (double)g->c->n, base = y + LINE + 2 + TALL;

	if (slot > 3 * COLUMN && slot_width(g) <= 3 * COLUMN)
		slot = 3 * COLUMN;
	for (size_t i = 0; i < g->c->n; i++) {
		const struct out_chart_item *item = &g->c->items[i];
		double tall = item->number ? amount(item->num) / g->high * TALL : 0;
		double middle = g->x + g->room / 2 + slot * ((double)i + 0.5 - (double)g->c->n / 2);

		fill(g, colors[0], middle - COLUMN / 2, base - tall, COLUMN, tall);
		put_word(g, ALIGN_CENTER, middle, base - tall - LINE - 2, item->text);
		put_word(g, ALIGN_CENTER, middle, base + 4, item->label);
		put_word(g, ALIGN_CENTER, middle, base + 4 + LINE, item->rate);
	}
	draw_line(g, g->x, base, g->x + g->room, base);
}

/* ---- the circle ---- */

static bool is_circle(const struct chart_plan *g)
{
	return g->c->kind == CHART_SHARES && g->rate > 0 && g->sum > 0 && g->low >= 0 &&
	       g->c->n <= WEDGES;
}

static void plan_circle(struct chart_plan *g)
{
	double room = g->room - 2 * RADIUS - 3 * BETWEEN - BAR - g->value - g->rate - 2 * BETWEEN;

	if (g->label > room)
		g->label = room;
	measure_rows(g, LINE + 4);
	if (g->c->total)
		g->height += LINE + 6;
	if (g->height < 2 * RADIUS)
		g->height = 2 * RADIUS;
}

static void draw_wedge(struct chart_plan *g, size_t i, double x, double y, double from, double to)
{
	cairo_t *cr = g->p->cr;

	if (!g->p->drawing || to <= from)
		return;
	cairo_move_to(cr, x, y);
	cairo_arc(cr, x, y, RADIUS, from, to);
	cairo_close_path(cr);
	cairo_set_source_rgb(cr, colors[i][0], colors[i][1], colors[i][2]);
	cairo_fill_preserve(cr);
	cairo_set_source_rgb(cr, 1, 1, 1);
	if (to - from < WHOLE_TURN - 0.001)
		cairo_stroke(cr);
	cairo_new_path(cr);
	cairo_set_source_rgb(cr, 0, 0, 0);
}

static void draw_list(struct chart_plan *g, double x, double y)
{
	double label = x + BAR + BETWEEN / 2,
	       right = label + g->label + BETWEEN + g->value + BETWEEN + g->rate;

	for (size_t i = 0; i < g->c->n; y += g->rows[i++]) {
		double line = y + (g->rows[i] - LINE) / 2;

		fill(g, colors[i], x, line + 1, BAR - 2, BAR - 2);
		put_label(g, i, ALIGN_LEFT, label, y, g->rows[i]);
		put_figures(g, right, line, g->c->items[i].text, g->c->items[i].rate);
	}
	if (!g->c->total)
		return;
	draw_line(g, x, y + 2, right, y + 2);
	put_word(g, ALIGN_LEFT, label, y + 5, _("合计"));
	put_figures(g, right, y + 5, g->c->total, "100.00%");
}

static void draw_circle(struct chart_plan *g, double y)
{
	double list = g->c->total ? LINE + 6 : 0, at = -WHOLE_TURN / 4;
	double middle = y + g->height / 2;

	for (size_t i = 0; i < g->c->n; i++) {
		const struct out_chart_item *item = &g->c->items[i];
		double part = item->number ? amount(item->num) / g->sum * WHOLE_TURN : 0;

		list += g->rows[i];
		draw_wedge(g, i, g->x + RADIUS + BETWEEN, middle, at, at + part);
		at += part;
	}
	draw_list(g, g->x + 2 * RADIUS + 3 * BETWEEN, middle - list / 2);
}

/* ---- one chart ---- */

static const struct {
	bool (*fits)(const struct chart_plan *g); /* NULL: always */
	void (*plan)(struct chart_plan *g);       /* sets height; NULL: that of upright bars */
	void (*draw)(struct chart_plan *g, double y);
} shapes[] = {
    {is_circle, plan_circle, draw_circle},
    {stands_upright, NULL, draw_upright},
    {NULL, plan_lying, draw_lying},
};

static void draw_frame(struct chart_plan *g, const char *sheet, struct pdf_text *title,
                       double height)
{
	struct pdf *p = g->p;

	if (p->drawing) {
		cairo_set_source_rgb(p->cr, 0.6, 0.6, 0.6);
		cairo_rectangle(p->cr, pdf_left(p), p->y, pdf_room(p), height);
		cairo_stroke(p->cr);
		cairo_set_source_rgb(p->cr, 0, 0, 0);
	}
	put_word(g, ALIGN_LEFT, g->x, p->y + INSIDE / 2, sheet);
	pdf_text_draw(p, title, 0, title->lines, g->x, p->y + INSIDE + LINE, false);
}

static struct pdf_text title_text(struct chart_plan *g)
{
	struct str s = {0};
	struct pdf_text t;

	str_addf(&s, g->c->unit ? _("%s（单位：%s）") : "%s", g->c->title, g->c->unit);
	t = pdf_text_new(g->p, PDF_HEI, TITLE_SIZE, g->room, ALIGN_CENTER, 0, str_text(&s));
	str_free(&s);
	return t;
}

void pdf_chart_put(struct pdf *p, const char *sheet, const struct out_chart *c)
{
	struct chart_plan g = {.p = p,
	                       .c = c,
	                       .x = pdf_left(p) + INSIDE,
	                       .room = pdf_room(p) - 2 * INSIDE,
	                       .height = LINE + 2 + TALL + 4 + 2 * LINE};
	struct pdf_text title = title_text(&g);
	double above = 2 * INSIDE + LINE + title.lines * title.line, height;
	size_t k = 0;

	measure(&g);
	while (shapes[k].fits && !shapes[k].fits(&g))
		k++;
	if (shapes[k].plan)
		shapes[k].plan(&g);
	height = above + g.height + INSIDE;
	if (p->y + height > pdf_bottom(p) && !p->empty)
		pdf_page_next(p);
	draw_frame(&g, sheet, &title, height);
	shapes[k].draw(&g, p->y + above);
	p->y += height + BELOW;
	pdf_text_free(&title);
	mem_free(g.rows);
}
