/* Narratives laid over the texts of the documents: which figure restates what,
 * also when the text is written in other ways, and that a changed digit shows. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "audit/overlay.h"
#include "base/mem.h"
#include "base/text.h"
#include "form/recalc.h"
#include "support/sample.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

struct document {
	const char *set, *unit, *name;
	int year;
	const char *sample;
};

/* clang-format off */
static const struct document hunan = {
	"data/forms/final-accounts-hunan-2020", "430000", "湖南省卫生计生委信息统计中心", 2020,
	"data/samples/430000-2020-final-accounts-hunan-2020.csv"
};
static const struct document panzhihua = {
	"data/forms/sichuan-project-2021", "506010", "攀枝花市健康促进和卫生大数据中心", 2021,
	"data/samples/506010-2021-sichuan-project-2021.csv"
};
static const struct document infocenter = {
	"data/forms/yueyanglou-2024", "404010", "岳阳市岳阳楼区卫生健康信息中心", 2024,
	"data/samples/404010-2024-yueyanglou-2024.csv"
};
static const struct document bureau = {
	"data/forms/yueyanglou-2024", "404001", "岳阳市岳阳楼区卫生健康局", 2024,
	"data/samples/404001-2024-yueyanglou-2024.csv"
};
/* clang-format on */
static const struct document *const documents[] = {&hunan, &panzhihua, &infocenter, &bureau};

/* ---- a filing and what is found in it ---- */

struct desk {
	struct set *set;
	struct filing *f;
	struct findings found;
	struct overlay_figures figures;
};

static struct desk open_desk(const struct document *d)
{
	struct desk k = {.set = sample_set(d->set)};

	k.f = sample_filing(k.set, d->unit, d->name, d->year, d->sample);
	filing_recalc(k.f);
	return k;
}

static void clear(struct desk *k)
{
	findings_free(&k->found);
	overlay_figures_free(&k->figures);
}

static void run(struct desk *k)
{
	clear(k);
	overlay_run(k->f, &k->found, &k->figures);
	findings_sort(&k->found);
}

static void close_desk(struct desk *k)
{
	clear(k);
	filing_free(k->f);
	set_free(k->set);
}

static struct place place_of(const struct desk *k, const char *form, const char *key)
{
	int sheet = filing_sheet(k->f, set_form(k->set, form), 1);
	struct place p;

	if (!filing_place(k->f, sheet, key, &p))
		fail_msg("no cell %s.%s", form, key);
	return p;
}

static void put(struct desk *k, const char *form, const char *key, const char *text)
{
	filing_put(k->f, place_of(k, form, key), text);
	filing_recalc(k->f);
}

/* The bytes a finding or figure is about. */
static char *words_at(const struct desk *k, struct place p, size_t from, size_t length)
{
	return mem_strndup(filing_cell(k->f, p)->text + from, length);
}

/* «N01 不符 grand 1500.28», one a line. */
static char *list_found(const struct desk *k)
{
	struct str out = {0};

	for (size_t i = 0; i < k->found.n; i++) {
		const struct finding *x = &k->found.item[i];
		char *words = words_at(k, x->place, x->from, x->length);

		str_addf(&out, "%s %s %s %s\n", x->rule, verdict_name(x->verdict),
		         filing_field(k->f, x->place)->key, words);
		mem_free(words);
	}
	return str_take(&out);
}

static void expect_found(const struct desk *k, const char *wanted)
{
	char *got = list_found(k);

	assert_string_equal(got, wanted);
	mem_free(got);
}

/* ---- the documents ---- */

