#include "screens/nav_units.h"

#include <stdlib.h>
#include <string.h>

#include "app/inspect.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"
#include "screens/editdraw.h"

enum {
	FILTER_LIMIT = 256,
	WHEEL_LINES = 3,
	FOLD_ABOVE = 200, /* with more units only the first two levels are open at first */
	INDENT_MOST = 8,
	RIGHT = 8         /* columns of the score */
};

/* A unit's filing of the open year, once it was asked for: a large tree has
 * too many to ask for all. */
struct known_filing {
	bool asked, there;
	struct work_filing filing;
};

/* 1. ids, folded and known belong to the unit numbers of work_units as of
 *    built_units; shown holds the numbers that are not folded away or
 *    filtered out.
 * 2. cursor is an index in shown, −1 when it is empty. */
struct nav_units {
	struct desk *desk;
	struct rect at;
	unsigned built_units;
	int built_year, open_unit;
	int64_t *ids;
	bool *folded;
	size_t nunits;
	struct known_filing *known; /* of each unit; those in sight are asked for */
	int *shown;
	size_t nshown;
	int cursor, top;
	struct lineedit *filter;
	bool filtering;
};

struct nav_units *nav_units_new(struct desk *d)
{
	struct nav_units *n = mem_alloc(sizeof *n);

	n->desk = d;
	n->cursor = n->open_unit = -1;
	n->filter = lineedit_new(FILTER_LIMIT, false);
	return n;
}

static void forget(struct nav_units *n)
{
	mem_free(n->ids);
	mem_free(n->folded);
	mem_free(n->known);
	mem_free(n->shown);
	n->ids = NULL;
	n->folded = NULL;
	n->known = NULL;
	n->shown = NULL;
}

void nav_units_free(struct nav_units *n)
{
	if (!n)
		return;
	forget(n);
	lineedit_free(n->filter);
	mem_free(n);
}

bool nav_units_filtering(const struct nav_units *n)
{
	return n->filtering;
}

/* ---- what is shown ---- */

static bool matches(const struct work_unit *u, const char *folded)
{
	char *name = text_fold(u->name);
	bool yes = strstr(name, folded) || strstr(u->code, folded);

	mem_free(name);
	return yes;
}

/* Marks each unit that matches and those above it. */
static bool *wanted(const struct nav_units *n, const struct work_unit *units)
{
	char *folded = text_fold(lineedit_text(n->filter));
	bool *keep = NULL;

	if (*folded) {
		keep = mem_array(n->nunits, sizeof *keep);
		for (size_t i = 0; i < n->nunits; i++) {
			if (!matches(&units[i], folded))
				continue;
			for (int u = (int)i; u >= 0 && !keep[u]; u = units[u].superior)
				keep[u] = true;
		}
	}
	mem_free(folded);
	return keep;
}

static void list_shown(struct nav_units *n)
{
	const struct work_unit *units = work_units(n->desk->w, &n->nunits);
	bool *keep = wanted(n, units);
	int skip = -1; /* depth of a folded unit whose subordinates are passed over */

	n->nshown = 0;
	for (size_t i = 0; i < n->nunits; i++) {
		if (skip >= 0 && units[i].depth > skip)
			continue;
		skip = -1;
		if (keep && !keep[i])
			continue;
		n->shown[n->nshown++] = (int)i;
		if (!keep && n->folded[i])
			skip = units[i].depth;
	}
	mem_free(keep);
}

static int index_of(const struct nav_units *n, int unit)
{
	size_t low = 0, high = n->nshown;

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (n->shown[middle] < unit)
			low = middle + 1;
		else
			high = middle;
	}
	return low < n->nshown ? (int)low : (int)n->nshown - 1;
}

/* Lists anew and stays at the same unit, or the one it is folded into. */
static void list_again(struct nav_units *n, int unit)
{
	list_shown(n);
	n->cursor = index_of(n, unit);
	while (n->cursor > 0 && n->shown[n->cursor] > unit)
		n->cursor--;
}

static int unit_here(const struct nav_units *n)
{
	return n->cursor >= 0 && (size_t)n->cursor < n->nshown ? n->shown[n->cursor] : -1;
}

/* ---- loading ---- */

struct known {
	int64_t id;
	bool folded;
};

static int compare_known(const void *a, const void *b)
{
	int64_t left = ((const struct known *)a)->id, right = ((const struct known *)b)->id;

	return (left > right) - (left < right);
}

/* Whether each unit was folded before, by its id. */
static void take_folds(struct nav_units *n, const struct work_unit *units, const int64_t *ids,
                       const bool *folded, size_t nold)
{
	struct known *known = mem_array(nold, sizeof *known), key = {0}, *found;

	for (size_t i = 0; i < nold; i++)
		known[i] = (struct known){ids[i], folded[i]};
	if (nold)
		qsort(known, nold, sizeof *known, compare_known);
	for (size_t i = 0; i < n->nunits; i++) {
		key.id = n->ids[i] = units[i].id;
		found = nold ? bsearch(&key, known, nold, sizeof *known, compare_known) : NULL;
		n->folded[i] = found ? found->folded
		                     : !nold && n->nunits > FOLD_ABOVE && units[i].depth > 0;
	}
	mem_free(known);
}

