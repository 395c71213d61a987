#include "box.h"

#include <fcntl.h>
#include <sched.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "store/presence.h"

/* Several sessions on one database, each with a connection of its own. */

enum { READINGS = 2000, TRIES = 500000 };

static struct presence *must_open(struct store *s)
{
	struct presence *p = presence_open(s);

	assert_non_null(p);
	return p;
}

static char *who_path(const struct box *b)
{
	static char path[320];

	snprintf(path, sizeof path, "%s-who", b->path);
	return path;
}

/* The one session that is not the own one; NULL: none. */
static const struct presence_session *other(const struct presence *p)
{
	size_t n;
	const struct presence_session *s = presence_sessions(p, &n);
	const struct presence_session *found = NULL;

	for (size_t i = 0; i < n; i++) {
		if (s[i].own)
			continue;
		assert_null(found);
		found = &s[i];
	}
	return found;
}

static void presence__said_by_one__is_seen_by_the_other(void **state)
{
	struct presence *mine, *theirs;
	const struct presence_session *seen;
	struct store *s;
	struct box b;

	(void)state;
	box_make(&b);
	s = box_open(&b, "乙");
	mine = must_open(b.s);
	theirs = must_open(s);
	presence_say(mine, 0, NULL, 0, NULL);
	assert_true(presence_poll(mine, 0));
	assert_null(other(mine));
	presence_say(theirs, 7, "annex2", 2, "ind.3.actual");
	assert_true(presence_poll(mine, 1));
	seen = other(mine);
	assert_non_null(seen);
	assert_string_equal(seen->who, "乙");
	assert_string_equal(seen->form, "annex2");
	assert_string_equal(seen->key, "ind.3.actual");
	assert_int_equal(seen->copy, 2);
	assert_int_equal(seen->filing, 7);
	assert_int_equal(seen->since, LONG_AGO);
	assert_int_equal(seen->pid, getpid());
	presence_close(theirs);
	assert_true(presence_poll(mine, 2));
	assert_null(other(mine));
	presence_close(mine);
	store_close(s);
	box_drop(&b);
}

static void presence_poll__nothing_said__is_false(void **state)
{
	struct presence *mine;
	struct box b;

	(void)state;
	box_make(&b);
	mine = must_open(b.s);
	presence_say(mine, 1, "annex2", 1, NULL);
	assert_true(presence_poll(mine, 0));
	assert_false(presence_poll(mine, 1));
	assert_false(presence_poll(mine, PRESENCE_SWEEP));
	presence_close(mine);
	box_drop(&b);
}

/* In a process of its own: says something, then whatever run does. */
static pid_t start(struct box *b, int said, void (*run)(struct presence *p))
{
	pid_t child = box_fork();

	if (child == 0) {
		struct presence *p = must_open(box_open(b, "乙"));

		presence_say(p, 1, "annex2", 1, NULL);
		assert_int_equal(write(said, "", 1), 1);
		run(p);
		_exit(0);
	}
	return child;
}

static void wait_for_ever(struct presence *p)
{
	(void)p;
	for (;;)
		pause();
}

static void presence__a_killed_process__has_no_slot(void **state)
{
	struct presence *mine;
	int said[2];
	char byte;
	pid_t child;
	struct box b;

	(void)state;
	box_make(&b);
	assert_int_equal(pipe(said), 0);
	child = start(&b, said[1], wait_for_ever);
	assert_int_equal(read(said[0], &byte, 1), 1);
	mine = must_open(b.s);
	presence_poll(mine, 0);
	assert_non_null(other(mine));
	assert_int_equal(other(mine)->pid, child);
	kill(child, SIGKILL);
	assert_int_equal(waitpid(child, NULL, 0), child);
	assert_false(presence_poll(mine, 1));
	assert_true(presence_poll(mine, PRESENCE_SWEEP));
	assert_null(other(mine));
	presence_say(mine, 0, NULL, 0, NULL); /* takes the free slot, the first */
	presence_poll(mine, PRESENCE_SWEEP + 1);
	assert_null(other(mine));
	presence_close(mine);
	box_drop(&b);
}

