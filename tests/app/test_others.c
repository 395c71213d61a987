#include "desk.h"

#include "app/others.h"
#include "app/who.h"

/* What 乙 does in a filing that 甲 has open, and what 甲 is told of it. */

struct two {
	struct desk d;
	struct work *other;
	struct filing *theirs;
};

static void make(struct two *t)
{
	desk_make(&t->d);
	t->other = desk_join(&t->d, "乙");
	t->theirs = desk_filing(t->other, "信息中心", 2024);
}

static void drop(struct two *t)
{
	work_close(t->other);
	desk_drop(&t->d);
}

static void types(struct two *t, const char *key, const char *text)
{
	must(edit_cell(t->other, t->theirs, at(t->theirs, key), text, &t->d.e), &t->d.e);
}

/* What is told, to the very word. */
static void tells(struct two *t, const char *want)
{
	char *news;

	assert_true(work_refresh(t->d.w));
	news = others_news(t->d.w, t->d.center);
	if (!want) {
		assert_null(news);
		return;
	}
	if (!news || strcmp(news, want) != 0)
		fail_msg("«%s» instead of «%s»", news ? news : "", want);
	mem_free(news);
	assert_null(others_news(t->d.w, t->d.center));
}

static void shows(struct two *t, const char *key, const char *want)
{
	const struct other_change *c = others_at(t->d.w, t->d.center, at(t->d.center, key));
	struct str s = {0};

	assert_non_null(c);
	others_show(c, &s);
	if (!strstr(str_text(&s), want))
		fail_msg("«%s» does not have «%s»", str_text(&s), want);
	str_free(&s);
}

static void others__a_cell_changed__is_marked_with_who_and_what(void **state)
{
	struct two t;

	(void)state;
	make(&t);
	assert_shows(t.d.center, "annex1.staff.actual", "5");
	types(&t, "annex1.staff.actual", "6");
	tells(&t, "乙 刚改了 1 格（附件1 2024年实际在职人数）");
	shows(&t, "annex1.staff.actual", "乙 ");
	shows(&t, "annex1.staff.actual", " 改：5 → 6");
	assert_int_equal(others_count(t.d.w, t.d.center), 1);
	types(&t, "annex1.staff.actual", "7");
	tells(&t, "乙 刚改了 1 格（附件1 2024年实际在职人数）");
	shows(&t, "annex1.staff.actual", " 改：5 → 7");
	assert_int_equal(others_count(t.d.w, t.d.center), 1);
	drop(&t);
}

static void others__own_changes__are_not_marked(void **state)
{
	struct two t;

	(void)state;
	make(&t);
	must(edit_cell(t.d.w, t.d.center, at(t.d.center, "annex1.staff.actual"), "6", &t.d.e),
	     &t.d.e);
	types(&t, "annex1.staff.quota", "9");
	tells(&t, "乙 刚改了 1 格（附件1 编制数）");
	assert_null(others_at(t.d.w, t.d.center, at(t.d.center, "annex1.staff.actual")));
	/* Others are noticed by the own edit too. */
	types(&t, "annex1.staff.quota", "10");
	must(edit_cell(t.d.w, t.d.center, at(t.d.center, "annex1.staff.actual"), "7", &t.d.e),
	     &t.d.e);
	shows(&t, "annex1.staff.quota", "→ 10");
	assert_null(others_at(t.d.w, t.d.center, at(t.d.center, "annex1.staff.actual")));
	drop(&t);
}

/* Where the row with this id is, as a place in its first column. */
static void others__rows__are_told_by_their_names(void **state)
{
	struct place p, out;
	struct two t;

	(void)state;
	make(&t);
	p = at(t.theirs, "annex2.ind.3.name");
	must(edit_row_add(t.other, t.theirs, p.sheet, p.list, 0, p.row, p.field, "某项", &out,
	                  &t.d.e),
	     &t.d.e);
	tells(&t, "乙 刚加了 1 行（附件2 某项）");
	must(edit_row_move(t.other, t.theirs, at(t.theirs, "annex2.ind.3.name"), 1, &out, &t.d.e),
	     &t.d.e);
	tells(&t, "乙 刚移动了 1 行（附件2 安全检查机构数）");
	shows(&t, "annex2.ind.3.name", "移动了这一行");
	must(edit_row_delete(t.other, t.theirs, at(t.theirs, "annex2.ind.3.name"), &t.d.e), &t.d.e);
	tells(&t, "乙 刚删了 1 行（附件2 安全检查机构数）");
	drop(&t);
}

static void others__visited_and_left__is_no_longer_marked(void **state)
{
	struct place staff, quota, where;
	struct two t;

	(void)state;
	make(&t);
	staff = at(t.d.center, "annex1.staff.actual");
	quota = at(t.d.center, "annex1.staff.quota");
	types(&t, "annex1.staff.actual", "6");
	types(&t, "annex1.staff.quota", "9");
	assert_true(work_refresh(t.d.w));
	assert_false(others_visit(t.d.w, t.d.center, staff));
	assert_non_null(others_at(t.d.w, t.d.center, staff));
	assert_non_null(others_next(t.d.w, t.d.center, staff, 1, &where));
	assert_true(place_same(where, quota));
	assert_true(others_visit(t.d.w, t.d.center, quota));
	assert_null(others_at(t.d.w, t.d.center, staff));
	assert_int_equal(others_count(t.d.w, t.d.center), 1);
	others_forget(t.d.w, t.d.center->id);
	assert_null(others_next(t.d.w, t.d.center, staff, 1, &where));
	drop(&t);
}

static void others__only_derived_figures_changed__are_not_marked(void **state)
{
	struct two t;

	(void)state;
	make(&t);
	types(&t, "annex1.staff.actual", "6");
	assert_true(work_refresh(t.d.w));
	assert_int_equal(others_count(t.d.w, t.d.center), 1);
	drop(&t);
}

/* ---- who is there ---- */

static void who__two_in_one_filing__are_told_of_each_other(void **state)
{
	struct str beside = {0};
	struct place p;
	struct two t;

	(void)state;
	make(&t);
	who_join(t.d.w);
	who_join(t.other);
	p = at(t.theirs, "annex2.ind.3.name");
	assert_true(who_poll(t.d.w, 0));
	assert_int_equal(who_beside(t.d.w, t.d.center, &beside), 0);
	who_say(t.other, t.theirs, p.sheet, &p);
	assert_true(who_poll(t.d.w, 1));
	assert_int_equal(who_beside(t.d.w, t.d.center, &beside), 1);
	assert_string_equal(str_text(&beside), "另有 1 人：乙（附件2）");
	assert_true(who_has_open(t.d.w, t.d.center, p.sheet));
	assert_string_equal(who_edits(t.d.w, t.d.center, p)->who, "乙");
	p.field++;
	assert_null(who_edits(t.d.w, t.d.center, p));
	expect(&t.d, "who", CMD_DONE, "乙  自 ");
	expect(&t.d, "who", CMD_DONE, "附件2  正在编辑 ind.3.name");
	expect(&t.d, "who --json", CMD_DONE, "\"editing\":\"ind.3.name\"");
	str_free(&beside);
	drop(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(others__a_cell_changed__is_marked_with_who_and_what),
	    cmocka_unit_test(others__own_changes__are_not_marked),
	    cmocka_unit_test(others__rows__are_told_by_their_names),
	    cmocka_unit_test(others__visited_and_left__is_no_longer_marked),
	    cmocka_unit_test(others__only_derived_figures_changed__are_not_marked),
	    cmocka_unit_test(who__two_in_one_filing__are_told_of_each_other),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
