#include "screens/on_shell.h"

/* Rows, sheets, long texts, bursts of keys and pastes, and their undo. */

static void shell__undo_and_redo__say_what_and_show_it(void **state)
{
	struct on_shell o;

	(void)state;
	make(&o, 30, 100);
	press(&o, 'u');
	sees("没有可以撤销的修改");
	command(&o, "go staff.actual");
	type(&o, "27");
	press(&o, K_ENTER);
	sees("103.85%");
	press(&o, 'u');
	sees("已撤销");
	sees_not("103.85%");
	press(&o, K_CTRL('r'));
	sees("已重做");
	sees("103.85%");
	drop(&o);
}

static void shell__delete_row__asks_first(void **state)
{
	struct on_shell o;

	(void)state;
	make(&o, 30, 100);
	command(&o, "unit 信息中心");
	command(&o, "go annex2.ind.1.name");
	sees("文件转发数量");
	press(&o, 'D');
	sees("删除“文件转发数量”这一行吗");
	press(&o, 'n');
	sees("文件转发数量");
	press(&o, 'D');
	press(&o, 'y');
	sees("已删除这一行");
	sees_not("文件转发数量");
	press(&o, 'u');
	sees("文件转发数量");
	drop(&o);
}

static void shell__long_text__is_edited_in_the_box_and_stored(void **state)
{
	struct on_shell o;

	(void)state;
	make(&o, 30, 100);
	command(&o, "go annex2.goal.target");
	press(&o, K_ENTER);
	sees(" 预期目标 ");
	sees("^S保存");
	type(&o, "zzz");
	press(&o, K_CTRL('s'));
	sees("已保存");
	sees("zzz");
	drop(&o);
}

static void shell__f2_while_typing__goes_on_in_the_box(void **state)
{
	struct on_shell o;
	struct draft d;

	(void)state;
	make(&o, 30, 100);
	command(&o, "go unit");
	send(&o, blind_char(0x65B0));
	press(&o, K_F(2));
	sees("^S保存");
	assert_true(shell_typed(o.s, &d));
	assert_string_equal(d.text, "新");
	assert_string_equal(d.key, "unit");
	assert_string_equal(d.form, "annex1#1");
	draft_free(&d);
	press(&o, K_F(1));
	sees(" 按键 ");
	press(&o, K_ESC);
	press(&o, K_F(2));
	sees("已保存：预算单位名称 为 新");
	drop(&o);
}

static void shell__sheet_added_and_deleted__asks_only_before_deleting(void **state)
{
	struct on_shell o;

	(void)state;
	make(&o, 30, 100);
	press(&o, K_BACKTAB); /* the forms */
	for (int i = 0; i < 4; i++)
		press(&o, K_DOWN);
	press(&o, 'a');
	sees("已加一份附件3");
	sees("附件3#4");
	press(&o, 'D');
	sees("删除表");
	press(&o, 'y');
	sees_not("附件3#4");
	press(&o, K_HOME);
	press(&o, 'a');
	sees("这张表只有一份");
	drop(&o);
}

/* The open sheet goes away under the cursor. */
static void shell__undo_of_an_added_sheet__opens_one_that_is_there(void **state)
{
	struct on_shell o;

	(void)state;
	make(&o, 30, 100);
	press(&o, K_BACKTAB);
	for (int i = 0; i < 4; i++)
		press(&o, K_DOWN);
	press(&o, 'a');
	sees("附件3#4");
	press(&o, 'u');
	sees("已撤销");
	sees_not("附件3#4");
	press(&o, 'n');
	press(&o, 'N');
	pause_keys(&o);
	sees("w 看由来");
	drop(&o);
}

static void shell__a_burst_with_chinese__is_typed_into_the_cell(void **state)
{
	static const char *const bursts[] = {"DRG付费", "app上线", "qx改革", "某某"};
	struct on_shell o;

	(void)state;
	make(&o, 30, 100);
	command(&o, "go annex2.ind.1.name");
	for (size_t i = 0; i < sizeof bursts / sizeof *bursts; i++) {
		struct draft d;

		shell_burst(o.s, bursts[i]);
		show(&o);
		assert_true(shell_typed(o.s, &d));
		assert_string_equal(d.text, bursts[i]);
		draft_free(&d);
		press(&o, K_ESC);
	}
	shell_burst(o.s, "／某某");
	show(&o);
	sees("查找 / 某某");
	drop(&o);
}

