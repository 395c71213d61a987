#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include <locale.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "base/str.h"
#include "screens/keys.h"

static struct keys *fed(const char *bytes)
{
	struct keys *k = keys_new(50);

	keys_feed(k, bytes, strlen(bytes), 1000);
	return k;
}

static void none_left(struct keys *k)
{
	struct key_event ev;

	assert_false(keys_next(k, &ev, 100000));
	assert_int_equal(keys_wait(k, 100000), -1);
	keys_free(k);
}

static void keys__one_key__is_decoded(void **state)
{
	static const struct {
		const char *bytes;
		enum event_kind kind;
		int key;
		unsigned mods;
	} cases[] = {
		{ "a", EV_CHAR, 'a', 0 },
		{ "预", EV_CHAR, 0x9884, 0 },
		{ "：", EV_CHAR, 0xFF1A, 0 },
		{ "\r", EV_KEY, K_ENTER, 0 },
		{ "\n", EV_KEY, K_ENTER, 0 },
		{ "\t", EV_KEY, K_TAB, 0 },
		{ "\x7f", EV_KEY, K_BACKSPACE, 0 },
		{ "\b", EV_KEY, K_BACKSPACE, 0 },
		{ "\x1a", EV_KEY, K_CTRL('z'), 0 },
		{ "\033[A", EV_KEY, K_UP, 0 },
		{ "\033OA", EV_KEY, K_UP, 0 },
		{ "\033[1;2D", EV_KEY, K_LEFT, KEY_MOD_SHIFT },
		{ "\033[1;5C", EV_KEY, K_RIGHT, KEY_MOD_CTRL },
		{ "\033[Z", EV_KEY, K_BACKTAB, 0 },
		{ "\033[H", EV_KEY, K_HOME, 0 },
		{ "\033[1~", EV_KEY, K_HOME, 0 },
		{ "\033[7~", EV_KEY, K_HOME, 0 },
		{ "\033[4~", EV_KEY, K_END, 0 },
		{ "\033OF", EV_KEY, K_END, 0 },
		{ "\033[3~", EV_KEY, K_DELETE, 0 },
		{ "\033[3;5~", EV_KEY, K_DELETE, KEY_MOD_CTRL },
		{ "\033[5~", EV_KEY, K_PAGEUP, 0 },
		{ "\033[11~", EV_KEY, K_F(1), 0 },
		{ "\033[[E", EV_KEY, K_F(5), 0 },
		{ "\033OP", EV_KEY, K_F(1), 0 },
		{ "\033[1;2R", EV_KEY, K_F(3), KEY_MOD_SHIFT },
		{ "\033[24~", EV_KEY, K_F(12), 0 },
		{ "\033Oq", EV_CHAR, '1', 0 },
		{ "\033Op", EV_CHAR, '0', 0 },
		{ "\033On", EV_CHAR, '.', 0 },
		{ "\033OM", EV_KEY, K_ENTER, 0 },
		{ "\xFF", EV_CHAR, 0xFFFD, 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct keys *k = fed(cases[i].bytes);
		struct key_event ev;

		assert_true(keys_next(k, &ev, 1000));
		assert_int_equal(ev.kind, cases[i].kind);
		assert_int_equal(ev.key, cases[i].key);
		assert_int_equal(ev.mods, cases[i].mods);
		none_left(k);
	}
}

/* The same bytes, one at a time, give the same. */
static void keys__every_sequence_cut_anywhere__is_decoded(void **state)
{
	static const char *const cases[] = { "预", "\033[11~", "\033[1;5C", "\033OP", "\033[[A",
		                             "\033[<0;6;4M", "𠀀" };

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct keys *k = keys_new(50);
		struct key_event ev;
		size_t length = strlen(cases[i]);

		for (size_t at = 0; at < length; at++) {
			assert_false(keys_next(k, &ev, 1000 + 40 * (int64_t)at));
			keys_feed(k, cases[i] + at, 1, 1000 + 40 * (int64_t)at);
		}
		assert_true(keys_next(k, &ev, 1000 + 40 * (int64_t)length));
		none_left(k);
	}
}

