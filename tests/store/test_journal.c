#include "box.h"

#include "base/mem.h"
#include "base/str.h"

static int setup(void **state)
{
	struct box *b = mem_alloc(sizeof *b);

	box_make(b);
	*state = b;
	return 0;
}

static int teardown(void **state)
{
	box_drop(*state);
	mem_free(*state);
	return 0;
}

/* Oldest first: op key old>new, | between steps. */
static char *told(struct store *s, int64_t filing, const char *form, int copy, const char *key,
                  size_t limit)
{
	struct store_entry *entries;
	struct str out = {0};
	struct err e = {0};
	size_t count;

	must(store_journal(s, filing, form, copy, key, limit, &entries, &count, &e), &e);
	for (size_t i = count; i-- > 0;) {
		if (i + 1 < count)
			assert_true(entries[i].id > entries[i + 1].id);
		str_add(&out, i + 1 < count && entries[i].step != entries[i + 1].step ? "|" : "");
		str_addf(&out, "(%d %s %s>%s)", entries[i].op, entries[i].key,
		         entries[i].old_text ? entries[i].old_text : "-",
		         entries[i].new_text ? entries[i].new_text : "-");
	}
	store_journal_free(entries, count);
	return str_take(&out);
}

static struct store_change row(enum store_op op, const char *group, int64_t order, int64_t base)
{
	return (struct store_change){.op = op,
	                             .form = "annex2",
	                             .copy = 1,
	                             .list = "ind",
	                             .row = 7,
	                             .group = group,
	                             .order = order,
	                             .base = base};
}

static void some_history(struct box *b)
{
	struct store_change add[] = {row(OP_ROW_ADD, "数量 指标", 10, 0),
	                             cell("ind.7.name", "发文", 0), cell("ind.7.none", NULL, 0)};
	struct store_change move, drop;
	struct err e = {0};

	must(box_apply(b->s, b->filing, cell("a", "48.6.", 0), &e), &e);
	must(store_apply(b->s, b->filing, add, 3, NULL, "添加行", "按批复", NULL, &e), &e);
	move = row(OP_ROW_MOVE, NULL, -2, add[0].version);
	must(store_apply(b->s, b->filing, &move, 1, NULL, "移动行", NULL, NULL, &e), &e);
	drop = row(OP_ROW_DELETE, NULL, 0, move.version);
	must(store_apply(b->s, b->filing, &drop, 1, NULL, "删除行", NULL, NULL, &e), &e);
}

/* 0 cell, 2 add row, 3 delete row, 4 move row, 5 add sheet (the box's own). */
static void store_journal__every_change__is_told(void **state)
{
	struct box *b = *state;
	static const struct {
		const char *form;
		int copy;
		const char *key;
		size_t limit;
		const char *want;
	} cases[] = {
	    {NULL, 0, NULL, 100,
	     "(5  ->-)|(0 a ->48.6.)"
	     "|(2 ind.7 ->数量 指标 10)(0 ind.7.name ->发文)(0 ind.7.none ->-)"
	     "|(4 ind.7 数量 指标 10>-2)"
	     "|(0 ind.7.name 发文>-)(3 ind.7 -2>-)"},
	    {NULL, 0, NULL, 2, "(0 ind.7.name 发文>-)(3 ind.7 -2>-)"},
	    {NULL, 0, NULL, 0, ""},
	    {"annex2", 1, "a", 9, "(0 a ->48.6.)"},
	    {"annex2", 0, "a", 9, "(0 a ->48.6.)"},
	    {"annex2", 2, "a", 9, ""},
	    {"annex3", 1, "a", 9, ""},
	    {NULL, 0, "ind.7", 2, "(4 ind.7 数量 指标 10>-2)|(3 ind.7 -2>-)"},
	    {"annex2", 1, "ind.7.name", 9, "(0 ind.7.name ->发文)|(0 ind.7.name 发文>-)"},
	};

	some_history(b);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char *got = told(b->s, b->filing, cases[i].form, cases[i].copy, cases[i].key,
		                 cases[i].limit);

		assert_string_equal(got, cases[i].want);
		mem_free(got);
	}
}

static void store_journal__of_all_filings__has_those_of_each(void **state)
{
	struct box *b = *state;
	struct err e = {0};
	int64_t second;
	char *got;

	must(store_filing_add(b->s, b->unit, 2023, "s", &second, &e), &e);
	must(box_apply(b->s, second, sheet_add("annex2", 1), &e), &e);
	must(box_apply(b->s, second, cell("a", "1", 0), &e), &e);
	must(box_apply(b->s, b->filing, cell("a", "2", 0), &e), &e);
	got = told(b->s, 0, NULL, 0, NULL, 2);
	assert_string_equal(got, "(0 a ->1)|(0 a ->2)");
	mem_free(got);
	got = told(b->s, second, "annex2", 1, "a", 9);
	assert_string_equal(got, "(0 a ->1)");
	mem_free(got);
	got = told(b->s, 0, "annex2", 1, "a", 9);
	assert_string_equal(got, "(0 a ->1)|(0 a ->2)");
	mem_free(got);
}

static void store_journal__step__says_who_when_what_and_why(void **state)
{
	struct box *b = *state;
	struct store_change change = cell("a", "1", 0);
	struct store_entry *entries;
	struct err e = {0};
	int64_t step;
	size_t count;

	b->now = 1732000000;
	store_set_actor(b->s, "丙");
	must(store_apply(b->s, b->filing, &change, 1, NULL, "导入", "按批复文件", &step, &e), &e);
	must(store_journal(b->s, b->filing, NULL, 0, NULL, 1, &entries, &count, &e), &e);
	assert_int_equal(count, 1);
	assert_string_equal(entries->who, "丙");
	assert_int_equal(entries->time, 1732000000);
	assert_string_equal(entries->what, "导入");
	assert_string_equal(entries->why, "按批复文件");
	assert_int_equal(entries->step, step);
	assert_int_equal(entries->undoes, 0);
	assert_string_equal(entries->form, "annex2");
	assert_int_equal(entries->copy, 1);
	store_journal_free(entries, count);
}

int main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
	const struct CMUnitTest tests[] = {
	    T(store_journal__every_change__is_told),
	    T(store_journal__of_all_filings__has_those_of_each),
	    T(store_journal__step__says_who_when_what_and_why),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
