#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "audit/audit.h"
#include "form/recalc.h"
#include "support/sample.h"

/* The final accounts of 2020 with one figure changed: the relation that breaks
 * is named, at the cell where it stands. */

static struct set *set;

static int load_set(void **state)
{
	(void)state;
	set = sample_set("data/forms/final-accounts-hunan-2020");
	return 0;
}

static int free_set(void **state)
{
	(void)state;
	set_free(set);
	return 0;
}

static struct filing *accounts(void)
{
	return sample_filing(set, "430000", "湖南省卫生计生委信息统计中心", 2020,
	                     "data/samples/430000-2020-final-accounts-hunan-2020.csv");
}

static const struct {
	const char *form, *key, *text, *wanted; /* «RULE PLACE» */
} cases[] = {
	/* stated totals against their formula */
	{ "t1", "in.total", "967.68", "J01 t1#1.in.total" },
	{ "t1", "in.grand", "1500.28", "J02 t1#1.in.grand" },
	{ "t1", "out.grand", "1500.72", "J03 t1#1.out.grand" },
	{ "t1", "out.total", "1368.54", "J05 t1#1.out.total" },
	{ "t2", "all.total", "967.96", "J07.total t2#1.all.total" },
	{ "t3", "func.1.basic", "666.33", "J07.basic t3#1.func.1.basic" },
	{ "t3", "func.1.total", "1342.54", "J06 t3#1.func.1.total" },
	{ "t4", "end.total", "131.83", "J12.total t4#1.end.total" },
	{ "t6", "staff", "313.58", "J15.staff t6#1.staff" },
	{ "t6", "econ.303", "10.64", "J15.303 t6#1.econ.303" },
	{ "t7", "total.final", "3.81", "J16.final t7#1.total.final" },
	/* between tables */
	{ "t1", "in.surplus", "381.91", "J04 t1#1.in.grand" },
	{ "t1", "in.business", "42.57", "J08.business t1#1.in.business" },
	{ "t1", "out.210", "1342.46", "J09.210 t1#1.out.210" },
	{ "t4", "in.general", "925.15", "J10.general t4#1.in.general" },
	{ "t4", "out.210.general", "917.98", "J13.210 t4#1.out.210.general" },
	{ "t6", "econ.30101", "75.94", "J14 t5#1.all.basic" },
	{ "t6", "econ.30231", "3.19", "J17.run t7#1.run.final" },
	{ "t4", "begin.general", "150.86", "J19.begin t4#1.begin.total" },
	{ "t5", "func.4.basic", "1000.00", "J19.basic t3#1.all.basic" },
	{ "t7", "run.final", "3.61", "J23 t7#1.total.final" },
	{ "t2", "func.3.code", "2080501", "J21 t2#1.func.3.code" },
};

static bool has(const struct filing *f, const struct findings *all, const char *wanted)
{
	bool found = false;
	for (size_t i = 0; i < all->n && !found; i++) {
		struct str s = { 0 };
		str_addf(&s, "%s ", all->item[i].rule);
		finding_put_place(f, all->item[i].place, &s);
		found = strcmp(str_text(&s), wanted) == 0;
		str_free(&s);
	}
	return found;
}

static void audit_filing__figure_changed__names_what_breaks(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct findings all = { 0 };
		struct filing *f = accounts();
		struct place p;
		filing_recalc(f);
		audit_filing(f, &all);
		assert_false(has(f, &all, cases[i].wanted));
		findings_free(&all);
		assert_true(filing_place(f, filing_find_sheet(f, set_form(set, cases[i].form), 1),
		                         cases[i].key, &p));
		filing_put(f, p, cases[i].text);
		filing_recalc(f);
		audit_filing(f, &all);
		if (!has(f, &all, cases[i].wanted))
			fail_msg("%s %s = %s: no %s", cases[i].form, cases[i].key, cases[i].text,
			         cases[i].wanted);
		findings_free(&all);
		filing_free(f);
	}
}

/* This year's opening balance against last year's closing one. */
static void audit_filing__last_year_there__opening_balance_is_compared(void **state)
{
	struct filing *last = filing_new(set, "430000", "某单位", 2019), *f = accounts();
	struct findings all = { 0 };
	struct place p;
	(void)state;
	int sheet = filing_sheet(last, set_form(set, "t1"), 1);
	assert_true(filing_place(last, sheet, "out.carried", &p));
	filing_put(last, p, "150.68");
	filing_recalc(last);
	f->last = last;
	filing_recalc(f);
	audit_filing(f, &all);
	assert_false(has(f, &all, "J20 t1#1.in.carried"));
	findings_free(&all);
	filing_put(last, p, "150.86");
	filing_recalc(last);
	filing_recalc(f);
	audit_filing(f, &all);
	assert_true(has(f, &all, "J20 t1#1.in.carried"));
	findings_free(&all);
	filing_free(f);
	filing_free(last);
}

static void audit_filing__twice__says_the_same(void **state)
{
	struct findings a = { 0 }, b = { 0 };
	struct filing *f = accounts();
	(void)state;
	filing_recalc(f);
	audit_filing(f, &a);
	audit_filing(f, &b);
	assert_int_equal(a.n, b.n);
	for (size_t i = 0; i < a.n; i++) {
		assert_string_equal(a.item[i].rule, b.item[i].rule);
		assert_string_equal(a.item[i].text, b.item[i].text);
	}
	findings_free(&a);
	findings_free(&b);
	filing_free(f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(audit_filing__figure_changed__names_what_breaks),
		cmocka_unit_test(audit_filing__last_year_there__opening_balance_is_compared),
		cmocka_unit_test(audit_filing__twice__says_the_same),
	};
	return cmocka_run_group_tests_name("audit", tests, load_set, free_set);
}
