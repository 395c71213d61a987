#include "screens/dialog.h"

#include "base/str.h"
#include "base/text.h"

void dialog_free(struct dialog *d)
{
	if (d)
		d->type->free(d);
}

static int least(int a, int b)
{
	return a < b ? a : b;
}

struct rect dialog_box(const struct rect *screen, int rows, int cols, const char *title)
{
	struct rect r = {0, 0, least(rows, screen->rows), least(cols, screen->cols)};
	struct str b = {0};
	int room = r.cols - 4;

	r.y = screen->y + (screen->rows - r.rows) / 2;
	r.x = screen->x + (screen->cols - r.cols) / 2;
	draw_fill(&r, STYLE_TEXT);
	draw_box(&r, STYLE_FOCUS);
	str_addf(&b, " %s ", title);
	draw_text(r.y, r.x + 2, least(text_width(b.s), room), b.s, STYLE_FOCUS);
	str_free(&b);
	return (struct rect){r.y + 1, r.x + 2, r.rows - 2, r.cols - 4};
}
