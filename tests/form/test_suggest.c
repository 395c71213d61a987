/* Texts that narratives suggest for cells: what stands in a blank cell, what a
 * text of one's own does, when it is generated, and the mistakes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/file.h"
#include "base/mem.h"
#include "form/load.h"
#include "form/recalc.h"
#include "form/style.h"
#include "form/suggest.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static char folder[] = "/tmp/ziping-suggest-XXXXXX";

static const char notes[] = "form notes 表2 说明\nband 20\n| [one] |\n| [two] |\n| [free] |\n"
                            "| [seen] |\n"
                            "field one long 甲的说明 suggested text t.one\n"
                            "field two long 乙的说明 suggested text t.two.more\n"
                            "field free long 手写\n"
                            "field seen count 写了没有 computed if(blank(one), 0, 1)\n";

static const char text[] = "text t 说明\n"
                           "form f\n"
                           "前言。\n"
                           "head 一、甲\n"
                           "part one\n"
                           "甲{a}万元{?，因为[why]}。\n"
                           "当年{year}。\n"
                           "head 二、乙\n"
                           "不属于哪一栏。\n"
                           "part two.more\n"
                           "[why]\n";

static void put(const char *name, const char *content)
{
	struct err e = {0};
	char *path = file_join(folder, name);

	if (file_write(path, content, strlen(content), true, &e) < 0)
		fail_msg("%s", e.text);
	mem_free(path);
}

static struct set *load(const char *notes_form, const char *narrative, struct err *e)
{
	*e = (struct err){0};
	put("set", "set small 测试\nyears 2023-\nforms f notes\ntexts t\n");
	put("f.form", "form f 表1 数\nband 9\n| [a] |\n| [why] |\nfield a money 甲\nfield why text 原因\n");
	put("notes.form", notes_form);
	put("t.text", narrative);
	return set_load(folder, NULL, e);
}

struct paper {
	struct set *set;
	struct filing *f;
};

static struct place at(const struct paper *o, const char *form, const char *key)
{
	struct place p;

	if (!filing_place(o->f, filing_find_sheet(o->f, set_form(o->set, form), 1), key, &p))
		fail_msg("no cell %s.%s", form, key);
	return p;
}

static void type(struct paper *o, const char *form, const char *key, const char *typed)
{
	filing_put(o->f, at(o, form, key), typed);
	filing_recalc(o->f);
}

/* The figure is 12.30, the reason not there. */
static void make(struct paper *o)
{
	struct err e;

	o->set = load(notes, text, &e);
	if (!o->set)
		fail_msg("%s", e.text);
	o->f = filing_new(o->set, "1", "某单位", 2024);
	filing_sheet(o->f, set_form(o->set, "f"), 1);
	filing_sheet(o->f, set_form(o->set, "notes"), 1);
	type(o, "f", "a", "12.3");
}

static void drop(struct paper *o)
{
	filing_free(o->f);
	set_free(o->set);
}

static void shows(const struct paper *o, const char *key, const char *wanted)
{
	struct place p = at(o, "notes", key);
	struct str shown = {0};

	cell_show(suggest_cell(o->f, p), filing_field(o->f, p), &shown);
	assert_string_equal(str_text(&shown), wanted);
	str_free(&shown);
}

/* ---- what stands there ---- */

static void suggest_cell__blank__has_its_part_without_the_head(void **state)
{
	struct paper o;

	(void)state;
	make(&o);
	shows(&o, "one", "甲12.30万元。\n当年2024。");
	assert_int_equal(suggest_cell(o.f, at(&o, "notes", "one"))->value.state, FIGURE_TEXT);
	assert_int_equal(style_of(o.f, at(&o, "notes", "one")), PAGE_SUGGESTED);
	shows(&o, "free", "");
	drop(&o);
}

static void suggest_cell__nothing_to_say__is_blank(void **state)
{
	struct paper o;

	(void)state;
	make(&o);
	shows(&o, "two", "");
	assert_int_equal(suggest_cell(o.f, at(&o, "notes", "two"))->value.state, FIGURE_ABSENT);
	assert_null(suggest_text(o.f, at(&o, "notes", "two")));
	drop(&o);
}

static void suggest_cell__figures_and_reasons_change__the_text_follows(void **state)
{
	struct paper o;

	(void)state;
	make(&o);
	shows(&o, "one", "甲12.30万元。\n当年2024。");
	type(&o, "f", "a", "7");
	type(&o, "f", "why", "少办了");
	shows(&o, "one", "甲7.00万元，因为少办了。\n当年2024。");
	shows(&o, "two", "少办了");
	drop(&o);
}

static void suggest_cell__own_text__wins_until_it_is_gone(void **state)
{
	struct paper o;
	struct place p;

	(void)state;
	make(&o);
	p = at(&o, "notes", "one");
	type(&o, "notes", "one", "自己写的。");
	type(&o, "f", "a", "8");
	shows(&o, "one", "自己写的。");
	assert_string_equal(filing_cell(o.f, p)->text, "自己写的。");
	assert_int_equal(style_of(o.f, p), PAGE_INPUT);
	assert_string_equal(suggest_text(o.f, p), "甲8.00万元。\n当年2024。");
	assert_int_equal(suggest_cell(o.f, p)->value.state, FIGURE_TEXT);
	type(&o, "notes", "one", NULL);
	shows(&o, "one", "甲8.00万元。\n当年2024。");
	type(&o, "notes", "one", "  ");
	shows(&o, "one", "甲8.00万元。\n当年2024。");
	drop(&o);
}

