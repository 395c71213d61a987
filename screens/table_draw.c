#include "base/i18n.h"
#include "base/text.h"
#include "screens/editdraw.h"
#include "screens/pagedraw.h"
#include "screens/table_parts.h"

/* A cursor key must cost less than 100 bytes (TERMINAL §7), so that no more
 * than the first words of a cell are highlighted. */
enum { HIGHLIGHT_LEAST = 4, HIGHLIGHT_MOST = 10, TYPED_LEAST = 12 };

static void draw_nothing(const struct table *t)
{
	struct rect r = {t->at.y + t->at.rows / 3, t->at.x + 2, 4, t->at.cols - 4};
	const struct desk *d = t->desk;
	struct str text = {0};

	if (d->unit < 0)
		str_add(&text, _("数据库里还没有单位。退出后用命令加单位和年度：\n"
		                 "  ziping unit add 代码 名称\n  ziping filing add 代码 年度\n"
		                 "或用 ziping init --samples 建一个带样例的数据库。"));
	else if (d->nfilings && d->filings[d->nfilings - 1].year < d->year)
		str_addf(&text, _("这个单位还没有 %d 年的套表。\n"
		                  "按 R 由上一次填报结转，按 c 新建空表，按 ] 看下一个单位。"),
		         d->year);
	else if (d->year)
		str_addf(&text,
		         _("这个单位还没有 %d 年的套表。\n按 c 新建一个年度，按 ] 看下一个单位。"),
		         d->year);
	else
		str_add(&text, _("这个单位还没有套表。\n按 c 新建一个年度，按 ] 看下一个单位。"));
	draw_wrapped(&r, str_text(&text), 0, STYLE_TEXT);
	str_free(&text);
}

/* The stretch of the cursor's cell that is highlighted. */
static void highlight(const struct table *t, int *y, int *x, int *width)
{
	const struct page_spot *s = table_spot(t);
	int more;

	table_spot_text(t->page, t->spot, y, x, width);
	if (*width > HIGHLIGHT_MOST)
		*width = HIGHLIGHT_MOST;
	if (!*width && s->height > 1)
		*y = s->y + (s->height - 1) / 2;
	more = HIGHLIGHT_LEAST - *width;
	if (more > 0 && *x + *width == s->x + s->width) {
		*x -= more < *x - s->x ? more : *x - s->x;
	} else if (more > 0 && *width) {
		*x -= *x - 1 > s->x ? 1 : 0;
	}
	if (*width < HIGHLIGHT_LEAST)
		*width = HIGHLIGHT_LEAST;
	if (*x + *width > s->x + s->width)
		*width = s->x + s->width - *x;
	*y += t->at.y - t->top;
	*x += t->at.x - t->left;
}

static bool is_seen(const struct table *t, int y, int x)
{
	return y >= t->at.y && y < t->at.y + t->at.rows && x >= t->at.x && x < t->at.x + t->at.cols;
}

/* The line being typed covers its cell and, when it needs more room, its
 * neighbours. */
static void draw_typed(const struct table *t, struct caret *caret)
{
	const struct page_spot *s = table_spot(t);
	struct rect box = {t->at.y + s->y - t->top, t->at.x + s->x - t->left, s->height, s->width};
	int need = text_width(lineedit_text(t->line)) + 1, x = box.x, width = s->width;
	int y, ignored, also;

	table_spot_text(t->page, t->spot, &y, &ignored, &also);
	y += t->at.y - t->top;
	if (need < TYPED_LEAST)
		need = s->width < 6 ? 6 : need;
	if (width < need)
		width = need;
	if (width > t->at.cols)
		width = t->at.cols;
	if (x + width > t->at.x + t->at.cols)
		x = t->at.x + t->at.cols - width;
	if (x < t->at.x)
		x = t->at.x;
	draw_fill(&box, STYLE_EDIT);
	editdraw_line(t->line, y, x, width, &caret->y, &caret->x);
}

void table_draw(const struct table *t, bool focus, struct caret *caret)
{
	int y, x, width;

	draw_clip(&t->at);
	if (!t->page) {
		draw_nothing(t);
		draw_clip(NULL);
		return;
	}
	pagedraw(t->page, &t->at, t->top, t->left);
	table_draw_span(t);
	if (t->spot >= 0 && t->line) {
		draw_typed(t, caret);
	} else if (t->spot >= 0) {
		highlight(t, &y, &x, &width);
		draw_restyle(y, x, width, STYLE_CURSOR);
		if (focus && is_seen(t, y, x))
			*caret = (struct caret){y, x};
	}
	draw_clip(NULL);
}
