#include "desk.h"

#include "app/review.h"
#include "app/review_all.h"
#include "app/tally.h"
#include "base/mem.h"

/* What the seeds have: annex2.total says 99 over parts that make 98 (必须), and a
 * total of 附件1 is left blank over its parts, which make 10 (核实). */
#define BLANK "annex1#1.project.budget"

static const struct review_item *item_at(const struct review *r, const struct filing *f,
                                         const char *cell, enum level level)
{
	for (int i = -1; (i = review_find(r, at(f, cell), false, i)) >= 0;)
		if (r->item[i].finding->level == level)
			return &r->item[i];
	fail_msg("no finding at %s", cell);
	return NULL;
}

/* A finding of level 核实 that depends on one cell: the blank total. */
static const struct review_item *blank(struct desk *d, const struct review *r)
{
	return item_at(r, d->center, BLANK, LEVEL_VERIFY);
}

static const struct review *review(struct desk *d)
{
	struct err e = {0};
	const struct review *r = review_of(d->w, d->center, &e);

	assert_int_equal(e.code, 0);
	return r;
}

static int explain(struct desk *d, const char *text)
{
	const struct review_item *x = blank(d, review(d));

	d->e = (struct err){0};
	return review_explain(d->w, d->center, x->key, text, x->seen, &d->e);
}

#define REASON "项目支出只列了明细，预算批复没有合计数"

/* ---- when it is worked out ---- */

static void review_of__nothing_changed__is_the_same_one(void **state)
{
	struct desk *d = *state;
	const struct review *r = review(d);
	const struct finding *first = r->all.item;

	assert_true(r->all.n > 0);
	assert_ptr_equal(review(d), r);
	assert_ptr_equal(r->all.item, first);
}

static void review_of__the_total_mended__is_gone_and_comes_back_with_undo(void **state)
{
	struct desk *d = *state;
	struct review_counts before = review(d)->counts;
	char *what = NULL;

	item_at(review(d), d->center, "annex2.total", LEVEL_MUST);
	must(edit_stated(d->w, d->center, at(d->center, "annex2.total"), "98", &d->e), &d->e);
	assert_int_equal(review_find(review(d), at(d->center, "annex2.total"), false, -1), -1);
	assert_int_equal(review(d)->counts.must, before.must - 1);
	must(edit_undo(d->w, d->center, &what, NULL, &d->e), &d->e);
	mem_free(what);
	item_at(review(d), d->center, "annex2.total", LEVEL_MUST);
	assert_int_equal(review(d)->counts.must, before.must);
}

static void review_counts__of_sheets__make_up_the_filing(void **state)
{
	struct desk *d = *state;
	const struct review *r = review(d);
	int verify = 0, must_ = 0;

	for (size_t i = 0; i < r->nsheets; i++) {
		must_ += r->sheets[i].must;
		verify += r->sheets[i].verify;
	}
	assert_int_equal(must_, r->counts.must);
	assert_int_equal(verify, r->counts.verify);
	assert_int_equal(review_counts_at(r, at(d->center, "annex2.total"), false).must, 1);
	assert_int_equal(review_counts_at(r, at(d->center, "annex2.ind.1.target"), false).must, 0);
}

/* ---- beside another set's filing (also:) ---- */

static int count_rule(const struct review *r, const char *rule)
{
	int n = 0;

	for (size_t i = 0; i < r->all.n; i++)
		n += strcmp(r->all.item[i].rule, rule) == 0;
	return n;
}

static void take_rule(void *context, const struct work_filing *which, const struct filing *f,
                      const struct review *r)
{
	(void)which;
	(void)f;
	*(int *)context += count_rule(r, "X3.three");
}

/* 附件1's 三公经费 against those of the unit's final accounts of the year. */
static void review_of__the_other_set_changes__is_worked_out_anew(void **state)
{
	struct desk *d = *state;
	int unit = work_find_unit(d->w, "信息中心", &d->e), many = 0;
	struct review_request q = {.unit = unit, .alone = true, .result = take_rule, .context = &many};
	struct review_done done;
	struct filing *other;

	must(edit_cell(d->w, d->center, at(d->center, "annex1.guest.final"), "3", &d->e), &d->e);
	assert_int_equal(count_rule(review(d), "X3.three"), 0);
	must(work_add_filing(d->w, unit, 2024, "final-accounts-hunan-2024", &d->e), &d->e);
	other = work_open_filing(d->w, unit, 2024, "final-accounts-hunan-2024", &d->e);
	must(edit_cell(d->w, other, at(other, "t7.guest.final"), "5", &d->e), &d->e);
	assert_int_equal(count_rule(review(d), "X3.three"), 1);
	must(review_all(d->w, &q, &done, &d->e), &d->e);
	assert_int_equal(many, 1);
	must(edit_cell(d->w, other, at(other, "t7.guest.final"), "3", &d->e), &d->e);
	assert_int_equal(count_rule(review(d), "X3.three"), 0);
}

