#include "box.h"

#include "base/mem.h"
#include "base/str.h"
#include "store/chain.h"
#include "store/chain_check.h"
#include "store/db.h"
#include "store/events.h"
#include "store/schema.h"

/* ---- a history with every kind of row ---- */

static struct store_change row(enum store_op op, int64_t id, int64_t order)
{
	return (struct store_change){.op = op,
	                             .form = "annex2",
	                             .copy = 1,
	                             .list = "ind",
	                             .row = id,
	                             .group = "数量 指标",
	                             .order = order,
	                             .carried = true};
}

static void add_linked(struct store *s, const char *sql, enum chain_kind kind)
{
	struct err e = {0};
	int result;

	must(db_begin(s, &e), &e);
	result = db_exec(s, sql, &e);
	if (result == 0)
		result = chain_add(s, kind, sqlite3_last_insert_rowid(s->sqlite), &e);
	must(db_end(s, result, &e), &e);
}

static void add_event(struct store *s, int64_t filing)
{
	struct err e = {0};

	must(db_begin(s, &e), &e);
	must(db_end(s, event_add(s, filing, "授权", "甲 填报", &e), &e), &e);
}

static void some_history(struct box *b)
{
	struct store_change add[] = {row(OP_ROW_ADD, 7, 10), row(OP_ROW_ADD, 8, 20),
	                             cell("ind.7.name", "发文", 0)};
	struct store_change drop = row(OP_ROW_DELETE, 8, 0);
	struct err e = {0};

	store_set_actor(b->s, "甲", "192.0.2.7");
	must(box_apply(b->s, b->filing, cell("a", "48.6.", 0), &e), &e);
	must(store_apply(b->s, b->filing, add, 3, NULL, "添加行", "按批复", NULL, &e), &e);
	drop.base = add[1].version;
	must(box_apply(b->s, b->filing, drop, &e), &e);
	must(box_apply(b->s, b->filing, cell("a", "48.60", version_of(b->s, b->filing, "a")), &e),
	     &e);
	add_linked(b->s,
	           "INSERT INTO explanation VALUES (1, 1, 'P06', 'a=1', '已说明', '在途', '甲',"
	           " 1700000000, NULL)",
	           CHAIN_EXPLANATION);
	add_event(b->s, 0);
	add_event(b->s, b->filing);
	add_linked(b->s,
	           "INSERT INTO passage VALUES (1, 1, '填报中', 2, 1800000000, '补填', '乙',"
	           " 'pts/1', 1700000000)",
	           CHAIN_PASSAGE);
	add_linked(b->s,
	           "INSERT INTO remark VALUES (1, 1, 'annex2', 1, 'a', '批注', '请核实', NULL,"
	           " '乙', NULL, 1700000000)",
	           CHAIN_REMARK);
	must(box_apply(b->s, b->filing, cell("b", "1", 0), &e), &e);
}

static void verify(struct store *s, int64_t filing, struct chain_report *r)
{
	struct err e = {0};

	must(chain_verify(s, filing, NULL, NULL, r, &e), &e);
}

static void assert_sound(struct store *s, int64_t links, int64_t filings)
{
	struct chain_report r;

	verify(s, 0, &r);
	if (r.count)
		fail_msg("%s", r.found[0].text);
	assert_int_equal(r.links, links);
	assert_int_equal(r.filings, filings);
	chain_report_free(&r);
}

/* ---- what a link is ---- */

static void put_number(struct str *out, int64_t n)
{
	for (int shift = 56; shift >= 0; shift -= 8)
		str_addc(out, (char)(n >> shift & 0xff));
}

static void put_integer(struct str *out, int64_t n)
{
	str_addc(out, 'I');
	put_number(out, n);
}

static void put_text(struct str *out, const char *text)
{
	if (!text) {
		str_addc(out, 'N');
		return;
	}
	str_addc(out, 'T');
	put_number(out, (int64_t)strlen(text));
	str_add(out, text);
}

/* The box's first step: it adds the sheet. */
static void put_first_step(struct str *out)
{
	put_number(out, CHAIN_STEP);
	put_number(out, 1);
	str_addn(out, "R\x0b", 2);
	put_integer(out, 1);
	put_integer(out, 1);
	put_integer(out, LONG_AGO);
	put_text(out, "甲");
	put_text(out, NULL);
	put_text(out, "填写");
	put_text(out, NULL);
	put_text(out, NULL);
	put_text(out, "430602");
	put_integer(out, 2024);
	put_text(out, "yueyanglou-2024");
	str_addn(out, "R\x0d", 2);
	for (int i = 0; i < 5; i++)
		put_integer(out, 1);
	put_integer(out, OP_SHEET_ADD);
	put_text(out, "");
	put_text(out, NULL);
	put_text(out, NULL);
	put_integer(out, 0);
	put_integer(out, 0);
	put_text(out, "yueyanglou-2024");
	put_text(out, "annex2");
}

