#include "screens/on_shell.h"

#include "app/edit.h"

/* The audit on screen: the list of findings, going from one to the next, the
 * signs in the table, counts. */

static void press_times(struct on_shell *o, int key, int times)
{
	while (times-- > 0)
		press(o, key);
}

/* Of the infocenter's 附件2: 99 stands where 98.00 comes out (DOMAIN §7). */
static void make_center(struct on_shell *o, int rows, int cols)
{
	make(o, rows, cols);
	command(o, "unit 信息中心");
}

/* The cursor of the list to the line that holds text. */
static void choose(struct on_shell *o, const char *text)
{
	int y, x, caret, column;

	press(o, K_HOME);
	for (int i = 0; i < 100; i++) {
		if (blind_find(text, &y, &x) && o->p.caret.y == y)
			return;
		caret = o->p.caret.y;
		column = o->p.caret.x;
		press(o, K_DOWN);
	}
	workplace_show();
	fail_msg("never at %s (%d, %d)", text, caret, column);
}

static void title_has_not(const char *text)
{
	char *row = blind_row(0);

	if (strstr(row, text))
		fail_msg("%s in «%s»", text, row);
	mem_free(row);
}

/* ---- the list ---- */

static void findings__f3__lists_what_is_wrong_with_the_filing_by_form(void **state)
{
	struct on_shell o;

	(void)state;
	make_center(&o, 70, 130);
	press(&o, K_F(3));
	sees("▪审核 本套表 · 待处理 · 按表 · ✗1 !");
	sees("▾ 附件1（");
	sees_beside("✗ P01", "报 99.00  算 98.00  差 +1.00");
	sees_beside("! P03", "报 10.00  算 9.93  差 +0.07");
	sees("▸ · 提示（");
	sees_not("P24"); /* a hint: folded */
	press(&o, K_ESC);
	sees_not("审核 本套表");
	drop(&o);
}

static void findings__at_80_columns__have_the_lower_half(void **state)
{
	struct on_shell o;
	int y, x;

	(void)state;
	make_center(&o, 24, 80);
	press(&o, 'A');
	sees("▪审核 本套表");
	blind_find("▪审核 本套表", &y, &x);
	assert_int_equal(x, 1);
	assert_int_equal(y, 10);
	sees("2024年度预算单位整体支出绩效评价基础数据表"); /* the table stays in sight */
	sees("Enter转到");
	drop(&o);
}

static void findings__folded_group__opens_and_closes(void **state)
{
	struct on_shell o;

	(void)state;
	make_center(&o, 70, 130);
	press(&o, K_F(3));
	choose(&o, "· 提示（");
	press(&o, ' ');
	sees("▾ · 提示（");
	sees("“自评结果拟应用和公开情况”一节没有写");
	press(&o, K_ENTER); /* on the group's own line */
	sees("▸ · 提示（");
	press(&o, '*');
	sees("▾ · 提示（");
	press(&o, '*');
	sees("▸ 附件1（");
	sees_not("P01");
	drop(&o);
}

static void findings__s_e_f__group_and_filter(void **state)
{
	struct on_shell o;

	(void)state;
	make_center(&o, 70, 130);
	press(&o, K_F(3));
	press(&o, 's');
	sees("· 按规则");
	sees("▾ P01  总分 = ");
	press(&o, 's');
	sees("▾ ✗ 必须（1 条）");
	sees("▸ · 提示（");
	press(&o, 'e');
	sees("· 必须 ·");
	sees_not("核实（");
	press_times(&o, 'e', 2);
	sees("▾ · 提示（"); /* asked for: not folded */
	press(&o, 'e');
	press(&o, 'f');
	sees("· 全部 ·");
	press(&o, 'f');
	sees("没有这样的审核发现");
	drop(&o);
}

