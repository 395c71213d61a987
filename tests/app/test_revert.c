#include "app/steps.h"

#include "store/chain_check.h"
#include "store/revert.h"

/* Any step of the journal taken back by anybody, as a new step. */

static int delete_a_sheet(struct desk *d)
{
	return edit_sheet_delete(d->w, d->center, sheet_of(d->center, "annex3", 1), &d->e);
}

static int (*const steps[])(struct desk *d) = {
	type_a_figure,   blank_a_cell, add_a_row,      delete_a_row,
	move_a_row_down, add_a_sheet,  delete_a_sheet,
};

static int64_t newest_step(struct desk *d)
{
	struct store_entry *entries = NULL;
	size_t n = 0;
	int64_t step;

	must(store_journal(work_store(d->w), d->center->id, NULL, 0, NULL, 1, &entries, &n, &d->e),
	     &d->e);
	step = entries[0].step;
	store_journal_free(entries, n);
	return step;
}

static void assert_sound(struct desk *d)
{
	struct chain_report r;

	must(chain_verify(work_store(d->w), 0, NULL, NULL, &r, &d->e), &d->e);
	if (r.count)
		fail_msg("%s", r.found[0].text);
	chain_report_free(&r);
}

/* 甲 takes each step, 乙 takes it back, 乙's undo and redo know of it. */
static void edit_revert__each_kind_of_step_by_somebody_else__all_is_as_before(void **state)
{
	struct desk *d = *state;
	struct work *other = desk_join(d, "乙");
	struct filing *f = desk_filing(other, "信息中心", 2024);

	must(add_a_sheet(d), &d->e); /* so that one can be deleted */
	for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
		char *before = dump(d->center, false), *after, *is;

		must(steps[i](d), &d->e);
		after = dump(d->center, false);
		must(edit_revert(other, f, newest_step(d), NULL, NULL, &d->e), &d->e);
		is = dump(f, false);
		assert_same_dump(is, before);
		free(is);
		assert_stored(d, f);
		must(edit_undo(other, f, NULL, NULL, &d->e), &d->e);
		is = dump(f, false);
		assert_same_dump(is, after);
		free(is);
		must(edit_redo(other, f, NULL, NULL, &d->e), &d->e);
		is = dump(f, false);
		assert_same_dump(is, before);
		free(is);
		free(before);
		free(after);
		work_refresh(d->w);
	}
	assert_sound(d);
	work_close(other);
}

static void assert_why(struct desk *d, const char *who, const char *want)
{
	struct store_step s;

	must(store_step(work_store(d->w), newest_step(d), &s, &d->e), &d->e);
	assert_string_equal(s.who, who);
	assert_string_equal(s.what, "恢复");
	assert_string_equal(s.why, want);
	store_step_free(&s);
}

static void edit_revert__with_a_reason__the_journal_says_which_step_and_why(void **state)
{
	struct desk *d = *state;
	struct work *other = desk_join(d, "乙");
	struct filing *f = desk_filing(other, "信息中心", 2024);
	struct str want = { 0 };
	int64_t step;

	must(type_a_figure(d), &d->e);
	step = newest_step(d);
	work_set_why(other, "与决算不符");
	must(edit_revert(other, f, step, NULL, NULL, &d->e), &d->e);
	str_addf(&want, "恢复第 %lld 步：与决算不符", (long long)step);
	assert_why(d, "乙", str_text(&want));
	assert_newest(other, f, "恢复", "staff.actual", "6", "5");
	str_clear(&want);
	step = newest_step(d);
	work_set_why(other, NULL);
	must(edit_revert(other, f, step, NULL, NULL, &d->e), &d->e);
	str_addf(&want, "恢复第 %lld 步", (long long)step);
	assert_why(d, "乙", str_text(&want));
	assert_newest(other, f, "恢复", "staff.actual", "5", "6");
	str_free(&want);
	work_close(other);
}

/* Two cells in one step; one of them is changed afterwards, by its own author. */
static void edit_revert__changed_since__whole_refused_one_cell_goes(void **state)
{
	struct desk *d = *state;
	const struct place places[] = { at(d->center, "annex1.staff.actual"),
		                        at(d->center, "annex1.staff.quota") };
	const char *const texts[] = { "7", "8" };
	const struct edit_cell_name cell = { "annex1", 1, "staff.actual" };
	const struct edit_cell_name other = { "annex1", 1, "guest.final" };
	char *quota = mem_strdup(cell_at(d->center, "annex1.staff.quota")->text);
	int64_t step;

	must(edit_cells(d->w, d->center, places, texts, 2, "粘贴", &d->e), &d->e);
	step = newest_step(d);
	must(type_a_figure(d), &d->e);
	must_fail(edit_revert(d->w, d->center, step, NULL, NULL, &d->e), ERR_CONFLICT, &d->e);
	assert_non_null(strstr(d->e.text, "甲"));
	assert_string_equal(cell_at(d->center, "annex1.staff.actual")->text, "6");
	must_fail(edit_revert(d->w, d->center, step, &other, NULL, &d->e), ERR_NOTFOUND, &d->e);
	must(edit_revert(d->w, d->center, step, &cell, NULL, &d->e), &d->e);
	assert_string_equal(cell_at(d->center, "annex1.staff.actual")->text, "5");
	assert_string_equal(cell_at(d->center, "annex1.staff.quota")->text, "8");
	assert_stored(d, d->center);
	assert_sound(d);
	mem_free(quota);
}

