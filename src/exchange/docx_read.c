/* The body of a Word document.  Elements that only wrap others (w:sdt, w:ins,
 * w:hyperlink, mc:AlternateContent …) are gone through; what was deleted or is
 * not seen is passed over.
 *
 * grid->above[c] − 1 is the cell of the row above that covers column c, and
 * grid->here[c] − 1 that of this row; 0: none. */
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "exchange/document_inside.h"
#include "exchange/xml.h"

/* ---- inside a paragraph ---- */

enum what { GO_THROUGH, PASS_OVER, TAKE_TEXT, ADD, SYMBOL, RUN, NEW_LINE };

struct rule {
	const char *element;
	enum what what;
	const char *text;
};

/* clang-format off */
static const struct rule rules[] = {
	{ "t",              TAKE_TEXT, NULL },
	{ "r",              RUN,       NULL },
	{ "tab",            ADD,       " "  },
	{ "ptab",           ADD,       " "  },
	{ "br",             ADD,       "\n" },
	{ "cr",             ADD,       "\n" },
	{ "noBreakHyphen",  ADD,       "-"  },
	{ "sym",            SYMBOL,    NULL },
	{ "p",              NEW_LINE,  NULL }, /* in a text box */
	{ "pPr",            PASS_OVER, NULL },
	{ "sdtPr",          PASS_OVER, NULL },
	{ "sdtEndPr",       PASS_OVER, NULL },
	{ "del",            PASS_OVER, NULL },
	{ "moveFrom",       PASS_OVER, NULL },
	{ "Fallback",       PASS_OVER, NULL }, /* of mc:AlternateContent: the same again */
	{ "rt",             PASS_OVER, NULL }, /* how to pronounce */
	{ "tblPr",          PASS_OVER, NULL },
	{ "trPr",           PASS_OVER, NULL },
	{ "tcPr",           PASS_OVER, NULL },
};

/* The signs of symbol fonts that forms use to tick things off. */
static const struct {
	const char *font;
	int code;
	const char *text;
} symbols[] = {
	{ "Wingdings",   0x6F, "□" },
	{ "Wingdings",   0x71, "□" },
	{ "Wingdings",   0xA8, "□" },
	{ "Wingdings",   0xFC, "✓" },
	{ "Wingdings",   0xFD, "☒" },
	{ "Wingdings",   0xFE, "☑" },
	{ "Wingdings 2", 0x2A, "□" },
	{ "Wingdings 2", 0x50, "✓" },
	{ "Wingdings 2", 0x52, "☑" },
	{ "Wingdings 2", 0x53, "☒" },
	{ "Wingdings 2", 0x54, "☒" },
	{ "Wingdings 2", 0xA3, "□" },
};
/* clang-format on */

static const struct rule *rule_of(const struct xml *x)
{
	static const struct rule other = {"", GO_THROUGH, NULL};

	for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
		if (xml_is(x, rules[i].element))
			return &rules[i];
	return &other;
}

/* Symbol fonts have their signs at F000 too; one that is not known is shown as
 * the substitute of what can't be shown. */
static void add_symbol(struct xml *x, struct str *out)
{
	const char *attribute = xml_attribute(x, "char");
	int code = attribute ? (int)(strtol(attribute, NULL, 16) & 0xFFF) : 0;
	const char *font = xml_attribute(x, "font");

	for (size_t i = 0; font && i < sizeof symbols / sizeof *symbols; i++)
		if (symbols[i].code == code && strcmp(symbols[i].font, font) == 0) {
			str_add(out, symbols[i].text);
			return;
		}
	str_add(out, "\xEF\xBF\xBD");
}

static int inline_element(void *out, struct xml *x, struct err *e);

struct run {
	struct str *out;
	bool hidden;
};

static int style_of_run(void *context, struct xml *x, struct err *e)
{
	struct run *run = context;

	if (xml_is(x, "vanish"))
		run->hidden = xml_switch(x, "val");
	return xml_skip(x, e);
}

static int run_element(void *context, struct xml *x, struct err *e)
{
	struct run *run = context;

	if (xml_is(x, "rPr"))
		return xml_children(x, style_of_run, run, e);
	return inline_element(run->out, x, e);
}

