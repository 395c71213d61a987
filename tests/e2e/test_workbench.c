#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <ftw.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"
#include "support/vt.h"

/* The real program ($ZIPING_BIN) in a terminal, on the samples. */

enum { PAUSE = 120, CURSOR_BYTES = 100 };

struct bench {
	char folder[64];
	char database[96], samples[96], state[96], environment[128];
	struct vt *v;
};

static struct bench bench;

static const char *program(void)
{
	const char *path = getenv("ZIPING_BIN");

	return path ? path : "./ziping";
}

/* ---- set-up ---- */

static void run(char *const argv[])
{
	pid_t child = fork();
	int status;

	if (child == 0) {
		execv(argv[0], argv);
		_exit(127);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(status, 0);
}

static int make_samples(void **state)
{
	char *argv[] = {mem_strdup(program()), mem_strdup("-d"),        bench.samples,
	                mem_strdup("init"),    mem_strdup("--samples"), NULL};

	(void)state;
	strcpy(bench.folder, "/tmp/workbench.XXXXXX");
	assert_non_null(mkdtemp(bench.folder));
	snprintf(bench.samples, sizeof bench.samples, "%s/samples.db", bench.folder);
	snprintf(bench.database, sizeof bench.database, "%s/test.db", bench.folder);
	snprintf(bench.state, sizeof bench.state, "%s/state", bench.folder);
	snprintf(bench.environment, sizeof bench.environment, "XDG_STATE_HOME=%s", bench.state);
	run(argv);
	mem_free(argv[0]);
	mem_free(argv[1]);
	mem_free(argv[3]);
	mem_free(argv[4]);
	return 0;
}

static int remove_one(const char *path, const struct stat *s, int type, struct FTW *f)
{
	(void)s;
	(void)type;
	(void)f;
	return remove(path);
}

static int remove_all(void **state)
{
	(void)state;
	return nftw(bench.folder, remove_one, 8, FTW_DEPTH | FTW_PHYS);
}

/* Of the first draft there is; false: there is none. */
static bool draft_path(char *path, size_t size)
{
	size_t n = 0;
	char folder[112], **names;
	bool any;

	snprintf(folder, sizeof folder, "%s/ziping", bench.state);
	names = file_list(folder, "", &n, NULL);
	any = n > 0;
	if (any)
		snprintf(path, size, "%s/%s", folder, names[0]);
	if (names)
		file_list_free(names, n);
	return any;
}

/* Until a draft is stored; one that is being written has a dot in its name. */
static void wait_draft(struct vt *v)
{
	char path[256];
	int waited = 0;

	while (!draft_path(path, sizeof path) || strchr(strrchr(path, '/'), '.')) {
		assert_true(waited < VT_WAIT);
		vt_listen(v, 20);
		waited += 20;
	}
}

static int copy_samples(void **state)
{
	struct str data = {0};
	char path[256];

	(void)state;
	for (const char *const *end = (const char *const[]){"-wal", "-shm", NULL}; *end; end++) {
		snprintf(path, sizeof path, "%s%s", bench.database, *end);
		remove(path);
	}
	while (draft_path(path, sizeof path))
		remove(path);
	assert_int_equal(file_read(bench.samples, 64 << 20, &data, NULL), 0);
	assert_int_equal(file_write(bench.database, data.s, data.length, true, NULL), 0);
	str_free(&data);
	return 0;
}

static int close_all(void **state)
{
	(void)state;
	vt_free(bench.v);
	bench.v = NULL;
	return 0;
}

static struct vt *start(int rows, int cols)
{
	const char *argv[] = {program(), "-d", bench.database, NULL};
	const char *env[] = {bench.environment, NULL};

	vt_free(bench.v);
	bench.v = vt_start(argv, env, rows, cols);
	assert_true(vt_wait_text(bench.v, "填报中", VT_WAIT));
	return bench.v;
}

static void sees(struct vt *v, const char *text)
{
	if (vt_wait_text(v, text, VT_WAIT))
		return;
	fprintf(stderr, "not seen: %s\n", text);
	fail();
}

static void go(struct vt *v, const char *key)
{
	vt_type(v, "g");
	sees(v, "转到（表号、栏目名称或代码）：");
	vt_type(v, key);
	vt_key(v, "Enter");
	assert_true(vt_wait_gone(v, "转到（表号、栏目名称或代码）：", VT_WAIT));
}

static void command(struct vt *v, const char *line)
{
	vt_type(v, ":");
	vt_type(v, line);
	vt_key(v, "Enter");
}

static void quit(struct vt *v)
{
	vt_type(v, "q");
	assert_true(vt_wait_exit(v, VT_WAIT));
	assert_int_equal(vt_exit_status(v), 0);
	assert_true(vt_tty_sane(v));
}

/* ---- what a person sees and does ---- */

static void workbench__on_the_samples__shows_units_forms_and_the_table(void **state)
{
	struct vt *v = start(30, 100);

	(void)state;
	sees(v, "卫生健康局");
	sees(v, "信息中心");
	sees(v, "附件2");
	sees(v, "财政供养人员情况(人)");
	sees(v, "填报中");
	assert_false(vt_has_broken_wide(v));
	assert_true(vt_cursor_visible(v));
	quit(v);
}

static void workbench__staff_from_26_to_27__shows_the_rate_in_the_same_update(void **state)
{
	struct vt *v = start(24, 80);
	int y, x;

	(void)state;
	go(v, "staff.actual");
	vt_type(v, "27");
	vt_key(v, "Enter");
	sees(v, "已保存");
	assert_true(vt_find(v, "103.85%", &y, &x));
	quit(v);
}

static void workbench__a_score_changed__changes_total_and_grade_and_is_there_again(void **state)
{
	struct vt *v = start(30, 100);

	(void)state;
	command(v, "unit 信息中心");
	sees(v, "98.00 优");
	vt_type(v, ">");
	sees(v, "年度资金总额");
	go(v, "annex2.score");
	vt_type(v, "0");
	vt_key(v, "Enter");
	sees(v, "88.00 良");
	quit(v);
	v = start(30, 100);
	command(v, "unit 信息中心");
	sees(v, "88.00 良");
	vt_type(v, "u");
	sees(v, "已撤销");
	sees(v, "98.00 优");
	vt_key(v, "^R");
	sees(v, "88.00 良");
	quit(v);
}

static void workbench__resized_in_the_middle_of_an_edit__keeps_the_line(void **state)
{
	struct vt *v = start(30, 100);

	(void)state;
	go(v, "staff.actual");
	vt_type(v, "27");
	sees(v, "保存并下移");
	vt_resize(v, 24, 80);
	assert_true(vt_wait_gone(v, "信息中心", VT_WAIT));
	sees(v, "保存并下移");
	vt_resize(v, 5, 20);
	sees(v, "要 80×24");
	vt_key(v, "Enter");
	vt_resize(v, 50, 160);
	sees(v, "保存并下移");
	assert_false(vt_has_broken_wide(v));
	vt_key(v, "Enter");
	sees(v, "103.85%");
	quit(v);
}

static void workbench__hung_up_in_the_middle_of_an_edit__offers_the_line_again(void **state)
{
	struct vt *v = start(24, 80);
	struct stat s;
	char path[256];

	(void)state;
	go(v, "staff.actual");
	vt_type(v, "27");
	sees(v, "保存并下移");
	vt_signal(v, SIGHUP);
	assert_true(vt_wait_exit(v, VT_WAIT));
	assert_int_equal(vt_exit_status(v), 0);
	assert_true(vt_tty_sane(v));
	assert_true(draft_path(path, sizeof path));
	assert_int_equal(stat(path, &s), 0);
	assert_int_equal(s.st_mode & 0777, 0600);
	v = start(24, 80);
	sees(v, "上次未保存的输入");
	vt_type(v, "y");
	sees(v, "已恢复");
	assert_true(draft_path(path, sizeof path));
	vt_key(v, "Enter");
	sees(v, "103.85%");
	quit(v);
	assert_false(draft_path(path, sizeof path));
}

static void workbench__killed_while_typing__offers_what_was_typed_before_the_pause(void **state)
{
	struct vt *v = start(24, 80);

	(void)state;
	go(v, "staff.actual");
	vt_type(v, "27");
	sees(v, "保存并下移");
	wait_draft(v);
	vt_signal(v, SIGKILL);
	assert_true(vt_wait_exit(v, VT_WAIT));
	v = start(24, 80);
	sees(v, "上次未保存的输入");
	sees(v, "在职人数");
	vt_type(v, "y");
	sees(v, "已恢复");
	vt_key(v, "Enter");
	sees(v, "103.85%");
	quit(v);
}

static void workbench__letters_and_chinese_at_once__are_typed_into_the_cell(void **state)
{
	struct vt *v = start(24, 80);

	(void)state;
	go(v, "annex2.ind.1.name");
	vt_type(v, "DRG付费");
	sees(v, "保存并下移");
	vt_key(v, "Enter");
	sees(v, "为 DRG付费");
	quit(v);
}

static void workbench__the_line_gone_in_the_middle_of_an_edit__keeps_the_draft(void **state)
{
	struct vt *v = start(24, 80);

	(void)state;
	go(v, "staff.actual");
	vt_type(v, "29");
	sees(v, "保存并下移");
	vt_hangup(v);
	assert_true(vt_wait_exit(v, VT_WAIT));
	v = start(24, 80);
	sees(v, "上次未保存的输入");
	vt_type(v, "n");
	sees(v, "已丢弃");
	quit(v);
}

static void workbench__chinese_typed__is_taken_and_full_width_figures_count(void **state)
{
	struct vt *v = start(24, 80);

	(void)state;
	go(v, "staff.actual");
	vt_type(v, "２７");
	vt_key(v, "Enter");
	sees(v, "103.85%");
	go(v, "unit");
	vt_type(v, "岳阳楼区某某中心");
	vt_key(v, "Enter");
	sees(v, "已保存：预算单位名称 为 岳阳楼区某某中心");
	assert_false(vt_has_broken_wide(v));
	vt_type(v, "：ｑuit");
	sees(v, ":");
	vt_key(v, "Enter");
	assert_true(vt_wait_exit(v, VT_WAIT));
	assert_int_equal(vt_exit_status(v), 0);
}

static void workbench__mouse_on__click_selects_double_click_edits_wheel_scrolls(void **state)
{
	struct vt *v = start(30, 100);
	int y, x;

	(void)state;
	vt_type(v, "M");
	sees(v, "鼠标已开");
	assert_true(vt_find(v, " 26 ", &y, &x));
	vt_click(v, y, x + 1, 1);
	vt_type(v, "25");
	vt_key(v, "Enter");
	sees(v, "104%");
	assert_true(vt_find(v, " 25 ", &y, &x));
	vt_click_twice(v, y, x + 1, 1);
	sees(v, "保存并下移");
	vt_key(v, "Esc");
	sees(v, "F2编辑");
	for (int i = 0; i < 8; i++)
		vt_click(v, y, x, 5);
	assert_true(vt_wait_gone(v, "财政供养人员情况", VT_WAIT));
	assert_true(vt_find(v, "信息中心", &y, &x));
	vt_click(v, y, x, 1);
	sees(v, "98.00 优");
	quit(v);
}

static void workbench__given_up__is_offered_again_by_f2(void **state)
{
	struct vt *v = start(24, 80);

	(void)state;
	go(v, "staff.actual");
	vt_type(v, "27");
	vt_key(v, "Esc");
	sees(v, "按 F2 找回“27”");
	vt_key(v, "F2");
	sees(v, "这是上次放弃的输入");
	vt_key(v, "Enter");
	sees(v, "103.85%");
	quit(v);
}

static void workbench__a_long_text__is_edited_in_a_box(void **state)
{
	struct vt *v = start(24, 80);

	(void)state;
	go(v, "annex2.goal.target");
	vt_key(v, "Enter");
	sees(v, "^S保存");
	vt_type(v, "末尾一句");
	vt_key(v, "Esc");
	sees(v, "改动还没有保存");
	vt_key(v, "^S");
	sees(v, "已保存");
	sees(v, "末尾一句");
	assert_false(vt_has_broken_wide(v));
	quit(v);
}

static void workbench__a_paste_of_cells__is_shown_first_and_one_undo_step(void **state)
{
	struct vt *v = start(30, 100);

	(void)state;
	go(v, "work.last");
	vt_paste(v, "1.11\t2.22\t3.33\n4.44\t5.55\t6.66\n");
	sees(v, "粘贴 6 格");
	vt_key(v, "Enter");
	sees(v, "已粘贴 6 格");
	sees(v, "3.33");
	vt_type(v, "u");
	sees(v, "已撤销");
	sees(v, "3985.49");
	quit(v);
}

static void workbench__killed_after_a_commit__has_the_value(void **state)
{
	struct vt *v = start(24, 80);

	(void)state;
	go(v, "staff.actual");
	vt_type(v, "27");
	vt_key(v, "Enter");
	sees(v, "已保存");
	vt_signal(v, SIGKILL);
	assert_true(vt_wait_exit(v, VT_WAIT));
	v = start(24, 80);
	sees(v, "103.85%");
	quit(v);
}

/* ---- what it costs ---- */

/* What comes at once after a key is one short write; what comes after the pause
 * is one more. */
static bool is_short(struct vt *v, const char *key)
{
	bool one;

	vt_mark(v);
	vt_key(v, key);
	for (int waited = 0; waited < VT_WAIT && !vt_bytes(v); waited += 5)
		vt_listen(v, 5);
	one = vt_chunks(v) == 1 && vt_bytes(v) <= CURSOR_BYTES;
	vt_mark(v);
	vt_settle(v, 2 * PAUSE);
	return one && vt_chunks(v) <= 1;
}

/* Where the machine is busy with others both may be read as one: then the key
 * and the one that leads back are pressed again. */
static void expect_short(struct vt *v, const char *key, const char *back)
{
	enum { TRIES = 20 };

	for (int i = 0; i < TRIES; i++) {
		if (is_short(v, key))
			return;
		vt_key(v, back);
		vt_settle(v, 2 * PAUSE);
	}
	fail_msg("%s is not one short write", key);
}

/* What a busy machine held back may come first. */
static bool is_silent(struct vt *v)
{
	bool silent = false;

	for (int i = 0; i < 3 && !silent; i++)
		silent = vt_listen(v, 2500) == 0;
	return silent;
}

static void workbench__a_cursor_key__is_one_short_write_and_idling_none(void **state)
{
	/* Round and round, so that nothing scrolls. */
	static const struct {
		const char *key, *back;
	} steps[] = {{"Right", "Left"}, {"Down", "Up"},    {"Left", "Right"}, {"Up", "Down"},
	             {"Down", "Up"},    {"Left", "Right"}, {"Up", "Down"},    {"Right", "Left"}};
	struct vt *v = start(50, 160);

	(void)state;
	vt_type(v, ">");
	sees(v, "年度资金总额");
	go(v, "ind.6.target");
	vt_settle(v, 2 * PAUSE);
	for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
		expect_short(v, steps[i].key, steps[i].back);
	assert_true(is_silent(v));
	quit(v);
}

/* The reviewer's way: the list, the explanation, the figure mended; then all units. */
static void workbench__a_finding__is_explained_mended_and_gone(void **state)
{
	struct vt *v = start(40, 130);

	(void)state;
	command(v, "unit 信息中心");
	sees(v, "98.00 优  ✗1 !");
	vt_key(v, "F3");
	sees(v, "审核 本套表");
	vt_settle(v, 2 * PAUSE);
	for (int i = 0; i < 2; i++) {
		expect_short(v, "Down", "Up");
		expect_short(v, "Up", "Down");
	}
	vt_type(v, "ss"); /* by level */
	sees(v, "✗ 必须（1 条）");
	vt_key(v, "Home");
	vt_key(v, "Down");
	vt_type(v, "w");
	sees(v, "P01 必须 未处理");
	sees(v, "附件2 总分  98.00（表报 99）");
	assert_false(vt_has_broken_wide(v));
	vt_type(v, "=");
	sees(v, "已采用");
	assert_true(vt_wait_gone(v, "✗ 必须（1 条）", VT_WAIT));
	vt_type(v, "E");
	sees(v, "已审核 6 份填报");
	sees(v, "审核 全部单位");
	quit(v);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define T(f) cmocka_unit_test_setup_teardown(f, copy_samples, close_all)
	    T(workbench__on_the_samples__shows_units_forms_and_the_table),
	    T(workbench__staff_from_26_to_27__shows_the_rate_in_the_same_update),
	    T(workbench__a_score_changed__changes_total_and_grade_and_is_there_again),
	    T(workbench__resized_in_the_middle_of_an_edit__keeps_the_line),
	    T(workbench__hung_up_in_the_middle_of_an_edit__offers_the_line_again),
	    T(workbench__killed_while_typing__offers_what_was_typed_before_the_pause),
	    T(workbench__letters_and_chinese_at_once__are_typed_into_the_cell),
	    T(workbench__the_line_gone_in_the_middle_of_an_edit__keeps_the_draft),
	    T(workbench__chinese_typed__is_taken_and_full_width_figures_count),
	    T(workbench__mouse_on__click_selects_double_click_edits_wheel_scrolls),
	    T(workbench__given_up__is_offered_again_by_f2),
	    T(workbench__a_long_text__is_edited_in_a_box),
	    T(workbench__a_paste_of_cells__is_shown_first_and_one_undo_step),
	    T(workbench__killed_after_a_commit__has_the_value),
	    T(workbench__a_finding__is_explained_mended_and_gone),
	    T(workbench__a_cursor_key__is_one_short_write_and_idling_none),
#undef T
	};

	return cmocka_run_group_tests(tests, make_samples, remove_all);
}
