#include "screens/on_shell.h"

#include "app/edit.h"
#include "base/file.h"
#include "support/sample.h"

/* Documents into the workbench: r. */

#define INFOCENTER "tests/inputs/yueyanglou-infocenter-2024.docx"
#define ANNEX2 "tests/inputs/yueyanglou-infocenter-2024-annex2.utf8bom.csv"

static void import_of(struct on_shell *o, const char *input)
{
	char *path = sample_path(input);
	char *whole = file_absolute(NULL, path);
	struct str line = {0};

	str_addf(&line, "import %s", whole);
	command(o, line.s);
	str_free(&line);
	mem_free(whole);
	mem_free(path);
}

static void make_units(struct on_shell *o)
{
	struct err e = {0};

	memset(o, 0, sizeof *o);
	workplace_empty(&o->p, 24, 80);
	o->rows = 24;
	o->cols = 80;
	assert_int_equal(work_add_unit(o->p.w, "404001", "岳阳市岳阳楼区卫生健康局", 2024, -1, &e), 0);
	assert_int_equal(work_add_unit(o->p.w, "404010", "岳阳市岳阳楼区卫生健康信息中心", 2024,
	                               workplace_unit(&o->p, "404001"), &e), 0);
	open_shell(o, NULL, NULL);
}

/* What the cell of the form that is open says, on the workplace's own desk. */
static void holds(struct on_shell *o, const char *form, const char *key, const char *text)
{
	struct err e = {0};

	work_refresh(o->p.w);
	assert_int_equal(desk_open(&o->p.desk, workplace_unit(&o->p, "404010"), 2024, form, &e), 0);
	assert_string_equal(cell_text(&o->p.desk, form, key), text);
}

static void import__a_document_of_a_unit_without_filings__fills_a_new_one(void **state)
{
	struct on_shell o;

	(void)state;
	make_units(&o);
	import_of(&o, INFOCENTER);
	sees("导入 yueyanglou-infocenter-2024.docx");
	sees_beside("岳阳市岳阳楼区卫生健康信息中心  2024 年", "新建填报");
	sees_beside("附件2", "不同  0 相同   0");
	sees("Enter导入");
	press(&o, K_ENTER);
	sees("信息中心 › 2024 › 附件1");
	sees("已导入：填 ");
	sees("（改动 0 格）");
	sees("审核 ✗");
	holds(&o, "annex1", "staff.quota", "5");
	drop(&o);
}

static void import__twice__changes_nothing(void **state)
{
	struct on_shell o;

	(void)state;
	make_units(&o);
	import_of(&o, INFOCENTER);
	press(&o, K_ENTER);
	import_of(&o, INFOCENTER);
	sees_beside("附件2", "新填   0 不同  0");
	press(&o, K_ENTER);
	sees("没有要改的");
	drop(&o);
}

static void import__esc__changes_nothing(void **state)
{
	struct on_shell o;
	size_t n = 1;

	(void)state;
	make_units(&o);
	import_of(&o, INFOCENTER);
	press(&o, K_ESC);
	sees("没有导入，什么也没有改。");
	mem_free(work_filings(o.p.w, -1, &n, NULL));
	assert_int_equal(n, 0);
	drop(&o);
}

static void make_differing(struct on_shell *o)
{
	make(o, 24, 80);
	command(o, "unit 404010");
	command(o, "go annex1.staff.quota");
	press(o, K_ENTER);
	press(o, K_CTRL('u'));
	press(o, '7');
	press(o, K_ENTER);
	holds(o, "annex1", "staff.quota", "7");
	import_of(o, INFOCENTER);
	sees_beside("≠ 编制数", "7 → 5");
	press(o, K_DOWN);
	press(o, K_DOWN);
	sees("文件：5");
	sees("现在：7");
}

static void import__a_differing_cell__is_taken_and_undone_in_one_step(void **state)
{
	struct on_shell o;

	(void)state;
	make_differing(&o);
	press(&o, K_ENTER);
	sees("附件1");
	holds(&o, "annex1", "staff.quota", "5");
	press(&o, 'u');
	sees("已撤销：导入 yueyanglou-infocenter-2024.docx");
	holds(&o, "annex1", "staff.quota", "7");
	drop(&o);
}

static void import__a_cell_or_sheet_not_wanted__is_left_as_it_is(void **state)
{
	struct on_shell o;

	(void)state;
	make_differing(&o);
	press(&o, ' ');
	sees_beside("≠ 编制数", "[ ]");
	press(&o, K_ENTER);
	holds(&o, "annex1", "staff.quota", "7");
	import_of(&o, INFOCENTER);
	press(&o, K_DOWN); /* the sheet */
	press(&o, ' ');
	sees_beside("▾附件1", "[ ]");
	press(&o, K_ENTER);
	holds(&o, "annex1", "staff.quota", "7");
	drop(&o);
}

