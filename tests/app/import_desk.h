#ifndef TESTS_APP_IMPORT_DESK_H
#define TESTS_APP_IMPORT_DESK_H

#include "app/desk.h"

#include "app/import.h"
#include "base/file.h"
#include "base/mem.h"

/* A desk with nothing but units, and the documents in tests/inputs imported
 * into it. */

static inline char *data_file(const char *name)
{
	const char *data = getenv("ZIPING_DATA");

	assert_non_null(data);
	return file_join(data, name);
}

static inline char *input_file(const char *name)
{
	const char *source = getenv("srcdir");
	struct str path = { 0 };

	str_addf(&path, "%s/tests/inputs/%s", source ? source : ".", name);
	return str_take(&path);
}

static inline void write_file(const struct desk *d, const char *name, const char *text)
{
	struct err e = { 0 };
	char *path = file_join(d->folder, name);

	must(file_write(path, text, strlen(text), true, &e), &e);
	mem_free(path);
}

/* The units of the samples, and no filing. */
static inline void empty_desk(struct desk *d)
{
	char *path = data_file("samples/units.csv");
	struct str units = { 0 };

	desk_folder(d);
	d->w = desk_open(d, STORE_CREATE, "甲");
	must(file_read(path, 1 << 20, &units, &d->e), &d->e);
	write_file(d, "units.csv", str_text(&units));
	write_file(d, "filings.csv", "unit,year,set,file\n");
	must(samples_load_from(d->w, d->folder, &d->e), &d->e);
	str_free(&units);
	mem_free(path);
}

static inline struct import *open_import(struct desk *d, const char *unit, int year)
{
	struct import *im =
	    import_open(d->w, &(struct import_request){ .unit = unit, .year = year }, &d->e);

	if (!im)
		fail_msg("%s", d->e.text);
	return im;
}

static inline struct import_done import_path(struct desk *d, struct import *im, const char *path)
{
	struct import_file f = { 0 };
	struct import_done done = { 0 };

	must(import_plan(im, path, &f, &d->e), &d->e);
	must(import_store(im, &f, &done, &d->e), &d->e);
	import_file_free(&f);
	return done;
}

static inline struct import_done import_input(struct desk *d, struct import *im, const char *name)
{
	char *path = input_file(name);
	struct import_done done = import_path(d, im, path);

	mem_free(path);
	return done;
}

static inline struct import_file plan_input(struct desk *d, struct import *im, const char *name)
{
	char *path = input_file(name);
	struct import_file f = { 0 };

	must(import_plan(im, path, &f, &d->e), &d->e);
	mem_free(path);
	return f;
}

#endif
