#include "box.h"


#define P06 "P06 annex2#1.ind.7.score"

static int explain(struct box *b, struct store *s, const char *text, int64_t seen, struct err *e)
{
	return store_explain(s, b->filing, RIGHT_FILL, P06, "annex2#1.ind.7.score=4\n", "已说明", text, seen,
	                     e);
}

static void store_explain__twice__the_newest_is_last_the_first_stays(void **state)
{
	struct box *b = *state;
	struct store_explanation *list;
	struct err e = {0};
	size_t n;

	must(explain(b, b->s, "十八人已进入体检", 0, &e), &e);
	must(store_explanations(b->s, b->filing, P06, &list, &n, &e), &e);
	assert_int_equal(n, 1);
	int64_t first = list[0].id;
	store_explanations_free(list, n);
	b->now += 60;
	must(explain(b, b->s, "十八人十二月已到岗", first, &e), &e);
	must(store_explanations(b->s, b->filing, NULL, &list, &n, &e), &e);
	assert_int_equal(n, 2);
	assert_string_equal(list[0].text, "十八人已进入体检");
	assert_string_equal(list[1].text, "十八人十二月已到岗");
	assert_string_equal(list[1].basis, "annex2#1.ind.7.score=4\n");
	assert_string_equal(list[1].state, "已说明");
	assert_string_equal(list[1].who, "甲");
	assert_int_equal(list[1].time, LONG_AGO + 60);
	store_explanations_free(list, n);
	must(store_explanations(b->s, b->filing, "P01 annex2#1.total", &list, &n, &e), &e);
	assert_int_equal(n, 0);
}

static void store_explain__somebody_was_quicker__conflict_and_nothing_added(void **state)
{
	struct box *b = *state;
	struct store *other = box_open(b, "乙");
	struct store_explanation *list;
	struct err e = {0};
	size_t n;

	must(explain(b, other, "另一个人的说明", 0, &e), &e);
	must_fail(explain(b, b->s, "没看见的说明", 0, &e), ERR_CONFLICT, &e);
	must(store_explanations(b->s, b->filing, P06, &list, &n, &e), &e);
	assert_int_equal(n, 1);
	assert_string_equal(list[0].who, "乙");
	store_explanations_free(list, n);
	store_close(other);
}

static void store_audited__an_edit_later__counts_no_longer_hold(void **state)
{
	struct box *b = *state;
	struct store_content *c = box_load(b->s, b->filing);
	int64_t revision = c->filing.revision;
	struct store_audited put[] = {
	    {.form = "", .revision = revision, .rules = 7, .verify = 1},
	    {.form = "annex2", .revision = revision, .rules = 7, .must = 2, .hint = 3, .tail = 1}};
	struct store_audited *got;
	struct err e = {0};
	size_t n;

	store_content_free(c);
	must(store_audited_put(b->s, b->filing, put, 2, &e), &e);
	must(store_audited_put(b->s, b->filing, put, 2, &e), &e); /* takes their place */
	must(store_audited(b->s, 0, 2024, &got, &n, &e), &e);
	assert_int_equal(n, 2);
	assert_string_equal(got[0].form, "");
	assert_int_equal(got[0].verify, 1);
	assert_string_equal(got[1].form, "annex2");
	assert_int_equal(got[1].filing, b->filing);
	assert_int_equal(got[1].rules, 7);
	assert_int_equal(got[1].must, 2);
	assert_int_equal(got[1].hint, 3);
	assert_int_equal(got[1].tail, 1);
	store_audited_free(got, n);
	must(store_audited(b->s, 0, 2023, &got, &n, &e), &e);
	assert_int_equal(n, 0);
	must(box_apply(b->s, b->filing, cell("begin", "62.75", 0), &e), &e);
	must(store_audited(b->s, 0, 0, &got, &n, &e), &e);
	assert_int_equal(n, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(
	        store_explain__twice__the_newest_is_last_the_first_stays, box_setup, box_teardown),
	    cmocka_unit_test_setup_teardown(
	        store_explain__somebody_was_quicker__conflict_and_nothing_added, box_setup, box_teardown),
	    cmocka_unit_test_setup_teardown(store_audited__an_edit_later__counts_no_longer_hold,
	                                    box_setup, box_teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
