/* A text that a narrative restates, edited, or the tables under it: what is
 * found then. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/mem.h"
#include "form/recalc.h"
#include "support/laid.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* Part of a text, put back among the documents' findings: what changes. */
static const struct edit {
	const char *key, *from, *to; /* in a text of 说明 */
	const char *found;           /* of that text alone */
	int bound;                   /* figures of it that are */
} edits[] = {
    /* items and sentences in another order, left out, added */
    {"income", "事业收入42.56万元，占4.40%；经营收入0万元，占0%；",
     "经营收入0万元，占0%；事业收入42.56万元，占4.40%；", "", 13},
    {"income", "上级补助收入0万元，占0%；", "", "", 11},
    {"classes", "卫生健康管理事务支出917.99万元，住房保障支出26万元",
     "住房保障支出26万元，卫生健康支出917.99万元", "", 3},
    {"three", "\n因公出国（境）费支出预算为0万元，支出决算为0万元，与上年相比持平。", "", "", 10},
    {"fiscal", "1075.81万元", "1075.81万元，比年初预算数多，涉及3个项目", "", 3},
    /* a figure, a quotient, a year, a count */
    {"income", "42.56", "45.26", "N01 不符 income 45.26\n", 13},
    {"income", "42.56万元", "42.6万元", "", 13},
    {"income", "42.56万元", "42.5万元", "N01 截位 income 42.5\n", 13},
    {"income", "4.40%", "4.39%", "N02 截位 income 4.39%\n", 13},
    {"spent", "50.58%", "58.50%", "N02 不符 spent 58.50%\n", 11},
    {"spent", "50.58%", "51%", "", 11},
    {"fiscal", "2020年度", "2019年度", "P18 不符 fiscal 2019\n", 3},
    {"general", "36人次", "63人次", "N01 不符 general 63\n", 4},
    {"assets", "通用设备4台", "通用设备5台", "N01 不符 assets 5\n", 9},
    /* words of direction */
    {"fiscal", "减少104.38万元，减少", "增加104.38万元，增长", "N03 不符 fiscal 增加\n", 3},
    {"fiscal", "减少104.38万元，减少", "减少104.38万元，增长", "N03 不符 fiscal 增长\n", 3},
    {"fiscal", "减少104.38万元，减少", "下降104.38万元，下降", "", 3},
    {"three", "0万元，与上年相比持平。\n公务接待费", "0万元，与上年相比没有变化。\n公务接待费", "",
     12},
    {"items", "92.10%，决算数小于", "92.10%，决算数大于",
     "N02 截位 items 101.93%\nN02 尾差 items 92.10%\nN02 尾差 items 92.53%\n"
     "N03 不符 items 决算数大于年初预算数\n",
     16},
    {"fund", "本单位无政府性基金预算收入支出。",
     "本单位政府性基金预算财政拨款年初结转和结余0万元，本年收入3万元，本年支出0万元，其中：基本支出"
     "0万元，"
     "项目支出0万元；年末结转和结余0万元。",
     "N01 不符 fund 3\n", 6},
    /* units */
    {"purchase", "政府采购支出总额372.74万元", "政府采购支出总额3727400元", "", 8},
    {"purchase", "政府采购支出总额372.74万元", "政府采购支出总额372.74元",
     "P16 不符 purchase 372.74\n", 8},
    {"purchase", "政府采购支出总额372.74万元", "政府采购支出总额372.74",
     "N08 不符 purchase 372.74\n", 8},
    {"purchase", "政府采购支出总额372.74万元", "政府采购支出总额0.037274亿元", "", 8},
    {"spent", "占50.58%", "占50.58", "N08 不符 spent 50.58\n", 11},
};

/* A text of 说明 with one stretch of it, which stands there, replaced. */
static void edit_text(struct laid *k, const char *key, const char *from, const char *to)
{
	struct place p = laid_place(k, "notes", key);
	char *text = filing_cell(k->f, p)->text;

	if (!strstr(text, from))
		fail_msg("%s has no %s", key, from);
	text = laid_replaced(text, from, to);
	filing_put(k->f, p, text);
	filing_recalc(k->f);
	mem_free(text);
}

