#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "support/paper.h"

#define ROWS(rows) "<sheetData>" rows "</sheetData>"
#define STRING(place, text) "<c r=\"" place "\" t=\"inlineStr\"><is><t>" text "</t></is></c>"
#define NUMBER(place, value) "<c r=\"" place "\"><v>" value "</v></c>"
#define MERGES(refs) "<mergeCells>" refs "</mergeCells>"
#define MERGE(ref) "<mergeCell ref=\"" ref "\"/>"

static const char strings[] =
    "<si><t>甲</t></si><si><r><rPr/><t>≥</t></r><r><t xml:space=\"preserve\">30 </t></r><r><t>份"
    "</t></r><rPh><t>ji</t></rPh><phoneticPr/></si><si><t>一_x000D_\n二_x0009_</t></si><si/>";
static const char styles[] =
    "<numFmts><numFmt numFmtId=\"164\" "
    "formatCode=\"yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;\"/>"
    "</numFmts><cellStyleXfs><xf numFmtId=\"9\"/></cellStyleXfs><cellXfs><xf/><xf numFmtId=\"2\"/>"
    "<xf numFmtId=\"10\"/><xf numFmtId=\"164\"/></cellXfs>";

/* clang-format off */
static const struct {
	const char *what, *sheet, *wanted;
} examples[] = {
	{ "an empty sheet", ROWS(""), "" },
	{ "cells without content", ROWS("<row r=\"1\"><c r=\"A1\" s=\"1\"/><c r=\"B1\" t=\"s\"><v>3</v></c></row>"), "" },
	{ "strings", ROWS("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"s\"><v>1</v></c>"
	  "<c r=\"C1\" t=\"s\"><v>2</v></c><c r=\"D1\" t=\"str\"><f>A1</f><v>甲</v></c></row>"),
	  "table 1×4 表\n0,0 1×1 甲\n0,1 1×1 ≥30 份\n0,2 1×1 一\\n二 \n0,3 1×1 甲\n" },
	{ "numbers in their formats", ROWS("<row r=\"2\"><c r=\"B2\"><v>26</v></c><c r=\"C2\" s=\"1\" t=\"n\"><v>26</v></c>"
	  "<c r=\"D2\" s=\"2\"><v>0.993</v></c><c r=\"E2\" s=\"3\"><v>45322</v></c><c r=\"F2\" s=\"9\"><v>1.50</v></c></row>"),
	  "table 2×6 表\n1,1 1×1 #-1 26\n1,2 1×1 #2 26\n1,3 1×1 #2% 99.30%\n1,4 1×1 2024年1月31日\n1,5 1×1 #-1 1.5\n" },
	{ "what is no number after all", ROWS("<row r=\"1\"><c r=\"A1\"><v>甲</v></c><c r=\"B1\" s=\"3\"><v>-5</v></c></row>"),
	  "table 1×2 表\n0,0 1×1 甲\n0,1 1×1 #-1 -5\n" },
	{ "truth and errors", ROWS("<row r=\"1\"><c r=\"A1\" t=\"b\"><v>1</v></c><c r=\"B1\" t=\"b\"><v>0</v></c>"
	  "<c r=\"C1\" t=\"e\"><f>1/0</f><v>#DIV/0!</v></c></row>"),
	  "table 1×3 表\n0,0 1×1 TRUE\n0,1 1×1 FALSE\n0,2 1×1 #DIV/0!\n" },
	{ "formulas with and without a value", ROWS("<row r=\"1\"><c r=\"A1\" s=\"1\"><f>B1*2</f><v>3</v></c>"
	  "<c r=\"B1\"><f>C1</f><v></v></c><c r=\"C1\"><f>D1</f></c><c r=\"D1\" t=\"str\"><f>\"\"</f><v></v></c></row>"),
	  "table 1×3 表\n0,0 1×1 #2 3\n0,1 1×1 ? \n0,2 1×1 ? \n" },
	{ "cells that do not say where they are", ROWS("<row><c><v>1</v></c><c/><c><v>2</v></c></row><row r=\"5\"><c><v>3</v></c>"
	  "</row><row><c r=\"B6\"><v>4</v></c><c><v>5</v></c></row>"),
	  "table 6×3 表\n0,0 1×1 #-1 1\n0,2 1×1 #-1 2\n4,0 1×1 #-1 3\n5,1 1×1 #-1 4\n5,2 1×1 #-1 5\n" },
	{ "merges", ROWS("<row r=\"1\">" STRING("A1", "甲") "</row><row r=\"2\">" STRING("A2", "乙") NUMBER("B2", "1") "</row>"
	  "<row r=\"3\">" STRING("A3", "看不见") NUMBER("B3", "2") "</row>") MERGES(MERGE("A1:C1") MERGE("A2:A3") MERGE("D2:D3")),
	  "table 3×3 表\n0,0 1×3 甲\n1,0 2×1 乙\n1,1 1×1 #-1 1\n2,1 1×1 #-1 2\n" },
	{ "merges over merges", ROWS("<row r=\"1\">" STRING("A1", "甲") STRING("B1", "乙") "</row>")
	  MERGES(MERGE("A1:B2") MERGE("B1:C1")), "table 2×2 表\n0,0 2×2 甲\n" },
	{ "cells in disorder", ROWS("<row r=\"2\">" NUMBER("B2", "4") NUMBER("A2", "3") "</row><row r=\"1\">"
	  NUMBER("A1", "1") "</row>"), "table 2×2 表\n0,0 1×1 #-1 1\n1,0 1×1 #-1 3\n1,1 1×1 #-1 4\n" },
	{ "what else stands in a sheet", "<dimension ref=\"A1:XFD1048576\"/>" ROWS("<row r=\"1\">" NUMBER("A1", "1")
	  "<extLst><ext/></extLst></row>") "<legacyDrawing/><conditionalFormatting><cfRule/></conditionalFormatting>",
	  "table 1×1 表\n0,0 1×1 #-1 1\n" },
};

