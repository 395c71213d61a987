#include "screens/workplace.h"

#include <signal.h>

#include "app/edit.h"
#include "base/file.h"
#include "screens/shell.h"

struct on_shell {
	struct workplace p;
	struct shell *s;
	int rows, cols;
};

static void show(struct on_shell *o)
{
	shell_draw(o->s, o->rows, o->cols, &o->p.caret);
}

static void resize(struct on_shell *o, int rows, int cols)
{
	struct key_event ev = {.kind = EV_RESIZE, .y = rows, .x = cols};

	blind_resize(rows, cols);
	o->rows = rows;
	o->cols = cols;
	shell_event(o->s, &ev);
	show(o);
}

static void open_shell(struct on_shell *o, const char *unit, const char *form)
{
	struct err e = {0};

	o->s = shell_new(o->p.w, unit, 0, form, &e);
	if (!o->s)
		fail_msg("%s", e.text);
	show(o);
}

static void make(struct on_shell *o, int rows, int cols)
{
	workplace_make(&o->p, rows, cols);
	o->rows = rows;
	o->cols = cols;
	open_shell(o, NULL, NULL);
}

static void drop(struct on_shell *o)
{
	shell_free(o->s);
	workplace_drop(&o->p);
}

static void send(struct on_shell *o, struct key_event ev)
{
	shell_event(o->s, &ev);
	show(o);
}

static void press(struct on_shell *o, int key)
{
	send(o, key < K_NONE ? blind_char(key) : blind_key(key));
}

static void type(struct on_shell *o, const char *ascii)
{
	for (; *ascii; ascii++)
		press(o, *ascii);
}

static void command(struct on_shell *o, const char *line)
{
	press(o, ':');
	send(o, blind_paste(line));
	press(o, K_ENTER);
}

static void pause_keys(struct on_shell *o)
{
	send(o, (struct key_event){.kind = EV_IDLE});
}

/* ---- what is seen ---- */

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

static void shell__n__goes_to_each_difference_across_the_tables(void **state)
{
	struct on_shell o;

	(void)state;
	make(&o, 30, 100);
	command(&o, "unit 信息中心");
	press(&o, 'n');
	pause_keys(&o);
	sees("≠ 表报");
	for (int i = 0; i < 12 && !blind_has("≠ 表报 99，应为 98"); i++) {
		press(&o, 'n');
		pause_keys(&o);
	}
	sees("≠ 表报 99，应为 98");
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
	press(&o, K_ESC);
	sees_not("本套表的修改日志");
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
	sees("≠ 表报");
	drop(&o);
}

static void shell__row_deleted_by_another_while_it_asks__does_nothing(void **state)
{
	struct on_shell o;
	struct err e = {0};
	struct work *other;
	struct filing *f;
	struct place p;

	(void)state;
	make(&o, 30, 100);
	command(&o, "unit 信息中心");
	command(&o, "go annex2.ind.1.name");
	press(&o, 'D');
	other = work_open(o.p.path, STORE_OPEN, NULL, &e);
	f = work_open_filing(other, workplace_unit(&o.p, "信息中心"), 2024, NULL, &e);
	assert_true(
	    filing_place(f, filing_find_sheet(f, set_form(f->set, "annex2"), 1), "ind.1.name", &p));
	assert_int_equal(edit_row_delete(other, f, p, &e), 0);
	work_close(other);
	pause_keys(&o);
	press(&o, 'y');
	sees("其间有人改动了这套表");
	sees("培训活动次数");
	drop(&o);
}

static void shell__others_changes__are_seen_at_the_next_tick(void **state)
{
	struct on_shell o;
	struct err e = {0};
	struct work *other;
	struct filing *f;
	struct place p;

	(void)state;
	make(&o, 30, 100);
	other = work_open(o.p.path, STORE_OPEN, NULL, &e);
	f = work_open_filing(other, workplace_unit(&o.p, "卫生健康局"), 2024, NULL, &e);
	assert_true(filing_place(f, 0, "staff.actual", &p));
	assert_int_equal(edit_cell(other, f, p, "27", &e), 0);
	sees_not("103.85%");
	pause_keys(&o);
	sees("103.85%");
	work_close(other);
	drop(&o);
}

/* How many drafts there are. */
static int drafts(const struct on_shell *o)
{
	char folder[200];
	size_t n = 0;
	char **names;

	snprintf(folder, sizeof folder, "%s/ziping", o->p.state);
	names = file_list(folder, "", &n, NULL);
	if (names)
		file_list_free(names, n);
	return (int)n;
}

