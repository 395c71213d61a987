#include "form/layout.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "form/recalc.h"
#include "support/drawn.h"

#define COUNT(a) (sizeof(a) / sizeof *(a))

/* One line for each box that begins in a row: "rows columns text", columns
 * counted in a band of that many equal ones. */
static void print_boxes(const struct layout *l, int columns, struct str *out)
{
	for (size_t i = 0; i < l->nboxes; i++) {
		const struct layout_box *box = &l->boxes[i];
		int width = l->form->width;

		str_addf(out, "%d-%d %d-%d ", box->top, box->bottom,
		         (box->left * columns + width / 2) / width,
		         (box->right * columns + width / 2) / width);
		layout_box_text(l, box, out);
		str_addc(out, '\n');
	}
}

static void check_boxes(const struct filing *f, int columns, const char *wanted)
{
	struct layout *l = layout_build(f, 0, true);
	struct str got = {0};

	print_boxes(l, columns, &got);
	assert_string_equal(str_text(&got), wanted);
	str_free(&got);
	layout_free(l);
}

/* ---- merges and texts ---- */

static const char merged[] =
    "band 1 1 1\n"
    "| 甲 | 乙 | < |\n"
    "| ^ | [x] | [y] |\n"
    "| ^ | 其中：[z]万元 | < |\n"
    "| {year}年 | {w.part} | {year - 1} |\n"
    "field x text 一\n"
    "field y text 二\n"
    "field z money 三\n";

static void layout_build__merged_cells__are_one_box(void **state)
{
	struct filing *f = drawn_filing(merged);

	(void)state;
	drawn_put(f, "x", "文");
	drawn_put(f, "z", "1.5");
	filing_recalc(f);
	check_boxes(f, 3,
	            "0-3 0-1 甲\n"
	            "0-1 1-3 乙\n"
	            "1-2 1-2 文\n"
	            "1-2 2-3 \n"
	            "2-3 1-3 其中：1.5万元\n"
	            "3-4 0-1 2024年\n"
	            "3-4 1-2 60\n"
	            "3-4 2-3 2023\n");
	drawn_free(f);
}

static void layout_only_spot__a_hole_alone_or_in_a_text__is_told(void **state)
{
	struct filing *f = drawn_filing(merged);
	struct layout *l = layout_build(f, 0, true);

	(void)state;
	assert_int_equal(layout_only_spot(l, l->boxes[0].text), -1); /* 甲 */
	assert_int_equal(layout_only_spot(l, l->boxes[2].text), 0);  /* [x] */
	assert_int_equal(layout_only_spot(l, l->boxes[4].text), -1); /* 其中：[z]万元 */
	assert_int_equal(l->nspots, 3);
	assert_int_equal(l->spots[2].kind, KIND_MONEY);
	layout_free(l);
	drawn_free(f);
}

static void layout_build__figures_and_texts__are_aligned(void **state)
{
	static const enum align wanted[] = {ALIGN_RIGHT, ALIGN_LEFT, ALIGN_LEFT, ALIGN_CENTER,
	                                    ALIGN_RIGHT};
	struct filing *f = drawn_filing("band 1 1l 1l 1 1\n"
	                                "| [a] | [b] | 标签 | 标签 | {w.part} |\n"
	                                "field a money 甲\n"
	                                "field b text 乙\n");
	struct layout *l = layout_build(f, 0, true);

	(void)state;
	assert_int_equal(l->nboxes, COUNT(wanted));
	for (size_t i = 0; i < COUNT(wanted); i++)
		assert_int_equal(l->boxes[i].align, wanted[i]);
	layout_free(l);
	drawn_free(f);
}

/* ---- lists ---- */

#define GROUPED_LIST \
	"list ind 指标\n" \
	"group out w.part 产出\\n({w.part}分)\n" \
	"  group many 数量\n" \
	"  group time 时效\n" \
	"group fit 满意\n" \
	"  group all 对象\n" \
	"column name text 名称\n" \
	"column score score 得分\n"

static const char grouped[] =
    "band 1 1 1 1 1\n"
    "| 绩效 | 一级 | 二级 | 三级 | 得分 |\n"
    "rows ind\n"
    "| ^ | {group 1} | {group 2} | [name] | [score] |\n"
    "| 总分 | < | < | < | 0 |\n" GROUPED_LIST;

