/* The whole 情况说明 of the final accounts and 附件4, filled in from the tables and
 * 补充数据: they say what the documents say, but for the faults that these have. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/mem.h"
#include "form/recalc.h"
#include "form/suggest.h"
#include "form/text.h"
#include "support/sample.h"
#include "support/seed.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* What is produced and what the document says instead, with the reason. */
struct difference {
	const char *ours, *document, *why;
};

static void replace(struct str *text, const struct difference *d)
{
	struct str out = {0};
	const char *at = strstr(str_text(text), d->ours);

	if (!at || strstr(at + 1, d->ours))
		fail_msg("not once: %s (%s)", d->ours, d->why);
	str_addn(&out, text->s, (size_t)(at - text->s));
	str_add(&out, d->document);
	str_add(&out, at + strlen(d->ours));
	str_free(text);
	*text = out;
}

static char *without_blanks(const char *s)
{
	struct str out = {0};

	for (; *s; s++)
		if (*s != ' ' && *s != '\n' && *s != '\r' && *s != '\t')
			str_addc(&out, *s);
	return str_take(&out);
}

/* The document from the first line behind `after` that is `from`, to before
 * the next `until`; blanks do not count. */
static char *passage(const char *file, const char *after, const char *from, const char *until)
{
	struct err e = {0};
	char *path = sample_path(file), *part, *out;
	struct seed *s = seed_open(path, &e);
	const char *start, *stop;

	assert_non_null(s);
	start = strstr(seed_text(s), after);
	start = start ? strstr(start, from) : NULL;
	stop = start ? strstr(start, until) : NULL;
	assert_non_null(stop);
	part = mem_strndup(start, (size_t)(stop - start));
	out = without_blanks(part);
	mem_free(part);
	mem_free(path);
	seed_close(s);
	return out;
}

static struct filing *accounts_2020(const struct set *set)
{
	return sample_filing(set, "430000", "湖南省卫生计生委信息统计中心", 2020,
	                     "data/samples/430000-2020-final-accounts-hunan-2020.csv");
}

static char *filled_in(struct filing *f, const char *id)
{
	struct telling told = {0};
	struct str out = {0};

	filing_recalc(f);
	text_fill(f, set_text(f->set, id), &out, &told);
	telling_free(&told);
	return str_take(&out);
}

static char *report(struct filing *f)
{
	return filled_in(f, "report");
}

/* Where the first difference is: a failing test shows both from there. */
static size_t agree(const char *a, const char *b)
{
	size_t i = 0;

	while (a[i] && a[i] == b[i])
		i++;
	while (i > 0 && ((unsigned char)a[i] & 0xC0) == 0x80)
		i--;
	return i;
}

static void expect_same(const char *filled, const struct difference *d, size_t n,
                        const char *wanted)
{
	char *bare = without_blanks(filled);
	struct str ours = {0};
	size_t same;

	str_add(&ours, bare);
	for (size_t i = 0; i < n; i++)
		replace(&ours, &d[i]);
	same = agree(str_text(&ours), wanted);
	if (strcmp(str_text(&ours), wanted) != 0)
		fail_msg("document: %.240s\nproduced: %.240s", wanted + same, str_text(&ours) + same);
	str_free(&ours);
	mem_free(bare);
}

/* The faults of the document of 2020. */
static const struct difference in_2020[] = {
    {"收、支总计1500.27万元", "收、支总计1500.28万元", "公开01表的总计是1500.27"},
    {"减少7.38%", "减少7.37%", "119.50 ÷ (1500.27 + 119.50) = 7.3776%，文中截去尾数"},
    {"财政拨款支出减少104.38万元，减少9.96%", "财政拨款支出减少104.38万元，减少8.84%",
     "104.38 ÷ (943.99 + 104.38) = 9.9564%，文中照抄了第四节的百分比"},
    {"卫生健康支出917.99万元", "卫生健康管理事务支出917.99万元",
     "公开05表917.99万元的是卫生健康支出类，卫生健康管理事务款是291.53万元"},
    {"101.94%", "101.93%", "943.99 ÷ 926.03 = 101.9395%，文中截去尾数"},
    {"原因是追加", "原因是：追加", "各项的写法不一，这里多一个冒号"},
    {"92.11%", "92.10%", "244.11 ÷ 265.03 = 92.1065%，文中截去尾数"},
    {"92.54%", "92.53%", "587.60 ÷ 635 = 92.5354%，文中截去尾数"},
    {"原因是压缩一般公共预算开支", "原因是：压缩一般公共预算开支",
     "各项的写法不一，这里多一个冒号"},
    {"、退休费、抚恤金、其他对个人和家庭的补助", "", "文中漏写公开06表303类的三个科目"},
    {"22.31%", "22.3%", "0.58 ÷ 2.60 = 22.3077%，文中只写一位小数"},
};

