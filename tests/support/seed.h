#ifndef TESTS_SUPPORT_SEED_H
#define TESTS_SUPPORT_SEED_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"

/* The Word tables in the text dump of a document: a row begins after an empty
 * line, a cell with a TAB, more lines are more paragraphs of the cell, the
 * lower cells of a vertical merge are empty.  An empty line may also be a
 * cell's last paragraph: only the number of cells tells, so the reader of a
 * row says how many it has. */
struct seed;

struct seed *seed_open(const char *path, struct err *e);
void seed_close(struct seed *s);

/* Goes on to the table that follows the next line beginning with `after` and
 * ends before the line beginning with `until` (blanks in front do not count).
 * false: there is none. */
bool seed_table(struct seed *s, const char *after, const char *until);

/* Reads a row of so many cells; the table's last row may lack some at its end,
 * they come out empty.  The texts are kept as they stand, without bookmarks
 * and without empty paragraphs at both ends; seed_close or the next seed_row
 * drops them.  false at the end of the table, and when the row has another
 * number of cells: seed_fault then says where. */
bool seed_row(struct seed *s, size_t columns, const char *const **cells);
const char *seed_fault(const struct seed *s); /* NULL: none */
/* The other kind of dump, a line for a row, its cells parted by tabs: the
 * lines from the one beginning with `first` to before the next empty one.
 * seed_line gives one line after the other, NULL at the end. */
bool seed_lines(struct seed *s, const char *first);
const char *seed_line(struct seed *s);

bool seed_at_end(const struct seed *s);

/* The place of the next row, to come back to. */
size_t seed_tell(const struct seed *s);
void seed_seek(struct seed *s, size_t place);

/* The whole text. */
const char *seed_text(const struct seed *s);

#endif
