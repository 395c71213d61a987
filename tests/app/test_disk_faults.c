#include "desk.h"

#include "app/pack.h"
#include "app/remarks.h"
#include "base/file.h"
#include "store/chain_check.h"
#include "support/disk.h"
#include "support/sample.h"

/* Whole commands on a disk that fails at every operation in turn: all of it is
 * there or nothing, the program says which, and the journal proves it. */

/* So many tries a command; `make soak` makes every one. */
enum { TRIES = 12 };

struct bench {
	struct desk d;
	char path[320];
};

static void remove_beside(const char *path)
{
	static const char *const ends[] = {"", "-wal", "-shm", "-journal"};

	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
		char name[400];

		snprintf(name, sizeof name, "%s%s", path, ends[i]);
		unlink(name);
	}
}

static int setup(void **state)
{
	struct bench *b = mem_alloc(sizeof *b);

	desk_make(&b->d);
	work_close(b->d.w);
	b->d.w = NULL;
	snprintf(b->path, sizeof b->path, "%s/try.db", b->d.folder);
	*state = b;
	return 0;
}

static int teardown(void **state)
{
	struct bench *b = *state;

	nftw(b->d.folder, desk_remove_one, 8, FTW_DEPTH | FTW_PHYS);
	mem_free(b);
	return 0;
}

static void begin_try(const struct bench *b)
{
	struct str all = {0};
	struct err e = {0};

	remove_beside(b->path);
	must(file_read(b->d.path, SIZE_MAX, &all, &e), &e);
	must(file_write(b->path, all.s, all.length, true, &e), &e);
	str_free(&all);
}

static int run(const struct bench *b, const char *const *words, struct err *e)
{
	char *argv[12] = {(char *)"ziping", (char *)"-d", (char *)b->path};
	struct cmd_request request;
	struct str out = {0};
	int argc = 3, status;

	for (; *words && argc < 12; words++)
		argv[argc++] = (char *)*words;
	*e = (struct err){0};
	status = cmd_main(argc, argv, &request, &out, e);
	cmd_request_free(&request);
	str_free(&out);
	return status;
}

/* How many links the chain has; the tables are what the journal says. */
static long long links(const struct bench *b, const char *doing, long at)
{
	struct chain_report report = {0};
	struct err e = {0};
	struct store *s = store_open(b->path, STORE_OPEN, &e);
	long long n;

	if (!s)
		fail_msg("%s, operation %ld: %s", doing, at, e.text);
	must(chain_verify(s, 0, NULL, NULL, &report, &e), &e);
	if (report.count > 0)
		fail_msg("%s, operation %ld: %s", doing, at, report.found[0].text);
	n = report.links;
	chain_report_free(&report);
	store_close(s);
	return n;
}

static void try_fault(const struct bench *b, const char *const *words, enum disk_fault fault,
                      long at, bool on, long long before, long long after)
{
	struct err e;
	long long now;
	int status;

	begin_try(b);
	disk_install();
	disk_fail(fault, at, on);
	status = run(b, words, &e);
	disk_fail(DISK_WELL, 0, false);
	disk_remove();
	now = links(b, words[0], at);
	if (status >= CMD_WRONG && !*e.text)
		fail_msg("%s, operation %ld: status %d without a word", words[0], at, status);
	if (now != before && now != after)
		fail_msg("%s, operation %ld: %lld links, before %lld, after %lld (%s)", words[0],
		         at, now, before, after, e.text);
	if (status < CMD_WRONG && now != after)
		fail_msg("%s, operation %ld: said to be done, and is not", words[0], at);
}

/* Runs it well once, to know how many operations it takes and what it leaves. */
static void try_all(const struct bench *b, const char *const *words)
{
	struct err e;
	long long before, after;
	long operations, stride;
	int status;

	begin_try(b);
	before = links(b, words[0], 0);
	begin_try(b);
	disk_install();
	status = run(b, words, &e);
	operations = disk_operations();
	disk_remove();
	if (status >= CMD_WRONG)
		fail_msg("%s: %s", words[0], e.text);
	after = links(b, words[0], 0);
	if (after <= before || operations <= 3)
		fail_msg("%s: %lld links and %lld after %ld operations", words[0], before, after,
		         operations);
	stride = getenv("ZIPING_SOAK") ? 1 : 1 + operations / TRIES;
	for (long at = 1; at <= operations; at += stride) {
		try_fault(b, words, DISK_ERROR, at, false, before, after);
		try_fault(b, words, DISK_FULL, at, true, before, after);
		try_fault(b, words, DISK_TORN, at, true, before, after);
	}
}

#define CENTER "信息中心", "2024"

static void commands__the_disk_fails_at_every_operation__all_or_nothing(void **state)
{
	static const char *const commands[][8] = {
	    {"set", CENTER, "annex1.staff.actual", "7"},
	    {"row", "add", CENTER, "annex2.ind.cost", "某某"},
	    {"row", "del", CENTER, "annex2.ind.1"},
	    {"sheet", "add", CENTER, "annex3"},
	    {"roll", "信息中心", "2024", "2025"},
	    {"unit", "add", "404099", "某某单位"},
	    {"comment", CENTER, "annex2.total", "请核对"},
	};

	for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
		try_all(*state, commands[i]);
}

static void import__the_disk_fails_at_every_operation__all_or_nothing(void **state)
{
	char *path = sample_path("tests/inputs/yueyanglou-infocenter-2024-annex2.utf8bom.csv");
	const char *const words[] = {"import", path, "--unit", "404010", "--year", "2023", NULL};

	try_all(*state, words);
	mem_free(path);
}

/* What another database packed: a cell, a new row and a remark. */
static void make_parcel(const struct bench *b, const char *path)
{
	struct packed done;
	struct err e = {0};
	struct str database = {0};
	struct filing *f;
	struct place p;
	struct work *w;

	str_addf(&database, "%s.other", b->path);
	w = work_open(str_text(&database), STORE_CREATE, NULL, &e);
	if (!w)
		fail_msg("%s", e.text);
	store_set_actor(work_store(w), "乙", NULL);
	must(samples_load(w, &e), &e);
	f = work_open_filing(w, work_find_unit(w, "信息中心", &e), 2024, NULL, &e);
	assert_true(filing_place(f, filing_find_sheet(f, set_form(f->set, "annex1"), 1),
	                         "upkeep.final", &p));
	must(edit_cell(w, f, p, "1.00", &e), &e);
	must(remarks_add(w, f, p, REMARK_COMMENT, "请核对", NULL, &e), &e);
	must(edit_sheet_add(w, f, set_form(f->set, "annex3"), NULL, &e), &e);
	must(pack_file(w, f, path, true, &done, &e), &e);
	work_close(w);
	str_free(&database);
}

static void merge__the_disk_fails_at_every_operation__all_or_nothing(void **state)
{
	struct bench *b = *state;
	struct str path = {0};

	str_addf(&path, "%s.zpk", b->path);
	make_parcel(b, str_text(&path));
	try_all(b, (const char *const[]){"merge", path.s, "--take", "theirs", NULL});
	try_all(b, (const char *const[]){"pack", CENTER, "--force", "-o", path.s, NULL});
	str_free(&path);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(
	        commands__the_disk_fails_at_every_operation__all_or_nothing, setup, teardown),
	    cmocka_unit_test_setup_teardown(
	        import__the_disk_fails_at_every_operation__all_or_nothing, setup, teardown),
	    cmocka_unit_test_setup_teardown(
	        merge__the_disk_fails_at_every_operation__all_or_nothing, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
