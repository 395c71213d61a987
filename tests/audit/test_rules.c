#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "audit/audit.h"
#include "audit/rules.h"
#include "form/recalc.h"
#include "support/drawn.h"

/* Rules with each of the lines that go on with them. */

#define DRAWING(rule)                                                                              \
	"title 测试\n"                                                                             \
	"band 10 10 10 10\n"                                                                       \
	"| [a] | [b] | [sum] | [n] |\n"                                                            \
	"| [rate] | < | < | < |\n"                                                                 \
	"rows r\n"                                                                                 \
	"| [name] | [x] | [y] | < |\n"                                                             \
	"blank\n"                                                                                  \
	"field a money 甲\n"                                                                       \
	"field b money 乙\n"                                                                       \
	"field sum money 合计 computed a + b\n"                                                    \
	"field n count 人数\n"                                                                     \
	"field rate rate 比率\n"                                                                   \
	"list r 清单\n"                                                                            \
	"column name text 名称\n"                                                                  \
	"column x money 收\n"                                                                      \
	"column y money 支\n" rule "\n"

static const struct {
	const char *rule;
	const char *puts[5][2];
	const char *found; /* «CODE LEVEL VERDICT PLACE», NULL: silent */
} cases[] = {
	/* the field's own formula, under the rule's code and level */
	{ "rule J01 核实 sum  合计 = 甲 + 乙", { { "a", "1" }, { "b", "2" }, { "sum", "4" } },
	  "J01 核实 不符 main#1.sum" },
	{ "rule J01 核实 sum  合计 = 甲 + 乙", { { "a", "1" }, { "b", "2" }, { "sum", "3" } }, NULL },
	{ "", { { "a", "1" }, { "b", "2" }, { "sum", "3.02" } }, "P05 必须 不符 main#1.sum" },
	{ "", { { "a", "1" }, { "b", "2" }, { "sum", "3.01" } }, "P05 必须 尾差 main#1.sum" },
	{ "", { { "sum", "0" } }, NULL },
	{ "", { { "sum", "5" } }, "P05 必须 取数不足 main#1.sum" },
	{ "", { { "a", "1." } }, "P16 必须 不符 main#1.a" },
	/* a fault is told once, where it stands */
	{ "rule R 必须 a = b  甲等于乙", { { "a", "1." }, { "b", "1" } }, "P16 必须 不符 main#1.a" },
	/* missing */
	{ "rule R 必须 a = b  甲等于乙", { { "n", "1" } }, NULL },
	{ "rule R 必须 a = b  甲等于乙", { { "b", "1" } }, "R 必须 取数不足 main#1.a" },
	{ "rule R 必须 a + b = n  和\nmissing any", { { "a", "1" }, { "n", "1" } }, "R 必须 取数不足 main#1.n" },
	{ "rule R 必须 a + b = n  和", { { "a", "1" }, { "n", "1" } }, NULL },
	{ "rule R 必须 a = b  甲等于乙\nmissing all", { { "n", "1" } }, "R 必须 取数不足 main#1.a" },
	{ "rule R 必须 a = b  甲等于乙\nmissing zero", { { "b", "1" } }, "R 必须 不符 main#1.a" },
	{ "rule R 必须 a = b  甲等于乙\nmissing zero", { { "b", "0" } }, NULL },
	{ "rule R 必须 a >= 0  不为负", { { "b", "1" } }, NULL },
	/* measure */
	{ "rule R 必须 sum(r.x) = a  和", { { "a", "3.02" }, { "r.1.x", "1" }, { "r.2.x", "2" } }, "R 必须 不符 main#1.a" },
	{ "rule R 必须 sum(r.x) = a  和", { { "a", "3.01" }, { "r.1.x", "1" }, { "r.2.x", "2" } }, "R 必须 尾差 main#1.a" },
	{ "rule R 必须 sum(r.x) = a  和\nmeasure exact", { { "a", "3.01" }, { "r.1.x", "1" }, { "r.2.x", "2" } },
	  "R 必须 不符 main#1.a" },
	{ "rule R 必须 a = b  同\nmeasure same", { { "a", "1.234" }, { "b", "1.23" } }, NULL },
	{ "rule R 必须 a = b  同\nmeasure same", { { "a", "1.234" }, { "b", "1.24" } }, "R 必须 不符 main#1.a" },
	{ "rule R 必须 rate = a / b  比\nmeasure printed", { { "rate", "66.67%" }, { "a", "2" }, { "b", "3" } }, NULL },
	{ "rule R 必须 rate = a / b  比\nmeasure printed", { { "rate", "66.66%" }, { "a", "2" }, { "b", "3" } },
	  "R 必须 截位 main#1.rate" },
	/* when, years, at */
	{ "rule R 必须 a = b  同\nwhen n > 1", { { "a", "1" }, { "b", "2" }, { "n", "1" } }, NULL },
	{ "rule R 必须 a = b  同\nwhen n > 1", { { "a", "1" }, { "b", "2" }, { "n", "2" } }, "R 必须 不符 main#1.a" },
	{ "rule R 必须 a = b  同\nyears 2025-", { { "a", "1" }, { "b", "2" } }, NULL },
	{ "rule R 必须 a = b  同\nyears 2020-2024", { { "a", "1" }, { "b", "2" } }, "R 必须 不符 main#1.a" },
	{ "rule R 提示 a = b  同\nat b", { { "a", "1" }, { "b", "2" } }, "R 提示 不符 main#1.b" },
	{ "rule R 必须 a + n = b  同", { { "a", "1" }, { "b", "2" } }, "R 必须 不符 main#1.b" },
	/* each */
	{ "rule R 核实 x >= y  收不小于支\neach r where name = \"二\"",
	  { { "r.1.name", "一" }, { "r.1.y", "1" }, { "r.2.name", "二" }, { "r.2.x", "1" }, { "r.2.y", "3" } },
	  "R 核实 不符 main#1.r.2.x" },
	{ "rule R 核实 alike(name, \"甲\")  名称\neach r where x > 0",
	  { { "r.1.name", "乙" }, { "r.2.name", "乙" }, { "r.2.x", "1" } }, "R 核实 不符 main#1.r.2.name" },
};