static void text_fill__accounts_2020__says_all_that_the_document_says(void **state)
{
	static const char file[] = "tests/seeds/hunan-infocenter-2020-final-accounts.txt";
	struct set *set = sample_set("data/forms/final-accounts-hunan-2020");
	struct filing *f = accounts_2020(set);
	char *wanted = passage(file, "2020年度部门决算情况说明\n\n一、", "一、收入支出决算总体",
	                       "第四部分\n");
	char *filled = report(f);

	(void)state;
	expect_same(filled, in_2020, COUNT(in_2020), wanted);
	mem_free(filled);
	mem_free(wanted);
	filing_free(f);
	set_free(set);
}

static const struct annex {
	const char *seed, *unit, *name, *sample;
	struct difference differences[2];
	size_t n;
} in_2024[] = {
    {"tests/seeds/yueyanglou-infocenter-2024.txt", "404010",
     "岳阳市岳阳楼区卫生健康信息中心", "data/samples/404010-2024-yueyanglou-2024.csv",
     {{"88.38%", "88.39%", "54.78 ÷ 61.98 = 88.383%"},
      {"11.62%", "11.61%", "7.20 ÷ 61.98 = 11.617%"}}, 2},
    {"tests/seeds/yueyanglou-health-bureau-2024.txt", "404001", "岳阳市岳阳楼区卫生健康局",
     "data/samples/404001-2024-yueyanglou-2024.csv",
     {{"4113.23", "4113.22", "文中列出的八项相加是4113.23"}}, 1},
};

static void text_fill__annex_4_of_2024__says_what_the_documents_say(void **state)
{
	struct set *set = sample_set("data/forms/yueyanglou-2024");

	(void)state;
	for (size_t i = 0; i < COUNT(in_2024); i++) {
		struct filing *f =
		    sample_filing(set, in_2024[i].unit, in_2024[i].name, 2024, in_2024[i].sample);
		char *wanted = passage(in_2024[i].seed, "（二）机构设置", "二、 一般公共预算支出情况",
		                       "6、 单位整体");
		char *filled = filled_in(f, "annex4");

		expect_same(filled, in_2024[i].differences, in_2024[i].n, wanted);
		mem_free(filled);
		mem_free(wanted);
		filing_free(f);
	}
	set_free(set);
}

/* The five sections that are filled in; the document puts a chart behind each. */
static void text_fill__accounts_2021__says_what_the_document_says(void **state)
{
	static const char file[] = "tests/seeds/panzhihua-bigdata-2021-final-accounts.txt";
	static const struct difference differences[] = {
	    {"各增加292.51万元，增长67.97%，主要变动原因是支付了2020年市级人口健康信息平台（一期）"
	     "第三阶段资金381.2万元。二、", "各增加292.51万元，增长68%，主要变动原因是支付了2020年市级"
	     "人口健康信息平台（一期）第三阶段资金381.2万元。二、", "292.51 ÷ 430.37 = 67.967%"},
	    {"二、收入决算情况说明2021年", "二、收入决算情况说明2020年", "文中年度写错"},
	    {"36.73%", "36.7%", "265.49 ÷ 722.88 = 36.727%，文中只写一位小数"},
	    {"63.27%", "63.3%", "457.39 ÷ 722.88 = 63.273%，文中只写一位小数"},
	    {"财政拨款收、支总计各增加292.51万元，增长67.97%", "财政拨款收、支总计各增加292.51万元，增长68%",
	     "292.51 ÷ 430.37 = 67.967%"},
	    {"财政拨款增加292.51万元，增长67.97%", "财政拨款增加292.51万元，增长68%",
	     "292.51 ÷ 430.37 = 67.967%"},
	    {"2.80%", "2.8%", "20.25 ÷ 722.88 = 2.801%，文中只写一位小数"},
	};
	static const char *const parts[][2] = {
	    {"2021年度收、支总计", "（图1"},       {"2020年本年收入合计", "（图2"},
	    {"2021年本年支出合计", "（图3"},       {"2021年财政拨款收、支总计", "（图4"},
	    {"2021年一般公共预算财政拨款支出722.88万元，占", "（图5"},
	    {"2021年一般公共预算财政拨款支出722.88万元，主要", "（图6"},
	};
	struct set *set = sample_set("data/forms/sichuan-project-2021");
	struct filing *f = sample_filing(set, "506010", "攀枝花市健康促进和卫生大数据中心", 2021,
	                                 "data/samples/506010-2021-sichuan-project-2021.csv");
	char *filled = report(f), *bare = without_blanks(filled);
	struct str ours = {0};

	(void)state;
	str_add(&ours, bare);
	for (size_t i = 0; i < COUNT(differences); i++)
		replace(&ours, &differences[i]);
	for (size_t i = 0; i < COUNT(parts); i++) {
		char *wanted = passage(file, "第二部分2021年度单位决算情况说明", parts[i][0], parts[i][1]);

		if (!strstr(str_text(&ours), wanted))
			fail_msg("document: %s\nproduced: %s", wanted, str_text(&ours));
		mem_free(wanted);
	}
	str_free(&ours);
	mem_free(bare);
	mem_free(filled);
	filing_free(f);
	set_free(set);
}

