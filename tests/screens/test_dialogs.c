#include "screens/workplace.h"

#include "screens/ask.h"
#include "screens/picker.h"
#include "screens/prompt.h"
#include "screens/textbox.h"

enum { ROWS = 20, COLS = 80 };

static struct caret caret;

static void show(const struct dialog *d)
{
	struct rect screen = {0, 0, ROWS - 1, COLS};

	draw_clear();
	caret = (struct caret){-1, -1};
	d->type->draw(d, &screen, &caret);
}

static enum dialog_end press(struct dialog *d, struct key_event ev)
{
	enum dialog_end end = d->type->key(d, keymap_action(d->type->context, &ev), &ev);

	show(d);
	return end;
}

static void type(struct dialog *d, const char *ascii)
{
	for (; *ascii; ascii++)
		assert_int_equal(press(d, blind_char(*ascii)), DIALOG_OPEN);
}

static int open_terminal(void **state)
{
	(void)state;
	blind_open(ROWS, COLS);
	return 0;
}

static int close_terminal(void **state)
{
	(void)state;
	blind_close();
	return 0;
}

/* ---- lists ---- */

static struct dialog *fruit(struct dialog *d)
{
	static const char *const names[] = {"苹果", "梨", "香蕉", "pear", "plum"};

	for (int i = 0; i < 5; i++)
		picker_add(d, 10 + i, names[i], i % 2 ? "right" : NULL, STYLE_TEXT);
	return d;
}

static void picker__moved_and_chosen__gives_the_id(void **state)
{
	struct dialog *d = fruit(picker_new("水果"));

	(void)state;
	show(d);
	sees(" 水果 ");
	sees("苹果");
	assert_int_equal(picker_chosen(d), 10);
	press(d, blind_key(K_DOWN));
	press(d, blind_key(K_DOWN));
	assert_int_equal(picker_chosen(d), 12);
	press(d, blind_key(K_PAGEDOWN));
	assert_int_equal(picker_chosen(d), 14);
	picker_select(d, 11);
	assert_int_equal(picker_chosen(d), 11);
	assert_int_equal(press(d, blind_key(K_ENTER)), DIALOG_DONE);
	assert_int_equal(press(d, blind_key(K_TAB)), DIALOG_OTHER);
	assert_int_equal(press(d, blind_key(K_ESC)), DIALOG_CANCELLED);
	dialog_free(d);
}

static void picker__a_line_too_long__says_that_it_goes_on(void **state)
{
	struct dialog *d = picker_new("审核");

	(void)state;
	picker_add(d, 1, "附件2 总分",
	           "总分 = 预算执行得分 + 各项指标自评得分之和，各项指标都要填写，"
	           "合计才算得出来   报 99.00  算 98.00",
	           STYLE_TEXT);
	show(d);
	sees("…   报 99.00  算 98.00");
	dialog_free(d);
}

/* 30 lines of two rows in 17: the end shows the last eight, one up there is more again. */
static void reader__lines_too_long__are_read_whole_to_the_end(void **state)
{
	struct dialog *d = reader_new("按键");
	char left[20];

	(void)state;
	for (int i = 1; i <= 30; i++) {
		snprintf(left, sizeof left, "第%d行", i);
		picker_add(d, i, left,
		           "上报：先审核，拦着上报的各处列成一张清单，Enter 转到那一处；"
		           "没有拦着的，问过以后就上报，到此为止。",
		           STYLE_TEXT);
	}
	show(d);
	sees("到此为止。");
	sees("▼更多");
	press(d, blind_key(K_END));
	press(d, blind_key('G'));
	show(d);
	sees("第30行");
	sees("第23行");
	sees_not("第22行");
	sees_not("▼更多");
	press(d, blind_key(K_UP));
	show(d);
	sees("第22行");
	sees("▼更多");
	dialog_free(d);
}

static void picker__typed__shows_what_has_it(void **state)
{
	struct dialog *d = fruit(picker_new("水果"));

	(void)state;
	type(d, "p");
	sees("pear");
	sees("plum");
	sees_not("苹果");
	type(d, "l");
	sees_not("pear");
	assert_int_equal(picker_chosen(d), 14);
	type(d, "zz");
	sees("没有符合的");
	assert_int_equal(picker_chosen(d), -1);
	assert_int_equal(press(d, blind_key(K_ENTER)), DIALOG_OPEN);
	dialog_free(d);
}

static void reader__longer_than_the_screen__scrolls_and_ends_by_q(void **state)
{
	struct dialog *d = reader_new("帮助");
	char line[16];

	(void)state;
	for (int i = 0; i < 60; i++) {
		snprintf(line, sizeof line, "line%d", i);
		picker_add(d, i, line, "x", STYLE_KEYNAME);
	}
	show(d);
	sees("line0 ");
	sees("更多");
	sees_not("line40");
	for (int i = 0; i < 4; i++)
		press(d, blind_key(K_PAGEDOWN));
	sees("line40");
	press(d, blind_char('G'));
	sees("line59");
	sees_not("更多");
	assert_int_equal(caret.y, -1);
	assert_int_equal(press(d, blind_char('q')), DIALOG_CANCELLED);
	dialog_free(d);
}

