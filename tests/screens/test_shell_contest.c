#include "screens/on_others.h"

#include "store/passages.h"

/* Two people at the same cell, row or step: nothing is silent, nothing lost. */

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
		sees("原来");
		sees("  26");
		sees("对方（乙 ");
		sees("  30");
		sees("我的");
		sees("  27");
		sees("y 用我的   n 用对方的   e 另填   Esc 先不定");
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
	sees("› 乙的话");
	sees("› 第二行");
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

static void shell__a_third_text__is_put_over_the_version_that_was_shown(void **state)
{
	struct on_shell o;

	(void)state;
	make(&o, 30, 100);
	command(&o, "go staff.actual");
	type(&o, "27");
	other_writes(&o, "annex1", "staff.actual", "30");
	press(&o, K_ENTER);
	sees("这一格刚被他人改过");
	press(&o, 'e');
	sees("接着改");
	press(&o, K_BACKSPACE);
	type(&o, "8");
	press(&o, K_ENTER);
	sees("已保存");
	stored(&o, "annex1", "staff.actual", "28");
	drop(&o);
}

/* What came while the question stood there is asked about too. */
static void shell__changed_again_while_it_asks__asks_again(void **state)
{
	struct on_shell o;

	(void)state;
	make(&o, 30, 100);
	command(&o, "go staff.actual");
	type(&o, "27");
	other_writes(&o, "annex1", "staff.actual", "30");
	press(&o, K_ENTER);
	other_writes(&o, "annex1", "staff.actual", "31");
	pause_keys(&o);
	press(&o, 'y');
	sees("这一格刚被他人改过");
	sees("  31");
	stored(&o, "annex1", "staff.actual", "31");
	press(&o, 'y');
	stored(&o, "annex1", "staff.actual", "27");
	drop(&o);
}

static void shell__cleared_while_another_wrote__asks(void **state)
{
	struct on_shell o;

	(void)state;
	make(&o, 30, 100);
	command(&o, "go staff.actual");
	other_writes(&o, "annex1", "staff.actual", "30");
	press(&o, K_DELETE);
	sees("这一格刚被他人改过");
	sees("（空）");
	press(&o, 'n');
	stored(&o, "annex1", "staff.actual", "30");
	other_writes(&o, "annex1", "staff.actual", "31");
	press(&o, K_DELETE);
	press(&o, 'y');
	stored(&o, "annex1", "staff.actual", "");
	drop(&o);
}

static void shell__the_same_typed_by_both__is_no_question(void **state)
{
	struct on_shell o;

	(void)state;
	make(&o, 30, 100);
	command(&o, "go staff.actual");
	type(&o, "30");
	other_writes(&o, "annex1", "staff.actual", "30");
	pause_keys(&o);
	press(&o, K_ENTER);
	sees_not("这一格刚被他人改过");
	stored(&o, "annex1", "staff.actual", "30");
	drop(&o);
}

static void shell__chosen_while_another_chose__asks(void **state)
{
	struct on_shell o;

	(void)state;
	make_at(&o, 30, 100, "信息中心", 2017, "report");
	command(&o, "go report.grade");
	press(&o, K_ENTER);
	send(&o, blind_paste("中"));
	other_writes_in(&o, "信息中心", 2017, "report", "grade", "良");
	pause_keys(&o);
	press(&o, K_ENTER);
	sees("这一格刚被他人改过");
	sees("  良");
	sees("  中");
	press(&o, 'y');
	sees("为 中");
	drop(&o);
}

/* ---- what was deleted ---- */

/* How it is noticed: at the tick, or by the saving. */
static void shell__row_deleted_under_the_line__is_brought_back_with_it(void **state)
{
	struct on_shell o;
	char *name;

	(void)state;
	for (int tick = 0; tick < 2; tick++) {
		make(&o, 30, 100);
		workplace_open(&o.p, "卫生健康局", "annex2");
		name = mem_strdup(cell_text(&o.p.desk, "annex2", "ind.2.name"));
		command(&o, "go annex2.ind.2.actual");
		type(&o, "41");
		other_deletes(&o, "ind.2.name");
		if (tick)
			pause_keys(&o);
		else
			press(&o, K_ENTER);
		sees("正在填的已被他人删除");
		sees("乙 ");
		sees("删了一行");
		sees("  41");
		stored(&o, "annex2", "ind.2.name", NULL);
		press(&o, 'y');
		sees("已恢复，填入了刚才输入的");
		stored(&o, "annex2", "ind.2.name", name);
		stored(&o, "annex2", "ind.2.actual", "41");
		mem_free(name);
		drop(&o);
	}
}

