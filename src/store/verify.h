#ifndef STORE_VERIFY_H
#define STORE_VERIFY_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"

/* What of a database file can be proved without knowing forms.  Reads only. */

struct store;

/* Sentences about what is wrong, at most FAULTS_MOST; n counts all.  Starts as
 * {0}. */
enum { FAULTS_MOST = 100 };
struct faults {
	char **text;
	size_t n;
};
void faults_add(struct faults *f, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
size_t faults_kept(const struct faults *f);
void faults_free(struct faults *f);

/* Asked some times a second while one statement runs: false stops it. */
struct verify_watch {
	bool (*go_on)(void *context);
	void *context;
};

/* As store_open for reading, but an older version stays what it is. */
struct store *verify_open(const char *path, struct err *e);

/* Every page, or (quick) all but the contents of indexes against their tables;
 * every reference to another table.  0 with what was found in out; -1: the file
 * can't be read, or it was stopped (ERR_NONE). */
int verify_pages(struct store *s, bool quick, const struct verify_watch *watch, struct faults *out,
                 struct err *e);
int verify_references(struct store *s, const struct verify_watch *watch, struct faults *out,
                      struct err *e);
/* The version of the tables, and whether it is this program's newest. */
int verify_version(struct store *s, bool *newest, struct err *e);

#endif
