#include "screens/on_shell.h"

#include "app/edit.h"
#include "app/roll.h"

/* Generated texts on the screen: shown in blank cells, the start of one's own,
 * and the whole narrative to read. */

enum { ROWS = 30, COLS = 100 };

#define NO_FUND "我单位2024年度无政府性基金预算支出。"

/* The cursor on 附件4's 政府性基金 with its own text taken away. */
static void make_without(struct on_shell *o)
{
	struct err e = {0};
	struct filing *f;
	struct place p;

	workplace_make(&o->p, ROWS, COLS);
	f = work_open_filing(o->p.w, workplace_unit(&o->p, "信息中心"), 2024, NULL, &e);
	assert_non_null(f);
	assert_true(filing_place(f, filing_find_sheet(f, set_form(f->set, "annex4"), 1), "fund", &p));
	assert_int_equal(edit_cell(o->p.w, f, p, NULL, &e), 0);
	o->rows = ROWS;
	o->cols = COLS;
	open_shell_at(o, "信息中心", 2024, "annex4");
	command(o, "go annex4.fund");
}

/* The text stored in the cell of 附件4. */
static const char *stored(struct on_shell *o)
{
	struct err e = {0};
	struct filing *f =
	    work_open_filing(o->p.w, workplace_unit(&o->p, "信息中心"), 2024, NULL, &e);
	struct place p;

	assert_true(filing_place(f, filing_find_sheet(f, set_form(f->set, "annex4"), 1), "fund", &p));
	return filing_cell(f, p)->text ? filing_cell(f, p)->text : "";
}

static void table__blank_cell__shows_the_generated_text(void **state)
{
	struct on_shell o;

	(void)state;
	make_without(&o);
	sees(NO_FUND "~");
	shell_event(o.s, &(struct key_event){.kind = EV_IDLE}); /* the inspector follows */
	show(&o);
	sees("政府性基金预算支出情况 = 《附件4");
	drop(&o);
}

static void editor__of_a_blank_cell__begins_with_the_generated_text(void **state)
{
	struct on_shell o;

	(void)state;
	make_without(&o);
	press(&o, K_F(2));
	sees("这是按各表的数生成的文字");
	press(&o, K_CTRL('s'));
	assert_string_equal(stored(&o), "");
	sees(NO_FUND "~");
	press(&o, K_F(2));
	press(&o, 'A');
	press(&o, K_BACKSPACE);
	press(&o, K_CTRL('s'));
	assert_string_equal(stored(&o), "");
	press(&o, K_ENTER);
	press(&o, 'A');
	press(&o, K_CTRL('s'));
	assert_string_equal(stored(&o), NO_FUND "A");
	sees(NO_FUND "A");
	sees_not(NO_FUND "A~");
	drop(&o);
}

static void editor__typed_into_a_blank_cell__begins_empty(void **state)
{
	struct on_shell o;
	struct key_event ev;

	(void)state;
	make_without(&o);
	ev = blind_char(0x65e0); /* 无 */
	shell_event(o.s, &ev);
	show(&o);
	press(&o, K_CTRL('s'));
	assert_string_equal(stored(&o), "无");
	sees("≠ 另有按各表的数生成的文字");
	drop(&o);
}

static void adopt__own_text__the_generated_one_again_and_undone(void **state)
{
	struct on_shell o;

	(void)state;
	make_without(&o);
	press(&o, K_F(2));
	press(&o, 'A');
	press(&o, K_CTRL('s'));
	press(&o, '=');
	sees("已采用：" NO_FUND);
	sees(NO_FUND "~");
	assert_string_equal(stored(&o), "");
	press(&o, 'u');
	assert_string_equal(stored(&o), NO_FUND "A");
	sees(NO_FUND "A");
	drop(&o);
}

static void new_year__notes__generated_sentences(void **state)
{
	struct on_shell o = {.rows = ROWS, .cols = COLS};
	struct err e = {0};

	(void)state;
	workplace_make(&o.p, ROWS, COLS);
	assert_int_equal(
	    roll_filing(o.p.w, workplace_unit(&o.p, "430000"), 2020, 2021, NULL, &e), 0);
	open_shell_at(&o, "430000", 2021, "notes");
	sees("2021年度收、支总计");
	drop(&o);
}

static void texts__asked_for__the_whole_narrative_to_read(void **state)
{
	struct on_shell o;

	(void)state;
	make_without(&o);
	press(&o, 'T');
	sees("按各表的数生成：附件4");
	sees("二、一般公共预算支出情况");
	sees("五、社会保险基金预算支出情况");
	press(&o, 'q');
	sees_not("按各表的数生成：附件4");
	command(&o, "text");
	sees("按各表的数生成：附件4");
	press(&o, K_ESC);
	drop(&o);
}

static void texts__a_set_without__says_so(void **state)
{
	struct on_shell o;

	(void)state;
	make_at(&o, ROWS, COLS, "信息中心", 2017, "report");
	press(&o, 'T');
	sees("这套表没有按数生成的说明文字");
	drop(&o);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(table__blank_cell__shows_the_generated_text),
	    cmocka_unit_test(editor__of_a_blank_cell__begins_with_the_generated_text),
	    cmocka_unit_test(editor__typed_into_a_blank_cell__begins_empty),
	    cmocka_unit_test(adopt__own_text__the_generated_one_again_and_undone),
	    cmocka_unit_test(new_year__notes__generated_sentences),
	    cmocka_unit_test(texts__asked_for__the_whole_narrative_to_read),
	    cmocka_unit_test(texts__a_set_without__says_so),
	};

	return cmocka_run_group_tests_name("suggest", tests, NULL, NULL);
}
