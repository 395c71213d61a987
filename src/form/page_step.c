#include <limits.h>
#include <stdlib.h>

#include "form/page.h"

static bool holds(const struct page_spot *s, int y, int x)
{
	return y >= s->y && y < s->y + s->height && x >= s->x && x < s->x + s->width;
}

int page_spot_at(const struct page *p, int y, int x)
{
	for (size_t i = 0; i < p->nspots; i++) {
		if (holds(&p->spots[i], y, x))
			return (int)i;
	}
	return -1;
}

static bool is_same(struct place a, struct place b)
{
	return a.sheet == b.sheet && a.list == b.list && a.row == b.row && a.field == b.field;
}

int page_spot_of(const struct page *p, struct place place)
{
	for (size_t i = 0; i < p->nspots; i++) {
		if (is_same(p->spots[i].place, place))
			return (int)i;
	}
	return -1;
}

/* ---- steps ---- */

/* 0 where the two stretches share a column or line, else how far they are apart. */
static int gap(int a, int a_end, int b, int b_end)
{
	if (b >= a_end)
		return b - a_end + 1;
	return a >= b_end ? a - b_end + 1 : 0;
}

/* How good a spot is to go to; compared part by part, less is better. */
struct way {
	int apart;   /* 1: no column (line) in common */
	int far;     /* along the direction */
	int aside;   /* across it */
};

static const struct way no_way = {INT_MAX, INT_MAX, INT_MAX};

static bool is_better(struct way a, struct way b)
{
	if (a.apart != b.apart)
		return a.apart < b.apart;
	if (a.far != b.far)
		return a.far < b.far;
	return a.aside < b.aside;
}

/* Up and down go by the columns of the boxes, so that a hole inside a text is
 * met from anywhere above its box. */
static struct way vertical(const struct page_spot *from, const struct page_spot *to, bool down)
{
	int far = down ? to->y - (from->y + from->height) : from->y - (to->y + to->height);
	int columns = gap(from->left, from->right, to->left, to->right);

	if (far < 0)
		return no_way;
	return (struct way){columns > 0, far, columns > 0 ? columns : abs(to->x - from->x)};
}

/* Left and right stay on the line. */
static struct way horizontal(const struct page_spot *from, const struct page_spot *to, bool right)
{
	int far = right ? to->x - (from->x + from->width) : from->x - (to->x + to->width);

	if (far < 0 || gap(from->y, from->y + from->height, to->y, to->y + to->height) > 0)
		return no_way;
	return (struct way){0, far, abs(to->y - from->y)};
}

static struct way way_to(const struct page_spot *from, const struct page_spot *to,
                         enum page_move move)
{
	if (move == MOVE_UP || move == MOVE_DOWN)
		return vertical(from, to, move == MOVE_DOWN);
	return horizontal(from, to, move == MOVE_RIGHT);
}

static int nearest(const struct page *p, int spot, enum page_move move)
{
	struct way best = no_way;
	int found = spot;

	for (size_t i = 0; i < p->nspots; i++) {
		struct way way = way_to(&p->spots[spot], &p->spots[i], move);

		if ((int)i != spot && is_better(way, best)) {
			best = way;
			found = (int)i;
		}
	}
	return found;
}

int page_step(const struct page *p, int spot, enum page_move move)
{
	int last = (int)p->nspots - 1;

	if (last < 0)
		return -1;
	if (spot < 0 || spot > last)
		return move == MOVE_LAST ? last : 0;
	switch (move) {
	case MOVE_FIRST:
		return 0;
	case MOVE_LAST:
		return last;
	case MOVE_NEXT:
		return spot < last ? spot + 1 : last;
	case MOVE_PREVIOUS:
		return spot > 0 ? spot - 1 : 0;
	default:
		return nearest(p, spot, move);
	}
}
