/* The searches on the five documents, against tests/audit/expected worked out
 * by hand; rows of lists on invented cases. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "audit/scan.h"
#include "base/mem.h"
#include "form/load.h"
#include "form/recalc.h"
#include "support/sample.h"
#include "support/scanning.h"

/* clang-format off */

static const struct {
	const char *set, *code, *unit;
	int year;
	const char *file;
	const char *wanted; /* in the order of findings_sort, a line each */
} seeds[] = {
	{ "data/forms/yueyanglou-2024", "404001", "岳阳市岳阳楼区卫生健康局", 2024,
	  "data/samples/404001-2024-yueyanglou-2024.csv",
	  "P16 annex1#1.specials.7.name 不符\n"           /* 宣传教育经费 twice */
	  "P14 annex2#1.ind.4.actual 不符\n"              /* 2416 / 2400 printed 101.51 % */
	  "N06 annex3#3.goal.actual 截位\n"               /* 2018 / 1980 = 101.919 % */
	  "P13 annex3#3.goal.actual 不符\n"               /* 新生儿 3275, 3968 */
	  "P13 annex3#3.ind.3.actual 不符\n"              /* 两癌 2018, 2416 */
	  "P17 annex3#3.ind.23.name 不符\n"               /* 加强职业健康管理 */
	  "P17 annex3#3.ind.24.name 不符\n"               /* 对健康证的发放 */
	  "P13 annex4#1.organs 不符\n"                    /* 27, 26 */
	  "N06 annex4#1.results 截位\n"                   /* 118753 / 859544 = 13.8158 % */
	  "P13 annex4#1.results 不符\n"                   /* 孕前 2200, 2915 */
	  "P13 annex4#1.results 不符\n" },                /* 产前 3600, 3289 */
	{ "data/forms/yueyanglou-2024", "404010", "岳阳市岳阳楼区卫生健康信息中心", 2024,
	  "data/samples/404010-2024-yueyanglou-2024.csv",
	  "P15 annex2#1.ind.11.actual 不符\n" },          /* 110.76, 110.75 */
	{ "data/forms/yueyanglou-2017", "404010", "岳阳楼区卫生计生信息管理服务中心", 2017,
	  "data/samples/404010-2017-yueyanglou-2017.csv",
	  "P18 report#1.date 不符\n"                      /* 2017-04-26 */
	  "T03 report#1.results 不符\n" },                /* 服务 missing */
	{ "data/forms/final-accounts-hunan-2020", "430000", "湖南省卫生计生委信息统计中心", 2020,
	  "data/samples/430000-2020-final-accounts-hunan-2020.csv",
	  "P16 texts#1.report.basic 不符\n"               /* 303.39元 */
	  "T03 t2#1.unit 不符\n" },                       /* 生委 twice */
	{ "data/forms/sichuan-project-2021", "506010", "攀枝花市健康促进和卫生大数据中心", 2021,
	  "data/samples/506010-2021-sichuan-project-2021.csv",
	  "T02 overview#1.work 不符\n"                    /* 。。 */
	  "P18 notes#1.income 不符\n"                     /* 2020年本年收入 */
	  "P15 project#1.done 不符\n"                     /* 457.38, 457.39 */
	  "P18 project#1.ind.4.target 不符\n"             /* 2020年12月 */
	  "P18 project#1.ind.4.actual 不符\n"
	  "P16 tables#1.tables.14.name 不符\n" },         /* 十三 and 十四 */
};

static const struct scanning_case twice[] = {
	{ "annex1#1.specials.1.name=扶贫经费\nannex1#1.specials.1.final=3\n"
	  "annex1#1.specials.2.name=扶贫 经费\nannex1#1.specials.2.final=5\n",
	  "annex1#1.specials.2.name" },
	{ "annex2#1.ind.1.name=培训次数\nannex2#1.ind.2.name=培训次数\n", "annex2#1.ind.2.name" },
	{ "annex1#1.transfers.1.name=公共卫生\nannex1#1.transfers.2.name=其他\n"
	  "annex1#1.transfers.3.name=公共卫生\n", "annex1#1.transfers.3.name" },
	/* another group, another list, 不适用, a blanked name */
	{ "annex2#1.ind.1@quantity.name=培训\nannex2#1.ind.2@quality.name=培训\n", "" },
	{ "annex1#1.specials.1.name=扶贫经费\nannex1#1.transfers.1.name=扶贫经费\n", "" },
	{ "annex2#1.ind.1@economy.name=不适用\nannex2#1.ind.2@economy.name=不适用\n"
	  "annex1#1.others.1.name=某某\nannex1#1.others.2.name=某某\n", "" },
};

