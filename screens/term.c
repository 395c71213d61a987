#include "screens/term_parts.h"

#include <curses.h>
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <term.h>
#include <time.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/privilege.h"
#include "base/str.h"
#include "screens/capture.h"
#include "screens/encoding.h"
#include "screens/signals.h"
#include "screens/terminfo.h"
#include "screens/theme.h"

enum { ESC_TIME = 50 }; /* ms */

static struct {
	bool open;
	bool away; /* between suspend and resume */
	struct termios before;
	SCREEN *screen;
	FILE *out;
	struct keys *keys;
	struct str restore;
	bool mouse;
	bool gone; /* the line is */
	bool synchronised;
	bool resized;
	int cursor; /* what curs_set was told: 0, 1; −1: nothing */
	int y, x;   /* where term_update put it; y < 0: hidden */
	const char *warning;
} term;

static int64_t now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void raw_write(const char *text)
{
	if (term.screen && !term.gone && capture_raw(text, strlen(text)) < 0)
		term.gone = true;
}

/* ---- curses on a terminal ---------------------------------------------- */

/* Asked first, because newterm loses memory when it fails. */
static bool is_known(const char *name)
{
	int status;

	if (setupterm(name, fileno(term.out), &status) == ERR)
		return false;
	del_curterm(cur_term);
	return true;
}

static SCREEN *new_screen(const char *name)
{
	static const char *const fallbacks[] = { "xterm", "vt100" };

	for (size_t i = 0; i < 2 && !is_known(name); i++) {
		name = fallbacks[i];
		term.warning = "TERM is unknown here: using xterm or vt100 instead.";
	}
	return newterm(name, term.out, stdin);
}

/* A description of a terminal that a person has made is no input for a program
 * with more rights than the person: ncurses looks for it in $HOME. */
static SCREEN *new_screen_of_system(const char *name)
{
	char *home = privilege_held() ? mem_strdup(getenv("HOME")) : NULL;
	SCREEN *screen;

	if (home)
		unsetenv("HOME");
	screen = new_screen(name);
	if (home)
		setenv("HOME", home, 1);
	mem_free(home);
	return screen;
}

/* A program before this one may have left them off; a key byte has 8 bits. */
static void clean_modes(void)
{
	struct termios t = term.before;

	t.c_iflag &= ~(tcflag_t)ISTRIP;
	t.c_cflag = (t.c_cflag & ~(tcflag_t)(CSIZE | PARENB)) | CS8;
	tcsetattr(STDIN_FILENO, TCSANOW, &t);
}

static int start_curses(struct err *e)
{
	const char *name = getenv("TERM");
	int fd = capture_open(STDOUT_FILENO);

	term.out = fd < 0 ? NULL : fdopen(fd, "w");
	if (!term.out) {
		if (fd >= 0)
			close(fd);
		return err_set(e, ERR_SYSTEM, _("不能打开终端：%s"), strerror(errno));
	}
	use_env(TRUE);
	use_tioctl(TRUE);
	term.screen = new_screen_of_system(name);
	if (!term.screen)
		return err_set(e, ERR_SYSTEM, _("不认识终端类型 TERM=%s，也没有 xterm 和 vt100 的说明"),
		               name);
	if (!*terminfo_text("cup")) {
		endwin();
		return err_set(e, ERR_USAGE, _("终端类型 TERM=%s 不能移动光标，请换一种终端"), name);
	}
	return 0;
}

static int check_terminal(struct err *e)
{
	const char *name = getenv("TERM");

	if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO))
		return err_set(e, ERR_USAGE, _("标准输入和标准输出必须是终端，才能打开工作台"));
	if (!name || !*name)
		return err_set(e, ERR_USAGE, _("没有设置终端类型：请先设置环境变量 TERM，例如 TERM=xterm"));
	if (tcgetattr(STDIN_FILENO, &term.before) < 0)
		return err_set(e, ERR_SYSTEM, _("不能读取终端的状态：%s"), strerror(errno));
	return 0;
}

/* ---- open and close ----------------------------------------------------- */

