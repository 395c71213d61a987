#include "exchange/sheet_out.h"

#include "base/mem.h"
#include "base/str.h"
#include "base/text.h"
#include "exchange/sheet_out_inside.h"

/* ---- texts ---- */

/* What stands in a hole: in the layout the winning text. */
static void add_stated(const struct sheet_making *m, const struct layout_part *part, struct str *out)
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

char *sheet_out_text(const struct sheet_making *m, struct layout_text text)
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

bool sheet_out_has_spot(const struct layout *l, struct layout_text text)
{
	for (size_t i = 0; i < text.n; i++)
		if (l->parts[text.first + i].spot >= 0)
			return true;
	return false;
}

/* ---- lines around the table ---- */

static void add_lines(struct sheet_making *m)
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

			out->parts[k] = (struct out_part){part->align, sheet_out_text(m, part->text)};
		}
	}
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
	struct sheet_making m = {.f = b->filing, .sheet = sheet, .what = what, .l = l,
	                   .out = new_sheet(b, sheet)};
	struct str name = {0};

	sheet_title(b->filing, sheet, &name);
	m.out->name = str_take(&name);
	add_lines(&m);
	if (sheet_out_is_prose(l->form))
		sheet_out_add_prose(&m);
	else
		sheet_out_add_table(&m);
	layout_free(l);
}

static void table_columns(struct sheet_out *s, const int *widths, int columns)
{
	int sum = 0;

	for (int i = 0; i < columns; i++)
		sum += widths[i];
	s->landscape = sum > 10 * OUT_PORTRAIT / (SHEET_OUT_HALF * 21);
	s->font = 18;
	s->ncolumns = columns;
	s->columns = mem_array((size_t)columns, sizeof *s->columns);
	for (int i = 0; i < columns; i++)
		s->columns[i] = widths[i] * sheet_out_room(s) / (sum > 0 ? sum : 1);
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
		for (size_t k = 0; k < s->charts[i].n; k++) {
			mem_free(s->charts[i].items[k].label);
			mem_free(s->charts[i].items[k].text);
			mem_free(s->charts[i].items[k].rate);
		}
		mem_free(s->charts[i].total);
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
	mem_free(b->code);
	*b = (struct book_out){0};
}
