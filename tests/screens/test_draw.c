#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include <string.h>
#include <wchar.h>

#include "base/mem.h"
#include "base/text.h"
#include "screens/draw.h"
#include "screens/editdraw.h"
#include "screens/term.h"
#include "screens/widths.h"
#include "support/blind.h"

static int open_blind(void **state)
{
	(void)state;
	blind_open(6, 20);
	return 0;
}

static int close_blind(void **state)
{
	(void)state;
	widths_set(false);
	blind_close();
	return 0;
}

static void span_is(int y, int x, int width, const char *want)
{
	char *got = blind_span(y, x, width);

	assert_string_equal(got, want);
	mem_free(got);
}

static void draw_text__each_text__fills_its_width(void **state)
{
	static const struct {
		const char *text;
		int width;
		const char *want;
		int whole;
	} cases[] = {
		{ "预算", 6, "预算  ", 4 },
		{ "预算", 4, "预算", 4 },
		{ "预算", 3, "预 ", 4 },
		{ "预算", 1, " ", 4 },
		{ "", 3, "   ", 0 },
		{ NULL, 3, "   ", 0 },
		{ "a\tb\nc", 6, "a b c ", 5 },
		{ "\033[31m", 5, "\xEF\xBF\xBD[31m", 5 },
		{ "a\xE2\x80\xAE" "b", 4, "a\xEF\xBF\xBD" "b ", 3 }, /* U+202E turns the direction */
		{ "a\xE2\x80\x8B" "b", 4, "a\xEF\xBF\xBD" "b ", 3 }, /* U+200B is not seen */
		{ "\xFFx", 3, "\xEF\xBF\xBDx ", 2 },
		{ "e\xCC\x81x", 3, "e\xCC\x81x ", 2 },
		{ "e\xCC\x81\xCC\x81\xCC\x81\xCC\x81x", 3, "e\xCC\x81\xCC\x81x ", 2 },
		{ "≥①“中”", 6, "≥①“中”", 6 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		draw_text(1, 0, 20, "####################", STYLE_TEXT);
		assert_int_equal(draw_text(1, 2, cases[i].width, cases[i].text, STYLE_TEXT),
		                 cases[i].whole);
		span_is(1, 2, cases[i].width, cases[i].want);
		span_is(1, 0, 2, "##");
		span_is(1, 2 + cases[i].width, 1, "#");
	}
}

static void draw_aligned__right_and_centre__blanks_before(void **state)
{
	(void)state;
	draw_aligned(0, 0, 8, "9.50", STYLE_VALUE, DRAW_RIGHT);
	span_is(0, 0, 8, "    9.50");
	draw_aligned(0, 0, 9, "预算", STYLE_VALUE, DRAW_CENTRE);
	span_is(0, 0, 9, "  预算   ");
	draw_aligned(0, 0, 5, "预算绩", STYLE_VALUE, DRAW_RIGHT);
	span_is(0, 0, 5, "预算 ");
}

static void draw_text__over_the_edges__is_cut_with_blanks(void **state)
{
	struct rect clip = { 1, 5, 2, 6 };

	(void)state;
	draw_text(0, 17, 10, "预算", STYLE_TEXT);
	span_is(0, 17, 3, "预 ");
	draw_text(0, -1, 10, "预算", STYLE_TEXT);
	span_is(0, 0, 4, " 算 ");
	draw_text(-1, 0, 5, "x", STYLE_TEXT);
	draw_text(6, 0, 5, "x", STYLE_TEXT);
	draw_clip(&clip);
	draw_text(1, 2, 12, "预算绩效管理", STYLE_TEXT); /* columns 2 to 13 */
	span_is(1, 0, 5, "     ");
	span_is(1, 5, 6, " 绩效 "); /* halves of 算 and 管 */
	span_is(1, 11, 3, "   ");
	draw_text(0, 6, 1, "x", STYLE_TEXT);
	span_is(0, 6, 1, " ");
	draw_clip(NULL);
}

static void draw_text__over_half_a_character__leaves_a_blank(void **state)
{
	(void)state;
	draw_text(2, 0, 4, "预算", STYLE_TEXT);
	draw_text(2, 1, 1, "x", STYLE_TEXT);
	span_is(2, 0, 4, " x算");
	draw_text(2, 2, 1, "y", STYLE_TEXT);
	span_is(2, 0, 4, " xy ");
}

static void draw_text__last_cell_of_the_screen__is_drawn(void **state)
{
	(void)state;
	draw_text(5, 18, 2, "算", STYLE_TEXT);
	span_is(5, 18, 2, "算");
	draw_text(5, 19, 1, "x", STYLE_TEXT);
	span_is(5, 18, 2, " x");
}

static void draw_box__each_kind__has_its_corners(void **state)
{
	static const struct {
		enum borders b;
		const char *top, *bottom;
	} cases[] = {
		{ BORDERS_UNICODE, "┌──┐", "└──┘" },
		{ BORDERS_DEC, "┌──┐", "└──┘" },
		{ BORDERS_ASCII, "+--+", "+--+" },
	};
	struct rect r = { 1, 2, 3, 4 };

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		draw_set_borders(cases[i].b);
		draw_clear();
		draw_box(&r, STYLE_BORDER);
		span_is(1, 2, 4, cases[i].top);
		span_is(3, 2, 4, cases[i].bottom);
		assert_true(blind_styled(1, 2, STYLE_BORDER));
	}
	draw_set_borders(BORDERS_UNICODE);
}

