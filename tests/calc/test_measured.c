#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "support/judging.h"

/* clang-format off */

static void judge__each_comparator__is_read(void **state)
{
	static const struct judging_row rows[] = {
		ROW("≥30份", "15份", 500), ROW("≧30份", "15份", 500), ROW(">=30份", "15份", 500),
		ROW("大于等于30份", "15份", 500), ROW("大于 等于 30 份", "15份", 500),
		ROW("不少于30份", "15份", 500), ROW("不低于30份", "15份", 500),
		ROW("不得少于30份", "15份", 500), ROW("至少30份", "15份", 500),
		ROW("达到30份", "15份", 500), ROW("30份以上", "15份", 500),
		ROW("30份及以上", "30份", 1000), ROW("＞30份", "15份", 500),
		ROW("大于30份", "31份", 1000),
		ROW("=30份", "15份", 500), ROW("＝30份", "30份", 1000), ROW("30份", "15份", 500),
		ROW("≤10天", "12天", 833), ROW("≦10天", "12天", 833), ROW("<=10天", "12天", 833),
		ROW("小于等于10天", "12天", 833), ROW("不超过10天", "12天", 833),
		ROW("不高于10天", "8天", 1000),
		ROW("10天内", "12天", 833), ROW("10天以内", "12天", 833),
		ROW("10天之内", "9天", 1000),
		ROW("10天以下", "12天", 833), ROW("控制在10天以内", "12天", 833),
		ROW("控制在10天", "10天", 1000),
		ROW("＜10天", "12天", 833), ROW("小于10天", "9天", 1000),
		ROW("10±2次", "12次", 1000), ROW("95%±2%", "96%", 1000), ROW("3–5次", "4次", 1000),
		ROW("3-5次", "3次", 1000), ROW("3~5次", "5次", 1000), ROW("3～5次", "5次", 1000),
		ROW("3至5次", "4次", 1000), ROW("三至五次", "4次", 1000),
		ROW("80%-90%", "85%", 1000),
		ASKED("3-5次", "6次", "范围"), ASKED("10±2次", "7次", "范围"),
		ASKED("5-3次", "4次", "读不成"),
		ASKED("≥30份以内", "30份", "前后不一"), ASKED(">30份", "30份", "没有计分办法"),
		ASKED("<10天", "10天", "没有计分办法"),
		ASKED("不超过年初预算的105%", "103%", "紧挨着"),
		ASKED("约30份", "30份", "约数"), ASKED("30份左右", "30份", "约数"),
	};

	(void)state;
	CHECK_ROWS(rows, NULL);
}

static void judge__a_limit_or_a_vague_number_as_result__asks(void **state)
{
	static const struct judging_row rows[] = {
		ASKED("≥95%", "≥95%", COPY), ASKED("≥95%", "大于等于95%", "要求"),
		ASKED("≥95%", "≥98%", "要求"),
		ASKED("≥95%", "98%以上", "要求"), ASKED("3天内", "3天内", COPY),
		ASKED("3天内", "2天内", "要求"),
		ASKED("≥95%", "未达到95%", "要求"), ASKED("≥30份", "约39份", "约数"),
		ASKED("≥300人", "近300人", "约数"), ASKED("≥300人", "300余人", "约数"),
		ASKED("≥300人", "300人左右", "约数"), ASKED("≥3次", "3-5次", "要求"),
		ASKED("≥30份", "已完成", NO_NUMBER), ASKED("显著提高", "显著提高", COPY),
		ASKED("培训 3 次", "培训3次", COPY), ASKED("2024年度完成", "2024年度完成", COPY),
		ROW("100%", "１００％", 1000), ROW("27184人", "27184 人", 1000),
		ROW("≥95%", "达到98%", 1000),
		ROW("≥95%", "＝98%", 1000), ASKED("≥95%", "", "没有填实际"),
		ASKED("  ", "98%", "没有填指标"),
		ASKED("≥10家", "数十家", "读不成"), ASKED("≥3家", "三四家", "读不成"),
	};

	(void)state;
	CHECK_ROWS(rows, NULL);
}

