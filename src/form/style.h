#ifndef FORM_STYLE_H
#define FORM_STYLE_H

#include "form/filing.h"

/* How a text of a sheet stands: what it is, and how it compares with what was
 * calculated. */
enum page_style {
	PAGE_LABEL,      /* printed text */
	PAGE_TITLE,
	PAGE_INPUT,      /* typed value */
	PAGE_COMPUTED,
	PAGE_SUGGESTED,  /* a suggestion that stands because nothing was typed */
	PAGE_DIFFERS,    /* stated and computed or suggested disagree */
	PAGE_NA,
	PAGE_FAULT,
	PAGE_CARRIED,    /* from last year, neither touched nor confirmed */
	PAGE_GHOST,      /* template row, empty place */
	PAGE_OTHERS      /* of a sign: somebody else was here, or is */
};

/* The style of a cell; PAGE_GHOST of a template row (row −1 of a list). */
enum page_style style_of(const struct filing *f, struct place p);

/* One sign that says the style where there is no colour (~ ≠ ? ^), or "". */
const char *style_mark(enum page_style style);

/* What somebody has to say about a cell (an audit), as one sign beside it. */
struct cell_sign {
	struct place place;
	const char *sign;      /* borrowed */
	enum page_style style;
};
/* The style's mark beside a sign (NULL: none), which says ≠ and ? itself. */
const char *style_mark_beside(enum page_style style, const struct cell_sign *sign);

#endif
