#include "store/guard.h"

#include <fcntl.h>
#include <pthread.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/privilege.h"

/* SQLite's unix VFS lets each of its system calls be replaced.  Each of those
 * that take a path is made with the group when the path is the shared
 * database's; nothing else is done differently. */

static int guarded_open(const char *path, int flags, int mode)
{
	bool entered = privilege_enter(path);
	int fd = open(path, flags, mode);

	privilege_leave(entered);
	return fd;
}

static int guarded_stat(const char *path, struct stat *st)
{
	bool entered = privilege_enter(path);
	int result = stat(path, st);

	privilege_leave(entered);
	return result;
}

static int guarded_lstat(const char *path, struct stat *st)
{
	bool entered = privilege_enter(path);
	int result = lstat(path, st);

	privilege_leave(entered);
	return result;
}

static ssize_t guarded_readlink(const char *path, char *out, size_t size)
{
	bool entered = privilege_enter(path);
	ssize_t length = readlink(path, out, size);

	privilege_leave(entered);
	return length;
}

static int guarded_access(const char *path, int mode)
{
	bool entered = privilege_enter(path);
	int result = entered ? faccessat(AT_FDCWD, path, mode, AT_EACCESS) : access(path, mode);

	privilege_leave(entered);
	return result;
}

static int guarded_unlink(const char *path)
{
	bool entered = privilege_enter(path);
	int result = unlink(path);

	privilege_leave(entered);
	return result;
}

static void install(void)
{
	static const struct {
		const char *name;
		sqlite3_syscall_ptr call;
	} calls[] = {
	    /* clang-format off */
		{ "open",     (sqlite3_syscall_ptr)guarded_open },
		{ "stat",     (sqlite3_syscall_ptr)guarded_stat },
		{ "lstat",    (sqlite3_syscall_ptr)guarded_lstat },
		{ "readlink", (sqlite3_syscall_ptr)guarded_readlink },
		{ "access",   (sqlite3_syscall_ptr)guarded_access },
		{ "unlink",   (sqlite3_syscall_ptr)guarded_unlink },
	    /* clang-format on */
	};
	sqlite3_vfs *vfs = sqlite3_vfs_find("unix");

	for (size_t i = 0; vfs && i < sizeof calls / sizeof *calls; i++)
		vfs->xSetSystemCall(vfs, calls[i].name, calls[i].call);
}

void guard_install(void)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;

	if (privilege_held())
		pthread_once(&once, install);
}

bool guard_can(const char *path, int mode)
{
	return faccessat(AT_FDCWD, path, mode, AT_EACCESS) == 0;
}
