/* Charts as figures and as text; shares and growth worked out by hand, the
 * seven charts of 2021 against the seed's figures. */
#include "app/desk.h"

#include "app/charts.h"
#include "base/mem.h"
#include "base/text.h"
#include "form/load.h"

#define NONE INT64_MIN

static struct figure figure(int64_t num)
{
	return num == NONE ? (struct figure){ .state = FIGURE_ABSENT }
	                   : (struct figure){ .state = FIGURE_NUMBER, .num = num };
}

/* Values in hundredths. */
static struct chart *chart(enum chart_kind kind, const int64_t *values, size_t n)
{
	struct chart *c = chart_new(kind, "图");
	char label[8] = "甲";

	for (size_t i = 0; i < n; i++) {
		snprintf(label, sizeof label, "%c", (char)('a' + i));
		chart_add(c, label, figure(values[i] == NONE ? NONE : values[i] * 10000));
	}
	return c;
}

static char *drawn(const struct chart *c, int width, bool upright, bool ascii)
{
	struct chart_look look = { .width = width, .height = 4, .upright = upright, .ascii = ascii };
	struct str out = { 0 };

	chart_draw(c, &look, &out);
	return str_take(&out);
}

static void assert_drawn(const struct chart *c, int width, bool upright, bool ascii, const char *want)
{
	char *is = drawn(c, width, upright, ascii);

	if (strcmp(is, want) != 0)
		fail_msg("is\n%swanted\n%s", is, want);
	mem_free(is);
}

/* ---- shares ---- */

static void shares__largest_remainder__come_to_a_hundred(void **state)
{
	static const struct {
		int64_t values[4];
		int shares[4];
	} cases[] = {
		/* figure 6 of 2021: 95.1181, 2.0806, 2.8013 */
		{ { 68759, 1504, 2025, NONE }, { 9512, 208, 280, -1 } },
		/* figure 3: 36.7267, 63.2733 */
		{ { 26549, 45739, 0, 0 }, { 3673, 6327, 0, 0 } },
		{ { 100, 100, 100, NONE }, { 3334, 3333, 3333, -1 } },
		/* 14.2857 × 7 parts shown as 4: 28.5714, 28.5714, 28.5714, 14.2857 */
		{ { 200, 200, 200, 100 }, { 2857, 2857, 2857, 1429 } },
		{ { 70587, 0, 0, NONE }, { 10000, 0, 0, -1 } },
		/* 0.005 % and 99.995 %: equal rests, the first gets the rest */
		{ { 1, 19999, NONE, NONE }, { 1, 9999, -1, -1 } },
		/* no int64 product of these with 10,000 */
		{ { 400000000000000, 100000000000000, 0, 0 }, { 8000, 2000, 0, 0 } },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct chart *c = chart(CHART_SHARES, cases[i].values, 4);
		int shares[4];

		assert_true(chart_shares(c, shares));
		for (int k = 0; k < 4; k++)
			if (shares[k] != cases[i].shares[k])
				fail_msg("case %zu part %d: %d", i, k, shares[k]);
		chart_free(c);
	}
}

static void shares__zero_negative_or_nothing__there_are_none(void **state)
{
	static const int64_t cases[][2] = { { 0, 0 }, { 500, -100 }, { -500, -100 }, { NONE, NONE } };

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct chart *c = chart(CHART_SHARES, cases[i], 2);
		int shares[2];

		assert_false(chart_shares(c, shares));
		chart_free(c);
	}
}

/* ---- growth ---- */

