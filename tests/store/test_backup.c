#include "box.h"

#include <dirent.h>
#include <errno.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>

#include "store/backup.h"
#include "store/verify.h"

/* A copy is whole, is one state of the journal, and is there or not. */

/* Names in the folder that contain this. */
static size_t count_names(const char *folder, const char *part)
{
	DIR *d = opendir(folder);
	size_t n = 0;

	assert_non_null(d);
	for (struct dirent *f; (f = readdir(d));)
		n += strstr(f->d_name, part) != NULL;
	closedir(d);
	return n;
}

static void fill(struct box *b, int cells)
{
	struct err e = {0};

	must(store_begin(b->s, &e), &e);
	for (int i = 0; i < cells; i++) {
		char key[32];

		snprintf(key, sizeof key, "k%d", i);
		must(box_apply(b->s, b->filing, cell(key, "一些文字，占一点地方", 0), &e), &e);
	}
	must(store_commit(b->s, &e), &e);
}

static void assert_whole(const char *path)
{
	struct faults found = {0};
	struct err e = {0};
	struct store *s = verify_open(path, &e);

	if (!s)
		fail_msg("%s", e.text);
	must(verify_pages(s, false, NULL, &found, &e), &e);
	if (found.n)
		fail_msg("%s: %s", path, found.text[0]);
	store_close(s);
}

/* ---- while others write ---- */

/* Types 1, 2, 3 … into one cell until it is killed; ends with 1 when one edit
 * took longer than people wait. */
static void write_on(const struct box *b)
{
	enum { LONGEST = 3 }; /* seconds */
	struct err e = {0};
	struct store *s = store_open(b->path, STORE_OPEN, &e);
	int64_t base = 0;

	if (!s)
		_exit(1);
	for (int i = 1;; i++) {
		char text[16];
		struct store_change c = cell("n", text, base);
		time_t began = time(NULL);

		snprintf(text, sizeof text, "%d", i);
		if (store_apply(s, b->filing, &c, 1, NULL, "填写", NULL, NULL, &e) < 0 ||
		    time(NULL) - began > LONGEST)
			_exit(1);
		base = c.version;
	}
}

/* What the journal says was typed last, checked to be the number of edits. */
static int replayed(struct store *s, int64_t filing)
{
	struct store_entry *entries;
	struct err e = {0};
	size_t n;
	int last;

	must(store_journal(s, filing, "annex2", 1, "n", 1000000, &entries, &n, &e), &e);
	last = n ? atoi(entries[0].new_text) : 0;
	assert_int_equal(last, n);
	store_journal_free(entries, n);
	return last;
}

static void backup_step__while_another_writes__gives_one_state_of_the_journal(void **state)
{
	struct box *b = *state;
	int before = 0, status;
	pid_t child;

	fill(b, 3000);
	child = box_fork();
	if (child == 0)
		write_on(b);
	for (int i = 0; i < 5; i++) {
		char path[400], text[16], want[16];
		struct err e = {0};
		struct backup *copy;
		struct store *s;
		int more = 1;

		box_file(b, "copy.db", path, sizeof path);
		copy = backup_open(b->path, path, BACKUP_REPLACE, &e);
		if (!copy)
			fail_msg("%s", e.text);
		for (int k = 0; more > 0; k++) {
			more = backup_step(copy, 4, &e);
			usleep(200);
		}
		must(more, &e);
		must(backup_keep(copy, &e), &e);
		backup_close(copy);
		assert_whole(path);
		s = store_open(path, STORE_READ, &e);
		read_cell(s, b->filing, "n", text, sizeof text, NULL);
		snprintf(want, sizeof want, "%d", replayed(s, b->filing));
		if (strcmp(want, "0") != 0)
			assert_string_equal(text, want);
		assert_true(atoi(want) >= before);
		before = atoi(want);
		store_close(s);
	}
	assert_true(replayed(b->s, b->filing) >= before);
	assert_true(before > 0);
	kill(child, SIGKILL);
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFSIGNALED(status));
}

static void backup__killed_at_any_moment__leaves_no_half_copy_under_its_name(void **state)
{
	struct box *b = *state;
	char path[400];
	int whole = 0;

	fill(b, 2000);
	box_file(b, "copy.db", path, sizeof path);
	for (int i = 0; i < 40; i++) {
		pid_t child = box_fork();

		if (child == 0) {
			struct err e = {0};

			backup_file(b->path, path, BACKUP_REPLACE, NULL, NULL, &e);
			_exit(0);
		}
		usleep((useconds_t)(i * 1500));
		kill(child, SIGKILL);
		waitpid(child, NULL, 0);
		if (access(path, F_OK) == 0) {
			assert_whole(path);
			whole++;
			assert_int_equal(unlink(path), 0);
		}
	}
	print_message("%d of 40 were done before they were killed\n", whole);
}

/* ---- its name, its form ---- */