static const struct scanning_case common[] = {
	{ "annex3#1.ind.1.name=校舍维修面积\nannex3#2.ind.1.name=校舍维修面积\n", "annex3#2.ind.1.name" },
	{ "annex3#1.ind.1.name=“三支一扶”补助发放（人）\nannex3#3.ind.4.name=三支一扶补助发放(人)\n",
	  "annex3#3.ind.4.name" },
	{ "annex3#1.ind.1@society.name=提升居民 健康素养\nannex3#2.ind.9@lasting.name=提升居民健康素养\n",
	  "annex3#2.ind.9.name" },
	{ "annex3#1.ind.1.name=图书采购\nannex3#2.ind.1.name=图书采购\nannex3#3.ind.1.name=图书采购\n",
	  "annex3#2.ind.1.name annex3#3.ind.1.name" },
	/* the set's common list; one project; one word more; 附件2 and 附件3 */
	{ "annex3#1.ind.1@cost.name=总成本控制\nannex3#2.ind.1@cost.name=总成本控制\n"
	  "annex3#1.ind.2.name=不适用\nannex3#2.ind.2.name=不适用\n", "" },
	{ "annex3#1.ind.1.name=校舍维修面积\nannex3#2.ind.1.name=校舍维修间数\n", "" },
	{ "annex3#1.ind.1.name=图书采购\nannex3#2.ind.1.name=图书采购金额\n", "" },
	{ "annex2#1.ind.1.name=图书采购\nannex3#1.ind.1.name=图书采购\n", "" },
};

static const struct scanning_case variants[] = {
	{ "annex4#1.organs=岳阳市岳阳楼教育局内设办公室。\n", "annex4#1.organs" },
	{ "annex4#1.duty=岳阳市岳阳楼区教育体育局负责。\n", "annex4#1.duty" },
	{ "annex2#1.unit=岳阳市岳阳楼楼区教育局\n", "annex2#1.unit" },
	{ "annex4#1.organs=岳阳楼区教育局、区教育局、教育局，岳阳市教育局下达。\n", "" },
	{ "annex4#1.organs=岳阳市岳阳楼区卫生健康局会同岳阳市岳阳楼区教育局。\n", "" },
	{ "annex4#1.organs=岳阳市岳阳楼区教育技术装备中心。\n", "" },
};

static const struct scanning_case punctuation[] = {
	{ "annex4#1.duty=负责教学，，负责管理。\n", "annex4#1.duty" },
	{ "annex2#1.ind.1.reason=已完成。 。\n", "annex2#1.ind.1.reason" },
	{ "annex4#1.duty=负责教学；。\n", "annex4#1.duty" },
	{ "annex4#1.duty=等等……；为什么？！一（一）、二，\n", "" },
	{ "annex4#1.duty=负责教学，⏎，负责管理。\n", "" },
};

static const struct scanning_case control[] = {
	{ "annex4#1.duty=负责\xE2\x80\xAE教学。\n", "annex4#1.duty" },
	{ "annex2#1.ind.1.name=培训\x07次数\n", "annex2#1.ind.1.name" },
	{ "annex4#1.duty=负责\xE2\x80\x8B教学。\n", "annex4#1.duty" },
	{ "annex4#1.duty=负责“教学”——①②㎡ ±5％⏎第二行。\n", "" },
};

static const struct scanning_case leftovers[] = {
	{ "annex4#1.duty=支出下降（增长）3%。\n", "annex4#1.duty" },
	{ "annex4#1.duty=XX局负责。\n", "annex4#1.duty" },
	{ "annex4#1.organs=现有____人。\n", "annex4#1.organs" },
	{ "annex4#1.duty=使用 MAXX 系统，增长（不含上年）。\n", "" },
};