static void findings__enter__goes_to_the_cell_to_mend_it(void **state)
{
	struct on_shell o;

	(void)state;
	make_center(&o, 30, 100);
	press(&o, K_F(3));
	choose(&o, "✗ P01");
	press(&o, K_ENTER);
	sees("▪附件2");
	pause_keys(&o);
	sees("─ 总分 ─");
	press(&o, '=');
	title_has_not("✗1"); /* in the same update */
	sees_not("✗ P01");
	press(&o, 'u');
	sees("✗ P01");
	drop(&o);
}

static void findings__of_a_row__go_to_its_first_cell(void **state)
{
	struct on_shell o;

	(void)state;
	make(&o, 30, 100);
	press(&o, K_F(3));
	choose(&o, "“宣传教育经费”在同一张清单里有两行");
	press(&o, K_ENTER);
	pause_keys(&o);
	sees("─ 宣传教育经费");
	sees("! P16 “宣传教育经费”在同一张清单里有两行   w 看由来");
	drop(&o);
}

static void findings__of_a_sheet__follow_the_open_one(void **state)
{
	struct on_shell o;

	(void)state;
	make_center(&o, 30, 100);
	press(&o, K_F(3));
	press_times(&o, K_F(3), 2);
	sees("▪审核 附件1 ·");
	sees_not("P01");
	press(&o, '>');
	sees("▪审核 附件2 ·");
	sees("✗ P01");
	drop(&o);
}

static void findings__of_all_units__open_the_unit_and_year(void **state)
{
	struct on_shell o;

	(void)state;
	make_center(&o, 150, 130);
	press(&o, K_F(3));
	press(&o, K_F(3));
	sees("已审核 6 份填报");
	sees("▪审核 全部单位，6 份填报");
	sees("▾ 湖南省卫生计生委信息统计中心 2020（");
	choose(&o, "文字 8.84%  算 9.96%");
	press(&o, K_ENTER);
	sees("湖南省卫生计生委信息统计中心 › 2020 › 情况说明");
	sees("▪情况说明");
	drop(&o);
}

static void findings__without_any__say_so(void **state)
{
	struct on_shell o;

	(void)state;
	make(&o, 30, 100);
	command(&o, "unit 404011");
	press(&o, K_F(3));
	sees("没有待处理的审核发现");
	press(&o, K_ENTER);
	press(&o, ' ');
	press(&o, '*');
	press(&o, K_END);
	drop(&o);
}

static void findings__tab__goes_round_through_them(void **state)
{
	struct on_shell o;

	(void)state;
	make_center(&o, 30, 100);
	press(&o, K_F(3));
	press(&o, K_TAB);
	sees("▪单位");
	press_times(&o, K_TAB, 2);
	sees("▪附件1");
	press(&o, K_TAB);
	sees("▪审核");
	press(&o, K_BACKTAB);
	sees("▪附件1");
	drop(&o);
}

/* ---- n and N ---- */

static bool note_has(const struct on_shell *o, const char *text)
{
	char *row = blind_row(o->rows - 2);
	bool has = strstr(row, text);

	mem_free(row);
	return has;
}

static void next__through_the_filing__then_the_next_unit_and_round(void **state)
{
	struct on_shell o;
	bool other = false;

	(void)state;
	make_center(&o, 30, 100);
	press(&o, 'n');
	sees("（1/");
	press(&o, 'n');
	sees("（2/");
	press(&o, 'N');
	sees("（1/");
	/* 404011 is empty and clean: it is skipped; after the last unit the first. */
	for (int i = 0; i < 60 && !other; i++) {
		press(&o, 'n');
		other = blind_has("岳阳市岳阳楼区卫生健康局 › 2024");
		sees_not("疾病预防控制中心 › 2024");
	}
	assert_true(other);
	sees("（1/");
	press(&o, 'N'); /* back to the last of the center */
	sees("信息中心 › 2024");
	drop(&o);
}

static void next__the_list_goes_along(void **state)
{
	struct on_shell o;
	int y, x;

	(void)state;
	make_center(&o, 70, 130);
	press(&o, K_F(3));
	press(&o, 's');
	press(&o, K_TAB);
	press_times(&o, K_TAB, 2);
	for (int i = 0; i < 12 && !note_has(&o, "✗ P01 总分"); i++)
		press(&o, 'n');
	press(&o, K_F(3));
	assert_true(blind_find("  ✗ P01", &y, &x));
	assert_int_equal(o.p.caret.y, y);
	drop(&o);
}

