#include "app/desk.h"

#include "base/text.h"
#include "store/passages.h"

/* ---- cells ---- */

static void edit_cell__a_figure__recalculates_and_stores(void **state)
{
	struct desk d;

	(void)state;
	desk_make(&d);
	assert_shows(d.bureau, "annex1.staff.rate", "100%");
	must(edit_cell(d.w, d.bureau, at(d.bureau, "annex1.staff.actual"), "27", &d.e), &d.e);
	/* 27 ÷ 26 = 1.038461… */
	assert_shows(d.bureau, "annex1.staff.rate", "103.85%");
	assert_stored(&d, d.bureau);
	assert_newest(d.w, d.bureau, "填写", "staff.actual", "26", "27");
	desk_drop(&d);
}

static void edit_cell__a_score__changes_total_and_grade(void **state)
{
	struct desk d;
	struct work_filing *all;
	size_t n;

	(void)state;
	desk_make(&d);
	assert_shows(d.center, "annex2.total", "98.00");
	/* 98 − 10 + 1.99 = 89.99, below 优 */
	must(edit_cell(d.w, d.center, at(d.center, "annex2.score"), "1.99", &d.e), &d.e);
	assert_shows(d.center, "annex2.total", "89.99");
	assert_shows(d.center, "annex2.grade", "良");
	all = work_filings(d.w, work_find_unit(d.w, "信息中心", &d.e), &n, &d.e);
	assert_true(n > 0);
	assert_int_equal(all[0].year, 2024);
	assert_int_equal(all[0].score, 89990000);
	assert_string_equal(all[0].grade, "良");
	free(all);
	/* exactly 90.00 is 优 */
	must(edit_cell(d.w, d.center, at(d.center, "annex2.score"), "2", &d.e), &d.e);
	assert_shows(d.center, "annex2.grade", "优");
	assert_stored(&d, d.center);
	desk_drop(&d);
}

static void edit_cell__the_same_text__writes_nothing(void **state)
{
	static const struct { const char *key, *text; } cases[] = {
		{ "annex1.staff.actual", "26" },
		{ "annex1.thrift", "" },
		{ "annex1.sign.head", NULL },
	};
	struct desk d;
	size_t before;

	(void)state;
	desk_make(&d);
	before = count_journal(d.w, d.bureau);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const struct cell *c = cell_at(d.bureau, cases[i].key);
		const char *same = c->text ? c->text : cases[i].text;

		must(edit_cell(d.w, d.bureau, at(d.bureau, cases[i].key), same, &d.e), &d.e);
	}
	assert_int_equal(count_journal(d.w, d.bureau), before);
	desk_drop(&d);
}

/* Kept as typed and marked, whatever it is. */
static void edit_cell__a_text_that_is_no_figure__is_kept_and_marked(void **state)
{
	static const struct { const char *text; enum figure_state state; } cases[] = {
		{ "abc", FIGURE_FAULT },
		{ "48.6.", FIGURE_FAULT },
		{ "12345678901234567890", FIGURE_FAULT },
		{ "１２．５", FIGURE_NUMBER },
		{ "1,234.50", FIGURE_NUMBER },
		{ "不适用", FIGURE_NA },
		{ " ", FIGURE_BLANK },
		{ "", FIGURE_BLANK },
	};
	struct desk d;

	(void)state;
	desk_make(&d);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		must(edit_cell(d.w, d.center, at(d.center, "annex1.work.final"), cases[i].text,
		               &d.e),
		     &d.e);
		assert_string_equal(cell_at(d.center, "annex1.work.final")->text, cases[i].text);
		assert_int_equal(cell_at(d.center, "annex1.work.final")->value.state,
		                 cases[i].state);
		assert_stored(&d, d.center);
	}
	desk_drop(&d);
}

static void edit_cell__a_fault__makes_what_depends_on_it_not_computable(void **state)
{
	struct desk d;

	(void)state;
	desk_make(&d);
	must(edit_cell(d.w, d.center, at(d.center, "annex1.work.final"), "48.6.", &d.e), &d.e);
	assert_int_equal(cell_at(d.center, "annex1.project.final")->value.state, FIGURE_FAULT);
	must(edit_cell(d.w, d.center, at(d.center, "annex1.work.final"), "48.60", &d.e), &d.e);
	assert_shows(d.center, "annex1.project.final", "48.60");
	assert_stored(&d, d.center);
	desk_drop(&d);
}

