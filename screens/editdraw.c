#include "screens/editdraw.h"

#include "base/text.h"

/* Lays the look of the selection over what of it stands in one shown line. */
static void paint_selection(const struct editbuf *b, int y, int x, size_t from, size_t length)
{
	const char *s = editbuf_text(b);
	size_t first, last;
	int before;

	if (!editbuf_selection(b, &first, &last) || first >= from + length || last <= from)
		return;
	if (first < from)
		first = from;
	if (last > from + length)
		last = from + length;
	before = text_widthn(s + from, first - from);
	draw_restyle(y, x + before, text_widthn(s + first, last - first), STYLE_SELECTION);
}

void editdraw_line(struct lineedit *l, int y, int x, int width, int *cy, int *cx)
{
	struct lineedit_view v;

	lineedit_view(l, width, &v);
	draw_textn(y, x, width, lineedit_text(l) + v.from, v.length, STYLE_EDIT);
	paint_selection(lineedit_buffer(l), y, x, v.from, v.length);
	*cy = y;
	*cx = x + v.caret;
}

void editdraw_text(struct textedit *t, const struct rect *r, int *cy, int *cx)
{
	struct textedit_view v;
	size_t from, length;

	textedit_resize(t, r->rows, r->cols);
	textedit_view(t, &v);
	for (int row = 0; row < r->rows; row++) {
		if (!textedit_line(t, v.top + row, &from, &length)) {
			draw_text(r->y + row, r->x, r->cols, NULL, STYLE_TEXT);
			continue;
		}
		draw_textn(r->y + row, r->x, r->cols, textedit_text(t) + from, length, STYLE_TEXT);
		paint_selection(textedit_buffer(t), r->y + row, r->x, from, length);
	}
	*cy = r->y + v.row;
	*cx = r->x + v.column;
}