static void overlay__hunan_2020__finds_what_a_reviewer_finds(void **state)
{
	struct desk k = open_desk(&hunan);

	(void)state;
	run(&k);
	/* 29 percentages: 24 right, 92.10 and 92.53 in the interval of the quotient,
	 * 7.37 and 101.93 cut off, 8.84 in 五 wrong */
	expect_found(
	    &k, "N01 不符 grand 1500.28\n"
	        "N02 截位 grand 7.37%\n"
	        "N02 不符 public 8.84%\n"
	        "N04 不符 classes 卫生健康管理事务支出917.99\n"
	        "N02 截位 items 101.93%\n"
	        "N02 尾差 items 92.10%\n"
	        "N02 尾差 items 92.53%\n"
	        "N04 不符 basic 基本工资、津贴补贴、奖金、绩效工资、机关事业单位基本养老保险缴费、"
	        "职工基本医疗保险缴费、其他社会保障缴费、住房公积金\n");
	/* all but the 20 of «非税收入短收20万元» */
	assert_int_equal(k.figures.n, k.figures.bound + 1);
	close_desk(&k);
}

static void overlay__panzhihua_2021__finds_the_wrong_year(void **state)
{
	struct desk k = open_desk(&panzhihua);

	(void)state;
	run(&k);
	expect_found(&k, "P18 不符 income 2020\n");
	/* all but the 381.2 of three reasons */
	assert_int_equal(k.figures.n, 158);
	assert_int_equal(k.figures.bound, 155);
	close_desk(&k);
}

static void overlay__infocenter_2024__tells_tails_from_the_rest(void **state)
{
	struct desk k = open_desk(&infocenter);

	(void)state;
	run(&k);
	/* 54.78 ÷ 61.98 in [88.368, 88.399), 7.20 ÷ 61.98 in [11.608, 11.626) */
	expect_found(&k, "N02 尾差 basic 88.39%\n"
	                 "N02 尾差 basic 11.61%\n");
	assert_int_equal(k.figures.n, 6);
	assert_int_equal(k.figures.bound, 6);
	close_desk(&k);
}

static void overlay__bureau_2024__is_silent(void **state)
{
	struct desk k = open_desk(&bureau);

	(void)state;
	run(&k);
	/* 4113.22 is what the cell states, whatever its rows add up to */
	expect_found(&k, "");
	assert_int_equal(k.figures.n, 16);
	assert_int_equal(k.figures.bound, 16);
	close_desk(&k);
}

static void overlay__what_it_found__leads_to_the_cells(void **state)
{
	struct desk k = open_desk(&hunan);
	struct place total = place_of(&k, "t1", "in.grand");

	(void)state;
	run(&k);
	const struct finding *x = &k.found.item[0];
	assert_string_equal(x->text, "收入总计   文字 1500.28  表 1500.27  差 +0.01");
	assert_int_equal(x->ncells, 2);
	assert_memory_equal(&x->cells[1], &total, sizeof total);
	assert_int_equal(x->stated.num, 1500280000);
	assert_int_equal(x->computed.num, 1500270000);
	close_desk(&k);
}

/* ---- the same text written in another way ---- */

static char *replaced(const char *text, const char *what, const char *by)
{
	struct str out = {0};

	for (const char *at; (at = strstr(text, what)) != NULL; text = at + strlen(what)) {
		str_addn(&out, text, (size_t)(at - text));
		str_add(&out, by);
	}
	str_add(&out, text);
	return str_take(&out);
}

static bool is_digit(char c)
{
	return (c >= '0' && c <= '9') || c == '.' || c == '%' || c == ',';
}

static char *without_blanks(const char *text)
{
	struct str out = {0};

	for (; *text; text++)
		if (*text != ' ' && *text != '\n')
			str_addc(&out, *text);
	return str_take(&out);
}

/* A blank, or every seventh time a line break, between all characters. */
static char *with_blanks(const char *text)
{
	struct str out = {0};
	size_t n;

	for (int i = 0; *text; text += n, i++) {
		bool number = is_digit(*text) && is_digit(text[1]);

		text_decode(text, &n);
		str_addn(&out, text, n);
		if (!number)
			str_add(&out, i % 7 == 6 ? "\n" : " ");
	}
	return str_take(&out);
}

static char *with_wide_digits(const char *text)
{
	struct str out = {0};
	char utf8[4];

	for (; *text; text++) {
		if (*text > ' ' && *text <= '~')
			str_addn(&out, utf8, text_encode((uint32_t)*text + 0xFEE0, utf8));
		else
			str_addc(&out, *text);
	}
	return str_take(&out);
}