static void edit_cell__a_long_paragraph__is_kept(void **state)
{
	struct str text = { 0 };
	struct desk d;

	(void)state;
	desk_make(&d);
	for (int i = 0; i < 10000; i++)
		str_add(&text, i % 100 ? "字" : "\n");
	must(edit_cell(d.w, d.center, at(d.center, "annex1.thrift"), text.s, &d.e), &d.e);
	assert_string_equal(cell_at(d.center, "annex1.thrift")->text, text.s);
	assert_stored(&d, d.center);
	str_free(&text);
	desk_drop(&d);
}

static void edit_cell__what_can_not_be_taken__is_refused_and_nothing_changes(void **state)
{
	char *huge = malloc(70000);
	const struct { const char *key, *text; enum err_code code; } cases[] = {
		{ "annex1.thrift", "\xb8\xda\xce\xbb", ERR_INPUT },
		{ "annex1.thrift", "半个\xe5\xad", ERR_INPUT },
		{ "annex1.thrift", huge, ERR_LIMIT },
		{ "annex1.staff.rate", "90%", ERR_LOCKED },
		{ "annex2.total", "99", ERR_LOCKED },
	};
	struct desk d;
	char *before, *after;
	size_t entries;

	(void)state;
	memset(huge, 'a', 69999);
	huge[69999] = '\0';
	desk_make(&d);
	before = dump(d.center, true);
	entries = count_journal(d.w, d.center);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		must_fail(edit_cell(d.w, d.center, at(d.center, cases[i].key), cases[i].text, &d.e),
		          cases[i].code, &d.e);
	after = dump(d.center, true);
	assert_same_dump(after, before);
	assert_int_equal(count_journal(d.w, d.center), entries);
	free(before);
	free(after);
	free(huge);
	desk_drop(&d);
}

static void edit_stated__a_computed_cell__stands_beside_the_formula(void **state)
{
	struct desk d;

	(void)state;
	desk_make(&d);
	must(edit_stated(d.w, d.center, at(d.center, "annex2.total"), "97", &d.e), &d.e);
	assert_string_equal(cell_at(d.center, "annex2.total")->text, "97");
	assert_shows(d.center, "annex2.total", "98.00");
	must(edit_adopt(d.w, d.center, at(d.center, "annex2.total"), &d.e), &d.e);
	assert_null(cell_at(d.center, "annex2.total")->text);
	assert_stored(&d, d.center);
	desk_drop(&d);
}

static void edit_adopt__a_stated_score__gives_way_to_the_suggestion(void **state)
{
	struct desk d;

	(void)state;
	desk_make(&d);
	must(edit_adopt(d.w, d.center, at(d.center, "annex2.score"), &d.e), &d.e);
	assert_shows(d.center, "annex2.score", "9.93");
	assert_shows(d.center, "annex2.total", "97.93");
	assert_stored(&d, d.center);
	must_fail(edit_adopt(d.w, d.center, at(d.center, "annex2.begin"), &d.e), ERR_INPUT, &d.e);
	desk_drop(&d);
}

/* ---- refusals ---- */

static void edit_refusal__each_reason__is_a_sentence(void **state)
{
	static const struct { const char *key, *has; } cases[] = {
		{ "annex1.staff.rate", "编制数" },
		{ "annex2.total", "公式" },
		{ "annex1.staff.actual", NULL },
		{ "annex2.score", NULL },
	};
	struct str why = { 0 };
	struct desk d;

	(void)state;
	desk_make(&d);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		bool refused = edit_refusal(d.w, d.center, at(d.center, cases[i].key), &why);

		assert_int_equal(refused, cases[i].has != NULL);
		if (cases[i].has)
			assert_non_null(strstr(str_text(&why), cases[i].has));
		str_clear(&why);
	}
	str_free(&why);
	desk_drop(&d);
}

static void edit_refusal__a_template_row__is_not_refused(void **state)
{
	struct str why = { 0 };
	struct place p;
	struct desk d;

	(void)state;
	desk_make(&d);
	p = (struct place){ sheet_of(d.center, "annex2", 1), 0, -1, 0 };
	assert_false(edit_refusal(d.w, d.center, p, &why));
	must_fail(edit_cell(d.w, d.center, p, "新指标", &d.e), ERR_USAGE, &d.e);
	str_free(&why);
	desk_drop(&d);
}

static void edit_cell__a_read_only_database__is_refused(void **state)
{
	struct str why = { 0 };
	struct work *reader;
	struct filing *f;
	struct desk d;

	(void)state;
	desk_make(&d);
	reader = desk_open(&d, STORE_READ, "乙");
	f = desk_filing(reader, "信息中心", 2024);
	assert_true(work_is_readonly(reader));
	assert_true(edit_refusal(reader, f, at(f, "annex1.staff.actual"), &why));
	must_fail(edit_cell(reader, f, at(f, "annex1.staff.actual"), "6", &d.e), ERR_READONLY,
	          &d.e);
	assert_shows(f, "annex1.staff.actual", "5");
	str_free(&why);
	work_close(reader);
	desk_drop(&d);
}

