#include "screens/picker.h"

#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"
#include "screens/editdraw.h"
#include "screens/pane.h"

enum { FILTER_LIMIT = 256, LEFT_MOST = 34, BOX_COLS = 100, PAGE = 10 };

struct line {
	int id;
	char *left, *right;
	enum style style;
};

struct picker {
	struct dialog dialog;
	char *title;
	struct line *lines;
	size_t n, capacity;
	int *shown; /* numbers of lines */
	int nshown;
	int cursor, left; /* left: columns of the left texts */
	int right, whole; /* columns of the widest right text, and of the widest line */
	struct lineedit *filter;
	int *last; /* of one that reads, as drawn last: the first line of its end */
};

static bool reads(const struct picker *p)
{
	return p->dialog.type->context & (CTX_READ | CTX_PREVIEW);
}

static bool matches(const struct line *line, const char *folded)
{
	char *left = text_fold(line->left), *right = text_fold(line->right ? line->right : "");
	bool yes = strstr(left, folded) || strstr(right, folded);

	mem_free(left);
	mem_free(right);
	return yes;
}

static void list(struct picker *p)
{
	char *folded = text_fold(lineedit_text(p->filter));

	p->nshown = 0;
	for (size_t i = 0; i < p->n; i++)
		if (!*folded || matches(&p->lines[i], folded))
			p->shown[p->nshown++] = (int)i;
	mem_free(folded);
}

void picker_add(struct dialog *d, int id, const char *left, const char *right, enum style style)
{
	struct picker *p = (struct picker *)d;
	struct line *line;
	int width = text_width(left), wide = right ? text_width(right) : 0;

	p->lines = mem_more(p->lines, p->n, &p->capacity, sizeof *p->lines);
	line = &p->lines[p->n++];
	*line = (struct line){id, text_clean(left, false), right ? text_clean(right, false) : NULL,
	                      style};
	if (right && width > p->left)
		p->left = width < LEFT_MOST ? width : LEFT_MOST;
	if (!right && width > p->whole)
		p->whole = width;
	if (wide > p->right)
		p->right = wide;
	if (right && p->left + 2 + p->right > p->whole)
		p->whole = p->left + 2 + p->right;
	p->shown = mem_resize(p->shown, p->n, sizeof *p->shown);
	/* Before anything is typed no line need be compared. */
	if (*lineedit_text(p->filter))
		list(p);
	else
		p->shown[p->nshown++] = (int)p->n - 1;
}

void picker_select(struct dialog *d, int id)
{
	struct picker *p = (struct picker *)d;

	for (int i = 0; i < p->nshown; i++)
		if (p->lines[p->shown[i]].id == id)
			p->cursor = i;
}

int picker_chosen(const struct dialog *d)
{
	const struct picker *p = (const struct picker *)d;

	return p->cursor >= 0 && p->cursor < p->nshown ? p->lines[p->shown[p->cursor]].id : -1;
}

static bool says(const char *is, const char *text)
{
	char *clean = text_clean(text, false);
	bool same = strcmp(is ? is : "", clean) == 0;

	mem_free(clean);
	return same;
}

bool picker_chose(const struct dialog *d, const char *left, const char *right)
{
	const struct picker *p = (const struct picker *)d;
	const struct line *line;

	if (picker_chosen(d) < 0)
		return false;
	line = &p->lines[p->shown[p->cursor]];
	return says(line->left, left) && (!right || says(line->right, right));
}

/* ---- draw ---- */

static void draw_line(const struct picker *p, int number, int y, const struct rect *r)
{
	const struct line *line = &p->lines[number];

	if (!line->right) {
		pane_draw_sentence(y, r->x, r->cols, line->left, line->style);
		return;
	}
	pane_draw_sentence(y, r->x, p->left, line->left, line->style);
	pane_draw_sentence(y, r->x + p->left + 2, r->cols - p->left - 2, line->right,
	                   line->style == STYLE_KEYNAME ? STYLE_TEXT : line->style);
}

static int first_line(const struct picker *p, int rows)
{
	int first = p->cursor - rows / 2;

	if (first > p->nshown - rows)
		first = p->nshown - rows;
	return first < 0 ? 0 : first;
}

/* To choose from: a row each. */
static void draw_choices(const struct picker *p, struct rect *r, struct caret *caret)
{
	int first;

	draw_text(r->y, r->x, 2, "/", STYLE_DIM);
	editdraw_line(p->filter, r->y, r->x + 1, r->cols - 1, &caret->y, &caret->x);
	r->y++;
	r->rows--;
	first = first_line(p, r->rows);
	for (int i = 0; i < r->rows && first + i < p->nshown; i++) {
		draw_line(p, p->shown[first + i], r->y + i, r);
		if (first + i == p->cursor)
			draw_restyle(r->y + i, r->x, r->cols, STYLE_CURSOR);
	}
	if (!p->nshown)
		draw_text(r->y, r->x, r->cols, _("没有符合的"), STYLE_DIM);
	if (first + r->rows < p->nshown)
		dialog_more(r);
}

