#ifndef FORM_TWIN_H
#define FORM_TWIN_H

#include "form/filing.h"

/* The same place in another filing: another year's, another unit's, one of
 * another set that has a form and fields of the same keys. */

/* The sheet of the same form: of forms with copies the one of the same name,
 * else of the same number; -1. */
int twin_sheet(const struct filing *f, int sheet, const struct filing *other);
/* The row of the same list: the one with the same id and name; else by code
 * where the list has codes, by name otherwise, the second of a name being the
 * second there; else, when either was carried from the other, by id alone; -1. */
int twin_row(const struct filing *f, struct place p, const struct filing *other, int sheet);
/* Both, and the field; false: there is no such place. */
bool twin_place(const struct filing *f, struct place p, const struct filing *other,
                struct place *out);

#endif
