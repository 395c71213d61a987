#ifndef CALC_QUANTITY_H
#define CALC_QUANTITY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "calc/compare.h"
#include "calc/unit.h"
#include "calc/wording.h"

/* The quantities of a folded text: «检查互认节约≥40万元» is one, ≥ 40 × 10⁴ 元
 * with the noun 检查互认节约 before it. */

struct quantity {
	struct span whole;         /* comparator, number, unit and suffix */
	struct span figure;        /* number and unit as written */
	struct span before, after; /* the words up to the next mark or quantity */
	int64_t num, high;         /* 10⁻⁶, without factor */
	int decimals;              /* written behind the point */
	int64_t factor;            /* of 万 and the unit together */
	struct unit unit;
	enum compare compare;
	bool bracketed; /* stands in brackets: a second value */
	bool joined;    /* by + to the quantity before it */
	bool planned;   /* 拟, 计划, 应: to be done */
	bool about;     /* 约, 近, 余, 左右 */
	bool each;      /* 每年, 人均, 按季: a rate */
};

#define QUANTITIES_MAX 48

struct quantities {
	struct quantity item[QUANTITIES_MAX];
	size_t n;
	bool many; /* there were more */
	bool bad;  /* a number nobody can read: 48.6. , 2/3, 20 digits */
	struct span bad_text;
};

/* text is folded (wording_fold) and must outlive the spans.  planned is the
 * policy's list of words (may be NULL). */
void quantities_read(const char *text, char *const *planned, size_t nplanned,
                     struct quantities *out);

#endif
