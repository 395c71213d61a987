/* Sets that do not load beside those that do. */
#include "desk.h"

#include <sys/stat.h>

#include "app/sets.h"
#include "base/file.h"
#include "base/mem.h"

static void put(const struct desk *d, const char *set, const char *name, const char *text)
{
	struct str path = { 0 };
	struct err e = { 0 };

	str_addf(&path, "%s/%s", d->folder, set);
	mkdir(str_text(&path), 0700);
	str_addf(&path, "/%s", name);
	must(file_write(str_text(&path), text, strlen(text), true, &e), &e);
	str_free(&path);
}

#define GOOD "form f 表1 测试\nband 10\n| [a] |\nfield a money 甲\n"
#define WRONG "form f 表1 测试\nband 10\n| [a] |\nfield a money 甲\nfield z money 乙\nrule r\n"

static void sets_load__one_is_wrong__its_first_mistake_is_kept(void **state)
{
	struct desk d;
	struct sets sets;
	struct str told = { 0 };

	(void)state;
	desk_folder(&d);
	put(&d, "a-good", "set", "set a-good 好\nyears 2020\nforms f\n");
	put(&d, "a-good", "f.form", GOOD);
	put(&d, "b-wrong", "set", "set b-wrong 坏\nyears 2020\nforms f\n");
	put(&d, "b-wrong", "f.form", WRONG);
	put(&d, "c-worse", "set", "set\n");
	put(&d, "d-good", "set", "set d-good 好\nyears 2021\nforms f\n");
	put(&d, "d-good", "f.form", GOOD);
	put(&d, "shared", "f.form", GOOD); /* no set: forms that others share */
	must(sets_load(&sets, d.folder, &d.e), &d.e);
	assert_int_equal(sets.n, 2);
	assert_non_null(sets_find(&sets, "a-good"));
	assert_non_null(sets_find(&sets, "d-good"));
	assert_null(sets_find(&sets, "b-wrong"));
	assert_int_equal(sets.nfailures, 2);
	assert_string_equal(sets.failures[0].set, "b-wrong");
	assert_non_null(strstr(sets.failures[0].why, "f.form:6"));
	assert_string_equal(sets.failures[1].set, "c-worse");
	assert_non_null(strstr(sets.failures[1].why, "set:1"));
	sets_tell_failures(&sets, &told);
	assert_non_null(strstr(str_text(&told), "套表 b-wrong 有错，没有装入："));
	assert_non_null(strstr(str_text(&told), "套表 c-worse 有错，没有装入："));
	str_free(&told);
	sets_free(&sets);
	desk_drop(&d);
}

static void sets_load__all_are_wrong__the_first_mistake_is_the_error(void **state)
{
	struct desk d;
	struct sets sets;

	(void)state;
	desk_folder(&d);
	put(&d, "b-wrong", "set", "set b-wrong 坏\nyears 2020\nforms f\n");
	put(&d, "b-wrong", "f.form", WRONG);
	must_fail(sets_load(&sets, d.folder, &d.e), ERR_INPUT, &d.e);
	assert_non_null(strstr(d.e.text, "f.form:6"));
	sets_free(&sets);
	desk_drop(&d);
}

static void work_sets_warning__of_the_shipped_sets__is_nothing(void **state)
{
	struct desk d;

	(void)state;
	desk_make(&d);
	assert_null(work_sets_warning(d.w));
	desk_drop(&d);
}

/* A work that others opened without a wrong set says what is wrong with it. */
static void work_sets_warning__one_is_wrong__says_which(void **state)
{
	struct desk d;
	char *warning;

	(void)state;
	desk_folder(&d);
	put(&d, "a-good", "set", "set a-good 好\nyears 2020\nforms f\n");
	put(&d, "a-good", "f.form", GOOD);
	put(&d, "b-wrong", "set", "set b-wrong 坏\nyears 2020\nforms f\n");
	put(&d, "b-wrong", "f.form", WRONG);
	d.w = work_open(d.path, STORE_CREATE, d.folder, &d.e);
	assert_non_null(d.w);
	warning = work_sets_warning(d.w);
	assert_non_null(warning);
	assert_non_null(strstr(warning, "b-wrong"));
	mem_free(warning);
	desk_drop(&d);
}

