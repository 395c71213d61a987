/* The documents of an office, imported into a database that has nothing but
 * units, beside the sample database: the samples were typed from the same
 * documents.  Then what was exported, imported again. */
#include "app/import_desk.h"

#include "app/export.h"
#include "form/recalc.h"
#include "support/clean.h"
#include "support/matching.h"

/* ---- every document ---- */

struct input_case {
	const char *file, *unit;
	int year;
	bool given;            /* it does not say whose it is */
	const char *forms;     /* those in it; NULL: all */
	const char *only;      /* see support/matching.h */
};

#define TABLES "t1 t2 t3 t4 t5 t6 t7 t8 t9"

static const struct input_case inputs[] = {
	{ "yueyanglou-infocenter-2024.docx", "404010", 2024, false, NULL, NULL },
	{ "yueyanglou-health-bureau-2024.docx", "404001", 2024, false, NULL, NULL },
	{ "yueyanglou-infocenter-2017.docx", "404010", 2017, false, NULL, NULL },
	{ "panzhihua-bigdata-2021.docx", "506010", 2021, false, NULL, NULL },
	{ "hunan-infocenter-2020-final-accounts.docx", "430000", 2020, false, NULL, NULL },
	{ "hunan-infocenter-2020-final-accounts.xlsx", "430000", 2020, false, TABLES, NULL },
	{ "yueyanglou-infocenter-2024-annex2.gb18030.csv", "404010", 2024, true, "annex2", "ind" },
	{ "yueyanglou-infocenter-2024-annex2.utf8bom.csv", "404010", 2024, true, "annex2", "ind" },
	{ "yueyanglou-health-bureau-2024-annex2.gb18030.csv", "404001", 2024, true, "annex2", "ind" },
	{ "yueyanglou-health-bureau-2024-annex2.utf8bom.csv", "404001", 2024, true, "annex2", "ind" },
};

static void import__each_document__puts_every_cell_where_it_belongs(void **state)
{
	struct desk sample;

	(void)state;
	desk_make(&sample);
	for (size_t i = 0; i < sizeof inputs / sizeof *inputs; i++) {
		const struct input_case *c = &inputs[i];
		struct import *im;
		struct desk d;

		empty_desk(&d);
		im = open_import(&d, c->given ? c->unit : NULL, 0);
		import_input(&d, im, c->file);
		matching_sheets(desk_filing(sample.w, c->unit, c->year),
		              desk_filing(d.w, c->unit, c->year), c->forms, c->only, false);
		import_close(im);
		desk_drop(&d);
	}
	desk_drop(&sample);
}

static void import__each_document__leaves_nothing_without_a_place(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof inputs / sizeof *inputs; i++) {
		const struct input_case *c = &inputs[i];
		char *path = input_file(c->file);
		struct import_file f = { 0 };
		struct import *im;
		struct desk d;

		empty_desk(&d);
		im = open_import(&d, c->given ? c->unit : NULL, 0);
		must(import_plan(im, path, &f, &d.e), &d.e);
		if (f.laid.nrest > 0)
			fail_msg("%s: «%s» has no place", c->file, f.laid.rest[0].text);
		assert_int_equal(f.nstrays, 0);
		assert_int_equal(f.nfilings, 1);
		assert_true(f.filings[0].fresh);
		for (size_t k = 0; k < f.filings[0].nsheets; k++)
			assert_true(f.filings[0].sheets[k].laid->sure >= (c->only ? 60 : 90));
		import_file_free(&f);
		import_close(im);
		desk_drop(&d);
		mem_free(path);
	}
}

static void import__the_same_document_again__changes_nothing(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof inputs / sizeof *inputs; i++) {
		const struct input_case *c = &inputs[i];
		struct import_done again;
		struct filing *f;
		struct import *im;
		struct desk d;
		size_t entries;

		empty_desk(&d);
		im = open_import(&d, c->given ? c->unit : NULL, 0);
		assert_true(import_input(&d, im, c->file).cells > 50);
		f = desk_filing(d.w, c->unit, c->year);
		entries = count_journal(d.w, f);
		again = import_input(&d, im, c->file);
		assert_int_equal(again.cells + again.rows + again.sheets + again.filings, 0);
		assert_int_equal(count_journal(d.w, f), entries);
		import_close(im);
		desk_drop(&d);
	}
}

