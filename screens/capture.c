#include "screens/capture.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/mem.h"
#include "screens/signals.h"

static const char sync_on[] = "\033[?2026h", sync_off[] = "\033[?2026l";
enum { SYNC_FROM = 1024, SYNC = sizeof sync_on - 1 }; /* bytes */

static int tty = -1, out = -1, memory = -1;
static bool capturing, hurried;
enum { STEP = 100, PATIENCE = 2000 }; /* ms */
static char *buffer;
static size_t room;
static unsigned long writes, bytes;

int capture_open(int terminal)
{
	tty = terminal;
	out = dup(terminal);
	memory = memfd_create("screen", MFD_CLOEXEC);
	hurried = false;
	return out;
}

void capture_close(void)
{
	if (memory >= 0)
		close(memory);
	mem_free(buffer);
	buffer = NULL;
	room = 0;
	memory = out = -1; /* curses' FILE closes out */
	capturing = false;
}

void capture_begin(void)
{
	if (memory >= 0 && !capturing)
		capturing = dup2(memory, out) >= 0;
}

void capture_hurry(void)
{
	hurried = true;
}

/* The other end may hold ^S or be cut off: a signal must get through.  False:
 * nothing can be written and the program is to end. */
static bool wait_for_room(void)
{
	struct pollfd p = { .fd = tty, .events = POLLOUT };

	for (int waited = 0; poll(&p, 1, STEP) <= 0; waited += STEP)
		if (signals_end_waits() || (hurried && waited >= PATIENCE))
			return false;
	return true;
}

int capture_raw(const char *data, size_t length)
{
	while (length) {
		ssize_t n;

		if (!wait_for_room())
			return -1;
		n = write(tty, data, length);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return -1;
		data += n;
		length -= (size_t)n;
	}
	return 0;
}

/* What stands in the memory file, with room for the wrapping around it. */
static size_t fetch(void)
{
	off_t size = lseek(memory, 0, SEEK_CUR);
	ssize_t got;

	if (size <= 0)
		return 0;
	if ((size_t)size + 2 * SYNC > room) {
		room = (size_t)size + 2 * SYNC + 4096;
		buffer = mem_resize(buffer, room, 1);
	}
	got = pread(memory, buffer + SYNC, (size_t)size, 0);
	lseek(memory, 0, SEEK_SET);
	return got > 0 ? (size_t)got : 0;
}

int capture_end(bool wrap)
{
	size_t length;
	const char *from;

	if (!capturing)
		return 0;
	capturing = false;
	dup2(tty, out);
	length = fetch();
	if (!length)
		return 0;
	from = buffer + SYNC;
	if (wrap && length >= SYNC_FROM) {
		memcpy(buffer, sync_on, SYNC);
		memcpy(buffer + SYNC + length, sync_off, SYNC);
		from = buffer;
		length += 2 * SYNC;
	}
	writes++;
	bytes += length;
	return capture_raw(from, length);
}

unsigned long capture_writes(void)
{
	return writes;
}

unsigned long capture_bytes(void)
{
	return bytes;
}