static void put_two(const struct desk *d)
{
	put(d, "a-good", "set", "set a-good 好\nyears 2020\nforms f\n");
	put(d, "a-good", "f.form", GOOD);
	put(d, "b-wrong", "set", "set b-wrong 坏\nyears 2019-2020\nforms f\n");
	put(d, "b-wrong", "f.form", WRONG);
}

static void sets_open__a_wrong_form__is_told_once_it_is_asked_for(void **state)
{
	struct desk d;
	struct sets sets;

	(void)state;
	desk_folder(&d);
	put_two(&d);
	must(sets_open(&sets, d.folder, &d.e), &d.e);
	assert_non_null(sets_find(&sets, "a-good"));
	assert_non_null(sets_for_year(&sets, 2020));
	assert_int_equal(sets.nfailures, 0);
	assert_null(sets_failure(&sets, "b-wrong"));
	assert_null(sets_find(&sets, "b-wrong"));
	assert_null(sets_for_year(&sets, 2019));
	assert_int_equal(sets.nfailures, 1); /* once, however often it is asked for */
	assert_non_null(strstr(sets_failure(&sets, "b-wrong")->why, "f.form:6"));
	sets_free(&sets);
	desk_drop(&d);
}

static void sets_open__a_wrong_set_file__is_told_at_once(void **state)
{
	struct desk d;
	struct sets sets;

	(void)state;
	desk_folder(&d);
	put_two(&d);
	put(&d, "c-worse", "set", "set\n");
	must(sets_open(&sets, d.folder, &d.e), &d.e);
	assert_int_equal(sets.nfailures, 1);
	assert_string_equal(sets.failures[0].set, "c-worse");
	sets_free(&sets);
	desk_drop(&d);
}

static void sets_load_next__goes_through_all__finds_what_load_finds(void **state)
{
	struct desk d;
	struct sets sets;
	int times = 0;

	(void)state;
	desk_folder(&d);
	put_two(&d);
	must(sets_open(&sets, d.folder, &d.e), &d.e);
	while (sets_load_next(&sets))
		times++;
	assert_int_equal(times, 2);
	assert_int_equal(sets.nfailures, 1);
	sets_load_rest(&sets);
	assert_int_equal(sets.n, 1);
	assert_string_equal(sets.sets[0]->id, "a-good");
	sets_free(&sets);
	desk_drop(&d);
}

/* The set is asked for by what is stored; its mistake is told in place of
 * «not there», and on the idle path. */
static void work_open__a_wrong_form__is_told_when_a_filing_needs_it(void **state)
{
	struct desk d;
	char *told;

	(void)state;
	desk_folder(&d);
	put_two(&d);
	put(&d, "b-wrong", "f.form", GOOD);
	d.w = work_open(d.path, STORE_CREATE, d.folder, &d.e);
	assert_non_null(d.w);
	must(work_add_unit(d.w, "001", "甲局", 2019, -1, &d.e), &d.e);
	must(work_add_filing(d.w, 0, 2019, "b-wrong", &d.e), &d.e);
	work_close(d.w);
	put(&d, "b-wrong", "f.form", WRONG);
	d.w = work_open(d.path, STORE_OPEN, d.folder, &d.e);
	assert_non_null(d.w);
	assert_null(work_sets_warning(d.w));
	assert_null(work_open_filing(d.w, 0, 2019, NULL, &d.e));
	assert_int_equal(d.e.code, ERR_INPUT);
	assert_non_null(strstr(d.e.text, "f.form:6"));
	told = work_check_sets(d.w);
	assert_non_null(told);
	assert_non_null(strstr(told, "b-wrong"));
	mem_free(told);
	assert_null(work_check_sets(d.w)); /* no second time */
	desk_drop(&d);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sets_load__one_is_wrong__its_first_mistake_is_kept),
		cmocka_unit_test(sets_load__all_are_wrong__the_first_mistake_is_the_error),
		cmocka_unit_test(work_sets_warning__of_the_shipped_sets__is_nothing),
		cmocka_unit_test(work_sets_warning__one_is_wrong__says_which),
		cmocka_unit_test(sets_open__a_wrong_form__is_told_once_it_is_asked_for),
		cmocka_unit_test(sets_open__a_wrong_set_file__is_told_at_once),
		cmocka_unit_test(sets_load_next__goes_through_all__finds_what_load_finds),
		cmocka_unit_test(work_open__a_wrong_form__is_told_when_a_filing_needs_it),
	};

	return cmocka_run_group_tests_name("sets", tests, NULL, NULL);
}
