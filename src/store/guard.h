#ifndef STORE_GUARD_H
#define STORE_GUARD_H

#include <stdbool.h>

/* SQLite opens, looks at and removes the files beside a database when it needs
 * them, at any call.  From guard_install on it does so with the group of the
 * shared database (base/privilege.h) for the files of that database, and with
 * the person's own rights for all others.  Internal to src/store. */

/* Before the first connection; nothing happens without the group, or twice. */
void guard_install(void);

/* access() asks whether the person may: this asks whether the process may, as it
 * is between privilege_enter and privilege_leave. */
bool guard_can(const char *path, int mode);

#endif
