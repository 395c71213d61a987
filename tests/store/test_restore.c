#include "copied.h"

#include <sys/wait.h>

#include "store/events.h"
#include "store/schema.h"

/* A copy takes the place of a database; what it replaces stays, with everything
 * that was acknowledged. */

/* ---- a whole one ---- */

static void restore__nobody_else_there__keeps_what_it_replaces(void **state)
{
	struct place *p = *state;
	struct store_event *events;
	struct err e = {0};
	char *kept;
	size_t n;

	edit_and_close(p);
	must(restore(p, false, &kept, &e), &e);
	assert_n(p, p->box.path, "1");
	assert_n(p, kept, "2");
	assert_n(p, p->copy, "1");
	p->box.s = box_open(&p->box, "甲");
	must(store_events(p->box.s, 0, 10, &events, &n, &e), &e);
	assert_int_equal(n, 1);
	assert_string_equal(events[0].what, "恢复");
	assert_string_equal(events[0].who, "丙");
	assert_int_equal(events[0].time, LONG_AGO + 60);
	store_events_free(events, n);
	mem_free(kept);
}

static void restore_look__steps_after_the_copy__are_counted_by_person(void **state)
{
	struct place *p = *state;
	struct restore_loss l;
	struct err e = {0};

	must(restore_look(p->box.path, p->copy, &l, &e), &e);
	assert_true(l.readable && l.same);
	assert_int_equal(l.steps, 0);
	assert_null(l.who);
	restore_loss_free(&l);
	edit_and_close(p);
	must(restore_look(p->box.path, p->copy, &l, &e), &e);
	assert_int_equal(l.steps, 1);
	assert_int_equal(l.newest, LONG_AGO);
	assert_string_equal(l.who, "乙 1 步");
	restore_loss_free(&l);
}

static void restore_look__a_damaged_copy__is_refused(void **state)
{
	struct place *p = *state;
	struct restore_loss l;
	struct err e = {0};

	zero(p->copy, 40 * 4096, 4096);
	must_fail(restore_look(p->box.path, p->copy, &l, &e), ERR_DAMAGED, &e);
	assert_non_null(strstr(e.text, p->copy));
	must_fail(restore_look(p->box.path, p->box.path, &l, &e), ERR_INPUT, &e);
	must_fail(restore_look(p->box.path, "/nowhere", &l, &e), ERR_NOTFOUND, &e);
}

static void write_nothing(const char *path)
{
	FILE *f = fopen(path, "w");

	assert_non_null(f);
	assert_int_equal(fclose(f), 0);
}

/* As a program of version 3 made it, with one unit. */
static void make_old_copy(const struct place *p)
{
	struct store *s = db_new(p->copy, p->copy);
	struct err e = {0};

	write_nothing(p->copy);
	must(db_open(s, true, &e), &e);
	must(schema_migrate(s, schema_steps, 3, &e), &e);
	must(db_exec(s, "INSERT INTO unit VALUES (1, '777', NULL, 1)", &e), &e);
	store_close(s);
}

static void restore__a_copy_of_an_older_version__is_brought_up(void **state)
{
	struct place *p = *state;
	struct store_unit *units;
	struct err e = {0};
	char *kept;
	size_t n;

	edit_and_close(p);
	make_old_copy(p);
	must(restore(p, false, &kept, &e), &e);
	assert_n(p, kept, "2");
	mem_free(kept);
	p->box.s = box_open(&p->box, "甲");
	must(store_units(p->box.s, 0, &units, &n, &e), &e);
	assert_int_equal(n, 1);
	assert_string_equal(units[0].code, "777");
	store_units_free(units, n);
	assert_int_equal(backup_same(p->box.path, p->copy, &e), -1); /* that one stays old */
}

/* ---- others have it open ---- */

/* Says 'r' once it is there; after a byte came: 'o' its edit was stored, 'd' it
 * was told that the file is another one, '?' else. */
static void sit(const struct place *p, int in, int out)
{
	struct err e = {0};
	struct store *s = store_open(p->box.path, STORE_OPEN, &e);
	const char *said;
	char c;

	if (!s || write(out, "r", 1) != 1 || read(in, &c, 1) != 1)
		_exit(1);
	said = box_apply(s, p->box.filing, cell("w", "5", 0), &e) == 0 ? "o"
	       : e.code == ERR_DAMAGED                                   ? "d"
	                                                                 : "?";
	store_close(s);
	_exit(write(out, said, 1) == 1 ? 0 : 1);
}

static pid_t sit_there(const struct place *p, int *to, int *from)
{
	int in[2], out[2];
	pid_t child;
	char c;

	assert_int_equal(pipe(in), 0);
	assert_int_equal(pipe(out), 0);
	child = box_fork();
	if (child == 0) {
		close(in[1]);
		close(out[0]);
		sit(p, in[0], out[1]);
	}
	close(in[0]);
	close(out[1]);
	*to = in[1];
	*from = out[0];
	assert_int_equal(read(*from, &c, 1), 1);
	return child;
}