/* w:r, whose text may be hidden */
static int read_run(struct str *out, struct xml *x, struct err *e)
{
	size_t before = out->length;
	struct run run = {.out = out};
	int result = xml_children(x, run_element, &run, e);

	if (run.hidden && out->s)
		out->s[out->length = before] = '\0';
	return result;
}

/* A child of w:p, or of what wraps text in it; context is a struct str. */
static int inline_element(void *context, struct xml *x, struct err *e)
{
	const struct rule *rule = rule_of(x);
	struct str *out = context;

	switch (rule->what) {
	case TAKE_TEXT:
		return xml_take_text(x, out, e);
	case RUN:
		return read_run(out, x, e);
	case ADD:
		str_add(out, rule->text);
		return xml_skip(x, e);
	case SYMBOL:
		add_symbol(x, out);
		return xml_skip(x, e);
	case PASS_OVER:
		return xml_skip(x, e);
	case NEW_LINE:
		if (out->length > 0)
			str_add(out, "\n");
		break;
	case GO_THROUGH:
		break;
	}
	return xml_children(x, inline_element, out, e);
}

/* ---- cells ---- */

struct cell {
	struct str text;
	bool begun;  /* the next paragraph begins a new line */
	int columns; /* gridSpan */
	enum { MERGE_NONE, MERGE_ABOVE, MERGE_LEFT } merge;
};

/* A table in a cell comes out as text: rows are lines, cells parted by blanks. */
static void begin_nested(struct cell *c, bool row)
{
	bool at_start = c->text.length == 0 || c->text.s[c->text.length - 1] == '\n';

	if (!at_start)
		str_add(&c->text, row ? "\n" : " ");
	c->begun = false;
}

/* Without a value, and with any but «restart», a merge goes on. */
static bool goes_on(struct xml *x)
{
	const char *value = xml_attribute(x, "val");

	return !value || strcmp(value, "restart") != 0;
}

static int style_of_cell(void *context, struct xml *x, struct err *e)
{
	struct cell *c = context;

	if (xml_is(x, "gridSpan"))
		c->columns = xml_number(x, "val", 1);
	else if (xml_is(x, "vMerge") && goes_on(x))
		c->merge = MERGE_ABOVE;
	else if (xml_is(x, "hMerge") && goes_on(x))
		c->merge = MERGE_LEFT;
	return xml_skip(x, e);
}

/* A child of what stands in a w:tc. */
static int inner_element(void *context, struct xml *x, struct err *e)
{
	struct cell *c = context;

	if (xml_is(x, "p")) {
		if (c->begun)
			str_add(&c->text, "\n");
		c->begun = true;
		return xml_children(x, inline_element, &c->text, e);
	}
	if (rule_of(x)->what == PASS_OVER)
		return xml_skip(x, e);
	if (xml_is(x, "tr") || xml_is(x, "tc"))
		begin_nested(c, xml_is(x, "tr"));
	return xml_children(x, inner_element, c, e);
}

/* A child of w:tc. */
static int cell_element(void *context, struct xml *x, struct err *e)
{
	if (xml_is(x, "tcPr"))
		return xml_children(x, style_of_cell, context, e);
	return inner_element(context, x, e);
}

/* ---- tables ---- */

struct grid {
	struct doc_writer *w;
	struct doc_table *table;
	size_t *above, *here;
	int row, column;
	bool deleted; /* the row in hand */
};

/* Moves on in the row; −1 beyond the limit. */
static int take_columns(struct grid *g, int columns, size_t cell)
{
	int limit = (int)g->w->limits->columns;

	if (columns > limit - g->column)
		return err_set(g->w->e, ERR_LIMIT, _("%s: 表格超过 %d 列的上限"), g->w->d->name,
		               limit);
	while (columns-- > 0)
		g->here[g->column++] = cell;
	return 0;
}

/* The cell whose merge goes on in this one, + 1; 0: it stands for itself. */
static size_t merged_into(const struct grid *g, const struct cell *c)
{
	const struct doc_cell *cells = g->table->cells;
	size_t other = 0;

	if (c->merge == MERGE_ABOVE && (size_t)g->column < g->w->limits->columns) {
		other = g->above[g->column];
		if (other && (cells[other - 1].column != g->column ||
		              cells[other - 1].columns != c->columns))
			other = 0;
	} else if (c->merge == MERGE_LEFT && g->column > 0) {
		other = g->here[g->column - 1];
		if (other && cells[other - 1].row != g->row)
			other = 0;
	}
	return other;
}

