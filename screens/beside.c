#include "screens/beside.h"

#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"
#include "form/twin.h"
#include "screens/picker.h"

/* Columns, so that a line stays within 80; only texts are cut to theirs. */
enum { TEXT_COLS = 10, DIFFERENCE_COLS = 9, GROWTH_COLS = 8 };

/* ---- cells ---- */

static bool is_of(const struct compare_cell *c, const struct filing *f, int sheet)
{
	if (c->later.there)
		return c->later.place.sheet == sheet;
	return twin_sheet(f->last, c->earlier.place.sheet, f) == sheet;
}

struct compare *beside_cells(const struct filing *f, int sheet)
{
	struct compare *all = compare_filings(f->last, f, f->sheets[sheet].form, true);
	size_t kept = 0;

	all->differences = 0;
	for (size_t i = 0; i < all->n; i++) {
		if (!is_of(&all->cells[i], f, sheet)) {
			compare_cell_free(&all->cells[i]);
			continue;
		}
		all->differences += all->cells[i].kind != COMPARE_SAME;
		all->cells[kept++] = all->cells[i];
	}
	all->n = kept;
	return all;
}

/* ---- lines ---- */

static void pad(struct str *out, int cols)
{
	while (cols-- > 0)
		str_addc(out, ' ');
}

static void add_figure(struct str *out, const char *text, int cols)
{
	pad(out, cols - text_width(text));
	str_add(out, text);
}

/* Its beginning on one line. */
static void add_text(struct str *out, const char *text, int cols)
{
	char *clean = text_clean(text, true);
	bool cut = text_width(clean) > cols;
	int got;
	size_t length = text_clip(clean, strlen(clean), cut ? cols - 1 : cols, &got);

	for (char *c = clean; *c; c++)
		*c = *c == '\n' ? ' ' : *c;
	str_addn(out, clean, length);
	str_add(out, cut ? "…" : "");
	pad(out, cols - got - cut);
	mem_free(clean);
}

static void add_side(struct str *out, const struct compare_cell *c, const struct compare_side *side)
{
	bool figure = c->field->kind >= KIND_COUNT && c->field->kind <= KIND_SCORE;

	if (*side->text && !figure)
		add_text(out, side->text, TEXT_COLS);
	else
		add_figure(out, *side->text ? side->text : _("（空）"), TEXT_COLS);
	str_addc(out, ' ');
}

/* Rates have no 幅度; their 百分点 need its room. */
static void add_change(struct str *out, const struct compare_cell *c)
{
	bool rate = c->field->kind == KIND_RATE;
	struct str text = {0};

	compare_show_difference(c, &text);
	add_figure(out, str_text(&text), rate ? DIFFERENCE_COLS + 1 + GROWTH_COLS : DIFFERENCE_COLS);
	str_clear(&text);
	compare_show_growth(c, &text);
	if (!rate)
		str_addc(out, ' ');
	add_figure(out, str_text(&text), rate ? 0 : GROWTH_COLS);
	str_free(&text);
}

static void add_cell(struct dialog *list, int id, const struct compare_cell *c)
{
	struct str left = {0}, right = {0};

	str_addf(&left, "%s %s", c->kind == COMPARE_SAME ? " " : "≠", c->label);
	add_side(&right, c, &c->earlier);
	add_side(&right, c, &c->later);
	add_change(&right, c);
	picker_add(list, id, left.s, right.s, c->kind == COMPARE_SAME ? STYLE_TEXT : STYLE_DIFFERS);
	str_free(&left);
	str_free(&right);
}

static void add_head(struct dialog *list)
{
	struct str right = {0};

	add_figure(&right, _("上年"), TEXT_COLS);
	add_figure(&right, _("本年"), TEXT_COLS + 1);
	add_figure(&right, _("差"), DIFFERENCE_COLS + 1);
	add_figure(&right, _("幅度"), GROWTH_COLS + 1);
	picker_add(list, -1, _("  栏目"), right.s, STYLE_TITLE);
	str_free(&right);
}

static bool is_at(const struct compare_cell *c, struct place p)
{
	return c->later.there && c->later.place.list == p.list && c->later.place.row == p.row &&
	       c->later.place.field == p.field;
}

struct dialog *beside_dialog_new(const struct filing *f, int sheet, bool differences,
                                 struct place at)
{
	struct compare *cells = beside_cells(f, sheet);
	struct str title = {0};
	struct dialog *list;
	int chosen = -1;

	str_addf(&title, differences ? _("上年对照：%d 年，%zu 格不同（Tab 看全部）")
	                             : _("上年对照：%d 年，%zu 格不同（Tab 只看不同）"),
	         f->last->year, cells->differences);
	list = picker_new(title.s);
	add_head(list);
	for (size_t i = 0; i < cells->n; i++) {
		if (differences && cells->cells[i].kind == COMPARE_SAME)
			continue;
		add_cell(list, (int)i, &cells->cells[i]);
		if (chosen < 0 || is_at(&cells->cells[i], at))
			chosen = (int)i;
	}
	if (chosen < 0)
		picker_add(list, -1, _("没有不同的格子。"), NULL, STYLE_DIM);
	picker_select(list, chosen);
	compare_free(cells);
	str_free(&title);
	return list;
}
