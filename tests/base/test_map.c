#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/map.h"

static void map_get__names_set_and_replaced__gives_the_last(void **state)
{
	struct map *m = map_new();

	(void)state;
	assert_int_equal(map_get(m, "信息中心"), -1);
	map_set(m, "信息中心", 3);
	map_set(m, "", 7);
	map_set(m, "信息中心", 4);
	assert_int_equal(map_get(m, "信息中心"), 4);
	assert_int_equal(map_get(m, ""), 7);
	assert_int_equal(map_get(m, "信息"), -1);
	map_free(m);
	map_free(NULL);
}

static void map_getn__a_part_of_a_longer_text__is_found(void **state)
{
	struct map *m = map_new();

	(void)state;
	map_set(m, "done", 1);
	assert_int_equal(map_getn(m, "done/annual", 4), 1);
	assert_int_equal(map_getn(m, "done/annual", 5), -1);
	map_free(m);
}

static void map_set__the_name_changes_afterwards__the_copy_stays(void **state)
{
	struct map *m = map_new();
	char name[] = "rate";

	(void)state;
	map_set(m, name, 5);
	name[0] = 'd';
	assert_int_equal(map_get(m, "rate"), 5);
	assert_int_equal(map_get(m, "date"), -1);
	map_free(m);
}

static void map_get__ten_thousand_names__finds_each(void **state)
{
	struct map *m = map_new();
	char name[32];

	(void)state;
	for (int i = 0; i < 10000; i++) {
		snprintf(name, sizeof name, "ind.%d.name", i);
		map_set(m, name, i);
	}
	for (int i = 0; i < 10000; i++) {
		snprintf(name, sizeof name, "ind.%d.name", i);
		assert_int_equal(map_get(m, name), i);
	}
	assert_int_equal(map_get(m, "ind.10000.name"), -1);
	map_free(m);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(map_get__names_set_and_replaced__gives_the_last),
	    cmocka_unit_test(map_getn__a_part_of_a_longer_text__is_found),
	    cmocka_unit_test(map_set__the_name_changes_afterwards__the_copy_stays),
	    cmocka_unit_test(map_get__ten_thousand_names__finds_each),
	};

	return cmocka_run_group_tests_name("base/map", tests, NULL, NULL);
}
