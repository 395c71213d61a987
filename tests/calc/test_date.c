#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "calc/date.h"

static const struct {
	const char *text;
	struct date date; /* year 0: none */
} cases[] = {
	{ "2025-02-28", { 2025, 2, 28 } },
	{ "2025.2.28", { 2025, 2, 28 } },
	{ "2025/2/28", { 2025, 2, 28 } },
	{ "2025年2月28日", { 2025, 2, 28 } },
	{ " ２０２５ 年 06 月 04 日 ", { 2025, 6, 4 } },
	{ "2025年2月", { 2025, 2, 0 } },
	{ "2024-02-29", { 2024, 2, 29 } },
	{ "2000-02-29", { 2000, 2, 29 } },
	{ "2025-12-31", { 2025, 12, 31 } },
	{ "1900-02-29", { 0, 0, 0 } },
	{ "2025-02-30", { 0, 0, 0 } },
	{ "2025-02-29", { 0, 0, 0 } },
	{ "2025-04-31", { 0, 0, 0 } },
	{ "2025-13-01", { 0, 0, 0 } },
	{ "2025-00-01", { 0, 0, 0 } },
	{ "2025-01-00", { 0, 0, 0 } },
	{ "2025年0月", { 0, 0, 0 } },
	{ "2025-02", { 0, 0, 0 } },
	{ "2025-2.28", { 0, 0, 0 } },
	{ "2025年2月28", { 0, 0, 0 } },
	{ "2025年2月28日前", { 0, 0, 0 } },
	{ "2025-02-281", { 0, 0, 0 } },
	{ "20250228", { 0, 0, 0 } },
	{ "1899-12-31", { 0, 0, 0 } },
	{ "3000-01-01", { 0, 0, 0 } },
	{ "25-2-28", { 0, 0, 0 } },
	{ "-2025-2-28", { 0, 0, 0 } },
	{ "2025", { 0, 0, 0 } },
	{ "2025年", { 0, 0, 0 } },
	{ "昨天", { 0, 0, 0 } },
	{ "  年  月  日", { 0, 0, 0 } },
	{ "", { 0, 0, 0 } },
};

static void date_read__each_case__is_a_day_of_the_calendar_or_none(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct date d = { 0 };

		if (date_read(cases[i].text, &d) != (cases[i].date.year != 0))
			fail_msg("«%s»", cases[i].text);
		assert_memory_equal(&d, &cases[i].date, sizeof d);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(date_read__each_case__is_a_day_of_the_calendar_or_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
