#include "screens/on_shell.h"

/* Another year and another unit beside the open filing. */

/* The posts are 26 here, 5 there: +21, of 5 420 %. */
static void compare__another_unit__cell_by_cell(void **state)
{
	struct on_shell o;

	(void)state;
	make_at(&o, 24, 80, "卫生健康局", 2024, "annex1");
	press(&o, 'C');
	sees("与哪一年、哪个单位逐格对照");
	sees_beside("信息中心", "2024 年");
	sees_beside("疾病预防控制中心", "2024 年");
	press(&o, K_ENTER);
	sees("与 信息中心 2024 年对照");
	sees_beside("栏目", "对方       本表");
	sees_beside("≠ 编制数", "5         26       +21    +420%");
	sees_beside("≠ 业务工作经费·2024年决算数", "48.78    3985.49  +3936.71   +8070%");
	sees_not("  控制率  ");
	press(&o, K_TAB);
	sees_beside("  控制率", "100%       100%");
	press(&o, K_ESC);
	sees_not("对照，");
	drop(&o);
}

/* 29.30 of 2024 is 上年 of 2025; 2024's own 决算数 of 公用经费 was 7.20. */
static void compare__another_year__enter_goes_to_the_cell(void **state)
{
	struct on_shell o;

	(void)state;
	make_rolled(&o, 24, 80, 2025);
	press(&o, 'C');
	sees_beside("本单位", "2024 年");
	send(&o, blind_paste("2024 年"));
	press(&o, K_ENTER);
	sees("与 2024 年对照，");
	sees_beside("栏目", "2024 年    2025 年");
	sees_beside("≠ 公用经费·2024年决算数", "29.30       7.20    -22.10  -75.43%");
	sees("附件1 整体支出绩效评价基础数据表");
	send(&o, blind_paste("公用经费·2025年预算"));
	press(&o, K_ENTER);
	sees_not("对照，");
	pause_keys(&o);
	sees("─ 公用经费·2025年预算数 ─");
	drop(&o);
}

/* The open one is the earlier: its figures stand left, and Enter stays in it. */
static void compare__a_later_year__difference_runs_with_time(void **state)
{
	struct on_shell o;

	(void)state;
	make_rolled(&o, 24, 80, 2024);
	command(&o, "compare 2025");
	sees("与 2025 年对照，");
	sees_beside("栏目", "2024 年    2025 年");
	sees_beside("≠ 2025年实际在职人数", "5     （空）");
	send(&o, blind_paste("实际在职人数"));
	press(&o, K_ENTER);
	pause_keys(&o);
	sees("─ 2024年实际在职人数 ─");
	drop(&o);
}

static void compare__named__needs_no_list(void **state)
{
	static const struct {
		const char *words, *seen;
	} cases[] = {
	    {"compare 信息中心", "与 信息中心 2024 年对照，"},
	    {"compare 信息中心 2017", "与 信息中心 2017 年对照，"},
	    {"compare 信息中心 2016", "没有可对照的 2016 年的填报。"},
	    {"compare 没有的单位", "没有的单位"},
	    {"compare 2024", "没有可对照的 2024 年的填报。"},
	};
	struct on_shell o;

	(void)state;
	make_at(&o, 24, 80, "卫生健康局", 2024, "annex1");
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		command(&o, cases[i].words);
		sees(cases[i].seen);
		press(&o, K_ESC);
	}
	drop(&o);
}

static void compare__nothing_open_or_nothing_else__says_so(void **state)
{
	struct on_shell o;

	(void)state;
	make_unfiled(&o, 24, 80);
	press(&o, 'C');
	sees("没有打开的套表");
	command(&o, "new-year 2024");
	press(&o, 'C');
	sees("没有可对照的");
	drop(&o);
}

/* What only the other has is shown last and can't be gone to. */
static void compare__only_the_other_has_it__stays_in_the_list(void **state)
{
	struct on_shell o;

	(void)state;
	make_at(&o, 24, 80, "信息中心", 2024, "annex1");
	command(&o, "compare 卫生健康局");
	send(&o, blind_paste("名医名护·专项名称"));
	sees_beside("≠ 名医名护·专项名称", "名医名护       （空）");
	press(&o, K_ENTER);
	sees("这一格只在“对方”里有。");
	sees("对照，");
	press(&o, K_ESC);
	drop(&o);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(compare__another_unit__cell_by_cell),
		cmocka_unit_test(compare__another_year__enter_goes_to_the_cell),
		cmocka_unit_test(compare__a_later_year__difference_runs_with_time),
		cmocka_unit_test(compare__named__needs_no_list),
		cmocka_unit_test(compare__nothing_open_or_nothing_else__says_so),
		cmocka_unit_test(compare__only_the_other_has_it__stays_in_the_list),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