static void judge__each_numeral_and_multiplier__is_read(void **state)
{
	static const struct judging_row rows[] = {
		ROW("十家", "5家", 500), ROW("二十家", "10家", 500), ROW("一百二十家", "60家", 500),
		ROW("一百零五家", "105家", 1000), ROW("两周内", "14天", 1000),
		ROW("两周内", "15天", 933),
		ROW("三次", "三次", 1000), ROW("≥10家", "十二家", 1000),
		ROW("三万五千人", "35000人", 1000),
		ROW("≥1,200人", "1200人", 1000), ROW("≥１，２００人", "600人", 500),
		ROW("≥0.5万人", "5000人", 1000),
		ROW("≥11.88万人次", "118800人次", 1000), ROW("≥1亿元", "5000万元", 500),
		ROW("≥40万元", "422075.6元", 1000), ROW("≥100万份", "50万份", 500),
		ROW("≥2400万㎡", "1200万平方米", 500),
		ROW("≥1万元", "5千元", 500), ROW("≤24小时", "1天", 1000),
		ROW("≤1小时", "90分钟", 667),
		ROW("≤3个工作日", "4个工作日", 750), ROW("≤1年", "12个月", 1000),
		ROW("≥5‰", "1%", 1000),
		ROW("≥12名", "12人", 1000), ROW("≥2场", "2次", 1000), ROW("≥4张", "4张", 1000),
		ROW("≥7枚", "7枚", 1000), ROW("≥2.5%", "1.25%", 500), ROW("≥-5%", "-3%", 1000),
		ROW("0", "0起", 1000), ROW("0起", "0", 1000), ROW("0起", "1起", 0),
		ROW("0%", "0", 1000), ROW("30", "15份", 500),
		ROW("≥30份", "15", 500),
		ASKED("≥3个工作日", "4天", UNIT), ASKED("≥10人", "10人次", UNIT),
		ASKED("≥4家", "4项", UNIT),
		ASKED("≥40万元", "42.2", UNIT), ASKED("≥95%", "98", UNIT),
		ASKED("≥10 万人次", "11.88", UNIT),
		ASKED("≥2期", "2次", UNIT), ASKED("≥-5%", "-6%", "没有计分办法"),
		ASKED("≥10元/人", "10元", UNIT), ASKED("≥3天", "3%", UNIT),
		ASKED("≥3个", "5G", NO_NUMBER),
		ASKED("≥3次", "第3次", NO_NUMBER), ASKED("≥5家", "第三十家", NO_NUMBER),
		ASKED("≥3次", "附件3", NO_NUMBER),
		ASKED("≥30份", "48.6.份", "读不成"), ASKED("≥30份", "39/40份", "读不成"),
		ASKED("≥30份", "3 9份", "读不成"),
		ASKED("≥12345678901234567890份", "5份", "读不成"),
		ASKED("≥5份", "12345678901234567890份", "读不成"),
		ROW("≥9000000000000亿元", "1元", 0), ASKED("≥0.1234567%", "1%", "读不成"),
		ASKED("学习≥3次", "学习-3次", "读不成"), ROW("增长≥-5%", "增长−3%", 1000),
	};

	(void)state;
	CHECK_ROWS(rows, NULL);
}

