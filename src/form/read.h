#ifndef FORM_READ_H
#define FORM_READ_H

#include "base/err.h"
#include "form/def.h"
#include "form/lines.h"
#include "form/text.h"

/* The two passes over a .form file, and .text files.  Used by form/load.c only. */

#define AXIS_MAX 16

struct axis {
	char *member[AXIS_MAX];
	char *label[AXIS_MAX];  /* NULL: the member's own name */
	char *carry[AXIS_MAX];  /* member of last year's filing it comes from; NULL */
	size_t n;
};

struct reader {
	struct set *set;
	struct form *form;
	const struct codes *codes;
	struct lines lines;
	struct axis axis;
	size_t rules_from; /* the rules of the last `rule` line: one, or one for each member */
	bool rules_axis;   /* the latter */
	struct err *e;
};

/* «file:line: what which»; returns -1. */
int read_fail(struct reader *r, int line, const char *what, const char *which);

#define READ_GROUPS 64 /* groups of one list */

/* list KEY LABEL [tree …] / group KEY [WEIGHT] LABEL|synonym…: indented more than a
 * group before it, it is inside that one; indents holds their indentation. */
int read_list(struct reader *r, const struct line *line, const char *rest);
/* Of the same line, once the columns are there: [tree COLUMN DICTIONARY]. */
int read_tree(struct reader *r, const struct line *line, const char *rest);
int read_rollups(struct reader *r); /* columns that say `rollup` and can't */
int read_group(struct reader *r, const struct line *line, struct list *l, int *indents,
               const char *rest);
/* A formula, its mistakes with file:line. */
struct expr *read_formula(struct reader *r, int line, const char *text);

/* The same with the axis member put in (NULL: none). */
struct expr *read_axis_formula(struct reader *r, int line, const char *text, const char *member);

/* «2023-», «2020», «2015-2019»; *to 0: and later. */
bool read_years(const char *text, int *from, int *to);

/* Copies s with each `.*` replaced by ".member" (a lone `*` by "member"). */
char *read_axis(const char *s, const char *member);

/* chart KEY KIND TITLE / part LABEL VALUE [of WHOLE] (form/chart_def.h); at the
 * end whether each chart is complete. */
int read_chart(struct reader *r, const struct line *line, const char *rest);
int read_chart_part(struct reader *r, const struct line *line, const char *rest);
int read_charts_end(struct reader *r);

int read_fields(struct reader *r);  /* fields, lists, rules: what there is */
int read_drawing(struct reader *r); /* where it stands */

/* Reads a text with holes; l is the list whose row it is drawn in, or NULL. */
int read_text(struct reader *r, int line, const char *s, const struct list *l,
              struct drawn_text *out);
/* One more piece at the end of a text. */
struct piece *read_piece(struct drawn_text *t, enum piece_kind kind);
void drawn_text_free(struct drawn_text *t);

/* Fills t, which has its id, from its .text file; the set's forms are bound. */
int read_narrative(struct set *s, struct narrative *t, const char *path, const struct codes *codes,
                   struct err *e);

#endif
