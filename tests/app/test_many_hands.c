#include "desk.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>

/* Eight persons, each a process of its own, on the same ten cells, as from
 * eight terminals: look, think, type.  What each was told is held against the
 * journal afterwards.  `make soak` gives ZIPING_SOAK seconds instead of the
 * default. */

enum { HANDS = 8, SECONDS = 3, KILLS_A_SECOND = 8, LINE = 120 };

static const char *const cells[] = {
    "annex1.staff.quota",  "annex1.staff.actual", "annex2.ind.1.actual", "annex2.ind.2.actual",
    "annex2.ind.3.actual", "annex2.ind.1.score",  "annex2.ind.2.score",  "annex2.ind.3.score",
    "annex2.begin",        "annex2.annual",
};
enum { CELLS = sizeof cells / sizeof *cells };

static double seconds_to_run(void)
{
	const char *soak = getenv("ZIPING_SOAK");

	return soak ? atof(soak) : SECONDS;
}

static double clock_now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* ---- one person ---- */

struct hand {
	struct desk *d;
	struct work *w;
	struct filing *f;
	unsigned seed;
	int number, told; /* told: the file of what the program said */
	int typed;        /* so many values; each is typed once in all */
};

static void nap(unsigned *seed)
{
	struct timespec t = {0, (long)(rand_r(seed) % 2000) * 1000};

	nanosleep(&t, NULL);
}

/* One line, one write: it is whole or not there when this process is killed. */
static void tell(const struct hand *h, char what, size_t cell, const char *value, int64_t seen,
                 int64_t version)
{
	char line[LINE];
	int length = snprintf(line, sizeof line, "%c %zu %s %lld %lld\n", what, cell, value,
	                      (long long)seen, (long long)version);

	if (write(h->told, line, (size_t)length) != length)
		_exit(4);
}

/* Gives up a value that somebody was quicker with, and tries again while the
 * database is held by others. */
static void type_one(struct hand *h)
{
	size_t cell = (size_t)rand_r(&h->seed) % CELLS;
	struct place p = at(h->f, cells[cell]);
	int64_t seen = edit_version(h->f, p);
	struct err e = {0};
	char value[24];
	int result;

	snprintf(value, sizeof value, "%d%06d", h->number + 1, ++h->typed);
	nap(&h->seed);
	if (rand_r(&h->seed) % 2)
		work_refresh(h->w);
	do {
		result = edit_cell_seen(h->w, h->f, at(h->f, cells[cell]), seen, value, &e);
	} while (result < 0 && e.code == ERR_BUSY);
	if (result < 0 && e.code != ERR_CONFLICT) {
		fprintf(stderr, "%s\n", e.text);
		_exit(3);
	}
	tell(h, result == 0 ? 'A' : 'C', cell, value, seen,
	     edit_version(h->f, at(h->f, cells[cell])));
}

static _Noreturn void be_a_hand(struct desk *d, int number, int typed, int told, double until)
{
	struct hand h = {.d = d,
	                 .seed = (unsigned)(number * 7919 + typed + 1),
	                 .number = number,
	                 .told = told,
	                 .typed = typed};
	char who[20];

	snprintf(who, sizeof who, "手%d", number);
	h.w = desk_join(d, who);
	h.f = desk_filing(h.w, "信息中心", 2024);
	while (clock_now() < until)
		type_one(&h);
	work_close(h.w);
	_exit(0);
}

/* ---- all of them ---- */

struct hands {
	struct desk *d;
	double until;
	pid_t pids[HANDS];
	int told[HANDS]; /* files, shared with the children */
	int lives[HANDS];
	size_t kills;
};

static void start(struct hands *all, int number)
{
	pid_t child = fork();

	assert_true(child >= 0);
	if (child == 0) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		/* A life of its own has values of its own. */
		be_a_hand(all->d, number, all->lives[number] * 10000, all->told[number],
		          all->until);
	}
	all->pids[number] = child;
	all->lives[number]++;
}

static void begin(struct hands *all, struct desk *d)
{
	char path[400];

	memset(all, 0, sizeof *all);
	all->d = d;
	all->until = clock_now() + seconds_to_run();
	work_close(d->w); /* no connection goes through a fork */
	d->w = NULL;
	for (int i = 0; i < HANDS; i++) {
		snprintf(path, sizeof path, "%s/told-%d", d->folder, i);
		all->told[i] = open(path, O_CREAT | O_RDWR | O_APPEND | O_CLOEXEC, 0600);
		assert_true(all->told[i] >= 0);
		start(all, i);
	}
}

/* Kills one at an odd moment and sits another one down in its place. */
static void kill_some(struct hands *all)
{
	unsigned seed = 4711;

	while (clock_now() < all->until - 0.3) {
		struct timespec t = {0, (long)(rand_r(&seed) % 2000) * 1000000 / KILLS_A_SECOND};
		int victim = rand_r(&seed) % HANDS;

		nanosleep(&t, NULL);
		kill(all->pids[victim], SIGKILL);
		assert_int_equal(waitpid(all->pids[victim], NULL, 0), all->pids[victim]);
		all->kills++;
		start(all, victim);
	}
}

static void end(struct hands *all)
{
	for (int i = 0; i < HANDS; i++) {
		int status = 0;

		assert_int_equal(waitpid(all->pids[i], &status, 0), all->pids[i]);
		assert_true(WIFEXITED(status));
		assert_int_equal(WEXITSTATUS(status), 0);
	}
	all->d->w = desk_join(all->d, "甲");
	all->d->center = desk_filing(all->d->w, "信息中心", 2024);
}

