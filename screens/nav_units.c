#include "screens/nav_units.h"

#include <string.h>

#include "app/handin.h"
#include "app/review_show.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"
#include "screens/editdraw.h"
#include "screens/nav_units_parts.h"

enum {
	FILTER_LIMIT = 256,
	WHEEL_LINES = 3,
	INDENT_MOST = 8,
	RIGHT = 8, /* columns of the score or the counts */
	BOTH_FROM = 34 /* columns of the pane that has room for both */
};

struct nav_units *nav_units_new(struct desk *d)
{
	struct nav_units *n = mem_alloc(sizeof *n);

	n->desk = d;
	n->cursor = n->open_unit = -1;
	n->filter = lineedit_new(FILTER_LIMIT, false);
	return n;
}

void nav_units_free(struct nav_units *n)
{
	if (!n)
		return;
	nav_units_forget(n);
	lineedit_free(n->filter);
	mem_free(n);
}

bool nav_units_filtering(const struct nav_units *n)
{
	return n->filtering;
}

/* ---- fit ---- */

static void scroll(struct nav_units *n, int rows)
{
	if (n->cursor < n->top)
		n->top = n->cursor;
	if (n->cursor >= n->top + rows)
		n->top = n->cursor - rows + 1;
	if (n->top < 0)
		n->top = 0;
}

static bool has_filter_row(const struct nav_units *n)
{
	return n->filtering || *lineedit_text(n->filter);
}

/* What the open filing's counts are now. */
static void take_open(struct nav_units *n)
{
	const struct desk *d = n->desk;

	if (!d->filing || d->unaudited || (size_t)d->unit >= n->nunits ||
	    n->built_content == d->content)
		return;
	n->built_content = d->content;
	n->known[d->unit].audited = d->filing->id;
	n->known[d->unit].counts = desk_review(d)->counts;
}

void nav_units_fit(struct nav_units *n, struct rect at)
{
	n->at = at;
	if (n->built_units != n->desk->units)
		nav_units_load(n);
	if (n->built_year != n->desk->year || n->built_audits != n->desk->audits ||
	    n->built_news != n->desk->news)
		nav_units_forget_year(n);
	if (n->open_unit != n->desk->unit && n->desk->unit >= 0) {
		if (n->open_unit >= 0 && (size_t)n->open_unit < n->nunits)
			n->known[n->open_unit].asked = false; /* it may have been edited */
		n->open_unit = n->desk->unit;
		nav_units_unfold_above(n, n->open_unit);
		n->cursor = nav_units_index(n, n->open_unit);
	}
	take_open(n);
	scroll(n, at.rows - has_filter_row(n));
	nav_units_ask(n, at.rows - has_filter_row(n));
}

/* ---- draw ---- */

/* The score while it is being filled in, then how far it has come. */
static void add_score(const struct work_filing *f, struct str *out)
{
	if (!f)
		str_add(out, "–");
	else if (f->has_score && strcmp(f->state, STATE_FILLING) == 0)
		num_format(out, f->score, 2, false);
	else
		str_add(out, f->state);
}

static const struct work_filing *filing_of(const struct nav_units *n, int unit)
{
	if (unit == n->desk->unit) {
		for (size_t i = 0; i < n->desk->nfilings; i++)
			if (n->desk->filing && n->desk->filings[i].id == n->desk->filing->id)
				return &n->desk->filings[i];
		return NULL;
	}
	return n->known[unit].there ? &n->known[unit].filing : NULL;
}

