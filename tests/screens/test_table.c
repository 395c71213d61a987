#include "screens/workplace.h"

#include "app/edit.h"
#include "screens/table.h"

enum { ROWS = 30, COLS = 100 };

struct on_table {
	struct workplace p;
	struct table *t;
};

static void show(struct on_table *o, int rows, int cols)
{
	table_fit(o->t, (struct rect){0, 0, rows, cols});
	draw_clear();
	o->p.caret = (struct caret){-1, -1};
	table_draw(o->t, true, &o->p.caret);
}

static void make(struct on_table *o, const char *form)
{
	workplace_make(&o->p, ROWS, COLS);
	workplace_open(&o->p, "卫生健康局", form);
	o->t = table_new(&o->p.desk);
	show(o, ROWS, COLS);
}

/* With the cursor on a cell. */
static void make_at(struct on_table *o, const char *form, const char *key)
{
	make(o, form);
	go_to(&o->p.desk, key);
	show(o, ROWS, COLS);
}

static void drop(struct on_table *o)
{
	table_free(o->t);
	workplace_drop(&o->p);
}

/* As the shell does. */
static enum key_result press(struct on_table *o, struct key_event ev)
{
	enum context context = table_typed(o->t) ? CTX_LINE : CTX_TABLE;
	enum key_result result = table_key(o->t, keymap_action(context, &ev), &ev);

	show(o, ROWS, COLS);
	return result;
}

static void type(struct on_table *o, const char *ascii)
{
	for (; *ascii; ascii++)
		press(o, blind_char(*ascii));
}

static void at_key(const struct on_table *o, const char *want)
{
	struct str key = {0};

	filing_key(o->p.desk.filing, o->p.desk.at.place, &key);
	assert_string_equal(str_text(&key), want);
	str_free(&key);
}

static void table__opened__shows_the_form_and_the_cursor_at_the_first_cell(void **state)
{
	struct on_table o;

	(void)state;
	make(&o, "annex1");
	sees("2024年度预算单位整体支出绩效评价基础数据表");
	sees("│ 财政供养人员情况(人)");
	sees("26 │");
	at_key(&o, "unit");
	assert_true(o.p.caret.y > 0);
	assert_true(blind_styled(o.p.caret.y, o.p.caret.x, STYLE_CURSOR));
	drop(&o);
}

static void table__moves__go_by_what_is_seen(void **state)
{
	static const struct {
		int key;
		const char *at;
	} cases[] = {
	    {K_DOWN, "staff.quota"}, {K_RIGHT, "staff.actual"}, {K_RIGHT, "staff.rate"},
	    {K_RIGHT, "staff.rate"}, {K_HOME, "staff.quota"},   {K_END, "staff.rate"},
	    {K_DOWN, "three.final"}, {K_LEFT, "three.budget"},  {K_UP, "staff.actual"},
	};
	struct on_table o;

	(void)state;
	make(&o, "annex1");
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		press(&o, blind_key(cases[i].key));
		at_key(&o, cases[i].at);
	}
	drop(&o);
}

static void table__cursor_below__scrolls_and_shows_the_cell(void **state)
{
	struct on_table o;
	struct str position = {0};

	(void)state;
	make(&o, "annex2");
	show(&o, 12, COLS);
	table_position(o.t, &position);
	assert_non_null(strstr(str_text(&position), "第 1–12 行"));
	go_to(&o.p.desk, "total");
	show(&o, 12, COLS);
	sees("总分");
	assert_true(o.p.caret.y >= 0 && o.p.caret.y < 12);
	str_free(&position);
	drop(&o);
}

static void table__typed_over__stores_shows_the_sum_and_moves_down(void **state)
{
	struct on_table o;

	(void)state;
	make_at(&o, "annex1", "staff.actual");
	type(&o, "27");
	assert_string_equal(table_typed(o.t), "27");
	assert_string_equal(cell_text(&o.p.desk, "annex1", "staff.actual"), "26");
	press(&o, blind_key(K_ENTER));
	assert_null(table_typed(o.t));
	assert_string_equal(cell_text(&o.p.desk, "annex1", "staff.actual"), "27");
	sees("103.85%");
	at_key(&o, "three.budget");
	says(&o.p.desk, "已保存：2024年实际在职人数 为 27");
	drop(&o);
}

