#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/mem.h"
#include "base/str.h"
#include "base/text.h"

#define COUNT(a) (sizeof(a) / sizeof *(a))

static void text_decode__good_and_bad_bytes__gives_a_character_or_the_substitute(void **state)
{
	static const struct {
		const char *s;
		uint32_t c;
		size_t length;
	} cases[] = {
	    {"", 0, 0},
	    {"a中", 'a', 1},
	    {"中a", 0x4E2D, 3},
	    {"é", 0xE9, 2},
	    {"😀", 0x1F600, 4},
	    {"\xff", 0xFFFD, 1},
	    {"\xe4\xb8", 0xFFFD, 1},         /* cut */
	    {"\xe4", 0xFFFD, 1},             /* cut at the end of the text */
	    {"\xc0\x80", 0xFFFD, 1},         /* overlong */
	    {"\xed\xa0\x80", 0xFFFD, 1},     /* surrogate */
	    {"\xf4\x90\x80\x80", 0xFFFD, 1}, /* above U+10FFFF */
	    {"\x80", 0xFFFD, 1},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		char *exact = strdup(cases[i].s); /* so that a sanitizer sees reading on */
		size_t length = 99;

		assert_int_equal(text_decode(exact, &length), cases[i].c);
		assert_int_equal(length, cases[i].length);
		free(exact);
	}
}

static void text_encode__a_character__gives_its_bytes(void **state)
{
	static const struct {
		uint32_t c;
		const char *wanted;
	} cases[] = {{'a', "a"},
	             {0xE9, "é"},
	             {0x4E2D, "中"},
	             {0x1F600, "😀"},
	             {0xD800, "\xEF\xBF\xBD"},
	             {0x110000, "\xEF\xBF\xBD"}};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		char out[4];
		size_t n = text_encode(cases[i].c, out);

		assert_int_equal(n, strlen(cases[i].wanted));
		assert_memory_equal(out, cases[i].wanted, n);
	}
}

static void text_check__bytes__gives_the_first_bad_one(void **state)
{
	static const struct {
		const char *s;
		size_t length, wanted;
	} cases[] = {
	    {"", 0, 0},       {"预算", 6, 6}, {"预算", 5, 3},     {"ab\xff", 3, 2},
	    {"预\0算", 7, 3}, {"\0", 1, 0},   {"ab\0\xff", 4, 2},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_int_equal(text_check(cases[i].s, cases[i].length), cases[i].wanted);
}

/* TERMINAL §2's table of widths. */
static void text_char_width__narrow_and_wide_terminals__is_that_of_the_table(void **state)
{
	static const struct {
		const char *characters;
		int narrow, wide;
	} cases[] = {
	    {"aZ09 .-%=~", 1, 1},
	    {"预算，。：；（）《》【】、％＝＋Ａ０￥　㈠㎡㎞", 2, 2},
	    {"≥≤≠≈±×÷①⑩⑴℃‰°§№“”‘’…—–·※→↑■□●○★√∑∞Ⅰαβя", 1, 2},
	    {"─│┌┐└┘├┤┬┴┼═║╔", 1, 1},
	    {"¥ｱ", 1, 1},
	    {"😀", 2, 2},
	    {"\xCC\x81", 0, 0},                         /* U+0301 */
	    {"\xE2\x80\xAE\xE2\x80\x8B\x1b\x7f", 1, 1}, /* drawn as substitutes */
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		const char *s = cases[i].characters;
		size_t n;

		for (; *s; s += n) {
			uint32_t c = text_decode(s, &n);

			text_ambiguous_wide(false);
			assert_int_equal(text_char_width(c), cases[i].narrow);
			text_ambiguous_wide(true);
			assert_int_equal(text_char_width(c), cases[i].wide);
			text_ambiguous_wide(false);
		}
	}
}

static void text_char_width__the_c_locale__is_the_same(void **state)
{
	(void)state;
	setlocale(LC_ALL, "C");
	assert_int_equal(text_width("自评台 98.00"), 12);
	assert_int_equal(text_char_width(0x9555), 2);
	setlocale(LC_ALL, "C.UTF-8");
	assert_int_equal(text_char_width(0x9555), 2);
	assert_int_equal(text_width("自评台 98.00"), 12);
}

static void text_widthn__a_character_cut_in_two__counts_its_bytes_as_one_each(void **state)
{
	(void)state;
	assert_int_equal(text_widthn("预算", 3), 2);
	assert_int_equal(text_widthn("预算", 4), 3);
	assert_int_equal(text_widthn("预算", 5), 4);
}

static void text_clip__a_width__never_cuts_a_character(void **state)
{
	static const struct {
		const char *s;
		int width;
		size_t length;
		int got;
	} cases[] = {
	    {"", 5, 0, 0},           {"预算", 4, 6, 4}, {"预算", 3, 3, 2}, {"预算", 1, 0, 0},
	    {"预算", 0, 0, 0},       {"a预b", 3, 4, 3}, {"a预b", 2, 1, 1}, {"ab", 9, 2, 2},
	    {"e\xCC\x81x", 1, 3, 1}, /* the accent stays with its letter */
	};
	int got;

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		assert_int_equal(text_clip(cases[i].s, strlen(cases[i].s), cases[i].width, &got),
		                 cases[i].length);
		assert_int_equal(got, cases[i].got);
		assert_int_equal(text_clip(cases[i].s, strlen(cases[i].s), cases[i].width, NULL),
		                 cases[i].length);
	}
}

