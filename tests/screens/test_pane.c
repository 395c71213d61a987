#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/mem.h"
#include "screens/draw.h"
#include "screens/pane.h"
#include "support/blind.h"

static int open_blind(void **state)
{
	(void)state;
	blind_open(2, 20);
	return 0;
}

static int close_blind(void **state)
{
	(void)state;
	blind_close();
	return 0;
}

static void pane_draw_sentence__too_long__the_figures_stay(void **state)
{
	static const struct {
		const char *text;
		int width;
		const char *want;
	} cases[] = {
	    {"甲乙丙丁   报 99", 16, "甲乙丙丁   报 99"},
	    {"甲乙丙丁   报 99", 15, "甲乙丙…   报 99"},
	    {"甲乙丙丁   报 99", 14, "甲乙…   报 99 "}, /* half a character has no place */
	    {"甲乙丙丁   报 99", 9, "甲乙丙丁…"},        /* no room for both */
	    {"甲乙丙丁", 5, "甲乙…"},
	    {"甲乙", 6, "甲乙  "},
	    {"甲", 1, " "},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		draw_text(0, 0, 20, "####################", 0);
		pane_draw_sentence(0, 0, cases[i].width, cases[i].text, 0);
		char *got = blind_span(0, 0, cases[i].width);
		assert_string_equal(got, cases[i].want);
		mem_free(got);
	}
}

/* Ten columns: nine for the text behind the blank, seven behind a sign. */
static void pane_draw_note__too_long__takes_the_row_above(void **state)
{
	static const struct {
		const char *sign, *text, *above, *row;
	} cases[] = {
	    {"", "甲乙丙丁", "##########", " 甲乙丙丁#"},
	    {"! ", "甲乙丙", "##########", " ! 甲乙丙#"},
	    {"! ", "甲乙丙丁", " ! 甲乙丙 ", "   丁     "},
	    {"", "甲乙丙丁戊己", " 甲乙丙丁 ", " 戊己     "},
	    {"", "甲乙   2/17", " 甲乙     ", " 2/17    #"},
	    {"", "甲乙丙丁戊己庚辛壬", " 甲乙丙丁 ", " 戊己庚…  "},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		for (int y = 0; y < 2; y++)
			draw_text(y, 0, 10, "##########", 0);
		draw_text(1, 0, 10, "          ", 0);
		draw_text(1, 9, 1, "#", 0);
		pane_draw_note(1, 10, cases[i].sign, cases[i].text, 0);
		char *above = blind_span(0, 0, 10), *row = blind_span(1, 0, 10);
		assert_string_equal(above, cases[i].above);
		assert_memory_equal(row, cases[i].row, 6);
		mem_free(above);
		mem_free(row);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(pane_draw_sentence__too_long__the_figures_stay,
	                                    open_blind, close_blind),
	    cmocka_unit_test_setup_teardown(pane_draw_note__too_long__takes_the_row_above,
	                                    open_blind, close_blind),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
