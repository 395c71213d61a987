/* What app/ needs on a large database, beside what ENGINE §4 and DESIGN §4
 * want.  Prints, never asserts; a fault ends it. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "app/edit.h"
#include "app/inspect.h"
#include "app/sum.h"
#include "app/work.h"
#include "base/mem.h"
#include "base/str.h"
#include "bench/generate.h"
#include "bench/timing.h"
#include "form/page.h"
#include "form/recalc.h"

enum { YEAR = GENERATE_FROM + 1, WIDTH = 66, ROUNDS = 200 };

static struct err fault;

static void give_up(const char *what)
{
	fprintf(stderr, "%s: %s\n", what, fault.text);
	exit(1);
}

static struct filing *open_one(struct work *w, int unit)
{
	struct filing *f = work_open_filing(w, unit, YEAR, NULL, &fault);

	if (!f)
		give_up("work_open_filing");
	return f;
}

static struct place place_of(const struct filing *f, int sheet, const char *key)
{
	struct place p;

	if (!filing_place(f, sheet, key, &p)) {
		err_set(&fault, ERR_NOTFOUND, "%s", key);
		give_up("filing_place");
	}
	return p;
}

/* ---- opening ---- */

static struct work *open_work(const char *path)
{
	struct work *w = work_open(path, STORE_OPEN, NULL, &fault);

	if (!w)
		give_up("work_open");
	return w;
}

static void bench_first(const char *path)
{
	struct timing all = { .name = "database, units, first table", .wanted = "< 50" };
	struct timing open = { .name = "  work_open", .wanted = "" };
	struct timing units = { .name = "  work_units", .wanted = "" };
	struct timing table = { .name = "  work_open_filing, page_build", .wanted = "" };
	struct timing filings = { .name = "work_filings of all units", .wanted = "" };

	for (int i = 0; i < 10; i++) {
		double start = timing_now(), step = start;
		struct work *w = open_work(path);
		struct page *page;
		size_t n;

		timing_add(&open, step);
		step = timing_now();
		work_units(w, &n);
		timing_add(&units, step);
		step = timing_now();
		page = page_build(open_one(w, (int)n / 2), 1, WIDTH, PAGE_MARKS);
		timing_add(&table, step);
		timing_add(&all, start);
		page_free(page);
		step = timing_now();
		mem_free(work_filings(w, -1, &n, &fault));
		timing_add(&filings, step);
		work_close(w);
	}
	timing_print(&all);
	timing_print(&open);
	timing_print(&units);
	timing_print(&table);
	timing_print(&filings);
}

static void bench_next(struct work *w)
{
	struct timing open = { .name = "next unit, same table", .wanted = "< 5" };
	struct timing filings = { .name = "work_filings of one unit", .wanted = "" };
	size_t n;

	work_units(w, &n);
	for (int i = 0; i < ROUNDS; i++) {
		/* From everywhere, in no order: not all of it is in the cache. */
		int unit = (int)((size_t)i * 7919 % n);
		double start = timing_now();
		size_t count;

		page_free(page_build(open_one(w, unit), 1, WIDTH, PAGE_MARKS));
		timing_add(&open, start);
		start = timing_now();
		mem_free(work_filings(w, unit, &count, &fault));
		timing_add(&filings, start);
	}
	timing_print(&open);
	timing_print(&filings);
}

/* ---- what needs no store ---- */

static void bench_memory(struct work *w)
{
	struct timing recalc = { .name = "filing_recalc", .wanted = "< 1" };
	struct timing page = { .name = "page_build", .wanted = "< 1" };
	struct timing inspect = { .name = "inspect_cell", .wanted = "" };
	struct filing *f = open_one(w, 0);
	struct place p = place_of(f, 1, "total");

	for (int i = 0; i < ROUNDS; i++) {
		struct inspect seen;
		double start = timing_now();

		filing_recalc(f);
		timing_add(&recalc, start);
		start = timing_now();
		page_free(page_build(f, 1, WIDTH, PAGE_MARKS));
		timing_add(&page, start);
		start = timing_now();
		inspect_cell(w, f, p, &seen);
		timing_add(&inspect, start);
		inspect_free(&seen);
	}
	timing_print(&recalc);
	timing_print(&page);
	timing_print(&inspect);
}