static char *without_marks(const char *text)
{
	char *a = replaced(text, "，", ""), *b = replaced(a, "；", "、"),
	     *c = replaced(b, "：", " ");
	char *d = replaced(c, "“", "\""), *e = replaced(d, "”", "\"");

	mem_free(a);
	mem_free(b);
	mem_free(c);
	mem_free(d);
	return e;
}

static char *in_other_words(const char *text)
{
	char *a = replaced(text, "与上年相比", "比上年"), *b = replaced(a, "万元", "万 元");
	char *c = replaced(b, "支出决算为", "决算支出是"), *d = replaced(c, "主要是因为", "原因是");

	mem_free(a);
	mem_free(b);
	mem_free(c);
	return d;
}

static char *with_a_sentence_more(const char *text)
{
	struct str out = {0};

	str_addf(&out,
	         "根据有关文件要求，现将情况说明如下。%"
	         "s\n全年召开会议3次，参加120人次，支出按规定公开。",
	         text);
	return str_take(&out);
}

/* Commas between thousands: 1,500.28. */
static char *with_thousands(const char *text)
{
	struct str out = {0};

	for (const char *s = text; *s;) {
		size_t n = strspn(s, "0123456789");
		bool amount = n == 4 && s[4] == '.';

		if (amount)
			str_addf(&out, "%c,%.3s", s[0], s + 1);
		else
			str_addn(&out, s, n > 0 ? n : 1);
		s += n > 0 ? n : 1;
	}
	return str_take(&out);
}

/* What a figure restates, and its digits. */
struct binding {
	const struct expr *value;
	int list, row, item;
	char *digits;
	bool met;
};

struct bindings {
	struct binding item[200];
	size_t n;
};

static void remember(const struct desk *k, struct bindings *out)
{
	for (size_t i = 0; i < k->figures.n; i++) {
		const struct overlay_figure *x = &k->figures.item[i];
		char *words = words_at(k, x->text, x->from, x->length);
		char *folded = text_fold(words);

		if (!x->value) {
			mem_free(folded);
			mem_free(words);
			continue;
		}
		assert_true(out->n < COUNT(out->item));
		out->item[out->n++] = (struct binding){
		    x->value, x->at.list, x->at.row, x->at.item, replaced(folded, ",", ""), false};
		mem_free(folded);
		mem_free(words);
	}
}

static void forget(struct bindings *b)
{
	for (size_t i = 0; i < b->n; i++)
		mem_free(b->item[i].digits);
	b->n = 0;
}

static bool same(const struct binding *a, const struct binding *b)
{
	return a->value == b->value && a->list == b->list && a->row == b->row &&
	       a->item == b->item && strcmp(a->digits, b->digits) == 0;
}

/* Digits of those among the first that are not among the second. */
static char *list_lost(const struct bindings *a, struct bindings *b)
{
	struct str lost = {0};

	for (size_t i = 0; i < a->n; i++) {
		size_t j = 0;

		while (j < b->n && (b->item[j].met || !same(&a->item[i], &b->item[j])))
			j++;
		if (j < b->n)
			b->item[j].met = true;
		else
			str_addf(&lost, "%s ", a->item[i].digits);
	}
	return str_take(&lost);
}

/* Every text of the filing rewritten; texts is what stood there before. */
static void rewrite(struct desk *k, char *(*change)(const char *text))
{
	for (int s = 0; s < (int)k->f->nsheets; s++)
		for (int i = 0; i < (int)k->f->sheets[s].form->nfields; i++) {
			struct place p = {s, -1, -1, i};
			const struct cell *c = filing_cell(k->f, p);
			char *text;

			if (!filing_field(k->f, p)->part || !c->text)
				continue;
			text = change(c->text);
			filing_put(k->f, p, text);
			mem_free(text);
		}
	filing_recalc(k->f);
}

