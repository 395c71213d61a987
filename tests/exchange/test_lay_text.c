#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/mem.h"
#include "exchange/lay_text.h"

static int alike(const char *a, const char *b)
{
	struct lay_chars x = lay_chars(a), y = lay_chars(b);
	int result = lay_alike(&x, &y);

	assert_int_equal(lay_alike(&y, &x), result);
	lay_chars_free(&x);
	lay_chars_free(&y);
	return result;
}

/* 100: but for blanks and widths the same; 97: but for the number in front. */
static void lay_alike__printed_texts__are_compared_as_people_do(void **state)
{
	static const struct {
		const char *a, *b;
		int least, most;
	} cases[] = {
		{ "产出指标\n(50 分)", "产出指标（50分）", 100, 100 },
		{ "年度预  算申请  （万元）", "年度预算申请(万元)", 100, 100 },
		{ "“三公”经费", "\"三公\"经费", 100, 100 },
		{ "1、 单位基本情况", "一、单位基本情况", 97, 97 },
		{ "（四）预算绩效管理情况。", "(四) 预算绩效管理情况。", 100, 100 },
		{ "第3部分 名词解释", "第三部分 名词解释", 97, 97 },
		{ "偏差原因分析及改进措施", "偏差原因分析和改进措施", 65, 95 },
		{ "2023年决算数", "2024年决算数", 0, 75 },
		{ "年初预算数", "实际完成值", 0, 0 },
		{ "合计", "小计", 0, 0 },
		{ "", "合计", 0, 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		int is = alike(cases[i].a, cases[i].b);

		if (is < cases[i].least || is > cases[i].most)
			fail_msg("«%s» and «%s» are alike by %d", cases[i].a, cases[i].b, is);
	}
}

static void lay_chars__of_dots__are_a_template(void **state)
{
	static const struct {
		const char *text;
		bool dots;
	} cases[] = { { "……", true },  { "... ...", true }, { "… …", true },
		      { "", false },   { "/", false },      { "0.5", false } };

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct lay_chars t = lay_chars(cases[i].text);

		assert_int_equal(t.dots, cases[i].dots);
		lay_chars_free(&t);
	}
}

static void lay_trim__a_text__loses_blanks_at_its_ends_and_those_of_its_lines(void **state)
{
	static const struct {
		const char *text, *want;
	} cases[] = { { "  39 份 ", "39 份" },
		      { "\n　1、甲 \n\n  2、乙\n \n", "1、甲\n\n  2、乙" },
		      { " \n", "" } };

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char *is = lay_trim(cases[i].text, strlen(cases[i].text));

		assert_string_equal(is, cases[i].want);
		mem_free(is);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lay_alike__printed_texts__are_compared_as_people_do),
		cmocka_unit_test(lay_chars__of_dots__are_a_template),
		cmocka_unit_test(
		    lay_trim__a_text__loses_blanks_at_its_ends_and_those_of_its_lines),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
