#include "exchange/xlsx_write.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "exchange/code.h"
#include "exchange/xlsx_formula.h"
#include "exchange/xlsx_inside.h"

#define NAME_MOST 31       /* characters of a worksheet's name */
#define HEIGHT_MOST 8000   /* twips of a row; a spreadsheet takes 8180 */
#define BYTES_MOST ((size_t)256 << 20)
#define PROSE_FONT 24
#define TITLE_FONT 36
#define TITLE_FACE "方正小标宋简体"

/* A grid row that is too high for one row of a worksheet takes several. */
struct writer {
	const struct book_out *b;
	struct xlsx_places places;
	struct xlsx_styles styles;
	lxw_workbook *workbook;
	lxw_worksheet *sheet;      /* the one at hand */
	const struct sheet_out *s;
	int *heights;              /* of the grid, twips */
	lxw_row_t row;             /* the next free one */
};

/* ---- names of worksheets ---- */

static bool is_taken(const struct writer *w, const char *name)
{
	for (size_t i = 0; i < w->b->n; i++)
		if (w->places.names[i] && strcmp(w->places.names[i], name) == 0)
			return true;
	return false;
}

/* A name no worksheet has yet; the caller frees it. */
static char *free_name(const struct writer *w, const char *wanted)
{
	char *clean = xlsx_name(wanted, NAME_MOST), *shorter = xlsx_name(wanted, NAME_MOST - 6);
	struct str name = {0};

	str_add(&name, clean);
	for (int i = 2; is_taken(w, str_text(&name)); i++) {
		str_clear(&name);
		str_addf(&name, "%s(%d)", shorter, i);
	}
	mem_free(clean);
	mem_free(shorter);
	return str_take(&name);
}

/* ---- rows ---- */

static int parts_of(int height)
{
	return height > HEIGHT_MOST ? (height + HEIGHT_MOST - 1) / HEIGHT_MOST : 1;
}

/* Gives the next rows of the worksheet this height in all; how many. */
static int set_height(struct writer *w, int height)
{
	int n = parts_of(height);

	for (int i = 0; i < n; i++)
		worksheet_set_row(w->sheet, w->row + (lxw_row_t)i, height / n / 20.0, NULL);
	return n;
}

/* Makes rows and columns one cell with that look, when they are more than one;
 * what it holds is written into the first. */
static void merge(struct writer *w, lxw_row_t row, int rows, int left, int right,
                  lxw_format *format)
{
	if (rows > 1 || right - left > 1)
		worksheet_merge_range(w->sheet, row, (lxw_col_t)left, row + (lxw_row_t)rows - 1,
		                      (lxw_col_t)(right - 1), "", format);
}

static void put_text(struct writer *w, lxw_row_t row, int column, const char *text,
                     lxw_format *format)
{
	if (*text)
		worksheet_write_string(w->sheet, row, (lxw_col_t)column, text, format);
	else
		worksheet_write_blank(w->sheet, row, (lxw_col_t)column, format);
}

/* ---- lines around the table ---- */

/* How high a text is between two columns in another font than the table's. */
static int text_height(const struct writer *w, const char *text, int font, int left, int right)
{
	struct sheet_out s = *w->s;
	struct out_cell c = {.left = left, .right = right, .text = (char *)text};

	s.font = font;
	return (sheet_out_lines(&s, &c) * 13 + 5) * font;
}

/* The column at which part i of n begins: the border nearest to its share of
 * the width that leaves each part a column. */
static int part_column(const struct sheet_out *s, size_t i, size_t n)
{
	int sum = 0, at = 0, column = 0;
	int most = s->ncolumns - (int)(n - i), wanted;

	for (int k = 0; k < s->ncolumns; k++)
		sum += s->columns[k];
	wanted = (int)((int64_t)sum * (int64_t)i / (int64_t)n);
	while (column < most && at + s->columns[column] / 2 < wanted)
		at += s->columns[column++];
	return column < (int)i ? (int)i : column;
}

