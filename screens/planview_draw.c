#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/str.h"
#include "base/text.h"
#include "screens/planview_parts.h"

/* Rows told of the line at the cursor, in a box from so many on; columns. */
enum { DETAIL = 5, DETAIL_FROM = 15, WIDE_FROM = 90, COUNTS_WIDE = 52, COUNTS_NARROW = 30 };
enum { SURE = 80 }; /* per cent */

/* ---- words ---- */

/* On one line: draw_text shows a newline as a blank. */
static void add_start(struct str *out, const char *text)
{
	enum { SHOWN = 200 };

	str_addn(out, text, text_clip(text, strlen(text), SHOWN, NULL));
}

static const char *row_name(const struct laid_sheet *s, const struct laid_cell *c)
{
	const struct list *list = &s->form->lists[c->list];

	for (size_t i = 0; i < s->ncells; i++)
		if (s->cells[i].list == c->list && s->cells[i].row == c->row &&
		    s->cells[i].field == list->name_column)
			return s->cells[i].text;
	return NULL;
}

/* «文件转发数量·年度指标值» */
static void add_label(const struct plan_sheet *p, const struct laid_cell *c, struct str *out)
{
	const struct filing of = {.year = p->laid->year}; /* for the years in labels */
	const struct form *form = p->laid->form;
	const char *row = c->list < 0 ? NULL : row_name(p->laid, c);

	if (c->list < 0) {
		filing_fill_year(&of, form->fields[c->field].label, out);
		return;
	}
	add_start(out, row ? row : form->lists[c->list].label);
	str_add(out, "·");
	filing_fill_year(&of, form->lists[c->list].columns[c->field].label, out);
}

static const char *box_of(size_t n, size_t wanted)
{
	return n == 0 ? "   " : wanted == n ? "[x]" : wanted ? "[-]" : "[ ]";
}

/* ---- lines ---- */

static void draw_filing(const struct planview *d, const struct planview_line *l, int y,
                        const struct rect *r)
{
	const struct import_filing *f = &d->file.filings[l->filing];
	const struct work_unit *units;
	size_t n;
	struct str b = {0};

	units = work_units(d->w, &n);
	str_addf(&b, _("%s  %d 年  %s%s"), f->unit < (int)n ? units[f->unit].name : "", f->year,
	         f->set->title, f->fresh ? _("  新建填报") : "");
	draw_text(y, r->x, r->cols, b.s, STYLE_TITLE);
	str_free(&b);
}

/* Of several copies their own names say more than the form's. */
static void add_title(const struct laid_sheet *s, bool wide, struct str *out)
{
	if (wide || !s->form->copies) {
		import_sheet_title(s, out);
		return;
	}
	str_add(out, s->form->number);
	for (size_t i = 0; i < s->ncells; i++)
		if (s->cells[i].list < 0 && s->cells[i].field == s->form->copy_field)
			str_addf(out, " %s", s->cells[i].text);
}

static void draw_sheet(const struct planview *d, const struct planview_line *l, int y,
                       const struct rect *r)
{
	const struct plan_sheet *p = planview_sheet(d, l);
	bool open = d->depth[l->filing][l->sheet] != VIEW_CLOSED, wide = r->cols >= WIDE_FROM;
	bool unsure = p->laid->sure < SURE;
	size_t wanted, n = planview_count(p, &wanted);
	struct str title = {0}, counts = {0};
	int right = wide ? COUNTS_WIDE : COUNTS_NARROW, left = r->cols - right - 1;
	int sign = text_width(" [x] ▸");

	str_addf(&title, " %s %s", box_of(n, wanted), n == 0 ? " " : open ? "▾" : "▸");
	draw_text(y, r->x, sign, title.s, STYLE_TEXT);
	str_clear(&title);
	add_title(p->laid, wide, &title);
	str_addf(&counts,
	         wide ? _("把握 %3d%%%s 新填 %4zu  不同 %3zu  相同 %4zu")
	              : _("%3d%%%s新填%4zu 不同%3zu 相同%4zu"),
	         p->laid->sure, unsure ? "?" : " ", p->count[PLAN_NEW],
	         p->count[PLAN_OTHER], p->count[PLAN_SAME]);
	draw_text(y, r->x + sign, left - sign, title.s, STYLE_TEXT);
	draw_aligned(y, r->x + left + 1, right, counts.s,
	             unsure || p->count[PLAN_OTHER] ? STYLE_WARNING : STYLE_TEXT, DRAW_RIGHT);
	str_free(&title);
	str_free(&counts);
}

