#include "box.h"

#include "store/passages.h"

#define DAY 86400

/* ---- getting there ---- */

struct seen {
	const char *state;
	int64_t until, passage, revision;
};

static const char *const states[] = {STATE_FILLING, STATE_HANDED_IN, STATE_RETURNED, STATE_ACCEPTED,
                                     STATE_LOCKED};

static struct seen look(struct store *s, struct box *b)
{
	struct store_filing *all;
	struct seen seen = {.state = "?"};
	struct err e = {0};
	size_t n;

	must(store_filings(s, b->unit, 2024, &all, &n, &e), &e);
	assert_int_equal(n, 1);
	for (int i = 0; i < 5; i++)
		if (strcmp(all->state, states[i]) == 0)
			seen.state = states[i];
	seen.until = all->until;
	seen.passage = all->passage;
	seen.revision = all->revision;
	store_filings_free(all, n);
	return seen;
}

/* As somebody does who sees the filing as it is now. */
static int pass(struct store *s, struct box *b, const char *to, int64_t until, struct err *e)
{
	struct store_pass p = {
	    .state = to, .until = until, .seen = look(s, b).passage, .revision = -1};

	return store_pass(s, b->filing, &p, NULL, e);
}

static void walk(struct box *b, const char *const *way)
{
	struct err e = {0};

	for (; *way; way++)
		must(pass(b->s, b, *way, strcmp(*way, STATE_FILLING) == 0 ? b->now + DAY : 0, &e),
		     &e);
}

/* ---- what may follow what ---- */

enum { UNLOCKED = 5, OVER, WAYS };

static const char *const ways[WAYS][6] = {
    {NULL},
    {STATE_HANDED_IN, NULL},
    {STATE_HANDED_IN, STATE_RETURNED, NULL},
    {STATE_HANDED_IN, STATE_ACCEPTED, NULL},
    {STATE_HANDED_IN, STATE_ACCEPTED, STATE_LOCKED, NULL},
    {STATE_HANDED_IN, STATE_ACCEPTED, STATE_LOCKED, STATE_FILLING, NULL},
    {STATE_HANDED_IN, STATE_ACCEPTED, STATE_LOCKED, STATE_FILLING, NULL}, /* and its term over */
};
/* Rows: 填报中, 已上报, 已退回, 已审核, 锁定, unlocked, its term over. */
static const bool allowed[WAYS][5] = {
    /* clang-format off */
    {false, true, false, false, false}, {false, false, true, true, false},
    {false, true, false, false, false}, {false, false, true, false, true},
    {true, false, false, false, false}, {false, true, false, false, true},
    {true, false, false, false, false},
    /* clang-format on */
};

static void store_pass__each_state_to_each__only_what_the_table_says(void **state)
{
	(void)state;
	for (int way = 0; way < WAYS; way++)
		for (int i = 0; i < 5; i++) {
			struct box b;
			struct err e = {0};

			box_make(&b);
			walk(&b, ways[way]);
			if (way == OVER)
				b.now += DAY;
			int result = pass(b.s, &b, states[i], i == 0 ? b.now + DAY : 0, &e);
			if (result == 0 ? !allowed[way][i] : allowed[way][i])
				fail_msg("way %d to %s: %d %s", way, states[i], result, e.text);
			if (result < 0)
				must_fail(result, ERR_LOCKED, &e);
			else
				assert_string_equal(look(b.s, &b).state, states[i]);
			box_drop(&b);
		}
}

