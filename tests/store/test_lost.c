#include "box.h"

#include <dirent.h>
#include <sys/resource.h>
#include <sys/wait.h>


/* The file is deleted, moved or replaced while it is open; and one that can't
 * be made leaves nothing behind. */

static void beside(const struct box *b, char *out, size_t size)
{
	snprintf(out, size, "%s/b.db", b->folder);
}

static void delete_it(struct box *b)
{
	assert_int_equal(remove(b->path), 0);
}

static void replace(struct box *b)
{
	char other[300];
	struct err e = {0};
	struct store *s;

	beside(b, other, sizeof other);
	s = store_open(other, STORE_CREATE, &e);
	if (!s)
		fail_msg("%s", e.text);
	store_close(s);
	assert_int_equal(rename(other, b->path), 0);
}

static void move_away(struct box *b)
{
	char other[300];

	beside(b, other, sizeof other);
	assert_int_equal(rename(b->path, other), 0);
}

static void (*const accidents[])(struct box *b) = {delete_it, replace, move_away};

static void store_apply__the_file_is_gone__is_not_acknowledged(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof accidents / sizeof *accidents; i++) {
		struct box b;
		struct err e = {0};

		box_make(&b);
		must(store_check_file(b.s, &e), &e);
		accidents[i](&b);
		must_fail(box_apply(b.s, b.filing, cell("a", "5", 0), &e), ERR_DAMAGED, &e);
		assert_non_null(strstr(e.text, b.path));
		assert_non_null(strstr(e.text, "没有保存"));
		must_fail(store_check_file(b.s, &e), ERR_DAMAGED, &e);
		box_drop(&b);
	}
}

static void store_commit__the_file_goes_meanwhile__is_not_acknowledged(void **state)
{
	struct box *b = *state;
	struct err e = {0};

	must(store_begin(b->s, &e), &e);
	must(box_apply(b->s, b->filing, cell("a", "5", 0), &e), &e);
	delete_it(b);
	must_fail(store_commit(b->s, &e), ERR_DAMAGED, &e);
}

static void store_changed_outside__the_file_is_gone__says_so_once(void **state)
{
	struct box *b = *state;

	store_changed_outside(b->s);
	assert_false(store_changed_outside(b->s));
	delete_it(b);
	assert_true(store_changed_outside(b->s));
	assert_false(store_changed_outside(b->s));
}

static void store_apply__the_file_is_back__goes_on(void **state)
{
	struct box *b = *state;
	char other[300];
	struct err e = {0};

	move_away(b);
	must_fail(box_apply(b->s, b->filing, cell("a", "5", 0), &e), ERR_DAMAGED, &e);
	beside(b, other, sizeof other);
	assert_int_equal(rename(other, b->path), 0);
	must(box_apply(b->s, b->filing, cell("a", "5", 0), &e), &e);
}

/* ---- no room to make one ---- */

static size_t count_files(const char *folder)
{
	DIR *d = opendir(folder);
	size_t n = 0;

	assert_non_null(d);
	for (struct dirent *f; (f = readdir(d));)
		n += f->d_name[0] != '.';
	closedir(d);
	return n;
}

static void make_with_room(const char *path, rlim_t bytes)
{
	struct rlimit limit = {bytes, bytes};
	struct err e = {0};

	signal(SIGXFSZ, SIG_IGN);
	if (setrlimit(RLIMIT_FSIZE, &limit) < 0)
		_exit(2);
	_exit(store_open(path, STORE_CREATE, &e) ? 1 : 0);
}

static void store_open__no_room_to_make_one__leaves_nothing(void **state)
{
	static const rlim_t rooms[] = {0, 4096, 16384, 32768, 60000};
	struct box *b = *state;
	char folder[300], path[320];

	snprintf(folder, sizeof folder, "%s/new", b->folder);
	snprintf(path, sizeof path, "%s/c.db", folder);
	assert_int_equal(mkdir(folder, 0700), 0);
	for (size_t i = 0; i < sizeof rooms / sizeof *rooms; i++) {
		pid_t child = box_fork();
		int status = -1;

		if (child == 0)
			make_with_room(path, rooms[i]);
		assert_int_equal(waitpid(child, &status, 0), child);
		assert_true(WIFEXITED(status));
		assert_int_equal(WEXITSTATUS(status), 0);
		assert_int_equal(count_files(folder), 0);
	}
}

int main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, box_setup, box_teardown)
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(store_apply__the_file_is_gone__is_not_acknowledged),
	    T(store_commit__the_file_goes_meanwhile__is_not_acknowledged),
	    T(store_changed_outside__the_file_is_gone__says_so_once),
	    T(store_apply__the_file_is_back__goes_on),
	    T(store_open__no_room_to_make_one__leaves_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
