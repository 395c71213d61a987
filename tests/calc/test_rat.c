#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "calc/num.h"
#include "calc/rat.h"

#define COUNT(a) (sizeof(a) / sizeof *(a))
#define N(millionths) INT64_C(millionths)

static int make_pool(void **state)
{
	*state = rat_pool_new();
	return 0;
}

static int free_pool(void **state)
{
	rat_pool_free(*state);
	return 0;
}

static int64_t to_num(const struct rat *r, int decimals)
{
	int64_t num = -1;

	assert_true(rat_to_num(r, decimals, &num));
	return num;
}

static void rat_to_num__a_quotient__is_rounded_half_away_from_zero(void **state)
{
	static const struct {
		int64_t a, b;
		int decimals;
		int64_t wanted;
	} cases[] = {
	    {N(27000000), N(26000000), 4, N(1038500)}, /* 1.03846… */
	    {N(1000000), N(3000000), 6, N(333333)},
	    {N(2000000), N(3000000), 6, N(666667)},
	    {N(-2000000), N(3000000), 6, N(-666667)},
	    {N(1000000), N(8000000), 2, N(130000)}, /* 0.125, a tie */
	    {N(-1000000), N(8000000), 2, N(-130000)},
	    {N(1000000), N(8000000), 3, N(125000)},
	    {N(1000000), N(-2000000), 0, N(-1000000)},
	    {N(1), N(3000000), 6, 0},
	    {N(-1), N(3000000), 6, 0},
	    {0, N(7000000), 2, 0},
	    {INT64_MAX, N(1000000), 6, INT64_MAX},
	    {-INT64_MAX, N(1000000), 6, -INT64_MAX},
	};

	for (size_t i = 0; i < COUNT(cases); i++) {
		const struct rat *a = rat_from_num(*state, cases[i].a);
		const struct rat *b = rat_from_num(*state, cases[i].b);

		assert_true(to_num(rat_div(*state, a, b), cases[i].decimals) == cases[i].wanted);
	}
}

static void rat_to_num__out_of_range__is_false(void **state)
{
	const struct rat *most = rat_from_num(*state, INT64_MAX);
	const struct rat *least = rat_from_num(*state, INT64_MIN);
	const struct rat *two = rat_from_num(*state, 2 * NUM_ONE);
	int64_t num;

	assert_false(rat_to_num(rat_mul(*state, most, two), 6, &num));
	assert_false(rat_to_num(rat_add(*state, most, rat_from_num(*state, 1)), 6, &num));
	assert_false(rat_to_num(rat_neg(*state, rat_mul(*state, most, most)), 6, &num));
	/* rounding up leaves the range */
	assert_false(rat_to_num(most, 0, &num));
	/* −2⁶³ has no counterpart, and no cell can hold it */
	assert_false(rat_to_num(least, 6, &num));
	assert_true(rat_to_num(rat_div(*state, rat_mul(*state, most, two), two), 6, &num));
	assert_true(num == INT64_MAX);
}

/* 639 ÷ 13 × 13 × 0.005 = 3.195, a tie that any rounding on the way loses. */
static void rat_mul__after_a_division__is_exact(void **state)
{
	const struct rat *r = rat_from_num(*state, 639 * NUM_ONE);
	const struct rat *thirteen = rat_from_num(*state, 13 * NUM_ONE);

	r = rat_mul(*state, rat_div(*state, r, thirteen), thirteen);
	r = rat_mul(*state, r, rat_from_num(*state, 5000));
	assert_true(to_num(r, 2) == N(3200000));
}

static void rat_add__amounts__sum_without_a_tail(void **state)
{
	const struct rat *sum = rat_add(*state, rat_from_num(*state, N(61980000)),
	                                rat_from_num(*state, N(48780000)));

	assert_int_equal(rat_cmp(sum, rat_from_num(*state, N(110760000))), 0);
	assert_true(to_num(rat_sub(*state, sum, rat_from_num(*state, N(48780000))), 6) ==
	            N(61980000));
}

/* 10 × 110.76 ÷ 111.53 = 9.93096… */
static void rat_mul__the_execution_score__is_the_printed_one(void **state)
{
	const struct rat *rate = rat_div(*state, rat_from_num(*state, N(110760000)),
	                                 rat_from_num(*state, N(111530000)));

	assert_true(to_num(rate, 4) == N(993100));
	assert_true(to_num(rat_mul(*state, rate, rat_from_num(*state, 10 * NUM_ONE)), 2) ==
	            N(9930000));
}

static void rat_div__by_zero__is_null(void **state)
{
	const struct rat *zero = rat_from_num(*state, 0);

	assert_null(rat_div(*state, rat_from_num(*state, NUM_ONE), zero));
	assert_null(rat_div(*state, zero, zero));
}

static void rat_cmp__numbers__are_ordered(void **state)
{
	const struct rat *third = rat_div(*state, rat_from_num(*state, NUM_ONE),
	                                  rat_from_num(*state, 3 * NUM_ONE));
	const struct rat *rounded = rat_from_num(*state, 333333);

	assert_int_equal(rat_cmp(third, rounded), 1);
	assert_int_equal(rat_cmp(rounded, third), -1);
	assert_int_equal(rat_cmp(third, third), 0);
	assert_int_equal(rat_sign(third), 1);
	assert_int_equal(rat_sign(rat_neg(*state, third)), -1);
	assert_int_equal(rat_sign(rat_sub(*state, third, third)), 0);
}

static void rat_round__then_more__goes_on_with_the_rounded(void **state)
{
	const struct rat *third = rat_div(*state, rat_from_num(*state, NUM_ONE),
	                                  rat_from_num(*state, 3 * NUM_ONE));
	const struct rat *rounded = rat_round(*state, third, 2);

	assert_int_equal(rat_cmp(rounded, rat_from_num(*state, 330000)), 0);
	assert_true(to_num(rat_mul(*state, rounded, rat_from_num(*state, 3 * NUM_ONE)), 6) ==
	            N(990000));
	assert_int_equal(rat_cmp(rat_round(*state, rat_from_num(*state, -500000), 0),
	                         rat_from_num(*state, -NUM_ONE)),
	                 0);
}

static void rat_pool__many_values__keep_their_place_and_are_used_again(void **state)
{
	for (int round = 0; round < 3; round++) {
		const struct rat *first = rat_from_num(*state, N(7000000));
		const struct rat *sum = rat_from_num(*state, 0);

		for (int i = 1; i <= 2000; i++)
			sum = rat_add(*state, sum, rat_from_num(*state, i));
		assert_true(to_num(sum, 6) == 2001000); /* 2000 × 2001 ÷ 2 */
		assert_true(to_num(first, 6) == N(7000000));
		rat_pool_reset(*state);
	}
}

#define with_pool(test) cmocka_unit_test_setup_teardown(test, make_pool, free_pool)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    with_pool(rat_to_num__a_quotient__is_rounded_half_away_from_zero),
	    with_pool(rat_to_num__out_of_range__is_false),
	    with_pool(rat_mul__after_a_division__is_exact),
	    with_pool(rat_add__amounts__sum_without_a_tail),
	    with_pool(rat_mul__the_execution_score__is_the_printed_one),
	    with_pool(rat_div__by_zero__is_null),
	    with_pool(rat_cmp__numbers__are_ordered),
	    with_pool(rat_round__then_more__goes_on_with_the_rounded),
	    with_pool(rat_pool__many_values__keep_their_place_and_are_used_again),
	};

	return cmocka_run_group_tests_name("calc/rat", tests, NULL, NULL);
}
