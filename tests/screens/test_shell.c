#include "screens/on_shell.h"

#include "screens/shell_parts.h"

/* What is seen, going about, help, commands, years. */

static void shell__at_100_columns__shows_all_panes(void **state)
{
	struct on_shell o;

	(void)state;
	make(&o, 30, 100);
	sees("卫生健康局 › 2024 › 附件1");
	sees("填报中");
	sees("优");
	sees("─ 单位 ─");
	sees("─ 2024 年的表 ─");
	sees("▪附件1 整体支出绩效评价基础数据表");
	sees("─ 预算单位名称 ─");
	sees("F1帮助 F2编辑");
	sees("第 1–");
	drop(&o);
}

static void shell__at_80_columns__has_the_navigator_one_key_away(void **state)
{
	struct on_shell o;

	(void)state;
	make(&o, 24, 80);
	sees_not("信息中心");
	sees("┌─────────");
	press(&o, K_TAB);
	sees("信息中心");
	sees("▸附件1");
	press(&o, K_TAB);
	press(&o, K_TAB);
	sees_not("信息中心");
	drop(&o);
}

static void shell__too_small__says_the_size_and_keeps_the_edit(void **state)
{
	struct on_shell o;
	struct draft d;

	(void)state;
	make(&o, 24, 80);
	command(&o, "go staff.actual");
	type(&o, "27");
	resize(&o, 5, 20);
	sees("要 80×24，现 20×5");
	assert_int_equal(o.p.caret.y, -1);
	type(&o, "99");
	resize(&o, 24, 80);
	assert_true(shell_typed(o.s, &d));
	assert_string_equal(d.text, "27");
	draft_free(&d);
	press(&o, K_ENTER);
	sees("103.85%");
	drop(&o);
}

static void shell__any_size__draws_without_harm(void **state)
{
	static const int sizes[][2] = {{24, 80}, {24, 200}, {25, 99},  {60, 80},  {30, 100},
	                               {1, 1},   {50, 160}, {24, 100}, {200, 300}};
	struct on_shell o;

	(void)state;
	make(&o, 24, 80);
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		resize(&o, sizes[i][0], sizes[i][1]);
		press(&o, K_TAB);
		press(&o, 'v');
		press(&o, 'z');
	}
	drop(&o);
}

/* A cursor key leaves all but the highlight as it is until the keys pause. */
static void shell__a_cursor_key__changes_the_rest_only_at_the_pause(void **state)
{
	struct on_shell o;
	char *before, *after;

	(void)state;
	make(&o, 30, 100);
	before = blind_dump();
	press(&o, K_DOWN);
	after = blind_dump();
	assert_string_equal(before, after);
	assert_true(shell_timeout(o.s) <= 200);
	pause_keys(&o);
	sees("─ 编制数 ─");
	assert_true(shell_timeout(o.s) >= 500);
	assert_false(shell_event(o.s, &(struct key_event){.kind = EV_IDLE}));
	mem_free(before);
	mem_free(after);
	drop(&o);
}

/* ---- what is done ---- */

static void shell__brackets__go_to_the_same_table_of_the_next_unit(void **state)
{
	struct on_shell o;

	(void)state;
	make(&o, 30, 100);
	press(&o, '>');
	sees("› 附件2");
	command(&o, "go total");
	press(&o, ']');
	sees("信息中心 › 2024 › 附件2");
	pause_keys(&o);
	sees("─ 总分 ─");
	for (int i = 0; i < 20 && !blind_has("这已是最后一个单位"); i++)
		press(&o, ']');
	sees("这已是最后一个单位");
	for (int i = 0; i < 20 && !blind_has("这已是第一个单位"); i++)
		press(&o, '[');
	sees("卫生健康局 › 2024 › 附件2");
	press(&o, '}');
	sees("没有 2024 年以后");
	drop(&o);
}

static void shell__n__goes_to_each_finding_across_the_tables(void **state)
{
	struct on_shell o;

	(void)state;
	make(&o, 30, 100);
	command(&o, "unit 信息中心");
	press(&o, 'n');
	pause_keys(&o);
	sees("w 看由来");
	for (int i = 0; i < 12 && !blind_has("✗ P01"); i++) {
		press(&o, 'n');
		pause_keys(&o);
	}
	sees_beside("✗ P01", "报 99.00  算 98.00  差 +1.00");
	drop(&o);
}

static void shell__find__goes_through_all_tables_till_esc(void **state)
{
	struct on_shell o;

	(void)state;
	make(&o, 30, 100);
	command(&o, "unit 信息中心");
	press(&o, '/');
	send(&o, blind_paste("文件转发"));
	press(&o, K_ENTER);
	sees("› 附件2");
	sees("n 下一处");
	press(&o, 'n');
	sees("n 下一处");
	press(&o, K_ESC);
	sees_not("n 下一处，");
	press(&o, '/');
	send(&o, blind_paste("没有这几个字"));
	press(&o, K_ENTER);
	sees("没有找到");
	drop(&o);
}

