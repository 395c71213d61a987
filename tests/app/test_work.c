#include "app/desk.h"

#include <sys/stat.h>

#include "base/file.h"

/* ---- opening ---- */

static void work_open__what_is_no_database__is_a_sentence(void **state)
{
	struct desk d;
	struct work *w;

	(void)state;
	desk_folder(&d);
	w = work_open(d.path, STORE_OPEN, NULL, &d.e);
	assert_null(w);
	assert_int_equal(d.e.code, ERR_NOTFOUND);
	w = work_open(d.folder, STORE_OPEN, NULL, &d.e);
	assert_null(w);
	assert_true(strlen(d.e.text) > 0);
	desk_drop(&d);
}

static void write_text(const char *folder, const char *name, const char *text)
{
	char *path = file_join(folder, name);
	struct err e = { 0 };

	must(file_write(path, text, strlen(text), true, &e), &e);
	free(path);
}

static void work_open__a_set_that_does_not_load__names_file_and_line(void **state)
{
	char forms[300], set[320];
	struct desk d;

	(void)state;
	desk_folder(&d);
	snprintf(forms, sizeof forms, "%s/forms", d.folder);
	snprintf(set, sizeof set, "%s/bad", forms);
	must(file_make_folder(set, &d.e), &d.e);
	write_text(set, "set", "set bad 坏的\nyears 2020-\nforms one\n");
	write_text(set, "one.form",
	           "form one 表一 坏表\n| [a] | b |\nfield a money 甲 computed c + 1\n");
	assert_null(work_open(d.path, STORE_CREATE, forms, &d.e));
	assert_non_null(strstr(d.e.text, "one.form:"));
	assert_int_not_equal(access(d.path, F_OK), 0);
	desk_drop(&d);
}

/* ---- units ---- */

static void work_units__the_samples__are_a_tree(void **state)
{
	static const struct { const char *code; int superior, depth; bool has; } want[] = {
		{ "404001", -1, 0, true },
		{ "404010", 0, 1, false },
		{ "404011", 0, 1, false },
		{ "506", -1, 0, true },
		{ "506010", 3, 1, false },
	};
	const struct work_unit *units;
	struct desk d;
	size_t n;

	(void)state;
	desk_make(&d);
	units = work_units(d.w, &n);
	for (size_t i = 0; i < sizeof want / sizeof *want; i++) {
		assert_true(i < n);
		assert_string_equal(units[i].code, want[i].code);
		assert_int_equal(units[i].superior, want[i].superior);
		assert_int_equal(units[i].depth, want[i].depth);
		assert_int_equal(units[i].has_subordinates, want[i].has);
	}
	assert_string_equal(units[1].name, "岳阳市岳阳楼区卫生健康信息中心");
	desk_drop(&d);
}

static void work_find_unit__each_way_of_naming__finds_one(void **state)
{
	static const struct { const char *text; int index; enum err_code code; } cases[] = {
		{ "404010", 1, 0 },
		{ "岳阳市岳阳楼区卫生健康信息中心", 1, 0 },
		{ "信息中心", 1, 0 },
		{ "信息 中心", 1, 0 },
		{ "计生信息管理", 1, 0 }, /* an earlier name */
		{ "疾病", 2, 0 },
		{ "卫生健康局", 0, 0 },
		{ "404", -1, ERR_INPUT },
		{ "中心", -1, ERR_INPUT },
		{ "教育局", -1, ERR_NOTFOUND },
		{ "", -1, ERR_INPUT },
		{ " ", -1, ERR_INPUT },
	};
	struct desk d;

	(void)state;
	desk_make(&d);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		d.e.code = ERR_NONE;
		assert_int_equal(work_find_unit(d.w, cases[i].text, &d.e), cases[i].index);
		assert_int_equal(d.e.code, cases[i].code);
	}
	assert_int_equal(work_find_unit(d.w, "中心", &d.e), -1);
	assert_non_null(strstr(d.e.text, "404010 岳阳市岳阳楼区卫生健康信息中心"));
	assert_non_null(strstr(d.e.text, "404011"));
	desk_drop(&d);
}

