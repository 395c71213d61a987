/* The rules about one indicator's row, with the lists of words of the set they
 * are written in, on invented rows and near misses. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "audit/rules.h"
#include "base/mem.h"
#include "form/recalc.h"
#include "support/sample.h"

struct case_row {
	const char *name, *target, *actual, *points, *score, *reason;
	const char *wanted; /* «P07 actual, P12 reason»: codes and the columns they stand at */
};

/* clang-format off */

static const struct case_row cases[] = {
	/* P06: not reached */
	{ "引进人才", "≥20人", "12人", "5", "5", NULL, "P06 score" },
	{ "引进人才", "≥20人", "12人", "5", "3.00", "报名人数不足", "" },
	{ "引进人才", "≥20人", "20人", "5", "5", NULL, "" },
	{ "接种率", "≥90%", "拟接种 95%", "5", "5", NULL, "" },
	{ "制度建设", "出台办法", "部分完成", "5", "5", NULL, "P06 score" },

	/* P07: another measure */
	{ "培训场次", "≥3 场", "培训 120 人", "5", "5", "达标", "P07 actual" },
	{ "高血压患者管理率", "≥70%", "高血压患者建档率 96%", "5", "5", NULL, "P07 actual" },
	{ "设备采购", "采购 12 台", "支付 35.6 万元", "5", "5", NULL, "P07 actual" },
	{ "检查机构", "≥15家", "检查16个机构", "5", "5", NULL, "" },
	{ "签约服务率", "≥75%", "签约率 80%", "5", "5", NULL, "" },
	{ "医联体", "全覆盖", "覆盖 22 家", "5", "5", NULL, "" },

	/* P08: a bound as result */
	{ "满意度", "≥95%", "大于等于95%", "5", "5", NULL, "P08 actual" },
	{ "回复时限", "两周内", "问题均在两周内回复", "5", "5", NULL, "" },
	{ "发放份数", "3000份", "3000份", "5", "5", NULL, "" },

	/* P09: empty */
	{ "预算执行率", NULL, NULL, "3", "3", NULL, "P09 target" },
	{ "预算执行率", "100%", NULL, "3", "3", NULL, "P09 actual" },
	{ "不适用", NULL, NULL, NULL, NULL, NULL, "" },
	{ "不适应", "/", NULL, NULL, NULL, NULL, "" },

	/* P10: far above the target */
	{ "处罚案件", "≥80起", "120起", "5", "5", "超额完成，成效显著", "P10 actual" },
	{ "服务人次", "10万人次", "9.8万人次 + 4.3万人次", "5", "5", "圆满完成任务", "P10 actual" },
	{ "节约费用", "节约≥40万元", "节约 60 万元", "5", "5", NULL, "P10 actual" },
	{ "处罚案件", "≥80起", "104起", "5", "5", "超额完成", "" },          /* exactly 30 % */
	{ "处罚案件", "≥80起", "120起", "5", "5", "年中新增专项整治行动", "" },
	{ "办公成本", "≤50万元", "20万元", "5", "5", NULL, "" },             /* less is better */

	/* P11: points lost */
	{ "整改", "完成整改", "问题基本整改", "6", "5", "按计划推进", "P11 reason" },
	{ "整改", "完成整改", "问题基本整改", "6", "5", NULL, "P11 reason" },
	{ "整改", "完成整改", "问题基本整改", "6", "5", "经费到位晚", "" },

	/* P12: a shortfall at full points */
	{ "系统验收", "年底前验收", "已上线", "4", "4", "验收手续滞后，抓紧办理", "P12 reason" },
	{ "队伍建设", "提升能力", "能力提升", "4", "4", "人员力量不足", "P12 reason" },
	{ "数据质量", "质量提升", "数据质量仍需提高", "4", "4", NULL, "P12 actual" },
	{ "系统验收", "年底前验收", "已上线", "4", "4", "进度无滞后", "" },
	{ "队伍建设", "提升能力", "能力提升", "4", "4", "不存在人手不足", "" },
	{ "数据质量", "质量提升", "数据质量提升", "4", "3", "数据质量有待提高", "" },

	/* P22: one indicator */
	{ "唯一的指标", "≥95%", "98%", "45", "45", NULL, "P22 points" },

	/* P23: fewer dates than periods */
	{ "数据报送", "每月报送", "1月、2月、3月已报送", "3", "3", NULL, "P23 actual" },
	{ "巡查", "按季度开展", "开展巡查 3 次", "3", "3", NULL, "P23 actual" },
	{ "演练", "每半年一次", "11月开展", "3", "3", NULL, "P23 actual" },
	{ "巡查", "按季度开展", "3、6、9、12月各一次", "3", "3", NULL, "" },
	{ "巡查", "按季度开展", "一至四季度均已开展", "3", "3", NULL, "" },
	{ "巡查", "按季度开展", "9月完成年度检查", "3", "2", "其余各季没有开展", "" },
};

/* clang-format on */

static void put(struct filing *f, int row, const char *column, const char *text)
{
	const struct list *l = &f->sheets[0].form->lists[0];
	filing_put(f, (struct place){0, 0, row, list_column(l, column)}, text);
}

/* The list of a form alone: one filing, one row for each case. */
static struct filing *filled(const struct set *set)
{
	struct filing *f = filing_new(set, "1", "某单位", 2024);
	int sheet = filing_sheet(f, set_form(set, "annex2"), 1);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const struct list *l = &f->sheets[sheet].form->lists[0];
		int row = filing_row(f, sheet, 0, (int64_t)i + 1, list_group(l, "quantity"),
		                     (int64_t)i);
		put(f, row, "name", cases[i].name);
		put(f, row, "target", cases[i].target);
		put(f, row, "actual", cases[i].actual);
		put(f, row, "points", cases[i].points);
		put(f, row, "score", cases[i].score);
		put(f, row, "reason", cases[i].reason);
	}
	filing_recalc(f);
	return f;
}

/* What was found in the row, written as in the table. */
static void found_in(const struct filing *f, const struct findings *all, int row, struct str *out)
{
	for (size_t i = 0; i < all->n; i++) {
		struct place p = all->item[i].place;
		if (p.list != 0 || p.row != row)
			continue;
		str_addf(out, "%s%s %s", out->length ? ", " : "", all->item[i].rule,
		         filing_field(f, p)->key);
		assert_int_equal(all->item[i].verdict, VERDICT_DIFFERS);
	}
}

static void indicator_rules__invented_rows__are_found_and_near_misses_silent(void **state)
{
	struct set *set = sample_set("data/forms/yueyanglou-2024");
	struct filing *f = filled(set);
	struct findings all = {0};
	size_t wrong = 0;

	(void)state;
	rules_run(f, &all);
	for (int i = 0; i < (int)(sizeof cases / sizeof *cases); i++) {
		struct str got = {0};
		found_in(f, &all, i, &got);
		if (strcmp(str_text(&got), cases[i].wanted) != 0) {
			print_error("%s | %s | %s: «%s», wanted «%s»\n", cases[i].name,
			            cases[i].target, cases[i].actual, str_text(&got),
			            cases[i].wanted);
			wrong++;
		}
		str_free(&got);
	}
	assert_int_equal(wrong, 0);
	findings_free(&all);
	filing_free(f);
	set_free(set);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(indicator_rules__invented_rows__are_found_and_near_misses_silent),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
