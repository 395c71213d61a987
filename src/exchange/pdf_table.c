#include "base/mem.h"
#include "exchange/pdf_inside.h"

/* A table on pages.  It is parted into strips, one for each row; a row too
 * tall for that has one for each line of text.  A page takes a stretch of
 * strips, and cells that go over its edge are closed there and go on on the
 * next page.
 *
 * Heights of strips inside a row are multiples of a line, so that no line of
 * its own cells is cut. */

#define SIDE 3.0        /* points left and right of a text */
#define PAD 2.5         /* above and below it */
#define TALLEST 0.3     /* a row over this part of a page may be parted */
#define LEAST_LINES 3   /* so many stay together at both ends of a parted row */
#define STEP 0.5        /* rows, then characters get lower by such steps to fit on one page */
#define LITTLE 1.2      /* when it lacks less than a fifth of it, … */
#define SMALLER 0.85    /* … but characters not lower than so much of what is asked for */
#define SMALLEST 8.0
#define LOOK_BACK 6     /* strips given up to keep a merged cell whole */
#define BALANCED 4      /* centered texts up to so many lines break into equal ones */
#define LONG_SPAN 12    /* rows; cells over more are cut anyway */
#define ROUNDING 0.01

struct strip {
	int row;
	double top, height;
};

struct pdf_table {
	struct pdf *p;
	const struct sheet_out *s;
	double size, line;
	double *x;              /* edges of columns, from the left one */
	int *lines;             /* of a cell's text */
	int *done;              /* of them drawn */
	double *tops;           /* of rows, one more than rows */
	struct strip *strips;
	size_t n, capacity;
};

/* ---- measures ---- */

static struct pdf_text cell_text(const struct pdf_table *t, const struct out_cell *c)
{
	double room = t->x[c->right] - t->x[c->left] - 2 * SIDE;
	struct pdf_text text = pdf_text_new(t->p, PDF_SONG, t->size, room, c->align, 0, c->text);

	if (c->align == ALIGN_CENTER && text.lines > 1 && text.lines <= BALANCED)
		pdf_text_balance(&text);
	return text;
}

/* For characters of this size. */
static void break_texts(struct pdf_table *t, double size)
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
	break_texts(t, s->font / 2.0);
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
	mem_free(t->strips);
	mem_free(t);
}

static double text_height(const struct pdf_table *t, size_t cell)
{
	return t->lines[cell] * t->line;
}

/* Cells over several rows: their last row gets what they lack. */
static void stretch_rows(struct pdf_table *t, double *heights)
{
	const struct sheet_out *s = t->s;

	for (int bottom = 1; bottom <= s->nrows; bottom++) {
		for (size_t i = 0; i < s->ncells; i++) {
			double lacks = text_height(t, i) + 2 * PAD;

			if (s->cells[i].bottom != bottom || bottom - s->cells[i].top == 1)
				continue;
			for (int r = s->cells[i].top; r < bottom; r++)
				lacks -= heights[r];
			if (lacks > 0)
				heights[bottom - 1] += lacks;
		}
	}
}

/* Sets tops for rows of at least this height. */
static void set_tops(struct pdf_table *t, double least)
{
	const struct sheet_out *s = t->s;
	double *heights = mem_array((size_t)s->nrows + 1, sizeof *heights);

	for (int r = 0; r < s->nrows; r++)
		heights[r] = least;
	for (size_t i = 0; i < s->ncells; i++) {
		const struct out_cell *c = &s->cells[i];
		double height = text_height(t, i) + 2 * PAD;

		if (c->bottom - c->top == 1 && height > heights[c->top])
			heights[c->top] = height;
	}
	stretch_rows(t, heights);
	for (int r = 0; r < s->nrows; r++)
		t->tops[r + 1] = t->tops[r] + heights[r];
	mem_free(heights);
}

/* Rows get less air when the whole table then stands in the room. */
static bool fit_rows(struct pdf_table *t, double room)
{
	for (double least = 1.5 * t->line; least >= t->line + 2 * PAD; least -= STEP) {
		set_tops(t, least);
		if (t->tops[t->s->nrows] <= room)
			return true;
	}
	return false;
}

/* Slightly smaller characters, when little is lacking to one page.  The second
 * walk takes the size that the first one found. */
static void choose_heights(struct pdf_table *t, double foot)
{
	double room = pdf_bottom(t->p) - t->p->y - foot + ROUNDING, size = t->size;

	if (fit_rows(t, room))
		return;
	while (!t->p->drawing && t->size - STEP >= SMALLEST && t->size - STEP >= SMALLER * size &&
	       t->tops[t->s->nrows] < LITTLE * room) {
		break_texts(t, t->size - STEP);
		if (fit_rows(t, room))
			return;
	}
	if (t->size < size)
		break_texts(t, size);
	set_tops(t, 1.5 * t->line);
}

/* ---- strips ---- */

static void add_strip(struct pdf_table *t, int row, double top, double height)
{
	t->strips = mem_more(t->strips, t->n, &t->capacity, sizeof *t->strips);
	t->strips[t->n++] = (struct strip){row, top, height};
}

static void part_row(struct pdf_table *t, int row)
{
	double top = t->tops[row], rest = t->tops[row + 1] - top, part;

	part = PAD + LEAST_LINES * t->line;
	while (rest - part >= LEAST_LINES * t->line) {
		add_strip(t, row, top, part);
		top += part;
		rest -= part;
		part = t->line;
	}
	add_strip(t, row, top, rest);
}

