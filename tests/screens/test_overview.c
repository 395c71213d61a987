#include "screens/on_shell.h"

#include "screens/overview.h"

enum { ROWS = 24, COLS = 100 };

static void make_annex2(struct on_shell *o, int rows, int cols)
{
	make_at(o, rows, cols, "卫生健康局", 2024, "annex2");
}

static void press_times(struct on_shell *o, int key, int times)
{
	while (times-- > 0)
		press(o, key);
}

/* Idle until nothing is left to be counted. */
static void rest(struct on_shell *o)
{
	struct key_event ev = {.kind = EV_IDLE};

	for (int i = 0; i < 1000 && shell_timeout(o->s) == 0; i++)
		shell_event(o->s, &ev);
	assert_int_not_equal(shell_timeout(o->s), 0);
	show(o);
}

static void overview__f12__lists_units_and_counts_what_is_seen(void **state)
{
	struct on_shell o;

	(void)state;
	make_annex2(&o, ROWS, COLS);
	press(&o, K_F(12));
	sees("一览：2024 年");
	sees_beside("404001", "·");
	sees_beside("404010", "98.00");
	sees("3/6 户有填报");
	assert_int_equal(shell_timeout(o.s), 0);
	rest(&o);
	sees_beside("404001", "✗1 !");
	sees_beside("附件1", "附件2");
	sees_not("已审核");
	press(&o, K_ESC);
	sees_not("一览：");
	drop(&o);
}

static void overview__enter_on_a_form__opens_that_sheet(void **state)
{
	struct on_shell o;

	(void)state;
	make_annex2(&o, ROWS, 160);
	press(&o, 'O');
	press(&o, K_DOWN);
	press_times(&o, K_RIGHT, 7); /* name → 附件3 */
	press(&o, K_ENTER);
	sees_not("一览：");
	sees("信息中心");
	sees("附件3#1");
	drop(&o);
}

static void overview__s__sorts_reverses_and_goes_back(void **state)
{
	struct on_shell o;
	int first = 0, second = 0, x;

	(void)state;
	make_annex2(&o, ROWS, COLS);
	press(&o, K_F(12));
	press_times(&o, K_RIGHT, 2);
	press(&o, 's');
	sees("▲总分");
	assert_true(blind_find("404010", &first, &x) && blind_find("404001", &second, &x));
	assert_true(first < second);
	press(&o, 's');
	sees("▼总分");
	assert_true(blind_find("404010", &first, &x) && blind_find("404001", &second, &x));
	assert_true(first > second);
	press(&o, 's');
	sees_not("▼");
	drop(&o);
}

static void overview__filter__narrows_and_esc_stays_at_what_was_found(void **state)
{
	struct on_shell o;

	(void)state;
	make_annex2(&o, ROWS, COLS);
	press(&o, K_F(12));
	press(&o, '/');
	press(&o, 0x75BE); /* 疾 */
	sees("404011");
	sees_not("404010");
	sees("1/1 户有填报");
	press(&o, K_ESC);
	sees("404010");
	press(&o, K_ENTER);
	sees("疾病预防控制中心");
	sees_not("一览：");
	press(&o, K_F(12));
	press(&o, '/');
	press(&o, 'z');
	sees("没有符合的单位");
	press(&o, K_ENTER); /* keeps the filter */
	press(&o, K_ENTER); /* nothing to open */
	sees("没有符合的单位");
	press(&o, K_ESC);
	sees("404010");
	press(&o, K_ESC);
	sees_not("一览：");
	drop(&o);
}

static void overview__m__counts_all_and_sorts_by_it(void **state)
{
	struct on_shell o;
	int first = 0, second = 0, x;

	(void)state;
	make_annex2(&o, ROWS, COLS);
	press(&o, K_F(12));
	press_times(&o, K_RIGHT, 4);
	press(&o, 's');
	press(&o, 's');
	sees("▼审核");
	press(&o, 'm');
	rest(&o);
	sees("各单位都已审核");
	assert_true(blind_find("404010", &first, &x) && blind_find("404011", &second, &x));
	assert_true(first < second);
	drop(&o);
}