static void put_all(struct filing *f, const char *const (*puts)[2])
{
	drawn_row(f, "r", 1, NULL);
	drawn_row(f, "r", 2, NULL);
	for (size_t i = 0; i < 5 && puts[i][0]; i++)
		drawn_put(f, puts[i][0], puts[i][1]);
	filing_recalc(f);
}

/* The drawn form, whatever its key is, is main. */
static void put_found(const struct filing *f, const struct findings *all, struct str *out)
{
	for (size_t i = 0; i < all->n; i++) {
		struct str place = { 0 };
		finding_put_place(f, all->item[i].place, &place);
		str_addf(out, "%s%s %s %s main%s", i ? "; " : "", all->item[i].rule,
		         level_name(all->item[i].level), verdict_name(all->item[i].verdict),
		         strchr(str_text(&place), '#'));
		str_free(&place);
	}
}

static void audit_filing__rules__find_what_they_say(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct str drawing = { 0 }, found = { 0 };
		struct findings all = { 0 };
		str_addf(&drawing, DRAWING("%s"), cases[i].rule);
		struct filing *f = drawn_filing(str_text(&drawing));
		put_all(f, cases[i].puts);
		audit_filing(f, &all);
		put_found(f, &all, &found);
		const char *wanted = cases[i].found ? cases[i].found : "";
		if (strcmp(str_text(&found), wanted) != 0)
			fail_msg("case %zu (%s): «%s», wanted «%s»", i, cases[i].rule, str_text(&found), wanted);
		str_free(&drawing);
		str_free(&found);
		findings_free(&all);
		drawn_free(f);
	}
}

static void say__holes__are_filled(void **state)
{
	(void)state;
	struct findings all = { 0 };
	struct filing *f = drawn_filing(DRAWING(
	    "rule R 核实 x >= y  收不小于支\neach r\nsay {name}收{x}支{y}{if x < y: ，少{y - x}}"));
	const char *const puts[5][2] = { { "r.1.name", "甲" }, { "r.1.x", "1" }, { "r.1.y", "3.5" } };
	put_all(f, puts);
	audit_filing(f, &all);
	assert_int_equal(all.n, 1);
	assert_string_equal(all.item[0].text, "甲：甲收1.00支3.50，少2.50");
	findings_free(&all);
	drawn_free(f);
}

static void audit_filing__equation__line_has_both_figures(void **state)
{
	(void)state;
	struct findings all = { 0 };
	struct filing *f = drawn_filing(DRAWING("rule J01 必须 sum  合计 = 甲 + 乙"));
	const char *const puts[5][2] = { { "a", "60" }, { "b", "38" }, { "sum", "99" } };
	put_all(f, puts);
	audit_filing(f, &all);
	assert_int_equal(all.n, 1);
	assert_string_equal(all.item[0].text, "合计 = 甲 + 乙   报 99.00  算 98.00  差 +1.00");
	assert_int_equal(all.item[0].ncells, 3);
	assert_int_equal(all.item[0].tolerance, 15000); /* three halves of 0.01 */
	findings_free(&all);
	drawn_free(f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(audit_filing__rules__find_what_they_say),
		cmocka_unit_test(say__holes__are_filled),
		cmocka_unit_test(audit_filing__equation__line_has_both_figures),
	};
	return cmocka_run_group_tests_name("rules", tests, NULL, NULL);
}
