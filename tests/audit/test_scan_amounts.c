/* Amounts that are nearly the same, and last year's filing: invented cases,
 * near misses. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/mem.h"
#include "form/recalc.h"
#include "support/scanning.h"

/* clang-format off */

#define TEXT(s) "annex4#1.results=" s "\n"
#define HERE "annex4#1.results"

static const struct scanning_case yuan[] = {
	{ "annex1#1.public.final=59.24\n" TEXT("公用经费59.24元。"), HERE },
	{ "annex1#1.work.final=3985.49\n" TEXT("全年业务工作支出3985.49元。"), HERE },
	{ "annex1#1.public.final=59.24\n" TEXT("公用经费59.24万元，减免422075.6元，每人补助59.2元。"), "" },
	{ "annex1#1.public.final=5.00\n" TEXT("每人补助5元。"), "" },
};

static const struct scanning_case unitless[] = {
	{ "annex1#1.public.final=59.24\n" TEXT("全年公用经费59.24，比预算少。"), HERE },
	{ "annex1#1.public.final=59.24\n" TEXT("系统3.02版，公用经费59.24万元。"), "" },
	{ "annex1#1.public.final=59.24\n" TEXT("评价得分59.24。"), "" },
};

static const struct scanning_case slips[] = {
	{ "annex1#1.public.final=59.24\n" TEXT("公用经费95.24万元。"), HERE },          /* swapped */
	{ "annex1#1.public.final=59.24\n" TEXT("公用经费59.34万元。"), HERE },          /* one digit */
	{ "annex1#1.public.final=59.24\n" TEXT("公用经费592400万元。"), HERE },         /* 10⁴ */
	{ "annex1#1.public.final=59.24\nannex1#1.public.budget=59.34\n" TEXT("公用经费59.34万元。"), "" },
	{ "annex1#1.public.final=59.24\n" TEXT("节约水电费59.34万元。"), "" },          /* another thing */
	{ "annex1#1.public.final=59.24\n" TEXT("公用经费约59.3万元，公用经费62.10万元。"), "" },
};

static const struct scanning_case cents[] = {
	{ "annex2#1.done=230.41\nannex2#1.ind.1@cost.actual=230.42万元\n", "annex2#1.ind.1.actual" },
	{ "annex3#1.grant.done=88.10\nannex3#1.ind.1@cost.actual=支出 88.09 万元\n", "annex3#1.ind.1.actual" },
	{ "annex1#1.work.final=3985.49\nextra#1.projects.1.name=业务工作经费\n"
	  "extra#1.projects.1.amount=3985.50\n", "extra#1.project.cost" },
	{ "annex2#1.done=230.41\nannex2#1.ind.1@cost.actual=230.41万元\n", "" },
	{ "annex2#1.done=230.41\nannex2#1.begin=230.42\nannex2#1.ind.1@cost.actual=230.42万元\n", "" },
	{ "annex2#1.done=0.05\nannex2#1.ind.1@cost.actual=0.06万元\n", "" },
	{ "annex2#1.done=230.41\nannex2#1.ind.1@cost.actual=231.42万元\nannex1#1.work.final=61.98\n"
	  "annex2#1.use.basic=62.75\n", "" },
};

/* clang-format on */

#define CHECK(code, cases) scanning_check(*state, code, cases, sizeof cases / sizeof *cases)

static void scan_amounts__invented_and_near_misses__as_wanted(void **state)
{
	CHECK("P16", yuan);
	CHECK("N08", unitless);
	CHECK("N05", slips);
	CHECK("P15", cents);
}

/* ---- last year ---- */

#define LONG                                                                                                                       \
	"认真落实各项工作任务，强化理论学习，推进信息化建设，加强队伍建设和网络安全管理，" \
	"组织开展培训和检查，较好地完成了年度目标任务，取得了较好的社会效益和经济效益"

/* clang-format off */
static const struct {
	const char *code, *last, *now, *wanted;
} years[] = {
	{ "O01", "annex1#1.purchase.final=10.00\n", "annex1#1.purchase.final=90.00\n", "annex1#1.purchase.final" },
	{ "O01", "annex1#1.staff.actual=300\n", "annex1#1.staff.actual=30\n", "annex1#1.staff.actual" },
	{ "O01", "annex1#1.purchase.final=1.00\n", "annex1#1.purchase.final=9.00\n", "" },       /* small */
	{ "O01", "annex1#1.purchase.final=20.00\n", "annex1#1.purchase.final=100.00\n", "" },    /* exactly 5 times */
	{ "O01", "annex1#1.purchase.final=0\n", "annex1#1.purchase.final=100.00\n", "" },
	{ "O01", "annex1#1.work.last=10.00\n", "annex1#1.work.last=90.00\n", "" },             /* the year before */
	{ "O03", "annex4#1.results=2023年，" LONG "。\n", "annex4#1.results=2024年，" LONG "。\n", "annex4#1.results" },
	{ "O03", "annex4#1.results=2023年，" LONG "。\n", "annex4#1.results=2024年，" LONG "，新建学校2所。\n", "" },
	{ "O03", "annex4#1.duty=" LONG "\n", "annex4#1.duty=" LONG "\n", "" },                   /* kept each year */
	{ "O03", "annex4#1.results=较好地完成任务。\n", "annex4#1.results=较好地完成任务。\n", "" },
};
/* clang-format on */

static void scan_last__cases__far_from_it_or_the_same(void **state)
{
	for (size_t i = 0; i < sizeof years / sizeof *years; i++) {
		struct filing *last = scanning_filing(*state, "某单位", 2023, years[i].last);
		struct filing *f = scanning_filing(*state, "某单位", 2024, years[i].now);
		f->last = last;
		filing_recalc(f);
		char *found = scanning_places(f, years[i].code);
		assert_string_equal(found, years[i].wanted);
		mem_free(found);
		filing_free(f);
		filing_free(last);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(scan_amounts__invented_and_near_misses__as_wanted),
	    cmocka_unit_test(scan_last__cases__far_from_it_or_the_same),
	};
	return cmocka_run_group_tests(tests, scanning_open, scanning_close);
}
