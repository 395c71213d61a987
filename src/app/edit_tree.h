#ifndef APP_EDIT_TREE_H
#define APP_EDIT_TREE_H

#include "app/edit_step.h"

/* Typing a code in a tree of codes (form/tree.h): its name comes from the
 * dictionary, the rows above it (款 of a 项, 类 of a 款) are found or made, and
 * the row is put in its place by code. */

/* Whether p is in the column of codes (its row may be −1) and text is a code
 * of the dictionary; any other text is kept where it is typed. */
bool edit_tree_takes(const struct filing *f, struct place p, const char *text);

/* The code of a row that is there.  A row with rows below it stays where it is. */
int edit_tree_put(struct edit_step *s, const struct edit_target *t, const char *text);
/* A new row; *row gets its index. */
int edit_tree_add(struct edit_step *s, int sheet, int list, const char *text, int *row);

#endif
