#ifndef BASE_PRIVILEGE_H
#define BASE_PRIVILEGE_H

#include <stdbool.h>
#include <sys/types.h>

/* The group that owns the shared database, when the program is installed setgid
 * with it (INSTALL-SHARED).
 *
 * 1. From privilege_start on the process works with the person's own group:
 *    every file a person names is opened with the person's rights alone.
 * 2. The group comes back only between privilege_enter and privilege_leave, and
 *    only in the thread that entered (the file system group, setfsgid): another
 *    thread may open the person's files meanwhile.
 * 3. It comes back only for paths of the shared database, which root names in a
 *    file of root's: whatever else a person calls a database, a copy, an export
 *    or a draft is opened without it.
 * 4. No program is ever started, and no thread between enter and leave: it would
 *    keep the group.
 *
 * Not needed here: LD_PRELOAD, TMPDIR, LOCPATH and their like are ignored by the
 * loader and the C library (AT_SECURE), ptrace by the kernel. */

/* First thing in main. */
void privilege_start(void);

/* The shared database; NULL: this machine has none. */
const char *privilege_shared(void);
/* Whether the process has the group: it is installed setgid, and there is a
 * shared database. */
bool privilege_held(void);

/* Why roles hold for a database, or don't. */
enum privilege_guard {
	GUARD_HOLDS,     /* only this program reaches the file                    */
	GUARD_ROOT,      /* the person is root                                    */
	GUARD_MEMBER,    /* the person can write the file without the program     */
	GUARD_ELSEWHERE, /* it is not the shared database                         */
	GUARD_NONE       /* the program is not installed setgid                   */
};
enum privilege_guard privilege_guard(const char *database);

/* Takes up the group when path is the shared database, one of the files that
 * stand beside it (-wal, -shm, -journal, -who) or its folder, in exactly the
 * words of root's file.  Every enter is followed by one leave with what it gave;
 * they may be nested.  errno stays. */
bool privilege_enter(const char *path);
void privilege_leave(bool entered);

/* The same for the names the program makes itself beside the shared database:
 * its path and a «.» or «-» and more, without another «/».  Never for a path that
 * a person names. */
bool privilege_enter_beside(const char *path);

/* Whether path is one of those names, or would be: for what a person names, which
 * is the shared database itself or nothing of it. */
bool privilege_is_beside(const char *path);

/* secure_getenv: NULL while the process has, or had, more rights than the person. */
const char *privilege_getenv(const char *name);

#endif