static void draw_cell(const struct planview *d, const struct planview_line *l, int y,
                      const struct rect *r)
{
	const struct plan_sheet *p = planview_sheet(d, l);
	const struct plan_cell *c = planview_cell(d, l);
	struct str b = {0};
	int label = r->cols * 2 / 5;

	str_addf(&b, "     %s %s ", c->refused ? "[ ]" : "[x]", c->state == PLAN_OTHER ? "≠" : "+");
	add_label(p, c->laid, &b);
	draw_text(y, r->x, label, b.s, c->refused ? STYLE_DIM : STYLE_LABEL);
	str_clear(&b);
	if (c->now) {
		add_start(&b, c->now);
		str_add(&b, " → ");
	}
	add_start(&b, c->laid->text);
	draw_text(y, r->x + label + 1, r->cols - label - 1, b.s,
	          c->refused                ? STYLE_DIM
	          : c->state == PLAN_OTHER ? STYLE_DIFFERS
	                                   : STYLE_VALUE);
	str_free(&b);
}

static void draw_other(const struct planview *d, const struct planview_line *l, int y,
                       const struct rect *r)
{
	const struct import_file *f = &d->file;
	struct str b = {0};
	unsigned style = STYLE_WARNING;

	if (l->kind == VIEW_STRAY) {
		str_add(&b, _("! 没有导入："));
		import_sheet_title(f->strays[l->item].laid, &b);
		str_addf(&b, "（%s）", f->strays[l->item].why);
	} else if (l->kind == VIEW_RESTS) {
		str_addf(&b, _("! 没有放下的 %zu 处%s"), f->laid.nrest, d->rests ? " ▾" : " ▸");
	} else {
		const struct laid_rest *x = &f->laid.rest[l->item];

		str_add(&b, "     ");
		import_where(f, x->block, x->at_row, x->at_column, &b);
		str_add(&b, _("："));
		add_start(&b, x->text);
		style = STYLE_TEXT;
	}
	draw_text(y, r->x, r->cols, b.s, style);
	str_free(&b);
}

static void draw_line(const struct planview *d, int line, int y, const struct rect *r)
{
	const struct planview_line *l = &d->lines[line];

	if (l->kind == VIEW_FILING)
		draw_filing(d, l, y, r);
	else if (l->kind == VIEW_SHEET)
		draw_sheet(d, l, y, r);
	else if (l->kind == VIEW_CELL)
		draw_cell(d, l, y, r);
	else
		draw_other(d, l, y, r);
	if (line == d->cursor)
		draw_restyle(y, r->x, r->cols, STYLE_CURSOR);
}

/* ---- all of the line at the cursor ---- */

static void add_cell_detail(const struct planview *d, const struct planview_line *l,
                            struct str *out)
{
	const struct plan_sheet *p = planview_sheet(d, l);
	const struct plan_cell *c = planview_cell(d, l);

	add_label(p, c->laid, out);
	str_add(out, _("，在文件的"));
	import_where(&d->file, c->laid->block, c->laid->at_row, c->laid->at_column, out);
	str_addf(out, _("\n文件：%s"), c->laid->text);
	if (c->now)
		str_addf(out, _("\n现在：%s"), c->now);
}

static void add_detail(const struct planview *d, const struct planview_line *l, struct str *out)
{
	const struct plan_sheet *p = planview_sheet(d, l);

	switch (l->kind) {
	case VIEW_CELL:
		add_cell_detail(d, l, out);
		break;
	case VIEW_SHEET:
		str_addf(out, _("新填 %zu 格，与库里不同 %zu 格，相同 %zu 格，新行 %zu 行%s"),
		         p->count[PLAN_NEW], p->count[PLAN_OTHER], p->count[PLAN_SAME], p->new_rows,
		         p->fresh && !d->file.filings[l->filing].fresh ? _("，新加一份表") : "");
		break;
	case VIEW_STRAY:
		str_addf(out, _("%s。\n按 U 指定单位，按 Y 指定年度，再看计划。"),
		         d->file.strays[l->item].why);
		break;
	case VIEW_REST:
		str_add(out, d->file.laid.rest[l->item].text);
		break;
	case VIEW_RESTS:
		str_add(out, _("这些文字在各表里没有位置，不会导入；请看是否要另外填写。"));
		break;
	default:
		str_addf(out, _("%zu 张表"), d->file.filings[l->filing].nsheets);
	}
}

static void draw_detail(const struct planview *d, const struct rect *r)
{
	struct str b = {0};

	for (int x = r->x; x < r->x + r->cols; x++)
		draw_border_cell(r->y - 1, x, BORDER_LEFT | BORDER_RIGHT, STYLE_BORDER);
	if (d->n) {
		add_detail(d, &d->lines[d->cursor], &b);
		draw_wrapped(r, str_text(&b), 0, STYLE_TEXT);
	}
	str_free(&b);
}

void planview_draw(const struct dialog *dialog, const struct rect *screen, struct caret *caret)
{
	const struct planview *d = (const struct planview *)dialog;
	struct str title = {0};
	struct rect r, detail;

	str_addf(&title, _("导入 %s"), d->file.name);
	r = dialog_box(screen, screen->rows, screen->cols, title.s);
	detail = r;
	detail.rows = r.rows >= DETAIL_FROM ? DETAIL : DETAIL - 2;
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