static void put_part(struct writer *w, const struct out_part *part, int font, const char *face,
                     int rows, int left, int right)
{
	struct xlsx_look look = {.align = part->align, .font = font, .face = face, .decimals = -1};
	lxw_format *format = xlsx_style(&w->styles, look);

	merge(w, w->row, rows, left, right, format);
	put_text(w, w->row, left, part->text, format);
}

/* All parts in one cell, where there are more of them than columns. */
static struct out_part joined(const struct out_line *line)
{
	struct str text = {0};

	for (size_t i = 0; i < line->n; i++)
		str_addf(&text, "%s%s", i ? "    " : "", line->parts[i].text);
	return (struct out_part){line->n == 1 ? line->parts[0].align : ALIGN_LEFT, str_take(&text)};
}

static bool is_together(const struct writer *w, const struct out_line *line)
{
	return line->n == 1 || (int)line->n > w->s->ncolumns;
}

static int line_font(const struct out_line *line)
{
	return line->title ? TITLE_FONT : 21;
}

static int line_height(const struct writer *w, const struct out_line *line)
{
	struct out_part one = joined(line);
	bool together = is_together(w, line);
	size_t n = together ? 1 : line->n;
	int height = 0;

	for (size_t i = 0; i < n; i++) {
		int right = i + 1 < n ? part_column(w->s, i + 1, n) : w->s->ncolumns;
		int h = text_height(w, together ? one.text : line->parts[i].text, line_font(line),
		                    part_column(w->s, i, n), right);

		height = h > height ? h : height;
	}
	mem_free(one.text);
	return height;
}

static void put_line(struct writer *w, const struct out_line *line)
{
	const struct sheet_out *s = w->s;
	const char *face = line->title ? TITLE_FACE : NULL;
	struct out_part one = joined(line);
	bool together = is_together(w, line);
	size_t n = together ? 1 : line->n;
	int rows = set_height(w, line_height(w, line));

	for (size_t i = 0; i < n; i++)
		put_part(w, together ? &one : &line->parts[i], line_font(line), face, rows,
		         part_column(s, i, n), i + 1 < n ? part_column(s, i + 1, n) : s->ncolumns);
	w->row += (lxw_row_t)rows;
	mem_free(one.text);
}

static void put_lines(struct writer *w, bool foot)
{
	for (size_t i = 0; i < w->s->nlines; i++)
		if (w->s->lines[i].foot == foot && w->s->lines[i].n > 0)
			put_line(w, &w->s->lines[i]);
}

/* ---- the table ---- */

static struct xlsx_look cell_look(const struct writer *w, const struct out_cell *c)
{
	struct xlsx_look look = {.align = c->align, .high = c->high, .border = true,
	                         .font = w->s->font, .decimals = -1};

	if (!c->figure || (!c->number && *c->text))
		return look;
	look.decimals = c->decimals;
	look.percent = c->percent;
	/* A formula may give another number, which its field says how to write. */
	if ((c->formula || c->rollup) && c->percent)
		look.decimals = c->field->decimals > 2 ? c->field->decimals - 2 : 0;
	return look;
}

static bool put_formula(struct writer *w, const struct out_cell *c, lxw_row_t row,
                        lxw_format *format)
{
	struct str formula = {0};
	bool done = (c->formula || c->rollup) &&
	            xlsx_formula(&w->places, (size_t)(w->s - w->b->sheets), c, &formula);

	if (done && c->number)
		worksheet_write_formula_num(w->sheet, row, (lxw_col_t)c->left, str_text(&formula),
		                            format, xlsx_double(c->num));
	else if (done)
		worksheet_write_formula_str(w->sheet, row, (lxw_col_t)c->left, str_text(&formula),
		                            format, "");
	str_free(&formula);
	return done;
}

static void put_cell(struct writer *w, const struct out_cell *c)
{
	const int *rows = w->places.rows[w->s - w->b->sheets];
	lxw_format *format = xlsx_style(&w->styles, cell_look(w, c));
	lxw_row_t row = (lxw_row_t)rows[c->top];

	merge(w, row, rows[c->bottom] - rows[c->top], c->left, c->right, format);
	if (put_formula(w, c, row, format))
		return;
	if (c->number)
		worksheet_write_number(w->sheet, row, (lxw_col_t)c->left, xlsx_double(c->num),
		                       format);
	else
		put_text(w, row, c->left, c->text, format);
}