static void edit_cell__a_filing_that_was_handed_in__is_refused(void **state)
{
	struct store_pass handed_in = { .state = STATE_HANDED_IN, .revision = -1 };
	struct str why = { 0 };
	struct desk d;

	(void)state;
	desk_make(&d);
	must(store_pass(work_store(d.w), d.center->id, &handed_in, NULL, &d.e), &d.e);
	mem_free(d.center->state);
	d.center->state = mem_strdup(STATE_HANDED_IN);
	assert_true(edit_refusal(d.w, d.center, at(d.center, "annex1.staff.actual"), &why));
	assert_non_null(strstr(str_text(&why), "上报"));
	must_fail(edit_cell(d.w, d.center, at(d.center, "annex1.staff.actual"), "6", &d.e),
	          ERR_LOCKED, &d.e);
	str_free(&why);
	desk_drop(&d);
}

/* ---- many cells ---- */

static void edit_cells__a_block__is_one_step(void **state)
{
	static const char *const texts[] = { "1.00", "2.00", "3.00" };
	struct place places[3];
	struct desk d;
	char *what = NULL;

	(void)state;
	desk_make(&d);
	places[0] = at(d.center, "annex1.guest.last");
	places[1] = at(d.center, "annex1.guest.budget");
	places[2] = at(d.center, "annex1.guest.final");
	must(edit_cells(d.w, d.center, places, texts, 3, "粘贴", &d.e), &d.e);
	assert_shows(d.center, "annex1.three.final", "3.00");
	assert_stored(&d, d.center);
	must(edit_undo(d.w, d.center, &what, NULL, &d.e), &d.e);
	assert_string_equal(what, "粘贴");
	for (int i = 0; i < 3; i++)
		assert_null(filing_cell(d.center, places[i])->text);
	assert_stored(&d, d.center);
	free(what);
	desk_drop(&d);
}

static void edit_cells__one_of_them_refused__changes_none(void **state)
{
	static const char *const texts[] = { "6", "90%" };
	struct place places[2];
	struct desk d;

	(void)state;
	desk_make(&d);
	places[0] = at(d.center, "annex1.staff.actual");
	places[1] = at(d.center, "annex1.staff.rate");
	must_fail(edit_cells(d.w, d.center, places, texts, 2, "粘贴", &d.e), ERR_LOCKED, &d.e);
	assert_shows(d.center, "annex1.staff.actual", "5");
	assert_stored(&d, d.center);
	desk_drop(&d);
}

/* ---- two people ---- */

static void edit_cell__changed_by_somebody_else__is_a_conflict(void **state)
{
	struct work *other;
	struct filing *theirs;
	struct desk d;

	(void)state;
	desk_make(&d);
	other = desk_join(&d, "乙");
	theirs = desk_filing(other, "信息中心", 2024);
	must(edit_cell(other, theirs, at(theirs, "annex1.staff.actual"), "6", &d.e), &d.e);
	must_fail(edit_cell(d.w, d.center, at(d.center, "annex1.staff.actual"), "7", &d.e),
	          ERR_CONFLICT, &d.e);
	assert_non_null(strstr(d.e.text, "乙"));
	assert_non_null(strstr(d.e.text, "6"));
	assert_shows(d.center, "annex1.staff.actual", "6");
	assert_shows(d.center, "annex1.staff.rate", "120%");
	must(edit_cell(d.w, d.center, at(d.center, "annex1.staff.actual"), "7", &d.e), &d.e);
	assert_stored(&d, d.center);
	work_close(other);
	desk_drop(&d);
}

/* The total is that of both changes, in the filing and in the store. */
static void edit_cell__another_cell_changed_by_somebody_else__both_stand(void **state)
{
	struct work *other;
	struct filing *theirs;
	struct desk d;

	(void)state;
	desk_make(&d);
	other = desk_join(&d, "乙");
	theirs = desk_filing(other, "信息中心", 2024);
	must(edit_cell(other, theirs, at(theirs, "annex2.ind.1.score"), "4", &d.e), &d.e);
	must(edit_cell(d.w, d.center, at(d.center, "annex2.score"), "9", &d.e), &d.e);
	/* 98 − 1 − 1 */
	assert_shows(d.center, "annex2.total", "96.00");
	assert_stored(&d, d.center);
	assert_true(work_refresh(other));
	assert_shows(theirs, "annex2.total", "96.00");
	assert_false(work_refresh(other));
	work_close(other);
	desk_drop(&d);
}

