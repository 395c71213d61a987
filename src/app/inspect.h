#ifndef APP_INSPECT_H
#define APP_INSPECT_H

#include "app/work.h"

/* What there is to say about the cell under the cursor, in whole sentences,
 * each NULL when there is nothing.  Owned by the struct. */
struct inspect {
	char *key;       /* «annex2.ind.3.score» */
	char *label;     /* «文件转发数量·自评得分» */
	char *text;      /* what stands there, in full */
	char *formula;   /* «控制率 = 实际在职人数 ÷ 编制数» */
	char *values;    /* «= 27 ÷ 26 = 103.85%» */
	char *stated;    /* «表报 10.00，建议 9.93，差 +0.07» or «表报 99，应为 98，差 +1»; of a
	                    text where a generated one differs from it */
	char *judged;    /* how an indicator was judged, «39 份 ≥ 30 份，达到» */
	char *fault;     /* «“48.6.” 不是数，是否为 48.60？» */
	char *last;      /* last year's value of the same cell */
	char *feeds;     /* «用于：三公经费、…» */
	char *refusal;   /* why it can't be edited */
	char *changed;   /* «11-21 22:10 张三 由 26 改为 27» */
};
void inspect_cell(struct work *w, struct filing *f, struct place p, struct inspect *out);
void inspect_free(struct inspect *i);

/* The filing's three totals (DOMAIN §3): what is stated, what the formula
 * makes of the stated parts, and with the suggested execution score. */
struct score_total {
	bool has_stated, has_computed, has_suggested;
	int64_t stated, computed, suggested; /* 10⁻⁶ */
	const char *grade;   /* by the computed total, without it the stated; of the set; NULL */
};
void inspect_score(const struct filing *f, struct score_total *out);
/* The same without the last one, which takes a recalculation. */
void inspect_total(const struct filing *f, struct score_total *out);

/* Cells whose stated figure differs from the formula, faults, cells that are to be
 * filled in and are not, those carried from last year that nobody has confirmed, and
 * those with a text: how many of the filing, of one sheet (-1: all). */
struct inspect_marks { int differs, faults, blanks, carried, filled; };
void inspect_marks(const struct filing *f, int sheet, struct inspect_marks *out);

/* Finds text (folded: width and blanks do not matter) in what cells show and
 * in their labels, after (or before, direction −1) from, going round through
 * all sheets of the filing; false: nowhere. */
bool inspect_find(const struct filing *f, const char *text, struct place from, int direction,
                  struct place *out);

#endif
