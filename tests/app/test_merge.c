#include "app/merge_desk.h"

#include "store/passages.h"

/* ---- cells ---- */

/* Cells that the samples leave absent; NULL: nothing is put there, "": it is
 * cleared.  By hand from the rule in merge.h. */
static const struct cell_case {
	const char *key, *base, *theirs, *mine;
	int side; /* enum merge_side; −1: no item */
	const char *after; /* with «mine» for conflicts; NULL: absent */
} cell_cases[] = {
	{ "building.approved", "1", NULL, NULL, -1, "1" },
	{ "building.actual", "1", "2", NULL, MERGE_THEIRS, "2" },
	{ "car.buy.budget", "1", NULL, "3", MERGE_MINE, "3" },
	{ "car.buy.final", "1", "2", "2", -1, "2" },
	{ "car.run.budget", "1", "2", "3", MERGE_BOTH, "3" },
	{ "car.run.final", NULL, "2", NULL, MERGE_THEIRS, "2" },
	{ "abroad.budget", NULL, NULL, "3", MERGE_MINE, "3" },
	{ "abroad.final", NULL, "2", "2", -1, "2" },
	{ "guest.budget", NULL, "2", "3", MERGE_BOTH, "3" },
	{ "guest.final", "1", "", NULL, MERGE_THEIRS, "" },
	{ "upkeep.budget", "1", NULL, "", MERGE_MINE, "" },
	{ "upkeep.final", "1", "", "3", MERGE_BOTH, "3" },
	{ "adjust.budget", "1", "", "", -1, "" },
	{ "adjust.final", "1", "4.00", "4", MERGE_BOTH, "4" },
};
enum { CELL_CASES = sizeof cell_cases / sizeof *cell_cases };

static void put_case(struct desk *d, const struct cell_case *c, const char *text)
{
	struct str name = { 0 };

	str_addf(&name, "annex1.%s", c->key);
	if (text)
		put(d, str_text(&name), text);
	str_free(&name);
}

static void check_case(const struct merge *m, const struct cell_case *c)
{
	struct str key = { 0 };
	const struct merge_item *i;

	str_addf(&key, "annex1.%s", c->key);
	i = item_of(m, str_text(&key));
	if (!i != (c->side < 0) || (i && (int)i->side != c->side))
		fail_msg("%s: side %d, wanted %d", str_text(&key), i ? (int)i->side : -1, c->side);
	if (i && i->side == MERGE_BOTH) {
		assert_int_equal(i->choice, CHOICE_OPEN);
		assert_string_equal(i->base ? i->base : "-", c->base ? c->base : "-");
		assert_string_equal(i->theirs, c->theirs);
		assert_string_equal(i->mine, c->mine);
	}
	str_free(&key);
}

static void check_after(struct desk *d, const struct cell_case *c)
{
	struct str key = { 0 };
	const char *is;

	str_addf(&key, "annex1.%s", c->key);
	is = cell_at(d->center, str_text(&key))->text;
	if (strcmp(is ? is : "-", c->after) != 0)
		fail_msg("%s is «%s», wanted «%s»", str_text(&key), is ? is : "-", c->after);
	str_free(&key);
}

static void merge__cells_that_changed_here_there_or_both__follow_the_table(void **state)
{
	struct ends *x = *state;
	struct merge *m;

	for (int i = 0; i < CELL_CASES; i++)
		put_case(&x->unit, &cell_cases[i], cell_cases[i].base);
	deliver(&x->unit, &x->department, NULL);
	for (int i = 0; i < CELL_CASES; i++) {
		put_case(&x->unit, &cell_cases[i], cell_cases[i].theirs);
		put_case(&x->department, &cell_cases[i], cell_cases[i].mine);
	}
	m = send(&x->unit, &x->department);
	assert_true(m->common);
	for (int i = 0; i < CELL_CASES; i++)
		check_case(m, &cell_cases[i]);
	assert_int_equal(merge_open_items(m), 4);
	must(merge_take(m, "mine", &x->department.e), &x->department.e);
	carry_out(&x->department, m);
	for (int i = 0; i < CELL_CASES; i++)
		check_after(&x->department, &cell_cases[i]);
	/* What was decided there holds here: nothing is asked again. */
	deliver(&x->department, &x->unit, NULL);
	for (int i = 0; i < CELL_CASES; i++)
		check_after(&x->unit, &cell_cases[i]);
	assert_same_content(x);
}

