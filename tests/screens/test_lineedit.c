#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "screens/lineedit.h"
#include "support/blind.h"

/* A script: characters are typed, <name> is a key. */
static const struct {
	const char *name;
	int key;
	unsigned mods;
} script_keys[] = {
	{ "<left>", K_LEFT, 0 },     { "<right>", K_RIGHT, 0 },
	{ "<home>", K_HOME, 0 },     { "<end>", K_END, 0 },
	{ "<bs>", K_BACKSPACE, 0 },  { "<del>", K_DELETE, 0 },
	{ "<wleft>", K_LEFT, KEY_MOD_CTRL },   { "<wright>", K_RIGHT, KEY_MOD_CTRL },
	{ "<sleft>", K_LEFT, KEY_MOD_SHIFT },  { "<shome>", K_HOME, KEY_MOD_SHIFT },
	{ "<all>", K_CTRL('A'), 0 },  { "<kill>", K_CTRL('K'), 0 },
	{ "<start>", K_CTRL('U'), 0 }, { "<word>", K_CTRL('W'), 0 },
	{ "<undo>", K_CTRL('Z'), 0 }, { "<redo>", K_CTRL('Y'), 0 },
};
enum { SCRIPT_KEYS = sizeof script_keys / sizeof *script_keys };

static enum edit_result play(struct lineedit *l, const char *script)
{
	enum edit_result last = EDIT_IGNORED;

	while (*script) {
		struct key_event ev;
		size_t length, i = 0;

		while (i < SCRIPT_KEYS && strncmp(script, script_keys[i].name,
		                                  strlen(script_keys[i].name)) != 0)
			i++;
		if (i < SCRIPT_KEYS) {
			ev = blind_key_mod(script_keys[i].key, script_keys[i].mods);
			length = strlen(script_keys[i].name);
		} else {
			ev = blind_char((int)text_decode(script, &length));
		}
		last = lineedit_key(l, &ev);
		script += length;
	}
	return last;
}

/* The text with | at the caret. */
static void shows(struct lineedit *l, const char *want)
{
	size_t caret = editbuf_caret(lineedit_buffer(l));
	const char *bar = strchr(want, '|');
	char *plain = mem_strdup(want);

	memmove(plain + (bar - want), bar + 1, strlen(bar));
	assert_string_equal(lineedit_text(l), plain);
	assert_int_equal(caret, bar - want);
	mem_free(plain);
}

static void lineedit_key__script__gives_text_and_caret(void **state)
{
	static const struct {
		const char *before, *script, *after;
	} cases[] = {
		{ "", "预算", "预算|" },
		{ "预算", "<left>绩", "预绩|算" },
		{ "预算", "<bs>", "预|" },
		{ "预算", "<home><del>", "|算" },
		{ "预算", "<del>", "预算|" },
		{ "预算", "<home><bs>", "|预算" },
		{ "e\xCC\x81x", "<left><bs>", "|x" },             /* é of two characters goes whole */
		{ "ae\xCC\x81", "<left>z", "az|e\xCC\x81" },
		{ "e\xCC\x81x", "<home><del>", "|x" },
		{ "12.50 万元", "<wleft>a", "12.50 a|万元" },
		{ "ab cd", "<home><wright>x", "ab x|cd" },
		{ "在职 abc", "<word>", "在职 |" },
		{ "abc", "<all>x", "x|" },
		{ "abc", "<sleft><sleft>x", "ax|" },
		{ "abc", "<sleft><bs>", "ab|" },
		{ "abc", "<sleft><left>x", "abx|c" },
		{ "abcd", "<left><left><kill>", "ab|" },
		{ "abcd", "<left><left><start>", "|cd" },
		{ "abcd", "<left><left><shome>x", "x|cd" },
		{ "ab", "cd<undo>", "ab|" },
		{ "ab", "cd<undo><redo>", "abcd|" },
		{ "ab", "c<left>d<undo>", "ab|c" },
		{ "ab", "c<left>d<undo><undo>", "ab|" },
		{ "ab", "<all>x<undo>", "ab|" },
		{ "ab", "<bs><bs><undo>", "a|" },
		{ "ab", "<bs><undo>x<redo>", "abx|" },
		{ "ab", "<undo>", "ab|" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct lineedit *l = lineedit_new(LINEEDIT_LIMIT, false);

		lineedit_set(l, cases[i].before);
		play(l, cases[i].script);
		shows(l, cases[i].after);
		lineedit_free(l);
	}
}

static void lineedit_key__keys_of_the_cell__are_left_alone(void **state)
{
	static const int keys[] = { K_ENTER, K_TAB, K_BACKTAB, K_ESC, K_UP, K_DOWN, K_F(2) };
	struct lineedit *l = lineedit_new(LINEEDIT_LIMIT, false);

	(void)state;
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
		struct key_event ev = blind_key(keys[i]);

		assert_int_equal(lineedit_key(l, &ev), EDIT_IGNORED);
	}
	lineedit_free(l);
}

static void lineedit_paste__newlines__as_the_field_takes_them(void **state)
{
	struct key_event ev = blind_paste("一\r\n二\n三\x01\x7f");

	(void)state;
	for (int newlines = 0; newlines < 2; newlines++) {
		struct lineedit *l = lineedit_new(LINEEDIT_LIMIT, newlines);

		assert_int_equal(lineedit_key(l, &ev), EDIT_CHANGED);
		assert_string_equal(lineedit_text(l), newlines ? "一\n二\n三" : "一 二 三");
		play(l, "x<undo>"); /* the paste is a step of its own */
		assert_string_equal(lineedit_text(l), newlines ? "一\n二\n三" : "一 二 三");
		play(l, "<undo>");
		assert_string_equal(lineedit_text(l), "");
		lineedit_free(l);
	}
}

