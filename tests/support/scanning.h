#ifndef TESTS_SUPPORT_SCANNING_H
#define TESTS_SUPPORT_SCANNING_H

#include <stddef.h>

#include "form/filing.h"

/* Small filings filled in within the test, and what the searches find there. */

/* A line for a cell, FORM#COPY.KEY=TEXT: «annex2#1.done=110.75».  A row is
 * made when first named; its group may follow its id: «annex2#1.ind.3@time.name».
 * \n inside a text is written ⏎. */
struct filing *scanning_filing(const struct set *set, const char *unit, int year,
                               const char *lines);

struct scanning_case {
	const char *lines;
	const char *wanted; /* places with a space between: «annex4#1.results»; "": silent */
};

/* Set-up and tear-down of a group: the state of its tests is the set whose forms
 * the cases name, data/forms/yueyanglou-2024. */
int scanning_open(void **state);
int scanning_close(void **state);

/* Each case in a filing of 2024 of the unit «岳阳市岳阳楼区教育局»: the findings of
 * that code stand at the places wanted, and nowhere else. */
void scanning_check(const struct set *set, const char *code, const struct scanning_case *cases,
                    size_t n);
/* The places of all findings of that code that the searches add; the caller frees it. */
char *scanning_places(struct filing *f, const char *code);

#endif