/* As another program works it out. */
static void sha256sum(const struct box *b, const struct str *bytes, char digest[65])
{
	char path[400], command[500];
	FILE *f;

	snprintf(path, sizeof path, "%s/bytes", b->folder);
	f = fopen(path, "wb");
	assert_non_null(f);
	assert_int_equal(fwrite(bytes->s, 1, bytes->length, f), bytes->length);
	fclose(f);
	snprintf(command, sizeof command, "sha256sum '%s'", path);
	f = popen(command, "r");
	assert_non_null(f);
	assert_int_equal(fread(digest, 1, 64, f), 64);
	digest[64] = '\0';
	pclose(f);
}

static void read_link(struct store *s, const char *sql, unsigned char hash[CHAIN_HASH])
{
	sqlite3_stmt *q = NULL;

	assert_int_equal(sqlite3_prepare_v2(s->sqlite, sql, -1, &q, NULL), SQLITE_OK);
	memset(hash, 0, CHAIN_HASH);
	if (sqlite3_step(q) == SQLITE_ROW) {
		assert_int_equal(sqlite3_column_bytes(q, 0), CHAIN_HASH);
		memcpy(hash, sqlite3_column_blob(q, 0), CHAIN_HASH);
	}
	sqlite3_finalize(q);
}

static void chain__a_link__is_the_hash_of_what_the_header_says(void **state)
{
	struct box *b = *state;
	unsigned char hash[CHAIN_HASH];
	char want[65], got[65];
	struct str bytes = {0};

	read_link(b->s,
	          "SELECT hash FROM chain WHERE id ="
	          " (SELECT id - 1 FROM chain WHERE kind = 1 AND ref = 1)",
	          hash);
	str_addn(&bytes, (const char *)hash, CHAIN_HASH);
	put_first_step(&bytes);
	sha256sum(b, &bytes, want);
	read_link(b->s, "SELECT hash FROM chain WHERE kind = 1 AND ref = 1", hash);
	for (int i = 0; i < CHAIN_HASH; i++)
		snprintf(got + 2 * i, 3, "%02x", hash[i]);
	assert_string_equal(got, want);
	str_free(&bytes);
}

static void chain_verify__untouched__is_sound(void **state)
{
	struct box *b = *state;
	struct chain_report r;
	struct err e = {0};

	some_history(b);
	assert_sound(b->s, 11, 1);
	verify(b->s, b->filing, &r);
	assert_int_equal(r.count, 0);
	assert_int_equal(r.links, 9); /* without the two events */
	chain_report_free(&r);
	/* Nothing of what comes to nothing stays. */
	must(store_begin(b->s, &e), &e);
	must_fail(box_apply(b->s, b->filing, cell("a", "9", 77), &e), ERR_CONFLICT, &e);
	must(box_apply(b->s, b->filing, cell("c", "9", 0), &e), &e);
	must(store_commit(b->s, &e), &e);
	must_fail(box_apply(b->s, b->filing, cell("a", "9", 77), &e), ERR_CONFLICT, &e);
	must(store_step_keep(b->s, 1, &e), &e);
	assert_sound(b->s, 12, 1);
}

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
	verify(s, 0, &r);
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
	assert_sound(b->s, 11, 1);
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
	assert_sound(b->s, 11, 1);
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
		verify(b->s, filing, &r);
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
	assert_sound(b->s, 1, 1);
}

/* ---- 校验码 ---- */

static void chain_code__is_of_the_newest_link_of_the_filing(void **state)
{
	struct box *b = *state;
	char code[CHAIN_CODE_BYTES], other[CHAIN_CODE_BYTES], small[CHAIN_CODE_BYTES];
	struct chain_origin o;
	struct err e = {0};
	int64_t second;

	some_history(b);
	must(chain_code(b->s, b->filing, code, &e), &e);
	assert_int_equal(strlen(code), 19);
	must(store_filing_add(b->s, b->unit, 2023, "s", &second, &e), &e);
	must(chain_code(b->s, second, other, &e), &e);
	assert_string_equal(other, "");
	add_event(b->s, b->filing);
	must(chain_code(b->s, b->filing, other, &e), &e);
	assert_string_equal(other, code);
	must(chain_find_code(b->s, code, &o, &e), &e);
	assert_int_equal(o.filing, b->filing);
	assert_int_equal(o.step, 6);
	assert_int_equal(o.since, 0);
	assert_string_equal(o.who, "甲");
	assert_string_equal(o.what, "填写");
	chain_origin_free(&o);

	must(box_apply(b->s, b->filing, cell("c", "2", 0), &e), &e);
	must(chain_code(b->s, b->filing, other, &e), &e);
	assert_string_not_equal(other, code);
	for (size_t i = 0; i <= strlen(code); i++)
		small[i] = code[i] >= 'A' ? (char)(code[i] + 32) : code[i];
	must(chain_find_code(b->s, small, &o, &e), &e);
	assert_int_equal(o.since, 1);
	chain_origin_free(&o);
	must_fail(chain_find_code(b->s, "0000-0000-0000-0000", &o, &e), ERR_NOTFOUND, &e);
	must_fail(chain_find_code(b->s, "12", &o, &e), ERR_INPUT, &e);
	must_fail(chain_find_code(b->s, "0000-0000-0000-000G", &o, &e), ERR_INPUT, &e);
	must_fail(chain_find_code(b->s, "0000-0000-0000-00000", &o, &e), ERR_INPUT, &e);
}