static void shell__help_palette_journal__show_and_close(void **state)
{
	struct on_shell o;

	(void)state;
	make(&o, 40, 100);
	press(&o, K_F(1));
	sees("显示这张按键表");
	press(&o, 'q');
	sees_not("显示这张按键表");
	press(&o, K_F(9));
	type(&o, "zoom");
	press(&o, K_ENTER);
	sees_not("─ 单位 ─");
	press(&o, 'z');
	sees("─ 单位 ─");
	command(&o, "go staff.actual");
	type(&o, "27");
	press(&o, K_ENTER);
	press(&o, K_UP);
	press(&o, K_F(7));
	sees("甲");
	sees("26 → 27");
	press(&o, K_TAB);
	sees("本套表的修改日志");
	press(&o, K_TAB);
	sees("甲 在本套表的修改日志");
	press(&o, K_TAB);
	sees("这一格的修改日志");
	press(&o, K_ESC);
	sees_not("这一格的修改日志");
	drop(&o);
}

static void shell__journal_takes_a_step_back__asked_and_journalled(void **state)
{
	struct on_shell o;

	(void)state;
	make(&o, 40, 100);
	command(&o, "go staff.actual");
	type(&o, "27");
	press(&o, K_ENTER);
	press(&o, K_UP);
	type(&o, "28");
	press(&o, K_ENTER);
	press(&o, K_UP);
	press(&o, K_F(7));
	press(&o, K_DOWN); /* 26 → 27 */
	press(&o, K_CTRL('r'));
	sees("甲");
	sees("改动 1 处");
	sees("28 → 26");
	press(&o, K_ESC);
	sees_not("改动 1 处");
	press(&o, K_F(7));
	press(&o, K_DOWN);
	press(&o, K_CTRL('r'));
	press(&o, 'y');
	sees("已由 甲 于");
	press(&o, K_ESC);
	press(&o, K_F(7));
	press(&o, K_DOWN);
	press(&o, K_CTRL('r'));
	press(&o, 'n');
	sees("已恢复到第");
	press(&o, K_F(7));
	sees("恢复 2024年实际在职人数");
	sees("28 → 26");
	press(&o, K_ESC);
	drop(&o);
}

static void shell__journal_of_a_row__says_what_became_of_it(void **state)
{
	struct on_shell o;

	(void)state;
	make_at(&o, 40, 120, "信息中心", 2024, "annex2");
	command(&o, "go annex2.ind.1.name");
	press(&o, 'a');
	press(&o, K_ESC);
	press(&o, K_F(7));
	press(&o, K_TAB); /* of the whole filing */
	sees("添加行 附件2 绩效指标 加一行");
	press(&o, K_ESC);
	drop(&o);
}

static void shell__command_not_known__says_so(void **state)
{
	struct on_shell o;

	(void)state;
	make(&o, 30, 100);
	command(&o, "nothing");
	sees("没有命令“nothing”");
	command(&o, "unit 不存在的");
	sees("不存在的");
	command(&o, "go 不存在的格子");
	sees("没有叫“不存在的格子”的格子");
	command(&o, "go 附件2");
	sees("整体支出绩效自评表");
	command(&o, "go 总分");
	pause_keys(&o);
	sees("─ 总分 ─");
	command(&o, "new-year 1");
	sees("不是年度");
	command(&o, "quit");
	assert_true(shell_done(o.s));
	drop(&o);
}

static void shell__new_year__opens_the_empty_forms(void **state)
{
	struct on_shell o;

	(void)state;
	make(&o, 30, 100);
	command(&o, "new-year 2025");
	sees("已新建 2025 年的套表");
	sees("› 2025 › 附件1");
	sees("2025年度");
	press(&o, '{');
	sees("› 2024 › 附件1");
	drop(&o);
}

static void shell__prefilled_prompt__is_replaced_by_the_first_character(void **state)
{
	struct on_shell o;

	(void)state;
	make(&o, 30, 100);
	press(&o, 'c');
	sees("新建哪个年度：2025");
	type(&o, "2030");
	sees("新建哪个年度：2030");
	drop(&o);
}

static void shell__two_sets_of_one_year__are_named_and_an_empty_sheet_is_no_success(void **state)
{
	struct on_shell o = {.rows = 24, .cols = 80};
	struct err e = {0};

	(void)state;
	workplace_empty(&o.p, 24, 80);
	assert_int_equal(work_add_unit(o.p.w, "900", "某某市某某区某某街道办事处某某综合服务中心某某某某分中心某某站",
	                               2024, -1, &e),
	                 0);
	assert_int_equal(work_add_filing(o.p.w, 0, 2024, "yueyanglou-2024", &e), 0);
	open_shell(&o, "900", "annex3");
	sees("… › 2024 › 附件3#1");
	sees_not("✓");
	press(&o, K_TAB);
	press(&o, K_TAB);
	sees("附件3#1 项目");
	sees(" – ");
	sees_not("✓");
	shell_free(o.s);
	assert_int_equal(work_add_filing(o.p.w, 0, 2024, "final-accounts-hunan-2024", &e), 0);
	open_shell(&o, "900", NULL);
	press(&o, K_TAB);
	sees("2024 岳阳楼区");
	sees("2024 湖南省");
	drop(&o);
}

