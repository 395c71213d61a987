/* The audit of many filings: how many a second on each processor, and whether
 * memory grows with their number.  Prints, never asserts; a fault ends it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/review_all.h"
#include "app/work.h"
#include "base/mem.h"
#include "bench/generate.h"
#include "bench/timing.h"

enum { FIRST = 1000 };

static struct err fault;

static void give_up(const char *what)
{
	fprintf(stderr, "%s: %s\n", what, fault.text);
	exit(1);
}

/* MiB of this process that are in memory now. */
static double resident(void)
{
	FILE *f = fopen("/proc/self/statm", "r");
	long size = 0, pages = 0;

	if (f) {
		if (fscanf(f, "%ld %ld", &size, &pages) != 2)
			pages = 0;
		fclose(f);
	}
	return (double)pages * (double)sysconf(_SC_PAGESIZE) / (1 << 20);
}

struct seen {
	size_t filings, findings;
	double first; /* memory after FIRST filings */
};

static void take(void *context, const struct work_filing *which, const struct filing *f,
                 const struct review *r)
{
	struct seen *s = context;

	(void)which;
	(void)f;
	s->findings += r->all.n;
	if (++s->filings == FIRST)
		s->first = resident();
}

static void bench_all(struct work *w, int threads)
{
	struct seen s = {0};
	struct review_done done;
	struct review_request q = {.unit = -1, .threads = threads, .result = take, .context = &s};
	double start = timing_now(), seconds, end;

	if (review_all(w, &q, &done, &fault) < 0)
		give_up("review_all");
	seconds = timing_now() - start;
	end = resident();
	printf("audit of %zu filings, %d thread%s: %.0f filings/s, %.0f a thread; %zu findings\n",
	       done.done, threads, threads == 1 ? "" : "s", (double)done.done / seconds,
	       (double)done.done / seconds / threads, s.findings);
	printf("  memory at %d: %.1f MiB, at the end: %.1f MiB\n", FIRST, s.first, end);
}

static bool stop_later(void *context, size_t done, size_t total)
{
	double *told = context;

	(void)total;
	if (done < FIRST / 2)
		return true;
	*told = timing_now();
	return false;
}

static void bench_stop(struct work *w)
{
	double told = 0;
	struct review_done done;
	struct review_request q = {.unit = -1, .progress = stop_later, .context = &told};

	if (review_all(w, &q, &done, &fault) < 0)
		give_up("review_all");
	if (done.stopped)
		printf("  told to stop: %.0f ms later (wanted < 200)\n", (timing_now() - told) * 1000);
}

/* What the open filing costs after each edit, and when nothing changed. */
static void bench_open(struct work *w)
{
	struct timing first = {.name = "review_of, another unit", .wanted = ""};
	struct timing again = {.name = "review_of, nothing changed", .wanted = ""};
	size_t n;

	work_units(w, &n);
	timing_heading();
	for (size_t i = 0; i < 200; i++) {
		struct filing *f = work_open_filing(w, (int)(i * 7919 % n), GENERATE_FROM, NULL, &fault);
		double start = timing_now();

		if (!f)
			give_up("work_open_filing");
		review_of(w, f, NULL);
		timing_add(&first, start);
		start = timing_now();
		review_of(w, f, NULL);
		timing_add(&again, start);
	}
	timing_print(&first);
	timing_print(&again);
}

int main(void)
{
	char *path = generate_shared();
	struct work *w = work_open(path, STORE_OPEN, NULL, &fault);

	if (!w)
		give_up("work_open");
	printf("\n%s\n", path);
	bench_open(w);
	bench_all(w, 1);
	bench_all(w, (int)sysconf(_SC_NPROCESSORS_ONLN));
	bench_stop(w);
	work_close(w);
	mem_free(path);
	return 0;
}
