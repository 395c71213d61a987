#include "screens/on_shell.h"

#include "screens/sumview.h"

/* Last year beside this year (F4), the sum over a unit's tree (F6). */

enum { ROWS = 24, COLS = 80 };

static void make_2024(struct on_shell *o, const char *unit, const char *form)
{
	make_at(o, ROWS, COLS, unit, 2024, form);
}

/* ---- last year ---- */

/* 7.20 − 29.30 = −22.10, of 29.30 −75.43 %. */
static void last_year__f4__both_years_difference_and_growth(void **state)
{
	struct on_shell o;

	(void)state;
	make_rolled(&o, ROWS, COLS, 2025);
	press(&o, K_F(4));
	sees("上年对照：2024 年，24 格不同");
	sees_beside("栏目", "幅度");
	sees_beside("≠ 公用经费·2024年决算数", "29.30");
	sees_beside("≠ 公用经费·2024年决算数", "7.20    -22.10  -75.43%");
	sees_beside("≠ 2025年实际在职人数", "5     （空）");
	sees_beside("编制数", "5          5");
	sees_not("≠ 编制数");
	press(&o, K_ESC);
	sees_not("上年对照：");
	drop(&o);
}

static void last_year__tab__only_differences_and_all_again(void **state)
{
	struct on_shell o;

	(void)state;
	make_rolled(&o, ROWS, COLS, 2025);
	press(&o, 't');
	press(&o, K_TAB);
	sees("（Tab 看全部）");
	sees("≠ 控制率");
	sees_not("  编制数    ");
	press(&o, K_TAB);
	sees("（Tab 只看不同）");
	sees("  编制数    ");
	drop(&o);
}

static void last_year__enter__goes_to_the_cell(void **state)
{
	struct on_shell o;

	(void)state;
	make_rolled(&o, ROWS, COLS, 2025);
	press(&o, K_F(4));
	send(&o, blind_paste("公用经费·2025年预算"));
	press(&o, K_ENTER);
	sees_not("上年对照：");
	press(&o, K_F(2)); /* stands in the cell: it can be typed in */
	type(&o, "8.25");
	press(&o, K_ENTER);
	press(&o, K_F(4));
	sees_beside("≠ 公用经费·2025年预算数", "8.25");
	drop(&o);
}

static void last_year__none__says_how_to_get_one(void **state)
{
	struct on_shell o;

	(void)state;
	make_2024(&o, "卫生健康局", "annex1");
	press(&o, K_F(4));
	sees_not("上年对照：");
	sees("没有 2023 年的填报");
	sees("按 R 结转");
	drop(&o);
}

static void last_year__no_filing__says_so(void **state)
{
	struct on_shell o = {.rows = ROWS, .cols = COLS};

	(void)state;
	workplace_empty(&o.p, ROWS, COLS);
	open_shell_at(&o, NULL, 0, NULL);
	press(&o, K_F(4));
	sees("没有打开的表");
	press(&o, K_F(6));
	sees("没有这个单位");
	drop(&o);
}

/* ---- sum ---- */

/* 31 = 5 + 26; 13962.01 = 48.78 + 13913.23. */
static void sum__f6__page_of_sums(void **state)
{
	struct on_shell o;

	(void)state;
	make_2024(&o, "卫生健康局", "annex1");
	press(&o, K_F(6));
	sees("（汇总） 2024 年 附件1");
	sees("31");
	sees("▼更多");
	press(&o, K_PAGEDOWN);
	press(&o, K_PAGEDOWN);
	sees("13962.01");
	press(&o, K_HOME);
	sees("财政供养人员情况");
	press(&o, K_ESC);
	sees_not("（汇总）");
	drop(&o);
}

static void sum__text_that_is_no_figure__is_named_in_the_list(void **state)
{
	struct on_shell o;

	(void)state;
	make_2024(&o, "卫生健康局", "annex1");
	press(&o, 'S');
	sees("汇总户数：3/3 户");
	press(&o, K_TAB);
	for (int i = 0; i < 200 && !blind_has("48.6."); i++)
		press(&o, K_DOWN);
	sees("卫生健康局 公用经费·2024年预算数 48.6.");
	drop(&o);
}

