#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "base/mem.h"
#include "base/str.h"
#include "base/text.h"
#include "calc/num.h"
#include "support/judging.h"

/* ---- the 75 rows of the two 2024 documents ---- */

/* clang-format off */

static const struct judging_row centre_annex2[] = {
	{ "数量指标", "文件转发数量", "≥30 份", "39 份", 5, SCORED, 500, 500, "达到" },
	{ "数量指标", "培训活动次数", "≥2 期", "2 期网络安全培训 + 1 次省级参会",
	  5, SCORED, 500, 500, NULL },
	{ "数量指标", "安全检查机构数", "≥15 家", "16 家基层机构 + 6 家经开区单位",
	  5, SCORED, 500, 500, "22家" },
	{ "数量指标", "信息化改造任务", "完成 4 家公立医院专网建设",
	  "完成外国人身份证应用、健康档案开放等 4 项改造", 5, ASK, 0, 0, UNIT },
	{ "数量指标", "会议研讨次数", "理论学习≥3 次，专题研讨≥1 次",
	  "理论学习 3 次，专题研讨 1 次", 5,
	  SCORED, 500, 500, NULL },
	{ "质量指标", "网络安全事故率", "0", "0", 5, SCORED, 500, 500, NULL },
	{ "质量指标", "文件传达及时率", "100%", "100%", 5, SCORED, 500, 500, NULL },
	{ "质量指标", "问题回复及时率", "两周内", "3.0 系统问题两周内回复", 5, ASK, 0, 0, "要求" },
	{ "时效指标", "培训按时完成率", "100%", "5 月、12 月按计划举办培训", 4, ASK, 0, 0, UNIT },
	{ "时效指标", "安全检查完成时效", "按季度开展", "9 月完成年度检查", 3, ASK, 0, 0, "按期" },
	{ "成本指标", "预算执行率", "111.53万元", "110.76万元", 3, SCORED, 300, 300, "没有超过" },
	{ "社会效\n益指标", "信息互通覆盖率", "推进 4 家公立医院数据互通",
	  "完成专网建设与电子票据对接", 6,
	  ASK, 0, 0, NO_NUMBER },
	{ "社会效\n益指标", "网络安全保障成效", "全年零安全事件", "零舆情、零事故",
	  6, ASK, 0, 0, NOUN },
	{ "社会效\n益指标", "基层能力提升", "16 家机构接受安全培训与检查", "问题整改率 100%",
	  6, ASK, 0, 0, UNIT },
	{ "可持续影响指标", "长效培训机制", "年度 2 期培训计划", "形成常态化培训机制",
	  6, ASK, 0, 0, NO_NUMBER },
	{ "可持续影响指标", "信息化规划衔接", "推进经开区 6 家单位网络统一管理", "完成摸底与对接",
	  6, ASK, 0, 0,
	  NO_NUMBER },
	{ "服务对象\n满意度指\n标", "医疗机构满意度调查", "≥95%", "≥95%", 10, ASK, 0, 0, COPY },
};