static void layout_build__groups_without_rows__have_one_template_row_each(void **state)
{
	struct filing *f = drawn_filing(grouped);
	struct layout *l = layout_build(f, 0, true);

	(void)state;
	check_boxes(f, 5,
	            "0-4 0-1 绩效\n"
	            "0-1 1-2 一级\n"
	            "0-1 2-3 二级\n"
	            "0-1 3-4 三级\n"
	            "0-1 4-5 得分\n"
	            "1-3 1-2 产出\n(60分)\n"
	            "1-2 2-3 数量\n"
	            "1-2 3-4 \n"
	            "1-2 4-5 \n"
	            "2-3 2-3 时效\n"
	            "2-3 3-4 \n"
	            "2-3 4-5 \n"
	            "3-4 1-2 满意\n"
	            "3-4 2-3 对象\n"
	            "3-4 3-4 \n"
	            "3-4 4-5 \n"
	            "4-5 0-4 总分\n"
	            "4-5 4-5 0\n");
	assert_int_equal(l->nspots, 6);
	assert_int_equal(l->spots[2].place.row, -1);
	assert_int_equal(l->spots[2].group, list_group(&l->form->lists[0], "time"));
	layout_free(l);
	drawn_free(f);
}

static void layout_build__groups_with_rows__run_down_over_them(void **state)
{
	struct filing *f = drawn_filing(grouped);

	(void)state;
	drawn_row(f, "ind", 1, "many");
	drawn_row(f, "ind", 2, "many");
	drawn_row(f, "ind", 3, "all");
	drawn_put(f, "ind.1.name", "次数");
	drawn_put(f, "ind.1.score", "5");
	drawn_put(f, "ind.2.name", "人数");
	drawn_put(f, "ind.3.name", "不适用");
	filing_recalc(f);
	check_boxes(f, 5,
	            "0-5 0-1 绩效\n"
	            "0-1 1-2 一级\n"
	            "0-1 2-3 二级\n"
	            "0-1 3-4 三级\n"
	            "0-1 4-5 得分\n"
	            "1-4 1-2 产出\n(60分)\n"
	            "1-3 2-3 数量\n"
	            "1-2 3-4 次数\n"
	            "1-2 4-5 5\n"
	            "2-3 3-4 人数\n"
	            "2-3 4-5 \n"
	            "3-4 2-3 时效\n"
	            "3-4 3-4 \n"
	            "3-4 4-5 \n"
	            "4-5 1-2 满意\n"
	            "4-5 2-3 对象\n"
	            "4-5 3-4 不适用\n"
	            "4-5 4-5 \n"
	            "5-6 0-4 总分\n"
	            "5-6 4-5 0\n");
	drawn_free(f);
}

static void layout_build__a_plain_list__shows_its_blanks_only_when_empty(void **state)
{
	static const char drawing[] = "band 1 1\n"
	                              "| 项目 | 金额 |\n"
	                              "rows a\n"
	                              "| {n}、[name] | [sum] |\n"
	                              "blank ……\n"
	                              "blank\n"
	                              "rows b\n"
	                              "| [name] | [sum] |\n"
	                              "list a 甲\n"
	                              "column name text 名称\n"
	                              "column sum money 金额\n"
	                              "list b 乙\n"
	                              "column name text 名称\n"
	                              "column sum money 金额\n";
	struct filing *f = drawn_filing(drawing);

	(void)state;
	check_boxes(f, 2,
	            "0-1 0-1 项目\n"
	            "0-1 1-2 金额\n"
	            "1-2 0-1 、……\n"
	            "1-2 1-2 \n"
	            "2-3 0-1 、\n"
	            "2-3 1-2 \n");
	drawn_row(f, "a", 7, NULL);
	drawn_row(f, "a", 9, NULL);
	drawn_put(f, "a.9.name", "修缮");
	check_boxes(f, 2,
	            "0-1 0-1 项目\n"
	            "0-1 1-2 金额\n"
	            "1-2 0-1 1、\n"
	            "1-2 1-2 \n"
	            "2-3 0-1 2、修缮\n"
	            "2-3 1-2 \n");
	drawn_free(f);
}

static void layout_build__template_rows__are_ghosts_in_the_first_hole(void **state)
{
	struct filing *f = drawn_filing("band 1 1\n"
	                                "rows a\n"
	                                "| [name] | [sum] |\n"
	                                "blank ……\n"
	                                "list a 甲\n"
	                                "column name text 名称\n"
	                                "column sum money 金额\n");
	struct layout *l = layout_build(f, 0, true);

	(void)state;
	assert_int_equal(l->nparts, 2);
	assert_int_equal(l->parts[0].style, PAGE_GHOST);
	assert_int_equal(l->parts[0].length, strlen("……"));
	assert_int_equal(l->parts[1].style, PAGE_GHOST);
	assert_int_equal(l->parts[1].length, 0);
	layout_free(l);
	drawn_free(f);
}