static void judge__several_numbers__the_one_that_answers_counts(void **state)
{
	static const struct judging_row rows[] = {
		ROW("≥2400人", "2416 人（101.51%）", 1000), ROW("≥100%", "2416人（101.51%）", 1000),
		ROW("≥20份", "16份 + 6份", 1000), ROW("≥20份", "10份+3次", 500),
		ROW("≥20份", "3次+10份", 500),
		ROW("学习≥3次，研讨≥2次", "学习3次，研讨1次", 500),
		ROW("学习≥3次，研讨≥2次", "研讨2次，学习3次", 1000),
		ROW("完成16家，覆盖率100%", "完成 8 家，覆盖率100%", 500),
		ROW("签约≥75%，学习≥4次", "学习2次，签约100%", 500),
		ASKED("学习≥3次，研讨≥1次", "学习3次", "不是同一件事"),
		ASKED("≥3次，≥1次", "3次", "不够一一对应"),
		ASKED("学习≥3次，研讨≥1次", "4次", "不够一一对应"),
		ASKED("≥5份", "9份、3份", "几个数"),
		{ NULL, "文件转发数量", "≥30份", "39份，其中转发20份", 5, ASK, 0, 0, "几个数" },
		ASKED("≥15家", "3+20家", "几个数"), ROW("治愈≥4例", "治愈2例+好转2例", 500),
		ASKED("≥5家", "应检查5家，实查3家", NOUN),
		ROW("检查≥5家", "应检查5家，实际检查3家", 600),
		ROW("完成率≥80%", "已完成78家，完成率85%", 1000),
		ASKED("≥95%（上年93%）", "96%", "不止一个数"),
		ROW("引进≥10人", "引进5人，计划引进10人", 500),
		ROW("引进≥10人", "计划引进20人，实际引进5人", 500),
		ROW("引进≥10人", "按计划引进5人", 500), ROW("服务≥10人", "计划生育服务5人", 500),
		ASKED("≥10人", "预计引进12人", "计划数"),
		ASKED("≥10人", "拟招聘18人", "计划数"), ASKED("≥3次", "模拟演练3次", NOUN),
		ASKED("每季度≥1次", "4次", "每期"), ROW("每月≥1次", "每月1次", 1000),
		ASKED("达标≥10家", "未达标10家", NOUN),
		ASKED("达标≥10家", "未达标3家，达标10家", "几个数"),
		ASKED("3处", "3处，其中2处未完工", "几个数"),
		ASKED("维修3处", "维修3处（已完成2处）", "几个数"),
		ASKED("≥3处", "共3处，1处滞后", "几个数"),
		ROW("新建≥10个", "新建12个，改建3个", 1000),
		ASKED("不合格率≤5%", "合格率 3%", NOUN), ASKED("合格率≥95%", "不合格率 96%", NOUN),
		ASKED("增长≥8%", "下降9%", NOUN), ASKED("管理率≥95%", "认领率：96%", NOUN),
		ASKED("管理率≥95%", "认领率（96%）", NOUN),
		ASKED("≥95%", "患者满意度96%，职工满意度92%", NOUN),
		ASKED("4家公立医院", "4家民营机构", NOUN),
		ROW("满意度≥95%", "经测评群众满意度达到98%", 1000),
		ASKED("≥5家", "《2024年5家方案》", NO_NUMBER),
		ASKED("2023年完成5家", "5家", "2023年"), ASKED("≥5家", "2023年检查5家", "2023年"),
		ASKED("2024年6月底前完成5家", "5家", "年中某时"),
		ROW("2024年底前完成5家", "5家", 1000),
	};

	(void)state;
	CHECK_ROWS(rows, NULL);
}