static void edit_cells__a_conflict_in_the_last_one__changes_none(void **state)
{
	static const char *const texts[] = { "2", "3" };
	struct place places[2];
	struct work *other;
	struct filing *theirs;
	struct desk d;

	(void)state;
	desk_make(&d);
	other = desk_join(&d, "乙");
	theirs = desk_filing(other, "信息中心", 2024);
	must(edit_cell(other, theirs, at(theirs, "annex1.staff.actual"), "6", &d.e), &d.e);
	places[0] = at(d.center, "annex1.staff.quota");
	places[1] = at(d.center, "annex1.staff.actual");
	must_fail(edit_cells(d.w, d.center, places, texts, 2, "粘贴", &d.e), ERR_CONFLICT, &d.e);
	assert_shows(d.center, "annex1.staff.quota", "5");
	assert_stored(&d, d.center);
	work_close(other);
	desk_drop(&d);
}

static void edit_row_delete__a_cell_in_it_changed_by_somebody_else__is_a_conflict(void **state)
{
	struct work *other;
	struct filing *theirs;
	struct desk d;

	(void)state;
	desk_make(&d);
	other = desk_join(&d, "乙");
	theirs = desk_filing(other, "信息中心", 2024);
	must(edit_cell(other, theirs, at(theirs, "annex2.ind.2.actual"), "3 期", &d.e), &d.e);
	must_fail(edit_row_delete(d.w, d.center, at(d.center, "annex2.ind.2.name"), &d.e),
	          ERR_CONFLICT, &d.e);
	assert_shows(d.center, "annex2.ind.2.actual", "3 期");
	work_close(other);
	desk_drop(&d);
}

static void edit_cell__of_a_row_somebody_else_deleted__is_a_conflict(void **state)
{
	struct work *other;
	struct filing *theirs;
	struct place p;
	struct desk d;

	(void)state;
	desk_make(&d);
	other = desk_join(&d, "乙");
	theirs = desk_filing(other, "信息中心", 2024);
	must(edit_row_delete(other, theirs, at(theirs, "annex2.ind.2.name"), &d.e), &d.e);
	must_fail(edit_cell(d.w, d.center, at(d.center, "annex2.ind.2.actual"), "3 期", &d.e),
	          ERR_CONFLICT, &d.e);
	assert_non_null(strstr(d.e.text, "乙"));
	assert_false(filing_place(d.center, sheet_of(d.center, "annex2", 1), "ind.2.actual", &p));
	assert_stored(&d, d.center);
	work_close(other);
	desk_drop(&d);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(edit_cell__a_figure__recalculates_and_stores),
		cmocka_unit_test(edit_cell__a_score__changes_total_and_grade),
		cmocka_unit_test(edit_cell__the_same_text__writes_nothing),
		cmocka_unit_test(edit_cell__a_text_that_is_no_figure__is_kept_and_marked),
		cmocka_unit_test(edit_cell__a_fault__makes_what_depends_on_it_not_computable),
		cmocka_unit_test(edit_cell__a_long_paragraph__is_kept),
		cmocka_unit_test(edit_cell__what_can_not_be_taken__is_refused_and_nothing_changes),
		cmocka_unit_test(edit_stated__a_computed_cell__stands_beside_the_formula),
		cmocka_unit_test(edit_adopt__a_stated_score__gives_way_to_the_suggestion),
		cmocka_unit_test(edit_refusal__each_reason__is_a_sentence),
		cmocka_unit_test(edit_refusal__a_template_row__is_not_refused),
		cmocka_unit_test(edit_cell__a_read_only_database__is_refused),
		cmocka_unit_test(edit_cell__a_filing_that_was_handed_in__is_refused),
		cmocka_unit_test(edit_cells__a_block__is_one_step),
		cmocka_unit_test(edit_cells__one_of_them_refused__changes_none),
		cmocka_unit_test(edit_cell__changed_by_somebody_else__is_a_conflict),
		cmocka_unit_test(edit_cell__another_cell_changed_by_somebody_else__both_stand),
		cmocka_unit_test(edit_cells__a_conflict_in_the_last_one__changes_none),
		cmocka_unit_test(
		    edit_row_delete__a_cell_in_it_changed_by_somebody_else__is_a_conflict),
		cmocka_unit_test(edit_cell__of_a_row_somebody_else_deleted__is_a_conflict),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