static const struct {
	const char *sheet;
	enum err_code code;
	const char *word;
} faults[] = {
	{ ROWS("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>4</v></c></row>"),        ERR_INPUT, "没有编号为「4」的文字" },
	{ ROWS("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>99999999999999999999999</v></c></row>"), ERR_INPUT, "没有编号" },
	{ ROWS("<row r=\"1\"><c r=\"1A\"><v>1</v></c></row>"),                ERR_INPUT, "「1A」" },
	{ ROWS("<row r=\"1\"><c r=\"A0\"><v>1</v></c></row>"),                ERR_INPUT, "「A0」" },
	{ ROWS("<row r=\"1\"><c r=\"A1048577\"><v>1</v></c></row>"),          ERR_INPUT, "「A1048577」" },
	{ ROWS("<row r=\"1\"><c r=\"XFE1\"><v>1</v></c></row>"),              ERR_INPUT, "「XFE1」" },
	{ ROWS("<row r=\"1\"><c r=\"XFD1\"><v>1</v></c></row>"),              ERR_LIMIT, "1000 列" },
	{ ROWS("<row r=\"2000000\"><c><v>1</v></c></row>"),                   ERR_INPUT, "位置" },
	{ ROWS("") MERGES(MERGE("A1")),                                       ERR_INPUT, "「A1」" },
	{ ROWS("") MERGES(MERGE("B2:A1")),                                    ERR_INPUT, "「B2:A1」" },
	{ ROWS("") MERGES(MERGE("A1:B2;")),                                   ERR_INPUT, "「A1:B2;」" },
	{ "<sheetData><row>",                                                 ERR_INPUT, "不是正确的 XML" },
};
/* clang-format on */

static void xlsx_read__worksheets__are_what_a_person_sees(void **state)
{
	struct str bytes = {0};

	(void)state;
	for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
		paper_xlsx(examples[i].sheet, strings, styles, &bytes);
		paper_expect(examples[i].what, &bytes, examples[i].wanted);
	}
	str_free(&bytes);
}

/* A line beside the cell and one above or below it: a line to write on is no frame. */
static void xlsx_read__lines_around_a_cell__are_a_frame(void **state)
{
	static const char borders[] =
	    "<borders><border/><border><left style=\"thin\"/><right/><top style=\"thin\"/></border>"
	    "<border><left/><bottom style=\"thin\"><color/></bottom></border><border><left style=\"none\"/>"
	    "<right style=\"hair\"/><bottom style=\"medium\"/></border></borders><cellXfs><xf/>"
	    "<xf borderId=\"1\"/><xf borderId=\"2\"/><xf borderId=\"3\"/><xf borderId=\"4\"/></cellXfs>";
	static const char sheet[] =
	    ROWS("<row r=\"1\"><c s=\"0\"><v>1</v></c><c s=\"1\"><v>1</v></c><c s=\"2\"><v>1</v></c>"
	         "<c s=\"3\"><v>1</v></c><c s=\"4\"><v>1</v></c></row>");
	static const bool wanted[] = {false, true, false, true, false};
	struct str bytes = {0};
	struct document d = {0};
	struct err e = {0};

	(void)state;
	paper_xlsx(sheet, NULL, borders, &bytes);
	if (document_parse(&d, "表.xlsx", str_text(&bytes), bytes.length, &doc_limits_usual, &e) < 0)
		fail_msg("%s", e.text);
	assert_int_equal(d.blocks[0].table->n, sizeof wanted / sizeof *wanted);
	for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
		assert_int_equal(d.blocks[0].table->cells[i].framed, wanted[i]);
	document_free(&d);
	str_free(&bytes);
}