static void make_strips(struct pdf_table *t)
{
	double page = pdf_bottom(t->p) - pdf_top(t->p);

	t->n = 0;
	for (int r = 0; r < t->s->nrows; r++) {
		double height = t->tops[r + 1] - t->tops[r];

		if (height > TALLEST * page && height > 2.5 * LEAST_LINES * t->line)
			part_row(t, r);
		else
			add_strip(t, r, t->tops[r], height);
	}
}

static double strip_bottom(const struct pdf_table *t, size_t i)
{
	return t->strips[i].top + t->strips[i].height;
}

/* ---- where pages end ---- */

static bool begins_row(const struct pdf_table *t, size_t i)
{
	return i == 0 || i == t->n || t->strips[i].row != t->strips[i - 1].row;
}

/* A merged cell would be cut before strip i. */
static bool cuts_merged(const struct pdf_table *t, size_t i)
{
	int row = t->strips[i].row;

	for (size_t k = 0; k < t->s->ncells; k++) {
		const struct out_cell *c = &t->s->cells[k];

		if (c->top < row && c->bottom > row && c->bottom - c->top <= LONG_SPAN)
			return true;
	}
	return false;
}

/* The strip before which a page that can take those up to `to` ends. */
static size_t better_end(const struct pdf_table *t, size_t from, size_t to)
{
	if (to == t->n || !begins_row(t, to))
		return to;
	for (size_t i = to; i > from + 1 && to - i <= LOOK_BACK; i--)
		if (begins_row(t, i) && !cuts_merged(t, i))
			return i;
	return to;
}

/* Those from `from` on that stand in room; the last ones only with foot. */
static size_t page_end(const struct pdf_table *t, size_t from, double room, double foot)
{
	size_t to = from;

	while (to < t->n && strip_bottom(t, to) - t->strips[from].top <= room + ROUNDING)
		to++;
	if (to < t->n)
		return better_end(t, from, to);
	if (strip_bottom(t, to - 1) - t->strips[from].top + foot <= room + ROUNDING)
		return to;
	while (to > from && !begins_row(t, --to))
		;
	return to > from ? better_end(t, from, to) : from;
}

/* ---- the head that pages repeat ---- */

static bool is_of_list(const struct sheet_out *s, int row)
{
	for (size_t i = 0; i < s->ncells && s->cells[i].top <= row; i++)
		if (s->cells[i].bottom > row && s->cells[i].place.sheet >= 0 &&
		    s->cells[i].place.list >= 0)
			return true;
	return false;
}

static double head_height(const struct pdf_table *t)
{
	return t->tops[t->s->head_bottom] - t->tops[t->s->head_top];
}

/* Above strip i, which begins a page. */
static bool repeats_head(const struct pdf_table *t, size_t i)
{
	const struct sheet_out *s = t->s;
	double page = pdf_bottom(t->p) - pdf_top(t->p);

	if (i == 0 || s->head_bottom <= s->head_top || t->strips[i].row < s->head_bottom ||
	    head_height(t) > page / 3)
		return false;
	return s->head_top == 0 || is_of_list(s, t->strips[i].row);
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
	bool below = bottom > h->top + ROUNDING && top < h->bottom - ROUNDING;
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

	cairo_rectangle(t->p->cr, left + t->x[c->left], y0, t->x[c->right] - t->x[c->left], y1 - y0);
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
	double spare = y1 - y0 - text_height(t, cell);

	draw_lines(t, cell, 0, t->lines[cell],
	           y0 + (t->s->cells[cell].high && spare > 2 * PAD ? PAD : spare / 2));
}

/* Of a cell that goes over the page's edge.  A text that fits in one piece
 * stands there whole, labels in each of them; a longer one flows. */
static void draw_cut(struct pdf_table *t, size_t cell, const struct stretch *h, double y0, double y1)
{
	const struct out_cell *c = &t->s->cells[cell];
	double needs = text_height(t, cell), later = t->tops[c->bottom] - h->bottom, pad;
	double page = pdf_bottom(t->p) - pdf_top(t->p);
	int n, left = t->lines[cell] - t->done[cell];

	if (needs <= y1 - y0 + ROUNDING && (c->label || t->done[cell] == 0)) {
		draw_whole(t, cell, y0, y1);
		return;
	}
	if (left == 0 || (t->done[cell] == 0 && needs + 2 * PAD <= later && needs < page / 2))
		return;
	pad = t->tops[c->top] >= h->top ? PAD : h->above;
	n = (int)((y1 - y0 - pad + ROUNDING) / t->line);
	if (n > left || later <= ROUNDING)
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
	if (y1 - y0 >= t->tops[c->bottom] - t->tops[c->top] - ROUNDING)
		draw_whole(t, cell, y0, y1);
	else
		draw_cut(t, cell, h, y0, y1);
}

static void put_stretch(struct pdf_table *t, size_t from, size_t to)
{
	struct stretch h = {.top = t->strips[from].top, .bottom = strip_bottom(t, to - 1),
	                    .above = begins_row(t, from) ? 0 : PAD,
	                    .below = begins_row(t, to) ? 0 : PAD, .head = repeats_head(t, from)};

	h.y = t->p->y + h.above + (h.head ? head_height(t) : 0);
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
	choose_heights(t, foot);
	make_strips(t);
	for (size_t from = 0; from < t->n;) {
		double room = pdf_bottom(t->p) - t->p->y;
		size_t to;

		if (repeats_head(t, from))
			room -= head_height(t);
		if (from > 0)
			room -= begins_row(t, from) ? PAD : 2 * PAD;
		to = page_end(t, from, room, foot);
		if (to == from && t->p->empty)
			to = from + 1;
		if (to > from)
			put_stretch(t, from, to);
		from = to;
		if (from < t->n)
			pdf_page_next(t->p);
	}
}
