/* The language of narratives: every construct by hand on a small set, what is
 * told about each figure, and the mistakes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/file.h"
#include "base/mem.h"
#include "form/lines.h"
#include "form/recalc.h"
#include "form/text.h"
#include "support/sample.h"

/* «kind text form:key», the key is missing where there is no single cell. */
static void describe(const struct told *t, const char *text, struct str *out)
{
	static const char *const kinds[] = {"figure", "hand", "name", "choice",
	                                    "head",   "lack", "part"};
	str_add(out, kinds[t->kind]);
	if (t->kind != TOLD_CHOICE && t->kind != TOLD_HEAD)
		str_addf(out, " %.*s", (int)t->length, text + t->from);
	if (t->in) {
		str_addf(out, " %s:", t->in->sheets[t->cell.sheet].form->id);
		filing_key(t->in, t->cell, out);
	}
	str_add(out, "\n");
}

static void text_fill__each_figure__is_bound_to_its_cell_or_formula(void **state)
{
	static const char wanted[] =
	    "head\nfigure 2020\nfigure 1500.27 t1:in.grand\nchoice\nfigure 119.50\nfigure 7.38%\n"
	    "hand 本年事业收入减少 extra:reason.grand\n"
	    "head\nfigure 2020\nfigure 317.53\nfigure 313.85 t6:staff\nfigure 98.84%\n"
	    "name 基本工资 t6:econ.30101\nname 津贴补贴 t6:econ.30102\n";
	struct set *set = sample_set("tests/form/drawings");
	struct filing *f = sample_filing(set, "138002", "湖南省卫生计生委信息统计中心", 2020,
	                                 "tests/form/drawings/2020.csv");
	struct telling told = {0};
	struct str out = {0}, list = {0};
	(void)state;
	filing_recalc(f);
	str_add(&out, "前文。");
	text_fill(f, set_text(set, "report"), &out, &told);
	for (size_t i = 0; i < told.n && list.length + 1 < sizeof wanted; i++)
		describe(&told.told[i], str_text(&out), &list);
	assert_string_equal(str_text(&list), wanted);
	assert_int_equal(told.told[5].figure.num, 73800);
	assert_int_equal(told.told[5].figure.decimals, 4);
	assert_true(told.told[5].figure.percent);
	assert_non_null(told.told[5].value);
	str_free(&list);
	telling_free(&told);
	str_free(&out);
	filing_free(f);
	set_free(set);
}

/* ---- a small set ---- */

static char folder[] = "/tmp/ziping-narrative-XXXXXX";

/* Not file_write: hundreds of small files need not be safe on the disk. */
static void put(const char *name, const char *text)
{
	char *path = file_join(folder, name);
	FILE *f = fopen(path, "w");
	assert_non_null(f);
	assert_true(fputs(text, f) >= 0);
	assert_int_equal(fclose(f), 0);
	mem_free(path);
}

static struct set *load(const char *text, struct err *e)
{
	*e = (struct err){0};
	put("set", "set small 测试\nyears 2023-\nforms f g h\ntexts t\n");
	put("f.form",
	    "form f 表1 甲表\nband 9\n| [now] |\n| [last] |\n| [why] |\n| [people] |\n| [rate] |\n"
	    "| [c.101] |\n| [c.102] |\n| [c.103] |\n"
	    "field now money 今年\nfield last money 去年\nfield why text 原因\n"
	    "field people count 人数\nfield rate rate 比例\n"
	    "field c.101 money 办公费\nfield c.102 money 印刷费\nfield c.103 money 电费\n");
	put("g.form", "form g 表2 乙表\nband 9 9\nrows first\n| [name] | [x] |\nrows item\n| "
	              "[name] | [amount] |\n"
	              "list first 空的\ncolumn name text 名称\ncolumn x money 数\n"
	              "list item 项目\ncolumn name text 名称\ncolumn amount money 金额\n");
	put("h.form", "form h 表3 丙表\ncopies title\nband 9 9\n| [title] | [cost] |\n"
	              "field title text 项目\nfield cost money 花费\n");
	put("t.text", text);
	return set_load(folder, NULL, e);
}

static void put_cell(struct filing *f, int sheet, const char *key, const char *text)
{
	struct place p;
	assert_true(filing_place(f, sheet, key, &p));
	filing_put(f, p, text);
}

/* Cells of f: «key=value key=value»; items of g: «name:amount …»; one sheet of
 * h for each project: the same. */
