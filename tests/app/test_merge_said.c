/* What goes with a parcel besides figures: journals, remarks, explanations,
 * states, rights. */
#include "app/merge_desk.h"

#include <sys/stat.h>

#include "app/remarks.h"
#include "app/review.h"
#include "base/file.h"
#include "store/log.h"
#include "store/passages.h"
#include "store/rights.h"

static const struct place whole = { -1, -1, -1, -1 };

/* ---- journals ---- */

/* How many lines of the journal are by that person and of that kind. */
static size_t count_lines(struct desk *d, const char *who, const char *kind)
{
	struct store_wanted wanted = { .filing = d->center->id, .limit = 10000 };
	struct store_entry *entries = NULL;
	size_t n = 0, found = 0;

	must(store_log(work_store(d->w), &wanted, &entries, &n, &d->e), &d->e);
	for (size_t i = 0; i < n; i++)
		found += strcmp(entries[i].who, who) == 0 && strcmp(entries[i].kind, kind) == 0;
	store_journal_free(entries, n);
	return found;
}

static void merge__after_there_and_back__both_journals_are_in_both(void **state)
{
	struct ends *x = *state;
	size_t unit, department;

	deliver(&x->unit, &x->department, NULL);
	unit = count_lines(&x->unit, "甲", "entry");
	department = count_lines(&x->department, "乙", "entry");
	put(&x->unit, "annex1.upkeep.final", "1.00");
	put(&x->unit, "annex1.upkeep.final", "2.00");
	put(&x->department, "annex1.adjust.final", "3.00");
	deliver(&x->unit, &x->department, NULL);
	assert_int_equal(count_lines(&x->department, "甲（往来）", "parcel"), unit + 2);
	deliver(&x->department, &x->unit, NULL);
	/* 乙's own edit, and the cell that the merge changed. */
	assert_int_equal(count_lines(&x->unit, "乙（往来）", "parcel"), department + 2);
	assert_int_equal(count_lines(&x->unit, "甲", "entry"), unit + 2 + 1);
	/* Nothing comes twice. */
	deliver(&x->unit, &x->department, NULL);
	deliver(&x->department, &x->unit, NULL);
	assert_int_equal(count_lines(&x->department, "甲（往来）", "parcel"), unit + 2 + 1);
}

/* The journal of a cell shows what was done to it on both sides, whatever id its
 * row has there. */
static void merge__the_journal_of_a_row_with_another_id__stands_at_its_cells(void **state)
{
	struct ends *x = *state;
	struct store_wanted wanted = { .filing = x->department.center->id, .form = "annex2",
		                       .copy = 1, .key = "ind.21.actual", .limit = 10 };
	struct store_entry *entries = NULL;
	size_t n = 0, at = 0;

	deliver(&x->unit, &x->department, NULL);
	add_row(&x->department, "quality", "乙行");
	add_row(&x->unit, "quantity", "甲行");
	put(&x->unit, "annex2.ind.20.actual", "7");
	deliver(&x->unit, &x->department, NULL);
	must(store_log(work_store(x->department.w), &wanted, &entries, &n, &x->department.e),
	     &x->department.e);
	assert_int_equal(n, 2);
	at = strcmp(entries[1].kind, "parcel") == 0; /* beside it the merge's own step */
	assert_string_equal(entries[at].kind, "parcel");
	assert_string_equal(entries[at].who, "甲（往来）");
	assert_string_equal(entries[at].what, "填写");
	assert_string_equal(entries[at].new_text, "7");
	store_journal_free(entries, n);
}

/* A unit that went back to a copy gives the numbers of its steps again. */
static void merge__steps_of_a_restored_database__are_not_taken_for_those_before(void **state)
{
	struct ends *x = *state;
	struct desk *u = &x->unit;
	struct str bytes = { 0 };
	size_t before;

	deliver(u, &x->department, NULL);
	work_close(u->w);
	must(file_read(u->path, SIZE_MAX, &bytes, &u->e), &u->e);
	u->w = desk_join(u, "甲");
	u->center = desk_filing(u->w, "信息中心", 2024);
	put(u, "annex1.upkeep.final", "1.00");
	deliver(u, &x->department, NULL);
	before = count_lines(&x->department, "甲（往来）", "parcel");
	work_close(u->w);
	must(file_write(u->path, bytes.s, bytes.length, true, &u->e), &u->e);
	u->w = desk_join(u, "甲");
	u->center = desk_filing(u->w, "信息中心", 2024);
	u->now += 10;
	put(u, "annex1.adjust.final", "2.00");
	deliver(u, &x->department, NULL);
	assert_int_equal(count_lines(&x->department, "甲（往来）", "parcel"), before + 1);
	assert_string_equal(cell_at(x->department.center, "annex1.upkeep.final")->text, "1.00");
	assert_string_equal(cell_at(x->department.center, "annex1.adjust.final")->text, "2.00");
	str_free(&bytes);
}

