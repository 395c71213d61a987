/* What an import does to what is there: the journal, conflicts, several units,
 * files that are none, the command. */
#include "app/import_desk.h"

#include "app/cmd.h"
#include "support/matching.h"

/* Both of 2024. */
#define CENTER "yueyanglou-infocenter-2024.docx"
#define BUREAU "yueyanglou-health-bureau-2024.docx"

/* CENTER, imported into an empty desk. */
static struct import *import_center(struct desk *d, struct filing **f)
{
	struct import *im;

	empty_desk(d);
	im = open_import(d, NULL, 0);
	import_input(d, im, CENTER);
	*f = desk_filing(d->w, "404010", 2024);
	return im;
}

/* ---- one step of the journal ---- */

static void import__in_the_journal__is_one_step_that_names_the_file(void **state)
{
	struct store_entry *entries = NULL;
	struct filing *f;
	struct import *im;
	struct desk d;
	size_t n = 0, imported = 0;
	int64_t step = 0;

	(void)state;
	im = import_center(&d, &f);
	must(store_journal(work_store(d.w), f->id, NULL, 0, NULL, 100000, &entries, &n, &d.e), &d.e);
	for (size_t i = 0; i < n; i++) {
		if (strcmp(entries[i].what, "新建填报") == 0)
			continue;
		assert_string_equal(entries[i].what, "导入 yueyanglou-infocenter-2024.docx");
		assert_true(step == 0 || entries[i].step == step);
		step = entries[i].step;
		imported++;
	}
	assert_true(imported > 150);
	store_journal_free(entries, n);
	import_close(im);
	desk_drop(&d);
}

static void import__a_total_that_is_computed__is_kept_as_stated(void **state)
{
	struct filing *f;
	struct import *im;
	struct desk d;

	(void)state;
	im = import_center(&d, &f);
	assert_string_equal(cell_at(f, "annex2.total")->text, "99");
	assert_shows(f, "annex2.total", "98.00");
	import_close(im);
	desk_drop(&d);
}

static void import__undone__leaves_an_empty_filing(void **state)
{
	struct place where;
	struct filing *f;
	struct import *im;
	struct desk d;
	char *what = NULL;

	(void)state;
	im = import_center(&d, &f);
	must(edit_undo(d.w, f, &what, &where, &d.e), &d.e);
	assert_non_null(strstr(what, "yueyanglou-infocenter-2024.docx"));
	assert_null(cell_at(f, "annex2.total")->text);
	assert_int_equal(f->sheets[sheet_of(f, "annex2", 1)].lists[0].n, 0);
	mem_free(what);
	import_close(im);
	desk_drop(&d);
}

/* ---- what stands there already ---- */

static struct plan_cell *find_planned(struct import_file *f, enum plan_state state)
{
	for (size_t i = 0; i < f->filings[0].nsheets; i++) {
		struct plan_sheet *p = &f->filings[0].sheets[i];

		for (size_t k = 0; k < p->laid->ncells; k++)
			if (p->cells[k].state == state)
				return &p->cells[k];
	}
	return NULL;
}

static void import__a_cell_that_says_otherwise__is_shown_and_may_be_refused(void **state)
{
	for (int refused = 0; refused < 2; refused++) {
		struct import_done done = { 0 };
		struct plan_cell *c;
		struct import_file f;
		struct filing *now;
		struct import *im;
		struct desk d;

		(void)state;
		im = import_center(&d, &now);
		must(edit_cell(d.w, now, at(now, "annex2.begin"), "120", &d.e), &d.e);
		f = plan_input(&d, im, CENTER);
		c = find_planned(&f, PLAN_OTHER);
		assert_non_null(c);
		assert_string_equal(c->now, "120");
		assert_string_equal(c->laid->text, "111.53");
		assert_null(find_planned(&f, PLAN_NEW));
		c->refused = refused;
		must(import_store(im, &f, &done, &d.e), &d.e);
		assert_int_equal(done.changed, !refused);
		assert_string_equal(cell_at(now, "annex2.begin")->text, refused ? "120" : "111.53");
		import_file_free(&f);
		import_close(im);
		desk_drop(&d);
	}
}