static void shell__row_deleted_under_the_line__may_stay_a_draft(void **state)
{
	struct on_shell o;

	(void)state;
	make(&o, 30, 100);
	command(&o, "go annex2.ind.2.actual");
	type(&o, "41");
	other_deletes(&o, "ind.2.name");
	pause_keys(&o);
	press(&o, K_ESC);
	sees("留作草稿");
	pause_keys(&o);
	shell_free(o.s);
	open_shell(&o, NULL, NULL);
	shell_offer(o.s);
	show(&o);
	sees("“41”");
	press(&o, 'y');
	sees("正在填的已被他人删除");
	press(&o, 'y');
	stored(&o, "annex2", "ind.2.actual", "41");
	shell_free(o.s);
	open_shell(&o, NULL, NULL);
	shell_offer(o.s);
	show(&o);
	sees_not("“41”");
	drop(&o);
}

static void shell__row_deleted_under_a_long_text__loses_nothing(void **state)
{
	struct on_shell o;

	(void)state;
	make(&o, 30, 100);
	command(&o, "go annex2.ind.2.reason");
	press(&o, K_ENTER);
	type(&o, "zzz");
	if (!blind_has("^S保存"))
		press(&o, K_F(2));
	sees("^S保存");
	other_deletes(&o, "ind.2.name");
	pause_keys(&o);
	press(&o, K_CTRL('s'));
	sees("正在填的已被他人删除");
	sees("zzz");
	press(&o, 'y');
	stored(&o, "annex2", "ind.2.reason", "全面落实zzz");
	drop(&o);
}

/* A field of it, a cell of a row, a row to come. */
static void shell__sheet_deleted_under_the_line__is_brought_back_with_it(void **state)
{
	static const struct {
		const char *go, *key;
	} cases[] = {{"go annex3.unit", "unit"}, {"go annex3.ind.1.actual", "ind.1.actual"}};
	struct on_shell o;
	char *was;

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		make(&o, 30, 100);
		was = mem_strdup(cell_text(&o.p.desk, "annex3", "project"));
		command(&o, "go 附件3#1");
		command(&o, cases[i].go);
		type(&o, "41");
		other_deletes_sheet(&o, 1);
		pause_keys(&o);
		sees("正在填的已被他人删除");
		sees("删了一份表：附件3#1");
		press(&o, 'y');
		sees("已恢复，填入了刚才输入的");
		stored(&o, "annex3", cases[i].key, "41");
		stored(&o, "annex3", "project", was);
		mem_free(was);
		drop(&o);
	}
}

/* The sheet the line is on gets another index; the line stays on it. */
static void shell__sheet_before_it_deleted__the_line_stays_on_its_own(void **state)
{
	struct on_shell o;

	(void)state;
	make(&o, 30, 100);
	command(&o, "go 附件3#2");
	sees("附件3#2");
	type(&o, "41");
	other_deletes_sheet(&o, 1);
	pause_keys(&o);
	sees("保存并下移");
	press(&o, K_ENTER);
	sees("已保存");
	sees("附件3#2 41");
	drop(&o);
}

/* It can't be stored now; it can be once the filing is returned. */
static void shell__handed_in_by_another_while_typing__keeps_the_line(void **state)
{
	const struct store_pass in = {.state = STATE_HANDED_IN, .revision = -1};
	struct err e = {0};
	struct on_shell o;
	struct work *other;
	struct filing *f;

	(void)state;
	make(&o, 30, 100);
	command(&o, "go staff.actual");
	type(&o, "27");
	other = other_opens(&o);
	f = other_filing(&o, other, "卫生健康局", 2024);
	assert_int_equal(store_pass(work_store(other), f->id, &in, NULL, &e), 0);
	work_close(other);
	pause_keys(&o);
	sees("这套表的状态现在是“已上报”。");
	press(&o, K_ENTER);
	sees("已上报");
	sees("保存并下移");
	stored(&o, "annex1", "staff.actual", "26");
	drop(&o);
}