static void put_table(struct writer *w)
{
	const struct sheet_out *s = w->s;

	for (int r = 0; r < s->nrows; r++)
		w->row += (lxw_row_t)set_height(w, w->heights[r]);
	for (size_t i = 0; i < s->ncells; i++)
		put_cell(w, &s->cells[i]);
}

/* ---- texts ---- */

static void put_paragraph(struct writer *w, const struct out_paragraph *p)
{
	bool title = p->role == OUT_TITLE;
	struct xlsx_look look = {.align = title ? ALIGN_CENTER : ALIGN_LEFT, .high = !title,
	                         .font = title ? TITLE_FONT : PROSE_FONT, .decimals = -1};
	struct str text = {0};
	lxw_format *format;
	int rows;

	look.face = title ? TITLE_FACE : p->role == OUT_HEAD ? "黑体" : "仿宋";
	look.bold = p->role == OUT_SUBHEAD;
	str_addf(&text, "%s%s", title || !*p->text ? "" : "　　", p->text);
	format = xlsx_style(&w->styles, look);
	rows = set_height(w, text_height(w, str_text(&text), look.font, 0, w->s->ncolumns));
	merge(w, w->row, rows, 0, w->s->ncolumns, format);
	put_text(w, w->row, 0, str_text(&text), format);
	w->row += (lxw_row_t)rows;
	str_free(&text);
}

/* ---- worksheets ---- */

/* &R ends the middle; no digit may follow it, which would be a size. */
static void set_footer(struct writer *w)
{
	struct str foot = {0};

	str_add(&foot, _("&C第 &P 页 共 &N 页"));
	str_add(&foot, w->b->code ? "&R" : "");
	code_print(w->b->code, &foot);
	worksheet_set_footer(w->sheet, str_text(&foot));
	str_free(&foot);
}

static void set_page(struct writer *w, lxw_row_t first)
{
	const struct sheet_out *s = w->s;
	const int *rows = w->places.rows[s - w->b->sheets];
	double margin = OUT_MARGIN / 1440.0;

	worksheet_set_paper(w->sheet, 9); /* A4 */
	if (s->landscape)
		worksheet_set_landscape(w->sheet);
	worksheet_set_margins(w->sheet, margin, margin, margin, margin);
	worksheet_center_horizontally(w->sheet);
	worksheet_fit_to_pages(w->sheet, 1, 0);
	set_footer(w);
	if (s->head_bottom > s->head_top)
		worksheet_repeat_rows(w->sheet, (lxw_row_t)rows[s->head_top],
		                      (lxw_row_t)rows[s->head_bottom] - 1);
	worksheet_print_area(w->sheet, first, 0, w->row > first ? w->row - 1 : first,
	                     (lxw_col_t)(s->ncolumns - 1));
}

static void set_columns(struct writer *w)
{
	for (int k = 0; k < w->s->ncolumns; k++)
		worksheet_set_column_pixels(w->sheet, (lxw_col_t)k, (lxw_col_t)k,
		                            (uint32_t)(w->s->columns[k] / 15), NULL);
}

static void put_sheet(struct writer *w)
{
	set_columns(w);
	put_lines(w, false);
	if (w->s->prose)
		for (size_t i = 0; i < w->s->nparagraphs; i++)
			put_paragraph(w, &w->s->paragraphs[i]);
	else
		put_table(w);
	put_lines(w, true);
	set_page(w, 0);
	worksheet_gridlines(w->sheet, LXW_HIDE_ALL_GRIDLINES);
}

/* The rows at which the rows of the grid will begin: a formula may name cells
 * of a worksheet that is not written yet. */
static void plan_sheet(struct writer *w, size_t i)
{
	const struct sheet_out *s = w->s;
	int *rows = mem_array((size_t)s->nrows + 1, sizeof *rows);

	for (size_t k = 0; k < s->nlines; k++)
		if (!s->lines[k].foot && s->lines[k].n > 0)
			rows[0] += parts_of(line_height(w, &s->lines[k]));
	for (int r = 0; r < s->nrows; r++)
		rows[r + 1] = rows[r] + parts_of(w->heights[r]);
	w->places.rows[i] = rows;
}

