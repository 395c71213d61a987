#ifndef FORM_TREE_H
#define FORM_TREE_H

#include <stdbool.h>

#include "form/filing.h"

/* Lists whose rows are a tree of codes (功能分类科目): a row's level comes from
 * the length of its code, and the row above it is the nearest one before it of
 * a higher level.  What a code begins with does not matter here: a document
 * may print 2109901 under 21006, and it counts there. */

enum { TREE_LEVELS = 3 }; /* 类 3 digits, 款 5, 项 7 */

int tree_code_level(const char *code); /* 1 to TREE_LEVELS; 0: no such code */

/* field of the places is not looked at.  Rows without a level are in no tree:
 * nothing is above or below them. */
int tree_level(const struct filing *f, struct place row);
int tree_parent(const struct filing *f, struct place row); /* index of its row, -1 */
/* The next one directly below the row, after another one or after itself; -1. */
int tree_below(const struct filing *f, struct place row, int after);

/* What the dictionary of the filing's year calls a code; NULL: unknown. */
const char *tree_name(const struct filing *f, const struct list *l, const char *code);
/* A cell in the column of codes with a code that is not in the dictionary. */
bool tree_is_unknown(const struct filing *f, struct place p);

/* How the cell there comes by its value.  A rollup column is computed in rows
 * with rows below them and input in others. */
enum field_mode place_mode(const struct filing *f, struct place p);

#endif
