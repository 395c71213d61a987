#ifndef TESTS_STORE_COPIED_H
#define TESTS_STORE_COPIED_H

#include "base/mem.h"
#include "box.h"
#include "store/backup.h"
#include "store/db.h"
#include "store/restore.h"
#include "store/verify.h"

/* A box with 2000 cells more, and a copy of it beside. */
struct place {
	struct box box;
	char copy[400];
	int64_t version; /* of the cell "n" in the live one */
};

static inline int setup(void **state)
{
	struct place *p = mem_alloc(sizeof *p);
	struct err e = {0};
	struct store_change c = cell("n", "1", 0);

	box_make(&p->box);
	for (int i = 0; i < 2000; i++) {
		char key[32];

		if (i == 0)
			must(store_begin(p->box.s, &e), &e);
		snprintf(key, sizeof key, "k%d", i);
		must(box_apply(p->box.s, p->box.filing, cell(key, "一些文字，占一点地方", 0), &e),
		     &e);
	}
	must(store_commit(p->box.s, &e), &e);
	must(store_apply(p->box.s, p->box.filing, &c, 1, NULL, "填写", NULL, NULL, &e), &e);
	snprintf(p->copy, sizeof p->copy, "%s/copy.db", p->box.folder);
	must(backup_file(p->box.path, p->copy, 0, NULL, NULL, &e), &e);
	p->version = c.version;
	*state = p;
	return 0;
}

static inline int teardown(void **state)
{
	struct place *p = *state;

	box_drop(&p->box);
	mem_free(p);
	return 0;
}

/* One more edit after the copy, by 乙; the box's connection is closed then. */
static inline void edit_and_close(struct place *p)
{
	struct err e = {0};

	store_set_actor(p->box.s, "乙", NULL);
	must(box_apply(p->box.s, p->box.filing, cell("n", "2", p->version), &e), &e);
	store_close(p->box.s);
	p->box.s = NULL;
}

static inline int restore(const struct place *p, bool despite_others, char **kept, struct err *e)
{
	const struct restore_request q = {
	    .database = p->box.path, .copy = p->copy, .detail = "试", .actor = "丙",
	    .now = LONG_AGO + 60, .stamp = "x", .despite_others = despite_others};

	return restore_carry_out(&q, kept, e);
}

static inline void assert_n(const struct place *p, const char *path, const char *want)
{
	struct err e = {0};
	struct store *s = store_open(path, STORE_READ, &e);
	struct faults found = {0};

	if (!s)
		fail_msg("%s", e.text);
	assert_cell(s, p->box.filing, "n", want);
	assert_cell(s, p->box.filing, "k1999", "一些文字，占一点地方");
	must(verify_pages(s, false, NULL, &found, &e), &e);
	assert_int_equal(found.n, 0);
	store_close(s);
}

static inline void zero(const char *path, long from, size_t length)
{
	FILE *f = fopen(path, "r+");

	assert_non_null(f);
	assert_int_equal(fseek(f, from, SEEK_SET), 0);
	for (size_t i = 0; i < length; i++)
		assert_int_equal(fputc(0, f), 0);
	assert_int_equal(fclose(f), 0);
}

#endif
