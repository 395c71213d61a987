#include "screens/sumview.h"

#include "base/i18n.h"
#include "base/mem.h"
#include "screens/pagedraw.h"

enum { PAGE = 10, ASIDE = 8, BESIDE_FROM = 110, LIST_COLS = 40, LIST_LEAST = 5 };

enum part { PART_PAGE, PART_LIST, PARTS };

/* What the last drawing found there is to scroll over. */
struct extent {
	int top, left, most_top, most_left;
};

struct sumview {
	struct dialog dialog;
	struct sum *sum;
	int sheet;
	char *title, *list;
	enum part part;     /* that the keys scroll */
	struct extent *at;  /* of each part */
};

/* ---- the list ---- */

static void add_units(struct str *out, const char *words, const struct work_unit *units,
                      const int *index, size_t n)
{
	if (n == 0)
		return;
	str_add(out, words);
	for (size_t i = 0; i < n; i++)
		str_addf(out, "\n  %s", units[index[i]].name);
	str_addc(out, '\n');
}

static void add_exceptions(struct str *out, const struct sum *s, const struct work_unit *units,
                           int sheet)
{
	bool head = false;

	for (size_t i = 0; i < s->nexceptions; i++) {
		const struct sum_exception *x = &s->exceptions[i];

		if (x->place.sheet != sheet)
			continue;
		str_add(out, head ? "" : _("不能汇总的内容（没有加进去）：\n"));
		head = true;
		str_addf(out, "  %s ", units[x->unit].name);
		place_label(s->filing, x->place, out);
		str_addf(out, " %s\n", x->text);
	}
}

static void add_count(struct str *out, const struct sum *s, struct place p)
{
	struct sum_count n;

	if (!sum_at(s, p, &n) || (n.have == 0 && n.faults == 0))
		return;
	str_add(out, "  ");
	place_label(s->filing, p, out);
	str_addf(out, _("  %d/%d 户"), n.have, s->should);
	if (n.faults)
		str_addf(out, _("，%d 格不能汇总"), n.faults);
	str_addc(out, '\n');
}

static void add_counts(struct str *out, const struct sum *s, int at)
{
	const struct sheet *sheet = &s->filing->sheets[at];

	str_add(out, _("各栏目的户数：\n"));
	for (int i = 0; i < (int)sheet->form->nfields; i++)
		add_count(out, s, (struct place){at, -1, -1, i});
	for (int l = 0; l < (int)sheet->form->nlists; l++) {
		int columns = (int)sheet->form->lists[l].ncolumns;

		for (int i = 0; i < (int)sheet->lists[l].n * columns; i++)
			add_count(out, s, (struct place){at, l, i / columns, i % columns});
	}
}

static char *tell(struct work *w, const struct sum *s, int sheet)
{
	struct str out = {0};
	size_t n;
	const struct work_unit *units = work_units(w, &n);

	str_addf(&out, _("汇总户数：%d/%d 户\n"), s->filed, s->should);
	add_units(&out, _("没有填报："), units, s->missing, s->nmissing);
	add_units(&out, _("另有差额调整："), units, s->adjusting, s->nadjusting);
	add_exceptions(&out, s, units, sheet);
	add_counts(&out, s, sheet);
	return str_take(&out);
}

/* ---- draw ---- */

static void find_extent(struct extent *at, int lines, int width, const struct rect *r)
{
	at->most_top = lines > r->rows ? lines - r->rows : 0;
	at->most_left = width > r->cols ? width - r->cols : 0;
	if (at->top > at->most_top)
		at->top = at->most_top;
	if (at->left > at->most_left)
		at->left = at->most_left;
}

/* How many lines the text takes at that width, drawing none of it. */
static int count_lines(const char *text, int cols)
{
	struct rect none = {0, 0, 0, cols};

	return draw_wrapped(&none, text, 0, STYLE_TEXT);
}

/* The list beside the page when there is room, else below it. */
static void divide(const struct rect *all, struct rect *page, struct rect *list)
{
	*page = *list = *all;
	if (all->cols >= BESIDE_FROM) {
		list->cols = LIST_COLS;
		list->x = all->x + all->cols - LIST_COLS;
		page->cols -= LIST_COLS + 2;
		return;
	}
	list->rows = all->rows / 3 < LIST_LEAST ? LIST_LEAST : all->rows / 3;
	list->y = all->y + all->rows - list->rows;
	page->rows -= list->rows + 1;
}

