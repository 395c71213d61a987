/* What a person sets once for their terminal. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/file.h"
#include "screens/settings.h"

static char path[] = "/tmp/ziping-settings-XXXXXX";

static int read_text(const char *text, struct settings *s, struct err *e)
{
	*e = (struct err){0};
	assert_int_equal(file_write(path, text, strlen(text), true, e), 0);
	return settings_read(s, path, e);
}

static void settings_read__good_file__all_is_taken(void **state)
{
	struct settings s;
	struct err e;

	(void)state;
	assert_int_equal(read_text("# 我的终端\n\nwidths wide\nborders  ascii \r\ntheme light\n"
	                           "escdelay 150 # 慢\nmouse on\nprobe off", &s, &e), 0);
	assert_int_equal(s.term.widths, WIDTHS_WIDE);
	assert_int_equal(s.term.borders, BORDERS_ASCII);
	assert_int_equal(s.term.escdelay, 150);
	assert_true(s.term.mouse && s.term.no_probe);
	assert_string_equal(s.term.theme, "light");
	settings_free(&s);
}

static void settings_read__no_file__usual_settings(void **state)
{
	struct settings s;
	struct err e = {0};

	(void)state;
	assert_int_equal(settings_read(&s, "/tmp/ziping-no-such-file", &e), 0);
	assert_null(s.term.theme);
	assert_int_equal(s.term.widths, WIDTHS_AUTO);
	settings_free(&s);
}

static void settings_read__mistakes__are_told_with_the_line(void **state)
{
	static const struct { const char *text, *place; } cases[] = {
	    {"widths maybe\n", ":1: "}, {"widths wide\nborders\n", ":2: "},
	    {"\nnonsense 1\n", ":2: "}, {"theme /no/such/theme\n", ":1: "}, {"escdelay x\n", ":1: "},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct settings s;
		struct err e;

		assert_int_equal(read_text(cases[i].text, &s, &e), -1);
		if (!strstr(e.text, cases[i].place))
			fail_msg("%zu: %s", i, e.text);
		assert_null(s.term.theme);
		settings_free(&s);
	}
}

static int make_file(void **state)
{
	int fd = mkstemp(path);

	(void)state;
	return fd < 0 ? -1 : close(fd);
}

static int remove_file(void **state)
{
	(void)state;
	return unlink(path);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(settings_read__good_file__all_is_taken),
	    cmocka_unit_test(settings_read__no_file__usual_settings),
	    cmocka_unit_test(settings_read__mistakes__are_told_with_the_line),
	};
	return cmocka_run_group_tests_name("settings", tests, make_file, remove_file);
}
