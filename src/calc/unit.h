#ifndef CALC_UNIT_H
#define CALC_UNIT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Units and measure words behind a number.  Two quantities can be compared
 * when their units are equal_units; numbers are then multiplied by factor. */

enum unit_kind {
	UNIT_NONE,
	UNIT_COUNT, /* measure words, lengths, areas: things counted */
	UNIT_PERCENT,
	UNIT_MONEY, /* base 元 */
	UNIT_TIME,  /* a span; base 秒, 工作日 or 月 */
	UNIT_DATE   /* a point in time: 月, 日, a four-digit 年 */
};

struct unit {
	enum unit_kind kind;
	char base[32]; /* what it is counted in: 秒 for 小时, 次 for 场 */
	int64_t factor;
	bool known; /* false: a CJK character behind a number, taken as measure word */
};

/* Reads the unit s begins with: its bytes, or 0 with UNIT_NONE. */
size_t unit_read(const char *s, struct unit *out);

bool unit_equal(const struct unit *a, const struct unit *b);

/* Whether a number in one unit may answer one in the other, though they can't
 * be compared: 家 and 个, 期 and 场, 小时 and 工作日, but not 家 and 项, 家 and %.
 * What is no known unit is akin to all, and so is a point in time but to a
 * percentage or an amount. */
bool unit_akin(const struct unit *a, const struct unit *b);

#endif
