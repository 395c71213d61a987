/* A filing beside those of its peers: eleven units below a new superior. */
#include "desk.h"

#include "app/review.h"
#include "app/review_all.h"
#include "base/mem.h"

enum { UNITS = 11, YEAR = 2024 };

struct peers_desk {
	struct desk d;
	int units[UNITS]; /* indexes */
};

static int setup(void **state)
{
	struct peers_desk *p = mem_alloc(sizeof *p);
	struct desk *d = &p->d;
	int top;

	desk_folder(d);
	d->w = desk_open(d, STORE_CREATE, "甲");
	must(work_add_unit(d->w, "9", "甲乙丙区教育局", 2020, -1, &d->e), &d->e);
	top = work_find_unit(d->w, "9", &d->e);
	for (int i = 0; i < UNITS; i++) {
		char code[16], name[40];

		snprintf(code, sizeof code, "9%02d", i + 1);
		snprintf(name, sizeof name, "第%02d实验小学", i + 1);
		must(work_add_unit(d->w, code, name, 2020, top, &d->e), &d->e);
		p->units[i] = work_find_unit(d->w, code, &d->e);
		must(work_add_filing(d->w, p->units[i], YEAR, "yueyanglou-2024", &d->e), &d->e);
	}
	*state = p;
	return 0;
}

static int teardown(void **state)
{
	struct peers_desk *p = *state;

	desk_drop(&p->d);
	mem_free(p);
	return 0;
}

static struct filing *open_unit(struct peers_desk *p, int i)
{
	struct filing *f = work_open_filing(p->d.w, p->units[i], YEAR, NULL, &p->d.e);

	if (!f)
		fail_msg("%s", p->d.e.text);
	return f;
}

static void put(struct peers_desk *p, int unit, const char *key, const char *text)
{
	struct filing *f = open_unit(p, unit);

	must(edit_cell(p->d.w, f, at(f, key), text, &p->d.e), &p->d.e);
}

static void put_staff(struct peers_desk *p, int unit, int quota, int actual)
{
	char text[12];

	snprintf(text, sizeof text, "%d", quota);
	put(p, unit, "annex1.staff.quota", text);
	snprintf(text, sizeof text, "%d", actual);
	put(p, unit, "annex1.staff.actual", text);
}

/* How many findings of the rule the unit has; *line (may be NULL) gets one of
 * them, the caller frees it. */
static int count(struct peers_desk *p, int unit, const char *rule, char **line)
{
	const struct review *r = review_of(p->d.w, open_unit(p, unit), NULL);
	int n = 0;

	for (size_t i = 0; i < r->all.n; i++) {
		if (strcmp(r->all.item[i].rule, rule) != 0)
			continue;
		if (line && n == 0)
			*line = mem_strdup(r->all.item[i].text);
		n++;
	}
	return n;
}

/* ---- O02 ---- */

static void peers__a_rate_far_from_ten_others__is_found_there_only(void **state)
{
	struct peers_desk *p = *state;
	char *line = NULL;

	for (int i = 0; i < UNITS; i++)
		put_staff(p, i, 100, i == 4 ? 170 : 90 + i);
	assert_int_equal(count(p, 4, "O02", &line), 1);
	/* 90…93, 95…100: the middle two are 95 and 96. */
	assert_string_equal(line, "控制率 170%，同级其他 10 户的中位数是 95.50%，相差很大");
	mem_free(line);
	for (int i = 0; i < UNITS; i++)
		if (i != 4)
			assert_int_equal(count(p, i, "O02", NULL), 0);
}

static void peers__near_misses__are_silent(void **state)
{
	struct peers_desk *p = *state;

	/* All others the same: only half as much again is far. */
	for (int i = 0; i < UNITS; i++)
		put_staff(p, i, 100, i == 0 ? 149 : 100);
	assert_int_equal(count(p, 0, "O02", NULL), 0);
	put_staff(p, 0, 100, 151);
	assert_int_equal(count(p, 0, "O02", NULL), 1);
	/* Seven others that can be compared are too few. */
	for (int i = 1; i < 4; i++)
		put(p, i, "annex1.staff.quota", "");
	assert_int_equal(count(p, 0, "O02", NULL), 0);
}

/* 100 … 200 scatter much: 290 is no further than that (median 150, deviations
 * of 30: 6 × 1.4826 × 30 = 267). */
static void peers__a_wide_field__is_no_outlier(void **state)
{
	struct peers_desk *p = *state;

	for (int i = 0; i < UNITS - 1; i++)
		put_staff(p, i, 100, 100 + i * 11);
	put_staff(p, UNITS - 1, 100, 290);
	assert_int_equal(count(p, UNITS - 1, "O02", NULL), 0);
}

