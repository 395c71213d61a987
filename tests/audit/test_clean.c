/* Filings that are right in every figure: nothing is found in them, neither as
 * they are typed nor as a printed document states them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "audit/audit.h"
#include "form/recalc.h"
#include "support/clean.h"
#include "support/sample.h"

static const struct {
	const char *set;
	int year;
	const char *file;
} filings[] = {
    {"data/forms/yueyanglou-2024", 2024, "annexes"},
    {"data/forms/yueyanglou-2017", 2017, "report-2017"},
    {"data/forms/final-accounts-hunan-2020", 2020, "accounts"},
    {"data/forms/final-accounts-hunan-2020", 2023, "accounts"},
    {"data/forms/final-accounts-hunan-2024", 2024, "accounts"},
    {"data/forms/sichuan-project-2021", 2021, "sichuan"},
};

/* How many; tells them. */
static size_t count(struct filing *f, const char *how)
{
	struct findings all = {0};
	size_t n, levels[3] = {0};

	audit_filing(f, &all);
	for (size_t i = 0; i < all.n; i++) {
		const struct finding *x = &all.item[i];
		struct str place = {0};

		finding_put_place(f, x->place, &place);
		print_message("  %s: %s %s %s %s %s\n", how, x->rule, level_name(x->level),
		              verdict_name(x->verdict), str_text(&place), x->text);
		levels[x->level]++;
		str_free(&place);
	}
	print_message("%s %d, %s: 必须 %zu 核实 %zu 提示 %zu\n", f->set->id, f->year, how,
	              levels[LEVEL_MUST], levels[LEVEL_VERIFY], levels[LEVEL_HINT]);
	n = all.n;
	findings_free(&all);
	return n;
}

static void audit_filing__all_figures_right__finds_nothing(void **state)
{
	size_t wrong = 0;

	(void)state;
	for (size_t i = 0; i < sizeof filings / sizeof *filings; i++) {
		struct set *set = sample_set(filings[i].set);
		struct filing *f = clean_filing(set, filings[i].year, filings[i].file);

		wrong += count(f, "as typed");
		clean_state_figures(f);
		wrong += count(f, "figures as printed");
		clean_state_texts(f);
		wrong += count(f, "texts as printed");
		filing_free(f);
		set_free(set);
	}
	assert_int_equal(wrong, 0);
}

static void audit_filing__empty_filing__finds_nothing(void **state)
{
	size_t wrong = 0;

	(void)state;
	for (size_t i = 0; i < sizeof filings / sizeof *filings; i++) {
		struct set *set = sample_set(filings[i].set);
		struct filing *f = filing_new(set, "1", "湘阳市江南区文化馆", filings[i].year);

		for (size_t s = 0; s < set->nforms; s++)
			filing_sheet(f, set->forms[s], 1);
		filing_recalc(f);
		wrong += count(f, "empty");
		filing_free(f);
		set_free(set);
	}
	assert_int_equal(wrong, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(audit_filing__all_figures_right__finds_nothing),
	    cmocka_unit_test(audit_filing__empty_filing__finds_nothing),
	};

	return cmocka_run_group_tests_name("clean", tests, NULL, NULL);
}
