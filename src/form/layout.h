#ifndef FORM_LAYOUT_H
#define FORM_LAYOUT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"
#include "form/filing.h"
#include "form/style.h"

/* One sheet as boxes on the grid of its form: what is printed where, before
 * any width is known.  The page, the exporters and the import walk the same
 * boxes.  Nothing in it points into the filing; the form must outlive it. */

/* A hole: a place a value can be put. */
struct layout_spot {
	struct place place; /* row −1: a template row … */
	int group;          /* … of this group of the list (-1: none) */
	enum field_kind kind;
	const struct cell_sign *sign; /* drawn beside it; borrowed; NULL */
};

/* A piece of a text that is shown in one way. */
struct layout_part {
	size_t at, length; /* in layout.text; clean, newlines kept */
	enum page_style style;
	int spot;          /* index in layout.spots, -1: printed text */
};

struct layout_text {
	size_t first, n;   /* in layout.parts */
};

/* A printed cell: rows top to before bottom, units left to before right. */
struct layout_box {
	int top, bottom, left, right;
	enum align align;
	struct layout_text text;
	int list, entry;   /* the list row it is drawn for: index in the list's rows; -1 */
};

struct layout_line_part {
	enum align align;
	struct layout_text text;
};

/* A line around the table. */
struct layout_line {
	bool foot, title;
	size_t first, n;   /* in layout.line_parts */
};

struct layout {
	const struct form *form;
	int height;              /* rows of the grid */
	struct layout_box *boxes; /* row by row, side by side */
	size_t nboxes, boxes_capacity;
	struct layout_part *parts;
	size_t nparts, parts_capacity;
	struct layout_spot *spots;
	size_t nspots, spots_capacity;
	struct layout_line *lines; /* as drawn: heads and feet */
	size_t nlines;
	struct layout_line_part *line_parts;
	size_t nline_parts;
	struct str text;
};

/* fold: whether runs of empty foldable rows become one. */
struct layout *layout_build(const struct filing *f, int sheet, bool fold);
void layout_free(struct layout *l);

/* Appends the whole text as printed, without breaks that a width would make. */
void layout_text(const struct layout *l, struct layout_text text, struct str *out);
void layout_box_text(const struct layout *l, const struct layout_box *box, struct str *out);

/* The spot when the text is one hole and nothing else; -1. */
int layout_only_spot(const struct layout *l, struct layout_text text);

#endif