/* The rows and the tables agree: only the printed code tells. */
static void chain_find_code__the_end_was_cut_off_cleanly__is_not_there(void **state)
{
	struct box *b = *state;
	char code[CHAIN_CODE_BYTES];
	struct chain_origin o;
	struct err e = {0};

	some_history(b);
	must(chain_code(b->s, b->filing, code, &e), &e);
	must(db_exec(b->s,
	             "DELETE FROM chain WHERE id = 11; DELETE FROM entry WHERE step = 6;"
	             "DELETE FROM step WHERE id = 6; DELETE FROM cell WHERE key = 'b'",
	             &e),
	     &e);
	assert_sound(b->s, 10, 1);
	must_fail(chain_find_code(b->s, code, &o, &e), ERR_NOTFOUND, &e);
}

/* ---- from before there were links ---- */

static struct store *connect_only(const struct box *b)
{
	struct store *s = mem_alloc(sizeof *s);
	struct err e = {0};

	s->path = mem_strdup(b->path);
	s->file = mem_strdup(b->path);
	must(db_open(s, true, &e), &e);
	return s;
}

static void make_version_3(struct box *b)
{
	struct err e = {0};
	struct store *s;

	store_close(b->s);
	b->s = NULL;
	assert_int_equal(remove(b->path), 0);
	fclose(fopen(b->path, "w"));
	s = connect_only(b);
	must(schema_migrate(s, schema_steps, 3, &e), &e);
	must(db_exec(s, "INSERT INTO unit VALUES (1, '430602', NULL, 1);"
	                "INSERT INTO form VALUES (1, 'yueyanglou-2024', 'annex2');"
	                "INSERT INTO filing VALUES (1, 1, 2024, 'yueyanglou-2024', '填报中',"
	                " 1, NULL, NULL, 0);"
	                "INSERT INTO sheet VALUES (2024, 1, 1, 1, 1, 1);"
	                "INSERT INTO cell VALUES (2024, 1, 1, 1, 'a', '5', 5000000, 1, 1);"
	                "INSERT INTO step VALUES (1, 1, 0, '甲', '新建', NULL, NULL, 2, NULL);"
	                "INSERT INTO entry VALUES (1, 1, 1, 1, 1, 5, '', NULL, NULL, 0);"
	                "INSERT INTO step VALUES (2, 1, 0, '甲', '填写', NULL, NULL, 0, NULL);"
	                "INSERT INTO entry VALUES (2, 2, 1, 1, 1, 0, 'a', NULL, '5', 0);"
	                "INSERT INTO explanation VALUES (1, 1, 'P06', 'a=5', '已说明', '在途',"
	                " '甲', 0)",
	             &e),
	     &e);
	store_close(s);
}

static void schema_migrate__version_3__all_rows_have_links(void **state)
{
	struct box *b = *state;
	struct chain_report r;
	struct err e = {0};

	make_version_3(b);
	b->s = box_open(b, "甲");
	assert_sound(b->s, 3, 1);
	must(box_apply(b->s, 1, cell("a", "6", 1), &e), &e);
	assert_sound(b->s, 4, 1);
	must(db_exec(b->s, "UPDATE explanation SET text = '在途。'", &e), &e);
	verify(b->s, 0, &r);
	assert_int_equal(r.count, 1);
	assert_int_equal(r.found[0].link, 3);
	chain_report_free(&r);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(
	        chain__a_link__is_the_hash_of_what_the_header_says, box_setup, box_teardown),
	    cmocka_unit_test_setup_teardown(chain_verify__untouched__is_sound, box_setup, box_teardown),
	    cmocka_unit_test_setup_teardown(
	        chain_verify__any_column_of_any_row_changed__is_found, box_setup, box_teardown),
	    cmocka_unit_test_setup_teardown(
	        chain_verify__rows_gone_added_or_swapped__what_happened_is_told, box_setup, box_teardown),
	    cmocka_unit_test_setup_teardown(
	        schema__another_program_changes_what_is_only_added_to__is_refused, box_setup, box_teardown),
	    cmocka_unit_test_setup_teardown(
	        chain_verify__another_program_without_the_triggers__is_found, box_setup, box_teardown),
	    cmocka_unit_test_setup_teardown(chain_verify__stopped__says_so, box_setup, box_teardown),
	    cmocka_unit_test_setup_teardown(chain_code__is_of_the_newest_link_of_the_filing, box_setup,
	                                    box_teardown),
	    cmocka_unit_test_setup_teardown(
	        chain_find_code__the_end_was_cut_off_cleanly__is_not_there, box_setup, box_teardown),
	    cmocka_unit_test_setup_teardown(schema_migrate__version_3__all_rows_have_links, box_setup,
	                                    box_teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
