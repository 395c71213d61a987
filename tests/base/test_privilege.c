#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <fcntl.h>
#include <grp.h>
#include <pthread.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/places.h"
#include "base/privilege.h"

/* Places of the test's own: below the folder it works in. */
const char place_data[] = "data";
const char place_shared[] = "config";

enum { PERSON = 65534, PERSONS_GROUP = 65533, GROUP = 65532 };

/* A folder of the group's with a database and a file beside it, which the person
 * can't reach; root's file names the database. */
static struct {
	char folder[64], database[128], secret[128];
} made;

static void write_file(const char *path, const char *text, mode_t mode)
{
	int fd = open(path, O_CREAT | O_TRUNC | O_WRONLY, mode);

	assert_true(fd >= 0);
	assert_int_equal(write(fd, text, strlen(text)), strlen(text));
	close(fd);
	assert_int_equal(chmod(path, mode), 0);
}

static int setup(void **state)
{
	char shared[80];

	(void)state;
	if (getuid() != 0)
		return 0;
	strcpy(made.folder, "/tmp/privilege-XXXXXX");
	assert_non_null(mkdtemp(made.folder));
	assert_int_equal(chmod(made.folder, 0755), 0);
	assert_int_equal(chdir(made.folder), 0);
	snprintf(shared, sizeof shared, "%s/db", made.folder);
	snprintf(made.database, sizeof made.database, "%s/a.db", shared);
	snprintf(made.secret, sizeof made.secret, "%s/other", shared);
	assert_int_equal(mkdir(shared, 0770), 0);
	write_file(made.database, "a", 0660);
	write_file(made.secret, "b", 0660);
	assert_int_equal(chown(shared, 0, GROUP) | chown(made.database, 0, GROUP) |
	                     chown(made.secret, 0, GROUP),
	                 0);
	write_file("config", made.database, 0644);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	if (getuid() != 0)
		return 0;
	unlink(made.database);
	unlink(made.secret);
	unlink("config");
	rmdir("db");
	assert_int_equal(chdir("/"), 0);
	rmdir(made.folder);
	return 0;
}

static bool can_open(const char *path)
{
	int fd = open(path, O_RDWR);

	if (fd >= 0)
		close(fd);
	return fd >= 0;
}

/* Runs body as the person, in a program that is setgid GROUP (or is not); it
 * gives the number of what is wrong, 0: nothing. */
static void as_person(bool setgid, int (*body)(void))
{
	gid_t effective = setgid ? GROUP : PERSONS_GROUP;
	pid_t child;
	int status;

	if (getuid() != 0)
		skip();
	child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		if (setgroups(0, NULL) < 0 || setresgid(PERSONS_GROUP, effective, effective) < 0 ||
		    setresuid(PERSON, PERSON, PERSON) < 0)
			_exit(100);
		privilege_start();
		_exit(body());
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 0);
}

static bool group_is_gone(void)
{
	gid_t real, effective, saved;

	return getresgid(&real, &effective, &saved) == 0 && real == PERSONS_GROUP &&
	       effective == PERSONS_GROUP && saved == PERSONS_GROUP;
}

/* ---- taking it up ---- */

static int only_between(void)
{
	bool entered, again;

	if (!privilege_held() || strcmp(privilege_shared(), made.database) != 0)
		return 1;
	if (privilege_guard(made.database) != GUARD_HOLDS ||
	    privilege_guard(made.secret) != GUARD_ELSEWHERE)
		return 2;
	if (can_open(made.database))
		return 3;
	entered = privilege_enter(made.database);
	if (!entered || !can_open(made.database))
		return 4;
	again = privilege_enter(made.database);
	privilege_leave(again);
	if (!can_open(made.database))
		return 5;
	privilege_leave(entered);
	return can_open(made.database) ? 6 : 0;
}

static void enter__the_shared_database__opens_it_until_leave(void **state)
{
	(void)state;
	as_person(true, only_between);
}

