#include "app/desk.h"

#include <sys/stat.h>

#include "base/file.h"
#include "base/mem.h"

/* ---- the real ones ---- */

static void samples_load__the_seeds__stand_as_printed(void **state)
{
	static const struct { bool of_bureau; const char *key, *text, *shown; } cases[] = {
		{ false, "annex2.total", "99", "98.00" },
		{ false, "annex2.score", "10", "10" },
		{ false, "annex1.staff.rate", "100%", "100%" },
		{ false, "annex2.rate", "99.30%", "99.30%" },
		{ true, "annex1.staff.actual", "26", "26" },
		{ true, "annex2.score", "10", "10" },
		{ true, "annex2.total", "100", "100.00" },
	};
	struct desk d;

	(void)state;
	desk_make(&d);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct filing *f = cases[i].of_bureau ? d.bureau : d.center;

		assert_string_equal(cell_at(f, cases[i].key)->text, cases[i].text);
		assert_shows(f, cases[i].key, cases[i].shown);
	}
	assert_true(filing_find_sheet(d.bureau, set_form(d.bureau->set, "annex3"), 3) >= 0);
	assert_stored(&d, d.center);
	assert_stored(&d, d.bureau);
	desk_drop(&d);
}

static void samples_load__in_the_journal__is_one_step_of_its_name(void **state)
{
	struct store_entry *entries = NULL;
	struct desk d;
	size_t n = 0;

	(void)state;
	desk_make(&d);
	must(store_journal(work_store(d.w), d.center->id, NULL, 0, NULL, 100000, &entries, &n, &d.e),
	     &d.e);
	assert_true(n > 100);
	for (size_t i = 0; i < n; i++) {
		assert_string_equal(entries[i].what, "导入样例");
		assert_int_equal(entries[i].step, entries[0].step);
	}
	store_journal_free(entries, n);
	desk_drop(&d);
}

/* ---- mistakes ---- */

struct mistake {
	const char *units, *filings, *cells, *want;
};

#define UNITS "code,superior,order,from_year,name\n1,,1,2017,甲局\n"
#define FILINGS "unit,year,set,file\n1,2024,yueyanglou-2024,a.csv\n"
#define CELLS "form,copy,key,text\n"

static const struct mistake mistakes[] = {
	{ "code,name\n", FILINGS, CELLS, "units.csv:1" },
	{ UNITS "2,9,1,2017,乙局\n", FILINGS, CELLS, "units.csv:3" },
	{ UNITS "2,1,1,去年,乙局\n", FILINGS, CELLS, "units.csv:3" },
	{ UNITS "2,1,1,2017,\n", FILINGS, CELLS, "units.csv:3" },
	{ UNITS, "unit,year,set,file\n7,2024,yueyanglou-2024,a.csv\n", CELLS, "filings.csv:2" },
	{ UNITS, "unit,year,set,file\n1,x,yueyanglou-2024,a.csv\n", CELLS, "filings.csv:2" },
	{ UNITS, "unit,year,set,file\n1,2024,other,a.csv\n", CELLS, "filings.csv:2" },
	{ UNITS, "unit,year,set,file\n1,2024,yueyanglou-2024,b.csv\n", CELLS, "b.csv" },
	{ UNITS, FILINGS, CELLS "annex9,1,unit,甲\n", "a.csv:2" },
	{ UNITS, FILINGS, CELLS "annex1,2,unit,甲\n", "a.csv:2" },
	{ UNITS, FILINGS, CELLS "annex1,0,unit,甲\n", "a.csv:2" },
	{ UNITS, FILINGS, CELLS "annex1,1,unit,甲\nannex1,1,nothing,1\n", "a.csv:3" },
	{ UNITS, FILINGS, CELLS "annex2,1,ind.1.name,甲\n", "a.csv:2" },
	{ UNITS, FILINGS, CELLS "annex2,1,ind.1,nowhere\n", "a.csv:2" },
	{ UNITS, FILINGS, CELLS "annex2,1,ind.1,output\n", "a.csv:2" },
	{ UNITS, FILINGS, CELLS "annex2,1,ind.1,quality\nannex2,1,ind.1,quality\n", "a.csv:3" },
	{ UNITS, FILINGS, CELLS "annex2,1,ind.1,quality\nannex2,1,ind.1.nothing,1\n", "a.csv:3" },
	{ UNITS, FILINGS, CELLS "annex2,1\n", "a.csv:2" },
};

static void write_text(const char *folder, const char *name, const char *text)
{
	char *path = file_join(folder, name);
	struct err e = { 0 };

	must(file_write(path, text, strlen(text), true, &e), &e);
	mem_free(path);
}

static void write_samples(struct desk *d, const struct mistake *m)
{
	write_text(d->folder, "units.csv", m->units);
	write_text(d->folder, "filings.csv", m->filings);
	write_text(d->folder, "a.csv", m->cells);
}

static void samples_load__a_mistake__names_file_and_line_and_leaves_nothing(void **state)
{
	struct desk d;
	size_t n;

	(void)state;
	desk_folder(&d);
	d.w = desk_open(&d, STORE_CREATE, "甲");
	for (size_t i = 0; i < sizeof mistakes / sizeof *mistakes; i++) {
		d.e.code = ERR_NONE;
		write_samples(&d, &mistakes[i]);
		if (samples_load_from(d.w, d.folder, &d.e) == 0)
			fail_msg("case %zu should have failed", i);
		if (!strstr(d.e.text, mistakes[i].want))
			fail_msg("case %zu: «%s» does not name %s", i, d.e.text, mistakes[i].want);
		work_units(d.w, &n);
		assert_int_equal(n, 0);
	}
	desk_drop(&d);
}

static void samples_load__rows_of_two_lists_with_one_number__stand_apart(void **state)
{
	static const struct mistake fine = { UNITS, FILINGS,
		                             CELLS "annex1,1,specials.1,\n"
		                                   "annex1,1,specials.1.name,甲专项\n"
		                                   "annex1,1,specials.1.final,1.00\n"
		                                   "annex1,1,transfers.1,\n"
		                                   "annex1,1,transfers.1.name,乙转移\n"
		                                   "annex1,1,transfers.1.final,2.00\n",
		                             NULL };
	struct filing *f;
	struct desk d;

	(void)state;
	desk_folder(&d);
	d.w = desk_open(&d, STORE_CREATE, "甲");
	write_samples(&d, &fine);
	must(samples_load_from(d.w, d.folder, &d.e), &d.e);
	f = desk_filing(d.w, "1", 2024);
	assert_shows(f, "annex1.specials.1.name", "甲专项");
	assert_shows(f, "annex1.special.final", "1.00");
	assert_shows(f, "annex1.transfer.final", "2.00");
	assert_shows(f, "annex1.project.final", "3.00");
	assert_stored(&d, f);
	desk_drop(&d);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(samples_load__the_seeds__stand_as_printed),
		cmocka_unit_test(samples_load__in_the_journal__is_one_step_of_its_name),
		cmocka_unit_test(samples_load__a_mistake__names_file_and_line_and_leaves_nothing),
		cmocka_unit_test(samples_load__rows_of_two_lists_with_one_number__stand_apart),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
