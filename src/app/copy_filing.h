#ifndef APP_COPY_FILING_H
#define APP_COPY_FILING_H

#include "form/filing.h"

/* The same filing once more, figures and versions included; last year's is
 * the same one. */
struct filing *copy_filing(const struct filing *f);

/* Exchanges what two filings hold, so that one that others point to can take
 * over the contents of another. */
void swap_filings(struct filing *a, struct filing *b);

#endif
