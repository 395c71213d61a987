#ifndef TESTS_APP_CLEAN_DESK_H
#define TESTS_APP_CLEAN_DESK_H

#include "app/desk.h"

#include "app/save_filing.h"
#include "support/clean.h"

/* A filing without a finding in a desk's database: the only one that can be
 * handed in. */

/* The text counts rows in each list, the store in each sheet. */
static inline void clean_number_rows(struct filing *f)
{
	for (size_t i = 0; i < f->nsheets; i++) {
		int64_t id = 0;

		for (size_t l = 0; l < f->sheets[i].form->nlists; l++)
			for (size_t r = 0; r < f->sheets[i].lists[l].n; r++)
				f->sheets[i].lists[l].rows[r].id = ++id;
	}
}

/* Of 湘阳市江南区文化馆, 2024. */
static inline void clean_desk_add(struct desk *d)
{
	struct filing *f = clean_filing(work_set(d->w, "yueyanglou-2024"), 2024, "annexes");
	size_t n;

	clean_number_rows(f);
	must(work_add_unit(d->w, "1", "湘阳市江南区文化馆", 2017, -1, &d->e), &d->e);
	f->unit = work_units(d->w, &n)[work_find_unit(d->w, "江南区文化馆", &d->e)].id;
	must(store_begin(work_store(d->w), &d->e), &d->e);
	must(save_filing(d->w, f, "导入样例", &d->e), &d->e);
	must(store_commit(work_store(d->w), &d->e), &d->e);
	filing_free(f);
}

#endif