/* ---- remarks ---- */

static struct remarks load_remarks(struct desk *d)
{
	struct remarks r;

	must(remarks_load(&r, d->w, d->center, &d->e), &d->e);
	return r;
}

static void merge__remarks_and_answers__come_once_with_who_and_when(void **state)
{
	struct ends *x = *state;
	struct desk *u = &x->unit, *d = &x->department;
	struct merge_done done;
	struct remarks r;
	int64_t head;

	must(remarks_add(u->w, u->center, at(u->center, "annex1.work.final"), REMARK_COMMENT,
	                 "请看这里", &head, &u->e),
	     &u->e);
	must(remarks_add(u->w, u->center, whole, REMARK_FOLLOW, "", NULL, &u->e), &u->e);
	done = deliver(u, d, NULL);
	assert_int_equal(done.remarks, 2);
	r = load_remarks(d);
	assert_int_equal(r.n, 2);
	assert_string_equal(r.thread[0].head->who, "甲（往来）");
	assert_string_equal(r.thread[0].head->text, "请看这里");
	assert_true(place_same(r.thread[0].place, at(d->center, "annex1.work.final")));
	assert_int_equal(r.thread[0].head->time, LONG_AGO);
	must(remarks_answer(d->w, d->center, r.thread[0].head->id, 0, REMARK_ANSWER, "看过了", &d->e),
	     &d->e);
	remarks_free(&r);
	done = deliver(d, u, NULL);
	assert_int_equal(done.remarks, 1);
	r = load_remarks(u);
	assert_int_equal(r.n, 2);
	assert_int_equal(r.thread[0].nanswers, 1);
	assert_string_equal(r.thread[0].answers[0]->who, "乙（往来）");
	assert_string_equal(r.thread[0].head->who, "甲");
	remarks_free(&r);
	assert_int_equal(deliver(u, d, NULL).remarks, 0);
	assert_int_equal(deliver(d, u, NULL).remarks, 0);
}

static void merge__a_remark_on_a_row_with_another_id__stands_at_the_row(void **state)
{
	struct ends *x = *state;
	struct desk *u = &x->unit, *d = &x->department;
	struct remarks r;
	int64_t id;

	deliver(u, d, NULL);
	add_row(d, "quality", "乙行");
	id = add_row(u, "quantity", "甲行");
	must(remarks_add(u->w, u->center, row_at(u, id), REMARK_COMMENT, "新的一行", NULL, &u->e),
	     &u->e);
	deliver(u, d, NULL);
	r = load_remarks(d);
	assert_int_equal(r.n, 1);
	assert_true(r.thread[0].there);
	assert_int_equal(r.thread[0].place.row, row_at(d, 21).row);
	remarks_free(&r);
}

/* ---- explanations ---- */

/* The first finding that asks for an explanation; its key is the caller's. */
static char *open_finding(struct desk *d)
{
	const struct review *r = review_of(d->w, d->center, &d->e);

	assert_non_null(r);
	for (size_t i = 0; i < r->all.n; i++)
		if (r->all.item[i].level == LEVEL_VERIFY && r->item[i].state == REVIEW_OPEN)
			return mem_strdup(r->item[i].key);
	fail_msg("no finding to explain");
	return NULL;
}

static enum review_state state_of(struct desk *d, const char *key)
{
	const struct review *r = review_of(d->w, d->center, &d->e);
	int i = review_find_key(r, key);

	if (i < 0)
		fail_msg("no finding %s", key);
	return r->item[i].state;
}