static void bench_idle(struct work *w)
{
	struct timing idle = { .name = "work_refresh, nothing changed", .wanted = "0.002" };
	struct timing find = { .name = "work_find_unit, part of a name", .wanted = "" };
	size_t n;
	const struct work_unit *units = work_units(w, &n);

	for (int i = 0; i < ROUNDS; i++) {
		double start = timing_now();

		work_refresh(w);
		timing_add(&idle, start);
		start = timing_now();
		work_find_unit(w, units[(size_t)i * 7919 % n].name, &fault);
		work_find_unit(w, "没有这样的单位", &fault);
		timing_add(&find, start);
	}
	timing_print(&idle);
	timing_print(&find);
}

/* ---- edits ---- */

/* What a commit of SQLite in WAL costs at least: some pages appended and synced. */
static void bench_disk(const char *path)
{
	struct timing sync = { .name = "the disk alone: 3 pages and fdatasync", .wanted = "" };
	static const char pages[3 * 4120];
	struct str name = { 0 };
	int fd;

	str_addf(&name, "%s.sync", path);
	fd = open(str_text(&name), O_CREAT | O_TRUNC | O_WRONLY, 0600);
	for (int i = 0; i < ROUNDS; i++) {
		double start = timing_now();

		if (write(fd, pages, sizeof pages) != sizeof pages || fdatasync(fd) < 0) {
			perror(str_text(&name));
			exit(1);
		}
		timing_add(&sync, start);
	}
	close(fd);
	unlink(str_text(&name));
	str_free(&name);
	timing_print(&sync);
}

static void edit(struct work *w, struct filing *f, struct place p, int i)
{
	struct str text = { 0 };

	str_addf(&text, "%d.%02d", 300 + i % 97, i % 100);
	if (edit_cell(w, f, p, str_text(&text), &fault) < 0)
		give_up("edit_cell");
	str_free(&text);
}

static void bench_edits(struct work *w)
{
	struct timing edits = { .name = "edit_cell, committed", .wanted = "disk + 5; 7,000/s" };
	struct timing undo = { .name = "edit_undo", .wanted = "disk + 5" };
	struct timing redo = { .name = "edit_redo", .wanted = "disk + 5" };
	struct filing *f = open_one(w, 1);
	struct place p = place_of(f, 1, "done");
	double all = timing_now();
	char *what = NULL;

	for (int i = 0; i < ROUNDS; i++) {
		double start = timing_now();

		edit(w, f, p, i);
		timing_add(&edits, start);
	}
	all = timing_now() - all;
	for (int i = 0; i < ROUNDS; i++) {
		double start = timing_now();

		if (edit_undo(w, f, &what, NULL, &fault) < 0)
			give_up("edit_undo");
		timing_add(&undo, start);
		mem_free(what);
		if (i % 2 == 0)
			continue;
		start = timing_now();
		if (edit_redo(w, f, &what, NULL, &fault) < 0)
			give_up("edit_redo");
		timing_add(&redo, start);
		mem_free(what);
	}
	timing_print(&edits);
	printf("  %.0f edits/s\n", ROUNDS / all);
	timing_print(&undo);
	timing_print(&redo);
}

/* The whole tree summed for one form: an indexed query over stored figures. */
static void bench_sum(struct work *w)
{
	struct timing sums = {.name = "sum of all units, 附件1", .wanted = "350 at 20,000 units"};
	struct err e = {0};

	for (int i = 0; i < 5; i++) {
		double start = timing_now();
		struct sum *sum = sum_tree(w, 0, GENERATE_FROM + 1, NULL, "annex1", &e);

		timing_add(&sums, start);
		if (!sum)
			printf("%s\n", e.text);
		sum_free(sum);
	}
	timing_print(&sums);
}

int main(void)
{
	char *path = generate_shared();
	struct work *w;

	printf("\n%s\n", path);
	timing_heading();
	bench_first(path);
	w = open_work(path);
	bench_next(w);
	bench_memory(w);
	bench_idle(w);
	bench_disk(path);
	bench_edits(w);
	bench_sum(w);
	work_close(w);
	mem_free(path);
	return 0;
}
