#ifndef EXCHANGE_XLSX_FORMAT_H
#define EXCHANGE_XLSX_FORMAT_H

#include <stdbool.h>

#include "base/str.h"

/* How a worksheet shows a number (ECMA-376 18.8.30). */

enum xlsx_show { XLSX_GENERAL, XLSX_NUMBER, XLSX_PERCENT, XLSX_DATE };

struct xlsx_format {
	enum xlsx_show show;
	int decimals; /* −1: as many as there are */
	char *code;   /* of a date: its first section */
	bool framed;  /* not of the number: the cell has lines, see struct doc_cell */
};

/* A format's code; NULL: the built-in one of that number (14 is a date as
 * written in China).  What is not known is XLSX_GENERAL.  Starts from {0}. */
void xlsx_format_read(struct xlsx_format *f, int number, const char *code);
void xlsx_format_free(struct xlsx_format *f);

/* Appends what a cell's stored number shows.  A workbook keeps binary
 * fractions of 15 digits: «300.3099999999999» was 300.31 and comes out so, and
 * without an exponent.  *is_number is set unless it is a date.  false, nothing
 * appended: stored is no number, or none that a date can be of. */
bool xlsx_show(const struct xlsx_format *f, const char *stored, bool from_1904, struct str *out,
               bool *is_number);

#endif
