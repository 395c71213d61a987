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

static inline struct filing *clean_work(struct work *w)
{
	struct filing *f = clean_filing(work_set(w, "yueyanglou-2024"), 2024, "annexes"), *open = NULL;
	struct err e = {0};
	size_t n;
	int unit = work_add_unit(w, "1", "湘阳市江南区文化馆", 2017, -1, &e);

	if (unit == 0 && (unit = work_find_unit(w, CLEAN_UNIT, &e)) >= 0) {
		clean_number_rows(f);
		f->unit = work_units(w, &n)[unit].id;
		if (store_begin(work_store(w), &e) == 0 &&
		    save_filing(w, f, "导入样例", &e) == 0 && store_commit(work_store(w), &e) == 0)
			open = work_open_filing(w, unit, 2024, NULL, &e);
	}
	if (!open)
		fail_msg("%s", e.text);
	filing_free(f);
	return open;
}

#endif
