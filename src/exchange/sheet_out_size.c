#include <stdlib.h>

#include "base/mem.h"
#include "base/text.h"
#include "exchange/sheet_out_inside.h"

/* Where cells are, and how much room their texts take. */

#define HALF 5     /* twips of half a character, by half points of the font */
#define LINE 14    /* twips of a line, likewise */
#define PADDING 80 /* twips left and right of a text, above and below it together */

int *sheet_out_grid(const struct sheet_out *s)
{
	size_t n = (size_t)s->nrows * (size_t)s->ncolumns;
	int *at = mem_array(n + 1, sizeof *at);

	for (size_t i = 0; i < n; i++)
		at[i] = -1;
	for (size_t i = 0; i < s->ncells; i++) {
		const struct out_cell *c = &s->cells[i];

		for (int r = c->top; r < c->bottom; r++)
			for (int k = c->left; k < c->right; k++)
				at[r * s->ncolumns + k] = (int)i;
	}
	return at;
}

static int compare_cells(const void *left, const void *right)
{
	const struct out_cell *a = left, *b = right;

	if (a->top != b->top)
		return a->top < b->top ? -1 : 1;
	return a->left < b->left ? -1 : a->left > b->left;
}

void sheet_out_sort(struct sheet_out *s)
{
	if (s->ncells > 0)
		qsort(s->cells, s->ncells, sizeof *s->cells, compare_cells);
}

const struct out_cell *sheet_out_at(const struct sheet_out *s, int row, int column)
{
	for (size_t i = 0; i < s->ncells && s->cells[i].top <= row; i++) {
		const struct out_cell *c = &s->cells[i];

		if (c->bottom > row && c->left <= column && c->right > column)
			return c;
	}
	return NULL;
}

const struct out_cell *sheet_out_place(const struct sheet_out *s, struct place p)
{
	for (size_t i = 0; i < s->ncells; i++) {
		const struct place *q = &s->cells[i].place;

		if (q->sheet == p.sheet && q->list == p.list && q->row == p.row &&
		    q->field == p.field)
			return &s->cells[i];
	}
	return NULL;
}

/* Half characters: the fonts of documents draw all but ASCII in full width. */
static int char_width(uint32_t c)
{
	int width = text_char_width(c);

	return width == 1 && c >= 0x80 ? 2 : width;
}

int sheet_out_lines(const struct sheet_out *s, const struct out_cell *c)
{
	int room = -2 * PADDING, lines = 1, used = 0;

	for (int k = c->left; k < c->right; k++)
		room += s->columns[k];
	room = room / (HALF * s->font) - 1; /* punctuation may not begin a line */
	for (const char *p = c->text; *p;) {
		size_t length;
		uint32_t ch = text_decode(p, &length);
		int width = char_width(ch);

		p += length;
		if (ch == '\n' || used + width > room) {
			lines++;
			used = ch == '\n' ? 0 : width;
		} else {
			used += width;
		}
	}
	return lines;
}

static int height_of(const struct sheet_out *s, const struct out_cell *c)
{
	return sheet_out_lines(s, c) * LINE * s->font + PADDING;
}

static int compare_bottoms(const void *left, const void *right)
{
	const struct out_cell *a = *(const struct out_cell *const *)left;
	const struct out_cell *b = *(const struct out_cell *const *)right;

	return a->bottom < b->bottom ? -1 : a->bottom > b->bottom;
}

/* Cells that run down over several rows: their last row gets what they lack. */
static void add_spanning(const struct sheet_out *s, int *heights)
{
	const struct out_cell **spanning = mem_array(s->ncells + 1, sizeof(*spanning));
	size_t n = 0;

	for (size_t i = 0; i < s->ncells; i++)
		if (s->cells[i].bottom - s->cells[i].top > 1)
			spanning[n++] = &s->cells[i];
	if (n > 0)
		qsort(spanning, n, sizeof(*spanning), compare_bottoms);
	for (size_t i = 0; i < n; i++) {
		int lacks = height_of(s, spanning[i]);

		for (int r = spanning[i]->top; r < spanning[i]->bottom; r++)
			lacks -= heights[r];
		if (lacks > 0)
			heights[spanning[i]->bottom - 1] += lacks;
	}
	mem_free(spanning);
}

int *sheet_out_heights(const struct sheet_out *s)
{
	int *heights = mem_array((size_t)s->nrows + 1, sizeof *heights);
	int least = 3 * LINE * s->font / 2;

	for (int r = 0; r < s->nrows; r++)
		heights[r] = least;
	for (size_t i = 0; i < s->ncells; i++) {
		const struct out_cell *c = &s->cells[i];
		int height = c->bottom - c->top == 1 ? height_of(s, c) : 0;

		if (height > heights[c->top])
			heights[c->top] = height;
	}
	add_spanning(s, heights);
	return heights;
}