/* ---- sides ---- */

static const char halves[] =
    "band 2 1 2 2 1 2\n"
    "| 收入 | < | < | 支出 | < | < |\n"
    "sides\n"
    "side\n"
    "| 拨款 | # | [in] |\n"
    "fill\n"
    "| 收入合计 | # | [in.total] |\n"
    "side\n"
    "each kind ?\n"
    "fold 1 … …\n"
    "| {name} | # | [out.{code}] |\n"
    "end\n"
    "fill\n"
    "| 支出合计 | # | [out.total] |\n"
    "end\n"
    "field in money 拨款\n"
    "field in.total money 收入合计\n"
    "field out.total money 支出合计\n"
    "each kind ?\n"
    "field out.{code} money {name}\n"
    "end\n";

static void layout_build__half_tables__fold_fill_and_count_on(void **state)
{
	struct filing *f = drawn_filing(halves);

	(void)state;
	drawn_put(f, "in", "3");
	drawn_put(f, "out.4", "2");
	filing_recalc(f);
	/* Right: 一类, … … (二 三), 四类, … … (五 六), 支出合计. */
	check_boxes(f, 10,
	            "0-1 0-5 收入\n"
	            "0-1 5-10 支出\n"
	            "1-2 0-2 拨款\n" "1-2 2-3 1\n" "1-2 3-5 3\n"
	            "2-3 0-2 \n" "2-3 2-3 2\n" "2-3 3-5 \n"
	            "3-4 0-2 \n" "3-4 2-3 3\n" "3-4 3-5 \n"
	            "4-5 0-2 \n" "4-5 2-3 4\n" "4-5 3-5 \n"
	            "5-6 0-2 收入合计\n" "5-6 2-3 5\n" "5-6 3-5 \n"
	            "1-2 5-7 一类\n" "1-2 7-8 6\n" "1-2 8-10 \n"
	            "2-3 5-7 … …\n" "2-3 7-8 7\n" "2-3 8-10 \n"
	            "3-4 5-7 四类\n" "3-4 7-8 8\n" "3-4 8-10 2\n"
	            "4-5 5-7 … …\n" "4-5 7-8 9\n" "4-5 8-10 \n"
	            "5-6 5-7 支出合计\n" "5-6 7-8 10\n" "5-6 8-10 \n");
	drawn_free(f);
}

static void layout_build__not_folded__shows_every_row(void **state)
{
	struct filing *f = drawn_filing(halves);
	struct layout *l = layout_build(f, 0, false);

	(void)state;
	assert_int_equal(l->height, 8);
	assert_int_equal(l->nspots, 9);
	layout_free(l);
	drawn_free(f);
}

static void layout_build__lists_side_by_side__flow_alone_and_end_together(void **state)
{
	struct filing *f = drawn_filing("band 1 1\n"
	                                "sides\n"
	                                "side\n"
	                                "rows a\n"
	                                "| [name] |\n"
	                                "side\n"
	                                "rows b\n"
	                                "| [name] |\n"
	                                "blank 无\n"
	                                "end\n"
	                                "| 合计 | < |\n"
	                                "list a 甲\n"
	                                "column name text 名称\n"
	                                "list b 乙\n"
	                                "column name text 名称\n");

	(void)state;
	drawn_row(f, "a", 1, NULL);
	drawn_row(f, "a", 2, NULL);
	drawn_row(f, "a", 3, NULL);
	drawn_put(f, "a.2.name", "工资");
	check_boxes(f, 2,
	            "0-1 0-1 \n"
	            "1-2 0-1 工资\n"
	            "2-3 0-1 \n"
	            "0-1 1-2 无\n"
	            "1-2 1-2 \n"
	            "2-3 1-2 \n"
	            "3-4 0-2 合计\n");
	drawn_free(f);
}

/* ---- lines ---- */

static void layout_build__lines_around__have_parts_with_spots(void **state)
{
	struct filing *f = drawn_filing("head left 附件 | right 单位：万元\n"
	                                "title {year}年度表\n"
	                                "band 1\n"
	                                "| 甲 |\n"
	                                "foot left 填表人：[who] | 电话：[phone]\n"
	                                "field who text 填表人\n"
	                                "field phone text 电话\n");
	struct layout *l = layout_build(f, 0, true);
	struct str text = {0};

	(void)state;
	assert_int_equal(l->nlines, 3);
	assert_int_equal(l->nline_parts, 5);
	assert_int_equal(l->line_parts[1].align, ALIGN_RIGHT);
	assert_true(l->lines[1].title);
	assert_int_equal(l->parts[l->line_parts[2].text.first].style, PAGE_TITLE);
	layout_text(l, l->line_parts[2].text, &text);
	assert_string_equal(str_text(&text), "2024年度表");
	assert_true(l->lines[2].foot);
	assert_int_equal(l->lines[2].n, 2);
	assert_int_equal(l->nspots, 2);
	str_free(&text);
	layout_free(l);
	drawn_free(f);
}

