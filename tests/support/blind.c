#include "blind.h"

#include <curses.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/str.h"
#include "base/text.h"
#include "screens/borders.h"
#include "screens/draw.h"
#include "screens/term.h"
#include "screens/theme.h"

static SCREEN *screen;
static FILE *out, *in;

static void give_up(const char *what)
{
	fprintf(stderr, "blind: %s\n", what);
	abort();
}

void blind_open(int rows, int cols)
{
	blind_open_as("xterm-256color", "default", rows, cols);
}

void blind_open_as(const char *name, const char *scheme, int rows, int cols)
{
	struct theme theme;

	if (!setlocale(LC_ALL, "C.UTF-8"))
		give_up("no locale C.UTF-8");
	out = fopen("/dev/null", "w");
	in = fopen("/dev/null", "r");
	if (!out || !in)
		give_up("no /dev/null");
	screen = newterm(name, out, in);
	if (!screen)
		give_up("unknown terminal");
	resize_term(rows, cols);
	if (!theme_builtin(&theme, scheme))
		give_up("unknown theme");
	theme_use(&theme, true);
	draw_clip(NULL);
	draw_set_borders(BORDERS_UNICODE);
	draw_clear();
}

void blind_close(void)
{
	if (!screen)
		return;
	endwin();
	delscreen(screen);
	fclose(out);
	fclose(in);
	screen = NULL;
}

void blind_resize(int rows, int cols)
{
	resize_term(rows, cols);
}

/* ---- reading back ------------------------------------------------------ */

/* Which directions a letter of line graphics has. */
static uint32_t graphic(wchar_t letter)
{
	for (unsigned d = 1; d < 16; d++)
		if (border_dec(d) == (char)letter)
			return border_char(BORDERS_DEC, d);
	return (uint32_t)letter;
}

/* Adds the cell; its columns. */
static int add_cell(struct str *b, int y, int x)
{
	wchar_t text[CCHARW_MAX + 1] = { 0 };
	attr_t attributes;
	short pair;
	cchar_t cell;

	if (mvin_wch(y, x, &cell) == ERR || getcchar(&cell, text, &attributes, &pair, NULL) == ERR)
		return 1;
	if (attributes & A_ALTCHARSET)
		text[0] = (wchar_t)graphic(text[0]);
	for (size_t i = 0; text[i]; i++) {
		char utf8[4];

		str_addn(b, utf8, text_encode((uint32_t)text[i], utf8));
	}
	return text[0] && text_char_width((uint32_t)text[0]) == 2 ? 2 : 1;
}

static void add_span(struct str *b, int y, int from, int to)
{
	while (from < to)
		from += add_cell(b, y, from);
}

static void cut_blanks(struct str *b)
{
	while (b->length && b->s[b->length - 1] == ' ')
		b->s[--b->length] = 0;
}

char *blind_row(int y)
{
	struct str b = { 0 };

	add_span(&b, y, 0, getmaxx(stdscr));
	cut_blanks(&b);
	return str_take(&b);
}

char *blind_span(int y, int x, int width)
{
	struct str b = { 0 };

	add_span(&b, y, x, x + width);
	return str_take(&b);
}

char *blind_dump(void)
{
	struct str b = { 0 };

	for (int y = 0; y < getmaxy(stdscr); y++) {
		char *row = blind_row(y);

		str_addf(&b, "%s\n", row);
		mem_free(row);
	}
	return str_take(&b);
}

bool blind_find(const char *text, int *y, int *x)
{
	bool found = false;

	for (*y = 0; *y < getmaxy(stdscr); ++*y) {
		char *row = blind_row(*y), *at = strstr(row, text);

		found = at != NULL;
		if (found)
			*x = text_widthn(row, (size_t)(at - row));
		mem_free(row);
		if (found)
			break;
	}
	return found;
}

bool blind_has(const char *text)
{
	int y, x;

	return blind_find(text, &y, &x);
}

static void look_at(int y, int x, attr_t *attributes, short *pair)
{
	wchar_t text[CCHARW_MAX + 1] = { 0 };
	cchar_t cell;

	*attributes = 0;
	*pair = 0;
	if (mvin_wch(y, x, &cell) != ERR)
		getcchar(&cell, text, attributes, pair, NULL);
	*attributes &= ~(A_COLOR | A_CHARTEXT | A_ALTCHARSET);
}

unsigned blind_attributes(int y, int x)
{
	attr_t attributes;
	short pair;

	look_at(y, x, &attributes, &pair);
	return attributes;
}

short blind_pair(int y, int x)
{
	attr_t attributes;
	short pair;

	look_at(y, x, &attributes, &pair);
	return pair;
}

bool blind_styled(int y, int x, unsigned style)
{
	unsigned attributes;
	short pair;

	theme_curses(style, &attributes, &pair);
	return blind_attributes(y, x) == attributes && blind_pair(y, x) == pair;
}

bool blind_cursor(int *y, int *x)
{
	return term_cursor(y, x);
}

/* ---- events ------------------------------------------------------------ */

struct key_event blind_char(int character)
{
	return (struct key_event){ .kind = EV_CHAR, .key = character };
}

struct key_event blind_key(int key)
{
	return (struct key_event){ .kind = EV_KEY, .key = key };
}

struct key_event blind_key_mod(int key, unsigned mods)
{
	return (struct key_event){ .kind = EV_KEY, .key = key, .mods = mods };
}

struct key_event blind_paste(const char *text)
{
	return (struct key_event){ .kind = EV_PASTE, .text = text, .length = strlen(text) };
}

struct key_event blind_mouse(int y, int x, enum mouse_button button, bool twice)
{
	return (struct key_event){
		.kind = EV_MOUSE, .y = y, .x = x, .button = button, .twice = twice
	};
}