/* ---- round trips ---- */

static const char *const trip_files[] = { "x.docx", "x.xlsx", "x.csv" };

/* Out as each of the files and in again, each time into a database of its own. */
static void round_trips(struct desk *out, const struct filing *from)
{
	for (size_t i = 0; i < sizeof trip_files / sizeof *trip_files; i++) {
		char *path = file_join(out->folder, trip_files[i]);
		struct import *im;
		struct desk d;
		struct export_request q = { .path = path, .sheet = -1, .stated = true,
			.exact = i == 2, .replace = true };

		print_message("%s %d, %s\n", from->set->id, from->year, trip_files[i]);
		must(export_filing(out->w, from, &q, &out->e), &out->e);
		empty_desk(&d);
		if (work_find_unit(d.w, from->unit_code, &d.e) < 0)
			must(work_add_unit(d.w, from->unit_code, from->unit_name, 2017, -1, &d.e),
			     &d.e);
		im = open_import(&d, from->unit_code, from->year);
		import_path(&d, im, path);
		matching_sheets(from, desk_filing(d.w, from->unit_code, from->year), NULL, NULL, true);
		import_close(im);
		desk_drop(&d);
		mem_free(path);
	}
}

static void import__what_was_exported_as_stated__is_the_same_filing(void **state)
{
	static const struct {
		const char *unit;
		int year;
	} filings[] = { { "404001", 2024 }, { "404010", 2024 }, { "404010", 2017 },
		        { "506010", 2021 }, { "430000", 2020 } };
	struct desk sample;

	(void)state;
	desk_make(&sample);
	for (size_t i = 0; i < sizeof filings / sizeof *filings; i++)
		round_trips(&sample, desk_filing(sample.w, filings[i].unit, filings[i].year));
	desk_drop(&sample);
}

/* To each list that is drawn a row with one text and nothing else (not «无»: forms
 * print that in a row that is not there). */
static void add_lone_rows(struct filing *f)
{
	for (int s = 0; s < (int)f->nsheets; s++) {
		const struct form *form = f->sheets[s].form;

		for (int l = 0; l < (int)form->nlists; l++) {
			const struct list *list = &form->lists[l];
			int group = list->ngroups > 0 ? 0 : -1, at = list->name_column, row;

			while (group >= 0 && !list->groups[group].leaf)
				group++;
			if (at < 0 || list->columns[at].drawn == 0)
				continue;
			row = filing_row(f, s, l, 900, group, 900);
			filing_put(f, (struct place){ s, l, row, at }, "不适用");
		}
	}
	filing_recalc(f);
}

/* A filing of each set and year, as typed (what is computed is not stated),
 * as a printed document has it, and with lone texts. */
static void import__a_filing_of_each_set_exported__is_the_same_filing(void **state)
{
	static const struct {
		const char *set;
		int year;
		const char *file;
	} filings[] = {
		{ "yueyanglou-2024", 2024, "annexes" },
		{ "yueyanglou-2017", 2017, "report-2017" },
		{ "final-accounts-hunan-2020", 2020, "accounts" },
		{ "final-accounts-hunan-2020", 2023, "accounts" },
		{ "final-accounts-hunan-2024", 2024, "accounts" },
		{ "sichuan-project-2021", 2021, "sichuan" },
	};
	struct desk out;

	(void)state;
	empty_desk(&out);
	for (size_t i = 0; i < sizeof filings / sizeof *filings; i++) {
		const struct set *set = work_set(out.w, filings[i].set);
		struct filing *f = clean_filing(set, filings[i].year, filings[i].file);

		round_trips(&out, f);
		clean_state_figures(f);
		clean_state_texts(f);
		round_trips(&out, f);
		add_lone_rows(f);
		round_trips(&out, f);
		filing_free(f);
	}
	desk_drop(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(import__each_document__puts_every_cell_where_it_belongs),
		cmocka_unit_test(import__each_document__leaves_nothing_without_a_place),
		cmocka_unit_test(import__the_same_document_again__changes_nothing),
		cmocka_unit_test(import__what_was_exported_as_stated__is_the_same_filing),
		cmocka_unit_test(import__a_filing_of_each_set_exported__is_the_same_filing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
