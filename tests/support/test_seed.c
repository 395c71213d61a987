#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/mem.h"
#include "base/str.h"
#include "support/sample.h"
#include "support/seed.h"

#define COUNT(a) (sizeof(a) / sizeof *(a))

static struct seed *open_seed(const char *name)
{
	struct err e = {0};
	char *path = sample_path(name);
	struct seed *s = seed_open(path, &e);

	if (!s)
		fail_msg("%s", e.text);
	mem_free(path);
	return s;
}

static void expect_row(struct seed *s, size_t columns, const char *wanted)
{
	const char *const *cells;
	struct str out = {0};

	if (!seed_row(s, columns, &cells))
		fail_msg("%s", seed_fault(s) ? seed_fault(s) : "the table has ended");
	for (size_t i = 0; i < columns; i++)
		str_addf(&out, "%s%s", i ? "|" : "", cells[i]);
	assert_string_equal(str_text(&out), wanted);
	str_free(&out);
}

/* What a row of a seed says, in tables whose rows have few kinds of widths. */
struct wanted {
	size_t columns;
	const char *text; /* NULL: any */
};

static void expect_table(struct seed *s, const struct wanted *rows, size_t n)
{
	const char *const *cells;

	for (size_t i = 0; i < n; i++) {
		if (rows[i].text)
			expect_row(s, rows[i].columns, rows[i].text);
		else if (!seed_row(s, rows[i].columns, &cells))
			fail_msg("row %zu: %s", i, seed_fault(s) ? seed_fault(s) : "end");
	}
	assert_true(seed_at_end(s));
	assert_false(seed_row(s, 1, &cells));
	assert_null(seed_fault(s));
}

static void seed_row__table_of_one_page__gives_cells_and_paragraphs(void **state)
{
	/* clang-format off */
	static const struct wanted rows[] = {
		{ 2, "预算单位名称|岳阳市岳阳楼区卫生健康信息中心" },
		{ 4, "财政供养人员情况(人)|编制数|2024年实际在职人数|控制率" },
		{ 4, "|5|5|100%" },
		{ 4, NULL }, { 4, "三公经费|||" }, { 4, NULL }, { 4, NULL }, { 4, NULL }, { 4, NULL },
		{ 4, NULL }, { 4, NULL }, { 4, "1、业务工作经费||10.00|48.78" }, { 4, NULL },
		{ 4, "......|||" }, { 4, NULL }, { 4, "|||" }, { 4, NULL },
		{ 4, "公用经费|29.30|7.2|7.20" }, { 4, NULL }, { 4, NULL },
		{ 4, "会议费、培训费|||0.07" }, { 4, NULL }, { 4, "部门基本支出预算调整|||" },
		{ 7, "楼堂馆所控制情况\n(2024年完工项目)|批复规模\n(m²)|实际规\n模(m²)|规模控制率|"
		     "预算投资\n(万元)|实际\n投资\n(万元)|投资概\n算控制\n率" },
		{ 7, "||||||" },
		{ 2, "厉行节约保障措施|" },
	};
	/* clang-format on */
	struct seed *s = open_seed("tests/seeds/yueyanglou-infocenter-2024.txt");

	(void)state;
	assert_true(seed_table(s, "2024年度预算单位整体支出绩效评价基础数据表", "说明："));
	expect_table(s, rows, COUNT(rows));
	seed_close(s);
}

/* «数量指标» has an empty last paragraph here: only the count of cells tells. */
static void seed_row__empty_paragraph_in_a_cell__is_no_end_of_the_row(void **state)
{
	struct seed *s = open_seed("tests/seeds/yueyanglou-infocenter-2024.txt");
	const char *const *cells;

	(void)state;
	assert_true(seed_table(s, "2024 年度项目支出绩效自评表", "备注："));
	expect_row(s, 2, "项目支出名称|/");
	expect_row(s, 4, "主管部门|/|实施单位|/");
	expect_row(s, 8, "项目资金（万元）||年初预算数|全年预算数|全年执行数|分值|执行率|自评得分");
	expect_row(s, 8, "|年度资金总额|/|/|/|10|/|/");
	for (int i = 0; i < 3; i++)
		assert_true(seed_row(s, 8, &cells));
	expect_row(s, 3, "年度\n总体\n目标|预期目标|实际完成情况");
	expect_row(s, 3, "||");
	assert_true(seed_row(s, 9, &cells));
	expect_row(s, 9, "|产出指标\n(50分)|数量指标||||||");
	expect_row(s, 9, "||||||||");
	expect_row(s, 9, "|||……|||||");
	expect_row(s, 9, "||质量指标||||||");
	seed_close(s);
}

static void seed_row__last_row_with_a_cell_missing__gives_it_empty(void **state)
{
	struct seed *s = open_seed("tests/seeds/yueyanglou-infocenter-2024.txt");
	const char *const *cells;
	size_t last;

	(void)state;
	assert_true(seed_table(s, "2024 年度预算单位整体支出绩效自评表", "附件 3"));
	assert_true(seed_row(s, 2, &cells) && seed_row(s, 8, &cells) && seed_row(s, 8, &cells));
	for (int i = 0; i < 5; i++)
		assert_true(seed_row(s, 3, &cells));
	assert_true(seed_row(s, 3, &cells) && seed_row(s, 3, &cells));
	for (int i = 0; i < 19; i++)
		assert_true(seed_row(s, 9, &cells));
	expect_row(
	    s, 9,
	    "|满意度\n指标\n（10 分）|服务对象\n满意度指\n标|医疗机构满意度调查|≥95%|≥95%|10|10|");
	last = seed_tell(s);
	expect_row(s, 4, "总分|100|99|");
	assert_true(seed_at_end(s));
	seed_seek(s, last);
	expect_row(s, 3, "总分|100|99");
	seed_close(s);
}

