/* The terminal ground in a real pseudo-terminal, by way of term_demo. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/str.h"
#include "support/vt.h"

static char *demo; /* stands beside this program */

static struct vt *open_demo(const char *env, const char *setting, int rows, int cols)
{
	const char *argv[] = { demo, setting, NULL };
	const char *vars[] = { env, NULL };
	struct vt *v = vt_start(argv, vars, rows, cols);

	assert_true(vt_wait_text(v, "demo", VT_WAIT));
	return v;
}

static void see(struct vt *v, const char *text)
{
	assert_true(vt_wait_text(v, text, VT_WAIT));
	assert_false(vt_has_broken_wide(v));
}

static void quit(struct vt *v)
{
	vt_type(v, "q");
	assert_true(vt_wait_exit(v, VT_WAIT));
	assert_int_equal(vt_exit_status(v), 7);
	assert_true(vt_tty_sane(v));
	vt_free(v);
}

/* ---- start and end ----------------------------------------------------- */

static void term_open__each_terminal__shows_and_gives_back(void **state)
{
	static const char *const terms[] = {
		"TERM=xterm", "TERM=xterm-256color", "TERM=linux", "TERM=screen-256color",
		"TERM=tmux-256color", "TERM=vt100", "TERM=vt220", "TERM=nothing-known",
	};

	(void)state;
	for (size_t i = 0; i < sizeof terms / sizeof *terms; i++) {
		struct vt *v = open_demo(terms[i], "borders=auto", 24, 80);

		see(v, "指标㎡％|");
		see(v, "demo 80x24");
		quit(v);
	}
}

static void term_open__without_a_terminal__says_so(void **state)
{
	static const struct {
		const char *env, *want;
	} cases[] = {
		{ "TERM", "TERM" },
		{ "TERM=dumb", "dumb" },
		{ "TERM=", "TERM" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const char *argv[] = { demo, NULL }, *env[] = { cases[i].env, NULL };
		struct vt *v = vt_start(argv, env, 24, 80);

		assert_true(vt_wait_exit(v, VT_WAIT));
		assert_int_equal(vt_exit_status(v), 2);
		assert_true(vt_wait_text(v, cases[i].want, VT_WAIT));
		assert_true(vt_tty_sane(v));
		vt_free(v);
	}
}

static void term_open__stdout_no_terminal__says_so(void **state)
{
	struct str script = { 0 };
	const char *argv[] = { "/bin/sh", "-c", NULL, NULL };
	struct vt *v;

	(void)state;
	str_addf(&script, "'%s' >/dev/null; echo status $?", demo);
	argv[2] = str_text(&script);
	v = vt_start(argv, NULL, 24, 80);
	assert_true(vt_wait_text(v, "status 2", VT_WAIT));
	assert_true(vt_wait_text(v, "必须是终端", VT_WAIT));
	vt_free(v);
	str_free(&script);
}

static void term_open__unknown_setting_value__is_refused(void **state)
{
	static const char *const settings[] = {
		"widths=big", "borders=round", "escdelay=0", "escdelay=9x", "mouse=yes",
		"theme=/nonexistent/theme", "colour=1",
	};

	(void)state;
	for (size_t i = 0; i < sizeof settings / sizeof *settings; i++) {
		const char *argv[] = { demo, settings[i], NULL };
		struct vt *v = vt_start(argv, NULL, 24, 80);

		assert_true(vt_wait_exit(v, VT_WAIT));
		assert_int_equal(vt_exit_status(v), 2);
		assert_true(vt_tty_sane(v));
		vt_free(v);
	}
}

static void locale__not_installed__falls_back_to_utf8(void **state)
{
	static const char *const locales[] = { "LC_ALL=zh_XX.UTF-8", "LC_ALL=C", "LC_ALL" };

	(void)state;
	for (size_t i = 0; i < sizeof locales / sizeof *locales; i++) {
		struct vt *v = open_demo(locales[i], "borders=auto", 24, 80);

		see(v, "指标㎡％|");
		quit(v);
	}
}

/* ---- keys -------------------------------------------------------------- */

static void keys__of_putty_under_xterm__are_understood(void **state)
{
	static const struct {
		const char *bytes, *want;
	} cases[] = {
		{ "\033[11~", "key F1 mods=0." },  { "\033[12~", "key F2 mods=0." },
		{ "\033[13~", "key F3 mods=0." },  { "\033[14~", "key F4 mods=0." },
		{ "\033[1~", "key Home mods=0." }, { "\033[4~", "key End mods=0." },
		{ "\033[A", "key Up mods=0." },    { "\033[1;5C", "key Right mods=4." },
		{ "\033Ow", "char U+0037 7." },    { "\033OM", "key Enter mods=0." },
		{ "\033[[A", "key F1 mods=0." },   { "\033", "key Esc mods=0." },
		{ "\x7f", "key BkSp mods=0." },    { "\x13", "key ^S mods=0." },
		{ "\x03", "key ^C mods=0." },
	};
	struct vt *v = open_demo("TERM=xterm", "borders=auto", 24, 80);

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char count[32];

		vt_type(v, cases[i].bytes);
		snprintf(count, sizeof count, "events=%zu", i + 1);
		see(v, count);
		see(v, cases[i].want);
	}
	quit(v);
}

