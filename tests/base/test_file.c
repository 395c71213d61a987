#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/file.h"
#include "base/mem.h"

/* A folder of its own for each test, which is the current one while it runs. */
static int enter_folder(void **state)
{
	char *folder = mem_strdup("/tmp/ziping-file-XXXXXX");

	if (!mkdtemp(folder) || chdir(folder) < 0)
		return -1;
	*state = folder;
	return 0;
}

static int leave_folder(void **state)
{
	struct str command = {0};
	int r;

	r = chdir("/");
	str_addf(&command, "rm -rf '%s'", (char *)*state);
	r |= system(command.s);
	str_free(&command);
	mem_free(*state);
	return r;
}

static void file_write__then_read__gives_the_same_bytes(void **state)
{
	struct str got = {0};
	struct err e = {0};

	(void)state;
	str_add(&got, "前：");
	assert_int_equal(file_write("预算.csv", "单位\0数", 10, false, &e), 0);
	assert_int_equal(file_read("预算.csv", 10, &got, &e), 0);
	assert_int_equal(got.length, strlen("前：") + 10);
	assert_memory_equal(got.s + strlen("前："), "单位\0数", 10);
	str_free(&got);
}

static void file_write__an_existing_name__is_refused_unless_replace(void **state)
{
	struct str got = {0};
	struct err e = {0};

	(void)state;
	assert_int_equal(file_write("a", "一", 3, false, &e), 0);
	assert_int_equal(chmod("a", 0640), 0);
	assert_int_equal(file_write("a", "二", 3, false, &e), -1);
	assert_int_equal(e.code, ERR_INPUT);
	assert_string_equal(e.text, "a: 文件已经存在");
	assert_int_equal(file_write("a", "二", 3, true, &e), 0);
	assert_int_equal(file_read("a", 100, &got, &e), 0);
	assert_string_equal(got.s, "二");
	str_free(&got);
}

static void file_write__replacing__keeps_the_rights_and_leaves_nothing_behind(void **state)
{
	struct err e = {0};
	struct stat st;
	size_t count;
	char **names;

	(void)state;
	assert_int_equal(file_write("a", "1", 1, false, &e), 0);
	assert_int_equal(chmod("a", 0640), 0);
	assert_int_equal(file_write("a", "2", 1, true, &e), 0);
	assert_int_equal(file_write("a", "3", 1, false, &e), -1);
	assert_int_equal(stat("a", &st), 0);
	assert_int_equal(st.st_mode & 0777, 0640);
	names = file_list(".", "", &count, &e);
	assert_int_equal(count, 1);
	file_list_free(names, count);
}

static void file_read__what_is_no_file__is_refused_with_its_reason(void **state)
{
	static const struct {
		const char *path;
		enum err_code code;
		const char *text;
	} cases[] = {
	    {"没有", ERR_NOTFOUND, "没有: 文件或文件夹不存在"},
	    {".", ERR_INPUT, ".: 这是文件夹，不是文件"},
	    {"/dev/null", ERR_INPUT, "/dev/null: 这是设备或管道，不是普通文件"},
	    {"pipe", ERR_INPUT, "pipe: 这是设备或管道，不是普通文件"},
	    {"plain/x", ERR_NOTFOUND, "plain/x: 路径中有一段不是文件夹"},
	    {"plain", ERR_LIMIT, "plain: 文件超过 5 字节的上限"},
	};
	struct err e = {0};

	(void)state;
	assert_int_equal(mkfifo("pipe", 0600), 0);
	assert_int_equal(file_write("plain", "123456", 6, false, &e), 0);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct str got = {0};

		assert_int_equal(file_read(cases[i].path, 5, &got, &e), -1);
		assert_int_equal(e.code, cases[i].code);
		assert_string_equal(e.text, cases[i].text);
		str_free(&got);
	}
}