static void table__caret__stands_where_the_next_character_comes(void **state)
{
	struct on_table o;
	int x;

	(void)state;
	make(&o, "annex1");
	press(&o, blind_char(0x4E2D));
	x = o.p.caret.x;
	press(&o, blind_char(0x6587));
	assert_int_equal(o.p.caret.x, x + 2);
	sees("中文");
	drop(&o);
}

static void table__full_width_figures__become_plain_ones(void **state)
{
	struct on_table o;

	(void)state;
	make_at(&o, "annex1", "work.last");
	press(&o, blind_char(0xFF11));
	press(&o, blind_char(0x3002));
	press(&o, blind_char(0xFF15));
	assert_string_equal(table_typed(o.t), "1.5");
	drop(&o);
}

static void table__count_and_letter_in_a_figure__moves(void **state)
{
	struct on_table o;

	(void)state;
	make_at(&o, "annex1", "work.last");
	type(&o, "2l");
	assert_null(table_typed(o.t));
	at_key(&o, "work.final");
	assert_string_equal(cell_text(&o.p.desk, "annex1", "work.last"), "82.02");
	drop(&o);
}

static void table__computed_cell__says_why_nothing_can_be_typed(void **state)
{
	struct on_table o;

	(void)state;
	make_at(&o, "annex1", "staff.rate");
	type(&o, "9");
	assert_null(table_typed(o.t));
	says(&o.p.desk, "公式");
	drop(&o);
}

static void table__given_up__keeps_the_value_and_offers_the_text_again(void **state)
{
	struct on_table o;

	(void)state;
	make_at(&o, "annex1", "staff.actual");
	type(&o, "28");
	press(&o, blind_key(K_ESC));
	assert_null(table_typed(o.t));
	says(&o.p.desk, "按 F2 找回“28”");
	assert_string_equal(cell_text(&o.p.desk, "annex1", "staff.actual"), "26");
	press(&o, blind_key(K_F(2)));
	assert_string_equal(table_typed(o.t), "28");
	press(&o, blind_key(K_ESC));
	press(&o, blind_key(K_F(2)));
	assert_string_equal(table_typed(o.t), "26");
	drop(&o);
}

static void table__no_number__is_kept_marked_and_explained(void **state)
{
	struct on_table o;

	(void)state;
	make_at(&o, "annex1", "work.last");
	type(&o, "48.6.");
	press(&o, blind_key(K_ENTER));
	assert_string_equal(cell_text(&o.p.desk, "annex1", "work.last"), "48.6.");
	says(&o.p.desk, "已原样存下");
	says(&o.p.desk, "48.60");
	sees("48.6.✗");
	drop(&o);
}

static void table__template_row_typed_in__becomes_a_row(void **state)
{
	struct on_table o;
	int list;

	(void)state;
	make(&o, "annex1");
	list = form_list(desk_form(&o.p.desk), "others");
	assert_int_equal(desk_sheet(&o.p.desk)->lists[list].n, 0);
	desk_at(&o.p.desk, (struct place){o.p.desk.sheet, list, -1, 0}, -1);
	show(&o, ROWS, COLS);
	press(&o, blind_char(0x67D0));
	press(&o, blind_key(K_TAB));
	assert_int_equal(desk_sheet(&o.p.desk)->lists[list].n, 1);
	assert_int_equal(o.p.desk.at.place.row, 0);
	assert_int_equal(o.p.desk.at.place.field, 1);
	press(&o, blind_char('u'));
	drop(&o);
}

static void table__long_text__asks_for_the_box(void **state)
{
	struct on_table o;

	(void)state;
	make_at(&o, "annex2", "goal.target");
	assert_int_equal(press(&o, blind_key(K_ENTER)), KEY_WANTS_TEXT);
	assert_int_equal(press(&o, blind_char(0x4E2D)), KEY_WANTS_TEXT);
	assert_null(table_typed(o.t));
	drop(&o);
}

static void table__rows__are_added_moved_copied_and_marked(void **state)
{
	struct on_table o;
	const struct rows *rows;
	size_t before;
	int64_t id;

	(void)state;
	make_at(&o, "annex2", "ind.1.name");
	rows = &desk_sheet(&o.p.desk)->lists[0];
	before = rows->n;
	id = rows->rows[0].id;
	press(&o, blind_char('J'));
	assert_true(rows->rows[1].id == id);
	press(&o, blind_char('K'));
	assert_true(rows->rows[0].id == id);
	press(&o, blind_char('y'));
	assert_int_equal(desk_sheet(&o.p.desk)->lists[0].n, before + 1);
	press(&o, blind_char('a'));
	assert_int_equal(desk_sheet(&o.p.desk)->lists[0].n, before + 2);
	drop(&o);
}

