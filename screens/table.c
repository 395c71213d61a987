#include "screens/table.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "screens/change.h"
#include "screens/signs.h"
#include "screens/table_parts.h"

enum { WHEEL_LINES = 3 };

struct table *table_new(struct desk *d)
{
	struct table *t = mem_alloc(sizeof *t);

	t->desk = d;
	t->spot = -1;
	t->follow = true;
	return t;
}

void table_free(struct table *t)
{
	if (!t)
		return;
	page_free(t->page);
	lineedit_free(t->line);
	mem_free(t->kept);
	mem_free(t->base);
	mem_free(t->lost);
	mem_free(t);
}

/* ---- spots ---- */

static bool same_place(struct place a, struct place b)
{
	return a.sheet == b.sheet && a.list == b.list && a.row == b.row && a.field == b.field;
}

bool table_same_spot(const struct spot_at *a, const struct spot_at *b)
{
	if (a->row_id || b->row_id)
		return a->row_id == b->row_id && a->place.sheet == b->place.sheet &&
		       a->place.list == b->place.list && a->place.field == b->place.field;
	return same_place(a->place, b->place) && (a->place.row >= 0 || a->group == b->group);
}

int table_find_spot(const struct page *p, const struct spot_at *at)
{
	for (size_t i = 0; i < p->nspots; i++) {
		const struct page_spot *s = &p->spots[i];

		if (same_place(s->place, at->place) &&
		    (at->place.list < 0 || at->place.row >= 0 || s->group == at->group))
			return (int)i;
	}
	return -1;
}

const struct page_spot *table_spot(const struct table *t)
{
	return t->page && t->spot >= 0 ? &t->page->spots[t->spot] : NULL;
}

void table_set_spot(struct table *t, int spot)
{
	t->spot = spot;
	t->follow = true;
	if (spot >= 0)
		desk_at(t->desk, t->page->spots[spot].place, t->page->spots[spot].group);
}

/* The one whose corner is nearest to a point of the page. */
static int nearest_spot(const struct page *p, int y, int x)
{
	int best = -1, least = 0;

	for (size_t i = 0; i < p->nspots; i++) {
		int far = abs(p->spots[i].y - y) * 16 + abs(p->spots[i].x - x);

		if (best < 0 || far < least) {
			best = (int)i;
			least = far;
		}
	}
	return best;
}

void table_spot_text(const struct page *p, int spot, int *y, int *x, int *width)
{
	const struct page_spot *s = &p->spots[spot];

	*y = s->y;
	*x = s->x;
	*width = 0;
	for (int row = s->y; row < s->y + s->height && row < p->height && !*width; row++) {
		for (size_t i = p->first_run[row]; i < p->first_run[row + 1]; i++) {
			const struct page_run *run = &p->runs[i];

			if (run->spot != spot || run->mark)
				continue;
			*y = row;
			*x = *width ? *x : run->x;
			*width += run->width;
		}
	}
}

/* ---- fit ---- */

static bool is_current(const struct table *t, int width)
{
	return t->page && t->built_filing == t->desk->filing && t->built_sheet == t->desk->sheet &&
	       t->built_width == width && t->built_content == t->desk->content &&
	       t->built_others == t->desk->others;
}

static struct page *build_page(const struct desk *d, int width)
{
	struct signs signs;
	struct page *page;

	signs_make(d, &signs);
	page = page_build_signed(d->filing, d->sheet, width,
	                         PAGE_MARKS | (d->rules ? 0 : PAGE_DENSE), signs.sign, signs.n);
	signs_free(&signs);
	return page;
}

