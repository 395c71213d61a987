#ifndef TESTS_GENERATE_H
#define TESTS_GENERATE_H

#include <stddef.h>

#include "base/err.h"

/* A database as large as wanted, always the same for the same size: a tree of
 * units, 10 to 40 below each superior, and for each of them a filing of every
 * year, 附件1 to 附件3 filled in.  PATTERNS filings of a year are worked out
 * one by one, the others are copies of them under other units. */

enum { GENERATE_FROM = 2023, GENERATE_PATTERNS = 100 };

struct generated {
	size_t units, filings, cells;
	double seconds;
	long long bytes; /* of the file, once it is closed */
};

/* path must not be there.  Progress, one line a year, goes to stdout. */
int generate(const char *path, size_t units, int years, struct generated *out, struct err *e);

void generate_print(const struct generated *g);

/* The database that the benchmarks share, made when it is not there:
 * $BENCH_DB, or a name with the size in it in the working directory.  The size
 * is $BENCH_UNITS (2,000) × $BENCH_YEARS (5).  The caller frees the path; a
 * fault ends the program. */
char *generate_shared(void);

#endif