/* ---- live ---- */

static void live__an_edit__marks_cell_form_and_title_in_the_same_update(void **state)
{
	struct on_shell o;

	(void)state;
	make_center(&o, 30, 100);
	sees_beside("› 2024 ›", "✗1 !");
	command(&o, "go annex1.public.last");
	send(&o, blind_paste("12.3.4"));
	press(&o, K_ENTER);
	sees("12.3.4✗");
	sees_beside("› 2024 ›", "✗2 !");
	sees_beside("▸附件1", "✗1 !");
	press(&o, 'u');
	sees_not("12.3.4✗");
	sees_beside("› 2024 ›", "✗1 !");
	drop(&o);
}

/* ---- the audit of all ---- */

static bool stop(void *context, struct shell *s)
{
	++*(int *)context;
	(void)s;
	return false;
}

static void check__stopped__says_how_far_it_came(void **state)
{
	struct on_shell o;
	int asked = 0;

	(void)state;
	make_center(&o, 30, 100);
	shell_on_wait(o.s, stop, &asked);
	command(&o, "check");
	if (asked) /* it may be done before it is asked the first time */
		sees("份填报");
	sees("审核 全部单位");
	drop(&o);
}

/* ---- words of a text ---- */

static void text__of_a_finding__its_words_are_marked(void **state)
{
	struct on_shell o;
	struct err e = {0};
	int y, x;

	(void)state;
	workplace_make(&o.p, 40, 100);
	o.rows = 40;
	o.cols = 100;
	o.s = shell_new(o.p.w, "430000", 2020, NULL, &e);
	assert_non_null(o.s);
	show(&o);
	press(&o, K_F(3));
	choose(&o, "文字 8.84%  算 9.96%");
	press(&o, K_ENTER);
	assert_true(blind_find("减少8.84%，主要是因为压缩一般公共预算财政拨", &y, &x));
	assert_false(blind_styled(y, x + 2, STYLE_MARKED));
	assert_true(blind_styled(y, x + 4, STYLE_MARKED));
	assert_true(blind_styled(y, x + 8, STYLE_MARKED));
	assert_false(blind_styled(y, x + 9, STYLE_MARKED));
	press(&o, K_F(2));
	assert_true(blind_find("减少8.84%，主要是因为压缩一般公共预算财政拨款。 ", &y, &x));
	assert_true(blind_styled(y, x + 4, STYLE_SELECTION));
	assert_false(blind_styled(y, x + 9, STYLE_SELECTION));
	drop(&o);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(findings__f3__lists_what_is_wrong_with_the_filing_by_form),
	    cmocka_unit_test(findings__at_80_columns__have_the_lower_half),
	    cmocka_unit_test(findings__folded_group__opens_and_closes),
	    cmocka_unit_test(findings__s_e_f__group_and_filter),
	    cmocka_unit_test(findings__enter__goes_to_the_cell_to_mend_it),
	    cmocka_unit_test(findings__of_a_row__go_to_its_first_cell),
	    cmocka_unit_test(findings__of_a_sheet__follow_the_open_one),
	    cmocka_unit_test(findings__of_all_units__open_the_unit_and_year),
	    cmocka_unit_test(findings__without_any__say_so),
	    cmocka_unit_test(findings__tab__goes_round_through_them),
	    cmocka_unit_test(next__through_the_filing__then_the_next_unit_and_round),
	    cmocka_unit_test(next__the_list_goes_along),
	    cmocka_unit_test(live__an_edit__marks_cell_form_and_title_in_the_same_update),
	    cmocka_unit_test(check__stopped__says_how_far_it_came),
	    cmocka_unit_test(text__of_a_finding__its_words_are_marked),
	};

	return cmocka_run_group_tests_name("findings", tests, NULL, NULL);
}
