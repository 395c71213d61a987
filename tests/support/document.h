#ifndef TESTS_SUPPORT_DOCUMENT_H
#define TESTS_SUPPORT_DOCUMENT_H

#include <stddef.h>

#include "form/filing.h"

/* The five documents of tests/seeds as filings. */

enum { DOCUMENTS = 5 };

struct document {
	struct set *set;
	struct filing *filing; /* recalculated */
};

const char *document_name(size_t i); /* the file's, without .txt */
struct document document_open(size_t i);
void document_close(struct document *d);

#endif