static bool wants_colours(void)
{
	const char *no = getenv("NO_COLOR");

	return !no || !*no;
}

static void set_modes(void)
{
	raw();
	noecho();
	nonl();
	typeahead(-1);
	leaveok(stdscr, FALSE);
	scrollok(stdscr, FALSE);
}

static void on_exhaustion(void)
{
	capture_hurry();
	raw_write(str_text(&term.restore));
	tcsetattr(STDIN_FILENO, TCSANOW, &term.before);
}

int term_open(const struct term_settings *s, struct err *e)
{
	const char *name = getenv("TERM"), *warning;
	struct theme theme;

	if (term.open)
		return 0;
	encoding_set();
	if (theme_find(&theme, s->theme ? s->theme : "default", e) < 0 || check_terminal(e) < 0)
		return -1;
	term.cursor = -1;
	term.warning = NULL;
	term.gone = term.away = term.resized = false;
	signals_install();
	clean_modes();
	term.open = true;
	if (start_curses(e) < 0) {
		term_close();
		return -1;
	}
	term.keys = keys_new(s->escdelay ? s->escdelay : ESC_TIME);
	terminfo_restore(&term.restore);
	signals_crash_ready(STDOUT_FILENO, str_text(&term.restore), &term.before);
	mem_on_exhaustion(on_exhaustion);
	set_modes();
	terminfo_learn(term.keys);
	raw_write(TERMINFO_MODES_ON);
	term.synchronised = strncmp(name, "vt", 2) != 0 && strcmp(name, "linux") != 0;
	warning = term_fit(s, STDIN_FILENO, term.keys);
	if (warning)
		term.warning = warning;
	theme_use(&theme, wants_colours());
	term_set_mouse(s->mouse);
	clearok(curscr, TRUE);
	return 0;
}

static void leave(void)
{
	capture_end(false);
	raw_write(TERMINFO_MOUSE_OFF);
	raw_write(TERMINFO_MODES_OFF);
	capture_begin(); /* curses would wait for a terminal that takes nothing */
	endwin();
	curs_set(1);
	if (!term.gone && capture_end(false) < 0)
		term.gone = true;
	raw_write(terminfo_text("sgr0"));
	raw_write(terminfo_text("cnorm"));
	tcsetattr(STDIN_FILENO, TCSANOW, &term.before);
}

void term_close(void)
{
	if (!term.open)
		return;
	term.open = false;
	capture_hurry();
	if (term.screen && !term.away && term.keys)
		leave();
	tcsetattr(STDIN_FILENO, TCSANOW, &term.before);
	signals_crash_done();
	mem_on_exhaustion(NULL);
	if (term.screen)
		delscreen(term.screen);
	if (term.out)
		fclose(term.out);
	term.screen = NULL;
	term.out = NULL;
	capture_close();
	keys_free(term.keys);
	term.keys = NULL;
	str_free(&term.restore);
	signals_remove();
}

void term_suspend(void)
{
	if (!term.open || term.away)
		return;
	leave();
	term.away = true;
	signals_crash_done();
}

static bool fit_size(void)
{
	struct winsize w;

	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &w) < 0 || !w.ws_row || !w.ws_col)
		return false;
	if (w.ws_row == getmaxy(stdscr) && w.ws_col == getmaxx(stdscr))
		return false;
	resize_term(w.ws_row, w.ws_col);
	return true;
}

void term_resume(void)
{
	if (!term.open || !term.away)
		return;
	term.away = false;
	clean_modes();
	signals_crash_ready(STDOUT_FILENO, str_text(&term.restore), &term.before);
	doupdate(); /* leaves endwin's state; past the capture, since modes are set */
	raw_write(TERMINFO_MODES_ON);
	if (term.mouse)
		raw_write(TERMINFO_MOUSE_ON);
	term.cursor = -1;
	fit_size();
	term_repaint();
	term.resized = true;
}

/* ---- reading ----------------------------------------------------------- */

static bool fill(struct key_event *ev, enum event_kind kind, int key)
{
	memset(ev, 0, sizeof *ev);
	ev->kind = kind;
	ev->key = key;
	if (kind == EV_RESIZE) {
		ev->y = getmaxy(stdscr);
		ev->x = getmaxx(stdscr);
	}
	return true;
}

