#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/err.h"
#include "base/text.h"

static void err_set__a_sentence__is_kept_with_its_code(void **state)
{
	struct err e = {0};

	(void)state;
	assert_int_equal(err_set(&e, ERR_CONFLICT, "%s 已被他人改为 %d", "在职人数", 27), -1);
	assert_int_equal(e.code, ERR_CONFLICT);
	assert_string_equal(e.text, "在职人数 已被他人改为 27");
}

static void err_set__without_a_place_to_put_it__only_fails(void **state)
{
	(void)state;
	assert_int_equal(err_set(NULL, ERR_INPUT, "x"), -1);
	assert_int_equal(err_at(NULL, "x"), -1);
}

static void err_set__its_own_text_as_argument__is_allowed(void **state)
{
	struct err e = {0};

	(void)state;
	err_set(&e, ERR_INPUT, "坏数");
	err_set(&e, ERR_INPUT, "第 3 行：%s", e.text);
	assert_string_equal(e.text, "第 3 行：坏数");
}

static void err_set__longer_than_its_room__is_cut_between_characters(void **state)
{
	struct err e = {0};
	char longer[1024];

	(void)state;
	/* 0 to 2 bytes before characters of 3 bytes: 511 bytes cut at each place. */
	for (size_t shift = 0; shift < 3; shift++) {
		size_t at = shift;

		memset(longer, 'x', shift);
		for (; at + 3 < sizeof longer; at += 3)
			memcpy(longer + at, "预", 3);
		longer[at] = '\0';
		err_set(&e, ERR_INPUT, "%s", longer);
		assert_int_equal(strlen(e.text), shift + (511 - shift) / 3 * 3);
		assert_int_equal(text_check(e.text, strlen(e.text)), strlen(e.text));
	}
}

static void err_at__a_place__stands_before_the_sentence(void **state)
{
	struct err e = {0};

	(void)state;
	err_set(&e, ERR_INPUT, "没有这个栏目");
	err_at(&e, "%s:%d", "annex1.form", 12);
	assert_string_equal(e.text, "annex1.form:12: 没有这个栏目");
	assert_int_equal(e.code, ERR_INPUT);
}

static void err_at__more_than_fits__is_cut_between_characters(void **state)
{
	struct err e = {0};

	(void)state;
	err_set(&e, ERR_INPUT, "坏");
	for (int i = 0; i < 100; i++)
		err_at(&e, "第%d层", i);
	assert_true(strlen(e.text) < sizeof e.text);
	assert_int_equal(text_check(e.text, strlen(e.text)), strlen(e.text));
}

static void err_exit_status__every_code__is_that_of_the_command_line(void **state)
{
	static const struct {
		enum err_code code;
		int status;
	} cases[] = {
	    {ERR_NONE, 0},     {ERR_USAGE, 2},  {ERR_INPUT, 2},   {ERR_NOTFOUND, 2},
	    {ERR_CONFLICT, 2}, {ERR_LOCKED, 2}, {ERR_LIMIT, 2},   {ERR_BUSY, 3},
	    {ERR_READONLY, 3}, {ERR_FULL, 3},   {ERR_VERSION, 3}, {ERR_DAMAGED, 3},
	    {ERR_SYSTEM, 3},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct err e = {.code = cases[i].code};

		assert_int_equal(err_exit_status(&e), cases[i].status);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(err_set__a_sentence__is_kept_with_its_code),
	    cmocka_unit_test(err_set__without_a_place_to_put_it__only_fails),
	    cmocka_unit_test(err_set__its_own_text_as_argument__is_allowed),
	    cmocka_unit_test(err_set__longer_than_its_room__is_cut_between_characters),
	    cmocka_unit_test(err_at__a_place__stands_before_the_sentence),
	    cmocka_unit_test(err_at__more_than_fits__is_cut_between_characters),
	    cmocka_unit_test(err_exit_status__every_code__is_that_of_the_command_line),
	};

	return cmocka_run_group_tests_name("base/err", tests, NULL, NULL);
}
