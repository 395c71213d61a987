/* The documents of an office, imported into a database that has nothing but
 * units, beside the sample database: the samples were typed from the same
 * documents. */
#include "app/desk.h"

#include <sys/stat.h>

#include "app/cmd.h"
#include "app/export.h"
#include "app/import.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/text.h"
#include "form/recalc.h"
#include "support/clean.h"

/* ---- set-up ---- */

static char *data_file(const char *name)
{
	const char *data = getenv("ZIPING_DATA");

	assert_non_null(data);
	return file_join(data, name);
}

static char *input_file(const char *name)
{
	const char *source = getenv("srcdir");
	struct str path = { 0 };

	str_addf(&path, "%s/tests/inputs/%s", source ? source : ".", name);
	return str_take(&path);
}

static void write_file(const struct desk *d, const char *name, const char *text)
{
	struct err e = { 0 };
	char *path = file_join(d->folder, name);

	must(file_write(path, text, strlen(text), true, &e), &e);
	mem_free(path);
}

/* The units of the samples, and no filing. */
static void empty_desk(struct desk *d)
{
	char *path = data_file("samples/units.csv");
	struct str units = { 0 };

	desk_folder(d);
	d->w = desk_open(d, STORE_CREATE, "甲");
	must(file_read(path, 1 << 20, &units, &d->e), &d->e);
	write_file(d, "units.csv", str_text(&units));
	write_file(d, "filings.csv", "unit,year,set,file\n");
	must(samples_load_from(d->w, d->folder, &d->e), &d->e);
	str_free(&units);
	mem_free(path);
}

static struct import *open_import(struct desk *d, const char *unit, int year)
{
	struct import *im =
	    import_open(d->w, &(struct import_request){ .unit = unit, .year = year }, &d->e);

	if (!im)
		fail_msg("%s", d->e.text);
	return im;
}

static struct import_done import_path(struct desk *d, struct import *im, const char *path)
{
	struct import_file f = { 0 };
	struct import_done done = { 0 };

	must(import_plan(im, path, &f, &d->e), &d->e);
	must(import_store(im, &f, &done, &d->e), &d->e);
	import_file_free(&f);
	return done;
}

static struct import_done import_input(struct desk *d, struct import *im, const char *name)
{
	char *path = input_file(name);
	struct import_done done = import_path(d, im, path);

	mem_free(path);
	return done;
}

/* ---- cell by cell ---- */

/* In the documents names of persons are 某某, blank lines of long texts are
 * gone, and the entries of a list of contents have a dash before them. */
static bool agree(const char *sample, const char *document)
{
	static const char some[] = "某";
	size_t n = sizeof some - 1;

	while (*document && *sample) {
		if (strncmp(document, some, n) == 0) {
			while (strncmp(document, some, n) == 0)
				document += n;
			for (int i = 0; i <= 6 && *sample; i++) {
				size_t step;

				if (agree(sample, document))
					return true;
				text_decode(sample, &step);
				sample += step;
			}
			return !*document && !*sample;
		}
		if (*document == '-' && *sample != '-') {
			document++;
			continue;
		}
		if (*document++ != *sample++)
			return false;
	}
	return !*document && !*sample;
}

static void expect_cell(const struct filing *sample, struct place a, const struct filing *is,
                        struct place b)
{
	const char *want = filing_cell(sample, a)->text, *have = filing_cell(is, b)->text;
	struct str key = { 0 };
	bool same;

	if (want && have && strcmp(want, have) != 0) {
		char *folded_want = text_fold(want), *folded_have = text_fold(have);

		same = (filing_field(sample, a)->kind == KIND_LONG || strstr(have, "某")) &&
		       agree(folded_want, folded_have);
		mem_free(folded_want);
		mem_free(folded_have);
	} else {
		same = !want == !have;
	}
	filing_key(sample, a, &key);
	if (!same)
		fail_msg("%s.%s is «%.200s», wanted «%.200s»", sample->sheets[a.sheet].form->id,
		         str_text(&key), have ? have : "", want ? want : "");
	str_free(&key);
}

static void expect_list(const struct filing *sample, int a, const struct filing *is, int b, int list)
{
	const struct rows *want = &sample->sheets[a].lists[list], *have = &is->sheets[b].lists[list];
	const struct list *def = &sample->sheets[a].form->lists[list];

	if (want->n != have->n)
		fail_msg("%s.%s has %zu rows, wanted %zu", sample->sheets[a].form->id, def->key,
		         have->n, want->n);
	for (int i = 0; i < (int)want->n; i++) {
		assert_int_equal(have->rows[i].group, want->rows[i].group);
		for (int k = 0; k < (int)def->ncolumns; k++)
			expect_cell(sample, (struct place){ a, list, i, k }, is,
			            (struct place){ b, list, i, k });
	}
}

