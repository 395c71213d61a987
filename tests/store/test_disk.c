#include "box.h"

#include <signal.h>
#include <sys/wait.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/str.h"
#include "store/db.h"
#include "store/schema.h"
#include "support/disk.h"

/* The disk fails at every operation in turn, and the power at every one: what
 * was acknowledged is there, and nothing is there by half. */

enum { EDITS = 6, CUT_STATUS = 77 };

/* Bringing up an old database is long: `make soak` tries every operation, the
 * check every fifth. */
static int migration_stride(void)
{
	return getenv("ZIPING_SOAK") ? 1 : 5;
}

static int setup(void **state)
{
	struct box *b = mem_alloc(sizeof *b);

	box_make(b);
	must(box_apply(b->s, b->filing, cell("n", "0", 0), &(struct err){0}), &(struct err){0});
	store_close(b->s);
	b->s = NULL;
	*state = b;
	return 0;
}

/* ---- a database for each try ---- */

/* The box's file, as it was at first, under a name of its own. */
static void copy_to(const struct box *b, char *path, size_t size)
{
	static const char *const beside[] = {"", "-wal", "-shm", "-journal"};
	struct str all = {0};
	struct err e = {0};

	must(file_read(b->path, SIZE_MAX, &all, &e), &e);
	snprintf(path, size, "%s/try.db", b->folder);
	for (size_t i = 0; i < sizeof beside / sizeof *beside; i++) {
		char name[400];

		snprintf(name, sizeof name, "%s%s", path, beside[i]);
		unlink(name);
	}
	must(file_write(path, all.s, all.length, true, &e), &e);
	str_free(&all);
}

static struct store *open_try(struct box *b, const char *path, struct err *e)
{
	struct store *s = store_open(path, STORE_OPEN, e);

	if (s) {
		store_set_actor(s, "甲", NULL);
		store_set_clock(s, box_clock, &b->now);
	}
	return s;
}

/* What stands in cell n, and that the journal has as many steps: all or nothing. */
static int stands(struct store *s, int64_t filing)
{
	struct err e = {0};
	char text[20];
	int64_t steps;

	read_cell(s, filing, "n", text, sizeof text, NULL);
	must(db_pragma(s, "SELECT count(*) FROM entry WHERE key = 'n'", &steps, &e), &e);
	assert_int_equal(steps, atoi(text) + 1);
	return atoi(text);
}

/* ---- the power fails ---- */

static int told_end = -1;

static void cut(void)
{
	_exit(CUT_STATUS);
}

/* Numbers the cell up, with the log emptied into the file on the way. */
static void edit_until_cut(struct box *b, const char *path, long at)
{
	struct err e = {0};
	struct store *s;
	int64_t version;
	char text[20];

	disk_install();
	disk_remember((unsigned)at, cut);
	disk_fail(DISK_CUT, at, false);
	s = open_try(b, path, &e);
	if (!s || db_exec(s, "PRAGMA wal_autocheckpoint = 12", &e) < 0)
		_exit(1);
	read_cell(s, b->filing, "n", text, sizeof text, &version);
	for (int n = 1; n <= EDITS; n++) {
		struct store_change change;

		snprintf(text, sizeof text, "%d", n);
		change = cell("n", text, version);
		if (store_apply(s, b->filing, &change, 1, NULL, "填写", NULL, NULL, &e) < 0)
			_exit(2);
		version = change.version;
		if (write(told_end, &n, sizeof n) != sizeof n)
			_exit(3);
	}
	store_close(s);
	_exit(0);
}

