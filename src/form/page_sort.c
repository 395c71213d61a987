#include "form/page_sort.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

static void sort_line(struct page_run *runs, size_t n)
{
	for (size_t i = 1; i < n; i++) {
		struct page_run run = runs[i];
		size_t k = i;

		for (; k > 0 && runs[k - 1].x > run.x; k--)
			runs[k] = runs[k - 1];
		runs[k] = run;
	}
}

/* By y with counted places, then by x within each line. */
static void sort_runs(struct page *p)
{
	size_t height = (size_t)p->height;
	size_t *next = mem_array(height + 1, sizeof *next);
	struct page_run *sorted = mem_array(p->nruns, sizeof *sorted);

	p->first_run = mem_array(height + 1, sizeof *p->first_run);
	for (size_t i = 0; i < p->nruns; i++)
		p->first_run[p->runs[i].y + 1]++;
	for (size_t y = 0; y < height; y++)
		p->first_run[y + 1] += p->first_run[y];
	memcpy(next, p->first_run, (height + 1) * sizeof *next);
	for (size_t i = 0; i < p->nruns; i++)
		sorted[next[p->runs[i].y]++] = p->runs[i];
	for (size_t y = 0; y < height; y++)
		sort_line(sorted + p->first_run[y], p->first_run[y + 1] - p->first_run[y]);
	mem_free(p->runs);
	mem_free(next);
	p->runs = sorted;
}

struct numbered {
	struct page_spot spot;
	size_t number;
};

static int compare_spots(const void *left, const void *right)
{
	const struct numbered *a = left, *b = right;

	if (a->spot.y != b->spot.y)
		return a->spot.y < b->spot.y ? -1 : 1;
	if (a->spot.x != b->spot.x)
		return a->spot.x < b->spot.x ? -1 : 1;
	return a->number < b->number ? -1 : 1;
}

static void sort_spots(struct page *p)
{
	struct numbered *all = mem_array(p->nspots, sizeof *all);
	int *new_number = mem_array(p->nspots, sizeof *new_number);

	for (size_t i = 0; i < p->nspots; i++)
		all[i] = (struct numbered){p->spots[i], i};
	if (p->nspots > 0)
		qsort(all, p->nspots, sizeof *all, compare_spots);
	for (size_t i = 0; i < p->nspots; i++) {
		p->spots[i] = all[i].spot;
		new_number[all[i].number] = (int)i;
	}
	for (size_t i = 0; i < p->nruns; i++) {
		if (p->runs[i].spot >= 0)
			p->runs[i].spot = new_number[p->runs[i].spot];
	}
	mem_free(all);
	mem_free(new_number);
}

void page_sort(struct page *p)
{
	sort_runs(p);
	sort_spots(p);
}