/* ---- section by section ---- */

/* «（图1：收、支决算总计变动情况图）（柱状图）» */
static char *without_captions(const char *s)
{
	static const char end[] = "状图）";
	struct str out = {0};

	for (const char *at; (at = strstr(s, "（图")) != NULL && strstr(at, end);) {
		str_addn(&out, s, (size_t)(at - s));
		s = strstr(at, end) + strlen(end);
	}
	str_add(&out, s);
	return str_take(&out);
}

/* The printed section that stands in a sample's cell is what is suggested for
 * it, but for the differences, which count in used, and captions. */
static void expect_section(struct filing *f, struct place p, const struct difference *d, size_t n,
                           int *used)
{
	const char *suggested = suggest_text(f, p);
	char *bare = without_blanks(suggested ? suggested : ""),
	     *printed = without_blanks(filing_cell(f, p)->text),
	     *wanted = without_captions(printed);
	struct str ours = {0};

	str_add(&ours, bare);
	for (size_t i = 0; i < n; i++) {
		if (!strstr(str_text(&ours), d[i].ours))
			continue;
		replace(&ours, &d[i]);
		used[i]++;
	}
	if (strcmp(str_text(&ours), wanted) != 0)
		fail_msg("%s: document: %.240s\nproduced: %.240s", filing_field(f, p)->key,
		         wanted + agree(str_text(&ours), wanted),
		         str_text(&ours) + agree(str_text(&ours), wanted));
	str_free(&ours);
	mem_free(bare);
	mem_free(printed);
	mem_free(wanted);
}

/* How many sections the form of the filing has. */
static int expect_sections(struct filing *f, const char *form, const struct difference *d,
                           size_t n)
{
	int used[20] = {0}, sections = 0;
	struct place p = {filing_find_sheet(f, set_form(f->set, form), 1), -1, -1, 0};

	assert_true(n <= COUNT(used));
	filing_recalc(f);
	for (; p.field < (int)f->sheets[p.sheet].form->nfields; p.field++) {
		if (!filing_field(f, p)->part)
			continue;
		expect_section(f, p, d, n, used);
		sections++;
	}
	for (size_t i = 0; i < n; i++)
		if (used[i] != 1)
			fail_msg("in %d sections: %s (%s)", used[i], d[i].ours, d[i].why);
	return sections;
}

static void suggest_text__accounts_2020__is_the_section_as_printed(void **state)
{
	struct set *set = sample_set("data/forms/final-accounts-hunan-2020");
	struct filing *f = accounts_2020(set);

	(void)state;
	assert_int_equal(expect_sections(f, "notes", in_2020, COUNT(in_2020)), 17);
	filing_free(f);
	set_free(set);
}

static void suggest_text__annex_4_of_2024__is_the_section_as_printed(void **state)
{
	struct set *set = sample_set("data/forms/yueyanglou-2024");

	(void)state;
	for (size_t i = 0; i < COUNT(in_2024); i++) {
		const struct annex *a = &in_2024[i];
		struct filing *f = sample_filing(set, a->unit, a->name, 2024, a->sample);

		assert_int_equal(expect_sections(f, "annex4", a->differences, a->n), 5);
		filing_free(f);
	}
	set_free(set);
}

