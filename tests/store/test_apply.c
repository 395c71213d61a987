#include "box.h"

#include <time.h>


/* ---- cells ---- */

static void store_apply__cell_typed__is_there_with_its_version(void **state)
{
	struct box *b = *state;
	struct store_change change = cell("staff.quota", "48.6.", 0);
	struct store_content *c;
	struct err e = {0};
	int64_t step = 0;

	change.has_value = true;
	change.value = 48600000;
	must(store_apply(b->s, b->filing, &change, 1, NULL, "填写", "核对凭证", &step, &e), &e);
	assert_true(step > 0);
	c = box_load(b->s, b->filing);
	assert_int_equal(c->nsheets, 1);
	assert_string_equal(c->sheets[0].form, "annex2");
	assert_int_equal(c->ncells, 1);
	assert_string_equal(c->cells[0].key, "staff.quota");
	assert_string_equal(c->cells[0].text, "48.6.");
	assert_true(c->cells[0].has_value);
	assert_int_equal(c->cells[0].value, 48600000);
	assert_int_equal(c->cells[0].version, change.version);
	assert_int_equal(c->filing.changed, LONG_AGO);
	store_content_free(c);
}

/* The cell «a» was typed («48») and then changed («49»); somebody has seen it
 * at the given moment and changes it now. */
static void store_apply__based_on_an_old_version__is_refused(void **state)
{
	struct box *b = *state;
	enum { NEVER, FIRST, LAST, MADE_UP };
	static const struct {
		const char *key;
		int seen;
		bool taken;
	} cases[] = {
	    {"a", NEVER, false},   {"a", FIRST, false},  {"a", LAST, true},
	    {"a", MADE_UP, false}, {"new", NEVER, true}, {"other", MADE_UP, false},
	};
	struct err e = {0};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct store_change first = cell("a", "48", version_of(b->s, b->filing, "a"));
		struct store_change last;
		int64_t base[4];
		int result;

		must(store_apply(b->s, b->filing, &first, 1, NULL, "填写", NULL, NULL, &e), &e);
		last = cell("a", "49", first.version);
		must(store_apply(b->s, b->filing, &last, 1, NULL, "填写", NULL, NULL, &e), &e);
		base[NEVER] = 0;
		base[FIRST] = first.version;
		base[LAST] = last.version;
		base[MADE_UP] = 1000;
		result = box_apply(b->s, b->filing, cell(cases[i].key, "50", base[cases[i].seen]),
		                   &e);
		if (cases[i].taken) {
			must(result, &e);
			assert_cell(b->s, b->filing, cases[i].key, "50");
		} else {
			must_fail(result, ERR_CONFLICT, &e);
			assert_cell(b->s, b->filing, "a", "49");
		}
	}
}

static void store_apply__conflict__says_who_when_and_what(void **state)
{
	struct box *b = *state;
	struct store *other = box_open(b, "乙");
	char at[16];
	time_t t = LONG_AGO + 3600;
	struct tm tm;
	struct err e = {0};

	b->now = t;
	localtime_r(&t, &tm);
	strftime(at, sizeof at, "%H:%M", &tm);
	must(box_apply(other, b->filing, cell("a", "48.60", 0), &e), &e);
	must_fail(box_apply(b->s, b->filing, cell("a", "1", 0), &e), ERR_CONFLICT, &e);
	assert_non_null(strstr(e.text, "乙"));
	assert_non_null(strstr(e.text, at));
	assert_non_null(strstr(e.text, "48.60"));

	must(box_apply(other, b->filing, cell("a", NULL, version_of(other, b->filing, "a")), &e),
	     &e);
	must_fail(box_apply(b->s, b->filing, cell("a", "1", 0), &e), ERR_CONFLICT, &e);
	assert_non_null(strstr(e.text, "清空"));
	store_close(other);
}

