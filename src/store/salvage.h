#ifndef STORE_SALVAGE_H
#define STORE_SALVAGE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "store/verify.h"

/* What can still be read of a damaged database goes into a new one, table by
 * table, from both ends and, between them, row by row.  For when there is no
 * good copy: figures may be missing, and the chain will say so. */

struct salvage_request {
	const char *damaged, *to; /* to: must not be there */
	const char *actor, *host; /* of the event in the new one */
	bool (*go_on)(void *context); /* asked for each table; false stops; may be NULL */
	void *context;
};
/* *rows: how many were read; out: which tables lack some.  ERR_DAMAGED: not even
 * its list of tables can be read; ERR_INPUT: to is there. */
int salvage(const struct salvage_request *q, int64_t *rows, struct faults *out, struct err *e);

#endif
