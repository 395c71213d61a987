#include "screens/nav_forms.h"

#include <string.h>

#include "app/inspect.h"
#include "app/remarks.h"
#include "app/review_show.h"
#include "app/who.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"

enum { RIGHT = 10, YEAR = 7, TITLE_LEAST = 6 }; /* columns of the marks, «‹2024 ›» */

struct nav_forms {
	struct desk *desk;
	struct rect at;
	const struct filing *built_filing;
	unsigned built_content;
	struct review_counts *found; /* of each sheet */
	bool *filled;
	bool *said; /* there are remarks that are not closed */
	size_t n;
	int open_sheet;
	int cursor, top;
};

struct nav_forms *nav_forms_new(struct desk *d)
{
	struct nav_forms *n = mem_alloc(sizeof *n);

	n->desk = d;
	n->open_sheet = -1;
	return n;
}

void nav_forms_free(struct nav_forms *n)
{
	if (!n)
		return;
	mem_free(n->found);
	mem_free(n->filled);
	mem_free(n->said);
	mem_free(n);
}

static void look_for_remarks(struct nav_forms *n)
{
	const struct desk *d = n->desk;
	struct remarks r;

	mem_free(n->said);
	n->said = mem_array(n->n + 1, sizeof *n->said);
	if (!d->filing || remarks_load(&r, d->w, d->filing, NULL) < 0)
		return;
	for (size_t i = 0; i < r.n; i++) {
		int sheet = r.thread[i].place.sheet;

		if (sheet >= 0 && !r.thread[i].closed)
			n->said[sheet] = true;
	}
	remarks_free(&r);
}

static void count(struct nav_forms *n)
{
	const struct desk *d = n->desk;
	const struct review *r = desk_review_shown(d);

	mem_free(n->found);
	mem_free(n->filled);
	n->n = d->filing ? d->filing->nsheets : 0;
	n->found = mem_array(n->n, sizeof *n->found);
	n->filled = mem_array(n->n, sizeof *n->filled);
	for (size_t i = 0; i < n->n; i++) {
		struct inspect_marks marks;

		inspect_marks(d->filing, (int)i, &marks);
		n->filled[i] = marks.filled > 0;
		if (i < r->nsheets)
			n->found[i] = r->sheets[i];
	}
	look_for_remarks(n);
	n->built_filing = d->filing;
	n->built_content = d->content;
}

void nav_forms_fit(struct nav_forms *n, struct rect at)
{
	int rows = at.rows - 1;

	n->at = at;
	if (n->built_filing != n->desk->filing || n->built_content != n->desk->content)
		count(n);
	if (n->open_sheet != n->desk->sheet)
		n->cursor = n->open_sheet = n->desk->sheet;
	if (n->cursor >= (int)n->n)
		n->cursor = (int)n->n - 1;
	if (n->cursor < n->top)
		n->top = n->cursor > 0 ? n->cursor : 0;
	if (n->cursor >= n->top + rows)
		n->top = n->cursor - rows + 1;
}

int nav_forms_sheet(const struct nav_forms *n)
{
	return n->cursor;
}

int nav_forms_rows(const struct nav_forms *n)
{
	return (int)(n->desk->filing ? n->desk->filing->nsheets : 0) + 1;
}

/* ---- draw ---- */

/* The beginning of a title, in at most width columns. */
static void add_title(const char *title, int width, struct str *out)
{
	size_t length = strlen(title);

	if (width < TITLE_LEAST)
		width = TITLE_LEAST;
	if (text_width(title) > width)
		length = text_clip(title, length, width - text_width("…"), NULL);
	str_addn(out, title, length);
	str_add(out, title[length] ? "…" : "");
}

/* «‹2024›», of two sets of one year with the set's title: « 2024 区级自评表 ». */
static void add_year(const struct nav_forms *n, size_t i, struct str *out)
{
	const struct desk *d = n->desk;
	int each = n->at.cols / (int)d->nfilings;
	const struct work_filing *f = &d->filings[i];
	bool open = d->filing && f->id == d->filing->id, several = false;

	for (size_t k = 0; k < d->nfilings; k++)
		several = several || (k != i && d->filings[k].year == f->year);
	str_addf(out, open ? "‹%d" : " %d", f->year);
	if (several) {
		str_add(out, " ");
		add_title(f->set ? f->set->title : f->set_id, each - YEAR, out);
	}
	str_add(out, open ? "›" : " ");
}

/* The newest filing lies open: the next year is not far. */
static bool may_roll(const struct desk *d)
{
	return d->filing && d->filing->year == d->filings[0].year;
}

/* «R结转», where all of it has room. */
static void draw_roll(const struct nav_forms *n, int x)
{
	const struct key_line *line = keymap_line(CTX_FORMS, ACT_ROLL);
	int right = n->at.x + n->at.cols, width;
	char key[16];
	struct str b = {0};

	str_addf(&b, "%s%s", keymap_names(line, 1, key, sizeof key), _(line->bar));
	width = text_width(b.s);
	if (x + width <= right)
		draw_text(n->at.y, right - width, width, b.s, STYLE_DIM);
	str_free(&b);
}

/* «‹2024› 2023 2022      R结转» */
static void draw_years(const struct nav_forms *n)
{
	const struct desk *d = n->desk;
	int x = n->at.x, right = n->at.x + n->at.cols;

	for (size_t i = 0; i < d->nfilings && x < right; i++) {
		struct str b = {0};
		bool open = d->filing && d->filings[i].id == d->filing->id;

		add_year(n, i, &b);
		x += draw_text(n->at.y, x,
		               text_width(b.s) < right - x ? text_width(b.s) : right - x, b.s,
		               open ? STYLE_TITLE : STYLE_DIM);
		str_free(&b);
	}
	if (!d->nfilings)
		draw_text(n->at.y, x, n->at.cols, _("还没有年度"), STYLE_DIM);
	else if (may_roll(d))
		draw_roll(n, x + 1);
}