/* A cell that was cleared and typed again has not come back to what it was. */
static void store_apply__cleared_and_typed_again__old_version_is_refused(void **state)
{
	struct box *b = *state;
	struct err e = {0};
	int64_t seen;

	must(box_apply(b->s, b->filing, cell("a", "5", 0), &e), &e);
	seen = version_of(b->s, b->filing, "a");
	must(box_apply(b->s, b->filing, cell("a", NULL, seen), &e), &e);
	must(box_apply(b->s, b->filing, cell("a", "5", version_of(b->s, b->filing, "a")), &e), &e);
	must_fail(box_apply(b->s, b->filing, cell("a", "6", seen), &e), ERR_CONFLICT, &e);
}

static void store_apply__one_change_refused__nothing_is_stored(void **state)
{
	struct box *b = *state;
	struct store_change changes[] = {cell("a", "1", 0), cell("b", "2", 77)};
	struct store_content *c;
	struct store_entry *entries;
	struct err e = {0};
	size_t before, after;
	int64_t revision;

	must(store_journal(b->s, 0, NULL, 0, NULL, 100, &entries, &before, &e), &e);
	store_journal_free(entries, before);
	c = box_load(b->s, b->filing);
	revision = c->filing.revision;
	store_content_free(c);

	must_fail(store_apply(b->s, b->filing, changes, 2, NULL, "填写", NULL, NULL, &e),
	          ERR_CONFLICT, &e);
	assert_int_equal(changes[0].version, 0);
	c = box_load(b->s, b->filing);
	assert_int_equal(c->ncells, 0);
	assert_int_equal(c->filing.revision, revision);
	store_content_free(c);
	must(store_journal(b->s, 0, NULL, 0, NULL, 100, &entries, &after, &e), &e);
	store_journal_free(entries, after);
	assert_int_equal(before, after);
}

static void store_apply__wrong_address__is_refused(void **state)
{
	struct box *b = *state;
	static const struct {
		struct store_change change;
		int64_t filing; /* 0: the box's */
		enum err_code code;
	} cases[] = {
	    {{.op = OP_CELL, .form = "annex2", .copy = 1, .key = "a"}, 99, ERR_NOTFOUND},
	    {{.op = OP_CELL, .form = "annex2", .copy = 2, .key = "a"}, 0, ERR_NOTFOUND},
	    {{.op = OP_CELL, .form = "annex9", .copy = 1, .key = "a"}, 0, ERR_NOTFOUND},
	    {{.op = OP_DERIVED, .form = "annex9", .copy = 1, .key = "a"}, 0, ERR_NOTFOUND},
	    {{.op = OP_CELL, .form = NULL, .copy = 1, .key = "a"}, 0, ERR_USAGE},
	    {{.op = OP_CELL, .form = "annex2", .copy = 0, .key = "a"}, 0, ERR_USAGE},
	    {{.op = OP_CELL, .form = "annex2", .copy = 1, .key = ""}, 0, ERR_USAGE},
	    {{.op = OP_ROW_ADD, .form = "annex2", .copy = 1}, 0, ERR_USAGE},
	    {{.op = OP_ROW_DELETE, .form = "annex2", .copy = 1, .list = "ind", .row = 3},
	     0,
	     ERR_CONFLICT},
	    {{.op = OP_SHEET_DELETE, .form = "annex2", .copy = 2}, 0, ERR_NOTFOUND},
	    {{.op = OP_SHEET_ADD, .form = "annex2", .copy = 1}, 0, ERR_CONFLICT},
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct err e = {0};
		int64_t filing = cases[i].filing ? cases[i].filing : b->filing;

		must_fail(box_apply(b->s, filing, cases[i].change, &e), cases[i].code, &e);
	}
}

/* ---- derived figures ---- */

static struct store_change derived(const char *key, bool has_value, int64_t value)
{
	return (struct store_change){.op = OP_DERIVED,
	                             .form = "annex2",
	                             .copy = 1,
	                             .key = key,
	                             .has_value = has_value,
	                             .value = value};
}

