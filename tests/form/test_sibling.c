/* last: across two sets that share their forms, in which the tables stand in
 * another order and the lists of codes differ. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <ftw.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/mem.h"
#include "form/recalc.h"
#include "form/sibling.h"
#include "form/twin.h"
#include "support/sample.h"

#define COUNT(a) (sizeof(a) / sizeof *(a))

static char folder[] = "/tmp/ziping-sibling-XXXXXX";

static struct place place_of(const struct filing *f, const char *form, const char *key)
{
	int sheet = filing_sheet((struct filing *)f, set_form(f->set, form), 1);
	struct place p;

	if (!filing_place(f, sheet, key, &p))
		fail_msg("no cell %s.%s", form, key);
	return p;
}

static void put(struct filing *f, const char *form, const char *key, const char *text)
{
	filing_put(f, place_of(f, form, key), text);
}

static void expect(const struct filing *f, const char *form, const char *key, const char *shown)
{
	struct place p = place_of(f, form, key);
	struct str is = {0};

	cell_show(filing_cell(f, p), filing_field(f, p), &is);
	if (strcmp(str_text(&is), shown) != 0)
		fail_msg("%s.%s is %s, wanted %s", form, key, str_text(&is), shown);
	str_free(&is);
}

static void add_sheets(struct filing *f)
{
	for (size_t i = 0; i < f->set->nforms; i++)
		filing_sheet(f, f->set->forms[i], 1);
}

/* ---- the sets of 2020 and 2024 ---- */

static void last__of_the_set_before__is_found_by_keys(void **state)
{
	static const struct {
		const char *form, *key, *text; /* of 2023 */
		const char *to, *shown;        /* of 2024 */
		const char *to_form;
	} cases[] = {
	    {"t1", "out.carried", "12.5", "in.carried", "12.50", "t1"},
	    {"t7", "guest.final", "3.21", "guest.before", "3.21", "extra"},
	    {"t7", "abroad.final", "0.4", "abroad.before", "0.40", "extra"},
	    {"extra", "running.now", "60", "running.before", "60.00", "extra"},
	    /* 0 + 7 + 0 − 0: what is left of the general budget */
	    {"t4", "in.general", "7", "begin.general", "7.00", "t4"},
	};
	struct set *before = sample_set("data/forms/final-accounts-hunan-2020"),
	           *now = sample_set("data/forms/final-accounts-hunan-2024");
	struct filing *last = filing_new(before, "1", "某单位", 2023),
	              *f = filing_new(now, "1", "某单位", 2024);

	(void)state;
	assert_true(set_is_sibling(before, now));
	/* the order differs: an index alone would lead to another table */
	assert_int_not_equal(set_form(before, "t7")->index, set_form(now, "t7")->index);
	add_sheets(last);
	add_sheets(f);
	for (size_t i = 0; i < COUNT(cases); i++)
		put(last, cases[i].form, cases[i].key, cases[i].text);
	filing_recalc(last);
	filing_recalc(f);
	expect(f, "t1", "in.carried", "");
	f->last = last;
	filing_recalc(f);
	for (size_t i = 0; i < COUNT(cases); i++)
		expect(f, cases[i].to_form, cases[i].to, cases[i].shown);
	filing_free(f);
	filing_free(last);
	set_free(before);
	set_free(now);
}

static void set_is_sibling__other_sets__are_none(void **state)
{
	struct set *accounts = sample_set("data/forms/final-accounts-hunan-2024"),
	           *other = sample_set("data/forms/yueyanglou-2024");

	(void)state;
	assert_true(set_is_sibling(accounts, accounts));
	assert_true(set_is_sibling(other, other));
	assert_false(set_is_sibling(accounts, other));
	set_free(accounts);
	set_free(other);
}

/* ---- rows and patterns ---- */

#define BODY \
	"| [a] | [b] |\n| [c.11] | [c.12] |\n| [e] | [g] |\nrows l\n| [n] | [m] |\n" \
	"field a money 甲 suggested last:b\nfield b money 乙\n" \
	"field c.11 money 丙一\nfield c.12 money 丙二\n" \
	"field e money 戊 suggested sum(last:c.1?)\n" \
	"field g money 己 suggested sum(last:l.m where last:l.n = \"二\")\n"
#define LIST "list l 清单\ncolumn n text 名称\ncolumn m money 金额 suggested last:l.o\n"

static void write_one(const char *set, const char *name, const char *text)
{
	struct str path = {0};
	struct err e = {0};

	str_addf(&path, "%s/%s", folder, set);
	mkdir(str_text(&path), 0700);
	str_addf(&path, "/%s", name);
	if (file_write(str_text(&path), text, strlen(text), true, &e) < 0)
		fail_msg("%s", e.text);
	str_free(&path);
}