static const struct judging_row bureau_annex2[] = {
	{ "数量指标", "夜间门诊人次", "≥10 万人次", "11.88 万人次", 5, SCORED, 500, 500, NULL },
	{ "数量指标", "医联体协议签订", "全覆盖", "22 家公立医疗机构完成签订",
	  5, BAND, 400, 500, "达成" },
	{ "数量指标", "疫苗接种剂次", "国家免疫规划疫苗接种率≥90%", "91.3%（108524 剂次）",
	  5, SCORED, 500, 500, NULL },
	{ "数量指标", "民生项目完成", "“两癌” 检查≥2400 人，新生儿筛查≥3600 人",
	  "“两癌” 2416 人（101.51%），新生儿 3968 人（110.22%）", 5, SCORED, 500, 500, "2 项" },
	{ "数量指标", "行政处罚案件", "≥80 起", "96 起", 5, SCORED, 500, 500, NULL },
	{ "质量指标", "处方合格率", "≥80%", "83.14%", 5, SCORED, 500, 500, NULL },
	{ "质量指标", "传染病处置率", "100%", "处理预警 230 起，处置率 100%",
	  5, SCORED, 500, 500, NULL },
	{ "质量指标", "居民健康档案管理率", "≥95%", "建档 86.76 万份，认领率 65.93%",
	  5, ASK, 0, 0, NOUN },
	{ "时效指标", "工单响应时效", "24 小时内", "智慧城管工单处置率 96.17%",
	  4, ASK, 0, 0, UNIT },
	{ "时效指标", "应急救援响应", "接到指令 1 小时内", "完成 365 次医疗保障，响应及时",
	  3, ASK, 0, 0, UNIT },
	{ "成本指标", "预算执行率", "", "", 3, ASK, 0, 0, "没有填指标值" },
	{ "经济效\n益指标", "医疗费用节约", "检查互认节约≥40 万元", "节约 42.2 万元",
	  5, SCORED, 500, 500, NULL },
	{ "经济效\n益指标", "医疗收入增长", "同比增长≥8%", "同比增长 10.1%",
	  5, SCORED, 500, 500, NULL },
	{ "社会效\n益指标", "健康服务可及性", "基层门诊人次占比≥13%", "基层门诊占比 13.81%",
	  4, SCORED, 400, 400, NULL },
	{ "社会效\n益指标", "疾病防控成效", "甲乙类传染病发病率下降≥10%", "下降 15.43%",
	  4, SCORED, 400, 400, NULL },
	{ "社会效\n益指标", "民生福祉提升", "重点人群签约服务率≥75%",
	  "重点人群签约 15.22 万人，签约率 100%", 4,
	  SCORED, 400, 400, NULL },
	{ "可持续影响指标", "医改机制建设", "深化 “三医联动”", "推进紧密型医联体建设",
	  4, ASK, 0, 0, NO_DEGREE },
	{ "可持续影响指标", "人才队伍建设", "引进专业技术人才≥20 人",
	  "“四海揽才” 引进 2 人，拟招聘 18 人", 4,
	  SCORED, 40, 40, "没有达到" },
	{ "服务对象\n满意度指\n标", "群众满意度", "大于等于95%", "98%", 5, SCORED, 500, 500, NULL },
	{ "服务对象\n满意度指\n标", "二级机构职工满意度", "大于等于95%", "98%",
	  5, SCORED, 500, 500, NULL },
};

static const struct judging_row bureau_annex3_1[] = {
	{ "数量指标\n", "12家社区卫生服务中心", "27184人", "27184人", 8, SCORED, 800, 800, NULL },
	{ "数量指标\n", "区疾控中心", "1781人", "1781人", 8, SCORED, 800, 800, NULL },
	{ "数量指标\n", "楼区人民医院", "5303人", "5303人", 8, SCORED, 800, 800, NULL },
	{ "质量指标\n", "\n准确率\n", "98%以上", "100%准确", 8, SCORED, 800, 800, NULL },
	{ "时效指标\n", "对指定人数1年", "2024年度完成", "已完成", 8, SCORED, 800, 800, "已完成" },
	{ "成本指标", "总成本控制", "不超过年初预算投入", "120万元",
	  10, SCORED, 1000, 1000, "没有超过" },
	{ "社会效\n益指标", "及时完成办理任务", "", "已完成", 15, ASK, 0, 0, "没有填指标值" },
	{ "可持续影响指标", "加强职业健康管理", "制定方案",
	  "制定了《2024年度岳阳楼区职业健康监督检查工作方案》", 15, BAND, 1200, 1500, "制定了" },
	{ "服务对象\n满意度指\n标", "对健康证的发放", "≥95%", "100%",
	  10, SCORED, 1000, 1000, NULL },
};

