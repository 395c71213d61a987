#include <errno.h>
#include <ftw.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "app/edit.h"
#include "app/samples.h"
#include "app/verify.h"
#include "app/who.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/text.h"
#include "screens/shell.h"
#include "soak/keys.h"
#include "support/blind.h"

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

/* ---- a session ---- */

struct session {
	struct work *w, *other;
	struct shell *shell;
	struct keys *decoder;
	int64_t now; /* ms */
	int rows, cols;
	uint64_t random;
};

static void give_up(const char *what, const struct err *e)
{
	fprintf(stderr, "%s: %s\n", what, e ? e->text : strerror(errno));
	_exit(2);
}

static int64_t seconds(void *context)
{
	return 1732000000 + ((struct session *)context)->now / 1000;
}

static int64_t milliseconds(void *context)
{
	return ((struct session *)context)->now;
}

static void show(struct session *s)
{
	struct caret caret;

	shell_draw(s->shell, s->rows, s->cols, &caret);
}

static bool go_on(void *context, struct shell *shell)
{
	struct session *s = context;
	struct caret caret;

	shell_draw(shell, s->rows, s->cols, &caret);
	return soak_random(&s->random) % 8 != 0;
}

static struct work *open_work(struct session *s, const char *who)
{
	struct err e = {0};
	struct work *w = work_open("a.db", STORE_OPEN, NULL, &e);

	if (!w)
		give_up("work_open", &e);
	store_set_actor(work_store(w), who, NULL);
	store_set_clock(work_store(w), seconds, s);
	who_join(w);
	return w;
}

/* As the workbench starts and ends (screens/workbench.c). */
static void open_shell(struct session *s)
{
	struct err e = {0};

	s->w = open_work(s, "甲");
	s->shell = shell_new(s->w, NULL, 0, NULL, &e);
	if (!s->shell)
		give_up("shell_new", &e);
	shell_set_clock(s->shell, milliseconds, s);
	shell_on_wait(s->shell, go_on, s);
	shell_hurry(s->shell);
	shell_offer(s->shell);
	show(s);
}

static void close_shell(struct session *s)
{
	shell_save_draft(s->shell, NULL);
	shell_free(s->shell);
	work_close(s->w);
}

static void event(struct session *s, struct key_event ev)
{
	bool dirty = shell_event(s->shell, &ev);

	if (shell_done(s->shell)) {
		close_shell(s);
		open_shell(s);
	} else if (dirty && soak_random(&s->random) % 4) {
		show(s); /* not always: keys that wait come before a drawing */
	}
}

/* ---- the other one ---- */

static bool a_place(struct session *s, struct filing *f, bool rows, struct place *p)
{
	const struct form *form;
	uint64_t *r = &s->random;

	*p = (struct place){(int)(soak_random(r) % f->nsheets), -1, -1, 0};
	form = f->sheets[p->sheet].form;
	if (form->nlists && (rows || soak_random(r) % 2)) {
		p->list = (int)(soak_random(r) % form->nlists);
		if (!f->sheets[p->sheet].lists[p->list].n)
			return false;
		p->row = (int)(soak_random(r) % f->sheets[p->sheet].lists[p->list].n);
		p->field = (int)(soak_random(r) % form->lists[p->list].ncolumns);
		return true;
	}
	if (rows || !form->nfields)
		return false;
	p->field = (int)(soak_random(r) % form->nfields);
	return true;
}

