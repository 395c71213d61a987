#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <time.h>

#include <cmocka.h>

#include "base/when.h"

/* 2026-11-21 14:10:05 UTC, by `date -u -d … +%s`. */
#define MOMENT INT64_C(1795270205)

static void when__a_moment__is_told_by_the_local_clock(void **state)
{
	(void)state;
	setenv("TZ", "CST-8", 1);
	tzset();
	assert_string_equal(when_second(MOMENT).s, "2026-11-21 22:10:05");
	assert_string_equal(when_minute(MOMENT).s, "2026-11-21 22:10");
	assert_string_equal(when_short(MOMENT).s, "11-21 22:10");
	assert_string_equal(when_clock(MOMENT).s, "22:10");
	assert_string_equal(when_stamp(MOMENT).s, "2026-11-21-221005");
}

static void when__beyond_the_clock__is_empty(void **state)
{
	(void)state;
	setenv("TZ", "UTC0", 1);
	tzset();
	assert_string_equal(when_second(INT64_MAX).s, "");
	assert_string_equal(when_clock(INT64_MIN).s, "");
	assert_string_equal(when_second(INT64_C(253402300800)).s, "10000-01-01 00:00:00");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(when__a_moment__is_told_by_the_local_clock),
	    cmocka_unit_test(when__beyond_the_clock__is_empty),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
