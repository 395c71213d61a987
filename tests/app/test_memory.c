#include "operations.h"

#include <sys/wait.h>

#include "app/verify.h"
#include "base/file.h"
#include "support/clean_work.h"
#include "support/scarce.h"

/* Memory runs out at every n-th allocation of whole operations, each try in a
 * process of its own on a fresh copy.  Ours (mem_*) ends the program with its
 * sentence; SQLite's is an error like any other, and the same done again
 * succeeds.  The database holds what stood before or after, and after when it
 * was acknowledged. */

enum { ENDED = 3, DONE = 0, FAILED = 7, SENTENCE = 400 };

/* `make soak` takes small steps from n to n, the check wide ones. */
static long next(long n)
{
	return getenv("ZIPING_SOAK") ? n + 1 + n / 20 : n * 8 + 1;
}

static char parcel[320];

/* ---- what a database holds ---- */

/* All filings as text: work_filings gives them in no particular order. */
static char *contents(struct desk *d)
{
	struct work *w = desk_join(d, "查");
	struct str out = {0};
	size_t n;
	struct work_filing *all = work_filings(w, -1, &n, &d->e);

	for (size_t i = 0; i < n; i++) {
		struct filing *f =
		    work_open_filing(w, all[i].unit, all[i].year, all[i].set_id, &d->e);
		char *text = dump(f, true);

		str_addf(&out, "%s %d %s %lld\n%s", f->unit_code, f->year, f->state,
		         (long long)f->revision, text);
		mem_free(text);
	}
	mem_free(all);
	work_close(w);
	return str_take(&out);
}

static void assert_whole(const struct desk *d, const char *name, long n)
{
	struct verify_request q = {.database = d->path, .quick = true};
	struct verify_report report = {0};
	struct str text = {0};

	if (verify_run(&q, &report) == VERIFY_DAMAGED) {
		verify_print(&report, &text);
		fail_msg("%s, allocation %ld: %s", name, n, str_text(&text));
	}
	verify_report_free(&report);
}

/* ---- a try ---- */

static void fresh(const char *template, const struct desk *d)
{
	struct str all = {0};
	struct err e = {0};

	clear_away(d->path);
	must(file_read(template, SIZE_MAX, &all, &e), &e);
	must(file_write(d->path, all.s, all.length, true, &e), &e);
	str_free(&all);
}

static void prepare(struct attempt *a, const struct desk *d, const struct operation *op)
{
	memset(a, 0, sizeof *a);
	memcpy(a->d.path, d->path, sizeof a->d.path);
	a->d.now = LONG_AGO;
	a->parcel = parcel;
	a->d.w = desk_open(&a->d, STORE_OPEN, "甲");
	a->f = desk_filing(a->d.w, "信息中心", 2024);
	if (op->before)
		op->before(a);
}

/* After SQLite's lack the same done again succeeds, when it failed. */
static _Noreturn void run_short(const struct desk *d, const struct operation *op,
                                enum scarce whose, long n, bool on)
{
	struct attempt a;
	int result;

	prepare(&a, d, op);
	scarce_fail(whose, n, on);
	result = op->run(&a);
	bool met = scarce_count(whose) >= n;
	scarce_fail(whose, 0, false);
	if (result < 0 && !met)
		fprintf(stderr, "%s\n", a.d.e.text);
	if (result < 0 && a.d.e.code == ERR_NONE)
		_exit(11);
	if (result < 0) {
		memset(&a.d.e, 0, sizeof a.d.e);
		result = op->run(&a);
		if (result < 0)
			fprintf(stderr, "again: %s\n", a.d.e.text);
		_exit(result < 0 ? 12 : FAILED);
	}
	_exit(met ? DONE : DONE + 1);
}

/* Its exit status; what it said on stderr. */
static int try(const struct desk *d, const struct operation *op, enum scarce whose, long n,
               bool on, char *said)
{
	int ends[2], status = 0;
	ssize_t length, got = 0;
	pid_t child;

	assert_int_equal(pipe(ends), 0);
	fflush(NULL);
	child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		dup2(ends[1], STDERR_FILENO);
		run_short(d, op, whose, n, on);
	}
	close(ends[1]);
	while (got < SENTENCE - 1 &&
	       (length = read(ends[0], said + got, (size_t)(SENTENCE - 1 - got))) > 0)
		got += length;
	said[got] = '\0';
	close(ends[0]);
	assert_int_equal(waitpid(child, &status, 0), child);
	if (!WIFEXITED(status))
		fail_msg("%s, allocation %ld: signal %d: %s", op->name, n, WTERMSIG(status), said);
	return WEXITSTATUS(status);
}

