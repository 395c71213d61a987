/* A worksheet.  Only cells in which something stands come into the table.
 *
 * 1. Merges stand behind the cells; until then each cell spans 1 × 1.
 * 2. While merges are laid over the cells, rows == 0 marks a cell that is
 *    covered by another: a spreadsheet does not show it. */
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "exchange/xlsx_book.h"
#include "exchange/xml.h"

#define MAX_ROWS 1048576 /* of a worksheet */
#define MAX_COLUMNS 16384

struct area {
	int row, column, last_row, last_column;
};

struct sheet {
	struct xlsx_book *b;
	struct doc_table *t;
	int row, column; /* where the next one stands when it does not say */
	struct area *merges;
	size_t n, room;
};

/* The cell in hand. */
struct reading {
	struct str value;       /* v */
	struct str inline_text; /* is */
	bool formula;
};

/* «AB12» from 1 to column and row from 0; what follows it, NULL: it is none. */
static const char *read_place(const char *s, int *row, int *column)
{
	int r = 0, c = 0;

	for (; *s >= 'A' && *s <= 'Z' && c <= MAX_COLUMNS; s++)
		c = c * 26 + (*s - 'A' + 1);
	for (; *s >= '0' && *s <= '9' && r <= MAX_ROWS; s++)
		r = r * 10 + (*s - '0');
	*row = r - 1;
	*column = c - 1;
	return r >= 1 && r <= MAX_ROWS && c >= 1 && c <= MAX_COLUMNS ? s : NULL;
}

static int refuse_place(const struct sheet *s, const char *place, struct err *e)
{
	return err_set(e, ERR_INPUT, _("%s: 文件已损坏，工作表里没有「%s」这样的位置"),
	               s->b->w->d->name, place);
}

/* ---- a cell ---- */

static int value_element(void *context, struct xml *x, struct err *e)
{
	struct reading *r = context;

	if (xml_is(x, "v"))
		return xml_take_text(x, &r->value, e);
	if (xml_is(x, "is"))
		return xlsx_rich_text(x, &r->inline_text, e);
	if (xml_is(x, "f"))
		r->formula = true;
	return xml_skip(x, e);
}

static void show_number(const struct sheet *s, int style, const char *value, struct doc_cell *cell,
                        struct str *out)
{
	static const struct xlsx_format general = {.show = XLSX_GENERAL, .decimals = -1};
	const struct xlsx_format *f = &general;

	if (style >= 0 && (size_t)style < s->b->nformats)
		f = &s->b->formats[style];
	if (!xlsx_show(f, value, s->b->from_1904, out, &cell->number) &&
	    !xlsx_show(&general, value, s->b->from_1904, out, &cell->number)) {
		str_add(out, value);
		cell->number = false;
	}
	if (cell->number) {
		cell->decimals = f->show == XLSX_DATE ? -1 : f->decimals;
		cell->percent = f->show == XLSX_PERCENT;
	}
}

/* The text of the string that value is the number of. */
static int show_string(const struct sheet *s, const char *value, struct str *out, struct err *e)
{
	size_t n = 0;

	for (const char *at = value; *at >= '0' && *at <= '9' && n <= s->b->nstrings; at++)
		n = n * 10 + (size_t)(*at - '0');
	if (!*value || n >= s->b->nstrings)
		return err_set(e, ERR_INPUT, _("%s: 文件已损坏，没有编号为「%s」的文字"),
		               s->b->w->d->name, value);
	str_add(out, s->b->strings[n]);
	return 0;
}

static int show(const struct sheet *s, const char *type, int style, const struct reading *r,
                struct doc_cell *cell, struct str *out, struct err *e)
{
	const char *value = str_text(&r->value);

	if (strcmp(type, "inlineStr") == 0)
		str_add(out, str_text(&r->inline_text));
	else if (!*value)
		return 0;
	else if (strcmp(type, "s") == 0)
		return show_string(s, value, out, e);
	else if (strcmp(type, "b") == 0)
		str_add(out, strcmp(value, "0") == 0 ? "FALSE" : "TRUE");
	else if (strcmp(type, "n") == 0)
		show_number(s, style, value, cell, out);
	else /* str, e, d */
		str_add(out, value);
	return 0;
}

static int add_cell(struct sheet *s, const char *type, int style, const struct reading *r,
                    struct err *e)
{
	struct doc_cell cell = {.row = s->row,
	                        .column = s->column,
	                        .rows = 1,
	                        .columns = 1,
	                        .decimals = -1,
	                        .formula = r->formula};
	struct str text = {0};
	int result = show(s, type, style, r, &cell, &text, e);

	cell.framed = style >= 0 && (size_t)style < s->b->nformats && s->b->formats[style].framed;
	cell.no_value = r->formula && r->value.length == 0 && strcmp(type, "str") != 0;
	if (result == 0 && (text.length > 0 || cell.no_value) &&
	    !doc_table_add(s->b->w, s->t, &cell, str_text(&text), text.length))
		result = -1;
	str_free(&text);
	return result;
}

