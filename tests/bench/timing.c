#include "bench/timing.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/mem.h"

enum { NAME_COLUMNS = 46 };

double timing_now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

void timing_add(struct timing *t, double start)
{
	double now = timing_now();

	t->seconds = mem_more(t->seconds, t->n, &t->capacity, sizeof *t->seconds);
	t->seconds[t->n++] = now - start;
}

static int by_length(const void *a, const void *b)
{
	const double *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

double timing_at(struct timing *t, double part)
{
	if (t->n == 0)
		return 0;
	qsort(t->seconds, t->n, sizeof *t->seconds, by_length);
	return t->seconds[(size_t)((double)(t->n - 1) * part + 0.5)];
}

void timing_heading(void)
{
	printf("%-*s %5s %10s %10s %10s  %s\n", NAME_COLUMNS, "milliseconds", "times", "median",
	       "95 %", "longest", "wanted");
}

void timing_print(struct timing *t)
{
	printf("%-*s %5zu %10.3f %10.3f %10.3f  %s\n", NAME_COLUMNS, t->name, t->n,
	       timing_at(t, 0.5) * 1000, timing_at(t, 0.95) * 1000, timing_at(t, 1) * 1000,
	       t->wanted);
	fflush(stdout);
	mem_free(t->seconds);
	t->seconds = NULL;
	t->n = t->capacity = 0;
}
