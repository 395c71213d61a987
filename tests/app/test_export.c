#include "app/desk.h"

#include "app/cmd.h"
#include "app/export.h"
#include "base/file.h"
#include "base/mem.h"
#include "exchange/zip.h"
#include "store/chain_check.h"

static char *in_folder(const struct desk *d, const char *name)
{
	return file_join(d->folder, name);
}

static void read_text(const char *path, struct str *out)
{
	struct err e = {0};

	must(file_read(path, (size_t)64 << 20, out, &e), &e);
}

static void export_filing__every_format__makes_a_file(void **state)
{
	static const struct {
		const char *name, *begins, *holds;
	} cases[] = {
	    {"a.docx", "PK", NULL},
	    {"a.xlsx", "PK", NULL},
	    {"a.html", "<!DOCTYPE html>", "<td class=\"right\">98.00</td>"},
	    {"a.csv", "\xEF\xBB\xBF", "\"总分\""},
	    {"a.TXT", "附件1", "98.00"},
	};
	struct desk d;

	(void)state;
	desk_make(&d);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char *path = in_folder(&d, cases[i].name);
		struct export_request q = {.path = path, .sheet = -1};
		struct str got = {0};

		must(export_filing(d.w, d.center, &q, &d.e), &d.e);
		read_text(path, &got);
		assert_int_equal(strncmp(str_text(&got), cases[i].begins, strlen(cases[i].begins)), 0);
		if (cases[i].holds && !strstr(str_text(&got), cases[i].holds))
			fail_msg("%s: no %s", cases[i].name, cases[i].holds);
		str_free(&got);
		mem_free(path);
	}
	desk_drop(&d);
}

static void export_filing__a_file_that_is_there__is_kept_unless_forced(void **state)
{
	struct desk d;
	struct str got = {0};
	char *path, **names;
	size_t count;

	(void)state;
	desk_make(&d);
	path = in_folder(&d, "a.csv");
	must(file_write(path, "旧", 3, false, &d.e), &d.e);
	struct export_request q = {.path = path, .sheet = -1};
	must_fail(export_filing(d.w, d.center, &q, &d.e), ERR_INPUT, &d.e);
	assert_non_null(strstr(d.e.text, "--force"));
	read_text(path, &got);
	assert_string_equal(str_text(&got), "旧");
	q.replace = true;
	must(export_filing(d.w, d.center, &q, &d.e), &d.e);
	str_clear(&got);
	read_text(path, &got);
	assert_true(got.length > 1000);
	names = file_list(d.folder, "", &count, &d.e);
	for (size_t i = 0; i < count; i++) /* nothing temporary is left */
		assert_true(strncmp(names[i], "a.csv.", 6) != 0);
	file_list_free(names, count);
	str_free(&got);
	mem_free(path);
	desk_drop(&d);
}

/* Without a Chinese font, or without PDF, the error is one of the system. */
static void export_filing__charts__lengthen_the_pdf(void **state)
{
	struct desk d;
	size_t length[2] = {0};

	(void)state;
	desk_make(&d);
	for (int charts = 0; charts < 2; charts++) {
		char *path = in_folder(&d, "a.pdf");
		struct export_request q = {.path = path, .sheet = sheet_of(d.center, "annex2", 1),
		                           .charts = charts, .replace = true};
		struct str got = {0};

		if (export_filing(d.w, d.center, &q, &d.e) == 0) {
			read_text(path, &got);
			assert_int_equal(strncmp(str_text(&got), "%PDF-", 5), 0);
		} else {
			assert_int_equal(d.e.code, ERR_SYSTEM);
		}
		length[charts] = got.length;
		str_free(&got);
		mem_free(path);
	}
	assert_true(length[0] < length[1] || length[1] == 0);
	desk_drop(&d);
}

