#ifndef FORM_PAGE_H
#define FORM_PAGE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"
#include "form/filing.h"
#include "form/style.h"

/* A sheet laid out as it is printed, for a width in columns: the same geometry
 * for the screen, `show` and text export.  Built anew after a change (well
 * under a millisecond); nothing in it points into the filing. */

/* A text on one line. */
struct page_run {
	int y, x;        /* from the page's upper left corner */
	int width;       /* columns */
	enum page_style style;
	int spot;        /* the spot it belongs to, -1: printed text */
	bool mark;       /* not content: a style_mark, or «____» where a line has an empty hole */
	char *text;      /* UTF-8, clean; in the page's texts */
	size_t length;
};

/* A place the cursor can go to: a hole. */
struct page_spot {
	struct place place;   /* row −1: a template row; place.list tells the list … */
	int group;            /* … and group its group (-1: none) */
	int y, x, height, width; /* of the box without its border, or of the hole inside a text */
	int left, right;      /* columns of the box it is in, right exclusive */
};

struct page {
	int height, width;
	struct page_run *runs;   /* by y, x */
	size_t nruns;
	size_t *first_run;       /* by y: the index of its first run; height + 1 entries */
	struct page_spot *spots; /* by y, x */
	size_t nspots;
	unsigned char *border;   /* height × width direction bits, 0: none */
	char *texts;             /* holds the runs' texts */
};

enum page_border { PAGE_UP = 1, PAGE_DOWN = 2, PAGE_LEFT = 4, PAGE_RIGHT = 8 };

enum page_option {
	PAGE_MARKS = 1,  /* with style_mark behind values and «____» in empty holes of lines */
	PAGE_UNFOLD = 2, /* foldable rows stay as they are */
	PAGE_DENSE = 4   /* no rule between rows of one line that are cut alike: for screens */
};

/* width is what there is; a form that needs more is laid out wider.  options
 * are page_options, or-ed. */
struct page *page_build(const struct filing *f, int sheet, int width, unsigned options);
/* The same with signs beside cells; of several of one cell the first. */
struct page *page_build_signed(const struct filing *f, int sheet, int width, unsigned options,
                               const struct cell_sign *signs, size_t n);
void page_free(struct page *p);

/* The spot at or holding a point, or -1; the spot of a place, or -1. */
int page_spot_at(const struct page *p, int y, int x);
int page_spot_of(const struct page *p, struct place place);

enum page_move {
	MOVE_UP, MOVE_DOWN, MOVE_LEFT, MOVE_RIGHT, MOVE_NEXT, MOVE_PREVIOUS, MOVE_FIRST, MOVE_LAST
};
/* The spot reached from one in a direction by geometry (the same one when
 * there is none further); spot -1 gives the first. */
int page_step(const struct page *p, int spot, enum page_move move);

/* The page as text lines with Unicode borders, for `show` and .txt. */
void page_text(const struct page *p, struct str *out);

#endif