/* ---- what they were told ---- */

struct said {
	char what; /* A: it was saved, C: somebody was quicker */
	size_t cell;
	char value[24];
	long long seen, version;
	bool found; /* in the journal */
};
struct sayings {
	struct said *all;
	size_t n;
};

static void read_told(struct sayings *s, int file)
{
	FILE *in;
	struct said x = {0};

	assert_int_equal(lseek(file, 0, SEEK_SET), 0);
	in = fdopen(file, "r");
	assert_non_null(in);
	while (fscanf(in, " %c %zu %23s %lld %lld", &x.what, &x.cell, x.value, &x.seen,
	              &x.version) == 5) {
		s->all = mem_push(s->all, s->n, sizeof *s->all);
		s->all[s->n++] = x;
	}
	fclose(in);
}

static int by_value(const void *a, const void *b)
{
	return strcmp(((const struct said *)a)->value, ((const struct said *)b)->value);
}

static struct said *find_said(const struct sayings *s, const char *value)
{
	struct said key = {0};

	snprintf(key.value, sizeof key.value, "%s", value);
	return s->n ? bsearch(&key, s->all, s->n, sizeof *s->all, by_value) : NULL;
}

/* The journal of one cell from its beginning: each change starts from where
 * the one before ended, was told as saved to the one who typed it, and rested
 * on what that person saw; the last is what stands. */
static size_t hold_cell(struct hands *all, const struct sayings *s, size_t cell,
                        struct store_entry *entries, size_t n)
{
	const struct cell *now = cell_at(all->d->center, cells[cell]);
	const char *last = NULL, *dot = strchr(cells[cell], '.');
	long long version = -1;
	size_t unsaid = 0;

	for (size_t i = n; i-- > 0;) {
		struct said *x;

		if (strcmp(entries[i].key, dot + 1) != 0 ||
		    strncmp(entries[i].form, cells[cell], (size_t)(dot - cells[cell])) != 0)
			continue;
		if (last)
			assert_string_equal(entries[i].old_text, last);
		last = entries[i].new_text;
		if (strncmp(entries[i].who, "手", strlen("手")) != 0)
			continue; /* the samples */
		x = find_said(s, last);
		if (!x) { /* killed between the commit and the telling */
			unsaid++;
			version = -1;
			continue;
		}
		assert_int_equal(x->what, 'A');
		assert_int_equal(x->cell, cell);
		if (version >= 0)
			assert_int_equal(x->seen, version);
		version = x->version;
		x->found = true;
	}
	assert_string_equal(now->text, last);
	return unsaid;
}

/* A conflict was told because somebody saved the cell after it was looked at. */
static void hold_conflict(const struct sayings *s, const struct said *c)
{
	assert_true(c->version > c->seen);
	for (size_t i = 0; i < s->n; i++) {
		const struct said *x = &s->all[i];

		if (x->what == 'A' && x->cell == c->cell && x->version > c->seen &&
		    x->value[0] != c->value[0])
			return;
	}
	fail_msg("%s was refused, but nobody else saved %s", c->value, cells[c->cell]);
}

static void hold(struct hands *all)
{
	struct store_entry *entries = NULL;
	struct sayings s = {0};
	struct err e = {0};
	size_t n = 0, saved = 0, refused = 0, unsaid = 0;

	for (int i = 0; i < HANDS; i++)
		read_told(&s, all->told[i]);
	qsort(s.all, s.n, sizeof *s.all, by_value);
	must(store_journal(work_store(all->d->w), all->d->center->id, NULL, 0, NULL, 10000000,
	                   &entries, &n, &e),
	     &e);
	for (size_t cell = 0; cell < CELLS; cell++)
		unsaid += hold_cell(all, &s, cell, entries, n);
	for (size_t i = 0; i < s.n; i++) {
		saved += s.all[i].what == 'A';
		refused += s.all[i].what == 'C';
		assert_int_equal(s.all[i].found, s.all[i].what == 'A');
		if (s.all[i].what == 'C' && all->kills == 0)
			hold_conflict(&s, &s.all[i]);
	}
	print_message("saved %zu, refused %zu, killed %zu, saved but not told %zu\n", saved,
	              refused, all->kills, unsaid);
	assert_true(unsaid <= all->kills);
	assert_true(saved > HANDS && refused > 0);
	store_journal_free(entries, n);
	mem_free(s.all);
	assert_stored(all->d, all->d->center);
	expect(all->d, "verify --quick", CMD_DONE, "修改日志没有被改动，各表与日志一致");
}

static void edits__of_eight_at_once__none_is_lost_and_the_loser_is_told(void **state)
{
	struct hands all;

	begin(&all, *state);
	end(&all);
	hold(&all);
}

static void edits__of_eight_some_killed__what_was_acknowledged_is_there(void **state)
{
	struct hands all;

	begin(&all, *state);
	kill_some(&all);
	end(&all);
	hold(&all);
	expect(all.d, "check 信息中心 2024", CMD_DIFFERENCES, "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(
	        edits__of_eight_at_once__none_is_lost_and_the_loser_is_told, desk_setup,
	        desk_teardown),
	    cmocka_unit_test_setup_teardown(
	        edits__of_eight_some_killed__what_was_acknowledged_is_there, desk_setup,
	        desk_teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