static void growth__bases__rate_only_on_a_positive_one(void **state)
{
	static const struct {
		int64_t values[3];
		size_t at;
		bool there, has_rate;
		int64_t difference, rate;
	} cases[] = {
		/* 310.25 ÷ 412.63 = 0.751884, 292.51 ÷ 430.37 = 0.679671 */
		{ { 41263, 72288, NONE }, 1, true, true, 310250000, 751900 },
		{ { 43037, 72288, NONE }, 1, true, true, 292510000, 679700 },
		{ { 100, NONE, 50 }, 2, true, true, -500000, -500000 },
		{ { 100, 100, 0 }, 1, true, true, 0, 0 },
		{ { 0, 5, 0 }, 1, true, false, 50000, 0 },
		{ { -200, 100, 0 }, 1, true, false, 3000000, 0 },
		{ { 100, 5, 0 }, 0, false, false, 0, 0 },
		{ { NONE, 5, 0 }, 1, false, false, 0, 0 },
		{ { 100, NONE, 0 }, 1, false, false, 0, 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct chart *c = chart(CHART_CHANGE, cases[i].values, 3);
		int64_t difference = 0, rate = 0;
		bool has_rate = false;

		assert_int_equal(chart_growth(c, cases[i].at, &difference, &has_rate, &rate), cases[i].there);
		assert_int_equal(has_rate, cases[i].has_rate);
		assert_int_equal(difference, cases[i].difference);
		if (has_rate)
			assert_int_equal(rate, cases[i].rate);
		chart_free(c);
	}
}

/* ---- drawing ---- */

static void draw__shares__bars_values_percentages_in_columns(void **state)
{
	struct chart *c = chart_new(CHART_SHARES, "支出结构");

	(void)state;
	c->unit = mem_strdup("万元");
	chart_add(c, "基本支出", figure(75000000));
	chart_add(c, "项目", figure(25000000));
	/* 8 + 2 + bar + 2 + 6 + 2 + 7 = 40: the bar has 13 columns; a third of 13 is 4.33 */
	assert_drawn(c, 40, false, false,
	             "支出结构（万元）\n"
	             "基本支出  █████████████   75.00   75.00%\n"
	             "项目      ████▍           25.00   25.00%\n"
	             "合计                     100.00  100.00%\n");
	assert_drawn(c, 40, false, true,
	             "支出结构（万元）\n"
	             "基本支出  #############   75.00   75.00%\n"
	             "项目      ####            25.00   25.00%\n"
	             "合计                     100.00  100.00%\n");
	chart_free(c);
}

static void draw__upright__value_on_each_bar_growth_below(void **state)
{
	static const int64_t values[] = { 200, 350, 0 };
	struct chart *c = chart(CHART_CHANGE, values, 3);

	(void)state;
	/* 2.00 of 3.50 on 3 rows: 1.71 rows, 1 and 6 eighths */
	assert_drawn(c, 40, true, false,
	             "图\n"
	             "             3.50\n"
	             "   2.00    ████████\n"
	             " ▆▆▆▆▆▆▆▆  ████████\n"
	             " ████████  ████████    0.00\n"
	             "──────────────────────────────\n"
	             "    a         b         c\n"
	             "             +75%     -100%\n");
	chart_free(c);
}

static void draw__negative__bars_on_both_sides_of_zero(void **state)
{
	static const int64_t values[] = { 300, -100, 0 };
	struct chart *c = chart(CHART_BARS, values, 3);

	(void)state;
	/* 1 + 2 + room + 2 + 5 = 30: 20 columns, 4 left of the line, 15 right; 3.00
	 * of a span of 4.00 over 19 columns is 14.25, 1.00 is 4.75 cut to 4 */
	assert_drawn(c, 30, true, false,
	             "图\n"
	             "a      │██████████████▎   3.00\n"
	             "b  ████│                 -1.00\n"
	             "c      │                  0.00\n");
	chart_free(c);
}

static void draw__no_numbers__says_so(void **state)
{
	static const int64_t none[] = { NONE, NONE }, zeros[] = { 0, 0 }, negative[] = { 100, -100 };
	struct chart *c = chart(CHART_SHARES, none, 2);
	char *text = drawn(c, 40, false, false);

	(void)state;
	assert_non_null(strstr(text, "没有数据\n"));
	mem_free(text);
	c->items[0].value.state = FIGURE_FAULT;
	c->items[1].value = figure(2000000);
	text = drawn(c, 40, false, false);
	assert_non_null(strstr(text, "1 项不是数，没有计入\n"));
	assert_non_null(strstr(text, "2.00  100.00%"));
	mem_free(text);
	chart_free(c);
	c = chart(CHART_SHARES, zeros, 2);
	text = drawn(c, 40, true, false);
	assert_non_null(strstr(text, "合计为零，不算占比\n"));
	assert_null(strstr(text, "%"));
	mem_free(text);
	chart_free(c);
	c = chart(CHART_SHARES, negative, 2);
	text = drawn(c, 40, false, false);
	assert_non_null(strstr(text, "有负数，不算占比\n"));
	mem_free(text);
	chart_free(c);
}

static void assert_narrow(const char *text, int width)
{
	for (const char *s = text, *end; (end = strchr(s, '\n')); s = end + 1) {
		if (text_widthn(s, (size_t)(end - s)) > width)
			fail_msg("wider than %d:\n%s", width, text);
		if (end > s && end[-1] == ' ')
			fail_msg("blank at an end:\n%s", text);
	}
}

static void draw__any_width__no_line_is_wider(void **state)
{
	static const int64_t values[] = { 12345678, -999, NONE, 5, 0 };

	(void)state;
	for (int kind = CHART_BARS; kind <= CHART_SHARES; kind++)
		for (int width = 40; width < 200; width++)
			for (int form = 0; form < 4; form++) {
				struct chart *c = chart(kind, values + (form & 1) * 2, 3);
				char *text;

				mem_free(c->items[0].label);
				c->items[0].label = mem_strdup("很长很长很长很长很长很长很长很长的名称");
				text = drawn(c, width, form & 1, form & 2);
				assert_narrow(text, width);
				mem_free(text);
				chart_free(c);
			}
}

static void draw__wide_blocks__come_out_as_ascii(void **state)
{
	static const int64_t values[] = { 300, -100 };
	struct chart *c = chart(CHART_BARS, values, 2);
	char *text;

	(void)state;
	text_ambiguous_wide(true);
	text = drawn(c, 40, false, false);
	text_ambiguous_wide(false);
	assert_null(strstr(text, "█"));
	assert_null(strstr(text, "│"));
	assert_non_null(strstr(text, "###"));
	mem_free(text);
	chart_free(c);
}

static void draw__whole__has_a_track(void **state)
{
	struct chart *c = chart_new(CHART_BARS, "得分");

	(void)state;
	chart_add(c, "效益", figure(28000000))->has_whole = true;
	c->items[0].whole = 30000000;
	chart_add(c, "产出", figure(60000000));
	/* 4 + 2 + 20 + 2 + 11 + 2 + 6 = 47; 28 of 60 on 20 columns: 9.33; 30: 10 */
	assert_drawn(c, 47, false, false,
	             "得分\n"
	             "效益  █████████▍            28.00/30.00  93.33%\n"
	             "产出  ████████████████████        60.00\n");
	chart_free(c);
}

/* ---- of filings ---- */

static void assert_item(const struct chart *c, size_t i, const char *label, const char *value)
{
	struct str s = { 0 };

	assert_true(i < c->n);
	if (c->items[i].value.state == FIGURE_NUMBER)
		num_format(&s, c->items[i].value.num, 2, false);
	if (strcmp(c->items[i].label, label) != 0 || strcmp(str_text(&s), value) != 0)
		fail_msg("%s: %s %s, wanted %s %s", c->title, c->items[i].label, str_text(&s), label, value);
	str_free(&s);
}

/* The data that the document's charts hold, at the end of the seed; figure 1
 * has 412.63 where the text says 430.37. */
static void defined__2021__the_seven_charts_of_the_document(void **state)
{
	static const struct {
		const char *key;
		enum chart_kind kind;
		const char *title;
		struct { const char *label, *value; } items[8];
		const char *in_text;
	} cases[] = {
		{ "chart1", CHART_CHANGE, "图1", { { "2020年", "412.63" }, { "2021年", "722.88" } }, "+75.19%" },
		{ "chart2", CHART_SHARES, "图2", { { "一般公共预算财政拨款收入", "705.87" } }, "100.00%" },
		{ "chart3", CHART_SHARES, "图3", { { "基本支出", "265.49" }, { "项目支出", "457.39" } }, "63.27%" },
		{ "chart4", CHART_CHANGE, "图4", { { "2020年", "430.37" }, { "2021年", "722.88" } }, "+67.97%" },
		{ "chart5", CHART_CHANGE, "图5", { { "2020年", "430.37" }, { "2021年", "722.88" } }, "+67.97%" },
		{ "chart6", CHART_SHARES, "图6",
		  { { "卫生健康支出", "687.59" }, { "住房保障支出", "15.04" }, { "社会保障和就业支出", "20.25" } },
		  "95.12%" },
		{ "chart7", CHART_SHARES, "图7",
		  { { "因公出国（境）费", "0.00" }, { "公务用车购置及运行维护费", "1.58" } }, "100.00%" },
	};
	struct desk d;
	struct filing *f;
	int sheet;

	(void)state;
	desk_make(&d);
	f = desk_filing(d.w, "506010", 2021);
	sheet = sheet_of(f, "figures", 1);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct charts charts = { 0 };
		char *text;

		assert_true(charts_named(d.w, f, sheet, cases[i].key, &charts));
		assert_int_equal(charts.chart[0]->kind, cases[i].kind);
		assert_non_null(strstr(charts.chart[0]->title, cases[i].title));
		assert_string_equal(charts.chart[0]->unit, "万元");
		for (size_t k = 0; cases[i].items[k].label; k++)
			assert_item(charts.chart[0], k, cases[i].items[k].label, cases[i].items[k].value);
		text = drawn(charts.chart[0], 80, true, false);
		assert_non_null(strstr(text, cases[i].in_text));
		mem_free(text);
		charts_free(&charts);
	}
	desk_drop(&d);
}

