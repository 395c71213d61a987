#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "base/text.h"
#include "screens/mergeview_parts.h"

/* Rows on top, and told of the line at the cursor, in a box from so many on. */
enum { HEAD = 2, DETAIL = 5, DETAIL_FROM = 18, SIGN = 8 };

/* ---- words ---- */

/* On one line: draw_text shows a newline as a blank. */
static void add_start(struct str *out, const char *text)
{
	enum { SHOWN = 200 };

	str_addn(out, text, text_clip(text, strlen(text), SHOWN, NULL));
}

static const char *sign_of(const struct merge_item *i)
{
	switch (i->choice) {
	case CHOICE_OPEN:
		return _("[？  ]");
	case CHOICE_MINE:
		return _("[本库]");
	case CHOICE_THEIRS:
		return _("[对方]");
	default:
		return _("[另写]");
	}
}

static const char *head_of(int side)
{
	return side == MERGE_BOTH     ? _("两边改得不同")
	       : side == MERGE_THEIRS ? _("对方改的")
	                              : _("本库改的");
}

/* ---- lines ---- */

static void draw_head(const struct mergeview *d, const struct mergeview_line *l, int y,
                      const struct rect *r)
{
	struct str b = {0};

	str_addf(&b, _("%s %s %zu 处"), d->open[l->side] ? "▾" : "▸", head_of(l->side),
	         d->m->count[l->side]);
	draw_text(y, r->x, r->cols, b.s, STYLE_TITLE);
	str_free(&b);
}

static void add_values(const struct merge_item *i, struct str *out)
{
	if (i->kind == MERGE_SHEET && i->to_copy != i->copy) {
		str_addf(out, _("两边各加了一份，对方的作为第 %d 份"), i->to_copy);
	} else if (i->choice == CHOICE_TYPED) {
		add_start(out, i->typed);
	} else if (i->side == MERGE_BOTH) {
		str_add(out, _("本库 "));
		add_start(out, merge_shown(i, i->mine));
		str_add(out, _(" ┊ 对方 "));
		add_start(out, merge_shown(i, i->theirs));
	} else {
		add_start(out, merge_shown(i, i->mine));
		str_add(out, i->side == MERGE_THEIRS ? " → " : _(" ┊ 对方 "));
		add_start(out, merge_shown(i, i->theirs));
	}
}

static void draw_item(const struct mergeview *d, const struct merge_item *i, int y,
                      const struct rect *r)
{
	struct str label = {0}, values = {0};
	int left = (r->cols - SIGN) / 2;
	bool open = i->choice == CHOICE_OPEN;

	merge_label(d->m, i, &label);
	add_values(i, &values);
	draw_text(y, r->x, SIGN, sign_of(i), open ? STYLE_WARNING : STYLE_TEXT);
	draw_text(y, r->x + SIGN, left - 1, str_text(&label),
	          i->choice == CHOICE_MINE && !open ? STYLE_DIM : STYLE_LABEL);
	draw_text(y, r->x + SIGN + left, r->cols - SIGN - left, str_text(&values),
	          i->side == MERGE_BOTH ? STYLE_DIFFERS : STYLE_VALUE);
	str_free(&label);
	str_free(&values);
}

static void draw_line(const struct mergeview *d, int line, int y, const struct rect *r)
{
	const struct mergeview_line *l = &d->lines[line];

	if (l->item < 0)
		draw_head(d, l, y, r);
	else
		draw_item(d, &d->m->items[l->item], y, r);
	if (line == d->cursor)
		draw_restyle(y, r->x, r->cols, STYLE_CURSOR);
}

/* ---- around them ---- */