static void store_apply__in_each_state__only_what_is_open_is_changed(void **state)
{
	static const struct {
		bool open;
		const char *says;
	} wanted[WAYS] = {{true, ""},      {false, "上报"}, {true, ""},     {false, "审核通过"},
	                  {false, "锁定"}, {true, ""},      {false, "期限"}};

	(void)state;
	for (int way = 0; way < WAYS; way++) {
		struct box b;
		struct err e = {0};

		box_make(&b);
		walk(&b, ways[way]);
		if (way == OVER)
			b.now += DAY;
		int64_t revision = look(b.s, &b).revision;
		int result = box_apply(b.s, b.filing, cell("total", "98", 0), &e);
		if (wanted[way].open) {
			must(result, &e);
			must(store_check_open(b.s, b.filing, &e), &e);
		} else {
			must_fail(result, ERR_LOCKED, &e);
			assert_non_null(strstr(e.text, wanted[way].says));
			assert_int_equal(look(b.s, &b).revision, revision);
			must_fail(store_check_open(b.s, b.filing, &e), ERR_LOCKED, &e);
		}
		box_drop(&b);
	}
}

static void store_apply__derived_figures_of_a_closed_filing__follow_last_year(void **state)
{
	struct box *b = *state;
	struct err e = {0};
	struct store_change derived = {.op = OP_DERIVED,
	                               .form = "annex2",
	                               .copy = 1,
	                               .key = "rate",
	                               .has_value = true,
	                               .value = 1000000};

	walk(b, ways[4]);
	must(box_apply(b->s, b->filing, derived, &e), &e);
}

/* ---- what is written ---- */

static void store_pass__handed_in__who_when_why_and_the_newest_step(void **state)
{
	struct box *b = *state;
	struct store_passage *list;
	struct err e = {0};
	size_t n;
	int64_t id = 0, step = 0, revision = look(b->s, b).revision;

	must(store_newest_step(b->s, b->filing, &step, &e), &e);
	b->now += 60;
	must(store_pass(b->s, b->filing,
	                &(struct store_pass){
	                    .state = STATE_HANDED_IN, .why = "年报", .revision = revision},
	                &id, &e),
	     &e);
	must(store_passages(b->s, b->filing, &list, &n, &e), &e);
	assert_int_equal(n, 1);
	assert_int_equal(list[0].id, id);
	assert_string_equal(list[0].state, "已上报");
	assert_string_equal(list[0].why, "年报");
	assert_string_equal(list[0].who, "甲");
	assert_int_equal(list[0].time, LONG_AGO + 60);
	assert_int_equal(list[0].step, step);
	assert_true(step > 0);
	assert_int_equal(list[0].until, 0);
	store_passages_free(list, n);
	assert_int_equal(look(b->s, b).revision, revision);
	assert_int_equal(look(b->s, b).passage, id);
}

static void store_pass__somebody_passed_it_on_since__conflict(void **state)
{
	struct box *b = *state;
	struct store *other = box_open(b, "乙");
	struct err e = {0};
	int64_t seen;

	must(pass(b->s, b, STATE_HANDED_IN, 0, &e), &e);
	seen = look(b->s, b).passage;
	/* Returned and handed in again: the same state, but not what was seen. */
	must(pass(other, b, STATE_RETURNED, 0, &e), &e);
	must(pass(other, b, STATE_HANDED_IN, 0, &e), &e);
	must_fail(
	    store_pass(b->s, b->filing,
	               &(struct store_pass){.state = STATE_ACCEPTED, .seen = seen, .revision = -1},
	               NULL, &e),
	    ERR_CONFLICT, &e);
	assert_non_null(strstr(e.text, "乙"));
	assert_string_equal(look(b->s, b).state, STATE_HANDED_IN);
	store_close(other);
}

static void store_pass__a_cell_was_changed_since__conflict(void **state)
{
	struct box *b = *state;
	struct store *other = box_open(b, "乙");
	struct err e = {0};
	int64_t revision = look(b->s, b).revision;

	must(box_apply(other, b->filing, cell("total", "98", 0), &e), &e);
	must_fail(store_pass(b->s, b->filing,
	                     &(struct store_pass){.state = STATE_HANDED_IN, .revision = revision},
	                     NULL, &e),
	          ERR_CONFLICT, &e);
	assert_string_equal(look(b->s, b).state, STATE_FILLING);
	store_close(other);
}

