#include "box.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "base/mem.h"
#include "store/db.h"
#include "store/schema.h"

static void write_file(const char *path, const char *data, size_t length)
{
	FILE *f = fopen(path, "w");

	assert_non_null(f);
	assert_int_equal(fwrite(data, 1, length, f), length);
	assert_int_equal(fclose(f), 0);
}

/* The first bytes of the box's database. */
static void write_prefix(const struct box *b, const char *path, size_t length)
{
	char data[4096];
	FILE *f = fopen(b->path, "r");

	assert_non_null(f);
	assert_int_equal(fread(data, 1, sizeof data, f), sizeof data);
	fclose(f);
	write_file(path, data, length);
}

/* ---- what is no database of ours ---- */

static void make_all(struct box *b)
{
	char path[400];
	struct err e = {0};
	struct store *s;

	box_file(b, "empty", path, sizeof path);
	write_file(path, "", 0);
	box_file(b, "garbage", path, sizeof path);
	write_file(path, "这不是数据库，只是一些文字。\n", 43);
	box_file(b, "folder", path, sizeof path);
	assert_int_equal(mkdir(path, 0755), 0);
	box_file(b, "pipe", path, sizeof path);
	assert_int_equal(mkfifo(path, 0644), 0);

	box_file(b, "foreign", path, sizeof path);
	s = store_open(path, STORE_CREATE, &e);
	must(db_exec(s, "PRAGMA application_id = 1", &e), &e);
	store_close(s);
	box_file(b, "newer", path, sizeof path);
	s = store_open(path, STORE_CREATE, &e);
	must(db_exec(s, "PRAGMA user_version = 99", &e), &e);
	store_close(s);

	store_close(b->s);
	box_file(b, "half header", path, sizeof path);
	write_prefix(b, path, 50);
	box_file(b, "one page", path, sizeof path);
	write_prefix(b, path, 4096);
	b->s = box_open(b, "甲");
}

static void store_open__no_database_of_ours__is_refused(void **state)
{
	struct box *b = *state;
	static const struct {
		const char *name;
		enum store_mode mode;
		enum err_code code;
	} cases[] = {
	    {"none", STORE_OPEN, ERR_NOTFOUND},       {"none", STORE_READ, ERR_NOTFOUND},
	    {"no/ne", STORE_OPEN, ERR_NOTFOUND},      {"no/ne", STORE_CREATE, ERR_NOTFOUND},
	    {"a.db/x", STORE_OPEN, ERR_NOTFOUND},     {"a.db", STORE_CREATE, ERR_INPUT},
	    {"empty", STORE_OPEN, ERR_DAMAGED},       {"empty", STORE_CREATE, ERR_INPUT},
	    {"empty", STORE_READ, ERR_DAMAGED},       {"garbage", STORE_OPEN, ERR_DAMAGED},
	    {"garbage", STORE_READ, ERR_DAMAGED},     {"garbage", STORE_CREATE, ERR_INPUT},
	    {"folder", STORE_OPEN, ERR_INPUT},        {"folder", STORE_CREATE, ERR_INPUT},
	    {"folder", STORE_READ, ERR_INPUT},        {"pipe", STORE_OPEN, ERR_INPUT},
	    {"foreign", STORE_OPEN, ERR_DAMAGED},     {"foreign", STORE_READ, ERR_DAMAGED},
	    {"newer", STORE_OPEN, ERR_VERSION},       {"newer", STORE_READ, ERR_VERSION},
	    {"half header", STORE_OPEN, ERR_DAMAGED}, {"one page", STORE_OPEN, ERR_DAMAGED},
	};

	make_all(b);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char path[400];
		struct err e = {0};
		struct store *s;

		box_file(b, cases[i].name, path, sizeof path);
		s = store_open(path, cases[i].mode, &e);
		if (s || e.code != cases[i].code)
			fail_msg("%s, mode %d: code %d: %s", cases[i].name, cases[i].mode, e.code,
			         e.text);
		if (strncmp(e.text, path, strlen(path)) != 0)
			fail_msg("no path: %s", e.text);
	}
}

/* ---- how it is opened ---- */

