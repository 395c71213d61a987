#include "screens/on_others.h"

#include "app/edit.h"
#include "app/handin.h"
#include "app/remarks.h"
#include "support/clean_work.h"

/* Handing in, the reviewer's part, and remarks, with keys. */

static void make_clean(struct on_shell *o, int rows, int cols)
{
	workplace_make(&o->p, rows, cols);
	clean_work(o->p.w);
	o->rows = rows;
	o->cols = cols;
	open_shell_at(o, CLEAN_UNIT, 2024, "annex1");
}

static struct filing *clean_of(struct on_shell *o, struct work *w)
{
	struct err e = {0};
	struct filing *f = work_open_filing(w, workplace_unit(&o->p, CLEAN_UNIT), 2024, NULL, &e);

	if (!f)
		fail_msg("%s", e.text);
	return f;
}

static void submit(struct on_shell *o)
{
	command(o, "submit");
	press(o, 'y');
}

/* ---- handing in ---- */

static void shell_submit__findings_open__lists_them_and_goes_to_the_one_chosen(void **state)
{
	struct on_shell o;

	(void)state;
	make_at(&o, 30, 100, "卫生健康局", 2024, "annex2");
	command(&o, "submit");
	sees("还不能上报");
	sees("必须级的审核发现 1 条");
	sees("附件1 公用经费·2024年预算数");
	press(&o, K_ENTER);
	sees_not("还不能上报");
	sees("“48.6.”不是数");
	sees("附件1 整体支出绩效评价基础数据表");
	drop(&o);
}

/* The line under the cursor is meant, not its number. */
static void shell_submit__others_write_while_the_list_is_open__goes_to_the_one_chosen(void **state)
{
	struct on_shell o;

	(void)state;
	make_at(&o, 30, 100, "卫生健康局", 2024, "annex2");
	command(&o, "submit");
	sees("必须级的审核发现 1 条");
	other_writes(&o, "annex2", "sign.date", "2025-02-28");
	pause_keys(&o);
	press(&o, K_ENTER);
	sees_not("没有执行");
	sees("“48.6.”不是数");
	command(&o, "submit");
	other_writes(&o, "annex1", "public.budget", "48.60");
	pause_keys(&o);
	press(&o, K_ENTER);
	sees("已经不拦着上报了");
	drop(&o);
}

static void shell_submit__nothing_in_the_way__asks_then_closes_the_filing(void **state)
{
	struct on_shell o;

	(void)state;
	make_clean(&o, 30, 100);
	command(&o, "submit");
	sees("上报以后不能再改");
	press(&o, 'n');
	sees_beside("2024", "填报中");
	submit(&o);
	sees_beside("2024", "已上报");
	sees("江南区文化馆  已上报");
	command(&o, "go staff.actual");
	type(&o, "5");
	sees("不能再改；要改，请审核人退回");
	press(&o, K_ESC);
	command(&o, "submit");
	sees("不能转为“已上报”");
	drop(&o);
}

static void shell_handin__in_each_state__offers_what_can_be_done(void **state)
{
	struct on_shell o;

	(void)state;
	make_clean(&o, 30, 120);
	press(&o, 'H');
	sees(":submit");
	sees_not(":return");
	sees_not(":unlock");
	press(&o, K_ENTER);
	press(&o, 'y');
	press(&o, 'H');
	sees_not(":submit");
	sees(":return");
	sees(":accept");
	press(&o, K_ESC);
	command(&o, "accept");
	press(&o, 'y');
	sees_beside("2024", "已审核");
	command(&o, "lock");
	press(&o, 'y');
	sees_beside("2024", "锁定");
	command(&o, "unlock 昨天");
	sees("不是期限");
	command(&o, "unlock 7天 更正决算数");
	sees_beside("2024", "解锁至");
	press(&o, 'H');
	sees("更正决算数");
	sees(":submit");
	sees(":lock");
	drop(&o);
}

