#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "screens/editdraw.h"
#include "screens/overview_parts.h"

enum { NAME_LEAST = 16, NAME_MOST = 44 };

static int width_of(const struct overview_dialog *d, int column)
{
	static const int widths[] = {0, 0, 6, 6, 5, OVERVIEW_COUNTS};

	if (column == OVERVIEW_CODE)
		return d->code_width;
	if (column < OVERVIEW_MORE)
		return widths[column];
	return d->list.kind == OVERVIEW_FORMS ? OVERVIEW_COUNTS : 7;
}

struct columns {
	int name;  /* width */
	int first; /* column behind the name */
};

static int width_from(const struct overview_dialog *d, int from, int to)
{
	int width = 0;

	for (int i = from; i <= to; i++)
		width += width_of(d, i) + 1;
	return width;
}

/* The name gets what the others leave; they move to the left until the one
 * under the cursor is seen. */
static struct columns lay_out(const struct overview_dialog *d, int cols)
{
	struct columns c = {NAME_LEAST, OVERVIEW_STATE};
	int rest = cols - d->code_width - 2;
	int all = width_from(d, OVERVIEW_STATE, overview_columns(&d->list) - 1);

	if (rest - all > c.name)
		c.name = rest - all > NAME_MOST ? NAME_MOST : rest - all;
	while (c.first < d->column && width_from(d, c.first, d->column) > rest - c.name)
		c.first++;
	return c;
}

static unsigned style_of_cell(const struct overview_row *row, int column, const char *text)
{
	if (column < OVERVIEW_STATE)
		return row->filing ? STYLE_TEXT : STYLE_DIM;
	if (column < OVERVIEW_MARKS)
		return STYLE_TEXT;
	if (strstr(text, "✗"))
		return STYLE_FAULT;
	if (strstr(text, "!"))
		return STYLE_DIFFERS;
	return strstr(text, "✓") ? STYLE_OK : STYLE_TEXT;
}

static void draw_cell(const struct overview_dialog *d, int y, int x, int width, int row,
                      int column)
{
	struct str text = {0};
	unsigned style;

	overview_text(&d->list, row, column, &text);
	style = style_of_cell(&d->list.rows[row], column, str_text(&text));
	if (column == OVERVIEW_NAME)
		pane_draw_tail(y, x, width, str_text(&text), style);
	else
		draw_aligned(y, x, width, str_text(&text), style,
		             column == OVERVIEW_SCORE ? DRAW_RIGHT : DRAW_LEFT);
	str_free(&text);
}

static void draw_head(const struct overview_dialog *d, int y, int x, int width, int column)
{
	struct str text = {0};

	if (column == d->list.sorted)
		str_add(&text, d->list.descending ? "▼" : "▲");
	overview_head(&d->list, overview_row_here(d), column, &text);
	draw_aligned(y, x, width, str_text(&text), column == d->column ? STYLE_FOCUS : STYLE_TITLE,
	             column == OVERVIEW_SCORE ? DRAW_RIGHT : DRAW_LEFT);
	str_free(&text);
}

/* index −1: the heads. */
static void draw_row(const struct overview_dialog *d, int y, const struct rect *r, int index)
{
	struct columns c = lay_out(d, r->cols);
	int n = overview_columns(&d->list), x = r->x;

	if (index == d->cursor)
		draw_restyle(y, r->x, r->cols, STYLE_MARKED);
	for (int column = 0; column < n; column++) {
		int width = column == OVERVIEW_NAME ? c.name : width_of(d, column);

		if (column > OVERVIEW_NAME && column < c.first)
			continue;
		if (x + width > r->x + r->cols)
			return;
		if (index < 0)
			draw_head(d, y, x, width, column);
		else
			draw_cell(d, y, x, width, d->list.shown[index], column);
		if (index >= 0 && index == d->cursor)
			draw_restyle(y, x, width, column == d->column ? STYLE_CURSOR : STYLE_MARKED);
		x += width + 1;
	}
}

static void draw_summary(const struct overview_dialog *d, int y, const struct rect *r)
{
	struct str text = {0};

	overview_summary(&d->list, &text);
	draw_text(y, r->x, r->cols, str_text(&text), STYLE_DIM);
	str_free(&text);
}

static bool has_filter_row(const struct overview_dialog *d)
{
	return d->dialog.type->context == CTX_FILTER || *lineedit_text(d->filter);
}

static void draw_filter(const struct overview_dialog *d, const struct rect *r, struct caret *caret)
{
	struct caret at = {-1, -1};

	draw_text(r->y, r->x, 1, "/", STYLE_TITLE);
	editdraw_line(d->filter, r->y, r->x + 1, r->cols - 1, &at.y, &at.x);
	if (d->dialog.type->context == CTX_FILTER)
		*caret = at;
}

void overview_draw(const struct dialog *dialog, const struct rect *screen, struct caret *caret)
{
	const struct overview_dialog *d = (const struct overview_dialog *)dialog;
	struct str title = {0};
	struct rect r;
	int top, y;

	str_addf(&title,
	         d->list.kind == OVERVIEW_FORMS ? _("一览：%d 年各单位各表")
	                                        : _("一览：%d 年各单位和历年总分"),
	         d->list.year);
	r = dialog_box(screen, screen->rows, screen->cols, str_text(&title));
	*caret = (struct caret){-1, -1};
	y = r.y + has_filter_row(d);
	if (has_filter_row(d))
		draw_filter(d, &r, caret);
	d->seen->rows = r.y + r.rows - y - 2;
	top = overview_top(d);
	draw_row(d, y, &r, -1);
	for (int i = 0; i < d->seen->rows && top + i < (int)d->list.nshown; i++)
		draw_row(d, y + 1 + i, &r, top + i);
	if (!d->list.nshown)
		draw_text(y + 1, r.x, r.cols,
		          d->list.nrows ? _("没有符合的单位") : _("还没有单位"), STYLE_DIM);
	draw_summary(d, r.y + r.rows - 1, &r);
	str_free(&title);
}