static void backup_file__a_name_that_is_taken__is_refused_unless_replaced(void **state)
{
	struct box *b = *state;
	char path[400];
	struct err e = {0};

	box_file(b, "copy.db", path, sizeof path);
	must(backup_file(b->path, path, 0, NULL, NULL, &e), &e);
	must(box_apply(b->s, b->filing, cell("a", "5", 0), &e), &e);
	must_fail(backup_file(b->path, path, 0, NULL, NULL, &e), ERR_INPUT, &e);
	assert_int_equal(backup_same(b->path, path, &e), 0);
	must(backup_file(b->path, path, BACKUP_REPLACE, NULL, NULL, &e), &e);
	assert_int_equal(backup_same(b->path, path, &e), 1);
	must_fail(backup_file(b->path, "/nowhere/at/all", 0, NULL, NULL, &e), ERR_NOTFOUND, &e);
	must_fail(backup_file(b->path, b->folder, BACKUP_REPLACE, NULL, NULL, &e), ERR_INPUT, &e);
	assert_int_equal(count_names(b->folder, ".part-"), 0);
}

static void backup_file__done__is_one_file_that_needs_no_log(void **state)
{
	struct box *b = *state;
	unsigned char head[20];
	struct err e = {0};
	char path[400];
	struct stat st;
	mode_t before = umask(022);
	FILE *f;

	box_file(b, "copy.db", path, sizeof path);
	must(backup_file(b->path, path, 0, NULL, NULL, &e), &e);
	umask(before);
	f = fopen(path, "r");
	assert_int_equal(fread(head, 1, sizeof head, f), sizeof head);
	fclose(f);
	assert_int_equal(head[18], 1); /* sqlite.org/fileformat: 1 rollback journal, 2 WAL */
	assert_int_equal(head[19], 1);
	assert_int_equal(count_names(b->folder, "copy.db"), 1);
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0640);
	assert_whole(path);
}

/* ---- what goes wrong ---- */

static bool stop_at_once(void *context, size_t done, size_t total)
{
	(void)context;
	assert_true(done <= total);
	return false;
}

static void backup_file__stopped__leaves_nothing(void **state)
{
	struct box *b = *state;
	struct err e = {0};
	char path[400];

	fill(b, 2000);
	box_file(b, "copy.db", path, sizeof path);
	assert_int_equal(backup_file(b->path, path, 0, stop_at_once, NULL, &e), -1);
	assert_int_equal(e.code, ERR_NONE);
	assert_int_equal(count_names(b->folder, "copy.db"), 0);
}

static void backup_file__no_room__leaves_nothing(void **state)
{
	struct box *b = *state;
	char path[400];

	fill(b, 2000);
	box_file(b, "copy.db", path, sizeof path);
	for (rlim_t room = 0; room <= 65536; room += 32768) {
		pid_t child = box_fork();
		int status;

		if (child == 0) {
			struct rlimit limit = {room, room};
			struct err e = {0};

			signal(SIGXFSZ, SIG_IGN);
			setrlimit(RLIMIT_FSIZE, &limit);
			_exit(backup_file(b->path, path, 0, NULL, NULL, &e) == 0 ? 99
			      : e.code == ERR_FULL                              ? 0
			                                                        : (int)e.code);
		}
		assert_int_equal(waitpid(child, &status, 0), child);
		assert_true(WIFEXITED(status));
		assert_int_equal(WEXITSTATUS(status), 0);
		assert_int_equal(count_names(b->folder, "copy.db"), 0);
	}
}

static void zero_page(const char *path, long page)
{
	static const char nothing[4096];
	FILE *f = fopen(path, "r+");

	assert_non_null(f);
	assert_int_equal(fseek(f, page * 4096, SEEK_SET), 0);
	assert_int_equal(fwrite(nothing, 1, sizeof nothing, f), sizeof nothing);
	assert_int_equal(fclose(f), 0);
}

static void backup_file__of_a_damaged_database__is_not_kept(void **state)
{
	struct box *b = *state;
	struct err e = {0};
	char path[400];

	fill(b, 3000);
	store_close(b->s);
	b->s = NULL;
	zero_page(b->path, 60);
	box_file(b, "copy.db", path, sizeof path);
	must_fail(backup_file(b->path, path, 0, NULL, NULL, &e), ERR_DAMAGED, &e);
	assert_int_equal(count_names(b->folder, "copy.db"), 0);
}

int main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, box_setup, box_teardown)
	const struct CMUnitTest tests[] = {
	    T(backup_step__while_another_writes__gives_one_state_of_the_journal),
	    T(backup__killed_at_any_moment__leaves_no_half_copy_under_its_name),
	    T(backup_file__a_name_that_is_taken__is_refused_unless_replaced),
	    T(backup_file__done__is_one_file_that_needs_no_log),
	    T(backup_file__stopped__leaves_nothing),
	    T(backup_file__no_room__leaves_nothing),
	    T(backup_file__of_a_damaged_database__is_not_kept),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
