#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "base/str.h"
#include "calc/expr.h"

/* A world of letters: a = 1, b = 2, n is blank, x is 不适用, f a fault, t text. */
static struct expr_value letter(void *context, const struct expr *name)
{
	struct rat_pool *pool = context;
	switch (name->text[0]) {
	case 'n':
		return (struct expr_value){ .state = FIGURE_BLANK };
	case 'x':
		return (struct expr_value){ .state = FIGURE_NA };
	case 'f':
		return (struct expr_value){ .state = FIGURE_FAULT };
	case 't':
		return (struct expr_value){ .state = FIGURE_TEXT, .text = "优" };
	default:
		return (struct expr_value){ .state = FIGURE_NUMBER,
			.num = rat_from_num(pool, (name->text[0] - 'a' + 1) * NUM_ONE) };
	}
}

struct result {
	enum figure_state state;
	int64_t num;
};

static struct result evaluate(const char *text)
{
	struct err e = { 0 };
	struct rat_pool *pool = rat_pool_new();
	struct expr_world w = { .context = pool, .pool = pool, .value = letter };
	struct result r = { FIGURE_ABSENT, 0 };
	struct expr *x = expr_parse(text, &e);
	assert_non_null(x);
	struct expr_value v = expr_eval(x, &w);
	r.state = v.state;
	if (v.state == FIGURE_NUMBER)
		assert_true(rat_to_num(v.num, 6, &r.num));
	expr_free(x);
	rat_pool_free(pool);
	return r;
}

#define N FIGURE_NUMBER
static const struct { const char *text; enum figure_state state; int64_t num; } values[] = {
	{ "1 + 2 * 3", N, 7000000 },
	{ "(1 + 2) * 3", N, 9000000 },
	{ "10 - 4 - 3", N, 3000000 },
	{ "-a + b", N, 1000000 },
	{ "1 / 3 * 3", N, 1000000 },          /* exact: no rounding on the way */
	{ "61.98 + 48.78 = 110.76", N, 1000000 },
	{ "110.75 / 111.53 * 10", N, 9930064 },/* 9.93006366… */
	{ "50%", N, 500000 },
	{ "round(0.125, 2)", N, 130000 },     /* half away from zero */
	{ "round(-0.125, 2)", N, -130000 },
	{ "min(a, b)", N, 1000000 },
	{ "max(a, b, 0.5)", N, 2000000 },
	{ "min(a, n)", FIGURE_BLANK, 0 },
	{ "if(a < b, 3, 4)", N, 3000000 },
	{ "if(a ≥ b, 3, 4)", N, 4000000 },
	{ "not a > b and b > a", N, 1000000 },
	{ "a > b or b > a", N, 1000000 },
	{ "blank(n)", N, 1000000 },
	{ "blank(a)", N, 0 },
	{ "abs(a - b)", N, 1000000 },
	{ "a + n", N, 1000000 },              /* a blank counts as nothing in a sum */
	{ "n - b", N, -2000000 },
	{ "n + n", FIGURE_BLANK, 0 },
	{ "x + x", FIGURE_NA, 0 },
	{ "a + x", N, 1000000 },
	{ "a * n", FIGURE_BLANK, 0 },
	{ "a / n", FIGURE_BLANK, 0 },
	{ "a / x", FIGURE_NA, 0 },
	{ "a / (b - 2)", FIGURE_FAULT, 0 },   /* by zero */
	{ "a + f", FIGURE_FAULT, 0 },
	{ "a + t", FIGURE_FAULT, 0 },
	{ "t = \"优\"", N, 1000000 },
	{ "sum(a, b, n)", N, 3000000 },
	{ "count(a)", N, 1000000 },
	{ "（a＋b）×b÷4", N, 1500000 },
};
#undef N

static void expr_eval__cases__give_hand_worked_values(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
		struct result r = evaluate(values[i].text);
		if (r.state != values[i].state || r.num != values[i].num)
			fail_msg("%s: state %d num %lld", values[i].text, r.state, (long long)r.num);
	}
}

static void expr_parse__mistakes__are_refused_with_the_place(void **state)
{
	static const struct { const char *text; const char *place; } wrong[] = {
		{ "", "第 1 字节" },        { "1 +", "第 4 字节" },      { "(1", "第 3 字节" },
		{ "sum(", "第 5 字节" },    { "foo(1)", "第 4 字节" },   { "1 2", "第 3 字节" },
		{ "a ! b", "第 3 字节" },   { "\"abc", "第 1 字节" },    { "round(1)", "第 8 字节" },
		{ "if(1,2,3,4)", "第 10 字节" }, { "１", "第 1 字节" },
	};
	(void)state;
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		struct err e = { 0 };
		struct expr *x = expr_parse(wrong[i].text, &e);
		if (x || e.code != ERR_INPUT || !strstr(e.text, wrong[i].place))
			fail_msg("%s: %s", wrong[i].text, x ? "taken" : e.text);
	}
}

static void expr_parse__nested_too_deep__is_refused(void **state)
{
	struct err e = { 0 };
	char text[512];
	(void)state;
	memset(text, '(', 300);
	text[300] = '\0';
	assert_null(expr_parse(text, &e));
	assert_non_null(strstr(e.text, "太深"));
}

static bool put_name(void *context, const struct expr *x, struct str *out)
{
	(void)context;
	str_add(out, x->kind == EXPR_NAME ? x->text : "");
	return x->kind == EXPR_NAME;
}

static void expr_print__brackets__stand_where_they_are_needed(void **state)
{
	static const struct { const char *text, *printed; } cases[] = {
		{ "a + b * c", "a + b × c" },     { "(a + b) * c", "(a + b) × c" },
		{ "a - (b - c)", "a − (b − c)" }, { "a / (b * c)", "a ÷ (b × c)" },
		{ "a - b - c", "a − b − c" },     { "min(a, 10)", "取小(a, 10)" },
		{ "0.5 * a", "0.5 × a" },         { "c - if(blank(a), a, b - a)", "c − (b − a)" },
		{ "stated(a) + b", "a + b" },     { "if(blank(a), 0, b)", "如果(未填(a), 0, b)" },
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct err e = { 0 };
		struct str out = { 0 };
		struct expr *x = expr_parse(cases[i].text, &e);
		assert_non_null(x);
		expr_print(x, &out, put_name, NULL);
		assert_string_equal(str_text(&out), cases[i].printed);
		expr_free(x);
		str_free(&out);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(expr_eval__cases__give_hand_worked_values),
		cmocka_unit_test(expr_parse__mistakes__are_refused_with_the_place),
		cmocka_unit_test(expr_parse__nested_too_deep__is_refused),
		cmocka_unit_test(expr_print__brackets__stand_where_they_are_needed),
	};
	return cmocka_run_group_tests_name("expr", tests, NULL, NULL);
}