/* ---- what is said ---- */

static void review_explain__a_reason__settles_it_and_the_counts(void **state)
{
	struct desk *d = *state;
	int open = review(d)->counts.verify;

	must(explain(d, REASON), &d->e);
	const struct review_item *x = blank(d, review(d));
	assert_int_equal(x->state, REVIEW_EXPLAINED);
	assert_string_equal(review_state_name(x->state), "已说明");
	assert_string_equal(x->said->text, REASON);
	assert_string_equal(x->said->who, "甲");
	assert_int_equal(x->said->time, LONG_AGO);
	assert_false(review_is_open(x));
	assert_int_equal(review(d)->counts.verify, open - 1);
	assert_int_equal(review(d)->counts.settled, 1);
}

static void review_explain__level_must__stays_open(void **state)
{
	struct desk *d = *state;
	int open = review(d)->counts.must;
	const struct review_item *x = item_at(review(d), d->center, "annex2.total", LEVEL_MUST);

	must(review_explain(d->w, d->center, x->key, "总分由主管部门填写，等其更正", x->seen, &d->e),
	     &d->e);
	x = item_at(review(d), d->center, "annex2.total", LEVEL_MUST);
	assert_int_equal(x->state, REVIEW_EXPLAINED);
	assert_true(review_is_open(x));
	assert_int_equal(review(d)->counts.must, open);
}

static void review_explain__then_the_values_change__open_again_with_a_draft(void **state)
{
	struct desk *d = *state;
	struct place part = {0};
	const struct review_item *x;
	char *what = NULL;

	must(explain(d, REASON), &d->e);
	x = blank(d, review(d));
	for (size_t i = 0; i < x->finding->ncells; i++)
		if (x->finding->cells[i].field != x->finding->place.field &&
		    filing_cell(d->center, x->finding->cells[i])->text)
			part = x->finding->cells[i];
	must(edit_cell(d->w, d->center, part, "12.34", &d->e), &d->e);
	x = blank(d, review(d));
	assert_int_equal(x->state, REVIEW_OPEN);
	assert_true(x->changed);
	assert_string_equal(x->said->text, REASON);
	must(edit_undo(d->w, d->center, &what, NULL, &d->e), &d->e);
	mem_free(what);
	assert_int_equal(blank(d, review(d))->state, REVIEW_EXPLAINED);
}

static void review_explain__then_mended__is_kept_as_gone(void **state)
{
	struct desk *d = *state;
	char *key;

	must(explain(d, REASON), &d->e);
	key = mem_strdup(blank(d, review(d))->key);
	must(edit_stated(d->w, d->center, at(d->center, BLANK), "10", &d->e), &d->e);
	assert_int_equal(review_find_key(review(d), key), -1);
	assert_int_equal(review(d)->ngone, 1);
	assert_string_equal(review(d)->gone[0].said->finding, key);
	mem_free(key);
}

static void review_explain__words_that_say_nothing__are_refused(void **state)
{
	static const char *const refused[] = {
	    "",
	    "　 ",
	    "已核实",
	    "已核实，情况属实。",
	    "经核实，数据无误，特此说明！",
	    "属实属实属实属实",
	    "……………………",
	    "同上",
	    "填错了",
	};
	struct desk *d = *state;
	struct str longer = {0};

	for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
		must_fail(explain(d, refused[i]), ERR_INPUT, &d->e);
	for (int i = 0; i < 501; i++)
		str_add(&longer, "长");
	must_fail(explain(d, str_text(&longer)), ERR_INPUT, &d->e);
	must_fail(explain(d, "半个字符\xE5\x8D"), ERR_INPUT, &d->e);
	assert_int_equal(blank(d, review(d))->state, REVIEW_OPEN);
	must(explain(d, "经核实，年中追加项目预算"), &d->e);
	str_free(&longer);
}

/* The same sentence on findings of three other rules: the fourth is refused; of
 * the same rule it may well be the same reason. */