static void defined__samples__are_drawn(void **state)
{
	struct charts charts = { 0 };
	struct desk d;

	(void)state;
	desk_make(&d);
	charts_of_filing(d.w, d.center, &charts);
	assert_true(charts.n >= 10);
	assert_string_equal(charts.keys[0], "annex1.three");
	charts_drop_empty(&charts);
	assert_string_not_equal(charts.keys[0], "annex1.three"); /* it has no figure */
	charts_free(&charts);
	assert_true(charts_named(d.w, d.bureau, sheet_of(d.bureau, "annex2", 1), "scores", &charts));
	assert_item(charts.chart[0], 2, "效益指标", "30.00");
	assert_true(charts.chart[0]->items[2].has_whole);
	assert_false(charts_named(d.w, d.bureau, sheet_of(d.bureau, "annex2", 1), "none", &charts));
	charts_free(&charts);
	desk_drop(&d);
}

static void cell__of_an_axis__its_row_and_its_parts(void **state)
{
	struct charts charts = { 0 };
	struct desk d;

	(void)state;
	desk_make(&d);
	charts_of_cell(d.w, d.bureau, at(d.bureau, "annex1.project.final"), &charts);
	assert_int_equal(charts.n, 2);
	assert_string_equal(charts.chart[0]->title, "项目支出");
	assert_int_equal(charts.chart[0]->n, 3);
	assert_item(charts.chart[0], 0, "2023年决算数", "1125.71");
	assert_item(charts.chart[0], 1, "2024年预算数", "158.00");
	assert_int_equal(charts.chart[1]->kind, CHART_SHARES);
	assert_item(charts.chart[1], 0, "业务工作经费", "3985.49");
	charts_free(&charts);
	charts_of_cell(d.w, d.bureau, at(d.bureau, "annex1.staff.quota"), &charts);
	assert_int_equal(charts.n, 0);
	charts_of_cell(d.w, d.bureau, at(d.bureau, "annex1.unit"), &charts);
	assert_int_equal(charts.n, 0);
	desk_drop(&d);
}