static void merge__without_anything_in_common__asks_for_all_that_differs(void **state)
{
	struct ends *x = *state;
	struct merge *m;

	put(&x->unit, "annex1.work.final", "50.00");     /* 48.78 in the samples */
	put(&x->unit, "annex1.upkeep.final", "1.00");    /* nothing in the samples */
	put(&x->department, "annex1.adjust.final", "2.00");
	m = send(&x->unit, &x->department);
	assert_false(m->common);
	assert_int_equal(item_of(m, "annex1.work.final")->side, MERGE_BOTH);
	assert_int_equal(item_of(m, "annex1.upkeep.final")->side, MERGE_THEIRS);
	assert_int_equal(item_of(m, "annex1.adjust.final")->side, MERGE_MINE);
	assert_int_equal(m->n, 3);
	must(merge_take(m, "annex1.work.final=theirs", &x->department.e), &x->department.e);
	carry_out(&x->department, m);
	assert_string_equal(cell_at(x->department.center, "annex1.work.final")->text, "50.00");
	assert_string_equal(cell_at(x->department.center, "annex1.upkeep.final")->text, "1.00");
	assert_string_equal(cell_at(x->department.center, "annex1.adjust.final")->text, "2.00");
}

/* ---- deciding ---- */

static const struct {
	const char *word;
	enum err_code code;
	const char *after; /* of annex1.work.final: 49.00 here, 50.00 there */
} words[] = {
	{ "annex1.work.final=mine", ERR_NONE, "49.00" },
	{ "annex1.work.final=theirs", ERR_NONE, "50.00" },
	{ "annex1.work.final==49.50", ERR_NONE, "49.50" },
	{ "annex1.work.final==1=2", ERR_NONE, "1=2" },
	{ "theirs", ERR_NONE, "50.00" },
	{ "mine", ERR_NONE, "49.00" },
	{ "他的", ERR_USAGE, NULL },
	{ "annex1.work.final=other", ERR_USAGE, NULL },
	{ "annex1.work.budget=mine", ERR_NOTFOUND, NULL },
	{ "annex1.work.final==a\033b", ERR_INPUT, NULL },
};

static void merge_take__words__decide_or_are_refused(void **state)
{
	struct ends *x = *state;
	struct desk *d = &x->department;

	put(&x->unit, "annex1.work.final", "50.00");
	put(d, "annex1.work.final", "49.00");
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		struct merge *m = send(&x->unit, d);
		int result = merge_take(m, words[i].word, &d->e);

		if (words[i].code != ERR_NONE) {
			must_fail(result, words[i].code, &d->e);
			assert_int_equal(merge_open_items(m), 1);
			merge_close(m);
			continue;
		}
		must(result, &d->e);
		carry_out(d, m);
		assert_string_equal(cell_at(d->center, "annex1.work.final")->text, words[i].after);
		/* The next one begins with another text in common. */
		deliver(d, &x->unit, "theirs");
		put(&x->unit, "annex1.work.final", "1.00");
		deliver(&x->unit, d, NULL);
		put(&x->unit, "annex1.work.final", "50.00");
		put(d, "annex1.work.final", "49.00");
	}
}

static void merge_store__with_an_open_conflict__changes_nothing(void **state)
{
	struct ends *x = *state;
	struct merge_done done;
	struct merge *m;
	char *before, *after;

	put(&x->unit, "annex1.work.final", "50.00");
	put(&x->unit, "annex1.upkeep.final", "1.00");
	m = send(&x->unit, &x->department);
	before = dump(x->department.center, true);
	must_fail(merge_store(m, false, &done, &x->department.e), ERR_CONFLICT, &x->department.e);
	merge_close(m);
	after = dump(desk_filing(x->department.w, "信息中心", 2024), true);
	assert_same_dump(after, before);
	mem_free(before);
	mem_free(after);
}

static void merge_store__after_an_edit_since_the_plan__wants_a_new_plan(void **state)
{
	struct ends *x = *state;
	struct desk *d = &x->department;
	struct work *other = desk_join(d, "丙");
	struct filing *f = desk_filing(other, "信息中心", 2024);
	struct merge_done done;
	struct merge *m;

	put(&x->unit, "annex1.upkeep.final", "1.00");
	m = send(&x->unit, d);
	must(edit_cell(other, f, at(f, "annex1.upkeep.final"), "9.00", &d->e), &d->e);
	must_fail(merge_store(m, false, &done, &d->e), ERR_CONFLICT, &d->e);
	merge_close(m);
	d->center = desk_filing(d->w, "信息中心", 2024);
	assert_string_equal(cell_at(d->center, "annex1.upkeep.final")->text, "9.00");
	work_close(other);
	assert_stored(d, d->center);
}

