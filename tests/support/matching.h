#ifndef TESTS_SUPPORT_MATCHING_H
#define TESTS_SUPPORT_MATCHING_H

#include <stdbool.h>

#include "form/filing.h"

/* Fails unless a filing that was read from a document says in every cell what
 * the sample that was typed from it says.  forms: ids with blanks between them,
 * those that are in the document; NULL: all.  only: of a form nothing but that
 * list is in it; NULL: everything.  all: forms that are not printed too. */
void matching_sheets(const struct filing *sample, const struct filing *is, const char *forms,
                     const char *only, bool all);

#endif
