#include "history.h"

#include "base/str.h"

/* ---- one byte anywhere ---- */

static void each_column(struct store *s, const char *table,
                        void (*check)(struct store *s, const char *table, const char *column))
{
	sqlite3_stmt *q = NULL;
	char columns[20][20];
	int n = 0;

	assert_int_equal(sqlite3_prepare_v2(s->sqlite, "SELECT name FROM pragma_table_info(?1)", -1,
	                                    &q, NULL),
	                 SQLITE_OK);
	sqlite3_bind_text(q, 1, table, -1, SQLITE_STATIC);
	while (sqlite3_step(q) == SQLITE_ROW && n < 20)
		snprintf(columns[n++], 20, "%s", (const char *)sqlite3_column_text(q, 0));
	sqlite3_finalize(q);
	assert_true(n > 3);
	for (int i = 0; i < n; i++)
		check(s, table, columns[i]);
}

/* Carries a statement out, looks, and takes it back.  What was found first. */
static int found_after(struct store *s, const char *sql, enum chain_fault *fault, char **text)
{
	struct chain_report r;
	struct err e = {0};
	int count;

	must(store_begin(s, &e), &e);
	must(db_exec(s, sql, &e), &e);
	verify_chain(s, 0, &r);
	count = sqlite3_total_changes(s->sqlite) > 0 ? (int)r.count : -1;
	if (count > 0) {
		*fault = r.found[0].fault;
		*text = mem_strdup(r.found[0].text);
	}
	chain_report_free(&r);
	store_rollback(s);
	return count;
}

static void check_statement(struct store *s, const char *sql)
{
	enum chain_fault fault;
	char *text = NULL;

	if (found_after(s, sql, &fault, &text) <= 0)
		fail_msg("not found: %s", sql);
	assert_true(strlen(text) > 0);
	mem_free(text);
}

static const char *const other_values[] = {
    "CASE typeof(%s) WHEN 'integer' THEN %s + 1000000 WHEN 'text' THEN %s || 'x'"
    " WHEN 'blob' THEN CAST(x'00' || substr(%s, 2) AS BLOB) ELSE '1' END",
    "CASE typeof(%s) WHEN 'integer' THEN %s - 1000000 WHEN 'text' THEN 'x' || substr(%s, 2)"
    " WHEN 'blob' THEN CAST(substr(%s, 1, 31) || x'00' AS BLOB) ELSE '2' END",
};

static bool is_mutable(const char *table, const char *column)
{
	return strcmp(table, "step") == 0 &&
	       (strcmp(column, "undone") == 0 || strcmp(column, "last") == 0);
}

/* The first row and the last one. */
static void change_column(struct store *s, const char *table, const char *column)
{
	static const char *const which[] = {"min", "max"};

	if (is_mutable(table, column))
		return;
	for (size_t i = 0; i < 4; i++) {
		struct str sql = {0};

		str_addf(&sql, "UPDATE %s SET %s = ", table, column);
		for (const char *p = other_values[i / 2]; *p; p++) {
			if (*p == '%') {
				str_add(&sql, column);
				p++;
			} else {
				str_addc(&sql, *p);
			}
		}
		str_addf(&sql, " WHERE id = (SELECT %s(id) FROM %s)", which[i % 2], table);
		check_statement(s, str_text(&sql));
		str_free(&sql);
	}
}

/* The store's own connection runs no triggers. */
static void chain_verify__any_column_of_any_row_changed__is_found(void **state)
{
	struct box *b = *state;
	static const char *const tables[] = {"step",    "entry",  "explanation", "event",
	                                     "passage", "remark", "chain"};
	struct err e = {0};

	some_history(b);
	must(db_exec(b->s, "PRAGMA foreign_keys = OFF", &e), &e);
	for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
		each_column(b->s, tables[i], change_column);
	assert_chain_sound(b->s, 11, 1);
}