static void restore__another_has_it_open__is_refused(void **state)
{
	struct place *p = *state;
	struct err e = {0};
	int to, from;
	char *kept, c;
	pid_t child;

	edit_and_close(p);
	child = sit_there(p, &to, &from);
	must_fail(restore(p, false, &kept, &e), ERR_BUSY, &e);
	assert_null(kept);
	assert_non_null(strstr(e.text, "1 个程序"));
	assert_int_equal(write(to, "q", 1), 1);
	assert_int_equal(read(from, &c, 1), 1);
	assert_int_equal(c, 'o'); /* nothing was changed: its edit is stored */
	waitpid(child, NULL, 0);
	assert_n(p, p->box.path, "2");
	close(to);
	close(from);
}

static void restore__despite_others__they_are_told_and_nothing_of_theirs_is_lost(void **state)
{
	struct place *p = *state;
	struct err e = {0};
	int to, from;
	char *kept, c;
	pid_t child;

	edit_and_close(p);
	child = sit_there(p, &to, &from);
	must(restore(p, true, &kept, &e), &e);
	assert_int_equal(write(to, "q", 1), 1);
	assert_int_equal(read(from, &c, 1), 1);
	assert_int_equal(c, 'd');
	waitpid(child, NULL, 0);
	assert_n(p, p->box.path, "1");
	assert_n(p, kept, "2");
	mem_free(kept);
	close(to);
	close(from);
}

/* Types 3, 4, 5 … and says each once it is stored, until it is told no. */
static void type_on(struct place *p, int out)
{
	struct err e = {0};
	struct store *s = store_open(p->box.path, STORE_OPEN, &e);
	int64_t base = s ? version_of(s, p->box.filing, "n") : 0;

	if (!s)
		_exit(1);
	for (int i = 3;; i++) {
		char text[16];
		struct store_change c = cell("n", text, base);

		snprintf(text, sizeof text, "%d", i);
		if (store_apply(s, p->box.filing, &c, 1, NULL, "填写", NULL, NULL, &e) < 0)
			_exit(e.code == ERR_DAMAGED ? 0 : 1);
		base = c.version;
		if (write(out, &i, sizeof i) != sizeof i)
			_exit(1);
	}
}

static void restore__while_another_types__loses_no_acknowledged_edit(void **state)
{
	struct place *p = *state;
	char *kept, text[16];
	struct err e = {0};
	int out[2], last = 2, got, status;
	pid_t child;

	edit_and_close(p);
	assert_int_equal(pipe(out), 0);
	child = box_fork();
	if (child == 0)
		type_on(p, out[1]);
	close(out[1]);
	usleep(100000);
	must(restore(p, true, &kept, &e), &e);
	while (read(out[0], &got, sizeof got) == sizeof got)
		last = got;
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 0);
	assert_true(last > 2);
	snprintf(text, sizeof text, "%d", last);
	assert_n(p, kept, text);
	assert_n(p, p->box.path, "1");
	mem_free(kept);
	close(out[0]);
}

/* ---- killed ---- */

static void restore__killed_at_any_moment__leaves_the_old_one_or_the_new(void **state)
{
	int changed = 0;

	for (int i = 0; i < 20; i++) {
		struct place *p;
		char kept[400], text[16];
		struct err e = {0};
		pid_t child;

		assert_int_equal(setup(state), 0);
		p = *state;
		edit_and_close(p);
		snprintf(kept, sizeof kept, "%s.before-restore-x", p->box.path);
		child = box_fork();
		if (child == 0) {
			char *ignored;

			restore(p, i % 2, &ignored, &e);
			_exit(0);
		}
		usleep((useconds_t)(i * 12000));
		kill(child, SIGKILL);
		waitpid(child, NULL, 0);
		p->box.s = box_open(&p->box, "甲");
		read_cell(p->box.s, p->box.filing, "n", text, sizeof text, NULL);
		store_close(p->box.s);
		p->box.s = NULL;
		assert_n(p, p->box.path, strcmp(text, "1") == 0 ? "1" : "2");
		if (strcmp(text, "1") == 0)
			assert_n(p, kept, "2");
		changed += strcmp(text, "1") == 0;
		teardown(state);
	}
	print_message("%d of 20 were done before they were killed\n", changed);
	setup(state);
}

int main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
	const struct CMUnitTest tests[] = {
	    T(restore__nobody_else_there__keeps_what_it_replaces),
	    T(restore_look__steps_after_the_copy__are_counted_by_person),
	    T(restore_look__a_damaged_copy__is_refused),
	    T(restore__a_copy_of_an_older_version__is_brought_up),
	    T(restore__another_has_it_open__is_refused),
	    T(restore__despite_others__they_are_told_and_nothing_of_theirs_is_lost),
	    T(restore__while_another_types__loses_no_acknowledged_edit),
	    cmocka_unit_test_teardown(
	        restore__killed_at_any_moment__leaves_the_old_one_or_the_new, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