static void judge__a_target_without_sign__goes_by_its_category(void **state)
{
	static const struct judging_row rows[] = {
		IN("成本指标", "总成本", "100万元", "80万元", 1000),
		IN("成 本\n指标", "总成本", "100万元", "125万元", 800),
		IN("经济效益", "增收", "100万元", "80万元", 800),
		IN("成本指标", "预算执行率", "100%", "80%", 800),
		ASKED_IN("成本指标", "成本控制率", "100%", "80%", "补写比较符号"),
		IN("时效指标", "响应", "24小时", "12小时", 1000),
		IN("时效指标", "响应", "24小时", "30小时", 800),
		IN("时效指标", "按时率", "100%", "80%", 800),
		IN("成本指标", "人均成本", "500元/人", "625元/人", 800),
		ASKED_IN("质量指标", "不良率", "5%", "4%", "补写比较符号"),
		IN("成本指标", "节约", "≥100万元", "80万元", 800),
		IN("成本指标", "节约", "达到100万元", "80万元", 800),
		ASKED_IN("数量指标", "响应", "24小时", "12小时", "补写比较符号"),
		IN("数量指标", "响应", "24小时", "24小时", 1000),
		ASKED_IN("数量指标", "经费支出", "100万元", "80万元", "补写比较符号"),
		ASKED_IN("成本指标", "总成本", "100", "80", "补写比较符号"),
		ASKED_IN("质量指标", "事故率", "3%", "5%", "补写比较符号"),
		IN("质量指标", "事故率", "≤3%", "5%", 600),
		IN("质量指标", "事故率", "0", "1", 0),
		IN("质量指标", "事故处置率", "100%", "80%", 800),
		IN("质量指标", "事故率", "3%", "3%", 1000),
		IN("质量指标", "事故数", "0", "零事故", 1000),
		ASKED_IN("质量指标", "事故数", "0", "零投诉", NOUN),
	};

	(void)state;
	CHECK_ROWS(rows, NULL);
}

static void judge__a_figure_of_the_form__is_the_limit(void **state)
{
	static const struct judging_row rows[] = {
		IN("成本指标", "总成本控制", "不超过年初预算投入", "120万元", 1000),
		IN("成本指标", "总成本控制", "控制在年初预算以内", "150万元", 800),
		IN("成本指标", "总成本控制", "≤年初预算数", "1200000元", 1000),
		IN("成本指标", "总成本控制", "年初预算数", "150万元", 800),
		ASKED_IN("成本指标", "总成本控制", "不超过年初预算投入", "98%", UNIT),
		ASKED_IN("成本指标", "总成本控制", "不超过年初预算投入", "已完成", NO_NUMBER),
		ASKED_IN("成本指标", "总成本控制", "不超过上年决算", "120万元", "找不到"),
	};
	int64_t begin = 120000000;
	struct judging_row none = IN("成本指标", "总成本控制", "不超过年初预算投入", "120万元",
	  1000);
	struct judgement j;

	(void)state;
	CHECK_ROWS(rows, &begin);
	j = judging_row(AT_MOST_RATIO, &none, NULL);
	assert_int_equal(j.kind, JUDGE_ASK);
}

/* clang-format on */

static void judge__over_a_limit__loses_points_by_the_law_of_the_policy(void **state)
{
	static const struct {
		const char *target, *actual;
		int points;
		int64_t ratio, linear; /* hundredths */
	} cases[] = {
	    {"≤10天", "12天", 5, 417, 400}, {"≤10天", "10天", 5, 500, 500},
	    {"≤10天", "20天", 5, 250, 0},   {"≤10天", "25天", 5, 200, 0},
	    {"≤0起", "0起", 5, 500, 500},   {"≤0起", "2起", 5, 0, 0},
	    {"≤8天", "9天", 1, 89, 88}, /* 0.888…, 0.875 */
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct judging_row r = {NULL,
		                        "指标",
		                        cases[i].target,
		                        cases[i].actual,
		                        cases[i].points,
		                        SCORED,
		                        (int)cases[i].ratio,
		                        0,
		                        NULL};
		struct judgement j = judging_row(AT_MOST_RATIO, &r, NULL);

		judging_check(&r, &j);
		r.lo = (int)cases[i].linear;
		j = judging_row(AT_MOST_LINEAR, &r, NULL);
		judging_check(&r, &j);
	}
}