static bool take_signal(struct key_event *ev)
{
	int signo = signals_take_end();

	if (signo)
		return fill(ev, EV_SIGNAL, signo);
	if (term.gone)
		return fill(ev, EV_SIGNAL, SIGHUP);
	if (signals_take_stop()) {
		term_suspend();
		signals_stop();
		term_resume();
	}
	if (signals_take_resize()) {
		fit_size();
		term_repaint();
		term.resized = true;
	}
	if (!term.resized)
		return false;
	term.resized = false;
	return fill(ev, EV_RESIZE, 0);
}

static void take_bytes(void)
{
	char bytes[4096];
	ssize_t n = read(STDIN_FILENO, bytes, sizeof bytes);

	if (n > 0)
		keys_feed(term.keys, bytes, (size_t)n, now_ms());
	else if (n == 0 || (errno != EINTR && errno != EAGAIN))
		term.gone = true; /* EIO: nothing will ever come again */
}

static bool input_ready(int wait)
{
	struct pollfd p[2] = {
		{ .fd = STDIN_FILENO, .events = POLLIN },
		{ .fd = signals_fd(), .events = POLLIN },
	};

	if (poll(p, 2, wait) <= 0)
		return false;
	if (p[0].revents)
		take_bytes();
	return true;
}

/* How long to sleep at most; −1: until something comes. */
static int nap(int64_t until, int timeout, int64_t now)
{
	int keys = keys_wait(term.keys, now);
	int left = timeout < 0 ? -1 : until > now ? (int)(until - now) : 0;

	if (keys < 0)
		return left;
	return left < 0 || keys < left ? keys : left;
}

void term_read(struct key_event *ev, int timeout)
{
	int64_t until = now_ms() + timeout;

	for (;;) {
		int64_t now = now_ms();

		if (take_signal(ev) || keys_next(term.keys, ev, now))
			return;
		if (input_ready(nap(until, timeout, now)))
			continue;
		if (timeout >= 0 && now_ms() >= until && !signals_any()) {
			if (!keys_next(term.keys, ev, now_ms()))
				fill(ev, EV_IDLE, 0);
			return;
		}
	}
}

bool term_pending(void)
{
	struct pollfd p = { .fd = STDIN_FILENO, .events = POLLIN };

	if (!term.open)
		return false;
	return signals_any() || term.gone || term.resized ||
	       keys_ready(term.keys, now_ms()) || poll(&p, 1, 0) > 0;
}

bool term_signalled(void)
{
	return signals_end_waits() || term.gone;
}

/* ---- showing ----------------------------------------------------------- */

static void show_cursor(int want)
{
	if (term.cursor != want && curs_set(want) != ERR)
		term.cursor = want;
}

void term_update(int y, int x)
{
	if (term.open && term.away)
		return;
	term.y = y;
	term.x = x;
	capture_begin();
	if (y >= 0)
		move(y, x);
	else
		show_cursor(0);
	wnoutrefresh(stdscr);
	doupdate();
	if (y >= 0)
		show_cursor(1);
	if (capture_end(term.synchronised) < 0)
		term.gone = true;
}

bool term_cursor(int *y, int *x)
{
	*y = term.y;
	*x = term.x;
	return term.y >= 0;
}

void term_repaint(void)
{
	clearok(curscr, TRUE);
}

void term_bell(void)
{
	capture_begin();
	beep();
}

int term_rows(void)
{
	return getmaxy(stdscr);
}

int term_cols(void)
{
	return getmaxx(stdscr);
}

bool term_mouse(void)
{
	return term.mouse;
}

void term_set_mouse(bool on)
{
	if (on != term.mouse)
		raw_write(on ? TERMINFO_MOUSE_ON : TERMINFO_MOUSE_OFF);
	term.mouse = on;
}

const char *term_warning(void)
{
	return term.warning;
}

unsigned long term_writes(void)
{
	return capture_writes();
}

unsigned long term_bytes(void)
{
	return capture_bytes();
}