/* «✗2 !5 ·3», ✓ of a form without findings, – of an empty one; ※ before it where
 * there are remarks. */
static void draw_counts(const struct nav_forms *n, int y, int index)
{
	const struct review_counts *c = &n->found[index];
	bool clean = c->must + c->verify + c->hint == 0;
	struct str b = {0};

	str_add(&b, n->said[index] ? "※" : "");
	review_show_counts(c, RIGHT - 2 - text_width(str_text(&b)), &b);
	if (clean)
		str_add(&b, n->filled[index] ? "✓" : "–");
	draw_aligned(y, n->at.x + n->at.cols - RIGHT, RIGHT - 1, str_text(&b),
	             c->must            ? STYLE_FAULT
	             : c->verify        ? STYLE_DIFFERS
	             : !clean           ? STYLE_TEXT
	             : n->filled[index] ? STYLE_OK
	                                : STYLE_DIM,
	             DRAW_RIGHT);
	str_free(&b);
}

/* «附件2 整体支出绩效自评表», of copies the copy's own name. */
static void draw_sheet(const struct nav_forms *n, int y, int index, bool focus)
{
	const struct filing *f = n->desk->filing;
	const struct form *form = f->sheets[index].form;
	struct str b = {0};
	int width = n->at.cols - 1 - RIGHT, head, seen;
	unsigned style = index == n->desk->sheet ? STYLE_TITLE : STYLE_TEXT;

	sheet_title(f, index, &b);
	seen = text_width(str_text(&b)) < width ? text_width(str_text(&b)) : width;
	if (who_has_open(n->desk->w, f, index))
		draw_text(y, n->at.x, 1, "@", STYLE_MARKED);
	else
		draw_text(y, n->at.x, 1, index == n->desk->sheet ? "▸" : "", STYLE_TITLE);
	draw_text(y, n->at.x + 1, width, str_text(&b), style);
	if (form->copies) {
		const char *name = strchr(str_text(&b), ' ');

		head = name ? text_widthn(b.s, (size_t)(name - b.s)) + 1 : width;
		if (head < width && strcmp(name + 1, form->name) != 0)
			pane_draw_tail(y, n->at.x + 1 + head, width - head, name + 1, style);
	}
	if (focus && index == n->cursor)
		draw_restyle(y, n->at.x + 1, seen, STYLE_CURSOR);
	draw_counts(n, y, index);
	str_free(&b);
}

void nav_forms_draw(const struct nav_forms *n, bool focus, struct caret *caret)
{
	int y = n->at.y + 1, last = n->at.y + n->at.rows;

	draw_clip(&n->at);
	draw_years(n);
	for (int i = n->top; y < last && i < (int)n->n; i++, y++) {
		draw_sheet(n, y, i, focus);
		if (focus && i == n->cursor)
			*caret = (struct caret){y, n->at.x};
	}
	draw_clip(NULL);
}

/* ---- keys ---- */

static void go(struct nav_forms *n, int cursor)
{
	if (cursor >= (int)n->n)
		cursor = (int)n->n - 1;
	n->cursor = cursor < 0 ? 0 : cursor;
}

enum key_result nav_forms_key(struct nav_forms *n, enum action a, int times)
{
	switch (a) {
	case ACT_UP:
		go(n, n->cursor - times);
		return KEY_TAKEN;
	case ACT_DOWN:
		go(n, n->cursor + times);
		return KEY_TAKEN;
	case ACT_PAGE_UP:
	case ACT_FIRST:
		go(n, 0);
		return KEY_TAKEN;
	case ACT_PAGE_DOWN:
	case ACT_LAST:
		go(n, (int)n->n - 1);
		return KEY_TAKEN;
	case ACT_OPEN:
		desk_open_sheet(n->desk, n->cursor);
		return KEY_WANTS_TABLE;
	default:
		return KEY_PASS;
	}
}

/* A click on the years goes to the one under it. */
static void click_year(struct nav_forms *n, int x)
{
	struct err e = {0};
	size_t i = 0;

	for (; i < n->desk->nfilings; i++) {
		struct str b = {0};
		int width;

		add_year(n, i, &b);
		width = text_width(b.s);
		str_free(&b);
		if (x < width)
			break;
		x -= width;
	}
	if (i < n->desk->nfilings && desk_open_filing(n->desk, i, &e) < 0)
		desk_say(n->desk, NOTE_ERROR, "%s", e.text);
}

enum key_result nav_forms_mouse(struct nav_forms *n, const struct key_event *ev)
{
	int index = ev->y - n->at.y - 1 + n->top;

	if (ev->button == MOUSE_WHEEL_UP || ev->button == MOUSE_WHEEL_DOWN) {
		go(n, n->cursor + (ev->button == MOUSE_WHEEL_UP ? -1 : 1));
		return KEY_TAKEN;
	}
	if (ev->button != MOUSE_LEFT)
		return KEY_PASS;
	if (ev->y == n->at.y) {
		click_year(n, ev->x - n->at.x);
		return KEY_TAKEN;
	}
	if (index >= (int)n->n)
		return KEY_PASS;
	n->cursor = index;
	desk_open_sheet(n->desk, index);
	return KEY_TAKEN;
}