/* The last number told before the power failed; *cut_off: it did. */
static int run_until_cut(struct box *b, const char *path, long at, bool *cut_off)
{
	int ends[2], n, last = 0, status = 0;
	pid_t child;

	assert_int_equal(pipe(ends), 0);
	child = box_fork();
	assert_true(child >= 0);
	if (child == 0) {
		told_end = ends[1];
		edit_until_cut(b, path, at);
	}
	close(ends[1]);
	while (read(ends[0], &n, sizeof n) == sizeof n)
		last = n;
	close(ends[0]);
	assert_int_equal(waitpid(child, &status, 0), child);
	if (!WIFEXITED(status) || (WEXITSTATUS(status) != CUT_STATUS && WEXITSTATUS(status) != 0))
		fail_msg("cut at operation %ld: status %#x", at, (unsigned)status);
	*cut_off = WEXITSTATUS(status) == CUT_STATUS;
	return last;
}

static void store_apply__the_power_fails_at_every_operation__the_acknowledged_is_there(void **state)
{
	struct box *b = *state;
	bool cut_off = true;
	int cuts = 0;

	for (long at = 1; cut_off; at++, cuts += cut_off) {
		struct err e = {0};
		char path[400];
		struct store *s;
		int told, is;

		copy_to(b, path, sizeof path);
		told = run_until_cut(b, path, at, &cut_off);
		s = open_try(b, path, &e);
		if (!s)
			fail_msg("after a cut at operation %ld: %s", at, e.text);
		is = stands(s, b->filing);
		if (is < told || is > told + 1)
			fail_msg("cut at operation %ld: %d was acknowledged, %d stands there", at,
			         told, is);
		assert_file_whole(s);
		store_close(s);
	}
	assert_true(cuts > 10 * EDITS);
}

/* ---- an older database is brought up ---- */

