#include "box.h"

#include "base/mem.h"
#include "base/str.h"

/* ---- one step back or forth, as app does it ---- */

static int turn(struct store *s, int64_t filing, bool redo, struct err *e)
{
	struct store_plan *plan;
	int result = redo ? store_plan_redo(s, filing, &plan, e)
	                  : store_plan_undo(s, filing, &plan, e);

	if (result < 0)
		return -1;
	result = store_apply_plan(s, filing, plan, NULL, 0, NULL, NULL, e);
	store_plan_free(plan);
	return result;
}

/* Types over whatever stands there. */
static void type(struct store *s, int64_t filing, const char *key, const char *text)
{
	struct err e = {0};

	must(box_apply(s, filing, cell(key, text, version_of(s, filing, key)), &e), &e);
}

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

/* All texts, rows and sheets of the filing, without versions: two states are
 * the same when these are. */
static char *picture(struct store *s, int64_t filing)
{
	struct store_content *c = box_load(s, filing);
	struct str out = {0};

	for (size_t i = 0; i < c->nsheets; i++)
		str_addf(&out, "%s#%d\n", c->sheets[i].form, c->sheets[i].copy);
	for (size_t i = 0; i < c->nrows; i++)
		str_addf(&out, "%d %s.%lld [%s] %lld\n", c->rows[i].sheet, c->rows[i].list,
		         (long long)c->rows[i].id, c->rows[i].group ? c->rows[i].group : "-",
		         (long long)c->rows[i].order);
	for (size_t i = 0; i < c->ncells; i++) {
		if (c->cells[i].text)
			str_addf(&out, "%d %s=%s\n", c->cells[i].sheet, c->cells[i].key,
			         c->cells[i].text);
	}
	store_content_free(c);
	return str_take(&out);
}

/* ---- there and back again ---- */

/* Every kind of step, each on top of the one before. */
static void do_step(struct store *s, int64_t filing, int number)
{
	struct store_change change;
	struct store_content *c = box_load(s, filing);
	const struct store_row *r = find_row(c, 7);
	int64_t row_base = r ? r->version : 0;
	struct err e = {0};
	struct store_change pair[2];

	store_content_free(c);
	switch (number) {
	case 0:
		type(s, filing, "a", "48.6.");
		return;
	case 1:
		type(s, filing, "a", "48.60");
		return;
	case 2:
		type(s, filing, "a", NULL);
		return;
	case 3:
		pair[0] = row(OP_ROW_ADD, 7, "数量 指标", 10, 0);
		pair[1] = cell("ind.7.name", "文件转发数量", 0);
		must(store_apply(s, filing, pair, 2, NULL, "添加行", NULL, NULL, &e), &e);
		return;
	case 4:
		type(s, filing, "ind.7.target", "≥30 份");
		return;
	case 5:
		change = row(OP_ROW_MOVE, 7, NULL, -5, row_base);
		break;
	case 6:
		/* Moved and deleted in one go. */
		pair[0] = row(OP_ROW_MOVE, 7, "", 3, row_base);
		pair[1] = row(OP_ROW_DELETE, 7, NULL, 0, row_base);
		must(store_apply(s, filing, pair, 2, NULL, "删除行", NULL, NULL, &e), &e);
		return;
	case 7:
		change = sheet_add("annex3", 1);
		break;
	case 8:
		/* The same cell twice in one step. */
		pair[0] = cell("b", "1", 0);
		pair[1] = cell("b", "2", 0);
		must(store_apply(s, filing, pair, 2, NULL, "填写", NULL, NULL, &e), &e);
		return;
	case 9:
		pair[0] = row(OP_ROW_ADD, 0, "x", 1, 0);
		must(box_apply(s, filing, pair[0], &e), &e);
		return;
	case 10:
		change = (struct store_change){.op = OP_SHEET_DELETE, .form = "annex2", .copy = 1};
		break;
	default:
		fail();
		return;
	}
	must(box_apply(s, filing, change, &e), &e);
}

enum { STEPS = 11 };

static void expect(struct store *s, int64_t filing, const char *want)
{
	char *got = picture(s, filing);

	assert_string_equal(got, want);
	mem_free(got);
}

/* Twice, with a new process each time: it is all in the journal. */
static void store_plan__every_kind_of_step__goes_back_and_forth(void **state)
{
	struct box *b = *state;
	char *pictures[STEPS + 1];
	struct err e = {0};

	for (int i = 0; i <= STEPS; i++) {
		pictures[i] = picture(b->s, b->filing);
		if (i < STEPS)
			do_step(b->s, b->filing, i);
	}
	for (int round = 0; round < 2; round++) {
		for (int i = STEPS; i > 0; i--) {
			must(turn(b->s, b->filing, false, &e), &e);
			expect(b->s, b->filing, pictures[i - 1]);
		}
		store_close(b->s);
		b->s = box_open(b, "甲");
		for (int i = 0; i < STEPS; i++) {
			must(turn(b->s, b->filing, true, &e), &e);
			expect(b->s, b->filing, pictures[i + 1]);
		}
		must_fail(turn(b->s, b->filing, true, &e), ERR_NOTFOUND, &e);
		store_close(b->s);
		b->s = box_open(b, "甲");
	}
	for (int i = 0; i <= STEPS; i++)
		mem_free(pictures[i]);
}

