#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include <string.h>

#include "base/mem.h"
#include "base/str.h"
#include "screens/editdraw.h"
#include "screens/textedit.h"
#include "support/blind.h"

static struct textedit *opened(const char *text, int rows, int cols)
{
	struct textedit *t = textedit_new(TEXTEDIT_LIMIT);

	textedit_resize(t, rows, cols);
	textedit_set(t, text);
	return t;
}

static enum edit_result press(struct textedit *t, int key, unsigned mods)
{
	struct key_event ev = blind_key_mod(key, mods);

	return textedit_key(t, &ev);
}

static void caret_at(struct textedit *t, int row, int column)
{
	struct textedit_view v;

	textedit_view(t, &v);
	assert_int_equal(v.row, row);
	assert_int_equal(v.column, column);
}

static void textedit_line__wrapped__one_column_before_the_width(void **state)
{
	static const struct {
		const char *text;
		int cols;
		const char *lines[5];
	} cases[] = {
		{ "", 9, { "" } },
		{ "预算绩效管理", 9, { "预算绩效", "管理" } },
		{ "预算绩效", 9, { "预算绩效" } },
		{ "预算\n绩效", 9, { "预算", "绩效" } },
		{ "预算\n", 9, { "预算", "" } },
		{ "\n\n", 9, { "", "", "" } },
		{ "预算绩效。管理", 9, { "预算绩", "效。管理" } },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct textedit *t = opened(cases[i].text, 5, cases[i].cols);
		size_t from, length;
		int n = 0;

		for (; cases[i].lines[n]; n++) {
			assert_true(textedit_line(t, n, &from, &length));
			assert_int_equal(length, strlen(cases[i].lines[n]));
			assert_memory_equal(textedit_text(t) + from, cases[i].lines[n], length);
		}
		assert_false(textedit_line(t, n, &from, &length));
		textedit_free(t);
	}
}

static void textedit_key__up_and_down__keep_the_column(void **state)
{
	struct textedit *t = opened("abcdefg\n预算\nabcdefg", 5, 20);

	(void)state;
	caret_at(t, 2, 7);
	press(t, K_LEFT, 0);
	press(t, K_LEFT, 0);
	caret_at(t, 2, 5);
	press(t, K_UP, 0);
	caret_at(t, 1, 4); /* the end of the short line */
	press(t, K_UP, 0);
	caret_at(t, 0, 5); /* the column it came from */
	press(t, K_UP, 0);
	caret_at(t, 0, 5);
	press(t, K_LEFT, 0);
	caret_at(t, 0, 4);
	press(t, K_LEFT, 0);
	press(t, K_DOWN, 0);
	caret_at(t, 1, 2); /* column 3 is inside a character: before it */
	press(t, K_DOWN, 0);
	caret_at(t, 2, 3);
	textedit_free(t);
}

static void textedit_key__home_and_end__of_the_shown_line(void **state)
{
	struct textedit *t = opened("预算绩效管理", 5, 9); /* 预算绩效 | 管理 */

	(void)state;
	press(t, K_HOME, 0);
	caret_at(t, 1, 0);
	press(t, K_UP, 0);
	caret_at(t, 0, 0);
	press(t, K_END, 0);
	caret_at(t, 0, 8);
	press(t, K_RIGHT, 0);
	caret_at(t, 1, 2);
	press(t, K_HOME, KEY_MOD_CTRL);
	caret_at(t, 0, 0);
	press(t, K_END, KEY_MOD_CTRL);
	caret_at(t, 1, 4);
	textedit_free(t);
}

static void textedit_key__pages__move_the_window(void **state)
{
	struct str text = { 0 };
	struct textedit *t;
	struct textedit_view v;

	(void)state;
	for (int i = 0; i < 20; i++)
		str_addf(&text, "%s%d", i ? "\n" : "", i);
	t = opened(str_text(&text), 5, 20);
	textedit_view(t, &v);
	assert_int_equal(v.lines, 20);
	assert_int_equal(v.top, 15);
	press(t, K_PAGEUP, 0);
	textedit_view(t, &v);
	assert_int_equal(v.top + v.row, 15);
	press(t, K_HOME, KEY_MOD_CTRL);
	caret_at(t, 0, 0);
	press(t, K_PAGEDOWN, 0);
	press(t, K_PAGEDOWN, 0);
	textedit_view(t, &v);
	assert_int_equal(v.top + v.row, 8);
	assert_int_equal(v.top, 4);
	textedit_free(t);
	str_free(&text);
}