static void store_open__file_names__are_taken_as_they_are(void **state)
{
	struct box *b = *state;
	static const char *const names[] = {":memory:", "file:x?mode=memory", "a b#?%41.db",
	                                    "自评.db"};
	char *before = getcwd(NULL, 0);
	struct err e = {0};

	assert_int_equal(chdir(b->folder), 0);
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		struct store *s = store_open(names[i], STORE_CREATE, &e);

		if (!s)
			fail_msg("%s", e.text);
		assert_string_equal(store_path(s), names[i]);
		store_close(s);
		assert_int_equal(access(names[i], F_OK), 0);
		s = store_open(names[i], STORE_READ, &e);
		assert_non_null(s);
		store_close(s);
	}
	assert_int_equal(chdir(before), 0);
	free(before);
}

static void store_open__settings__hold_on_every_connection(void **state)
{
	struct box *b = *state;
	static const struct {
		const char *sql;
		int64_t want;
	} cases[] = {
	    {"PRAGMA foreign_keys", 1},
	    {"PRAGMA synchronous", 2},
	    {"PRAGMA trusted_schema", 0},
	    {"PRAGMA application_id", 0x7a706e67},
	    {"PRAGMA user_version", 5},
	    {"SELECT journal_mode = 'wal' FROM pragma_journal_mode", 1},
	    {"SELECT count(*) FROM pragma_integrity_check WHERE integrity_check <> 'ok'", 0},
	    {"SELECT count(*) FROM pragma_table_list WHERE schema = 'main'"
	     " AND name NOT LIKE 'sqlite_%' AND NOT strict",
	     0},
	};
	struct err e = {0};
	int64_t got;

	for (int again = 0; again < 2; again++) {
		for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
			must(db_pragma(b->s, cases[i].sql, &got, &e), &e);
			if (got != cases[i].want)
				fail_msg("%s: %lld", cases[i].sql, (long long)got);
		}
		store_close(b->s);
		b->s = box_open(b, "甲");
	}
}

static void store_open__umask__decides_about_the_group(void **state)
{
	struct box *b = *state;
	static const struct {
		mode_t mask, want;
	} cases[] = {{0, 0660}, {007, 0660}, {022, 0640}, {077, 0600}};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char path[400], log[410];
		struct err e = {0};
		struct stat st;
		int64_t unit;
		mode_t before = umask(cases[i].mask);
		struct store *s;

		snprintf(path, sizeof path, "%s/%zu.db", b->folder, i);
		s = store_open(path, STORE_CREATE, &e);
		assert_non_null(s);
		must(store_unit_add(s, "1", 0, &unit, &e), &e);
		assert_int_equal(stat(path, &st), 0);
		assert_int_equal(st.st_mode & 0777, cases[i].want);
		snprintf(log, sizeof log, "%s-wal", path);
		assert_int_equal(stat(log, &st), 0);
		assert_int_equal(st.st_mode & 0777, cases[i].want);
		store_close(s);
		umask(before);
	}
}

static int count_entry(const char *path, const struct stat *st, int kind, struct FTW *at)
{
	(void)path;
	(void)st;
	(void)at;
	return kind == FTW_F ? 1 : 0;
}

static void store_open__create_fails__leaves_nothing_behind(void **state)
{
	struct box *b = *state;
	char folder[300], path[310];
	struct err e = {0};

	box_file(b, "sub", folder, sizeof folder);
	assert_int_equal(mkdir(folder, 0755), 0);
	snprintf(path, sizeof path, "%s/x", folder);
	assert_int_equal(symlink("/nowhere/at/all", path), 0);
	assert_null(store_open(path, STORE_CREATE, &e));
	assert_int_equal(e.code, ERR_INPUT);
	assert_int_equal(nftw(folder, count_entry, 4, FTW_PHYS), 0);
}

static void store_changed_outside__only_by_others(void **state)
{
	struct box *b = *state;
	struct store *other = box_open(b, "乙");
	struct err e = {0};

	assert_false(store_changed_outside(b->s));
	must(box_apply(b->s, b->filing, cell("a", "1", 0), &e), &e);
	assert_false(store_changed_outside(b->s));
	must(box_apply(other, b->filing, cell("b", "1", 0), &e), &e);
	assert_true(store_changed_outside(b->s));
	assert_false(store_changed_outside(b->s));
	assert_true(store_changed_outside(other));
	store_close(other);
}