static void keys__as_the_emulator_sends_them__are_understood(void **state)
{
	static const char *const keys[][2] = {
		{ "Up", "key Up mods=0." },       { "F1", "key F1 mods=0." },
		{ "F10", "key F10 mods=0." },     { "PageDown", "key PgDn mods=0." },
		{ "BackTab", "key S-Tab mods=" }, { "Delete", "key Del mods=0." },
		{ "End", "key End mods=0." },     { "S-Left", "key Left mods=1." },
	};
	struct vt *v = open_demo("TERM=xterm", "borders=auto", 24, 80);

	(void)state;
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
		vt_key(v, keys[i][0]);
		see(v, keys[i][1]);
	}
	quit(v);
}

static void keys__typed_before_the_start__are_kept(void **state)
{
	const char *argv[] = { "/bin/sh", "-c", NULL, NULL };
	struct str script = { 0 };
	struct vt *v;

	(void)state;
	str_addf(&script, "stty raw -echo; echo ready; head -c 1 >/dev/null; exec '%s'", demo);
	argv[2] = str_text(&script);
	v = vt_start(argv, NULL, 24, 80);
	assert_true(vt_wait_text(v, "ready", VT_WAIT));
	vt_type(v, "g预\033[15~");
	see(v, "char U+9884 预.");
	see(v, "key F5 mods=0.");
	vt_type(v, "q");
	assert_true(vt_wait_exit(v, VT_WAIT));
	vt_free(v);
	str_free(&script);
}

/* ---- Chinese ----------------------------------------------------------- */

static void chinese__phrase_typed_into_a_line__cursor_follows(void **state)
{
	struct vt *v = open_demo("TERM=xterm", "borders=auto", 24, 80);
	int y, x;

	(void)state;
	assert_false(vt_cursor_visible(v));
	vt_type(v, "i");
	see(v, "char U+0069");
	vt_type(v, "预算绩效");
	see(v, "  预算绩效");
	assert_true(vt_cursor_visible(v));
	vt_cursor(v, &y, &x);
	assert_int_equal(y, 18);
	assert_int_equal(x, 2 + 8);
	vt_key(v, "Left");
	vt_type(v, "“");
	see(v, "  预算绩“效");
	vt_cursor(v, &y, &x);
	assert_int_equal(x, 2 + 7);
	vt_key(v, "Esc");
	see(v, "key Esc");
	quit(v);
}

