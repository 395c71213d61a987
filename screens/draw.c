#include "screens/draw.h"

#include <curses.h>
#include <limits.h>
#include <string.h>
#include <wchar.h>

#include "base/text.h"
#include "screens/encoding.h"
#include "screens/widths.h"

enum { MARKS = 2 }; /* combining marks that may stand on one character */

static struct rect clip;
static bool clipped;
static enum borders lines = BORDERS_UNICODE;

/* ---- one cell ---------------------------------------------------------- */

static struct rect visible(void)
{
	struct rect r = { 0, 0, getmaxy(stdscr), getmaxx(stdscr) };
	int bottom, right;

	if (!clipped)
		return r;
	bottom = clip.y + clip.rows < r.rows ? clip.y + clip.rows : r.rows;
	right = clip.x + clip.cols < r.cols ? clip.x + clip.cols : r.cols;
	r.y = clip.y > 0 ? clip.y : 0;
	r.x = clip.x > 0 ? clip.x : 0;
	r.rows = bottom - r.y;
	r.cols = right - r.x;
	return r;
}

/* Halves of wide characters after the first count up in the character bits of
 * the attributes. */
static bool is_right_half(int y, int x, cchar_t *cell)
{
	return x < getmaxx(stdscr) && mvin_wch(y, x, cell) != ERR && (cell->attr & A_CHARTEXT) > 1;
}

/* Curses leaves the other half of a wide character as it is when one half is
 * written over; at is that other half, half any cell of the character. */
static void blank_half(int y, int at, const cchar_t *half)
{
	wchar_t text[CCHARW_MAX + 1];
	attr_t attributes;
	short pair;
	cchar_t cell;

	if (getcchar(half, text, &attributes, &pair, NULL) != ERR &&
	    setcchar(&cell, L" ", attributes, pair, NULL) != ERR)
		mvadd_wch(y, at, &cell);
}

static void put_cell(int y, int x, const wchar_t *text, unsigned style, attr_t more)
{
	int next = x + (text_char_width((uint32_t)text[0]) == 2 ? 2 : 1);
	unsigned attributes;
	short pair;
	cchar_t cell;

	if (x > 0 && is_right_half(y, x, &cell))
		blank_half(y, x - 1, &cell);
	theme_curses(style, &attributes, &pair);
	if (setcchar(&cell, text, attributes | more, pair, NULL) == OK)
		mvadd_wch(y, x, &cell); /* ERR in the last cell, though it is drawn */
	if (is_right_half(y, next, &cell))
		blank_half(y, next, &cell);
}

/* Only at the two ends half a wide character can be written over. */
static void put_blanks(int y, int from, int to, unsigned style)
{
	unsigned attributes;
	short pair;
	cchar_t cell;

	if (from < to)
		put_cell(y, from++, L" ", style, 0);
	if (from < to)
		put_cell(y, --to, L" ", style, 0);
	theme_curses(style, &attributes, &pair);
	if (from < to && setcchar(&cell, L" ", attributes, pair, NULL) == OK)
		mvhline_set(y, from, &cell, to - from);
}

/* ---- text -------------------------------------------------------------- */

/* A pen that goes along one row, within [left, right). */
struct pen {
	int y, x;
	int left, right;
	unsigned style;
	bool utf8; /* else a character the locale has not must not be sent */
	wchar_t cell[MARKS + 2];
	int width; /* of the cell; 0: none is open */
};

static bool sendable(const struct pen *p, uint32_t c)
{
	char bytes[MB_LEN_MAX];
	mbstate_t state;

	if (p->utf8)
		return true;
	memset(&state, 0, sizeof state);
	return wcrtomb(bytes, (wchar_t)c, &state) != (size_t)-1;
}

/* What is drawn for c in exactly text_char_width(c) columns. */
static wchar_t substitute(const struct pen *p, uint32_t c)
{
	if (c == '\n' || c == '\t')
		return L' ';
	if (text_is_unsafe(c))
		return sendable(p, 0xFFFD) && !widths_are_wide() ? 0xFFFD : L'?';
	/* box drawing is narrow for text_char_width in every mode, not for such a terminal */
	if (c >= 0x2500 && c <= 0x257F && widths_are_wide())
		return c == 0x2500 ? L'-' : c == 0x2502 ? L'|' : L'+';
	return sendable(p, c) ? (wchar_t)c : L'?';
}

static void flush(struct pen *p)
{
	int end = p->x + p->width;

	if (!p->width)
		return;
	if (p->x >= p->left && end <= p->right) {
		put_cell(p->y, p->x, p->cell, p->style, 0);
		if (p->width == 2 && text_char_width((uint32_t)p->cell[0]) == 1)
			put_blanks(p->y, p->x + 1, end, p->style);
	} else {
		put_blanks(p->y, p->x > p->left ? p->x : p->left,
		           end < p->right ? end : p->right, p->style);
	}
	p->x = end;
	p->width = 0;
}

static void add(struct pen *p, uint32_t c)
{
	int width = text_char_width(c);
	size_t n = wcslen(p->cell);

	if (width == 0 && p->width) {
		if (n <= MARKS && sendable(p, c)) {
			p->cell[n] = (wchar_t)c;
			p->cell[n + 1] = 0;
		}
		return;
	}
	flush(p);
	p->cell[0] = width ? substitute(p, c) : L'?'; /* a mark on nothing */
	p->cell[1] = 0;
	p->width = width ? width : 1;
}

