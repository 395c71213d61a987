#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/file.h"
#include "base/mem.h"
#include "exchange/document.h"
#include "support/paper.h"
#include "support/sample.h"

/* ---- the documents of an office ---- */

/* What python-docx, openpyxl and python's csv read in them stands in
 * tests/exchange/expected (make_expected.py). */
static const char *const inputs[] = {
    "hunan-infocenter-2020-final-accounts.docx",
    "hunan-infocenter-2020-final-accounts.xlsx",
    "panzhihua-bigdata-2021.docx",
    "yueyanglou-health-bureau-2024-annex2.gb18030.csv",
    "yueyanglou-health-bureau-2024-annex2.utf8bom.csv",
    "yueyanglou-health-bureau-2024.docx",
    "yueyanglou-infocenter-2017.docx",
    "yueyanglou-infocenter-2024-annex2.gb18030.csv",
    "yueyanglou-infocenter-2024-annex2.utf8bom.csv",
    "yueyanglou-infocenter-2024.docx",
};

static void read_input(const char *name, struct str *out)
{
	struct str path = {0};
	struct err e = {0};
	char *full;

	str_addf(&path, "tests/inputs/%s", name);
	full = sample_path(str_text(&path));
	str_clear(out);
	if (file_read(full, 1 << 20, out, &e) < 0)
		fail_msg("%s", e.text);
	mem_free(full);
	str_free(&path);
}

static void document_read__documents_of_an_office__as_another_implementation(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof inputs / sizeof *inputs; i++) {
		struct str path = {0}, got = {0}, wanted = {0};
		struct document d = {0};
		struct err e = {0};
		char *input, *expected;

		str_addf(&path, "tests/inputs/%s", inputs[i]);
		input = sample_path(str_text(&path));
		str_clear(&path);
		str_addf(&path, "tests/exchange/expected/%s.txt", inputs[i]);
		expected = sample_path(str_text(&path));
		if (document_read(&d, input, &doc_limits_usual, &e) < 0 ||
		    file_read(expected, 1 << 20, &wanted, &e) < 0)
			fail_msg("%s", e.text);
		assert_string_equal(d.name, inputs[i]);
		paper_write(&d, &got);
		assert_string_equal(str_text(&got), str_text(&wanted));
		document_free(&d);
		mem_free(input);
		mem_free(expected);
		str_free(&path);
		str_free(&got);
		str_free(&wanted);
	}
}

/* Counted by hand in the documents, as a check of the other implementation. */
static void document_read__form_of_2024__has_its_merged_cells(void **state)
{
	struct str bytes = {0};
	struct document d = {0};
	const struct doc_table *tables[3] = {NULL};
	const struct doc_cell *c;
	size_t n = 0;

	(void)state;
	read_input("yueyanglou-infocenter-2024.docx", &bytes);
	assert_int_equal(
	    document_parse(&d, "a.docx", str_text(&bytes), bytes.length, &doc_limits_usual, NULL),
	    0);
	assert_string_equal(d.blocks[0].text, "附件1");
	assert_string_equal(d.blocks[1].text, "2024年度预算单位整体支出绩效评价基础数据表");
	assert_int_equal(d.blocks[2].line, 3);
	for (size_t i = 0; i < d.n && n < 3; i++)
		if (d.blocks[i].kind == DOC_TABLE)
			tables[n++] = d.blocks[i].table;
	assert_int_equal(n, 3);
	c = doc_table_at(tables[0], 0, 6); /* the unit's name, over six columns */
	assert_string_equal(c->text, "岳阳市岳阳楼区卫生健康信息中心");
	assert_int_equal(c->column, 1);
	assert_int_equal(c->columns, 6);
	c = doc_table_at(tables[1], 12, 1); /* lower part of 「产出指标(50 分)」 */
	assert_string_equal(c->text, "产出指标\n(50 分)");
	assert_int_equal(c->row, 11);
	assert_int_equal(c->rows, 11);
	assert_null(doc_table_at(tables[1], 31, 0));
	assert_null(doc_table_at(tables[1], 0, 9));
	document_free(&d);
	str_free(&bytes);
}