static void say(struct desk *d, const char *key)
{
	must(review_explain(d->w, d->center, key, "差额是年末追加的设备购置款，已在附件里列明", 0,
	                    &d->e),
	     &d->e);
}

static void merge__an_explanation__holds_on_the_other_side_too(void **state)
{
	struct ends *x = *state;
	char *key = open_finding(&x->unit);
	struct merge_done done;

	say(&x->unit, key);
	assert_int_equal(state_of(&x->department, key), REVIEW_OPEN);
	done = deliver(&x->unit, &x->department, NULL);
	assert_int_equal(done.explanations, 1);
	assert_int_equal(state_of(&x->department, key), REVIEW_EXPLAINED);
	assert_int_equal(deliver(&x->unit, &x->department, NULL).explanations, 0);
	mem_free(key);
}

/* A file is no reviewer. */
static void merge__what_only_a_reviewer_may_say__is_not_taken_where_roles_rule(void **state)
{
	struct ends *x = *state;
	struct desk *u = &x->unit, *d = &x->department;
	char *key = open_finding(u);
	struct merge_done done;
	const struct review *r;
	int64_t seen;

	say(u, key);
	r = review_of(u->w, u->center, &u->e);
	seen = r->item[review_find_key(r, key)].seen;
	must(review_adopt(u->w, u->center, key, NULL, seen, &u->e), &u->e);
	must(remarks_add(u->w, u->center, whole, REMARK_REASON, "退回重填", NULL, &u->e), &u->e);
	must(store_role_add(work_store(d->w), "乙", ROLE_MANAGE, 0, &d->e), &d->e);
	done = deliver(u, d, NULL);
	assert_int_equal(done.remarks, 0);
	assert_int_equal(done.explanations, 1);
	assert_int_equal(state_of(d, key), REVIEW_EXPLAINED);
	/* They are in the journal of the other side, and don't come again. */
	assert_int_equal(count_lines(d, "甲（往来）", "parcel-note"), 2);
	deliver(u, d, NULL);
	assert_int_equal(count_lines(d, "甲（往来）", "parcel-note"), 2);
	mem_free(key);
}

/* ---- rights and states ---- */

static void merge_store__without_the_right_to_fill_in__is_denied(void **state)
{
	struct ends *x = *state;
	struct desk *d = &x->department;
	struct store *s = work_store(d->w);
	struct merge_done done;
	struct merge *m;
	char *before, *after;

	put(&x->unit, "annex1.upkeep.final", "1.00");
	must(store_role_add(s, "丙", ROLE_MANAGE, 0, &d->e), &d->e);
	store_set_actor(s, "丙", NULL);
	must(store_role_add(s, "乙", ROLE_REVIEW, 0, &d->e), &d->e);
	store_set_actor(s, "乙", NULL);
	before = dump(d->center, true);
	m = send(&x->unit, d);
	must_fail(merge_store(m, false, &done, &d->e), ERR_DENIED, &d->e);
	merge_close(m);
	after = dump(desk_filing(d->w, "信息中心", 2024), true);
	assert_same_dump(after, before);
	/* Comments alone need it too: they would bear the name of another. */
	deliver(d, &x->unit, NULL);
	m = send(&x->unit, d);
	must_fail(merge_store(m, false, &done, &d->e), ERR_DENIED, &d->e);
	merge_close(m);
	mem_free(before);
	mem_free(after);
}

static void pass(struct desk *d, const char *to)
{
	struct store_pass p = { .state = to, .why = "看过", .revision = -1 };
	struct store_passage *all = NULL;
	size_t n = 0;

	must(store_passages(work_store(d->w), d->center->id, &all, &n, &d->e), &d->e);
	p.seen = n ? all[n - 1].id : 0;
	store_passages_free(all, n);
	must(store_pass(work_store(d->w), d->center->id, &p, NULL, &d->e), &d->e);
	/* As everybody who opens it sees it. */
	work_close(d->w);
	d->w = desk_join(d, "甲");
	d->center = desk_filing(d->w, "信息中心", 2024);
}

