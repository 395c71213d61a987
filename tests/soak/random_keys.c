#include <errno.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "app/edit.h"
#include "app/pack.h"
#include "app/samples.h"
#include "app/verify.h"
#include "base/file.h"
#include "base/mem.h"
#include "soak/session.h"

/* random_keys [KEYS [SEED]]: the whole workbench on a blind terminal over the
 * samples, and keys at random, in rounds of ROUND on a fresh copy; each round
 * is a process of its own.  Of a round that crashes, hangs (WAIT seconds with
 * one key) or leaves a database that `verify` has something against it prints
 * the seed, the last LAST keys and as few as are enough; random_keys 1 SEED
 * runs that round again. */

enum { ROUND = 2000, LAST = 200, WAIT = 60, REDUCE = 300, DAMAGED = 9 };

static char home[64];
static uint64_t numbers[ROUND]; /* of the keys of the round */
static volatile size_t *at;     /* the key that is being handled, shared with the child */
static bool quiet;              /* while reducing */

static void give_up(const char *what, const struct err *e)
{
	fprintf(stderr, "%s: %s\n", what, e ? e->text : strerror(errno));
	_exit(2);
}

/* ---- a round, in a process of its own ---- */

static void copy(const char *from, const char *to)
{
	struct str data = {0};
	struct err e = {0};

	if (file_read(from, 64 << 20, &data, &e) < 0 ||
	    file_write(to, data.s, data.length, true, &e) < 0)
		give_up(from, &e);
	str_free(&data);
}

/* Some folders deep: the chooser of files goes upwards. */
static void make_room(void)
{
	const char *source = getenv("TESTS_SRC");
	struct str path = {0};
	struct err e = {0};

	if (file_make_folder("r/a/b/c/d/e", &e) < 0 || chdir("r/a/b/c/d/e") < 0)
		give_up("r", &e);
	copy("../../../../../../samples.db", "a.db");
	copy("../../../../../../a.zpk", "a.zpk");
	for (size_t i = 0; source && i + 1 < SOAK_FILES; i++) {
		str_clear(&path);
		str_addf(&path, "%s/inputs/%s", source, soak_files[i]);
		copy(path.s, soak_files[i]);
	}
	str_free(&path);
}

/* The modes of the files and the copies beside it are no matter here. */
static bool is_whole(const struct verify_report *report)
{
	for (size_t i = 0; i < report->n; i++) {
		const struct verify_line *line = &report->lines[i];

		if (line->state >= VERIFY_DIFFERENT && strcmp(line->check, "files") != 0 &&
		    strcmp(line->check, "copies") != 0)
			return false;
	}
	return true;
}

static void check_database(void)
{
	struct verify_request q = {.database = "a.db"};
	struct verify_report report = {0};
	struct str text = {0};

	verify_run(&q, &report);
	if (!is_whole(&report)) {
		verify_print(&report, &text);
		if (!quiet)
			fputs(str_text(&text), stderr);
		_exit(DAMAGED);
	}
	verify_report_free(&report);
}

static void play(const uint64_t *keys, size_t n)
{
	struct session s;

	make_room();
	session_begin(&s, "a.db");
	for (size_t i = 0; i < n; i++) {
		struct soak_key k;

		*at = i;
		s.random = keys[i]; /* the same with fewer keys before it */
		soak_make(keys[i], &k);
		alarm(WAIT);
		session_key(&s, &k);
	}
	alarm(WAIT);
	session_end(&s);
	check_database();
}

static int remove_one(const char *path, const struct stat *s, int type_of, struct FTW *f)
{
	(void)s;
	(void)type_of;
	(void)f;
	return remove(path);
}

/* 0, or how it ended. */
static int run(const uint64_t *keys, size_t n)
{
	pid_t child;
	int status = 0;

	fflush(NULL);
	child = fork();
	if (child < 0)
		give_up("fork", NULL);
	if (child == 0) {
		if (quiet && !freopen("/dev/null", "w", stderr))
			_exit(2);
		play(keys, n);
		exit(0);
	}
	waitpid(child, &status, 0);
	nftw("r", remove_one, 16, FTW_DEPTH | FTW_PHYS);
	return status;
}

/* ---- what went wrong, told ---- */

static void print_keys(const uint64_t *keys, size_t from, size_t to)
{
	struct str line = {0};

	for (size_t i = from; i < to; i++) {
		struct soak_key k;

		soak_make(keys[i], &k);
		str_clear(&line);
		soak_print(&k, &line);
		printf("  %5zu  %s\n", i, str_text(&line));
	}
	str_free(&line);
}