static void chinese__character_cut_by_the_network__arrives_whole(void **state)
{
	struct vt *v = open_demo("TERM=xterm", "borders=auto", 24, 80);
	bool whole = false;

	(void)state;
	vt_send(v, "\xE9", 1);
	vt_listen(v, 80);
	vt_send(v, "\xA2", 1);
	vt_signal(v, SIGWINCH); /* get_wch would lose what it has here */
	see(v, "resize");
	vt_send(v, "\x84", 1);
	see(v, "char U+9884 预.");
	/* Where the machine is busy the rest may come too late; then once more. */
	for (int i = 0; i < 5 && !whole; i++) {
		vt_send(v, "\033[1", 3);
		vt_listen(v, 100); /* longer than escdelay */
		vt_send(v, "1~", 2);
		whole = vt_wait_text(v, "key F1 mods=0.", 2000);
	}
	assert_true(whole);
	quit(v);
}

static void paste__many_lines__is_one_event(void **state)
{
	struct vt *v = open_demo("TERM=xterm", "borders=auto", 24, 80);

	(void)state;
	vt_paste(v, "一\r\n二\033[31m三q\001");
	see(v, "paste 15 一 二[31m三q.");
	vt_type(v, "i");
	vt_paste(v, "在职\n人数");
	see(v, "  在职 人数");
	vt_key(v, "Esc");
	quit(v);
}

/* ---- mouse, size, borders ---------------------------------------------- */

static void mouse__switched_on__reports_presses(void **state)
{
	struct vt *v = open_demo("TERM=xterm", "mouse=on", 24, 80);

	(void)state;
	see(v, "mouse=1");
	vt_click_twice(v, 3, 5, 1);
	see(v, "mouse 3,5 button=1 twice=0.");
	see(v, "mouse 3,5 button=1 twice=1.");
	vt_click(v, 4, 6, 4);
	see(v, "mouse 4,6 button=4 twice=0.");
	quit(v);
}

static void resize__to_very_small_and_back__keeps_running(void **state)
{
	struct vt *v = open_demo("TERM=xterm", "borders=auto", 24, 80);

	(void)state;
	vt_resize(v, 5, 20);
	see(v, "demo 20x5");
	vt_resize(v, 40, 120);
	see(v, "demo 120x40");
	see(v, "resize 20x5.");
	vt_resize(v, 1, 1);
	vt_resize(v, 24, 80);
	see(v, "demo 80x24");
	see(v, "指标㎡％|");
	quit(v);
}

static void borders__cycled__are_drawn_each_way(void **state)
{
	struct vt *v = open_demo("TERM=xterm", "borders=dec", 24, 80);

	(void)state;
	see(v, "borders=dec");
	assert_int_equal(vt_cell(v, 1, 0), 0x250C);
	vt_type(v, "b");
	see(v, "borders=unicode");
	assert_int_equal(vt_cell(v, 4, 23), 0x2518);
	vt_type(v, "b");
	see(v, "borders=ascii");
	assert_int_equal(vt_cell(v, 1, 0), '+');
	assert_int_equal(vt_cell(v, 1, 5), '-');
	assert_int_equal(vt_cell(v, 2, 23), '|');
	quit(v);
}

static void widths__terminal_draws_ambiguous_wide__rows_stay_in_line(void **state)
{
	const char *argv[] = { demo, "widths=auto", NULL };
	struct vt *v = vt_start_wide(argv, NULL, 24, 80);

	(void)state;
	see(v, "wide=1 borders=ascii");
	see(v, "≥①“中文”…|");
	/* 2 × 5 ambiguous + 2 × 2 Chinese, after the border */
	assert_int_equal(vt_cell(v, 2, 1 + 14), '|');
	assert_int_equal(vt_cell(v, 2, 23), '|');
	vt_type(v, "i①②");
	see(v, "  ①②");
	vt_key(v, "Esc");
	quit(v);
}

static void widths__said_wide_though_narrow__is_obeyed(void **state)
{
	struct vt *v = open_demo("TERM=xterm", "widths=wide", 24, 80);

	(void)state;
	see(v, "wide=1");
	quit(v);
}

/* ---- signals ----------------------------------------------------------- */