static const struct judging_row bureau_annex3_2[] = {
	{ "数量指标\n", "实施药品网上集中采购的基层医疗机构数", "16家", "16家",
	  15, SCORED, 1500, 1500, NULL },
	{ "质量指标\n", "基层医疗卫生机构及村卫生室补助资金", "100%", "100%",
	  10, SCORED, 1000, 1000, NULL },
	{ "时效指标\n", "资金拨付时间", "3个工作日内", "3个工作日内", 15, ASK, 0, 0, COPY },
	{ "成本指标", "总成本控制", "不超过年初预算投入", "119万元", 10, SCORED, 1000, 1000, NULL },
	{ "社会效\n益指标", "实施基本药物制度的政府办基层医疗卫生机构及村卫生室的比例", "100%",
	  "100%", 15,
	  SCORED, 1500, 1500, NULL },
	{ "可持续影响指标", "公立医疗机构全面实施基本药物制度", "中长期", "中长期",
	  15, ASK, 0, 0, COPY },
	{ "服务对象\n满意度指\n标", "居民对服务的满意度", "大于等于95%", "大于等于95%",
	  10, ASK, 0, 0, COPY },
};

#define CHECKED "2024年度完成"
static const struct judging_row bureau_annex3_3[] = {
	{ "数量指标\n", "中期产前筛查", "3289人", "3289人", 3, SCORED, 300, 300, NULL },
	{ "数量指标\n", "“两癌”筛查专项培训场次", "1次", "1次", 3, SCORED, 300, 300, NULL },
	{ "数量指标\n", "妇女“两癌”免费筛查", "1980人", "2018人", 3, SCORED, 300, 300, NULL },
	{ "数量指标\n", "育龄夫妇进行免费孕前优生健康检查", "2915对", "2915对",
	  3, SCORED, 300, 300, NULL },
	{ "数量指标\n", "托幼机构体检家数", "182家", "182家", 3, SCORED, 300, 300, NULL },
	{ "数量指标\n", "托幼机构幼师体检人数", "2604人", "2604人", 3, SCORED, 300, 300, NULL },
	{ "质量指标\n", "“两癌”筛查合格率", "≥90%", "≥90%", 3, ASK, 0, 0, COPY },
	{ "质量指标\n", "孕前优生健康宣教、咨询指导率", "100％", "100％",
	  3, SCORED, 300, 300, NULL },
	{ "质量指标\n", "新生儿筛查率", "100%", "102.34%", 3, SCORED, 300, 300, NULL },
	{ "质量指标\n", "幼师体检率", "大于等于90%", "92%", 3, SCORED, 300, 300, NULL },
	{ "时效指标\n", "2024年度托幼机构教职工健康体检", "\n2024年度完成", "已完成",
	  3, SCORED, 300, 300, NULL },
	{ "时效指标\n", "2024年度完成婚检工作", CHECKED, "已完成", 3, SCORED, 300, 300, NULL },
	{ "时效指标\n", "2024年度完成免费孕前优生健康检查", "\n2024年度完成", "已完成",
	  3, SCORED, 300, 300, NULL },
	{ "时效指标\n", "2024年度完成“两癌”免费筛查", CHECKED, "已完成",
	  3, SCORED, 300, 300, NULL },
	{ "时效指标\n", "2024年度完成新生儿先天性疾病免费筛查", "\n2024年度完成", "已完成",
	  3, SCORED, 300, 300, NULL },
	{ "时效指标\n", "\n2024年免费产前筛查", "\n2024年度完成", "已完成",
	  3, SCORED, 300, 300, NULL },
	{ "成本指标", "总成本控制", "不超过年初预算投入", "373万元", 2, SCORED, 200, 200, NULL },
	{ "社会效\n益指标", "加强婚检宣传力度，提高婚检意识", "显著提高", "显著提高",
	  8, ASK, 0, 0, COPY },
	{ "社会效\n益指标", "受检者都能享受到健康咨询和健康指导", "提供指导", "已完成",
	  7, BAND, 560, 700, NULL },
	{ "可持续影响指标", "加强健康宣教，提升社会影响力", "显著加强", "显著加强",
	  8, ASK, 0, 0, COPY },
	{ "可持续影响指标", "加强职业健康管理", "制定方案",
	  "制定了《2024年度岳阳楼区职业健康监督检查工作方案》", 7, BAND, 560, 700, NULL },
	{ "服务对象\n满意度指\n标", "对健康证的发放", "≥95%", "100%",
	  10, SCORED, 1000, 1000, NULL },
};

