#include "box.h"

#include "base/mem.h"
#include "store/chain_check.h"
#include "store/log.h"
#include "store/parcels.h"
#include "store/passages.h"

/* ---- one that was merged ---- */

static const struct store_parcel_entry entries[] = {
    {"annex2", 1, OP_CELL, "total", NULL, "99"},
    {"annex2", 1, OP_CELL, "ind.7@0badcafe.name", "发文", "收文"},
};
static const struct store_parcel_step steps[] = {
    {{"0badcafe", 3}, KEPT_STEP, 1600000000, "丙", "192.0.2.7", "填写", "核对", entries, 2},
    {{"0badcafe", 1}, KEPT_STATE, 1600000100, "丙", NULL, STATE_HANDED_IN, NULL, NULL, 0},
};

static int add(struct box *b, int64_t number, struct err *e)
{
	const struct store_parcel p = {.filing = b->filing,
	                               .incoming = true,
	                               .origin = {"0badcafe", number},
	                               .digest = (char *)"aa",
	                               .content_digest = (char *)"bb",
	                               .known = 1,
	                               .packer = (char *)"丙",
	                               .packed = 1600000200};

	return store_parcel_add(b->s, &p, "sheet\tannex2\t1\n", "a.zpk", steps,
	                        sizeof steps / sizeof *steps, e);
}

static void store_site__of_two_databases__stays_and_differs(void **state)
{
	struct box *b = *state, other;
	char first[STORE_SITE_LENGTH + 1], again[STORE_SITE_LENGTH + 1];
	struct err e = {0};

	must(store_site(b->s, first, &e), &e);
	must(store_site(b->s, again, &e), &e);
	assert_string_equal(first, again);
	assert_int_equal(strlen(first), STORE_SITE_LENGTH);
	assert_int_equal(strspn(first, "0123456789abcdef"), STORE_SITE_LENGTH);
	box_make(&other);
	must(store_site(other.s, again, &e), &e);
	assert_string_not_equal(first, again);
	box_drop(&other);
}

static void store_parcel_add__a_merged_one__is_listed_with_its_content(void **state)
{
	struct box *b = *state;
	struct store_parcel *all = NULL;
	struct err e = {0};
	char *content;
	size_t n;

	must(add(b, 5, &e), &e);
	must(store_parcels(b->s, b->filing, &all, &n, &e), &e);
	assert_int_equal(n, 1);
	assert_true(all[0].incoming);
	assert_string_equal(all[0].origin.site, "0badcafe");
	assert_int_equal(all[0].origin.number, 5);
	assert_string_equal(all[0].who, "甲");
	assert_int_equal(all[0].time, LONG_AGO);
	assert_string_equal(all[0].packer, "丙");
	assert_int_equal(all[0].step, 1); /* the sheet of the box was added by step 1 */
	must(store_parcel_content(b->s, all[0].id, &content, &e), &e);
	assert_string_equal(content, "sheet\tannex2\t1\n");
	mem_free(content);
	must_fail(store_parcel_content(b->s, 99, &content, &e), ERR_NOTFOUND, &e);
	store_parcels_free(all, n);
}

/* Who has the mark of where it comes from; times are those of the other side. */
static void store_log__of_a_merged_filing__has_the_other_sides_journal(void **state)
{
	struct box *b = *state;
	struct store_wanted wanted = {.filing = b->filing, .limit = 100};
	struct store_entry *all = NULL;
	struct err e = {0};
	size_t n, parcels = 0, notes = 0;

	must(add(b, 5, &e), &e);
	must(store_log(b->s, &wanted, &all, &n, &e), &e);
	for (size_t i = 0; i < n; i++) {
		parcels += strcmp(all[i].kind, "parcel") == 0;
		notes += strcmp(all[i].kind, "parcel-note") == 0;
		if (strcmp(all[i].kind, "parcel") == 0)
			assert_string_equal(all[i].who, "丙（往来）");
	}
	assert_int_equal(parcels, 2);
	assert_int_equal(notes, 1);
	store_journal_free(all, n);
	wanted.form = "annex2";
	wanted.copy = 1;
	wanted.key = "total";
	must(store_log(b->s, &wanted, &all, &n, &e), &e);
	assert_int_equal(n, 1);
	assert_string_equal(all[0].new_text, "99");
	assert_string_equal(all[0].why, "核对");
	store_journal_free(all, n);
}

static void store_parcel_add__a_step_that_is_here__changes_nothing(void **state)
{
	struct box *b = *state;
	struct store_parcel *all = NULL;
	struct err e = {0};
	size_t n;

	must(add(b, 5, &e), &e);
	assert_int_equal(add(b, 6, &e), -1); /* its steps have the same names */
	must(store_parcels(b->s, b->filing, &all, &n, &e), &e);
	assert_int_equal(n, 1);
	store_parcels_free(all, n);
}

static void store_parcel_row_add__a_row_that_has_a_name__keeps_it(void **state)
{
	struct box *b = *state;
	struct store_parcel_row row = {(char *)"annex2", 1, 9, {"0badcafe", 7}}, *all;
	struct err e = {0};
	size_t n;

	must(store_parcel_row_add(b->s, b->filing, &row, &e), &e);
	row.origin.number = 8;
	must(store_parcel_row_add(b->s, b->filing, &row, &e), &e);
	must(store_parcel_rows(b->s, b->filing, &all, &n, &e), &e);
	assert_int_equal(n, 1);
	assert_int_equal(all[0].origin.number, 7);
	store_parcel_rows_free(all, n);
}

