#include <string.h>

#include "base/mem.h"
#include "base/str.h"
#include "base/text.h"
#include "exchange/sheet_out_inside.h"
#include "form/page_columns.h"

/* The table of a sheet: the boxes of its layout on columns and rows. */

/* A figure's binary double has this many digits (xlsx). */
#define DIGITS 15

/* ---- cells ---- */

/* Decimals of an empty cell, or the least that are shown. */
static int usual_decimals(const struct field *field)
{
	switch (field->kind) {
	case KIND_RATE:
		return field->decimals >= 2 ? field->decimals - 2 : 0;
	case KIND_MONEY:
	case KIND_SCORE:
		return field->decimals;
	default:
		return 0;
	}
}

static int count_digits(const char *text)
{
	int n = 0;

	for (; *text; text++)
		n += *text >= '0' && *text <= '9';
	return n;
}

/* Whether a number of these decimals is written just like that. */
static bool is_written_so(const struct out_cell *c)
{
	struct str plain = {0};
	bool same;

	num_format(&plain, c->num, c->decimals, c->percent);
	same = strcmp(str_text(&plain), c->text) == 0;
	str_free(&plain);
	return same;
}

static void read_number(const struct sheet_making *m, struct out_cell *c)
{
	const struct cell *cell = filing_cell(m->f, c->place);
	const struct figure *v = m->what == OUT_STATED ? &cell->stated : &cell->value;
	struct figure read;
	int least = c->decimals;

	if (v->state != FIGURE_NUMBER || num_parse(c->text, NULL, &read) != NUM_OK ||
	    read.num != num_round(v->num, read.decimals) || count_digits(c->text) > DIGITS)
		return;
	c->number = true;
	c->num = read.num;
	c->percent = read.percent;
	c->decimals = read.percent ? (read.decimals > 2 ? read.decimals - 2 : 0) : read.decimals;
	if (m->what == OUT_STATED)
		c->number = is_written_so(c);
	else if (!c->percent && c->decimals < least && c->field->kind != KIND_RATE)
		c->decimals = least;
}

static bool is_empty(const struct figure *v)
{
	return v->state == FIGURE_ABSENT || v->state == FIGURE_BLANK;
}

/* Whether the formula's result is what stands there. */
static void take_formula(const struct sheet_making *m, struct out_cell *c)
{
	const struct cell *cell = filing_cell(m->f, c->place);
	const struct field *field = c->field;
	bool wins = field->mode == MODE_COMPUTED ||
	            (is_empty(&cell->stated) && text_is_blank(cell->text));

	if (m->what == OUT_STATED || !(c->number || is_empty(&cell->value)))
		return;
	c->rollup = field->rollup && cell->summed && c->number;
	if (!c->rollup && wins && field->mode != MODE_INPUT && !cell->calc_text)
		c->formula = field->formula;
}

static void take_place(const struct sheet_making *m, struct out_cell *c, int spot)
{
	const struct form *form = m->l->form;
	struct place p = m->l->spots[spot].place;

	c->place = p;
	c->field = p.list < 0 ? &form->fields[p.field] : &form->lists[p.list].columns[p.field];
	c->high = c->field->kind == KIND_LONG;
	c->figure = kind_is_figure(c->field->kind);
	if (!c->figure)
		return;
	c->percent = c->field->kind == KIND_RATE;
	c->decimals = usual_decimals(c->field);
	if (p.list >= 0 && p.row < 0)
		return;
	read_number(m, c);
	take_formula(m, c);
}

static struct out_cell *new_cell(struct sheet_making *m)
{
	struct sheet_out *s = m->out;

	s->cells = mem_more(s->cells, s->ncells, &m->cells_capacity, sizeof *s->cells);
	s->cells[s->ncells].place.sheet = -1;
	return &s->cells[s->ncells++];
}

static void add_box(struct sheet_making *m, const struct layout_box *box)
{
	struct out_cell *c = new_cell(m);
	int spot = layout_only_spot(m->l, box->text);

	c->top = box->top;
	c->bottom = box->bottom;
	c->left = m->column[box->left];
	c->right = m->column[box->right];
	c->align = box->align;
	c->label = !sheet_out_has_spot(m->l, box->text);
	c->text = sheet_out_text(m, box->text);
	if (spot >= 0)
		take_place(m, c, spot);
}

/* Where no box stands there are empty cells, one for each stretch of a row. */
static void fill_gaps(struct sheet_making *m)
{
	struct sheet_out *s = m->out;
	int *at = sheet_out_grid(s);

	for (int r = 0; r < s->nrows; r++) {
		for (int k = 0; k < s->ncolumns; k++) {
			struct out_cell *c;
			int from = k;

			while (k < s->ncolumns && at[r * s->ncolumns + k] < 0)
				k++;
			if (k == from)
				continue;
			c = new_cell(m);
			*c = (struct out_cell){.top = r, .bottom = r + 1, .left = from, .right = k,
			                       .label = true, .text = mem_strdup(""),
			                       .place = {-1, -1, -1, -1}};
		}
	}
	mem_free(at);
}