static void store_plan__nothing_done__is_not_found(void **state)
{
	struct box *b = *state;
	struct store *other = box_open(b, "乙");
	struct store_plan *plan = NULL;
	struct err e = {0};

	must_fail(store_plan_undo(other, b->filing, &plan, &e), ERR_NOTFOUND, &e);
	assert_null(plan);
	must_fail(store_plan_redo(b->s, b->filing, &plan, &e), ERR_NOTFOUND, &e);
	must_fail(store_plan_undo(b->s, 99, &plan, &e), ERR_NOTFOUND, &e);
	store_close(other);
}

/* ---- sequences of keys ---- */

/* A small letter is 甲 typing into the cell of that name, a capital 乙 typing
 * into the same cell; u and r are the undo and redo of 甲, U and R of 乙.  Before
 * what is refused stands ! (somebody else was there) or - (nothing to do).
 * Each letter types how many it is: the first «1», the next «2». */
static void play(struct store *mine, struct store *theirs, int64_t filing, const char *keys)
{
	int typed = 0;

	for (const char *k = keys; *k; k++) {
		enum err_code refusal = *k == '!' ? ERR_CONFLICT : *k == '-' ? ERR_NOTFOUND : 0;
		struct store *s;
		struct err e = {0};
		char key[2] = "", text[12];

		k += refusal != 0;
		s = *k >= 'A' && *k <= 'Z' ? theirs : mine;
		key[0] = (char)(*k | 0x20);
		if (key[0] != 'u' && key[0] != 'r') {
			snprintf(text, sizeof text, "%d", ++typed);
			type(s, filing, key, text);
		} else if (refusal) {
			must_fail(turn(s, filing, key[0] == 'r', &e), refusal, &e);
		} else {
			must(turn(s, filing, key[0] == 'r', &e), &e);
		}
	}
}

/* A filing with what a step of nobody's made. */
static int64_t fresh_filing(struct box *b, int year, struct store_change *changes, size_t count)
{
	struct err e = {0};
	int64_t filing;

	must(store_filing_add(b->s, b->unit, year, "s", &filing, &e), &e);
	store_set_actor(b->s, "init", NULL);
	must(store_apply(b->s, filing, changes, count, NULL, "建立", NULL, NULL, &e), &e);
	store_set_actor(b->s, "甲", NULL);
	return filing;
}

static void store_plan__sequences__end_in_the_right_text(void **state)
{
	struct box *b = *state;
	struct store *other = box_open(b, "乙");
	static const struct {
		const char *keys, *want; /* of cell a */
	} cases[] = {
	    /* clang-format off */
		{ "au",         "" },  { "aur",      "1" }, { "aau",       "1" },
		{ "aauu",       "" },  { "aauur",    "1" }, { "aauurr",    "2" },
		{ "aauurr-r",   "2" }, { "aaua-r",   "3" }, { "aauau",     "1" },
		{ "aauauu",     "" },  { "aauauur",  "1" }, { "aauauurr",  "3" },
		{ "aururu",     "" },  { "aaurur",   "2" }, { "aaaurur",   "3" },
		{ "aua-ru-u",   "" },  { "aaauurur", "2" },
		{ "aA!u",       "2" }, { "aBu",      "" },  { "Aau",       "1" },
		{ "auA!r",      "2" }, { "auBr",     "1" }, { "aAUu",      "" },
		{ "aA!uUu",     "" },  { "aAUR!u",   "2" }, { "AauU!r",    "" },
		{ "AaA!u",      "3" }, { "aAUuA!r",  "3" }, { "abAu!u",    "3" },
		{ "aBuUr",      "1" }, { "Aa!U",     "2" }, { "AaA!uU!U",  "2" },
		/* 乙's change went and came again since: not worth guessing. */
		{ "AauUR!r",    "1" },
	    /* clang-format on */
	};
	struct store_change sheet = sheet_add("annex2", 1);

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		int64_t filing = fresh_filing(b, 1000 + (int)i, &sheet, 1);

		play(b->s, other, filing, cases[i].keys);
		assert_cell(b->s, filing, "a", cases[i].want);
	}
	store_close(other);
}

/* ---- somebody else was in the row or the sheet ---- */

enum deed { CELL_7, CELL_8, CELL_70, MOVE_7, DROP_7, DROP_8, DROP_SHEET, ADD_SHEET };