/* May be refused: that is fine. */
static void somebody_else(struct session *s)
{
	static const char *const texts[] = {"1", "27.5", "", "某某", "≥90%"};
	struct err e = {0};
	uint64_t r = soak_random(&s->random);
	size_t n, nfilings;
	struct work_filing *filings;
	struct filing *f = NULL;
	struct place p, out;

	work_refresh(s->other);
	work_units(s->other, &n);
	filings = work_filings(s->other, -1, &nfilings, &e);
	if (nfilings) {
		const struct work_filing *one = &filings[r % nfilings];

		f = work_open_filing(s->other, one->unit, one->year, one->set_id, &e);
	}
	mem_free(filings);
	if (!f || !f->nsheets || !a_place(s, f, r % 3 == 0, &p))
		return;
	if (r % 3)
		edit_cell(s->other, f, p, texts[r / 3 % 5], &e);
	else if (r / 3 % 3 == 0)
		edit_row_delete(s->other, f, p, &e);
	else if (r / 3 % 3 == 1)
		edit_row_move(s->other, f, p, r / 9 % 2 ? 1 : -1, &out, &e);
	else
		edit_row_copy(s->other, f, p, &out, &e);
}

/* ---- one key ---- */

static struct key_event plain(int key)
{
	return key < K_NONE ? blind_char(key) : blind_key(key);
}

static void type(struct session *s, const struct soak_key *k)
{
	size_t length;

	for (const char *text = k->text; *text; text += length)
		event(s, blind_char((int)text_decode(text, &length)));
	if (k->number % 4)
		event(s, plain(K_ENTER));
}

static void asked(struct session *s, int key, const char *text)
{
	event(s, plain(key));
	event(s, blind_paste(text));
	event(s, plain(K_ENTER));
}

static void decode(struct session *s, const struct soak_key *k)
{
	struct key_event ev;

	keys_feed(s->decoder, k->text, k->length, s->now);
	if (k->number % 2)
		s->now += 100;
	while (keys_next(s->decoder, &ev, s->now))
		event(s, ev);
}

static void resize(struct session *s, int rows, int cols)
{
	s->rows = rows;
	s->cols = cols;
	blind_resize(rows, cols);
	event(s, (struct key_event){.kind = EV_RESIZE, .y = rows, .x = cols});
}

static void burst(struct session *s, const char *text)
{
	shell_burst(s->shell, text);
	event(s, (struct key_event){.kind = EV_IDLE});
}

static void handle(struct session *s, const struct soak_key *k)
{
	s->now += 20;
	switch (k->kind) {
	case SOAK_KEY: event(s, k->ev); break;
	case SOAK_COMMAND: asked(s, ':', k->text); break;
	case SOAK_GO: asked(s, 'g', k->text); break;
	case SOAK_TYPED: type(s, k); break;
	case SOAK_BURST: burst(s, k->text); break;
	case SOAK_PASTE: event(s, blind_paste(k->text)); break;
	case SOAK_BYTES: decode(s, k); break;
	case SOAK_RESIZE: resize(s, k->rows, k->cols); break;
	case SOAK_IDLE:
		s->now += k->ms;
		event(s, (struct key_event){.kind = EV_IDLE});
		break;
	case SOAK_END: event(s, (struct key_event){.kind = EV_SIGNAL, .key = SIGHUP}); break;
	case SOAK_OTHER: somebody_else(s); break;
	}
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
	for (size_t i = 0; source && i < SOAK_FILES; i++) {
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
	struct session s = {.rows = 30, .cols = 100, .now = 1000, .random = n ? keys[0] : 1};

	make_room();
	blind_open(s.rows, s.cols);
	s.decoder = keys_new(50);
	s.other = open_work(&s, "乙");
	open_shell(&s);
	for (size_t i = 0; i < n; i++) {
		struct soak_key k;

		*at = i;
		s.random = keys[i]; /* the same with fewer keys before it */
		soak_make(keys[i], &k);
		alarm(WAIT);
		handle(&s, &k);
	}
	alarm(WAIT);
	close_shell(&s);
	work_close(s.other);
	keys_free(s.decoder);
	blind_close();
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

static void make_samples(void)
{
	struct err e = {0};
	struct work *w = work_open("samples.db", STORE_CREATE, NULL, &e);

	if (!w || samples_load(w, &e) < 0)
		give_up("samples", &e);
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
	make_samples();
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
