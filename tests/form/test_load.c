/* Every mistake in a definition is an error with file:line. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/file.h"
#include "base/mem.h"
#include "form/load.h"

static const char good_set[] =
    "set good 测试套表\nyears 2023-\nforms f\nweight w.a 10\ngrade 优 90\ngrade 差 0\n";

/* A form whose body comes after two lines that are right: line 3 is the first
 * of the body. */
#define HEAD "form f 表1 测试\nband 10 10\n"
#define FIELDS "field a money 甲\nfield b money 乙\n"

/* Lines 3 to 5: a list of the columns n and c, which come after. */
#define TREE(how) "list l 清单 " how "\nrows l\n| [n] | [c] |\n"

static char folder[] = "/tmp/ziping-load-XXXXXX";

/* Not file_write: hundreds of small files need not be safe on the disk. */
static void put(const char *name, const char *text)
{
	char *path = file_join(folder, name);
	FILE *f = fopen(path, "w");
	assert_non_null(f);
	assert_true(fputs(text, f) >= 0);
	assert_int_equal(fclose(f), 0);
	mem_free(path);
}

static struct set *load(const char *set, const char *form, struct err *e)
{
	static const struct code list[] = {
		{ (char *)"301", (char *)"工资", 0, 0 }, { (char *)"30101", (char *)"基本工资", 0, 0 },
		{ (char *)"30102", (char *)"津贴", 0, 2022 }, { (char *)"302", (char *)"商品", 0, 0 },
	};
	struct code_table table = { (char *)"econ", (struct code *)list, 4, 4 };
	struct codes codes = { &table, 1, 1 };
	*e = (struct err){ 0 };
	put("set", set);
	put("f.form", form);
	return set_load(folder, &codes, e);
}