/* As the first version of the program left it. */
static void make_version_1(const struct box *b, char *path, size_t size)
{
	static const char rows[] =
	    "INSERT INTO unit VALUES (1, '430602', NULL, 1);"
	    "INSERT INTO form VALUES (1, 'yueyanglou-2024', 'annex2');"
	    "INSERT INTO filing VALUES (1, 1, 2024, 'yueyanglou-2024', '填报中', 1, NULL, NULL, 0);"
	    "INSERT INTO sheet VALUES (2024, 1, 1, 1, 1, 1);"
	    "INSERT INTO cell VALUES (2024, 1, 1, 1, 'n', '0', 0, 1);"
	    "INSERT INTO step VALUES (1, 1, 0, '甲', '填写', NULL, NULL, 0, NULL);"
	    "INSERT INTO entry VALUES (1, 1, 1, 1, 1, 0, 'n', NULL, '0');"
	    "PRAGMA application_id = 0x7a706e67; PRAGMA user_version = 1";
	sqlite3 *sqlite = NULL;

	copy_to(b, path, size);
	assert_int_equal(unlink(path), 0);
	assert_int_equal(sqlite3_open(path, &sqlite), SQLITE_OK);
	assert_int_equal(sqlite3_exec(sqlite, schema_steps[0].sql, NULL, NULL, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_exec(sqlite, rows, NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(sqlite);
}

static void assert_brought_up(struct store *s, long at)
{
	struct err e = {0};
	int64_t version;

	must(db_pragma(s, "PRAGMA user_version", &version, &e), &e);
	if (version != schema_steps[schema_steps_count - 1].version || stands(s, 1) != 0)
		fail_msg("operation %ld: version %lld", at, (long long)version);
	assert_file_whole(s);
}

static _Noreturn void migrate_until_cut(struct box *b, const char *path, long at)
{
	struct err e = {0};

	disk_install();
	disk_remember((unsigned)at, cut);
	disk_fail(DISK_CUT, at, false);
	store_close(open_try(b, path, &e));
	_exit(e.code ? 1 : 0);
}

static void store_open__the_power_fails_while_migrating__the_next_start_goes_on(void **state)
{
	struct box *b = *state;
	int status = CUT_STATUS << 8, cuts = 0;

	for (long at = 1; WEXITSTATUS(status) == CUT_STATUS; at += migration_stride(), cuts++) {
		struct err e = {0};
		char path[400];
		struct store *s;
		pid_t child;

		make_version_1(b, path, sizeof path);
		child = box_fork();
		if (child == 0)
			migrate_until_cut(b, path, at);
		assert_int_equal(waitpid(child, &status, 0), child);
		if (!WIFEXITED(status))
			fail_msg("operation %ld: status %#x", at, (unsigned)status);
		s = open_try(b, path, &e);
		if (!s)
			fail_msg("after a cut at operation %ld: %s", at, e.text);
		assert_brought_up(s, at);
		store_close(s);
	}
	assert_int_equal(WEXITSTATUS(status), 0);
	assert_true(cuts > 20);
}

/* As it was before, with a sentence, or brought up; never between. */
static void store_open__the_disk_fails_while_migrating__all_or_nothing(void **state)
{
	struct box *b = *state;
	bool met = true;

	for (long at = 1; met; at += migration_stride()) {
		struct err e = {0};
		char path[400];
		struct store *s;

		make_version_1(b, path, sizeof path);
		disk_install();
		disk_fail(DISK_ERROR, at, true);
		s = open_try(b, path, &e);
		met = disk_operations() >= at;
		disk_fail(DISK_WELL, 0, false);
		assert_true(s || e.code != ERR_NONE);
		store_close(s);
		s = open_try(b, path, &e);
		if (!s)
			fail_msg("after a fault at operation %ld: %s", at, e.text);
		assert_brought_up(s, at);
		store_close(s);
		disk_remove();
	}
}

/* ---- the disk fails, and is well again ---- */

static int edit(struct box *b, struct store *s, struct err *e)
{
	char text[20], next[20];
	int64_t version;

	read_cell(s, b->filing, "n", text, sizeof text, &version);
	snprintf(next, sizeof next, "%d", atoi(text) + 1);
	return box_apply(s, b->filing, cell("n", next, version), e);
}

/* One edit with a failing disk, and one more with a good one on the same
 * connection; true: the fault came before the first was done. */
static bool edit_failing(struct box *b, const char *path, enum disk_fault fault, long at, bool on)
{
	struct err e = {0};
	struct store *s;
	int want, result;
	bool met;

	disk_install();
	s = open_try(b, path, &e);
	if (!s || db_exec(s, "PRAGMA wal_autocheckpoint = 4", &e) < 0)
		fail_msg("%s", e.text);
	disk_fail(fault, at, on);
	result = edit(b, s, &e);
	met = disk_operations() >= at;
	disk_fail(DISK_WELL, 0, false);
	want = result == 0 ? 1 : 0;
	if (result < 0 && e.code != ERR_SYSTEM && e.code != ERR_FULL)
		fail_msg("operation %ld: code %d: %s", at, e.code, e.text);
	if (stands(s, b->filing) != want)
		fail_msg("operation %ld: told %d, but it is not so (%s)", at, result, e.text);
	must(edit(b, s, &e), &e);
	assert_int_equal(stands(s, b->filing), want + 1);
	assert_file_whole(s);
	store_close(s);
	disk_remove();
	return met;
}

static void store_apply__the_disk_fails_at_every_operation__is_told_and_all_or_nothing(void **state)
{
	static const struct {
		enum disk_fault fault;
		bool on;
	} cases[] = {
	    {DISK_ERROR, false}, {DISK_ERROR, true}, {DISK_TORN, false},
	    {DISK_TORN, true},   {DISK_FULL, false}, {DISK_FULL, true},
	};
	struct box *b = *state;
	char path[400];

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		long at = 0;
		bool met;

		do {
			copy_to(b, path, sizeof path);
			met = edit_failing(b, path, cases[i].fault, ++at, cases[i].on);
		} while (met);
		assert_true(at > 3);
	}
}

int main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, setup, box_teardown)
	const struct CMUnitTest tests[] = {
	    T(store_apply__the_power_fails_at_every_operation__the_acknowledged_is_there),
	    T(store_open__the_power_fails_while_migrating__the_next_start_goes_on),
	    T(store_open__the_disk_fails_while_migrating__all_or_nothing),
	    T(store_apply__the_disk_fails_at_every_operation__is_told_and_all_or_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
