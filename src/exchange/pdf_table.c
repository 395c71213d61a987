#include "exchange/pdf_table.h"

#include <cairo.h>

#include "base/mem.h"

/* Cells of a table, broken into lines and drawn page by page. */

#define SIDE 3.0   /* points left and right of a text */
#define BALANCED 8 /* centered texts up to so many lines break into equal ones */

/* ---- measures ---- */

static struct pdf_text cell_text(const struct pdf_table *t, const struct out_cell *c)
{
	double room = t->x[c->right] - t->x[c->left] - 2 * SIDE;
	struct pdf_text text = pdf_text_new(t->p, PDF_SONG, t->size, room, c->align, 0, c->text);

	if (c->align == ALIGN_CENTER && text.lines > 1 && text.lines <= BALANCED)
		pdf_text_balance(&text);
	return text;
}

void pdf_table_break(struct pdf_table *t, double size)
{
	t->size = size;
	t->line = 1.3 * size;
	for (size_t i = 0; i < t->s->ncells; i++) {
		struct pdf_text text;

		if (!t->s->cells[i].text[0])
			continue;
		text = cell_text(t, &t->s->cells[i]);
		t->lines[i] = text.lines;
		pdf_text_free(&text);
	}
}

/* Counted and placed by their last row. */
static void find_merged(struct pdf_table *t)
{
	const struct sheet_out *s = t->s;
	size_t *at = mem_array((size_t)s->nrows + 2, sizeof *at);

	t->merged = mem_array(s->ncells + 1, sizeof *t->merged);
	for (size_t i = 0; i < s->ncells; i++)
		if (s->cells[i].bottom - s->cells[i].top > 1)
			at[s->cells[i].bottom + 1]++;
	for (int r = 0; r <= s->nrows; r++)
		at[r + 1] += at[r];
	t->nmerged = at[s->nrows + 1];
	for (size_t i = 0; i < s->ncells; i++)
		if (s->cells[i].bottom - s->cells[i].top > 1)
			t->merged[at[s->cells[i].bottom]++] = i;
	mem_free(at);
}

struct pdf_table *pdf_table_new(struct pdf *p, const struct sheet_out *s)
{
	struct pdf_table *t = mem_alloc(sizeof *t);

	t->p = p;
	t->s = s;
	t->x = mem_array((size_t)s->ncolumns + 1, sizeof *t->x);
	for (int k = 0; k < s->ncolumns; k++)
		t->x[k + 1] = t->x[k] + s->columns[k] / 20.0;
	t->lines = mem_array(s->ncells + 1, sizeof *t->lines);
	t->done = mem_array(s->ncells + 1, sizeof *t->done);
	t->tops = mem_array((size_t)s->nrows + 2, sizeof *t->tops);
	find_merged(t);
	pdf_table_break(t, s->font / 2.0);
	return t;
}

void pdf_table_free(struct pdf_table *t)
{
	if (!t)
		return;
	mem_free(t->x);
	mem_free(t->lines);
	mem_free(t->done);
	mem_free(t->tops);
	mem_free(t->merged);
	mem_free(t->strips);
	mem_free(t);
}

double pdf_text_height(const struct pdf_table *t, size_t cell)
{
	return t->lines[cell] * t->line;
}

/* ---- drawing ---- */

/* What a page shows: the strips between two heights of the table, the first
 * of which lies at y; above it, maybe, the head.  Where a row is parted there
 * is some air before the frame. */
struct stretch {
	double top, bottom, y;
	double above, below;
	bool head;
};

/* The piece of a cell that is to be seen, on the page; false: none is. */
static bool piece_of(const struct pdf_table *t, const struct stretch *h, const struct out_cell *c,
                     double *y0, double *y1)
{
	const struct sheet_out *s = t->s;
	double top = t->tops[c->top], bottom = t->tops[c->bottom], head_top, head_bottom;
	bool below = bottom > h->top + PDF_ROUNDING && top < h->bottom - PDF_ROUNDING;
	bool in_head = h->head && c->top < s->head_bottom && c->bottom > s->head_top;

	*y0 = h->y + (top >= h->top ? top - h->top : -h->above);
	*y1 = h->y - h->top + (bottom <= h->bottom ? bottom : h->bottom + h->below);
	if (!in_head)
		return below;
	head_top = t->tops[s->head_top];
	head_bottom = t->tops[s->head_bottom];
	*y0 = h->y - h->above - (head_bottom - (top > head_top ? top : head_top));
	if (!below)
		*y1 = h->y - h->above - (bottom < head_bottom ? head_bottom - bottom : 0);
	return true;
}

