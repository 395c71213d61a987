/* Rows of a list that come from another one. */
#include "desk.h"

#include "base/mem.h"

#define ACCOUNTS "final-accounts-hunan-2020"

/* 430000 of 2020: its 补充数据 has the five 项 of 公开05 already. */
static struct filing *accounts(struct desk *d)
{
	return desk_filing(d->w, "430000", 2020);
}

static int bring(struct desk *d, struct filing *f, const char *form, const char *list, size_t *n)
{
	int sheet = sheet_of(f, form, 1);

	return edit_rows_from(d->w, f, sheet, form_list(f->sheets[sheet].form, list), n, &d->e);
}

static const struct rows *rows_of(const struct filing *f, const char *form, const char *list)
{
	int sheet = sheet_of(f, form, 1);

	return &f->sheets[sheet].lists[form_list(f->sheets[sheet].form, list)];
}

static void assert_row(const struct filing *f, const char *form, int row, const char *column,
                       const char *want)
{
	const char *list = strcmp(form, "extra") == 0 ? "plan" : "func";
	struct str key = { 0 };

	str_addf(&key, "%s.%s.%lld.%s", form, list,
	         (long long)rows_of(f, form, list)->rows[row].id, column);
	assert_shows(f, str_text(&key), want);
	str_free(&key);
}

static void rows_from__all_are_there__is_refused(void **state)
{
	struct desk *d = *state;
	struct filing *f = accounts(d);
	size_t journal = count_journal(d->w, f), n;

	assert_int_equal(rows_of(f, "extra", "plan")->n, 5);
	must_fail(bring(d, f, "extra", "plan", &n), ERR_INPUT, &d->e);
	assert_int_equal(rows_of(f, "extra", "plan")->n, 5);
	assert_int_equal(count_journal(d->w, f), journal);
}

static void rows_from__of_a_plain_list__is_refused(void **state)
{
	struct desk *d = *state;
	size_t n;

	must_fail(bring(d, accounts(d), "t2", "func", &n), ERR_USAGE, &d->e);
}

/* 2100199 is the second 项: its row is missing and comes back where it was. */
static void rows_from__one_is_missing__comes_in_its_place_and_undo_takes_it(void **state)
{
	struct desk *d = *state;
	struct filing *f = accounts(d);
	struct place p = at(f, "extra.total.begin");
	size_t n;

	p.list = form_list(f->sheets[p.sheet].form, "plan");
	p.row = 1;
	p.field = 0;
	assert_row(f, "extra", 1, "code", "2100199");
	must(edit_row_delete(d->w, f, p, &d->e), &d->e);
	must(bring(d, f, "extra", "plan", &n), &d->e);
	assert_int_equal(n, 1);
	assert_int_equal(rows_of(f, "extra", "plan")->n, 5);
	assert_row(f, "extra", 0, "name", "卫生健康（类）卫生健康管理（款）行政运行（项）");
	assert_row(f, "extra", 0, "reason", "追加2020年综治奖");
	assert_row(f, "extra", 1, "code", "2100199");
	assert_row(f, "extra", 1, "name",
	           "卫生健康支出（类）卫生健康管理事务（款）其他卫生健康管理事务支出（项）");
	assert_row(f, "extra", 1, "begin", "");
	assert_row(f, "extra", 1, "final", "244.11");
	assert_row(f, "extra", 2, "code", "2100601");
	assert_shows(f, "extra.total.begin", "661.00"); /* 635.00 + 26.00 */
	assert_shows(f, "extra.total.final", "943.99");
	must(edit_undo(d->w, f, NULL, NULL, &d->e), &d->e);
	assert_int_equal(rows_of(f, "extra", "plan")->n, 4);
}

/* Into a tree come the 类 and 款 too, where their codes belong. */
static void rows_from__into_a_tree__all_levels_come(void **state)
{
	static const char *const codes[] = {"210", "21001", "2100101", "2100199", "221", "22102",
	                                    "2210201"};
	struct desk *d = *state;
	struct filing *f;
	struct place p;
	size_t n;
	int unit, t3, t5, code;

	must(work_add_unit(d->w, "9901", "某中心", 0, -1, &d->e), &d->e);
	unit = work_find_unit(d->w, "9901", &d->e);
	must(work_add_filing(d->w, unit, 2020, ACCOUNTS, &d->e), &d->e);
	f = desk_filing(d->w, "9901", 2020);
	t3 = sheet_of(f, "t3", 1);
	t5 = sheet_of(f, "t5", 1);
	code = f->sheets[t5].form->lists[0].code_column;
	must(edit_row_add(d->w, f, t5, 0, -1, -1, code, "2210201", &p, &d->e), &d->e);
	must(edit_row_add(d->w, f, t5, 0, -1, -1, code, "2100199", &p, &d->e), &d->e);
	must(edit_row_add(d->w, f, t5, 0, -1, -1, code, "2100101", &p, &d->e), &d->e);
	must(edit_row_add(d->w, f, t3, 0, -1, -1, code, "2100199", &p, &d->e), &d->e);
	must(bring(d, f, "t3", "func", &n), &d->e);
	assert_int_equal(n, 4); /* 210, 21001 and 2100199 are there */
	assert_int_equal(rows_of(f, "t3", "func")->n, 7);
	for (int i = 0; i < 7; i++)
		assert_row(f, "t3", i, "code", codes[i]);
	assert_row(f, "t3", 2, "name", "行政运行");
}

int main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, desk_setup, desk_teardown)
	const struct CMUnitTest tests[] = {
		T(rows_from__all_are_there__is_refused),
		T(rows_from__of_a_plain_list__is_refused),
		T(rows_from__one_is_missing__comes_in_its_place_and_undo_takes_it),
		T(rows_from__into_a_tree__all_levels_come),
	};

	return cmocka_run_group_tests_name("edit_from", tests, NULL, NULL);
}
