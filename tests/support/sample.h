#ifndef TESTS_SUPPORT_SAMPLE_H
#define TESTS_SUPPORT_SAMPLE_H

#include "form/filing.h"
#include "form/load.h"

/* A path below the source folder ($srcdir, as `make check` sets it, else
 * where the test was started); the caller frees it. */
char *sample_path(const char *path);

/* The set below tests/ or data/, with the dictionaries of data/codes; ends the
 * test when it can't be read. */
struct set *sample_set(const char *folder);

/* The file (below the source folder too) put into a new filing, without any database, not yet
 * recalculated.  Ends the test when the file says what the forms don't have. */
struct filing *sample_filing(const struct set *set, const char *unit_code, const char *unit_name,
                             int year, const char *file);

#endif
