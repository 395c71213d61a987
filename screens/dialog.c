#include "screens/dialog.h"

#include "base/i18n.h"
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

void dialog_more(const struct rect *r)
{
	draw_text(r->y + r->rows, r->x + r->cols - 6, 6, _(" ▼更多"), STYLE_FOCUS);
}

int dialog_move(enum action a, int cursor, int page, int n)
{
	switch (a) {
	case ACT_UP:
		cursor--;
		break;
	case ACT_DOWN:
		cursor++;
		break;
	case ACT_PAGE_UP:
		cursor -= page;
		break;
	case ACT_PAGE_DOWN:
		cursor += page;
		break;
	case ACT_FIRST:
		cursor = 0;
		break;
	case ACT_LAST:
		cursor = n - 1;
		break;
	default:
		break;
	}
	if (cursor >= n)
		cursor = n - 1;
	return cursor < 0 ? 0 : cursor;
}
