#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/text.h"
#include "screens/keymap.h"
#include "support/blind.h"

static void keymap__every_action__has_a_key_or_a_name_and_a_sentence(void **state)
{
	size_t n;
	const struct key_line *lines = keymap_lines(&n);

	(void)state;
	for (int a = ACT_NONE + 1; a < ACT_COUNT; a++) {
		bool found = false;

		for (size_t i = 0; i < n; i++)
			found = found || lines[i].action == (enum action)a;
		if (!found)
			fail_msg("action %d has no line", a);
	}
	for (size_t i = 0; i < n; i++) {
		assert_true(lines[i].keys[0] != 0 || lines[i].command);
		assert_true(lines[i].contexts != 0);
		assert_non_null(strstr(lines[i].help, "。"));
		assert_int_equal(text_check(lines[i].help, strlen(lines[i].help)),
		                 strlen(lines[i].help));
	}
}

static void keymap__in_a_context__no_key_stands_twice(void **state)
{
	size_t n;
	const struct key_line *lines = keymap_lines(&n);

	(void)state;
	for (size_t i = 0; i < n * KEYMAP_KEYS; i++) {
		const struct key_line *a = &lines[i / KEYMAP_KEYS];
		int key = a->keys[i % KEYMAP_KEYS];

		for (size_t j = i + 1; key && j < n * KEYMAP_KEYS; j++) {
			const struct key_line *b = &lines[j / KEYMAP_KEYS];

			if (a->contexts & b->contexts && b->keys[j % KEYMAP_KEYS] == key)
				fail_msg("key %x: «%s» and «%s»", (unsigned)key, a->help, b->help);
		}
	}
}

/* On a keyboard whose F-keys or Ctrl the terminal keeps for itself. */
static void keymap__on_the_panes__all_is_reached_by_a_plain_key_or_a_name(void **state)
{
	size_t n;
	const struct key_line *lines = keymap_lines(&n);

	(void)state;
	for (size_t i = 0; i < n; i++) {
		bool plain = lines[i].command != NULL;

		if (!(lines[i].contexts & CTX_SCREEN))
			continue;
		for (int k = 0; k < KEYMAP_KEYS && lines[i].keys[k]; k++) {
			int key = lines[i].keys[k];

			plain = plain || key < K_NONE || key == K_TAB || key == K_BACKTAB ||
			        key == K_ESC || (key >= K_UP && key <= K_PAGEDOWN);
		}
		if (!plain)
			fail_msg("only by function keys: %s", lines[i].help);
	}
}

static void keymap__names_of_commands__are_different(void **state)
{
	size_t n;
	const struct key_line *lines = keymap_lines(&n);

	(void)state;
	for (size_t i = 0; i < n; i++)
		for (size_t j = i + 1; lines[i].command && j < n; j++)
			if (lines[j].command)
				assert_string_not_equal(lines[i].command, lines[j].command);
}

static void keymap__an_event__means_this(void **state)
{
	static const struct {
		enum context context;
		enum event_kind kind;
		int key;
		unsigned mods;
		enum action want;
	} cases[] = {
	    {CTX_TABLE, EV_CHAR, 'j', 0, ACT_DOWN},
	    {CTX_TABLE, EV_CHAR, 0xFF1A /* ： */, 0, ACT_COMMAND},
	    {CTX_TABLE, EV_CHAR, 0xFF1F /* ？ */, 0, ACT_HELP},
	    {CTX_TABLE, EV_CHAR, 0x3001 /* 、 */, 0, ACT_FIND},
	    {CTX_TABLE, EV_CHAR, 0xFF51 /* ｑ */, 0, ACT_QUIT},
	    {CTX_TABLE, EV_CHAR, 0x4E2D /* 中 */, 0, ACT_NONE},
	    {CTX_TABLE, EV_CHAR, '7', 0, ACT_NONE},
	    {CTX_TABLE, EV_KEY, K_F(2), 0, ACT_EDIT},
	    {CTX_TABLE, EV_KEY, K_F(10), 0, ACT_QUIT},
	    {CTX_TABLE, EV_KEY, K_DOWN, 0, ACT_DOWN},
	    {CTX_TABLE, EV_KEY, K_DOWN, KEY_MOD_CTRL, ACT_ROW_DOWN},
	    {CTX_TABLE, EV_KEY, K_CTRL('r'), 0, ACT_REDO},
	    {CTX_LINE, EV_CHAR, 'j', 0, ACT_NONE},
	    {CTX_LINE, EV_CHAR, 'q', 0, ACT_NONE},
	    {CTX_LINE, EV_KEY, K_ENTER, 0, ACT_COMMIT_DOWN},
	    {CTX_LINE, EV_KEY, K_ESC, 0, ACT_LEAVE},
	    {CTX_PICK, EV_CHAR, 'j', 0, ACT_NONE},
	    {CTX_UNITS, EV_CHAR, '/', 0, ACT_FILTER},
	    {CTX_FILTER, EV_CHAR, '/', 0, ACT_NONE},
	    {CTX_ASK, EV_CHAR, 0xFF59 /* ｙ */, 0, ACT_YES},
	    {CTX_TABLE, EV_PASTE, 0, 0, ACT_NONE},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct key_event ev = {
		    .kind = cases[i].kind, .key = cases[i].key, .mods = cases[i].mods};

		if (keymap_action(cases[i].context, &ev) != cases[i].want)
			fail_msg("case %zu gives %d", i, (int)keymap_action(cases[i].context, &ev));
	}
}

static void keymap_command__a_name_or_its_beginning__is_found(void **state)
{
	static const struct {
		const char *name;
		enum action want;
	} cases[] = {
	    {"quit", ACT_QUIT},
	    {"q", ACT_QUIT},
	    {"und", ACT_UNDO},
	    {"撤销", ACT_UNDO},
	    {"re", ACT_NONE},
	    {"nothing", ACT_NONE},
	    {"", ACT_NONE},
	    {"go", ACT_GOTO},
	    {"next", ACT_NEXT_MARK},
	    {"next-", ACT_NONE},
	    {"next-unit", ACT_NEXT_UNIT},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const struct key_line *line = keymap_command(cases[i].name);

		if ((line ? line->action : ACT_NONE) != cases[i].want)
			fail_msg("«%s»", cases[i].name);
	}
}

static void keymap_names__of_a_line__are_readable(void **state)
{
	char name[64];

	(void)state;
	assert_string_equal(keymap_names(keymap_line(CTX_TABLE, ACT_EDIT), 4, name, sizeof name),
	                    "F2 Enter i");
	assert_string_equal(keymap_names(keymap_line(CTX_TABLE, ACT_EDIT), 1, name, sizeof name),
	                    "F2");
	assert_string_equal(
	    keymap_names(keymap_line(CTX_TABLE, ACT_ROW_DOWN), 4, name, sizeof name), "J ^Down");
	assert_string_equal(keymap_names(keymap_line(CTX_UNITS, ACT_FOLD), 4, name, sizeof name),
	                    "Left h 空格");
	assert_null(keymap_line(CTX_ASK, ACT_ROW_DOWN));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(keymap__every_action__has_a_key_or_a_name_and_a_sentence),
	    cmocka_unit_test(keymap__in_a_context__no_key_stands_twice),
	    cmocka_unit_test(keymap__on_the_panes__all_is_reached_by_a_plain_key_or_a_name),
	    cmocka_unit_test(keymap__names_of_commands__are_different),
	    cmocka_unit_test(keymap__an_event__means_this),
	    cmocka_unit_test(keymap_command__a_name_or_its_beginning__is_found),
	    cmocka_unit_test(keymap_names__of_a_line__are_readable),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