static void store_apply__another_holds_the_database__is_busy(void **state)
{
	struct box *b = *state;
	struct store *other = box_open(b, "乙");
	struct err e = {0};

	must(store_begin(other, &e), &e);
	db_patience(b->s, 20);
	must_fail(box_apply(b->s, b->filing, cell("a", "1", 0), &e), ERR_BUSY, &e);
	assert_cell(b->s, b->filing, "a", ""); /* reading goes on */
	must(store_commit(other, &e), &e);
	must(box_apply(b->s, b->filing, cell("a", "1", 0), &e), &e);
	store_close(other);
}

/* ---- read only ---- */

static void check_nothing_changes(struct store *s, int64_t filing, int64_t unit)
{
	struct store_plan *plan = NULL;
	struct err e = {0};
	int64_t id;

	assert_true(store_is_readonly(s));
	assert_cell(s, filing, "a", "1");
	must_fail(box_apply(s, filing, cell("a", "2", version_of(s, filing, "a")), &e),
	          ERR_READONLY, &e);
	must_fail(store_unit_add(s, "9", 0, &id, &e), ERR_READONLY, &e);
	must_fail(store_unit_name(s, unit, 2024, "名", &e), ERR_READONLY, &e);
	must_fail(store_filing_add(s, unit, 2025, "s", &id, &e), ERR_READONLY, &e);
	must_fail(store_row_id(s, filing, "annex2", 1, &id, &e), ERR_READONLY, &e);
	must_fail(store_begin(s, &e), ERR_READONLY, &e);
	store_set_actor(s, "甲", NULL);
	must(store_plan_undo(s, filing, &plan, &e), &e);
	must_fail(store_apply_plan(s, filing, plan, NULL, 0, NULL, NULL, &e), ERR_READONLY, &e);
	store_plan_free(plan);
	assert_cell(s, filing, "a", "1");
}

static void store_open__to_read__refuses_every_change(void **state)
{
	struct box *b = *state;
	struct err e = {0};
	struct store *s;

	must(box_apply(b->s, b->filing, cell("a", "1", 0), &e), &e);
	s = store_open(b->path, STORE_READ, &e);
	assert_non_null(s);
	check_nothing_changes(s, b->filing, b->unit);
	/* It sees what others write. */
	must(box_apply(b->s, b->filing, cell("b", "2", 0), &e), &e);
	assert_true(store_changed_outside(s));
	assert_cell(s, b->filing, "b", "2");
	store_close(s);
}

/* Runs in a process of its own, without the rights of root.  0: as it should. */
static int without_rights(int (*run)(struct box *b), struct box *b)
{
	pid_t child = box_fork();
	int status = 0;

	assert_true(child >= 0);
	if (child == 0) {
		if (geteuid() == 0 && setuid(65534) < 0)
			_exit(9);
		_exit(run(b));
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status));
	return WEXITSTATUS(status);
}

static int reads_but_does_not_write(struct box *b)
{
	struct err e = {0};
	struct store *s = store_open(b->path, STORE_OPEN, &e);
	struct store_unit *units;
	size_t count = 0;
	int64_t id;
	int result = 0;

	if (!s)
		return fprintf(stderr, "%s\n", e.text), 1;
	if (!store_is_readonly(s) || store_units(s, 0, &units, &count, &e) < 0 || count != 1)
		result = 2;
	else
		store_units_free(units, count);
	if (store_unit_add(s, "9", 0, &id, &e) == 0 || e.code != ERR_READONLY)
		result = 3;
	store_close(s);
	return result;
}

static int may_not_create(struct box *b)
{
	char path[400];
	struct err e = {0};

	box_file(b, "new.db", path, sizeof path);
	return store_open(path, STORE_CREATE, &e) || e.code != ERR_READONLY;
}

static int may_not_open(struct box *b)
{
	struct err e = {0};

	return store_open(b->path, STORE_OPEN, &e) || e.code != ERR_READONLY;
}