static void shell_handin__without_the_right__says_so_before_asking(void **state)
{
	struct on_shell o;
	struct err e = {0};
	struct work *other;

	(void)state;
	make_clean(&o, 30, 120);
	other = other_opens(&o);
	assert_int_equal(store_role_add(work_store(other), "乙", ROLE_MANAGE, 0, &e), 0);
	assert_int_equal(handin_submit(other, clean_of(&o, other), NULL, NULL, &e), 0);
	work_close(other);
	pause_keys(&o);
	command(&o, "return");
	sees("乙");
	sees_not("退回的原因");
	press(&o, 'H');
	sees_not(":return");
	sees_not(":accept");
	sees(":changes");
	press(&o, K_ESC);
	press(&o, 'p');
	sees("全部意见");
	sees_not("写批注");
	sees_not("写退回意见");
	drop(&o);
}

static void shell_return__with_a_reason__the_unit_sees_it_and_must_answer(void **state)
{
	struct on_shell o;

	(void)state;
	make_clean(&o, 30, 120);
	submit(&o);
	command(&o, "return");
	sees("退回的原因");
	press(&o, K_ENTER);
	sees("退回要写原因");
	sees_beside("2024", "已上报");
	command(&o, "go staff.actual");
	press(&o, 'p');
	send(&o, blind_paste("写退回意见"));
	press(&o, K_ENTER);
	send(&o, blind_paste("与工资表不一致"));
	press(&o, K_CTRL('s'));
	sees("退回意见已记下");
	sees("20※");
	command(&o, "return");
	sees("已写 1 条退回意见");
	press(&o, K_ENTER);
	sees_beside("2024", "已退回");
	command(&o, "submit");
	sees("没有答复的退回意见 1 条");
	press(&o, K_ENTER);
	sees("与工资表不一致");
	press(&o, 'p');
	press(&o, K_ENTER);
	send(&o, blind_paste("以工资表为准"));
	press(&o, K_CTRL('s'));
	sees("答复已记下");
	submit(&o);
	sees_beside("2024", "已上报");
	drop(&o);
}

static void shell__handed_in_on_another_screen__shows_at_the_next_tick(void **state)
{
	struct on_shell o;
	struct err e = {0};
	struct work *other;

	(void)state;
	make_clean(&o, 30, 100);
	command(&o, "submit");
	other = other_opens(&o);
	assert_int_equal(handin_submit(other, clean_of(&o, other), NULL, NULL, &e), 0);
	work_close(other);
	press(&o, 'y');
	sees("乙");
	pause_keys(&o);
	sees_beside("2024", "已上报");
	drop(&o);
}

static void shell__returned_on_another_screen__says_how_many_reasons_want_an_answer(void **state)
{
	struct on_shell o;
	struct err e = {0};
	struct work *other;
	struct filing *f;
	struct place p;

	(void)state;
	make_clean(&o, 30, 160);
	submit(&o);
	other = work_open(o.p.path, STORE_OPEN, NULL, &e);
	store_set_actor(work_store(other), "乙", NULL);
	f = clean_of(&o, other);
	assert_true(filing_place(f, 0, "staff.actual", &p));
	assert_int_equal(remarks_add(other, f, p, REMARK_REASON, "请附名册", NULL, &e), 0);
	assert_int_equal(handin_return(other, f, NULL, NULL, 0, &e), 0);
	work_close(other);
	pause_keys(&o);
	sees("这套表的状态现在是“已退回”");
	sees("还有 1 条退回意见没有答复，按 P 看");
	drop(&o);
}

static void shell__handed_in_while_typing__what_was_typed_stays_in_the_line(void **state)
{
	struct on_shell o;
	struct err e = {0};
	struct work *other;

	(void)state;
	make_clean(&o, 30, 120);
	command(&o, "go staff.actual");
	type(&o, "4321");
	other = other_opens(&o);
	assert_int_equal(handin_submit(other, clean_of(&o, other), NULL, NULL, &e), 0);
	work_close(other);
	press(&o, K_ENTER);
	sees("已由 乙");
	sees("4321");
	press(&o, K_ESC);
	sees("按 F2 找回");
	sees("100%");
	drop(&o);
}

/* ---- what changed, who is missing ---- */

static void shell_changes__one_cell__old_and_new_and_goes_there(void **state)
{
	struct on_shell o;

	(void)state;
	make_clean(&o, 30, 120);
	command(&o, "changes");
	sees("还没有上报过");
	submit(&o);
	command(&o, "return 请核对");
	command(&o, "go guest.last");
	type(&o, "1.11");
	press(&o, K_ENTER);
	command(&o, "go staff.actual");
	command(&o, "changes");
	sees("上报以来的改动：1 处");
	sees("1.10 → 1.11");
	press(&o, K_ENTER);
	sees_not("上报以来的改动");
	pause_keys(&o);
	sees("guest.last");
	drop(&o);
}

