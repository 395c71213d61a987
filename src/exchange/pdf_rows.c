#include "exchange/pdf_table.h"

#include "base/mem.h"

/* How high rows are, and where pages end. */

#define PAD 2.5       /* points above and below a text; … */
#define TIGHT 1.2     /* … when that makes it fit on one page */
#define TALLEST 0.3   /* a row over this part of a page may be parted */
#define LEAST_LINES 3 /* so many stay together at both ends of a parted row */
#define STEP 0.5      /* rows, then characters get lower by such steps to fit on one page */
#define FITTED 8      /* pages; nothing is fitted when there are more */
#define LITTLE 1.2    /* when it lacks less than a fifth of it, … */
#define SMALLER 0.85  /* … but characters not lower than so much of what is asked for */
#define SMALLEST 8.0
#define LOOK_BACK 6   /* strips given up to keep a merged cell whole, … */
#define GIVEN_UP 0.15 /* … and at most so much of a page */
#define LONG_SPAN 8   /* rows; cells over more are cut anyway */

/* ---- heights ---- */

/* Cells over several rows: their last row gets what they lack. */
static void stretch_rows(struct pdf_table *t, double *heights)
{
	const struct sheet_out *s = t->s;

	for (size_t i = 0; i < t->nmerged; i++) {
		const struct out_cell *c = &s->cells[t->merged[i]];
		double lacks = pdf_text_height(t, t->merged[i]) + 2 * t->pad;

		for (int r = c->top; r < c->bottom; r++)
			lacks -= heights[r];
		if (lacks > 0)
			heights[c->bottom - 1] += lacks;
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
		double height = pdf_text_height(t, i) + 2 * t->pad;

		if (c->bottom - c->top == 1 && height > heights[c->top])
			heights[c->top] = height;
	}
	stretch_rows(t, heights);
	for (int r = 0; r < s->nrows; r++)
		t->tops[r + 1] = t->tops[r] + heights[r];
	mem_free(heights);
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

	part = t->pad + LEAST_LINES * t->line;
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

double pdf_strip_bottom(const struct pdf_table *t, size_t i)
{
	return t->strips[i].top + t->strips[i].height;
}

/* ---- where pages end ---- */

bool pdf_begins_row(const struct pdf_table *t, size_t i)
{
	return i == 0 || i == t->n || t->strips[i].row != t->strips[i - 1].row;
}

/* A merged cell would be cut before strip i. */
static bool cuts_merged(const struct pdf_table *t, size_t i)
{
	int row = t->strips[i].row;

	for (size_t k = 0; k < t->nmerged; k++) {
		const struct out_cell *c = &t->s->cells[t->merged[k]];

		if (c->top < row && c->bottom > row && c->bottom - c->top <= LONG_SPAN)
			return true;
	}
	return false;
}

/* The head would stand at the end of a page. */
static bool ends_in_head(const struct pdf_table *t, size_t i)
{
	return t->strips[i].row > t->s->head_top && t->strips[i].row <= t->s->head_bottom;
}

/* The strip before which a page that can take those up to `to` ends. */
static size_t better_end(const struct pdf_table *t, size_t from, size_t to)
{
	double page = pdf_bottom(t->p) - pdf_top(t->p);

	if (to == t->n || !pdf_begins_row(t, to))
		return to;
	for (size_t i = to; i > from && to - i <= LOOK_BACK; i--)
		if (t->strips[to].top - t->strips[i].top <= GIVEN_UP * page &&
		    pdf_begins_row(t, i) && !cuts_merged(t, i) && !ends_in_head(t, i))
			return i;
	while (to > from + 1 && ends_in_head(t, to))
		to--;
	return to;
}

/* Those from `from` on that stand in room; the last ones only with foot. */
static size_t page_end(const struct pdf_table *t, size_t from, double room, double foot)
{
	size_t to = from;

	while (to < t->n && pdf_strip_bottom(t, to) - t->strips[from].top <= room + PDF_ROUNDING)
		to++;
	if (to < t->n)
		return better_end(t, from, to);
	if (pdf_strip_bottom(t, to - 1) - t->strips[from].top + foot <= room + PDF_ROUNDING)
		return to;
	while (to > from && !pdf_begins_row(t, --to))
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

double pdf_head_height(const struct pdf_table *t)
{
	return t->tops[t->s->head_bottom] - t->tops[t->s->head_top];
}

bool pdf_repeats_head(const struct pdf_table *t, size_t i)
{
	const struct sheet_out *s = t->s;
	double page = pdf_bottom(t->p) - pdf_top(t->p);

	if (i == 0 || s->head_bottom <= s->head_top || t->strips[i].row < s->head_bottom ||
	    pdf_head_height(t) > page / 3)
		return false;
	return s->head_top == 0 || is_of_list(s, t->strips[i].row);
}

size_t pdf_page_takes(const struct pdf_table *t, size_t from, double y, bool empty, double foot)
{
	double room = pdf_bottom(t->p) - y;
	size_t to;

	if (pdf_repeats_head(t, from))
		room -= pdf_head_height(t);
	if (from > 0)
		room -= pdf_begins_row(t, from) ? t->pad : 2 * t->pad;
	to = page_end(t, from, room, foot);
	return to == from && empty ? from + 1 : to;
}

/* ---- how high rows are ---- */

/* From the place at work. */
static int count_pages(struct pdf_table *t, double foot)
{
	double y = t->p->y;
	bool empty = t->p->empty;
	int pages = 1;

	make_strips(t);
	for (size_t from = 0; (from = pdf_page_takes(t, from, y, empty, foot)) < t->n; pages++) {
		y = pdf_top(t->p);
		empty = true;
	}
	return pages;
}

/* The most air at which the table takes no more than so many pages. */
static bool fit_pages(struct pdf_table *t, double foot, double pad, int pages)
{
	double low = t->line + 2 * TIGHT;

	t->pad = pad;
	for (double height = 1.5 * t->line;; height -= STEP) {
		set_tops(t, height > low ? height : low);
		if (count_pages(t, foot) <= pages)
			return true;
		if (height <= low)
			return false;
	}
}

/* Slightly smaller characters, when little is lacking to one page. */
static bool fit_smaller(struct pdf_table *t, double foot)
{
	double room = pdf_bottom(t->p) - t->p->y - foot, size = t->size;

	while (t->size - STEP >= SMALLEST && t->size - STEP >= SMALLER * size &&
	       t->tops[t->s->nrows] < LITTLE * room) {
		pdf_table_break(t, t->size - STEP);
		if (fit_pages(t, foot, TIGHT, 1))
			return true;
	}
	if (t->size < size)
		pdf_table_break(t, size);
	return false;
}

void pdf_rows_choose(struct pdf_table *t, double foot)
{
	double page = pdf_bottom(t->p) - pdf_top(t->p);
	int least;

	t->pad = PAD;
	set_tops(t, 1.5 * t->line);
	make_strips(t);
	if (t->tops[t->s->nrows] > FITTED * page)
		return;
	t->pad = TIGHT;
	set_tops(t, t->line + 2 * TIGHT);
	least = count_pages(t, foot);
	if (least > 1 && !t->p->drawing && fit_smaller(t, foot))
		least = 1;
	if (!fit_pages(t, foot, PAD, least))
		fit_pages(t, foot, TIGHT, least);
}