static void cell__of_two_years__is_drawn_over_them(void **state)
{
	struct charts charts = { 0 };
	struct filing *f;
	struct desk d;
	int unit;

	(void)state;
	desk_make(&d);
	unit = work_find_unit(d.w, "404010", &d.e);
	must(work_add_filing(d.w, unit, 2025, "yueyanglou-2024", &d.e), &d.e);
	f = desk_filing(d.w, "404010", 2025);
	must(edit_cell(d.w, f, at(f, "annex1.staff.quota"), "31", &d.e), &d.e);
	charts_of_cell(d.w, f, at(f, "annex1.staff.quota"), &charts);
	assert_int_equal(charts.n, 1);
	assert_int_equal(charts.chart[0]->kind, CHART_YEARS);
	assert_int_equal(charts.chart[0]->n, 2);
	assert_item(charts.chart[0], 0, "2024年", "5.00");
	assert_item(charts.chart[0], 1, "2025年", "31.00");
	charts_free(&charts);
	assert_true(charts_named(d.w, f, sheet_of(f, "annex2", 1), "total", &charts));
	assert_item(charts.chart[0], 0, "2024年", "98.00");
	charts_free(&charts);
	desk_drop(&d);
}

/* ---- definitions ---- */

static void put_file(const char *folder, const char *name, const char *text)
{
	char path[400];
	FILE *file;

	snprintf(path, sizeof path, "%s/%s", folder, name);
	file = fopen(path, "w");
	assert_non_null(file);
	fputs(text, file);
	fclose(file);
}

