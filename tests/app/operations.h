#ifndef TESTS_APP_OPERATIONS_H
#define TESTS_APP_OPERATIONS_H

#include "app/desk.h"

#include <sqlite3.h>

#include "app/handin.h"
#include "app/import.h"
#include "app/merge.h"
#include "app/pack.h"
#include "app/roll.h"
#include "store/schema.h"

/* Whole operations, to be done while something fails, on a desk's database with
 * the samples and a filing without a finding (clean_work_add). */

struct attempt {
	struct desk d;
	struct filing *f;   /* 信息中心's */
	const char *parcel; /* a file: that filing with other figures */
};

/* What lies beside the file goes with it. */
static inline void clear_away(const char *path)
{
	static const char *const beside[] = {"", "-wal", "-shm", ".v1.bak"};
	char name[320];

	for (size_t i = 0; i < sizeof beside / sizeof *beside; i++) {
		snprintf(name, sizeof name, "%s%s", path, beside[i]);
		unlink(name);
	}
}

static inline int op_edit(struct attempt *a)
{
	return edit_cell(a->d.w, a->f, at(a->f, "annex2.ind.1.actual"), "41", &a->d.e);
}

static inline int op_row_add(struct attempt *a)
{
	struct place p = at(a->f, "annex2.ind.1.name"), out;
	int group = a->f->sheets[p.sheet].lists[p.list].rows[p.row].group;

	return edit_row_add(a->d.w, a->f, p.sheet, p.list, group, -1, p.field, "某项", &out,
	                    &a->d.e);
}

static inline int op_row_delete(struct attempt *a)
{
	return edit_row_delete(a->d.w, a->f, at(a->f, "annex2.ind.2.name"), &a->d.e);
}

static inline void before_undo(struct attempt *a)
{
	must(op_row_delete(a), &a->d.e);
}

static inline int op_undo(struct attempt *a)
{
	char *what = NULL;
	int result = edit_undo(a->d.w, a->f, &what, NULL, &a->d.e);

	mem_free(what);
	return result;
}

static inline int op_roll(struct attempt *a)
{
	return roll_filing(a->d.w, work_find_unit(a->d.w, "信息中心", &a->d.e), 2024, 2025, NULL,
	                   &a->d.e);
}

static inline int import_input(struct attempt *a, const char *unit, int year, const char *name)
{
	struct import_request r = {.unit = unit, .year = year};
	struct import *im = import_open(a->d.w, &r, &a->d.e);
	const char *source = getenv("srcdir");
	struct import_file f = {0};
	struct import_done done = {0};
	struct str path = {0};
	int result = -1;

	str_addf(&path, "%s/tests/inputs/%s", source ? source : ".", name);
	if (im)
		result = import_plan(im, path.s, &f, &a->d.e);
	if (im && result == 0)
		result = import_store(im, &f, &done, &a->d.e);
	import_file_free(&f);
	import_close(im);
	str_free(&path);
	return result;
}

static inline int op_import_new(struct attempt *a)
{
	return import_input(a, "疾病预防控制中心", 2025,
	                    "yueyanglou-infocenter-2024-annex2.utf8bom.csv");
}

static inline int op_import_over(struct attempt *a)
{
	return import_input(a, "信息中心", 2024,
	                    "yueyanglou-health-bureau-2024-annex2.utf8bom.csv");
}

static inline void before_submit(struct attempt *a)
{
	a->f = desk_filing(a->d.w, "江南区文化馆", 2024);
}

static inline int op_submit(struct attempt *a)
{
	return handin_submit(a->d.w, a->f, NULL, NULL, &a->d.e);
}

static inline int op_pack(struct attempt *a)
{
	struct packed done;
	struct str bytes = {0};
	int result = pack_filing(a->d.w, a->f, "b.zpk", &bytes, &done, &a->d.e);

	str_free(&bytes);
	return result;
}

static inline int op_merge(struct attempt *a)
{
	struct merge *m = merge_open(a->d.w, a->parcel, &a->d.e);
	struct merge_done done;
	int result = m ? merge_take(m, "theirs", &a->d.e) : -1;

	if (result == 0)
		result = merge_store(m, false, &done, &a->d.e);
	merge_close(m);
	return result;
}

/* Another program comes to the same file. */
static inline int op_open(struct attempt *a)
{
	struct work *w = work_open(a->d.path, STORE_OPEN, NULL, &a->d.e);
	int unit = w ? work_find_unit(w, "信息中心", &a->d.e) : -1;
	bool good = unit >= 0 && work_open_filing(w, unit, 2024, NULL, &a->d.e);

	work_close(w);
	return good ? 0 : -1;
}

/* The database is as the first version of the program left it. */
static inline void before_migrate(struct attempt *a)
{
	static const char rows[] =
	    "INSERT INTO unit VALUES (1, '430602', NULL, 1);"
	    "INSERT INTO form VALUES (1, 'yueyanglou-2024', 'annex2');"
	    "INSERT INTO filing VALUES (1, 1, 2024, 'yueyanglou-2024', '填报中', 1, NULL, NULL, 0);"
	    "INSERT INTO sheet VALUES (2024, 1, 1, 1, 1, 1);"
	    "INSERT INTO cell VALUES (2024, 1, 1, 1, 'begin', '5', 5000000, 1);"
	    "INSERT INTO step VALUES (1, 1, 0, '甲', '填写', NULL, NULL, 0, NULL);"
	    "INSERT INTO entry VALUES (1, 1, 1, 1, 1, 0, 'begin', NULL, '5');"
	    "PRAGMA application_id = 0x7a706e67; PRAGMA user_version = 1";
	sqlite3 *sqlite = NULL;

	work_close(a->d.w);
	a->d.w = NULL;
	clear_away(a->d.path);
	assert_int_equal(sqlite3_open(a->d.path, &sqlite), SQLITE_OK);
	assert_int_equal(sqlite3_exec(sqlite, schema_steps[0].sql, NULL, NULL, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_exec(sqlite, rows, NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(sqlite);
}

static inline int op_migrate(struct attempt *a)
{
	struct work *w = work_open(a->d.path, STORE_OPEN, NULL, &a->d.e);

	work_close(w);
	return w ? 0 : -1;
}

static const struct operation {
	const char *name;
	void (*before)(struct attempt *a); /* may be NULL */
	int (*run)(struct attempt *a);
} operations[] = {
    {"edit", NULL, op_edit},
    {"add a row", NULL, op_row_add},
    {"delete a row", NULL, op_row_delete},
    {"undo", before_undo, op_undo},
    {"roll", NULL, op_roll},
    {"import a new one", NULL, op_import_new},
    {"import over one", NULL, op_import_over},
    {"submit", before_submit, op_submit},
    {"pack", NULL, op_pack},
    {"merge", NULL, op_merge},
    {"open", NULL, op_open},
    {"migrate", before_migrate, op_migrate},
};
enum { OPERATIONS = sizeof operations / sizeof *operations };

#endif
