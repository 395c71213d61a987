#ifndef SCREENS_DRAFT_H
#define SCREENS_DRAFT_H

#include <stdbool.h>

#include "base/err.h"

/* The line that was being typed when the connection broke: kept in
 * $XDG_STATE_HOME/ziping/draft (else ~/.local/state/…), readable by nobody
 * else, until the person takes it back or drops it. */
struct draft {
	char *database; /* absolute path */
	char *unit;     /* code */
	char *form;     /* «annex3#2» */
	char *key;      /* «ind.3.reason»; of a template row «ind.+GROUP.name» */
	char *text;
	int year;
};

int draft_save(const struct draft *d, struct err *e);
/* False: there is none for this database. */
bool draft_load(const char *database, struct draft *out);
void draft_remove(void);
void draft_free(struct draft *d); /* what it holds */
/* The absolute path of a database; the caller frees it. */
char *draft_database(const char *path);

#endif