/* Leaves out what can be left out, in halves, quarters …, with so many tries. */
static size_t reduce(uint64_t *keys, size_t n)
{
	uint64_t *fewer = mem_array(n, sizeof *fewer);
	int tries = REDUCE;

	for (size_t part = n / 2; part > 0; part /= 2)
		for (size_t from = 0; from < n && tries > 0; tries--) {
			size_t end = from + part < n ? from + part : n;

			memcpy(fewer, keys, from * sizeof *keys);
			memcpy(fewer + from, keys + end, (n - end) * sizeof *keys);
			if (run(fewer, n - (end - from)) == 0) {
				from = end;
				continue;
			}
			n -= end - from;
			memcpy(keys, fewer, n * sizeof *keys);
		}
	mem_free(fewer);
	return n;
}

static void tell(uint64_t seed, int status, size_t n)
{
	size_t end = *at + 1 < n ? *at + 1 : n;

	printf("random_keys: seed %llu: %s %d at key %zu; the last ones:\n", (unsigned long long)seed,
	       WIFSIGNALED(status) ? "signal" : "exit status",
	       WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status), *at);
	print_keys(numbers, end > LAST ? end - LAST : 0, end);
	fflush(stdout);
	quiet = true;
	n = reduce(numbers, end);
	printf("these are enough:\n");
	print_keys(numbers, 0, n);
	printf("again with: random_keys 1 %llu\n", (unsigned long long)seed);
}

/* ---- all rounds ---- */

/* As many as are about ROUND keys; how many that are. */
static size_t fill(uint64_t seed, size_t *count)
{
	uint64_t state = seed;
	size_t n = 0;

	for (*count = 0; *count < ROUND; n++) {
		struct soak_key k;

		numbers[n] = soak_random(&state);
		soak_make(numbers[n], &k);
		*count += soak_count(&k);
	}
	return n;
}

static struct work *make_samples(const char *path)
{
	struct err e = {0};
	struct work *w = work_open(path, STORE_CREATE, NULL, &e);

	if (!w || samples_load(w, &e) < 0)
		give_up("samples", &e);
	return w;
}

/* From another place, where one figure is another. */
static void make_parcel(void)
{
	struct work *w = make_samples("other.db");
	struct packed done;
	struct err e = {0};
	int unit = work_find_unit(w, "信息中心", &e);
	struct filing *f = unit < 0 ? NULL : work_open_filing(w, unit, 2024, NULL, &e);
	struct place p;

	if (!f || !filing_place(f, 0, "staff.actual", &p) || edit_cell(w, f, p, "77", &e) < 0 ||
	    pack_file(w, f, "a.zpk", false, &done, &e) < 0)
		give_up("a.zpk", &e);
	work_close(w);
}

static void settle(void)
{
	const char *folder = getenv("TMPDIR");

	snprintf(home, sizeof home, "%.40s/keys.XXXXXX", folder ? folder : "/tmp");
	if (!mkdtemp(home) || chdir(home) < 0)
		give_up(home, NULL);
	setenv("HOME", home, 1);
	setenv("XDG_STATE_HOME", home, 1);
	unsetenv("XDG_CONFIG_HOME");
	unsetenv("XDG_DATA_HOME");
	at = mmap(NULL, sizeof *at, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (at == MAP_FAILED)
		give_up("mmap", NULL);
	work_close(make_samples("samples.db"));
	make_parcel();
}

/* Of the sanitizers: a report ends the round. */
const char *__ubsan_default_options(void);

const char *__ubsan_default_options(void)
{
	return "halt_on_error=1:print_stacktrace=1";
}

int main(int argc, char **argv)
{
	size_t want = argc > 1 ? strtoul(argv[1], NULL, 10) : 20000, done = 0, count;
	uint64_t seed = argc > 2 ? strtoull(argv[2], NULL, 10) : 1;
	int bad = 0;

	settle();
	for (; done < want && bad < 3; done += count, seed++) {
		size_t n = fill(seed, &count);
		int status = run(numbers, n);

		quiet = false;
		if (status)
			tell(seed, status, n);
		bad += status != 0;
		quiet = false;
		if (seed % 50 == 0 && isatty(STDOUT_FILENO))
			printf("%zu\n", done);
	}
	nftw(home, remove_one, 16, FTW_DEPTH | FTW_PHYS);
	printf("random_keys: %zu keys, the next seed %llu, %d rounds went wrong\n", done,
	       (unsigned long long)seed, bad);
	return bad ? 1 : 0;
}
