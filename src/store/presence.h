#ifndef STORE_PRESENCE_H
#define STORE_PRESENCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "store/store.h"

/* Who works on the database just now: a small file beside it, «FILE-who», that
 * all sessions map.  Each session has a slot of its own, held by a lock that
 * the system gives up with the process, however it ends.  Nothing in it is
 * ever more than a hint: it is lost with the file, and where the file can't be
 * there (a folder that is read-only, a full disk) nobody is present.  Texts
 * come from other programs: they are bounded here, not clean. */

struct presence;

enum {
	PRESENCE_SLOTS = 256,
	PRESENCE_SLOT = 256,   /* bytes of one */
	PRESENCE_SWEEP = 5000  /* ms: whether those that say they are here are here */
};

/* What a session says of itself. */
struct presence_session {
	char who[48], host[40]; /* host "": not known */
	char form[40], key[88]; /* form "": none is open; key "": no cell is being edited */
	int copy;
	int64_t filing;         /* 0: none is open */
	int64_t since;          /* seconds since 1970 UTC */
	long pid;
	bool own;
};

/* NULL when there is no such file and none can be made; of a database that is
 * only read none is made.  The store must outlive it. */
struct presence *presence_open(struct store *s);
void presence_close(struct presence *p); /* gives the slot up; NULL is fine */

/* Says what is open now: form, key may be NULL.  Takes a slot the first time;
 * nothing happens when all are taken or the file is only read.  A text that is
 * too long is cut between characters. */
void presence_say(struct presence *p, int64_t filing, const char *form, int copy, const char *key);

/* Looks at the others, without a system call when none of them said anything
 * since and the last sweep was not long ago.  now: ms of a clock that does not
 * go back.  True: presence_sessions gives something else than before. */
bool presence_poll(struct presence *p, int64_t now);
/* As of the last poll, by slot, the own one among them; valid until the next. */
const struct presence_session *presence_sessions(const struct presence *p, size_t *n);

#endif