static void store_apply__derived__no_version_and_no_journal(void **state)
{
	struct box *b = *state;
	struct store_entry *entries;
	struct store_content *c;
	struct err e = {0};
	int64_t version, revision, step = 5;
	size_t count;
	struct store_change changes[] = {derived("a", true, 7), derived("total", true, 98000000)};

	must(box_apply(b->s, b->filing, cell("a", "6", 0), &e), &e);
	c = box_load(b->s, b->filing);
	version = find_cell(c, "a")->version;
	revision = c->filing.revision;
	store_content_free(c);
	must(store_apply(b->s, b->filing, changes, 2, NULL, "计算", NULL, &step, &e), &e);
	assert_int_equal(step, 0);

	c = box_load(b->s, b->filing);
	assert_int_equal(find_cell(c, "a")->version, version);
	assert_int_equal(find_cell(c, "a")->value, 7);
	assert_int_equal(find_cell(c, "total")->version, 0);
	assert_null(find_cell(c, "total")->text);
	assert_int_equal(find_cell(c, "total")->value, 98000000);
	assert_true(c->filing.revision > revision);
	store_content_free(c);
	must(store_journal(b->s, b->filing, "annex2", 1, "total", 9, &entries, &count, &e), &e);
	assert_int_equal(count, 0);
	store_journal_free(entries, count);

	/* What is only derived is no version that a typed text would clash with. */
	must(box_apply(b->s, b->filing, cell("total", "99", 0), &e), &e);
}

static void store_apply__derived_figure_gone__leaves_no_empty_cell(void **state)
{
	struct box *b = *state;
	struct store_content *c;
	struct err e = {0};

	must(box_apply(b->s, b->filing, cell("a", "6", 0), &e), &e);
	must(box_apply(b->s, b->filing, derived("a", true, 6000000), &e), &e);
	must(box_apply(b->s, b->filing, derived("total", true, 1), &e), &e);
	must(box_apply(b->s, b->filing, derived("total", false, 0), &e), &e);
	must(box_apply(b->s, b->filing, derived("a", false, 0), &e), &e);
	must(box_apply(b->s, b->filing, derived("other", false, 0), &e), &e);
	c = box_load(b->s, b->filing);
	assert_int_equal(c->ncells, 1);
	assert_false(c->cells[0].has_value);
	assert_string_equal(c->cells[0].text, "6");
	store_content_free(c);
}

static void store_apply__score__stands_in_the_filing(void **state)
{
	struct box *b = *state;
	static const struct store_score scores[] = {
	    {true, 98000000, "优"}, {false, 0, NULL}, {true, 0, "差"}};
	struct err e = {0};

	for (size_t i = 0; i < sizeof scores / sizeof *scores; i++) {
		struct store_filing *f;
		size_t count;

		must(store_apply(b->s, b->filing, NULL, 0, &scores[i], "计算", NULL, NULL, &e), &e);
		/* NULL leaves it as it is. */
		must(store_apply(b->s, b->filing, NULL, 0, NULL, "计算", NULL, NULL, &e), &e);
		must(store_filings(b->s, b->unit, 0, &f, &count, &e), &e);
		assert_int_equal(count, 1);
		assert_int_equal(f->has_score, scores[i].has_score);
		assert_int_equal(f->score, scores[i].score);
		if (scores[i].grade)
			assert_string_equal(f->grade, scores[i].grade);
		else
			assert_null(f->grade);
		store_filings_free(f, count);
	}
}

/* ---- rows ---- */

static struct store_change row(enum store_op op, int64_t id, const char *group, int64_t order,
                               int64_t base)
{
	return (struct store_change){.op = op,
	                             .form = "annex2",
	                             .copy = 1,
	                             .list = "ind",
	                             .row = id,
	                             .group = group,
	                             .order = order,
	                             .base = base};
}

