#ifndef APP_SETS_H
#define APP_SETS_H

#include "base/err.h"
#include "base/str.h"
#include "form/def.h"

/* A set that does not load: its folder's name, and the first mistake in it. */
struct set_failure {
	char *set, *why;
};

/* All form sets below a folder, by id. */
struct sets {
	struct set **sets;
	size_t n, capacity;
	struct set_failure *failures;
	size_t nfailures, failures_capacity;
};

/* folder NULL: `forms` in the data folder.  Sets that do not load are left
 * out and noted in failures; an error only when none loads, and then it is the
 * first one's. */
int sets_load(struct sets *s, const char *folder, struct err *e);
void sets_free(struct sets *s);
/* A line for each failure; nothing when there is none. */
void sets_tell_failures(const struct sets *s, struct str *out);
struct set *sets_find(const struct sets *s, const char *id);         /* NULL */
bool set_is_for(const struct set *set, int year);
struct set *sets_for_year(const struct sets *s, int year);           /* NULL */

#endif
