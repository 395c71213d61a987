#include "base/privilege.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/fsuid.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/places.h"

enum { LONGEST_PATH = 1024 };

static struct {
	bool held;
	gid_t group;               /* when held */
	char shared[LONGEST_PATH]; /* "": none */
} privilege;

static _Thread_local int depth;

/* ---- the beginning ---- */

/* Only root says which file is the shared one. */
static bool is_roots(int fd)
{
	struct stat st;

	return fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_uid == 0 &&
	       (st.st_mode & (S_IWGRP | S_IWOTH)) == 0;
}

static void read_shared(void)
{
	char *path = privilege.shared;
	int fd = open(place_shared, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	ssize_t length = fd >= 0 && is_roots(fd) ? read(fd, path, LONGEST_PATH - 1) : -1;

	if (fd >= 0)
		close(fd);
	path[length > 0 ? length : 0] = '\0';
	path[strcspn(path, "\n")] = '\0';
	if (path[0] != '/' || length == LONGEST_PATH - 1)
		path[0] = '\0';
}

/* What would carry the group's data out, let a person's files be read in before
 * the person's rights are checked, or (TZ) choose the day of the daily copy. */
static void close_leaks(void)
{
	static const char *const names[] = {"TERMINFO", "TERMINFO_DIRS", "TERMCAP", "TERMPATH",
	                                    "SQLITE_TMPDIR", "FONTCONFIG_FILE", "FONTCONFIG_PATH",
	                                    "FONTCONFIG_SYSROOT", "TZ"};
	struct rlimit none = {0, 0};

	prctl(PR_SET_DUMPABLE, 0);
	setrlimit(RLIMIT_CORE, &none);
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		unsetenv(names[i]);
}

void privilege_start(void)
{
	gid_t real, effective, saved;

	read_shared();
	if (getresgid(&real, &effective, &saved) < 0)
		abort();
	if (effective == real && saved == real)
		return;
	close_leaks();
	privilege.group = effective;
	privilege.held = effective != real && privilege.shared[0];
	/* Without a shared database the group is of no use: it goes for good. */
	if (setresgid(real, real, privilege.held ? effective : real) < 0)
		abort();
}

const char *privilege_shared(void)
{
	return privilege.shared[0] ? privilege.shared : NULL;
}

bool privilege_held(void)
{
	return privilege.held;
}

const char *privilege_getenv(const char *name)
{
	return secure_getenv(name);
}

/* ---- which paths ---- */

static bool is_shared(const char *path)
{
	return privilege.shared[0] && strcmp(path, privilege.shared) == 0;
}

/* What follows the shared database's path; NULL: path begins otherwise. */
static const char *behind_shared(const char *path)
{
	size_t length = strlen(privilege.shared);

	return length > 0 && strncmp(path, privilege.shared, length) == 0 ? path + length : NULL;
}

static bool stands_beside(const char *path)
{
	static const char *const endings[] = {"", "-wal", "-shm", "-journal", "-who"};
	const char *end = behind_shared(path);

	for (size_t i = 0; end && i < sizeof endings / sizeof *endings; i++) {
		if (strcmp(end, endings[i]) == 0)
			return true;
	}
	return false;
}

/* With or without its last slash. */
static bool is_folder(const char *path)
{
	const char *slash = strrchr(privilege.shared, '/');
	size_t length = slash ? (size_t)(slash - privilege.shared) : 0;

	return length > 0 && strncmp(path, privilege.shared, length) == 0 &&
	       (path[length] == '\0' || strcmp(path + length, "/") == 0);
}

/* ---- taking it up ---- */

static bool enter(void)
{
	if (depth++ == 0)
		setfsgid(privilege.group);
	return true;
}

bool privilege_enter(const char *path)
{
	return privilege.held && (stands_beside(path) || is_folder(path)) && enter();
}

bool privilege_enter_beside(const char *path)
{
	const char *end = privilege.held ? behind_shared(path) : NULL;

	return end && (*end == '\0' || *end == '.' || *end == '-') && !strchr(end, '/') && enter();
}

bool privilege_is_beside(const char *path)
{
	const char *end = privilege.held ? behind_shared(path) : NULL;

	return end && *end;
}

void privilege_leave(bool entered)
{
	int number = errno;

	if (entered && --depth == 0)
		setfsgid(getgid());
	errno = number;
}

/* ---- whether it keeps anybody out ---- */

enum privilege_guard privilege_guard(const char *database)
{
	if (!is_shared(database))
		return privilege.shared[0] && privilege.held ? GUARD_ELSEWHERE : GUARD_NONE;
	if (getuid() == 0)
		return GUARD_ROOT;
	/* access asks for the person, not for the program. */
	if (access(database, W_OK) == 0)
		return GUARD_MEMBER;
	return privilege.held ? GUARD_HOLDS : GUARD_NONE;
}