static void store_open__without_rights__reads_or_says_so(void **state)
{
	struct box *b = *state;
	static const struct {
		mode_t folder, file;
		int (*run)(struct box *b);
	} cases[] = {
	    {0555, 0444, reads_but_does_not_write},
	    {0555, 0666, reads_but_does_not_write},
	    {0777, 0444, reads_but_does_not_write},
	    {0555, 0444, may_not_create},
	    {0777, 0000, may_not_open},
	};

	store_close(b->s);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		int result;

		assert_int_equal(chmod(b->folder, cases[i].folder), 0);
		assert_int_equal(chmod(b->path, cases[i].file), 0);
		result = without_rights(cases[i].run, b);
		chmod(b->folder, 0700);
		chmod(b->path, 0600);
		if (result != 0)
			fail_msg("case %zu: %d", i, result);
	}
	b->s = box_open(b, "甲");
}

/* ---- a full disk ---- */

/* Files may not grow over a limit: the log first, the database later. */
static int fills_the_disk(struct box *b)
{
	struct rlimit limit = {200 * 1024, 200 * 1024};
	struct store *s = box_open(b, "甲");
	char text[4000];
	struct err e = {0};
	int done = 0;

	signal(SIGXFSZ, SIG_IGN);
	if (setrlimit(RLIMIT_FSIZE, &limit) < 0)
		return 4;
	memset(text, 'x', sizeof text - 1);
	text[sizeof text - 1] = '\0';
	for (; done < 1000; done++) {
		char key[20];

		snprintf(key, sizeof key, "k%d", done);
		if (box_apply(s, b->filing, cell(key, text, 0), &e) < 0)
			break;
	}
	if (done == 0 || done == 1000 || e.code != ERR_FULL)
		return fprintf(stderr, "%d: %s\n", done, e.text), 5;
	/* What was there is there, and the connection goes on reading. */
	struct store_content *c = box_load(s, b->filing);
	int there = (int)c->ncells;

	store_content_free(c);
	/* In a bracket the refusal ends the bracket: its end says so. */
	if (store_begin(s, &e) == 0) {
		while (box_apply(s, b->filing, cell("z", text, version_of(s, b->filing, "z")),
		                 &e) == 0)
			;
		if (e.code != ERR_FULL && e.code != ERR_SYSTEM)
			return 6;
		store_rollback(s);
	}
	if (version_of(s, b->filing, "z") != 0)
		return 7;
	store_close(s);
	return there == done ? 0 : 8;
}

static void store_apply__disk_is_full__nothing_is_lost(void **state)
{
	struct box *b = *state;
	struct store_content *c;
	struct err e = {0};
	int64_t bad;

	store_close(b->s);
	b->s = NULL;
	chmod(b->folder, 0777);
	chmod(b->path, 0666);
	assert_int_equal(without_rights(fills_the_disk, b), 0);
	b->s = box_open(b, "甲");
	c = box_load(b->s, b->filing);
	assert_true(c->ncells > 0);
	store_content_free(c);
	must(db_pragma(b->s,
	               "SELECT count(*) FROM pragma_integrity_check WHERE integrity_check <> 'ok'",
	               &bad, &e),
	     &e);
	assert_int_equal(bad, 0);
	must(box_apply(b->s, b->filing, cell("after", "1", 0), &e), &e);
}

/* ---- a database of an older version ---- */

/* What stands today and one step more. */
static struct schema_step next_steps[16];
static int newest;

static void set_next(const char *sql)
{
	newest = (int)schema_steps_count;
	assert_true(schema_steps_count < 16);
	memcpy(next_steps, schema_steps, schema_steps_count * sizeof *next_steps);
	next_steps[newest] = (struct schema_step){newest + 1, sql, NULL};
}