static void store_parcel_remark__under_any_name__bears_the_mark_once(void **state)
{
	static const struct {
		const char *who, *wanted;
	} names[] = {
	    {"丙", "丙（往来）"},
	    {"甲", "甲（往来）"},
	    {"丁（往来）", "丁（往来）"},
	};
	struct box *b = *state;
	struct store_remark *all = NULL;
	struct err e = {0};
	int64_t id;
	size_t n;

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		const struct store_remark r = {.form = (char *)"",
		                               .key = (char *)"",
		                               .kind = (char *)REMARK_COMMENT,
		                               .text = (char *)"看",
		                               .who = (char *)names[i].who,
		                               .time = 1600000000};

		must(store_parcel_remark(b->s, b->filing, &r, &id, &e), &e);
	}
	must(store_remarks(b->s, b->filing, &all, &n, &e), &e);
	assert_int_equal(n, 3);
	for (size_t i = 0; i < n; i++)
		assert_string_equal(all[i].who, names[i].wanted);
	assert_int_equal(all[0].time, 1600000000);
	store_remarks_free(all, n);
}

/* ---- nobody changes it afterwards ---- */

static size_t count_faults(struct box *b)
{
	struct chain_report report = {0};
	struct err e = {0};
	size_t n;

	must(chain_verify(b->s, 0, NULL, NULL, &report, &e), &e);
	n = report.count;
	chain_report_free(&report);
	return n;
}

static const char *const changes[] = {
    "UPDATE parcel SET content = 'x'",
    "UPDATE parcel SET packer = '丁'",
    "UPDATE parcel_step SET who = '甲'",
    "UPDATE parcel_entry SET new = '100'",
    "DELETE FROM parcel_entry WHERE key = 'total'",
    "DELETE FROM parcel_entry; DELETE FROM parcel_step; DELETE FROM parcel",
    "INSERT INTO parcel_step (parcel, filing, time, who, what)"
    " VALUES (1, 1, 0, '丁', '填写')",
    "INSERT INTO parcel SELECT 9, filing, incoming, 9, site, digest, content_digest, content,"
    " step, known, who, host, time, packer, packer_host, packed FROM parcel",
};

static sqlite3 *other_program(struct box *b)
{
	sqlite3 *db = NULL;

	assert_int_equal(sqlite3_open(b->path, &db), SQLITE_OK);
	return db;
}

static void chain_verify__a_parcel_changed_by_another_program__is_found(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
		struct box b;
		struct err e = {0};
		sqlite3 *db;

		box_make(&b);
		must(add(&b, 5, &e), &e);
		assert_int_equal(count_faults(&b), 0);
		db = other_program(&b);
		sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
		if (sqlite3_exec(db, changes[i], NULL, NULL, NULL) != SQLITE_OK)
			fail_msg("%s: %s", changes[i], sqlite3_errmsg(db));
		sqlite3_close(db);
		if (count_faults(&b) == 0)
			fail_msg("not found: %s", changes[i]);
		box_drop(&b);
	}
}

static void another_program__that_changes_a_parcel__is_stopped_by_the_triggers(void **state)
{
	struct box *b = *state;
	struct err e = {0};
	sqlite3 *db;

	must(add(b, 5, &e), &e);
	db = other_program(b);
	for (size_t i = 0; i < 5; i++)
		assert_int_equal(sqlite3_exec(db, changes[i], NULL, NULL, NULL), SQLITE_CONSTRAINT);
	sqlite3_close(db);
	assert_int_equal(count_faults(b), 0);
}

/* ---- rights ---- */

static void store_parcel_add__without_the_right__is_denied(void **state)
{
	struct box *b = *state;
	const struct store_parcel out = {.filing = b->filing,
	                                 .digest = (char *)"aa",
	                                 .content_digest = (char *)"bb"};
	struct err e = {0};

	must(store_role_add(b->s, "甲", ROLE_MANAGE, 0, &e), &e);
	must(store_role_add(b->s, "乙", ROLE_REVIEW, 0, &e), &e);
	store_set_actor(b->s, "乙", NULL);
	must(store_parcel_add(b->s, &out, "", "a.zpk", NULL, 0, &e), &e); /* who reviews packs */
	must_fail(add(b, 5, &e), ERR_DENIED, &e);
	store_set_actor(b->s, "路人", NULL);
	must_fail(store_parcel_add(b->s, &out, "", "a.zpk", NULL, 0, &e), ERR_DENIED, &e);
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, box_setup, box_teardown)
	const struct CMUnitTest tests[] = {
	    TEST(store_site__of_two_databases__stays_and_differs),
	    TEST(store_parcel_add__a_merged_one__is_listed_with_its_content),
	    TEST(store_log__of_a_merged_filing__has_the_other_sides_journal),
	    TEST(store_parcel_add__a_step_that_is_here__changes_nothing),
	    TEST(store_parcel_row_add__a_row_that_has_a_name__keeps_it),
	    TEST(store_parcel_remark__under_any_name__bears_the_mark_once),
	    cmocka_unit_test(chain_verify__a_parcel_changed_by_another_program__is_found),
	    TEST(another_program__that_changes_a_parcel__is_stopped_by_the_triggers),
	    TEST(store_parcel_add__without_the_right__is_denied),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
