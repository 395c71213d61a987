#include "form/page_columns.h"

#include <stdlib.h>

#include "base/mem.h"
#include "base/text.h"

/* What a box wants inside: a figure its width, if it is not longer than that,
 * others two characters; and what none goes below. */
#define FIGURE_MAX 16
#define TEXT_WANTS 4
#define LEAST 2

/* All boxes between the same two edges; x[right] - x[left] > need. */
struct span {
	int left, right;
	int need; /* columns inside */
};

struct spans {
	struct span *span;
	size_t n, capacity;
};

static int max(int a, int b)
{
	return a > b ? a : b;
}

static struct span *find_span(struct spans *s, int left, int right)
{
	for (size_t i = 0; i < s->n; i++) {
		if (s->span[i].left == left && s->span[i].right == right)
			return &s->span[i];
	}
	s->span = mem_more(s->span, s->n, &s->capacity, sizeof *s->span);
	s->span[s->n] = (struct span){left, right, TEXT_WANTS};
	return &s->span[s->n++];
}

/* The columns a figure takes, with the mark it is shown with; 0: no figure. */
static int figure_width(const struct layout *l, const struct layout_box *box, bool marks)
{
	const struct layout_part *part = &l->parts[box->text.first];
	int spot = layout_only_spot(l, box->text), width;
	const struct cell_sign *sign = spot >= 0 ? l->spots[spot].sign : NULL;

	if (box->align != ALIGN_RIGHT || spot < 0)
		return 0;
	width = text_widthn(str_text(&l->text) + part->at, part->length);
	if (marks && width > 0)
		width += text_width(style_mark_beside(part->style, sign));
	if (sign)
		width += text_width(sign->sign);
	return width <= FIGURE_MAX ? width : 0;
}

static int by_right(const void *left, const void *right)
{
	const struct span *a = left, *b = right;

	return (a->right > b->right) - (a->right < b->right);
}

static int by_left_descending(const void *left, const void *right)
{
	const struct span *a = left, *b = right;

	return (b->left > a->left) - (b->left < a->left);
}

static int scale(int unit, int width, int units)
{
	return (int)(((long)unit * (width - 1) * 2 + units) / (units * 2L));
}

/* The least width at which even the narrowest box is drawn to scale. */
static int least_width(const struct layout *l, const struct spans *s)
{
	int narrowest = l->form->width;

	for (size_t i = 0; i < s->n; i++) {
		if (s->span[i].right - s->span[i].left < narrowest)
			narrowest = s->span[i].right - s->span[i].left;
	}
	return max((3 * l->form->width + narrowest - 1) / narrowest + 1, 4);
}

/* Pushes edges to the right until each span has what it needs.  by_right: an
 * edge is final before it pushes another. */
static void push_right(const struct spans *s, int *x)
{
	for (size_t i = 0; i < s->n; i++)
		x[s->span[i].right] =
		    max(x[s->span[i].right], x[s->span[i].left] + s->span[i].need + 1);
}

/* The same to the left. */
static void push_left(const struct spans *s, int *x)
{
	for (size_t i = 0; i < s->n; i++) {
		const struct span *span = &s->span[i];

		if (x[span->left] > x[span->right] - span->need - 1)
			x[span->left] = x[span->right] - span->need - 1;
	}
}

static void push_both(const struct spans *by_right, const struct spans *by_left, int *x, int last,
                      int width)
{
	push_right(by_right, x);
	x[last] = width - 1;
	push_left(by_left, x);
}

/* One side pushes first in x, the other in y; halfway between two arrays that
 * give each span its need is a third one that does. */
static void place_edges(struct spans *s, struct spans *by_left, int units, int width, int *x)
{
	int *y = mem_array((size_t)units + 1, sizeof *y);

	for (size_t i = 0; i < s->n; i++) {
		int left = s->span[i].left, right = s->span[i].right;

		x[left] = y[left] = scale(left, width, units);
		x[right] = y[right] = scale(right, width, units);
	}
	push_both(s, by_left, x, units, width);
	push_left(by_left, y);
	y[0] = 0;
	push_right(s, y);
	for (int u = 0; u <= units; u++)
		x[u] = (x[u] + y[u]) / 2;
	mem_free(y);
}

static void lower_needs(struct spans *s)
{
	for (size_t i = 0; i < s->n; i++)
		s->span[i].need = LEAST;
}

/* x is all 0 and so gets the least that does for all. */
static bool needs_too_much(const struct spans *by_right, int units, int width, int *x)
{
	push_right(by_right, x);
	return x[units] > width - 1;
}

static void set_edges(struct spans *s, int units, int width, int *x)
{
	struct spans left = {mem_array(s->n, sizeof *left.span), s->n, s->n};

	qsort(s->span, s->n, sizeof *s->span, by_right);
	if (needs_too_much(s, units, width, x))
		lower_needs(s);
	for (size_t i = 0; i < s->n; i++)
		left.span[i] = s->span[i];
	qsort(left.span, left.n, sizeof *left.span, by_left_descending);
	place_edges(s, &left, units, width, x);
	mem_free(left.span);
}

int *page_columns(const struct layout *l, bool marks, int *width)
{
	int *x = mem_array((size_t)l->form->width + 1, sizeof *x);
	struct spans s = {0};

	for (size_t i = 0; i < l->nboxes; i++) {
		const struct layout_box *box = &l->boxes[i];
		struct span *span = find_span(&s, box->left, box->right);

		span->need = max(span->need, figure_width(l, box, marks));
	}
	*width = max(*width, l->form->columns_min);
	if (s.n > 0) {
		*width = max(*width, least_width(l, &s));
		set_edges(&s, l->form->width, *width, x);
	}
	mem_free(s.span);
	return x;
}
