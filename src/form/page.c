#include "form/page.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "form/layout.h"
#include "form/page_columns.h"
#include "form/page_rules.h"
#include "form/page_sort.h"
#include "form/wrap.h"

/* In wide boxes texts keep this away from the border. */
#define WIDE_BOX 12

/* What holds while it is built:
 * 1. x[u] is the column of the border at unit u when a box begins or ends
 *    there, y[r] the line of the border above row r of the grid and y[height]
 *    that below the last; where a border is left out (ruled[r] false), y[r] is
 *    the last line of text above it.
 * 2. All texts are wrapped before the first run is made, so that p->texts has
 *    its full size and runs may point into it.
 * 3. Spots are numbered as in the layout until they are sorted at the end. */
struct builder {
	struct page *p;
	struct layout *l;
	struct wrap w;
	struct wrap_block *blocks;      /* of each box */
	struct wrap_block *line_blocks; /* of each part of a line */
	int *x, *y;
	bool *ruled;
	size_t texts_used, runs_capacity;
};

static int max(int a, int b)
{
	return a > b ? a : b;
}

/* ---- texts and heights ---- */

static int inner_width(const struct builder *b, const struct layout_box *box)
{
	return b->x[box->right] - b->x[box->left] - 1;
}

/* Columns kept free at the left (of figures: at the right, where a mark has
 * its place). */
static int padding(const struct layout_box *box, int inner)
{
	return box->align != ALIGN_CENTER && inner >= WIDE_BOX ? 1 : 0;
}

static void wrap_all(struct builder *b)
{
	const struct layout *l = b->l;

	b->blocks = mem_array(l->nboxes, sizeof *b->blocks);
	b->line_blocks = mem_array(l->nline_parts, sizeof *b->line_blocks);
	b->w.boxed = true;
	for (size_t i = 0; i < l->nboxes; i++) {
		const struct layout_box *box = &l->boxes[i];
		int inner = inner_width(b, box);

		b->blocks[i] = wrap_text(&b->w, l, box->text, inner - padding(box, inner),
		                         box->align == ALIGN_CENTER);
	}
	b->w.boxed = false;
	for (size_t i = 0; i < l->nline_parts; i++)
		b->line_blocks[i] = wrap_text(&b->w, l, l->line_parts[i].text, b->p->width,
		                              l->line_parts[i].align == ALIGN_CENTER);
}

/* The lines of text a row must have more than it has for a box that ends in it. */
static int missing_lines(const struct builder *b, const struct layout_box *box,
                         const struct wrap_block *block, const int *heights)
{
	int has = 0;

	for (int r = box->top; r < box->bottom; r++)
		has += heights[r] + (r > box->top && b->ruled[r]);
	return max((int)block->n - has, 0);
}

static int compare_bottoms(const void *left, const void *right)
{
	const struct layout_box *a = *(const struct layout_box *const *)left;
	const struct layout_box *b = *(const struct layout_box *const *)right;

	if (a->bottom != b->bottom)
		return a->bottom < b->bottom ? -1 : 1;
	return a->top > b->top ? -1 : a->top < b->top;
}

/* Gives the last row of each box that runs down over several what it still
 * needs, from the top. */
static void add_spanning(const struct builder *b, int *heights)
{
	const struct layout *l = b->l;
	const struct layout_box **spanning = mem_array(l->nboxes, sizeof(*spanning));
	size_t n = 0;

	for (size_t i = 0; i < l->nboxes; i++) {
		if (l->boxes[i].bottom - l->boxes[i].top > 1)
			spanning[n++] = &l->boxes[i];
	}
	if (n > 0)
		qsort(spanning, n, sizeof(*spanning), compare_bottoms);
	for (size_t i = 0; i < n; i++)
		heights[spanning[i]->bottom - 1] +=
		    missing_lines(b, spanning[i], &b->blocks[spanning[i] - l->boxes], heights);
	mem_free(spanning);
}

/* Makes y of the heights of rows. */
static void set_rows(struct builder *b, int top, bool dense)
{
	const struct layout *l = b->l;
	int *heights = mem_array((size_t)l->height, sizeof *heights);

	for (int r = 0; r < l->height; r++)
		heights[r] = 1;
	for (size_t i = 0; i < l->nboxes; i++) {
		const struct layout_box *box = &l->boxes[i];

		if (box->bottom - box->top == 1)
			heights[box->top] = max(heights[box->top], (int)b->blocks[i].n);
	}
	b->ruled = page_rules(l, heights, dense);
	add_spanning(b, heights);
	b->y = mem_array((size_t)l->height + 1, sizeof *b->y);
	b->y[0] = top;
	for (int r = 0; r < l->height; r++)
		b->y[r + 1] = b->y[r] + heights[r] + b->ruled[r + 1];
	mem_free(heights);
}

/* ---- runs ---- */

static void stretch(struct page_spot *spot, int y, int x, int width)
{
	int right = max(spot->x + spot->width, x + width);

	if (spot->height == 0) {
		spot->y = y;
		spot->x = x;
		spot->width = width;
		spot->height = 1;
		return;
	}
	spot->x = x < spot->x ? x : spot->x;
	spot->width = right - spot->x;
	spot->height = y - spot->y + 1;
}