static int only_these(void)
{
	static const struct {
		const char *name;
		bool enters, beside; /* with privilege_enter, with privilege_enter_beside */
	} cases[] = {
	    /* clang-format off */
		{ "db/a.db",           true,  true },
		{ "db/a.db-wal",       true,  true },
		{ "db/a.db-shm",       true,  true },
		{ "db/a.db-journal",   true,  true },
		{ "db/a.db-who",       true,  true },
		{ "db",                true,  false },
		{ "db/",               true,  false },
		{ "db/a.db.copies",    false, true },
		{ "db/a.db.v3.bak",    false, true },
		{ "db/a.db-wal.csv",   false, true },
		{ "db/a.dbx",          false, false },
		{ "db/other",          false, false },
		{ "db/../db/a.db",     false, false },
		{ "db//a.db",          false, false },
		{ "db/a.db.copies/x",  false, false },
		{ "db/a.db-/../other", false, false },
		{ "",                  false, false },
		{ "d",                 false, false },
	    /* clang-format on */
	};

	for (int i = 0; i < (int)(sizeof cases / sizeof *cases); i++) {
		char path[200];
		bool entered;

		snprintf(path, sizeof path, "%s/%s", made.folder, cases[i].name);
		entered = privilege_enter(path);
		privilege_leave(entered);
		if (entered != cases[i].enters)
			return 10 + i;
		entered = privilege_enter_beside(path);
		privilege_leave(entered);
		if (entered != cases[i].beside)
			return 50 + i;
	}
	return privilege_enter("db/a.db") || privilege_enter("a.db") ? 1 : 0;
}

static void enter__any_other_path__is_nothing(void **state)
{
	(void)state;
	as_person(true, only_these);
}

static void *try_to_open(void *opened)
{
	*(bool *)opened = can_open(made.database);
	return NULL;
}

/* Begun before, so that it has not the group from birth. */
static pthread_barrier_t entered_now;

static void *wait_and_try(void *opened)
{
	pthread_barrier_wait(&entered_now);
	return try_to_open(opened);
}

static int not_in_others(void)
{
	pthread_t thread;
	bool opened = true, entered;

	pthread_barrier_init(&entered_now, NULL, 2);
	if (pthread_create(&thread, NULL, wait_and_try, &opened) != 0)
		return 1;
	entered = privilege_enter(made.database);
	pthread_barrier_wait(&entered_now);
	pthread_join(thread, NULL);
	privilege_leave(entered);
	return entered && !opened ? 0 : 2;
}

static void enter__in_one_thread__is_not_in_another(void **state)
{
	(void)state;
	as_person(true, not_in_others);
}

/* ---- the beginning ---- */

static int nothing_held(void)
{
	if (privilege_held() || privilege_enter(made.database))
		return 1;
	if (privilege_guard(made.database) != GUARD_NONE)
		return 2;
	return group_is_gone() ? 0 : 3;
}

static void start__not_setgid__holds_nothing(void **state)
{
	(void)state;
	as_person(false, nothing_held);
}

static void start__no_file_of_roots__gives_the_group_up(void **state)
{
	(void)state;
	if (getuid() != 0)
		skip();
	unlink("config");
	as_person(true, nothing_held);
}

static void start__a_file_that_is_not_roots__gives_the_group_up(void **state)
{
	(void)state;
	if (getuid() != 0)
		skip();
	assert_int_equal(chown("config", PERSON, 0), 0);
	as_person(true, nothing_held);
	assert_int_equal(chown("config", 0, 0), 0);
	assert_int_equal(chmod("config", 0666), 0);
	as_person(true, nothing_held);
}

#define T(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    T(enter__the_shared_database__opens_it_until_leave),
	    T(enter__any_other_path__is_nothing),
	    T(enter__in_one_thread__is_not_in_another),
	    T(start__not_setgid__holds_nothing),
	    T(start__no_file_of_roots__gives_the_group_up),
	    T(start__a_file_that_is_not_roots__gives_the_group_up),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
