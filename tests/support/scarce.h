#ifndef TESTS_SUPPORT_SCARCE_H
#define TESTS_SUPPORT_SCARCE_H

#include <stdbool.h>

/* Memory that runs out at a wanted moment.  A program that uses this is linked
 * with -Wl,--wrap=calloc,--wrap=realloc: then mem_* (base/mem.h) asks here.
 * SQLite has functions of its own and is told no apart from the others. */

enum scarce { SCARCE_MEM, SCARCE_SQLITE };

/* Before the first use of SQLite. */
void scarce_install(void);
/* Allocation number n from now (1: the next) finds no memory, and with `on` all
 * after it; 0: there is enough. */
void scarce_fail(enum scarce whose, long n, bool on);
/* Allocations since scarce_fail was last called. */
long scarce_count(enum scarce whose);

#endif