static void keys__lone_esc__waits_its_time_only(void **state)
{
	struct keys *k = fed("\033");
	struct key_event ev;

	(void)state;
	assert_false(keys_next(k, &ev, 1049));
	assert_int_equal(keys_wait(k, 1020), 30);
	assert_true(keys_next(k, &ev, 1050));
	assert_int_equal(ev.key, K_ESC);
	none_left(k);
}

static void keys__esc_and_a_letter_at_once__are_two_keys(void **state)
{
	struct keys *k = fed("\033:\033\033[A");
	const int want[] = { K_ESC, ':', K_ESC, K_UP };
	struct key_event ev;

	(void)state;
	for (size_t i = 0; i < 4; i++) {
		assert_true(keys_next(k, &ev, 1000));
		assert_int_equal(ev.key, want[i]);
	}
	none_left(k);
}

static void keys__unknown_sequence__is_swallowed_whole(void **state)
{
	static const char *const cases[] = { "\033[99~", "\033[?62;22c", "\033[2;3R", "\033[E",
		                             "\033[>0;276;0c", "\033[1;2;3X" };

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct str bytes = { 0 };
		struct keys *k;
		struct key_event ev;

		str_addf(&bytes, "%sx", cases[i]);
		k = fed(str_text(&bytes));
		assert_true(keys_next(k, &ev, 1000));
		assert_int_equal(ev.key, 'x');
		none_left(k);
		str_free(&bytes);
	}
}

static void keys__learned_sequence__wins(void **state)
{
	struct keys *k = keys_new(50);
	struct key_event ev;

	(void)state;
	keys_learn(k, "\033[11~", K_F(9));
	keys_learn(k, "\033z", K_HOME);
	keys_learn(k, "x", K_END); /* would hide a letter: not taken */
	keys_learn(k, NULL, K_END);
	keys_feed(k, "\033[11~\033zx", 8, 0);
	assert_true(keys_next(k, &ev, 0));
	assert_int_equal(ev.key, K_F(9));
	assert_true(keys_next(k, &ev, 0));
	assert_int_equal(ev.key, K_HOME);
	assert_true(keys_next(k, &ev, 0));
	assert_int_equal(ev.key, 'x');
	none_left(k);
}

/* ---- paste ------------------------------------------------------------- */

static void paste__is_one_event_without_control_characters(void **state)
{
	struct keys *k = fed("a\033[200~一\r\n二\r三\t\001\033[A\xFF\xC2\x85\033[201~b");
	struct key_event ev;

	(void)state;
	assert_true(keys_next(k, &ev, 1000));
	assert_int_equal(ev.key, 'a');
	assert_true(keys_next(k, &ev, 1000));
	assert_int_equal(ev.kind, EV_PASTE);
	assert_string_equal(ev.text, "一\n二\n三\t[A\xEF\xBF\xBD");
	assert_int_equal(ev.length, strlen(ev.text));
	assert_false(ev.cut);
	assert_true(keys_next(k, &ev, 1000));
	assert_int_equal(ev.key, 'b');
	none_left(k);
}

static void paste__every_split__gives_the_same(void **state)
{
	static const char bytes[] = "\033[200~预算\033[20\n\033[201~";
	struct key_event ev;

	(void)state;
	for (size_t cut = 1; cut < sizeof bytes - 1; cut++) {
		struct keys *k = keys_new(50);

		keys_feed(k, bytes, cut, 0);
		assert_false(keys_next(k, &ev, 10));
		keys_feed(k, bytes + cut, sizeof bytes - 1 - cut, 20);
		assert_true(keys_next(k, &ev, 20));
		assert_int_equal(ev.kind, EV_PASTE);
		assert_string_equal(ev.text, "预算[20\n");
		none_left(k);
	}
}

