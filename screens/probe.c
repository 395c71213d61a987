#include "screens/probe.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "screens/capture.h"

static int64_t now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* The column of the next report; −1 when none comes. */
static int wait_report(int tty, struct keys *k, int64_t until)
{
	int row, column;

	while (!keys_take_report(k, &row, &column)) {
		struct pollfd p = { .fd = tty, .events = POLLIN };
		int64_t now = now_ms();
		char bytes[256];
		ssize_t n;

		if (now >= until)
			return -1;
		if (poll(&p, 1, (int)(until - now)) <= 0)
			continue; /* the time is asked again */
		n = read(tty, bytes, sizeof bytes);
		if (n == 0 || (n < 0 && errno != EINTR && errno != EAGAIN))
			return -1;
		if (n > 0)
			keys_feed(k, bytes, (size_t)n, now_ms());
	}
	return column;
}

void probe_terminal(int tty, struct keys *k, int timeout, struct probe *p)
{
	/* on row 2, because a report of row 1 looks like Shift-F3 */
	static const char ask[] = "\033[2;1H中中\033[6n\033[2;1H\033[K①\033[6n\033[2;1H\033[K";
	int64_t until = now_ms() + timeout;
	int first, second;

	memset(p, 0, sizeof *p);
	if (capture_raw(ask, sizeof ask - 1) < 0)
		return;
	first = wait_report(tty, k, until);
	second = first < 0 ? -1 : wait_report(tty, k, until);
	p->answered = second > 0;
	p->utf8 = first == 5;
	p->wide = second == 3;
}
