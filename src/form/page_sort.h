#ifndef FORM_PAGE_SORT_H
#define FORM_PAGE_SORT_H

#include "form/page.h"

/* The last step of page_build: puts runs and spots in order, makes first_run
 * and renumbers the spots of the runs. */
void page_sort(struct page *p);

#endif