/* All of one letter, now of this one, now of that. */
static void say_without_end(struct presence *p)
{
	char form[40], key[88];

	for (int i = 0;; i++) {
		memset(form, i % 2 ? 'a' : 'b', sizeof form);
		memset(key, i % 2 ? 'a' : 'b', sizeof key);
		form[sizeof form - 1] = key[sizeof key - 1] = '\0';
		presence_say(p, i % 2, form, i % 2, key);
		if (i % 16 == 0) /* else one who reads hardly ever finds the gap */
			sched_yield();
	}
}

static void presence__read_while_it_is_written__is_never_torn(void **state)
{
	struct presence *mine;
	int said[2], seen = 0;
	char byte;
	pid_t child;
	struct box b;

	(void)state;
	box_make(&b);
	assert_int_equal(pipe(said), 0);
	child = start(&b, said[1], say_without_end);
	assert_int_equal(read(said[0], &byte, 1), 1);
	mine = must_open(b.s);
	for (int i = 0; i < TRIES && seen < READINGS; i++) {
		const struct presence_session *s;

		presence_poll(mine, 0);
		s = other(mine);
		if (!s || !strcmp(s->form, "annex2"))
			continue;
		seen++;
		for (const char *c = s->key; *c; c++)
			assert_int_equal(*c, s->filing ? 'a' : 'b');
		assert_int_equal(strlen(s->key), sizeof s->key - 1);
		assert_int_equal(s->form[0], s->key[0]);
		assert_int_equal(s->copy, s->filing);
	}
	assert_int_equal(seen, READINGS);
	kill(child, SIGKILL);
	waitpid(child, NULL, 0);
	presence_close(mine);
	box_drop(&b);
}

/* The first word of the first slot. */
static void put_word(const struct box *b, off_t at, uint32_t word)
{
	int fd = open(who_path(b), O_RDWR);

	assert_true(fd >= 0);
	assert_int_equal(pwrite(fd, &word, sizeof word, at), sizeof word);
	close(fd);
}

static void presence__a_writer_died_in_the_middle__is_not_read_and_the_slot_serves_again(
    void **state)
{
	struct presence *mine, *theirs;
	struct store *s;
	struct box b;

	(void)state;
	box_make(&b);
	s = box_open(&b, "乙");
	theirs = must_open(s);
	presence_say(theirs, 1, "annex2", 1, NULL);
	put_word(&b, PRESENCE_SLOT, 77);
	mine = must_open(b.s);
	presence_poll(mine, 0);
	assert_null(other(mine));
	presence_say(theirs, 1, "annex3", 1, NULL);
	presence_poll(mine, 1);
	assert_string_equal(other(mine)->form, "annex3");
	presence_close(theirs);
	presence_close(mine);
	store_close(s);
	box_drop(&b);
}

/* Nothing that stands in the file runs over an end. */
static void presence__a_file_of_rubbish__is_bounded(void **state)
{
	struct flock lock = {.l_type = F_WRLCK, .l_start = PRESENCE_SLOT, .l_len = PRESENCE_SLOT};
	struct presence *mine;
	struct box b;
	int fd;

	(void)state;
	box_make(&b);
	presence_close(must_open(b.s));
	fd = open(who_path(&b), O_RDWR);
	assert_int_equal(fcntl(fd, F_OFD_SETLK, &lock), 0);
	for (off_t at = PRESENCE_SLOT; at < 2 * PRESENCE_SLOT; at += 4)
		put_word(&b, at, 0x7e7e7e7e);
	mine = must_open(b.s);
	presence_poll(mine, 0);
	assert_int_equal(strlen(other(mine)->who), sizeof other(mine)->who - 1);
	assert_int_equal(strlen(other(mine)->key), sizeof other(mine)->key - 1);
	put_word(&b, 0, 0);
	presence_close(mine);
	assert_null(presence_open(b.s));
	close(fd);
	box_drop(&b);
}