/* Texts run over columns that make up the width of a page: a single column is
 * not fitted to the page by all programs. */
static struct sheet_out with_columns(const struct sheet_out *s)
{
	static int columns[] = {OUT_PORTRAIT / 4, OUT_PORTRAIT / 4, OUT_PORTRAIT / 4,
	                        OUT_PORTRAIT / 4};
	struct sheet_out wide = *s;

	wide.columns = columns;
	wide.ncolumns = sizeof columns / sizeof *columns;
	return wide;
}

static void put_sheets(struct writer *w, struct sheet_out *sheets)
{
	for (size_t i = 0; i < w->b->n; i++) {
		w->places.names[i] = free_name(w, sheets[i].name);
		workbook_add_worksheet(w->workbook, w->places.names[i]);
	}
	for (int pass = 0; pass < 2; pass++) {
		for (size_t i = 0; i < w->b->n; i++) {
			w->s = &sheets[i];
			w->sheet = workbook_get_worksheet_by_name(w->workbook, w->places.names[i]);
			w->row = 0;
			w->heights = sheet_out_heights(w->s);
			if (pass == 0)
				plan_sheet(w, i);
			else
				put_sheet(w);
			mem_free(w->heights);
		}
	}
}

static void write_book(struct writer *w)
{
	struct book_out book = *w->b;
	struct sheet_out *sheets = mem_array(book.n + 1, sizeof *sheets);
	char *charts;

	for (size_t i = 0; i < book.n; i++)
		sheets[i] = book.sheets[i].prose ? with_columns(&book.sheets[i]) : book.sheets[i];
	book.sheets = sheets;
	w->b = w->places.book = &book;
	w->places.names = mem_array(book.n + 1, sizeof *w->places.names);
	w->places.rows = mem_array(book.n + 1, sizeof *w->places.rows);
	put_sheets(w, sheets);
	charts = free_name(w, _("图表"));
	xlsx_charts(w->workbook, &w->styles, &book, charts);
	mem_free(charts);
	for (size_t i = 0; i < book.n; i++) {
		mem_free(w->places.names[i]);
		mem_free(w->places.rows[i]);
	}
	mem_free(w->places.names);
	mem_free(w->places.rows);
	mem_free(w->styles.style);
	mem_free(sheets);
}

/* ---- the file ---- */

/* The library writes to a name; an empty file of our own. */
static int make_temporary(struct str *path, struct err *e)
{
	const char *folder = getenv("TMPDIR");
	int fd;

	str_addf(path, "%s/ziping.XXXXXX", folder && *folder ? folder : "/tmp");
	fd = mkstemp(path->s);
	if (fd < 0)
		return err_set(e, ERR_SYSTEM, _("%s: 写不了临时文件"), str_text(path));
	close(fd);
	return 0;
}

static int write_file(const struct book_out *b, const char *path, struct err *e)
{
	lxw_workbook_options options = {.constant_memory = LXW_FALSE};
	lxw_doc_properties properties = {.title = b->title, .created = 1704067200};
	struct writer w = {.b = b};

	w.workbook = w.styles.workbook = workbook_new_opt(path, &options);
	if (!w.workbook)
		return err_set(e, ERR_SYSTEM, _("%s: 写不了临时文件"), path);
	workbook_set_properties(w.workbook, &properties);
	write_book(&w);
	if (workbook_close(w.workbook) != LXW_NO_ERROR)
		return err_set(e, ERR_SYSTEM, _("%s: 写不了临时文件"), path);
	return 0;
}

int xlsx_write(const struct book_out *b, struct str *out, struct err *e)
{
	struct str path = {0};
	int result = make_temporary(&path, e);

	if (result == 0) {
		result = write_file(b, str_text(&path), e);
		if (result == 0)
			result = file_read(str_text(&path), BYTES_MOST, out, e);
		unlink(str_text(&path));
	}
	str_free(&path);
	return result;
}
