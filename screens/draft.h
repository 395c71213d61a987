#ifndef SCREENS_DRAFT_H
#define SCREENS_DRAFT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"

/* What was being typed when the connection broke: kept in a file of its own,
 * $XDG_STATE_HOME/ziping/draft-PID-N (else ~/.local/state/…), readable by nobody
 * else, until the person takes it back or drops it. */
struct draft {
	char *database; /* absolute path */
	char *kind;     /* «explain» …: what else than a cell's text; NULL: a cell's */
	char *unit;     /* code */
	char *form;     /* «annex3#2» */
	char *key;      /* «ind.3.reason»; of a template row «ind.+GROUP.name»; a kind's own */
	char *text;
	char *base;     /* what stood there when its typing began; NULL: not known */
	int year;
	int64_t seen;   /* the cell's version when its typing began */
	char *file;     /* path; NULL: not stored yet */
};

/* Into its file, or a new one. */
int draft_save(struct draft *d, struct err *e);
/* The newest one for this database that no living session is writing; false:
 * there is none. */
bool draft_load(const char *database, struct draft *out);
void draft_remove(const char *file); /* NULL is fine */
void draft_free(struct draft *d); /* what it holds */
struct draft draft_copy(const struct draft *d);
/* The absolute path of a database; the caller frees it. */
char *draft_database(const char *path);

#endif