static void merge_store__what_somebody_merged_since_the_plan__is_not_merged_again(void **state)
{
	struct ends *x = *state;
	struct desk *d = &x->department;
	struct work *other = desk_join(d, "丙");
	struct str bytes = { 0 };
	struct merge_done done;
	struct merge *m, *theirs;

	pack_center(&x->unit, &bytes);
	m = open_bytes(d, &bytes);
	theirs = merge_open_bytes(other, "a.zpk", bytes.s, bytes.length, &d->e);
	assert_non_null(theirs);
	must(merge_store(theirs, false, &done, &d->e), &d->e);
	merge_close(theirs);
	work_close(other);
	must_fail(merge_store(m, false, &done, &d->e), ERR_CONFLICT, &d->e);
	assert_non_null(strstr(d->e.text, "丙"));
	merge_close(m);
	str_free(&bytes);
}

/* ---- again ---- */

static void merge__the_same_parcel_twice__changes_nothing_and_says_so(void **state)
{
	struct ends *x = *state;
	struct str bytes = { 0 };
	struct merge_done done;
	struct merge *m;
	int64_t revision;

	put(&x->unit, "annex1.upkeep.final", "1.00");
	pack_center(&x->unit, &bytes);
	m = open_bytes(&x->department, &bytes);
	assert_false(m->again);
	carry_out(&x->department, m);
	revision = x->department.center->revision;
	m = open_bytes(&x->department, &bytes);
	assert_true(m->again);
	must(merge_store(m, false, &done, &x->department.e), &x->department.e);
	assert_int_equal(done.cells + done.steps, 0);
	assert_int_equal(x->department.center->revision, revision);
	merge_close(m);
	str_free(&bytes);
}

static void merge__ones_own_or_an_old_parcel__is_refused(void **state)
{
	struct ends *x = *state;
	struct str first = { 0 }, second = { 0 };
	struct merge *m;

	pack_center(&x->unit, &first);
	put(&x->unit, "annex1.upkeep.final", "1.00");
	pack_center(&x->unit, &second);
	assert_null(merge_open_bytes(x->unit.w, "a.zpk", first.s, first.length, &x->unit.e));
	assert_int_equal(x->unit.e.code, ERR_INPUT);
	m = open_bytes(&x->department, &second);
	carry_out(&x->department, m);
	assert_null(merge_open_bytes(x->department.w, "a.zpk", first.s, first.length,
	                             &x->department.e));
	assert_int_equal(x->department.e.code, ERR_INPUT);
	assert_non_null(strstr(x->department.e.text, "过时"));
	str_free(&first);
	str_free(&second);
}

/* A parcel that never arrived: the one before it is what both know. */
static void merge__after_a_parcel_was_lost__compares_with_the_one_before(void **state)
{
	struct ends *x = *state;
	struct str lost = { 0 };
	struct merge *m;

	deliver(&x->unit, &x->department, NULL);
	put(&x->unit, "annex1.upkeep.final", "1.00");
	pack_center(&x->unit, &lost);
	put(&x->unit, "annex1.upkeep.budget", "2.00");
	put(&x->department, "annex1.adjust.final", "3.00");
	m = send(&x->unit, &x->department);
	assert_true(m->common);
	assert_int_equal(m->count[MERGE_THEIRS], 2);
	assert_int_equal(m->count[MERGE_MINE], 1);
	assert_int_equal(m->count[MERGE_BOTH], 0);
	carry_out(&x->department, m);
	deliver(&x->department, &x->unit, NULL);
	assert_same_content(x);
	str_free(&lost);
}

/* ---- what it may not be ---- */

static void merge__of_another_unit_or_set__is_refused(void **state)
{
	struct ends *x = *state;
	struct desk *d = &x->unit;
	struct packed done;
	struct str bytes = { 0 };
	struct merge *m;

	must(work_add_unit(d->w, "404099", "新单位", 2024, -1, &d->e), &d->e);
	must(work_add_filing(d->w, work_find_unit(d->w, "404099", &d->e), 2024, NULL, &d->e), &d->e);
	must(pack_filing(d->w, desk_filing(d->w, "404099", 2024), "a.zpk", &bytes, &done, &d->e),
	     &d->e);
	assert_null(merge_open_bytes(x->department.w, "a.zpk", bytes.s, bytes.length,
	                             &x->department.e));
	assert_int_equal(x->department.e.code, ERR_NOTFOUND);
	assert_non_null(strstr(x->department.e.text, "新单位"));
	must(work_add_unit(x->department.w, "404099", "新单位", 2024, -1, &d->e), &d->e);
	m = open_bytes(&x->department, &bytes);
	assert_true(m->fresh);
	merge_close(m);
	str_free(&bytes);
}