static void work_add_unit__below_another__stands_there(void **state)
{
	const struct work_unit *units;
	struct desk d;
	size_t n, before;

	(void)state;
	desk_make(&d);
	work_units(d.w, &before);
	must(work_add_unit(d.w, "404012", "某卫生院", 2020, 0, &d.e), &d.e);
	units = work_units(d.w, &n);
	assert_int_equal(n, before + 1);
	assert_string_equal(units[3].name, "某卫生院");
	assert_int_equal(units[3].superior, 0);
	must_fail(work_add_unit(d.w, "404012", "又一个", 2020, 0, &d.e), ERR_INPUT, &d.e);
	must_fail(work_add_unit(d.w, "404013", "", 2020, 0, &d.e), ERR_INPUT, &d.e);
	assert_int_equal(work_find_unit(d.w, "404013", &d.e), -1); /* nothing of it stayed */
	desk_drop(&d);
}

/* ---- filings ---- */

static void work_filings__of_all__newest_year_first(void **state)
{
	struct work_filing *all;
	struct desk d;
	size_t n, before;

	(void)state;
	desk_make(&d);
	free(work_filings(d.w, -1, &before, &d.e));
	must(work_add_filing(d.w, 1, 2025, NULL, &d.e), &d.e);
	all = work_filings(d.w, -1, &n, &d.e);
	assert_int_equal(n, before + 1);
	assert_int_equal(all[1].unit, 1);
	assert_int_equal(all[1].year, 2025);
	assert_int_equal(all[2].year, 2024);
	assert_string_equal(all[2].set_id, "yueyanglou-2024");
	assert_string_equal(all[2].state, "填报中");
	assert_string_equal(all[2].grade, "优");
	assert_int_equal(all[2].score, 98000000);
	assert_ptr_equal(all[2].set, work_set(d.w, "yueyanglou-2024"));
	free(all);
	desk_drop(&d);
}

static void work_add_filing__a_new_year__has_a_sheet_of_each_form(void **state)
{
	struct filing *f;
	struct desk d;

	(void)state;
	desk_make(&d);
	must(work_add_filing(d.w, 1, 2025, NULL, &d.e), &d.e);
	f = desk_filing(d.w, "信息中心", 2025);
	assert_int_equal(f->nsheets, f->set->nforms);
	assert_ptr_equal(f->last, desk_filing(d.w, "信息中心", 2024));
	assert_newest(d.w, f, "新建填报", "", "(absent)", "(absent)");
	must_fail(work_add_filing(d.w, 1, 2025, NULL, &d.e), ERR_INPUT, &d.e);
	must_fail(work_add_filing(d.w, 1, 2026, "nowhere-2020", &d.e), ERR_NOTFOUND, &d.e);
	must_fail(work_add_filing(d.w, 1, 2019, "yueyanglou-2024", &d.e), ERR_INPUT, &d.e);
	assert_stored(&d, f);
	desk_drop(&d);
}

/* An earlier year that comes later becomes last year's of what is open. */
static void work_add_filing__the_year_before__is_linked_at_once(void **state)
{
	struct desk d;

	(void)state;
	desk_make(&d);
	assert_null(d.center->last);
	must(work_add_filing(d.w, 1, 2023, NULL, &d.e), &d.e);
	assert_non_null(d.center->last);
	assert_int_equal(d.center->last->year, 2023);
	assert_string_equal(d.center->last->unit_name, "岳阳楼区卫生计生信息管理服务中心");
	desk_drop(&d);
}

static void work_open_filing__that_is_not_there__says_so(void **state)
{
	struct desk d;

	(void)state;
	desk_make(&d);
	assert_null(work_open_filing(d.w, 1, 1999, NULL, &d.e));
	assert_int_equal(d.e.code, ERR_NOTFOUND);
	assert_null(work_open_filing(d.w, 1, 2024, "nowhere", &d.e));
	assert_int_equal(d.e.code, ERR_NOTFOUND);
	assert_null(work_open_filing(d.w, 17, 2024, NULL, &d.e));
	assert_int_equal(d.e.code, ERR_NOTFOUND);
	desk_drop(&d);
}

