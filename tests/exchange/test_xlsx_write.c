#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/mem.h"
#include "exchange/xlsx_write.h"
#include "support/booked.h"
#include "support/drawn.h"
#include "support/paper.h"

static const char table[] =
    "title {year}年度表\n"
    "head left 附件1 | right 单位：万元\n"
    "band 1l 1 1 1\n"
    "| 项 目 | 预算数 | 决算数 | 完成率 |\n"
    "| 甲 | [a] | [b] | [rate] |\n"
    "rows list\n"
    "| [name] | [plan] | [done] |  |\n"
    "| 合计 | [sum.plan] | [sum.done] | [all.rate] |\n"
    "| 得分 | [points] | [score] |  |\n"
    "| [note] | < | < | < |\n"
    "foot left 填表人：[who] | 电话：[phone]\n"
    "field a money 预算数\n"
    "field b money 决算数\n"
    "field rate rate 完成率 computed b / a\n"
    "field sum.plan money 合计 computed a + sum(list.plan)\n"
    "field sum.done money 合计 computed b + sum(list.done where plan > 2)\n"
    "field all.rate rate 完成率 computed sum.done / sum.plan\n"
    "field points points 分值\n"
    "field score score 得分 suggested min(points, rate * points)\n"
    "field note long 说明\n"
    "field who text 填表人\n"
    "field phone text 电话\n"
    "list list 项目\n"
    "column name text 名称\n"
    "column plan money 预算数\n"
    "column done money 决算数\n";

static struct filing *filled(void)
{
	struct filing *f = drawn_filing(table);

	drawn_row(f, "list", 1, NULL);
	drawn_row(f, "list", 2, NULL);
	drawn_put(f, "a", "4");
	drawn_put(f, "b", "3");
	drawn_put(f, "rate", "80%");
	drawn_put(f, "list.1.name", "=1+1");
	drawn_put(f, "list.1.plan", "2.00");
	drawn_put(f, "list.1.done", "48.6.");
	drawn_put(f, "list.2.name", "0012");
	drawn_put(f, "list.2.plan", "5.5");
	drawn_put(f, "list.2.done", "1.25");
	drawn_put(f, "points", "10");
	drawn_put(f, "note", "一\n二");
	return f;
}

/* Rows 1 and 2 are the title and the head, so the table begins in row 3. */
static void xlsx_write__formulas_of_the_form__are_live_with_our_values(void **state)
{
	static const char *const wanted[] = {
	    "<f>IF(COUNT(C4,B4)&lt;2,\"\",IFERROR(ROUND(C4/B4,4),\"\"))</f><v>0.75</v>",
	    "<f>IF(COUNT(B4:B6)=0,\"\",ROUND(SUM(B4:B6),2))</f><v>11.5</v>",
	    /* the row with a plan of no more than 2 does not count */
	    "<f>IF(COUNT(C4,C6)=0,\"\",ROUND(SUM(C4,C6),2))</f><v>4.25</v>",
	    "<f>IF(COUNT(C7,B7)&lt;2,\"\",IFERROR(ROUND(C7/B7,4),\"\"))</f><v>0.3696</v>",
	    "<f>IF(COUNT(D4,B8)&lt;2,\"\",ROUND(MIN(B8,D4*B8),2))</f><v>7.5</v>",
	};
	struct booked b;
	struct str bytes = {0}, part = {0};

	(void)state;
	booked_drawn(&b, filled(), OUT_WINNING);
	booked_write(&b, xlsx_write, &bytes);
	paper_unpack(&bytes, "xl/worksheets/sheet1.xml", &part);
	for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
		if (!strstr(str_text(&part), wanted[i]))
			fail_msg("no %s in\n%s", wanted[i], str_text(&part));
	str_free(&part);
	str_free(&bytes);
	booked_free(&b);
}

static void xlsx_write__as_stated__has_no_formulas(void **state)
{
	struct booked b;
	struct str bytes = {0}, part = {0};

	(void)state;
	booked_drawn(&b, filled(), OUT_STATED);
	booked_write(&b, xlsx_write, &bytes);
	paper_unpack(&bytes, "xl/worksheets/sheet1.xml", &part);
	assert_null(strstr(str_text(&part), "<f>"));
	paper_expect("stated", &bytes,
	             "table 10×4 小表 试画的表\n0,0 1×4 2024年度表\n1,0 1×2 附件1\n1,2 1×2 单位：万元\n"
	             "2,0 1×1 项 目\n2,1 1×1 预算数\n2,2 1×1 决算数\n2,3 1×1 完成率\n"
	             "3,0 1×1 甲\n3,1 1×1 #0 4\n3,2 1×1 #0 3\n3,3 1×1 #0% 80%\n"
	             "4,0 1×1 =1+1\n4,1 1×1 #2 2\n4,2 1×1 48.6.\n"
	             "5,0 1×1 0012\n5,1 1×1 #1 5.5\n5,2 1×1 #2 1.25\n6,0 1×1 合计\n"
	             "7,0 1×1 得分\n7,1 1×1 #0 10\n8,0 1×4 一\\n二\n"
	             "9,0 1×2 填表人：\n9,2 1×2 电话：\n");
	str_free(&part);
	str_free(&bytes);
	booked_free(&b);
}

