#ifndef FORM_WRAP_H
#define FORM_WRAP_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"
#include "form/layout.h"

/* Texts of a layout broken into lines of a width.  All lines stand one behind
 * the other in one struct wrap, which starts as {0}. */

struct wrap_piece {    /* what is shown in one way on one line */
	size_t at, length; /* in wrap.text */
	int width;         /* columns */
	enum page_style style;
	int spot;          /* of the layout, -1 */
	bool mark, filler; /* style_mark; the place of an empty hole inside a text */
};

struct wrap_line {
	size_t first, n;   /* in wrap.pieces */
	int width;
};

/* A text's lines; width is that of the longest. */
struct wrap_block {
	size_t first, n;   /* in wrap.lines */
	int width;
};

struct wrap {
	bool marks;        /* with style_mark behind the values of holes */
	bool boxed;        /* texts stand in boxes: a hole alone in one needs no filler */
	struct str text;
	struct wrap_piece *pieces, *segments;
	size_t npieces, pieces_capacity, nsegments, segments_capacity;
	struct wrap_line *lines;
	size_t nlines, lines_capacity;
};

/* Breaks one text into lines of at most width columns (≥ 2), with even into
 * lines as equal as their number allows.  An empty hole inside a text gets a
 * filler, one that is the whole text of a box gives no line. */
struct wrap_block wrap_text(struct wrap *w, const struct layout *l, struct layout_text text,
                            int width, bool even);
void wrap_free(struct wrap *w);

#endif
