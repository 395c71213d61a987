#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "calc/num.h"

#define COUNT(a) (sizeof(a) / sizeof *(a))
#define N(millionths) INT64_C(millionths)

static void num_parse__numbers_as_people_write_them__are_exact(void **state)
{
	static const struct {
		const char *text, *unit;
		int64_t num;
		int decimals;
		bool percent;
	} cases[] = {
	    {"0", NULL, 0, 0, false},
	    {"26", NULL, N(26000000), 0, false},
	    {"48.60", NULL, N(48600000), 2, false},
	    {" 48.6\n", NULL, N(48600000), 1, false},
	    {"-3.5", NULL, N(-3500000), 1, false},
	    {"−3.5", NULL, N(-3500000), 1, false},
	    {"－３．５", NULL, N(-3500000), 1, false},
	    {"+7", NULL, N(7000000), 0, false},
	    {"-0.00", NULL, 0, 2, false},
	    {"007", NULL, N(7000000), 0, false},
	    {"0.000001", NULL, 1, 6, false},
	    {"1,234.50", NULL, N(1234500000), 2, false},
	    {"１，２３４．５０", NULL, N(1234500000), 2, false},
	    {"1,234,567", NULL, N(1234567000000), 0, false},
	    {"99.30%", NULL, N(993000), 4, true},
	    {"１２．５％", NULL, N(125000), 3, true},
	    {"12.5 %", NULL, N(125000), 3, true},
	    {"100%", NULL, N(1000000), 2, true},
	    {"103.85%", NULL, N(1038500), 4, true},
	    {"-0.01%", NULL, N(-100), 4, true},
	    {"111.53万元", "万元", N(111530000), 2, false},
	    {"111.53 万元", "万元", N(111530000), 2, false},
	    {"26", "人", N(26000000), 0, false},
	    {"9223372036854.775807", NULL, INT64_MAX, 6, false},
	    {"-9223372036854.775807", NULL, -INT64_MAX, 6, false},
	    {"00000000000000000000000001", NULL, N(1000000), 0, false},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct figure got;

		assert_int_equal(num_parse(cases[i].text, cases[i].unit, &got), NUM_OK);
		assert_int_equal(got.state, FIGURE_NUMBER);
		assert_true(got.num == cases[i].num);
		assert_int_equal(got.decimals, cases[i].decimals);
		assert_int_equal(got.percent, cases[i].percent);
	}
}

static void num_parse__what_is_no_number__is_told_apart(void **state)
{
	static const struct {
		const char *text, *unit;
		enum num_result result;
		enum figure_state state;
	} cases[] = {
	    {NULL, NULL, NUM_EMPTY, FIGURE_BLANK},
	    {"", NULL, NUM_EMPTY, FIGURE_BLANK},
	    {" 　\t", NULL, NUM_EMPTY, FIGURE_BLANK},
	    {"48.6.", NULL, NUM_BAD, FIGURE_FAULT},
	    {"48.", NULL, NUM_BAD, FIGURE_FAULT},
	    {".5", NULL, NUM_BAD, FIGURE_FAULT},
	    {"-", NULL, NUM_BAD, FIGURE_FAULT},
	    {"--1", NULL, NUM_BAD, FIGURE_FAULT},
	    {"- 1", NULL, NUM_BAD, FIGURE_FAULT},
	    {"abc", NULL, NUM_BAD, FIGURE_FAULT},
	    {"12a", NULL, NUM_BAD, FIGURE_FAULT},
	    {"NaN", NULL, NUM_BAD, FIGURE_FAULT},
	    {"1e5", NULL, NUM_BAD, FIGURE_FAULT},
	    {"0x10", NULL, NUM_BAD, FIGURE_FAULT},
	    {"48 6", NULL, NUM_BAD, FIGURE_FAULT},
	    {"12,3", NULL, NUM_BAD, FIGURE_FAULT},
	    {"1234,567", NULL, NUM_BAD, FIGURE_FAULT},
	    {"1,2345", NULL, NUM_BAD, FIGURE_FAULT},
	    {"1,,234", NULL, NUM_BAD, FIGURE_FAULT},
	    {",234", NULL, NUM_BAD, FIGURE_FAULT},
	    {"1,234,", NULL, NUM_BAD, FIGURE_FAULT},
	    {"0.1,234", NULL, NUM_BAD, FIGURE_FAULT},
	    {"≥95%", NULL, NUM_BAD, FIGURE_FAULT},
	    {"50%%", NULL, NUM_BAD, FIGURE_FAULT},
	    {"50%人", "人", NUM_BAD, FIGURE_FAULT},
	    {"11.88 万人次", NULL, NUM_BAD, FIGURE_FAULT},
	    {"26人", NULL, NUM_BAD, FIGURE_FAULT},
	    {"26人", "份", NUM_BAD, FIGURE_FAULT},
	    {"26人人", "人", NUM_BAD, FIGURE_FAULT},
	    {"人", "人", NUM_BAD, FIGURE_FAULT},
	    {"二十六", NULL, NUM_BAD, FIGURE_FAULT},
	    {"2\xff", NULL, NUM_BAD, FIGURE_FAULT},
	    {"12345678901234567890", NULL, NUM_TOO_BIG, FIGURE_FAULT},
	    {"12345678901234567890x", NULL, NUM_BAD, FIGURE_FAULT},
	    {"99999999999999999999999999999999999999999", NULL, NUM_TOO_BIG, FIGURE_FAULT},
	    {"9223372036854.775808", NULL, NUM_TOO_BIG, FIGURE_FAULT},
	    {"-9223372036854.775808", NULL, NUM_TOO_BIG, FIGURE_FAULT},
	    {"18446744073709.551617", NULL, NUM_TOO_BIG, FIGURE_FAULT}, /* 2⁶⁴ + 1 */
	    {"0.1234567", NULL, NUM_TOO_FINE, FIGURE_FAULT},
	    {"1.12345%", NULL, NUM_TOO_FINE, FIGURE_FAULT}, /* 0.0112345 */
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct figure got;

		assert_int_equal(num_parse(cases[i].text, cases[i].unit, &got), cases[i].result);
		assert_int_equal(got.state, cases[i].state);
	}
}