static void put_cells(struct filing *f, const char *cells)
{
	struct words w = {cells};
	int sheet = filing_sheet(f, set_form(f->set, "f"), 1);
	for (char *word; (word = words_next(&w)) != NULL; mem_free(word)) {
		char *equal = strchr(word, '=');
		*equal = '\0';
		put_cell(f, sheet, word, equal + 1);
	}
}

static void put_items(struct filing *f, const char *items)
{
	struct words w = {items};
	int64_t id = 0;
	for (char *word; (word = words_next(&w)) != NULL; mem_free(word)) {
		char *colon = strchr(word, ':');
		int g = filing_sheet(f, set_form(f->set, "g"), 1);
		int h = filing_sheet(f, set_form(f->set, "h"), (int)++id);
		*colon = '\0';
		int row = filing_row(f, g, 1, id, -1, id);
		filing_put(f, (struct place){g, 1, row, 0}, word);
		filing_put(f, (struct place){g, 1, row, 1}, colon + 1);
		put_cell(f, h, "title", word);
		put_cell(f, h, "cost", colon + 1);
	}
}

/* The filled-in text; lacks gets how many holes could not be filled. */
static char *filled(const char *text, const char *cells, const char *items, int *lacks)
{
	struct err e;
	struct str whole = {0}, out = {0};
	struct telling told = {0};
	str_addf(&whole, "text t 说明\n%s\n", text);
	struct set *set = load(str_text(&whole), &e);
	if (!set)
		fail_msg("%s: %s", text, e.text);
	struct filing *f = filing_new(set, "1", "某单位", 2024);
	put_cells(f, cells);
	put_items(f, items);
	filing_recalc(f);
	text_fill(f, set_text(set, "t"), &out, &told);
	*lacks = 0;
	for (size_t i = 0; i < told.n; i++)
		*lacks += told.told[i].kind == TOLD_LACK;
	telling_free(&told);
	filing_free(f);
	set_free(set);
	str_free(&whole);
	return str_take(&out);
}

struct filled_case {
	const char *text, *cells, *items, *wanted;
	int lacks;
};

static void expect_filled(const struct filled_case *cases, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		int lacks;
		char *out = filled(cases[i].text, cases[i].cells, cases[i].items, &lacks);
		if (strcmp(out, cases[i].wanted) != 0 || lacks != cases[i].lacks)
			fail_msg("case %zu: wanted %s, got %s (%d lacks)", i, cases[i].wanted, out,
			         lacks);
		mem_free(out);
	}
}

#define CHANGE                                                                                             \
	"与上年{sign now - last: 相比增加{now - last}万元{?，增长{(now - last) / last %}}\\\n" \
	" |相比减少{last - now}万元{?，下降{(last - now) / last %}}|持平}{?，主要是因为[why]}。"

static void text_fill__change_since_last_year__agrees_with_the_sign(void **state)
{
	static const struct filled_case cases[] = {
	    {CHANGE, "now=12 last=10", "", "与上年相比增加2.00万元，增长20%。\n", 0},
	    {CHANGE, "now=9 last=12 why=压缩开支", "",
	     "与上年相比减少3.00万元，下降25%，主要是因为压缩开支。\n", 0},
	    {CHANGE, "now=3.18 last=2.6", "", "与上年相比增加0.58万元，增长22.31%。\n", 0},
	    {CHANGE, "now=10 last=10", "", "与上年持平。\n", 0},
	    {CHANGE, "now=2 last=0", "", "与上年相比增加2.00万元。\n", 0},
	    {CHANGE, "now=2", "", "与上年相比增加2.00万元。\n", 0},
	    {CHANGE, "", "", "与上年持平。\n", 0},
	    {CHANGE, "now=48.6. last=1", "", "与上年____。\n", 1},
	    {"完成{now / last %}", "now=1 last=0", "", "完成____\n", 1},
	    {"{if now > last: 大于|if now < last: 小于|等于}预算", "now=1 last=2", "", "小于预算\n",
	     0},
	    {"{if now > last: 大于|if now < last: 小于|等于}预算", "now=2 last=2", "", "等于预算\n",
	     0},
	    {"甲{if now > last：大于}乙", "now=2 last=2", "", "甲乙\n", 0},
	    {"{if why: 因[why]|原因不明}", "why=天气", "", "因天气\n", 0},
	    {"when now\n有{now}万元。\nelse\n本单位无收入。\nend\n完。", "now=5", "",
	     "有5.00万元。\n完。\n", 0},
	    {"when now\n有{now}万元。\nelse\n本单位无收入。\nend\n完。", "now=0", "",
	     "本单位无收入。\n完。\n", 0},
	};
	(void)state;
	expect_filled(cases, sizeof cases / sizeof *cases);
}