static void chain_verify__rows_gone_added_or_swapped__what_happened_is_told(void **state)
{
	struct box *b = *state;
	static const struct {
		const char *sql;
		enum chain_fault fault;
		const char *says;
	} cases[] = {
	    /* clang-format off */
		{ "DELETE FROM step WHERE id = 2", FAULT_ROW_MISSING, "修改日志第 2 步" },
		{ "DELETE FROM entry WHERE id = 2", FAULT_ROW_CHANGED, "修改日志第 2 步（甲，" },
		{ "DELETE FROM explanation", FAULT_ROW_MISSING, "审核说明第 1 条" },
		{ "DELETE FROM remark", FAULT_ROW_MISSING, "批注第 1 条" },
		{ "INSERT INTO entry SELECT 99, step, filing, form, copy, op, key, old, new, carried,"
		  " carries FROM entry WHERE id = 2", FAULT_ROW_CHANGED, "修改日志第 2 步" },
		{ "INSERT INTO step SELECT 99, filing, time, who, what, why, undoes, undone, last, host"
		  " FROM step WHERE id = 2", FAULT_ROW_UNLINKED, "修改日志第 99 步（甲，" },
		{ "UPDATE entry SET step = 5 - step WHERE step IN (2, 3)", FAULT_ROW_CHANGED,
		  "修改日志第 2 步" },
		{ "UPDATE chain SET hash = zeroblob(32) WHERE id = 4", FAULT_LINK_CHANGED,
		  "修改日志第 4 步" },
		{ "DELETE FROM chain WHERE id = 4", FAULT_LINK_MISSING, "" },
		{ "DELETE FROM chain WHERE id = 11", FAULT_ROW_UNLINKED, "修改日志第 6 步" },
		{ "UPDATE form SET name = 'annex3'", FAULT_ROW_CHANGED, "修改日志第 1 步" },
		{ "UPDATE filing SET year = 2023", FAULT_ROW_CHANGED, "修改日志第 1 步" },
		{ "UPDATE unit SET code = '430603'", FAULT_ROW_CHANGED, "修改日志第 1 步" },
		/* The end cut off is seen in what stands. */
		{ "DELETE FROM chain WHERE id = 11; DELETE FROM entry WHERE step = 6;"
		  "DELETE FROM step WHERE id = 6", FAULT_CELL, "annex2#1.b：库里是“1”" },
		{ "UPDATE cell SET text = '48.61' WHERE key = 'a'", FAULT_CELL,
		  "430602 2024 annex2#1.a：库里是“48.61”，修改日志最后写的是“48.60”（甲，" },
		{ "UPDATE cell SET text = NULL WHERE key = 'a'", FAULT_CELL, "库里是没有" },
		{ "UPDATE cell SET key = 'c' WHERE key = 'a'", FAULT_CELL, "annex2#1.a" },
		{ "UPDATE cell SET copy = 2 WHERE key = 'a'", FAULT_CELL, "annex2#1.a" },
		{ "UPDATE cell SET carried = 1 WHERE key = 'a'", FAULT_CELL, "结转标记" },
		{ "UPDATE list_row SET carried = 0", FAULT_ROW, "annex2#1.ind.7：结转标记" },
		{ "UPDATE list_row SET ord = 11", FAULT_ROW, "库里是“数量 指标 11”" },
		{ "UPDATE list_row SET grp = NULL", FAULT_ROW, "库里是“10”" },
		{ "UPDATE list_row SET list = 'ina'", FAULT_ROW, "annex2#1.ina.7" },
		{ "UPDATE list_row SET id = 9", FAULT_ROW, "annex2#1.ind.7：库里是没有" },
		{ "UPDATE sheet SET copy = 2", FAULT_SHEET, "应当还在" },
		{ "UPDATE filing SET state = '已审核'", FAULT_STATE, "库里的状态是“已审核”" },
	    /* clang-format on */
	};
	struct err e = {0};

	some_history(b);
	must(db_exec(b->s, "PRAGMA foreign_keys = OFF", &e), &e);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		enum chain_fault fault = FAULT_STATE;
		char *text = NULL;

		if (found_after(b->s, cases[i].sql, &fault, &text) <= 0)
			fail_msg("not found: %s", cases[i].sql);
		if (fault != cases[i].fault || !strstr(text, cases[i].says))
			fail_msg("%s: fault %d, %s", cases[i].sql, fault, text);
		mem_free(text);
	}
}