static void suggest_text__accounts_2021__is_the_section_as_printed(void **state)
{
	static const struct difference differences[] = {
	    {"年相比，收、支总计各增加292.51万元，增长67.97%", "年相比，收、支总计各增加292.51万元，增长68%",
	     "292.51 ÷ 430.37 = 67.967%"},
	    {"2021年本年收入合计", "2020年本年收入合计", "文中年度写错"},
	    {"36.73%", "36.7%", "265.49 ÷ 722.88 = 36.727%，文中只写一位小数"},
	    {"63.27%", "63.3%", "457.39 ÷ 722.88 = 63.273%，文中只写一位小数"},
	    {"财政拨款收、支总计各增加292.51万元，增长67.97%", "财政拨款收、支总计各增加292.51万元，增长68%",
	     "292.51 ÷ 430.37 = 67.967%"},
	    {"财政拨款增加292.51万元，增长67.97%", "财政拨款增加292.51万元，增长68%",
	     "292.51 ÷ 430.37 = 67.967%"},
	    {"2.80%", "2.8%", "20.25 ÷ 722.88 = 2.801%，文中只写一位小数"},
	    {"缴费支出（项）：", "缴费支出（项）:", "冒号有全角、有半角"},
	    {"公共卫生服务（项）：", "公共卫生服务（项）:", "冒号有全角、有半角"},
	    {"其他卫生健康支出（项）：", "其他卫生健康支出（项）:", "冒号有全角、有半角"},
	    {"住房公积金（项）：", "住房公积金（项）:", "冒号有全角、有半角"},
	    {"补助支出0万元。", "补助支出0万元等。", "文中多一个等字"},
	    {"电费1.70", "电费1.7", "小数位数不一"},
	    {"委托业务费1.20", "委托业务费1.2", "小数位数不一"},
	    {"为1.58万元，完成预算100%。", "为1.58万元，完成预算100%，决算数与预算数持平。",
	     "预算数不在表里"},
	    {"20.61%", "21%", "0.27 ÷ 1.31 = 20.61%，文中不写小数"},
	    {"机关运行经费支出0万元。", "机关运行经费支出0万元，与2020年决算数持平。",
	     "上年的机关运行经费不在表里"},
	    {"组织对1个项目", "组织对卫生信息化项目等1个项目", "项目的名称不在表里"},
	};
	struct set *set = sample_set("data/forms/sichuan-project-2021");
	struct filing *f = sample_filing(set, "506010", "攀枝花市健康促进和卫生大数据中心", 2021,
	                                 "data/samples/506010-2021-sichuan-project-2021.csv");

	(void)state;
	assert_int_equal(expect_sections(f, "notes", differences, COUNT(differences)), 16);
	filing_free(f);
	set_free(set);
}

static void put(struct filing *f, const char *form, const char *key, const char *text)
{
	int sheet = filing_sheet(f, set_form(f->set, form), 1);
	struct place p;

	if (!filing_place(f, sheet, key, &p))
		fail_msg("no cell %s.%s", form, key);
	filing_put(f, p, text);
}

/* The filing of 2020 with some cells changed; has stands in the text, has_not
 * does not. */