/* The counts behind the score, in a narrow pane in its place. */
static void draw_right(const struct nav_units *n, int y, int unit, int width)
{
	const struct work_filing *f = filing_of(n, unit);
	const struct known_filing *known = &n->known[unit];
	struct str score = {0}, counts = {0};
	int x = n->at.x + n->at.cols - width;

	add_score(f, &score);
	if (f && known->audited == f->id && store_state_is_open(f->state))
		review_show_counts(&known->counts, RIGHT - 1, &counts);
	if (width > RIGHT || counts.length == 0)
		draw_aligned(y, x, RIGHT - 1, str_text(&score), STYLE_DIM, DRAW_RIGHT);
	if (width > RIGHT || counts.length > 0)
		draw_aligned(y, x + width - RIGHT, RIGHT - 1, str_text(&counts),
		             known->counts.must ? STYLE_FAULT : STYLE_DIFFERS, DRAW_RIGHT);
	str_free(&score);
	str_free(&counts);
}

static void draw_row(const struct nav_units *n, int y, int index, bool focus)
{
	size_t count;
	int number = n->shown[index];
	const struct work_unit *u = &work_units(n->desk->w, &count)[number];
	int indent = u->depth * 2 < INDENT_MOST ? u->depth * 2 : INDENT_MOST;
	struct str name = {0};
	unsigned style = number == n->desk->unit ? STYLE_TITLE : STYLE_TEXT;
	int right = n->at.cols >= BOTH_FROM ? 2 * RIGHT : RIGHT;
	int width = n->at.cols - indent - 2 - right;

	desk_unit_short(n->desk, number, &name);
	draw_text(y, n->at.x + indent, 2,
	          !u->has_subordinates ? ""
	          : n->folded[number]  ? "▸"
	                               : "▾",
	          STYLE_DIM);
	pane_draw_tail(y, n->at.x + indent + 2, width, str_text(&name), style);
	draw_right(n, y, number, right);
	if (focus && index == n->cursor)
		draw_restyle(y, n->at.x + indent + 2,
		             text_width(str_text(&name)) < width ? text_width(str_text(&name))
		                                                 : width,
		             STYLE_CURSOR);
	str_free(&name);
}

static void draw_filter(const struct nav_units *n, struct caret *caret)
{
	struct caret ignored;
	struct caret *c = n->filtering ? caret : &ignored;

	draw_text(n->at.y, n->at.x, 1, "/", STYLE_TITLE);
	editdraw_line(n->filter, n->at.y, n->at.x + 1, n->at.cols - 2, &c->y, &c->x);
}

void nav_units_draw(const struct nav_units *n, bool focus, struct caret *caret)
{
	int y = n->at.y + has_filter_row(n), last = n->at.y + n->at.rows;

	draw_clip(&n->at);
	for (int i = n->top; y < last && (size_t)i < n->nshown; i++, y++) {
		draw_row(n, y, i, focus);
		if (focus && i == n->cursor)
			*caret = (struct caret){y, n->at.x};
	}
	if (!n->nshown)
		draw_text(y, n->at.x, n->at.cols, n->nunits ? _("没有符合的单位") : _("还没有单位"),
		          STYLE_DIM);
	if (has_filter_row(n))
		draw_filter(n, caret);
	draw_clip(NULL);
}

/* ---- keys ---- */

static void go(struct nav_units *n, int cursor)
{
	if (cursor >= (int)n->nshown)
		cursor = (int)n->nshown - 1;
	n->cursor = cursor < 0 && n->nshown ? 0 : cursor;
}

static enum key_result open_here(struct nav_units *n)
{
	struct err e = {0};
	int unit = nav_units_here(n);

	if (unit < 0)
		return KEY_TAKEN;
	if (desk_open(n->desk, unit, n->desk->year, NULL, &e) < 0) {
		desk_say(n->desk, NOTE_ERROR, "%s", e.text);
		return KEY_TAKEN;
	}
	n->open_unit = unit;
	return KEY_WANTS_TABLE;
}

static void fold(struct nav_units *n)
{
	size_t count;
	const struct work_unit *units = work_units(n->desk->w, &count);
	int unit = nav_units_here(n);

	if (unit < 0)
		return;
	if (!units[unit].has_subordinates && units[unit].superior >= 0)
		unit = units[unit].superior;
	n->folded[unit] = units[unit].has_subordinates && !n->folded[unit];
	nav_units_list_again(n, unit);
}