static const struct sheet {
	const char *title;
	const struct judging_row *rows;
	size_t n;
	int64_t begin; /* 年初预算数 */
} sheets[] = {
	{ "信息中心 附件2", centre_annex2, 17, 111530000 },
	{ "卫生健康局 附件2", bureau_annex2, 20, 760800000 },
	{ "卫生健康局 附件3-1", bureau_annex3_1, 9, 120000000 },
	{ "卫生健康局 附件3-2", bureau_annex3_2, 7, 119000000 },
	{ "卫生健康局 附件3-3", bureau_annex3_3, 22, 373000000 },
};

_Static_assert(sizeof centre_annex2 / sizeof(struct judging_row) == 17, "rows");
_Static_assert(sizeof bureau_annex2 / sizeof(struct judging_row) == 20, "rows");
_Static_assert(sizeof bureau_annex3_1 / sizeof(struct judging_row) == 9, "rows");
_Static_assert(sizeof bureau_annex3_2 / sizeof(struct judging_row) == 7, "rows");
_Static_assert(sizeof bureau_annex3_3 / sizeof(struct judging_row) == 22, "rows");
/* clang-format on */

#define NSHEETS (sizeof sheets / sizeof *sheets)

static void judge__each_seed_row__is_as_worked_out_by_hand(void **state)
{
	size_t count[4] = {0}, rows = 0;

	(void)state;
	for (size_t s = 0; s < NSHEETS; s++) {
		int64_t begin = sheets[s].begin;

		for (size_t i = 0; i < sheets[s].n; i++) {
			const struct judging_row *r = &sheets[s].rows[i];
			struct judgement j = judging_row(AT_MOST_RATIO, r, &begin);

			judging_check(r, &j);
			count[j.kind]++;
			rows++;
		}
	}
	assert_int_equal(rows, 75);
	print_message("# %zu rows: judged %zu (%zu%%), band %zu, ask %zu\n", rows,
	              count[JUDGE_SCORED], count[JUDGE_SCORED] * 100 / rows, count[JUDGE_BAND],
	              count[JUDGE_ASK]);
	assert_true(count[JUDGE_SCORED] * 100 >= rows * 60);
}

/* clang-format off */

static void judge__completion_by_a_date__is_judged_only_when_clear(void **state)
{
	static const struct judging_row rows[] = {
		ROW("2024年度完成", "已完成", 1000), ROW("2024年12月31日前完成", "已完成", 1000),
		ROW("2024年12月底前完成", "2024年11月完成", 1000),
		ROW("年底前完成", "全部完成", 1000),
		ROW("年内完成", "11月20日完成", 1000),
		ROW("2024年6月底前完成", "2024年5月完成", 1000),
		ROW("6月15日前完成", "6月15日完成", 1000), ROW("二〇二四年度完成", "已完成", 1000),
		ASKED("2024年6月底前完成", "已完成", "没有写完成时间"),
		ASKED("2024年6月底前完成", "7月完成", "不在要求的时间内"),
		ASKED("6月15日前完成", "6月完成", "不在要求的时间内"),
		ASKED("2023年度完成", "已完成", "2023年"),
		ASKED("2024年度完成", "2025年3月完成", "2025年"),
		ASKED("2024年12月前完成", "2024年12月完成", "不在要求"),
		ASKED("12月前完成", "已完成", "没有写完成时间"),
		ASKED("3月、9月完成", "已完成", "几个时间"),
		ASKED("2024年度完成", "计划年底完成", NO_DEGREE),
		ASKED("2024年度完成", "正在推进", NO_DEGREE),
		{ NULL, "指标", "2024年度完成", "未完成", 10, BAND, 0, 600, "未达成" },
		{ NULL, "指标", "2024年度完成", "部分完成", 10, BAND, 600, 800, "部分达成" },
		{ NULL, "指标", "2024年度完成", "完成80%", 10, ASK, 0, 0, NO_DEGREE },
	};

	(void)state;
	CHECK_ROWS(rows, NULL);
}

