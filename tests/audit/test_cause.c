#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "audit/account.h"
#include "audit/audit.h"
#include "base/mem.h"
#include "form/recalc.h"
#include "support/drawn.h"

#define DRAWING                                                                                    \
	"title 测试\n"                                                                             \
	"band 10 10 10 10\n"                                                                       \
	"| [a] | [note] | [b] | [sum] |\n"                                                         \
	"rows r\n"                                                                                 \
	"| [name] | [x] | [y] | [total] |\n"                                                       \
	"blank\n"                                                                                  \
	"field a money 甲\n"                                                                       \
	"field note text 备注\n"                                                                   \
	"field b money 乙\n"                                                                       \
	"field sum money 合计 computed a + b\n"                                                    \
	"list r 清单\n"                                                                            \
	"column name text 名称\n"                                                                  \
	"column x money 收\n"                                                                      \
	"column y money 支\n"                                                                      \
	"column total money 和 computed x + y\n"                                                   \
	"rule J01 必须 sum  合计 = 甲 + 乙\n"                                                      \
	"source 某办法\n"

static const struct {
	const char *a, *b, *sum;
	const char *first; /* the best candidate holds these words; NULL: there is none */
} cases[] = {
	{ "60", "38", "60", "可能漏加了这一项" },          /* −38 */
	{ "60", "38", "158", "可能多加了一次" },           /* +60 */
	{ "60", "38", "22", "可能正负号反了" },            /* −76 = −2×38 */
	{ "11", "22", "330000", "可能把元当万元填了" },
	{ "110000", "220000", "33", "可能把单位写成了元" },
	{ "11", "22", "330", "可能点错了小数点" },
	{ "100.12", "20.11", "102.23", "两位数字颠倒" },   /* 120.23 */
	{ "100.12", "20.11", "120.29", "只差一位数字" },
	{ "100.12", "20.11", "120.24", "四舍五入的尾差" },
	{ "100.12", "20.11", "377.71", NULL },
	{ "100.12", "-20.11", "-80.01", "可能漏了负号" },
};

static void cause_find__differences__best_candidate_first(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct findings all = { 0 };
		struct cause causes[CAUSES_MAX];
		struct filing *f = drawn_filing(DRAWING);
		drawn_put(f, "a", cases[i].a);
		drawn_put(f, "b", cases[i].b);
		drawn_put(f, "sum", cases[i].sum);
		filing_recalc(f);
		audit_filing(f, &all);
		assert_int_equal(all.n, 1);
		size_t n = cause_find(f, &all.item[0], causes, CAUSES_MAX);
		const char *first = n ? causes[0].text : "";
		if (cases[i].first ? !strstr(first, cases[i].first) : n > 0)
			fail_msg("case %zu: «%s», wanted «%s»", i, first,
			         cases[i].first ? cases[i].first : "none");
		cause_free(causes, n);
		findings_free(&all);
		drawn_free(f);
	}
}

static void cause_find__figure_of_the_row_above__is_shifted(void **state)
{
	(void)state;
	struct findings all = { 0 };
	struct cause causes[CAUSES_MAX];
	struct filing *f = drawn_filing(DRAWING);
	drawn_row(f, "r", 1, NULL);
	drawn_row(f, "r", 2, NULL);
	drawn_put(f, "r.1.name", "一");
	drawn_put(f, "r.1.x", "123.45");
	drawn_put(f, "r.1.total", "123.45");
	drawn_put(f, "r.2.name", "二");
	drawn_put(f, "r.2.x", "77.10");
	drawn_put(f, "r.2.total", "123.45");
	filing_recalc(f);
	audit_filing(f, &all);
	assert_int_equal(all.n, 1);
	size_t n = cause_find(f, &all.item[0], causes, CAUSES_MAX);
	assert_int_equal(n, 1);
	assert_string_equal(causes[0].text, "与相邻的一·和 123.45相同：可能填串了格");
	assert_int_equal(causes[0].place.row, 0);
	cause_free(causes, n);
	findings_free(&all);
	drawn_free(f);
}

static void account_make__sum__tells_rule_formula_values_tolerance(void **state)
{
	(void)state;
	struct findings all = { 0 };
	struct account a;
	struct filing *f = drawn_filing(DRAWING);
	drawn_put(f, "a", "60");
	drawn_put(f, "b", "38");
	drawn_put(f, "sum", "99");
	filing_recalc(f);
	audit_filing(f, &all);
	account_make(f, &all.item[0], &a);
	assert_string_equal(a.rule, "J01 必须：合计 = 甲 + 乙");
	assert_string_equal(a.source, "某办法");
	assert_string_equal(a.formula, "合计 = 甲 + 乙");
	assert_string_equal(a.values, "60.00 + 38.00 = 98.00");
	assert_string_equal(a.tolerance, "差在 0.015 以内的算尾差：每个数都四舍五入过，最多各差半个末位");
	assert_null(a.last);
	account_free(&a);
	findings_free(&all);
	drawn_free(f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(cause_find__differences__best_candidate_first),
		cmocka_unit_test(cause_find__figure_of_the_row_above__is_shifted),
		cmocka_unit_test(account_make__sum__tells_rule_formula_values_tolerance),
	};
	return cmocka_run_group_tests_name("cause", tests, NULL, NULL);
}