static void plan__folded_and_unfolded__shows_what_would_be_set(void **state)
{
	struct on_shell o;

	(void)state;
	make_units(&o);
	import_of(&o, INFOCENTER);
	sees_not("+ 编制数");
	press(&o, K_DOWN);
	press(&o, K_RIGHT);
	sees_beside("+ 编制数", "5");
	press(&o, K_LEFT);
	sees_not("+ 编制数");
	press(&o, '*');
	sees("+ 编制数");
	press(&o, 'G');
	press(&o, K_PAGEUP);
	press(&o, '*');
	sees("▸附件1");
	resize(&o, 40, 120);
	sees("把握 100%");
	drop(&o);
}

static void import__a_table_that_names_no_unit__takes_the_one_given(void **state)
{
	struct on_shell o;

	(void)state;
	make_units(&o);
	import_of(&o, ANNEX2);
	sees("没有导入：附件2");
	sees("看不出是哪个单位");
	press(&o, K_ENTER);
	sees("没有可以导入的表");
	press(&o, 'U');
	press(&o, K_CTRL('u'));
	send(&o, blind_paste("没有这个"));
	press(&o, K_ENTER);
	sees("看不出是哪个单位");
	press(&o, 'U');
	press(&o, K_CTRL('u'));
	send(&o, blind_paste("404010"));
	press(&o, K_ENTER);
	sees_not("看不出");
	sees("岳阳市岳阳楼区卫生健康信息中心  2024 年");
	press(&o, 'Y');
	press(&o, K_CTRL('u'));
	type(&o, "2023");
	press(&o, K_ENTER);
	sees("2023 年");
	press(&o, K_ENTER);
	sees("2023 › 附件2");
	drop(&o);
}

static void import__others_change_what_is_there__plans_again(void **state)
{
	struct on_shell o;
	struct err e = {0};
	struct work *other;

	(void)state;
	make_units(&o);
	import_of(&o, INFOCENTER);
	other = work_open(o.p.path, STORE_OPEN, NULL, &e);
	assert_non_null(other);
	assert_int_equal(work_add_unit(other, "1", "甲站", 2024, -1, &e), 0);
	work_close(other);
	press(&o, K_ENTER);
	sees("计划已重做");
	press(&o, K_ENTER);
	sees("信息中心 › 2024 › 附件1");
	drop(&o);
}

/* ---- choosing the file ---- */

static void make_files(struct on_shell *o)
{
	static const char *const names[] = {"甲.docx", "乙.xlsx", "图.png", "~$甲.docx", "去年/丙.csv"};
	struct err e = {0};
	struct str path = {0};

	make(o, 24, 80);
	str_addf(&path, "%s/收/去年", o->p.folder);
	assert_int_equal(file_make_folder(path.s, &e), 0);
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		str_clear(&path);
		str_addf(&path, "%s/收/%s", o->p.folder, names[i]);
		assert_int_equal(file_write(path.s, "x", 1, false, &e), 0);
	}
	str_clear(&path);
	str_addf(&path, "import %s/收", o->p.folder);
	command(o, path.s);
	str_free(&path);
}

static void browse__a_folder__lists_folders_and_what_can_be_read(void **state)
{
	struct on_shell o;
	int folder, file, x;

	(void)state;
	make_files(&o);
	sees("甲.docx");
	sees("乙.xlsx");
	sees_not("图.png");
	sees_not("~$甲");
	assert_true(blind_find("去年/", &folder, &x));
	assert_true(blind_find("乙.xlsx", &file, &x));
	assert_true(folder < file);
	press(&o, K_F(4));
	sees("图.png");
	send(&o, blind_paste("甲"));
	sees_not("乙.xlsx");
	press(&o, K_BACKSPACE);
	press(&o, K_BACKSPACE); /* the folder above */
	sees("收/");
	press(&o, K_ENTER); /* stands at the one it came from */
	sees("乙.xlsx");
	press(&o, K_ESC);
	sees_not("乙.xlsx");
	drop(&o);
}

static void browse__a_typed_path__is_completed_and_opened(void **state)
{
	struct on_shell o;

	(void)state;
	make_files(&o);
	send(&o, blind_paste("去"));
	press(&o, K_TAB);
	sees("名称或路径：去年/");
	press(&o, K_TAB);
	sees("去年/丙.csv");
	press(&o, K_CTRL('u'));
	send(&o, blind_paste("去年/没有.csv"));
	press(&o, K_ENTER);
	sees("没有这个文件");
	press(&o, K_CTRL('u'));
	send(&o, blind_paste("./去年"));
	press(&o, K_ENTER);
	sees("丙.csv");
	sees_not("乙.xlsx");
	drop(&o);
}

static void browse__a_file_that_is_no_document__stays_and_says_why(void **state)
{
	struct on_shell o;

	(void)state;
	make_files(&o);
	send(&o, blind_paste("甲"));
	press(&o, K_ENTER);
	sees("✗");
	sees("甲.docx");
	sees("F4"); /* still choosing */
	drop(&o);
}

/* ---- a folder ---- */

static bool stop_at_once(void *context, struct shell *s)
{
	(void)s;
	return ++*(int *)context < 2;
}

