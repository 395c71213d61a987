#ifndef TESTS_SOAK_SESSION_H
#define TESTS_SOAK_SESSION_H

#include "app/work.h"
#include "screens/shell.h"
#include "soak/keys.h"

/* A workbench on a blind terminal, started anew when it is left, and somebody
 * else with the same database open.  Its clock goes with the keys. */

struct session {
	const char *path; /* of the database */
	struct work *w, *other;
	struct shell *shell;
	struct keys *decoder;
	int64_t now; /* ms */
	int rows, cols;
	uint64_t random;  /* of what is decided while a key is handled */
};

void session_begin(struct session *s, const char *path);
void session_end(struct session *s);
void session_key(struct session *s, const struct soak_key *k);

#endif