static void peers__one_figure_divided_by_another__is_compared(void **state)
{
	struct peers_desk *p = *state;
	char *line = NULL;

	for (int i = 0; i < UNITS; i++) {
		put_staff(p, i, 100, 100);
		put(p, i, "annex1.public.final", i == 2 ? "1000" : i % 2 ? "102" : "98");
	}
	assert_int_equal(count(p, 2, "O02", &line), 1);
	assert_string_equal(line, "公用经费·2024年决算数 ÷ 2024年实际在职人数 10.00，"
	                          "同级其他 10 户的中位数是 1.00，相差很大");
	mem_free(line);
	assert_int_equal(count(p, 3, "O02", NULL), 0);
}

/* ---- O03 ---- */

/* 66 characters with the name of a school in it. */
static void put_story(struct peers_desk *p, int unit, const char *name)
{
	char text[400];

	snprintf(text, sizeof text,
	         "本年度%s全面落实各项工作任务，开展教师培训12期，培训教师360人次，"
	         "维修校舍3栋，更新课桌椅420套，学生体质健康达标率96%%，家长满意度98%%。",
	         name);
	put(p, unit, "annex2.goal.actual", text);
}

static void peers__a_text_with_only_the_name_changed__is_found_in_both(void **state)
{
	struct peers_desk *p = *state;
	char *line = NULL;

	put_story(p, 0, "第01实验小学");
	put_story(p, 7, "第08 实验小学");
	put_story(p, 8, "另一所小学");
	assert_int_equal(count(p, 0, "O03", &line), 1);
	assert_string_equal(line, "文字与第08实验小学的完全相同，是否照抄");
	mem_free(line);
	assert_int_equal(count(p, 7, "O03", NULL), 1);
	assert_int_equal(count(p, 8, "O03", NULL), 0);
	/* Mended, it is seen from the other one too. */
	put(p, 7, "annex2.goal.actual", "自己写的");
	assert_int_equal(count(p, 0, "O03", NULL), 0);
}

static void peers__short_common_and_carried_texts__are_silent(void **state)
{
	struct peers_desk *p = *state;
	struct str text = {0};

	for (int i = 0; i < 59; i++)
		str_add(&text, "短");
	put(p, 0, "annex2.goal.actual", str_text(&text));
	put(p, 1, "annex2.goal.actual", str_text(&text));
	assert_int_equal(count(p, 0, "O03", NULL), 0);
	str_add(&text, "长");
	put(p, 0, "annex2.goal.actual", str_text(&text));
	put(p, 1, "annex2.goal.actual", str_text(&text));
	assert_int_equal(count(p, 0, "O03", NULL), 1);
	/* Four others have it: everybody's words. */
	for (int i = 2; i < 5; i++)
		put(p, i, "annex2.goal.actual", str_text(&text));
	assert_int_equal(count(p, 0, "O03", NULL), 0);
	/* What is kept from year to year is not written by the unit each year. */
	put(p, 8, "annex2.goal.target", str_text(&text));
	put(p, 9, "annex2.goal.target", str_text(&text));
	assert_int_equal(count(p, 8, "O03", NULL), 0);
	str_free(&text);
}

/* ---- many ---- */

struct total {
	int far, borrowed;
};

static void take(void *context, const struct work_filing *which, const struct filing *f,
                 const struct review *r)
{
	struct total *t = context;

	(void)which;
	(void)f;
	for (size_t i = 0; i < r->all.n; i++) {
		t->far += strcmp(r->all.item[i].rule, "O02") == 0;
		t->borrowed += strcmp(r->all.item[i].rule, "O03") == 0;
	}
}

static void peers__many_at_once__the_same_as_one_by_one(void **state)
{
	struct peers_desk *p = *state;
	struct total t = {0};
	struct review_done done;
	struct review_request q = {.unit = -1, .result = take, .context = &t};

	for (int i = 0; i < UNITS; i++)
		put_staff(p, i, 100, i == 4 ? 170 : 90 + i);
	put_story(p, 0, "第01实验小学");
	put_story(p, 7, "第08实验小学");
	must(review_all(p->d.w, &q, &done, &p->d.e), &p->d.e);
	assert_int_equal(done.done, UNITS);
	assert_int_equal(t.far, 1);
	assert_int_equal(t.borrowed, 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define T(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
	    T(peers__a_rate_far_from_ten_others__is_found_there_only),
	    T(peers__near_misses__are_silent),
	    T(peers__a_wide_field__is_no_outlier),
	    T(peers__one_figure_divided_by_another__is_compared),
	    T(peers__a_text_with_only_the_name_changed__is_found_in_both),
	    T(peers__short_common_and_carried_texts__are_silent),
	    T(peers__many_at_once__the_same_as_one_by_one),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
