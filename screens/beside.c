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

const struct compare_side *beside_open(const struct beside *b, const struct compare_cell *c)
{
	return b->open_earlier ? &c->earlier : &c->later;
}

static bool is_of(const struct beside *b, const struct compare_cell *c)
{
	const struct filing *open = b->open_earlier ? b->earlier : b->later;
	const struct filing *other = b->open_earlier ? b->later : b->earlier;
	const struct compare_side *side = beside_open(b, c);

	if (b->sheet < 0)
		return true;
	if (side->there)
		return side->place.sheet == b->sheet;
	side = b->open_earlier ? &c->later : &c->earlier;
	return twin_sheet(other, side->place.sheet, open) == b->sheet;
}

static const struct form *form_of(const struct beside *b)
{
	const struct filing *open = b->open_earlier ? b->earlier : b->later;

	return b->sheet < 0 ? NULL : open->sheets[b->sheet].form;
}

struct compare *beside_cells(const struct beside *b)
{
	struct compare *all = compare_filings(b->earlier, b->later, form_of(b), true);
	size_t kept = 0;

	all->differences = 0;
	for (size_t i = 0; i < all->n; i++) {
		if (!is_of(b, &all->cells[i])) {
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

/* Over 1,000 % the places behind the point are left off: nothing is cut. */
static void shorten_growth(struct str *text)
{
	char *point = strchr(str_text(text), '.'), *end = point ? strchr(point, '%') : NULL;

	if (!end || text_width(text->s) <= GROWTH_COLS)
		return;
	memmove(point, end, strlen(end) + 1);
	text->length = strlen(text->s);
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
	shorten_growth(&text);
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

static void add_head(struct dialog *list, const struct beside *b)
{
	struct str right = {0};

	add_figure(&right, b->heads[0], TEXT_COLS);
	add_figure(&right, b->heads[1], TEXT_COLS + 1);
	add_figure(&right, _("差"), DIFFERENCE_COLS + 1);
	add_figure(&right, _("幅度"), GROWTH_COLS + 1);
	picker_add(list, -1, _("  栏目"), right.s, STYLE_TITLE);
	str_free(&right);
}

/* A line before the cells of another sheet; what only the earlier has comes last. */
static void add_sheet(struct dialog *list, const struct beside *b, const struct compare_cell *c,
                      const struct compare_cell *before)
{
	const struct filing *f = c->later.there ? b->later : b->earlier;
	int sheet = c->later.there ? c->later.place.sheet : c->earlier.place.sheet;
	struct str title = {0};

	if (b->sheet >= 0)
		return;
	if (before && before->later.there == c->later.there &&
	    (c->later.there ? before->later.place.sheet : before->earlier.place.sheet) == sheet)
		return;
	sheet_title(f, sheet, &title);
	if (!c->later.there)
		str_addf(&title, _("（只在“%s”里有的）"), b->heads[0]);
	picker_add(list, -1, str_text(&title), NULL, STYLE_TITLE);
	str_free(&title);
}

/* How near a cell is to where the person is: 3 it is it, 2 of the same sheet. */
static int nearness(const struct beside *b, const struct compare_cell *c, struct place p)
{
	const struct compare_side *side = beside_open(b, c);

	if (!side->there || side->place.sheet != p.sheet)
		return 1;
	return side->place.list == p.list && side->place.row == p.row &&
	       side->place.field == p.field ? 3 : 2;
}

static void add_title(const struct beside *b, bool differences, size_t n, struct str *out)
{
	str_add(out, b->title);
	str_addf(out, differences ? _("，%zu 格不同（Tab 看全部）")
	                          : _("，%zu 格不同（Tab 只看不同）"), n);
}

struct dialog *beside_dialog_new(const struct beside *b, bool differences, struct place at)
{
	struct compare *cells = beside_cells(b);
	const struct compare_cell *before = NULL;
	struct str title = {0};
	struct dialog *list;
	int chosen = -1, nearest = 0;

	add_title(b, differences, cells->differences, &title);
	list = picker_new(title.s);
	add_head(list, b);
	for (size_t i = 0; i < cells->n; i++) {
		const struct compare_cell *c = &cells->cells[i];

		if (differences && c->kind == COMPARE_SAME)
			continue;
		add_sheet(list, b, c, before);
		add_cell(list, (int)i, c);
		before = c;
		if (nearness(b, c, at) > nearest) {
			nearest = nearness(b, c, at);
			chosen = (int)i;
		}
	}
	if (chosen < 0)
		picker_add(list, -1, _("没有不同的格子。"), NULL, STYLE_DIM);
	picker_select(list, chosen);
	compare_free(cells);
	str_free(&title);
	return list;
}