static void seed_table__three_sheets__finds_one_after_the_other(void **state)
{
	static const char *const projects[] = {
	    "项目支出名称|岳阳市岳阳楼区卫生健康局综合专项（从业人员预防性体检）",
	    "项目支出名称|岳阳市岳阳楼区卫生健康局综合专项（实施基本药物补助）",
	    "项目支出名称|岳阳市岳阳楼区卫生健康局综合专项（妇幼生育服务）",
	};
	struct seed *s = open_seed("tests/seeds/yueyanglou-health-bureau-2024.txt");

	(void)state;
	for (size_t i = 0; i < COUNT(projects); i++) {
		assert_true(seed_table(s, "2024 年度项目支出绩效自评表", "备注："));
		expect_row(s, 2, projects[i]);
	}
	assert_false(seed_table(s, "2024 年度项目支出绩效自评表", "备注："));
	seed_close(s);
}

static void seed_row__report_of_2017__reads_all_bands(void **state)
{
	/* clang-format off */
	static const struct wanted rows[] = {
		{ 1, "一、部门（单位）基本概况" }, { 4, "联系人|某某某|联络电话|00000000" },
		{ 4, "人员编制|5|实有人数|5" }, { 2, NULL }, { 2, NULL }, { 2, NULL },
		{ 1, "二、部门（单位）收支情况" }, { 1, "年度收入情况（万元）" },
		{ 3, "机构名称|收入合计|其中：" },
		{ 7, "||上年结转|公共财政拨款|政府基金拨款|纳入专户管理的非税收入拨款|其他收入" },
		{ 7, "局机关及二级机构汇总|125.54||125.54|||" }, { 7, "1、局机关|125.54||125.54|||" },
		{ 1, NULL }, { 4, "机构名称|支出合计|其中：|结余" },
		{ 6, "||基本支出|其中：|项目支出|" }, { 7, "|||人员支出|公用支出||" },
		{ 7, "局机关及二级机构汇总|123.04|108.04|36.27|71.77|15|2.5" }, { 7, NULL },
		{ 3, "机构名称|三公经费\n\n合计|其中：" }, { 7, NULL },
		{ 7, "局机关及二级机构汇总|0.06|0.06|0|0|0|" }, { 7, "1、局机关|0|0|0|0|0|" },
		{ 4, "机构名称|固定资产\n\n合计|其中：|其他" }, { 5, "||在用固定资产|出租固定资产|" },
		{ 5, "局机关及二级机构汇总|207.9|207.9||" }, { 5, "1、局机关|207.9|207.9||" },
		{ 1, NULL }, { 3, "整体支出绩效定性目标及实施计划完成情况|预期目标|实际完成" }, { 3, NULL },
		{ 5, "整体支出\n\n绩效定量目标及实施计划\n\n完成情况|评价内容|绩效内容|绩效目标值|完成情况" },
		{ 6, "|产出目标|质量指标|信息中心机房搬迁及升级改造|验收完成|已完成" },
		{ 6, NULL }, { 6, NULL }, { 6, NULL }, { 6, NULL }, { 6, NULL },
		{ 6, "||成本指标|财政支出无超支|无超支|结余2.5万元。" },
		{ 6, "|效益目标|社会效益|服务对象及信息使用者总体满意度|≥90%|≥95%" },
		{ 2, "绩效自评综合得分|95分" }, { 2, "评价等次|优" }, { 1, "四、评价人员" },
		{ 4, "姓  名|职务/职称|单  位|签  字" }, { 4, "某某某|主任|区卫计信息管理服务中心|" },
		{ 4, NULL }, { 4, NULL }, { 1, NULL }, { 1, NULL },
	};
	/* clang-format on */
	struct seed *s = open_seed("tests/seeds/yueyanglou-infocenter-2017.txt");

	(void)state;
	assert_true(seed_table(s, "岳阳楼区财政局（制）", "填报人（签名）"));
	expect_table(s, rows, COUNT(rows));
	seed_close(s);
}

static void seed_row__wrong_number_of_cells__is_a_fault_with_the_line(void **state)
{
	struct seed *s = open_seed("tests/seeds/yueyanglou-infocenter-2017.txt");
	const char *const *cells;

	(void)state;
	assert_true(seed_table(s, "岳阳楼区财政局（制）", "填报人（签名）"));
	expect_row(s, 1, "一、部门（单位）基本概况");
	assert_false(seed_row(s, 3, &cells));
	assert_string_equal(seed_fault(s), "line 16: a row of 3 cells was wanted");
	expect_row(s, 4, "联系人|某某某|联络电话|00000000");
	seed_close(s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(seed_row__table_of_one_page__gives_cells_and_paragraphs),
	    cmocka_unit_test(seed_row__empty_paragraph_in_a_cell__is_no_end_of_the_row),
	    cmocka_unit_test(seed_row__last_row_with_a_cell_missing__gives_it_empty),
	    cmocka_unit_test(seed_table__three_sheets__finds_one_after_the_other),
	    cmocka_unit_test(seed_row__report_of_2017__reads_all_bands),
	    cmocka_unit_test(seed_row__wrong_number_of_cells__is_a_fault_with_the_line),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