static void judge__a_statement__gives_a_band_or_asks(void **state)
{
	static const struct judging_row rows[] = {
		{ NULL, "方案", "制定方案", "制定了方案", 5, BAND, 400, 500, "达成" },
		{ NULL, "方案", "制定方案", "已完成", 5, BAND, 400, 500, "达成" },
		{ NULL, "方案", "制定方案", "部分完成", 5, BAND, 300, 400, "部分达成" },
		{ NULL, "方案", "制定方案", "方案已完成，推广未完成", 5, BAND, 0, 300, "未达成" },
		{ NULL, "方案", "制定方案", "未 完 成", 5, BAND, 0, 300, "未达成" },
		{ NULL, "方案", "制定方案", "尚未全部完成", 5, ASK, 0, 0, "保留" },
		{ NULL, "方案", "制定方案", "完成部分方案", 5, ASK, 0, 0, "保留" },
		{ NULL, "方案", "制定方案", "计划完成方案", 5, ASK, 0, 0, "保留" },
		{ NULL, "方案", "制定方案", "方案完成率高", 5, ASK, 0, 0, NO_DEGREE },
		{ NULL, "方案", "制定方案", "完成食堂改造", 5, ASK, 0, 0, NOUN },
		{ NULL, "方案", "制定方案", "完成80%", 5, ASK, 0, 0, "保留" },
		{ NULL, "方案", "制定方案", "良好", 5, ASK, 0, 0, NO_DEGREE },
		{ NULL, "检查", "按季度检查", "9月完成检查", 5, ASK, 0, 0, "按期" },
		{ NULL, "制度", "长期", "长期", 5, ASK, 0, 0, COPY },
	};

	(void)state;
	CHECK_ROWS(rows, NULL);
}

static void judge__a_row_that_does_not_apply__is_na(void **state)
{
	static const struct judging_row rows[] = {
		{ "经济效\n益指标", "\n不适用", "\n不适用", "不适用", 0, NA, 0, 0, NULL },
		{ "生态效\n益指标", "不适应", "不适应", "", 5, NA, 0, 0, NULL },
		{ NULL, "不适用", NULL, NULL, 0, NA, 0, 0, NULL },
		{ NULL, "某项", "／", "/", 5, NA, 0, 0, NULL },
		{ NULL, "某项", "不适用", "3次", 5, ASK, 0, 0, NULL },
		{ NULL, NULL, "≥3次", "3次", 0, ASK, 0, 0, "没有分值" },
	};

	(void)state;
	CHECK_ROWS(rows, NULL);
}

/* clang-format on */

/* ---- texts nobody meant ---- */

static char *repeated(const char *piece, size_t times)
{
	struct str b = {0};

	for (size_t i = 0; i < times; i++)
		str_add(&b, piece);
	return str_take(&b);
}

static void judge__a_text_of_ten_thousand_characters__is_no_trouble(void **state)
{
	static const char *const pieces[] = {"字",  "9",      "≥",  "，",   "(",  "一",
	                                     "1份", "1份+",   "拟", "完成", "未", "《",
	                                     "1-",  "2024年", " ",  "“"};

	(void)state;
	for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
		char *text = repeated(pieces[i], 10000);
		struct judging_row r = {text, text, "≥30份", text, 5, ASK, 0, 0, NULL};
		struct judgement j = judging_row(AT_MOST_RATIO, &r, NULL);

		assert_int_not_equal(j.kind, JUDGE_SCORED);
		r.target = text;
		r.actual = "39份";
		j = judging_row(AT_MOST_RATIO, &r, NULL);
		assert_int_not_equal(j.kind, JUDGE_SCORED);
		assert_int_equal(text_check(j.why, strlen(j.why)), strlen(j.why));
		mem_free(text);
	}
}

