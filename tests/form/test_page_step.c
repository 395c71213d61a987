#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "form/page.h"
#include "support/drawn.h"

#define COUNT(a) (sizeof(a) / sizeof *(a))

static const char walk[] =
    "band 1 1 1\n"
    "| [a] | < | [b] |\n"
    "| 甲 | [c] | [d] |\n"
    "| [e] | 其中：[f]、[g] | < |\n"
    "| [h] | ^x | [i] |\n"
    "| ^ | [j] | [k] |\n"
    "foot left 填表人：[who] | 日期：[date]\n"
    "field a text a\n" "field b text b\n" "field c text c\n" "field d text d\n"
    "field e text e\n" "field f text f\n" "field g text g\n" "field h text h\n"
    "field i text i\n" "field j text j\n" "field k text k\n"
    "field who text 人\n" "field date date 日\n";

static int spot_of(const struct filing *f, const struct page *p, const char *key)
{
	struct place place;

	assert_true(filing_place(f, 0, key, &place));
	return page_spot_of(p, place);
}

static void page_step__each_direction__goes_to_the_nearest_spot(void **state)
{
	static const struct {
		const char *from;
		enum page_move move;
		const char *to;
	} cases[] = {
	    {"a", MOVE_DOWN, "c"},  /* under the wide box */
	    {"a", MOVE_RIGHT, "b"}, {"b", MOVE_DOWN, "d"},    {"d", MOVE_UP, "b"},
	    {"c", MOVE_UP, "a"},    {"c", MOVE_LEFT, "c"},    /* a label, no spot */
	    {"c", MOVE_DOWN, "f"},  {"d", MOVE_DOWN, "g"},    /* into the text below */
	    {"e", MOVE_RIGHT, "f"}, {"f", MOVE_RIGHT, "g"},   {"g", MOVE_RIGHT, "g"},
	    {"e", MOVE_DOWN, "h"},  {"h", MOVE_RIGHT, "j"},   /* ^x is a label; j is the nearer */
	    {"i", MOVE_LEFT, "h"},  {"k", MOVE_LEFT, "j"},    {"j", MOVE_LEFT, "h"},
	    {"g", MOVE_DOWN, "i"},  {"i", MOVE_DOWN, "k"},    {"h", MOVE_DOWN, "who"},
	    {"k", MOVE_DOWN, "date"}, {"who", MOVE_RIGHT, "date"}, {"who", MOVE_DOWN, "who"},
	    {"a", MOVE_UP, "a"},    {"a", MOVE_NEXT, "b"},    {"b", MOVE_NEXT, "c"},
	    {"d", MOVE_NEXT, "e"},  {"e", MOVE_PREVIOUS, "d"}, {"a", MOVE_PREVIOUS, "a"},
	    {"date", MOVE_NEXT, "date"}, {"k", MOVE_FIRST, "a"}, {"b", MOVE_LAST, "date"},
	};
	struct filing *f = drawn_filing(walk);
	struct page *p = page_build(f, 0, 76, 0);

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		int got = page_step(p, spot_of(f, p, cases[i].from), cases[i].move);

		if (got != spot_of(f, p, cases[i].to))
			fail_msg("case %zu: from %s", i, cases[i].from);
	}
	assert_int_equal(page_step(p, -1, MOVE_DOWN), 0);
	page_free(p);
	drawn_free(f);
}

static void page_step__over_and_over__reaches_every_spot(void **state)
{
	struct filing *f = drawn_filing(walk);
	struct page *p = page_build(f, 0, 80, 0);
	int spot = page_step(p, -1, MOVE_NEXT);

	(void)state;
	for (size_t i = 0; i < p->nspots; i++) {
		assert_int_equal(spot, i);
		spot = page_step(p, spot, MOVE_NEXT);
	}
	assert_int_equal(spot, p->nspots - 1);
	page_free(p);
	drawn_free(f);
}

static void page_spot_at__points__finds_the_box_or_the_hole(void **state)
{
	struct filing *f = drawn_filing(walk);
	struct page *p = page_build(f, 0, 76, 0);
	int a = spot_of(f, p, "a"), who = spot_of(f, p, "who");

	(void)state;
	/* x: 0, 25, 50, 75; a fills columns 1 to 49 of line 1. */
	assert_int_equal(page_spot_at(p, 1, 1), a);
	assert_int_equal(page_spot_at(p, 1, 49), a);
	assert_int_equal(page_spot_at(p, 1, 50), -1);
	assert_int_equal(page_spot_at(p, 0, 1), -1);
	assert_int_equal(p->spots[who].x, 8); /* behind 填表人： */
	assert_int_equal(p->spots[who].width, 8);
	assert_int_equal(page_spot_of(p, (struct place){0, -1, -1, 99}), -1);
	page_free(p);
	drawn_free(f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(page_step__each_direction__goes_to_the_nearest_spot),
	    cmocka_unit_test(page_step__over_and_over__reaches_every_spot),
	    cmocka_unit_test(page_spot_at__points__finds_the_box_or_the_hole),
	};

	return cmocka_run_group_tests_name("form/page_step", tests, NULL, NULL);
}