static void overlay__same_text_in_another_way__binds_the_same(void **state)
{
	static const struct {
		const char *name;
		char *(*change)(const char *text);
	} cases[] = {
	    {"without blanks", without_blanks},      {"blanks and line breaks", with_blanks},
	    {"full-width digits", with_wide_digits}, {"without marks", without_marks},
	    {"other words", in_other_words},         {"more sentences", with_a_sentence_more},
	    {"thousands", with_thousands},
	};

	(void)state;
	for (size_t d = 0; d < COUNT(documents); d++)
		for (size_t i = 0; i < COUNT(cases); i++) {
			struct desk k = open_desk(documents[d]);
			struct bindings before = {.n = 0}, after = {.n = 0};

			run(&k);
			remember(&k, &before);
			rewrite(&k, cases[i].change);
			run(&k);
			remember(&k, &after);
			char *lost = list_lost(&before, &after);
			if (*lost || after.n != before.n)
				fail_msg("%s, %s: %zu bound, then %zu; lost %s", documents[d]->unit,
				         cases[i].name, before.n, after.n, lost);
			mem_free(lost);
			forget(&before);
			forget(&after);
			close_desk(&k);
		}
}

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
static void edit_text(struct desk *k, const char *key, const char *from, const char *to)
{
	struct place p = place_of(k, "notes", key);
	char *text = filing_cell(k->f, p)->text;

	if (!strstr(text, from))
		fail_msg("%s has no %s", key, from);
	text = replaced(text, from, to);
	filing_put(k->f, p, text);
	filing_recalc(k->f);
	mem_free(text);
}

static bool is_at(struct place a, struct place b)
{
	return memcmp(&a, &b, sizeof a) == 0;
}

/* Of what was found only what stands in this text. */
static char *list_found_at(const struct desk *k, struct place p)
{
	struct str out = {0};

	for (size_t i = 0; i < k->found.n; i++) {
		const struct finding *x = &k->found.item[i];
		char *words = words_at(k, x->place, x->from, x->length);

		if (is_at(x->place, p))
			str_addf(&out, "%s %s %s %s\n", x->rule, verdict_name(x->verdict),
			         filing_field(k->f, p)->key, words);
		mem_free(words);
	}
	return str_take(&out);
}

static int count_bound_at(const struct desk *k, struct place p)
{
	int n = 0;

	for (size_t i = 0; i < k->figures.n; i++)
		n += k->figures.item[i].value && is_at(k->figures.item[i].text, p);
	return n;
}

static void overlay__edited_texts__are_judged_word_by_word(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(edits); i++) {
		const struct edit *e = &edits[i];
		struct desk k = open_desk(&hunan);
		struct place p = place_of(&k, "notes", e->key);

		edit_text(&k, e->key, e->from, e->to);
		run(&k);
		char *found = list_found_at(&k, p);
		if (strcmp(found, e->found) != 0 || count_bound_at(&k, p) != e->bound)
			fail_msg("%s for %s: %d bound, found\n%s", e->to, e->from,
			         count_bound_at(&k, p), found);
		mem_free(found);
		close_desk(&k);
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
		struct desk k = open_desk(&hunan);
		const char *got = NULL;

		edit_text(&k, "basic", cases[i].from, cases[i].to);
		run(&k);
		for (size_t j = 0; j < k.found.n; j++)
			if (is_at(k.found.item[j].place, place_of(&k, "notes", "basic")) &&
			    !strstr(k.found.item[j].text, "退休费"))
				got = k.found.item[j].text;
		if (!got != !cases[i].text || (got && strcmp(got, cases[i].text) != 0))
			fail_msg("%s: %s", cases[i].to, got ? got : "nothing");
		close_desk(&k);
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
	    {"extra", "meeting.cost", "", "general", "N01 不符 general 0.84\n"},
	    {"extra", "plan.5.begin", "30", "items", NULL},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct desk k = open_desk(&hunan);
		struct place p = place_of(&k, "notes", cases[i].text);

		put(&k, cases[i].form, cases[i].key, cases[i].value);
		run(&k);
		char *found = list_found_at(&k, p);
		if (cases[i].found ? strcmp(found, cases[i].found) != 0 : !strstr(found, "100%"))
			fail_msg("%s.%s %s: found\n%s", cases[i].form, cases[i].key, cases[i].value,
			         found);
		mem_free(found);
		close_desk(&k);
	}
}

