#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "screens/nav_units_parts.h"

enum { FOLD_ABOVE = 200 }; /* with more units only the roots are open at first */

void nav_units_forget(struct nav_units *n)
{
	mem_free(n->ids);
	mem_free(n->folded);
	mem_free(n->known);
	mem_free(n->shown);
	n->ids = NULL;
	n->folded = NULL;
	n->known = NULL;
	n->shown = NULL;
}

/* ---- what is shown ---- */

static bool matches(const struct work_unit *u, const char *folded)
{
	char *name = text_fold(u->name);
	bool yes = strstr(name, folded) || strstr(u->code, folded);

	mem_free(name);
	return yes;
}

/* Marks each unit that matches and those above it. */
static bool *wanted(const struct nav_units *n, const struct work_unit *units)
{
	char *folded = text_fold(lineedit_text(n->filter));
	bool *keep = NULL;

	if (*folded) {
		keep = mem_array(n->nunits, sizeof *keep);
		for (size_t i = 0; i < n->nunits; i++) {
			if (!matches(&units[i], folded))
				continue;
			for (int u = (int)i; u >= 0 && !keep[u]; u = units[u].superior)
				keep[u] = true;
		}
	}
	mem_free(folded);
	return keep;
}

void nav_units_list(struct nav_units *n)
{
	const struct work_unit *units = work_units(n->desk->w, &n->nunits);
	bool *keep = wanted(n, units);
	int skip = -1; /* depth of a folded unit whose subordinates are passed over */

	n->nshown = 0;
	for (size_t i = 0; i < n->nunits; i++) {
		if (skip >= 0 && units[i].depth > skip)
			continue;
		skip = -1;
		if (keep && !keep[i])
			continue;
		n->shown[n->nshown++] = (int)i;
		if (!keep && n->folded[i])
			skip = units[i].depth;
	}
	mem_free(keep);
}

int nav_units_index(const struct nav_units *n, int unit)
{
	size_t low = 0, high = n->nshown;

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (n->shown[middle] < unit)
			low = middle + 1;
		else
			high = middle;
	}
	return low < n->nshown ? (int)low : (int)n->nshown - 1;
}

void nav_units_list_again(struct nav_units *n, int unit)
{
	nav_units_list(n);
	n->cursor = nav_units_index(n, unit);
	while (n->cursor > 0 && n->shown[n->cursor] > unit)
		n->cursor--;
}

int nav_units_here(const struct nav_units *n)
{
	return n->cursor >= 0 && (size_t)n->cursor < n->nshown ? n->shown[n->cursor] : -1;
}

/* ---- loading ---- */

struct known {
	int64_t id;
	bool folded;
};

static int compare_known(const void *a, const void *b)
{
	int64_t left = ((const struct known *)a)->id, right = ((const struct known *)b)->id;

	return (left > right) - (left < right);
}

/* Whether each unit was folded before, by its id. */
static void take_folds(struct nav_units *n, const struct work_unit *units, const int64_t *ids,
                       const bool *folded, size_t nold)
{
	struct known *known = mem_array(nold, sizeof *known), key = {0}, *found;

	for (size_t i = 0; i < nold; i++)
		known[i] = (struct known){ids[i], folded[i]};
	if (nold)
		qsort(known, nold, sizeof *known, compare_known);
	for (size_t i = 0; i < n->nunits; i++) {
		key.id = n->ids[i] = units[i].id;
		found = nold ? bsearch(&key, known, nold, sizeof *known, compare_known) : NULL;
		n->folded[i] = found ? found->folded
		                     : !nold && n->nunits > FOLD_ABOVE && units[i].depth > 0;
	}
	mem_free(known);
}

void nav_units_load(struct nav_units *n)
{
	int64_t *ids = n->ids, here = nav_units_here(n) >= 0 ? ids[nav_units_here(n)] : 0;
	bool *folded = n->folded;
	size_t nold = n->nunits;
	const struct work_unit *units = work_units(n->desk->w, &n->nunits);
	int at = 0;

	n->ids = NULL;
	n->folded = NULL;
	nav_units_forget(n);
	n->ids = mem_array(n->nunits, sizeof *n->ids);
	n->folded = mem_array(n->nunits, sizeof *n->folded);
	n->shown = mem_array(n->nunits, sizeof *n->shown);
	n->known = mem_array(n->nunits, sizeof *n->known);
	take_folds(n, units, ids, folded, ids ? nold : 0);
	for (size_t i = 0; i < n->nunits; i++)
		if (units[i].id == here)
			at = (int)i;
	nav_units_list_again(n, at);
	n->built_units = n->desk->units;
	n->built_year = -1;
	mem_free(ids);
	mem_free(folded);
}

void nav_units_forget_year(struct nav_units *n)
{
	for (size_t i = 0; i < n->nunits; i++)
		n->known[i] = (struct known_filing){0};
	n->built_year = n->desk->year;
	n->built_audits = n->desk->audits;
	n->built_news = n->desk->news;
}

/* Counts that were taken while it lay open are newer than the stored ones. */
static void take_counts(const struct nav_units *n, int unit, struct known_filing *known)
{
	struct tallies tallies;
	const struct tally *t;

	if (known->audited == known->filing.id)
		return;
	tallies_load(&tallies, n->desk->w, unit, n->desk->year, NULL);
	t = tallies_find(&tallies, known->filing.id);
	known->audited = t ? known->filing.id : 0;
	if (t)
		known->counts = t->counts;
	tallies_free(&tallies);
}

static void ask_filing(struct nav_units *n, int unit)
{
	struct known_filing *known = &n->known[unit];
	struct work_filing *filings;
	size_t count;

	if (known->asked)
		return;
	filings = work_filings(n->desk->w, unit, &count, NULL);
	known->asked = true;
	known->there = false;
	for (size_t i = 0; i < count && !known->there; i++) {
		if (filings[i].year != n->desk->year)
			continue;
		known->there = true;
		known->filing = filings[i];
		take_counts(n, unit, known);
	}
	mem_free(filings);
}

void nav_units_ask(struct nav_units *n, int rows)
{
	for (int i = n->top; i < n->top + rows && (size_t)i < n->nshown; i++)
		ask_filing(n, n->shown[i]);
}

void nav_units_unfold_above(struct nav_units *n, int unit)
{
	size_t count;
	const struct work_unit *units = work_units(n->desk->w, &count);
	bool changed = false;

	for (int u = units[unit].superior; u >= 0; u = units[u].superior) {
		changed = changed || n->folded[u];
		n->folded[u] = false;
	}
	if (changed)
		nav_units_list(n);
}
