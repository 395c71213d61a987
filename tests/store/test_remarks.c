#include "box.h"

#include "store/passages.h"
#include "store/remarks.h"
#include "store/rights.h"

static int add(struct store *s, struct box *b, const char *kind, const char *text, int64_t answers,
               int64_t seen, int64_t *id, struct err *e)
{
	struct store_remark_new r = {.form = answers ? NULL : "annex2",
	                             .copy = answers ? 0 : 1,
	                             .key = answers ? NULL : "total",
	                             .kind = kind,
	                             .text = text,
	                             .answers = answers,
	                             .seen = seen};

	return store_remark_add(s, b->filing, &r, id, e);
}

static void store_remark_add__a_thread__stands_in_order_at_the_place_of_its_head(void **state)
{
	struct box *b = *state;
	struct store *other = box_open(b, "乙");
	struct store_remark *list;
	struct err e = {0};
	int64_t head = 0, answer = 0;
	size_t n;

	must(add(b->s, b, REMARK_REASON, "合计不对", 0, 0, &head, &e), &e);
	b->now += 60;
	must(add(other, b, REMARK_ANSWER, "已改为 98", head, head, &answer, &e), &e);
	must(add(b->s, b, REMARK_CLOSED, NULL, head, answer, NULL, &e), &e);
	must(store_remarks(b->s, b->filing, &list, &n, &e), &e);
	assert_int_equal(n, 3);
	assert_int_equal(list[0].id, head);
	assert_string_equal(list[0].kind, "退回意见");
	assert_string_equal(list[0].text, "合计不对");
	assert_string_equal(list[0].who, "甲");
	assert_int_equal(list[0].answers, 0);
	for (size_t i = 0; i < n; i++) {
		assert_string_equal(list[i].form, "annex2");
		assert_int_equal(list[i].copy, 1);
		assert_string_equal(list[i].key, "total");
		assert_int_equal(list[i].filing, b->filing);
	}
	assert_int_equal(list[1].answers, head);
	assert_string_equal(list[1].who, "乙");
	assert_int_equal(list[1].time, LONG_AGO + 60);
	assert_string_equal(list[2].kind, "了结");
	assert_string_equal(list[2].text, "");
	store_remarks_free(list, n);
	store_close(other);
}

/* What is only ever added to would keep the filing from being packed for ever. */
static void what_is_said__longer_than_a_parcel_takes__is_refused(void **state)
{
	struct box *b = *state;
	struct store_change change = {.op = OP_SHEET_ADD, .form = "annex9", .copy = 1};
	char *text = mem_alloc(DB_LONGEST_SAID + 2);
	struct err e = {0};

	memset(text, 'x', DB_LONGEST_SAID + 1);
	must_fail(add(b->s, b, REMARK_COMMENT, text, 0, 0, NULL, &e), ERR_LIMIT, &e);
	must_fail(store_apply(b->s, b->filing, &change, 1, NULL, "填写", text, NULL, &e), ERR_LIMIT,
	          &e);
	text[DB_LONGEST_SAID] = '\0';
	must(add(b->s, b, REMARK_COMMENT, text, 0, 0, NULL, &e), &e);
	must(store_apply(b->s, b->filing, &change, 1, NULL, "填写", text, NULL, &e), &e);
	mem_free(text);
}

static void store_remark_add__what_makes_no_sense__is_refused_and_nothing_added(void **state)
{
	static const struct {
		const char *kind, *text;
		bool answers;
		enum err_code code;
	} cases[] = {
	    {REMARK_COMMENT, "", false, ERR_INPUT},    {REMARK_COMMENT, " 　", false, ERR_INPUT},
	    {REMARK_REASON, NULL, false, ERR_INPUT},   {REMARK_ANSWER, "", true, ERR_INPUT},
	    {REMARK_ANSWER, "已改", false, ERR_INPUT}, {REMARK_CLOSED, "", false, ERR_INPUT},
	    {REMARK_COMMENT, "又一", true, ERR_INPUT}, {"闲聊", "在吗", false, ERR_INPUT},
	};
	struct box *b = *state;
	struct store_remark *list;
	struct err e = {0};
	int64_t head = 0;
	size_t n;

	must(add(b->s, b, REMARK_FOLLOW, NULL, 0, 0, &head, &e), &e);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		must_fail(add(b->s, b, cases[i].kind, cases[i].text, cases[i].answers ? head : 0, 0,
		              NULL, &e),
		          cases[i].code, &e);
	must_fail(add(b->s, b, REMARK_ANSWER, "已改", head + 7, 0, NULL, &e), ERR_NOTFOUND, &e);
	must(store_remarks(b->s, b->filing, &list, &n, &e), &e);
	assert_int_equal(n, 1);
	store_remarks_free(list, n);
}

static void store_remark_add__somebody_answered_since__conflict(void **state)
{
	struct box *b = *state;
	struct store *other = box_open(b, "乙");
	struct err e = {0};
	int64_t head = 0;

	must(add(b->s, b, REMARK_COMMENT, "请核对", 0, 0, &head, &e), &e);
	must(add(other, b, REMARK_ANSWER, "已核对", head, head, NULL, &e), &e);
	must_fail(add(b->s, b, REMARK_CLOSED, NULL, head, head, NULL, &e), ERR_CONFLICT, &e);
	must(add(b->s, b, REMARK_CLOSED, NULL, head, 0, NULL, &e), &e);
	must_fail(add(other, b, REMARK_ANSWER, "等等", head, 0, NULL, &e), ERR_INPUT, &e);
	store_close(other);
}