/* ---- mutations ---- */

/* The text with the digit there another one. */
static void change_digit(const char *text, size_t at, struct str *out)
{
	str_clear(out);
	str_add(out, text);
	out->s[at] = (char)('0' + (out->s[at] - '0' + 3) % 10);
}

/* A finding appears, goes or changes. */
static bool noticed(struct desk *k, const char *before)
{
	char *now;
	bool other;

	run(k);
	now = list_found(k);
	other = strcmp(now, before) != 0;
	mem_free(now);
	return other;
}

struct share {
	const char *unit;
	size_t all, seen;
};

static void mutate(struct desk *k, const struct overlay_figure *x, const char *before,
                   struct share *share)
{
	char *own = mem_strdup(filing_cell(k->f, x->text)->text);
	struct str text = {0};

	for (size_t at = x->from; at < x->from + x->length; at++) {
		if (own[at] < '0' || own[at] > '9')
			continue;
		change_digit(own, at, &text);
		filing_put(k->f, x->text, str_text(&text));
		share->all++;
		if (noticed(k, before)) {
			share->seen++;
			continue;
		}
		print_message("%s: %.*s at %s is not noticed\n", share->unit, (int)x->length,
		              str_text(&text) + x->from, filing_field(k->f, x->text)->key);
		if (x->value)
			fail_msg("but it is bound");
	}
	filing_put(k->f, x->text, own);
	str_free(&text);
	mem_free(own);
}

static void overlay__each_figure_changed_by_a_digit__is_noticed(void **state)
{
	(void)state;
	for (size_t d = 0; d < COUNT(documents); d++) {
		struct desk k = open_desk(documents[d]);
		struct share share = {documents[d]->unit, 0, 0};

		run(&k);
		char *before = list_found(&k);
		struct overlay_figures figures = k.figures;
		k.figures = (struct overlay_figures){0};
		for (size_t i = 0; i < figures.n; i++)
			mutate(&k, &figures.item[i], before, &share);
		print_message("%s: %zu of %zu changed digits are noticed\n", share.unit, share.seen,
		              share.all);
		overlay_figures_free(&figures);
		mem_free(before);
		close_desk(&k);
	}
}

/* ---- limits ---- */

/* A text that could be no narrative: long, repetitive, not UTF-8. */
static void overlay__any_text__is_read_within_the_limits(void **state)
{
	static const char *const pieces[] = {"减少104.38万元，减少8.84%，",
	                                     "1",
	                                     "1234567890123456789012345678901234567890万元",
	                                     "\xE5\x85",
	                                     "（",
	                                     "2020年度财政拨款收、支总计",
	                                     "\xF3\xB0\x80\x80万元"};

	(void)state;
	for (size_t i = 0; i < COUNT(pieces); i++) {
		struct desk k = open_desk(&hunan);
		struct str text = {0};

		while (text.length < 60000)
			str_add(&text, pieces[i]);
		put(&k, "notes", "fiscal", str_text(&text));
		run(&k);
		str_free(&text);
		close_desk(&k);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(overlay__hunan_2020__finds_what_a_reviewer_finds),
	    cmocka_unit_test(overlay__panzhihua_2021__finds_the_wrong_year),
	    cmocka_unit_test(overlay__infocenter_2024__tells_tails_from_the_rest),
	    cmocka_unit_test(overlay__bureau_2024__is_silent),
	    cmocka_unit_test(overlay__what_it_found__leads_to_the_cells),
	    cmocka_unit_test(overlay__same_text_in_another_way__binds_the_same),
	    cmocka_unit_test(overlay__edited_texts__are_judged_word_by_word),
	    cmocka_unit_test(overlay__lists_of_names__are_held_against_the_rows),
	    cmocka_unit_test(overlay__changed_cells__show_in_the_text),
	    cmocka_unit_test(overlay__each_figure_changed_by_a_digit__is_noticed),
	    cmocka_unit_test(overlay__any_text__is_read_within_the_limits),
	};

	return cmocka_run_group_tests_name("overlay", tests, NULL, NULL);
}
