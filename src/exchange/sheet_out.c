#include "exchange/sheet_out.h"

#include <string.h>

#include "base/mem.h"
#include "base/str.h"
#include "base/text.h"
#include "exchange/sheet_out_inside.h"
#include "form/layout.h"
#include "form/page_columns.h"

/* Half a character of a font of n half points is n × HALF / 10 twips wide, with
 * some room for fonts whose digits are wider. */
#define HALF 54
/* A figure's binary double has this many digits (xlsx). */
#define DIGITS 15

/* What is at hand while a sheet is made. */
struct making {
	const struct filing *f;
	int sheet;
	enum out_what what;
	const struct layout *l;
	struct sheet_out *out;
	int *column;             /* by unit: the column that begins there */
	size_t cells_capacity, lines_capacity;
};

/* ---- texts ---- */

/* What stands in a hole: in the layout the winning text. */
static void add_stated(const struct making *m, const struct layout_part *part, struct str *out)
{
	struct place p = m->l->spots[part->spot].place;
	const struct cell *c;
	char *clean;

	if (p.list >= 0 && p.row < 0) {
		str_addn(out, str_text(&m->l->text) + part->at, part->length);
		return;
	}
	c = filing_cell(m->f, p);
	if (!c->text)
		return;
	clean = text_clean(c->text, true);
	str_add(out, clean);
	mem_free(clean);
}

static char *text_of(const struct making *m, struct layout_text text)
{
	struct str out = {0};

	for (size_t i = 0; i < text.n; i++) {
		const struct layout_part *part = &m->l->parts[text.first + i];

		if (part->spot >= 0 && m->what == OUT_STATED)
			add_stated(m, part, &out);
		else
			str_addn(&out, str_text(&m->l->text) + part->at, part->length);
	}
	return str_take(&out);
}

static bool has_spot(const struct layout *l, struct layout_text text)
{
	for (size_t i = 0; i < text.n; i++)
		if (l->parts[text.first + i].spot >= 0)
			return true;
	return false;
}

/* ---- lines around the table ---- */

static void add_lines(struct making *m)
{
	const struct layout *l = m->l;
	struct sheet_out *s = m->out;

	s->lines = mem_array(l->nlines + 1, sizeof *s->lines);
	for (size_t i = 0; i < l->nlines; i++) {
		const struct layout_line *line = &l->lines[i];
		struct out_line *out = &s->lines[s->nlines++];

		*out = (struct out_line){line->foot, line->title, NULL, line->n};
		out->parts = mem_array(line->n + 1, sizeof *out->parts);
		for (size_t k = 0; k < line->n; k++) {
			const struct layout_line_part *part = &l->line_parts[line->first + k];

			out->parts[k] = (struct out_part){part->align, text_of(m, part->text)};
		}
	}
}

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

static void read_number(const struct making *m, struct out_cell *c)
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
static void take_formula(const struct making *m, struct out_cell *c)
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

static void take_place(const struct making *m, struct out_cell *c, int spot)
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

static struct out_cell *new_cell(struct making *m)
{
	struct sheet_out *s = m->out;

	s->cells = mem_more(s->cells, s->ncells, &m->cells_capacity, sizeof *s->cells);
	s->cells[s->ncells].place.sheet = -1;
	return &s->cells[s->ncells++];
}

static void add_box(struct making *m, const struct layout_box *box)
{
	struct out_cell *c = new_cell(m);
	int spot = layout_only_spot(m->l, box->text);

	c->top = box->top;
	c->bottom = box->bottom;
	c->left = m->column[box->left];
	c->right = m->column[box->right];
	c->align = box->align;
	c->label = !has_spot(m->l, box->text);
	c->text = text_of(m, box->text);
	if (spot >= 0)
		take_place(m, c, spot);
}

/* Where no box stands there are empty cells, one for each stretch of a row. */
static void fill_gaps(struct making *m)
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

static int room(bool landscape)
{
	return landscape ? OUT_LANDSCAPE : OUT_PORTRAIT;
}

/* The first paper and font on which all figures stand on one line; by unit the
 * edges in half characters, of which *width are. */