static void text_fill__formats__print_as_they_say(void **state)
{
	static const struct filled_case cases[] = {
	    {"{now}", "now=1234.5", "", "1234.50\n", 0},
	    {"{now}", "", "", "0\n", 0},
	    {"{now .2}", "", "", "0.00\n", 0},
	    {"{now thousands}", "now=1234567.5", "", "1,234,567.50\n", 0},
	    {"{now .0 thousands}", "now=-123456", "", "-123,456\n", 0},
	    {"{now thousands}", "now=123.4", "", "123.40\n", 0},
	    {"{now 元}", "now=3.18", "", "31800.00元\n", 0},
	    {"{now .0 元}", "now=3.18", "", "31800元\n", 0},
	    {"{now 万元}", "now=3.18", "", "3.18万元\n", 0},
	    {"{now 亿元}", "now=31800", "", "3.18亿元\n", 0},
	    {"{now plain}", "now=3.60", "", "3.6\n", 0},
	    {"{now short}{last short}", "now=26.00 last=3.60", "", "263.60\n", 0},
	    {"{now / last %1}", "now=1 last=3", "", "33.3%\n", 0},
	    {"{now / last %}", "now=3 last=3", "", "100%\n", 0},
	    {"{now / last %}", "now=0 last=3", "", "0%\n", 0},
	    {"{now / last % thousands}", "now=50 last=3", "", "1,666.67%\n", 0},
	    {"{people}人{rate}", "people=22 rate=12.5%", "", "22人12.50%\n", 0},
	    {"{rate plain}", "rate=12.5%", "", "12.5%\n", 0},
	    {"{rate plain}{rate short}", "rate=12%", "", "12%12%\n", 0},
	    {"{rate .3}", "rate=12.5%", "", "0.125\n", 0},
	    {"{year - 1}年{unit.name}", "", "", "2023年某单位\n", 0},
	    {"\\{\\}\\[\\|\\\\|\\a", "", "", "{}[|\\|a\n", 0},
	    {"head 一、标题\n甲\\\n 乙\n丙", "", "", "一、标题\n甲乙\n丙\n", 0},
	};
	(void)state;
	expect_filled(cases, sizeof cases / sizeof *cases);
}

static void text_fill__loops__say_each_entry(void **state)
{
	static const struct filled_case cases[] = {
	    {"包括{each c.10?: {name}{value}|、}。", "c.101=1 c.102=0 c.103=2", "",
	     "包括办公费1.00、电费2.00。\n", 0},
	    {"有{?，包括{each c.10?: {name}|、}}。", "c.102=0", "", "有。\n", 0},
	    {"{each c.?03 c.??1: {n}{name}占{value / sum(c.10?) %}|、}", "c.101=1 c.102=2 c.103=1",
	     "", "1电费占25%、2办公费占25%\n", 0},
	    {"{each c.10? where value > 1: {name}|、}", "c.101=1 c.103=2", "", "电费\n", 0},
	    {"{each g:item: {name}{amount}万元|，}。", "", "甲:1 乙:2",
	     "甲1.00万元，乙2.00万元。\n", 0},
	    {"{each g:item where amount != 0: {name}|、}", "", "甲:1 乙:0 丙:3", "甲、丙\n", 0},
	    {"共{?，{each g:item: {name}|、}}{count(g:item.amount)}项", "", "", "共0项\n", 0},
	    {"form g\nrows item\n{n}、{name}。\n金额{amount}万元，占{amount / sum(item.amount) "
	     "%}{? ，大于[name]}。\nend\n完",
	     "", "甲:1 乙:3",
	     "1、甲。\n金额1.00万元，占25%，大于甲。\n2、乙。\n金额3.00万元，占75%，大于乙。\n完\n",
	     0},
	    {"rows h\n《{title}》{cost}万元。\nend", "", "甲:1 乙:3",
	     "《甲》1.00万元。\n《乙》3.00万元。\n", 0},
	    {"{sum(g:item.amount where g:item.name = \"乙\")}", "", "甲:1 乙:3", "3.00\n", 0},
	    {"{count(g:item.amount)}项，最少{min(g:item.amount)}，共{sum(g:item.amount)}", "",
	     "甲:3 乙: 丙:4", "2项，最少3.00，共7.00\n", 0},
	    /* a zero inside an entry does not take the sentence away */
	    {"{?共{each g:item: {name}{amount}|、}。}", "", "甲:0", "共甲0。\n", 0},
	};
	(void)state;
	expect_filled(cases, sizeof cases / sizeof *cases);
}