static void border_char__sixteen_sets__as_printed(void **state)
{
	static const char *const want[16] = { " ", "│", "│", "│", "─", "┘", "┐", "┤",
		                              "─", "└", "┌", "├", "─", "┴", "┬", "┼" };
	static const char ascii[] = " |||-+++-+++-+++";

	(void)state;
	for (unsigned d = 0; d < 16; d++) {
		draw_border_cell(0, 0, d, STYLE_BORDER);
		span_is(0, 0, 1, want[d]);
		assert_int_equal(border_char(BORDERS_ASCII, d), ascii[d]);
	}
}

static void draw_restyle__keeps_text_and_borders(void **state)
{
	(void)state;
	draw_set_borders(BORDERS_DEC);
	draw_text(0, 0, 6, "预算a", STYLE_VALUE);
	draw_border_cell(0, 6, BORDER_UP | BORDER_DOWN, STYLE_BORDER);
	draw_restyle(0, 0, 7, STYLE_SELECTION);
	span_is(0, 0, 7, "预算a │");
	assert_true(blind_styled(0, 0, STYLE_SELECTION));
	assert_true(blind_styled(0, 6, STYLE_SELECTION));
	draw_set_borders(BORDERS_UNICODE);
}

static void draw_wrapped__from_a_line__shows_those(void **state)
{
	struct rect r = { 1, 1, 2, 8 };

	(void)state;
	assert_int_equal(draw_wrapped(&r, "预算绩效管理\n自评", 1, STYLE_TEXT), 3);
	span_is(1, 1, 8, "管理    ");
	span_is(2, 1, 8, "自评    ");
}

static void widths__wide__curses_and_text_agree(void **state)
{
	static const wchar_t each[] = L"中㎡％≥≤±×÷①⑩℃‰°§“”‘’…—·※→■□●○★ⅠαＡ￥a│─";

	(void)state;
	for (int wide = 0; wide < 2; wide++) {
		widths_set(wide);
		for (const wchar_t *c = each; *c; c++)
			assert_int_equal(wcwidth(*c), text_char_width((uint32_t)*c));
		draw_clear();
		draw_text(0, 0, 12, "≥①中", STYLE_TEXT);
		draw_text(0, 12, 1, "|", STYLE_TEXT);
		span_is(0, 0, wide ? 6 : 4, "≥①中");
		span_is(0, 12, 1, "|");
	}
	/* cut in half, a character that is wide now leaves a blank as well */
	draw_text(1, 0, 3, "≥①", STYLE_TEXT);
	span_is(1, 0, 3, "≥ ");
	/* and box drawing in a text can't be trusted there */
	draw_text(1, 0, 3, "│─┼", STYLE_TEXT);
	span_is(1, 0, 3, "|-+");
}

static void editdraw_line__long_text__shows_the_caret(void **state)
{
	struct lineedit *l = lineedit_new(LINEEDIT_LIMIT, true);
	int y = 0, x = 0;

	(void)state;
	lineedit_set(l, "在职人数二十七");
	editdraw_line(l, 2, 4, 7, &y, &x);
	span_is(2, 4, 7, "二十七 ");
	assert_int_equal(y, 2);
	assert_int_equal(x, 10);
	editbuf_select_all(lineedit_buffer(l));
	editdraw_line(l, 2, 4, 7, &y, &x);
	assert_true(blind_styled(2, 4, STYLE_SELECTION));
	assert_false(blind_styled(2, 10, STYLE_SELECTION));
	lineedit_free(l);
}

static void term_update__blind__remembers_the_cursor(void **state)
{
	int y, x;

	(void)state;
	term_update(2, 3);
	assert_true(blind_cursor(&y, &x));
	assert_int_equal(y, 2);
	assert_int_equal(x, 3);
	term_update(-1, 0);
	assert_false(blind_cursor(&y, &x));
}

#define draw_test(f) cmocka_unit_test_setup_teardown(f, open_blind, close_blind)

int main(void)
{
	const struct CMUnitTest tests[] = {
		draw_test(draw_text__each_text__fills_its_width),
		draw_test(draw_aligned__right_and_centre__blanks_before),
		draw_test(draw_text__over_the_edges__is_cut_with_blanks),
		draw_test(draw_text__over_half_a_character__leaves_a_blank),
		draw_test(draw_text__last_cell_of_the_screen__is_drawn),
		draw_test(draw_box__each_kind__has_its_corners),
		draw_test(border_char__sixteen_sets__as_printed),
		draw_test(draw_restyle__keeps_text_and_borders),
		draw_test(draw_wrapped__from_a_line__shows_those),
		draw_test(widths__wide__curses_and_text_agree),
		draw_test(editdraw_line__long_text__shows_the_caret),
		draw_test(term_update__blind__remembers_the_cursor),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
