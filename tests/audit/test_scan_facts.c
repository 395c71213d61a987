/* The same fact with different numbers, and a ratio beside its own numbers, on
 * invented cases and near misses. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "support/scanning.h"

/* clang-format off */

#define ROW(id, name, target, actual) \
	"annex2#1.ind." id ".name=" name "\nannex2#1.ind." id ".target=" target "\n" \
	"annex2#1.ind." id ".actual=" actual "\n"

static const struct scanning_case facts[] = {
	/* a row against the report: the later one, as it is one against one */
	{ ROW("1", "骨干教师培训", "≥100人", "126人")
	  "annex4#1.results=全年组织骨干教师培训162人，效果良好。\n", "annex4#1.results" },
	/* two against one: the one that stands alone */
	{ ROW("1", "校舍维修间数", "30间", "完成校舍维修 36 间")
	  "annex2#1.goal.actual=1、完成校舍维修 38 间。⏎2、购置图书。\n"
	  "annex4#1.results=校舍维修38间全部完工。\n", "annex2#1.ind.1.actual" },
	/* the noun behind the number; 名 and 人 */
	{ ROW("1", "资助贫困学生", "≥500人", "“雨露”资助贫困学生 512 人")
	  "annex4#1.results=已资助了521名贫困学生。\n", "annex4#1.results" },
	/* the clause before names it */
	{ ROW("1", "教师资格认定", "≥800人", "820人")
	  "annex4#1.results=2024年度教师资格认定任务数为800人，目前已完成802人。\n", "annex4#1.results" },
	/* a cell's figure */
	{ "annex1#1.staff.quota=30\nannex1#1.staff.actual=28\n"
	  "annex4#1.organs=内设股室6个，目前在编职工29人。\n", "annex4#1.organs" },
	/* a project's row against the whole's */
	{ ROW("1", "民生实事", "", "义务教育巡查 64 次") "annex3#1.ind.1.name=义务教育巡查\n"
	  "annex3#1.ind.1.actual=46次\n", "annex3#1.ind.1.actual" },
	/* 万 at its precision */
	{ ROW("1", "发放教材", "≥10万册", "发放教材 11.88 万份")
	  "annex4#1.results=全年发放教材120753份。\n", "annex4#1.results" },

	/* near misses */
	{ ROW("1", "发放教材", "≥10万份", "发放教材 11.88 万份")
	  "annex4#1.results=全年发放教材118753份。\n", "" },
	{ ROW("1", "骨干教师培训", "≥100人", "126人")         /* a target, a plan */
	  "annex2#1.goal.target=骨干教师培训100人\nannex4#1.measures=下一步计划骨干教师培训200人。\n", "" },
	{ ROW("1", "骨干教师培训", "≥100人", "126人")         /* another year, a part of the year */
	  "annex4#1.results=2023年骨干教师培训98人。上半年骨干教师培训60人。骨干教师培训比上年增加28人。\n", "" },
	{ ROW("1", "骨干教师培训", "≥100人", "126人")         /* a part, a rough number, another unit */
	  "annex4#1.results=骨干教师培训126人，其中骨干教师男80人；骨干教师培训约120人；骨干教师培训6期。\n", "" },
	{ ROW("1", "骨干教师培训", "≥100人", "126人")         /* another thing of the kind */
	  "annex4#1.results=新任教师培训98人，骨干教师离职2人。\n", "" },
	{ ROW("1", "公办幼儿园", "≥10所", "改造公办幼儿园 12 所")  /* 及: the words before belong to the other */
	  "annex4#1.results=改造公办幼儿园12所及36所民办学校。\n", "" },
	{ ROW("1", "培训合格率", "≥90%", "95%") "annex3#1.ind.1.name=培训合格率\n"  /* the whole, a project */
	  "annex3#1.ind.1.actual=92%\n", "" },
	{ ROW("1", "总成本", "≤100万元", "90万元") "annex3#1.ind.1@cost.name=总成本控制\n"
	  "annex3#1.ind.1.actual=30万元\nannex3#2.ind.1@cost.name=总成本控制\n"
	  "annex3#2.ind.1.actual=60万元\n", "" },
	{ "annex1#1.staff.quota=30\nannex1#1.staff.actual=28\n"   /* 编制 is not 在职 */
	  "annex4#1.organs=核定编制30人，现有在职28人，离退休12人，在职编制30人。\n", "" },
	{ "annex1#1.public.final=7.20\nannex2#1.use.basic=62.75\n"  /* budget and final */
	  "annex4#1.results=基本支出61.98万元。\n", "" },
};

static const struct scanning_case ratios[] = {
	{ ROW("1", "骨干教师培训", "≥120人", "126 人（106.00%）"), "annex2#1.ind.1.actual" },  /* 105 % */
	{ ROW("1", "两项", "培训≥100人，资助≥50人", "培训 120 人（120%），资助 60 人（125%）"),
	  "annex2#1.ind.1.actual" },                                                          /* 60/50 = 120 % */
	{ ROW("1", "发放教材", "3万册", "3.3 万册（105%）"), "annex2#1.ind.1.actual" },        /* 110 % */
	{ ROW("1", "骨干教师培训", "≥120人", "126 人（105%）"), "" },
	{ ROW("1", "骨干教师培训", "≥120人", "126 人（占全部教师的 31%）"), "" },
	{ ROW("1", "骨干教师培训", "全部培训", "126 人（106%）"), "" },
	{ ROW("1", "接种", "接种率≥90%", "91.3%（108524 剂次）"), "" },
	{ ROW("1", "两项", "培训≥100人，参训≥50人", "126 人（105%）"), "" },                    /* of which? */
};

/* clang-format on */

static void scan_facts__invented_and_near_misses__as_wanted(void **state)
{
	scanning_check(*state, "P13", facts, sizeof facts / sizeof *facts);
}

static void scan_ratios__invented_and_near_misses__as_wanted(void **state)
{
	scanning_check(*state, "P14", ratios, sizeof ratios / sizeof *ratios);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(scan_facts__invented_and_near_misses__as_wanted),
	    cmocka_unit_test(scan_ratios__invented_and_near_misses__as_wanted),
	};
	return cmocka_run_group_tests(tests, scanning_open, scanning_close);
}