/* ---- columns ---- */

static const struct {
	bool landscape;
	int font;
} papers[] = {{false, 21}, {false, 18}, {true, 21}, {true, 18}, {true, 15}};

int sheet_out_room(const struct sheet_out *s)
{
	return s->landscape ? OUT_LANDSCAPE : OUT_PORTRAIT;
}

/* The first paper and font on which all figures stand on one line; by unit the
 * edges in half characters, of which *width are. */
static int *choose_paper(struct sheet_making *m, int *width)
{
	size_t n = sizeof papers / sizeof *papers;
	struct sheet_out *s = m->out;
	int *x = NULL;

	for (size_t i = m->l->form->landscape ? 2 : 0; i < n; i++) {
		int has;

		s->landscape = papers[i].landscape;
		s->font = papers[i].font;
		has = 10 * sheet_out_room(s) / (SHEET_OUT_HALF * s->font);
		*width = has;
		mem_free(x);
		x = page_columns(m->l, false, width);
		if (*width <= has)
			break;
	}
	return x;
}

/* Where a half character stands on the page, in twips. */
static int twips(const struct sheet_out *s, int x, int width)
{
	return x * sheet_out_room(s) / (width - 1);
}

/* Edges of different bands may come to stand at the same place, or the other
 * way round: a column is what lies between two places. */
static void set_columns(struct sheet_making *m)
{
	const struct layout *l = m->l;
	struct sheet_out *s = m->out;
	int width, *x = choose_paper(m, &width);
	int *column_at = mem_array((size_t)width + 1, sizeof *column_at);

	m->column = mem_array((size_t)l->form->width + 1, sizeof *m->column);
	for (size_t i = 0; i < l->nboxes; i++)
		column_at[x[l->boxes[i].left]] = column_at[x[l->boxes[i].right]] = 1;
	s->columns = mem_array((size_t)width + 1, sizeof *s->columns);
	for (int at = 1, before = 0; at < width; at++) {
		if (!column_at[at])
			continue;
		s->columns[s->ncolumns++] = twips(s, at, width) - twips(s, before, width);
		column_at[at] = s->ncolumns;
		before = at;
	}
	column_at[0] = 0;
	for (size_t i = 0; i < l->nboxes; i++) {
		m->column[l->boxes[i].left] = column_at[x[l->boxes[i].left]];
		m->column[l->boxes[i].right] = column_at[x[l->boxes[i].right]];
	}
	mem_free(column_at);
	mem_free(x);
}

/* ---- the head that pages repeat ---- */

static bool is_head_row(const struct sheet_out *s, int row, int *cells)
{
	*cells = 0;
	for (size_t i = 0; i < s->ncells; i++) {
		const struct out_cell *c = &s->cells[i];

		if (c->top != row)
			continue;
		if (!c->label)
			return false;
		++*cells;
	}
	return true;
}

static bool is_cut(const struct sheet_out *s, int row)
{
	for (size_t i = 0; i < s->ncells; i++)
		if (s->cells[i].top < row && s->cells[i].bottom > row)
			return true;
	return false;
}

static int first_list_row(const struct layout *l)
{
	for (size_t i = 0; i < l->nboxes; i++)
		if (l->boxes[i].list >= 0)
			return l->boxes[i].top;
	return -1;
}

/* Whatever their columns say. */
static void center_head(struct sheet_out *s)
{
	for (size_t i = 0; i < s->ncells && s->cells[i].top < s->head_bottom; i++)
		s->cells[i].align = ALIGN_CENTER;
}

/* The first rows when they hold names alone; else those above the first list. */
static void find_head(struct sheet_making *m)
{
	struct sheet_out *s = m->out;
	int n = 0, cells, list = first_list_row(m->l), top;

	while (n < s->nrows && is_head_row(s, n, &cells) && cells > 1)
		n++;
	while (n > 0 && (n == s->nrows || is_cut(s, n)))
		n--;
	if (n > 0) {
		s->head_bottom = n;
		center_head(s);
		return;
	}
	for (top = list; top > 0 && is_head_row(s, top - 1, &cells) && cells > 2;)
		top--;
	if (list > 0 && top < list) {
		s->head_top = top;
		s->head_bottom = list;
	}
}

/* ---- the table ---- */

void sheet_out_add_table(struct sheet_making *m)
{
	struct sheet_out *s = m->out;

	set_columns(m);
	s->nrows = m->l->height;
	for (size_t i = 0; i < m->l->nboxes; i++)
		add_box(m, &m->l->boxes[i]);
	fill_gaps(m);
	sheet_out_sort(s);
	find_head(m);
	mem_free(m->column);
}
