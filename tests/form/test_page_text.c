#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "form/page.h"
#include "form/recalc.h"
#include "support/drawn.h"

static void check_text(struct filing *f, int width, unsigned options, const char *wanted)
{
	struct page *p;
	struct str got = {0};

	filing_recalc(f);
	p = page_build(f, 0, width, options);
	page_text(p, &got);
	assert_string_equal(str_text(&got), wanted);
	str_free(&got);
	page_free(p);
}

static const char table[] =
    "title {year}年度表\n"
    "head left 附件1 | right 单位：万元\n"
    "band 1l 1 1\n"
    "| 项 目 | 金额 | < |\n"
    "| ^ | 预算数 | 决算数 |\n"
    "| 甲 | [a] | [b] |\n"
    "| 合计 | < | [sum] |\n"
    "foot left 说明：只填本年的数。\n"
    "foot left 填表人：[who] | 电话：[phone]\n"
    "field a money 预算数\n"
    "field b money 决算数\n"
    "field sum money 合计 suggested a + b\n"
    "field who text 填表人\n"
    "field phone text 电话\n";

static void page_text__a_table__is_drawn_with_joined_borders(void **state)
{
	struct filing *f = drawn_filing(table);

	(void)state;
	drawn_put(f, "a", "1.50");
	drawn_put(f, "b", "12");
	drawn_put(f, "who", "某某");
	check_text(f, 37, PAGE_MARKS,
	           "             2024年度表\n"
	           "附件1                      单位：万元\n"
	           "┌───────────┬───────────────────────┐\n"
	           "│           │         金额          │\n"
	           "│项 目      ├───────────┬───────────┤\n"
	           "│           │  预算数   │  决算数   │\n"
	           "├───────────┼───────────┼───────────┤\n"
	           "│甲         │      1.50 │        12 │\n"
	           "├───────────┴───────────┼───────────┤\n"
	           "│ 合计                  │     13.50~│\n"
	           "└───────────────────────┴───────────┘\n"
	           "说明：只填本年的数。\n"
	           "填表人：某某     电话：________\n");
	drawn_free(f);
}

static void page_text__without_marks__has_the_values_only(void **state)
{
	struct filing *f = drawn_filing("band 1 1\n"
	                                "| [a] | 其中：[b]元 |\n"
	                                "field a money 甲\n"
	                                "field b money 乙\n");

	(void)state;
	drawn_put(f, "a", "48.6.");
	check_text(f, 41, PAGE_MARKS,
	           "┌───────────────────┬───────────────────┐\n"
	           "│             48.6.?│ 其中：________元  │\n"
	           "└───────────────────┴───────────────────┘\n");
	check_text(f, 41, 0,
	           "┌───────────────────┬───────────────────┐\n"
	           "│             48.6. │ 其中：        元  │\n"
	           "└───────────────────┴───────────────────┘\n");
	drawn_free(f);
}

static void page_text__long_texts__wrap_between_characters(void **state)
{
	struct filing *f = drawn_filing("band 1 2\n"
	                                "| 绩效指标完成情况 | [long] |\n"
	                                "field long long 情况\n");

	(void)state;
	/* 9 columns: no line begins with ， and 39 份 keeps its figure whole. */
	drawn_put(f, "long", "转发文件，共 39 份\n达标");
	check_text(f, 16, 0,
	           "┌────┬─────────┐\n"
	           "│绩效│转发文   │\n"
	           "│指标│件，共 39│\n"
	           "│完成│份       │\n"
	           "│情况│达标     │\n"
	           "└────┴─────────┘\n");
	drawn_free(f);
}

static void page_text__a_box_over_rows__gives_the_last_one_what_it_needs(void **state)
{
	struct filing *f = drawn_filing("band 1 1 1\n"
	                                "| 一二三四五六七八九十 | [a] | 甲 |\n"
	                                "| ^ | [b] | 乙 |\n"
	                                "field a text 甲\n"
	                                "field b text 乙\n");

	(void)state;
	check_text(f, 16, 0,
	           "┌────┬────┬────┐\n"
	           "│一二│    │ 甲 │\n"
	           "│三四├────┼────┤\n"
	           "│五六│    │    │\n"
	           "│七八│    │ 乙 │\n"
	           "│九十│    │    │\n"
	           "└────┴────┴────┘\n");
	drawn_free(f);
}

static void page_text__a_long_figure__gets_room_from_the_other_columns(void **state)
{
	struct filing *f = drawn_filing("band 1 1 1\n"
	                                "| 甲 | [a] | 乙 |\n"
	                                "field a money 甲\n");

	(void)state;
	drawn_put(f, "a", "41693.49");
	check_text(f, 22, 0,
	           "┌─────┬────────┬─────┐\n"
	           "│ 甲  │41693.49│ 乙  │\n"
	           "└─────┴────────┴─────┘\n");
	drawn_free(f);
}

static void page_build__too_narrow__is_as_wide_as_it_must_be(void **state)
{
	struct filing *f = drawn_filing("band 1 3\n"
	                                "| [a] | [b] |\n"
	                                "field a money 甲\n"
	                                "field b text 乙\n");
	struct page *p = page_build(f, 0, 1, 0);

	(void)state;
	/* 3 of 12 columns for the first and its border, 9 for the second. */
	assert_int_equal(p->width, 13);
	page_free(p);
	/* A figure that finds no room wraps, nothing is cut. */
	drawn_put(f, "a", "1234.56");
	check_text(f, 13, 0,
	           "┌──┬────────┐\n"
	           "│12│        │\n"
	           "│34│        │\n"
	           "│.5│        │\n"
	           "│ 6│        │\n"
	           "└──┴────────┘\n");
	drawn_free(f);
}

/* What came from last year bears a mark until somebody touched or confirmed it;
 * printed without marks it is like any other text. */
static void page_text__a_carried_cell__bears_a_mark_on_screens_only(void **state)
{
	struct filing *f = drawn_filing("band 10 10\n| 编制数 | [a] |\nfield a count 编制数\n");
	static const struct { bool carried; unsigned options; bool marked; } cases[] = {
	    {true, PAGE_MARKS, true}, {true, 0, false}, {false, PAGE_MARKS, false}};

	(void)state;
	drawn_put(f, "a", "5");
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct str text = {0};
		struct page *p;

		f->sheets[0].cells[0].carried = cases[i].carried;
		p = page_build(f, 0, 40, cases[i].options);
		page_text(p, &text);
		assert_int_equal(strstr(text.s, "5^") != NULL, cases[i].marked);
		str_free(&text);
		page_free(p);
	}
	drawn_free(f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(page_text__a_table__is_drawn_with_joined_borders),
	    cmocka_unit_test(page_text__without_marks__has_the_values_only),
	    cmocka_unit_test(page_text__long_texts__wrap_between_characters),
	    cmocka_unit_test(page_text__a_box_over_rows__gives_the_last_one_what_it_needs),
	    cmocka_unit_test(page_text__a_long_figure__gets_room_from_the_other_columns),
	    cmocka_unit_test(page_build__too_narrow__is_as_wide_as_it_must_be),
	    cmocka_unit_test(page_text__a_carried_cell__bears_a_mark_on_screens_only),
	};

	return cmocka_run_group_tests_name("form/page_text", tests, NULL, NULL);
}