static int64_t add_row(struct box *b, const char *group, int64_t order)
{
	struct store_change change = row(OP_ROW_ADD, 0, group, order, 0);
	struct err e = {0};

	must(store_apply(b->s, b->filing, &change, 1, NULL, "添加行", NULL, NULL, &e), &e);
	assert_true(change.row > 0);
	assert_true(change.version > 0);
	return change.row;
}

static int64_t row_version(struct box *b, int64_t id)
{
	struct store_content *c = box_load(b->s, b->filing);
	int64_t version = find_row(c, id)->version;

	store_content_free(c);
	return version;
}

static void store_apply__rows__stand_by_list_and_order(void **state)
{
	struct box *b = *state;
	int64_t last = add_row(b, "数量指标", 30);
	int64_t first = add_row(b, NULL, 10);
	int64_t same = add_row(b, "", 30);
	struct store_content *c = box_load(b->s, b->filing);
	struct err e = {0};

	assert_int_equal(c->nrows, 3);
	assert_int_equal(c->rows[0].id, first);
	assert_null(c->rows[0].group);
	assert_int_equal(c->rows[1].id, last);
	assert_string_equal(c->rows[1].group, "数量指标");
	assert_int_equal(c->rows[2].id, same);
	assert_string_equal(c->rows[2].group, "");
	store_content_free(c);

	must(box_apply(b->s, b->filing, row(OP_ROW_MOVE, last, "质量指标", 5, row_version(b, last)),
	               &e),
	     &e);
	c = box_load(b->s, b->filing);
	assert_int_equal(c->rows[0].id, last);
	assert_string_equal(c->rows[0].group, "质量指标");
	store_content_free(c);
}

static void store_apply__row_and_its_cells_in_one_call__are_there(void **state)
{
	struct box *b = *state;
	struct store_content *c;
	struct err e = {0};
	char key[40];
	int64_t id;

	must(store_row_id(b->s, b->filing, "annex2", 1, &id, &e), &e);
	snprintf(key, sizeof key, "ind.%lld.name", (long long)id);
	{
		struct store_change changes[] = {row(OP_ROW_ADD, id, "数量指标", 1, 0),
		                                 cell(key, "文件转发数量", 0)};

		must(store_apply(b->s, b->filing, changes, 2, NULL, "添加行", NULL, NULL, &e), &e);
	}
	c = box_load(b->s, b->filing);
	assert_non_null(find_row(c, id));
	assert_string_equal(find_cell(c, key)->text, "文件转发数量");
	store_content_free(c);
}

static void store_row_id__rows_come_and_go__never_given_twice(void **state)
{
	struct box *b = *state;
	struct err e = {0};
	int64_t newest = 0;

	for (int i = 0; i < 4; i++) {
		int64_t by_add = add_row(b, NULL, 1);
		int64_t by_id;

		assert_true(by_add > newest);
		must(box_apply(b->s, b->filing,
		               row(OP_ROW_DELETE, by_add, NULL, 0, row_version(b, by_add)), &e),
		     &e);
		must(store_row_id(b->s, b->filing, "annex2", 1, &by_id, &e), &e);
		assert_true(by_id > by_add);
		newest = by_id;
	}
	/* Nor after the sheet itself came and went. */
	must(box_apply(b->s, b->filing,
	               (struct store_change){.op = OP_SHEET_DELETE, .form = "annex2", .copy = 1},
	               &e),
	     &e);
	must(box_apply(b->s, b->filing, sheet_add("annex2", 1), &e), &e);
	assert_true(add_row(b, NULL, 1) > newest);
}

static void store_apply__row_refused__its_id_is_not_kept(void **state)
{
	struct box *b = *state;
	struct store_change changes[] = {row(OP_ROW_ADD, 0, NULL, 1, 0), cell("a", "1", 9)};
	struct err e = {0};

	must_fail(store_apply(b->s, b->filing, changes, 2, NULL, "添加行", NULL, NULL, &e),
	          ERR_CONFLICT, &e);
	assert_int_equal(changes[0].row, 0);
}