static void add_run(struct builder *b, const struct wrap_piece *piece, int y, int x)
{
	struct page *p = b->p;
	struct page_run run = {y, x, piece->width, piece->style, piece->spot,
	                       piece->mark || piece->filler, p->texts + b->texts_used, piece->length};

	if (piece->filler && !b->w.marks)
		return;
	memcpy(run.text, b->w.text.s + piece->at, piece->length);
	b->texts_used += piece->length + 1; /* zeroed: the text ends there */
	p->runs = mem_more(p->runs, p->nruns, &b->runs_capacity, sizeof *p->runs);
	p->runs[p->nruns++] = run;
}

/* One line at x; spots inside the text get their place. */
static void put_pieces(struct builder *b, const struct wrap_line *line, int y, int x, int left,
                       int right, bool only)
{
	for (size_t i = 0; i < line->n; i++) {
		const struct wrap_piece *piece = &b->w.pieces[line->first + i];

		if (piece->spot >= 0 && !only) {
			struct page_spot *spot = &b->p->spots[piece->spot];

			stretch(spot, y, x, piece->width);
			spot->left = left;
			spot->right = right;
		}
		add_run(b, piece, y, x);
		x += piece->width;
	}
}

/* ---- lines around the table ---- */

static int aligned(enum align align, int room, int width)
{
	if (align == ALIGN_LEFT || room < width)
		return 0;
	return align == ALIGN_RIGHT ? room - width : (room - width) / 2;
}

/* A part of a line as a block; left and right are the columns it has. */
static void put_part(struct builder *b, size_t part, int y, int left, int right)
{
	const struct wrap_block *block = &b->line_blocks[part];
	enum align align = b->l->line_parts[part].align;

	for (size_t i = 0; i < block->n; i++) {
		const struct wrap_line *line = &b->w.lines[block->first + i];

		put_pieces(b, line, y + (int)i, left + aligned(align, right - left, line->width), left,
		           right, false);
	}
}

static int part_height(const struct builder *b, size_t part)
{
	return max((int)b->line_blocks[part].n, 1);
}

/* The parts of a head line stand at left, center and right of one line when
 * they leave two columns between them. */
static bool fits_aligned(const struct builder *b, const struct layout_line *line)
{
	int before = -2;

	for (size_t i = 0; i < line->n; i++) {
		int width = b->line_blocks[line->first + i].width;
		int x = aligned(b->l->line_parts[line->first + i].align, b->p->width, width);

		if (x < before + 2)
			return false;
		before = x + width;
	}
	return true;
}

static int put_head(struct builder *b, const struct layout_line *line, int y)
{
	bool one = fits_aligned(b, line);
	int height = 0;

	for (size_t i = 0; i < line->n; i++) {
		size_t part = line->first + i;

		put_part(b, part, one ? y : y + height, 0, b->p->width);
		height = one ? max(height, part_height(b, part)) : height + part_height(b, part);
	}
	return y + height;
}

/* How many parts from `first` on fit side by side, at least one; *sum gets
 * their widths. */
static size_t parts_that_fit(const struct builder *b, size_t first, size_t n, int *sum)
{
	size_t count = 1;

	*sum = b->line_blocks[first].width;
	while (count < n && *sum + b->line_blocks[first + count].width + 2 * (int)count <= b->p->width)
		*sum += b->line_blocks[first + count++].width;
	return count;
}

/* Parts of a foot line, as many on a line as fit, evenly spread. */
static int put_foot(struct builder *b, const struct layout_line *line, int y)
{
	for (size_t i = 0; i < line->n;) {
		int sum, x = 0, height = 0;
		size_t count = parts_that_fit(b, line->first + i, line->n - i, &sum);
		int gap = (b->p->width - sum) / (int)count;

		for (size_t k = 0; k < count; k++, i++) {
			size_t part = line->first + i;
			int right = count == 1 ? b->p->width : x + b->line_blocks[part].width;

			put_part(b, part, y, x, right);
			height = max(height, part_height(b, part));
			x = right + gap;
		}
		y += height;
	}
	return y;
}

static int put_lines(struct builder *b, bool foot, int y)
{
	for (size_t i = 0; i < b->l->nlines; i++) {
		const struct layout_line *line = &b->l->lines[i];

		if (line->foot == foot)
			y = foot && line->n > 1 ? put_foot(b, line, y) : put_head(b, line, y);
	}
	return y;
}

/* ---- boxes ---- */

static bool is_long(const struct layout *l, struct layout_text text)
{
	int spot = layout_only_spot(l, text);

	return spot >= 0 && l->spots[spot].kind == KIND_LONG;
}

/* Where a line begins.  Figures end one column before the border, where a
 * mark has its place, so that they stand below each other. */