static void table__adopt__drops_what_was_stated(void **state)
{
	struct on_table o;

	(void)state;
	make_at(&o, "annex2", "score");
	sees("10!");
	press(&o, blind_char('='));
	sees("3.49~");
	says(&o.p.desk, "已采用：3.49");
	drop(&o);
}

static void table__mouse__selects_edits_scrolls(void **state)
{
	struct on_table o;
	struct key_event ev;
	int y, x;

	(void)state;
	make(&o, "annex1");
	assert_true(blind_find("1.18", &y, &x));
	ev = blind_mouse(y, x, MOUSE_LEFT, false);
	assert_int_equal(table_mouse(o.t, &ev), KEY_TAKEN);
	at_key(&o, "three.last");
	assert_true(blind_find("26 │", &y, &x));
	ev = blind_mouse(y, x, MOUSE_LEFT, true);
	table_mouse(o.t, &ev);
	assert_string_equal(table_typed(o.t), "26");
	ev = blind_key(K_ESC);
	press(&o, ev);
	ev = blind_mouse(y, x, MOUSE_WHEEL_DOWN, false);
	for (int i = 0; i < 5; i++)
		table_mouse(o.t, &ev);
	show(&o, ROWS, COLS);
	sees_not("基础数据表");
	drop(&o);
}

static void table_paste__lines_and_tabs__fill_cells_rightwards_and_down(void **state)
{
	static const struct {
		const char *from, *text;
		size_t n, outside;
	} cases[] = {
	    {"work.last", "1\t2\t3\n4\t5\t6\n", 6, 0},
	    {"work.last", "1\t2\t3\t4", 3, 1},
	    {"work.budget", "1\n2", 2, 0},
	    {"work.last", "", 0, 0},
	    {"work.last", "\t\t9", 3, 0},
	    {"work.last", "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n13\n14\n15\n16\n17\n18\n19\n20\n"
	                  "21\n22\n23\n24\n25\n26\n27\n28\n29\n30\n31\n32\n33\n34\n35\n36\n37\n",
	     2, 35},
	};
	struct on_table o;
	struct paste p;

	(void)state;
	make(&o, "annex1");
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		go_to(&o.p.desk, cases[i].from);
		show(&o, ROWS, COLS);
		table_paste(o.t, cases[i].text, &p);
		assert_int_equal(p.n, cases[i].n);
		assert_int_equal(p.outside, cases[i].outside);
		paste_free(&p);
	}
	drop(&o);
}

/* Nine indicators stand in annex2 of 信息中心, five of them 数量: from the fourth
 * on two are typed over and what is longer comes in new rows. */
static void table_paste__longer_than_the_list__goes_into_new_rows(void **state)
{
	static const struct {
		const char *from, *text;
		size_t n, fresh, outside;
		int rows;
	} cases[] = {
	    {"ind.4.name", "一\n二\n三\n四", 4, 2, 0, 2},
	    {"ind.4.name", "一\n二\n三\t3\n\n四\n\n", 5, 3, 0, 2}, /* empty lines add none */
	    {"ind.5.reason", "一\t外\n二\t外", 2, 1, 2, 1},
	};
	struct on_table o;
	struct paste p;

	(void)state;
	make(&o, "annex2");
	workplace_open(&o.p, "信息中心", "annex2");
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		size_t fresh = 0;
		int row = -1, rows = 0;

		go_to(&o.p.desk, cases[i].from);
		show(&o, ROWS, COLS);
		table_paste(o.t, cases[i].text, &p);
		for (size_t k = 0; k < p.n; k++) {
			if (!edit_is_new_row(o.p.desk.filing, p.places[k]))
				continue;
			fresh++;
			rows += p.places[k].row != row;
			row = p.places[k].row;
		}
		assert_int_equal(p.n, cases[i].n);
		assert_int_equal(fresh, cases[i].fresh);
		assert_int_equal(rows, cases[i].rows);
		assert_int_equal(p.outside, cases[i].outside);
		paste_free(&p);
	}
	drop(&o);
}

