#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/mem.h"
#include "base/str.h"

static void str_text__nothing_added__is_empty(void **state)
{
	struct str b = {0};
	char *taken;

	(void)state;
	assert_string_equal(str_text(&b), "");
	str_add(&b, NULL);
	assert_int_equal(b.length, 0);
	taken = str_take(&b);
	assert_string_equal(taken, "");
	mem_free(taken);
	str_free(&b);
}

static void str_add__pieces__stand_behind_each_other(void **state)
{
	struct str b = {0};
	char *taken;

	(void)state;
	str_add(&b, "预算");
	str_addc(&b, '-');
	str_addn(&b, "执行率", 6);
	str_addf(&b, " %d.%02d%%", 99, 3);
	assert_string_equal(str_text(&b), "预算-执行 99.03%");
	assert_int_equal(b.length, strlen("预算-执行 99.03%"));
	taken = str_take(&b);
	assert_null(b.s);
	assert_string_equal(taken, "预算-执行 99.03%");
	mem_free(taken);
}

static void str_add__many_bytes__grows(void **state)
{
	struct str b = {0};

	(void)state;
	for (int i = 0; i < 10000; i++)
		str_addc(&b, (char)('a' + i % 26));
	assert_int_equal(b.length, 10000);
	assert_int_equal(b.s[9999], 'a' + 9999 % 26);
	assert_int_equal(b.s[10000], '\0');
	str_addf(&b, "%5000d", 7);
	assert_int_equal(b.length, 15000);
	str_clear(&b);
	assert_string_equal(str_text(&b), "");
	assert_non_null(b.s);
	str_free(&b);
}

static void str_addn__a_zero_byte_inside__is_kept(void **state)
{
	struct str b = {0};

	(void)state;
	str_addn(&b, "a\0b", 3);
	assert_int_equal(b.length, 3);
	assert_memory_equal(b.s, "a\0b", 4);
	str_free(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(str_text__nothing_added__is_empty),
	    cmocka_unit_test(str_add__pieces__stand_behind_each_other),
	    cmocka_unit_test(str_add__many_bytes__grows),
	    cmocka_unit_test(str_addn__a_zero_byte_inside__is_kept),
	};

	return cmocka_run_group_tests_name("base/str", tests, NULL, NULL);
}