/* Places of list rows, of the fields of a pattern, and of last year. */
static void text_fill__rows_patterns_and_last_year__are_bound_to_their_cells(void **state)
{
	struct err e;
	struct str out = {0}, list = {0};
	struct telling told = {0};
	(void)state;
	struct set *set = load("text t 说明\n{last:now}{each g:item: {name}{amount}[name]}\n"
	                       "{each c.10?: {name}{value}}{if now: {now}}\n",
	                       &e);
	assert_non_null(set);
	struct filing *last = filing_new(set, "1", "某单位", 2023),
	              *f = filing_new(set, "1", "某单位", 2024);
	put_cells(last, "now=7");
	put_cells(f, "now=8 c.102=5");
	put_items(f, "甲:1 乙:2");
	f->last = last;
	text_fill(f, set_text(set, "t"), &out, &told);
	assert_string_equal(str_text(&out), "7.00甲1.00甲乙2.00乙\n印刷费5.008.00\n");
	for (size_t i = 0; i < told.n; i++)
		describe(&told.told[i], str_text(&out), &list);
	assert_string_equal(
	    str_text(&list),
	    "figure 7.00 f:now\n"
	    "figure 甲 g:item.1.name\nfigure 1.00 g:item.1.amount\nhand 甲 g:item.1.name\n"
	    "figure 乙 g:item.2.name\nfigure 2.00 g:item.2.amount\nhand 乙 g:item.2.name\n"
	    "name 印刷费 f:c.102\nfigure 5.00 f:c.102\nchoice\nfigure 8.00 f:now\n");
	assert_ptr_equal(told.told[0].in, last);
	assert_ptr_equal(told.told[1].in, f);
	assert_int_equal(told.told[0].line, 2);
	telling_free(&told);
	str_free(&list);
	str_free(&out);
	filing_free(f);
	filing_free(last);
	set_free(set);
}

/* ---- mistakes ---- */

static const struct {
	const char *text, *place, *words;
} wrong[] = {
    {"", "t.text:1", "缺少 text"},
    {"text t\n", "t.text:1", "缺少 text"},
    {"text u 说明\n", "t.text:1", "文件名"},
    {"text t 说明\n甲{nothing}\n", "t.text:2", "没有定义：nothing"},
    {"text t 说明\n\n# 注\n甲{now +}\n", "t.text:4", "没有写完"},
    {"text t 说明\n甲{now\n", "t.text:2", "没有合上"},
    {"text t 说明\n甲\\\n乙{now\n", "t.text:3", "没有合上"},
    {"text t 说明\n甲}\n", "t.text:2", "多出的"},
    {"text t 说明\n[now]\n", "t.text:2", "文字栏目"},
    {"text t 说明\n[why\n", "t.text:2", "没有合上"},
    {"text t 说明\n{if now 增加}\n", "t.text:2", "冒号"},
    {"text t 说明\n{if now > 0: 增加|减少|持平}\n", "t.text:2", "多出的 |"},
    {"text t 说明\n{if now > 0: 增加\n", "t.text:2", "没有合上"},
    {"text t 说明\n{sign now: 增加}\n", "t.text:2", "两种说法"},
    {"text t 说明\n{?甲{now}\n", "t.text:2", "没有合上"},
    {"text t 说明\n{each c.9??: {name}|、}\n", "t.text:2", "没有相配的栏目"},
    {"text t 说明\n{each z: {name}|、}\n", "t.text:2", "没有定义这个清单：z"},
    {"text t 说明\n{each last:g:item: {name}|、}\n", "t.text:2", "上年"},
    {"text t 说明\n{each g:item c.10?: {name}}\n", "t.text:2", "一处只能"},
    {"text t 说明\n{each where now: 甲}\n", "t.text:2", "逐条写什么"},
    {"text t 说明\n{g:item.amount}\n", "t.text:2", "清单的列"},
    {"text t 说明\n{value}\n", "t.text:2", "没有定义：value"},
    {"text t 说明\n{n}\n", "t.text:2", "没有定义：n"},
    {"text t 说明\n{c.10?}\n", "t.text:2", "带 ?"},
    {"text t 说明\n{sum(g:item.amount where name = \"乙\")}\n", "t.text:2", "没有定义：name"},
    {"text t 说明\nrows g:item\n{name}\n", "t.text:2", "rows 没有 end"},
    {"text t 说明\nrows g:item\nform f\nend\n", "t.text:3", "不能换表"},
    {"text t 说明\n甲\nwhen now\n甲\nelse\n乙\n", "t.text:3", "when 没有 end"},
    {"text t 说明\n甲\nend\n", "t.text:3", "没有开头"},
    {"text t 说明\nelse\n", "t.text:2", "没有开头"},
    {"text t 说明\nform z\n", "t.text:2", "没有这张表：z"},
    {"text t 说明\nsame 增加\n", "t.text:2", "两种以上"},
    {"text t 说明\nhaed 一、\n", "t.text:2", "看不懂"},
    {"text t 说明\n甲\\\nform f\n", "t.text:2", "接着写"},
    {"text t 说明\n{?{?{?{?{?{?{?{?{?{?{?{?{?{?{?{?{?{?{?甲}}}}}}}}}}}}}}}}}}}\n", "t.text:2",
     "层数太多"},
};