static void store_pass__on_another_connection__is_noticed(void **state)
{
	struct box *b = *state;
	struct store *other = box_open(b, "乙");
	struct err e = {0};

	store_changed_outside(other);
	must(pass(b->s, b, STATE_HANDED_IN, 0, &e), &e);
	assert_true(store_changed_outside(other));
	assert_string_equal(look(other, b).state, STATE_HANDED_IN);
	store_close(other);
}

/* ---- terms ---- */

static void store_pass__unlocked__open_until_the_second_before_the_term_ends(void **state)
{
	struct box *b = *state;

	walk(b, ways[UNLOCKED]);
	assert_string_equal(look(b->s, b).state, STATE_FILLING);
	assert_int_equal(look(b->s, b).until, LONG_AGO + DAY);
	b->now = LONG_AGO + DAY - 1;
	assert_string_equal(look(b->s, b).state, STATE_FILLING);
	b->now++;
	assert_string_equal(look(b->s, b).state, STATE_LOCKED);
	struct store_content *c = box_load(b->s, b->filing);
	assert_string_equal(c->filing.state, STATE_LOCKED);
	store_content_free(c);
}

static void store_pass__terms_that_make_no_sense__are_refused(void **state)
{
	struct box *b = *state;
	struct err e = {0};

	must_fail(pass(b->s, b, STATE_HANDED_IN, b->now + DAY, &e), ERR_USAGE, &e);
	walk(b, ways[4]);
	must_fail(pass(b->s, b, STATE_FILLING, 0, &e), ERR_INPUT, &e);
	must_fail(pass(b->s, b, STATE_FILLING, b->now, &e), ERR_INPUT, &e);
	assert_string_equal(look(b->s, b).state, STATE_LOCKED);
}

/* ---- rights ---- */

static void store_pass__by_roles__each_has_their_own_ways(void **state)
{
	struct box *b = *state;
	struct store *fills = box_open(b, "填"), *reviews = box_open(b, "审");
	struct err e = {0};

	must(store_role_add(b->s, "甲", ROLE_MANAGE, 0, &e), &e);
	must(store_role_add(b->s, "填", ROLE_FILL, b->unit, &e), &e);
	must(store_role_add(b->s, "审", ROLE_REVIEW, b->unit, &e), &e);
	must_fail(pass(reviews, b, STATE_HANDED_IN, 0, &e), ERR_DENIED, &e);
	must(pass(fills, b, STATE_HANDED_IN, 0, &e), &e);
	must_fail(pass(fills, b, STATE_RETURNED, 0, &e), ERR_DENIED, &e);
	must_fail(pass(fills, b, STATE_ACCEPTED, 0, &e), ERR_DENIED, &e);
	must(pass(reviews, b, STATE_ACCEPTED, 0, &e), &e);
	must_fail(pass(fills, b, STATE_LOCKED, 0, &e), ERR_DENIED, &e);
	must(pass(b->s, b, STATE_LOCKED, 0, &e), &e);
	must_fail(pass(fills, b, STATE_FILLING, b->now + DAY, &e), ERR_DENIED, &e);
	must(pass(reviews, b, STATE_FILLING, b->now + DAY, &e), &e);
	store_close(fills);
	store_close(reviews);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(store_pass__each_state_to_each__only_what_the_table_says),
	    cmocka_unit_test(store_apply__in_each_state__only_what_is_open_is_changed),
#define WITH_BOX(test) cmocka_unit_test_setup_teardown(test, box_setup, box_teardown)
	    WITH_BOX(store_apply__derived_figures_of_a_closed_filing__follow_last_year),
	    WITH_BOX(store_pass__handed_in__who_when_why_and_the_newest_step),
	    WITH_BOX(store_pass__somebody_passed_it_on_since__conflict),
	    WITH_BOX(store_pass__a_cell_was_changed_since__conflict),
	    WITH_BOX(store_pass__on_another_connection__is_noticed),
	    WITH_BOX(store_pass__unlocked__open_until_the_second_before_the_term_ends),
	    WITH_BOX(store_pass__terms_that_make_no_sense__are_refused),
	    WITH_BOX(store_pass__by_roles__each_has_their_own_ways),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