static int64_t row_version(struct store *s, int64_t filing, int64_t id)
{
	struct store_content *c = box_load(s, filing);
	const struct store_row *r = find_row(c, id);
	int64_t version = r ? r->version : 0;

	store_content_free(c);
	return version;
}

static void act(struct store *s, int64_t filing, enum deed deed, const char *text)
{
	int64_t seven = row_version(s, filing, 7), eight = row_version(s, filing, 8);
	const struct store_change deeds[] = {
	    [CELL_7] = cell("ind.7.a", text, version_of(s, filing, "ind.7.a")),
	    [CELL_8] = cell("ind.8.a", text, version_of(s, filing, "ind.8.a")),
	    [CELL_70] = cell("ind.70.a", text, version_of(s, filing, "ind.70.a")),
	    [MOVE_7] = row(OP_ROW_MOVE, 7, "h", 9, seven),
	    [DROP_7] = row(OP_ROW_DELETE, 7, NULL, 0, seven),
	    [DROP_8] = row(OP_ROW_DELETE, 8, NULL, 0, eight),
	    [DROP_SHEET] = {.op = OP_SHEET_DELETE, .form = "annex2", .copy = 1},
	    [ADD_SHEET] = sheet_add("annex3", 1),
	};
	struct err e = {0};

	must(box_apply(s, filing, deeds[deed], &e), &e);
}

/* What 甲 does, what 乙 does then, and whether 甲 may still take it back. */
static void store_plan__others_in_the_row_or_sheet__is_refused(void **state)
{
	struct box *b = *state;
	struct store *other = box_open(b, "乙");
	static const struct {
		enum deed mine, theirs;
		bool refused;
	} cases[] = {
	    /* clang-format off */
		{ DROP_7, CELL_8,  false }, { DROP_7, CELL_70, false }, { DROP_7, DROP_SHEET, true },
		{ DROP_7, DROP_8,  false }, { CELL_7, DROP_7,  true },  { CELL_7, MOVE_7,     false },
		{ CELL_7, CELL_8,  false }, { CELL_7, CELL_7,  true },  { CELL_7, DROP_SHEET, true },
		{ MOVE_7, CELL_7,  false }, { MOVE_7, MOVE_7,  true },  { MOVE_7, DROP_7,     true },
		{ ADD_SHEET, CELL_7, false }, { DROP_SHEET, ADD_SHEET, false },
	    /* clang-format on */
	};
	struct err e = {0};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct store_change base[] = {sheet_add("annex2", 1), row(OP_ROW_ADD, 7, "g", 1, 0),
		                              row(OP_ROW_ADD, 8, "g", 2, 0),
		                              row(OP_ROW_ADD, 70, "g", 3, 0),
		                              cell("ind.7.a", "old", 0)};
		int64_t filing = fresh_filing(b, 1000 + (int)i, base, 5);

		act(b->s, filing, cases[i].mine, "1");
		act(other, filing, cases[i].theirs, "2");
		if (!cases[i].refused) {
			must(turn(b->s, filing, false, &e), &e);
			continue;
		}
		must_fail(turn(b->s, filing, false, &e), ERR_CONFLICT, &e);
		assert_non_null(strstr(e.text, "乙"));
	}
	store_close(other);
}

/* What was added is not taken away with somebody else's work in it. */
static void store_plan__others_typed_into_what_was_added__is_refused(void **state)
{
	struct box *b = *state;
	struct store *other = box_open(b, "乙");
	struct err e = {0};
	char text[20];

	must(box_apply(b->s, b->filing, row(OP_ROW_ADD, 7, NULL, 1, 0), &e), &e);
	type(other, b->filing, "ind.7.name", "乙 的");
	must_fail(turn(b->s, b->filing, false, &e), ERR_CONFLICT, &e);
	read_cell(b->s, b->filing, "ind.7.name", text, sizeof text, NULL);
	assert_string_equal(text, "乙 的");

	must(box_apply(b->s, b->filing, sheet_add("annex3", 1), &e), &e);
	must(box_apply(other, b->filing,
	               (struct store_change){
	                   .op = OP_CELL, .form = "annex3", .copy = 1, .key = "k", .text = "v"},
	               &e),
	     &e);
	must_fail(turn(b->s, b->filing, false, &e), ERR_CONFLICT, &e);
	store_close(other);
}

/* ---- between the plan and its carrying out ---- */

