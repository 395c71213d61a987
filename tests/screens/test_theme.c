#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "screens/draw.h"
#include "screens/theme.h"
#include "support/blind.h"

static void theme_parse__good_lines__set_looks(void **state)
{
	struct theme t;
	struct err e = { 0 };

	(void)state;
	assert_true(theme_builtin(&t, "default"));
	assert_int_equal(theme_parse(&t,
	                             "# 配色\n"
	                             "fault = bright-red black bold underline # 明显\n"
	                             "\t dim=244 default\r\n"
	                             "\n",
	                             "t.theme", &e),
	                 0);
	assert_int_equal(t.looks[STYLE_FAULT].fg, 9);
	assert_int_equal(t.looks[STYLE_FAULT].bg, 0);
	assert_int_equal(t.looks[STYLE_FAULT].attributes, LOOK_BOLD | LOOK_UNDERLINE);
	assert_int_equal(t.looks[STYLE_DIM].fg, 244);
	assert_int_equal(t.looks[STYLE_DIM].bg, -1);
	assert_int_equal(t.looks[STYLE_DIM].attributes, 0);
}

static void theme_parse__mistake__names_file_and_line_and_changes_nothing(void **state)
{
	static const struct {
		const char *text, *place, *word;
	} cases[] = {
		{ "ok = green default\nfoult = red default\n", "t.theme:2", "foult" },
		{ "ok = grün default", "t.theme:1", "grün" },
		{ "\n\nok = green", "t.theme:3", "" },
		{ "ok = green default blink", "t.theme:1", "blink" },
		{ "ok = 256 default", "t.theme:1", "256" },
		{ "ok = 12x default", "t.theme:1", "12x" },
		{ "ok green", "t.theme:1", "ok" },
		{ "= red red", "t.theme:1", "" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct theme t, before;
		struct err e = { 0 };

		theme_builtin(&t, "default");
		before = t;
		assert_int_equal(theme_parse(&t, cases[i].text, "t.theme", &e), -1);
		assert_int_equal(e.code, ERR_INPUT);
		assert_non_null(strstr(e.text, cases[i].place));
		assert_non_null(strstr(e.text, cases[i].word));
		assert_memory_equal(&t, &before, sizeof t);
	}
}

static void theme_find__no_such_name__is_a_file_that_is_missing(void **state)
{
	struct theme t;
	struct err e = { 0 };

	(void)state;
	assert_int_equal(theme_find(&t, "mono", &e), 0);
	assert_int_equal(theme_find(&t, "/nonexistent/x.theme", &e), -1);
	assert_non_null(strstr(e.text, "/nonexistent/x.theme"));
}

/* What must be told apart without colours. */
static void theme__without_colours__meanings_still_differ(void **state)
{
	static const unsigned styles[] = { STYLE_VALUE, STYLE_DIFFERS, STYLE_FAULT,
		                           STYLE_SUGGESTED, STYLE_GHOST,
		                           STYLE_VALUE | STYLE_AT_CURSOR };
	static const char *const schemes[] = { "default", "light", "mono" };
	enum { STYLES = sizeof styles / sizeof *styles };

	(void)state;
	for (size_t scheme = 0; scheme < 3; scheme++) {
		struct theme t;
		unsigned looks[STYLES];
		short pair;

		blind_open_as("vt100", schemes[scheme], 5, 20);
		theme_builtin(&t, schemes[scheme]);
		theme_use(&t, false);
		for (size_t i = 0; i < STYLES; i++) {
			theme_curses(styles[i], &looks[i], &pair);
			assert_int_equal(pair, 0);
			for (size_t j = 0; j < i; j++)
				assert_int_not_equal(looks[i], looks[j]);
		}
		blind_close();
	}
}

static void theme__cursor_over_reverse__is_seen(void **state)
{
	unsigned plain, under;
	short pair;

	(void)state;
	blind_open_as("xterm-256color", "mono", 5, 20);
	theme_curses(STYLE_STATUS, &plain, &pair);
	theme_curses(STYLE_STATUS | STYLE_AT_CURSOR, &under, &pair);
	assert_int_not_equal(plain, under);
	theme_curses(STYLE_VALUE, &plain, &pair);
	theme_curses(STYLE_VALUE | STYLE_AT_MARK, &under, &pair);
	assert_int_not_equal(plain, under);
	blind_close();
}

static void theme_style_name__each__is_found_again(void **state)
{
	(void)state;
	for (int i = 0; i < STYLE_COUNT; i++) {
		struct theme t;
		struct err e = { 0 };
		char line[64];

		theme_builtin(&t, "mono");
		snprintf(line, sizeof line, "%s = 77 default", theme_style_name((enum style)i));
		assert_int_equal(theme_parse(&t, line, "t", &e), 0);
		assert_int_equal(t.looks[i].fg, 77);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(theme_parse__good_lines__set_looks),
		cmocka_unit_test(theme_parse__mistake__names_file_and_line_and_changes_nothing),
		cmocka_unit_test(theme_find__no_such_name__is_a_file_that_is_missing),
		cmocka_unit_test(theme__without_colours__meanings_still_differ),
		cmocka_unit_test(theme__cursor_over_reverse__is_seen),
		cmocka_unit_test(theme_style_name__each__is_found_again),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