static void text_line__a_long_text__is_broken_where_it_may_be(void **state)
{
	static const struct {
		const char *s;
		int width;
		const char *lines; /* joined by | */
	} cases[] = {
	    {"", 4, ""},
	    {"预算单位", 4, "预算|单位"},
	    {"预算单位", 5, "预算|单位"},
	    {"一\n\n二", 4, "一||二"},
	    {"一\r\n二", 4, "一|二"},
	    {"一二\n", 4, "一二"},
	    /* 避头尾 */
	    {"一二三，四", 6, "一二|三，四"},
	    {"一二（三四）", 6, "一二|（三|四）"},
	    {"共一（二）", 6, "共一|（二）"},
	    {"一二三”。四", 6, "一二|三”。|四"},
	    {"，，，，", 4, "，，|，，"}, /* can't be avoided */
	    /* figures and words stay whole */
	    {"支出1,234.50万元", 8, "支出|1,234.50|万元"},
	    {"达到≥95%", 6, "达到|≥95%"},
	    {"hello world", 5, "hello|world"},
	    {"hello world", 8, "hello|world"},
	    {"abcdefgh", 3, "abc|def|gh"},
	    {"a b c d", 3, "a b|c d"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		const char *s = cases[i].s;
		size_t left = strlen(s);
		struct str lines = {0};

		while (left > 0) {
			size_t skip = 99;
			size_t length = text_line(s, left, cases[i].width, &skip);

			str_addn(&lines, s, length);
			s += length + skip;
			left -= length + skip;
			assert_true(length + skip > 0);
			if (left > 0)
				str_addc(&lines, '|');
		}
		assert_string_equal(str_text(&lines), cases[i].lines);
		str_free(&lines);
	}
}

static void text_is_unsafe__characters__by_their_category(void **state)
{
	static const uint32_t unsafe[] = {
	    0x00,   0x07,   0x09,   0x0A,   0x1B,   0x7F,   0x85,    0xAD,
	    0x200B, 0x200D, 0x200E, 0x2028, 0x2029, 0x202A, 0x202E,  0x2066,
	    0x2069, 0xFEFF, 0xD800, 0xE000, 0xFFFF, 0x0378, 0xE0001, 0x10FFFF,
	};
	static const uint32_t safe[] = {' ',    '~',   0xA0,   0x3000,  0x4E2D, 0xFF05,
	                                0x2265, 0x301, 0xFFFD, 0x1F600, 0x20000};

	(void)state;
	for (size_t i = 0; i < COUNT(unsafe); i++)
		assert_true(text_is_unsafe(unsafe[i]));
	for (size_t i = 0; i < COUNT(safe); i++)
		assert_false(text_is_unsafe(safe[i]));
}

static void check_made(char *got, const char *wanted)
{
	assert_string_equal(got, wanted);
	mem_free(got);
}

static void text_clean__unsafe_characters__are_replaced(void **state)
{
	(void)state;
	check_made(text_clean("预\x1b[31m算", false), "预\xEF\xBF\xBD[31m算");
	check_made(text_clean("一\n二\t三", false), "一\xEF\xBF\xBD二\xEF\xBF\xBD三");
	check_made(text_clean("一\n二\t三", true), "一\n二\xEF\xBF\xBD三");
	check_made(text_clean("a\xE2\x80\xAE"
	                      "b\xff",
	                      false),
	           "a\xEF\xBF\xBD"
	           "b\xEF\xBF\xBD");
	check_made(text_clean("", false), "");
}

static void text_fold__full_width_and_blanks__become_one(void **state)
{
	static const struct {
		const char *s, *folded, *spaced;
	} cases[] = {
	    {NULL, "", ""},
	    {"", "", ""},
	    {" 　\t", "", ""},
	    {"１２．５ ％", "12.5%", "12.5 %"},
	    {"12.5%", "12.5%", "12.5%"},
	    {"　年 初\n预算\xC2\xA0数 ", "年初预算数", "年 初 预算 数"},
	    {"（万元）：", "(万元):", "(万元):"},
	    {"Ａｂ", "Ab", "Ab"},
	    {"其中：\xE2\x80\x8B基本", "其中:基本", "其中: 基本"},
	    {"坏\xff字", "坏\xEF\xBF\xBD字", "坏\xEF\xBF\xBD字"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		check_made(text_fold(cases[i].s), cases[i].folded);
		check_made(text_fold_spaces(cases[i].s), cases[i].spaced);
	}
}

static void text_is_blank__texts__only_when_nothing_is_seen(void **state)
{
	(void)state;
	assert_true(text_is_blank(NULL));
	assert_true(text_is_blank(""));
	assert_true(text_is_blank(" \t\n　\xC2\xA0\xE2\x80\x8B"));
	assert_false(text_is_blank(" 0"));
	assert_false(text_is_blank("\xff"));
	assert_false(text_is_blank("　、"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(text_decode__good_and_bad_bytes__gives_a_character_or_the_substitute),
	    cmocka_unit_test(text_encode__a_character__gives_its_bytes),
	    cmocka_unit_test(text_check__bytes__gives_the_first_bad_one),
	    cmocka_unit_test(text_char_width__narrow_and_wide_terminals__is_that_of_the_table),
	    cmocka_unit_test(text_char_width__the_c_locale__is_the_same),
	    cmocka_unit_test(text_widthn__a_character_cut_in_two__counts_its_bytes_as_one_each),
	    cmocka_unit_test(text_clip__a_width__never_cuts_a_character),
	    cmocka_unit_test(text_line__a_long_text__is_broken_where_it_may_be),
	    cmocka_unit_test(text_is_unsafe__characters__by_their_category),
	    cmocka_unit_test(text_clean__unsafe_characters__are_replaced),
	    cmocka_unit_test(text_fold__full_width_and_blanks__become_one),
	    cmocka_unit_test(text_is_blank__texts__only_when_nothing_is_seen),
	};

	return cmocka_run_group_tests_name("base/text", tests, NULL, NULL);
}
