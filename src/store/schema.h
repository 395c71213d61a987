#ifndef STORE_SCHEMA_H
#define STORE_SCHEMA_H

#include <stddef.h>

#include "base/err.h"

/* The tables, and how an older database becomes a newer one.  Internal to
 * src/store. */

struct store;

enum { SCHEMA_APPLICATION_ID = 0x7a706e67 }; /* "zpng" */

/* One step of the way: what leads from the version before (0: an empty
 * database) to this one.  Steps are only ever added. */
struct schema_step {
	int version;
	const char *sql;
	int (*fill)(struct store *s, struct err *e); /* what SQL can't, after it; or NULL */
};
/* schema_steps.c */
extern const struct schema_step schema_steps[];
extern const size_t schema_steps_count;

/* What the file is: its version, or -1 with ERR_DAMAGED when it is no database
 * of ours, ERR_VERSION when it is newer than the last of the steps. */
int schema_version(struct store *s, const struct schema_step *steps, size_t count, struct err *e);

/* Takes the database to the last step: each in a transaction of its own, after
 * a copy "FILE.vN.bak" of the state before (none of an empty database).  Two
 * processes may do it at once. */
int schema_migrate(struct store *s, const struct schema_step *steps, size_t count, struct err *e);

#endif