static void shell_missing__a_unit_chosen__is_opened(void **state)
{
	struct on_shell o;

	(void)state;
	make_clean(&o, 30, 120);
	command(&o, "missing");
	sees("应报 6，已报 0");
	sees("没有填报");
	send(&o, blind_paste("疾病预防"));
	press(&o, K_ENTER);
	sees_beside("2024", "疾病预防控制中心");
	drop(&o);
}

static void shell_overview__by_state__only_those(void **state)
{
	struct on_shell o;

	(void)state;
	make_clean(&o, 30, 120);
	submit(&o);
	press(&o, K_F(12));
	press(&o, 'f');
	sees("只看未上报的：5 行");
	press(&o, 'f');
	sees("只看填报中的：3 行");
	press(&o, 'f');
	sees("只看已退回的：0 行");
	press(&o, 'f');
	sees("只看已上报的：1 行");
	press(&o, K_ESC);
	press(&o, K_ESC);
	drop(&o);
}

/* ---- remarks ---- */

static void shell_remark__written_answered_closed__mark_comes_and_goes(void **state)
{
	struct on_shell o;

	(void)state;
	make_clean(&o, 30, 120);
	command(&o, "go staff.actual");
	sees_not("※");
	press(&o, 'p');
	press(&o, K_ENTER);
	send(&o, blind_paste("请附名册"));
	press(&o, K_CTRL('s'));
	sees("20※");
	sees("※ 批注：请附名册（甲）");
	press(&o, 'p');
	sees_beside("批注", "请附名册");
	send(&o, blind_paste("了结"));
	press(&o, K_ENTER);
	sees("了结的话");
	press(&o, K_ENTER);
	sees_not("20※");
	press(&o, 'P');
	sees("共 1 条，0 条没有了结");
	press(&o, K_TAB);
	sees_beside("请附名册", "已了结");
	press(&o, K_ESC);
	drop(&o);
}

static void shell_remark__follow_up__a_star_without_words(void **state)
{
	struct on_shell o;

	(void)state;
	make_clean(&o, 24, 80);
	command(&o, "go staff.actual");
	press(&o, 'p');
	send(&o, blind_paste("待跟进"));
	press(&o, K_ENTER);
	press(&o, K_ENTER);
	sees("20☆");
	command(&o, "go guest.last");
	press(&o, 'P');
	press(&o, K_ENTER);
	sees_beside("待跟进", "甲");
	press(&o, K_ESC);
	sees("20☆");
	drop(&o);
}

static void shell__a_returned_filing_opened__says_why_and_what_is_unanswered(void **state)
{
	struct on_shell o;

	(void)state;
	make_clean(&o, 30, 120);
	submit(&o);
	press(&o, K_BACKTAB);
	press(&o, 'p');
	sees("意见：附件1");
	send(&o, blind_paste("写退回意见"));
	press(&o, K_ENTER);
	send(&o, blind_paste("请盖章"));
	press(&o, K_CTRL('s'));
	sees_beside("▸附件1", "※");
	command(&o, "return 请核对人数");
	command(&o, "unit 信息中心");
	pause_keys(&o);
	command(&o, "unit 江南区文化馆");
	sees("请核对人数");
	sees("还有 1 条退回意见没有答复");
	drop(&o);
}

static void shell_follow_ups__of_another_unit__chosen_is_opened_with_its_thread(void **state)
{
	struct on_shell o;

	(void)state;
	make_clean(&o, 30, 120);
	command(&o, "go annex2.ind.1.score");
	press(&o, 'p');
	send(&o, blind_paste("待跟进"));
	press(&o, K_ENTER);
	send(&o, blind_paste("等县里的批复"));
	press(&o, K_ENTER);
	command(&o, "unit 信息中心");
	command(&o, "follow-ups");
	sees("2024 年各单位没有了结的意见：1 条");
	sees_beside("文化馆 附件2", "等县里的批复");
	press(&o, K_ENTER);
	sees_beside("待跟进", "等县里的批复");
	sees_beside("2024", "文化馆");
	press(&o, K_ESC);
	sees("10☆");
	drop(&o);
}

