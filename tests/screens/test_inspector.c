#include "screens/workplace.h"

#include "app/edit.h"
#include "screens/inspector.h"

enum { COLS = 100 };

struct on_inspector {
	struct workplace p;
	struct inspector *i;
};

static void make(struct on_inspector *o)
{
	workplace_make(&o->p, 24, COLS);
	o->i = inspector_new(&o->p.desk);
}

static void drop(struct on_inspector *o)
{
	inspector_free(o->i);
	workplace_drop(&o->p);
}

static void look_at(struct on_inspector *o, const char *key, int rows)
{
	struct rect r = {0, 0, rows, COLS};

	go_to(&o->p.desk, key);
	inspector_fit(o->i);
	draw_clear();
	inspector_draw(o->i, &r);
}

static void inspector__a_computed_rate__tells_the_formula_with_names_and_values(void **state)
{
	struct on_inspector o;

	(void)state;
	make(&o);
	look_at(&o, "staff.rate", 6);
	assert_string_equal(inspector_title(o.i), "控制率");
	sees("控制率 = 2024年实际在职人数 ÷ 编制数 = 26 ÷ 26 = 100%");
	sees("公式计算，不能直接填");
	drop(&o);
}

static void inspector__stated_beside_suggested__comes_first(void **state)
{
	struct on_inspector o;
	char *row;

	(void)state;
	make(&o);
	workplace_open(&o.p, "信息中心", "annex2");
	look_at(&o, "score", 6);
	row = blind_row(0);
	assert_non_null(strstr(row, "! P03 "));
	assert_non_null(strstr(row, "报 10.00  算 9.93  差 +0.07   w 看由来"));
	mem_free(row);
	drop(&o);
}

static void inspector__a_fault__comes_first_with_its_proposal(void **state)
{
	struct on_inspector o;
	struct err e = {0};
	char *row;

	(void)state;
	make(&o);
	go_to(&o.p.desk, "work.last");
	assert_int_equal(edit_cell(o.p.w, o.p.desk.filing, o.p.desk.at.place, "48.6.", &e), 0);
	look_at(&o, "work.last", 6);
	row = blind_row(0);
	assert_non_null(strstr(row, "✗ "));
	assert_non_null(strstr(row, "48.60"));
	mem_free(row);
	sees("甲 由 82.02 改为 48.6.");
	drop(&o);
}

static void inspector__two_rows__shares_them(void **state)
{
	struct on_inspector o;
	char *third;

	(void)state;
	make(&o);
	look_at(&o, "staff.rate", 2);
	sees("控制率 = 2024年实际在职人数 ÷ 编制数");
	third = blind_row(2);
	assert_string_equal(third, "");
	mem_free(third);
	drop(&o);
}

static void inspector__a_template_row__says_what_typing_does(void **state)
{
	struct on_inspector o;
	struct rect r = {0, 0, 4, COLS};
	int list;

	(void)state;
	make(&o);
	list = form_list(desk_form(&o.p.desk), "others");
	desk_at(&o.p.desk, (struct place){o.p.desk.sheet, list, -1, 0}, -1);
	inspector_fit(o.i);
	draw_clear();
	inspector_draw(o.i, &r);
	sees("在这里输入，就加出一行");
	drop(&o);
}

static void inspector__nothing_open__is_empty(void **state)
{
	struct on_inspector o;
	struct rect r = {0, 0, 4, COLS};

	(void)state;
	workplace_empty(&o.p, 24, COLS);
	o.i = inspector_new(&o.p.desk);
	inspector_fit(o.i);
	inspector_draw(o.i, &r);
	assert_string_equal(inspector_title(o.i), "");
	drop(&o);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(inspector__a_computed_rate__tells_the_formula_with_names_and_values),
	    cmocka_unit_test(inspector__stated_beside_suggested__comes_first),
	    cmocka_unit_test(inspector__a_fault__comes_first_with_its_proposal),
	    cmocka_unit_test(inspector__two_rows__shares_them),
	    cmocka_unit_test(inspector__a_template_row__says_what_typing_does),
	    cmocka_unit_test(inspector__nothing_open__is_empty),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