static void lineedit_insert__over_the_limit__takes_what_fits_whole(void **state)
{
	struct lineedit *l = lineedit_new(8, false);
	struct key_event ev = blind_paste("预算绩效");

	(void)state;
	assert_int_equal(lineedit_key(l, &ev), EDIT_REFUSED);
	shows(l, "预算|");
	assert_int_equal(play(l, "ab"), EDIT_CHANGED);
	assert_int_equal(play(l, "c"), EDIT_REFUSED);
	shows(l, "预算ab|");
	assert_int_equal(play(l, "<all>绩"), EDIT_CHANGED);
	shows(l, "绩|");
	lineedit_free(l);
}

static void lineedit_insert__invalid_utf8__becomes_replacement(void **state)
{
	struct lineedit *l = lineedit_new(LINEEDIT_LIMIT, false);

	(void)state;
	editbuf_insert(lineedit_buffer(l), "a\xFF\xE9\xA2", 4);
	assert_int_equal(text_check(lineedit_text(l), strlen(lineedit_text(l))),
	                 strlen(lineedit_text(l)));
	assert_true(strncmp(lineedit_text(l), "a\xEF\xBF\xBD", 4) == 0);
	lineedit_free(l);
}

static void lineedit_view__narrow_window__follows_the_caret(void **state)
{
	static const struct {
		const char *text, *script;
		int width;
		const char *shown;
		int caret;
	} cases[] = {
		{ "abc", "", 10, "abc", 3 },
		{ "abcdefgh", "", 5, "efgh", 4 },
		{ "abcdefgh", "<home>", 5, "abcde", 0 },
		{ "预算绩效", "", 5, "绩效", 4 },
		{ "预算绩效", "", 6, "绩效", 4 },
		{ "预算绩效", "<home>", 5, "预算", 0 },
		{ "预算绩效", "<left>", 5, "绩效", 2 },
		{ "预算绩效", "<left><left><left><left>", 5, "预算", 0 },
		{ "预算绩效", "", 1, "", 0 },
		{ "", "", 5, "", 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct lineedit *l = lineedit_new(LINEEDIT_LIMIT, false);
		struct lineedit_view v;
		char *shown;

		lineedit_set(l, cases[i].text);
		lineedit_view(l, cases[i].width, &v);
		play(l, cases[i].script);
		lineedit_view(l, cases[i].width, &v);
		shown = mem_strndup(lineedit_text(l) + v.from, v.length);
		assert_string_equal(shown, cases[i].shown);
		assert_int_equal(v.caret, cases[i].caret);
		mem_free(shown);
		lineedit_free(l);
	}
}

static void lineedit_view__after_deleting__shows_the_start_again(void **state)
{
	struct lineedit *l = lineedit_new(LINEEDIT_LIMIT, false);
	struct lineedit_view v;

	(void)state;
	lineedit_set(l, "abcdefgh");
	lineedit_view(l, 5, &v);
	assert_int_equal(v.from, 4);
	play(l, "<bs><bs><bs><bs>");
	lineedit_view(l, 5, &v);
	assert_int_equal(v.from, 0);
	assert_int_equal(v.caret, 4);
	lineedit_free(l);
}

/* 64 KiB typed one by one, each shown: seconds would mean something quadratic
 * with a large factor; the harness' own limit catches that. */
static void lineedit__full_to_the_limit__stays_usable(void **state)
{
	struct lineedit *l = lineedit_new(LINEEDIT_LIMIT, false);
	struct lineedit_view v;
	int typed = 0;

	(void)state;
	while (play(l, "预") == EDIT_CHANGED) {
		typed++;
		if (typed % 64 == 0)
			lineedit_view(l, 30, &v);
	}
	assert_int_equal(typed, LINEEDIT_LIMIT / 3);
	assert_int_equal(play(l, "<undo>"), EDIT_CHANGED);
	assert_string_equal(lineedit_text(l), "");
	lineedit_free(l);
}

static void editbuf_changed__tells_of_change_only(void **state)
{
	struct lineedit *l = lineedit_new(LINEEDIT_LIMIT, false);

	(void)state;
	lineedit_set(l, "预算");
	play(l, "<left><right><all>");
	assert_false(editbuf_changed(lineedit_buffer(l)));
	play(l, "x");
	assert_true(editbuf_changed(lineedit_buffer(l)));
	lineedit_free(l);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lineedit_key__script__gives_text_and_caret),
		cmocka_unit_test(lineedit_key__keys_of_the_cell__are_left_alone),
		cmocka_unit_test(lineedit_paste__newlines__as_the_field_takes_them),
		cmocka_unit_test(lineedit_insert__over_the_limit__takes_what_fits_whole),
		cmocka_unit_test(lineedit_insert__invalid_utf8__becomes_replacement),
		cmocka_unit_test(lineedit_view__narrow_window__follows_the_caret),
		cmocka_unit_test(lineedit_view__after_deleting__shows_the_start_again),
		cmocka_unit_test(lineedit__full_to_the_limit__stays_usable),
		cmocka_unit_test(editbuf_changed__tells_of_change_only),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