static void sum__a_unit_without_a_filing__is_missing(void **state)
{
	struct on_shell o = {.rows = ROWS, .cols = COLS};
	struct err e = {0};

	(void)state;
	workplace_make(&o.p, ROWS, COLS);
	if (work_add_unit(o.p.w, "404099", "某某医院", 2024, workplace_unit(&o.p, "404001"), &e) < 0)
		fail_msg("%s", e.text);
	open_shell_at(&o, "404001", 2024, "annex1");
	command(&o, "sum");
	sees("汇总户数：3/4 户");
	sees("没有填报：");
	sees("  某某医院");
	drop(&o);
}

/* The table stays where it is while the list is read, and the other way round. */
static void sum__tab__each_part_scrolls_by_itself(void **state)
{
	struct on_shell o;

	(void)state;
	make_2024(&o, "卫生健康局", "annex1");
	press(&o, K_F(6));
	press(&o, K_TAB);
	press(&o, K_END);
	sees_not("汇总户数");
	sees("财政供养人员情况");
	press(&o, K_HOME);
	sees("汇总户数");
	press(&o, K_TAB);
	press(&o, K_PAGEDOWN);
	sees_not("财政供养人员情况");
	sees("汇总户数");
	press(&o, K_ESC);
	sees_not("（汇总）");
	drop(&o);
}

/* Beside the table where there is room: its rows are not fewer for it. */
static void sum__a_wide_screen__has_the_list_beside_the_table(void **state)
{
	struct workplace p;
	struct err e = {0};
	struct dialog *d;
	struct caret caret;
	struct rect wide = {0, 0, 30, 140};

	(void)state;
	workplace_make(&p, 30, 140);
	d = sumview_new(p.w, sum_tree(p.w, workplace_unit(&p, "404001"), 2024, NULL, "annex1", &e),
	                "annex1");
	draw_clear();
	d->type->draw(d, &wide, &caret);
	sees_beside("附件1  ", "汇总户数：3/3 户");
	dialog_free(d);
	workplace_drop(&p);
}

static void press_view(struct dialog *d, int key)
{
	static const struct rect narrow = {0, 0, ROWS, 30};
	struct key_event ev = blind_key(key);
	struct caret caret;

	d->type->key(d, keymap_action(d->type->context, &ev), &ev);
	draw_clear();
	d->type->draw(d, &narrow, &caret);
}

static void sum__wider_than_the_box__scrolls_aside(void **state)
{
	struct workplace p;
	struct err e = {0};
	struct dialog *d;

	(void)state;
	workplace_make(&p, ROWS, COLS);
	d = sumview_new(p.w, sum_tree(p.w, workplace_unit(&p, "404001"), 2024, NULL, "annex1", &e),
	                "annex1");
	press_view(d, K_HOME);
	sees("▶更多");
	for (int i = 0; i < 20; i++)
		press_view(d, K_RIGHT);
	sees_not("▶更多");
	dialog_free(d);
	workplace_drop(&p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(last_year__f4__both_years_difference_and_growth),
		cmocka_unit_test(last_year__tab__only_differences_and_all_again),
		cmocka_unit_test(last_year__enter__goes_to_the_cell),
		cmocka_unit_test(last_year__none__says_how_to_get_one),
		cmocka_unit_test(last_year__no_filing__says_so),
		cmocka_unit_test(sum__f6__page_of_sums),
		cmocka_unit_test(sum__text_that_is_no_figure__is_named_in_the_list),
		cmocka_unit_test(sum__a_unit_without_a_filing__is_missing),
		cmocka_unit_test(sum__tab__each_part_scrolls_by_itself),
		cmocka_unit_test(sum__a_wide_screen__has_the_list_beside_the_table),
		cmocka_unit_test(sum__wider_than_the_box__scrolls_aside),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
