#ifndef TESTS_STORE_BOX_H
#define TESTS_STORE_BOX_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <ftw.h>
#include <signal.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "base/err.h"
#include "base/mem.h"
#include "store/db.h"
#include "store/store.h"

/* A folder that goes away again, in it a database with one unit, one filing of
 * 2024 and one sheet "annex2", and a clock that stands still. */
struct box {
	char folder[256];
	char path[300];
	struct store *s;
	int64_t unit, filing;
	int64_t now;
};

#define LONG_AGO 1700000000

static inline int64_t box_clock(void *context)
{
	return *(int64_t *)context;
}

/* Says the sentence when a call fails that should not. */
static inline void must(int result, const struct err *e)
{
	if (result != 0)
		fail_msg("%s", e->text);
}

static inline void must_fail(int result, enum err_code code, const struct err *e)
{
	if (result == 0)
		fail_msg("this should have failed with code %d", code);
	if (e->code != code)
		fail_msg("code %d instead of %d: %s", e->code, code, e->text);
	assert_true(strlen(e->text) > 0);
}

static inline void box_folder(struct box *b)
{
	const char *root = getenv("TMPDIR");

	memset(b, 0, sizeof *b);
	b->now = LONG_AGO;
	snprintf(b->folder, sizeof b->folder, "%s/store-XXXXXX", root ? root : "/tmp");
	assert_non_null(mkdtemp(b->folder));
	snprintf(b->path, sizeof b->path, "%s/a.db", b->folder);
}

/* A child that ends with its parent, and at its first failed assertion. */
static inline pid_t box_fork(void)
{
	pid_t child = fork();

	if (child == 0) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		setenv("CMOCKA_TEST_ABORT", "1", 1);
	}
	return child;
}

/* One more connection to the box's file. */
static inline struct store *box_open(struct box *b, const char *who)
{
	struct err e = {0};
	struct store *s = store_open(b->path, STORE_OPEN, &e);

	if (!s)
		fail_msg("%s", e.text);
	store_set_actor(s, who, NULL);
	store_set_clock(s, box_clock, &b->now);
	return s;
}

static inline int box_apply(struct store *s, int64_t filing, struct store_change change,
                            struct err *e)
{
	return store_apply(s, filing, &change, 1, NULL, "填写", NULL, NULL, e);
}

static inline struct store_change sheet_add(const char *form, int copy)
{
	return (struct store_change){.op = OP_SHEET_ADD, .form = form, .copy = copy};
}

static inline struct store_change cell(const char *key, const char *text, int64_t base)
{
	return (struct store_change){
	    .op = OP_CELL, .form = "annex2", .copy = 1, .key = key, .text = text, .base = base};
}

static inline void box_make(struct box *b)
{
	struct err e = {0};

	box_folder(b);
	b->s = store_open(b->path, STORE_CREATE, &e);
	if (!b->s)
		fail_msg("%s", e.text);
	store_set_actor(b->s, "甲", NULL);
	store_set_clock(b->s, box_clock, &b->now);
	must(store_unit_add(b->s, "430602", 0, &b->unit, &e), &e);
	must(store_filing_add(b->s, b->unit, 2024, "yueyanglou-2024", &b->filing, &e), &e);
	must(box_apply(b->s, b->filing, sheet_add("annex2", 1), &e), &e);
}

static inline int box_remove_one(const char *path, const struct stat *st, int kind, struct FTW *at)
{
	(void)st;
	(void)kind;
	(void)at;
	return remove(path);
}

static inline void box_drop(struct box *b)
{
	store_close(b->s);
	nftw(b->folder, box_remove_one, 8, FTW_DEPTH | FTW_PHYS);
}

/* The set-up of most test programs: *state is a box. */
static inline int box_setup(void **state)
{
	struct box *b = mem_alloc(sizeof *b);

	box_make(b);
	*state = b;
	return 0;
}

static inline int box_teardown(void **state)
{
	box_drop(*state);
	mem_free(*state);
	return 0;
}

/* A file of the box's folder. */
static inline void box_file(const struct box *b, const char *name, char *path, size_t size)
{
	snprintf(path, size, "%s/%s", b->folder, name);
}

/* SQLite finds the file whole and no row that belongs to nothing. */
static inline void assert_file_whole(struct store *s)
{
	struct err e = {0};
	int64_t bad;

	must(db_pragma(s,
	               "SELECT count(*) FROM pragma_integrity_check WHERE integrity_check <> 'ok'",
	               &bad, &e),
	     &e);
	assert_int_equal(bad, 0);
	must(db_pragma(s, "SELECT count(*) FROM pragma_foreign_key_check", &bad, &e), &e);
	assert_int_equal(bad, 0);
}

/* What stands in the filing as the connection sees it now. */
static inline struct store_content *box_load(struct store *s, int64_t filing)
{
	struct store_content *c = NULL;
	struct err e = {0};

	must(store_load(s, filing, &c, &e), &e);
	return c;
}

static inline const struct store_cell *find_cell(const struct store_content *c, const char *key)
{
	for (size_t i = 0; i < c->ncells; i++) {
		if (strcmp(c->cells[i].key, key) == 0)
			return &c->cells[i];
	}
	return NULL;
}

static inline const struct store_row *find_row(const struct store_content *c, int64_t id)
{
	for (size_t i = 0; i < c->nrows; i++) {
		if (c->rows[i].id == id)
			return &c->rows[i];
	}
	return NULL;
}

/* The text of a cell: "" when the cell is not there or has none.  *version
 * (may be NULL) gets what the next change is to be based on. */
static inline void read_cell(struct store *s, int64_t filing, const char *key, char *text,
                             size_t size, int64_t *version)
{
	struct store_content *c = box_load(s, filing);
	const struct store_cell *found = find_cell(c, key);

	snprintf(text, size, "%s", found && found->text ? found->text : "");
	if (version)
		*version = found ? found->version : 0;
	store_content_free(c);
}

static inline void assert_cell(struct store *s, int64_t filing, const char *key, const char *want)
{
	char text[200];

	read_cell(s, filing, key, text, sizeof text, NULL);
	assert_string_equal(text, want);
}

static inline int64_t version_of(struct store *s, int64_t filing, const char *key)
{
	char text[200];
	int64_t version;

	read_cell(s, filing, key, text, sizeof text, &version);
	return version;
}

#endif
