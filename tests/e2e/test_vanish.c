#include "on_terminal.h"

#include <errno.h>
#include <poll.h>
#include <sys/resource.h>
#include <sys/time.h>

/* The line breaks, the terminal stalls, a signal comes or memory runs out, in
 * the middle of anything: the program ends and uses no processor for it, the
 * terminal is given back, what was typed is offered at the next start. */

enum { END = 10000, BUSY = 3000 }; /* ms: to be gone, and of processor time at most */

static struct on_terminal here;

static int make(void **state)
{
	(void)state;
	terminal_make(&here);
	return 0;
}

static int drop(void **state)
{
	(void)state;
	terminal_drop(&here);
	return 0;
}

static int fresh(void **state)
{
	(void)state;
	terminal_fresh(&here);
	return 0;
}

/* ---- in the middle of what ---- */

static void at_cell(struct vt *v)
{
	go(v, "staff.actual");
}

static void in_line(struct vt *v)
{
	at_cell(v);
	vt_type(v, "27");
	sees(v, "保存并下移");
}

static void in_text(struct vt *v)
{
	go(v, "annex2.goal.target");
	vt_key(v, "Enter");
	sees(v, "^S保存");
	vt_type(v, "末尾一句");
	sees(v, "末尾一句");
}

static void in_prompt(struct vt *v)
{
	vt_type(v, ":");
	sees(v, ":");
	vt_type(v, "uni");
}

static void in_help(struct vt *v)
{
	vt_key(v, "F1");
	sees(v, "显示这张按键表");
}

static void in_palette(struct vt *v)
{
	vt_key(v, "F9");
	vt_type(v, "撤");
}

static void in_question(struct vt *v)
{
	go(v, "annex2.ind.1.name");
	vt_type(v, "D");
	sees(v, "y 删除");
}

static void in_findings(struct vt *v)
{
	vt_key(v, "F3");
	sees(v, "审核 本套表");
}

static void in_overview(struct vt *v)
{
	vt_key(v, "F12");
	sees(v, "信息中心");
}

static void in_export(struct vt *v)
{
	vt_key(v, "F8");
	sees(v, "整套表");
}

static void in_chooser(struct vt *v)
{
	vt_type(v, "r");
	vt_settle(v, 200);
}

static void in_audit(struct vt *v)
{
	vt_type(v, "E");
}

static void in_burst(struct vt *v)
{
	for (int i = 0; i < 50; i++)
		vt_type(v, "]");
}

static const struct place {
	const char *name;
	void (*go)(struct vt *v);
	bool typed; /* something that must not be lost */
} places[] = {
    {"cell", at_cell, false},         {"line", in_line, true},
    {"text", in_text, true},          {"prompt", in_prompt, false},
    {"help", in_help, false},         {"palette", in_palette, false},
    {"question", in_question, false}, {"findings", in_findings, false},
    {"overview", in_overview, false}, {"export", in_export, false},
    {"chooser", in_chooser, false},   {"audit", in_audit, false},
    {"burst", in_burst, false},
};
enum { PLACES = sizeof places / sizeof *places };

/* ---- how it ends ---- */

static void hang_up(struct vt *v)
{
	vt_signal(v, SIGHUP);
}

static void terminate(struct vt *v)
{
	vt_signal(v, SIGTERM);
}

static void interrupt(struct vt *v)
{
	vt_signal(v, SIGINT);
}

static void close_line(struct vt *v)
{
	vt_hangup(v);
}

static const struct way {
	const char *name;
	void (*end)(struct vt *v);
	bool line; /* it is still there afterwards */
} ways[] = {
    {"SIGHUP", hang_up, true},
    {"the line closed", close_line, false},
    {"SIGTERM", terminate, true},
    {"SIGINT", interrupt, true},
};
enum { WAYS = sizeof ways / sizeof *ways };

