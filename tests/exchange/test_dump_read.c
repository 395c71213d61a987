#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/mem.h"
#include "support/paper.h"
#include "support/sample.h"

/* clang-format off */
static const struct {
	const char *name, *text, *wanted;
} examples[] = {
	{ "a.txt", "附件1\n\n[bookmark: _GoBack]甲\n", "¶ 附件1\n¶ \n¶ 甲\n" },
	{ "a.txt", "甲\r\n乙", "¶ 甲\n¶ 乙\n" },
	{ "a.txt", "题\n\n\t甲\n\t乙\n\n\t丙\n续\n\t\n\n说明：x\n",
	  "¶ 题\n¶ \ntable 2×2 \n0,0 1×1 甲\n0,1 1×1 乙\n1,0 1×1 丙\\n续\n1,1 1×1 \n¶ \n¶ 说明：x\n" },
	{ "a.txt", "\t任务1\n\n任务2\n\t乙\n\n\t丙\n\t丁\n",
	  "table 2×2 \n0,0 1×1 任务1\\n\\n任务2\n0,1 1×1 乙\n1,0 1×1 丙\n1,1 1×1 丁\n" },
	/* an empty last paragraph of the third cell looks like the end of the row */
	{ "a.txt", "\t1\n\t2\n\t3\n\t4\n\n\t\n\t产出\n指标\n\n\t乙\n\t丙\n\n\t5\n\t6\n\t7\n\t8\n",
	  "table 3×4 \n0,0 1×1 1\n0,1 1×1 2\n0,2 1×1 3\n0,3 1×1 4\n1,0 1×1 \n1,1 1×1 产出\\n指标\n"
	  "1,2 1×1 乙\n1,3 1×1 丙\n2,0 1×1 5\n2,1 1×1 6\n2,2 1×1 7\n2,3 1×1 8\n" },
	{ "a.txt", "\t甲\n附件 3\n题\n\t乙\n",
	  "table 1×1 \n0,0 1×1 甲\n¶ 附件 3\n¶ 题\ntable 1×1 \n0,0 1×1 乙\n" },
	{ "a.txt", "题\n\n收入\t\t\n项目\t行次\t数\n\t9\t\n\n注\n",
	  "¶ 题\n¶ \ntable 3×3 \n0,0 1×1 收入\n0,1 1×1 \n0,2 1×1 \n1,0 1×1 项目\n1,1 1×1 行次\n1,2 1×1 数\n"
	  "2,0 1×1 \n2,1 1×1 9\n2,2 1×1 \n¶ \n¶ 注\n" },
	{ "a.txt", "部门：甲\t单位：万元\n乙\n", "¶ 部门：甲 单位：万元\n¶ 乙\n" },
	/* values, recognised without being named .csv */
	{ "a.txt", "甲;乙\n1;\"a;b\"\n", "table 2×2 \n0,0 1×1 甲\n0,1 1×1 乙\n1,0 1×1 1\n1,1 1×1 a;b\n" },
	{ "a.txt", "甲\t乙,丙\n1\t2\n", "table 2×2 \n0,0 1×1 甲\n0,1 1×1 乙,丙\n1,0 1×1 1\n1,1 1×1 2\n" },
	{ "a.CSV", "甲,乙\n1\n", "table 2×2 \n0,0 1×1 甲\n0,1 1×1 乙\n1,0 1×1 1\n" },
	{ "a.csv", "\xBC\xD7;\xD2\xD2\r\n", "table 1×2 \n0,0 1×1 甲\n0,1 1×1 乙\n" },
	{ "a.csv", "\"甲\r\n乙\",\" 丙\"\r\n", "table 1×2 \n0,0 1×1 甲\\n乙\n0,1 1×1  丙\n" },
};
/* clang-format on */

static void document_parse__texts__become_paragraphs_and_tables(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
		struct document d = {0};
		struct str out = {0};
		struct err e = {0};

		if (document_parse(&d, examples[i].name, examples[i].text, strlen(examples[i].text),
		                   &doc_limits_usual, &e) < 0)
			fail_msg("case %zu: %s", i, e.text);
		paper_write(&d, &out);
		if (strcmp(str_text(&out), examples[i].wanted) != 0)
			fail_msg("case %zu:\n%s-- wanted:\n%s", i, str_text(&out),
			         examples[i].wanted);
		str_free(&out);
		document_free(&d);
	}
}

static void document_parse__a_broken_csv__says_its_line(void **state)
{
	static const char text[] = "a,b\n\"c,d\n";
	struct document d = {0};
	struct err e = {0};

	(void)state;
	assert_int_equal(document_parse(&d, "a.csv", text, strlen(text), &doc_limits_usual, &e),
	                 -1);
	assert_int_equal(e.code, ERR_INPUT);
	assert_int_equal(strncmp(e.text, "a.csv:2:", 8), 0);
	/* not named so, it is a text */
	assert_int_equal(document_parse(&d, "a.txt", text, strlen(text), &doc_limits_usual, &e), 0);
	assert_int_equal(d.n, 2);
	assert_int_equal(d.blocks[1].line, 2);
	document_free(&d);
}

/* Counted in the texts by hand: the line where a table begins, its rows, its
 * columns (the most cells of a row). */
static const struct {
	const char *name;
	int tables[10][3];
} seeds[] = {
    {"yueyanglou-infocenter-2024", {{4, 26, 7}, {151, 31, 9}}},
    {"yueyanglou-health-bureau-2024",
     {{4, 43, 7}, {236, 33, 9}, {546, 22, 9}, {771, 20, 9}, {975, 35, 9}}},
    {"panzhihua-bigdata-2021-final-accounts", {{143, 22, 6}}},
    {"hunan-infocenter-2020-final-accounts",
     {{100, 16, 6},
      {131, 13, 9},
      {158, 15, 8},
      {185, 17, 9},
      {214, 15, 5},
      {241, 30, 9},
      {283, 5, 12},
      {301, 5, 8},
      {318, 5, 5}}},
};

static void check_tables(const struct document *d, const int (*wanted)[3])
{
	for (size_t i = 0; i < d->n && (*wanted)[0]; i++) {
		const struct doc_table *t = d->blocks[i].table;

		if (!t)
			continue;
		if (d->blocks[i].line != (*wanted)[0] || t->rows != (*wanted)[1] ||
		    t->columns != (*wanted)[2])
			fail_msg("%s:%d: %d×%d, wanted line %d: %d×%d", d->name, d->blocks[i].line,
			         t->rows, t->columns, (*wanted)[0], (*wanted)[1], (*wanted)[2]);
		wanted++;
	}
	assert_int_equal((*wanted)[0], 0);
}

static void document_read__dumps_of_real_documents__have_their_tables(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof seeds / sizeof *seeds; i++) {
		struct document d = {0};
		struct str name = {0};
		struct err e = {0};
		char *path;

		str_addf(&name, "tests/seeds/%s.txt", seeds[i].name);
		path = sample_path(str_text(&name));
		if (document_read(&d, path, &doc_limits_usual, &e) < 0)
			fail_msg("%s", e.text);
		check_tables(&d, seeds[i].tables);
		document_free(&d);
		mem_free(path);
		str_free(&name);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(document_parse__texts__become_paragraphs_and_tables),
	    cmocka_unit_test(document_parse__a_broken_csv__says_its_line),
	    cmocka_unit_test(document_read__dumps_of_real_documents__have_their_tables),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