static void schema_migrate__older__is_copied_and_brought_up(void **state)
{
	struct box *b = *state;
	char copy[400];
	struct err e = {0};
	struct store *s;
	int64_t version;

	set_next("CREATE TABLE extra (a INTEGER) STRICT; INSERT INTO extra VALUES (7)");
	must(box_apply(b->s, b->filing, cell("a", "1", 0), &e), &e);
	must(schema_migrate(b->s, next_steps, (size_t)newest + 1, &e), &e);
	must(schema_migrate(b->s, next_steps, (size_t)newest + 1, &e),
	     &e); /* a second time there is nothing to do */
	must(db_pragma(b->s, "SELECT a FROM extra", &version, &e), &e);
	assert_int_equal(version, 7);
	assert_int_equal(schema_version(b->s, next_steps, (size_t)newest + 1, &e), newest + 1);
	assert_cell(b->s, b->filing, "a", "1");
	store_close(b->s);

	assert_null(b->s = store_open(b->path, STORE_OPEN, &e));
	assert_int_equal(e.code, ERR_VERSION);
	snprintf(copy, sizeof copy, "%s.v%d.bak", b->path, newest);
	s = store_open(copy, STORE_OPEN, &e);
	if (!s)
		fail_msg("%s", e.text);
	assert_cell(s, b->filing, "a", "1");
	assert_true(db_pragma(s, "SELECT a FROM extra", &version, &e) < 0);
	store_close(s);
}

static void schema_migrate__step_fails__all_is_as_before(void **state)
{
	struct box *b = *state;
	struct err e = {0};
	int64_t number;

	set_next("CREATE TABLE extra (a INTEGER) STRICT; INSERT INTO nowhere VALUES (7)");
	assert_int_equal(schema_migrate(b->s, next_steps, (size_t)newest + 1, &e), -1);
	assert_true(e.code != ERR_NONE);
	must(db_pragma(b->s, "PRAGMA user_version", &number, &e), &e);
	assert_int_equal(number, newest);
	must(
	    db_pragma(b->s, "SELECT count(*) FROM sqlite_schema WHERE name = 'extra'", &number, &e),
	    &e);
	assert_int_equal(number, 0);
	must(box_apply(b->s, b->filing, cell("a", "1", 0), &e), &e);
}

/* The connection alone, whatever the version. */
static struct store *connect_only(const struct box *b)
{
	struct store *s = mem_alloc(sizeof *s);
	struct err e = {0};

	s->path = mem_strdup(b->path);
	s->file = mem_strdup(b->path);
	must(db_open(s, true, &e), &e);
	return s;
}

static void schema_migrate__two_processes__one_does_it(void **state)
{
	struct box *b = *state;
	struct err e = {0};
	int64_t count;

	set_next("CREATE TABLE extra (a INTEGER) STRICT; INSERT INTO extra VALUES (7)");
	store_close(b->s);
	b->s = NULL;
	for (int i = 0; i < 4; i++) {
		if (box_fork() == 0) {
			struct store *s = connect_only(b);

			if (schema_migrate(s, next_steps, (size_t)newest + 1, &e) < 0)
				_exit(fprintf(stderr, "%s\n", e.text) > 0);
			_exit(0);
		}
	}
	for (int i = 0; i < 4; i++) {
		int status = 0;

		assert_true(wait(&status) > 0);
		assert_int_equal(status, 0);
	}
	b->s = connect_only(b);
	must(db_pragma(b->s, "SELECT count(*) FROM extra", &count, &e), &e);
	assert_int_equal(count, 1);
}

static int count_copy(const char *path, const struct stat *st, int kind, struct FTW *at)
{
	(void)st;
	(void)at;
	return kind == FTW_F && strstr(path, ".bak") ? 1 : 0;
}

/* A database as the first version of the program left it. */
static void make_version_1(struct box *b)
{
	struct err e = {0};
	struct store *s;

	store_close(b->s);
	b->s = NULL;
	assert_int_equal(remove(b->path), 0);
	write_file(b->path, "", 0);
	s = connect_only(b);
	must(schema_migrate(s, schema_steps, 1, &e), &e);
	must(db_exec(s, "INSERT INTO unit VALUES (1, '430602', NULL, 1);"
	                "INSERT INTO form VALUES (1, 'yueyanglou-2024', 'annex2');"
	                "INSERT INTO filing VALUES (1, 1, 2024, 'yueyanglou-2024', '填报中',"
	                " 1, NULL, NULL, 0);"
	                "INSERT INTO sheet VALUES (2024, 1, 1, 1, 1, 1);"
	                "INSERT INTO list_row VALUES (2024, 1, 1, 1, 7, 'ind', 'quality', 3, 1);"
	                "INSERT INTO cell VALUES (2024, 1, 1, 1, 'a', '5', 5000000, 1);"
	                "INSERT INTO step VALUES (1, 1, 0, '甲', '填写', NULL, NULL, 0, NULL);"
	                "INSERT INTO entry VALUES (1, 1, 1, 1, 1, 0, 'a', NULL, '5')",
	             &e),
	     &e);
	store_close(s);
}