static void review_explain__one_sentence_for_all__is_refused(void **state)
{
	static const char sentence[] = "年中追加了两个项目的预算";
	struct desk *d = *state;
	char *rules[4] = {0}, *key;
	int n = 0, again = 0;
	const struct review *r = review(d);

	for (size_t i = 0; i < r->all.n && n < 4; i++) {
		bool known = r->all.item[i].level != LEVEL_VERIFY;

		for (int k = 0; k < n; k++)
			known = known || strcmp(rules[k], r->all.item[i].rule) == 0;
		if (known)
			continue;
		rules[n++] = mem_strdup(r->all.item[i].rule);
		key = mem_strdup(r->item[i].key);
		d->e = (struct err){0};
		if (n < 4)
			must(review_explain(d->w, d->center, key, sentence, 0, &d->e), &d->e);
		else
			must_fail(review_explain(d->w, d->center, key, " 年中追加了 两个项目的预算", 0, &d->e),
			          ERR_INPUT, &d->e);
		mem_free(key);
		r = review(d);
	}
	assert_int_equal(n, 4);
	for (size_t i = 0; i < r->all.n; i++) {
		if (r->item[i].state != REVIEW_OPEN || strcmp(r->all.item[i].rule, rules[0]) != 0)
			continue;
		key = mem_strdup(r->item[i].key);
		must_fail(review_explain(d->w, d->center, key, sentence, 7, &d->e), ERR_CONFLICT, &d->e);
		must(review_explain(d->w, d->center, key, sentence, 0, &d->e), &d->e);
		mem_free(key);
		r = review(d);
		again++;
	}
	assert_int_equal(again, 1); /* P05 stands on two totals */
	for (int k = 0; k < n; k++)
		mem_free(rules[k]);
}

static void review_explain__somebody_was_quicker__conflict(void **state)
{
	struct desk *d = *state;
	struct work *other = desk_join(d, "乙");
	struct filing *theirs = desk_filing(other, "信息中心", 2024);
	const struct review_item *x = item_at(review_of(other, theirs, &d->e), theirs, BLANK,
	                                      LEVEL_VERIFY);

	review(d);
	must(review_explain(other, theirs, x->key, REASON, x->seen, &d->e), &d->e);
	must_fail(explain(d, "我没有看见别人写的这一条说明"), ERR_CONFLICT, &d->e);
	assert_true(work_refresh(d->w));
	assert_string_equal(blank(d, review(d))->said->who, "乙");
	must(explain(d, "看过以后补充：批复里确实没有合计数"), &d->e);
	work_close(other);
}

static void review_return__and_adopt__states_and_history(void **state)
{
	struct desk *d = *state;
	const struct review_item *x = blank(d, review(d));
	struct store_explanation *all;
	char *key = mem_strdup(x->key);
	size_t n;

	must_fail(review_adopt(d->w, d->center, key, NULL, 0, &d->e), ERR_INPUT, &d->e);
	must(explain(d, REASON), &d->e);
	x = blank(d, review(d));
	must_fail(review_return(d->w, d->center, key, " ", x->seen, &d->e), ERR_INPUT, &d->e);
	must(review_return(d->w, d->center, key, "请附批复文号", x->seen, &d->e), &d->e);
	x = blank(d, review(d));
	assert_int_equal(x->state, REVIEW_RETURNED);
	assert_true(review_is_open(x));
	assert_string_equal(x->answer->text, "请附批复文号");
	must(explain(d, "预算批复只有明细，没有合计数"), &d->e);
	x = blank(d, review(d));
	assert_int_equal(x->state, REVIEW_EXPLAINED);
	must(review_adopt(d->w, d->center, key, NULL, x->seen, &d->e), &d->e);
	assert_int_equal(blank(d, review(d))->state, REVIEW_ADOPTED);
	must(review_history(d->w, d->center, key, &all, &n, &d->e), &d->e);
	assert_int_equal(n, 4);
	assert_string_equal(all[0].text, REASON);
	assert_string_equal(all[1].state, "说明被退回");
	assert_string_equal(all[3].state, "说明被采纳");
	store_explanations_free(all, n);
	mem_free(key);
}

static void review_explain__a_closed_database__is_refused(void **state)
{
	struct desk *d = *state;
	struct work *reader = desk_open(d, STORE_READ, "丙");
	struct filing *f = desk_filing(reader, "信息中心", 2024);
	const struct review_item *x = item_at(review_of(reader, f, &d->e), f, BLANK, LEVEL_VERIFY);

	must_fail(review_explain(reader, f, x->key, REASON, x->seen, &d->e), ERR_READONLY, &d->e);
	work_close(reader);
}

