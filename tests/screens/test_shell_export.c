#include "screens/on_shell.h"

#include "base/file.h"

/* Documents out of the workbench: F8. */

static char *before;

/* The file goes into the working folder; it is the workplace's. */
static void make_in(struct on_shell *o, int rows, int cols)
{
	make(o, rows, cols);
	before = getcwd(NULL, 0);
	assert_int_equal(chdir(o->p.folder), 0);
	command(o, "unit 404010");
}

static void drop_in(struct on_shell *o)
{
	assert_int_equal(chdir(before), 0);
	free(before);
	drop(o);
}

static bool is_there(const struct on_shell *o, const char *name)
{
	char *path = file_join(o->p.folder, name);
	bool yes = file_is_there(path);

	mem_free(path);
	return yes;
}

/* The name typed anew. */
static void name_file(struct on_shell *o, const char *name)
{
	for (int i = 0; i < 4; i++)
		press(o, K_DOWN);
	press(o, K_CTRL('u'));
	send(o, blind_paste(name));
}

static void export__as_offered__writes_the_whole_filing(void **state)
{
	struct on_shell o;

	(void)state;
	make_in(&o, 24, 80);
	press(&o, K_F(8));
	sees("[整套表]");
	sees("[Word 文档]");
	sees("Enter导出");
	press(&o, K_ENTER);
	sees("已导出到");
	assert_true(is_there(&o, "岳阳市岳阳楼区卫生健康信息中心2024年度岳阳楼区预算绩效自评.docx"));
	drop_in(&o);
}

static void export__format_and_ending__follow_each_other(void **state)
{
	struct on_shell o;

	(void)state;
	make_in(&o, 24, 80);
	press(&o, 'X');
	press(&o, K_LEFT);
	sees("[这张表 附件1]");
	press(&o, K_DOWN);
	press(&o, K_RIGHT);
	press(&o, K_RIGHT);
	sees("[PDF]");
	sees("基础数据表.pdf");
	sees(" 带 "); /* charts */
	press(&o, K_UP);
	name_file(&o, "a.csv");
	sees("[CSV]");
	sees("原样逐格，供再导入");
	send(&o, blind_paste("x"));
	sees("文件名的结尾说明格式");
	press(&o, K_ENTER);
	sees("看不出要导出成什么");
	assert_false(is_there(&o, "a.csvx"));
	press(&o, K_BACKSPACE);
	press(&o, K_ENTER);
	sees("已导出到");
	assert_true(is_there(&o, "a.csv"));
	drop_in(&o);
}

static void export__values_of_findings_and_texts__are_not_asked_for(void **state)
{
	struct on_shell o;

	(void)state;
	make_in(&o, 24, 80);
	command(&o, "export");
	press(&o, K_RIGHT);
	sees("[审核发现]");
	sees("审核发现.xlsx");
	sees_not("只要表报的数");
	sees_not("文本");
	press(&o, K_ENTER);
	assert_true(is_there(&o, "岳阳市岳阳楼区卫生健康信息中心2024年度审核发现.xlsx"));
	press(&o, K_ESC); /* the name in a box, when it is long */
	command(&o, "export b（1）.txt"); /* a name is not folded */
	sees("[文本]");
	sees_not("只要表报的数");
	press(&o, K_ENTER);
	assert_true(is_there(&o, "b（1）.txt"));
	drop_in(&o);
}

static void export__a_file_is_there__is_asked_first(void **state)
{
	struct on_shell o;
	struct err e = {0};
	struct str text = {0};

	(void)state;
	make_in(&o, 24, 80);
	assert_int_equal(file_write("c.txt", "旧", strlen("旧"), false, &e), 0);
	command(&o, "export c.txt");
	press(&o, K_ENTER);
	sees("用新的覆盖它吗？");
	press(&o, 'n');
	sees("[文本]");
	press(&o, K_ENTER);
	press(&o, K_ESC);
	press(&o, K_ESC);
	sees_not("[文本]");
	assert_int_equal(file_read("c.txt", 100000, &text, &e), 0);
	assert_string_equal(text.s, "旧");
	str_clear(&text);
	command(&o, "export c.txt");
	press(&o, K_ENTER);
	press(&o, 'y');
	sees("已导出到");
	sees_not("[文本]");
	assert_int_equal(file_read("c.txt", 100000, &text, &e), 0);
	assert_non_null(strstr(text.s, "基础数据表"));
	str_free(&text);
	drop_in(&o);
}

static void export__no_such_folder__is_said_and_can_be_mended(void **state)
{
	struct on_shell o;
	struct err e = {0};

	(void)state;
	make_in(&o, 24, 80);
	assert_int_equal(file_make_folder("送审/一", &e), 0);
	command(&o, "export 没有/d.docx");
	press(&o, K_ENTER);
	sees("文件或文件夹不存在");
	sees("[Word 文档]");
	name_file(&o, "送");
	press(&o, K_TAB);
	press(&o, K_TAB);
	sees("送审/一/");
	send(&o, blind_paste("d.docx"));
	press(&o, K_ENTER);
	assert_true(is_there(&o, "送审/一/d.docx"));
	command(&o, "export 送审"); /* a folder gets the file under its usual name */
	press(&o, K_ENTER);
	sees("送审/岳阳市岳阳楼区卫生健康信息中心");
	press(&o, K_ESC);
	drop_in(&o);
}

static void export__in_the_overview__writes_its_rows(void **state)
{
	struct on_shell o;

	(void)state;
	make_in(&o, 24, 80);
	press(&o, 'O');
	press(&o, K_F(8));
	sees("[一览]");
	name_file(&o, "一览.csv");
	press(&o, K_ENTER);
	sees("已导出到");
	sees("Tab历年"); /* the overview is still open */
	assert_true(is_there(&o, "一览.csv"));
	drop_in(&o);
}

static void export__help__comes_back_to_the_dialog(void **state)
{
	struct on_shell o;

	(void)state;
	make_in(&o, 40, 120);
	press(&o, 'O');
	press(&o, K_F(8));
	press(&o, K_F(1));
	sees("导出；已有这个文件就先问一声。");
	press(&o, K_ESC);
	sees("[一览]");
	press(&o, K_ESC);
	sees("Tab历年");
	drop_in(&o);
}

static void export__nothing_open__says_so(void **state)
{
	struct on_shell o = {.rows = 24, .cols = 80};

	(void)state;
	workplace_empty(&o.p, 24, 80);
	open_shell(&o, NULL, NULL);
	press(&o, K_F(8));
	sees("没有可导出的");
	drop(&o);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(export__as_offered__writes_the_whole_filing),
	    cmocka_unit_test(export__format_and_ending__follow_each_other),
	    cmocka_unit_test(export__values_of_findings_and_texts__are_not_asked_for),
	    cmocka_unit_test(export__a_file_is_there__is_asked_first),
	    cmocka_unit_test(export__no_such_folder__is_said_and_can_be_mended),
	    cmocka_unit_test(export__in_the_overview__writes_its_rows),
	    cmocka_unit_test(export__help__comes_back_to_the_dialog),
	    cmocka_unit_test(export__nothing_open__says_so),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