static void fold_all(struct nav_units *n)
{
	size_t count;
	const struct work_unit *units = work_units(n->desk->w, &count);
	bool any = false;

	for (size_t i = 0; i < n->nunits; i++)
		any = any || n->folded[i];
	for (size_t i = 0; i < n->nunits; i++)
		n->folded[i] = !any && units[i].has_subordinates;
	nav_units_list_again(n, nav_units_here(n) < 0 ? 0 : nav_units_here(n));
}

static void end_filter(struct nav_units *n, bool keep)
{
	int unit = nav_units_here(n);

	n->filtering = false;
	if (keep)
		return;
	lineedit_set(n->filter, "");
	nav_units_list_again(n, unit < 0 ? 0 : unit);
	if (unit >= 0) {
		nav_units_unfold_above(n, unit);
		n->cursor = nav_units_index(n, unit);
	}
}

static enum key_result filter_key(struct nav_units *n, enum action a, const struct key_event *ev)
{
	if (a == ACT_CHOOSE || a == ACT_LEAVE) {
		end_filter(n, a == ACT_CHOOSE && *lineedit_text(n->filter));
		return KEY_TAKEN;
	}
	if (a == ACT_UP || a == ACT_DOWN) {
		go(n, n->cursor + (a == ACT_UP ? -1 : 1));
		return KEY_TAKEN;
	}
	if (lineedit_key(n->filter, ev) == EDIT_CHANGED) {
		nav_units_list(n);
		go(n, 0);
		n->top = 0;
	}
	return KEY_TAKEN;
}

static enum key_result move(struct nav_units *n, enum action a, int times)
{
	switch (a) {
	case ACT_UP:
		go(n, n->cursor - times > 0 ? n->cursor - times : 0);
		return KEY_TAKEN;
	case ACT_DOWN:
		go(n, n->cursor + times);
		return KEY_TAKEN;
	case ACT_PAGE_UP:
		go(n, n->cursor - n->at.rows > 0 ? n->cursor - n->at.rows : 0);
		return KEY_TAKEN;
	case ACT_PAGE_DOWN:
		go(n, n->cursor + n->at.rows);
		return KEY_TAKEN;
	case ACT_FIRST:
		go(n, 0);
		return KEY_TAKEN;
	case ACT_LAST:
		go(n, (int)n->nshown - 1);
		return KEY_TAKEN;
	default:
		return KEY_PASS;
	}
}

enum key_result nav_units_key(struct nav_units *n, enum action a, const struct key_event *ev,
                              int times)
{
	if (n->filtering)
		return filter_key(n, a, ev);
	switch (a) {
	case ACT_OPEN:
		return open_here(n);
	case ACT_FOLD:
		fold(n);
		return KEY_TAKEN;
	case ACT_FOLD_ALL:
		fold_all(n);
		return KEY_TAKEN;
	case ACT_FILTER:
		n->filtering = true;
		return KEY_TAKEN;
	case ACT_LEAVE:
		if (*lineedit_text(n->filter))
			end_filter(n, false);
		return KEY_TAKEN;
	default:
		return move(n, a, times);
	}
}

enum key_result nav_units_mouse(struct nav_units *n, const struct key_event *ev)
{
	int index = ev->y - n->at.y - has_filter_row(n) + n->top;

	if (ev->button == MOUSE_WHEEL_UP)
		return move(n, ACT_UP, WHEEL_LINES);
	if (ev->button == MOUSE_WHEEL_DOWN)
		return move(n, ACT_DOWN, WHEEL_LINES);
	if (ev->button != MOUSE_LEFT || index < 0 || (size_t)index >= n->nshown)
		return KEY_PASS;
	n->cursor = index;
	open_here(n);
	return KEY_TAKEN;
}