static int cell_element(void *context, struct xml *x, struct err *e)
{
	struct sheet *s = context;
	struct reading r = {0};
	const char *place, *type;
	char kept[16] = "n";
	int style, result;

	if (!xml_is(x, "c"))
		return xml_skip(x, e);
	if ((place = xml_attribute(x, "r")) != NULL) {
		const char *end = read_place(place, &s->row, &s->column);

		if (!end || *end)
			return refuse_place(s, place, e);
	}
	if (s->column >= MAX_COLUMNS)
		return refuse_place(s, "", e);
	style = xml_number(x, "s", 0);
	if ((type = xml_attribute(x, "t")) != NULL && strlen(type) < sizeof kept)
		memcpy(kept, type, strlen(type) + 1);
	result = xml_children(x, value_element, &r, e);
	if (result == 0)
		result = add_cell(s, kept, style, &r, e);
	str_free(&r.value);
	str_free(&r.inline_text);
	s->column++;
	return result;
}

static int row_element(void *context, struct xml *x, struct err *e)
{
	struct sheet *s = context;
	int row = s->row + 1;

	if (!xml_is(x, "row"))
		return xml_skip(x, e);
	row = xml_number(x, "r", row + 1) - 1;
	if (row < 0 || row >= MAX_ROWS)
		return refuse_place(s, "", e);
	s->row = row;
	s->column = 0;
	return xml_children(x, cell_element, s, e);
}

/* ---- merges ---- */

static int take_merge(void *context, struct xml *x, struct err *e)
{
	struct sheet *s = context;
	const char *place, *at;
	struct area a;

	if (!xml_is(x, "mergeCell") || !(place = xml_attribute(x, "ref")))
		return xml_skip(x, e);
	at = read_place(place, &a.row, &a.column);
	if (at && *at == ':')
		at = read_place(at + 1, &a.last_row, &a.last_column);
	else
		at = NULL;
	if (!at || *at || a.last_row < a.row || a.last_column < a.column)
		return refuse_place(s, place, e);
	if (s->n >= s->b->w->limits->cells)
		return err_set(e, ERR_LIMIT, _("%s: 工作表里合并的单元格太多"), s->b->w->d->name);
	s->merges = mem_more(s->merges, s->n, &s->room, sizeof *s->merges);
	s->merges[s->n++] = a;
	return xml_skip(x, e);
}

static int sheet_element(void *context, struct xml *x, struct err *e)
{
	struct sheet *s = context;

	if (xml_is(x, "sheetData")) {
		s->row = -1;
		return xml_children(x, row_element, s, e);
	}
	if (xml_is(x, "mergeCells"))
		return xml_children(x, take_merge, s, e);
	return xml_skip(x, e);
}

/* Marks what an area covers besides its own cell.  *left is the number of rows
 * that may still be looked at: areas that overlap could make it endless. */
static bool cover(struct doc_table *t, const struct area *a, int rows, size_t *left)
{
	int last = a->last_row < rows ? a->last_row : rows - 1;

	for (int row = a->row; row <= last; row++) {
		size_t i = doc_table_from(t, row, a->column);

		if ((*left)-- == 0)
			return false;
		for (; i < t->n && t->cells[i].row == row && t->cells[i].column <= a->last_column;
		     i++)
			if (row != a->row || t->cells[i].column != a->column)
				t->cells[i].rows = 0;
	}
	return true;
}

static void spread(const struct sheet *s, const struct area *a)
{
	int columns = (int)s->b->w->limits->columns;
	size_t i = doc_table_from(s->t, a->row, a->column);
	struct doc_cell *cell = i < s->t->n ? &s->t->cells[i] : NULL;

	if (!cell || cell->row != a->row || cell->column != a->column || cell->rows == 0)
		return;
	cell->rows = a->last_row - a->row + 1;
	cell->columns = (a->last_column < columns ? a->last_column + 1 : columns) - a->column;
}

static void drop_covered(struct doc_table *t)
{
	size_t n = 0;

	for (size_t i = 0; i < t->n; i++) {
		if (t->cells[i].rows == 0)
			mem_free(t->cells[i].text);
		else
			t->cells[n++] = t->cells[i];
	}
	t->n = n;
}

static int merge(struct sheet *s, struct err *e)
{
	size_t left = 4 * s->b->w->limits->cells;
	int rows;

	doc_table_sort(s->t);
	rows = s->t->n > 0 ? s->t->cells[s->t->n - 1].row + 1 : 0;
	for (size_t i = 0; i < s->n; i++) {
		if (!cover(s->t, &s->merges[i], rows, &left))
			return err_set(e, ERR_LIMIT, _("%s: 工作表里合并的单元格太多"),
			               s->b->w->d->name);
		spread(s, &s->merges[i]);
	}
	drop_covered(s->t);
	return 0;
}

int xlsx_sheet_read(struct xlsx_book *b, struct zip_parts *zip, const char *part, const char *name,
                    bool hidden)
{
	struct sheet s = {.b = b, .t = doc_table_new()};
	int result = xlsx_part(b->w, zip, part, sheet_element, &s);

	if (result == 0)
		result = merge(&s, b->w->e);
	mem_free(s.merges);
	if (result == 0 && s.t->n > 0)
		return doc_add_table(b->w, s.t, name, hidden);
	doc_table_free(s.t);
	return result;
}