static void put_into(const char *folder, const char *input, const char *name)
{
	char *from = sample_path(input), *to = file_join(folder, name);
	struct str bytes = {0};
	struct err e = {0};

	assert_int_equal(file_read(from, 1 << 24, &bytes, &e), 0);
	assert_int_equal(file_write(to, bytes.s, bytes.length, false, &e), 0);
	str_free(&bytes);
	mem_free(from);
	mem_free(to);
}

static void make_folder(struct on_shell *o)
{
	struct err e = {0};
	struct str path = {0};

	make_units(o);
	str_addf(&path, "%s/收", o->p.folder);
	assert_int_equal(file_make_folder(path.s, &e), 0);
	put_into(path.s, INFOCENTER, "一.docx");
	put_into(path.s, "tests/inputs/yueyanglou-health-bureau-2024.docx", "二.docx");
	put_into(path.s, ANNEX2, "三.csv"); /* names no unit */
	str_add(&path, "/四.docx");
	assert_int_equal(file_write(path.s, "x", 1, false, &e), 0);
	str_clear(&path);
	str_addf(&path, "import %s/收", o->p.folder);
	command(o, path.s);
	str_free(&path);
}

static void import__a_whole_folder__is_listed_then_imported(void **state)
{
	struct on_shell o;

	(void)state;
	make_folder(&o);
	press(&o, K_F(5));
	sees("导入 4 个文件");
	sees_beside("一.docx", "不同 0  相同 0");
	sees_beside("三.csv", "! 没有放下 1");
	sees_beside("四.docx", "✗ 不能导入：");
	press(&o, K_ENTER);
	sees("已导入 3/4 个文件：新建填报 2 份");
	holds(&o, "annex1", "staff.quota", "5");
	drop(&o);
}

static void import__a_whole_folder_stopped__changes_nothing(void **state)
{
	struct on_shell o;
	size_t n = 1;
	int calls = 0;

	(void)state;
	make_folder(&o);
	shell_on_wait(o.s, stop_at_once, &calls);
	press(&o, K_F(5));
	sees("已停下，什么也没有改。");
	assert_int_equal(calls, 2);
	mem_free(work_filings(o.p.w, -1, &n, NULL));
	assert_int_equal(n, 0);
	drop(&o);
}

/* 乙 writes into annex2 of a unit. */
static void other_writes(struct on_shell *o, const char *unit, const char *key, const char *text)
{
	struct err e = {0};
	struct work *other = work_open(o->p.path, STORE_OPEN, NULL, &e);
	struct filing *f = work_open_filing(other, workplace_unit(&o->p, unit), 2024, NULL, &e);
	struct place p;

	store_set_actor(work_store(other), "乙", NULL);
	assert_true(filing_place(f, filing_find_sheet(f, set_form(f->set, "annex2"), 1), key, &p));
	assert_int_equal(edit_cell(other, f, p, text, &e), 0);
	work_close(other);
}

/* Only what another wrote into a cell of the plan makes it be shown again. */
static void import__another_writes_while_the_plan_is_read__is_shown_again(void **state)
{
	static const struct {
		const char *unit;
		bool again;
	} cases[] = {{"信息中心", true}, {"卫生健康局", false}};
	struct on_shell o;

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		make(&o, 30, 100);
		other_writes(&o, "信息中心", "ind.3.actual", "99");
		pause_keys(&o);
		import_of(&o, INFOCENTER);
		sees("Enter导入");
		other_writes(&o, cases[i].unit, "ind.3.actual", "98");
		pause_keys(&o);
		press(&o, K_ENTER);
		if (cases[i].again) {
			sees("被他人修改，请重新导入");
			sees("Enter导入");
			press(&o, K_ENTER);
		}
		sees("已导入");
		drop(&o);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(import__a_document_of_a_unit_without_filings__fills_a_new_one),
	    cmocka_unit_test(import__twice__changes_nothing),
	    cmocka_unit_test(import__esc__changes_nothing),
	    cmocka_unit_test(import__a_differing_cell__is_taken_and_undone_in_one_step),
	    cmocka_unit_test(import__a_cell_or_sheet_not_wanted__is_left_as_it_is),
	    cmocka_unit_test(plan__folded_and_unfolded__shows_what_would_be_set),
	    cmocka_unit_test(import__a_table_that_names_no_unit__takes_the_one_given),
	    cmocka_unit_test(import__others_change_what_is_there__plans_again),
	    cmocka_unit_test(browse__a_folder__lists_folders_and_what_can_be_read),
	    cmocka_unit_test(browse__a_typed_path__is_completed_and_opened),
	    cmocka_unit_test(browse__a_file_that_is_no_document__stays_and_says_why),
	    cmocka_unit_test(import__a_whole_folder__is_listed_then_imported),
	    cmocka_unit_test(import__a_whole_folder_stopped__changes_nothing),
		cmocka_unit_test(import__another_writes_while_the_plan_is_read__is_shown_again),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