/* ---- another program ---- */

static sqlite3 *connect_raw(const struct box *b)
{
	sqlite3 *db = NULL;

	assert_int_equal(sqlite3_open(b->path, &db), SQLITE_OK);
	return db;
}

static void schema__another_program_changes_what_is_only_added_to__is_refused(void **state)
{
	struct box *b = *state;
	static const char *const statements[] = {
	    "UPDATE step SET who = '丙'",       "DELETE FROM step",
	    "UPDATE entry SET new = '1'",       "DELETE FROM entry",
	    "UPDATE explanation SET text = ''", "DELETE FROM explanation",
	    "UPDATE event SET detail = ''",     "DELETE FROM event",
	    "UPDATE passage SET why = ''",      "DELETE FROM passage",
	    "UPDATE remark SET text = ''",      "DELETE FROM remark",
	    "UPDATE chain SET ref = 0",         "DELETE FROM chain",
	};
	sqlite3 *db;

	some_history(b);
	db = connect_raw(b);
	for (size_t i = 0; i < sizeof statements / sizeof *statements; i++) {
		if (sqlite3_exec(db, statements[i], NULL, NULL, NULL) != SQLITE_CONSTRAINT_TRIGGER &&
		    (sqlite3_errcode(db) & 0xff) != SQLITE_CONSTRAINT)
			fail_msg("not refused: %s", statements[i]);
	}
	sqlite3_close(db);
	assert_chain_sound(b->s, 11, 1);
}

static void chain_verify__another_program_without_the_triggers__is_found(void **state)
{
	struct box *b = *state;
	struct chain_report r;
	sqlite3 *db;

	some_history(b);
	db = connect_raw(b);
	assert_int_equal(sqlite3_exec(db,
	                              "DROP TRIGGER entry_kept_from_update;"
	                              "UPDATE entry SET new = '48.61' WHERE new = '48.60';"
	                              "UPDATE cell SET text = '48.61' WHERE text = '48.60'",
	                              NULL, NULL, NULL),
	                 SQLITE_OK);
	sqlite3_close(db);
	for (int64_t filing = 0; filing <= b->filing; filing++) {
		verify_chain(b->s, filing, &r);
		assert_int_equal(r.count, 1);
		assert_int_equal(r.found[0].fault, FAULT_ROW_CHANGED);
		assert_int_equal(r.found[0].step, 5);
		assert_int_equal(r.found[0].filing, b->filing);
		chain_report_free(&r);
	}
}

/* ---- stopping ---- */

static bool stop(void *context, int64_t done, int64_t total)
{
	assert_true(done <= total);
	(*(int *)context)++;
	return false;
}

static void chain_verify__stopped__says_so(void **state)
{
	struct box *b = *state;
	struct chain_report r;
	struct err e = {0};
	int calls = 0;

	must_fail(chain_verify(b->s, 0, stop, &calls, &r, &e), ERR_USAGE, &e);
	assert_int_equal(calls, 1);
	chain_report_free(&r);
	assert_chain_sound(b->s, 1, 1);
}

int main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, box_setup, box_teardown)
	const struct CMUnitTest tests[] = {
	    T(chain_verify__any_column_of_any_row_changed__is_found),
	    T(chain_verify__rows_gone_added_or_swapped__what_happened_is_told),
	    T(schema__another_program_changes_what_is_only_added_to__is_refused),
	    T(chain_verify__another_program_without_the_triggers__is_found),
	    T(chain_verify__stopped__says_so),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
