#ifndef AUDIT_SCAN_INSIDE_H
#define AUDIT_SCAN_INSIDE_H

#include <stdbool.h>
#include <stddef.h>

#include "audit/finding.h"
#include "audit/reading.h"
#include "calc/rat.h"
#include "form/filing.h"

/* What the searches of one filing share.  Included by audit/scan*.c alone. */

/* A cell with a text that is no figure. */
struct scan_text {
	struct place place;
	const struct field *field;
	const char *text; /* borrowed */
	const struct reading *reading; /* NULL until it is asked for: scan_read */
};

/* A cell with a figure. */
struct scan_figure {
	struct place place;
	const struct field *field;
	struct figure value; /* as stated, else what wins */
};

struct scan {
	struct filing *f;
	struct findings *out;
	const struct scan_rule *rule; /* the search at work */
	struct scan_text *texts;      /* in the order of the filing: sheets, fields, lists */
	size_t ntexts, texts_room;
	struct scan_figure *figures;
	size_t nfigures, figures_room;
	struct rat_pool *pool;
};

/* The text folded and cut into sentences, worked out once a run. */
const struct reading *scan_read(const struct scan *s, struct scan_text *t);
/* The text of a cell among the texts; NULL: it has none. */
struct scan_text *scan_text_at(const struct scan *s, struct place p);

/* A finding of the search at work; text is taken over, detail is copied. */
struct finding *scan_report(const struct scan *s, struct place p, char *text, const char *detail);
/* It is about this part of the text it stands at. */
void scan_part(struct finding *x, const struct scan_text *t, struct span part);

/* The figure of the policy's weight of that name; false: the set has none. */
bool scan_limit(const struct scan *s, const char *name, int64_t *out);

/* Columns of a list of indicators: the first and the second of kind `target`
 * are the target and the actual.  false: it has none. */
bool scan_indicators(const struct list *l, int *target, int *actual);

/* «附件3#3 妇幼…：妇女“两癌”免费筛查·实际完成值» */
void scan_where(const struct filing *f, struct place p, struct str *out);

void scan_cents(struct scan *s);
void scan_common(struct scan *s);
void scan_control(struct scan *s);
void scan_facts(struct scan *s);
void scan_instructions(struct scan *s);
void scan_leftovers(struct scan *s);
void scan_names(struct scan *s);
void scan_outliers(struct scan *s);
void scan_pasted(struct scan *s);
void scan_punctuation(struct scan *s);
void scan_ratios(struct scan *s);
void scan_slips(struct scan *s);
void scan_statements(struct scan *s);
void scan_twice(struct scan *s);
void scan_unitless(struct scan *s);
void scan_years(struct scan *s);
void scan_yuan(struct scan *s);

#endif