static void judge__bytes_that_are_no_text__are_asked(void **state)
{
	static const char *const bad[] = {"\xff", "39\xe4\xbb", "\xc0\x80 39份", "39份\x80",
	                                  "\xed\xa0\x80"};

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct judging_row r = {NULL, "指标", "≥30份", bad[i], 5, ASK, 0, 0, "编码"};
		struct judgement j = judging_row(AT_MOST_RATIO, &r, NULL);

		judging_check(&r, &j);
		r.target = bad[i];
		r.actual = "39份";
		j = judging_row(AT_MOST_RATIO, &r, NULL);
		judging_check(&r, &j);
	}
}

static uint32_t next_random(uint32_t *seed)
{
	*seed = *seed * 1664525u + 1013904223u;
	return *seed >> 8;
}

/* Slices of the documents' own texts, put together anywhere, bytes cut too. */
static char *random_text(uint32_t *seed)
{
	struct str b = {0};
	size_t pieces = 1 + next_random(seed) % 3;

	while (pieces-- > 0) {
		const struct sheet *s = &sheets[next_random(seed) % NSHEETS];
		const struct judging_row *r = &s->rows[next_random(seed) % s->n];
		const char *text = next_random(seed) % 2 ? r->target : r->actual;
		size_t n = strlen(text);
		size_t from = n > 0 ? next_random(seed) % n : 0;

		str_addn(&b, text + from, n > from ? next_random(seed) % (n - from) + 1 : 0);
	}
	return str_take(&b);
}

static void judge__any_slices_of_the_documents__end_in_a_sentence(void **state)
{
	uint32_t seed = 2024;

	(void)state;
	for (int i = 0; i < 8000; i++) {
		char *target = random_text(&seed), *actual = random_text(&seed);
		const struct judging_row *like = &bureau_annex2[next_random(&seed) % 20];
		char *valid = i % 4 ? text_clean(target, true) : mem_strdup(target);
		struct judging_row r = {
		    like->category, like->name, valid, actual, 5, ASK, 0, 0, NULL};
		int64_t begin = 120000000;
		struct judgement j = judging_row(AT_MOST_LINEAR, &r, &begin);

		assert_true(j.why[0] != '\0');
		assert_int_equal(text_check(j.why, strlen(j.why)), strlen(j.why));
		assert_true(j.score >= 0 && j.score <= 5 * NUM_ONE && j.lo <= j.hi);
		mem_free(target);
		mem_free(actual);
		mem_free(valid);
	}
}

/* ---- the execution score ---- */

static void judge_execution__a_rate__earns_its_share_of_the_weight(void **state)
{
	static const struct {
		int64_t rate, weight, score;
	} cases[] = {
	    {993000, 10000000, 9930000}, /* 99.30 % of 10 */
	    {348700, 10000000, 3490000}, /* 34.87 % */
	    {1000000, 10000000, 10000000},
	    {1038500, 10000000, 10000000},
	    {0, 10000000, 0},
	    {-100000, 10000000, 0},
	    {1000000, 0, 0},
	    {500500, 10000000, 5010000}, /* 5.005 */
	    {INT64_MAX, INT64_MAX, 9223372036854770000},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_int_equal(judge_execution(cases[i].rate, cases[i].weight, 2),
		                 cases[i].score);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(judge__each_seed_row__is_as_worked_out_by_hand),
	    cmocka_unit_test(judge__completion_by_a_date__is_judged_only_when_clear),
	    cmocka_unit_test(judge__a_statement__gives_a_band_or_asks),
	    cmocka_unit_test(judge__a_row_that_does_not_apply__is_na),
	    cmocka_unit_test(judge__a_text_of_ten_thousand_characters__is_no_trouble),
	    cmocka_unit_test(judge__bytes_that_are_no_text__are_asked),
	    cmocka_unit_test(judge__any_slices_of_the_documents__end_in_a_sentence),
	    cmocka_unit_test(judge_execution__a_rate__earns_its_share_of_the_weight),
	};

	return cmocka_run_group_tests_name("calc/target", tests, judging_make_policy,
	                                   judging_free_policy);
}
