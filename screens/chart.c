#include "screens/chart.h"

#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"

/* Rows beside the bars: title, base, labels, growth; and the most a bar gets. */
enum { AROUND = 5, HEIGHT_LEAST = 3, HEIGHT_MOST = 24, PAGE = 10 };

struct chart_dialog {
	struct dialog dialog;
	struct charts charts;
	size_t at;
	int top;
	bool other; /* upright instead of lying, or the other way round */
};

static void draw_lines(const struct rect *r, const char *text, int top)
{
	int y = r->y, number = 0;

	for (const char *s = text, *end; (end = strchr(s, '\n')) && y < r->y + r->rows; s = end + 1) {
		if (number++ < top)
			continue;
		draw_textn(y++, r->x, r->cols, s, (size_t)(end - s),
		           number == 1 ? STYLE_TITLE : STYLE_TEXT);
	}
}

static int count_lines(const char *text)
{
	int n = 0;

	for (const char *s = text; (s = strchr(s, '\n')) != NULL; s++)
		n++;
	return n;
}

static struct chart_look look_of(const struct chart_dialog *d, const struct rect *r)
{
	const struct chart *c = d->charts.chart[d->at];
	bool upright = c->kind == CHART_CHANGE || c->kind == CHART_YEARS;
	int height = r->rows - AROUND;

	return (struct chart_look){
		.width = r->cols,
		.height = height < HEIGHT_LEAST  ? HEIGHT_LEAST
		          : height > HEIGHT_MOST ? HEIGHT_MOST
		                                 : height,
		.upright = upright != d->other,
		.ascii = draw_borders() == BORDERS_ASCII,
	};
}

static void draw(const struct dialog *dialog, const struct rect *screen, struct caret *caret)
{
	const struct chart_dialog *d = (const struct chart_dialog *)dialog;
	struct str title = {0}, text = {0};
	struct chart_look look;
	struct rect r;
	int lines, top;

	str_addf(&title, _("图表 %zu/%zu"), d->at + 1, d->charts.n);
	r = dialog_box(screen, screen->rows, screen->cols, str_text(&title));
	look = look_of(d, &r);
	chart_draw(d->charts.chart[d->at], &look, &text);
	lines = count_lines(str_text(&text));
	top = d->top > lines - r.rows ? lines - r.rows : d->top;
	draw_lines(&r, str_text(&text), top < 0 ? 0 : top);
	if (top + r.rows < lines)
		dialog_more(&r);
	*caret = (struct caret){-1, -1};
	str_free(&title);
	str_free(&text);
}

static void go(struct chart_dialog *d, int direction)
{
	size_t n = d->charts.n;

	d->at = (d->at + n + (size_t)direction) % n;
	d->top = 0;
}

/* The bars, and what may stand around them. */
static void scroll(struct chart_dialog *d, int rows)
{
	int most = (int)d->charts.chart[d->at]->n + AROUND;

	d->top += rows;
	d->top = d->top < 0 ? 0 : d->top > most ? most : d->top;
}

static enum dialog_end key(struct dialog *dialog, enum action a, const struct key_event *ev)
{
	struct chart_dialog *d = (struct chart_dialog *)dialog;

	(void)ev;
	switch (a) {
	case ACT_LEFT:
	case ACT_RIGHT:
		go(d, a == ACT_LEFT ? -1 : 1);
		return DIALOG_OPEN;
	case ACT_UP:
	case ACT_DOWN:
		scroll(d, a == ACT_UP ? -1 : 1);
		return DIALOG_OPEN;
	case ACT_PAGE_UP:
	case ACT_PAGE_DOWN:
		scroll(d, a == ACT_PAGE_UP ? -PAGE : PAGE);
		return DIALOG_OPEN;
	case ACT_OTHER_VIEW:
		d->other = !d->other;
		d->top = 0;
		return DIALOG_OPEN;
	case ACT_LEAVE:
		return DIALOG_CANCELLED;
	default:
		return DIALOG_OPEN;
	}
}

static void discard(struct dialog *dialog)
{
	struct chart_dialog *d = (struct chart_dialog *)dialog;

	charts_free(&d->charts);
	mem_free(d);
}

static const struct dialog_type type = {CTX_CHART, draw, key, discard};

struct dialog *chart_dialog_new(struct charts *charts)
{
	struct chart_dialog *d = mem_alloc(sizeof *d);

	d->dialog.type = &type;
	d->charts = *charts;
	*charts = (struct charts){0};
	return &d->dialog;
}
