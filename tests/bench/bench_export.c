#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <time.h>

#include <cmocka.h>

#include "base/mem.h"
#include "exchange/csv_write.h"
#include "exchange/docx_write.h"
#include "exchange/html_write.h"
#include "exchange/xlsx_write.h"
#include "form/load.h"
#include "form/recalc.h"
#include "support/sample.h"

#define FILINGS 1000

static int write_html(const struct book_out *b, struct str *out, struct err *e)
{
	(void)e;
	html_write(b, out);
	return 0;
}

static int write_csv(const struct book_out *b, struct str *out, struct err *e)
{
	(void)e;
	csv_write_people(b, out);
	return 0;
}

static const struct {
	const char *name;
	int (*write)(const struct book_out *b, struct str *out, struct err *e);
} formats[] = {{"docx", docx_write}, {"xlsx", xlsx_write}, {"html", write_html}, {"csv", write_csv}};

static size_t export_one(const struct filing *f, size_t format)
{
	struct book_out book = {.title = mem_strdup("例"), .filing = f};
	struct str bytes = {0};
	struct err e = {0};
	size_t length;

	for (int i = 0; i < (int)f->nsheets; i++)
		book_out_add(&book, i, OUT_WINNING);
	if (formats[format].write(&book, &bytes, &e) < 0)
		fail_msg("%s", e.text);
	length = bytes.length;
	str_free(&bytes);
	book_out_free(&book);
	return length;
}

/* Prints how fast a filing with four annexes and a report becomes a file,
 * again and again, in memory. */
static void bench_export__a_thousand_filings(void **state)
{
	struct set *set = sample_set("data/forms/yueyanglou-2024");
	struct filing *f = sample_filing(set, "404010", "某单位", 2024,
	                                 "data/samples/404010-2024-yueyanglou-2024.csv");
	struct timespec start, end;

	(void)state;
	filing_recalc(f);
	for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
		size_t bytes = 0;
		long ms;

		clock_gettime(CLOCK_MONOTONIC, &start);
		for (int k = 0; k < FILINGS; k++)
			bytes = export_one(f, i);
		clock_gettime(CLOCK_MONOTONIC, &end);
		ms = (long)(end.tv_sec - start.tv_sec) * 1000 +
		     (end.tv_nsec - start.tv_nsec) / 1000000;
		printf("export %s: %d filings in %ld ms, %ld a second, %zu bytes each\n",
		       formats[i].name, FILINGS, ms, FILINGS * 1000L / (ms > 0 ? ms : 1), bytes);
	}
	filing_free(f);
	set_free(set);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(bench_export__a_thousand_filings)};

	return cmocka_run_group_tests_name("bench/export", tests, NULL, NULL);
}
