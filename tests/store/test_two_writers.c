#include "box.h"

#include <signal.h>
#include <sys/wait.h>
#include <time.h>


/* Several processes on one file. */

/* ---- nobody's edit is overwritten ---- */

enum { WRITERS = 8, INCREMENTS = 200 };

/* Adds one to the cell as often as told, as a person would: look, think, type,
 * and look again when somebody was quicker. */
static int count_up(struct box *b, int64_t filing)
{
	struct store *s = box_open(b, "某某");

	for (int done = 0; done < INCREMENTS;) {
		struct err e = {0};
		char text[20], next[20];
		int64_t version;

		read_cell(s, filing, "counter", text, sizeof text, &version);
		snprintf(next, sizeof next, "%d", atoi(text) + 1);
		if (box_apply(s, filing, cell("counter", next, version), &e) == 0)
			done++;
		else if (e.code != ERR_CONFLICT && e.code != ERR_BUSY)
			return fprintf(stderr, "%s\n", e.text), 1;
	}
	store_close(s);
	return 0;
}

static void store_apply__eight_writers_on_one_cell__no_edit_is_lost(void **state)
{
	struct box *b = *state;
	struct store_entry *entries;
	struct err e = {0};
	char want[20];
	size_t count;

	store_close(b->s); /* no connection goes through a fork */
	b->s = NULL;
	for (int i = 0; i < WRITERS; i++) {
		pid_t child = box_fork();

		assert_true(child >= 0);
		if (child == 0)
			_exit(count_up(b, b->filing));
	}
	for (int i = 0; i < WRITERS; i++) {
		int status = 0;

		assert_true(wait(&status) > 0);
		assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
	}
	b->s = box_open(b, "甲");
	snprintf(want, sizeof want, "%d", WRITERS * INCREMENTS);
	assert_cell(b->s, b->filing, "counter", want);
	must(store_journal(b->s, b->filing, "annex2", 1, "counter", 10000, &entries, &count, &e),
	     &e);
	assert_int_equal(count, WRITERS * INCREMENTS);
	store_journal_free(entries, count);
	assert_file_whole(b->s);
}

static void store_row_id__eight_processes__all_different(void **state)
{
	struct box *b = *state;
	enum { EACH = 50 };
	bool seen[WRITERS * EACH + 1] = {false};
	int ends[2];

	store_close(b->s);
	b->s = NULL;
	assert_int_equal(pipe(ends), 0);
	for (int i = 0; i < WRITERS; i++) {
		if (box_fork() == 0) {
			struct store *s = box_open(b, "某某");
			struct err e = {0};

			for (int k = 0; k < EACH; k++) {
				int64_t id;

				while (store_row_id(s, b->filing, "annex2", 1, &id, &e) < 0)
					if (e.code != ERR_BUSY)
						_exit(1);
				if (write(ends[1], &id, sizeof id) != sizeof id)
					_exit(1);
			}
			store_close(s);
			_exit(0);
		}
	}
	close(ends[1]);
	for (int64_t id; read(ends[0], &id, sizeof id) == sizeof id;) {
		assert_in_range(id, 1, WRITERS * EACH);
		assert_false(seen[id]);
		seen[id] = true;
	}
	close(ends[0]);
	for (int i = 0; i < WRITERS; i++) {
		int status = 0;

		assert_true(wait(&status) > 0);
		assert_int_equal(status, 0);
	}
	for (int i = 1; i <= WRITERS * EACH; i++)
		assert_true(seen[i]);
	b->s = box_open(b, "甲");
}

/* ---- what was acknowledged is there ---- */

enum { ROUNDS = 20, CHILDREN = 2 };

/* Numbers a cell up until it is killed; each number that store_apply took is
 * told to the parent. */
static void write_until_killed(struct box *b, int number, int tell)
{
	struct store *s = box_open(b, "某某");
	char key[20];
	int64_t version;
	char text[20];

	snprintf(key, sizeof key, "child%d", number);
	read_cell(s, b->filing, key, text, sizeof text, &version);
	for (int n = atoi(text) + 1;; n++) {
		struct store_change change[2];
		struct err e = {0};

		snprintf(text, sizeof text, "%d", n);
		change[0] = cell(key, text, version);
		change[1] = (struct store_change){.op = OP_DERIVED,
		                                  .form = "annex2",
		                                  .copy = 1,
		                                  .key = "sum",
		                                  .has_value = true,
		                                  .value = n};
		while (store_apply(s, b->filing, change, 2, NULL, "填写", NULL, NULL, &e) < 0) {
			if (e.code != ERR_BUSY)
				_exit(1);
		}
		version = change[0].version;
		if (write(tell, &n, sizeof n) != sizeof n)
			_exit(2);
	}
}

static int last_told(int end)
{
	int n, last = 0;

	while (read(end, &n, sizeof n) == sizeof n)
		last = n;
	close(end);
	return last;
}

/* Kills them at an odd moment of their work. */
static void kill_writers(struct box *b, int round, int *told)
{
	struct timespec moment = {0, 2000000 + (round * 7919 % 23) * 1000000};
	pid_t children[CHILDREN];
	int ends[CHILDREN][2];

	for (int i = 0; i < CHILDREN; i++) {
		assert_int_equal(pipe(ends[i]), 0);
		children[i] = box_fork();
		assert_true(children[i] >= 0);
		if (children[i] == 0)
			write_until_killed(b, i, ends[i][1]);
		close(ends[i][1]);
	}
	for (int i = 0; i < CHILDREN; i++)
		assert_int_equal(read(ends[i][0], &told[i], sizeof told[i]), sizeof told[i]);
	nanosleep(&moment, NULL);
	for (int i = 0; i < CHILDREN; i++) {
		int status = 0, last;

		kill(children[i], SIGKILL);
		assert_int_equal(waitpid(children[i], &status, 0), children[i]);
		assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
		last = last_told(ends[i][0]);
		if (last > told[i])
			told[i] = last;
	}
}

static void store_apply__killed_in_the_middle__what_was_acknowledged_is_there(void **state)
{
	struct box *b = *state;
	int told[CHILDREN] = {0};

	store_close(b->s);
	b->s = NULL;
	for (int round = 0; round < ROUNDS; round++) {
		struct store *s;

		kill_writers(b, round, told);
		s = box_open(b, "甲");
		for (int i = 0; i < CHILDREN; i++) {
			char key[20], text[20];
			int stored;

			snprintf(key, sizeof key, "child%d", i);
			read_cell(s, b->filing, key, text, sizeof text, NULL);
			stored = atoi(text);
			/* One more than told may be in: it was killed before it told. */
			assert_in_range(stored, told[i], told[i] + 1);
			told[i] = stored;
		}
		assert_file_whole(s);
		store_close(s);
	}
	assert_true(told[0] >= ROUNDS && told[1] >= ROUNDS);
	b->s = box_open(b, "甲");
}

int main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, box_setup, box_teardown)
	const struct CMUnitTest tests[] = {
	    T(store_apply__eight_writers_on_one_cell__no_edit_is_lost),
	    T(store_row_id__eight_processes__all_different),
	    T(store_apply__killed_in_the_middle__what_was_acknowledged_is_there),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
