#include "form/page.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/mem.h"
#include "base/text.h"
#include "form/load.h"
#include "form/recalc.h"
#include "support/drawn.h"
#include "support/sample.h"

#define COUNT(a) (sizeof(a) / sizeof *(a))

/* ---- what holds for every page ---- */

static const char grouped[] =
    "title {year}年度自评表\n"
    "head left 附件2 | center 某市 | right 单位：万元\n"
    "band 8 10 10 17 14 14 8\n"
    "| 预算单位 | < | [unit] | < | < | < | < |\n"
    "| 资金 | 总额 | < | [begin] | [annual] | [rate] | {w.part} |\n"
    "| ^ | 其中：公共预算：[part] | < | < | 其他：[other]，共[n]项 | < | < |\n"
    "| 绩效指标 | 一级 | 二级 | 三级 | 指标值 | 完成值 | 得分 |\n"
    "rows ind\n"
    "| ^ | {group 1} | {group 2} | [name] | [target] | [actual] | [score] |\n"
    "blank\n"
    "blank ……\n"
    "| 总分 | < | < | < | < | < | [total] |\n"
    "foot left 说明：“项目支出”需要填报基本支出以外的所有项目支出情况。\n"
    "foot left 单位负责人：[head] | 填表人：[who] | 填报日期：[date]\n"
    "field unit text 单位\n"
    "field begin money 年初\n"
    "field annual money 全年\n"
    "field rate rate 率 suggested begin / annual\n"
    "field part money 部分\n"
    "field other money 其他\n"
    "field n count 项数\n"
    "field total score 总分 computed sum(ind.score)\n"
    "field head text 负责人\n"
    "field who text 填表人\n"
    "field date date 日期\n"
    "list ind 指标\n"
    "group out w.part 产出\\n({w.part}分)\n"
    "  group many 数量指标\n"
    "  group time 时效指标\n"
    "group fit 满意度\n"
    "  group all 服务对象满意度指标\n"
    "column name text 三级\n"
    "column target target 指标值\n"
    "column actual target 完成值\n"
    "column score score 得分\n";

static const char halves[] =
    "head right 公开 01 表\n"
    "band 42l 7c 18 42l 7c 18\n"
    "| 收入 | < | < | 支出 | < | < |\n"
    "sides\n"
    "side\n"
    "| 一、一般公共预算财政拨款收入 | # | [in] |\n"
    "fill\n"
    "| 收入合计 | # | [in.total] |\n"
    "side\n"
    "each kind ?\n"
    "fold 1 … …\n"
    "| {name}支出 | # | [out.{code}] |\n"
    "end\n"
    "| 支出合计 | # | [out.total] |\n"
    "end\n"
    "| 备注 | < | < | [note] | < | < |\n"
    "field in money 拨款\n"
    "field in.total money 收入合计 computed in + 0\n"
    "field out.total money 支出合计\n"
    "field note long 备注\n"
    "each kind ?\n"
    "field out.{code} money {name}\n"
    "end\n";

static const char *const long_text =
    "完成“两癌”检查 2416 人（101.51%），新生儿 3968 人（110.22%）；\n\n"
    "http://example.invalid/a/very/long/word/that/breaks 引进 2 人，拟招聘 18 人。";

static struct filing *filled_groups(void)
{
	struct filing *f = drawn_filing(grouped);

	drawn_put(f, "unit", "某区卫生健康局");
	drawn_put(f, "begin", "760.80");
	drawn_put(f, "annual", "48.6.");
	drawn_put(f, "part", "31893.49");
	for (int i = 1; i <= 25; i++) {
		struct str key = {0};

		drawn_row(f, "ind", i, i < 20 ? "many" : "all");
		str_addf(&key, "ind.%d.name", i);
		drawn_put(f, key.s, i == 25 ? "不适用" : long_text);
		str_free(&key);
	}
	drawn_put(f, "ind.3.target", "≥30 份\x1b[31m\t坏");
	drawn_put(f, "ind.3.score", "1234567890.12");
	return f;
}

static struct filing *empty_groups(void)
{
	return drawn_filing(grouped);
}

static struct filing *filled_halves(void)
{
	struct filing *f = drawn_filing(halves);

	drawn_put(f, "in", "925.13");
	drawn_put(f, "out.4", "1342.45");
	drawn_put(f, "note", long_text);
	return f;
}

static int border_at(const struct page *p, int y, int x)
{
	if (y < 0 || x < 0 || y >= p->height || x >= p->width)
		return 0;
	return p->border[(size_t)y * (size_t)p->width + (size_t)x];
}