/* 2025's 附件1 leaves the same total blank, and states another one. */
static void review_last__the_same_total_blank_last_year__with_what_was_said(void **state)
{
	struct desk *d = *state;
	int unit = work_find_unit(d->w, "信息中心", &d->e);
	const struct review_item *x, *last;
	struct filing *next, *from;
	const struct review *r;

	must(explain(d, REASON), &d->e);
	must(work_add_filing(d->w, unit, 2025, NULL, &d->e), &d->e);
	next = work_open_filing(d->w, unit, 2025, NULL, &d->e);
	must(edit_stated(d->w, next, at(next, "annex1.car.budget"), "0", &d->e), &d->e);
	must(edit_cell(d->w, next, at(next, "annex1.work.budget"), "20", &d->e), &d->e);
	r = review_of(d->w, next, NULL);
	x = item_at(r, next, BLANK, LEVEL_VERIFY);
	last = review_last(d->w, next, x, &from);
	assert_non_null(last);
	assert_int_equal(from->year, 2024);
	assert_int_equal(last->state, REVIEW_EXPLAINED);
	assert_string_equal(last->said->text, REASON);
	assert_null(review_last(d->w, d->center, blank(d, review(d)), NULL));
}

/* ---- going through ---- */

static void review_step__from_the_first_cell__visits_each_once_both_ways(void **state)
{
	struct desk *d = *state;
	const struct review *r = review(d);
	struct place start = {-1, -1, -1, -1}, end = {(int)r->nsheets, 0, 0, 0};
	struct review_filter all = {.levels = ~0u, .states = ~0u, .tails = true};
	int seen = 0, back = 0;

	for (int i = review_step(r, -1, start, 1, &all); i >= 0; i = review_step(r, i, start, 1, &all))
		seen++;
	for (int i = review_step(r, -1, end, -1, &all); i >= 0; i = review_step(r, i, end, -1, &all))
		back++;
	assert_true(seen >= (int)r->all.n - 1); /* one that stands at the filing itself */
	assert_int_equal(back, (int)r->all.n);
	int i = review_step(r, -1, start, 1, NULL);
	assert_true(i >= 0 && review_is_open(&r->item[i]));
}

/* ---- counts in the store ---- */

static const struct tally *tally(struct desk *d, struct tallies *t, int64_t filing)
{
	must(tallies_load(t, d->w, -1, 0, &d->e), &d->e);
	return tallies_find(t, filing);
}

static void review_flush__after_a_review__the_counts_are_known_until_an_edit(void **state)
{
	struct desk *d = *state;
	const struct review *r = review(d);
	struct tallies t;

	assert_null(tally(d, &t, d->center->id));
	tallies_free(&t);
	review_flush(d->w);
	const struct tally *x = tally(d, &t, d->center->id);
	assert_non_null(x);
	assert_int_equal(x->counts.must, r->counts.must);
	assert_int_equal(x->counts.verify, r->counts.verify);
	int annex2 = set_form(d->center->set, "annex2")->index;
	assert_int_equal(tally_form(x, annex2).must,
	                 r->sheets[sheet_of(d->center, "annex2", 1)].must);
	tallies_free(&t);
	must(edit_stated(d->w, d->center, at(d->center, "annex2.total"), "97", &d->e), &d->e);
	assert_null(tally(d, &t, d->center->id));
	tallies_free(&t);
	must(explain(d, REASON), &d->e);
	x = tally(d, &t, d->center->id);
	assert_non_null(x);
	assert_int_equal(x->counts.verify, review(d)->counts.verify);
	tallies_free(&t);
}

/* Each sees the other's commit and audits anew; what is no news is not stored
 * again, so that it comes to rest. */
static void review_flush__two_with_one_filing_open__come_to_rest(void **state)
{
	struct desk *d = *state;
	struct work *other = desk_join(d, "乙");
	struct filing *theirs = desk_filing(other, "信息中心", 2024);
	int quiet = 0;

	must(edit_stated(d->w, d->center, at(d->center, "annex2.total"), "97", &d->e), &d->e);
	for (int round = 0; round < 6 && !quiet; round++) {
		bool news = work_refresh(other);

		review_of(other, theirs, NULL);
		review_flush(other);
		news = work_refresh(d->w) || news;
		review(d);
		review_flush(d->w);
		quiet = !news;
	}
	assert_true(quiet);
	work_close(other);
}

