#include "store/gate.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <time.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/privilege.h"

static int open_folder(const char *file)
{
	const char *slash = strrchr(file, '/');
	char *folder = slash ? mem_strndup(file, (size_t)(slash - file) + 1) : mem_strdup(".");
	bool entered = privilege_enter(file);
	int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	privilege_leave(entered);
	mem_free(folder);
	return fd;
}

static int take(const char *file, int kind, int milliseconds)
{
	static const struct timespec pause = {0, 5 * 1000000};
	int fd = open_folder(file), left = milliseconds / 5;
	int number;

	if (fd < 0)
		return -1;
	while (flock(fd, kind | LOCK_NB) < 0) {
		number = errno;
		if (number == EINTR)
			continue;
		if (number != EWOULDBLOCK || left-- <= 0) {
			close(fd);
			errno = number;
			return -1;
		}
		nanosleep(&pause, NULL);
	}
	return fd;
}

int gate_pass(const char *file, int milliseconds)
{
	return take(file, LOCK_SH, milliseconds);
}

int gate_shut(const char *file, int milliseconds)
{
	return take(file, LOCK_EX, milliseconds);
}

void gate_leave(int gate)
{
	if (gate >= 0)
		close(gate);
}
