#include "screens/on_shell.h"

/* A finding explained, and what people say to it. */

static void press_times(struct on_shell *o, int key, int times)
{
	while (times-- > 0)
		press(o, key);
}

/* At the total of 附件2: 99 stands, 98.00 comes out (DOMAIN §7). */
static void make_total(struct on_shell *o)
{
	make(o, 40, 100);
	command(o, "unit 信息中心");
	command(o, "go annex2.total");
}

/* At the execution score: 10 stands, 9.93 is suggested; 核实. */
static void make_score(struct on_shell *o)
{
	make(o, 40, 100);
	command(o, "unit 信息中心");
	command(o, "go annex2.score");
}

static void say(struct on_shell *o, const char *text)
{
	press(o, 'i');
	send(o, blind_key(K_CTRL('a')));
	send(o, blind_paste(text));
	press(o, K_CTRL('s'));
}

static const char reason[] = "年末财政收回指标后执行率按调整前预算数计算。";

static void why__w__tells_rule_figures_and_cells(void **state)
{
	struct on_shell o;

	(void)state;
	make_total(&o);
	press(&o, 'w');
	sees("P01 必须 未处理");
	sees("报 99.00  算 98.00  差 +1.00");
	sees("规则     P01 必须：总分 = ");
	sees("公式");
	sees("代入");
	sees("容许");
	sees_beside("格子   ▸", "附件2 总分  98.00（表报 99）");
	sees("= 采用算出的数");
	sees("必须类写了说明也要改好才能报送");
	press(&o, K_ESC);
	sees_not("容许");
	drop(&o);
}

static void why__a_cell_without_findings__says_so(void **state)
{
	struct on_shell o;

	(void)state;
	make(&o, 40, 100);
	command(&o, "go annex1.staff.posts");
	press(&o, 'w');
	sees("这一格没有审核发现");
	drop(&o);
}

static void why__enter_where_nothing_can_be_typed__explains(void **state)
{
	struct on_shell o;

	(void)state;
	make_total(&o);
	press(&o, K_ENTER);
	sees("P01 必须 未处理");
	drop(&o);
}

static void why__arrows_and_enter__go_to_a_cell_and_esc_comes_back(void **state)
{
	struct on_shell o;

	(void)state;
	make_total(&o);
	press(&o, 'w');
	press(&o, K_DOWN);
	press(&o, K_ENTER);
	sees("按 Esc 回到由来");
	sees_not("容许");
	pause_keys(&o);
	sees_not("─ 总分 ─");
	sees("参与 ✗ P01");
	press(&o, K_ESC);
	sees("P01 必须 未处理");
	press(&o, K_BACKSPACE);
	sees_not("P01 必须 未处理");
	press(&o, K_ESC);
	sees_not("P01 必须 未处理"); /* it was closed, not left for a cell */
	drop(&o);
}

static void why__adopt__takes_the_computed_figure(void **state)
{
	struct on_shell o;

	(void)state;
	make_total(&o);
	press(&o, 'w');
	press(&o, '=');
	sees("已采用");
	sees_not("99✗");
	drop(&o);
}

static void why__in_the_list__is_of_the_line_under_the_cursor(void **state)
{
	struct on_shell o;

	(void)state;
	make_total(&o);
	press(&o, K_F(3));
	press(&o, 's');
	press(&o, 's'); /* by level: the only 必须 is first */
	press(&o, K_HOME);
	press(&o, K_DOWN);
	press(&o, 'w');
	sees("P01 必须 未处理");
	drop(&o);
}

/* ---- saying ---- */

static void say__a_phrase_that_says_nothing__is_refused_and_told_why(void **state)
{
	struct on_shell o;

	(void)state;
	make_score(&o);
	press(&o, 'w');
	say(&o, "已核实");
	sees("审核说明要写出具体原因");
	sees("已核实"); /* still in the editor */
	say(&o, reason);
	drop(&o);
}

static void say__a_reason__is_kept_and_counts_go_down(void **state)
{
	struct on_shell o;

	(void)state;
	make_score(&o);
	sees("10!");
	press(&o, 'w');
	sees("P03 核实 未处理");
	say(&o, reason);
	sees("审核说明已保存");
	sees("P03 核实 已说明");
	sees("说明     2023-11-1"); /* the test's clock */
	sees_beside("甲 已说明", "年末财政收回指标后");
	press(&o, K_ESC);
	sees_not("10!");
	press(&o, K_F(3));
	sees_not("  ! P03");
	press_times(&o, 'f', 2);
	sees_beside("! P03", "（已说明）");
	drop(&o);
}

static void say__given_up__leaves_it_open(void **state)
{
	struct on_shell o;

	(void)state;
	make_score(&o);
	press(&o, 'w');
	press(&o, 'i');
	press(&o, K_ESC);
	sees("P03 核实 未处理");
	drop(&o);
}

static void say__figures_changed_since__is_open_again_with_the_words_as_draft(void **state)
{
	struct on_shell o;

	(void)state;
	make_score(&o);
	press(&o, 'w');
	say(&o, reason);
	press(&o, K_ESC);
	send(&o, blind_paste("9.99"));
	press(&o, K_ENTER);
	command(&o, "go annex2.score");
	press(&o, 'w');
	sees("P03 核实 未处理");
	sees("所依据的数后来改了");
	press(&o, 'i');
	sees(reason);
	sees("这是上次写的");
	drop(&o);
}

static void answer__adopted_and_handed_back__with_its_history(void **state)
{
	struct on_shell o;

	(void)state;
	make_score(&o);
	press(&o, 'w');
	press(&o, 'a');
	sees("还没有有效的说明");
	say(&o, reason);
	press(&o, 'a');
	sees("P03 核实 说明被采纳");
	press(&o, 'r');
	sees("退回的原因：");
	press(&o, K_ENTER); /* without a reason nothing is handed back */
	sees("退回说明要写原因");
	sees("P03 核实 说明被采纳");
	press(&o, 'r');
	send(&o, blind_paste("请附财政收回指标的文号"));
	press(&o, K_ENTER);
	sees("P03 核实 说明被退回");
	press(&o, 'L');
	sees_beside("说明被退回：", "请附财政收回指标的文号");
	sees("说明被采纳");
	sees("已说明：");
	press(&o, K_ESC);
	sees("P03 核实 说明被退回");
	press(&o, K_ESC);
	sees("10!"); /* open again */
	drop(&o);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(why__w__tells_rule_figures_and_cells),
	    cmocka_unit_test(why__a_cell_without_findings__says_so),
	    cmocka_unit_test(why__enter_where_nothing_can_be_typed__explains),
	    cmocka_unit_test(why__arrows_and_enter__go_to_a_cell_and_esc_comes_back),
	    cmocka_unit_test(why__adopt__takes_the_computed_figure),
	    cmocka_unit_test(why__in_the_list__is_of_the_line_under_the_cursor),
	    cmocka_unit_test(say__a_phrase_that_says_nothing__is_refused_and_told_why),
	    cmocka_unit_test(say__a_reason__is_kept_and_counts_go_down),
	    cmocka_unit_test(say__given_up__leaves_it_open),
	    cmocka_unit_test(say__figures_changed_since__is_open_again_with_the_words_as_draft),
	    cmocka_unit_test(answer__adopted_and_handed_back__with_its_history),
	};

	return cmocka_run_group_tests_name("why", tests, NULL, NULL);
}