static void draw_divider(const struct rect *page, const struct rect *list)
{
	if (list->y == page->y)
		for (int y = page->y; y < page->y + page->rows; y++)
			draw_border_cell(y, list->x - 1, BORDER_UP | BORDER_DOWN, STYLE_BORDER);
	else
		for (int x = page->x; x < page->x + page->cols; x++)
			draw_border_cell(list->y - 1, x, BORDER_LEFT | BORDER_RIGHT, STYLE_BORDER);
}

/* Under the part it tells of, on the line that ends it. */
static void draw_more(const struct extent *at, const struct rect *r, bool focus)
{
	unsigned style = focus ? STYLE_FOCUS : STYLE_DIM;

	if (at->left < at->most_left)
		draw_text(r->y + r->rows, r->x + 1, 6, _(" ▶更多"), style);
	if (at->top < at->most_top)
		draw_text(r->y + r->rows, r->x + r->cols - 6, 6, _(" ▼更多"), style);
}

static void draw_list(const struct sumview *v, const struct rect *r)
{
	find_extent(&v->at[PART_LIST], count_lines(v->list, r->cols), r->cols, r);
	draw_clip(r);
	draw_wrapped(r, v->list, v->at[PART_LIST].top, STYLE_TEXT);
	draw_clip(NULL);
	if (v->part == PART_LIST)
		draw_restyle(r->y, r->x, r->cols, STYLE_FOCUS);
	draw_more(&v->at[PART_LIST], r, v->part == PART_LIST);
}

static void draw(const struct dialog *d, const struct rect *screen, struct caret *caret)
{
	const struct sumview *v = (const struct sumview *)d;
	struct rect all = dialog_box(screen, screen->rows, screen->cols, v->title), r, list;
	struct extent *at = &v->at[PART_PAGE];
	struct page *page;

	divide(&all, &r, &list);
	page = page_build(v->sum->filing, v->sheet, r.cols, PAGE_MARKS | PAGE_DENSE);
	find_extent(at, page->height, page->width, &r);
	draw_clip(&r);
	pagedraw(page, &r, at->top, at->left);
	draw_clip(NULL);
	draw_divider(&r, &list);
	draw_more(at, &r, v->part == PART_PAGE);
	draw_list(v, &list);
	*caret = (struct caret){-1, -1};
	page_free(page);
}

/* ---- keys ---- */

static void scroll(int *at, int step, int most)
{
	*at += step;
	*at = *at > most ? most : *at;
	*at = *at < 0 ? 0 : *at;
}

static enum dialog_end key(struct dialog *d, enum action a, const struct key_event *ev)
{
	struct sumview *v = (struct sumview *)d;
	struct extent *at = &v->at[v->part];

	(void)ev;
	switch (a) {
	case ACT_OTHER_VIEW:
		v->part = (v->part + 1) % PARTS;
		return DIALOG_OPEN;
	case ACT_UP:
	case ACT_DOWN:
		scroll(&at->top, a == ACT_UP ? -1 : 1, at->most_top);
		return DIALOG_OPEN;
	case ACT_PAGE_UP:
	case ACT_PAGE_DOWN:
		scroll(&at->top, a == ACT_PAGE_UP ? -PAGE : PAGE, at->most_top);
		return DIALOG_OPEN;
	case ACT_FIRST:
	case ACT_LAST:
		at->top = a == ACT_FIRST ? 0 : at->most_top;
		return DIALOG_OPEN;
	case ACT_LEFT:
	case ACT_RIGHT:
		scroll(&at->left, a == ACT_LEFT ? -ASIDE : ASIDE, at->most_left);
		return DIALOG_OPEN;
	case ACT_LEAVE:
		return DIALOG_CANCELLED;
	default:
		return DIALOG_OPEN;
	}
}

static void discard(struct dialog *d)
{
	struct sumview *v = (struct sumview *)d;

	sum_free(v->sum);
	mem_free(v->title);
	mem_free(v->list);
	mem_free(v->at);
	mem_free(v);
}

static const struct dialog_type type = {CTX_SUM, draw, key, discard};

struct dialog *sumview_new(struct work *w, struct sum *s, const char *form)
{
	struct sumview *v = mem_alloc(sizeof *v);
	int sheet = form ? sum_sheet(s, form) : 0;
	struct str title = {0};

	v->dialog.type = &type;
	v->sum = s;
	v->sheet = sheet < 0 ? 0 : sheet;
	v->at = mem_array(PARTS, sizeof *v->at);
	str_addf(&title, _("%s %d 年 %s"), s->filing->unit_name, s->filing->year,
	         s->filing->sheets[v->sheet].form->number);
	v->title = str_take(&title);
	v->list = tell(w, s, v->sheet);
	return &v->dialog;
}