static bool is_meant(const char *forms, const char *id)
{
	const char *at = forms ? strstr(forms, id) : NULL;

	return !forms || (at && (at[strlen(id)] == ' ' || at[strlen(id)] == '\0') &&
	                  (at == forms || at[-1] == ' '));
}

/* only: of that form nothing but that list is in the document. */
static void expect_sheets(const struct filing *sample, const struct filing *is, const char *forms,
                          const char *only, bool all)
{
	for (int a = 0; a < (int)sample->nsheets; a++) {
		const struct sheet *s = &sample->sheets[a];
		int b;

		if ((s->form->unprinted && !all) || !is_meant(forms, s->form->id))
			continue;
		b = filing_find_sheet(is, set_form(is->set, s->form->id), s->copy);
		if (b < 0)
			fail_msg("%s#%d is not there", s->form->id, s->copy);
		for (int k = 0; k < (int)s->form->nfields && !only; k++)
			expect_cell(sample, (struct place){ a, -1, -1, k }, is,
			            (struct place){ b, -1, -1, k });
		for (int l = 0; l < (int)s->form->nlists; l++)
			if (!only || strcmp(s->form->lists[l].key, only) == 0)
				expect_list(sample, a, is, b, l);
	}
}

/* ---- every document ---- */

struct input_case {
	const char *file, *unit;
	int year;
	bool given;            /* it does not say whose it is */
	const char *forms;     /* those in it; NULL: all */
	const char *only;      /* see expect_sheets */
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
		expect_sheets(desk_filing(sample.w, c->unit, c->year),
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
		expect_sheets(from, desk_filing(d.w, from->unit_code, from->year), NULL, NULL, true);
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
	empty_desk(&d);
	im = open_import(&d, NULL, 0);
	import_input(&d, im, inputs[0].file);
	f = desk_filing(d.w, "404010", 2024);
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
	empty_desk(&d);
	im = open_import(&d, NULL, 0);
	import_input(&d, im, inputs[0].file);
	f = desk_filing(d.w, "404010", 2024);
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
	empty_desk(&d);
	im = open_import(&d, NULL, 0);
	import_input(&d, im, inputs[0].file);
	f = desk_filing(d.w, "404010", 2024);
	must(edit_undo(d.w, f, &what, &where, &d.e), &d.e);
	assert_non_null(strstr(what, "yueyanglou-infocenter-2024.docx"));
	assert_null(cell_at(f, "annex2.total")->text);
	assert_int_equal(f->sheets[sheet_of(f, "annex2", 1)].lists[0].n, 0);
	mem_free(what);
	import_close(im);
	desk_drop(&d);
}

/* ---- what stands there already ---- */

static struct import_file plan_input(struct desk *d, struct import *im, const char *name)
{
	char *path = input_file(name);
	struct import_file f = { 0 };

	must(import_plan(im, path, &f, &d->e), &d->e);
	mem_free(path);
	return f;
}

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
		empty_desk(&d);
		im = open_import(&d, NULL, 0);
		import_input(&d, im, inputs[0].file);
		now = desk_filing(d.w, "404010", 2024);
		must(edit_cell(d.w, now, at(now, "annex2.begin"), "120", &d.e), &d.e);
		f = plan_input(&d, im, inputs[0].file);
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
	f = plan_input(&d, im, inputs[0].file);
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
	char *first = input_file(inputs[1].file), *second = input_file(inputs[0].file);

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
	expect_sheets(sample.bureau, desk_filing(d.w, "404001", 2024), NULL, NULL, false);
	expect_sheets(sample.center, desk_filing(d.w, "404010", 2024), NULL, NULL, false);
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
	f = plan_input(&d, im, inputs[0].file);
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
		cmocka_unit_test(import__each_document__puts_every_cell_where_it_belongs),
		cmocka_unit_test(import__each_document__leaves_nothing_without_a_place),
		cmocka_unit_test(import__the_same_document_again__changes_nothing),
		cmocka_unit_test(import__what_was_exported_as_stated__is_the_same_filing),
		cmocka_unit_test(import__a_filing_of_each_set_exported__is_the_same_filing),
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