static void shell_remark__by_another__shows_at_the_next_tick(void **state)
{
	struct on_shell o;
	struct err e = {0};
	struct work *other;
	struct filing *f;
	struct place p;

	(void)state;
	make_clean(&o, 30, 120);
	command(&o, "go staff.actual");
	other = other_opens(&o);
	f = clean_of(&o, other);
	assert_true(filing_place(f, 0, "staff.actual", &p));
	assert_int_equal(remarks_add(other, f, p, REMARK_COMMENT, "请附名册", NULL, &e), 0);
	work_close(other);
	pause_keys(&o);
	sees("20※");
	sees("请附名册（乙）");
	drop(&o);
}

static void shell_remark__another_writes_while_the_list_is_open__goes_where_it_was_chosen(void **state)
{
	struct on_shell o;
	struct err e = {0};
	struct work *other;
	struct filing *f;
	struct place p;

	(void)state;
	make_clean(&o, 30, 120);
	command(&o, "go staff.actual");
	press(&o, 'p');
	other = other_opens(&o);
	f = clean_of(&o, other);
	assert_true(filing_place(f, 0, "staff.quota", &p));
	assert_int_equal(edit_cell(other, f, p, "21", &e), 0);
	work_close(other);
	pause_keys(&o);
	press(&o, K_ENTER);
	send(&o, blind_paste("请附名册"));
	press(&o, K_CTRL('s'));
	sees("批注已记下");
	sees("20※");
	drop(&o);
}

static void shell_remark__the_line_breaks__what_was_typed_is_offered_again(void **state)
{
	struct on_shell o;
	struct err e = {0};

	(void)state;
	make_clean(&o, 30, 120);
	command(&o, "go staff.actual");
	press(&o, 'p');
	press(&o, K_ENTER);
	send(&o, blind_paste("请附名册和"));
	assert_int_equal(shell_save_draft(o.s, &e), 0);
	shell_free(o.s);
	open_shell_at(&o, "信息中心", 2024, NULL);
	shell_offer(o.s);
	show(&o);
	press(&o, 'y');
	sees("批注：附件1");
	sees("请附名册和");
	press(&o, K_CTRL('s'));
	sees("批注已记下");
	sees_beside("2024", "文化馆");
	drop(&o);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(shell_submit__findings_open__lists_them_and_goes_to_the_one_chosen),
	    cmocka_unit_test(shell_submit__others_write_while_the_list_is_open__goes_to_the_one_chosen),
	    cmocka_unit_test(shell_submit__nothing_in_the_way__asks_then_closes_the_filing),
	    cmocka_unit_test(shell_handin__in_each_state__offers_what_can_be_done),
	    cmocka_unit_test(shell_handin__without_the_right__says_so_before_asking),
	    cmocka_unit_test(shell_return__with_a_reason__the_unit_sees_it_and_must_answer),
	    cmocka_unit_test(shell__handed_in_on_another_screen__shows_at_the_next_tick),
	    cmocka_unit_test(
	        shell__returned_on_another_screen__says_how_many_reasons_want_an_answer),
	    cmocka_unit_test(shell__handed_in_while_typing__what_was_typed_stays_in_the_line),
	    cmocka_unit_test(shell_changes__one_cell__old_and_new_and_goes_there),
	    cmocka_unit_test(shell_missing__a_unit_chosen__is_opened),
	    cmocka_unit_test(shell_overview__by_state__only_those),
	    cmocka_unit_test(shell_remark__written_answered_closed__mark_comes_and_goes),
	    cmocka_unit_test(shell_remark__follow_up__a_star_without_words),
	    cmocka_unit_test(shell__a_returned_filing_opened__says_why_and_what_is_unanswered),
	    cmocka_unit_test(shell_follow_ups__of_another_unit__chosen_is_opened_with_its_thread),
	    cmocka_unit_test(shell_remark__by_another__shows_at_the_next_tick),
	    cmocka_unit_test(
	        shell_remark__another_writes_while_the_list_is_open__goes_where_it_was_chosen),
	    cmocka_unit_test(shell_remark__the_line_breaks__what_was_typed_is_offered_again),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
