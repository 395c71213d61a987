#ifndef TESTS_SUPPORT_DRAWN_H
#define TESTS_SUPPORT_DRAWN_H

#include "form/filing.h"

/* A filing of one sheet, 2024, of the unit «某单位», whose form is drawn in the
 * test itself: drawing is the text of a .form file without its `form` line.
 * The weight w.part is 60, `each kind ?` goes over 1 一类 … 6 六类, 不适用 is so.
 * Fails the test when it cannot be read. */
struct filing *drawn_filing(const char *drawing);
void drawn_free(struct filing *f); /* with its set */

/* Puts a text under a key of the sheet ("a", "list.3.name"). */
void drawn_put(struct filing *f, const char *key, const char *text);
/* A row with this id at the end of its list; group NULL: none. */
void drawn_row(struct filing *f, const char *list, int id, const char *group);

#endif
