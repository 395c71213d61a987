#include "box.h"

#include "base/mem.h"
#include "base/str.h"
#include "store/log.h"
#include "store/passages.h"

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
	store_set_actor(b->s, "丙", NULL);
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

/* ---- a row, a person, and what is no change ---- */

/* Newest first: kind what key new@host, | between them. */
static char *found(struct store *s, const struct store_wanted *wanted)
{
	struct store_entry *entries;
	struct str out = {0};
	struct err e = {0};
	size_t count;

	must(store_log(s, wanted, &entries, &count, &e), &e);
	for (size_t i = 0; i < count; i++)
		str_addf(&out, "%s%s %s %s %s %s@%s", i ? "|" : "", entries[i].kind,
		         entries[i].what, entries[i].key,
		         entries[i].new_text ? entries[i].new_text : "-", entries[i].who,
		         entries[i].host ? entries[i].host : "");
	store_journal_free(entries, count);
	return str_take(&out);
}

static void assert_found(struct store *s, struct store_wanted wanted, const char *want)
{
	char *got = found(s, &wanted);

	assert_string_equal(got, want);
	mem_free(got);
}

static void store_log__a_row_or_a_person__all_of_it_and_nothing_else(void **state)
{
	struct box *b = *state;
	struct err e = {0};

	some_history(b);
	store_set_actor(b->s, "乙", "192.0.2.7");
	must(box_apply(b->s, b->filing, cell("ind.70.name", "1", 0), &e), &e);
	assert_found(b->s, (struct store_wanted){.filing = b->filing, .key = "ind.7",
	                                         .below = true, .limit = 4},
	             "entry 删除行 ind.7 - 甲@|entry 删除行 ind.7.name - 甲@"
	             "|entry 移动行 ind.7 -2 甲@|entry 添加行 ind.7.none - 甲@");
	assert_found(b->s, (struct store_wanted){.who = "乙", .limit = 9},
	             "entry 填写 ind.70.name 1 乙@192.0.2.7");
	assert_found(b->s, (struct store_wanted){.filing = b->filing, .form = "annex2", .copy = 1,
	                                         .key = "a", .who = "甲", .limit = 9},
	             "entry 填写 a 48.6. 甲@");
	assert_found(b->s, (struct store_wanted){.who = "丙", .limit = 9}, "");
	assert_found(b->s, (struct store_wanted){.unit = b->unit, .limit = 1},
	             "entry 填写 ind.70.name 1 乙@192.0.2.7");
	assert_found(b->s, (struct store_wanted){.unit = b->unit + 1, .limit = 1}, "");
	assert_found(b->s, (struct store_wanted){.step = 2, .limit = 9}, "entry 填写 a 48.6. 甲@");
}

static void store_log__of_a_filing__has_what_is_no_change_in_its_time(void **state)
{
	struct box *b = *state;
	struct store_wanted all = {.filing = b->filing, .limit = 9};
	struct store_pass pass = {.state = STATE_HANDED_IN, .revision = -1};
	struct err e = {0};

	b->now++;
	must(box_apply(b->s, b->filing, cell("a", "1", 0), &e), &e);
	b->now++;
	must(store_explain(b->s, b->filing, RIGHT_FILL, "P06 x", "a=1", "已说明", "在途", 0, &e),
	     &e);
	b->now++;
	must(box_apply(b->s, b->filing, cell("b", "2", 0), &e), &e);
	b->now++;
	must(store_pass(b->s, b->filing, &pass, NULL, &e), &e);
	assert_found(b->s, all,
	             "passage 已上报  - 甲@|entry 填写 b 2 甲@|explanation 已说明 P06 x 在途 甲@"
	             "|entry 填写 a 1 甲@|entry 填写  - 甲@");
	all.limit = 2;
	assert_found(b->s, all, "passage 已上报  - 甲@|entry 填写 b 2 甲@");
	all.form = "annex2";
	assert_found(b->s, all, "entry 填写 b 2 甲@|entry 填写 a 1 甲@");
	all.form = NULL;
	all.who = "乙";
	assert_found(b->s, all, "");
}

int main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, box_setup, box_teardown)
	const struct CMUnitTest tests[] = {
	    T(store_journal__every_change__is_told),
	    T(store_journal__of_all_filings__has_those_of_each),
	    T(store_journal__step__says_who_when_what_and_why),
	    cmocka_unit_test_setup_teardown(
	        store_log__a_row_or_a_person__all_of_it_and_nothing_else, box_setup, box_teardown),
	    cmocka_unit_test_setup_teardown(
	        store_log__of_a_filing__has_what_is_no_change_in_its_time, box_setup, box_teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
