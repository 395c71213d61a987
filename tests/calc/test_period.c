#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "calc/period.h"
#include "support/judging.h"

struct row {
	const char *text;
	int n;
};

/* clang-format off */

static void period_named__words_of_a_period__give_how_many_in_a_year(void **state)
{
	static const struct row rows[] = {
		{ "按季度开展", 4 }, { "每季度至少 1 次", 4 }, { "每月", 12 }, { "按 月 报送", 12 },
		{ "每半年一次", 2 }, { "每年检查一次", 1 }, { "逐月、按季度", 12 }, { "每周 1 次", 52 },
		{ "第四季度完成", 0 }, { "2024年度完成", 0 }, { "3个月内", 0 }, { "9月底前", 0 },
		{ "全年", 0 }, { "", 0 }, { NULL, 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if (period_named(rows[i].text) != rows[i].n)
			fail_msg("%s: %d", rows[i].text, period_named(rows[i].text));
}

static void period_dates__dates_and_occasions__are_counted(void **state)
{
	static const struct row rows[] = {
		{ "9 月完成年度检查", 1 }, { "5 月、12 月按计划举办", 2 }, { "3、6、9、12月各检查一次", 4 },
		{ "3月、6月、9月和12月", 4 }, { "一、二季度已开展", 2 }, { "一至四季度均已开展", 4 },
		{ "第1-3季度", 3 }, { "四个季度", 4 }, { "共检查 4 次", 4 }, { "上半年2次，下半年2次", 4 },
		{ "上半年、下半年各检查", 2 }, { "按季度开展", 4 }, { "每月报送", 12 },
		{ "2024年9月8日、9月20日", 1 }, { "1-12月", PERIOD_ALL }, { "1月至12月持续开展", PERIOD_ALL },
		{ "十二月", 1 }, { "季度分析报告3期", 3 }, { "6月底", 1 },
		{ "检查 16 家机构", 0 }, { "已完成", 0 }, { "2024年已完成", 0 }, { "", 0 }, { NULL, 0 },
		{ "计划检查4次", 0 },
	};
	struct phrases planned = judging_phrases("拟 计划");

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if (period_dates(rows[i].text, &planned) != rows[i].n)
			fail_msg("%s: %d", rows[i].text, period_dates(rows[i].text, &planned));
	judging_phrases_free(&planned);
}

/* clang-format on */

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(period_named__words_of_a_period__give_how_many_in_a_year),
	    cmocka_unit_test(period_dates__dates_and_occasions__are_counted),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
