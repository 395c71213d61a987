#ifndef AUDIT_OVERLAY_H
#define AUDIT_OVERLAY_H

#include "audit/finding.h"
#include "form/filing.h"
#include "form/world.h"

/* The narrative check: a text of one's own in a cell that a narrative suggests
 * («suggested text report.grand») is what the narrative could have said, in
 * about those words.  Laid over it, the narrative tells for each figure of the
 * text which cell or quotient it restates:
 *   N01  a figure is not that of the cell (as printed, ENGINE §2)
 *   N02  a percentage is not that of its quotient
 *   N03  a word of direction is not that of the sign
 *   N04  a list leaves out a row that is not zero, or names one that is
 *   N08  a unit or % left out, where the digits are right
 *   P16  元 for 万元 or the like, where the digits are right
 *   P18  another year, unless that is among the findings already
 * Figures in words of one's own are not bound. */

/* A number of such a text, without years, dates and numbers of paragraphs. */
struct overlay_figure {
	struct place text;   /* the cell with the text */
	size_t from, length; /* bytes of it */
	const struct expr *value; /* what it restates, read at that position; borrowed from the
	                             set; NULL: it is not bound */
	struct position at;
	enum verdict verdict;
};

struct overlay_figures {
	struct overlay_figure *item; /* as they stand in the filing */
	size_t n, capacity;
	size_t bound; /* of them */
};

/* All texts of the filing, recalculated before.  figures may be NULL. */
void overlay_run(struct filing *f, struct findings *out, struct overlay_figures *figures);
void overlay_figures_free(struct overlay_figures *v);
/* What a bound figure restates: «收入总计», «其他收入 ÷ 本年收入合计». */
void overlay_put_value(const struct filing *f, const struct overlay_figure *x, struct str *out);

/* A text is read up to so many words; figures behind that are not bound. */
#define OVERLAY_MOST 6000

#endif
