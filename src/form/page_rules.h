#ifndef FORM_PAGE_RULES_H
#define FORM_PAGE_RULES_H

#include <stdbool.h>

#include "form/layout.h"

/* Which rows of a page have a border above them: height + 1 entries, the last
 * for the border below.  heights are the lines of text of each row.  Dense
 * leaves it out between rows of one line that are cut alike and both have
 * places to fill in (or both have none).  The caller frees it. */
bool *page_rules(const struct layout *l, const int *heights, bool dense);

#endif