static void paste__over_a_mebibyte__is_cut_and_says_so(void **state)
{
	struct keys *k = keys_new(50);
	char block[1000];
	struct key_event ev;

	(void)state;
	memset(block, 'x', sizeof block);
	keys_feed(k, "\033[200~", 6, 0);
	for (int i = 0; i < 1100; i++) {
		keys_feed(k, block, sizeof block, 0);
		assert_false(keys_next(k, &ev, 0));
	}
	keys_feed(k, "\033[201~", 6, 0);
	assert_true(keys_next(k, &ev, 0));
	assert_true(ev.cut);
	assert_int_equal(ev.length, 1024 * 1024);
	none_left(k);
}

static void paste__end_lost__ends_after_a_while(void **state)
{
	struct keys *k = fed("\033[200~预算");
	struct key_event ev;

	(void)state;
	assert_false(keys_next(k, &ev, 1000));
	assert_true(keys_next(k, &ev, 1000 + 60000));
	assert_string_equal(ev.text, "预算");
	none_left(k);
}

/* ---- mouse ------------------------------------------------------------- */

static void mouse__presses__have_place_and_button(void **state)
{
	static const struct {
		const char *bytes;
		int y, x;
		enum mouse_button button;
		unsigned mods;
	} cases[] = {
		{ "\033[<0;6;4M", 3, 5, MOUSE_LEFT, 0 },
		{ "\033[<2;200;100M", 99, 199, MOUSE_RIGHT, 0 },
		{ "\033[<64;1;1M", 0, 0, MOUSE_WHEEL_UP, 0 },
		{ "\033[<65;1;1M", 0, 0, MOUSE_WHEEL_DOWN, 0 },
		{ "\033[<16;1;1M", 0, 0, MOUSE_LEFT, KEY_MOD_CTRL },
		{ "\033[M &$", 3, 5, MOUSE_LEFT, 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct keys *k = fed(cases[i].bytes);
		struct key_event ev;

		assert_true(keys_next(k, &ev, 1000));
		assert_int_equal(ev.kind, EV_MOUSE);
		assert_int_equal(ev.y, cases[i].y);
		assert_int_equal(ev.x, cases[i].x);
		assert_int_equal(ev.button, cases[i].button);
		assert_int_equal(ev.mods, cases[i].mods);
		none_left(k);
	}
}

static void mouse__releases_and_drags__are_not_reported(void **state)
{
	(void)state;
	none_left(fed("\033[<0;6;4m\033[<32;6;4M\033[<35;6;4M\033[M#&$"));
}

static void mouse__second_press_in_time_and_place__is_a_double_click(void **state)
{
	static const struct {
		const char *second;
		int64_t after;
		bool twice;
	} cases[] = {
		{ "\033[<0;6;4M", 300, true },
		{ "\033[<0;6;4M", 500, false },
		{ "\033[<0;7;4M", 100, false },
		{ "\033[<2;6;4M", 100, false },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct keys *k = fed("\033[<0;6;4M");
		struct key_event ev;
		int64_t at = 1000 + cases[i].after;

		assert_true(keys_next(k, &ev, 1000));
		assert_false(ev.twice);
		keys_feed(k, cases[i].second, strlen(cases[i].second), at);
		assert_true(keys_next(k, &ev, at));
		assert_int_equal(ev.twice, cases[i].twice);
		/* the third of three is no second double click */
		if (ev.twice) {
			keys_feed(k, cases[i].second, strlen(cases[i].second), at + 10);
			assert_true(keys_next(k, &ev, at + 10));
			assert_false(ev.twice);
		}
		none_left(k);
	}
}

/* ---- the rest ---------------------------------------------------------- */

static void report__between_keys__is_taken_out(void **state)
{
	struct keys *k = fed("预\033[15~\033[2;5R中\033[2");
	struct key_event ev;
	int row = 0, column = 0;

	(void)state;
	assert_true(keys_take_report(k, &row, &column));
	assert_int_equal(row, 2);
	assert_int_equal(column, 5);
	assert_false(keys_take_report(k, &row, &column));
	keys_feed(k, ";3R", 3, 1000);
	assert_true(keys_take_report(k, &row, &column));
	assert_int_equal(column, 3);
	assert_true(keys_next(k, &ev, 1000));
	assert_int_equal(ev.key, 0x9884);
	assert_true(keys_next(k, &ev, 1000));
	assert_int_equal(ev.key, K_F(5));
	assert_true(keys_next(k, &ev, 1000));
	assert_int_equal(ev.key, 0x4E2D);
	none_left(k);
}

static void fold__what_chinese_input_sends__is_its_ascii_twin(void **state)
{
	static const struct {
		int from, to;
	} cases[] = {
		{ L'：', ':' }, { L'／', '/' }, { L'、', '/' }, { L'？', '?' }, { L'！', '!' },
		{ L'；', ';' }, { L'，', ',' }, { L'。', '.' }, { L'（', '(' }, { L'）', ')' },
		{ L'０', '0' }, { L'９', '9' }, { L'ａ', 'a' }, { L'ｚ', 'z' }, { L'％', '%' },
		{ L'【', '[' }, { L'】', ']' }, { L'｛', '{' }, { L'《', '<' }, { L'　', ' ' },
		{ 'q', 'q' },   { L'预', L'预' }, { K_F(3), K_F(3) },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_int_equal(keys_fold(cases[i].from), cases[i].to);
}

static void name__of_keys__is_short(void **state)
{
	static const struct {
		int key;
		const char *want;
	} cases[] = {
		{ K_F(10), "F10" }, { K_CTRL('z'), "^Z" }, { K_PAGEDOWN, "PgDn" }, { '/', "/" },
		{ K_ENTER, "Enter" }, { ' ', "Space" }, { 0x9884, "预" },
	};
	char name[16];

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_string_equal(keys_name(cases[i].key, name, sizeof name), cases[i].want);
}

static void ready__looks_ahead_without_losing(void **state)
{
	struct keys *k = fed("预\033");
	struct key_event ev;

	(void)state;
	assert_true(keys_ready(k, 1000));
	assert_true(keys_ready(k, 1000));
	assert_true(keys_next(k, &ev, 1000));
	assert_int_equal(ev.key, 0x9884);
	assert_false(keys_ready(k, 1000));
	assert_true(keys_ready(k, 1060));
	assert_true(keys_next(k, &ev, 1060));
	assert_int_equal(ev.key, K_ESC);
	none_left(k);
}

static int use_utf8(void **state)
{
	(void)state;
	return setlocale(LC_ALL, "C.UTF-8") ? 0 : -1;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(keys__one_key__is_decoded),
		cmocka_unit_test(keys__every_sequence_cut_anywhere__is_decoded),
		cmocka_unit_test(keys__lone_esc__waits_its_time_only),
		cmocka_unit_test(keys__esc_and_a_letter_at_once__are_two_keys),
		cmocka_unit_test(keys__unknown_sequence__is_swallowed_whole),
		cmocka_unit_test(keys__learned_sequence__wins),
		cmocka_unit_test(paste__is_one_event_without_control_characters),
		cmocka_unit_test(paste__every_split__gives_the_same),
		cmocka_unit_test(paste__over_a_mebibyte__is_cut_and_says_so),
		cmocka_unit_test(paste__end_lost__ends_after_a_while),
		cmocka_unit_test(mouse__presses__have_place_and_button),
		cmocka_unit_test(mouse__releases_and_drags__are_not_reported),
		cmocka_unit_test(mouse__second_press_in_time_and_place__is_a_double_click),
		cmocka_unit_test(report__between_keys__is_taken_out),
		cmocka_unit_test(fold__what_chinese_input_sends__is_its_ascii_twin),
		cmocka_unit_test(name__of_keys__is_short),
		cmocka_unit_test(ready__looks_ahead_without_losing),
	};

	return cmocka_run_group_tests(tests, use_utf8, NULL);
}