static void file_write__where_it_cannot_be__is_refused_with_its_reason(void **state)
{
	struct err e = {0};

	(void)state;
	assert_int_equal(file_write("no/such", "x", 1, false, &e), -1);
	assert_int_equal(e.code, ERR_NOTFOUND);
	assert_int_equal(mkdir("folder", 0777), 0);
	assert_int_equal(file_write("folder", "x", 1, true, &e), -1);
	assert_string_equal(e.text, "folder: 这是文件夹，不是文件");
}

static void file_list__a_suffix__gives_the_sorted_names(void **state)
{
	static const char *const names[] = {"b.form", "a.form", "set", "附件.form"};
	struct err e = {0};
	size_t count = 9;
	char **got;

	(void)state;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		assert_int_equal(file_write(names[i], "", 0, false, &e), 0);
	got = file_list(".", ".form", &count, &e);
	assert_int_equal(count, 3);
	assert_string_equal(got[0], "a.form");
	assert_string_equal(got[1], "b.form");
	assert_string_equal(got[2], "附件.form");
	file_list_free(got, count);
	assert_null(file_list("没有", "", &count, &e));
	assert_int_equal(count, 0);
	assert_int_equal(e.code, ERR_NOTFOUND);
}

static void file_make_folder__several_levels__makes_what_is_missing(void **state)
{
	struct err e = {0};

	(void)state;
	assert_int_equal(file_make_folder("一/二/三", &e), 0);
	assert_true(file_is_folder("一/二/三"));
	assert_int_equal(file_make_folder("一/二/三/", &e), 0);
	assert_int_equal(file_write("plain", "", 0, false, &e), 0);
	assert_false(file_is_folder("plain"));
	assert_int_equal(file_make_folder("plain/x", &e), -1);
	assert_int_equal(file_make_folder("plain", &e), -1);
}

static void file_join__folders_with_and_without_a_slash__get_one(void **state)
{
	static const struct {
		const char *folder, *name, *wanted;
	} cases[] = {
	    {"data", "codes", "data/codes"},
	    {"data/", "codes", "data/codes"},
	    {"/", "x", "/x"},
	    {"", "x", "x"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char *path = file_join(cases[i].folder, cases[i].name);

		assert_string_equal(path, cases[i].wanted);
		mem_free(path);
	}
}

static void file_absolute__a_name__is_given_from_the_root(void **state)
{
	static const struct {
		const char *folder, *name, *wanted;
	} cases[] = {
	    {"/data", "codes", "/data/codes"},
	    {"/data/", "./a//b/", "/data/a/b"},
	    {"/data", "../x.docx", "/x.docx"},
	    {"/data", "../../..", "/"},
	    {"/data", "/etc/./x", "/etc/x"},
	    {"/data", "~", "/home/甲"},
	    {"/data", "~/送审/..", "/home/甲"},
	    {"/data", "~x", "/data/~x"},
	    {"/data", "", "/data"},
	    {"/", "", "/"},
	};
	const char *home = getenv("HOME");
	char *old = mem_strdup(home);

	(void)state;
	setenv("HOME", "/home/甲/", 1);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char *path = file_absolute(cases[i].folder, cases[i].name);

		assert_string_equal(path, cases[i].wanted);
		mem_free(path);
	}
	if (old)
		setenv("HOME", old, 1);
	mem_free(old);
}

#define in_a_folder(test) cmocka_unit_test_setup_teardown(test, enter_folder, leave_folder)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    in_a_folder(file_write__then_read__gives_the_same_bytes),
	    in_a_folder(file_write__an_existing_name__is_refused_unless_replace),
	    in_a_folder(file_write__replacing__keeps_the_rights_and_leaves_nothing_behind),
	    in_a_folder(file_read__what_is_no_file__is_refused_with_its_reason),
	    in_a_folder(file_write__where_it_cannot_be__is_refused_with_its_reason),
	    in_a_folder(file_list__a_suffix__gives_the_sorted_names),
	    in_a_folder(file_make_folder__several_levels__makes_what_is_missing),
	    cmocka_unit_test(file_join__folders_with_and_without_a_slash__get_one),
	    cmocka_unit_test(file_absolute__a_name__is_given_from_the_root),
	};

	return cmocka_run_group_tests_name("base/file", tests, NULL, NULL);
}