static void shell__rules__are_switched(void **state)
{
	struct on_shell o;
	char *before, *after;

	(void)state;
	make(&o, 30, 100);
	before = blind_dump();
	press(&o, '|');
	after = blind_dump();
	assert_true(strcmp(before, after) != 0);
	mem_free(before);
	mem_free(after);
	command(&o, "rules");
	sees("不画横线");
	drop(&o);
}

static void shell__an_empty_database__says_what_to_do(void **state)
{
	struct on_shell o = {.rows = 24, .cols = 80};

	(void)state;
	workplace_empty(&o.p, 24, 80);
	open_shell(&o, NULL, NULL);
	sees("还没有单位");
	sees("ziping unit add 代码 名称");
	sees("ziping filing add");
	for (const char *c = "iaDc"; *c; c++) {
		press(&o, *c);
		sees("还没有单位：先退出");
		press(&o, K_ESC);
		sees_not("还没有单位：先退出");
	}
	for (const char *c = "jk[]{}nN/gu=aDJKyxzv><c:"; *c; c++) {
		press(&o, *c);
		press(&o, K_ESC);
	}
	press(&o, K_TAB);
	press(&o, K_TAB);
	for (const char *c = "jk[]{}nN/gu=aDJKyxzv><c1"; *c; c++) {
		press(&o, *c);
		press(&o, K_ESC);
	}
	drop(&o);
}

static void shell_new__what_is_not_there__is_a_sentence(void **state)
{
	struct workplace p;
	struct err e = {0};

	(void)state;
	workplace_make(&p, 24, 80);
	assert_null(shell_new(p.w, "没有的单位", 0, NULL, &e));
	assert_true(strlen(e.text) > 0);
	e.text[0] = '\0';
	assert_null(shell_new(p.w, "信息中心", 2024, "附件9", &e));
	assert_non_null(strstr(e.text, "附件9"));
	workplace_drop(&p);
}

/* Keys that waited are taken before a drawing: they act on what is open by then. */
static void shell__keys_before_a_drawing__act_on_the_sheet_that_is_open(void **state)
{
	static const int keys[][2] = {{'>', K_DOWN}, {']', K_DOWN}, {'>', K_END}, {'}', K_DOWN}};
	struct on_shell o;

	(void)state;
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
		make(&o, 30, 100);
		command(&o, "go annex2.ind.1.name");
		for (int k = 0; k < 2; k++) {
			int key = keys[i][k];
			struct key_event ev = key < K_NONE ? blind_char(key) : blind_key(key);

			shell_event(o.s, &ev);
		}
		assert_int_equal(o.s->desk.at.place.sheet, o.s->desk.sheet);
		send(&o, blind_paste("1\n2\n3"));
		assert_int_equal(o.s->desk.at.place.sheet, o.s->desk.sheet);
		drop(&o);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(shell__at_100_columns__shows_all_panes),
		cmocka_unit_test(shell__at_80_columns__has_the_navigator_one_key_away),
		cmocka_unit_test(shell__too_small__says_the_size_and_keeps_the_edit),
		cmocka_unit_test(shell__any_size__draws_without_harm),
		cmocka_unit_test(shell__a_cursor_key__changes_the_rest_only_at_the_pause),
		cmocka_unit_test(shell__brackets__go_to_the_same_table_of_the_next_unit),
		cmocka_unit_test(shell__n__goes_to_each_finding_across_the_tables),
		cmocka_unit_test(shell__find__goes_through_all_tables_till_esc),
		cmocka_unit_test(shell__help_palette_journal__show_and_close),
		cmocka_unit_test(shell__journal_takes_a_step_back__asked_and_journalled),
		cmocka_unit_test(shell__journal_of_a_row__says_what_became_of_it),
		cmocka_unit_test(shell__command_not_known__says_so),
		cmocka_unit_test(shell__new_year__opens_the_empty_forms),
		cmocka_unit_test(shell__prefilled_prompt__is_replaced_by_the_first_character),
		cmocka_unit_test(shell__two_sets_of_one_year__are_named_and_an_empty_sheet_is_no_success),
		cmocka_unit_test(shell__rules__are_switched),
		cmocka_unit_test(shell__an_empty_database__says_what_to_do),
		cmocka_unit_test(shell_new__what_is_not_there__is_a_sentence),
		cmocka_unit_test(shell__keys_before_a_drawing__act_on_the_sheet_that_is_open),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
