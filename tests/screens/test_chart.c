#include "screens/workplace.h"

#include "screens/chart.h"
#include "screens/shell.h"

enum { ROWS = 24, COLS = 80 };

static struct caret caret;

static void show(const struct dialog *d)
{
	struct rect screen = {0, 0, ROWS - 2, COLS};

	draw_clear();
	d->type->draw(d, &screen, &caret);
}

static enum dialog_end press(struct dialog *d, struct key_event ev)
{
	enum dialog_end end = d->type->key(d, keymap_action(d->type->context, &ev), &ev);

	show(d);
	return end;
}

static void charts_of(struct workplace *p, const char *unit, int year, const char *form,
                      struct charts *out)
{
	struct err e = {0};

	workplace_make(p, ROWS, COLS);
	if (desk_open(&p->desk, workplace_unit(p, unit), year, form, &e) < 0)
		fail_msg("%s", e.text);
	charts_of_sheet(p->w, p->desk.filing, p->desk.sheet, out);
}

static void chart__of_2021__one_after_the_other_and_round(void **state)
{
	struct charts charts = {0};
	struct workplace p;
	struct dialog *d;

	(void)state;
	charts_of(&p, "506010", 2021, "figures", &charts);
	d = chart_dialog_new(&charts);
	assert_int_equal(charts.n, 0);
	show(d);
	sees("图表 1/7");
	sees("412.63");
	sees("+75.19%");
	sees("████████");
	press(d, blind_key(K_RIGHT));
	sees("图表 2/7");
	sees("收入决算结构图");
	press(d, blind_key(K_LEFT));
	press(d, blind_key(K_LEFT));
	sees("图表 7/7");
	sees("1.58  100.00%");
	press(d, blind_char('l'));
	sees("图表 1/7");
	assert_int_equal(press(d, blind_key(K_ESC)), DIALOG_CANCELLED);
	dialog_free(d);
	workplace_drop(&p);
}

static void chart__tab__lying_and_upright(void **state)
{
	struct charts charts = {0};
	struct workplace p;
	struct dialog *d;
	int y, x;

	(void)state;
	charts_of(&p, "506010", 2021, "figures", &charts);
	d = chart_dialog_new(&charts);
	show(d);
	assert_true(blind_find("2020年", &y, &x));
	assert_true(y > 3); /* below its bar */
	press(d, blind_key(K_TAB));
	assert_true(blind_find("2020年", &y, &x));
	assert_int_equal(y, 2);
	press(d, blind_key(K_RIGHT));
	dialog_free(d);
	workplace_drop(&p);
}

static void chart__longer_than_the_box__scrolls(void **state)
{
	struct charts charts = {0};
	struct chart *c = chart_new(CHART_BARS, "很多");
	struct workplace p;
	struct dialog *d;
	char label[32];

	(void)state;
	workplace_make(&p, ROWS, COLS);
	for (int i = 1; i <= 60; i++) {
		snprintf(label, sizeof label, "项目%d号", i);
		chart_add(c, label, (struct figure){.state = FIGURE_NUMBER, .num = i * NUM_ONE});
	}
	charts.chart = mem_alloc(sizeof *charts.chart);
	charts.keys = mem_alloc(sizeof *charts.keys);
	charts.chart[0] = c;
	charts.n = charts.capacity = 1;
	d = chart_dialog_new(&charts);
	show(d);
	sees("项目1号");
	sees_not("项目60号");
	sees("▼更多");
	for (int i = 0; i < 10; i++)
		press(d, blind_key(K_PAGEDOWN));
	sees("项目60号");
	sees_not("▼更多");
	for (int i = 0; i < 10; i++)
		press(d, blind_key(K_PAGEUP));
	sees("项目1号");
	press(d, blind_key(K_DOWN));
	press(d, blind_key(K_DOWN));
	sees_not("项目1号");
	dialog_free(d);
	workplace_drop(&p);
}

static void chart__ascii_borders__has_no_blocks(void **state)
{
	struct charts charts = {0};
	struct workplace p;
	struct dialog *d;

	(void)state;
	charts_of(&p, "506010", 2021, "figures", &charts);
	d = chart_dialog_new(&charts);
	draw_set_borders(BORDERS_ASCII);
	show(d);
	sees("########");
	sees_not("█");
	draw_set_borders(BORDERS_UNICODE);
	dialog_free(d);
	workplace_drop(&p);
}

/* ---- from the workbench ---- */

static void send(struct shell *s, struct key_event ev)
{
	shell_event(s, &ev);
	shell_draw(s, ROWS, COLS, &caret);
}

static void chart__f5_at_a_cell__its_own_charts_first(void **state)
{
	struct workplace p;
	struct err e = {0};
	struct shell *s;

	(void)state;
	workplace_make(&p, ROWS, COLS);
	s = shell_new(p.w, "卫生健康局", 2024, "annex1", &e);
	assert_non_null(s);
	send(s, blind_key(K_F(5)));
	sees("图表 1/");
	send(s, blind_key(K_ESC));
	send(s, blind_char('g'));
	send(s, blind_paste("project.final"));
	send(s, blind_key(K_ENTER));
	send(s, blind_char('b'));
	sees("图表 1/");
	sees("1125.71");
	send(s, blind_key(K_RIGHT));
	sees("2024年决算数的结构");
	sees("3985.49");
	send(s, blind_char('q'));
	sees_not("图表 2/");
	shell_free(s);
	workplace_drop(&p);
}

static void chart__f5_without_a_table__says_so(void **state)
{
	struct workplace p;
	struct err e = {0};
	struct shell *s;

	(void)state;
	workplace_empty(&p, ROWS, COLS);
	s = shell_new(p.w, NULL, 0, NULL, &e);
	assert_non_null(s);
	send(s, blind_key(K_F(5)));
	sees("没有打开的表");
	shell_free(s);
	workplace_drop(&p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(chart__of_2021__one_after_the_other_and_round),
		cmocka_unit_test(chart__tab__lying_and_upright),
		cmocka_unit_test(chart__longer_than_the_box__scrolls),
		cmocka_unit_test(chart__ascii_borders__has_no_blocks),
		cmocka_unit_test(chart__f5_at_a_cell__its_own_charts_first),
		cmocka_unit_test(chart__f5_without_a_table__says_so),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