static void draw_frame(const struct pdf_table *t, const struct out_cell *c, double y0, double y1)
{
	double left = pdf_left(t->p);

	cairo_rectangle(t->p->cr, left + t->x[c->left], y0, t->x[c->right] - t->x[c->left],
	                y1 - y0);
	cairo_stroke(t->p->cr);
}

static void draw_lines(struct pdf_table *t, size_t cell, int first, int n, double y)
{
	const struct out_cell *c = &t->s->cells[cell];
	struct pdf_text text = cell_text(t, c);

	pdf_text_draw(t->p, &text, first, n,
	              pdf_left(t->p) + (t->x[c->left] + t->x[c->right] - text.room) / 2, y, false);
	pdf_text_free(&text);
	t->done[cell] = first + n;
}

/* The whole text in a piece. */
static void draw_whole(struct pdf_table *t, size_t cell, double y0, double y1)
{
	double spare = y1 - y0 - pdf_text_height(t, cell);

	draw_lines(t, cell, 0, t->lines[cell],
	           y0 + (t->s->cells[cell].high && spare > 2 * t->pad ? t->pad : spare / 2));
}

/* Of a cell that goes over the page's edge.  A text that fits in one piece
 * stands there whole, labels in each of them; a longer one flows. */
static void draw_cut(struct pdf_table *t, size_t cell, const struct stretch *h, double y0,
                     double y1)
{
	const struct out_cell *c = &t->s->cells[cell];
	double needs = pdf_text_height(t, cell), later = t->tops[c->bottom] - h->bottom, pad;
	double page = pdf_bottom(t->p) - pdf_top(t->p);
	int n, left = t->lines[cell] - t->done[cell];

	if (needs <= y1 - y0 + PDF_ROUNDING && (c->label || t->done[cell] == 0)) {
		draw_whole(t, cell, y0, y1);
		return;
	}
	if (left == 0 || (t->done[cell] == 0 && needs + 2 * t->pad <= later && needs < page / 2))
		return;
	pad = t->tops[c->top] >= h->top ? t->pad : h->above;
	n = (int)((y1 - y0 - pad + PDF_ROUNDING) / t->line);
	if (n > left || later <= PDF_ROUNDING)
		n = left;
	if (n > 0)
		draw_lines(t, cell, t->done[cell], n, y0 + pad);
}

static void draw_cell(struct pdf_table *t, size_t cell, const struct stretch *h)
{
	const struct out_cell *c = &t->s->cells[cell];
	double y0, y1;

	if (!piece_of(t, h, c, &y0, &y1))
		return;
	draw_frame(t, c, y0, y1);
	if (t->lines[cell] == 0)
		return;
	if (y1 - y0 >= t->tops[c->bottom] - t->tops[c->top] - PDF_ROUNDING)
		draw_whole(t, cell, y0, y1);
	else
		draw_cut(t, cell, h, y0, y1);
}

static void put_stretch(struct pdf_table *t, size_t from, size_t to)
{
	struct stretch h = {.top = t->strips[from].top,
	                    .bottom = pdf_strip_bottom(t, to - 1),
	                    .above = pdf_begins_row(t, from) ? 0 : t->pad,
	                    .below = pdf_begins_row(t, to) ? 0 : t->pad,
	                    .head = pdf_repeats_head(t, from)};

	h.y = t->p->y + h.above + (h.head ? pdf_head_height(t) : 0);
	for (size_t i = 0; t->p->drawing && i < t->s->ncells; i++)
		draw_cell(t, i, &h);
	t->p->y = h.y + h.bottom - h.top + h.below;
	t->p->empty = false;
}

void pdf_table_put(struct pdf_table *t, double foot)
{
	if (t->s->nrows == 0)
		return;
	for (size_t i = 0; i < t->s->ncells; i++)
		t->done[i] = 0;
	pdf_rows_choose(t, foot);
	for (size_t from = 0; from < t->n;) {
		size_t to = pdf_page_takes(t, from, t->p->y, t->p->empty, foot);

		if (to > from)
			put_stretch(t, from, to);
		from = to;
		if (from < t->n)
			pdf_page_next(t->p);
	}
}