static void shell__two_drafts__are_offered_newest_first(void **state)
{
	struct on_shell o;
	struct err e = {0};
	static const char *const texts[] = {"一", "二"};

	(void)state;
	make(&o, 30, 100);
	for (int i = 0; i < 2; i++) {
		struct draft d = {.database = draft_database(o.p.path),
		                  .unit = mem_strdup("404011"),
		                  .form = mem_strdup("annex1#1"),
		                  .key = mem_strdup("unit"),
		                  .text = mem_strdup(texts[i]),
		                  .year = 2024};

		assert_int_equal(draft_save(&d, &e), 0);
		draft_free(&d);
		usleep(20000);
	}
	assert_int_equal(drafts(&o), 2);
	shell_offer(o.s);
	show(&o);
	sees("“二”");
	press(&o, 'n');
	sees("“一”");
	press(&o, K_ESC);
	assert_int_equal(drafts(&o), 1);
	drop(&o);
}

static void shell__typing_paused__is_stored_till_it_ends(void **state)
{
	struct on_shell o;

	(void)state;
	make(&o, 30, 100);
	command(&o, "go staff.actual");
	type(&o, "27");
	pause_keys(&o);
	assert_int_equal(drafts(&o), 0);
	usleep(2100000);
	pause_keys(&o);
	assert_int_equal(drafts(&o), 1);
	press(&o, K_ESC);
	assert_int_equal(drafts(&o), 0);
	drop(&o);
}

/* What somebody else writes in a cell of the bureau's annex1 or annex2. */
static void other_writes(struct on_shell *o, const char *form, const char *key, const char *text)
{
	struct err e = {0};
	struct work *other = work_open(o->p.path, STORE_OPEN, NULL, &e);
	struct filing *f =
	    work_open_filing(other, workplace_unit(&o->p, "卫生健康局"), 2024, NULL, &e);
	struct place p;

	store_set_actor(work_store(other), "乙");
	assert_true(filing_place(f, filing_find_sheet(f, set_form(f->set, form), 1), key, &p));
	assert_int_equal(edit_cell(other, f, p, text, &e), 0);
	work_close(other);
}

static void shell__cell_changed_by_another_while_typing__lets_choose(void **state)
{
	static const struct {
		int key;
		const char *want;
	} cases[] = {{'y', "27"}, {'n', "30"}};
	struct on_shell o;

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		make(&o, 30, 100);
		command(&o, "go staff.actual");
		type(&o, "27");
		other_writes(&o, "annex1", "staff.actual", "30");
		pause_keys(&o); /* the value that came is not what the typing began with */
		press(&o, K_ENTER);
		sees("这一格刚被他人改过");
		sees("乙");
		sees("「30」");
		sees("“27”");
		press(&o, K_ESC);
		sees("保存并下移");
		press(&o, K_ENTER);
		press(&o, cases[i].key);
		command(&o, "go staff.actual");
		pause_keys(&o);
		if (cases[i].key == 'n') {
			press(&o, K_F(2));
			sees("这是上次放弃的输入");
			press(&o, K_ESC);
		}
		work_refresh(o.p.w);
		workplace_open(&o.p, "卫生健康局", "annex1");
		assert_string_equal(cell_text(&o.p.desk, "annex1", "staff.actual"), cases[i].want);
		drop(&o);
	}
}

static void shell__long_text_changed_by_another__stays_open_and_asks(void **state)
{
	struct on_shell o;

	(void)state;
	make(&o, 30, 100);
	command(&o, "go annex2.goal.target");
	press(&o, K_ENTER);
	type(&o, "zzz");
	other_writes(&o, "annex2", "goal.target", "乙的话\n第二行");
	press(&o, K_CTRL('s'));
	sees("这一格刚被他人改过");
	sees("“乙的话…”");
	press(&o, K_ESC);
	sees("^S保存");
	press(&o, K_CTRL('s'));
	press(&o, 'y');
	sees("已保存");
	sees_not("^S保存");
	workplace_open(&o.p, "卫生健康局", "annex2");
	assert_non_null(strstr(cell_text(&o.p.desk, "annex2", "goal.target"), "zzz"));
	drop(&o);
}