static void export_filing__what_cannot_be__is_said(void **state)
{
	static const struct {
		const char *name;
		bool exact, stated, charts;
		enum err_code code;
		const char *says;
	} cases[] = {
	    {"a.doc", false, false, false, ERR_USAGE, ".docx .xlsx .pdf"},
	    {"docx", false, false, false, ERR_USAGE, ".docx"},
	    {"a.docx", true, false, false, ERR_USAGE, "--exact"},
	    {"a.docx", false, false, true, ERR_USAGE, "--charts"},
	    {"a.pdf", false, true, true, ERR_USAGE, "--charts"},
	    {"a.txt", false, true, false, ERR_USAGE, ".txt"},
	    {"没有/a.csv", false, false, false, ERR_NOTFOUND, "没有/a.csv"},
	};
	struct desk d;

	(void)state;
	desk_make(&d);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char *path = in_folder(&d, cases[i].name);
		struct export_request q = {.path = path, .sheet = -1, .exact = cases[i].exact,
		                           .stated = cases[i].stated,
		                           .charts = cases[i].charts};

		must_fail(export_filing(d.w, d.center, &q, &d.e), cases[i].code, &d.e);
		assert_non_null(strstr(d.e.text, cases[i].says));
		assert_false(file_is_there(path));
		mem_free(path);
	}
	desk_drop(&d);
}

/* Total 98 wins over the 99 that was stated. */
static void export_filing__stated_or_winning__are_told_apart(void **state)
{
	static const struct {
		bool stated;
		const char *holds, *lacks;
	} cases[] = {{false, "\"98.00\"", "\"99\""}, {true, "\"99\"", "\"98.00\""}};
	struct desk d;

	(void)state;
	desk_make(&d);
	for (size_t i = 0; i < 2; i++) {
		char *path = in_folder(&d, "a.csv");
		struct export_request q = {.path = path, .stated = cases[i].stated, .replace = true,
		                           .sheet = sheet_of(d.center, "annex2", 1)};
		struct str got = {0};

		must(export_filing(d.w, d.center, &q, &d.e), &d.e);
		read_text(path, &got);
		assert_non_null(strstr(str_text(&got), cases[i].holds));
		assert_null(strstr(str_text(&got), cases[i].lacks));
		assert_null(strstr(str_text(&got), "附件1"));
		str_free(&got);
		mem_free(path);
	}
	desk_drop(&d);
}

static void export_book__unprinted_forms__are_in_copies_as_stated_only(void **state)
{
	struct desk d;

	(void)state;
	desk_make(&d);
	for (int stated = 0; stated < 2; stated++) {
		struct book_out book;
		size_t unprinted = 0;

		export_book(d.w, d.center, -1, stated ? OUT_STATED : OUT_WINNING,
		            EXPORT_CHARTS | EXPORT_PARTS, &book);
		for (size_t i = 0; i < book.n; i++)
			unprinted += d.center->sheets[book.sheets[i].sheet].form->unprinted;
		assert_int_equal(unprinted, stated);
		assert_true(book.sheets[1].ncharts > 0);
		book_out_free(&book);
	}
	desk_drop(&d);
}

static void cmd_export__options__reach_the_file(void **state)
{
	static const struct {
		const char *words[5];
		const char *holds;
		int status;
	} cases[] = {
	    {{"信息中心", "2024", "--exact"}, "\"annex2\",\"1\",\"total\",\"99\"", CMD_DONE},
	    {{"信息中心", "2024", "annex2", "--force"}, "附件 2", CMD_DONE},
	    {{"信息中心", "2024", "--findings", "--force"}, "\"级别\"", CMD_DONE},
	    {{"信息中心", "2024"}, "\"级别\"", CMD_WRONG}, /* there already: untouched */
	};
	struct desk d;
	char *path;

	(void)state;
	desk_make(&d);
	path = in_folder(&d, "a.csv");
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char *argv[12] = {(char *)"ziping", (char *)"-d", d.path, (char *)"export", (char *)"-o",
		                  path};
		struct cmd_request request;
		struct str out = {0}, got = {0};
		int argc = 6;

		for (size_t k = 0; cases[i].words[k]; k++)
			argv[argc++] = (char *)cases[i].words[k];
		assert_int_equal(cmd_main(argc, argv, &request, &out, &d.e), cases[i].status);
		read_text(path, &got);
		assert_non_null(strstr(str_text(&got), cases[i].holds));
		str_free(&out);
		str_free(&got);
		cmd_request_free(&request);
	}
	mem_free(path);
	desk_drop(&d);
}

static void cmd_overview__with_a_file__writes_it(void **state)
{
	struct desk d;
	struct cmd_request request;
	struct str out = {0}, got = {0};
	char *path;

	(void)state;
	desk_make(&d);
	path = in_folder(&d, "一览.csv");
	char *argv[] = {(char *)"ziping", (char *)"-d", d.path, (char *)"overview",
	                (char *)"2024", (char *)"-o", path, NULL};
	assert_int_equal(cmd_main(7, argv, &request, &out, &d.e), CMD_DONE);
	read_text(path, &got);
	assert_non_null(strstr(str_text(&got), "\"2024年度一览\""));
	assert_non_null(strstr(str_text(&got), "\"404010\",\"岳阳市岳阳楼区卫生健康信息中心\",\"填报中\",\"98.00\",\"优\""));
	str_free(&out);
	str_free(&got);
	cmd_request_free(&request);
	mem_free(path);
	desk_drop(&d);
}

