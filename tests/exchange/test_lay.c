/* Tables as offices make them, each with something that differs from the
 * official drawing. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/file.h"
#include "base/mem.h"
#include "exchange/lay.h"
#include "form/load.h"

static struct set *set;
static struct lay_shelf *shelf;

static const struct lay_unit units[] = {
	{ "100", "某市图书馆", 0 },
	{ "101", "某市图书馆少儿分馆", 1 },
	{ "200", "某市博物馆", 2 },
};

static int load(void **state)
{
	char *folder = file_join(getenv("ZIPING_DATA"), "forms/yueyanglou-2024");
	struct err e = { 0 };

	(void)state;
	set = set_load(folder, NULL, &e);
	if (!set)
		fail_msg("%s", e.text);
	shelf = lay_shelf_new((const struct set *const *)&set, 1);
	mem_free(folder);
	return 0;
}

static int unload(void **state)
{
	(void)state;
	lay_shelf_free(shelf);
	set_free(set);
	return 0;
}

static struct laid lay(const char *name, const char *text, int unit)
{
	struct lay_given given = { units, sizeof units / sizeof *units, unit, 0, NULL };
	struct document d = { 0 };
	struct laid out;
	struct err e = { 0 };

	if (document_parse(&d, name, text, strlen(text), &doc_limits_usual, &e) < 0)
		fail_msg("%s", e.text);
	lay_document(shelf, &d, &given, &out);
	document_free(&d);
	return out;
}

static const char *cell(const struct laid_sheet *s, int list, int row, const char *key)
{
	int field = list < 0 ? form_field(s->form, key) : list_column(&s->form->lists[list], key);

	assert_true(field >= 0);
	for (size_t i = 0; i < s->ncells; i++)
		if (s->cells[i].list == list && s->cells[i].row == row && s->cells[i].field == field)
			return s->cells[i].text;
	return "";
}

static const char *group(const struct laid_sheet *s, int row)
{
	return s->form->lists[s->entries[row].list].groups[s->entries[row].group].key;
}

static bool is_rest(const struct laid *l, const char *text)
{
	for (size_t i = 0; i < l->nrest; i++)
		if (strcmp(l->rest[i].text, text) == 0)
			return true;
	return false;
}

#define INDICATORS "一级指标,二级指标,三级指标,年度指标值,实际完成值,分值,自评得分,偏差原因分析及改进措施\n"

/* ---- lists ---- */

static void lay__levels_on_the_first_row_alone__hold_for_the_rows_below(void **state)
{
	struct laid l = lay("甲附件2.csv",
	                    INDICATORS "产出指标（50分）,数量指标,借阅量,≥9 万册,10 万册,25,25,\n"
	                               ",,读者活动,≥12 场,12 场,15,15,\n"
	                               ",质量指标,完好率,≥95%,96%,10,10,\n"
	                               "效益指标(30分),社会效益指标,到馆人次,≥5 万,6 万,30,30,\n",
	                    0);

	(void)state;
	assert_int_equal(l.nsheets, 1);
	assert_string_equal(l.sheets[0].form->id, "annex2");
	assert_int_equal(l.sheets[0].nentries, 4);
	assert_string_equal(group(&l.sheets[0], 1), "quantity");
	assert_string_equal(cell(&l.sheets[0], 0, 1, "name"), "读者活动");
	assert_string_equal(group(&l.sheets[0], 2), "quality");
	assert_string_equal(group(&l.sheets[0], 3), "society");
	assert_string_equal(cell(&l.sheets[0], 0, 3, "score"), "30");
	assert_int_equal(l.nrest, 0);
	laid_free(&l);
}

static void lay__rows_of_dots_and_blank_rows__are_no_rows(void **state)
{
	struct laid l = lay("附件2.csv",
	                    INDICATORS "产出指标（50分）,数量指标,借阅量,≥9 万册,10 万册,25,25,\n"
	                               ",,……,,,,,\n,质量指标,,,,,,\n,,...,,,,,\n",
	                    0);

	(void)state;
	assert_int_equal(l.sheets[0].nentries, 1);
	assert_int_equal(l.nrest, 0);
	laid_free(&l);
}

static void lay__a_group_that_the_form_has_not__is_not_dropped_silently(void **state)
{
	struct laid l = lay("附件2.csv",
	                    INDICATORS "产出指标（50分）,数量指标,借阅量,≥9 万册,10 万册,25,25,\n"
	                               ",廉政纪律,违纪人次,0,0,10,10,好\n",
	                    0);

	(void)state;
	assert_int_equal(l.sheets[0].nentries, 1);
	assert_true(is_rest(&l, "廉政纪律"));
	assert_true(is_rest(&l, "违纪人次"));
	laid_free(&l);
}

/* ---- rows and columns ---- */

#define FUNDS "预算单位名称,某市图书馆,,,,,,\n"

