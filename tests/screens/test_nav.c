#include "screens/workplace.h"

#include "screens/nav_forms.h"
#include "screens/nav_units.h"

enum { ROWS = 10, COLS = 30, MANY = 20000 };

struct on_nav {
	struct workplace p;
	struct nav_units *units;
	struct nav_forms *forms;
};

static void show(struct on_nav *o)
{
	draw_clear();
	nav_units_fit(o->units, (struct rect){0, 0, ROWS, COLS});
	nav_forms_fit(o->forms, (struct rect){ROWS, 0, ROWS, COLS});
	nav_units_draw(o->units, true, &o->p.caret);
	nav_forms_draw(o->forms, false, &o->p.caret);
}

static void begin(struct on_nav *o)
{
	o->units = nav_units_new(&o->p.desk);
	o->forms = nav_forms_new(&o->p.desk);
	show(o);
}

static void make(struct on_nav *o)
{
	workplace_make(&o->p, 2 * ROWS, COLS);
	begin(o);
}

static void drop(struct on_nav *o)
{
	nav_units_free(o->units);
	nav_forms_free(o->forms);
	workplace_drop(&o->p);
}

static enum key_result press(struct on_nav *o, struct key_event ev, int times)
{
	enum context context = nav_units_filtering(o->units) ? CTX_FILTER : CTX_UNITS;
	enum key_result result = nav_units_key(o->units, keymap_action(context, &ev), &ev, times);

	show(o);
	return result;
}

static void nav__on_the_samples__shows_the_tree_with_scores(void **state)
{
	struct on_nav o;
	char *row;

	(void)state;
	make(&o);
	row = blind_row(0);
	assert_non_null(strstr(row, "▾ "));
	assert_non_null(strstr(row, "卫生健康局"));
	assert_non_null(strstr(row, "✗1 !")); /* open, so it was audited */
	mem_free(row);
	row = blind_row(1);
	assert_non_null(strstr(row, "    信息中心"));
	assert_non_null(strstr(row, "98.00"));
	mem_free(row);
	sees("疾病预防控制中心");
	drop(&o);
}

static void nav__fold__hides_the_subordinates_and_shows_them_again(void **state)
{
	struct on_nav o;

	(void)state;
	make(&o);
	press(&o, blind_char('h'), 1);
	sees("▸ ");
	sees_not("信息中心");
	press(&o, blind_char(' '), 1);
	sees("信息中心");
	press(&o, blind_key(K_DOWN), 1);
	press(&o, blind_char('h'), 1);
	sees_not("信息中心");
	press(&o, blind_char('*'), 1);
	sees("信息中心");
	drop(&o);
}

static void nav__enter__opens_the_unit_with_the_same_form(void **state)
{
	struct on_nav o;

	(void)state;
	make(&o);
	workplace_open(&o.p, "卫生健康局", "annex2");
	press(&o, blind_key(K_DOWN), 1);
	assert_int_equal(press(&o, blind_key(K_ENTER), 1), KEY_WANTS_TABLE);
	assert_string_equal(o.p.desk.filing->unit_code, "404010");
	assert_string_equal(desk_form(&o.p.desk)->id, "annex2");
	drop(&o);
}

static void nav__filter__narrows_while_it_is_typed(void **state)
{
	struct on_nav o;

	(void)state;
	make(&o);
	press(&o, blind_char('/'), 1);
	assert_true(nav_units_filtering(o.units));
	press(&o, blind_char(0x75BE), 1); /* 疾 */
	sees("疾病预防控制中心");
	sees("卫生健康局"); /* above it */
	sees_not("信息中心");
	press(&o, blind_key(K_ENTER), 1);
	assert_false(nav_units_filtering(o.units));
	sees_not("信息中心");
	press(&o, blind_key(K_ESC), 1);
	sees("信息中心");
	press(&o, blind_char('/'), 1);
	press(&o, blind_char('z'), 1);
	sees("没有符合的单位");
	press(&o, blind_key(K_ESC), 1);
	sees("信息中心");
	drop(&o);
}