static void import__a_cell_that_changed_since_the_plan__is_a_conflict(void **state)
{
	struct import_done done = { 0 };
	struct import_file f;
	struct filing *theirs, *now;
	struct work *other;
	struct import *im;
	struct desk d;

	(void)state;
	empty_desk(&d);
	im = open_import(&d, NULL, 0);
	must(work_add_filing(d.w, work_find_unit(d.w, "404010", &d.e), 2024, "yueyanglou-2024", &d.e),
	     &d.e);
	f = plan_input(&d, im, CENTER);
	other = desk_join(&d, "乙");
	theirs = desk_filing(other, "404010", 2024);
	must(edit_cell(other, theirs, at(theirs, "annex2.begin"), "7", &d.e), &d.e);
	must_fail(import_store(im, &f, &done, &d.e), ERR_CONFLICT, &d.e);
	assert_int_equal(done.cells, 0);
	now = desk_filing(d.w, "404010", 2024);
	work_refresh(d.w);
	assert_string_equal(cell_at(now, "annex2.begin")->text, "7");
	assert_null(cell_at(now, "annex1.staff.quota")->text);
	work_close(other);
	import_file_free(&f);
	import_close(im);
	desk_drop(&d);
}

/* ---- several units, unknown ones ---- */

static void read_both(struct document *out, struct err *e)
{
	struct document more = { 0 };
	char *first = input_file(BUREAU), *second = input_file(CENTER);

	must(document_read(out, first, &doc_limits_usual, e), e);
	must(document_read(&more, second, &doc_limits_usual, e), e);
	out->blocks = mem_resize(out->blocks, out->n + more.n, sizeof *out->blocks);
	memcpy(out->blocks + out->n, more.blocks, more.n * sizeof *more.blocks);
	out->n += more.n;
	more.n = 0;
	document_free(&more);
	mem_free(first);
	mem_free(second);
}

static void import__two_units_in_one_file__go_to_two_filings(void **state)
{
	struct import_done done = { 0 };
	struct document both = { 0 };
	struct import_file f = { 0 };
	struct desk sample, d;
	struct import *im;

	(void)state;
	desk_make(&sample);
	empty_desk(&d);
	im = open_import(&d, NULL, 0);
	read_both(&both, &d.e);
	must(import_plan_of(im, &both, &f, &d.e), &d.e);
	assert_int_equal(f.nfilings, 2);
	assert_int_equal(f.laid.nrest, 0);
	must(import_store(im, &f, &done, &d.e), &d.e);
	assert_int_equal(done.filings, 2);
	matching_sheets(sample.bureau, desk_filing(d.w, "404001", 2024), NULL, NULL, false);
	matching_sheets(sample.center, desk_filing(d.w, "404010", 2024), NULL, NULL, false);
	import_file_free(&f);
	import_close(im);
	desk_drop(&d);
	desk_drop(&sample);
}

/* The second filing has changed since the plan: the first is not stored either. */
static void import__of_two_filings_when_one_fails__stores_neither(void **state)
{
	struct import_done done = { 0 };
	struct document both = { 0 };
	struct import_file f = { 0 };
	struct work_filing *all;
	struct filing *theirs;
	struct work *other;
	struct import *im;
	struct desk d;
	size_t n;

	(void)state;
	empty_desk(&d);
	im = open_import(&d, NULL, 0);
	must(work_add_filing(d.w, work_find_unit(d.w, "404010", &d.e), 2024, "yueyanglou-2024", &d.e),
	     &d.e);
	read_both(&both, &d.e);
	must(import_plan_of(im, &both, &f, &d.e), &d.e);
	other = desk_join(&d, "乙");
	theirs = desk_filing(other, "404010", 2024);
	must(edit_cell(other, theirs, at(theirs, "annex2.begin"), "7", &d.e), &d.e);
	must_fail(import_store(im, &f, &done, &d.e), ERR_CONFLICT, &d.e);
	all = work_filings(d.w, -1, &n, &d.e);
	assert_int_equal(n, 1);
	mem_free(all);
	work_close(other);
	import_file_free(&f);
	import_close(im);
	desk_drop(&d);
}

static void import__of_a_unit_that_is_not_there__says_so_and_stores_nothing(void **state)
{
	struct import_done done = { 0 };
	struct import_file f;
	struct import *im;
	struct desk d;

	(void)state;
	desk_folder(&d);
	d.w = desk_open(&d, STORE_CREATE, "甲");
	must(work_add_unit(d.w, "9", "市图书馆", 2020, -1, &d.e), &d.e);
	im = open_import(&d, NULL, 0);
	f = plan_input(&d, im, CENTER);
	assert_int_equal(f.nfilings, 0);
	assert_true(f.nstrays >= 3);
	assert_non_null(strstr(f.strays[0].why, "岳阳市岳阳楼区卫生健康信息中心"));
	must(import_store(im, &f, &done, &d.e), &d.e);
	assert_int_equal(done.cells, 0);
	import_file_free(&f);
	import_close(im);
	desk_drop(&d);
}