static struct pen pen_at(int y, int x, int width, unsigned style)
{
	struct rect r = visible();
	struct pen p = { .y = y, .x = x, .style = style };

	p.left = x > r.x ? x : r.x;
	p.right = x + width < r.x + r.cols ? x + width : r.x + r.cols;
	if (y < r.y || y >= r.y + r.rows)
		p.right = p.left;
	p.utf8 = encoding_is_utf8();
	return p;
}

static void write_text(struct pen *p, const char *text, size_t length)
{
	size_t n;

	for (size_t at = 0; at < length && p->x < p->right; at += n ? n : 1) {
		uint32_t c = text_decode(text + at, &n);

		add(p, at + n > length ? 0xFFFD : c ? c : ' ');
	}
	flush(p);
}

int draw_textn(int y, int x, int width, const char *text, size_t length, unsigned style)
{
	struct pen p = pen_at(y, x, width, style);

	if (p.left < p.right) {
		write_text(&p, text, length);
		put_blanks(y, p.x > p.left ? p.x : p.left, p.right, style);
	}
	return text_widthn(text, length);
}

int draw_text(int y, int x, int width, const char *text, unsigned style)
{
	return draw_textn(y, x, width, text ? text : "", text ? strlen(text) : 0, style);
}

int draw_aligned(int y, int x, int width, const char *text, unsigned style, enum draw_align a)
{
	int whole = text_width(text ? text : ""), before;

	if (a == DRAW_LEFT || whole >= width)
		return draw_text(y, x, width, text, style);
	before = a == DRAW_RIGHT ? width - whole : (width - whole) / 2;
	draw_text(y, x, before, NULL, style);
	return draw_text(y, x + before, width - before, text, style);
}

int draw_wrapped(const struct rect *r, const char *text, int first, unsigned style)
{
	size_t length = text ? strlen(text) : 0, at = 0, skip;
	int line = 0;

	draw_fill(r, style);
	while (at < length && r->cols >= 2) {
		size_t n = text_line(text + at, length - at, r->cols, &skip);

		if (line >= first && line - first < r->rows)
			draw_textn(r->y + line - first, r->x, r->cols, text + at, n, style);
		at += n + skip;
		line++;
	}
	return line;
}

/* ---- areas and borders ------------------------------------------------- */

void draw_clip(const struct rect *r)
{
	clipped = r != NULL;
	if (r)
		clip = *r;
}

void draw_clear(void)
{
	struct rect all = { 0, 0, getmaxy(stdscr), getmaxx(stdscr) };

	draw_clip(NULL);
	erase();
	draw_fill(&all, STYLE_TEXT);
}

void draw_fill(const struct rect *r, unsigned style)
{
	for (int y = r->y; y < r->y + r->rows; y++)
		draw_text(y, r->x, r->cols, NULL, style);
}

void draw_border_cell(int y, int x, unsigned directions, unsigned style)
{
	struct rect r = visible();
	wchar_t text[2] = { 0 };

	if (y < r.y || y >= r.y + r.rows || x < r.x || x >= r.x + r.cols)
		return;
	text[0] = lines == BORDERS_DEC ? (wchar_t)border_dec(directions)
	                               : (wchar_t)border_char(lines, directions);
	put_cell(y, x, text, style, lines == BORDERS_DEC && (directions & 15) ? A_ALTCHARSET : 0);
}

void draw_box(const struct rect *r, unsigned style)
{
	int bottom = r->y + r->rows - 1, right = r->x + r->cols - 1;

	if (r->rows < 2 || r->cols < 2)
		return;
	for (int x = r->x + 1; x < right; x++) {
		draw_border_cell(r->y, x, BORDER_LEFT | BORDER_RIGHT, style);
		draw_border_cell(bottom, x, BORDER_LEFT | BORDER_RIGHT, style);
	}
	for (int y = r->y + 1; y < bottom; y++) {
		draw_border_cell(y, r->x, BORDER_UP | BORDER_DOWN, style);
		draw_border_cell(y, right, BORDER_UP | BORDER_DOWN, style);
	}
	draw_border_cell(r->y, r->x, BORDER_DOWN | BORDER_RIGHT, style);
	draw_border_cell(r->y, right, BORDER_DOWN | BORDER_LEFT, style);
	draw_border_cell(bottom, r->x, BORDER_UP | BORDER_RIGHT, style);
	draw_border_cell(bottom, right, BORDER_UP | BORDER_LEFT, style);
}

void draw_restyle(int y, int x, int width, unsigned style)
{
	struct pen p = pen_at(y, x, width, style);
	wchar_t text[CCHARW_MAX + 1];
	attr_t attributes;
	short pair;

	for (int at = p.left; at < p.right;) {
		cchar_t cell;
		int wide = 1;

		memset(text, 0, sizeof text);
		if (mvin_wch(y, at, &cell) == OK &&
		    getcchar(&cell, text, &attributes, &pair, NULL) == OK && text[0]) {
			wide = text_char_width((uint32_t)text[0]);
			put_cell(y, at, text, style, attributes & A_ALTCHARSET);
		}
		at += wide > 0 ? wide : 1;
	}
}

void draw_set_borders(enum borders b)
{
	lines = b == BORDERS_AUTO ? BORDERS_UNICODE : b;
}

enum borders draw_borders(void)
{
	return lines;
}