/* Each stroke that leaves a place comes in at its neighbour, and none ends alone. */
static void check_borders(const struct page *p)
{
	for (int y = 0; y < p->height; y++) {
		for (int x = 0; x < p->width; x++) {
			int bits = border_at(p, y, x);

			assert_int_equal(!(bits & PAGE_UP), !(border_at(p, y - 1, x) & PAGE_DOWN));
			assert_int_equal(!(bits & PAGE_DOWN), !(border_at(p, y + 1, x) & PAGE_UP));
			assert_int_equal(!(bits & PAGE_LEFT), !(border_at(p, y, x - 1) & PAGE_RIGHT));
			assert_int_equal(!(bits & PAGE_RIGHT), !(border_at(p, y, x + 1) & PAGE_LEFT));
			assert_true(bits == 0 || (bits & (bits - 1)) != 0);
		}
	}
}

/* Runs are in order, do not overlap, stay off the borders and in the page. */
static void check_runs(const struct page *p)
{
	assert_int_equal(p->first_run[0], 0);
	assert_int_equal(p->first_run[p->height], p->nruns);
	for (int y = 0; y < p->height; y++) {
		int x = 0;

		for (size_t i = p->first_run[y]; i < p->first_run[y + 1]; i++) {
			const struct page_run *run = &p->runs[i];

			assert_int_equal(run->y, y);
			assert_true(run->x >= x && run->x + run->width <= p->width);
			assert_int_equal(run->width, text_width(run->text));
			assert_int_equal(run->length, strlen(run->text));
			for (x = run->x; x < run->x + run->width; x++)
				assert_int_equal(border_at(p, y, x), 0);
		}
	}
}

/* Spots are in order, in the page and off the borders; runs lie in theirs. */
static void check_spots(const struct page *p)
{
	for (size_t i = 0; i < p->nspots; i++) {
		const struct page_spot *s = &p->spots[i];

		assert_true(s->height > 0 && s->width > 0);
		assert_true(s->x >= 0 && s->x + s->width <= p->width && s->y + s->height <= p->height);
		assert_true(s->left <= s->x && s->x + s->width <= s->right);
		assert_true(i == 0 || s->y > s[-1].y || (s->y == s[-1].y && s->x > s[-1].x));
		assert_int_equal(page_spot_at(p, s->y, s->x), i);
		for (int y = s->y; y < s->y + s->height; y++)
			assert_int_equal(border_at(p, y, s->x), 0);
	}
	for (size_t i = 0; i < p->nruns; i++) {
		const struct page_run *run = &p->runs[i];
		const struct page_spot *s = run->spot >= 0 ? &p->spots[run->spot] : NULL;

		assert_true(!s || (run->y >= s->y && run->y < s->y + s->height && run->x >= s->x &&
		                   run->x + run->width <= s->x + s->width));
	}
}

/* A line of the table is as wide as the page, no line is wider or ends in a blank. */
static void check_lines(const struct page *p)
{
	struct str text = {0};
	const char *line, *end;
	int y = 0;

	page_text(p, &text);
	for (line = text.s; *line; line = end + 1, y++) {
		int width;

		end = strchr(line, '\n');
		width = text_widthn(line, (size_t)(end - line));
		assert_true(width <= p->width);
		assert_true(end == line || end[-1] != ' ');
		if (border_at(p, y, 0))
			assert_int_equal(width, p->width);
	}
	assert_int_equal(y, p->height);
	assert_null(strchr(text.s, '\x1b'));
	str_free(&text);
}

static void check_page(const struct filing *f, int sheet, int width, unsigned options)
{
	struct page *p = page_build(f, sheet, width, options);

	assert_true(p->width >= width);
	check_borders(p);
	check_runs(p);
	check_spots(p);
	check_lines(p);
	page_free(p);
}

static void page_build__any_width__keeps_its_geometry(void **state)
{
	static struct filing *(*const makers[])(void) = {empty_groups, filled_groups, filled_halves};
	static const int widths[] = {0, 4, 23, 41, 60, 61, 79, 80, 118, 200};

	(void)state;
	for (size_t i = 0; i < COUNT(makers); i++) {
		struct filing *f = makers[i]();

		filing_recalc(f);
		for (size_t k = 0; k < 2 * COUNT(widths); k++)
			check_page(f, 0, widths[k / 2], k % 2 ? PAGE_MARKS | PAGE_UNFOLD : 0);
		drawn_free(f);
	}
}