/* ---- all tries of an operation ---- */

struct expected {
	char template[320];
	char *before, *after;
};

static void expect_of(struct desk *d, const struct operation *op, struct expected *x)
{
	struct attempt a;

	fresh(x->template, d);
	prepare(&a, d, op);
	x->before = contents(d);
	must(op->run(&a), &a.d.e);
	work_close(a.d.w);
	x->after = contents(d);
}

static void hold(struct desk *d, const struct operation *op, const struct expected *x, long n,
                 bool acknowledged)
{
	char *now = contents(d);
	bool same = strcmp(now, x->after) == 0 ||
	            (!acknowledged && strcmp(now, x->before) == 0);

	if (!same)
		fail_msg("%s, allocation %ld: neither before nor after", op->name, n);
	assert_whole(d, op->name, n);
	mem_free(now);
}

/* Ours: until it is no longer met. */
static void exhaust(struct desk *d, const struct operation *op, const struct expected *x)
{
	int status = ENDED;

	for (long n = 1; status == ENDED; n = next(n)) {
		char said[SENTENCE];

		fresh(x->template, d);
		status = try(d, op, SCARCE_MEM, n, false, said);
		if (status == ENDED && !strstr(said, "内存不足，程序结束。已提交的修改都已保存。"))
			fail_msg("%s, allocation %ld: «%s»", op->name, n, said);
		if (status != ENDED && status != DONE + 1)
			fail_msg("%s, allocation %ld: status %d: %s", op->name, n, status, said);
		hold(d, op, x, n, status != ENDED);
	}
}

/* SQLite's: one allocation, and all from one on. */
static void starve(struct desk *d, const struct operation *op, const struct expected *x, bool on)
{
	int status = FAILED;

	for (long n = 1; status != DONE + 1; n = next(n)) {
		char said[SENTENCE];

		fresh(x->template, d);
		status = try(d, op, SCARCE_SQLITE, n, on, said);
		if (status != FAILED && status != DONE && status != DONE + 1)
			fail_msg("%s, SQLite's allocation %ld%s: status %d: %s", op->name, n,
			         on ? " and all after" : "", status, said);
		hold(d, op, x, n, true);
	}
}

static void forget(struct expected *x)
{
	mem_free(x->before);
	mem_free(x->after);
}

/* From a copy of the database somebody else has filled in. */
static void make_parcel(struct desk *d, const char *template)
{
	struct packed done;
	struct attempt a;

	snprintf(parcel, sizeof parcel, "%s/a.zpk", d->folder);
	fresh(template, d);
	prepare(&a, d, &operations[0]);
	must(op_edit(&a), &a.d.e);
	must(op_row_add(&a), &a.d.e);
	must(pack_file(a.d.w, a.f, parcel, false, &done, &a.d.e), &a.d.e);
	work_close(a.d.w);
}

static int make_template(void **state)
{
	struct desk *d = mem_alloc(sizeof *d);
	char template[320];

	desk_make(d);
	assert_true(clean_work_add(d->w, &d->e) >= 0);
	work_close(d->w);
	snprintf(template, sizeof template, "%s/template.db", d->folder);
	assert_int_equal(rename(d->path, template), 0);
	make_parcel(d, template);
	*state = d;
	return 0;
}

static int drop_template(void **state)
{
	struct desk *d = *state;

	d->w = NULL;
	desk_drop(d);
	mem_free(d);
	return 0;
}

static void memory__runs_out_in_an_operation__ends_with_the_database_consistent(void **state)
{
	struct desk *d = *state;

	for (int i = 0; i < OPERATIONS; i++) {
		struct expected x;

		snprintf(x.template, sizeof x.template, "%s/template.db", d->folder);
		expect_of(d, &operations[i], &x);
		exhaust(d, &operations[i], &x);
		forget(&x);
	}
}

static void memory__sqlite_finds_none__is_an_error_and_again_succeeds(void **state)
{
	struct desk *d = *state;

	for (int i = 0; i < OPERATIONS; i++) {
		struct expected x;

		snprintf(x.template, sizeof x.template, "%s/template.db", d->folder);
		expect_of(d, &operations[i], &x);
		starve(d, &operations[i], &x, false);
		starve(d, &operations[i], &x, true);
		forget(&x);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(memory__runs_out_in_an_operation__ends_with_the_database_consistent),
	    cmocka_unit_test(memory__sqlite_finds_none__is_an_error_and_again_succeeds),
	};

	scarce_install();
	return cmocka_run_group_tests(tests, make_template, drop_template);
}
