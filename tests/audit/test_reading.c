/* Texts cut into sentences, with a way back to the bytes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "audit/reading.h"
#include "base/mem.h"

static const struct {
	const char *text;
	const char *sentences; /* with | between */
	int quantities;        /* of all */
} texts[] = {
    {"１、完成 39 份；\n2、检查 16 家。", "完成39份|检查16家", 2},
    {"（一）开展培训。二是检查", "开展培训|二是检查", 0},
    {"人员经费\n\n313.85万元，占98.84％", "人员经费313.85万元,占98.84%", 2},
    {"3.0系统回复；见《2023年总结》2页", "3.0系统回复|见2页", 2},
    {"1.提升\n2.5万元", "提升2.5万元", 1},
    {"", "", 0},
    {"。\n。", "", 0},
    {"2024年 12 月", "2024年12月", 2},
    {"3 条 5 项", "3条5项", 2},
};

static void reading_make__cases__as_wanted(void **state)
{
	struct phrases none = {0};
	(void)state;
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		struct reading r;
		struct str all = {0};
		int n = 0;
		reading_make(&r, texts[i].text, &none);
		for (size_t k = 0; k < r.nsentences; k++) {
			str_addf(&all, "%s%s", k ? "|" : "", r.sentences[k].s);
			n += (int)r.sentences[k].nq;
		}
		assert_string_equal(str_text(&all), texts[i].sentences);
		assert_int_equal(n, texts[i].quantities);
		str_free(&all);
		reading_free(&r);
	}
}

static void reading_span__a_quantity__is_the_bytes_as_typed(void **state)
{
	static const char text[] = "一、总则\n今年完成《方案》 １２．５ ％，\n节约 3 万元。";
	static const char *const wanted[] = {"１２．５ ％", "3 万元"};
	struct phrases none = {0};
	struct reading r;
	size_t n = 0;
	(void)state;
	reading_make(&r, text, &none);
	for (size_t k = 0; k < r.nsentences; k++) {
		for (size_t m = 0; m < r.sentences[k].nq; m++) {
			size_t from, length;
			reading_span(&r, text, r.sentences[k].q[m].figure, &from, &length);
			char *part = mem_strndup(text + from, length);
			assert_true(n < 2);
			assert_string_equal(part, wanted[n++]);
			mem_free(part);
		}
	}
	assert_int_equal(n, 2);
	reading_free(&r);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(reading_make__cases__as_wanted),
	    cmocka_unit_test(reading_span__a_quantity__is_the_bytes_as_typed),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