/* A line to read, whole; the rows it takes, also where there is no room for them. */
static int read_line(const struct picker *p, int number, struct rect r)
{
	const struct line *line = &p->lines[number];
	int rows;

	if (!line->right)
		return draw_wrapped(&r, line->left, 0, line->style);
	pane_draw_sentence(r.y, r.x, r.rows > 0 ? p->left : 0, line->left, line->style);
	r.x += p->left + 2;
	r.cols -= p->left + 2;
	rows = draw_wrapped(&r, line->right, 0,
	                    line->style == STYLE_KEYNAME ? STYLE_TEXT : line->style);
	return rows > 1 ? rows : 1;
}

static int rows_of(const struct picker *p, int number, int cols)
{
	int rows = read_line(p, number, (struct rect){0, 0, 0, cols});

	return rows > 1 ? rows : 1;
}

/* To read: what is too long goes on in the next row. */
static void draw_lines(const struct picker *p, const struct rect *r)
{
	int end = p->nshown, at = 0, i;

	for (int room = r->rows; end > 0 && rows_of(p, end - 1, r->cols) <= room; end--)
		room -= rows_of(p, end - 1, r->cols);
	*p->last = end < p->nshown || !end ? end : end - 1;
	for (i = p->cursor < *p->last ? p->cursor : *p->last; i < p->nshown && at < r->rows; i++) {
		read_line(p, i, (struct rect){r->y + at, r->x, r->rows - at, r->cols});
		at += rows_of(p, i, r->cols);
	}
	if (i < p->nshown || at > r->rows)
		dialog_more(r);
}

static int all_rows(const struct picker *p, int cols)
{
	int rows = 0;

	if (!reads(p))
		return (int)p->n + 1;
	for (int i = 0; i < p->nshown; i++)
		rows += rows_of(p, i, cols);
	return rows;
}

static void draw(const struct dialog *d, const struct rect *screen, struct caret *caret)
{
	const struct picker *p = (const struct picker *)d;
	int cols = p->whole + 4 < BOX_COLS ? p->whole + 4 : BOX_COLS;
	struct rect r;

	if (cols < 40)
		cols = 40;
	r = dialog_box(screen, all_rows(p, (cols < screen->cols ? cols : screen->cols) - 4) + 2,
	               cols, p->title);
	if (reads(p)) {
		draw_lines(p, &r);
		caret->y = -1;
	} else {
		draw_choices(p, &r, caret);
	}
}

/* ---- keys ---- */

static enum dialog_end type(struct picker *p, const struct key_event *ev)
{
	if (!reads(p) && lineedit_key(p->filter, ev) == EDIT_CHANGED) {
		list(p);
		p->cursor = 0;
	}
	return DIALOG_OPEN;
}

static enum dialog_end key(struct dialog *d, enum action a, const struct key_event *ev)
{
	struct picker *p = (struct picker *)d;

	switch (a) {
	case ACT_UP:
	case ACT_DOWN:
	case ACT_PAGE_UP:
	case ACT_PAGE_DOWN:
	case ACT_FIRST:
	case ACT_LAST:
		p->cursor = dialog_move(a, p->cursor, PAGE, p->nshown);
		if (reads(p) && p->cursor > *p->last)
			p->cursor = *p->last;
		return DIALOG_OPEN;
	case ACT_CHOOSE:
		return p->nshown ? DIALOG_DONE : DIALOG_OPEN;
	case ACT_OTHER_VIEW:
		return DIALOG_OTHER;
	case ACT_REVERT:
		return p->nshown ? DIALOG_NO : DIALOG_OPEN;
	case ACT_LEAVE:
		return DIALOG_CANCELLED;
	default:
		return type(p, ev);
	}
}

static void discard(struct dialog *d)
{
	struct picker *p = (struct picker *)d;

	for (size_t i = 0; i < p->n; i++) {
		mem_free(p->lines[i].left);
		mem_free(p->lines[i].right);
	}
	mem_free(p->lines);
	mem_free(p->shown);
	mem_free(p->title);
	mem_free(p->last);
	lineedit_free(p->filter);
	mem_free(p);
}

static const struct dialog_type pick_type = {CTX_PICK, draw, key, discard};
static const struct dialog_type journal_type = {CTX_JOURNAL, draw, key, discard};
static const struct dialog_type read_type = {CTX_READ, draw, key, discard};
static const struct dialog_type preview_type = {CTX_PREVIEW, draw, key, discard};

static struct dialog *make(const struct dialog_type *type_of, const char *title)
{
	struct picker *p = mem_alloc(sizeof *p);

	p->dialog.type = type_of;
	p->title = mem_strdup(title);
	p->whole = text_width(title) + 2;
	p->filter = lineedit_new(FILTER_LIMIT, false);
	p->last = mem_alloc(sizeof *p->last);
	return &p->dialog;
}

struct dialog *picker_new(const char *title)
{
	return make(&pick_type, title);
}

struct dialog *journal_picker_new(const char *title)
{
	return make(&journal_type, title);
}

struct dialog *reader_new(const char *title)
{
	return make(&read_type, title);
}

struct dialog *preview_new(const char *title)
{
	return make(&preview_type, title);
}