static void import_open__what_is_not_there__is_refused(void **state)
{
	struct desk d;

	(void)state;
	empty_desk(&d);
	assert_null(import_open(d.w, &(struct import_request){ .unit = "999" }, &d.e));
	assert_int_equal(d.e.code, ERR_NOTFOUND);
	assert_null(import_open(d.w, &(struct import_request){ .set = "none" }, &d.e));
	assert_int_equal(d.e.code, ERR_NOTFOUND);
	desk_drop(&d);
}

/* ---- files that are none ---- */

static void import__a_file_without_a_known_table__is_refused_with_its_name(void **state)
{
	struct import_file f = { 0 };
	struct import *im;
	struct desk d;
	char *path;

	(void)state;
	empty_desk(&d);
	im = open_import(&d, NULL, 0);
	write_file(&d, "other.csv", "日期,天气\n1日,晴\n2日,雨\n");
	path = file_join(d.folder, "other.csv");
	must_fail(import_plan(im, path, &f, &d.e), ERR_INPUT, &d.e);
	assert_non_null(strstr(d.e.text, "other.csv"));
	mem_free(path);
	import_close(im);
	desk_drop(&d);
}

static void import_paths__of_a_folder__are_its_documents(void **state)
{
	const char *folder;
	struct desk d;
	char **paths;
	size_t n;

	(void)state;
	desk_folder(&d);
	write_file(&d, "乙.xlsx", "");
	write_file(&d, "甲.docx", "");
	write_file(&d, "~$甲.docx", "");
	write_file(&d, "图.png", "");
	folder = d.folder;
	paths = import_paths(&folder, 1, &n, &d.e);
	assert_non_null(paths);
	assert_int_equal(n, 2);
	import_paths_free(paths, n);
	nftw(d.folder, desk_remove_one, 8, FTW_DEPTH | FTW_PHYS);
}

/* ---- the command ---- */

static void cmd_import__words__end_with_their_status(void **state)
{
	static const struct {
		const char *words[4];
		const char *says;
		int status;
	} cases[] = {
		{ { "yueyanglou-infocenter-2024.docx", "--plan" }, "没有改动", CMD_DONE },
		{ { "yueyanglou-infocenter-2024.docx" }, "新建填报 1 份", CMD_DONE },
		{ { "yueyanglou-infocenter-2024.docx" }, "没有要改的", CMD_DONE },
		{ { "yueyanglou-infocenter-2024.docx", "--json" }, "\"state\":\"same\"", CMD_DONE },
		{ { "yueyanglou-infocenter-2024-annex2.gb18030.csv" }, "--unit", CMD_DIFFERENCES },
		{ { "yueyanglou-health-bureau-2024-annex2.utf8bom.csv", "--unit", "404010" },
		  " → ", CMD_DIFFERENCES },
		{ { "README" }, "没有导入", CMD_WRONG },
		{ { "yueyanglou-infocenter-2024.docx", "--unit", "999" }, "", CMD_WRONG },
	};
	struct desk d;

	(void)state;
	empty_desk(&d);
	work_close(d.w);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char *path = input_file(cases[i].words[0]);
		char *argv[10] = { (char *)"ziping", (char *)"-d", d.path, (char *)"import", path };
		struct cmd_request request;
		struct str out = { 0 };
		int argc = 5, status;

		for (size_t k = 1; k < 4 && cases[i].words[k]; k++)
			argv[argc++] = (char *)cases[i].words[k];
		status = cmd_main(argc, argv, &request, &out, &d.e);
		if (status != cases[i].status || !strstr(str_text(&out), cases[i].says))
			fail_msg("case %zu: %d, «%.300s»", i, status, str_text(&out));
		str_free(&out);
		cmd_request_free(&request);
		mem_free(path);
	}
	d.w = NULL;
	desk_drop(&d);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(import__in_the_journal__is_one_step_that_names_the_file),
		cmocka_unit_test(import__a_total_that_is_computed__is_kept_as_stated),
		cmocka_unit_test(import__undone__leaves_an_empty_filing),
		cmocka_unit_test(import__a_cell_that_says_otherwise__is_shown_and_may_be_refused),
		cmocka_unit_test(import__a_cell_that_changed_since_the_plan__is_a_conflict),
		cmocka_unit_test(import__two_units_in_one_file__go_to_two_filings),
		cmocka_unit_test(import__of_two_filings_when_one_fails__stores_neither),
		cmocka_unit_test(import__of_a_unit_that_is_not_there__says_so_and_stores_nothing),
		cmocka_unit_test(import_open__what_is_not_there__is_refused),
		cmocka_unit_test(import__a_file_without_a_known_table__is_refused_with_its_name),
		cmocka_unit_test(import_paths__of_a_folder__are_its_documents),
		cmocka_unit_test(cmd_import__words__end_with_their_status),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