static const struct { const char *form, *place, *words; } wrong_forms[] = {
	{ "", "f.form:1", "缺少 form" },
	{ "form g 表1 测试\n", "f.form:1", "文件名" },
	{ HEAD "| [a] | [b] |\n" FIELDS "field a money 又甲\n", "f.form:6", "重复" },
	{ HEAD "| [a] | [c] |\n" FIELDS, "f.form:3", "没有定义这个栏目：c" },
	{ HEAD "| [a] | [a] |\n" FIELDS, "f.form:3", "画了两次：a" },
	{ HEAD "| [a] | x |\n" FIELDS, "f.form:5", "没有画在表上：b" },
	{ HEAD "| [a] |\n" FIELDS, "f.form:3", "1 格，应为 2 格" },
	{ HEAD "| [a] | [b] | x |\n" FIELDS, "f.form:3", "3 格，应为 2 格" },
	{ HEAD "| [a] | [b]\n" FIELDS, "f.form:3", "以 | 结束" },
	{ HEAD "| < | [a] |\n" FIELDS, "f.form:3", "左边没有格" },
	{ HEAD "| ^ | [a] |\n" FIELDS, "f.form:3", "上面没有" },
	{ HEAD "| [a] | < |\n| ^ | [b] |\n" FIELDS, "f.form:4", "上面没有" },
	{ "form f 表1 测试\n| [a] | [b] |\n" FIELDS, "f.form:2", "band" },
	{ "form f 表1 测试\nband 10 x\n" FIELDS, "f.form:2", "宽度" },
	{ HEAD "| [a] | [b] |\nfield a money\n", "f.form:4", "键、种类和名称" },
	{ HEAD "| [a] | [b] |\nfield a sum 甲\n", "f.form:4", "没有这种栏目：sum" },
	{ HEAD "| [a] | [b] |\n" FIELDS "field c money 丙 hidden computed a + z\n", "f.form:6", "没有定义：z" },
	{ HEAD "| [a] | [b] |\n" FIELDS "field c money 丙 hidden computed a +\n", "f.form:6", "没有写完" },
	{ HEAD "| [a] | [b] |\n" FIELDS "field c money 丙 hiden\n", "f.form:6", "选项" },
	{ HEAD "| [a] | [b] |\nfield a money 甲 computed b + 1\nfield b money 乙 computed a * 2\n", "f.form:4", "a → b → a" },
	{ HEAD "| [a] | [b] |\nfield a money 甲 computed a\nfield b money 乙\n", "f.form:4", "a → a" },
	{ HEAD "| [a] | [b] |\n" FIELDS "rows l\n", "f.form:6", "没有定义这个清单：l" },
	{ HEAD "| [a] | [b] |\n" FIELDS "list l 清单\ncolumn n text 名称\ncolumn m money 金额\nrows l\n| [n] | [m] |\n| {n} | x |\n", "f.form:11", "{n}" },
	{ HEAD "| [a] | [b] |\n" FIELDS "list l 清单\ncolumn n text 名称\ncolumn m money 金额\nrows l\nblank\n", "f.form:10", "rows 后面" },
	{ HEAD "| [a] | [b] |\nfield a money 甲\nfield b money 乙 computed l.m\nlist l 清单\ncolumn n text 名称\ncolumn m money 金额\nrows l\n| [n] | [m] |\n", "f.form:5", "sum" },
	{ HEAD "| [a] | [b] |\nfield a money 甲\nfield b money 乙 computed sum(l.m where group = x)\nlist l 清单\ncolumn n text 名称\ncolumn m money 金额\nrows l\n| [n] | [m] |\n", "f.form:5", "没有这个分组：x" },
	{ HEAD "| [a] | [b] |\n" FIELDS "sides\nside\n| x |\nend\n", "f.form:9", "没有用完" },
	{ HEAD "| [a] | [b] |\n" FIELDS "sides\nside\n| x |\nside\n| y |\n", "f.form:", "没有 end" },
	{ HEAD "| [a] | [b] |\n" FIELDS "end\n", "f.form:6", "没有开头" },
	{ HEAD "| [a] | [b] |\n" FIELDS "each econ 301\n", "f.form:6", "没有 end" },
	{ HEAD "| [a] | [b] |\n" FIELDS "each econ 999\nend\n", "f.form:6", "代码表里没有 999" },
	{ HEAD "| [a] | [b] |\n" FIELDS "each func 301\nend\n", "f.form:6", "没有这个代码表：func" },
	{ HEAD "| [a.*] |\n" FIELDS, "f.form:3", "axis" },
	{ HEAD "| [a] | [b |\n" FIELDS, "f.form:3", "括号" },
	{ HEAD "| [a] | [b] |\n" FIELDS "rule r 必须 a = b\n", "f.form:6", "两个空格" },
	{ HEAD "| [a] | [b] |\n" FIELDS "rule r 必须 a.* = b.*  甲等于乙\n", "f.form:6", "却没有 axis" },
	{ HEAD "| [a] | [b] |\n" FIELDS "rule r 必须 a = z  甲等于乙\n", "f.form:6", "没有定义：z" },
	{ HEAD "| [a] | [b] |\n" FIELDS "rule r 核实 not says(gone, a)  甲没有说\n", "f.form:6", "没有这样的 words：gone" },
	{ HEAD "| [a] | [b] |\n" FIELDS "refer 预算 z\n", "f.form:6", "refer" },
	{ HEAD "| [a] | [b] |\n" FIELDS "column x text 列\n", "f.form:6", "list" },
	{ HEAD "| [a] | [b] |\n" FIELDS "wrong\n", "f.form:6", "看不懂" },
	{ HEAD "| [a] | [b] |\n" FIELDS "copies z\n", "f.form:6", "没有定义这个栏目" },
	{ HEAD TREE("tree") "column n text 名称\ncolumn c text 代码\n", "f.form:3", "代码列和代码表" },
	{ HEAD TREE("tree c") "column n text 名称\ncolumn c text 代码\n", "f.form:3", "代码列和代码表" },
	{ HEAD TREE("tree z econ") "column n text 名称\ncolumn c text 代码\n", "f.form:3", "没有这一列：z" },
	{ HEAD TREE("tree c func") "column n text 名称\ncolumn c text 代码\n", "f.form:3", "没有这个代码表：func" },
	{ HEAD TREE("tree n econ") "column n text 名称\ncolumn c text 代码\n", "f.form:3", "第一列是名称" },
	{ HEAD TREE("tree c econ") "group g 组\ncolumn n text 名称\ncolumn c text 代码\n", "f.form:3", "不能再分组" },
	{ HEAD "list l 清单\nrows l\n| [n] | [c] |\ncolumn n text 名称\ncolumn c money 金额 rollup\n", "f.form:7", "rollup" },
	{ HEAD TREE("tree c econ") "column n text 名称\ncolumn c text 代码\ncolumn m money 金额 hidden rollup computed 1 + 1\n", "f.form:8", "rollup" },
	{ HEAD "| [a] | [b] |\n" FIELDS "field c money 丙 hidden rollup\n", "f.form:6", "rollup" },
	{ HEAD TREE("tree c econ") "column n text 名称\ncolumn c text 代码\ncolumn m money 金额 hidden suggested rest(1)\n", "f.form:8", "rest 只能" },
	{ HEAD "| [a] | [b] |\n" FIELDS "field c money 丙 hidden suggested rest(1)\n", "f.form:6", "rest 只能" },
	{ HEAD TREE("from") "column n text 名称\ncolumn c text 代码\n", "f.form:3", "from 后面" },
	{ HEAD TREE("from f:k") "column n text 名称\ncolumn c text 代码\n", "f.form:6", "没有定义这个清单：f:k" },
	{ HEAD TREE("from f:l") "column n text 名称\ncolumn c text 代码\n", "f.form:6", "from 的清单" },
	{ HEAD TREE("from g:l") "column n text 名称\ncolumn c text 代码\n", "f.form:6", "没有这张表" },
	{ HEAD "| [a] | [b] |\n" FIELDS "field c number 丙 hidden computed level\n", "f.form:6", "没有定义：level" },
	{ HEAD "| [a] | [b] |\n" FIELDS "field c money 丙 hidden computed g:x\n", "f.form:6", "没有这张表" },
	{ HEAD "| [a] | [b] |\n" FIELDS "field c money 丙 hidden computed a.? + 1\n", "f.form:6", "带 ? 的名字" },
};

