#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "exchange/charset.h"

/* GB18030 bytes are those of python's 'gb18030' codec. */
#define BYTES(s) s, sizeof s - 1
/* clang-format off */
static const struct {
	const char *bytes;
	size_t length;
	const char *wanted;
} good[] = {
	{ BYTES(""),                                    "" },
	{ BYTES("abc\r\n"),                             "abc\r\n" },
	{ BYTES("指标"),                                "指标" },
	{ BYTES("\xEF\xBB\xBF指标"),                    "指标" },
	{ BYTES("\xD6\xB8\xB1\xEA"),                    "指标" },
	{ BYTES("\xA1\xDD" "30 \xB7\xDD"),              "≥30 份" },
	{ BYTES("\x81\x30\x81\x30\x95\x32\x82\x36"),    "\xC2\x80\xF0\xA0\x80\x80" },
	{ BYTES("\xFF\xFE\x07\x63\x09\x00\x07\x68"),    "指\t标" },
	{ BYTES("\xFE\xFF\x63\x07\x68\x07"),            "指标" },
};

static const struct {
	const char *bytes;
	size_t length;
	const char *wanted; /* part of the sentence */
} bad[] = {
	{ BYTES("a\nb\xFF"),                  "例:2: 第 4 字节起不是正确的 UTF-8 或 GB18030" },
	{ BYTES("\xD6\xB8\n\xB1"),            "例:2: 第 4 字节起" },
	{ BYTES("\xEF\xBB\xBF\xB1\xEA"),      "例:1: 第 4 字节起不是正确的 UTF-8 文字" },
	{ BYTES("绩效目标\n\xE6\x8C"),        "例:2: 第 14 字节起不是正确的 UTF-8 文字" },
	{ BYTES("绩效目标\xB8\xB1"),          "例:1: 第 13 字节起不是正确的 UTF-8 文字" },
	{ BYTES("\xFF\xFE\x07\x63\x09"),      "例:1: 第 5 字节起不是正确的 UTF-16LE" },
	{ BYTES("\xFF\xFE\x00\xD8\x41\x00"),  "例:1: 第 3 字节起不是正确的 UTF-16LE" },
	{ BYTES("a\nb\0c"),                   "例:2: " },
	{ BYTES("\xFF\xFE\x41\x00\x00\x00"),  "NUL" },
};
/* clang-format on */

static void charset_to_utf8__each_charset__is_recognised(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
		struct str out = {0};
		struct err e = {0};

		str_add(&out, ">");
		if (charset_to_utf8("例", good[i].bytes, good[i].length, &out, &e) < 0)
			fail_msg("case %zu: %s", i, e.text);
		assert_string_equal(str_text(&out) + 1, good[i].wanted);
		str_free(&out);
	}
}

static void charset_to_utf8__neither__says_the_line_and_the_byte(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct str out = {0};
		struct err e = {0};

		if (charset_to_utf8("例", bad[i].bytes, bad[i].length, &out, &e) == 0)
			fail_msg("case %zu was read", i);
		if (e.code != ERR_INPUT || !strstr(e.text, bad[i].wanted))
			fail_msg("case %zu: «%s»", i, e.text);
		str_free(&out);
	}
}

/* Longer than one block of the conversion. */
static void charset_to_utf8__a_long_text__is_converted_whole(void **state)
{
	struct str in = {0}, out = {0};

	(void)state;
	for (int i = 0; i < 10000; i++)
		str_add(&in, "\xD6\xB8\xB1\xEA,");
	assert_int_equal(charset_to_utf8("例", str_text(&in), in.length, &out, NULL), 0);
	assert_int_equal(out.length, 10000 * strlen("指标,"));
	for (size_t i = 0; i < 10000; i++)
		assert_memory_equal(out.s + i * 7, "指标,", 7);
	str_free(&in);
	str_free(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(charset_to_utf8__each_charset__is_recognised),
	    cmocka_unit_test(charset_to_utf8__neither__says_the_line_and_the_byte),
	    cmocka_unit_test(charset_to_utf8__a_long_text__is_converted_whole),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