static void build(struct table *t, int width)
{
	const struct page_spot *before = table_spot(t);
	int y = before ? before->y : 0, x = before ? before->x : 0;
	bool other = t->built_filing != t->desk->filing || t->built_sheet != t->desk->sheet;

	page_free(t->page);
	t->page = NULL;
	t->spot = -1;
	t->built_filing = t->desk->filing;
	t->built_sheet = t->desk->sheet;
	t->built_width = width;
	t->built_content = t->desk->content;
	t->built_others = t->desk->others;
	if (!desk_sheet(t->desk))
		return;
	t->page = build_page(t->desk, width);
	t->follow = true;
	if (other) {
		t->top = t->left = 0;
		y = x = 0;
	}
	t->spot = table_find_spot(t->page, &t->desk->at);
	if (t->spot < 0 && t->page->nspots)
		table_set_spot(t, other ? 0 : nearest_spot(t->page, y, x));
}

static int clamp(int value, int least, int most)
{
	if (value > most)
		value = most;
	return value < least ? least : value;
}

/* A jump, so that a slow line repaints seldom. */
static void follow(struct table *t)
{
	const struct page_spot *s = table_spot(t);
	int height = s ? s->height : 0, row;

	t->follow = false;
	if (!s)
		return;
	if (height > t->at.rows)
		height = t->at.rows;
	if (s->y + height > t->top + t->at.rows)
		t->top = s->y + height -
		         (height > t->at.rows * 2 / 3 ? height : t->at.rows * 2 / 3);
	else if (s->y < t->top)
		t->top = s->y - t->at.rows / 3;
	if (table_span_row(t, &row) && (row < t->top || row >= t->top + t->at.rows))
		t->top = row - t->at.rows / 3;
	if (s->x + s->width + 1 > t->left + t->at.cols)
		t->left = s->x + s->width + 1 - t->at.cols;
	if (s->x - 1 < t->left)
		t->left = s->x - 1;
}

void table_fit(struct table *t, struct rect at)
{
	if (at.rows != t->at.rows || at.cols != t->at.cols)
		t->follow = true;
	t->at = at;
	if (!is_current(t, at.cols))
		build(t, at.cols);
	table_check_typed(t);
	if (!t->page)
		return;
	if (t->spot < 0 || !same_place(t->page->spots[t->spot].place, t->desk->at.place) ||
	    t->page->spots[t->spot].group != t->desk->at.group) {
		int spot = table_find_spot(t->page, &t->desk->at);

		table_set_spot(t, spot >= 0 ? spot : page_step(t->page, -1, MOVE_FIRST));
	}
	if (t->follow)
		follow(t);
	t->top = clamp(t->top, 0, t->page->height - at.rows);
	t->left = clamp(t->left, 0, t->page->width - at.cols);
}

void table_position(const struct table *t, struct str *out)
{
	int last;

	if (!t->page || t->page->height <= t->at.rows)
		return;
	last = clamp(t->top + t->at.rows, 0, t->page->height);
	str_addf(out, _("第 %d–%d 行，共 %d 行"), t->top + 1, last, t->page->height);
}

/* ---- keys ---- */

void table_step(struct table *t, enum page_move move, int times)
{
	int spot = t->spot;

	if (!t->page)
		return;
	while (times-- > 0)
		spot = page_step(t->page, spot, move);
	table_set_spot(t, spot);
}

static void step_to_end(struct table *t, enum page_move move)
{
	int spot = t->spot, next;

	if (!t->page)
		return;
	while ((next = page_step(t->page, spot, move)) != spot)
		spot = next;
	table_set_spot(t, spot);
}

static void step_page(struct table *t, enum page_move move)
{
	const struct page_spot *from = table_spot(t);
	int y, spot = t->spot, next;

	if (!from)
		return;
	y = from->y;
	while ((next = page_step(t->page, spot, move)) != spot &&
	       abs(t->page->spots[next].y - y) < t->at.rows - 2)
		spot = next;
	table_set_spot(t, spot == t->spot ? next : spot);
}