static void edit_revert__undone_or_the_beginning_or_none__says_so(void **state)
{
	struct desk *d = *state;
	struct store_entry *entries = NULL;
	size_t n = 0;
	int64_t step;

	must(type_a_figure(d), &d->e);
	step = newest_step(d);
	must(edit_undo(d->w, d->center, NULL, NULL, &d->e), &d->e);
	must_fail(edit_revert(d->w, d->center, step, NULL, NULL, &d->e), ERR_INPUT, &d->e);
	must(edit_redo(d->w, d->center, NULL, NULL, &d->e), &d->e);
	must(edit_revert(d->w, d->center, step, NULL, NULL, &d->e), &d->e);
	assert_string_equal(cell_at(d->center, "annex1.staff.actual")->text, "5");
	must_fail(edit_revert(d->w, d->center, 999999, NULL, NULL, &d->e), ERR_NOTFOUND, &d->e);
	must(store_journal(work_store(d->w), d->center->id, NULL, 0, NULL, 100000, &entries, &n,
	                   &d->e),
	     &d->e);
	must_fail(edit_revert(d->w, d->center, entries[n - 1].step, NULL, NULL, &d->e), ERR_INPUT,
	          &d->e);
	store_journal_free(entries, n);
	assert_stored(d, d->center);
}

/* ---- the commands ---- */

static void log_and_revert__on_the_command_line__tell_and_take_back(void **state)
{
	struct desk *d = *state;
	struct str words = { 0 };
	int64_t step;

	store_set_actor(work_store(d->w), "乙某", "192.0.2.7");
	work_set_why(d->w, "按批复");
	must(type_a_figure(d), &d->e);
	step = newest_step(d);
	str_addf(&words, "2023-11-14 %s  乙某@192.0.2.7  第 %lld 步 填写  annex1#1.staff.actual"
	                 "  5 → 6  原因：按批复\n", "", (long long)step);
	expect(d, "log 信息中心 2024 annex1.staff.actual --limit 1", CMD_DONE,
	       strstr(str_text(&words), "乙某@"));
	expect(d, "log --who 乙某", CMD_DONE, "staff.actual  5 → 6");
	expect(d, "log 信息中心 2024 --who 丙", CMD_DONE, "");
	expect(d, "log 信息中心", CMD_DONE, "信息中心 2024  annex1#1.staff.actual  5 → 6");
	expect(d, "log 信息中心 2024 annex2.ind.1 --limit 3", CMD_DONE, "annex2#1.ind.1.");
	expect(d, "log 信息中心 2024 --json --limit 1", CMD_DONE, "\"host\":\"192.0.2.7\"");
	str_clear(&words);
	str_addf(&words, "revert %lld annex1.staff.actual", (long long)step);
	expect(d, str_text(&words), CMD_DONE, "：6 → 5");
	str_clear(&words);
	str_addf(&words, "revert %lld", (long long)step);
	expect(d, str_text(&words), CMD_WRONG, "可以逐格恢复：ziping revert");
	expect(d, "revert x", CMD_WRONG, "步号");
	expect(d, "revert 999999", CMD_WRONG, "没有第 999999 步");
	str_free(&words);
}

static void verify_code__on_the_command_line__says_whose_it_is_and_whether_it_holds(void **state)
{
	struct desk *d = *state;
	char code[CHAIN_CODE_BYTES];
	struct str words = { 0 };

	must(type_a_figure(d), &d->e);
	must(chain_code(work_store(d->w), d->center->id, code, &d->e), &d->e);
	str_addf(&words, "verify --code %s", code);
	expect(d, str_text(&words), CMD_DONE, "信息中心 2024 年");
	expect(d, str_text(&words), CMD_DONE, "此后没有改动");
	must(edit_undo(d->w, d->center, NULL, NULL, &d->e), &d->e);
	expect(d, str_text(&words), CMD_DIFFERENCES, "此后又有 1 条记录");
	str_add(&words, " --json");
	expect(d, str_text(&words), CMD_DIFFERENCES, "\"since\":1");
	expect(d, "verify --code 0000-0000-0000-0000", CMD_WRONG, "库里没有校验码");
	expect(d, "verify --code 123", CMD_WRONG, "不是校验码");
	str_free(&words);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
		    edit_revert__each_kind_of_step_by_somebody_else__all_is_as_before, desk_setup,
		    desk_teardown),
		cmocka_unit_test_setup_teardown(
		    edit_revert__with_a_reason__the_journal_says_which_step_and_why, desk_setup,
		    desk_teardown),
		cmocka_unit_test_setup_teardown(
		    edit_revert__changed_since__whole_refused_one_cell_goes, desk_setup,
		    desk_teardown),
		cmocka_unit_test_setup_teardown(
		    edit_revert__undone_or_the_beginning_or_none__says_so, desk_setup,
		    desk_teardown),
		cmocka_unit_test_setup_teardown(
		    log_and_revert__on_the_command_line__tell_and_take_back, desk_setup,
		    desk_teardown),
		cmocka_unit_test_setup_teardown(
		    verify_code__on_the_command_line__says_whose_it_is_and_whether_it_holds,
		    desk_setup, desk_teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
