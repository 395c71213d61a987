#ifndef APP_CHART_H
#define APP_CHART_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"
#include "calc/num.h"
#include "form/chart_def.h"

/* A chart: labelled figures, and the same as lines of text. */

struct chart_item {
	char *label;
	struct figure value;
	bool has_whole; /* what value can be at most is known */
	int64_t whole;
};

struct chart {
	enum chart_kind kind;
	char *title;
	char *unit;     /* 万元; NULL: none */
	int decimals;   /* of the unit itself: a rate of 1 is 100 % */
	bool percent;
	struct chart_item *items;
	size_t n, capacity;
};

/* Without unit, 2 decimals. */
struct chart *chart_new(enum chart_kind kind, const char *title);
void chart_free(struct chart *c); /* NULL is fine */
/* A figure that is no number stands in the chart without a bar.  Valid until
 * the next one. */
struct chart_item *chart_add(struct chart *c, const char *label, struct figure value);

/* Shares in 0.01 %, of the items that are numbers (−1: it is none); they come
 * to 100 % exactly (largest remainder).  False: there are no shares, because
 * the sum is zero or an item is negative. */
bool chart_shares(const struct chart *c, int *shares);
/* The sum of the items that are numbers; false: none is, or it is too big. */
bool chart_total(const struct chart *c, int64_t *total);
/* How much item i is more or less than the last number before it: the
 * difference, and as a part of it (1 is 100 %) rounded to 4 decimals.  False:
 * there is none.  *has_rate false: no percentage on a base of zero or less. */
bool chart_growth(const struct chart *c, size_t i, int64_t *difference, bool *has_rate,
                  int64_t *rate);

/* As it stands beside the bar of item i: «12.50», «80/100», «不适用»; and behind
 * that its share, its growth or how much of the whole it is, "" where there is
 * none.  shares: of chart_shares, or NULL.  The caller frees them. */
char *chart_value_text(const struct chart *c, size_t i);
char *chart_rate_text(const struct chart *c, const int *shares, size_t i);
/* Of CHART_SHARES the sum of its items; NULL: there is none. */
char *chart_total_text(const struct chart *c);

struct chart_look {
	int width;    /* columns, at least 20 */
	int height;   /* of upright bars, rows; at least 3 */
	bool upright; /* where they fit and nothing is negative; else lying */
	bool ascii;   /* blocks are drawn as # */
};

/* Adds the chart to out: lines of at most width columns, each with a newline.
 * Blocks that this terminal draws two columns wide come out as # too. */
void chart_draw(const struct chart *c, const struct chart_look *look, struct str *out);

#endif