/* ---- 校验码 ---- */

/* A part of an archive, or (NULL) the whole file. */
static void read_part(const char *path, const char *part, struct str *out)
{
	struct str bytes = {0};
	struct err e = {0};
	struct zip_parts *z;

	read_text(path, part ? &bytes : out);
	if (!part)
		return;
	z = zip_parts_open(path, str_text(&bytes), bytes.length, (size_t)64 << 20, &e);
	assert_non_null(z);
	must(zip_parts_read(z, part, out, &e), &e);
	zip_parts_close(z);
	str_free(&bytes);
}

static void export_to(struct desk *d, const char *path, struct str *out)
{
	struct export_request q = {.path = path, .sheet = -1, .replace = true};

	must(export_filing(d->w, d->center, &q, &d->e), &d->e);
	read_text(path, out);
}

static void export_filing__every_format__ends_with_the_code_of_what_stands(void **state)
{
	static const struct {
		const char *name, *part;
		const char *before, *after; /* the code; before NULL: there is none */
	} cases[] = {
	    {"a.docx", "word/footer1.xml", "<w:t>校验码 ", "</w:t>"},
	    {"a.xlsx", "xl/worksheets/sheet1.xml", "&amp;R校验码 ", "</oddFooter>"},
	    {"a.html", NULL, ">校验码 ", "</p></body></html>"},
	    {"a.txt", NULL, "\n\n校验码 ", "\n"},
	    {"a.csv", NULL, NULL, NULL},
	};
	char code[CHAIN_CODE_BYTES];
	struct desk d;

	(void)state;
	desk_make(&d);
	must(chain_code(work_store(d.w), d.center->id, code, &d.e), &d.e);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char *path = in_folder(&d, cases[i].name);
		struct str first = {0}, again = {0}, part = {0}, want = {0};

		export_to(&d, path, &first);
		export_to(&d, path, &again);
		assert_int_equal(first.length, again.length);
		assert_memory_equal(first.s, again.s, first.length);
		read_part(path, cases[i].part, &part);
		str_addf(&want, "%s%s%s", cases[i].before ? cases[i].before : "", code,
		         cases[i].before ? cases[i].after : "");
		if (!strstr(str_text(&part), str_text(&want)) != !cases[i].before)
			fail_msg("%s: «%s»\n%s", cases[i].name, str_text(&want), str_text(&part));
		str_free(&first);
		str_free(&again);
		str_free(&part);
		str_free(&want);
		free(path);
	}
	desk_drop(&d);
}

/* What is printed is what was read, not what the newest code stands for. */
static void export_filing__somebody_changed_it_since__has_no_code(void **state)
{
	struct desk d;
	struct work *other;
	struct filing *f;
	struct str text = {0};
	char *path;

	(void)state;
	desk_make(&d);
	other = desk_join(&d, "乙");
	f = desk_filing(other, "信息中心", 2024);
	must(edit_cell(other, f, at(f, "annex1.staff.actual"), "6", &d.e), &d.e);
	path = in_folder(&d, "a.txt");
	export_to(&d, path, &text);
	assert_null(strstr(str_text(&text), "校验码"));
	work_close(other);
	str_free(&text);
	free(path);
	desk_drop(&d);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(export_filing__every_format__makes_a_file),
	    cmocka_unit_test(export_filing__every_format__ends_with_the_code_of_what_stands),
	    cmocka_unit_test(export_filing__somebody_changed_it_since__has_no_code),
	    cmocka_unit_test(export_filing__a_file_that_is_there__is_kept_unless_forced),
	    cmocka_unit_test(export_filing__charts__lengthen_the_pdf),
	    cmocka_unit_test(export_filing__what_cannot_be__is_said),
	    cmocka_unit_test(export_filing__stated_or_winning__are_told_apart),
	    cmocka_unit_test(export_book__unprinted_forms__are_in_copies_as_stated_only),
	    cmocka_unit_test(cmd_export__options__reach_the_file),
	    cmocka_unit_test(cmd_overview__with_a_file__writes_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
