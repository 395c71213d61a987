#ifndef APP_CHART_PARTS_H
#define APP_CHART_PARTS_H

#include "app/chart.h"

/* A chart being drawn; for chart_draw.c and chart_bars.c. */

struct drawing {
	const struct chart *c;
	const struct chart_look *look;
	struct str *out;
	bool ascii;
	int *shares;       /* NULL: there are none */
	char **values;     /* as text, and behind it the percentage or growth */
	char **rates;      /* "" where there is none */
	int label, value, rate; /* widths */
	char *total;       /* of shares; NULL */
	int64_t low, high; /* the ends of the scale; low ≤ 0 ≤ high */
};

/* Columns and rows of bars, with what stands beside them. */
void chart_draw_lying(struct drawing *d);
void chart_draw_upright(struct drawing *d);
bool chart_fits_upright(const struct drawing *d);

/* A text in exactly width columns, cut with … where it is too long. */
void chart_put_left(struct str *out, const char *text, int width);
void chart_end_line(struct str *out); /* without blanks before the newline */

#endif