static void load(struct nav_units *n)
{
	int64_t *ids = n->ids, here = unit_here(n) >= 0 ? ids[unit_here(n)] : 0;
	bool *folded = n->folded;
	size_t nold = n->nunits;
	const struct work_unit *units = work_units(n->desk->w, &n->nunits);
	int at = 0;

	n->ids = NULL;
	n->folded = NULL;
	forget(n);
	n->ids = mem_array(n->nunits, sizeof *n->ids);
	n->folded = mem_array(n->nunits, sizeof *n->folded);
	n->shown = mem_array(n->nunits, sizeof *n->shown);
	n->known = mem_array(n->nunits, sizeof *n->known);
	take_folds(n, units, ids, folded, ids ? nold : 0);
	for (size_t i = 0; i < n->nunits; i++)
		if (units[i].id == here)
			at = (int)i;
	list_again(n, at);
	n->built_units = n->desk->units;
	n->built_year = -1;
	mem_free(ids);
	mem_free(folded);
}

static void forget_year(struct nav_units *n)
{
	for (size_t i = 0; i < n->nunits; i++)
		n->known[i].asked = false;
	n->built_year = n->desk->year;
}

static void ask_filing(struct nav_units *n, int unit)
{
	struct known_filing *known = &n->known[unit];
	struct work_filing *filings;
	size_t count;

	if (known->asked)
		return;
	filings = work_filings(n->desk->w, unit, &count, NULL);
	*known = (struct known_filing){.asked = true};
	for (size_t i = 0; i < count && !known->there; i++) {
		if (filings[i].year != n->desk->year)
			continue;
		known->there = true;
		known->filing = filings[i];
	}
	mem_free(filings);
}

static void ask_shown(struct nav_units *n, int rows)
{
	for (int i = n->top; i < n->top + rows && (size_t)i < n->nshown; i++)
		ask_filing(n, n->shown[i]);
}

static void unfold_above(struct nav_units *n, int unit)
{
	size_t count;
	const struct work_unit *units = work_units(n->desk->w, &count);
	bool changed = false;

	for (int u = units[unit].superior; u >= 0; u = units[u].superior) {
		changed = changed || n->folded[u];
		n->folded[u] = false;
	}
	if (changed)
		list_shown(n);
}

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

void nav_units_fit(struct nav_units *n, struct rect at)
{
	n->at = at;
	if (n->built_units != n->desk->units)
		load(n);
	if (n->built_year != n->desk->year)
		forget_year(n);
	if (n->open_unit != n->desk->unit && n->desk->unit >= 0) {
		if (n->open_unit >= 0 && (size_t)n->open_unit < n->nunits)
			n->known[n->open_unit].asked = false; /* it may have been edited */
		n->open_unit = n->desk->unit;
		unfold_above(n, n->open_unit);
		n->cursor = index_of(n, n->open_unit);
	}
	scroll(n, at.rows - has_filter_row(n));
	ask_shown(n, at.rows - has_filter_row(n));
}

/* ---- draw ---- */

static void add_score(const struct work_filing *f, struct str *out)
{
	if (!f)
		str_add(out, "–");
	else if (f->has_score)
		num_format(out, f->score, 2, false);
	else
		str_add(out, f->state);
}

static const struct work_filing *filing_of(const struct nav_units *n, int unit)
{
	if (unit == n->desk->unit) {
		for (size_t i = 0; i < n->desk->nfilings; i++)
			if (n->desk->filings[i].year == n->desk->year)
				return &n->desk->filings[i];
		return NULL;
	}
	return n->known[unit].there ? &n->known[unit].filing : NULL;
}

static void draw_row(const struct nav_units *n, int y, int index, bool focus)
{
	size_t count;
	int number = n->shown[index];
	const struct work_unit *u = &work_units(n->desk->w, &count)[number];
	int indent = u->depth * 2 < INDENT_MOST ? u->depth * 2 : INDENT_MOST;
	struct str name = {0}, right = {0};
	unsigned style = number == n->desk->unit ? STYLE_TITLE : STYLE_TEXT;
	int width = n->at.cols - indent - 2 - RIGHT;

	desk_unit_short(n->desk, number, &name);
	add_score(filing_of(n, number), &right);
	draw_text(y, n->at.x + indent, 2,
	          !u->has_subordinates ? "" : n->folded[number] ? "▸" : "▾", STYLE_DIM);
	pane_draw_tail(y, n->at.x + indent + 2, width, str_text(&name), style);
	draw_aligned(y, n->at.x + n->at.cols - RIGHT, RIGHT - 1, str_text(&right), STYLE_DIM, DRAW_RIGHT);
	if (focus && index == n->cursor)
		draw_restyle(y, n->at.x + indent + 2,
		             text_width(str_text(&name)) < width ? text_width(str_text(&name)) : width,
		             STYLE_CURSOR);
	str_free(&name);
	str_free(&right);
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
		draw_text(y, n->at.x, n->at.cols, n->nunits ? _("没有符合的单位") : _("还没有单位"), STYLE_DIM);
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
	int unit = unit_here(n);

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
	int unit = unit_here(n);

	if (unit < 0)
		return;
	if (!units[unit].has_subordinates && units[unit].superior >= 0)
		unit = units[unit].superior;
	n->folded[unit] = units[unit].has_subordinates && !n->folded[unit];
	list_again(n, unit);
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
	list_again(n, unit_here(n) < 0 ? 0 : unit_here(n));
}

static void end_filter(struct nav_units *n, bool keep)
{
	int unit = unit_here(n);

	n->filtering = false;
	if (keep)
		return;
	lineedit_set(n->filter, "");
	list_again(n, unit < 0 ? 0 : unit);
	if (unit >= 0) {
		unfold_above(n, unit);
		n->cursor = index_of(n, unit);
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
		list_shown(n);
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
