#include "vt_parts.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

#include "base/mem.h"

void vt_give_up(const char *what)
{
	fprintf(stderr, "vt: %s: %s\n", what, strerror(errno));
	abort();
}

static int64_t now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* ---- the program's output ---------------------------------------------- */

static int on_property(VTermProp prop, VTermValue *value, void *user)
{
	struct vt *v = user;

	if (prop == VTERM_PROP_ALTSCREEN)
		v->altscreen = value->boolean;
	else if (prop == VTERM_PROP_CURSORVISIBLE)
		v->visible = value->boolean;
	else if (prop == VTERM_PROP_MOUSE)
		v->mouse = value->number;
	return 1;
}

static const VTermScreenCallbacks callbacks = { .settermprop = on_property };

static void reap(struct vt *v, bool wait)
{
	int status;

	if (v->status >= 0 || waitpid(v->pid, &status, wait ? 0 : WNOHANG) != v->pid)
		return;
	v->status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

/* Takes one read's worth; false: nothing came until then. */
static bool take(struct vt *v, int64_t until)
{
	struct pollfd p = { .fd = v->master, .events = POLLIN };
	int64_t left = until - now_ms();
	char bytes[4096];
	ssize_t n;

	if (v->eof || poll(&p, 1, left > 0 ? (int)left : 0) <= 0)
		return false;
	n = read(v->master, bytes, sizeof bytes);
	if (n <= 0) { /* EIO: the program let go of the line */
		v->eof = n == 0 || errno != EINTR;
		return !v->eof;
	}
	v->bytes += (size_t)n;
	v->chunks++;
	vt_filter(v, bytes, (size_t)n);
	vt_flush(v);
	return true;
}

/* ---- starting ---------------------------------------------------------- */

static void set_environment(const char *const env[])
{
	static const char *const gone[] = { "LINES", "COLUMNS", "NO_COLOR", "LANGUAGE" };

	for (size_t i = 0; i < sizeof gone / sizeof *gone; i++)
		unsetenv(gone[i]);
	setenv("TERM", "xterm-256color", 1);
	setenv("LC_ALL", "C.UTF-8", 1);
	setenv("TZ", "UTC0", 1);
	setenv("HOME", "/dev/null", 1);
	for (size_t i = 0; env && env[i]; i++) {
		if (strchr(env[i], '='))
			putenv((char *)(uintptr_t)env[i]);
		else
			unsetenv(env[i]);
	}
}

static struct vt *start(const char *const argv[], const char *const env[], int rows, int cols,
                        bool wide)
{
	struct winsize size = { .ws_row = (unsigned short)rows, .ws_col = (unsigned short)cols };
	struct vt *v = mem_alloc(sizeof *v);

	v->term = vterm_new(rows, cols);
	v->rows = rows;
	v->cols = cols;
	v->status = -1;
	v->wide = wide;
	v->visible = true;
	vterm_set_utf8(v->term, 1);
	v->screen = vterm_obtain_screen(v->term);
	vterm_screen_enable_altscreen(v->screen, 1);
	vterm_screen_set_callbacks(v->screen, &callbacks, v);
	vterm_screen_reset(v->screen, 1);
	v->pid = forkpty(&v->master, NULL, NULL, &size);
	if (v->pid < 0)
		vt_give_up("forkpty");
	if (v->pid == 0) {
		set_environment(env);
		execv(argv[0], (char *const *)(uintptr_t)argv);
		_exit(127);
	}
	fcntl(v->master, F_SETFD, FD_CLOEXEC);
	return v;
}

struct vt *vt_start(const char *const argv[], const char *const env[], int rows, int cols)
{
	return start(argv, env, rows, cols, false);
}

struct vt *vt_start_wide(const char *const argv[], const char *const env[], int rows, int cols)
{
	return start(argv, env, rows, cols, true);
}

void vt_free(struct vt *v)
{
	if (!v)
		return;
	reap(v, false);
	if (v->status < 0) {
		kill(v->pid, SIGKILL);
		reap(v, true);
	}
	if (v->master >= 0)
		close(v->master);
	vterm_free(v->term);
	str_free(&v->hold);
	mem_free(v);
}

/* ---- waiting ----------------------------------------------------------- */

static void complain(struct vt *v, const char *what, const char *text)
{
	char *dump = vt_dump(v);

	fprintf(stderr, "vt: waited in vain %s \"%s\"; the screen shows:\n", what, text);
	fputs(dump, stderr);
	mem_free(dump);
}

static bool wait_for(struct vt *v, const char *text, bool want, int timeout)
{
	int64_t until = now_ms() + timeout;
	int y, x;

	while (vt_find(v, text, &y, &x) != want) {
		if (!take(v, until) && (v->eof || now_ms() >= until)) {
			complain(v, want ? "for" : "until gone:", text);
			return false;
		}
	}
	return true;
}

bool vt_wait_text(struct vt *v, const char *text, int timeout)
{
	return wait_for(v, text, true, timeout);
}

bool vt_wait_gone(struct vt *v, const char *text, int timeout)
{
	return wait_for(v, text, false, timeout);
}

bool vt_wait_exit(struct vt *v, int timeout)
{
	int64_t until = now_ms() + timeout;

	while (v->status < 0) {
		/* the line may stay open in our hands: ask for the child in between */
		int64_t slice = now_ms() + 20;

		if (v->eof)
			poll(NULL, 0, 5);
		else
			take(v, slice < until ? slice : until);
		reap(v, false);
		if (v->status < 0 && now_ms() >= until) {
			complain(v, "for", "the end of the program");
			return false;
		}
	}
	while (take(v, now_ms()))
		;
	return true;
}

size_t vt_listen(struct vt *v, int ms)
{
	int64_t until = now_ms() + ms;
	size_t before = v->bytes;

	while (take(v, until) || (!v->eof && now_ms() < until))
		;
	return v->bytes - before;
}

void vt_settle(struct vt *v, int ms)
{
	int64_t until = now_ms() + VT_WAIT;

	while (vt_listen(v, ms) > 0 && now_ms() < until)
		;
}

void vt_say_size(struct vt *v, int rows, int cols)
{
	struct winsize size = { .ws_row = (unsigned short)rows, .ws_col = (unsigned short)cols };

	ioctl(v->master, TIOCSWINSZ, &size); /* the kernel sends SIGWINCH */
}

void vt_resize(struct vt *v, int rows, int cols)
{
	v->rows = rows;
	v->cols = cols;
	vterm_set_size(v->term, rows, cols);
	vt_say_size(v, rows, cols);
}

void vt_signal(struct vt *v, int signo)
{
	kill(v->pid, signo);
}

void vt_hangup(struct vt *v)
{
	close(v->master);
	v->master = -1;
	v->eof = true;
}

/* ---- the end ----------------------------------------------------------- */

int vt_exit_status(struct vt *v)
{
	reap(v, false);
	return v->status;
}

bool vt_tty_sane(struct vt *v)
{
	struct termios t;

	if (v->master < 0 || tcgetattr(v->master, &t) < 0)
		return false;
	return !v->altscreen && v->visible && !v->mouse && !v->paste && (t.c_lflag & ECHO) &&
	       (t.c_lflag & ICANON) && (t.c_lflag & ISIG) && (t.c_iflag & IXON);
}

void vt_mark(struct vt *v)
{
	v->bytes = v->chunks = 0;
}

size_t vt_bytes(const struct vt *v)
{
	return v->bytes;
}

size_t vt_chunks(const struct vt *v)
{
	return v->chunks;
}

pid_t vt_pid(const struct vt *v)
{
	return v->pid;
}
