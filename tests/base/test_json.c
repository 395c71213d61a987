#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/json.h"

static void json_open__nested_things__get_their_commas(void **state)
{
	struct str out = {0};
	struct json j = {.out = &out};

	(void)state;
	json_open(&j, NULL, '{');
	json_string(&j, "unit", "信息中心");
	json_int(&j, "year", 2024);
	json_open(&j, "cells", '[');
	json_open(&j, NULL, '{');
	json_number(&j, "value", "-99.30");
	json_bool(&j, "open", true);
	json_close(&j, '}');
	json_open(&j, NULL, '{');
	json_close(&j, '}');
	json_string(&j, NULL, NULL);
	json_int(&j, NULL, INT64_MIN);
	json_close(&j, ']');
	json_open(&j, "none", '[');
	json_close(&j, ']');
	json_null(&j, "stated");
	json_bool(&j, "done", false);
	json_close(&j, '}');
	assert_string_equal(str_text(&out),
	                    "{\"unit\":\"信息中心\",\"year\":2024,\"cells\":[{\"value\":-99.30,"
	                    "\"open\":true},{},null,-9223372036854775808],\"none\":[],"
	                    "\"stated\":null,\"done\":false}");
	str_free(&out);
}

static void json_string__characters_with_a_meaning__are_escaped(void **state)
{
	static const struct {
		const char *value, *wanted;
	} cases[] = {
	    {"", "\"\""},
	    {"a\"b\\c", "\"a\\\"b\\\\c\""},
	    {"一\n二\t三\r", "\"一\\n二\\t三\\u000d\""},
	    {"\x01\x1b[0m\x7f", "\"\\u0001\\u001b[0m\\u007f\""},
	    {"坏\xff字\xe9\xa2", "\"坏\xEF\xBF\xBD字\xEF\xBF\xBD\xEF\xBF\xBD\""},
	    {"😀", "\"😀\""},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct str out = {0};
		struct json j = {.out = &out};

		json_string(&j, NULL, cases[i].value);
		assert_string_equal(str_text(&out), cases[i].wanted);
		str_free(&out);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(json_open__nested_things__get_their_commas),
	    cmocka_unit_test(json_string__characters_with_a_meaning__are_escaped),
	};

	return cmocka_run_group_tests_name("base/json", tests, NULL, NULL);
}