/* ---- what is refused ---- */

struct refusal {
	const char *bytes;
	size_t length;
	const char *word;
};

#define BYTES(s) s, sizeof s - 1
/* clang-format off */
static const struct refusal refusals[] = {
	{ BYTES(""),                                              "空的" },
	{ BYTES("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 WordDocument"), "另存为 .docx" },
	{ BYTES("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0\0"
	        "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0"), "密码" },
	{ BYTES("%PDF-1.5 ..."),                                  "PDF" },
	{ BYTES("{\\rtf1\\ansi ...}"),                            "RTF" },
	{ BYTES("\x89PNG\r\n\x1A\n"),                             "图片" },
	{ BYTES("\xFF\xD8\xFF\xE0"),                              "图片" },
	{ BYTES("Rar!\x1A\x07"),                                  "解压" },
	{ BYTES("\xEF\xBB\xBF<?xml version=\"1.0\"?><a/>"),       "另存为 .docx 或 .xlsx" },
	{ BYTES("\r\n <html><table/></html>"),                    "网页" },
	{ BYTES("PK\x03\x04"),                                    "不完整" },
	{ BYTES("PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"), "压缩包" },
	{ BYTES("\x7F" "ELF\0\0\0"),                              "不是文本" },
	{ BYTES("ab\xFF\xFF"),                                    "第 3 字节" },
};
/* clang-format on */

static void document_parse__not_a_document__says_what_to_do(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof refusals / sizeof *refusals; i++) {
		struct str what = {0};
		struct document d = {0};
		struct err e = {0};

		str_addf(&what, "case %zu", i);
		assert_int_equal(document_parse(&d, "例", refusals[i].bytes, refusals[i].length,
		                                &doc_limits_usual, &e),
		                 -1);
		if (e.code != ERR_INPUT || !strstr(e.text, refusals[i].word))
			fail_msg("case %zu: %d «%s»", i, e.code, e.text);
		assert_null(d.blocks);
		str_free(&what);
	}
}

static void document_parse__other_packages__says_what_they_are(void **state)
{
#define RELS(target)                                                                               \
	"<Relationships><Relationship Id=\"a\" Type=\"x/officeDocument\" Target=\"" target         \
	"\"/></Relationships>"
	const struct {
		struct paper_part parts[3];
		const char *word;
	} cases[] = {
	    {{{"mimetype", "application/vnd.oasis.opendocument.text"}}, "ODF"},
	    {{{"a.docx", "x"}, {"b.docx", "y"}}, "解压"},
	    {{{"_rels/.rels", RELS("p.xml")}, {"p.xml", "<presentation/>"}}, "既不是"},
	    {{{"_rels/.rels", RELS("xl/workbook.bin")}, {"xl/workbook.bin", "x"}}, ".xlsb"},
	    {{{"_rels/.rels", RELS("word/document.xml")}}, "没有 word/document.xml"},
	    {{{"_rels/.rels", "<Relationships>"}}, "_rels/.rels"},
	    {{{"_rels/.rels", "<Relationships/>"}}, "解压"},
	    {{{"_rels/.rels", RELS("d.xml")}, {"d.xml", ""}}, "d.xml"},
	    {{{"_rels/.rels", RELS("d.xml")}, {"d.xml", "\xCE\xC4"}}, "d.xml"},
	};
	struct str bytes = {0};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct paper_part parts[4] = {{NULL, NULL}};

		memcpy(parts, cases[i].parts, sizeof cases[i].parts);
		paper_pack(parts, &bytes);
		if (parts[1].name && parts[2].name)
			fail_msg("case %zu has too many parts", i);
		{
			struct document d = {0};
			struct err e = {0};

			assert_int_equal(document_parse(&d, "例", str_text(&bytes), bytes.length,
			                                &doc_limits_usual, &e),
			                 -1);
			if (!strstr(e.text, cases[i].word))
				fail_msg("case %zu: «%s»", i, e.text);
		}
	}
	str_free(&bytes);
}

