#ifndef CALC_NUMBER_H
#define CALC_NUMBER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* One number inside a folded text: 1,234.50, 11.88万, 一百二十 before a unit,
 * the 零 of 零事故. */
struct number {
	int64_t num; /* 10⁻⁶, without factor */
	int decimals;
	int64_t factor; /* of 万, 亿; 1 without */
	size_t length;  /* bytes, 万 included */
	bool bad;       /* it looks like a number and can't be read: 48.6. 2/3 */
	bool chinese;
	bool none; /* 零 of something: what follows is no unit */
};

/* True when s begins with a number. */
bool number_read(const char *s, struct number *out);

/* What joins the two ends of a range (- – ~ 至 到) or a spread (±, *spread):
 * its bytes, or 0. */
size_t number_connector(const char *s, bool *spread);

#endif