static void store_apply_plan__somebody_was_quicker__is_refused(void **state)
{
	struct box *b = *state;
	struct store *other = box_open(b, "乙");
	struct store *mine_too = box_open(b, "甲");
	struct store_plan *plan;
	struct err e = {0};

	/* Somebody else in the cell. */
	type(b->s, b->filing, "a", "1");
	must(store_plan_undo(b->s, b->filing, &plan, &e), &e);
	type(other, b->filing, "a", "2");
	must_fail(store_apply_plan(b->s, b->filing, plan, NULL, 0, NULL, NULL, &e), ERR_CONFLICT,
	          &e);
	store_plan_free(plan);
	assert_cell(b->s, b->filing, "a", "2");

	/* The same person in another window: a row that got a text. */
	must(box_apply(b->s, b->filing, row(OP_ROW_ADD, 7, NULL, 1, 0), &e), &e);
	must(store_plan_undo(b->s, b->filing, &plan, &e), &e);
	type(mine_too, b->filing, "ind.7.name", "x");
	must_fail(store_apply_plan(b->s, b->filing, plan, NULL, 0, NULL, NULL, &e), ERR_CONFLICT,
	          &e);
	store_plan_free(plan);

	/* The same undo in two windows. */
	must(store_plan_undo(b->s, b->filing, &plan, &e), &e);
	must(turn(mine_too, b->filing, false, &e), &e);
	must_fail(store_apply_plan(b->s, b->filing, plan, NULL, 0, NULL, NULL, &e), ERR_CONFLICT,
	          &e);
	store_plan_free(plan);
	store_close(mine_too);
	store_close(other);
}

static void store_apply_plan__derived_figures_and_score__go_with_it(void **state)
{
	struct box *b = *state;
	struct store_change total = {.op = OP_DERIVED,
	                             .form = "annex2",
	                             .copy = 1,
	                             .key = "total",
	                             .has_value = true,
	                             .value = 98000000};
	struct store_change typed = cell("x", "1", 0);
	struct store_score score = {true, 98000000, "优"};
	struct store_plan *plan;
	struct store_content *c;
	struct store_entry *entries;
	struct err e = {0};
	int64_t step = 0;
	size_t count;

	type(b->s, b->filing, "a", "1");
	type(b->s, b->filing, "a", "2");
	must(store_plan_undo(b->s, b->filing, &plan, &e), &e);
	assert_int_equal(plan->count, 1);
	assert_string_equal(plan->what, "填写");
	assert_string_equal(plan->changes[0].key, "a");
	assert_string_equal(plan->changes[0].text, "1");
	must_fail(store_apply_plan(b->s, b->filing, plan, &typed, 1, NULL, NULL, &e), ERR_USAGE,
	          &e);
	must(store_apply_plan(b->s, b->filing, plan, &total, 1, &score, &step, &e), &e);

	c = box_load(b->s, b->filing);
	assert_int_equal(find_cell(c, "total")->value, 98000000);
	assert_int_equal(find_cell(c, "a")->version, plan->changes[0].version);
	assert_string_equal(c->filing.grade, "优");
	store_content_free(c);
	must(store_journal(b->s, b->filing, "annex2", 1, "a", 1, &entries, &count, &e), &e);
	assert_int_equal(count, 1);
	assert_int_equal(entries->step, step);
	assert_int_equal(entries->undoes, plan->step);
	assert_string_equal(entries->what, "撤销");
	assert_string_equal(entries->old_text, "2");
	assert_string_equal(entries->new_text, "1");
	store_journal_free(entries, count);
	store_plan_free(plan);
}

/* The order of steps is that of their ids, whatever the clock says. */
static void store_plan__clock_goes_backwards__newest_step_is_undone(void **state)
{
	struct box *b = *state;
	struct store_entry *entries;
	struct err e = {0};
	size_t count;

	for (int i = 1; i <= 3; i++) {
		char text[2] = {(char)('0' + i), '\0'};

		b->now = LONG_AGO - i * 86400;
		type(b->s, b->filing, "a", text);
	}
	must(store_journal(b->s, b->filing, NULL, 0, NULL, 2, &entries, &count, &e), &e);
	assert_int_equal(count, 2);
	assert_string_equal(entries[0].new_text, "3");
	assert_string_equal(entries[1].new_text, "2");
	assert_int_equal(entries[0].time, LONG_AGO - 3 * 86400);
	store_journal_free(entries, count);
	must(turn(b->s, b->filing, false, &e), &e);
	assert_cell(b->s, b->filing, "a", "2");
}

int main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, box_setup, box_teardown)
	const struct CMUnitTest tests[] = {
	    T(store_plan__every_kind_of_step__goes_back_and_forth),
	    T(store_plan__nothing_done__is_not_found),
	    T(store_plan__sequences__end_in_the_right_text),
	    T(store_plan__others_in_the_row_or_sheet__is_refused),
	    T(store_plan__others_typed_into_what_was_added__is_refused),
	    T(store_apply_plan__somebody_was_quicker__is_refused),
	    T(store_apply_plan__derived_figures_and_score__go_with_it),
	    T(store_plan__clock_goes_backwards__newest_step_is_undone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