static void merge__an_explanation_for_a_closed_filing__is_not_taken_where_roles_rule(void **state)
{
	struct ends *x = *state;
	struct desk *d = &x->department;
	char *key = open_finding(&x->unit);

	must(store_role_add(work_store(d->w), "乙", ROLE_MANAGE, 0, &d->e), &d->e);
	must(store_role_add(work_store(d->w), "甲", ROLE_MANAGE, 0, &d->e), &d->e);
	pass(d, STATE_HANDED_IN);
	say(&x->unit, key);
	assert_int_equal(deliver(&x->unit, d, NULL).explanations, 0);
	assert_int_equal(state_of(d, key), REVIEW_OPEN);
	mem_free(key);
}

static void merge_store__into_a_closed_filing__is_refused_for_figures_alone(void **state)
{
	struct ends *x = *state;
	struct desk *u = &x->unit, *d = &x->department;
	struct merge_done done;
	struct merge *m;

	deliver(u, d, NULL);
	pass(d, STATE_HANDED_IN);
	must(remarks_add(u->w, u->center, whole, REMARK_COMMENT, "补充说明", NULL, &u->e), &u->e);
	m = send(u, d);
	must(merge_store(m, false, &done, &d->e), &d->e);
	assert_int_equal(done.remarks, 1);
	merge_close(m);
	put(u, "annex1.upkeep.final", "1.00");
	m = send(u, d);
	must_fail(merge_store(m, false, &done, &d->e), ERR_LOCKED, &d->e);
	merge_close(m);
}

/* Handed in here, returned there with a reason: it comes back open, with it. */
static void merge_store__with_the_state__reopens_what_was_returned(void **state)
{
	struct ends *x = *state;
	struct desk *u = &x->unit, *d = &x->department;
	struct merge_done done;
	struct merge *m;
	struct remarks r;

	deliver(u, d, NULL);
	pass(u, STATE_HANDED_IN);
	pass(d, STATE_HANDED_IN);
	must(remarks_add(d->w, d->center, at(d->center, "annex1.work.final"), REMARK_REASON,
	                 "与决算不符", NULL, &d->e),
	     &d->e);
	pass(d, STATE_RETURNED);
	put(d, "annex1.upkeep.final", "1.00");
	m = send(d, u);
	assert_true(merge_has_state(m));
	must(merge_store(m, true, &done, &u->e), &u->e);
	merge_close(m);
	u->center = desk_filing(u->w, "信息中心", 2024);
	assert_string_equal(u->center->state, STATE_RETURNED);
	assert_string_equal(cell_at(u->center, "annex1.upkeep.final")->text, "1.00");
	r = load_remarks(u);
	assert_int_equal(r.n, 1);
	assert_string_equal(r.thread[0].head->kind, REMARK_REASON);
	remarks_free(&r);
}

/* The samples have findings that block: the audit has its say. */
static void merge_store__with_the_state_handed_in__is_audited_first(void **state)
{
	struct ends *x = *state;
	struct desk *u = &x->unit, *d = &x->department;
	struct merge_done done;
	struct merge *m;
	char *before, *after;

	put(u, "annex1.upkeep.final", "1.00");
	pass(u, STATE_HANDED_IN);
	before = dump(d->center, true);
	m = send(u, d);
	must_fail(merge_store(m, true, &done, &d->e), ERR_INPUT, &d->e);
	merge_close(m);
	d->center = desk_filing(d->w, "信息中心", 2024);
	after = dump(d->center, true);
	assert_same_dump(after, before);
	assert_string_equal(d->center->state, STATE_FILLING);
	mem_free(before);
	mem_free(after);
}

/* ---- packing ---- */

static void pack__twice_without_a_change__gives_the_same_bytes(void **state)
{
	struct ends *x = *state;
	struct str first = { 0 }, second = { 0 }, third = { 0 };

	pack_center(&x->unit, &first);
	pack_center(&x->unit, &second);
	assert_int_equal(first.length, second.length);
	assert_memory_equal(first.s, second.s, first.length);
	put(&x->unit, "annex1.upkeep.final", "1.00");
	pack_center(&x->unit, &third);
	assert_string_not_equal(first.s, third.s);
	str_free(&first);
	str_free(&second);
	str_free(&third);
}

