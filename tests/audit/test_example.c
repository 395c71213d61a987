#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "audit/audit.h"
#include "audit/example.h"
#include "form/recalc.h"
#include "support/drawn.h"
#include "support/sample.h"

#define SETS 5
static const char *const folders[SETS] = {
	"data/forms/final-accounts-hunan-2020", "data/forms/final-accounts-hunan-2024",
	"data/forms/sichuan-project-2021",      "data/forms/yueyanglou-2017",
	"data/forms/yueyanglou-2024",
};

static struct set *sets[SETS];

static int load_sets(void **state)
{
	(void)state;
	for (size_t i = 0; i < SETS; i++)
		sets[i] = sample_set(folders[i]);
	return 0;
}

static int free_sets(void **state)
{
	(void)state;
	for (size_t i = 0; i < SETS; i++)
		set_free(sets[i]);
	return 0;
}

static void example_check__shipped_sets__all_rules_come_out_as_said(void **state)
{
	(void)state;
	for (size_t i = 0; i < SETS; i++) {
		struct err e = { 0 };
		if (example_check(sets[i], (const struct set *const *)sets, SETS, &e) < 0)
			fail_msg("%s: %s", folders[i], e.text);
	}
}

static void example_check__missing_or_wrong_example__is_refused(void **state)
{
	static const struct {
		const char *more, *wanted; /* NULL: it is right */
	} cases[] = {
		{ "pass a=1 b=1\nfail a=1 b=2\n", NULL },
		{ "pass a=1 b=1\n", "没有 fail 的例子" },
		{ "fail a=1 b=2\n", "没有 pass 的例子" },
		{ "pass a=1 b=2\nfail a=1 b=2\n", "pass 例子不相符" },
		{ "pass a=1 b=1\nfail a=1 b=1\n", "fail 例子没有发现" },
		{ "pass a=1 c=1\nfail a=1 b=2\n", "没有这个栏目：c" },
		{ "pass t9:a=1\nfail a=1 b=2\n", "没有这张表：t9" },
		{ "pass r#1.z=1\nfail a=1 b=2\n", "没有这一列或分组：z" },
		{ "pass a\nfail a=1 b=2\n", "栏目=值" },
		{ "pass \"r#1.name=甲 乙\" a=1 b=1\nfail last:a=2 a=1 b=2\n", NULL },
		{ "pass also:none:t1:a=1\nfail a=1 b=2\n", "套表不在：none" },
		{ "pass a=1 b=1\nfail a=1 b=2\nrule S 重要 a = b  同\n", "S 的级别不是必须、核实、提示之一：重要" },
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct str drawing = { 0 };
		struct err e = { 0 };
		str_addf(&drawing,
		         "title 测试\nband 10 10\n| [a] | [b] |\nrows r\n| [name] | < |\nblank\nfield a money 甲\n"
		         "field b money 乙\nlist r 清单\ncolumn name text 名\nrule R 必须 a = b  同\n%s",
		         cases[i].more);
		struct filing *f = drawn_filing(str_text(&drawing));
		int rc = example_check(f->set, NULL, 0, &e);
		if (cases[i].wanted ? rc == 0 || !strstr(e.text, cases[i].wanted) : rc < 0)
			fail_msg("case %zu: %s, wanted %s", i, e.text, cases[i].wanted);
		drawn_free(f);
		str_free(&drawing);
	}
}

/* ---- a unit with both kinds of forms (DOMAIN §5, X) ---- */

static void put(struct filing *f, const char *form, const char *key, const char *text)
{
	struct place p;
	int sheet = filing_sheet(f, set_form(f->set, form), 1);
	if (!filing_place(f, sheet, key, &p))
		fail_msg("no cell %s of %s", key, form);
	filing_put(f, p, text);
}

static const struct {
	const char *form, *key, *text, *wanted; /* the rule that finds it; NULL: all agrees */
} crossings[] = {
	{ "annex2", "done", "110.76", NULL },
	{ "annex2", "done", "110.75", "X1" },
	{ "annex1", "public.final", "7.20", NULL },
	{ "annex1", "public.final", "7.02", "X3.public" },
	{ "annex1", "guest.final", "3.19", "X3.three" },
	{ "annex1", "work.final", "48.87", "X4" },
};

