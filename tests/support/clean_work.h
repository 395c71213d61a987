#ifndef TESTS_SUPPORT_CLEAN_WORK_H
#define TESTS_SUPPORT_CLEAN_WORK_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "app/save_filing.h"
#include "app/work.h"
#include "support/clean.h"

/* A unit in a database whose filing of 2024 is right in every figure. */

#define CLEAN_UNIT "江南区文化馆"

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

/* Adds both; the unit's index, -1 with e. */
static inline int clean_work_add(struct work *w, struct err *e)
{
	struct filing *f = clean_filing(work_set(w, "yueyanglou-2024"), 2024, "annexes");
	int unit = -1;
	size_t n;

	if (work_add_unit(w, "1", "湘阳市江南区文化馆", 2017, -1, e) == 0)
		unit = work_find_unit(w, CLEAN_UNIT, e);
	if (unit >= 0) {
		clean_number_rows(f);
		f->unit = work_units(w, &n)[unit].id;
		if (store_begin(work_store(w), e) < 0 || save_filing(w, f, "导入样例", e) < 0 ||
		    store_commit(work_store(w), e) < 0)
			unit = -1;
	}
	filing_free(f);
	return unit;
}

/* The same, open. */
static inline struct filing *clean_work(struct work *w)
{
	struct err e = {0};
	int unit = clean_work_add(w, &e);
	struct filing *open = unit < 0 ? NULL : work_open_filing(w, unit, 2024, NULL, &e);

	if (!open)
		fail_msg("%s", e.text);
	return open;
}

#endif