static char *read_saved(const char *path)
{
	struct str text = { 0 };
	struct err e = { 0 };

	assert_int_equal(file_read(path, 1000, &text, &e), 0);
	unlink(path);
	return str_take(&text);
}

/* hangup: the line closes instead of a signal. */
static void end_while_editing(int signo, bool hangup, const char *want)
{
	char path[] = "/tmp/term_savedXXXXXX", setting[64];
	int fd = mkstemp(path);
	const char *argv[] = { demo, setting, NULL };
	struct vt *v;
	char *text;

	assert_true(fd >= 0);
	close(fd);
	snprintf(setting, sizeof setting, "saved=%s", path);
	v = vt_start(argv, NULL, 24, 80);
	see(v, "demo");
	vt_type(v, "i半句");
	see(v, "  半句");
	if (hangup)
		vt_hangup(v);
	else
		vt_signal(v, signo);
	assert_true(vt_wait_exit(v, VT_WAIT));
	assert_int_equal(vt_exit_status(v), 0);
	if (!hangup)
		assert_true(vt_tty_sane(v));
	text = read_saved(path);
	assert_string_equal(text, want);
	mem_free(text);
	vt_free(v);
}

static void signal__to_end__is_reported_and_the_line_saved(void **state)
{
	(void)state;
	end_while_editing(SIGTERM, false, "signal 15 line 半句\n");
	end_while_editing(SIGHUP, false, "signal 1 line 半句\n");
	end_while_editing(SIGINT, false, "signal 2 line 半句\n");
}

static void line__closed_while_editing__is_a_hangup(void **state)
{
	(void)state;
	end_while_editing(0, true, "signal 1 line 半句\n");
}

static void crash__gives_the_terminal_back(void **state)
{
	static const struct {
		const char *key;
		int signo;
	} cases[] = { { "x", SIGSEGV }, { "a", SIGABRT } };

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct vt *v = open_demo("TERM=xterm", "mouse=on", 24, 80);

		assert_false(vt_tty_sane(v));
		vt_type(v, cases[i].key);
		assert_true(vt_wait_exit(v, VT_WAIT));
		assert_int_equal(vt_exit_status(v), 128 + cases[i].signo);
		assert_true(vt_tty_sane(v));
		vt_free(v);
	}
}

static void stop__and_continue__gives_back_and_takes_again(void **state)
{
	const char *argv[] = { "/bin/bash", "--norc", "-i", NULL };
	const char *env[] = { "PS1=prompt> ", NULL };
	struct str command = { 0 };
	struct vt *v;

	(void)state;
	if (access(argv[0], X_OK) != 0)
		return;
	v = vt_start(argv, env, 24, 80);
	assert_true(vt_wait_text(v, "prompt>", VT_WAIT));
	str_addf(&command, "'%s'\n", demo);
	vt_type(v, str_text(&command));
	see(v, "demo 80x24");
	vt_key(v, "^Z");
	assert_true(vt_wait_text(v, "Stopped", VT_WAIT));
	assert_false(vt_altscreen(v));
	vt_resize(v, 20, 70);
	vt_type(v, "fg\n");
	see(v, "demo 70x20");
	vt_type(v, "q");
	assert_true(vt_wait_text(v, "prompt>", VT_WAIT));
	vt_free(v);
	str_free(&command);
}

/* ---- writing ----------------------------------------------------------- */

static void ask_writes(struct vt *v, unsigned long *writes, unsigned long *bytes)
{
	char *row = NULL;
	int y, x;

	vt_type(v, "#");
	see(v, "writes=");
	assert_true(vt_find(v, "writes=", &y, &x));
	row = vt_row(v, y);
	assert_int_equal(sscanf(row, "writes=%lu bytes=%lu.", writes, bytes), 2);
	mem_free(row);
	vt_key(v, "^L"); /* a full repaint */
	see(v, "key ^L");
	vt_settle(v, 100);
}

