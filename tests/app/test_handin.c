/* Handing in: the samples, and a unit with filings that are right in every figure. */
#include "handin_desk.h"

#include <time.h>

#include "app/remarks.h"
#include "app/review.h"

#define DAY 86400

/* ---- what may follow what ---- */

enum action { SUBMIT, RETURN, ACCEPT, LOCK, UNLOCK, ACTIONS };

static int act(struct desk *d, struct filing *f, enum action a)
{
	switch (a) {
	case SUBMIT:
		return handin_submit(d->w, f, NULL, NULL, &d->e);
	case RETURN:
		return handin_return(d->w, f, "请核对", NULL, 0, &d->e);
	case ACCEPT:
		return handin_accept(d->w, f, NULL, &d->e);
	case LOCK:
		return handin_lock(d->w, f, NULL, &d->e);
	default:
		return handin_unlock(d->w, f, d->now + DAY, NULL, &d->e);
	}
}

static void handin__each_action_in_each_state__only_what_the_table_says(void **state)
{
	static const struct {
		const char *name;
		enum action way[5];
		int steps;
		bool over;
		const char *after[ACTIONS]; /* NULL: refused */
	} cases[] = {
	    /* clang-format off */
	    {"filling", {0}, 0, false, {"已上报", NULL, NULL, NULL, NULL}},
	    {"handed in", {SUBMIT}, 1, false, {NULL, "已退回", "已审核", NULL, NULL}},
	    {"returned", {SUBMIT, RETURN}, 2, false, {"已上报", NULL, NULL, NULL, NULL}},
	    {"accepted", {SUBMIT, ACCEPT}, 2, false, {NULL, "已退回", NULL, "锁定", NULL}},
	    {"locked", {SUBMIT, ACCEPT, LOCK}, 3, false, {NULL, NULL, NULL, NULL, "填报中"}},
	    {"unlocked", {SUBMIT, ACCEPT, LOCK, UNLOCK}, 4, false, {"已上报", NULL, NULL, "锁定", NULL}},
	    {"its term over", {SUBMIT, ACCEPT, LOCK, UNLOCK}, 4, true, {NULL, NULL, NULL, NULL, "填报中"}},
	    /* clang-format on */
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		for (enum action a = 0; a < ACTIONS; a++) {
			struct desk d;

			desk_make(&d);
			struct filing *f = clean(&d);
			for (int k = 0; k < cases[i].steps; k++)
				must(act(&d, f, cases[i].way[k]), &d.e);
			if (cases[i].over)
				d.now += DAY;
			int result = act(&d, f, a);
			if ((result == 0) != (cases[i].after[a] != NULL))
				fail_msg("%s, action %d: %d %s", cases[i].name, a, result,
				         d.e.text);
			if (result < 0)
				must_fail(result, ERR_LOCKED, &d.e);
			else
				assert_string_equal(f->state, cases[i].after[a]);
			desk_drop(&d);
		}
}

/* ---- what is in the way ---- */

/* 必须 and 核实 that differ: tests/audit/expected/yueyanglou-health-bureau-2024.txt. */
enum { BUREAU_MUST = 1, BUREAU_VERIFY = 24 };

static void handin_submit__open_findings__is_refused_with_all_of_them(void **state)
{
	struct desk *d = *state;
	struct handin_list list = {0};

	must_fail(handin_submit(d->w, d->bureau, NULL, &list, &d->e), ERR_INPUT, &d->e);
	assert_int_equal(list.count[HANDIN_MUST], BUREAU_MUST);
	assert_int_equal(list.count[HANDIN_VERIFY], BUREAU_VERIFY);
	assert_int_equal(list.n, BUREAU_MUST + BUREAU_VERIFY);
	struct place wrong = at(d->bureau, "annex1.public.budget");
	assert_true(place_same(list.item[0].place, wrong));
	assert_non_null(list.item[0].key);
	assert_non_null(strstr(d->e.text, "必须级的审核发现 1 条"));
	assert_string_equal(d->bureau->state, "填报中");
	handin_list_free(&list);
}

static void handin_submit__empty_filing__is_refused(void **state)
{
	struct desk *d = *state;
	struct filing *f = desk_filing(d->w, "疾病预防控制中心", 2024);

	must_fail(handin_submit(d->w, f, NULL, NULL, &d->e), ERR_INPUT, &d->e);
	assert_string_equal(f->state, "填报中");
}

static void handin_submit__verify_explained__no_longer_in_the_way(void **state)
{
	struct desk *d = *state;
	struct handin_list before, after;

	must(handin_check(d->w, d->bureau, &before, &d->e), &d->e);
	assert_int_equal(before.item[BUREAU_MUST].kind, HANDIN_VERIFY);
	must(review_explain(d->w, d->bureau, before.item[BUREAU_MUST].key,
	                    "两所卫生院的项目到年底才办完验收手续，资金在次年一月支付", 0, &d->e),
	     &d->e);
	must(handin_check(d->w, d->bureau, &after, &d->e), &d->e);
	assert_int_equal(after.count[HANDIN_VERIFY], before.count[HANDIN_VERIFY] - 1);
	assert_int_equal(after.count[HANDIN_MUST], before.count[HANDIN_MUST]);
	handin_list_free(&before);
	handin_list_free(&after);
}

static void handin_check__a_text_where_a_figure_belongs__is_in_the_way(void **state)
{
	struct desk *d = *state;
	struct filing *f = clean(d);
	struct handin_list list;

	must(handin_check(d->w, f, &list, &d->e), &d->e);
	assert_int_equal(list.n, 0);
	handin_list_free(&list);
	set(d->w, f, "annex1.staff.actual", "二十来个");
	must(handin_check(d->w, f, &list, &d->e), &d->e);
	assert_true(list.n > 0);
	bool named = false;
	for (size_t i = 0; i < list.n; i++)
		named |= place_same(list.item[i].place, at(f, "annex1.staff.actual"));
	assert_true(named);
	handin_list_free(&list);
}

static void handin_submit__somebody_broke_a_figure_meanwhile__the_new_one_is_audited(void **state)
{
	struct desk *d = *state;
	struct filing *f = clean(d);
	struct work *other = desk_join(d, "乙");
	struct filing *theirs = desk_filing(other, "江南区文化馆", 2024);

	set(other, theirs, "annex2.ind.1.points", "90");
	must_fail(handin_submit(d->w, f, NULL, NULL, &d->e), ERR_INPUT, &d->e);
	work_close(other);
}

static void handin__handed_in__no_undo_no_explanation_but_the_reviewers_word(void **state)
{
	struct desk *d = *state;
	struct filing *f = clean(d);
	char *what = NULL;

	set(d->w, f, "annex1.staff.actual", "19");
	set(d->w, f, "annex1.staff.actual", "20");
	submit(d->w, f);
	must_fail(edit_undo(d->w, f, &what, NULL, &d->e), ERR_LOCKED, &d->e);
	must_fail(edit_row_delete(d->w, f, first_row(f, "annex1", "specials"), &d->e), ERR_LOCKED,
	          &d->e);
	must_fail(
	    review_explain(d->w, f, "P01 annex2#1.total", "指标分值按批复的目标表设定", 0, &d->e),
	    ERR_LOCKED, &d->e);
	assert_shows(f, "annex1.staff.actual", "20");
	must(
	    remarks_add(d->w, f, at(f, "annex1.staff.actual"), REMARK_COMMENT, "看过", NULL, &d->e),
	    &d->e);
	give_back(d->w, f);
	must(edit_undo(d->w, f, &what, NULL, &d->e), &d->e);
	assert_shows(f, "annex1.staff.actual", "19");
	mem_free(what);
}

/* ---- 退回意见 ---- */

static size_t unanswered(struct desk *d, struct filing *f)
{
	struct handin_list list;
	size_t n;

	must(handin_check(d->w, f, &list, &d->e), &d->e);
	n = list.count[HANDIN_REASON];
	handin_list_free(&list);
	return n;
}

static void handin_return__with_reasons__they_must_be_answered_or_changed(void **state)
{
	struct desk *d = *state;
	struct filing *f = clean(d);
	struct remarks r;

	submit(d->w, f);
	const struct handin_reason reasons[] = {
	    {at(f, "annex1.staff.actual"), "与工资表的人数不一致"},
	    {at(f, "annex1.work.budget"), "预算数请附批复"},
	    {{sheet_of(f, "annex4", 1), -1, -1, -1}, "报告没有写改进措施"},
	    {{-1, -1, -1, -1}, "请一并交纸质件"},
	};
	must(handin_return(d->w, f, "四处要改", reasons, 4, &d->e), &d->e);
	assert_string_equal(f->state, "已退回");
	assert_int_equal(unanswered(d, f), 4);
	must_fail(handin_submit(d->w, f, NULL, NULL, &d->e), ERR_INPUT, &d->e);

	/* Another cell is no answer; the cell itself is, and back again is none. */
	d->now += 60;
	set(d->w, f, "annex1.guest.last", "1.11");
	assert_int_equal(unanswered(d, f), 4);
	set(d->w, f, "annex1.staff.actual", "19");
	assert_int_equal(unanswered(d, f), 3);
	set(d->w, f, "annex1.staff.actual", "20");
	assert_int_equal(unanswered(d, f), 4);
	set(d->w, f, "annex1.staff.actual", "19");

	must(remarks_load(&r, d->w, f, &d->e), &d->e);
	assert_int_equal(r.n, 4);
	int budget = remarks_find(&r, f, at(f, "annex1.work.budget"), true, -1);
	must(remarks_answer(d->w, f, r.thread[budget].head->id, remarks_newest(&r.thread[budget]),
	                    REMARK_ANSWER, "批复已交", &d->e),
	     &d->e);
	int whole = remarks_find(&r, f, (struct place){-1, -1, -1, -1}, true, -1);
	must(remarks_answer(d->w, f, r.thread[whole].head->id, 0, REMARK_CLOSED, NULL, &d->e),
	     &d->e);
	remarks_free(&r);
	assert_int_equal(unanswered(d, f), 1);
	set(d->w, f, "annex4.other", "已补写改进措施。");
	assert_int_equal(unanswered(d, f), 0);
}

static void handin_return__one_reason_is_blank__nothing_is_done(void **state)
{
	struct desk *d = *state;
	struct filing *f = clean(d);
	struct remarks r;

	submit(d->w, f);
	const struct handin_reason reasons[] = {{at(f, "annex1.staff.actual"), "不一致"},
	                                        {at(f, "annex1.work.budget"), " "}};
	must_fail(handin_return(d->w, f, "改", reasons, 2, &d->e), ERR_INPUT, &d->e);
	assert_string_equal(f->state, "已上报");
	must(remarks_load(&r, d->w, f, &d->e), &d->e);
	assert_int_equal(r.n, 0);
	remarks_free(&r);
}

static void handin_return__without_any_reason__is_refused_unless_one_was_collected(void **state)
{
	struct desk *d = *state;
	struct filing *f = clean(d);

	submit(d->w, f);
	must_fail(handin_return(d->w, f, "　", NULL, 0, &d->e), ERR_INPUT, &d->e);
	must(remarks_add(d->w, f, at(f, "annex1.staff.actual"), REMARK_REASON, "不一致", NULL,
	                 &d->e),
	     &d->e);
	must(handin_return(d->w, f, NULL, NULL, 0, &d->e), &d->e);
	assert_string_equal(f->state, "已退回");
}

/* ---- terms ---- */

static void handin_unlock__its_term_ends__counts_as_locked_by_itself(void **state)
{
	struct desk *d = *state;
	struct filing *f = clean(d);
	struct work *other;

	submit(d->w, f);
	must(handin_accept(d->w, f, NULL, &d->e), &d->e);
	must(handin_lock(d->w, f, NULL, &d->e), &d->e);
	must_fail(edit_cell(d->w, f, at(f, "annex1.staff.actual"), "19", &d->e), ERR_LOCKED, &d->e);
	must(handin_unlock(d->w, f, d->now + 2 * DAY, "更正", &d->e), &d->e);
	set(d->w, f, "annex1.staff.actual", "19");
	d->now += 2 * DAY;
	must_fail(edit_cell(d->w, f, at(f, "annex1.staff.actual"), "20", &d->e), ERR_LOCKED, &d->e);
	assert_non_null(strstr(d->e.text, "期限"));
	other = desk_join(d, "乙");
	assert_string_equal(desk_filing(other, "江南区文化馆", 2024)->state, "锁定");
	work_close(other);
}

static void handin_term__days_and_dates__what_they_mean(void **state)
{
	struct desk *d = *state;
	struct tm end = {.tm_year = 123,
	                 .tm_mon = 11,
	                 .tm_mday = 31,
	                 .tm_hour = 23,
	                 .tm_min = 59,
	                 .tm_sec = 59,
	                 .tm_isdst = -1};
	const struct {
		const char *text;
		int64_t wanted; /* 0: refused */
	} cases[] = {
	    {"2023-12-31", (int64_t)mktime(&end)},
	    {"2023年12月31日", (int64_t)mktime(&end)},
	    {"7天", LONG_AGO + 7 * DAY},
	    {"７", LONG_AGO + 7 * DAY},
	    {"1日", LONG_AGO + DAY},
	    {"2023-11-01", 0},
	    {"2023-12", 0},
	    {"0", 0},
	    {"-3", 0},
	    {"1.5天", 0},
	    {"明天", 0},
	    {"", 0},
	    {"99999", 0},
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		int64_t until = 0;
		int result = handin_term(d->w, cases[i].text, &until, &d->e);

		if (cases[i].wanted == 0)
			must_fail(result, ERR_INPUT, &d->e);
		else
			assert_int_equal(until, cases[i].wanted);
	}
}

/* ---- what others see ---- */

static void handin_submit__open_on_another_screen__shows_there_and_closes_it(void **state)
{
	struct desk *d = *state;
	struct filing *f = clean(d);
	struct work *other = desk_join(d, "乙");
	struct filing *theirs = desk_filing(other, "江南区文化馆", 2024);
	struct str why = {0};
	int64_t revision = theirs->revision;

	assert_false(edit_refusal(other, theirs, at(theirs, "annex1.staff.actual"), &why));
	submit(d->w, f);
	must_fail(edit_cell(other, theirs, at(theirs, "annex1.staff.actual"), "19", &d->e),
	          ERR_LOCKED, &d->e);
	assert_true(work_refresh(other));
	assert_string_equal(theirs->state, "已上报");
	assert_int_equal(theirs->revision, revision);
	assert_true(edit_refusal(other, theirs, at(theirs, "annex1.staff.actual"), &why));
	assert_non_null(strstr(str_text(&why), "甲"));
	str_free(&why);
	work_close(other);
}

static void handin_accept__returned_by_another_since__conflict(void **state)
{
	struct desk *d = *state;
	struct filing *f = clean(d);
	struct work *other = desk_join(d, "乙");
	struct filing *theirs;

	submit(d->w, f);
	theirs = desk_filing(other, "江南区文化馆", 2024);
	give_back(other, theirs);
	submit(other, theirs);
	must_fail(handin_accept(d->w, f, NULL, &d->e), ERR_CONFLICT, &d->e);
	assert_non_null(strstr(d->e.text, "乙"));
	work_refresh(d->w);
	must(handin_accept(d->w, f, NULL, &d->e), &d->e);
	work_close(other);
}

static void handin_lock_all__some_not_accepted__locks_the_others_and_counts_these(void **state)
{
	struct desk *d = *state;
	struct filing *f = clean(d);
	size_t left = 0;
	int unit = work_find_unit(d->w, "江南区文化馆", &d->e);

	submit(d->w, f);
	must(handin_accept(d->w, f, NULL, &d->e), &d->e);
	assert_int_equal(handin_lock_all(d->w, 2023, -1, NULL, &left, &d->e), 0);
	assert_int_equal(left, 0);
	assert_int_equal(handin_lock_all(d->w, 2024, -1, NULL, &left, &d->e), 1);
	/* 卫生健康局, 信息中心, 疾控中心 */
	assert_int_equal(left, 3);
	assert_string_equal(f->state, "锁定");
	assert_int_equal(handin_lock_all(d->w, 2024, unit, NULL, &left, &d->e), 0);
	assert_int_equal(left, 0);
}

int main(void)
{
#define ON_DESK(test) cmocka_unit_test_setup_teardown(test, desk_setup, desk_teardown)
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(handin__each_action_in_each_state__only_what_the_table_says),
	    ON_DESK(handin_submit__open_findings__is_refused_with_all_of_them),
	    ON_DESK(handin_submit__empty_filing__is_refused),
	    ON_DESK(handin_submit__verify_explained__no_longer_in_the_way),
	    ON_DESK(handin_check__a_text_where_a_figure_belongs__is_in_the_way),
	    ON_DESK(handin_submit__somebody_broke_a_figure_meanwhile__the_new_one_is_audited),
	    ON_DESK(handin__handed_in__no_undo_no_explanation_but_the_reviewers_word),
	    ON_DESK(handin_return__with_reasons__they_must_be_answered_or_changed),
	    ON_DESK(handin_return__one_reason_is_blank__nothing_is_done),
	    ON_DESK(handin_return__without_any_reason__is_refused_unless_one_was_collected),
	    ON_DESK(handin_unlock__its_term_ends__counts_as_locked_by_itself),
	    ON_DESK(handin_term__days_and_dates__what_they_mean),
	    ON_DESK(handin_submit__open_on_another_screen__shows_there_and_closes_it),
	    ON_DESK(handin_accept__returned_by_another_since__conflict),
	    ON_DESK(handin_lock_all__some_not_accepted__locks_the_others_and_counts_these),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
