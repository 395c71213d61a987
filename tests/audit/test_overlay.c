/* Narratives laid over the texts of the documents: what is found there, that a
 * changed digit shows, and the limits. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/mem.h"
#include "support/laid.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static void expect_found(const struct laid *k, const char *wanted)
{
	char *got = laid_list(k, NULL);

	assert_string_equal(got, wanted);
	mem_free(got);
}

/* ---- the documents ---- */

static void overlay__hunan_2020__finds_what_a_reviewer_finds(void **state)
{
	struct laid k = laid_open(&laid_hunan);

	(void)state;
	laid_run(&k);
	/* 29 percentages: 24 right, 92.10 and 92.53 in the interval of the quotient,
	 * 7.37 and 101.93 cut off, 8.84 in 五 wrong */
	expect_found(
	    &k, "N01 不符 grand 1500.28\n"
	        "N02 截位 grand 7.37%\n"
	        "N02 不符 public 8.84%\n"
	        "N04 不符 classes 卫生健康管理事务支出917.99\n"
	        "N02 截位 items 101.93%\n"
	        "N02 尾差 items 92.10%\n"
	        "N02 尾差 items 92.53%\n"
	        "N04 不符 basic 基本工资、津贴补贴、奖金、绩效工资、机关事业单位基本养老保险缴费、"
	        "职工基本医疗保险缴费、其他社会保障缴费、住房公积金\n");
	/* all but the 20 of «非税收入短收20万元» */
	assert_int_equal(k.figures.n, k.figures.bound + 1);
	laid_close(&k);
}

static void overlay__panzhihua_2021__finds_the_wrong_year(void **state)
{
	struct laid k = laid_open(&laid_panzhihua);

	(void)state;
	laid_run(&k);
	expect_found(&k, "P18 不符 income 2020\n");
	/* all but the 381.2 of three reasons */
	assert_int_equal(k.figures.n, 158);
	assert_int_equal(k.figures.bound, 155);
	laid_close(&k);
}

static void overlay__infocenter_2024__tells_tails_from_the_rest(void **state)
{
	struct laid k = laid_open(&laid_infocenter);

	(void)state;
	laid_run(&k);
	/* 54.78 ÷ 61.98 in [88.368, 88.399), 7.20 ÷ 61.98 in [11.608, 11.626) */
	expect_found(&k, "N02 尾差 basic 88.39%\n"
	                 "N02 尾差 basic 11.61%\n");
	assert_int_equal(k.figures.n, 6);
	assert_int_equal(k.figures.bound, 6);
	laid_close(&k);
}

static void overlay__bureau_2024__is_silent(void **state)
{
	struct laid k = laid_open(&laid_bureau);

	(void)state;
	laid_run(&k);
	/* 4113.22 is what the cell states, whatever its rows add up to */
	expect_found(&k, "");
	assert_int_equal(k.figures.n, 16);
	assert_int_equal(k.figures.bound, 16);
	laid_close(&k);
}

static void overlay__what_it_found__leads_to_the_cells(void **state)
{
	struct laid k = laid_open(&laid_hunan);
	struct place total = laid_place(&k, "t1", "in.grand");

	(void)state;
	laid_run(&k);
	const struct finding *x = &k.found.item[0];
	assert_string_equal(x->text, "收入总计   文字 1500.28  表 1500.27  差 +0.01");
	assert_int_equal(x->ncells, 2);
	assert_memory_equal(&x->cells[1], &total, sizeof total);
	assert_int_equal(x->stated.num, 1500280000);
	assert_int_equal(x->computed.num, 1500270000);
	laid_close(&k);
}

/* ---- mutations ---- */

/* The text with the digit there another one. */
static void change_digit(const char *text, size_t at, struct str *out)
{
	str_clear(out);
	str_add(out, text);
	out->s[at] = (char)('0' + (out->s[at] - '0' + 3) % 10);
}

/* A finding appears, goes or changes. */
static bool noticed(struct laid *k, const char *before)
{
	char *now;
	bool other;

	laid_run(k);
	now = laid_list(k, NULL);
	other = strcmp(now, before) != 0;
	mem_free(now);
	return other;
}

struct share {
	const char *unit;
	size_t all, seen;
};

static void mutate(struct laid *k, const struct overlay_figure *x, const char *before,
                   struct share *share)
{
	char *own = mem_strdup(filing_cell(k->f, x->text)->text);
	struct str text = {0};

	for (size_t at = x->from; at < x->from + x->length; at++) {
		if (own[at] < '0' || own[at] > '9')
			continue;
		change_digit(own, at, &text);
		filing_put(k->f, x->text, str_text(&text));
		share->all++;
		if (noticed(k, before)) {
			share->seen++;
			continue;
		}
		print_message("%s: %.*s at %s is not noticed\n", share->unit, (int)x->length,
		              str_text(&text) + x->from, filing_field(k->f, x->text)->key);
		if (x->value)
			fail_msg("but it is bound");
	}
	filing_put(k->f, x->text, own);
	str_free(&text);
	mem_free(own);
}

static void overlay__each_figure_changed_by_a_digit__is_noticed(void **state)
{
	(void)state;
	for (size_t d = 0; d < LAID_DOCUMENTS; d++) {
		struct laid k = laid_open(laid_documents[d]);
		struct share share = {laid_documents[d]->unit, 0, 0};

		laid_run(&k);
		char *before = laid_list(&k, NULL);
		struct overlay_figures figures = k.figures;
		k.figures = (struct overlay_figures){0};
		for (size_t i = 0; i < figures.n; i++)
			mutate(&k, &figures.item[i], before, &share);
		print_message("%s: %zu of %zu changed digits are noticed\n", share.unit, share.seen,
		              share.all);
		overlay_figures_free(&figures);
		mem_free(before);
		laid_close(&k);
	}
}

/* ---- limits ---- */

/* A text that could be no narrative: long, repetitive, not UTF-8. */
static void overlay__any_text__is_read_within_the_limits(void **state)
{
	static const char *const pieces[] = {"减少104.38万元，减少8.84%，",
	                                     "1",
	                                     "1234567890123456789012345678901234567890万元",
	                                     "\xE5\x85",
	                                     "（",
	                                     "2020年度财政拨款收、支总计",
	                                     "\xF3\xB0\x80\x80万元"};

	(void)state;
	for (size_t i = 0; i < COUNT(pieces); i++) {
		struct laid k = laid_open(&laid_hunan);
		struct str text = {0};

		while (text.length < 60000)
			str_add(&text, pieces[i]);
		laid_put(&k, "notes", "fiscal", str_text(&text));
		laid_run(&k);
		str_free(&text);
		laid_close(&k);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(overlay__hunan_2020__finds_what_a_reviewer_finds),
	    cmocka_unit_test(overlay__panzhihua_2021__finds_the_wrong_year),
	    cmocka_unit_test(overlay__infocenter_2024__tells_tails_from_the_rest),
	    cmocka_unit_test(overlay__bureau_2024__is_silent),
	    cmocka_unit_test(overlay__what_it_found__leads_to_the_cells),
	    cmocka_unit_test(overlay__each_figure_changed_by_a_digit__is_noticed),
	    cmocka_unit_test(overlay__any_text__is_read_within_the_limits),
	};

	return cmocka_run_group_tests_name("overlay", tests, NULL, NULL);
}