static void add_state(const struct mergeview *d, struct str *out)
{
	const struct merge *m = d->m;

	if (d->state)
		str_addf(out, _("状态取对方的“%s”（按 S 不取）"), m->parcel.state);
	else if (merge_has_state(m))
		str_addf(out, _("状态：对方“%s”，本库“%s”（按 S 取对方的）"), m->parcel.state,
		         m->f->state);
	else
		str_addf(out, _("状态“%s”"), m->parcel.state);
	str_addf(out, _("；修改日志 %zu 步，批注 %zu 条，说明 %zu 条"), m->steps, m->remarks,
	         m->explanations);
	if (m->noted)
		str_addf(out, _("；不算数、只记日志的 %zu 条"), m->noted);
	if (m->strays.n)
		str_addf(out, _("；没有位置、不取的 %zu 处"), m->strays.n);
	if (!m->common && !m->fresh && !m->again)
		str_add(out, _("；两边还没有共同的一份"));
}

static void draw_origin(const struct mergeview *d, const struct rect *r)
{
	struct str b = {0};

	merge_origin(d->m, &b);
	draw_text(r->y, r->x, r->cols, str_text(&b), STYLE_LABEL);
	str_clear(&b);
	add_state(d, &b);
	draw_text(r->y + 1, r->x, r->cols, str_text(&b), d->state ? STYLE_WARNING : STYLE_LABEL);
	str_free(&b);
}

static void add_detail(const struct mergeview *d, struct str *out)
{
	const struct mergeview_line *l = d->n ? &d->lines[d->cursor] : NULL;
	const struct merge_item *i = l && l->item >= 0 ? &d->m->items[l->item] : NULL;

	if (!l) {
		str_add(out, d->m->again ? _("这一份以前合并过，没有要改的。")
		                         : _("两边的内容一样；合并后记下对方的修改日志和批注。"));
		return;
	}
	if (!i) {
		str_add(out, l->side == MERGE_BOTH
		                 ? _("每一处都要选定：空格换一边，e 另写，T 全取对方的，M 全按本库的。")
		             : l->side == MERGE_THEIRS ? _("合并时取过来；空格可以不取。")
		                                       : _("合并后仍是本库的；空格可以改取对方的。"));
		return;
	}
	merge_label(d->m, i, out);
	str_addf(out, _("\n原来：%s"), d->m->common ? merge_shown(i, i->base) : _("（不知道）"));
	str_addf(out, _("\n对方：%s"), merge_shown(i, i->theirs));
	str_addf(out, _("\n本库：%s"), merge_shown(i, i->mine));
	if (i->choice == CHOICE_TYPED)
		str_addf(out, _("\n另写：%s"), i->typed);
}

static void draw_detail(const struct mergeview *d, const struct rect *r)
{
	struct str b = {0};

	for (int x = r->x; x < r->x + r->cols; x++)
		draw_border_cell(r->y - 1, x, BORDER_LEFT | BORDER_RIGHT, STYLE_BORDER);
	add_detail(d, &b);
	draw_wrapped(r, str_text(&b), 0, STYLE_TEXT);
	str_free(&b);
}

void mergeview_draw(const struct dialog *dialog, const struct rect *screen, struct caret *caret)
{
	const struct mergeview *d = (const struct mergeview *)dialog;
	struct str title = {0};
	struct rect r, detail;

	str_addf(&title, _("合并 %s%s"), d->m->name, d->m->fresh ? _("（新建填报）") : "");
	r = dialog_box(screen, screen->rows, screen->cols, title.s);
	draw_origin(d, &r);
	r.y += HEAD;
	r.rows -= HEAD;
	detail = r;
	detail.rows = r.rows >= DETAIL_FROM ? DETAIL : DETAIL - 1;
	detail.y = r.y + r.rows - detail.rows;
	r.rows -= detail.rows + 1;
	d->seen->rows = r.rows;
	for (int i = 0; i < r.rows && d->top + i < (int)d->n; i++)
		draw_line(d, d->top + i, r.y + i, &r);
	draw_detail(d, &detail);
	if (d->top + r.rows < (int)d->n)
		dialog_more(&r);
	*caret = (struct caret){-1, -1};
	str_free(&title);
}
