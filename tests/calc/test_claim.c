#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "calc/claim.h"
#include "support/judging.h"

static struct phrases na, excuse, shortfall, bound;
static struct judge_policy policy;

static int make_lists(void **state)
{
	(void)state;
	na = judging_phrases("不适用 / 无");
	excuse = judging_phrases("超额完成 已完成 完成 显著成效 扩大覆盖范围 按计划 推进 达标");
	shortfall = judging_phrases("滞后 需加强 需强化 有待 进度较慢 人手不足");
	bound = judging_phrases("控制在 额度内 预算内");
	policy.planned = judging_phrases("拟 计划 预计");
	return 0;
}

static int free_lists(void **state)
{
	(void)state;
	judging_phrases_free(&na);
	judging_phrases_free(&excuse);
	judging_phrases_free(&shortfall);
	judging_phrases_free(&bound);
	judging_phrases_free(&policy.planned);
	return 0;
}

struct text_row {
	const char *text;
	bool yes;
};

/* clang-format off */

static void claim_filled__what_only_says_so__is_no_reason(void **state)
{
	static const struct text_row rows[] = {
		{ NULL, false }, { "", false }, { " 　\n", false }, { "无", false }, { "/", false },
		{ "超额完成", false }, { "超额完成，扩大覆盖范围", false }, { "显著成效", false },
		{ "已完成。", false }, { "按计划推进", false }, { "已超额完成！", false },
		{ "超额 完成", false }, { "完成了", false },
		{ "超额完成，因上级追加任务", true }, { "年中追加了检查任务", true },
		{ "疫情", true }, { "部分机构制度不健全，加强督导", true },
		{ "需强化培训效果评估", true }, { "超额完成，持续优化服务时段", true },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if (claim_filled(rows[i].text, &na, &excuse) != rows[i].yes)
			fail_msg("%s", rows[i].text ? rows[i].text : "NULL");
}

static void claim_says__a_phrase_that_is_not_denied__is_found(void **state)
{
	static const struct text_row rows[] = {
		/* the seeds' */
		{ "招聘进度滞后，加快流程", true }, { "认领率需加强宣传引导", true },
		{ "需加强资源整合", true },
		/* invented */
		{ "采购流程长，验收滞后", true }, { "基层系统对接尚有待推进", true },
		{ "因 人手 不足 只完成部分", true }, { "未按时拨付，进度滞后", true },
		/* near misses */
		{ "进度无滞后", false }, { "未出现滞后情况", false }, { "没有明显滞后", false },
		{ "无进度滞后", false }, { "不存在人手不足", false }, { "滞后问题已解决", false },
		{ "避免滞后", false }, { "滞后率 0", false }, { "未发现滞后", false }, { "需加强的环节已整改到位，已整改", false },
		{ "按计划推进", false }, { "持续加强宣传", false }, { "", false }, { NULL, false },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if (claim_says(rows[i].text, &shortfall) != rows[i].yes)
			fail_msg("%s", rows[i].text ? rows[i].text : "NULL");
}

struct pair_row {
	const char *name, *target, *actual;
	bool yes;
};

static void claim_copied__a_bound_as_result__is_copied(void **state)
{
	static const struct pair_row rows[] = {
		/* the seeds' */
		{ "", "≥95%", "≥95%", true }, { "", "3个工作日内", "3个工作日内", true },
		{ "", "大于等于95%", "大于等于95%", true }, { "", "≥90%", "≥90%", true },
		{ "", "≥90%", "≥95%", true }, { "", "服务费381.2万元", "服务费控制在额度内", true },
		/* invented */
		{ "", "≥30份", "不少于30份", true }, { "", "两周内", "2周以内", true },
		{ "", "满意度≥90%", "满意度≥90%", true },
		{ "", "理论学习≥3次，专题研讨≥1次", "理论学习≥3次，专题研讨≥1次", true },
		{ "", "不超过5%", "控制在5%以内", true },
		/* near misses */
		{ "", "16家", "16家", false }, { "", "100%", "100%", false },
		{ "", "27184人", "27184 人", false }, { "", "≥95%", "98%", false },
		{ "", "≥95%", "达到98%", false }, { "", "两周内", "3.0 系统问题两周内回复", false },
		{ "", "中长期", "中长期", false }, { "", "显著提高", "显著提高", false },
		{ "", "卫生专网光纤13条，机柜9个", "卫生专网光纤13条，机柜9个", false },
		{ "", "2020年12月", "2020年12月", false }, { "", "提供服务", "控制在预算内", false },
		{ "", "≤111.53万元", "110.76万元，控制在预算内", false },
		{ "", "≥95%", "", false }, { "", "≥95%", NULL, false }, { "", NULL, "≥95%", false },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if (claim_copied(rows[i].target, rows[i].actual, &bound) != rows[i].yes)
			fail_msg("%s | %s", rows[i].target, rows[i].actual);
}

static void claim_measures__another_measure__is_told(void **state)
{
	static const struct pair_row rows[] = {
		/* the seeds' */
		{ "信息化改造任务", "完成 4 家公立医院专网建设",
		  "完成外国人身份证应用、健康档案开放等 4 项改造", false },
		{ "培训按时完成率", "100%", "5 月、12 月按计划举办培训", false },
		{ "基层能力提升", "16 家机构接受安全培训与检查", "问题整改率 100%", false },
		{ "居民健康档案管理率", "≥95%", "建档 86.76 万份，认领率 65.93%", false },
		{ "工单响应时效", "24 小时内", "智慧城管工单处置率 96.17%", false },
		{ "应急救援响应", "接到指令 1 小时内", "完成 365 次医疗保障，响应及时", false },
		/* invented */
		{ "培训场次", "≥3 场", "培训 120 人", false },
		{ "高血压患者规范管理率", "≥70%", "高血压患者建档率 96%", false },
		{ "设备采购数量", "12 台", "支付 35.6 万元", false },
		{ "处方合格率", "≥95%", "处方不合格率 2%", false },
		{ "宣传资料发放", "≥5000份", "覆盖 12 个月", false },
		/* near misses of the seeds */
		{ "问题回复及时率", "两周内", "3.0 系统问题两周内回复", true },
		{ "医联体协议签订", "全覆盖", "22 家公立医疗机构完成签订", true },
		{ "疫苗接种剂次", "国家免疫规划疫苗接种率≥90%", "91.3%（108524 剂次）", true },
		{ "健康服务可及性", "基层门诊人次占比≥13%", "基层门诊占比 13.81%", true },
		{ "民生福祉提升", "重点人群签约服务率≥75%", "重点人群签约 15.22 万人，签约率 100%", true },
		{ "疾病防控成效", "甲乙类传染病发病率下降≥10%", "下降 15.43%", true },
		{ "传染病处置率", "100%", "处理预警 230 起，处置率 100%", true },
		{ "准确率", "98%以上", "100%准确", true }, { "医师注册", "区域内目标单位全覆盖", "注册率100%", true },
		{ "基层系统运维服务", "硬件和软件维护费12万元/年", "已支付12万元", true },
		{ "信息互通", "推进 4 家公立医院数据互通", "完成专网建设与电子票据对接", true },
		{ "成效", "全年零安全事件", "零舆情、零事故", true }, { "长效", "年度 2 期培训计划", "形成机制", true },
		{ "时间", "2024年度完成", "已完成", true }, { "成本", "不超过年初预算投入", "120万元", true },
		{ "检查时效", "按季度开展", "9 月完成年度检查", true },
		/* invented near misses */
		{ "检查机构数", "≥15 家", "检查 16 个医疗机构", true }, { "培训", "2 期", "3 场培训", true },
		{ "培训任务", "16 家", "完成率 100%", true }, { "预算执行率", "111.53万元", "99.30%", true }, { "群众满意度", "≥95%", "满意率 98%", true },
		{ "两癌检查", "≥2400人", "101.51%（2416 人）", true }, { "响应", "24小时内", "1天内", true },
		{ "处置率", "100%", "2024年全部处置，处置率100%", true }, { "办结时效", "3个月内", "9月办结", true },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if (claim_measures(&policy, rows[i].name, rows[i].target, rows[i].actual) != rows[i].yes)
			fail_msg("%s | %s | %s", rows[i].name, rows[i].target, rows[i].actual);
}

/* clang-format on */

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(claim_filled__what_only_says_so__is_no_reason),
	    cmocka_unit_test(claim_says__a_phrase_that_is_not_denied__is_found),
	    cmocka_unit_test(claim_copied__a_bound_as_result__is_copied),
	    cmocka_unit_test(claim_measures__another_measure__is_told),
	};

	return cmocka_run_group_tests(tests, make_lists, free_lists);
}
