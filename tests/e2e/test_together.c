#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <ftw.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/mem.h"
#include "support/vt.h"

/* Two real programs ($ZIPING_BIN), each in a terminal, on one database. */

struct together {
	char folder[64], database[96];
	struct vt *v[2];
};

static struct together both;

static const char *program(void)
{
	const char *path = getenv("ZIPING_BIN");

	return path ? path : "./ziping";
}

static void make_samples(void)
{
	pid_t child = fork();
	int status;

	if (child == 0) {
		execl(program(), program(), "-d", both.database, "init", "--samples", (char *)NULL);
		_exit(127);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(status, 0);
}

static struct vt *start(int number)
{
	const char *argv[] = {program(), "-d", both.database, NULL};
	char state[128];
	const char *env[] = {state, NULL};

	snprintf(state, sizeof state, "XDG_STATE_HOME=%s/state%d", both.folder, number);
	vt_free(both.v[number]);
	both.v[number] = vt_start(argv, env, 30, 120);
	assert_true(vt_wait_text(both.v[number], "填报中", VT_WAIT));
	return both.v[number];
}

static int make_both(void **state)
{
	(void)state;
	memset(&both, 0, sizeof both);
	strcpy(both.folder, "/tmp/together.XXXXXX");
	assert_non_null(mkdtemp(both.folder));
	snprintf(both.database, sizeof both.database, "%s/a.db", both.folder);
	make_samples();
	start(0);
	start(1);
	return 0;
}

static int remove_one(const char *path, const struct stat *s, int type, struct FTW *f)
{
	(void)s;
	(void)type;
	(void)f;
	return remove(path);
}

static int drop_both(void **state)
{
	(void)state;
	vt_free(both.v[0]);
	vt_free(both.v[1]);
	return nftw(both.folder, remove_one, 8, FTW_DEPTH | FTW_PHYS);
}

static void sees(struct vt *v, const char *text)
{
	if (vt_wait_text(v, text, VT_WAIT))
		return;
	fprintf(stderr, "not seen: %s\n", text);
	fail();
}

static void go(struct vt *v, const char *key)
{
	vt_type(v, ":");
	vt_type(v, "go ");
	vt_type(v, key);
	vt_key(v, "Enter");
	vt_settle(v, 300);
}

static void together__what_one_saves__the_other_sees_and_is_told(void **state)
{
	(void)state;
	go(both.v[1], "staff.quota");
	go(both.v[0], "staff.actual");
	vt_type(both.v[0], "27");
	sees(both.v[1], "@"); /* somebody is typing there */
	vt_key(both.v[0], "Enter");
	sees(both.v[0], "已保存");
	sees(both.v[1], "刚改了 1 格（附件1 2024年实际在职人数）");
	sees(both.v[1], "27*");
	sees(both.v[1], "103.85%");
}

static void together__both_type_in_one_cell__the_later_is_asked(void **state)
{
	(void)state;
	go(both.v[0], "staff.actual");
	go(both.v[1], "staff.actual");
	vt_type(both.v[1], "28");
	sees(both.v[1], "保存并下移");
	vt_type(both.v[0], "27");
	vt_key(both.v[0], "Enter");
	sees(both.v[0], "已保存");
	vt_key(both.v[1], "Enter");
	sees(both.v[1], "这一格刚被他人改过");
	sees(both.v[1], "原来");
	vt_type(both.v[1], "y");
	sees(both.v[1], "107.69%");
	sees(both.v[0], "107.69%");
}

static void together__one_is_killed__the_other_no_longer_names_it(void **state)
{
	(void)state;
	sees(both.v[0], "另有 1 人");
	sees(both.v[1], "另有 1 人");
	vt_signal(both.v[1], SIGKILL);
	assert_true(vt_wait_exit(both.v[1], VT_WAIT));
	assert_true(vt_wait_gone(both.v[0], "另有 1 人", 2 * VT_WAIT));
	start(1);
	sees(both.v[0], "另有 1 人");
}

static void together__nobody_does_anything__nothing_is_written(void **state)
{
	(void)state;
	sees(both.v[0], "另有 1 人");
	sees(both.v[1], "另有 1 人");
	for (int i = 0; i < 2; i++)
		vt_settle(both.v[i], 1000);
	for (int i = 0; i < 2; i++)
		vt_mark(both.v[i]);
	vt_listen(both.v[0], 2500);
	vt_listen(both.v[1], 100);
	assert_int_equal(vt_bytes(both.v[0]), 0);
	assert_int_equal(vt_bytes(both.v[1]), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define T(f) cmocka_unit_test_setup_teardown(f, make_both, drop_both)
	    T(together__what_one_saves__the_other_sees_and_is_told),
	    T(together__both_type_in_one_cell__the_later_is_asked),
	    T(together__one_is_killed__the_other_no_longer_names_it),
	    T(together__nobody_does_anything__nothing_is_written),
#undef T
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