static void store_remark_add__an_answer_of_another_filing__is_not_found(void **state)
{
	struct box *b = *state;
	struct err e = {0};
	int64_t head = 0, next = 0;

	must(add(b->s, b, REMARK_COMMENT, "请核对", 0, 0, &head, &e), &e);
	must(store_filing_add(b->s, b->unit, 2025, "yueyanglou-2024", &next, &e), &e);
	struct store_remark_new r = {.kind = REMARK_ANSWER, .text = "好", .answers = head};
	must_fail(store_remark_add(b->s, next, &r, NULL, &e), ERR_NOTFOUND, &e);
}

static void store_remark_add__to_a_closed_filing__is_no_change_of_it(void **state)
{
	struct box *b = *state;
	struct store_content *before, *after;
	struct err e = {0};

	must(store_pass(b->s, b->filing,
	                &(struct store_pass){.state = STATE_HANDED_IN, .revision = -1}, NULL, &e),
	     &e);
	before = box_load(b->s, b->filing);
	must(add(b->s, b, REMARK_REASON, "合计不对", 0, 0, NULL, &e), &e);
	after = box_load(b->s, b->filing);
	assert_int_equal(before->filing.revision, after->filing.revision);
	store_content_free(before);
	store_content_free(after);
}

static void store_remark_add__by_roles__reasons_are_the_reviewers(void **state)
{
	struct box *b = *state;
	struct store *fills = box_open(b, "填"), *reviews = box_open(b, "审"),
	             *reads = box_open(b, "看");
	struct err e = {0};
	int64_t head = 0, comment = 0;

	must(store_role_add(b->s, "甲", ROLE_MANAGE, 0, &e), &e);
	must(store_role_add(b->s, "填", ROLE_FILL, b->unit, &e), &e);
	must(store_role_add(b->s, "审", ROLE_REVIEW, b->unit, &e), &e);
	must_fail(add(fills, b, REMARK_REASON, "自己退自己", 0, 0, NULL, &e), ERR_DENIED, &e);
	must_fail(add(reads, b, REMARK_COMMENT, "路过", 0, 0, NULL, &e), ERR_DENIED, &e);
	must(add(reviews, b, REMARK_REASON, "合计不对", 0, 0, &head, &e), &e);
	must(add(fills, b, REMARK_ANSWER, "已改", head, 0, NULL, &e), &e);
	must_fail(add(fills, b, REMARK_CLOSED, NULL, head, 0, NULL, &e), ERR_DENIED, &e);
	must(add(reviews, b, REMARK_CLOSED, NULL, head, 0, NULL, &e), &e);
	must(add(reviews, b, REMARK_COMMENT, "请核对", 0, 0, &comment, &e), &e);
	must(add(fills, b, REMARK_CLOSED, "已核对", comment, 0, NULL, &e), &e);
	store_close(fills);
	store_close(reviews);
	store_close(reads);
}

static void store_remarks_open__some_closed__the_other_heads_by_filing(void **state)
{
	struct box *b = *state;
	struct store_remark *list;
	struct err e = {0};
	int64_t head = 0, next = 0;
	size_t n;

	must(store_filing_add(b->s, b->unit, 2025, "yueyanglou-2024", &next, &e), &e);
	must(store_remark_add(b->s, next, &(struct store_remark_new){.kind = REMARK_FOLLOW}, NULL,
	                      &e),
	     &e);
	must(add(b->s, b, REMARK_REASON, "一", 0, 0, NULL, &e), &e);
	must(add(b->s, b, REMARK_REASON, "二", 0, 0, &head, &e), &e);
	must(add(b->s, b, REMARK_ANSWER, "已改", head, 0, NULL, &e), &e);
	must(add(b->s, b, REMARK_COMMENT, "三", 0, 0, &head, &e), &e);
	must(add(b->s, b, REMARK_CLOSED, NULL, head, 0, NULL, &e), &e);
	must(store_remarks_open(b->s, 2024, &list, &n, &e), &e);
	assert_int_equal(n, 2);
	assert_string_equal(list[0].text, "一");
	assert_string_equal(list[1].text, "二");
	store_remarks_free(list, n);
	must(store_remarks_open(b->s, 0, &list, &n, &e), &e);
	assert_int_equal(n, 3);
	assert_int_equal(list[2].filing, next);
	assert_string_equal(list[2].kind, "待跟进");
	store_remarks_free(list, n);
}

int main(void)
{
#define WITH_BOX(test) cmocka_unit_test_setup_teardown(test, box_setup, box_teardown)
	const struct CMUnitTest tests[] = {
	    WITH_BOX(store_remark_add__a_thread__stands_in_order_at_the_place_of_its_head),
	    WITH_BOX(store_remark_add__what_makes_no_sense__is_refused_and_nothing_added),
	    WITH_BOX(what_is_said__longer_than_a_parcel_takes__is_refused),
	    WITH_BOX(store_remark_add__somebody_answered_since__conflict),
	    WITH_BOX(store_remark_add__an_answer_of_another_filing__is_not_found),
	    WITH_BOX(store_remark_add__to_a_closed_filing__is_no_change_of_it),
	    WITH_BOX(store_remark_add__by_roles__reasons_are_the_reviewers),
	    WITH_BOX(store_remarks_open__some_closed__the_other_heads_by_filing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