/* 2100101 is there: its line goes into that row. */
static void table_paste__a_code_that_is_there__goes_into_its_row(void **state)
{
	struct on_table o;
	struct paste p;
	struct err e = {0};
	struct place there;

	(void)state;
	make(&o, "annex1");
	if (desk_open(&o.p.desk, workplace_unit(&o.p, "430000"), 2020, "t2", &e) < 0)
		fail_msg("%s", e.text);
	go_to(&o.p.desk, "func.9.code");
	show(&o, ROWS, COLS);
	table_paste(o.t, "2210201\n2100101\t行政运行\n2080505", &p);
	assert_int_equal(p.n, 4);
	assert_true(filing_place(o.p.desk.filing, o.p.desk.sheet, "func.3.code", &there));
	assert_int_equal(p.places[1].row, there.row);
	assert_int_equal(p.places[2].row, there.row);
	assert_true(edit_is_new_row(o.p.desk.filing, p.places[3]));
	paste_free(&p);
	drop(&o);
}

static void table__resized_while_typing__keeps_the_line(void **state)
{
	struct on_table o;

	(void)state;
	make_at(&o, "annex1", "staff.actual");
	type(&o, "27");
	show(&o, 10, 60);
	assert_string_equal(table_typed(o.t), "27");
	sees("27");
	show(&o, ROWS, COLS);
	press(&o, blind_key(K_ENTER));
	sees("103.85%");
	drop(&o);
}

static void table__row_deleted_by_another_while_typing__gives_up_what_was_typed(void **state)
{
	struct on_table o;
	struct err e = {0};
	struct work *other;
	struct filing *f;
	struct place p;
	char *lost;

	(void)state;
	make_at(&o, "annex2", "ind.1.name");
	press(&o, blind_char(0x65B0));
	assert_string_equal(table_typed(o.t), "新");
	other = work_open(o.p.path, STORE_OPEN, NULL, &e);
	f = work_open_filing(other, workplace_unit(&o.p, "卫生健康局"), 2024, NULL, &e);
	assert_true(filing_place(f, o.p.desk.sheet, "ind.1.name", &p));
	assert_int_equal(edit_row_delete(other, f, p, &e), 0);
	work_close(other);
	assert_true(desk_refresh(&o.p.desk));
	show(&o, ROWS, COLS);
	assert_null(table_typed(o.t));
	lost = table_take_lost(o.t);
	assert_string_equal(lost, "新");
	assert_null(table_take_lost(o.t));
	mem_free(lost);
	drop(&o);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(table__opened__shows_the_form_and_the_cursor_at_the_first_cell),
	    cmocka_unit_test(table__moves__go_by_what_is_seen),
	    cmocka_unit_test(table__cursor_below__scrolls_and_shows_the_cell),
	    cmocka_unit_test(table__typed_over__stores_shows_the_sum_and_moves_down),
	    cmocka_unit_test(table__caret__stands_where_the_next_character_comes),
	    cmocka_unit_test(table__full_width_figures__become_plain_ones),
	    cmocka_unit_test(table__count_and_letter_in_a_figure__moves),
	    cmocka_unit_test(table__computed_cell__says_why_nothing_can_be_typed),
	    cmocka_unit_test(table__given_up__keeps_the_value_and_offers_the_text_again),
	    cmocka_unit_test(table__no_number__is_kept_marked_and_explained),
	    cmocka_unit_test(table__template_row_typed_in__becomes_a_row),
	    cmocka_unit_test(table__long_text__asks_for_the_box),
	    cmocka_unit_test(table__rows__are_added_moved_copied_and_marked),
	    cmocka_unit_test(table__adopt__drops_what_was_stated),
	    cmocka_unit_test(table__mouse__selects_edits_scrolls),
	    cmocka_unit_test(table_paste__lines_and_tabs__fill_cells_rightwards_and_down),
	    cmocka_unit_test(table_paste__longer_than_the_list__goes_into_new_rows),
	    cmocka_unit_test(table_paste__a_code_that_is_there__goes_into_its_row),
	    cmocka_unit_test(table__resized_while_typing__keeps_the_line),
	    cmocka_unit_test(table__row_deleted_by_another_while_typing__gives_up_what_was_typed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