/* Word does not show the text of cells that are merged into another. */
static int place(struct grid *g, const struct cell *c)
{
	size_t other = merged_into(g, c);
	struct doc_cell cell = {
	    .row = g->row, .column = g->column, .rows = 1, .columns = c->columns, .decimals = -1};

	if (other && c->merge == MERGE_LEFT)
		g->table->cells[other - 1].columns += c->columns;
	else if (other)
		g->table->cells[other - 1].rows = g->row - g->table->cells[other - 1].row + 1;
	else if (!doc_table_add(g->w, g->table, &cell, str_text(&c->text), c->text.length))
		return -1;
	return take_columns(g, c->columns, other ? other : g->table->n);
}

static int read_cell(struct grid *g, struct xml *x, struct err *e)
{
	struct cell c = {.columns = 1};
	int result = xml_children(x, cell_element, &c, e);

	if (c.columns < 1)
		c.columns = 1;
	if (result == 0 && !g->deleted)
		result = place(g, &c);
	str_free(&c.text);
	return result;
}

/* Columns left free behind the last cell (gridAfter) are simply not there. */
static int style_of_row(void *context, struct xml *x, struct err *e)
{
	struct grid *g = context;

	if (xml_is(x, "del"))
		g->deleted = true;
	if (xml_is(x, "gridBefore") && take_columns(g, xml_number(x, "val", 0), 0) < 0)
		return -1;
	return xml_skip(x, e);
}

/* A child of w:tr, or of what wraps its cells. */
static int row_element(void *context, struct xml *x, struct err *e)
{
	if (xml_is(x, "tc"))
		return read_cell(context, x, e);
	if (xml_is(x, "trPr"))
		return xml_children(x, style_of_row, context, e);
	if (rule_of(x)->what == PASS_OVER)
		return xml_skip(x, e);
	return xml_children(x, row_element, context, e);
}

static int read_row(struct grid *g, struct xml *x, struct err *e)
{
	size_t *above = g->above;

	g->column = 0;
	g->deleted = false;
	if (xml_children(x, row_element, g, e) < 0)
		return -1;
	if (!g->deleted) {
		g->row++;
		g->above = g->here;
		g->here = above;
	}
	memset(g->here, 0, g->w->limits->columns * sizeof *g->here);
	return 0;
}

/* A child of w:tbl, or of what wraps its rows. */
static int table_element(void *context, struct xml *x, struct err *e)
{
	if (xml_is(x, "tr"))
		return read_row(context, x, e);
	if (rule_of(x)->what == PASS_OVER)
		return xml_skip(x, e);
	return xml_children(x, table_element, context, e);
}

static int read_table(struct doc_writer *w, struct xml *x, struct err *e)
{
	size_t columns = w->limits->columns;
	struct grid g = {.w = w, .table = doc_table_new()};
	int result;

	g.above = mem_array(columns, sizeof *g.above);
	g.here = mem_array(columns, sizeof *g.here);
	result = xml_children(x, table_element, &g, e);
	mem_free(g.above);
	mem_free(g.here);
	if (result == 0 && g.table->n > 0)
		return doc_add_table(w, g.table, NULL, false);
	doc_table_free(g.table);
	return result;
}

/* ---- the body ---- */

static int read_paragraph(struct doc_writer *w, struct xml *x, struct err *e)
{
	struct str text = {0};
	int result = xml_children(x, inline_element, &text, e);

	if (result == 0)
		result = doc_add_paragraph(w, str_text(&text), text.length);
	str_free(&text);
	return result;
}

/* A child of w:document, w:body or of what wraps paragraphs and tables. */
static int body_element(void *context, struct xml *x, struct err *e)
{
	if (xml_is(x, "p"))
		return read_paragraph(context, x, e);
	if (xml_is(x, "tbl"))
		return read_table(context, x, e);
	if (rule_of(x)->what == PASS_OVER)
		return xml_skip(x, e);
	return xml_children(x, body_element, context, e);
}

int docx_read(struct doc_writer *w, struct xml *x)
{
	return xml_children(x, body_element, w, w->e);
}
