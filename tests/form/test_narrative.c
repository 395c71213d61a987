/* Narratives filled in from the tables say what the sentences of real
 * documents say, but for the faults that these have. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/mem.h"
#include "form/recalc.h"
#include "form/text.h"
#include "support/sample.h"
#include "support/seed.h"

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

/* The document between the last line beginning with from and the next one
 * beginning with until, from included; blanks do not count. */
static char *passage(const char *file, const char *after, const char *from, const char *until)
{
	struct err e = {0};
	char *path = sample_path(file);
	struct seed *s = seed_open(path, &e);
	assert_non_null(s);
	const char *start = strstr(seed_text(s), after);
	start = start ? strstr(start, from) : NULL;
	const char *stop = start ? strstr(start, until) : NULL;
	assert_non_null(stop);
	char *part = mem_strndup(start, (size_t)(stop - start));
	char *out = without_blanks(part);
	mem_free(part);
	mem_free(path);
	seed_close(s);
	return out;
}

static void expect_contains(const char *produced, const struct difference *d, size_t n,
                            const char *wanted)
{
	struct str text = {0};
	char *bare = without_blanks(produced);
	str_add(&text, bare);
	for (size_t i = 0; i < n; i++)
		replace(&text, &d[i]);
	if (!strstr(str_text(&text), wanted))
		fail_msg("wanted: %s\nproduced: %s", wanted, str_text(&text));
	str_free(&text);
	mem_free(bare);
}

static struct filing *final_accounts(const struct set *set)
{
	struct filing *f = sample_filing(set, "138002", "湖南省卫生计生委信息统计中心", 2020,
	                                 "tests/form/drawings/2020.csv");
	filing_recalc(f);
	return f;
}

static void text_fill__final_accounts_2020__says_what_the_document_says(void **state)
{
	static const struct difference differences[] = {
	    {"1500.27", "1500.28", "公开01表的总计是1500.27"},
	    {"7.38%", "7.37%", "119.50 ÷ (1500.27 + 119.50) = 7.3776%"},
	    {"、退休费、抚恤金、其他对个人和家庭的补助", "", "文中漏写公开06表303类的三个科目"},
	};
	static const char file[] = "tests/seeds/hunan-infocenter-2020-final-accounts.txt";
	static const char after[] = "2020年度部门决算情况说明\n\n一、";
	struct set *set = sample_set("tests/form/drawings");
	struct filing *f = final_accounts(set);
	struct telling told = {0};
	struct str out = {0};
	char *one = passage(file, after, "一、收入支出决算总体", "二、");
	char *six = passage(file, after, "六、一般公共预算财政拨款基本", "七、");
	(void)state;
	text_fill(f, set_text(set, "report"), &out, &told);
	expect_contains(str_text(&out), differences, 3, one);
	expect_contains(str_text(&out), differences, 3, six);
	mem_free(one);
	mem_free(six);
	telling_free(&told);
	str_free(&out);
	filing_free(f);
	set_free(set);
}

/* The document has no table of these; the totals are its own, the parts are
 * chosen so that they make them up. */
static void text_fill__annex_4_of_2024__says_what_the_document_says(void **state)
{
	static const char *const cells[][2] = {
	    {"econ.30101", "20.00"}, {"econ.30102", "6.00"},  {"econ.30103", "5.00"},
	    {"econ.30106", "1.00"},  {"econ.30107", "12.00"}, {"econ.30108", "4.00"},
	    {"econ.30109", "0.00"},  {"econ.30110", "2.00"},  {"econ.30112", "0.50"},
	    {"econ.30113", "4.00"},  {"econ.30302", "0.28"},  {"econ.30201", "2.00"},
	    {"econ.30202", "1.00"},  {"econ.30206", "0.50"},  {"econ.30213", "0.70"},
	    {"econ.30216", "0.50"},  {"econ.30228", "1.00"},  {"econ.30239", "1.00"},
	    {"econ.30299", "0.50"},
	};
	static const struct difference differences[] = {
	    {"88.38%", "88.39%", "54.78 ÷ 61.98 = 88.383%"},
	    {"11.62%", "11.61%", "7.20 ÷ 61.98 = 11.617%"},
	    {"机关事业单位基本养老保险缴费", "机关事业单位养老保险缴费", "科目名称少两字"},
	    {"其他交通费用", "其他交通费", "科目名称少一字"},
	};
	struct set *set = sample_set("tests/form/drawings");
	struct filing *f = filing_new(set, "404010", "信息中心", 2024);
	int sheet = filing_sheet(f, set_form(set, "t6"), 1);
	struct telling told = {0};
	struct str out = {0};
	struct place p;
	char *wanted = passage("tests/seeds/yueyanglou-infocenter-2024.txt",
	                       "一般公共预算支出情况\n", "（一）基本支出情况",
	                       "（二）项目支出情况");
	(void)state;
	for (size_t i = 0; i < sizeof cells / sizeof *cells; i++) {
		assert_true(filing_place(f, sheet, cells[i][0], &p));
		filing_put(f, p, cells[i][1]);
	}
	filing_recalc(f);
	text_fill(f, set_text(set, "annex4"), &out, &told);
	expect_contains(str_text(&out), differences, 4, wanted);
	mem_free(wanted);
	telling_free(&told);
	str_free(&out);
	filing_free(f);
	set_free(set);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(text_fill__final_accounts_2020__says_what_the_document_says),
	    cmocka_unit_test(text_fill__annex_4_of_2024__says_what_the_document_says),
	};
	return cmocka_run_group_tests_name("narrative", tests, NULL, NULL);
}