/* ---- many cells ---- */

/* A paste of two cells, of which another changes one before Enter (seen at the
 * tick or not before the saving). */
static void shell__pasted_over_anothers_change__asks_for_that_cell(void **state)
{
	static const struct {
		int key;
		const char *first, *second;
	} cases[] = {{'y', "7", "8"}, {'n', "30", "8"}, {K_ESC, "30", "26"}};
	struct on_shell o;

	(void)state;
	for (int tick = 0; tick < 2; tick++) {
		for (size_t i = 0; i < 3; i++) {
			make(&o, 30, 100);
			command(&o, "go staff.quota");
			send(&o, blind_paste("7\t8\n"));
			sees("粘贴 2 格");
			other_writes(&o, "annex1", "staff.quota", "30");
			if (tick)
				pause_keys(&o);
			press(&o, K_ENTER);
			sees("粘贴：其中 1 格其间被他人改过");
			sees("  30");
			press(&o, cases[i].key);
			stored(&o, "annex1", "staff.quota", cases[i].first);
			stored(&o, "annex1", "staff.actual", cases[i].second);
			drop(&o);
		}
	}
}

static void shell__pasted_beside_anothers_change__goes_on(void **state)
{
	struct on_shell o;

	(void)state;
	make(&o, 30, 100);
	command(&o, "go staff.quota");
	send(&o, blind_paste("7\t8\n"));
	other_writes(&o, "annex2", "ind.1.actual", "30");
	pause_keys(&o);
	press(&o, K_ENTER);
	sees("已粘贴 2 格");
	stored(&o, "annex1", "staff.quota", "7");
	stored(&o, "annex2", "ind.1.actual", "30");
	drop(&o);
}

static void shell__undo_of_what_another_changed_in_part__offers_the_rest(void **state)
{
	static const struct {
		const char *keys;
		const char *first, *second;
	} cases[] = {{"y", "30", "26"}, {"n", "30", "8"}, {"ey", "26", "26"}, {"en", "30", "26"}};
	struct on_shell o;

	(void)state;
	for (size_t i = 0; i < 4; i++) {
		make(&o, 30, 100);
		command(&o, "go staff.quota");
		send(&o, blind_paste("7\t8\n"));
		press(&o, K_ENTER);
		other_writes(&o, "annex1", "staff.quota", "30");
		press(&o, 'u');
		sees("撤销不能全做：他人改过其中几处");
		sees("“粘贴”这一步共 2 处，其中 1 处其后被他人改过");
		sees("我改成的");
		sees("对方（乙 ");
		sees("撤销后");
		type(&o, cases[i].keys);
		stored(&o, "annex1", "staff.quota", cases[i].first);
		stored(&o, "annex1", "staff.actual", cases[i].second);
		drop(&o);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(shell__cell_changed_by_another_while_typing__lets_choose),
	    cmocka_unit_test(shell__long_text_changed_by_another__stays_open_and_asks),
	    cmocka_unit_test(shell__cell_opened_and_left_as_it_was__keeps_the_others_value),
	    cmocka_unit_test(shell__a_third_text__is_put_over_the_version_that_was_shown),
	    cmocka_unit_test(shell__changed_again_while_it_asks__asks_again),
	    cmocka_unit_test(shell__cleared_while_another_wrote__asks),
	    cmocka_unit_test(shell__the_same_typed_by_both__is_no_question),
	    cmocka_unit_test(shell__chosen_while_another_chose__asks),
	    cmocka_unit_test(shell__row_deleted_under_the_line__is_brought_back_with_it),
	    cmocka_unit_test(shell__row_deleted_under_the_line__may_stay_a_draft),
	    cmocka_unit_test(shell__row_deleted_under_a_long_text__loses_nothing),
	    cmocka_unit_test(shell__sheet_deleted_under_the_line__is_brought_back_with_it),
	    cmocka_unit_test(shell__sheet_before_it_deleted__the_line_stays_on_its_own),
	    cmocka_unit_test(shell__handed_in_by_another_while_typing__keeps_the_line),
	    cmocka_unit_test(shell__pasted_over_anothers_change__asks_for_that_cell),
	    cmocka_unit_test(shell__pasted_beside_anothers_change__goes_on),
	    cmocka_unit_test(shell__undo_of_what_another_changed_in_part__offers_the_rest),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