static void update__full_screen__is_one_write_and_nothing_when_idle(void **state)
{
	struct vt *v = open_demo("TERM=xterm", "borders=auto", 40, 120);
	unsigned long writes[2], bytes[2];
	size_t seen;

	(void)state;
	vt_settle(v, 100);
	vt_mark(v);
	ask_writes(v, &writes[0], &bytes[0]);
	seen = vt_bytes(v);
	vt_mark(v);
	vt_listen(v, 700); /* three idle events pass in this time */
	assert_int_equal(vt_bytes(v), 0);
	vt_type(v, "zzzzzzzzzzzz"); /* out with the old record */
	vt_key(v, "F5");
	see(v, "key F5");
	vt_wait_gone(v, "writes=", VT_WAIT);
	vt_settle(v, 100);
	seen += vt_bytes(v);
	ask_writes(v, &writes[1], &bytes[1]);
	/* nothing goes past the counted writes; the record, ^L, then the twelve
	 * and F5 in as many updates as reads at most */
	assert_int_equal(bytes[1] - bytes[0], seen);
	assert_in_range(writes[1] - writes[0], 3, 2 + 13);
	quit(v);
}

/* ---- another encoding -------------------------------------------------- */

static void locale__gb18030__reads_and_writes_it(void **state)
{
	const char *argv[] = { demo, NULL };
	const char *env[] = { "LC_ALL=zh_CN.GB18030", NULL };
	struct vt *v;

	(void)state;
	if (!setlocale(LC_ALL, "zh_CN.GB18030")) {
		print_message("no locale zh_CN.GB18030 here: not tried\n");
		return;
	}
	setlocale(LC_ALL, "C");
	v = vt_start(argv, env, 24, 80);
	see(v, "wide=1 borders=ascii");
	vt_send(v, "\xD4\xA4", 2); /* 预 */
	see(v, "char U+9884");
	vt_type(v, "q");
	assert_true(vt_wait_exit(v, VT_WAIT));
	vt_free(v);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(term_open__each_terminal__shows_and_gives_back),
		cmocka_unit_test(term_open__without_a_terminal__says_so),
		cmocka_unit_test(term_open__stdout_no_terminal__says_so),
		cmocka_unit_test(term_open__unknown_setting_value__is_refused),
		cmocka_unit_test(locale__not_installed__falls_back_to_utf8),
		cmocka_unit_test(keys__of_putty_under_xterm__are_understood),
		cmocka_unit_test(keys__as_the_emulator_sends_them__are_understood),
		cmocka_unit_test(keys__typed_before_the_start__are_kept),
		cmocka_unit_test(chinese__phrase_typed_into_a_line__cursor_follows),
		cmocka_unit_test(chinese__character_cut_by_the_network__arrives_whole),
		cmocka_unit_test(paste__many_lines__is_one_event),
		cmocka_unit_test(mouse__switched_on__reports_presses),
		cmocka_unit_test(resize__to_very_small_and_back__keeps_running),
		cmocka_unit_test(borders__cycled__are_drawn_each_way),
		cmocka_unit_test(widths__terminal_draws_ambiguous_wide__rows_stay_in_line),
		cmocka_unit_test(widths__said_wide_though_narrow__is_obeyed),
		cmocka_unit_test(signal__to_end__is_reported_and_the_line_saved),
		cmocka_unit_test(line__closed_while_editing__is_a_hangup),
		cmocka_unit_test(crash__gives_the_terminal_back),
		cmocka_unit_test(stop__and_continue__gives_back_and_takes_again),
		cmocka_unit_test(update__full_screen__is_one_write_and_nothing_when_idle),
		cmocka_unit_test(locale__gb18030__reads_and_writes_it),
	};
	const char *slash = strrchr(argv[0], '/');
	int failed;

	(void)argc;
	demo = slash ? mem_strndup(argv[0], (size_t)(slash - argv[0])) : mem_strdup(".");
	demo = mem_resize(demo, strlen(demo) + sizeof "/term_demo", 1);
	strcat(demo, "/term_demo");
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	mem_free(demo);
	return failed;
}