static void shell__cell_opened_and_left_as_it_was__keeps_the_others_value(void **state)
{
	struct on_shell o;

	(void)state;
	make(&o, 30, 100);
	command(&o, "go staff.actual");
	press(&o, K_ENTER);
	other_writes(&o, "annex1", "staff.actual", "27");
	press(&o, K_ENTER);
	pause_keys(&o);
	sees("103.85%");
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
	send(&o, blind_paste("一\n二\n三\n四\n五\n六\n七\n八\n九\n十\n"));
	sees(" 粘贴 ");
	sees("超出这一块表的末尾，不会填入");
	type(&o, "文件");
	sees(" 粘贴 ");
	press(&o, K_ESC);
	sees("文件转发数量");
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

static void shell__a_signal__ends_it_with_the_line_at_hand(void **state)
{
	struct on_shell o;
	struct draft d;
	struct err e = {0};

	(void)state;
	make(&o, 30, 100);
	command(&o, "go staff.actual");
	type(&o, "27");
	shell_event(o.s, &(struct key_event){.kind = EV_SIGNAL, .key = SIGHUP});
	assert_true(shell_done(o.s));
	assert_true(shell_typed(o.s, &d));
	assert_int_equal(shell_save_draft(o.s, &e), 0);
	assert_int_equal(drafts(&o), 1);
	shell_free(o.s);
	open_shell(&o, NULL, NULL);
	shell_offer(o.s);
	show(&o);
	sees("岳阳市岳阳楼区卫生健康局 2024");
	sees("附件1 2024年实际在职人数");
	sees("“27”");
	press(&o, 'y');
	sees("已恢复上次的输入");
	assert_int_equal(drafts(&o), 1);
	press(&o, K_ENTER);
	sees("103.85%");
	assert_int_equal(drafts(&o), 0);
	draft_free(&d);
	drop(&o);
}

static void shell__a_draft_of_a_template_row__is_taken_back_too(void **state)
{
	struct on_shell o;
	struct err e = {0};
	struct draft d = {.database = NULL,
	                  .unit = mem_strdup("404011"),
	                  .form = mem_strdup("annex2#1"),
	                  .key = mem_strdup("ind.+quality.name"),
	                  .text = mem_strdup("某项"),
	                  .year = 2024};

	(void)state;
	make(&o, 30, 100);
	d.database = draft_database(o.p.path);
	assert_int_equal(draft_save(&d, &e), 0);
	shell_offer(o.s);
	show(&o);
	press(&o, 'y');
	sees("疾病预防控制中心 › 2024 › 附件2");
	press(&o, K_ENTER);
	sees("已保存：某项·三级指标 为 某项");
	draft_free(&d);
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

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(shell__undo_of_an_added_sheet__opens_one_that_is_there),
	    cmocka_unit_test(shell__row_deleted_by_another_while_it_asks__does_nothing),
	    cmocka_unit_test(shell__at_100_columns__shows_all_panes),
	    cmocka_unit_test(shell__at_80_columns__has_the_navigator_one_key_away),
	    cmocka_unit_test(shell__too_small__says_the_size_and_keeps_the_edit),
	    cmocka_unit_test(shell__any_size__draws_without_harm),
	    cmocka_unit_test(shell__a_cursor_key__changes_the_rest_only_at_the_pause),
	    cmocka_unit_test(shell__brackets__go_to_the_same_table_of_the_next_unit),
	    cmocka_unit_test(shell__n__goes_to_each_difference_across_the_tables),
	    cmocka_unit_test(shell__find__goes_through_all_tables_till_esc),
	    cmocka_unit_test(shell__undo_and_redo__say_what_and_show_it),
	    cmocka_unit_test(shell__delete_row__asks_first),
	    cmocka_unit_test(shell__long_text__is_edited_in_the_box_and_stored),
	    cmocka_unit_test(shell__f2_while_typing__goes_on_in_the_box),
	    cmocka_unit_test(shell__help_palette_journal__show_and_close),
	    cmocka_unit_test(shell__command_not_known__says_so),
	    cmocka_unit_test(shell__new_year__opens_the_empty_forms),
	    cmocka_unit_test(shell__sheet_added_and_deleted__asks_only_before_deleting),
	    cmocka_unit_test(shell__others_changes__are_seen_at_the_next_tick),
	    cmocka_unit_test(shell__two_drafts__are_offered_newest_first),
	    cmocka_unit_test(shell__typing_paused__is_stored_till_it_ends),
	    cmocka_unit_test(shell__cell_changed_by_another_while_typing__lets_choose),
	    cmocka_unit_test(shell__long_text_changed_by_another__stays_open_and_asks),
	    cmocka_unit_test(shell__cell_opened_and_left_as_it_was__keeps_the_others_value),
	    cmocka_unit_test(shell__a_burst_with_chinese__is_typed_into_the_cell),
	    cmocka_unit_test(shell__a_burst_of_letters__deletes_nothing),
	    cmocka_unit_test(shell__prefilled_prompt__is_replaced_by_the_first_character),
	    cmocka_unit_test(shell__row_added_and_undone__stands_where_it_was),
	    cmocka_unit_test(shell__long_text_saved__is_named_by_its_first_line),
	    cmocka_unit_test(shell__paste_preview__is_read_and_warns_on_a_line_of_its_own),
	    cmocka_unit_test(shell__rules__are_switched),
	    cmocka_unit_test(
	        shell__two_sets_of_one_year__are_named_and_an_empty_sheet_is_no_success),
	    cmocka_unit_test(shell__a_signal__ends_it_with_the_line_at_hand),
	    cmocka_unit_test(shell__a_draft_of_a_template_row__is_taken_back_too),
	    cmocka_unit_test(shell__an_empty_database__says_what_to_do),
	    cmocka_unit_test(shell_new__what_is_not_there__is_a_sentence),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
