/* The four verdicts, against cases worked out by hand (ENGINE §2). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "audit/compare.h"
#include "form/recalc.h"
#include "support/drawn.h"

#define FORM \
	"band 10 10 10\n" \
	"| [a] | [b] | [c] |\n| [n] | [m] | [rate] |\n| [sum] | [ratio] | [staff] |\n" \
	"| [least] | [wide] | x |\n" \
	"field a money 甲\nfield b money 乙\nfield c money 丙\n" \
	"field n count 现有\nfield m count 编制\n" \
	"field sum money 合计 computed a + b + c\n" \
	"field ratio rate 比例 computed a / b\n" \
	"field staff rate 控制率 computed n / m\n" \
	"field rate rate 率 \n" \
	"field least money 较小 computed min(a, b)\n" \
	"field wide money 积 computed a * rate\n" \
	"rule r.sum 必须 a + b = c  甲加乙等于丙\n" \
	"rule r.least 必须 c >= a + b  丙不小于甲加乙\n"

static const struct {
	const char *a, *b, *c, *n, *m;
	const char *key, *stated;
	enum verdict wanted;
} cells[] = {
	/* sums: each addend may be off by half a cent, and so may the total */
	{ "1.00", "2.00", "3.00", NULL, NULL, "sum", "6.00", VERDICT_AGREES },
	{ "1.00", "2.00", "3.00", NULL, NULL, "sum", "6", VERDICT_AGREES },
	{ "1.00", "2.00", "3.00", NULL, NULL, "sum", "6.01", VERDICT_TAIL },   /* 4 × 0.005 > 0.01 */
	{ "1.00", "2.00", "3.00", NULL, NULL, "sum", "6.02", VERDICT_DIFFERS },/* [6.015,6.025) and [5.985,6.015) */
	{ "1", "2", "3", NULL, NULL, "sum", "6.02", VERDICT_DIFFERS },         /* «1» is 1.00 */
	{ "61.98", "48.78", NULL, NULL, NULL, "sum", "110.76", VERDICT_AGREES },
	{ "61.98", "48.78", NULL, NULL, NULL, "sum", "110.75", VERDICT_TAIL }, /* a blank is exact 0 */
	{ "61.98", "48.78", NULL, NULL, NULL, "sum", "110.74", VERDICT_DIFFERS },
	{ "3985.49", "22.47", "9905.27", NULL, NULL, "sum", "13913.22", VERDICT_TAIL }, /* bureau 2024 */
	{ "48.6.", "1", "2", NULL, NULL, "sum", "51.60", VERDICT_UNCHECKED },
	{ NULL, NULL, NULL, NULL, NULL, "sum", "1.00", VERDICT_UNCHECKED },
	/* quotients */
	{ "110.75", "111.53", NULL, NULL, NULL, "ratio", "99.30%", VERDICT_AGREES },
	{ "110.75", "111.53", NULL, NULL, NULL, "ratio", "99.3%", VERDICT_AGREES },
	{ "943.99", "926.03", NULL, NULL, NULL, "ratio", "101.94%", VERDICT_AGREES },  /* 1.0193946… */
	{ "943.99", "926.03", NULL, NULL, NULL, "ratio", "101.93%", VERDICT_TRUNCATED },
	{ "943.99", "926.03", NULL, NULL, NULL, "ratio", "101.95%", VERDICT_DIFFERS },
	{ "0.02", "0.03", NULL, NULL, NULL, "ratio", "66.66%", VERDICT_TAIL },         /* [0.015,0.025) ÷ [0.025,0.035) */
	{ "1", NULL, NULL, NULL, NULL, "ratio", "50%", VERDICT_UNCHECKED },
	{ "1", "0", NULL, NULL, NULL, "ratio", "50%", VERDICT_UNCHECKED },
	/* counts are exact */
	{ NULL, NULL, NULL, "5", "5", "staff", "100%", VERDICT_AGREES },
	{ NULL, NULL, NULL, "27", "26", "staff", "103.85%", VERDICT_AGREES },
	{ NULL, NULL, NULL, "27", "26", "staff", "103.84%", VERDICT_TRUNCATED },
	{ NULL, NULL, NULL, "2416", "2400", "staff", "101.51%", VERDICT_DIFFERS }, /* 100.67 % */
	{ "3.00", "2.00", NULL, NULL, NULL, "least", "2.00", VERDICT_AGREES },
	{ "3.00", "2.00", NULL, NULL, NULL, "least", "3.00", VERDICT_DIFFERS },
};

static void put_parts(struct filing *f, const char *a, const char *b, const char *c)
{
	drawn_put(f, "a", a);
	drawn_put(f, "b", b);
	drawn_put(f, "c", c);
}

static void verdict_of_cell__cases__as_worked_out(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof cells / sizeof *cells; i++) {
		struct filing *f = drawn_filing(FORM);
		struct world w;
		struct place p;
		put_parts(f, cells[i].a, cells[i].b, cells[i].c);
		drawn_put(f, "n", cells[i].n);
		drawn_put(f, "m", cells[i].m);
		drawn_put(f, cells[i].key, cells[i].stated);
		filing_recalc(f);
		assert_true(filing_place(f, 0, cells[i].key, &p));
		world_open(&w, f);
		enum verdict got = verdict_of_cell(&w, p);
		world_close(&w);
		if (got != cells[i].wanted)
			fail_msg("case %zu (%s = %s): %s, wanted %s", i, cells[i].key, cells[i].stated,
			         verdict_name(got), verdict_name(cells[i].wanted));
		drawn_free(f);
	}
}

static const struct {
	const char *a, *b, *c;
	size_t rule;
	enum verdict wanted;
} tests_of_rules[] = {
	{ "1.00", "2.00", "3.00", 0, VERDICT_AGREES },
	{ "1.00", "2.00", "3.01", 0, VERDICT_TAIL },
	{ "1.00", "2.00", "3.02", 0, VERDICT_DIFFERS },
	{ "1.00", "2.00", NULL, 0, VERDICT_UNCHECKED },
	{ "1.00", "2.00", "3.00", 1, VERDICT_AGREES },
	{ "1.00", "2.00", "9.00", 1, VERDICT_AGREES },
	{ "1.00", "2.00", "2.99", 1, VERDICT_TAIL },
	{ "1.00", "2.00", "2.00", 1, VERDICT_DIFFERS },
};

static void compare_rule__cases__as_worked_out(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof tests_of_rules / sizeof *tests_of_rules; i++) {
		struct filing *f = drawn_filing(FORM);
		struct world w;
		put_parts(f, tests_of_rules[i].a, tests_of_rules[i].b, tests_of_rules[i].c);
		filing_recalc(f);
		world_open(&w, f);
		enum verdict got = compare_rule(&w, &f->sheets[0].form->rules[tests_of_rules[i].rule],
		                                (struct place){ 0, -1, -1, -1 }).verdict;
		world_close(&w);
		if (got != tests_of_rules[i].wanted)
			fail_msg("case %zu: %s, wanted %s", i, verdict_name(got), verdict_name(tests_of_rules[i].wanted));
		drawn_free(f);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(verdict_of_cell__cases__as_worked_out),
		cmocka_unit_test(compare_rule__cases__as_worked_out),
	};
	return cmocka_run_group_tests_name("verdict", tests, NULL, NULL);
}