/* ---- one line ---- */

static void prompt__tab__completes_round_and_says_what_it_means(void **state)
{
	struct dialog *d = prompt_new(":", "");

	(void)state;
	prompt_offer(d, "next", "下一处");
	prompt_offer(d, "next-unit", "下一单位");
	prompt_offer(d, "quit", "退出");
	type(d, "ne");
	sees(":ne");
	sees("next next-unit");
	press(d, blind_key(K_TAB));
	assert_string_equal(prompt_text(d), "next");
	sees("下一处");
	press(d, blind_key(K_TAB));
	assert_string_equal(prompt_text(d), "next-unit");
	press(d, blind_key(K_TAB));
	assert_string_equal(prompt_text(d), "next");
	assert_int_equal(press(d, blind_key(K_ENTER)), DIALOG_DONE);
	dialog_free(d);
}

static void prompt__backspace_on_nothing__leaves(void **state)
{
	struct dialog *d = prompt_new("/", "");

	(void)state;
	type(d, "a");
	assert_int_equal(press(d, blind_key(K_TAB)), DIALOG_OPEN);
	assert_int_equal(press(d, blind_key(K_BACKSPACE)), DIALOG_OPEN);
	assert_int_equal(press(d, blind_key(K_BACKSPACE)), DIALOG_CANCELLED);
	dialog_free(d);
}

/* ---- yes or no ---- */

static void ask__keys__mean_what_is_written_there(void **state)
{
	static const struct {
		int key;
		bool character;
		enum dialog_end want;
	} cases[] = {
	    {'y', true, DIALOG_DONE}, {K_ENTER, false, DIALOG_OPEN},    {'n', true, DIALOG_NO},
	    {'x', true, DIALOG_OPEN}, {K_ESC, false, DIALOG_CANCELLED}, {K_UP, false, DIALOG_OPEN},
	};
	struct dialog *d = ask_new("上次未保存的输入", "恢复它接着填，还是丢弃？", "恢复", "丢弃",
	                           "以后再说");

	(void)state;
	show(d);
	sees("恢复它接着填，还是丢弃？");
	sees("y 恢复");
	sees("n 丢弃");
	sees("Esc 以后再说");
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_int_equal(press(d, cases[i].character ? blind_char(cases[i].key)
		                                             : blind_key(cases[i].key)),
		                 cases[i].want);
	dialog_free(d);
}

/* ---- many lines ---- */

static void textbox__changed__asks_before_it_is_given_up(void **state)
{
	struct dialog *d = textbox_new("预期目标", "第一行\n第二行");

	(void)state;
	show(d);
	sees(" 预期目标 ");
	sees("第二行");
	sees("第 2 行，共 2 行");
	type(d, "!");
	press(d, blind_key(K_ENTER));
	assert_string_equal(textbox_text(d), "第一行\n第二行!\n");
	assert_int_equal(press(d, blind_key(K_ESC)), DIALOG_OPEN);
	sees("改动还没有保存");
	press(d, blind_char('a'));
	sees_not("改动还没有保存");
	assert_int_equal(press(d, blind_key(K_ESC)), DIALOG_OPEN);
	assert_int_equal(press(d, blind_key(K_ESC)), DIALOG_CANCELLED);
	assert_int_equal(press(d, blind_key(K_CTRL('s'))), DIALOG_DONE);
	assert_int_equal(press(d, blind_key(K_F(2))), DIALOG_DONE);
	dialog_free(d);
}

static void textbox__unchanged__closes_at_once(void **state)
{
	struct dialog *d = textbox_new("预期目标", "第一行");

	(void)state;
	assert_false(textbox_changed(d));
	assert_true(dialog_is_textbox(d));
	assert_int_equal(press(d, blind_key(K_ESC)), DIALOG_CANCELLED);
	dialog_free(d);
}

static void textbox__10000_characters__are_kept(void **state)
{
	struct dialog *d = textbox_new("预期目标", "");
	char *text = mem_alloc(10001);

	(void)state;
	memset(text, 'a', 10000);
	press(d, blind_paste(text));
	assert_int_equal(strlen(textbox_text(d)), 10000);
	mem_free(text);
	dialog_free(d);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(picker__moved_and_chosen__gives_the_id),
	    cmocka_unit_test(picker__a_line_too_long__says_that_it_goes_on),
	    cmocka_unit_test(reader__lines_too_long__are_read_whole_to_the_end),
	    cmocka_unit_test(picker__typed__shows_what_has_it),
	    cmocka_unit_test(reader__longer_than_the_screen__scrolls_and_ends_by_q),
	    cmocka_unit_test(prompt__tab__completes_round_and_says_what_it_means),
	    cmocka_unit_test(prompt__backspace_on_nothing__leaves),
	    cmocka_unit_test(ask__keys__mean_what_is_written_there),
	    cmocka_unit_test(textbox__changed__asks_before_it_is_given_up),
	    cmocka_unit_test(textbox__unchanged__closes_at_once),
	    cmocka_unit_test(textbox__10000_characters__are_kept),
	};

	return cmocka_run_group_tests(tests, open_terminal, close_terminal);
}
