/* Texts whose own numbers disagree, and years: invented cases, near misses. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "support/scanning.h"

/* clang-format off */

#define TEXT(s) "annex4#1.results=" s "\n"
#define HERE "annex4#1.results"

static const struct scanning_case statements[] = {
	/* 占 */
	{ TEXT("在校学生总数8000人，寄宿学生2400人，占在校学生总数的32%。"), HERE },     /* 30 % */
	{ TEXT("在校学生总数8000人，寄宿学生2400人，占在校学生总数的30%。"), "" },
	{ TEXT("寄宿学生2400人，占全县寄宿学生的12%。"), "" },                        /* no base here */
	{ TEXT("在校学生总数8000人，教师600名，其中女教师400名，占比70%。"), "" },     /* of what? */
	/* 应, 任务 */
	{ TEXT("应参训250人，实际参训240人，参训率98%。"), HERE },                    /* 96 % */
	{ TEXT("任务数为40所，已完成36所，完成率95%。"), HERE },                      /* 90 % */
	{ TEXT("应参训250人，实际参训240人，参训率96%。"), "" },
	{ TEXT("应参训250人，实际参训240人，合格率98%。"), "" },                      /* another rate */
	{ TEXT("应到250人，未到10人，到会率96%。"), "" },
	/* growth */
	{ TEXT("全年捐款120万元，比上年增加20万元，增长25%。"), HERE },               /* 20 % */
	{ TEXT("全年捐款120万元，比上年减少30万元，下降25%。"), HERE },               /* 20 % */
	{ TEXT("全年捐款120万元，上年100万元，增长12%。"), HERE },                    /* 20 % */
	{ TEXT("全年捐款120万元，比上年增加20万元，增长20%。"), "" },
	{ TEXT("全年捐款120万元，同比增长20%。"), "" },
	{ TEXT("接诊1200人次，同比增长3%，收入80万元，同比增长10%。"), "" },
	/* totals */
	{ TEXT("共办件3822件（正常办结3516件+退回316件）。"), HERE },                 /* 3832 */
	{ TEXT("共办件696条，其中投诉84条、咨询126条、建议280条、其他204条。"), HERE }, /* 694 */
	{ TEXT("共采购836.00万元，其中货物490.79万元、服务283.92万元、工程61.30万元。"), HERE }, /* 836.01: 尾差 */
	{ TEXT("共办件3822件（正常办结3516件+退回306件）。"), "" },
	{ TEXT("共办件696条，其中投诉84条、咨询126条。"), "" },                       /* not all */
	{ TEXT("教职工28人，其中党员12人、女职工20人。"), "" },                       /* parts overlap */
	{ TEXT("共采购836万元，其中货物490.79万元、服务283.92万元、工程61.29万元。"), "" },
	{ TEXT("处理信息262.85万条（甲142.58万、乙95.33万、丙24.94万）。"), "" },
};

static const struct scanning_case years[] = {
	/* dates */
	{ "annex4#1.date=2024年12月31日\n", "annex4#1.date" },
	{ "annex2#1.sign.date=2023-06-01\n", "annex2#1.sign.date" },
	{ "annex4#1.date=2025年01月01日\n", "" },
	/* texts */
	{ TEXT("2023年我单位基本支出61.98万元。"), HERE },
	{ TEXT("各项工作完成。截至2023年末，我局在编职工26人。"), HERE },
	{ TEXT("（一）2025年度财政拨款收入500万元。"), HERE },
	{ TEXT("2023年我单位基本支出50万元，2024年60万元。"), "" },
	{ TEXT("2023年本单位支出50万元，比上年持平。2019年建成新校区。与2023年相比，收入增加。"), "" },
	{ TEXT("2025年我单位将计划推进新校区。根据教财〔2023〕1号、《2023年总结》，2021年-2023年度考核完成。"), "" },
	/* times of indicators */
	{ "annex2#1.ind.1@time.target=2023年12月底前\n", "annex2#1.ind.1.target" },
	{ "annex3#1.ind.1@time.name=完成\nannex3#1.ind.1.actual=2022 年度完成\n", "annex3#1.ind.1.actual" },
	{ "annex2#1.ind.1@time.actual=于2025年3月完工\n", "annex2#1.ind.1.actual" },
	{ "annex2#1.ind.1@time.target=2024年12月底前\nannex2#1.ind.1.actual=12月完成\n", "" },
	{ "annex2#1.ind.1@time.target=2023年9月至2024年6月\n", "" },
	{ "annex2#1.ind.1@quality.target=达到2011年国家标准\n", "" },
};

/* clang-format on */

static void scan_statements__invented_and_near_misses__as_wanted(void **state)
{
	scanning_check(*state, "N06", statements, sizeof statements / sizeof *statements);
}

static void scan_years__invented_and_near_misses__as_wanted(void **state)
{
	scanning_check(*state, "P18", years, sizeof years / sizeof *years);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(scan_statements__invented_and_near_misses__as_wanted),
	    cmocka_unit_test(scan_years__invented_and_near_misses__as_wanted),
	};
	return cmocka_run_group_tests(tests, scanning_open, scanning_close);
}