static struct set *load(const char *name)
{
	struct codes none = {0};
	struct err e = {0};
	char *path = file_join(folder, name);
	struct set *s = set_load(path, &none, &e);

	if (!s)
		fail_msg("%s", e.text);
	mem_free(path);
	return s;
}

/* The new set has a form more in front, a form of its own of the same id with
 * more fields and columns in front, one without the column o. */
static void last__indexes_differ__rows_and_patterns_are_found(void **state)
{
	struct set *before, *now;
	struct filing *last, *f;
	int sheet;

	(void)state;
	write_one("shared", "f.form",
	          "form f 表1 测试\nband 10 10\n" BODY LIST "column o money 旧 hidden\n");
	write_one("old", "set", "set old 旧\nyears 2020\nshare ../shared\nforms f\n");
	write_one("new", "set", "set new 新\nyears 2021-\nshare ../shared/../shared\nforms z f\n");
	write_one("new", "z.form", "form z 表0 在前\nband 10\n| [a] |\nfield a money 甲\n");
	write_one("new", "f.form", "form f 表1 测试\nband 10 10\n| [x] | [y] |\n" BODY
	          "field x money 前\nfield y money 前二\n"
	          "list k 前\nrows k\n| [n] | [n2] |\ncolumn n text 名\ncolumn n2 text 名二\n"
	          LIST "column o money 旧 hidden\n");
	before = load("old");
	now = load("new");
	assert_true(set_is_sibling(before, now));
	last = filing_new(before, "1", "某单位", 2020);
	f = filing_new(now, "1", "某单位", 2021);
	add_sheets(last);
	add_sheets(f);
	sheet = filing_find_sheet(last, set_form(before, "f"), 1);
	put(last, "f", "b", "1");
	put(last, "f", "c.11", "2");
	put(last, "f", "c.12", "3");
	for (int i = 1; i <= 2; i++)
		filing_row(last, sheet, form_list(set_form(before, "f"), "l"), i, -1, i);
	put(last, "f", "l.1.n", "一");
	put(last, "f", "l.1.m", "10");
	put(last, "f", "l.2.n", "二");
	put(last, "f", "l.2.m", "20");
	put(last, "f", "l.2.o", "7");
	sheet = filing_find_sheet(f, set_form(now, "f"), 1);
	filing_row(f, sheet, form_list(set_form(now, "f"), "l"), 1, -1, 1);
	put(f, "f", "l.1.n", "二");
	f->last = last;
	filing_recalc(last);
	filing_recalc(f);
	expect(f, "f", "a", "1.00");
	expect(f, "f", "e", "5.00");
	expect(f, "f", "g", "20.00");
	expect(f, "f", "l.1.m", "7.00"); /* the same row by its name */
	filing_free(f);
	filing_free(last);
	set_free(before);
	set_free(now);
}

static void last__what_the_set_before_has_not__is_empty(void **state)
{
	struct set *before, *now;
	struct filing *last, *f;

	(void)state;
	write_one("shared", "h.form", "form h 表1 测试\nband 10 10\n| [a] | [b] |\n"
	          "field a money 甲 suggested last:b\nfield b money 乙\n");
	write_one("poor", "set", "set poor 旧\nyears 2020\nshare ../shared\nforms h\n");
	write_one("poor", "h.form", "form h 表1 测试\nband 10\n| [a] |\nfield a money 甲\n");
	write_one("rich", "set", "set rich 新\nyears 2021-\nshare ../shared\nforms h\n");
	before = load("poor");
	now = load("rich");
	last = filing_new(before, "1", "某单位", 2020);
	f = filing_new(now, "1", "某单位", 2021);
	add_sheets(last);
	add_sheets(f);
	put(last, "h", "a", "1");
	f->last = last;
	filing_recalc(last);
	filing_recalc(f);
	expect(f, "h", "a", "");
	filing_free(f);
	filing_free(last);
	set_free(before);
	set_free(now);
}

static int make_folder(void **state)
{
	(void)state;
	return mkdtemp(folder) ? 0 : -1;
}

static int remove_one(const char *path, const struct stat *st, int kind, struct FTW *at)
{
	(void)st;
	(void)kind;
	(void)at;
	return remove(path);
}

static int remove_folder(void **state)
{
	(void)state;
	return nftw(folder, remove_one, 8, FTW_DEPTH | FTW_PHYS);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(last__of_the_set_before__is_found_by_keys),
	    cmocka_unit_test(set_is_sibling__other_sets__are_none),
	    cmocka_unit_test(last__indexes_differ__rows_and_patterns_are_found),
	    cmocka_unit_test(last__what_the_set_before_has_not__is_empty),
	};

	return cmocka_run_group_tests_name("sibling", tests, make_folder, remove_folder);
}