static const struct scanning_case instructions[] = {
	{ "annex1#1.specials.1.name=（一个专项一行）\n", "annex1#1.specials.1.name" },
	{ "annex1#1.others.1.name=......\nannex1#1.others.1.final=3\n", "annex1#1.others.1.name" },
	{ "annex4#1.duty=请如实填写职能职责。\n", "annex4#1.duty" },
	{ "annex1#1.specials.1.name=一个专项\nannex1#1.others.1.name=其他……\n", "" },
};

/* clang-format on */

static void put_finding(const struct filing *f, const struct finding *x, struct str *out)
{
	const struct sheet *s = &f->sheets[x->place.sheet];
	str_addf(out, "%s %s#%d.", x->rule, s->form->id, s->copy);
	filing_key(f, x->place, out);
	str_addf(out, " %s\n", verdict_name(x->verdict));
}

static void scan_filing__the_seeds__find_what_was_found_by_hand(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof seeds / sizeof *seeds; i++) {
		struct set *set = sample_set(seeds[i].set);
		struct filing *f = sample_filing(set, seeds[i].code, seeds[i].unit, seeds[i].year,
		                                 seeds[i].file);
		struct findings all = {0};
		struct str found = {0};
		filing_recalc(f);
		scan_filing(f, &all);
		findings_sort(&all);
		for (size_t k = 0; k < all.n; k++)
			put_finding(f, &all.item[k], &found);
		assert_string_equal(str_text(&found), seeds[i].wanted);
		str_free(&found);
		findings_free(&all);
		filing_free(f);
		set_free(set);
	}
}

static void scan_check__the_shipped_sets__name_searches_there_are(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof seeds / sizeof *seeds; i++) {
		struct set *set = sample_set(seeds[i].set);
		struct err e = {0};
		assert_true(set->nscans > 0);
		if (scan_check(set, &e) < 0)
			fail_msg("%s", e.text);
		set_free(set);
	}
}

static void scan_check__no_such_search_or_level__is_refused(void **state)
{
	char level[] = "必须", no_level[] = "要紧", known[] = "facts", unknown[] = "nothing";
	struct scan_rule rule = {
	    .scan = unknown, .level = level, .file = (char *)"set", .line = 7};
	struct set set = {.scans = &rule, .nscans = 1};
	struct err e = {0};
	(void)state;
	assert_int_equal(scan_check(&set, &e), -1);
	assert_string_equal(e.text, "set:7: 没有这种查找：nothing");
	rule.scan = known;
	rule.level = no_level;
	assert_int_equal(scan_check(&set, &e), -1);
	rule.level = level;
	assert_int_equal(scan_check(&set, &e), 0);
}

#define CHECK(code, cases) scanning_check(*state, code, cases, sizeof cases / sizeof *cases)

static void scan_twice__cases__a_name_twice_in_a_group(void **state)
{
	CHECK("P16", twice);
}

static void scan_common__cases__an_indicator_in_two_projects(void **state)
{
	CHECK("P17", common);
}

static void scan_names__cases__variants_and_no_short_forms(void **state)
{
	CHECK("T03", variants);
}

static void scan_hygiene__cases__as_wanted(void **state)
{
	CHECK("T02", punctuation);
	CHECK("T04", control);
	CHECK("T01", leftovers);
	CHECK("P20", instructions);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(scan_filing__the_seeds__find_what_was_found_by_hand),
	    cmocka_unit_test(scan_check__the_shipped_sets__name_searches_there_are),
	    cmocka_unit_test(scan_check__no_such_search_or_level__is_refused),
	    cmocka_unit_test(scan_twice__cases__a_name_twice_in_a_group),
	    cmocka_unit_test(scan_common__cases__an_indicator_in_two_projects),
	    cmocka_unit_test(scan_names__cases__variants_and_no_short_forms),
	    cmocka_unit_test(scan_hygiene__cases__as_wanted),
	};
	return cmocka_run_group_tests(tests, scanning_open, scanning_close);
}