static const struct change {
	struct {
		const char *form, *key, *text;
	} cells[6];
	const char *has, *has_not;
} changes[] = {
    {{{"extra", "grand.before", "1500.27"}}, "与上年相比，持平，主要是因为", "增加0万元"},
    {{{"extra", "grand.before", "1000.27"}}, "增加500万元，增加49.99%，主要是因为", NULL},
    {{{"extra", "grand.before", "0"}}, "增加1500.27万元，主要是因为本年", NULL},
    {{{"extra", "grand.before", NULL}}, "收、支总计1500.27万元。\n二、", NULL},
    {{{"extra", "grand.reason", NULL}}, "减少7.38%。", "主要是因为。"},
    {{{"extra", "spent.before", "943.99"}}, "财政拨款支出持平", NULL},
    {{{"extra", "car.before", "3.18"}}, "完成预算的88.33%，与上年相比持平。", "22.31"},
    {{{"extra", "car.before", "4.00"}},
     "减少0.82万元，下降20.50%，下降的主要原因是业务",
     "增长的主要原因"},
    {{{"extra", "car.before", NULL}}, "完成预算的88.33%。\n", "22.31"},
    {{{"extra", "abroad.before", "2"}}, "支出决算为0万元，与上年相比减少2万元，下降100%。", NULL},
    {{{"extra", "guest.before", NULL}}, "公务接待费支出预算为0万元，支出决算为0万元。", NULL},
    {{{"t7", "run.budget", NULL},
      {"t7", "run.final", NULL},
      {"t7", "car.budget", NULL},
      {"t7", "car.final", NULL},
      {"t7", "total.budget", NULL},
      {"t7", "total.final", NULL}},
     "支出预算为0万元，支出决算为0万元，其中：",
     "88.33"},
    {{{"extra", "cars.other", "0"}, {"extra", "cars.total", "0"}},
     "其他用车0辆；单位价值50万元",
     "其他用车主要是"},
    {{{"extra", "plan.1.reason", NULL}}, "支出决算为47.42万元，决算数大于年初预算数。", NULL},
    {{{"extra", "plan.1.begin", "47.42"}}, "支出决算为47.42万元，完成年初预算的100%。", NULL},
    {{{"extra", "plan.3.begin", NULL}}, "年初预算为0万元，支出决算为38.86万元，决算数大于", NULL},
    {{{"t8", "all.income", "12.50"}}, "本单位政府性基金预算财政拨款年初结转和结余0万元，本年收入12.50万元",
     "本单位无政府性基金"},
    {{{"t4", "in.capital", "3"}}, "国有资本经营预算财政拨款收入3万元，本年支出0万元",
     "本单位无国有资本"},
    {{{"extra", "running.now", "8"}, {"extra", "running.before", "10"}},
     "机关运行经费支出8万元，与上年相比减少2万元，下降20%。",
     "不涉及"},
    {{{"extra", "running.now", "8"}}, "机关运行经费支出8万元。", "不涉及"},
    {{{"extra", "running.kind", NULL}}, "本单位不涉及机关运行经费支出。", NULL},
    {{{"extra", "meeting.cost", NULL}, {"extra", "meeting.use", NULL},
      {"extra", "meeting.people", NULL}, {"extra", "meeting.about", NULL}},
     "开支会议费0万元；开支培训费",
     "22人"},
    {{{"extra", "feast.cost", "1.5"}, {"extra", "feast.use", "健康论坛"}},
     "论坛、赛事活动开支1.50万元，用于健康论坛。",
     "未举办"},
    {{{"extra", "buy.goods", "100"}, {"extra", "buy.medium", "236.37"}},
     "授予中小企业合同金额236.37万元，占政府采购支出总额的50%，",
     NULL},
    {{{"extra", "buy.services", NULL}, {"extra", "buy.total", NULL}},
     "授予中小企业合同金额0万元，其中：授予小微企业合同金额0万元。",
     NULL},
};

static void text_fill__other_figures__sentences_follow(void **state)
{
	struct set *set = sample_set("data/forms/final-accounts-hunan-2020");

	(void)state;
	for (size_t i = 0; i < COUNT(changes); i++) {
		const struct change *c = &changes[i];
		struct filing *f = accounts_2020(set);
		char *text;

		for (size_t k = 0; k < COUNT(c->cells) && c->cells[k].key; k++)
			put(f, c->cells[k].form, c->cells[k].key, c->cells[k].text);
		text = report(f);
		if (!strstr(text, c->has) || (c->has_not && strstr(text, c->has_not)))
			fail_msg("%s.%s: wanted %s in\n%s", c->cells[0].form, c->cells[0].key, c->has, text);
		mem_free(text);
		filing_free(f);
	}
	set_free(set);
}

/* Nothing filled in: no percentage, no comparison, nothing incalculable. */
static void text_fill__empty_filings__make_no_claims(void **state)
{
	static const struct {
		const char *folder;
		int year;
	} cases[] = {{"data/forms/final-accounts-hunan-2020", 2021},
	             {"data/forms/final-accounts-hunan-2024", 2024}};
	static const char *const wrong[] = {"____", "%", "相比", "。。", "，。", "：。", "，，"};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct set *set = sample_set(cases[i].folder);
		struct filing *f = filing_new(set, "1", "某单位", cases[i].year);
		char *text;

		for (size_t k = 0; k < set->nforms; k++)
			filing_sheet(f, set->forms[k], 1);
		text = report(f);
		for (size_t k = 0; k < COUNT(wrong); k++)
			if (strstr(text, wrong[k]))
				fail_msg("%s: %s in\n%s", cases[i].folder, wrong[k], text);
		mem_free(text);
		filing_free(f);
		set_free(set);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(text_fill__accounts_2020__says_all_that_the_document_says),
	    cmocka_unit_test(text_fill__annex_4_of_2024__says_what_the_documents_say),
	    cmocka_unit_test(text_fill__accounts_2021__says_what_the_document_says),
	    cmocka_unit_test(suggest_text__accounts_2020__is_the_section_as_printed),
	    cmocka_unit_test(suggest_text__annex_4_of_2024__is_the_section_as_printed),
	    cmocka_unit_test(suggest_text__accounts_2021__is_the_section_as_printed),
	    cmocka_unit_test(text_fill__other_figures__sentences_follow),
	    cmocka_unit_test(text_fill__empty_filings__make_no_claims),
	};
	return cmocka_run_group_tests_name("report", tests, NULL, NULL);
}
