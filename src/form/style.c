#include "form/style.h"

#include "base/text.h"
#include "form/tree.h"

/* Compared at the precision of what is stated, ENGINE §2: only a percentage
 * counts as written, any other figure has at least its kind's decimals. */
static bool differs(const struct cell *c, const struct field *field)
{
	int decimals = c->stated.decimals;

	if (c->stated.state != FIGURE_NUMBER || c->calc.state != FIGURE_NUMBER)
		return false;
	if (!c->stated.percent && field->decimals > decimals)
		decimals = field->decimals;
	return num_round(c->stated.num, decimals) != num_round(c->calc.num, decimals);
}

static bool is_suggestion(const struct cell *c)
{
	return figure_is_empty(c->stated.state) && text_is_blank(c->text) &&
	       (!figure_is_empty(c->calc.state) || !text_is_blank(c->calc_text));
}

enum page_style style_of(const struct filing *f, struct place p)
{
	const struct cell *c;
	const struct field *field;
	enum field_mode mode;

	if (p.list >= 0 && p.row < 0)
		return PAGE_GHOST;
	c = filing_cell(f, p);
	field = filing_field(f, p);
	if (p.list >= 0 && row_is_na(f, p.sheet, p.list, p.row))
		return PAGE_NA;
	if (c->stated.state == FIGURE_FAULT || c->value.state == FIGURE_FAULT)
		return PAGE_FAULT;
	if (c->value.state == FIGURE_NA)
		return PAGE_NA;
	if (tree_is_unknown(f, p))
		return PAGE_FAULT;
	mode = place_mode(f, p);
	if (mode != MODE_COMPUTED && c->carried)
		return PAGE_CARRIED;
	if (mode == MODE_INPUT)
		return PAGE_INPUT;
	if (differs(c, field))
		return PAGE_DIFFERS;
	if (mode == MODE_COMPUTED)
		return PAGE_COMPUTED;
	return is_suggestion(c) ? PAGE_SUGGESTED : PAGE_INPUT;
}

const char *style_mark(enum page_style style)
{
	switch (style) {
	case PAGE_SUGGESTED:
		return "~";
	case PAGE_DIFFERS:
		return "≠";
	case PAGE_FAULT:
		return "?";
	case PAGE_CARRIED:
		return "^";
	default:
		return "";
	}
}

const char *style_mark_beside(enum page_style style, const struct cell_sign *sign)
{
	return sign && (style == PAGE_DIFFERS || style == PAGE_FAULT) ? "" : style_mark(style);
}