static void shell__a_burst_of_letters__deletes_nothing(void **state)
{
	struct on_shell o;

	(void)state;
	make(&o, 30, 100);
	command(&o, "unit 信息中心");
	command(&o, "go annex2.ind.1.name");
	shell_burst(o.s, "DyDyDy");
	show(&o);
	sees("删除“文件转发数量”这一行吗");
	press(&o, 'n');
	sees("文件转发数量");
	command(&o, "go annex1.staff.actual");
	shell_burst(o.s, "wdfs");
	show(&o);
	assert_false(shell_typed(o.s, &(struct draft){0}));
	sees("这一格填数");
	drop(&o);
}

static void shell__row_added_and_undone__stands_where_it_was(void **state)
{
	struct on_shell o;

	(void)state;
	make(&o, 30, 100);
	command(&o, "unit 信息中心");
	command(&o, "go annex2.ind.1.name");
	pause_keys(&o);
	sees("annex2.ind.1.name");
	press(&o, 'a');
	pause_keys(&o);
	sees_not("annex2.ind.1.name");
	press(&o, 'u');
	pause_keys(&o);
	sees("annex2.ind.1.name");
	drop(&o);
}

static void shell__long_text_saved__is_named_by_its_first_line(void **state)
{
	struct on_shell o;

	(void)state;
	make(&o, 30, 100);
	command(&o, "go annex2.goal.target");
	press(&o, K_ENTER);
	press(&o, K_CTRL('a'));
	send(&o, blind_paste("第一行\n第二行"));
	press(&o, K_CTRL('s'));
	sees("为 第一行…");
	command(&o, "log");
	sees("→ 第一行 第二行");
	sees_not("\xEF\xBF\xBD");
	press(&o, K_ESC);
	sees_not("\xEF\xBF\xBD");
	drop(&o);
}

static void shell__paste_preview__is_read_and_warns_on_a_line_of_its_own(void **state)
{
	struct on_shell o;

	(void)state;
	make(&o, 24, 80);
	command(&o, "unit 信息中心");
	command(&o, "go annex2.ind.1.name");
	send(&o, blind_paste("一\t2\t3\t4\t5\t6\t7\t8\n二\n三\n"));
	sees(" 粘贴 ");
	sees("超出表格的右边或末尾，不会填入");
	type(&o, "文件");
	sees(" 粘贴 ");
	press(&o, K_ESC);
	sees("文件转发数量");
	drop(&o);
}

/* 合计 of a line is computed: it is passed over and counted; all is one step of u. */
static void shell__a_paste_longer_than_the_tree__adds_rows_and_tells(void **state)
{
	struct on_shell o;

	(void)state;
	make(&o, 24, 80);
	command(&o, "unit 430000");
	press(&o, '{');
	command(&o, "go t2.func.9.code");
	send(&o, blind_paste("2210201\t住房公积金\t26.00\t26.00\n2080505\t\t7.50\t7.50\n"));
	sees("粘贴 5 格，加 1 行");
	sees("有 2 格由公式计算或不能填，略过。");
	sees_beside("新的第 1 行·", "+ 2080505");
	press(&o, K_ENTER);
	sees("已粘贴 5 格，加了 1 行，略过由公式计算的 2 格（u 一次撤销）。");
	command(&o, "go t2.func.1.code");
	sees("2080505");
	press(&o, 'u');
	sees("已撤销：粘贴");
	sees_not("2080505");
	drop(&o);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(shell__undo_and_redo__say_what_and_show_it),
		cmocka_unit_test(shell__delete_row__asks_first),
		cmocka_unit_test(shell__long_text__is_edited_in_the_box_and_stored),
		cmocka_unit_test(shell__f2_while_typing__goes_on_in_the_box),
		cmocka_unit_test(shell__sheet_added_and_deleted__asks_only_before_deleting),
		cmocka_unit_test(shell__undo_of_an_added_sheet__opens_one_that_is_there),
		cmocka_unit_test(shell__a_burst_with_chinese__is_typed_into_the_cell),
		cmocka_unit_test(shell__a_burst_of_letters__deletes_nothing),
		cmocka_unit_test(shell__row_added_and_undone__stands_where_it_was),
		cmocka_unit_test(shell__long_text_saved__is_named_by_its_first_line),
		cmocka_unit_test(shell__paste_preview__is_read_and_warns_on_a_line_of_its_own),
		cmocka_unit_test(shell__a_paste_longer_than_the_tree__adds_rows_and_tells),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