static void lay__a_wording_that_differs_a_little__is_the_same_label(void **state)
{
	struct laid l = lay("2024.csv",
	                    FUNDS "年度预算申请(万元),,年初预算,全年预算数,全年执行数,分值,执行率,自评得分\n"
	                          ",年度资金总额：,１00,110.5,99,10,89.59%,8.96\n"
	                          ",按收入性质分,,,按支出性质分：,,,\n"
	                          ",其中: 一般公共预算: 110.5,,,其中：基本支出：60,,,\n"
	                          ",政府性基金拨款：,,,项目支出：39,,,\n" INDICATORS
	                          "产出指标（50分）,数量指标,借阅量,≥9 万册,10 万册,50,50,\n"
	                          "总分,,,,,60,58.96,\n",
	                    -1);
	const struct laid_sheet *s = &l.sheets[0];

	(void)state;
	assert_int_equal(l.nsheets, 1);
	assert_string_equal(s->form->id, "annex2");
	assert_int_equal(s->unit, 0);
	assert_int_equal(s->year, 2024);
	assert_string_equal(cell(s, -1, -1, "begin"), "１00");
	assert_string_equal(cell(s, -1, -1, "rate"), "89.59%");
	assert_string_equal(cell(s, -1, -1, "src.general"), "110.5");
	assert_string_equal(cell(s, -1, -1, "use.project"), "39");
	assert_string_equal(cell(s, -1, -1, "src.fund"), "");
	laid_free(&l);
}

static void lay__a_row_that_the_form_has_not__is_told_with_its_place(void **state)
{
	struct laid l = lay("附件1.csv",
	                    "预算单位名称,某市博物馆,,\n"
	                    "财政供养人员情况(人),编制数,2024年实际在职人数,控制率\n,8,7,87.5%\n"
	                    "经费控制情况(万元),2023年决算数,2024年预算数,2024年决算数\n"
	                    "三公经费,1,2,3\n文物征集费总额,4,5,6\n公用经费,7,8,9\n政府采购金额,1,1,1\n",
	                    -1);

	(void)state;
	assert_string_equal(l.sheets[0].form->id, "annex1");
	assert_int_equal(l.sheets[0].unit, 2);
	assert_string_equal(cell(&l.sheets[0], -1, -1, "staff.actual"), "7");
	assert_string_equal(cell(&l.sheets[0], -1, -1, "three.budget"), "2");
	assert_string_equal(cell(&l.sheets[0], -1, -1, "public.final"), "9");
	assert_true(is_rest(&l, "文物征集费总额"));
	assert_int_equal(l.rest[0].at_row, 5);
	laid_free(&l);
}

/* ---- units ---- */

static void lay__a_name_within_another__is_the_longer_one_when_that_stands_there(void **state)
{
	struct laid l = lay("附件1.csv",
	                    "预算单位名称,某市图书馆少儿分馆,,\n"
	                    "财政供养人员情况(人),编制数,2024年实际在职人数,控制率\n,8,7,87.5%\n"
	                    "经费控制情况(万元),2023年决算数,2024年预算数,2024年决算数\n三公经费,1,2,3\n",
	                    -1);

	(void)state;
	assert_int_equal(l.sheets[0].unit, 1);
	laid_free(&l);
}

/* ---- anything ---- */

/* Whatever stands where: each text has a place or is told. */
static void lay__any_mixture_of_cells__loses_no_text(void **state)
{
	static const char *const words[] = { "一级指标", "数量指标", "", "……",      "98.00",
		                             "总分",     "分值",     "", "产出指标", "≥30 份" };
	unsigned seed = 7;

	(void)state;
	for (int round = 0; round < 200; round++) {
		struct str text = { 0 };
		struct laid l;
		size_t said = 0;

		str_add(&text, round % 2 ? INDICATORS : "");
		for (int i = 0; i < 80; i++) {
			const char *word;

			seed = seed * 1103515245u + 12345u;
			word = words[seed >> 16 & 7];
			said += *word && strcmp(word, "……") != 0;
			str_addf(&text, "%s%c", word, i % 8 == 7 ? '\n' : ',');
		}
		l = lay("a.csv", str_text(&text), 0);
		if (l.nsheets == 0)
			assert_int_equal(l.nrest, said + (round % 2 ? 8 : 0));
		laid_free(&l);
		str_free(&text);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lay__levels_on_the_first_row_alone__hold_for_the_rows_below),
		cmocka_unit_test(lay__rows_of_dots_and_blank_rows__are_no_rows),
		cmocka_unit_test(lay__a_group_that_the_form_has_not__is_not_dropped_silently),
		cmocka_unit_test(lay__a_wording_that_differs_a_little__is_the_same_label),
		cmocka_unit_test(lay__a_row_that_the_form_has_not__is_told_with_its_place),
		cmocka_unit_test(
		    lay__a_name_within_another__is_the_longer_one_when_that_stands_there),
		cmocka_unit_test(lay__any_mixture_of_cells__loses_no_text),
	};

	return cmocka_run_group_tests(tests, load, unload);
}