static int count_bound_at(const struct laid *k, struct place p)
{
	int n = 0;

	for (size_t i = 0; i < k->figures.n; i++)
		n += k->figures.item[i].value && place_same(k->figures.item[i].text, p);
	return n;
}

static void overlay__edited_texts__are_judged_word_by_word(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(edits); i++) {
		const struct edit *e = &edits[i];
		struct laid k = laid_open(&laid_hunan);
		struct place p = laid_place(&k, "notes", e->key);

		edit_text(&k, e->key, e->from, e->to);
		laid_run(&k);
		char *found = laid_list(&k, &p);
		if (strcmp(found, e->found) != 0 || count_bound_at(&k, p) != e->bound)
			fail_msg("%s for %s: %d bound, found\n%s", e->to, e->from,
			         count_bound_at(&k, p), found);
		mem_free(found);
		laid_close(&k);
	}
}

static void overlay__lists_of_names__are_held_against_the_rows(void **state)
{
	static const struct {
		const char *from, *to, *text; /* of the finding about the second list; NULL: none */
	} cases[] = {
	    {"包括办公费、公务用车运行维护费、其他商品和服务支出",
	     "包括其他商品和服务支出、办公费、公务用车运行维护费", NULL},
	    {"包括办公费、公务用车运行维护费、其他商品和服务支出",
	     "包括办公费 公务用车运行维护费和其他商品和服务支出", NULL},
	    {"包括办公费、公务用车运行维护费、其他商品和服务支出", "包括办公费、公务用车运行维护等",
	     NULL},
	    {"公务用车运行维护费、", "公车运行维护费、", NULL},
	    {"包括办公费、", "包括", "列举少了办公费 0.05"},
	    {"包括办公费、", "包括办公费、印刷费、", "列举了印刷费，表里没有数"},
	    {"包括办公费、", "包括水费、", "列举少了办公费 0.05；列了水费，表里没有数"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct laid k = laid_open(&laid_hunan);
		const char *got = NULL;

		edit_text(&k, "basic", cases[i].from, cases[i].to);
		laid_run(&k);
		for (size_t j = 0; j < k.found.n; j++)
			if (place_same(k.found.item[j].place, laid_place(&k, "notes", "basic")) &&
			    !strstr(k.found.item[j].text, "退休费"))
				got = k.found.item[j].text;
		if (!got != !cases[i].text || (got && strcmp(got, cases[i].text) != 0))
			fail_msg("%s: %s", cases[i].to, got ? got : "nothing");
		laid_close(&k);
	}
}

/* The tables changed under a text that was right. */
static void overlay__changed_cells__show_in_the_text(void **state)
{
	static const struct {
		const char *form, *key, *value, *text, *found;
	} cases[] = {
	    {"t8", "all.income", "12.50", "fund", "N01 不符 fund 本单位无政府性基金预算收入支出\n"},
	    {"extra", "car.before", "4.00", "three",
	     "N01 不符 three 0.58\nN02 不符 three 22.3%\n"
	     "N03 不符 three 增加\n"},
	    {"extra", "feast.cost", "1.5", "general",
	     "N01 不符 general 未举办节庆、晚会、论坛、赛事活动\n"},
	    /* nobody has filled it in: nothing to check with, and that is said */
	    {"extra", "meeting.cost", "", "general", "N07 取数不足 general \n"},
	    {"extra", "meeting.cost", "0", "general", "N01 不符 general 0.84\n"},
	    {"extra", "plan.5.begin", "30", "items", NULL},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct laid k = laid_open(&laid_hunan);
		struct place p = laid_place(&k, "notes", cases[i].text);

		laid_put(&k, cases[i].form, cases[i].key, cases[i].value);
		laid_run(&k);
		char *found = laid_list(&k, &p);
		if (cases[i].found ? strcmp(found, cases[i].found) != 0 : !strstr(found, "100%"))
			fail_msg("%s.%s %s: found\n%s", cases[i].form, cases[i].key, cases[i].value,
			         found);
		mem_free(found);
		laid_close(&k);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(overlay__edited_texts__are_judged_word_by_word),
	    cmocka_unit_test(overlay__lists_of_names__are_held_against_the_rows),
	    cmocka_unit_test(overlay__changed_cells__show_in_the_text),
	};

	return cmocka_run_group_tests_name("overlay_edits", tests, NULL, NULL);
}
