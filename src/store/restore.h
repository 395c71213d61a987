#ifndef STORE_RESTORE_H
#define STORE_RESTORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

/* A copy takes the place of the database.
 *
 * 1. The copy is checked in full first, and stays as it is.
 * 2. The database that is replaced stays as «FILE.before-restore-…», with all
 *    that was ever acknowledged: nobody can write while the two change places.
 * 3. At each moment the name is that of a whole database: the old or the new.
 * 4. Who has the old one open can't write to it any more, and is told at the
 *    next look (store_check_file): nothing is acknowledged that would be lost. */

/* What the database has that the copy has not. */
struct restore_loss {
	bool readable;    /* the database is; else nothing below is known of it */
	bool same;        /* it goes on from the copy: no other history */
	int64_t newest;   /* of the copy: when it was last changed; 0: never */
	int64_t steps;    /* of the journal, after the copy */
	int64_t first, last; /* times of these */
	char *who;        /* «张某 12 步、李某 3 步»; NULL: nobody */
	char *why;        /* not readable: the reason */
};
/* -1: the copy is no good, and why. */
int restore_look(const char *database, const char *copy, struct restore_loss *out, struct err *e);
void restore_loss_free(struct restore_loss *l);

struct restore_request {
	const char *database, *copy;
	const char *detail;     /* of the event in the restored database */
	const char *actor, *host;
	int64_t now;
	const char *stamp;      /* 20261122-071500: ends the name of what is replaced */
	bool despite_others;    /* though others have it open */
	bool (*progress)(void *context, size_t done, size_t total);
	void *context;
};
/* *kept gets the name of what was replaced (the caller's; NULL: there was
 * nothing).  ERR_BUSY: others have it open, and how many processes.  Stopped by
 * progress: -1 with ERR_NONE. */
int restore_carry_out(const struct restore_request *q, char **kept, struct err *e);

#endif