static void set_load__mistakes_in_a_form__are_told_with_file_and_line(void **state)
{
	struct err e;
	(void)state;
	for (size_t i = 0; i < sizeof wrong_forms / sizeof *wrong_forms; i++) {
		struct set *s = load(good_set, wrong_forms[i].form, &e);
		if (s || e.code != ERR_INPUT || !strstr(e.text, wrong_forms[i].place) ||
		    !strstr(e.text, wrong_forms[i].words))
			fail_msg("case %zu (%s %s): %s", i, wrong_forms[i].place, wrong_forms[i].words,
			         s ? "taken" : e.text);
	}
}

static void set_load__mistakes_in_a_set__are_told_with_file_and_line(void **state)
{
	static const struct { const char *set, *place; } wrong[] = {
		{ "set good 测试\n", "set:1" },
		{ "set good\nyears 2023-\nforms f\n", "set:1" },
		{ "set good 测试\nyears x\nforms f\n", "set:2" },
		{ "set good 测试\nyears 2023-\nforms ../f\n", "set:3" },
		{ "set good 测试\nyears 2023-\nforms f\nweight w\n", "set:4" },
		{ "set good 测试\nyears 2023-\nforms f\ngrade 差 0\ngrade 优 90\n", "set:5" },
		{ "set good 测试\nyears 2023-\nforms f\nscoring at_most guess\n", "set:4" },
		{ "set good 测试\nyears 2023-\nforms f\nband 达成 1 0\n", "set:4" },
		{ "set good 测试\nyears 2023-\nforms f\nresult f z z\n", "set:4" },
		{ "set good 测试\nyears 2023-\nforms f\nnonsense\n", "set:4" },
		{ "set good 测试\nyears 2023-\nforms f\nshare\n", "set:4" },
		{ "set good 测试\nyears 2023-\nforms f\nshare a\nshare b\n", "set:5" },
		{ "set good 测试\nyears 2023-\nforms f\nnumber f\n", "set:4" },
		{ "set good 测试\nyears 2023-\nforms f\nphrase none\n", "set:4" },
		{ "set good 测试\nyears 2023-\nforms f\nnumber g 表1\n", "set:1" },
		{ "set good 测试\nyears 2023-\nforms f\nunfold g\n", "set:1" },
	};
	struct err e;
	(void)state;
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		struct set *s = load(wrong[i].set, HEAD "| [a] | [b] |\n" FIELDS, &e);
		if (s || e.code != ERR_INPUT || !strstr(e.text, wrong[i].place))
			fail_msg("case %zu: %s", i, s ? "taken" : e.text);
	}
}

