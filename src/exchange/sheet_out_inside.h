#ifndef EXCHANGE_SHEET_OUT_INSIDE_H
#define EXCHANGE_SHEET_OUT_INSIDE_H

#include "exchange/sheet_out.h"
#include "form/layout.h"

/* For sheet_out*.c. */

/* Half a character of a font of n half points is n × this ÷ 10 twips wide, with
 * some room for fonts whose digits are wider. */
#define SHEET_OUT_HALF 58

/* What is at hand while a sheet is made. */
struct sheet_making {
	const struct filing *f;
	int sheet;
	enum out_what what;
	const struct layout *l;
	struct sheet_out *out;
	int *column;             /* by unit: the column that begins there */
	size_t cells_capacity, lines_capacity;
};

/* The text as the document wants it; the caller frees it. */
char *sheet_out_text(const struct sheet_making *m, struct layout_text text);
bool sheet_out_has_spot(const struct layout *l, struct layout_text text);
/* A form of texts alone. */
bool sheet_out_is_prose(const struct form *form);
void sheet_out_add_prose(struct sheet_making *m);
void sheet_out_add_table(struct sheet_making *m);
/* Twips between the margins of its page. */
int sheet_out_room(const struct sheet_out *s);

/* Puts the cells in order of top and left. */
void sheet_out_sort(struct sheet_out *s);

#endif
