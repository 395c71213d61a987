#ifndef FORM_PAGE_COLUMNS_H
#define FORM_PAGE_COLUMNS_H

#include <stdbool.h>

#include "form/layout.h"

/* Where the borders of a layout's columns stand: an array by unit, filled at
 * the edges of boxes, owned by the caller.  They follow the widths drawn, but
 * figures get the room to stand on one line where there is enough for all (with
 * marks: and for their marks).  *width is what there is and gets what is
 * needed: at least two columns inside each box. */
int *page_columns(const struct layout *l, bool marks, int *width);

#endif
