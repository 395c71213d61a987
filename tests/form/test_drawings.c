/* The formulas of the acceptance drawings against documents whose sums hold:
 * what a computed cell states is what the formula gives, but for the faults
 * that the documents really have. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "form/recalc.h"
#include "support/sample.h"

/* Writes «form:key stated computed» for each stated cell its formula differs
 * from; *checked counts the cells looked at. */
static void add_difference(const struct filing *f, struct place p, struct str *out, int *checked)
{
	const struct cell *cell = filing_cell(f, p);
	const struct field *field = filing_field(f, p);

	if (field->mode != MODE_COMPUTED || !cell->text)
		return;
	++*checked;
	if (cell->calc.state == FIGURE_NUMBER && cell->calc.num == cell->stated.num)
		return;
	str_addf(out, "%s:", f->sheets[p.sheet].form->id);
	filing_key(f, p, out);
	str_addf(out, " %s ", cell->text);
	figure_show(&cell->calc, field, out);
	str_add(out, "\n");
}

static void add_differences(const struct filing *f, int sheet, struct str *out, int *checked)
{
	const struct form *form = f->sheets[sheet].form;

	for (size_t i = 0; i < form->nfields; i++)
		add_difference(f, (struct place){sheet, -1, -1, (int)i}, out, checked);
	for (size_t l = 0; l < form->nlists; l++)
		for (size_t r = 0; r < f->sheets[sheet].lists[l].n; r++)
			for (size_t k = 0; k < form->lists[l].ncolumns; k++)
				add_difference(f, (struct place){sheet, (int)l, (int)r, (int)k},
				               out, checked);
}

static void expect_differences(int year, const char *sample, int wanted_checked, const char *wanted)
{
	struct set *set = sample_set("tests/form/drawings");
	struct filing *f = sample_filing(set, "1", "单位", year, sample);
	struct str out = {0};
	int checked = 0;

	filing_recalc(f);
	for (size_t i = 0; i < f->nsheets; i++)
		add_differences(f, (int)i, &out, &checked);
	assert_string_equal(str_text(&out), wanted);
	assert_int_equal(checked, wanted_checked);
	str_free(&out);
	filing_free(f);
	set_free(set);
}

/* 公开01: J01, J05, and both 总计; 公开06: 301, 302, 303 and both 合计. */
static void recalc__final_accounts_of_2020__agree_with_the_document(void **state)
{
	(void)state;
	expect_differences(2020, "tests/form/drawings/2020.csv", 9, "");
}

/* The document's 三公 total row says 0.06, its only entry 0. */
static void recalc__report_of_2017__differs_only_where_the_document_does(void **state)
{
	(void)state;
	expect_differences(2017, "tests/form/drawings/2017.csv", 21,
	                   "report2017:all.three 0.06 0.00\n"
	                   "report2017:all.guest 0.06 0.00\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(recalc__final_accounts_of_2020__agree_with_the_document),
	    cmocka_unit_test(recalc__report_of_2017__differs_only_where_the_document_does),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