static void overview__opened_again__is_as_it_was_left(void **state)
{
	struct on_shell o;

	(void)state;
	make_annex2(&o, ROWS, COLS);
	press(&o, K_F(12));
	press_times(&o, K_RIGHT, 2);
	press(&o, 's');
	press(&o, '/');
	for (const char *c = "404"; *c; c++)
		press(&o, *c);
	press(&o, K_ENTER);
	press(&o, K_DOWN);
	press(&o, K_ENTER);
	sees_not("一览：");
	press(&o, K_F(12));
	sees("▲总分");
	sees("404010");
	sees_not("506010");
	drop(&o);
}

static void overview__tab__scores_of_all_years(void **state)
{
	struct on_shell o;

	(void)state;
	make_annex2(&o, ROWS, COLS);
	press(&o, K_F(12));
	press(&o, K_DOWN);
	press(&o, K_TAB);
	sees("2024 年各单位和历年总分");
	sees_beside("404010", "95.00");
	press_times(&o, K_RIGHT, 5); /* name → 2017 */
	press(&o, K_ENTER);
	sees("2017");
	sees_not("一览：");
	drop(&o);
}

static void overview__years__step(void **state)
{
	struct on_shell o;

	(void)state;
	make_annex2(&o, ROWS, COLS);
	press(&o, K_F(12));
	press(&o, '}');
	sees("没有 2024 年以后的填报");
	press(&o, '{');
	sees("一览：2021 年");
	sees("1/6 户有填报");
	rest(&o);
	drop(&o);
}

static void overview__narrow_screen__scrolls_to_the_column(void **state)
{
	struct on_shell o;

	(void)state;
	make_annex2(&o, ROWS, 80);
	press(&o, K_F(12));
	sees_not("附件4");
	press_times(&o, K_RIGHT, 20);
	sees("附件4");
	sees("404010");
	drop(&o);
}

static void overview__help__opens_over_it(void **state)
{
	struct on_shell o;

	(void)state;
	make_annex2(&o, ROWS, COLS);
	press(&o, K_F(12));
	press(&o, K_F(1));
	sees("按光标所在的列排序");
	press(&o, K_ESC);
	sees("一览：2024 年");
	drop(&o);
}

static void overview__another_persons_filing__is_seen(void **state)
{
	struct on_shell o;
	struct work *other;
	struct err e = {0};
	struct key_event idle = {.kind = EV_IDLE};

	(void)state;
	make_annex2(&o, ROWS, COLS);
	press(&o, K_F(12));
	rest(&o);
	sees("3/6 户有填报");
	other = work_open(o.p.path, STORE_OPEN, NULL, &e);
	assert_non_null(other);
	store_set_actor(work_store(other), "乙", NULL);
	assert_int_equal(work_add_filing(other, work_find_unit(other, "506010", &e), 2024,
	                                 "yueyanglou-2024", &e), 0);
	work_close(other);
	shell_event(o.s, &idle);
	show(&o);
	sees("4/6 户有填报");
	drop(&o);
}

/* 信息中心 has a second set of forms in 2024. */
static void make_two_sets(struct on_shell *o)
{
	struct err e = {0};

	workplace_make(&o->p, ROWS, COLS);
	assert_int_equal(work_add_filing(o->p.w, workplace_unit(&o->p, "404010"), 2024,
	                                 "final-accounts-hunan-2024", &e), 0);
	o->rows = ROWS;
	o->cols = COLS;
	open_shell_at(o, "卫生健康局", 2024, "annex2");
}

static void overview__a_row_of_another_set__opens_that_set(void **state)
{
	struct on_shell o;

	(void)state;
	make_two_sets(&o);
	press(&o, K_F(12));
	sees("4/7 户有填报");
	press(&o, K_DOWN);
	press(&o, K_ENTER);
	sees("信息中心 › 2024 › 文字");
	press(&o, K_F(12));
	press(&o, K_DOWN);
	press(&o, K_ENTER);
	sees("信息中心 › 2024 › 附件1");
	drop(&o);
}

static void overview__two_sets_of_a_year__the_person_says_which(void **state)
{
	struct on_shell o;

	(void)state;
	make_two_sets(&o);
	press(&o, K_F(12));
	press(&o, K_TAB);
	press(&o, K_DOWN);
	press(&o, K_ENTER);
	sees("这一年有几套表，打开哪一套");
	sees("岳阳楼区预算绩效自评");
	press(&o, K_ESC);
	sees("各单位和历年总分"); /* back to where it was asked */
	press(&o, K_ENTER);
	for (const char *c = "湖南"; *c; c += 3) {
		struct key_event ev = blind_paste((char[4]){c[0], c[1], c[2], 0});

		shell_event(o.s, &ev);
	}
	press(&o, K_ENTER);
	sees("信息中心 › 2024 › 文字");
	drop(&o);
}