static void page_build__wide_ambiguous_characters__keeps_its_geometry(void **state)
{
	struct filing *f = filled_groups();

	(void)state;
	text_ambiguous_wide(true);
	filing_recalc(f);
	for (int width = 40; width < 120; width += 7) {
		struct page *p = page_build(f, 0, width, PAGE_MARKS);

		check_borders(p);
		check_runs(p);
		check_lines(p);
		page_free(p);
	}
	text_ambiguous_wide(false);
	drawn_free(f);
}

static void page_build__the_real_forms__keep_their_geometry(void **state)
{
	static const struct {
		const char *set, *file;
		int year;
	} cases[] = {
	    {"data/forms/yueyanglou-2024", "data/samples/404010-2024-yueyanglou-2024.csv", 2024},
	    {"data/forms/yueyanglou-2024", "data/samples/404001-2024-yueyanglou-2024.csv", 2024},
	    {"tests/form/drawings", "tests/form/drawings/2020.csv", 2020},
	    {"tests/form/drawings", "tests/form/drawings/2017.csv", 2017},
	};
	static const int widths[] = {78, 100, 158};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct set *set = sample_set(cases[i].set);
		struct filing *f = sample_filing(set, "1", "某单位", cases[i].year, cases[i].file);

		filing_recalc(f);
		for (size_t k = 0; k < COUNT(widths) * f->nsheets; k++)
			check_page(f, (int)(k / COUNT(widths)), widths[k % COUNT(widths)], PAGE_MARKS);
		filing_free(f);
		set_free(set);
	}
}

/* ---- spots ---- */

static void page_build__a_template_row__has_spots_with_its_group(void **state)
{
	struct filing *f = drawn_filing(grouped);
	struct page *p = page_build(f, 0, 80, 0);
	const struct list *list = &f->sheets[0].form->lists[0];
	size_t found = 0;

	(void)state;
	for (size_t i = 0; i < p->nspots; i++) {
		if (p->spots[i].place.list != 0)
			continue;
		assert_int_equal(p->spots[i].place.row, -1);
		assert_true(list->groups[p->spots[i].group].leaf);
		found++;
	}
	assert_int_equal(found, 3 * 2 * 4); /* leaves, blanks, columns */
	page_free(p);
	drawn_free(f);
}

/* ---- signs ---- */

/* What stands at a place, with its marks. */
static char *shown_at(const struct page *p, struct place place)
{
	int spot = page_spot_of(p, place);
	struct str s = {0};

	for (size_t i = 0; i < p->nruns; i++)
		if (p->runs[i].spot == spot)
			str_addn(&s, p->runs[i].text, p->runs[i].length);
	return str_take(&s);
}

static void page_build_signed__a_sign__stands_where_the_mark_does(void **state)
{
	static const struct {
		const char *key, *shown;
	} cases[] = {
	    {"begin", "760.80✗"}, /* the gravest came first */
	    {"annual", "48.6.!"}, /* instead of ? */
	    {"ind.3.actual", "·"}, /* an empty cell */
	    {"part", "31893.49"},
	};
	struct filing *f = filled_groups();
	struct cell_sign signs[4] = {{.sign = "✗", .style = PAGE_FAULT},
	                             {.sign = "!", .style = PAGE_DIFFERS},
	                             {.sign = "!", .style = PAGE_DIFFERS},
	                             {.sign = "·", .style = PAGE_GHOST}};
	static const char *const keys[] = {"begin", "begin", "annual", "ind.3.actual"};

	(void)state;
	filing_recalc(f);
	for (size_t i = 0; i < COUNT(keys); i++)
		assert_true(filing_place(f, 0, keys[i], &signs[i].place));
	for (int width = 40; width < 120; width += 13) {
		struct page *p = page_build_signed(f, 0, width, PAGE_MARKS, signs, COUNT(signs));

		check_borders(p);
		check_runs(p);
		check_spots(p);
		for (size_t i = 0; i < COUNT(cases); i++) {
			struct place place;
			char *shown;

			assert_true(filing_place(f, 0, cases[i].key, &place));
			shown = shown_at(p, place);
			assert_string_equal(shown, cases[i].shown);
			mem_free(shown);
		}
		page_free(p);
	}
	drawn_free(f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(page_build__any_width__keeps_its_geometry),
	    cmocka_unit_test(page_build__wide_ambiguous_characters__keeps_its_geometry),
	    cmocka_unit_test(page_build__the_real_forms__keep_their_geometry),
	    cmocka_unit_test(page_build__a_template_row__has_spots_with_its_group),
	    cmocka_unit_test(page_build_signed__a_sign__stands_where_the_mark_does),
	};

	return cmocka_run_group_tests_name("form/page", tests, NULL, NULL);
}