static void nav__another_unit_opened_elsewhere__is_followed(void **state)
{
	struct on_nav o;

	(void)state;
	make(&o);
	press(&o, blind_char('h'), 1);
	desk_step_unit(&o.p.desk, 1);
	show(&o);
	sees("信息中心");
	assert_int_equal(o.p.caret.y, 1);
	desk_step_unit(&o.p.desk, -1);
	desk_step_unit(&o.p.desk, -1);
	says(&o.p.desk, "第一个单位");
	drop(&o);
}

static void nav__forms__show_how_many_findings_they_have(void **state)
{
	struct on_nav o;
	struct key_event ev;
	int y, x;

	(void)state;
	make(&o);
	sees("‹2024›");
	assert_true(blind_find("▸附件1", &y, &x));
	sees("✗1 !"); /* «48.6.» */
	assert_true(blind_find("附件2", &y, &x));
	ev = blind_mouse(y, x, MOUSE_LEFT, false);
	assert_int_equal(nav_forms_mouse(o.forms, &ev), KEY_TAKEN);
	show(&o);
	sees("▸附件2");
	assert_int_equal(nav_forms_key(o.forms, ACT_DOWN, 2), KEY_TAKEN);
	assert_int_equal(nav_forms_key(o.forms, ACT_OPEN, 1), KEY_WANTS_TABLE);
	show(&o);
	sees("▸附件3");
	assert_int_equal(desk_sheet(&o.p.desk)->copy, 2);
	drop(&o);
}

/* ---- many ---- */

static void add_many(struct workplace *p)
{
	struct store *s = work_store(p->w);
	struct err e = {0};
	int64_t superior = 0, id;
	char code[16], name[64];

	assert_int_equal(store_begin(s, &e), 0);
	for (int i = 0; i < MANY; i++) {
		snprintf(code, sizeof code, "%06d", i);
		snprintf(name, sizeof name, "某某市第%d单位", i);
		assert_int_equal(store_unit_add(s, code, i % 100 ? superior : 0, &id, &e), 0);
		assert_int_equal(store_unit_name(s, id, 2017, name, &e), 0);
		if (i % 100 == 0)
			superior = id;
	}
	assert_int_equal(store_commit(s, &e), 0);
	work_close(p->w);
	p->w = work_open(p->path, STORE_OPEN, NULL, &e);
	assert_non_null(p->w);
	desk_free(&p->desk);
	desk_init(&p->desk, p->w);
}

static void nav__20000_units__scroll_and_are_found(void **state)
{
	struct on_nav o;
	struct err e = {0};

	(void)state;
	workplace_empty(&o.p, 2 * ROWS, COLS);
	add_many(&o.p);
	assert_int_equal(desk_open(&o.p.desk, 0, 0, NULL, &e), 0);
	begin(&o);
	press(&o, blind_key(K_DOWN), 500);
	sees(" 499单位");
	press(&o, blind_key(K_END), 1);
	sees(" 19999单位");
	press(&o, blind_key(K_HOME), 1);
	press(&o, blind_char('/'), 1);
	for (const char *c = "012345"; *c; c++)
		press(&o, blind_char(*c), 1);
	sees(" 12345单位");
	drop(&o);
}

static void nav__without_units__says_so(void **state)
{
	struct on_nav o;

	(void)state;
	workplace_empty(&o.p, 2 * ROWS, COLS);
	begin(&o);
	sees("还没有单位");
	press(&o, blind_key(K_DOWN), 1);
	press(&o, blind_key(K_ENTER), 1);
	press(&o, blind_char('h'), 1);
	press(&o, blind_char('*'), 1);
	drop(&o);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(nav__on_the_samples__shows_the_tree_with_scores),
	    cmocka_unit_test(nav__fold__hides_the_subordinates_and_shows_them_again),
	    cmocka_unit_test(nav__enter__opens_the_unit_with_the_same_form),
	    cmocka_unit_test(nav__filter__narrows_while_it_is_typed),
	    cmocka_unit_test(nav__another_unit_opened_elsewhere__is_followed),
	    cmocka_unit_test(nav__forms__show_how_many_findings_they_have),
	    cmocka_unit_test(nav__20000_units__scroll_and_are_found),
	    cmocka_unit_test(nav__without_units__says_so),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