static void merge__of_a_filing_that_is_not_here__makes_it(void **state)
{
	struct ends *x = *state;
	struct desk *d = &x->unit, *to = &x->department;
	struct packed packed;
	struct merge_done done;
	struct str bytes = { 0 };
	struct filing *f, *made;
	struct place p;
	struct merge *m;
	char *is, *want;

	must(work_add_filing(d->w, work_find_unit(d->w, "信息中心", &d->e), 2025, NULL, &d->e), &d->e);
	f = desk_filing(d->w, "信息中心", 2025);
	must(edit_cell(d->w, f, at(f, "annex1.staff.quota"), "7", &d->e), &d->e);
	must(edit_row_add(d->w, f, sheet_of(f, "annex2", 1), 0, leaf_group(f, "quantity"), -1, 0,
	                  "培训", &p, &d->e),
	     &d->e);
	must(pack_filing(d->w, f, "a.zpk", &bytes, &packed, &d->e), &d->e);
	m = open_bytes(to, &bytes);
	assert_true(m->fresh);
	assert_int_equal(m->count[MERGE_BOTH], 0);
	must(merge_store(m, false, &done, &to->e), &to->e);
	merge_close(m);
	made = desk_filing(to->w, "信息中心", 2025);
	assert_string_equal(cell_at(made, "annex1.staff.quota")->text, "7");
	assert_string_equal(cell_at(made, "annex2.ind.1.name")->text, "培训");
	is = dump(made, false);
	want = dump(f, false);
	assert_same_dump(is, want);
	mem_free(is);
	mem_free(want);
	str_free(&bytes);
}

/* Its state can't be taken: the audit finds that nothing is filled in. */
static void merge_store__of_a_new_filing_that_fails__leaves_none(void **state)
{
	struct ends *x = *state;
	struct desk *d = &x->unit, *to = &x->department;
	struct store_pass pass = { .state = STATE_HANDED_IN, .revision = -1 };
	struct packed packed;
	struct merge_done done;
	struct str bytes = { 0 };
	struct filing *f;
	struct merge *m;
	size_t before, after;

	must(work_add_filing(d->w, work_find_unit(d->w, "信息中心", &d->e), 2025, NULL, &d->e), &d->e);
	f = desk_filing(d->w, "信息中心", 2025);
	must(edit_cell(d->w, f, at(f, "annex1.staff.quota"), "7", &d->e), &d->e);
	must(store_pass(work_store(d->w), f->id, &pass, NULL, &d->e), &d->e);
	must(pack_filing(d->w, f, "a.zpk", &bytes, &packed, &d->e), &d->e);
	mem_free(work_filings(to->w, -1, &before, &to->e));
	m = open_bytes(to, &bytes);
	assert_true(merge_has_state(m));
	must_fail(merge_store(m, true, &done, &to->e), ERR_INPUT, &to->e);
	merge_close(m);
	mem_free(work_filings(to->w, -1, &after, &to->e));
	assert_int_equal(after, before);
	m = open_bytes(to, &bytes);
	assert_true(m->fresh);
	must(merge_store(m, false, &done, &to->e), &to->e);
	merge_close(m);
	assert_string_equal(cell_at(desk_filing(to->w, "信息中心", 2025), "annex1.staff.quota")->text,
	                    "7");
	str_free(&bytes);
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, ends_setup, ends_teardown)
	const struct CMUnitTest tests[] = {
		TEST(merge__cells_that_changed_here_there_or_both__follow_the_table),
		TEST(merge__without_anything_in_common__asks_for_all_that_differs),
		TEST(merge_take__words__decide_or_are_refused),
		TEST(merge_store__with_an_open_conflict__changes_nothing),
		TEST(merge_store__after_an_edit_since_the_plan__wants_a_new_plan),
		TEST(merge_store__what_somebody_merged_since_the_plan__is_not_merged_again),
		TEST(merge__the_same_parcel_twice__changes_nothing_and_says_so),
		TEST(merge__ones_own_or_an_old_parcel__is_refused),
		TEST(merge__after_a_parcel_was_lost__compares_with_the_one_before),
		TEST(merge__of_another_unit_or_set__is_refused),
		TEST(merge__of_a_filing_that_is_not_here__makes_it),
		TEST(merge_store__of_a_new_filing_that_fails__leaves_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