static void document_read__no_such_file__is_not_found(void **state)
{
	struct document d = {0};
	struct err e = {0};

	(void)state;
	assert_int_equal(document_read(&d, "/nowhere/a.docx", &doc_limits_usual, &e), -1);
	assert_int_equal(e.code, ERR_NOTFOUND);
}

/* ---- broken files ---- */

static const char small_body[] =
    "<w:p><w:r><w:t>附件1</w:t></w:r></w:p><w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val=\"2\"/>"
    "</w:tcPr><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:tc></w:tr><w:tr><w:tc><w:tcPr><w:vMerge "
    "w:val=\"restart\"/></w:tcPr><w:p/></w:tc><w:tc><w:p><w:r><w:t>1</w:t></w:r></w:p></w:tc>"
    "</w:tr></w:tbl>";
static const char small_sheet[] =
    "<sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" s=\"1\"><v>0.993</v></c>"
    "</row></sheetData><mergeCells><mergeCell ref=\"A1:A2\"/></mergeCells>";

/* Read, or refused with a sentence that begins with the name. */
static int try(const char *name, const char *bytes, size_t length)
{
	struct document d = {0};
	struct err e = {0};
	int result = document_parse(&d, name, bytes, length, &doc_limits_usual, &e);

	if (result < 0) {
		assert_true(strncmp(e.text, name, strlen(name)) == 0);
		assert_in_range(strlen(e.text), strlen(name) + 10, sizeof e.text - 1);
		assert_true(e.code == ERR_INPUT || e.code == ERR_LIMIT || e.code == ERR_NOTFOUND);
		assert_null(d.blocks);
	}
	document_free(&d);
	return result;
}

/* A zip file is only whole with its end. */
static void try_prefixes(const struct str *bytes, const char *name, size_t step, bool may_be_read)
{
	for (size_t n = 0; n < bytes->length; n += step) {
		char *exact = mem_array(n > 0 ? n : 1, 1); /* nothing readable behind it */
		int result;

		memcpy(exact, str_text(bytes), n);
		result = try(name, exact, n);
		if (result == 0 && !may_be_read && n > 3)
			fail_msg("%s: the first %zu bytes were read", name, n);
		mem_free(exact);
	}
}

static void document_parse__every_prefix__is_read_or_refused(void **state)
{
	struct str bytes = {0};

	(void)state;
	paper_docx(small_body, &bytes);
	try_prefixes(&bytes, "例.docx", 1, false);
	paper_xlsx(small_sheet, "<si><t>甲</t></si>", NULL, &bytes);
	try_prefixes(&bytes, "例.xlsx", 1, false);
	for (size_t i = 0; i < sizeof inputs / sizeof *inputs; i++) {
		bool text = strstr(inputs[i], ".csv");

		read_input(inputs[i], &bytes);
		try_prefixes(&bytes, inputs[i], text ? 1 : 499, text);
	}
	str_free(&bytes);
}

static void try_corruptions(struct str *bytes, const char *name)
{
	static const unsigned char changes[] = {0x01, 0x20, 0x80, 0xFF};

	for (size_t i = 0; i < bytes->length; i++)
		for (size_t k = 0; k < sizeof changes; k++) {
			bytes->s[i] = (char)(bytes->s[i] ^ changes[k]);
			try(name, bytes->s, bytes->length);
			bytes->s[i] = (char)(bytes->s[i] ^ changes[k]);
		}
	assert_int_equal(try(name, bytes->s, bytes->length), 0);
}

static void document_parse__every_corrupted_byte__is_read_or_refused(void **state)
{
	struct str bytes = {0};

	(void)state;
	paper_docx(small_body, &bytes);
	try_corruptions(&bytes, "例.docx");
	paper_xlsx(small_sheet, "<si><t>甲</t></si>", NULL, &bytes);
	try_corruptions(&bytes, "例.xlsx");
	read_input("yueyanglou-infocenter-2024-annex2.gb18030.csv", &bytes);
	try_corruptions(&bytes, "例.csv");
	str_free(&bytes);
}

