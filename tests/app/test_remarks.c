#include "handin_desk.h"

#include "app/remarks.h"

static void remarks__a_row_moves_a_sheet_goes__threads_follow_or_say_so(void **state)
{
	struct desk *d = *state;
	struct filing *f = clean(d);
	struct remarks r;
	struct place row = first_row(f, "annex1", "specials");
	struct str shown = {0};
	size_t n;

	row.field = -1;
	must(remarks_add(d->w, f, row, REMARK_FOLLOW, NULL, NULL, &d->e), &d->e);
	must(remarks_add(d->w, f, first_row(f, "annex1", "transfers"), REMARK_COMMENT, "核对", NULL,
	                 &d->e),
	     &d->e);
	must(edit_row_delete(d->w, f, first_row(f, "annex1", "transfers"), &d->e), &d->e);
	must(remarks_load(&r, d->w, f, &d->e), &d->e);
	assert_int_equal(r.n, 2);
	assert_int_equal(r.open, 2);
	assert_true(r.thread[0].there);
	assert_int_equal(r.thread[0].place.row, row.row);
	assert_int_equal(r.thread[0].place.field, -1);
	assert_false(r.thread[1].there);
	remarks_show_place(f, &r.thread[1], &shown);
	assert_non_null(strstr(str_text(&shown), "已不在"));
	struct cell_sign *signs = remarks_signs(&r, f, row.sheet, &n);
	assert_int_equal(n, 1);
	assert_string_equal(signs[0].sign, "☆");
	mem_free(signs);
	str_free(&shown);
	remarks_free(&r);
}

int main(void)
{
#define ON_DESK(test) cmocka_unit_test_setup_teardown(test, desk_setup, desk_teardown)
	const struct CMUnitTest tests[] = {
	    ON_DESK(remarks__a_row_moves_a_sheet_goes__threads_follow_or_say_so),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