static int *choose_paper(struct making *m, int *width)
{
	size_t n = sizeof papers / sizeof *papers;
	struct sheet_out *s = m->out;
	int *x = NULL;

	for (size_t i = m->l->form->landscape ? 2 : 0; i < n; i++) {
		int has = 10 * room(papers[i].landscape) / (HALF * papers[i].font);

		s->landscape = papers[i].landscape;
		s->font = papers[i].font;
		*width = has;
		mem_free(x);
		x = page_columns(m->l, false, width);
		if (*width <= has)
			break;
	}
	return x;
}

static void set_columns(struct making *m)
{
	const struct layout *l = m->l;
	struct sheet_out *s = m->out;
	int units = l->form->width, width, before = 0;
	int *x = choose_paper(m, &width);

	m->column = mem_array((size_t)units + 1, sizeof *m->column);
	for (size_t i = 0; i < l->nboxes; i++)
		m->column[l->boxes[i].left] = m->column[l->boxes[i].right] = 1;
	m->column[0] = 0;
	s->columns = mem_array((size_t)units + 1, sizeof *s->columns);
	for (int u = 1; u <= units; u++) {
		int to = x[u] * room(s->landscape) / (width - 1);

		if (!m->column[u])
			continue;
		s->columns[s->ncolumns++] = to - before;
		m->column[u] = s->ncolumns;
		before = to;
	}
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

/* The first rows when they hold names alone; else those above the first list. */
static void find_head(struct making *m)
{
	struct sheet_out *s = m->out;
	int n = 0, cells, list = first_list_row(m->l), top;

	while (n < s->nrows && is_head_row(s, n, &cells) && cells > 1)
		n++;
	while (n > 0 && (n == s->nrows || is_cut(s, n)))
		n--;
	if (n > 0) {
		s->head_bottom = n;
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

static void add_table(struct making *m)
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

/* ---- texts ---- */

/* A form of texts alone: each of its rows is declared to begin at the left, at
 * most a second text stands beside it. */
static bool is_prose(const struct form *form)
{
	for (size_t i = 0; i < form->nblocks; i++) {
		const struct block *b = &form->blocks[i];

		if ((b->kind != BLOCK_ROW && b->kind != BLOCK_LIST) || b->row.n > 2)
			return false;
		for (size_t k = 0; k < b->row.n; k++)
			if (b->row.cells[k].align != ALIGN_LEFT)
				return false;
	}
	for (size_t i = 0; i < form->nfields; i++)
		if (form->fields[i].drawn > 0 && kind_is_figure(form->fields[i].kind))
			return false;
	return true;
}

static const char *const numerals[] = {"一", "二", "三", "四", "五", "六", "七", "八", "九", "十"};

/* Behind the Chinese numeral at s; s when there is none. */
static const char *skip_numeral(const char *s)
{
	for (size_t i = 0; i < sizeof numerals / sizeof *numerals; i++)
		if (strncmp(s, numerals[i], 3) == 0)
			return skip_numeral(s + 3);
	return s;
}

/* «一、…», «（一）…»; else a title. */
static enum out_role role_of(const char *label)
{
	const char *behind = skip_numeral(label);

	if (behind > label && strncmp(behind, "、", 3) == 0)
		return OUT_HEAD;
	if (strncmp(label, "（", 3) == 0 && skip_numeral(label + 3) > label + 3)
		return OUT_SUBHEAD;
	return OUT_TITLE;
}

static void add_paragraphs(struct making *m, const char *text, bool label)
{
	struct sheet_out *s = m->out;
	enum out_role role = label ? role_of(text) : OUT_BODY;
	bool first = true;

	while (*text) {
		size_t n = strcspn(text, "\n");
		char *line = mem_strndup(text, n);

		if (!text_is_blank(line)) {
			s->paragraphs = mem_more(s->paragraphs, s->nparagraphs, &m->lines_capacity,
			                         sizeof *s->paragraphs);
			s->paragraphs[s->nparagraphs++] =
			    (struct out_paragraph){role, line, role == OUT_TITLE && first};
			line = NULL;
			first = false;
		}
		mem_free(line);
		text += n + (text[n] == '\n');
	}
}

static void add_prose(struct making *m)
{
	const struct layout *l = m->l;
	struct str text = {0};
	bool label = true;

	m->out->prose = true;
	m->out->font = 32;
	for (size_t i = 0; i < l->nboxes; i++) {
		char *part = text_of(m, l->boxes[i].text);

		if (text.length && *part)
			str_add(&text, " ");
		str_add(&text, part);
		label = label && !has_spot(l, l->boxes[i].text);
		mem_free(part);
		if (i + 1 < l->nboxes && l->boxes[i + 1].top == l->boxes[i].top)
			continue;
		add_paragraphs(m, str_text(&text), label);
		str_clear(&text);
		label = true;
	}
	str_free(&text);
}

/* ---- books ---- */

static struct sheet_out *new_sheet(struct book_out *b, int sheet)
{
	b->sheets = mem_more(b->sheets, b->n, &b->capacity, sizeof *b->sheets);
	b->sheets[b->n] = (struct sheet_out){.sheet = sheet, .fresh = true};
	return &b->sheets[b->n++];
}

void book_out_add(struct book_out *b, int sheet, enum out_what what)
{
	struct layout *l = layout_build(b->filing, sheet, true);
	struct making m = {.f = b->filing, .sheet = sheet, .what = what, .l = l,
	                   .out = new_sheet(b, sheet)};
	struct str name = {0};

	sheet_title(b->filing, sheet, &name);
	m.out->name = str_take(&name);
	add_lines(&m);
	if (is_prose(l->form))
		add_prose(&m);
	else
		add_table(&m);
	layout_free(l);
}

static void table_columns(struct sheet_out *s, const int *widths, int columns)
{
	int sum = 0;

	for (int i = 0; i < columns; i++)
		sum += widths[i];
	s->landscape = sum > 10 * OUT_PORTRAIT / (HALF * 21);
	s->font = 18;
	s->ncolumns = columns;
	s->columns = mem_array((size_t)columns, sizeof *s->columns);
	for (int i = 0; i < columns; i++)
		s->columns[i] = widths[i] * room(s->landscape) / (sum > 0 ? sum : 1);
}

void book_out_table(struct book_out *b, const char *title, const int *widths, int columns,
                    char *const *texts, int rows)
{
	struct sheet_out *s = new_sheet(b, -1);

	s->name = mem_strdup(title);
	s->lines = mem_array(1, sizeof *s->lines);
	s->nlines = 1;
	s->lines[0] = (struct out_line){.title = true, .n = 1};
	s->lines[0].parts = mem_array(1, sizeof *s->lines[0].parts);
	s->lines[0].parts[0] = (struct out_part){ALIGN_CENTER, mem_strdup(title)};
	table_columns(s, widths, columns);
	s->nrows = rows;
	s->head_bottom = rows > 1;
	s->ncells = (size_t)rows * (size_t)columns;
	s->cells = mem_array(s->ncells + 1, sizeof *s->cells);
	for (int i = 0; i < (int)s->ncells; i++) {
		int row = i / columns, column = i % columns;

		s->cells[i] = (struct out_cell){
		    .top = row, .bottom = row + 1, .left = column, .right = column + 1,
		    .align = row ? ALIGN_LEFT : ALIGN_CENTER, .label = !row,
		    .text = text_clean(texts[i] ? texts[i] : "", true), .place = {-1, -1, -1, -1}};
	}
}

static void free_sheet(struct sheet_out *s)
{
	for (size_t i = 0; i < s->nlines; i++) {
		for (size_t k = 0; k < s->lines[i].n; k++)
			mem_free(s->lines[i].parts[k].text);
		mem_free(s->lines[i].parts);
	}
	for (size_t i = 0; i < s->nparagraphs; i++)
		mem_free(s->paragraphs[i].text);
	for (size_t i = 0; i < s->ncells; i++)
		mem_free(s->cells[i].text);
	for (size_t i = 0; i < s->ncharts; i++) {
		for (size_t k = 0; k < s->charts[i].n; k++)
			mem_free(s->charts[i].items[k].label);
		mem_free(s->charts[i].items);
		mem_free(s->charts[i].title);
		mem_free(s->charts[i].unit);
	}
	mem_free(s->lines);
	mem_free(s->paragraphs);
	mem_free(s->cells);
	mem_free(s->charts);
	mem_free(s->columns);
	mem_free(s->name);
}

void book_out_free(struct book_out *b)
{
	for (size_t i = 0; i < b->n; i++)
		free_sheet(&b->sheets[i]);
	mem_free(b->sheets);
	mem_free(b->title);
	*b = (struct book_out){0};
}
