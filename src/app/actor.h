#ifndef APP_ACTOR_H
#define APP_ACTOR_H

#include "store/store.h"

/* Who stands in the journal, and from where. */

/* The store's actor is the real user of this process, whatever $USER says
 * (ENGINE §5), and where the person came from, where that is known. */
void actor_take(struct store *s);
/* The same where no store is open: *host NULL when it is not known.  The caller
 * frees both. */
void actor_who(char **who, char **host);

/* Where somebody came from: the address SSH_CONNECTION begins with (NULL: not
 * set), else the host the terminal was opened from (NULL: not known), each only
 * when it looks like one; NULL: not known.  The caller frees it. */
char *actor_host(const char *ssh_connection, const char *terminal_host);

#endif
