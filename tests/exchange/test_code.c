#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/err.h"
#include "exchange/code.h"
#include "exchange/document.h"

static void code_is_line__the_whole_line_and_nothing_else(void **state)
{
	static const struct {
		const char *line;
		bool is;
	} cases[] = {
	    /* clang-format off */
		{ "校验码 3F2A-90C1-55B0-1E77",   true },
		{ "校验码 0000-0000-0000-0000",   true },
		{ "校验码 3F2A-90C1-55B0-1E77 ",  false },
		{ " 校验码 3F2A-90C1-55B0-1E77",  false },
		{ "校验码 3f2a-90c1-55b0-1e77",   false },
		{ "校验码 3F2A-90C1-55B0-1E7",    false },
		{ "校验码 3F2A-90C1-55B0-1E7G",   false },
		{ "校验码 3F2A 90C1 55B0 1E77",   false },
		{ "校验码",                       false },
		{ "",                             false },
	    /* clang-format on */
	};
	struct str printed = {0};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		if (code_is_line(cases[i].line, strlen(cases[i].line)) != cases[i].is)
			fail_msg("%s", cases[i].line);
	code_print(NULL, &printed);
	assert_int_equal(printed.length, 0);
	code_print("3F2A-90C1-55B0-1E77", &printed);
	assert_string_equal(printed.s, cases[0].line);
	str_free(&printed);
}

static void document_parse__a_text_that_ends_with_a_code__has_none(void **state)
{
	static const char text[] = "附件2\n项目支出绩效自评表\n\n校验码 3F2A-90C1-55B0-1E77\n";
	static const char bare[] = "附件2\n项目支出绩效自评表\n\n";
	struct document d = {0}, want = {0};
	struct err e = {0};

	(void)state;
	assert_int_equal(document_parse(&d, "a.txt", text, sizeof text - 1, &doc_limits_usual, &e), 0);
	assert_int_equal(
	    document_parse(&want, "a.txt", bare, sizeof bare - 1, &doc_limits_usual, &e), 0);
	assert_int_equal(d.n, want.n);
	for (size_t i = 0; i < d.n; i++)
		assert_string_equal(d.blocks[i].text, want.blocks[i].text);
	document_free(&d);
	document_free(&want);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(code_is_line__the_whole_line_and_nothing_else),
	    cmocka_unit_test(document_parse__a_text_that_ends_with_a_code__has_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