static void xlsx_write__every_sample__reads_back_cell_by_cell(void **state)
{
	(void)state;
	for (size_t i = 0; i < 2 * BOOKED_SAMPLES; i++) {
		struct booked b;

		booked_sample(&b, i / 2, i % 2 ? OUT_STATED : OUT_WINNING);
		booked_read_back(&b, xlsx_write, "例.xlsx", false);
		booked_free(&b);
	}
}

static void xlsx_write__pages__are_set_up_for_printing(void **state)
{
	static const char *const wanted[] = {
	    "<pageSetup paperSize=\"9\"", "fitToPage=\"1\"", "第 &amp;P 页 共 &amp;N 页"};
	struct booked b;
	struct str bytes = {0}, part = {0}, book = {0};

	(void)state;
	booked_drawn(&b, filled(), OUT_WINNING);
	booked_write(&b, xlsx_write, &bytes);
	paper_unpack(&bytes, "xl/worksheets/sheet1.xml", &part);
	paper_unpack(&bytes, "xl/workbook.xml", &book);
	for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
		if (!strstr(str_text(&part), wanted[i]))
			fail_msg("no %s", wanted[i]);
	assert_non_null(strstr(str_text(&book), "$A$1:$D$10"));
	assert_non_null(strstr(str_text(&book), "$3:$3"));
	str_free(&part);
	str_free(&book);
	str_free(&bytes);
	booked_free(&b);
}

static void xlsx_write__charts__are_one_more_worksheet(void **state)
{
	struct out_chart_item items[] = {
	    {.label = (char *)"甲", .number = true, .num = 3000000}, {.label = (char *)"乙"}};
	struct out_chart chart = {.kind = CHART_SHARES, .title = (char *)"结构",
	                          .unit = (char *)"万元", .decimals = 2, .items = items, .n = 2};
	struct booked b;
	struct str bytes = {0}, part = {0};

	(void)state;
	booked_drawn(&b, filled(), OUT_WINNING);
	b.book.sheets[0].charts = &chart;
	b.book.sheets[0].ncharts = 1;
	booked_write(&b, xlsx_write, &bytes);
	paper_unpack(&bytes, "xl/charts/chart1.xml", &part);
	assert_non_null(strstr(str_text(&part), "<c:pieChart>"));
	assert_non_null(strstr(str_text(&part), "$B$2:$B$3"));
	b.book.sheets[0].charts = NULL;
	b.book.sheets[0].ncharts = 0;
	str_free(&part);
	str_free(&bytes);
	booked_free(&b);
}

static void xlsx_write__names_of_sheets__are_made_fit(void **state)
{
	static const char *const names[] = {
	    "附件3[1]:*?/\\", "附件3 1 ", "",
	    "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三"};
	struct book_out book = {0};
	const int widths[] = {10};
	char *texts[] = {(char *)"头", (char *)"甲"};
	struct str bytes = {0}, part = {0};
	struct err e = {0};

	(void)state;
	for (size_t i = 0; i < 2 * sizeof names / sizeof *names; i++)
		book_out_table(&book, names[i / 2], widths, 1, texts, 2);
	assert_int_equal(xlsx_write(&book, &bytes, &e), 0);
	paper_unpack(&bytes, "xl/workbook.xml", &part);
	assert_non_null(strstr(str_text(&part), "name=\"附件3 1      \""));
	assert_non_null(strstr(str_text(&part), "name=\"附件3 1      (2)\""));
	assert_non_null(strstr(str_text(&part), "name=\"表\""));
	assert_non_null(strstr(str_text(&part), "name=\"表(2)\""));
	assert_non_null(strstr(str_text(&part), "九十一\""));
	assert_non_null(strstr(str_text(&part), "四五(2)\""));
	book_out_free(&book);
	str_free(&part);
	str_free(&bytes);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(xlsx_write__formulas_of_the_form__are_live_with_our_values),
	    cmocka_unit_test(xlsx_write__as_stated__has_no_formulas),
	    cmocka_unit_test(xlsx_write__every_sample__reads_back_cell_by_cell),
	    cmocka_unit_test(xlsx_write__pages__are_set_up_for_printing),
	    cmocka_unit_test(xlsx_write__charts__are_one_more_worksheet),
	    cmocka_unit_test(xlsx_write__names_of_sheets__are_made_fit),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
