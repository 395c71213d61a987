#ifndef FORM_CHART_DEF_H
#define FORM_CHART_DEF_H

#include <stddef.h>

#include "calc/expr.h"

/* The charts a form predefines, read-only after loading.  Described in
 * data/forms/README. */

enum chart_kind {
	CHART_BARS,   /* figures side by side */
	CHART_CHANGE, /* 变动情况: each with its growth over the one before */
	CHART_YEARS,  /* the same, one formula over the unit's years */
	CHART_SHARES  /* 结构: parts of their sum */
};

struct chart_part {
	char *label;        /* may hold {year}: see filing_fill_year */
	char *name;         /* of a part for each row of a list: «list.column» that labels it; NULL */
	int list;           /* that list; −1: none */
	struct expr *value;
	struct expr *whole; /* what value can be at most; NULL */
	int line;           /* in the .form file */
};

struct chart_def {
	char *key, *title;  /* title as label */
	enum chart_kind kind;
	struct chart_part *parts;
	size_t nparts;
	int line;
};

void chart_defs_free(struct chart_def *charts, size_t n);

#endif