static void set_load__codes__are_written_out_by_year(void **state)
{
	static const char form[] =
	    "form f 表1 测试\nband 10 10 10\n"
	    "each econ ???\nfield e.{code} money {name} computed sum(e.{code}?" "?)\nend\n"
	    "each econ ?????\nfield e.{code} money {name}\nend\n"
	    "each econ 301 301?? 302\n| {code} | {name} | [e.{code}] |\nend\n";
	struct err e;
	(void)state;
	struct set *s = load(good_set, form, &e);
	if (!s)
		fail_msg("%s", e.text);
	/* 30102 ended in 2022, the set begins in 2023 */
	assert_int_equal(s->forms[0]->nfields, 3);
	assert_int_equal(form_field(s->forms[0], "e.30102"), -1);
	assert_int_equal(s->forms[0]->nblocks, 3);
	set_free(s);
}

/* Every prefix of a good form is taken or refused, never worse. */
static void set_load__every_prefix__is_taken_or_refused(void **state)
{
	static const char form[] = HEAD "axis y p q\n| [a] | [b] |\n| [c.*] |\n" FIELDS
	    "field c.* money 丙 computed a + sum(l.*)\nlist l 清单\ngroup g w.a 组|另名\ncolumn *  money 金额\n"
	    "rows l\n| [*] |\nblank ……\ntitle {year} 年\nfoot left 签字：[s] | 日期\nfield s text 签字\n";
	char part[sizeof form];
	struct err e;
	(void)state;
	for (size_t n = 0; n < sizeof form; n++) {
		memcpy(part, form, n);
		part[n] = '\0';
		struct set *s = load(good_set, part, &e);
		assert_true(s != NULL || e.code == ERR_INPUT);
		set_free(s);
	}
}

static int make_folder(void **state)
{
	(void)state;
	return mkdtemp(folder) ? 0 : -1;
}

static int remove_folder(void **state)
{
	static const char *const names[] = { "set", "f.form" };
	(void)state;
	for (size_t i = 0; i < 2; i++) {
		char *path = file_join(folder, names[i]);
		unlink(path);
		mem_free(path);
	}
	return rmdir(folder);
}

/* ---- what comes over into the next year, what is added up over units ---- */

static void set_load__keep_empty_unsummed__over_what_the_kind_says(void **state)
{
	static const char form[] = HEAD
	    "| [a] | [b] |\nrows l\n| [n] | [t] |\n"
	    "field a money 甲\nfield b money 乙 keep unsummed\n"
	    "field c target 丙 hidden\nfield d target 丁 hidden empty\n"
	    "field e rate 戊 hidden keep computed a / b\nfield g text 己 hidden\n"
	    "list l 清单\ncolumn n text 名称\ncolumn t points 分值\n";
	static const struct { const char *field; bool keeps, sums; } cases[] = {
		{ "a", false, true }, { "b", true, false }, { "c", true, false },
		{ "d", false, false }, { "e", false, false }, { "g", false, false },
	};
	struct err e;
	struct set *s = load(good_set, form, &e);
	(void)state;
	if (!s)
		fail_msg("%s", e.text);
	const struct form *f = s->forms[0];
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		int field = form_field(f, cases[i].field);
		if (form_keeps(f, -1, field) != cases[i].keeps || field_sums(&f->fields[field]) != cases[i].sums)
			fail_msg("%s", cases[i].field);
	}
	assert_true(form_keeps(f, 0, 0)); /* the name of a row */
	assert_true(form_keeps(f, 0, 1));
	assert_false(field_sums(&f->lists[0].columns[1]));
	set_free(s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(set_load__mistakes_in_a_form__are_told_with_file_and_line),
		cmocka_unit_test(set_load__mistakes_in_a_set__are_told_with_file_and_line),
		cmocka_unit_test(set_load__codes__are_written_out_by_year),
		cmocka_unit_test(set_load__every_prefix__is_taken_or_refused),
		cmocka_unit_test(set_load__keep_empty_unsummed__over_what_the_kind_says),
	};
	return cmocka_run_group_tests_name("load", tests, make_folder, remove_folder);
}