static void judge__a_half_cent__rounds_away_from_zero(void **state)
{
	/* 1/8 × 1 = 0.125, 1/200 × 1 = 0.005, 1/201 × 1 < 0.005 */
	static const struct judging_row rows[] = {
	    {NULL, "指标", "≥8份", "1份", 1, SCORED, 13, 13, NULL},
	    {NULL, "指标", "≥200份", "1份", 1, SCORED, 1, 1, NULL},
	    {NULL, "指标", "≥201份", "1份", 1, SCORED, 0, 0, NULL},
	    {NULL, "指标", "≥3份", "2份", 10, SCORED, 667, 667, NULL},
	};

	(void)state;
	CHECK_ROWS(rows, NULL);
}

static void judge__what_it_says__can_be_read_by_a_clerk(void **state)
{
	static const struct {
		const char *target, *actual;
		const char *why, *formula;
		bool met;
		int64_t excess;
	} cases[] = {
	    {"≥30 份", "39 份", "实际39份，指标≥30份，达到。", "5 × min(1, 39 ÷ 30) = 5.00", true,
	     300000},
	    {"≥30 份", "15 份", "实际15份，指标≥30份，没有达到。", "5 × min(1, 15 ÷ 30) = 2.50",
	     false, 0},
	    {"≤10天", "12天", "实际12天，指标≤10天，超过了。", "5 × min(1, 10 ÷ 12) = 4.17", false,
	     0},
	    {"≤10天", "9天", "实际9天，指标≤10天，没有超过。", "5 × 1 = 5.00", true, 0},
	    {"≥40万元", "422075.6元", "实际422075.6元，指标≥40万元，达到。",
	     "5 × min(1, 422075.6元 ÷ 40万元) = 5.00", true, 55189},
	    {"≥90%", "91.3%", "实际91.3%，指标≥90%，达到。", "5 × min(1, 91.3% ÷ 90%) = 5.00", true,
	     14444},
	    {"0起", "2起", "实际2起，指标0起，超过了。", "5 × 0 = 0.00", false, 0},
	    {"≥15家", "16家 + 6家", "实际22家，指标≥15家，达到。", "5 × min(1, 22 ÷ 15) = 5.00",
	     true, 466667},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct judging_row r = {
		    NULL, "指标", cases[i].target, cases[i].actual, 5, SCORED, 0, 0, NULL};
		struct judgement j = judging_row(AT_MOST_RATIO, &r, NULL);

		assert_string_equal(j.why, cases[i].why);
		assert_string_equal(j.formula, cases[i].formula);
		assert_int_equal(j.met, cases[i].met);
		assert_int_equal(j.excess, cases[i].excess);
	}
}

static void judge__over_a_limit_by_the_linear_law__shows_its_formula(void **state)
{
	struct judging_row r = {NULL, "指标", "≤10天", "12天", 5, SCORED, 400, 0, NULL};
	struct judgement j = judging_row(AT_MOST_LINEAR, &r, NULL);

	(void)state;
	assert_string_equal(j.formula, "5 × (1 − (12 − 10) ÷ 10) = 4.00");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(judge__each_comparator__is_read),
	    cmocka_unit_test(judge__a_limit_or_a_vague_number_as_result__asks),
	    cmocka_unit_test(judge__each_numeral_and_multiplier__is_read),
	    cmocka_unit_test(judge__several_numbers__the_one_that_answers_counts),
	    cmocka_unit_test(judge__a_target_without_sign__goes_by_its_category),
	    cmocka_unit_test(judge__a_figure_of_the_form__is_the_limit),
	    cmocka_unit_test(judge__over_a_limit__loses_points_by_the_law_of_the_policy),
	    cmocka_unit_test(judge__a_half_cent__rounds_away_from_zero),
	    cmocka_unit_test(judge__what_it_says__can_be_read_by_a_clerk),
	    cmocka_unit_test(judge__over_a_limit_by_the_linear_law__shows_its_formula),
	};

	return cmocka_run_group_tests_name("calc/measured", tests, judging_make_policy,
	                                   judging_free_policy);
}