/* ---- limits ---- */

static void document_parse__over_a_limit__is_refused(void **state)
{
	/* two paragraphs and a table of two cells in two columns, each of one character */
	static const char body[] =
	    "<w:p><w:r><w:t>甲</w:t></w:r></w:p><w:p/><w:tbl><w:tr><w:tc/><w:tc><w:p><w:r><w:t>乙"
	    "</w:t></w:r></w:p></w:tc></w:tr></w:tbl>";
	const struct doc_limits fit = {4096, 4096, 2, 3, 3, 2};
	const struct {
		size_t offset;
		const char *word;
	} cases[] = {
	    {offsetof(struct doc_limits, file), "字节"},
	    {offsetof(struct doc_limits, inflated), "解压"},
	    {offsetof(struct doc_limits, cells), "1 个单元格"},
	    {offsetof(struct doc_limits, text), "一段文字"},
	    {offsetof(struct doc_limits, blocks), "段落和表格"},
	    {offsetof(struct doc_limits, columns), "1 列"},
	};
	struct str bytes = {0};
	struct document d = {0};

	(void)state;
	paper_docx(body, &bytes);
	assert_int_equal(document_parse(&d, "例.docx", str_text(&bytes), bytes.length, &fit, NULL),
	                 0);
	document_free(&d);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct doc_limits tight = fit;
		size_t *limit = (size_t *)(void *)((char *)&tight + cases[i].offset);

		*limit = *limit > 1000 ? 100 : *limit - 1;
		paper_expect_fault(cases[i].word, str_text(&bytes), bytes.length, &tight, ERR_LIMIT,
		                   cases[i].word);
	}
	str_free(&bytes);
}

/* 200 MB of blanks are some 200 kB in the file. */
static void document_parse__a_bomb__is_stopped_while_inflating(void **state)
{
	size_t size = (size_t)200 << 20;
	char *blanks = mem_array(size + 1, 1);
	struct str bytes = {0};

	(void)state;
	memset(blanks, ' ', size);
	paper_pack((const struct paper_part[]){{"_rels/.rels", RELS("word/document.xml")},
	                                       {"word/document.xml", blanks},
	                                       {NULL, NULL}},
	           &bytes);
	mem_free(blanks);
	assert_true(bytes.length < (1 << 20));
	paper_expect_fault("bomb", str_text(&bytes), bytes.length, &doc_limits_usual, ERR_LIMIT,
	                   "解压后超过");
	str_free(&bytes);
}

static void document_parse__hundreds_of_thousands_of_cells__is_refused(void **state)
{
	struct str body = {0}, bytes = {0};

	(void)state;
	str_add(&body, "<w:tbl>");
	for (int row = 0; row < 1000; row++) {
		str_add(&body, "<w:tr>");
		for (int column = 0; column < 301; column++)
			str_add(&body, "<w:tc/>");
		str_add(&body, "</w:tr>");
	}
	str_add(&body, "</w:tbl>");
	paper_docx(str_text(&body), &bytes);
	paper_expect_fault("cells", str_text(&bytes), bytes.length, &doc_limits_usual, ERR_LIMIT,
	                   "300000 个单元格");
	str_free(&body);
	str_free(&bytes);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(document_read__documents_of_an_office__as_another_implementation),
	    cmocka_unit_test(document_read__form_of_2024__has_its_merged_cells),
	    cmocka_unit_test(document_parse__not_a_document__says_what_to_do),
	    cmocka_unit_test(document_parse__other_packages__says_what_they_are),
	    cmocka_unit_test(document_read__no_such_file__is_not_found),
	    cmocka_unit_test(document_parse__every_prefix__is_read_or_refused),
	    cmocka_unit_test(document_parse__every_corrupted_byte__is_read_or_refused),
	    cmocka_unit_test(document_parse__over_a_limit__is_refused),
	    cmocka_unit_test(document_parse__a_bomb__is_stopped_while_inflating),
	    cmocka_unit_test(document_parse__hundreds_of_thousands_of_cells__is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
