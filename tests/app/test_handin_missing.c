#include "handin_desk.h"

#include "app/handin_missing.h"

/* 2024: 404001 (own filing), below it 404010 and 404011, each with a filing;
 * 506010 and 430000 have none and should; 506 is a superior without one. */
static void handin_missing__the_samples__by_the_tree_with_counts(void **state)
{
	struct desk *d = *state;
	struct filing *f = clean(d);
	struct handin_missing m;
	size_t n;

	submit(d->w, f);
	must(handin_missing(d->w, 2024, -1, &m, &d->e), &d->e);
	const struct work_unit *units = work_units(d->w, &n);
	static const struct {
		const char *code;
		size_t depth, due;
		bool none;
	} wanted[] = {{"404001", 0, 3, false}, {"404010", 1, 1, false}, {"404011", 1, 1, false},
	              {"506", 0, 1, false},    {"506010", 1, 1, true},  {"430000", 0, 1, true}};
	assert_int_equal(m.n, 6);
	for (size_t i = 0; i < m.n; i++) {
		assert_string_equal(units[m.row[i].unit].code, wanted[i].code);
		assert_int_equal(m.row[i].depth, wanted[i].depth);
		assert_int_equal(m.row[i].all.due, wanted[i].due);
		assert_int_equal(m.row[i].all.handed_in, 0);
		assert_int_equal(m.row[i].none, wanted[i].none);
	}
	assert_int_equal(m.all.due, 6);
	assert_int_equal(m.all.handed_in, 1);
	assert_int_equal(m.filling, 3);
	assert_int_equal(m.none, 2);
	assert_int_equal(m.returned, 0);
	handin_missing_free(&m);

	give_back(d->w, f);
	int unit = work_find_unit(d->w, "江南区文化馆", &d->e);
	must(handin_missing(d->w, 2024, unit, &m, &d->e), &d->e);
	assert_int_equal(m.n, 1);
	assert_int_equal(m.returned, 1);
	assert_string_equal(m.row[0].states[0], "已退回");
	handin_missing_free(&m);
}

int main(void)
{
#define ON_DESK(test) cmocka_unit_test_setup_teardown(test, desk_setup, desk_teardown)
	const struct CMUnitTest tests[] = {
	    ON_DESK(handin_missing__the_samples__by_the_tree_with_counts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