static void work_open_filing__many_of_them__keeps_the_two_newest(void **state)
{
	struct filing *before, *f = NULL;
	struct desk d;

	(void)state;
	desk_make(&d);
	for (int year = 2025; year < 2045; year++)
		must(work_add_filing(d.w, 2, year, NULL, &d.e), &d.e);
	before = desk_filing(d.w, "信息中心", 2024);
	for (int year = 2025; year < 2045; year++) {
		f = desk_filing(d.w, "疾病", year);
		assert_int_equal(f->year, year);
		assert_int_equal(f->last->year, year - 1);
		assert_ptr_equal(desk_filing(d.w, "信息中心", 2024), before);
		assert_shows(before, "annex2.total", "98.00");
	}
	desk_drop(&d);
}

/* ---- last year ---- */

static void edit__last_years_figure__shows_in_this_year(void **state)
{
	struct filing *f, *last;
	struct desk d;

	(void)state;
	desk_make(&d);
	must(work_add_filing(d.w, 1, 2025, NULL, &d.e), &d.e);
	f = desk_filing(d.w, "信息中心", 2025);
	last = desk_filing(d.w, "信息中心", 2024);
	assert_shows(f, "annex1.work.last", "48.78");
	must(edit_cell(d.w, last, at(last, "annex1.work.final"), "50", &d.e), &d.e);
	assert_shows(f, "annex1.work.last", "50.00");
	desk_drop(&d);
}

/* ---- others ---- */

static void work_refresh__nobody_was_there__is_false(void **state)
{
	struct desk d;

	(void)state;
	desk_make(&d);
	assert_false(work_refresh(d.w));
	must(edit_cell(d.w, d.center, at(d.center, "annex1.staff.actual"), "6", &d.e), &d.e);
	assert_false(work_refresh(d.w));
	desk_drop(&d);
}

static void work_refresh__somebody_changed_something__shows_it(void **state)
{
	struct work *other;
	struct filing *theirs;
	struct desk d;
	size_t n, before;

	(void)state;
	desk_make(&d);
	work_units(d.w, &before);
	other = desk_join(&d, "乙");
	theirs = desk_filing(other, "信息中心", 2024);
	must(edit_cell(other, theirs, at(theirs, "annex1.staff.actual"), "6", &d.e), &d.e);
	must(edit_row_delete(other, theirs, at(theirs, "annex2.ind.1.name"), &d.e), &d.e);
	must(work_add_unit(other, "404012", "某卫生院", 2020, 0, &d.e), &d.e);
	must(work_add_filing(other, 1, 2023, NULL, &d.e), &d.e);
	assert_true(work_refresh(d.w));
	assert_shows(d.center, "annex1.staff.rate", "120%");
	assert_shows(d.center, "annex2.total", "93.00");
	assert_non_null(d.center->last);
	work_units(d.w, &n);
	assert_int_equal(n, before + 1);
	assert_false(work_refresh(d.w));
	assert_stored(&d, d.center);
	work_close(other);
	desk_drop(&d);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(work_open__what_is_no_database__is_a_sentence),
		cmocka_unit_test(work_open__a_set_that_does_not_load__names_file_and_line),
		cmocka_unit_test(work_units__the_samples__are_a_tree),
		cmocka_unit_test(work_find_unit__each_way_of_naming__finds_one),
		cmocka_unit_test(work_add_unit__below_another__stands_there),
		cmocka_unit_test(work_filings__of_all__newest_year_first),
		cmocka_unit_test(work_add_filing__a_new_year__has_a_sheet_of_each_form),
		cmocka_unit_test(work_add_filing__the_year_before__is_linked_at_once),
		cmocka_unit_test(work_open_filing__that_is_not_there__says_so),
		cmocka_unit_test(work_open_filing__many_of_them__keeps_the_two_newest),
		cmocka_unit_test(edit__last_years_figure__shows_in_this_year),
		cmocka_unit_test(work_refresh__nobody_was_there__is_false),
		cmocka_unit_test(work_refresh__somebody_changed_something__shows_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