static void store_open__made_anew__leaves_no_copy(void **state)
{
	struct box *b = *state;

	assert_int_equal(nftw(b->folder, count_copy, 4, FTW_PHYS), 0);
}

static void check_version_1_brought_up(struct box *b)
{
	struct store_content *c = box_load(b->s, 1);
	char copy[400];
	struct err e = {0};

	assert_int_equal(c->nrows, 1);
	assert_string_equal(c->rows[0].group, "quality");
	assert_false(c->rows[0].carried);
	assert_string_equal(find_cell(c, "a")->text, "5");
	assert_int_equal(find_cell(c, "a")->value, 5000000);
	assert_false(find_cell(c, "a")->carried);
	store_content_free(c);
	snprintf(copy, sizeof copy, "%s.v1.bak", b->path);
	assert_int_equal(access(copy, F_OK), 0);
	if (store_is_readonly(b->s))
		return;
	must(box_apply(b->s, 1, cell("a", "6", 1), &e), &e);
	assert_cell(b->s, 1, "a", "6");
}

static void schema_migrate__version_1__nothing_is_carried(void **state)
{
	struct box *b = *state;
	static const enum store_mode modes[] = {STORE_OPEN, STORE_READ};

	for (size_t i = 0; i < sizeof modes / sizeof *modes; i++) {
		struct err e = {0};

		make_version_1(b);
		b->s = store_open(b->path, modes[i], &e);
		if (!b->s)
			fail_msg("%s", e.text);
		check_version_1_brought_up(b);
	}
}

/* ---- the mark of what is carried ---- */

static bool is_carried(const struct box *b, const char *key)
{
	struct store_content *c = box_load(b->s, b->filing);
	bool carried = find_cell(c, key) && find_cell(c, key)->carried;

	store_content_free(c);
	return carried;
}

static void take_back(struct box *b)
{
	struct store_plan *plan = NULL;
	struct store_change derived = {
	    .op = OP_DERIVED, .form = "annex2", .copy = 1, .key = "a", .has_value = false};
	struct err e = {0};

	must(store_plan_undo(b->s, b->filing, &plan, &e), &e);
	must(store_apply_plan(b->s, b->filing, plan, &derived, 1, NULL, NULL, &e), &e);
	store_plan_free(plan);
}

static void store_apply__carried__until_the_next_change_and_back_by_undo(void **state)
{
	struct box *b = *state;
	struct store_change carried = cell("a", "≥95%", 0);
	struct err e = {0};

	carried.carried = true;
	must(box_apply(b->s, b->filing, carried, &e), &e);
	assert_true(is_carried(b, "a"));
	must(box_apply(b->s, b->filing, cell("a", "≥95%", version_of(b->s, b->filing, "a")), &e),
	     &e);
	assert_false(is_carried(b, "a"));
	take_back(b);
	assert_true(is_carried(b, "a"));
}

int main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, box_setup, box_teardown)
	const struct CMUnitTest tests[] = {
	    T(store_open__no_database_of_ours__is_refused),
	    T(store_open__file_names__are_taken_as_they_are),
	    T(store_open__settings__hold_on_every_connection),
	    T(store_open__umask__decides_about_the_group),
	    T(store_open__create_fails__leaves_nothing_behind),
	    T(store_changed_outside__only_by_others),
	    T(store_apply__another_holds_the_database__is_busy),
	    T(store_open__to_read__refuses_every_change),
	    T(store_open__without_rights__reads_or_says_so),
	    T(store_apply__disk_is_full__nothing_is_lost),
	    T(schema_migrate__older__is_copied_and_brought_up),
	    T(schema_migrate__step_fails__all_is_as_before),
	    T(schema_migrate__two_processes__one_does_it),
	    T(store_open__made_anew__leaves_no_copy),
	    T(schema_migrate__version_1__nothing_is_carried),
	    T(store_apply__carried__until_the_next_change_and_back_by_undo),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