/* ---- many ---- */

enum { MANY = 20000 };

static void add_many(struct workplace *p)
{
	struct store *s = work_store(p->w);
	struct err e = {0};
	int64_t id, filing;
	char code[16], name[64];

	assert_int_equal(store_begin(s, &e), 0);
	for (int i = 0; i < MANY; i++) {
		snprintf(code, sizeof code, "%06d", i);
		snprintf(name, sizeof name, "某某市第%d单位", i);
		assert_int_equal(store_unit_add(s, code, 0, &id, &e), 0);
		assert_int_equal(store_unit_name(s, id, 2017, name, &e), 0);
		assert_int_equal(store_filing_add(s, id, 2024, "yueyanglou-2024", &filing, &e), 0);
	}
	assert_int_equal(store_commit(s, &e), 0);
	work_close(p->w);
	p->w = work_open(p->path, STORE_OPEN, NULL, &e);
	assert_non_null(p->w);
}

static void overview__20000_units__scroll_sort_filter_and_count(void **state)
{
	struct on_shell o;
	struct err e = {0};
	struct key_event f12 = blind_key(K_F(12));

	(void)state;
	workplace_empty(&o.p, ROWS, COLS);
	add_many(&o.p);
	o.rows = ROWS;
	o.cols = COLS;
	o.s = shell_new(o.p.w, "000000", 2024, NULL, &e);
	assert_non_null(o.s);
	shell_event(o.s, &f12); /* the next key is there before anything is drawn */
	press(&o, K_END);
	sees("20000/20000 户有填报");
	sees_beside("019999", "19999单位");
	sees_beside("019990", "19990单位");
	press(&o, K_LEFT);
	press(&o, 's');
	press(&o, 's');
	sees("▼代码");
	press(&o, K_HOME);
	sees("019999");
	press(&o, '/');
	for (const char *c = "012345"; *c; c++)
		press(&o, *c);
	sees("12345单位");
	press(&o, K_ESC);
	press(&o, 'm');
	sees("正在审核");
	for (int i = 0; i < 20; i++)
		shell_event(o.s, &(struct key_event){.kind = EV_IDLE});
	show(&o);
	sees_not("已数 0/");
	assert_int_equal(shell_timeout(o.s), 0);
	press(&o, 'm');
	rest(&o);
	drop(&o);
}

static void overview__without_units__says_so(void **state)
{
	struct on_shell o = {.rows = ROWS, .cols = COLS};
	struct err e = {0};

	(void)state;
	workplace_empty(&o.p, ROWS, COLS);
	o.s = shell_new(o.p.w, NULL, 0, NULL, &e);
	assert_non_null(o.s);
	press(&o, K_F(12));
	sees("还没有单位");
	press(&o, K_DOWN);
	press(&o, K_ENTER);
	press(&o, 's');
	press(&o, K_TAB);
	press(&o, '{');
	sees("还没有填报");
	press(&o, K_END);
	press(&o, K_ESC);
	sees_not("一览：");
	drop(&o);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(overview__f12__lists_units_and_counts_what_is_seen),
		cmocka_unit_test(overview__enter_on_a_form__opens_that_sheet),
		cmocka_unit_test(overview__s__sorts_reverses_and_goes_back),
		cmocka_unit_test(overview__filter__narrows_and_esc_stays_at_what_was_found),
		cmocka_unit_test(overview__m__counts_all_and_sorts_by_it),
		cmocka_unit_test(overview__opened_again__is_as_it_was_left),
		cmocka_unit_test(overview__tab__scores_of_all_years),
		cmocka_unit_test(overview__years__step),
		cmocka_unit_test(overview__narrow_screen__scrolls_to_the_column),
		cmocka_unit_test(overview__help__opens_over_it),
		cmocka_unit_test(overview__another_persons_filing__is_seen),
		cmocka_unit_test(overview__a_row_of_another_set__opens_that_set),
		cmocka_unit_test(overview__two_sets_of_a_year__the_person_says_which),
		cmocka_unit_test(overview__20000_units__scroll_sort_filter_and_count),
		cmocka_unit_test(overview__without_units__says_so),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