static void pack__over_a_file_that_is_there__asks_for_force(void **state)
{
	struct ends *x = *state;
	struct desk *d = &x->unit;
	char *path = file_join(d->folder, "a.zpk");
	struct packed done;
	struct merge *m;

	must(pack_file(d->w, d->center, path, false, &done, &d->e), &d->e);
	must_fail(pack_file(d->w, d->center, path, false, &done, &d->e), ERR_INPUT, &d->e);
	must(pack_file(d->w, d->center, path, true, &done, &d->e), &d->e);
	assert_true(done.again);
	m = merge_open(x->department.w, path, &d->e);
	assert_non_null(m);
	assert_string_equal(m->parcel.digest, done.digest);
	merge_close(m);
	mem_free(path);
}

static void merge_open__what_is_no_plain_file__is_refused(void **state)
{
	struct ends *x = *state;
	struct desk *d = &x->unit;
	char *fifo = file_join(d->folder, "fifo.zpk");

	assert_int_equal(mkfifo(fifo, 0600), 0);
	assert_null(merge_open(d->w, fifo, &d->e));
	assert_int_equal(d->e.code, ERR_INPUT);
	assert_null(merge_open(d->w, d->folder, &d->e));
	assert_int_equal(d->e.code, ERR_INPUT);
	assert_null(merge_open(d->w, "/dev/zero", &d->e));
	assert_int_equal(d->e.code, ERR_INPUT);
	assert_null(merge_open(d->w, "没有这个文件.zpk", &d->e));
	assert_int_equal(d->e.code, ERR_NOTFOUND);
	mem_free(fifo);
}

/* ---- commands ---- */

static void commands__pack_and_merge__print_and_say_what_is_open(void **state)
{
	struct ends *x = *state;
	struct str words = { 0 };

	put(&x->unit, "annex1.work.final", "50.00");
	str_addf(&words, "pack 信息中心 2024 -o %s/p.zpk", x->unit.folder);
	expect(&x->unit, str_text(&words), CMD_DONE, "校验码 ");
	expect(&x->unit, str_text(&words), CMD_WRONG, "p.zpk");
	str_clear(&words);
	str_addf(&words, "merge %s/p.zpk", x->unit.folder);
	expect(&x->department, str_text(&words), CMD_DIFFERENCES, "没有合并");
	expect(&x->unit, str_text(&words), CMD_WRONG, "本库自己打包的");
	str_add(&words, " --plan");
	expect(&x->department, str_text(&words), CMD_DIFFERENCES, "annex1.work.final");
	str_add(&words, " --json");
	expect(&x->department, str_text(&words), CMD_DIFFERENCES, "\"changed\":\"both\"");
	str_clear(&words);
	str_addf(&words, "merge %s/p.zpk --take annex1.work.final=theirs", x->unit.folder);
	expect(&x->department, str_text(&words), CMD_DONE, "已合并：改 1 格");
	expect(&x->department, str_text(&words), CMD_WRONG, "计划里没有");
	str_clear(&words);
	str_addf(&words, "merge %s/p.zpk --take mine", x->unit.folder);
	expect(&x->department, str_text(&words), CMD_DONE, "以前合并过");
	str_free(&words);
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, ends_setup, ends_teardown)
	const struct CMUnitTest tests[] = {
		TEST(merge__after_there_and_back__both_journals_are_in_both),
		TEST(merge__the_journal_of_a_row_with_another_id__stands_at_its_cells),
		TEST(merge__steps_of_a_restored_database__are_not_taken_for_those_before),
		TEST(merge__remarks_and_answers__come_once_with_who_and_when),
		TEST(merge__a_remark_on_a_row_with_another_id__stands_at_the_row),
		TEST(merge__an_explanation__holds_on_the_other_side_too),
		TEST(merge__what_only_a_reviewer_may_say__is_not_taken_where_roles_rule),
		TEST(merge__an_explanation_for_a_closed_filing__is_not_taken_where_roles_rule),
		TEST(merge_store__without_the_right_to_fill_in__is_denied),
		TEST(merge_store__into_a_closed_filing__is_refused_for_figures_alone),
		TEST(merge_store__with_the_state__reopens_what_was_returned),
		TEST(merge_store__with_the_state_handed_in__is_audited_first),
		TEST(pack__twice_without_a_change__gives_the_same_bytes),
		TEST(pack__over_a_file_that_is_there__asks_for_force),
		TEST(merge_open__what_is_no_plain_file__is_refused),
		TEST(commands__pack_and_merge__print_and_say_what_is_open),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