/* ---- many ---- */

struct heard {
	size_t results, told, stop_at;
	int must, verify;
	int64_t order;
};

static void hear(void *context, const struct work_filing *which, const struct filing *f,
                 const struct review *r)
{
	struct heard *h = context;
	int64_t order = (int64_t)which->unit * 10000 - which->year;

	assert_int_equal(which->id, f->id);
	assert_true(h->results == 0 || order >= h->order);
	h->order = order;
	h->results++;
	h->must += r->counts.must;
	h->verify += r->counts.verify;
}

static bool go_on(void *context, size_t done, size_t total)
{
	struct heard *h = context;

	assert_true(done <= total);
	h->told++;
	return !h->stop_at || done < h->stop_at;
}

static void review_all__one_or_two_threads__same_as_one_by_one(void **state)
{
	struct desk *d = *state;
	struct review_counts center = review(d)->counts;
	struct heard heard[2] = {{0}};
	struct review_done done;
	struct tallies t;
	size_t n;

	mem_free(work_filings(d->w, -1, &n, &d->e));
	for (int threads = 1; threads <= 2; threads++) {
		struct review_request q = {.unit = -1, .threads = threads, .progress = go_on,
		                           .result = hear, .context = &heard[threads - 1]};

		must(review_all(d->w, &q, &done, &d->e), &d->e);
		assert_int_equal(done.total, n);
		assert_int_equal(done.done, n);
		assert_false(done.stopped);
		assert_int_equal(heard[threads - 1].results, n);
	}
	assert_int_equal(heard[0].must, heard[1].must);
	assert_int_equal(heard[0].verify, heard[1].verify);
	const struct tally *x = tally(d, &t, d->center->id);
	assert_int_equal(t.n, n);
	assert_int_equal(x->counts.must, center.must);
	assert_int_equal(x->counts.verify, center.verify);
	tallies_free(&t);
}

static void review_all__unit_and_year__only_those(void **state)
{
	struct desk *d = *state;
	struct heard heard = {0};
	struct review_done done;
	struct review_request q = {.unit = work_find_unit(d->w, "信息中心", &d->e), .year = 2024,
	                           .result = hear, .context = &heard};

	must(review_all(d->w, &q, &done, &d->e), &d->e);
	assert_int_equal(heard.results, 1);
	q.year = 1999;
	must(review_all(d->w, &q, &done, &d->e), &d->e);
	assert_int_equal(done.total, 0);
}

static void review_all__told_to_stop__stops(void **state)
{
	struct desk *d = *state;
	struct heard heard = {.stop_at = 1};
	struct review_done done;
	struct review_request q = {.unit = -1, .threads = 2, .progress = go_on, .result = hear,
	                           .context = &heard};

	for (int i = 2030; i < 2034; i++)
		for (int unit = 0; unit < 3; unit++)
			work_add_filing(d->w, unit, i, NULL, &d->e);
	d->e = (struct err){0};
	must(review_all(d->w, &q, &done, &d->e), &d->e);
	assert_true(done.stopped || done.done == done.total);
	assert_int_equal(heard.results, done.done);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define T(name) cmocka_unit_test_setup_teardown(name, desk_setup, desk_teardown)
	    T(review_of__nothing_changed__is_the_same_one),
	    T(review_of__the_total_mended__is_gone_and_comes_back_with_undo),
	    T(review_of__the_other_set_changes__is_worked_out_anew),
	    T(review_counts__of_sheets__make_up_the_filing),
	    T(review_explain__a_reason__settles_it_and_the_counts),
	    T(review_explain__level_must__stays_open),
	    T(review_explain__then_the_values_change__open_again_with_a_draft),
	    T(review_explain__then_mended__is_kept_as_gone),
	    T(review_explain__words_that_say_nothing__are_refused),
	    T(review_explain__one_sentence_for_all__is_refused),
	    T(review_explain__somebody_was_quicker__conflict),
	    T(review_return__and_adopt__states_and_history),
	    T(review_explain__a_closed_database__is_refused),
	    T(review_last__the_same_total_blank_last_year__with_what_was_said),
	    T(review_step__from_the_first_cell__visits_each_once_both_ways),
	    T(review_flush__after_a_review__the_counts_are_known_until_an_edit),
	    T(review_flush__two_with_one_filing_open__come_to_rest),
	    T(review_all__one_or_two_threads__same_as_one_by_one),
	    T(review_all__unit_and_year__only_those),
	    T(review_all__told_to_stop__stops),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
