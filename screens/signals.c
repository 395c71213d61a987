#include "screens/signals.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The handlers touch only what stands here: flags, a pipe, and a string made
 * before anything went wrong. */
static const int ends[] = { SIGHUP, SIGTERM, SIGINT };
static const int others[] = { SIGTSTP, SIGCONT, SIGWINCH };
static const int crashes[] = { SIGSEGV, SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGQUIT };
enum { ENDS = 3, OTHERS = 3, CRASHES = 6, STACK = 64 * 1024 };

static volatile sig_atomic_t end_came[ENDS], stop_came, resize_came;
static int wake[2] = { -1, -1 };
static const int ignored[] = { SIGPIPE }; /* a broken pipe is an error where it is written to */
enum { IGNORED = 1 };
static struct sigaction old_ends[ENDS], old_others[OTHERS], old_crashes[CRASHES];
static struct sigaction old_ignored[IGNORED];
static bool installed;

static volatile sig_atomic_t crash_ready;
static int crash_fd = -1;
static char crash_text[512];
static size_t crash_length;
static struct termios crash_modes;
static char crash_stack[STACK];

static void on_signal(int signo)
{
	int keep = errno;

	for (int i = 0; i < ENDS; i++)
		if (ends[i] == signo)
			end_came[i] = 1;
	if (signo == SIGTSTP)
		stop_came = 1;
	if (signo == SIGCONT || signo == SIGWINCH)
		resize_came = 1;
	if (write(wake[1], "", 1) < 0)
		errno = keep; /* full: then it is readable anyway */
	errno = keep;
}

static void on_crash(int signo)
{
	if (crash_ready) {
		crash_ready = 0;
		if (write(crash_fd, crash_text, crash_length) < 0)
			errno = 0; /* nothing else can be done here */
		tcsetattr(crash_fd, TCSANOW, &crash_modes);
	}
	raise(signo); /* SA_RESETHAND: this time it ends the program */
}

static void set_handlers(const int *signals, struct sigaction *old, int n, void (*handler)(int),
                         int flags)
{
	struct sigaction act;

	memset(&act, 0, sizeof act);
	sigemptyset(&act.sa_mask);
	act.sa_handler = handler;
	act.sa_flags = flags;
	for (int i = 0; i < n; i++)
		sigaction(signals[i], &act, &old[i]);
}

static void put_back(const int *signals, const struct sigaction *old, int n)
{
	for (int i = 0; i < n; i++)
		sigaction(signals[i], &old[i], NULL);
}

void signals_install(void)
{
	if (installed)
		return;
	if (wake[0] < 0 && pipe2(wake, O_CLOEXEC | O_NONBLOCK) < 0)
		wake[0] = wake[1] = -1;
	set_handlers(ends, old_ends, ENDS, on_signal, 0);
	set_handlers(others, old_others, OTHERS, on_signal, 0);
	set_handlers(ignored, old_ignored, IGNORED, SIG_IGN, 0);
	installed = true;
}

void signals_remove(void)
{
	if (!installed)
		return;
	put_back(ends, old_ends, ENDS);
	put_back(others, old_others, OTHERS);
	put_back(ignored, old_ignored, IGNORED);
	installed = false;
}

int signals_fd(void)
{
	return wake[0];
}

static void drain(void)
{
	char bytes[64];

	while (read(wake[0], bytes, sizeof bytes) > 0)
		;
}

int signals_take_end(void)
{
	drain();
	for (int i = 0; i < ENDS; i++) {
		if (!end_came[i])
			continue;
		end_came[i] = 0;
		return ends[i];
	}
	return 0;
}

bool signals_end_waits(void)
{
	return end_came[0] || end_came[1] || end_came[2];
}

bool signals_take_stop(void)
{
	bool came = stop_came;

	stop_came = 0;
	return came;
}

bool signals_take_resize(void)
{
	bool came = resize_came;

	resize_came = 0;
	return came;
}

bool signals_any(void)
{
	return signals_end_waits() || stop_came || resize_came;
}

void signals_stop(void)
{
	struct sigaction plain, ours;

	memset(&plain, 0, sizeof plain);
	sigemptyset(&plain.sa_mask);
	plain.sa_handler = SIG_DFL;
	sigaction(SIGTSTP, &plain, &ours);
	raise(SIGTSTP);
	sigaction(SIGTSTP, &ours, NULL);
}

void signals_crash_ready(int fd, const char *restore, const struct termios *modes)
{
	stack_t stack = { .ss_sp = crash_stack, .ss_size = sizeof crash_stack };
	bool first = crash_fd < 0;

	crash_length = strlen(restore);
	if (crash_length > sizeof crash_text)
		crash_length = sizeof crash_text;
	memcpy(crash_text, restore, crash_length);
	crash_modes = *modes;
	crash_fd = fd;
	crash_ready = 1;
	if (!first)
		return;
	sigaltstack(&stack, NULL);
	set_handlers(crashes, old_crashes, CRASHES, on_crash,
	             (int)SA_RESETHAND | SA_NODEFER | SA_ONSTACK);
}

void signals_crash_done(void)
{
	crash_ready = 0;
	if (crash_fd < 0)
		return;
	put_back(crashes, old_crashes, CRASHES);
	crash_fd = -1;
}
