#include "screens/on_shell.h"

#include <sys/stat.h>

#include "app/copies.h"

/* Copies and the check of the database on the screen. */

static size_t count_copies(const struct on_shell *o, bool daily)
{
	size_t n, found = 0;
	struct copy *all = copies_list(o->p.path, &n);

	for (size_t i = 0; i < n; i++)
		found += all[i].daily == daily;
	copies_free(all, n);
	return found;
}

static void backup__asked_for__says_where_the_copy_is(void **state)
{
	struct on_shell o;

	(void)state;
	make(&o, 30, 120);
	command(&o, "backup");
	sees("已备份到 ");
	sees(".copies/");
	assert_int_equal(count_copies(&o, false), 1);
	drop(&o);
}

static void verify__asked_for__lists_what_was_checked(void **state)
{
	struct on_shell o;

	(void)state;
	make(&o, 30, 120);
	command(&o, "verify");
	sees("✓ 数据库完整");
	sees("✓ 库存的数和得分与各表重算的一致");
	sees("数据库没有问题。");
	press(&o, K_ESC);
	assert_int_equal(chmod(o.p.path, 0666), 0);
	command(&o, "verify");
	sees("! 数据库的文件要处理：");
	sees("任何人都能写");
	sees("数据库有问题，见清单。");
	drop(&o);
}

static bool esc(void *context, struct shell *s)
{
	(void)context;
	(void)s;
	return false;
}

static void verify_and_backup__esc__stop(void **state)
{
	struct on_shell o;

	(void)state;
	make(&o, 30, 120);
	shell_on_wait(o.s, esc, NULL);
	command(&o, "verify");
	sees("· 已停下，后面的没有查");
	press(&o, K_ESC);
	command(&o, "backup");
	sees("备份已停下，没有留下副本。");
	assert_int_equal(count_copies(&o, false), 0);
	drop(&o);
}

static void idle__a_copy_of_the_day_is_due__it_is_made(void **state)
{
	struct on_shell o;

	(void)state;
	make(&o, 30, 120);
	shell_keep_safe(o.s);
	for (int i = 0; i < 2000 && count_copies(&o, true) == 0; i++) {
		pause_keys(&o);
		usleep(1000);
	}
	assert_int_equal(count_copies(&o, true), 1);
	drop(&o);
}

static void idle__no_copy_can_be_made__is_told_and_work_goes_on(void **state)
{
	struct on_shell o;
	char path[200];
	FILE *f;

	(void)state;
	make(&o, 30, 120);
	snprintf(path, sizeof path, "%s.copies", o.p.path);
	f = fopen(path, "w");
	assert_non_null(f);
	fclose(f);
	shell_keep_safe(o.s);
	pause_keys(&o);
	sees("今天的副本没有做成：");
	press(&o, 'j');
	pause_keys(&o);
	drop(&o);
}

static void idle__the_file_was_replaced__is_told(void **state)
{
	struct on_shell o;
	char other[200];

	(void)state;
	make(&o, 30, 120);
	snprintf(other, sizeof other, "%s/b.db", o.p.folder);
	assert_int_equal(rename(o.p.path, other), 0);
	pause_keys(&o);
	sees("数据库文件被换掉或删除了");
	press(&o, 'j');
	pause_keys(&o); /* the old note goes … */
	pause_keys(&o); /* … and comes back */
	sees("请退出后重新打开");
	drop(&o);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(backup__asked_for__says_where_the_copy_is),
	    cmocka_unit_test(verify__asked_for__lists_what_was_checked),
	    cmocka_unit_test(verify_and_backup__esc__stop),
	    cmocka_unit_test(idle__a_copy_of_the_day_is_due__it_is_made),
	    cmocka_unit_test(idle__no_copy_can_be_made__is_told_and_work_goes_on),
	    cmocka_unit_test(idle__the_file_was_replaced__is_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
