#include "history.h"

static void chain_code__is_of_the_newest_link_of_the_filing(void **state)
{
	struct box *b = *state;
	char code[CHAIN_CODE_BYTES], other[CHAIN_CODE_BYTES], small[CHAIN_CODE_BYTES];
	struct chain_origin o;
	struct err e = {0};
	int64_t second;

	some_history(b);
	must(chain_code(b->s, b->filing, code, &e), &e);
	assert_int_equal(strlen(code), 19);
	must(store_filing_add(b->s, b->unit, 2023, "s", &second, &e), &e);
	must(chain_code(b->s, second, other, &e), &e);
	assert_string_equal(other, "");
	add_event(b->s, b->filing);
	must(chain_code(b->s, b->filing, other, &e), &e);
	assert_string_equal(other, code);
	must(chain_find_code(b->s, code, &o, &e), &e);
	assert_int_equal(o.filing, b->filing);
	assert_int_equal(o.step, 6);
	assert_int_equal(o.since, 0);
	assert_string_equal(o.who, "甲");
	assert_string_equal(o.what, "填写");
	chain_origin_free(&o);

	must(box_apply(b->s, b->filing, cell("c", "2", 0), &e), &e);
	must(chain_code(b->s, b->filing, other, &e), &e);
	assert_string_not_equal(other, code);
	for (size_t i = 0; i <= strlen(code); i++)
		small[i] = code[i] >= 'A' ? (char)(code[i] + 32) : code[i];
	must(chain_find_code(b->s, small, &o, &e), &e);
	assert_int_equal(o.since, 1);
	chain_origin_free(&o);
	must_fail(chain_find_code(b->s, "0000-0000-0000-0000", &o, &e), ERR_NOTFOUND, &e);
	must_fail(chain_find_code(b->s, "12", &o, &e), ERR_INPUT, &e);
	must_fail(chain_find_code(b->s, "0000-0000-0000-000G", &o, &e), ERR_INPUT, &e);
	must_fail(chain_find_code(b->s, "0000-0000-0000-00000", &o, &e), ERR_INPUT, &e);
}

/* The rows and the tables agree: only the printed code tells. */
static void chain_find_code__the_end_was_cut_off_cleanly__is_not_there(void **state)
{
	struct box *b = *state;
	char code[CHAIN_CODE_BYTES];
	struct chain_origin o;
	struct err e = {0};

	some_history(b);
	must(chain_code(b->s, b->filing, code, &e), &e);
	must(db_exec(b->s,
	             "DELETE FROM chain WHERE id = 11; DELETE FROM entry WHERE step = 6;"
	             "DELETE FROM step WHERE id = 6; DELETE FROM cell WHERE key = 'b'",
	             &e),
	     &e);
	assert_chain_sound(b->s, 10, 1);
	must_fail(chain_find_code(b->s, code, &o, &e), ERR_NOTFOUND, &e);
}

int main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, box_setup, box_teardown)
	const struct CMUnitTest tests[] = {
	    T(chain_code__is_of_the_newest_link_of_the_filing),
	    T(chain_find_code__the_end_was_cut_off_cleanly__is_not_there),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