static void store_apply__deleted_row__its_cells_are_gone_and_refused(void **state)
{
	struct box *b = *state;
	struct store *other = box_open(b, "乙");
	int64_t id = add_row(b, "数量指标", 1);
	int64_t neighbour = id * 10; /* "ind.1." is no beginning of "ind.10." */
	struct store_content *c;
	struct err e = {0};
	char mine[40], near[40];

	must(box_apply(b->s, b->filing, row(OP_ROW_ADD, neighbour, NULL, 2, 0), &e), &e);
	snprintf(mine, sizeof mine, "ind.%lld.target", (long long)id);
	snprintf(near, sizeof near, "ind.%lld.target", (long long)neighbour);
	must(box_apply(b->s, b->filing, cell(mine, "≥30 份", 0), &e), &e);
	must(box_apply(b->s, b->filing, cell(near, "≥2 期", 0), &e), &e);
	must(box_apply(other, b->filing, row(OP_ROW_DELETE, id, NULL, 0, row_version(b, id)), &e),
	     &e);
	c = box_load(b->s, b->filing);
	assert_null(find_row(c, id));
	assert_null(find_cell(c, mine));
	assert_non_null(find_cell(c, near));
	store_content_free(c);

	{
		static const enum store_op row_ops[] = {OP_ROW_DELETE, OP_ROW_MOVE};
		struct store_change late[] = {cell(mine, "39", 0), cell(mine, "39", 3),
		                              derived(mine, true, 39)};

		for (size_t i = 0; i < sizeof late / sizeof *late; i++) {
			must_fail(box_apply(b->s, b->filing, late[i], &e), ERR_CONFLICT, &e);
			assert_non_null(strstr(e.text, "乙"));
			assert_non_null(strstr(e.text, "删除"));
		}
		for (size_t i = 0; i < sizeof row_ops / sizeof *row_ops; i++)
			must_fail(box_apply(b->s, b->filing, row(row_ops[i], id, NULL, 1, 2), &e),
			          ERR_CONFLICT, &e);
	}
	/* A fixed row that has a number for its name was never deleted. */
	must(box_apply(b->s, b->filing, cell("econ.301.begin", "1", 0), &e), &e);
	store_close(other);
}

static void store_apply__row_moved_by_another__is_refused(void **state)
{
	struct box *b = *state;
	struct store *other = box_open(b, "乙");
	int64_t id = add_row(b, "数量指标", 1);
	int64_t seen = row_version(b, id);
	struct err e = {0};

	must(box_apply(other, b->filing, row(OP_ROW_MOVE, id, "质量指标", 4, seen), &e), &e);
	must_fail(box_apply(b->s, b->filing, row(OP_ROW_MOVE, id, NULL, 9, seen), &e), ERR_CONFLICT,
	          &e);
	assert_non_null(strstr(e.text, "移动"));
	must_fail(box_apply(b->s, b->filing, row(OP_ROW_DELETE, id, NULL, 0, seen), &e),
	          ERR_CONFLICT, &e);
	must_fail(box_apply(b->s, b->filing, row(OP_ROW_ADD, id, NULL, 9, 0), &e), ERR_CONFLICT,
	          &e);
	store_close(other);
}

/* ---- sheets ---- */

static void store_apply__sheet_deleted_by_another__says_so(void **state)
{
	struct box *b = *state;
	struct store *other = box_open(b, "乙");
	struct err e = {0};
	struct store_content *c;

	must(box_apply(b->s, b->filing, sheet_add("annex3", 2), &e), &e);
	must(box_apply(b->s, b->filing, cell("a", "1", 0), &e), &e);
	must(box_apply(other, b->filing,
	               (struct store_change){.op = OP_SHEET_DELETE, .form = "annex2", .copy = 1},
	               &e),
	     &e);
	must_fail(box_apply(b->s, b->filing, cell("a", "2", 2), &e), ERR_CONFLICT, &e);
	assert_non_null(strstr(e.text, "乙"));
	c = box_load(b->s, b->filing);
	assert_int_equal(c->nsheets, 1);
	assert_string_equal(c->sheets[0].form, "annex3");
	assert_int_equal(c->sheets[0].copy, 2);
	assert_int_equal(c->ncells, 0);
	store_content_free(c);
	store_close(other);
}

