#ifndef SCREENS_BESIDE_H
#define SCREENS_BESIDE_H

#include "app/compare.h"
#include "screens/dialog.h"

/* Last year beside this year: the cells of one sheet of f, which has a
 * f->last.  A picker (screens/picker.h): its ids are indexes of the cells of
 * beside_cells, and Tab ends it with DIALOG_OTHER. */
struct dialog *beside_dialog_new(const struct filing *f, int sheet, bool differences,
                                 struct place at);

/* Those filled in in either year, also of rows that are gone; the caller frees
 * with compare_free. */
struct compare *beside_cells(const struct filing *f, int sheet);

#endif