static long processor_ms(void)
{
	struct rusage used;

	getrusage(RUSAGE_CHILDREN, &used);
	return (used.ru_utime.tv_sec + used.ru_stime.tv_sec) * 1000 +
	       (used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1000;
}

static void end_there(const struct place *p, const struct way *w)
{
	struct vt *v;
	long busy;

	terminal_fresh(&here);
	v = terminal_start(&here, 24, 80);
	p->go(v);
	busy = processor_ms();
	w->end(v);
	if (!vt_wait_exit(v, END) || vt_exit_status(v) != 0)
		fail_msg("%s in %s: status %d", w->name, p->name, vt_exit_status(v));
	busy = processor_ms() - busy;
	if (busy > BUSY)
		fail_msg("%s in %s: %ld ms of processor time", w->name, p->name, busy);
	if (w->line && !vt_tty_sane(v))
		fail_msg("%s in %s: the terminal is not given back", w->name, p->name);
	if (terminal_has_draft(&here) != p->typed)
		fail_msg("%s in %s: %s draft", w->name, p->name, p->typed ? "no" : "a");
}

static void workbench__ended_in_the_middle_of_anything__loses_nothing(void **state)
{
	(void)state;
	for (int i = 0; i < PLACES; i++)
		for (int k = 0; k < WAYS; k++)
			if (places[i].typed || k == i % WAYS)
				end_there(&places[i], &ways[k]);
}

/* At another moment each time: some are within the audit. */
static void workbench__the_line_closed_in_an_audit__ends(void **state)
{
	enum { TRIES = 12, STEP = 2 /* ms */ };

	(void)state;
	for (int i = 0; i < TRIES; i++) {
		struct vt *v = terminal_start(&here, 24, 80);

		vt_settle(v, 200);
		in_audit(v);
		poll(NULL, 0, i * STEP);
		close_line(v);
		if (!vt_wait_exit(v, END))
			fail_msg("%d ms after the key", i * STEP);
	}
}

static void workbench__a_pipe_breaks__is_no_end(void **state)
{
	struct vt *v = terminal_start(&here, 24, 80);

	(void)state;
	at_cell(v);
	vt_signal(v, SIGPIPE);
	vt_type(v, "27");
	sees(v, "保存并下移");
}

/* Far away somebody holds ^S, or the network is gone and nobody has said so. */
static void workbench__a_terminal_that_takes_nothing__can_be_ended(void **state)
{
	struct vt *v = terminal_start(&here, 50, 200);
	siginfo_t info = {0};

	(void)state;
	in_line(v);
	terminal_wait_draft(&here);
	for (int i = 0; i < 60; i++) { /* paints more than a line holds */
		vt_resize(v, 50 + i % 2, 200);
		poll(NULL, 0, 20);
	}
	vt_signal(v, SIGTERM);
	for (int waited = 0; waited < END && !info.si_pid; waited += 20) {
		poll(NULL, 0, 20);
		waitid(P_PID, (id_t)vt_pid(v), &info, WEXITED | WNOHANG | WNOWAIT);
	}
	assert_int_equal(info.si_pid, vt_pid(v));
	assert_true(terminal_has_draft(&here));
}

static void workbench__stopped_and_resized_and_continued__goes_on(void **state)
{
	struct vt *v = terminal_start(&here, 24, 80);

	(void)state;
	in_line(v);
	vt_signal(v, SIGSTOP);
	vt_resize(v, 40, 120);
	vt_signal(v, SIGCONT);
	sees(v, "信息中心");
	sees(v, "保存并下移");
	vt_key(v, "Enter");
	sees(v, "103.85%");
}

static void workbench__shrunk_to_nothing_and_back_anywhere__goes_on(void **state)
{
	static const struct {
		int rows, cols;
	} sizes[] = {{1, 1}, {24, 80}, {2, 300}, {100, 2}, {1, 1}};

	(void)state;
	for (int i = 0; i < PLACES; i++) {
		struct vt *v;

		terminal_fresh(&here);
		v = terminal_start(&here, 24, 80);
		places[i].go(v);
		for (size_t k = 0; k < sizeof sizes / sizeof *sizes; k++) {
			vt_say_size(v, sizes[k].rows, sizes[k].cols);
			vt_listen(v, 15);
		}
		vt_resize(v, 30, 100);
		for (int k = 0; k < 3; k++) {
			vt_key(v, "Esc");
			vt_listen(v, 120);
		}
		if (places[i].typed)
			vt_type(v, "y"); /* give the text up */
		sees(v, "卫生健康局");
		assert_false(vt_has_broken_wide(v));
		hang_up(v);
		assert_true(vt_wait_exit(v, END));
		assert_int_equal(vt_exit_status(v), 0);
	}
}

/* ---- no memory ---- */

static char *scarce; /* stands beside this program */

/* Enter stores the line; it is there afterwards, or its draft. */
static void workbench__memory_runs_out__gives_all_back_and_keeps_the_line(void **state)
{
	static const char *const numbers[] = {"1", "20", "300", "2000"};

	(void)state;
	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
		const char *argv[] = {scarce, here.database, numbers[i], NULL};
		struct vt *v;
		bool stored;
		int y, x;

		terminal_fresh(&here);
		v = terminal_start_program(&here, argv, 24, 80);
		in_line(v);
		terminal_wait_draft(&here);
		vt_signal(v, SIGUSR1);
		vt_key(v, "Enter");
		assert_true(vt_wait_exit(v, END));
		assert_int_equal(vt_exit_status(v), 3);
		assert_true(vt_tty_sane(v));
		assert_true(vt_find(v, "内存不足，程序结束。已提交的修改都已保存。", &y, &x));
		stored = !terminal_has_draft(&here);
		v = terminal_start(&here, 24, 80);
		if (!stored) {
			sees(v, "上次未保存的输入");
			vt_type(v, "n");
		}
		sees(v, stored ? "103.85%" : "填报中");
	}
}

int main(int argc, char **argv)
{
#define T(f) cmocka_unit_test_setup(f, fresh)
	const struct CMUnitTest tests[] = {
	    T(workbench__ended_in_the_middle_of_anything__loses_nothing),
	    T(workbench__the_line_closed_in_an_audit__ends),
	    T(workbench__a_pipe_breaks__is_no_end),
	    T(workbench__a_terminal_that_takes_nothing__can_be_ended),
	    T(workbench__stopped_and_resized_and_continued__goes_on),
	    T(workbench__shrunk_to_nothing_and_back_anywhere__goes_on),
	    T(workbench__memory_runs_out__gives_all_back_and_keeps_the_line),
	};
	const char *slash = strrchr(argv[0], '/');
	struct str path = {0};
	int failed;

	(void)argc;
	str_addn(&path, argv[0], slash ? (size_t)(slash - argv[0]) + 1 : 0);
	str_add(&path, slash ? "scarce_workbench" : "./scarce_workbench");
	scarce = str_take(&path);
	failed = cmocka_run_group_tests(tests, make, drop);
	mem_free(scarce);
	return failed;
}