static void presence__too_long_a_text__ends_between_characters(void **state)
{
	struct presence *mine;
	const struct presence_session *seen;
	char name[200] = "";
	struct box b;
	size_t n;

	(void)state;
	box_make(&b);
	for (int i = 0; i < 60; i++)
		strcat(name, "表");
	mine = must_open(b.s);
	presence_say(mine, 1, name, 1, NULL);
	presence_poll(mine, 0);
	seen = presence_sessions(mine, &n);
	assert_int_equal(n, 1);
	assert_int_equal(strlen(seen->form), 39);
	presence_close(mine);
	box_drop(&b);
}

static void presence__the_file_put_aside__goes_on_in_the_new_one(void **state)
{
	struct presence *mine, *theirs;
	struct store *s;
	struct box b;

	(void)state;
	box_make(&b);
	s = box_open(&b, "乙");
	mine = must_open(b.s);
	presence_say(mine, 3, "annex1", 1, NULL);
	assert_int_equal(unlink(who_path(&b)), 0);
	theirs = must_open(s);
	presence_poll(theirs, 0);
	assert_null(other(theirs));
	presence_poll(mine, 0);
	presence_poll(theirs, 1);
	assert_string_equal(other(theirs)->form, "annex1");
	presence_close(theirs);
	presence_close(mine);
	store_close(s);
	box_drop(&b);
}

static void presence_open__of_a_database_only_read__makes_no_file(void **state)
{
	struct err e = {0};
	struct presence *mine, *theirs;
	struct store *s;
	struct stat st, database;
	struct box b;

	(void)state;
	box_make(&b);
	s = store_open(b.path, STORE_READ, &e);
	assert_non_null(s);
	assert_null(presence_open(s));
	assert_int_equal(access(who_path(&b), F_OK), -1);
	theirs = must_open(b.s);
	assert_int_equal(stat(who_path(&b), &st), 0);
	assert_int_equal(stat(b.path, &database), 0);
	assert_int_equal(st.st_mode & 0777, database.st_mode & 0666);
	presence_say(theirs, 1, "annex2", 1, NULL);
	mine = must_open(s);
	presence_say(mine, 1, "annex1", 1, NULL);
	presence_poll(mine, 0);
	assert_string_equal(other(mine)->form, "annex2");
	presence_close(mine);
	presence_close(theirs);
	store_close(s);
	box_drop(&b);
}

static void presence__more_sessions_than_slots__the_last_ones_are_not_there(void **state)
{
	enum { ALL = PRESENCE_SLOTS + 3 };
	static struct presence *p[ALL];
	struct box b;
	size_t n;

	(void)state;
	box_make(&b);
	for (int i = 0; i < ALL; i++) {
		p[i] = must_open(b.s);
		presence_say(p[i], i, "annex2", 1, NULL);
	}
	presence_poll(p[0], 0);
	presence_sessions(p[0], &n);
	assert_int_equal(n, PRESENCE_SLOTS);
	for (int i = 0; i < ALL; i++)
		presence_close(p[i]);
	box_drop(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(presence__said_by_one__is_seen_by_the_other),
	    cmocka_unit_test(presence_poll__nothing_said__is_false),
	    cmocka_unit_test(presence__a_killed_process__has_no_slot),
	    cmocka_unit_test(presence__read_while_it_is_written__is_never_torn),
	    cmocka_unit_test(
	        presence__a_writer_died_in_the_middle__is_not_read_and_the_slot_serves_again),
	    cmocka_unit_test(presence__a_file_of_rubbish__is_bounded),
	    cmocka_unit_test(presence__too_long_a_text__ends_between_characters),
	    cmocka_unit_test(presence__the_file_put_aside__goes_on_in_the_new_one),
	    cmocka_unit_test(presence_open__of_a_database_only_read__makes_no_file),
	    cmocka_unit_test(presence__more_sessions_than_slots__the_last_ones_are_not_there),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