static void xlsx_read__impossible_places_and_strings__are_refused(void **state)
{
	struct str bytes = {0};

	(void)state;
	for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
		paper_xlsx(faults[i].sheet, strings, styles, &bytes);
		paper_expect_fault(faults[i].sheet, str_text(&bytes), bytes.length,
		                   &doc_limits_usual, (int)faults[i].code, faults[i].word);
	}
	str_free(&bytes);
}

/* Areas over the whole height, again and again. */
static void xlsx_read__merges_without_end__are_refused(void **state)
{
	struct str sheet = {0}, bytes = {0};

	(void)state;
	str_add(&sheet, ROWS("<row r=\"1\">" NUMBER("A1", "1") "</row><row r=\"1048576\">" NUMBER(
	                    "A1048576", "1") "</row>") "<mergeCells>");
	for (int i = 0; i < 1000; i++)
		str_add(&sheet, MERGE("B1:C1048576"));
	str_add(&sheet, "</mergeCells>");
	paper_xlsx(str_text(&sheet), NULL, NULL, &bytes);
	paper_expect_fault("merges", str_text(&bytes), bytes.length, &doc_limits_usual, ERR_LIMIT,
	                   "合并的单元格太多");
	str_free(&sheet);
	str_free(&bytes);
}

/* The order is that of the workbook, whatever the parts are called; charts are
 * no tables, hidden sheets are told. */
static void xlsx_read__several_sheets__come_in_the_workbooks_order(void **state)
{
#define RELATION(id, type, target)                                                                 \
	"<Relationship Id=\"" id "\" Type=\"x/" type "\" Target=\"" target "\"/>"
#define SHEET(name, id, more) "<sheet name=\"" name "\" r:id=\"" id "\"" more "/>"
	struct document d = {0};
	struct str bytes = {0};
	struct err e = {0};

	(void)state;
	paper_pack(
	    (const struct paper_part[]){
	        {"_rels/.rels", "<Relationships>" RELATION("a", "officeDocument",
	                                                   "xl/workbook.xml") "</Relationships>"},
	        {"xl/workbook.xml",
	         "<workbook xmlns:r=\"urn:r\"><workbookPr date1904=\"1\"/><sheets>" SHEET(
	             "二", "b", "") SHEET("图", "c", "") SHEET("一", "a", " state=\"hidden\"")
	             SHEET("无", "x", "") "</sheets></workbook>"},
	        {"xl/_rels/workbook.xml.rels",
	         "<Relationships>" RELATION("a", "worksheet", "worksheets/sheet1.xml")
	             RELATION("b", "worksheet", "/xl/worksheets/sheet2.xml")
	                 RELATION("c", "chartsheet", "chartsheets/sheet1.xml") "</Relationships>"},
	        {"xl/worksheets/sheet1.xml",
	         "<worksheet>" ROWS("<row>" NUMBER("A1", "1") "</row>") "</worksheet>"},
	        {"xl/worksheets/sheet2.xml",
	         "<worksheet>" ROWS("<row>" NUMBER("A1", "2") "</row>") "</worksheet>"},
	        {NULL, NULL}},
	    &bytes);
	assert_int_equal(
	    document_parse(&d, "例", str_text(&bytes), bytes.length, &doc_limits_usual, &e), 0);
	assert_int_equal(d.n, 2);
	assert_string_equal(d.blocks[0].part, "二");
	assert_false(d.blocks[0].hidden);
	assert_string_equal(d.blocks[1].part, "一");
	assert_true(d.blocks[1].hidden);
	assert_string_equal(d.blocks[1].table->cells[0].text, "1");
	document_free(&d);
	str_free(&bytes);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(xlsx_read__worksheets__are_what_a_person_sees),
	    cmocka_unit_test(xlsx_read__lines_around_a_cell__are_a_frame),
	    cmocka_unit_test(xlsx_read__impossible_places_and_strings__are_refused),
	    cmocka_unit_test(xlsx_read__merges_without_end__are_refused),
	    cmocka_unit_test(xlsx_read__several_sheets__come_in_the_workbooks_order),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
