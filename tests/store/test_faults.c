#include "box.h"

#include "base/str.h"
#include "store/db.h"

/* SQLite is made to fail once at every moment of a change: all of it happened
 * or nothing. */

/* ---- everything that stands in the database, as a number ---- */

static int64_t picture(struct store *s)
{
	static const char sql[] =
	    "SELECT (SELECT total(revision) + total(score) FROM filing) * 1000000"
	    " + (SELECT count(*) * 10000 + total(length(text)) + total(value) FROM cell)"
	    " + (SELECT count(*) * 1000 + total(ord) FROM list_row)"
	    " + (SELECT count(*) * 100 FROM sheet) + (SELECT total(last) * 7 FROM row_counter)"
	    " + (SELECT count(*) FROM entry) + (SELECT count(*) + total(undone) FROM step)";
	struct err e = {0};
	int64_t number = 0;

	must(db_pragma(s, sql, &number, &e), &e);
	return number;
}

/* ---- failing at the n-th moment ---- */

struct fault {
	sqlite3 *sqlite;
	int left;
};

/* A COMMIT that is interrupted has committed all the same; what makes a real
 * one fail is a full disk, see test_open. */
static bool is_committing(sqlite3 *sqlite)
{
	for (sqlite3_stmt *q = sqlite3_next_stmt(sqlite, NULL); q;
	     q = sqlite3_next_stmt(sqlite, q)) {
		if (sqlite3_stmt_busy(q) && strcmp(sqlite3_sql(q), "COMMIT") == 0)
			return true;
	}
	return false;
}

static int fail_once(void *context)
{
	struct fault *f = context;

	return --f->left == 0 && !is_committing(f->sqlite);
}

static const struct store_change changes[] = {
    {.op = OP_SHEET_ADD, .form = "annex3", .copy = 1},
    {.op = OP_ROW_ADD, .form = "annex2", .copy = 1, .list = "ind", .group = "g", .order = 4},
    {.op = OP_CELL, .form = "annex2", .copy = 1, .key = "a", .text = "新"},
    {.op = OP_DERIVED, .form = "annex2", .copy = 1, .key = "t", .has_value = true, .value = 9},
    {.op = OP_DERIVED, .form = "annex2", .copy = 1, .key = "old"},
    {.op = OP_ROW_DELETE, .form = "annex2", .copy = 1, .list = "ind", .row = 7},
    {.op = OP_ROW_MOVE, .form = "annex2", .copy = 1, .list = "ind", .row = 8, .order = 99},
    {.op = OP_SHEET_DELETE, .form = "annex5", .copy = 1},
};
enum { CHANGES = sizeof changes / sizeof *changes };

static int64_t prepare(struct box *b)
{
	struct store_change base[] = {
	    {.op = OP_SHEET_ADD, .form = "annex5", .copy = 1},
	    {.op = OP_CELL, .form = "annex5", .copy = 1, .key = "k", .text = "v"},
	    {.op = OP_ROW_ADD, .form = "annex2", .copy = 1, .list = "ind", .row = 7},
	    {.op = OP_ROW_ADD, .form = "annex2", .copy = 1, .list = "ind", .row = 8},
	    {.op = OP_CELL, .form = "annex2", .copy = 1, .key = "ind.7.x", .text = "旧"},
	    {.op = OP_DERIVED, .form = "annex2", .copy = 1, .key = "old", .has_value = true},
	};
	struct err e = {0};

	must(store_apply(b->s, b->filing, base, sizeof base / sizeof *base, NULL, "建立", NULL,
	                 NULL, &e),
	     &e);
	return base[2].version;
}

static int change_all(struct box *b, int64_t base, struct err *e)
{
	struct store_score score = {true, 98000000, "优"};
	struct store_change now[CHANGES];

	memcpy(now, changes, sizeof now);
	for (int i = 0; i < CHANGES; i++) {
		if (now[i].op == OP_ROW_DELETE || now[i].op == OP_ROW_MOVE)
			now[i].base = base;
	}
	return store_apply(b->s, b->filing, now, CHANGES, &score, "填写", NULL, NULL, e);
}

static int undo(struct box *b, int64_t base, struct err *e)
{
	struct store_plan *plan;
	int result;

	(void)base;
	if (store_plan_undo(b->s, b->filing, &plan, e) < 0)
		return -1;
	result = store_apply_plan(b->s, b->filing, plan, NULL, 0, NULL, NULL, e);
	store_plan_free(plan);
	return result;
}

static int row_id(struct box *b, int64_t base, struct err *e)
{
	int64_t id;

	(void)base;
	return store_row_id(b->s, b->filing, "annex2", 1, &id, e);
}

static int unit_and_filing(struct box *b, int64_t base, struct err *e)
{
	int64_t unit, filing;

	(void)base;
	if (store_begin(b->s, e) < 0)
		return -1;
	if (store_unit_add(b->s, "new", b->unit, &unit, e) < 0 ||
	    store_unit_name(b->s, unit, 2024, "新", e) < 0 ||
	    store_filing_add(b->s, unit, 2024, "s", &filing, e) < 0) {
		store_rollback(b->s);
		return -1;
	}
	return store_commit(b->s, e);
}

/* Fails the n-th time, for every n until it comes through; how often it failed. */
static int fail_everywhere(struct box *b, int64_t base,
                           int (*run)(struct box *b, int64_t base, struct err *e))
{
	int64_t before = picture(b->s);

	for (int n = 1;; n++) {
		struct err e = {0};
		struct fault fault = {b->s->sqlite, n};
		int result;

		sqlite3_progress_handler(b->s->sqlite, 1, fail_once, &fault);
		result = run(b, base, &e);
		sqlite3_progress_handler(b->s->sqlite, 0, NULL, NULL);
		assert_true(sqlite3_get_autocommit(b->s->sqlite));
		if (result == 0)
			return n - 1;
		assert_true(e.code != ERR_NONE);
		if (picture(b->s) != before)
			fail_msg("failing at moment %d left something behind: %s", n, e.text);
	}
}

static void store_calls__failing_at_every_moment__all_or_nothing(void **state)
{
	struct box *b = *state;
	int64_t base = prepare(b);
	static const struct {
		int (*run)(struct box *b, int64_t base, struct err *e);
	} cases[] = {{change_all}, {undo}, {row_id}, {unit_and_filing}};
	struct err e = {0};
	int64_t bad;

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_true(fail_everywhere(b, base, cases[i].run) > 10);
	must(db_pragma(b->s, "SELECT count(*) FROM pragma_foreign_key_check", &bad, &e), &e);
	assert_int_equal(bad, 0);
}

/* Reading has nothing to take back, but leaves no statement open either. */
static void store_load__failing_at_every_moment__the_next_one_works(void **state)
{
	struct box *b = *state;
	struct store_content *c = NULL;
	struct err e = {0};

	prepare(b);
	for (int n = 1; !c; n++) {
		struct fault fault = {b->s->sqlite, n};

		sqlite3_progress_handler(b->s->sqlite, 1, fail_once, &fault);
		if (store_load(b->s, b->filing, &c, &e) < 0)
			assert_null(c);
		sqlite3_progress_handler(b->s->sqlite, 0, NULL, NULL);
		assert_true(sqlite3_get_autocommit(b->s->sqlite));
	}
	assert_int_equal(c->nrows, 2);
	assert_int_equal(c->ncells, 3);
	store_content_free(c);
}

int main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, box_setup, box_teardown)
	const struct CMUnitTest tests[] = {
	    T(store_calls__failing_at_every_moment__all_or_nothing),
	    T(store_load__failing_at_every_moment__the_next_one_works),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
