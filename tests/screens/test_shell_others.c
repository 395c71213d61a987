#include "screens/on_others.h"

#include "app/who.h"

/* Two people in one filing: what each sees of the other. */

static void shell__others_changes__are_seen_at_the_next_tick(void **state)
{
	struct on_shell o;
	struct err e = {0};
	struct work *other;
	struct filing *f;
	struct place p;

	(void)state;
	make(&o, 30, 100);
	other = other_opens(&o);
	f = other_filing(&o, other, "卫生健康局", 2024);
	assert_true(filing_place(f, 0, "staff.actual", &p));
	assert_int_equal(edit_cell(other, f, p, "27", &e), 0);
	sees_not("103.85%");
	pause_keys(&o);
	sees("103.85%");
	work_close(other);
	drop(&o);
}

static void shell__a_cell_changed_by_another__is_marked_till_it_was_visited(void **state)
{
	struct on_shell o;

	(void)state;
	make(&o, 30, 100);
	command(&o, "go annex1.staff.quota");
	other_writes(&o, "annex1", "staff.actual", "27");
	pause_keys(&o);
	sees("乙 刚改了 1 格（附件1 2024年实际在职人数）；按 m 逐处看。");
	sees("27*");
	sees("103.85%");
	press(&o, 'm');
	sees("乙 ");
	sees("改：26 → 27");
	sees("27*");
	pause_keys(&o);
	sees("* 乙 ");
	command(&o, "go annex1.staff.quota");
	sees_not("27*");
	press(&o, 'm');
	sees("没有别人刚改过");
	drop(&o);
}

static void shell__others_changes_while_typing__leave_the_line_and_the_cursor(void **state)
{
	struct on_shell o;

	(void)state;
	make(&o, 30, 100);
	command(&o, "go annex2.ind.1.actual");
	type(&o, "4");
	other_adds_before(&o, "ind.1.name");
	pause_keys(&o);
	sees("乙 刚加了 1 行（附件2 某项）");
	sees("保存并下移");
	type(&o, "1");
	press(&o, K_ENTER);
	sees("·实际完成值 为 41");
	sees_not("某项·实际完成值 为 41");
	drop(&o);
}

/* ---- who is there ---- */

static void shell__another_in_the_same_filing__is_named_and_warned_of(void **state)
{
	struct on_shell o;
	struct work *other;
	struct filing *f;
	struct place p;

	(void)state;
	make(&o, 30, 120);
	who_join(o.p.w);
	other = other_opens(&o);
	f = other_filing(&o, other, "卫生健康局", 2024);
	store_set_actor(work_store(other), "乙", "192.0.2.1");
	who_join(other);
	assert_true(filing_place(f, 0, "staff.actual", &p));
	pause_keys(&o);
	sees_not("另有 1 人");
	who_say(other, f, 0, &p);
	pause_keys(&o);
	sees("另有 1 人：乙（附件1）");
	sees("26@");
	command(&o, "go staff.actual");
	pause_keys(&o);
	sees("@ 乙 正在编辑这一格");
	type(&o, "2");
	sees("乙 也正在编辑这一格");
	press(&o, K_ESC);
	press(&o, 'W');
	sees("来自 192.0.2.1  岳阳市岳阳楼区卫生健康局 2024 年 附件1  正在编辑");
	press(&o, K_ESC);
	resize(&o, 30, 80);
	sees("岳阳市岳阳楼区卫生健康局 › 2024 › 附件1 "); /* parted from the number */
	sees("@1  填报中");
	resize(&o, 30, 120);
	work_close(other);
	pause_keys(&o);
	sees_not("另有 1 人");
	drop(&o);
}

/* ---- rows and sheets ---- */

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
	other = other_opens(&o);
	f = other_filing(&o, other, "信息中心", 2024);
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

/* Noticed at the tick, or by the deleting itself. */
static void shell__row_to_be_deleted_that_another_changed__is_asked_about_again(void **state)
{
	struct on_shell o;

	(void)state;
	for (int tick = 0; tick < 2; tick++) {
		make(&o, 30, 100);
		command(&o, "go annex2.ind.2.name");
		press(&o, 'D');
		sees("这一行吗");
		other_writes(&o, "annex2", "ind.2.actual", "41");
		if (tick)
			pause_keys(&o);
		press(&o, 'y');
		sees("其中 1 处他人刚改过");
		sees("→ 41");
		stored(&o, "annex2", "ind.2.actual", "41");
		press(&o, 'n');
		stored(&o, "annex2", "ind.2.actual", "41");
		press(&o, 'D');
		sees("其中 1 处他人刚改过");
		press(&o, 'y');
		sees("已删除这一行");
		stored(&o, "annex2", "ind.2.actual", NULL);
		drop(&o);
	}
}

static void shell__question_about_a_row__outlives_changes_elsewhere(void **state)
{
	struct on_shell o;
	struct err e = {0};
	struct work *other;

	(void)state;
	make(&o, 30, 100);
	other = work_open(o.p.path, STORE_OPEN, NULL, &e);
	command(&o, "go annex2.ind.2.name");
	press(&o, 'D');
	assert_int_equal(work_add_unit(other, "901", "某某站", 2024, -1, &e), 0);
	work_close(other);
	pause_keys(&o);
	press(&o, 'y');
	sees("已删除这一行");
	drop(&o);
}

static void shell__sheet_to_be_deleted_that_another_filled__is_asked_about_again(void **state)
{
	struct on_shell o;

	(void)state;
	make(&o, 30, 120);
	command(&o, "go 附件3#1");
	press(&o, K_BACKTAB);
	press(&o, 'D');
	sees("删除表");
	other_writes(&o, "annex3", "project", "某项目");
	press(&o, 'y');
	sees("其中 1 处他人刚改过");
	sees("→ 某项目");
	press(&o, 'y');
	sees("已删除这份表");
	drop(&o);
}

static void shell__row_added_after_one_that_is_gone__goes_to_the_end_and_says_so(void **state)
{
	struct on_shell o;

	(void)state;
	make(&o, 30, 100);
	command(&o, "go annex2.ind.2.name");
	other_deletes(&o, "ind.2.name");
	press(&o, 'a');
	sees("上面那一行刚被他人删除，新行加在这一组的末尾");
	drop(&o);
}

static void shell__row_moved_that_another_moved_or_deleted__says_who(void **state)
{
	struct on_shell o;

	(void)state;
	make(&o, 30, 100);
	command(&o, "go annex2.ind.2.name");
	other_deletes(&o, "ind.2.name");
	press(&o, 'J');
	sees("已由 乙 于");
	sees("删除");
	drop(&o);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(shell__others_changes__are_seen_at_the_next_tick),
	    cmocka_unit_test(shell__a_cell_changed_by_another__is_marked_till_it_was_visited),
	    cmocka_unit_test(shell__others_changes_while_typing__leave_the_line_and_the_cursor),
	    cmocka_unit_test(shell__another_in_the_same_filing__is_named_and_warned_of),
	    cmocka_unit_test(shell__row_deleted_by_another_while_it_asks__does_nothing),
	    cmocka_unit_test(shell__row_to_be_deleted_that_another_changed__is_asked_about_again),
	    cmocka_unit_test(shell__question_about_a_row__outlives_changes_elsewhere),
	    cmocka_unit_test(shell__sheet_to_be_deleted_that_another_filled__is_asked_about_again),
	    cmocka_unit_test(shell__row_added_after_one_that_is_gone__goes_to_the_end_and_says_so),
	    cmocka_unit_test(shell__row_moved_that_another_moved_or_deleted__says_who),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