static int line_x(const struct builder *b, const struct layout_box *box,
                  const struct wrap_block *block, const struct wrap_line *line)
{
	int inner = inner_width(b, box), pad = padding(box, inner), x = b->x[box->left] + 1;
	bool marked = line->n > 0 && b->w.pieces[line->first + line->n - 1].mark;

	if (box->align != ALIGN_RIGHT)
		return x + pad + aligned(box->align, inner - pad, line->width);
	return x + inner - line->width - (!marked && block->width < inner ? 1 : 0);
}

static void put_box(struct builder *b, const struct layout_box *box,
                    const struct wrap_block *block)
{
	int only = layout_only_spot(b->l, box->text);
	int left = b->x[box->left] + 1, right = b->x[box->right];
	int top = b->y[box->top] + 1;
	int height = b->y[box->bottom] + !b->ruled[box->bottom] - top;
	int y = top + (is_long(b->l, box->text) ? 0 : (height - (int)block->n) / 2);

	if (only >= 0) {
		struct page_spot *spot = &b->p->spots[only];

		spot->y = top;
		spot->x = spot->left = left;
		spot->height = height;
		spot->width = right - left;
		spot->right = right;
	}
	for (size_t i = 0; i < block->n; i++) {
		const struct wrap_line *line = &b->w.lines[block->first + i];

		put_pieces(b, line, y + (int)i, line_x(b, box, block, line), left, right, only >= 0);
	}
}

/* The edges of all boxes laid one over the other give the joints. */
static void put_border(struct builder *b, const struct layout_box *box)
{
	struct page *p = b->p;
	int left = b->x[box->left], right = b->x[box->right];
	int top = b->y[box->top], bottom = b->y[box->bottom];
	unsigned char *above = p->border + (size_t)top * (size_t)p->width;
	unsigned char *below = p->border + (size_t)bottom * (size_t)p->width;

	for (int x = left; x < right; x++) {
		if (b->ruled[box->top]) {
			above[x] |= PAGE_RIGHT;
			above[x + 1] |= PAGE_LEFT;
		}
		if (b->ruled[box->bottom]) {
			below[x] |= PAGE_RIGHT;
			below[x + 1] |= PAGE_LEFT;
		}
	}
	for (unsigned char *line = above; line < below; line += p->width) {
		line[left] |= PAGE_DOWN;
		line[p->width + left] |= PAGE_UP;
		line[right] |= PAGE_DOWN;
		line[p->width + right] |= PAGE_UP;
	}
}

static void put_boxes(struct builder *b)
{
	for (size_t i = 0; i < b->l->nboxes; i++) {
		put_box(b, &b->l->boxes[i], &b->blocks[i]);
		put_border(b, &b->l->boxes[i]);
	}
}

/* ---- the whole ---- */

static void put_all(struct builder *b, bool dense)
{
	struct page *p = b->p;
	int y;

	/* Each piece once, with a zero byte behind it. */
	p->texts = mem_alloc(b->w.text.length + b->w.npieces + 1);
	p->nspots = b->l->nspots;
	p->spots = mem_array(p->nspots, sizeof *p->spots);
	for (size_t i = 0; i < p->nspots; i++) {
		p->spots[i].place = b->l->spots[i].place;
		p->spots[i].group = b->l->spots[i].group;
	}
	y = put_lines(b, false, 0);
	set_rows(b, y, dense);
	p->height = put_lines(b, true, b->l->height > 0 ? b->y[b->l->height] + 1 : y);
	p->border = mem_array((size_t)p->height, (size_t)p->width);
	put_boxes(b);
}

static void put_signs(struct layout *l, const struct cell_sign *signs, size_t n)
{
	for (size_t i = 0; n > 0 && i < l->nspots; i++)
		for (size_t k = 0; k < n && !l->spots[i].sign; k++)
			if (place_same(l->spots[i].place, signs[k].place))
				l->spots[i].sign = &signs[k];
}

struct page *page_build(const struct filing *f, int sheet, int width, unsigned options)
{
	return page_build_signed(f, sheet, width, options, NULL, 0);
}

struct page *page_build_signed(const struct filing *f, int sheet, int width, unsigned options,
                               const struct cell_sign *signs, size_t n)
{
	struct builder b = {.p = mem_alloc(sizeof *b.p),
	                    .l = layout_build(f, sheet, !(options & PAGE_UNFOLD)),
	                    .w = {.marks = options & PAGE_MARKS}};

	put_signs(b.l, signs, n);
	b.p->width = max(width, 4);
	b.x = page_columns(b.l, b.w.marks, &b.p->width);
	wrap_all(&b);
	put_all(&b, options & PAGE_DENSE);
	page_sort(b.p);
	layout_free(b.l);
	wrap_free(&b.w);
	mem_free(b.blocks);
	mem_free(b.line_blocks);
	mem_free(b.x);
	mem_free(b.y);
	mem_free(b.ruled);
	return b.p;
}

void page_free(struct page *p)
{
	if (!p)
		return;
	mem_free(p->runs);
	mem_free(p->first_run);
	mem_free(p->spots);
	mem_free(p->border);
	mem_free(p->texts);
	mem_free(p);
}