static void definition__mistakes__are_named_with_their_line(void **state)
{
	static const char form[] = "form f 表1 表\nband 1 1\n| [a] | [b] |\nfield a money 甲\n"
	                           "field b money 乙\n";
	static const struct {
		const char *lines, *says;
	} cases[] = {
		{ "chart k bars 图\npart 甲 a\npart 乙 b of a + b\n", NULL },
		{ "part 甲 a\n", "f.form:6: part 之前要有 chart" },
		{ "chart k pie 图\npart 甲 a\n", "f.form:6: 图只有 bars、change、years、shares 这几种：pie" },
		{ "chart k bars\n", "f.form:6: chart 要写键、种类和标题" },
		{ "chart k bars 图\n", "f.form:6: 图没有 part：k" },
		{ "chart k bars 图\npart 甲\n", "f.form:7: part 要写名称和公式" },
		{ "chart k bars 图\npart 甲 a +\n", "f.form:7: " },
		{ "chart k bars 图\npart 甲 c\n", "f.form:7: 公式里的名字没有定义：c" },
		{ "chart k bars 图\npart [l.name] a\n", "f.form:7: 没有这样的清单和列：l.name" },
		{ "chart k bars 图\npart * a.*\n", "f.form:7: 用了 * 却没有 axis：a.*" },
		{ "chart k bars 图\npart 甲 a\nchart k bars 图\npart 甲 a\n", "f.form:8: 图重复：k" },
		{ "chart k years 图\npart 甲 a\npart 乙 b\n", "f.form:6: years 只能有一个 part：k" },
	};
	struct desk d;

	(void)state;
	desk_folder(&d);
	put_file(d.folder, "set", "set s 套\nyears 2024\nforms f\n");
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct str text = { 0 };
		struct err e = { 0 };
		struct set *set;

		str_addf(&text, "%s%s", form, cases[i].lines);
		put_file(d.folder, "f.form", str_text(&text));
		str_free(&text);
		set = set_load(d.folder, NULL, &e);
		if (!set != !!cases[i].says || (cases[i].says && !strstr(e.text, cases[i].says)))
			fail_msg("case %zu: %s", i, e.text);
		set_free(set);
	}
	desk_drop(&d);
}

/* ---- the command ---- */

static void command__chart__lists_draws_and_says_what_is_wrong(void **state)
{
	static const struct {
		const char *words;
		int status;
		const char *part;
	} cases[] = {
		{ "chart 506010 2021", CMD_DONE, "figures.chart7              图7" },
		{ "chart 506010 2021 figures", CMD_DONE, "figures.chart1              图1" },
		{ "chart 506010 2021 figures chart1", CMD_DONE, "412.63" },
		{ "chart 506010 2021 figures.chart3 --width 60", CMD_DONE, "36.73%" },
		{ "chart 506010 2021 figures.chart1 --ascii", CMD_DONE, "########" },
		{ "chart 506010 2021 figures.chart1 --json", CMD_DONE,
		  "[{\"chart\":\"figures.chart1\",\"title\":\"图1：收、支决算总计变动情况图\",\"kind\":\"change\","
		  "\"unit\":\"万元\",\"items\":[{\"label\":\"2020年\",\"value\":412.63,\"whole\":null,"
		  "\"share\":null,\"difference\":null,\"growth\":null},{\"label\":\"2021年\",\"value\":722.88,"
		  "\"whole\":null,\"share\":null,\"difference\":310.25,\"growth\":0.7519}]}]" },
		{ "chart 506010 2021 figures.chart6 --json", CMD_DONE, "\"share\":0.9512" },
		{ "chart 404001 2024 附件1.project", CMD_DONE, "项目支出（万元）" },
		{ "chart 404001 2024 annex1.work", CMD_DONE, "3985.49" },
		{ "chart 404001 2024 annex1.staff.quota", CMD_WRONG, "只有一个数" },
		{ "chart 404001 2024 annex1.nothing", CMD_WRONG, "没有图，也没有栏目“nothing”" },
		{ "chart 404001 2024 annex1.three project", CMD_WRONG, "不能都写" },
		{ "chart 404001 2024 nothing", CMD_WRONG, "里没有表“nothing”" },
		{ "chart 404001 1999", CMD_WRONG, "没有 1999 年的填报" },
	};
	struct desk d;

	(void)state;
	desk_make(&d);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		expect(&d, cases[i].words, cases[i].status, cases[i].part);
	desk_drop(&d);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(shares__largest_remainder__come_to_a_hundred),
		cmocka_unit_test(shares__zero_negative_or_nothing__there_are_none),
		cmocka_unit_test(growth__bases__rate_only_on_a_positive_one),
		cmocka_unit_test(draw__shares__bars_values_percentages_in_columns),
		cmocka_unit_test(draw__upright__value_on_each_bar_growth_below),
		cmocka_unit_test(draw__negative__bars_on_both_sides_of_zero),
		cmocka_unit_test(draw__no_numbers__says_so),
		cmocka_unit_test(draw__any_width__no_line_is_wider),
		cmocka_unit_test(draw__wide_blocks__come_out_as_ascii),
		cmocka_unit_test(draw__whole__has_a_track),
		cmocka_unit_test(defined__2021__the_seven_charts_of_the_document),
		cmocka_unit_test(defined__samples__are_drawn),
		cmocka_unit_test(cell__of_an_axis__its_row_and_its_parts),
		cmocka_unit_test(cell__of_two_years__is_drawn_over_them),
		cmocka_unit_test(command__chart__lists_draws_and_says_what_is_wrong),
		cmocka_unit_test(definition__mistakes__are_named_with_their_line),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
