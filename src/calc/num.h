#ifndef CALC_NUM_H
#define CALC_NUM_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

/* A figure: an int64 in 10⁻⁶ of its unit (万元 × 10⁶, a rate of 1 = 100 % is
 * 1000000), as written by a person.  ENGINE §1.  No binary fraction anywhere. */

#define NUM_ONE INT64_C(1000000)

/* What a cell says or is worth.  The names are those of `show --json`. */
enum figure_state {
	FIGURE_ABSENT, /* nothing was ever put there                     */
	FIGURE_BLANK,  /* put there, and empty                            */
	FIGURE_NUMBER, /* a number                                        */
	FIGURE_NA,     /* 不适用: counts as nothing in a sum               */
	FIGURE_TEXT,   /* text where text is wanted                        */
	FIGURE_FAULT   /* text where a number is wanted, or not computable */
};

struct figure {
	enum figure_state state;
	int64_t num;   /* with FIGURE_NUMBER, 10⁻⁶ */
	int decimals;  /* digits written behind the point, of the unit itself:
	                  "99.30%" is 0.9930 and has 4 */
	bool percent;  /* written with a % sign */
};

/* Nothing is there: absent or blank. */
bool figure_is_empty(enum figure_state s);

enum num_result {
	NUM_OK,
	NUM_EMPTY,   /* only blanks */
	NUM_BAD,     /* not a number */
	NUM_TOO_BIG, /* more than 9.2×10¹² */
	NUM_TOO_FINE /* more than 6 decimals */
};

/* Reads one number that fills the whole text, blanks around it, full-width
 * digits, ％, thousands commas and a sign allowed: "１，２３４．５０", "99.30%".
 * A unit behind it (万元, 人, 分 …) is NUM_BAD unless it equals unit (may be
 * NULL).  Sets state, num, decimals, percent of out. */
enum num_result num_parse(const char *text, const char *unit, struct figure *out);

/* Writes num with so many decimals, rounded half away from zero (四舍五入), no
 * "-0.00".  With percent the value is shown as per cent: decimals are then
 * those behind the point of the percentage, and none when it is integral
 * ("100%", "99.30%", "103.85%"). */
void num_format(struct str *out, int64_t num, int decimals, bool percent);

/* num rounded to so many decimals (0 to 6), half away from zero. */
int64_t num_round(int64_t num, int decimals);
/* The fewest decimals (0 to 6) that write num exactly. */
int num_decimals(int64_t num);

/* A proposal for a text that is no number ("48.6." → "48.60", "12,3万元" …):
 * true and *out when there is one obvious reading.  Never taken silently. */
bool num_propose(const char *text, int decimals, int64_t *out);

#endif