/* The bytes before the difference, the same in both. */
static void suggest_differs__own_text__says_where(void **state)
{
	static const struct {
		const char *own;
		bool differs;
		const char *from, *from_suggested;
	} cases[] = {
	    {NULL, false, NULL, NULL},
	    {"甲12.30万元。\n当年2024。", false, NULL, NULL},
	    {" 甲 12.30 万元。\r\n\n　　当年2024。\n", false, NULL, NULL},
	    {"甲12.30万元。\n今年2024。", true, "今年2024。", "当年2024。"},
	    {"甲12.3万元。", true, "万元。", "0万元。\n当年2024。"},
	    {"甲12.30万元。\n当年2024。另外。", true, "另外。", ""},
	    {"甲12.30", true, "", "万元。\n当年2024。"},
	};
	struct paper o;

	(void)state;
	make(&o);
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct place p = at(&o, "notes", "one");
		size_t own = 0, suggested = 0;

		type(&o, "notes", "one", cases[i].own);
		assert_int_equal(suggest_differs(o.f, p, &own, &suggested), cases[i].differs);
		if (!cases[i].differs)
			continue;
		assert_string_equal(filing_cell(o.f, p)->text + own, cases[i].from);
		assert_string_equal(suggest_text(o.f, p) + suggested, cases[i].from_suggested);
	}
	drop(&o);
}

/* ---- when ---- */

static void filing_recalc__suggested_texts__are_left_until_asked_for(void **state)
{
	struct paper o;

	(void)state;
	make(&o);
	assert_false(o.f->told);
	assert_null(filing_cell(o.f, at(&o, "notes", "one"))->calc_text);
	suggest_cell(o.f, at(&o, "notes", "free"));
	assert_false(o.f->told);
	suggest_cell(o.f, at(&o, "notes", "one"));
	assert_true(o.f->told);
	type(&o, "f", "a", "9");
	assert_false(o.f->told);
	assert_null(filing_cell(o.f, at(&o, "notes", "one"))->calc_text);
	drop(&o);
}

/* The same before and after it was generated. */
static void filing_recalc__formula_naming_such_a_cell__sees_own_text_alone(void **state)
{
	struct paper o;

	(void)state;
	make(&o);
	shows(&o, "seen", "0");
	shows(&o, "one", "甲12.30万元。\n当年2024。");
	filing_recalc(o.f);
	shows(&o, "seen", "0");
	type(&o, "notes", "one", "自己写的。");
	shows(&o, "seen", "1");
	drop(&o);
}

/* ---- mistakes ---- */

static void set_load__wrong_parts__are_named_with_file_and_line(void **state)
{
	static const struct {
		const char *notes, *text, *wanted;
	} cases[] = {
	    {NULL, "text t 说明\n甲。\n", "notes.form:7: 说明文字里没有这个 part：t.one"},
	    {NULL, "text t 说明\npart one\n甲。\n", "notes.form:8: 说明文字里没有这个 part：t.two.more"},
	    {"form notes 表2 说明\nband 9\n| [one] |\nfield one money 数 suggested text t.one\n", text,
	     "notes.form:4: 只有 text 和 long 的栏目"},
	    {"form notes 表2 说明\nband 9\nrows l\n| [one] |\nlist l 清单\n"
	     "column one long 说明 suggested text t.one\n",
	     text, "notes.form:6: 只有 text 和 long 的栏目"},
	    {NULL, "text t 说明\npart one\n甲。\npart one\n", "t.text:4: 这个 part 前面已经有了：one"},
	    {NULL, "text t 说明\npart one two\n", "t.text:2: part 后面写一个键"},
	    {NULL, "text t 说明\nform f\nwhen a != 0\npart one\nend\n",
	     "t.text:4: part 不能写在 when 或 rows 里面：one"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct err e;
		struct set *set = load(cases[i].notes ? cases[i].notes : notes, cases[i].text, &e);

		if (set || !strstr(e.text, cases[i].wanted))
			fail_msg("case %zu: %s", i, set ? "loaded" : e.text);
		set_free(set);
	}
}

static int make_folder(void **state)
{
	(void)state;
	return mkdtemp(folder) ? 0 : -1;
}

static int drop_folder(void **state)
{
	static const char *const files[] = {"set", "f.form", "notes.form", "t.text"};

	(void)state;
	for (size_t i = 0; i < COUNT(files); i++) {
		char *path = file_join(folder, files[i]);

		unlink(path);
		mem_free(path);
	}
	return rmdir(folder);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(suggest_cell__blank__has_its_part_without_the_head),
	    cmocka_unit_test(suggest_cell__nothing_to_say__is_blank),
	    cmocka_unit_test(suggest_cell__figures_and_reasons_change__the_text_follows),
	    cmocka_unit_test(suggest_cell__own_text__wins_until_it_is_gone),
	    cmocka_unit_test(suggest_differs__own_text__says_where),
	    cmocka_unit_test(filing_recalc__suggested_texts__are_left_until_asked_for),
	    cmocka_unit_test(filing_recalc__formula_naming_such_a_cell__sees_own_text_alone),
	    cmocka_unit_test(set_load__wrong_parts__are_named_with_file_and_line),
	};
	return cmocka_run_group_tests_name("suggest", tests, make_folder, drop_folder);
}