static void num_format__numbers__are_rounded_half_away_from_zero(void **state)
{
	static const struct {
		int64_t num;
		int decimals;
		bool percent;
		const char *wanted;
	} cases[] = {
	    {0, 2, false, "0.00"},
	    {N(48600000), 2, false, "48.60"},
	    {N(-4000), 2, false, "0.00"}, /* -0.004, no "-0.00" */
	    {N(-5000), 2, false, "-0.01"},
	    {N(5000), 2, false, "0.01"},
	    {N(4999), 2, false, "0.00"},
	    {N(2675000), 2, false, "2.68"}, /* binary fractions give 2.67 */
	    {N(1005000), 2, false, "1.01"},
	    {N(500000), 0, false, "1"},
	    {N(-500000), 0, false, "-1"},
	    {N(1500000), 0, false, "2"},
	    {N(2500000), 0, false, "3"}, /* not to the even one */
	    {N(999995000), 2, false, "1000.00"},
	    {N(1), 6, false, "0.000001"},
	    {N(-1), 6, false, "-0.000001"},
	    {N(1), 9, false, "0.000001"},
	    {N(1234567890), -1, false, "1235"},
	    {INT64_MAX, 6, false, "9223372036854.775807"},
	    {INT64_MAX, 0, false, "9223372036855"},
	    {-INT64_MAX, 2, false, "-9223372036854.78"},
	    {INT64_MIN, 6, false, "-9223372036854.775808"},
	    {N(993000), 2, true, "99.30%"},
	    {N(1000000), 2, true, "100%"},
	    {N(0), 2, true, "0%"},
	    {N(1038500), 2, true, "103.85%"},
	    {N(1038462), 2, true, "103.85%"}, /* 27 ÷ 26 */
	    {N(999999), 2, true, "100.00%"},  /* nearly, not quite */
	    {N(-125000), 1, true, "-12.5%"},
	    {N(50), 2, true, "0.01%"},
	    {N(-49), 2, true, "0.00%"},
	    {N(333333), 4, true, "33.3333%"},
	    {N(333333), 6, true, "33.333300%"},
	    {INT64_MAX, 2, true, "922337203685477.58%"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct str out = {0};

		num_format(&out, cases[i].num, cases[i].decimals, cases[i].percent);
		assert_string_equal(str_text(&out), cases[i].wanted);
		str_free(&out);
	}
}

static void num_round__ties__go_away_from_zero(void **state)
{
	static const struct {
		int64_t num;
		int decimals;
		int64_t wanted;
	} cases[] = {
	    {0, 0, 0},
	    {N(3485000), 2, N(3490000)},
	    {N(3484999), 2, N(3480000)},
	    {N(-3485000), 2, N(-3490000)},
	    {N(-4000), 2, 0},
	    {N(500000), 0, N(1000000)},
	    {N(499999), 0, 0},
	    {N(123456), 6, N(123456)},
	    {N(123456), 9, N(123456)},
	    {N(123455), 5, N(123460)},
	    {INT64_MAX, 6, INT64_MAX},
	    {INT64_MAX, 0, N(9223372036854000000)}, /* …855000000 would not fit */
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_true(num_round(cases[i].num, cases[i].decimals) == cases[i].wanted);
}

static void num_propose__a_slip__has_one_reading(void **state)
{
	static const struct {
		const char *text;
		int64_t wanted;
	} cases[] = {
	    {"48.6.", N(48600000)},    {"48.6。", N(48600000)},     {"48。6", N(48600000)},
	    {"48..6", N(48600000)},    {"48.", N(48000000)},        {".5", N(500000)},
	    {"48 .6", N(48600000)},    {"12,3万元", N(12300000)},   {"12,34.50", N(1234500000)},
	    {"48.6万元", N(48600000)}, {"26人", N(26000000)},       {"1O.5", N(10500000)},
	    {"l2", N(12000000)},       {"1,234.5.", N(1234500000)}, {"—5", N(-5000000)},
	    {"３９份", N(39000000)},   {"99.3%。", N(993000)},      {"48.678.", N(48680000)},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		int64_t got = 0;

		assert_true(num_propose(cases[i].text, 2, &got));
		assert_true(got == cases[i].wanted);
	}
}

static void num_propose__more_than_one_reading__has_none(void **state)
{
	static const char *const cases[] = {
	    "",      "abc",       "≥95",   "48 6", "11.88 万人次",          "5000元",
	    "1.2.3", "约48",      "IO",    "-",    "12345678901234567890.", "3+4",
	    "1,2,3", "2024年3月", "5\xff",
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		int64_t got;

		assert_false(num_propose(cases[i], 2, &got));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(num_parse__numbers_as_people_write_them__are_exact),
	    cmocka_unit_test(num_parse__what_is_no_number__is_told_apart),
	    cmocka_unit_test(num_format__numbers__are_rounded_half_away_from_zero),
	    cmocka_unit_test(num_round__ties__go_away_from_zero),
	    cmocka_unit_test(num_propose__a_slip__has_one_reading),
	    cmocka_unit_test(num_propose__more_than_one_reading__has_none),
	};

	return cmocka_run_group_tests_name("calc/num", tests, NULL, NULL);
}
