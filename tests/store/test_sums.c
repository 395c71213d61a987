#include "box.h"

#include "base/mem.h"
#include "base/str.h"
#include "store/db.h"
#include "store/sums.h"

/* The box's unit has two below it, one of them with one below that; each has a
 * filing of 2024 with a figure, the last a text and a row too. */
struct tree {
	struct box box;
	int64_t unit[4], filing[4];
};

static void fill(struct tree *t, int i, const char *key, const char *text, int64_t value)
{
	struct store_change change = cell(key, text, 0);
	struct err e = {0};

	change.has_value = value != 0;
	change.value = value;
	must(box_apply(t->box.s, t->filing[i], change, &e), &e);
}

static int setup(void **state)
{
	static const char *const codes[] = {"", "01", "02", "0201"};
	static const int above[] = {-1, 0, 0, 2};
	struct tree *t = mem_alloc(sizeof *t);
	struct store_change row = {.op = OP_ROW_ADD, .form = "annex2", .copy = 1, .list = "ind",
	                           .group = "quality", .row = 7, .order = 1024};
	struct err e = {0};

	box_make(&t->box);
	t->unit[0] = t->box.unit;
	t->filing[0] = t->box.filing;
	for (int i = 1; i < 4; i++) {
		must(store_unit_add(t->box.s, codes[i], t->unit[above[i]], &t->unit[i], &e), &e);
		must(store_filing_add(t->box.s, t->unit[i], 2024, "yueyanglou-2024", &t->filing[i],
		                      &e),
		     &e);
		must(box_apply(t->box.s, t->filing[i], sheet_add("annex2", 1), &e), &e);
	}
	for (int i = 0; i < 4; i++)
		fill(t, i, "done", "1", (i + 1) * 1000000);
	must(box_apply(t->box.s, t->filing[3], row, &e), &e);
	fill(t, 3, "ind.7.name", "名称", 0);
	*state = t;
	return 0;
}

static int teardown(void **state)
{
	struct tree *t = *state;

	box_drop(&t->box);
	mem_free(t);
	return 0;
}

/* ---- what comes, as words ---- */

struct told {
	const struct tree *t;
	struct str out;
};

static int number_of(const struct tree *t, int64_t unit)
{
	int i = 0;

	while (t->unit[i] != unit)
		i++;
	return i;
}

static void tell_row(void *context, const struct store_sum_row *row)
{
	struct told *told = context;

	str_addf(&told->out, "%d:%s.%lld in %s at %lld;", number_of(told->t, row->unit), row->list,
	         (long long)row->id, row->group, (long long)row->order);
}

static void tell_cell(void *context, const struct store_sum_cell *c)
{
	struct told *told = context;

	str_addf(&told->out, "%d:%s", number_of(told->t, c->unit), c->key);
	if (c->has_value)
		str_addf(&told->out, "=%lld", (long long)(c->value / 1000000));
	str_addf(&told->out, "%s%s;", c->text ? " " : "", c->text ? c->text : "");
}

static void check(struct tree *t, int unit, int year, const char *form, bool rows, const char *want)
{
	struct told told = {.t = t};
	struct store_sum_taker taker = {&told, rows ? tell_row : NULL, tell_cell};
	struct err e = {0};

	must(store_sums(t->box.s, t->unit[unit], year, "yueyanglou-2024", form, &taker, &e), &e);
	assert_string_equal(str_text(&told.out), want);
	str_free(&told.out);
}

static void store_sums__a_unit__with_all_below_it(void **state)
{
	struct tree *t = *state;

	check(t, 0, 2024, "annex2", false,
	      "0:done=1;1:done=2;2:done=3;3:done=4;3:ind.7.name 名称;");
	check(t, 2, 2024, "annex2", true,
	      "3:ind.7 in quality at 1024;2:done=3;3:done=4;3:ind.7.name 名称;");
	check(t, 1, 2024, "annex2", true, "1:done=2;");
}

static void store_sums__another_year_or_form__nothing(void **state)
{
	struct tree *t = *state;

	check(t, 0, 2023, "annex2", true, "");
	check(t, 0, 2024, "annex1", true, "");
}

/* One seek a unit: neither the cells of others nor those of other years are read. */
static void store_sums__its_query__seeks(void **state)
{
	struct tree *t = *state;
	struct err e = {0};
	sqlite3_stmt *q = db_ask(t->box.s, SQL_SUM_CELLS,
	                         DB_VALUES(db_int(1), db_int(2024), db_str("s"), db_str("f")), &e);
	struct str sql = {0};
	sqlite3_stmt *plan = NULL;
	bool seeks = false;

	str_addf(&sql, "EXPLAIN QUERY PLAN %s", sqlite3_sql(q));
	assert_int_equal(sqlite3_prepare_v2(t->box.s->sqlite, str_text(&sql), -1, &plan, NULL),
	                 SQLITE_OK);
	while (sqlite3_step(plan) == SQLITE_ROW) {
		const char *line = (const char *)sqlite3_column_text(plan, 3);

		if (strstr(line, "SCAN cell") || strstr(line, "SCAN unit"))
			fail_msg("%s", line);
		seeks = seeks || strstr(line, "SEARCH cell USING PRIMARY KEY (year=? AND form=? AND unit=?)");
	}
	assert_true(seeks);
	sqlite3_finalize(plan);
	db_done(q);
	str_free(&sql);
}

int main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
	const struct CMUnitTest tests[] = {
	    T(store_sums__a_unit__with_all_below_it),
	    T(store_sums__another_year_or_form__nothing),
	    T(store_sums__its_query__seeks),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
