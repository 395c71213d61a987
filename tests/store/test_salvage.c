#include "copied.h"

#include <sys/stat.h>

#include "store/salvage.h"

/* Damaged files: that it is told, that a copy puts it right, and what can still
 * be read without one. */

static void write_text(const char *path, const char *text)
{
	FILE *f = fopen(path, "w");

	assert_non_null(f);
	assert_true(fputs(text, f) >= 0);
	assert_int_equal(fclose(f), 0);
}

static void beside(const char *path, const char *ending, const char *text)
{
	char name[400];

	snprintf(name, sizeof name, "%s%s", path, ending);
	write_text(name, text);
}

static void no_header(const char *path)
{
	zero(path, 0, 100);
}

static void no_middle(const char *path)
{
	struct stat st;

	assert_int_equal(stat(path, &st), 0);
	zero(path, st.st_size / 4096 / 2 * 4096, 4096 * 4);
}

static void half(const char *path)
{
	struct stat st;

	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(truncate(path, st.st_size / 2), 0);
}

static void nothing(const char *path)
{
	assert_int_equal(truncate(path, 0), 0);
}

static void text_file(const char *path)
{
	write_text(path, "这是一封信，不是数据库。\n");
}

static void wal_garbage(const char *path)
{
	beside(path, "-wal", "这不是日志，只是一些字节，写满几行，看会不会当成日志来读……\n");
}

static void shm_garbage(const char *path)
{
	beside(path, "-shm", "这也不是索引。\n");
}

static void gone(const char *path)
{
	assert_int_equal(unlink(path), 0);
}

/* whole: what SQLite puts right by itself; no edit is lost. */
static const struct {
	const char *name;
	void (*damage)(const char *path);
	bool whole;
	enum err_code code; /* of opening; ERR_NONE: it opens, and the pages tell */
} damages[] = {
    {"头被覆盖", no_header, false, ERR_DAMAGED},
    {"中间几页清零", no_middle, false, ERR_NONE},
    {"只剩一半", half, false, ERR_NONE},
    {"空文件", nothing, false, ERR_DAMAGED},
    {"文字", text_file, false, ERR_DAMAGED},
    {"-wal 是垃圾", wal_garbage, true, ERR_NONE},
    {"-shm 是垃圾", shm_garbage, true, ERR_NONE},
    {"没有了", gone, false, ERR_NOTFOUND},
};

/* Whether anything is told of a database that is no longer what it was. */
static bool is_found(const char *path, enum err_code code)
{
	struct faults found = {0};
	struct err e = {0};
	struct store *s = verify_open(path, &e);
	bool told;

	if (s && verify_pages(s, false, NULL, &found, &e) < 0)
		faults_add(&found, "%s", e.text);
	told = found.n > 0 || !s;
	faults_free(&found);
	store_close(s);
	if (code && e.code != code)
		fail_msg("code %d: %s", e.code, e.text);
	if (told && !s && !strstr(e.text, path))
		fail_msg("no path: %s", e.text);
	return told;
}

static void restore__each_damage__is_told_and_put_right(void **state)
{
	for (size_t i = 0; i < sizeof damages / sizeof *damages; i++) {
		struct err e = {0};
		struct place *p;
		char *kept;

		assert_int_equal(setup(state), 0);
		p = *state;
		edit_and_close(p);
		damages[i].damage(p->box.path);
		if (is_found(p->box.path, damages[i].code) == damages[i].whole)
			fail_msg("%s", damages[i].name);
		if (damages[i].whole)
			assert_n(p, p->box.path, "2");
		if (restore(p, false, &kept, &e) < 0)
			fail_msg("%s: %s", damages[i].name, e.text);
		assert_n(p, p->box.path, "1");
		if ((kept == NULL) != (damages[i].damage == gone))
			fail_msg("%s: nothing kept", damages[i].name);
		if (damages[i].whole)
			assert_n(p, kept, "2");
		mem_free(kept);
		p->box.s = box_open(&p->box, "甲");
		assert_int_equal(box_apply(p->box.s, p->box.filing, cell("w", "7", 0), &e), 0);
		teardown(state);
	}
	setup(state);
}

static void restore__what_is_no_copy__changes_nothing(void **state)
{
	struct place *p = *state;
	struct err e = {0};
	char *kept;

	edit_and_close(p);
	for (size_t i = 0; i < sizeof damages / sizeof *damages; i++) {
		if (damages[i].whole || damages[i].damage == gone)
			continue;
		write_text(p->copy, "");
		must(backup_file(p->box.path, p->copy, BACKUP_REPLACE, NULL, NULL, &e), &e);
		damages[i].damage(p->copy);
		if (restore(p, true, &kept, &e) == 0)
			fail_msg("%s was taken", damages[i].name);
		assert_n(p, p->box.path, "2");
	}
}

/* ---- what can still be read ---- */

static void salvage__each_damage__gives_what_can_be_read(void **state)
{
	static const struct {
		void (*damage)(const char *path);
		enum err_code code;
		int least, most; /* of the 2000 cells */
		const char *table;
	} cases[] = {
	    {no_middle, ERR_NONE, 1600, 1999, "cell"}, {half, ERR_NONE, 400, 1999, "cell"},
	    {no_header, ERR_DAMAGED, 0, 0, NULL},      {text_file, ERR_DAMAGED, 0, 0, NULL},
	    {wal_garbage, ERR_NONE, 2000, 2000, NULL},
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct place *p;
		char path[400];
		struct err e = {0};
		struct faults found = {0};
		struct salvage_request q = {.to = path, .actor = "丙"};
		struct store_content *c;
		int64_t rows;
		size_t n = 0;

		assert_int_equal(setup(state), 0);
		p = *state;
		edit_and_close(p);
		cases[i].damage(p->box.path);
		snprintf(path, sizeof path, "%s/new.db", p->box.folder);
		q.damaged = p->box.path;
		if (cases[i].code) {
			must_fail(salvage(&q, &rows, &found, &e), cases[i].code, &e);
			assert_int_not_equal(access(path, F_OK), 0);
			teardown(state);
			continue;
		}
		must(salvage(&q, &rows, &found, &e), &e);
		p->box.s = store_open(path, STORE_OPEN, &e);
		c = box_load(p->box.s, p->box.filing);
		for (size_t k = 0; k < c->ncells; k++)
			n += c->cells[k].key[0] == 'k' &&
			     strcmp(c->cells[k].text, "一些文字，占一点地方") == 0;
		print_message("%zu: %zu cells, %lld rows\n", i, n, (long long)rows);
		assert_in_range(n, cases[i].least, cases[i].most);
		assert_int_equal(found.n > 0, cases[i].table != NULL);
		store_content_free(c);
		faults_free(&found);
		teardown(state);
	}
	setup(state);
}

int main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_teardown(restore__each_damage__is_told_and_put_right, teardown),
	    T(restore__what_is_no_copy__changes_nothing),
	    cmocka_unit_test_teardown(salvage__each_damage__gives_what_can_be_read, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