/* The same keys in another year, set, form, copy and unit are other cells. */
static void store_apply__same_key_elsewhere__does_not_meet(void **state)
{
	struct box *b = *state;
	struct err e = {0};
	int64_t unit, filings[3];

	must(store_unit_add(b->s, "430603", b->unit, &unit, &e), &e);
	must(store_filing_add(b->s, unit, 2024, "yueyanglou-2024", &filings[0], &e), &e);
	must(store_filing_add(b->s, b->unit, 2023, "yueyanglou-2024", &filings[1], &e), &e);
	must(store_filing_add(b->s, b->unit, 2024, "other", &filings[2], &e), &e);
	must(box_apply(b->s, b->filing, cell("a", "mine", 0), &e), &e);
	for (size_t i = 0; i < 3; i++) {
		must(box_apply(b->s, filings[i], sheet_add("annex2", 1), &e), &e);
		assert_cell(b->s, filings[i], "a", "");
		must(box_apply(b->s, filings[i], cell("a", "theirs", 0), &e), &e);
	}
	assert_cell(b->s, b->filing, "a", "mine");
}

/* ---- bracket ---- */

static void store_begin__several_calls__are_one_or_none(void **state)
{
	struct box *b = *state;
	struct store *other = box_open(b, "乙");
	struct err e = {0};

	must(store_begin(b->s, &e), &e);
	must_fail(store_begin(b->s, &e), ERR_USAGE, &e);
	must(box_apply(b->s, b->filing, cell("a", "1", 0), &e), &e);
	assert_cell(other, b->filing, "a", "");
	store_rollback(b->s);
	assert_cell(b->s, b->filing, "a", "");

	must(store_begin(b->s, &e), &e);
	must(box_apply(b->s, b->filing, cell("a", "1", 0), &e), &e);
	/* One refused call takes back itself, not those before it. */
	must_fail(box_apply(b->s, b->filing, cell("a", "2", 0), &e), ERR_CONFLICT, &e);
	must(box_apply(b->s, b->filing, cell("b", "2", 0), &e), &e);
	assert_cell(b->s, b->filing, "b", "2");
	must(store_commit(b->s, &e), &e);
	must_fail(store_commit(b->s, &e), ERR_USAGE, &e);
	assert_cell(other, b->filing, "a", "1");
	assert_cell(other, b->filing, "b", "2");
	store_close(other);
}

int main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, box_setup, box_teardown)
	const struct CMUnitTest tests[] = {
	    T(store_apply__cell_typed__is_there_with_its_version),
	    T(store_apply__based_on_an_old_version__is_refused),
	    T(store_apply__conflict__says_who_when_and_what),
	    T(store_apply__cleared_and_typed_again__old_version_is_refused),
	    T(store_apply__one_change_refused__nothing_is_stored),
	    T(store_apply__wrong_address__is_refused),
	    T(store_apply__derived__no_version_and_no_journal),
	    T(store_apply__derived_figure_gone__leaves_no_empty_cell),
	    T(store_apply__score__stands_in_the_filing),
	    T(store_apply__rows__stand_by_list_and_order),
	    T(store_apply__row_and_its_cells_in_one_call__are_there),
	    T(store_row_id__rows_come_and_go__never_given_twice),
	    T(store_apply__row_refused__its_id_is_not_kept),
	    T(store_apply__deleted_row__its_cells_are_gone_and_refused),
	    T(store_apply__row_moved_by_another__is_refused),
	    T(store_apply__sheet_deleted_by_another__says_so),
	    T(store_apply__same_key_elsewhere__does_not_meet),
	    T(store_begin__several_calls__are_one_or_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
