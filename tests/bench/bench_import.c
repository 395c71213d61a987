/* Filings to .docx files and back: how many a second.  Prints, never asserts;
 * a fault ends it. */
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "app/export.h"
#include "app/import.h"
#include "app/work.h"
#include "base/file.h"
#include "base/mem.h"
#include "bench/generate.h"
#include "bench/timing.h"

enum { FILINGS = 1000 };

static struct err fault;

static void give_up(const char *what)
{
	fprintf(stderr, "%s: %s\n", what, fault.text);
	exit(1);
}

static int remove_one(const char *path, const struct stat *st, int kind, struct FTW *at)
{
	(void)st;
	(void)kind;
	(void)at;
	return remove(path);
}

static size_t write_all(struct work *w, const char *folder)
{
	size_t n;
	struct work_filing *all = work_filings(w, -1, &n, &fault);
	double start = timing_now();

	if (!all)
		give_up("work_filings");
	for (size_t i = 0; i < n; i++) {
		struct filing *f = work_open_filing(w, all[i].unit, all[i].year, all[i].set_id, &fault);
		char name[40], *path;

		snprintf(name, sizeof name, "%zu.docx", i);
		path = file_join(folder, name);
		if (!f ||
		    export_filing(w, f, &(struct export_request){ .path = path, .sheet = -1 },
		                  &fault) < 0)
			give_up("export_filing");
		mem_free(path);
	}
	printf("export of %zu filings as .docx: %.0f filings/s\n", n,
	       (double)n / (timing_now() - start));
	mem_free(all);
	return n;
}

static struct work *empty_copy(struct work *from, const char *path)
{
	struct work *w = work_open(path, STORE_CREATE, NULL, &fault);
	size_t n;
	const struct work_unit *units = work_units(from, &n);

	if (!w)
		give_up("work_open");
	for (size_t i = 0; i < n; i++)
		if (work_add_unit(w, units[i].code, units[i].name, GENERATE_FROM, units[i].superior,
		                  &fault) < 0)
			give_up("work_add_unit");
	return w;
}

static void read_all(struct work *w, const char *folder, size_t n)
{
	struct import *im = import_open(w, &(struct import_request){ 0 }, &fault);
	struct import_done done = { 0 };
	double start = timing_now(), seconds, planning = 0;

	if (!im)
		give_up("import_open");
	for (size_t i = 0; i < n; i++) {
		struct import_file f = { 0 };
		char name[40], *path;
		double one = timing_now();

		snprintf(name, sizeof name, "%zu.docx", i);
		path = file_join(folder, name);
		if (import_plan(im, path, &f, &fault) < 0)
			give_up("import_plan");
		planning += timing_now() - one;
		if (import_store(im, &f, &done, &fault) < 0)
			give_up("import_store");
		import_file_free(&f);
		mem_free(path);
	}
	seconds = timing_now() - start;
	printf("import of %zu filings as .docx: %.0f filings/s, %.0f cells/s (%.0f%% reading)\n",
	       done.filings, (double)done.filings / seconds, (double)done.cells / seconds,
	       planning / seconds * 100);
	import_close(im);
}

int main(void)
{
	char folder[] = "/tmp/bench-import-XXXXXX";
	struct generated made;
	struct work *from, *to;
	char *path, *copy;
	size_t n;

	if (!mkdtemp(folder))
		give_up("mkdtemp");
	path = file_join(folder, "from.db");
	copy = file_join(folder, "to.db");
	if (generate(path, FILINGS, 1, &made, &fault) < 0)
		give_up("generate");
	from = work_open(path, STORE_OPEN, NULL, &fault);
	if (!from)
		give_up("work_open");
	n = write_all(from, folder);
	to = empty_copy(from, copy);
	read_all(to, folder, n);
	work_close(to);
	work_close(from);
	nftw(folder, remove_one, 8, FTW_DEPTH | FTW_PHYS);
	mem_free(path);
	mem_free(copy);
	return 0;
}
