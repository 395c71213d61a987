#ifndef EXCHANGE_DUMP_READ_H
#define EXCHANGE_DUMP_READ_H

#include <stddef.h>

struct doc_writer;

/* The text of a document as tools write it out.  Each line is a paragraph, but
 * tables come in two ways:
 *
 *   - of Word: a cell begins with a TAB, more lines are more paragraphs of it,
 *     an empty line parts the rows.  Merges are not told: rows have as many
 *     cells as were drawn, the lower cells of a vertical merge are empty;
 *   - a line for a row, its cells parted by TABs.
 *
 * The text is UTF-8 without NUL.  0; −1 with ERR_LIMIT in w->e. */
int dump_read(struct doc_writer *w, const char *text, size_t length);

#endif