/* ---- styles ---- */

static const char styled[] = "band 1 1 1 1\n"
                             "| [a] | [b] | [sum] | [rate] |\n"
                             "rows l\n"
                             "| [name] | [x] | < | < |\n"
                             "field a money 甲\n"
                             "field b money 乙\n"
                             "field sum money 合计 computed a + b\n"
                             "field rate rate 率 suggested a / b\n"
                             "list l 表\n"
                             "column name text 名称\n"
                             "column x money 数\n";

static void style_of__a_cell__says_how_it_stands(void **state)
{
	static const struct {
		const char *a, *b, *sum, *rate; /* typed; NULL: absent */
		const char *key;
		enum page_style wanted;
	} cases[] = {
	    {"1", "2", NULL, NULL, "a", PAGE_INPUT},
	    {"48.6.", "2", NULL, NULL, "a", PAGE_FAULT},
	    {"不适用", "2", NULL, NULL, "a", PAGE_NA},
	    {NULL, "2", NULL, NULL, "a", PAGE_INPUT},
	    {"1", "2", NULL, NULL, "sum", PAGE_COMPUTED},
	    {"1", "2", "3.00", NULL, "sum", PAGE_COMPUTED},
	    {"1", "2", "3.01", NULL, "sum", PAGE_DIFFERS},
	    {"48.6.", "2", NULL, NULL, "sum", PAGE_FAULT},
	    {"1", "2", NULL, NULL, "rate", PAGE_SUGGESTED},
	    {"1", "2", NULL, "50%", "rate", PAGE_INPUT},
	    {"1", "3", NULL, "33%", "rate", PAGE_INPUT}, /* as written */
	    {"1", "3", NULL, "34%", "rate", PAGE_DIFFERS},
	    {"1", "2", NULL, "半", "rate", PAGE_FAULT},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct filing *f = drawn_filing(styled);
		struct place p;

		drawn_put(f, "a", cases[i].a);
		drawn_put(f, "b", cases[i].b);
		drawn_put(f, "sum", cases[i].sum);
		drawn_put(f, "rate", cases[i].rate);
		filing_recalc(f);
		assert_true(filing_place(f, 0, cases[i].key, &p));
		if (style_of(f, p) != cases[i].wanted)
			fail_msg("case %zu: %d", i, (int)style_of(f, p));
		drawn_free(f);
	}
}

static void style_of__a_row_that_is_not_applicable__is_so_in_all_cells(void **state)
{
	struct filing *f = drawn_filing(styled);
	struct place p;

	(void)state;
	drawn_row(f, "l", 1, NULL);
	drawn_put(f, "l.1.name", "不适用");
	assert_true(filing_place(f, 0, "l.1.x", &p));
	assert_int_equal(style_of(f, p), PAGE_NA);
	p.row = -1;
	assert_int_equal(style_of(f, p), PAGE_GHOST);
	drawn_free(f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(layout_build__merged_cells__are_one_box),
	    cmocka_unit_test(layout_only_spot__a_hole_alone_or_in_a_text__is_told),
	    cmocka_unit_test(layout_build__figures_and_texts__are_aligned),
	    cmocka_unit_test(layout_build__groups_without_rows__have_one_template_row_each),
	    cmocka_unit_test(layout_build__groups_with_rows__run_down_over_them),
	    cmocka_unit_test(layout_build__a_plain_list__shows_its_blanks_only_when_empty),
	    cmocka_unit_test(layout_build__template_rows__are_ghosts_in_the_first_hole),
	    cmocka_unit_test(layout_build__half_tables__fold_fill_and_count_on),
	    cmocka_unit_test(layout_build__not_folded__shows_every_row),
	    cmocka_unit_test(layout_build__lists_side_by_side__flow_alone_and_end_together),
	    cmocka_unit_test(layout_build__lines_around__have_parts_with_spots),
	    cmocka_unit_test(style_of__a_cell__says_how_it_stands),
	    cmocka_unit_test(style_of__a_row_that_is_not_applicable__is_so_in_all_cells),
	};

	return cmocka_run_group_tests_name("form/layout", tests, NULL, NULL);
}