static void textedit_key__enter_and_cut__change_lines(void **state)
{
	struct textedit *t = opened("预算绩效", 5, 20);

	(void)state;
	press(t, K_LEFT, 0);
	press(t, K_LEFT, 0);
	assert_int_equal(press(t, K_ENTER, 0), EDIT_CHANGED);
	assert_string_equal(textedit_text(t), "预算\n绩效");
	caret_at(t, 1, 0);
	press(t, K_UP, 0);
	press(t, K_END, 0);
	press(t, K_CTRL('K'), 0); /* at the end of a line: the newline */
	assert_string_equal(textedit_text(t), "预算绩效");
	press(t, K_CTRL('K'), 0);
	assert_string_equal(textedit_text(t), "预算");
	press(t, K_CTRL('Z'), 0);
	press(t, K_CTRL('Z'), 0);
	press(t, K_CTRL('Z'), 0);
	assert_string_equal(textedit_text(t), "预算绩效");
	assert_int_equal(press(t, K_TAB, 0), EDIT_IGNORED);
	assert_int_equal(press(t, K_ESC, 0), EDIT_IGNORED);
	textedit_free(t);
}

static void textedit_click__puts_the_caret_there(void **state)
{
	struct textedit *t = opened("预算\n绩效管理", 5, 20);

	(void)state;
	textedit_click(t, 1, 3, false); /* the right half of 效 */
	caret_at(t, 1, 2);
	textedit_click(t, 0, 15, false);
	caret_at(t, 0, 4);
	textedit_click(t, 4, 0, false);
	caret_at(t, 1, 0);
	textedit_free(t);
}

static void textedit_resize__other_width__wraps_anew(void **state)
{
	struct textedit *t = opened("预算绩效管理", 5, 9);
	struct textedit_view v;

	(void)state;
	textedit_view(t, &v);
	assert_int_equal(v.lines, 2);
	textedit_resize(t, 5, 5);
	textedit_view(t, &v);
	assert_int_equal(v.lines, 3);
	caret_at(t, 2, 4);
	textedit_free(t);
}

static void editdraw_text__selection_and_cursor__are_where_they_belong(void **state)
{
	struct rect r = { 1, 3, 3, 9 };
	struct textedit *t = opened("预算绩效管理", 3, 9);
	int y = 0, x = 0;

	(void)state;
	blind_open(6, 20);
	press(t, K_LEFT, KEY_MOD_SHIFT);
	editdraw_text(t, &r, &y, &x);
	assert_int_equal(y, 2);
	assert_int_equal(x, 3 + 2);
	assert_true(blind_has("预算绩效"));
	assert_true(blind_styled(2, 5, STYLE_SELECTION));
	assert_true(blind_styled(2, 3, STYLE_TEXT));
	textedit_free(t);
	blind_close();
}

/* 10,000 characters in one paragraph, 200 keys in the middle, each shown. */
static void textedit__long_paragraph__stays_usable(void **state)
{
	struct str text = { 0 };
	struct textedit *t;
	struct textedit_view v;

	(void)state;
	for (int i = 0; i < 10000; i++)
		str_add(&text, i % 17 ? "绩" : "，");
	t = opened(str_text(&text), 20, 80);
	textedit_view(t, &v);
	assert_true(v.lines >= 10000 / 39);
	textedit_click(t, -100, 10, false);
	for (int i = 0; i < 200; i++) {
		struct key_event ev = blind_char(L'预');

		assert_int_equal(textedit_key(t, &ev), EDIT_CHANGED);
		textedit_view(t, &v);
	}
	assert_int_equal(strlen(textedit_text(t)), 3 * 10200);
	textedit_free(t);
	str_free(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(textedit_line__wrapped__one_column_before_the_width),
		cmocka_unit_test(textedit_key__up_and_down__keep_the_column),
		cmocka_unit_test(textedit_key__home_and_end__of_the_shown_line),
		cmocka_unit_test(textedit_key__pages__move_the_window),
		cmocka_unit_test(textedit_key__enter_and_cut__change_lines),
		cmocka_unit_test(textedit_click__puts_the_caret_there),
		cmocka_unit_test(textedit_resize__other_width__wraps_anew),
		cmocka_unit_test(editdraw_text__selection_and_cursor__are_where_they_belong),
		cmocka_unit_test(textedit__long_paragraph__stays_usable),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
