#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <time.h>

#include <cmocka.h>

#include "form/load.h"
#include "form/page.h"
#include "form/recalc.h"
#include "support/sample.h"

#define ROUNDS 1000

/* Prints how long one page of each sheet of a sample takes. */
static void bench_page__all_sheets(void **state)
{
	struct set *set = sample_set("data/forms/yueyanglou-2024");
	struct filing *f = sample_filing(set, "404001", "某单位", 2024,
	                                 "data/samples/404001-2024-yueyanglou-2024.csv");
	struct timespec start, end;

	(void)state;
	filing_recalc(f);
	for (size_t i = 0; i < f->nsheets; i++) {
		clock_gettime(CLOCK_MONOTONIC, &start);
		for (int k = 0; k < ROUNDS; k++)
			page_free(page_build(f, (int)i, 100, PAGE_MARKS));
		clock_gettime(CLOCK_MONOTONIC, &end);
		printf("page_build %s: %ld us\n", f->sheets[i].form->id,
		       ((long)(end.tv_sec - start.tv_sec) * 1000000 +
		        (end.tv_nsec - start.tv_nsec) / 1000) / ROUNDS);
	}
	filing_free(f);
	set_free(set);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(bench_page__all_sheets)};

	return cmocka_run_group_tests_name("bench/page", tests, NULL, NULL);
}