static bool has(const struct findings *all, const char *rule)
{
	for (size_t i = 0; i < all->n; i++)
		if (strcmp(all->item[i].rule, rule) == 0)
			return true;
	return false;
}

static bool any_crossing(const struct findings *all)
{
	return has(all, "X1") || has(all, "X3.public") || has(all, "X3.three") || has(all, "X4");
}

/* Basic 61.98, of it 54.78 and 7.20; projects 48.78; 三公 3.18. */
static struct filing *accounts(void)
{
	struct filing *f = filing_new(sets[1], "1", "某单位", 2024);
	int sheet = filing_sheet(f, set_form(f->set, "t3"), 1);
	filing_row(f, sheet, form_list(f->sheets[sheet].form, "func"), 1, -1, 1);
	put(f, "t3", "func.1.code", "210");
	put(f, "t3", "func.1.basic", "61.98");
	put(f, "t3", "func.1.project", "48.78");
	put(f, "t6", "econ.30101", "54.78");
	put(f, "t6", "econ.30201", "4.02");
	put(f, "t6", "econ.30217", "3.18");
	put(f, "t7", "guest.final", "3.18");
	filing_recalc(f);
	return f;
}

static struct filing *evaluation(void)
{
	struct filing *f = filing_new(sets[4], "1", "某单位", 2024);
	put(f, "annex1", "guest.final", "3.18");
	put(f, "annex1", "work.final", "48.78");
	put(f, "annex1", "public.final", "7.20");
	put(f, "annex2", "done", "110.76");
	return f;
}

static void audit_filing__both_kinds_of_forms__crossings_are_compared(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof crossings / sizeof *crossings; i++) {
		struct findings all = { 0 };
		struct filing *f = evaluation(), *also = accounts();
		put(f, crossings[i].form, crossings[i].key, crossings[i].text);
		f->also = &also;
		f->nalso = 1;
		filing_recalc(f);
		audit_filing(f, &all);
		if (crossings[i].wanted ? !has(&all, crossings[i].wanted) : any_crossing(&all))
			fail_msg("%s %s: wanted %s", crossings[i].key, crossings[i].text,
			         crossings[i].wanted ? crossings[i].wanted : "nothing");
		findings_free(&all);
		filing_free(f);
		filing_free(also);
	}
}

static void audit_filing__without_the_other_set__crossings_are_silent(void **state)
{
	struct findings all = { 0 };
	struct filing *f = evaluation();
	(void)state;
	put(f, "annex2", "done", "1.00");
	filing_recalc(f);
	audit_filing(f, &all);
	assert_false(any_crossing(&all));
	findings_free(&all);
	filing_free(f);
}

static void audit_filing__empty_filings__nothing(void **state)
{
	(void)state;
	for (size_t i = 0; i < SETS; i++) {
		struct findings all = { 0 };
		struct filing *f = filing_new(sets[i], "1", "某单位", sets[i]->year_from);
		for (size_t k = 0; k < sets[i]->nforms; k++)
			filing_sheet(f, sets[i]->forms[k], 1);
		filing_recalc(f);
		audit_filing(f, &all);
		if (all.n)
			fail_msg("%s: %s %s", folders[i], all.item[0].rule, all.item[0].text);
		findings_free(&all);
		filing_free(f);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(example_check__shipped_sets__all_rules_come_out_as_said),
		cmocka_unit_test(example_check__missing_or_wrong_example__is_refused),
		cmocka_unit_test(audit_filing__both_kinds_of_forms__crossings_are_compared),
		cmocka_unit_test(audit_filing__without_the_other_set__crossings_are_silent),
		cmocka_unit_test(audit_filing__empty_filings__nothing),
	};
	return cmocka_run_group_tests_name("example", tests, load_sets, free_sets);
}