static bool move(struct table *t, enum action a)
{
	switch (a) {
	case ACT_UP:
		table_step(t, MOVE_UP, 1);
		return true;
	case ACT_DOWN:
		table_step(t, MOVE_DOWN, 1);
		return true;
	case ACT_LEFT:
		table_step(t, MOVE_LEFT, 1);
		return true;
	case ACT_RIGHT:
		table_step(t, MOVE_RIGHT, 1);
		return true;
	case ACT_PAGE_UP:
		step_page(t, MOVE_UP);
		return true;
	case ACT_PAGE_DOWN:
		step_page(t, MOVE_DOWN);
		return true;
	case ACT_LINE_FIRST:
		step_to_end(t, MOVE_LEFT);
		return true;
	case ACT_LINE_LAST:
		step_to_end(t, MOVE_RIGHT);
		return true;
	case ACT_FIRST:
		table_step(t, MOVE_FIRST, 1);
		return true;
	case ACT_LAST:
		table_step(t, MOVE_LAST, 1);
		return true;
	default:
		return false;
	}
}

static bool change(struct desk *d, enum action a)
{
	switch (a) {
	case ACT_CLEAR:
		change_clear(d);
		return true;
	case ACT_ADOPT:
		change_adopt(d);
		return true;
	case ACT_ROW_ADD:
		change_row_add(d);
		return true;
	case ACT_ROW_UP:
		change_row_move(d, -1);
		return true;
	case ACT_ROW_DOWN:
		change_row_move(d, 1);
		return true;
	case ACT_ROW_COPY:
		change_row_copy(d);
		return true;
	case ACT_ROW_NA:
		change_row_na(d);
		return true;
	case ACT_ROWS_FROM:
		change_rows_from(d);
		return true;
	default:
		return false;
	}
}

/* A letter over a figure is a slip: it is no command and begins no number. */
static bool is_no_figure(const struct table *t, const struct key_event *ev)
{
	const struct field *field = desk_field(t->desk, t->desk->at.place);
	int key = ev->kind == EV_CHAR ? keys_fold(ev->key) : 0;

	return field && kind_is_figure(field->kind) &&
	       ((key >= 'a' && key <= 'z') || (key >= 'A' && key <= 'Z'));
}

/* Keys that waited are taken before a drawing: the page may be another sheet's. */
static void catch_up(struct table *t)
{
	if (t->at.cols > 0 && !is_current(t, t->at.cols))
		table_fit(t, t->at);
}

enum key_result table_key(struct table *t, enum action a, const struct key_event *ev)
{
	if (t->line)
		return table_edit_key(t, a, ev);
	catch_up(t);
	if (a == ACT_EDIT)
		return table_begin(t, NULL);
	if (move(t, a) || change(t->desk, a))
		return KEY_TAKEN;
	if (a == ACT_NONE && is_no_figure(t, ev)) {
		desk_say(t->desk, NOTE_INFO, "%s", _("这一格填数；要填文字，先按 Enter 或 F2。"));
		return KEY_TAKEN;
	}
	if (a == ACT_NONE && (ev->kind == EV_PASTE || (ev->kind == EV_CHAR && ev->key != ' ')))
		return table_begin(t, ev);
	return KEY_PASS;
}

void table_next(struct table *t)
{
	table_fit(t, t->at);
	table_step(t, MOVE_DOWN, 1);
}

enum key_result table_mouse(struct table *t, const struct key_event *ev)
{
	int y, x, spot;

	if (!t->line)
		catch_up(t);
	if (!t->page)
		return KEY_PASS;
	y = ev->y - t->at.y + t->top;
	x = ev->x - t->at.x + t->left;
	if (ev->button == MOUSE_WHEEL_UP || ev->button == MOUSE_WHEEL_DOWN) {
		t->top += ev->button == MOUSE_WHEEL_UP ? -WHEEL_LINES : WHEEL_LINES;
		return KEY_TAKEN;
	}
	spot = page_spot_at(t->page, y, x);
	if (ev->button != MOUSE_LEFT || spot < 0 || t->line)
		return KEY_PASS;
	table_set_spot(t, spot);
	return ev->twice ? table_begin(t, NULL) : KEY_TAKEN;
}
