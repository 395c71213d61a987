#ifndef FORM_FORMAT_H
#define FORM_FORMAT_H

#include <stdbool.h>

#include "base/str.h"
#include "calc/num.h"
#include "calc/rat.h"
#include "form/def.h"

/* How a narrative prints a figure: {done / plan %}, {total .2 thousands}. */

enum format_decimals {
	DECIMALS_FIELD, /* of the field the formula is about; zero is «0» */
	DECIMALS_FIXED, /* .0 to .6 */
	DECIMALS_SHORT, /* those of the field, none for whole numbers */
	DECIMALS_PLAIN  /* no more than needed */
};

struct format {
	enum format_decimals how;
	int decimals;   /* DECIMALS_FIXED */
	bool percent;   /* %: 1 is 100% */
	bool thousands; /* 1,234.50 */
	const char
	    *unit; /* 元, 万元, 亿元, printed behind the figure; the value is in 万元; NULL */
};

/* Takes the format's words off the end of «expr words». */
void format_take(char *text, struct format *out);

/* Prints v in the manner of like (may be NULL) where the format does not say
 * otherwise.  printed gets the figure that is then read there, 万元 whatever
 * unit is printed.  false: too big. */
bool format_put(const struct format *format, const struct field *like, struct rat_pool *pool,
                const struct rat *v, struct str *out, struct figure *printed);

#endif