static void set_load__mistakes_in_a_text__are_told_with_file_and_line(void **state)
{
	struct err e;
	(void)state;
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		struct set *s = load(wrong[i].text, &e);
		if (s || e.code != ERR_INPUT || !strstr(e.text, wrong[i].place) ||
		    !strstr(e.text, wrong[i].words))
			fail_msg("case %zu (%s %s): %s", i, wrong[i].place, wrong[i].words,
			         s ? "taken" : e.text);
	}
}

static void set_load__every_prefix_of_a_text__is_taken_or_refused(void **state)
{
	static const char text[] =
	    "text t 说明\nsame 增加 增长\nform f\nhead 一、{year}年\n" CHANGE "\n"
	    "{if now > 0: 甲\\|{now thousands 元}|if last: \"乙\"|丙}。\\\n# 注\n{each c.1?? c.?03 "
	    "where value > 1: {n}{name}{value}|、}\n"
	    "when now\nrows g:item where amount != 0\n{name}{amount / sum(g:item.amount) "
	    "%1}[name]\nend\nelse\n无\nend\n";
	char part[sizeof text];
	struct err e;
	(void)state;
	for (size_t n = 0; n < sizeof text; n++) {
		memcpy(part, text, n);
		part[n] = '\0';
		struct set *s = load(part, &e);
		if (!s && e.code != ERR_INPUT)
			fail_msg("%zu: %s", n, e.text);
		if (!s && n + 1 == sizeof text)
			fail_msg("%s", e.text);
		set_free(s);
	}
}

static void set_load__synonyms__are_kept_with_the_text(void **state)
{
	struct err e;
	(void)state;
	struct set *s = load("text t 说明书\nsame 增加 增长 上升\n甲\n", &e);
	assert_non_null(s);
	const struct narrative *t = set_text(s, "t");
	assert_string_equal(t->name, "说明书");
	assert_int_equal(t->nsame, 1);
	assert_int_equal(t->same[0].n, 3);
	assert_string_equal(t->same[0].words[2], "上升");
	assert_null(set_text(s, "u"));
	set_free(s);
}

static int make_folder(void **state)
{
	(void)state;
	return mkdtemp(folder) ? 0 : -1;
}

static int remove_folder(void **state)
{
	static const char *const names[] = {"set", "f.form", "g.form", "h.form", "t.text"};
	(void)state;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		char *path = file_join(folder, names[i]);
		unlink(path);
		mem_free(path);
	}
	return rmdir(folder);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(text_fill__each_figure__is_bound_to_its_cell_or_formula),
	    cmocka_unit_test(text_fill__change_since_last_year__agrees_with_the_sign),
	    cmocka_unit_test(text_fill__formats__print_as_they_say),
	    cmocka_unit_test(text_fill__loops__say_each_entry),
	    cmocka_unit_test(text_fill__rows_patterns_and_last_year__are_bound_to_their_cells),
	    cmocka_unit_test(set_load__mistakes_in_a_text__are_told_with_file_and_line),
	    cmocka_unit_test(set_load__every_prefix_of_a_text__is_taken_or_refused),
	    cmocka_unit_test(set_load__synonyms__are_kept_with_the_text),
	};
	return cmocka_run_group_tests_name("text", tests, make_folder, remove_folder);
}
