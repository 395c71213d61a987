#ifndef EXCHANGE_CSV_H
#define EXCHANGE_CSV_H

#include <stddef.h>

#include "base/err.h"

/* CSV in UTF-8, with or without BOM, lines ending in LF, CRLF or CR, read
 * strictly: a quote stands only around a whole field, doubled inside one.
 * Blanks are part of a field, empty lines are no records. */

struct csv_record {
	char **fields;
	size_t n;
	int line; /* where it begins, from 1 */
};

struct csv_table {
	char *name; /* of the file, for errors */
	struct csv_record *records;
	size_t n;
};

/* What a file may have at most; more is ERR_LIMIT. */
struct csv_limits {
	size_t bytes; /* of the file */
	size_t records;
	size_t fields; /* of one record */
};

/* Starts from {0} or a freed table.  ERR_INPUT with «name:line» for a NUL, for
 * what is no UTF-8 and for quotes out of place; nothing is kept then. */
int csv_table_parse(struct csv_table *t, const char *name, const char *text, size_t length,
                    const struct csv_limits *limits, struct err *e);
/* The same for fields parted by another sign (; or TAB). */
int csv_table_parse_by(struct csv_table *t, const char *name, char delimiter, const char *text,
                       size_t length, const struct csv_limits *limits, struct err *e);
int csv_table_read(struct csv_table *t, const char *path, const struct csv_limits *limits,
                   struct err *e);
void csv_table_free(struct csv_table *t);

/* ERR_INPUT with «name:line» unless the first record is these n names and all
 * others have n fields. */
int csv_table_expect(const struct csv_table *t, const char *const *names, size_t n, struct err *e);

#endif
