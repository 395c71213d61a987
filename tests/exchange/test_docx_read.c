#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/mem.h"
#include "support/paper.h"

#define R(text) "<w:r><w:t>" text "</w:t></w:r>"
#define P(text) "<w:p>" R(text) "</w:p>"
#define TC(text) "<w:tc>" P(text) "</w:tc>"
#define STYLED(style, text) "<w:tc><w:tcPr>" style "</w:tcPr>" P(text) "</w:tc>"
#define TR(cells) "<w:tr>" cells "</w:tr>"
#define TBL(rows) "<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid>" rows "</w:tbl>"
#define SPAN(n) "<w:gridSpan w:val=\"" #n "\"/>"
#define MERGE "<w:vMerge w:val=\"restart\"/>"
#define GOES_ON "<w:vMerge/>"

struct example {
	const char *what, *body, *wanted;
};

static void expect(const struct example *examples, size_t n)
{
	struct str bytes = {0};

	for (size_t i = 0; i < n; i++) {
		paper_docx(examples[i].body, &bytes);
		paper_expect(examples[i].what, &bytes, examples[i].wanted);
	}
	str_free(&bytes);
}

/* clang-format off */
static const struct example paragraphs[] = {
	{ "runs are joined", "<w:p>" R("≥") R("30") R(" 份") "</w:p>", "¶ ≥30 份\n" },
	{ "empty ones are kept", "<w:p/>" P("甲") "<w:p><w:pPr/></w:p>", "¶ \n¶ 甲\n¶ \n" },
	{ "breaks and tabs",
	  "<w:p>" R("甲") "<w:r><w:br/></w:r>" R("乙") "<w:r><w:cr/><w:tab/></w:r>" R("丙") "</w:p>",
	  "¶ 甲\\n乙\\n 丙\n" },
	{ "empty lines at both ends are dropped",
	  "<w:p><w:r><w:br/></w:r>" R(" 甲") "<w:r><w:br w:type=\"page\"/></w:r></w:p>", "¶  甲\n" },
	{ "deleted and moved away",
	  "<w:p>" R("甲") "<w:del><w:r><w:delText>乙</w:delText></w:r></w:del><w:ins>" R("丙")
	  "</w:ins><w:moveFrom>" R("丁") "</w:moveFrom></w:p>", "¶ 甲丙\n" },
	{ "wrappers",
	  "<w:sdt><w:sdtPr><w:t>x</w:t></w:sdtPr><w:sdtContent>" P("甲") "</w:sdtContent></w:sdt>"
	  "<w:p><w:hyperlink>" R("乙") "</w:hyperlink><w:smartTag><w:smartTagPr/>" R("丙")
	  "</w:smartTag><w:sdt><w:sdtContent>" R("丁") "</w:sdtContent></w:sdt></w:p>",
	  "¶ 甲\n¶ 乙丙丁\n" },
	{ "fields show their result",
	  "<w:p><w:r><w:instrText>PAGE</w:instrText></w:r>" R("3") "<w:fldSimple w:instr=\"DATE\">"
	  R("5日") "</w:fldSimple></w:p>", "¶ 35日\n" },
	{ "hidden text",
	  "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>甲</w:t></w:r><w:r><w:rPr><w:vanish w:val=\"0\"/>"
	  "</w:rPr><w:t>乙</w:t></w:r></w:p>", "¶ 乙\n" },
	{ "a hidden paragraph mark hides no text",
	  "<w:p><w:pPr><w:rPr><w:vanish/></w:rPr></w:pPr>" R("甲") "</w:p>", "¶ 甲\n" },
	{ "one of two alternatives",
	  "<w:p><w:r><mc:AlternateContent><mc:Choice><w:txbxContent>" P("甲") P("乙")
	  "</w:txbxContent></mc:Choice><mc:Fallback>" P("甲") "</mc:Fallback></mc:AlternateContent>"
	  "</w:r></w:p>", "¶ 甲\\n乙\n" },
	{ "symbols",
	  "<w:p><w:r><w:sym w:font=\"Wingdings 2\" w:char=\"0052\"/><w:sym w:font=\"Wingdings\" "
	  "w:char=\"F0A8\"/><w:sym w:font=\"X\" w:char=\"F041\"/><w:noBreakHyphen/></w:r></w:p>",
	  "¶ ☑□\xEF\xBF\xBD-\n" },
	{ "characters that are none",
	  P("甲&#x85;乙&#x2028;丙&#xFEFF;&#x9;丁&amp;&lt;<![CDATA[戊]]>"), "¶ 甲乙\\n丙 丁&<戊\n" },
};

static const struct example tables[] = {
	{ "a grid", TBL(TR(TC("甲") TC("乙")) TR(TC("丙") TC(""))),
	  "table 2×2 \n0,0 1×1 甲\n0,1 1×1 乙\n1,0 1×1 丙\n1,1 1×1 \n" },
	{ "no rows, no table", TBL("") P("甲"), "¶ 甲\n" },
	{ "merged to the right and downwards",
	  TBL(TR(STYLED(MERGE, "甲") STYLED(SPAN(2), "乙")) TR(STYLED(GOES_ON, "看不见") TC("丙") TC("丁"))
	      TR(STYLED("<w:vMerge w:val=\"continue\"/>", "") TC("戊") TC("己"))),
	  "table 3×3 \n0,0 3×1 甲\n0,1 1×2 乙\n1,1 1×1 丙\n1,2 1×1 丁\n2,1 1×1 戊\n2,2 1×1 己\n" },
	{ "merged both ways",
	  TBL(TR(STYLED(SPAN(2) MERGE, "甲") TC("乙")) TR(STYLED(SPAN(2) GOES_ON, "") TC("丙"))),
	  "table 2×3 \n0,0 2×2 甲\n0,2 1×1 乙\n1,2 1×1 丙\n" },
	{ "a merge that has nothing above, or another width",
	  TBL(TR(STYLED(GOES_ON, "甲") STYLED(MERGE, "乙")) TR(TC("丙") STYLED(SPAN(2) GOES_ON, "丁"))),
	  "table 2×3 \n0,0 1×1 甲\n0,1 1×1 乙\n1,0 1×1 丙\n1,1 1×2 丁\n" },
	{ "the old merge to the right",
	  TBL(TR(STYLED("<w:hMerge w:val=\"restart\"/>", "甲") STYLED("<w:hMerge/>", "") TC("乙"))),
	  "table 1×3 \n0,0 1×2 甲\n0,2 1×1 乙\n" },
	{ "columns left free in front and behind",
	  TBL(TR(TC("甲") TC("乙") TC("丙")) TR("<w:trPr><w:gridBefore w:val=\"1\"/><w:gridAfter "
	      "w:val=\"1\"/></w:trPr>" TC("丁"))),
	  "table 2×3 \n0,0 1×1 甲\n0,1 1×1 乙\n0,2 1×1 丙\n1,1 1×1 丁\n" },
	{ "paragraphs of a cell are lines",
	  TBL(TR("<w:tc><w:p/>" P("一") "<w:p/>" P("二") "<w:p/></w:tc>")),
	  "table 1×1 \n0,0 1×1 一\\n\\n二\n" },
	{ "a table in a cell is text",
	  TBL(TR("<w:tc>" P("前") TBL(TR(TC("甲") TC("乙")) TR(TC("丙") TC("丁"))) P("后") "</w:tc>")),
	  "table 1×1 \n0,0 1×1 前\\n甲 乙\\n丙 丁\\n后\n" },
	{ "wrapped rows and cells",
	  "<w:sdt><w:sdtContent>" TBL("<w:sdt><w:sdtPr/><w:sdtContent>" TR("<w:sdt><w:sdtContent>"
	  TC("甲") "</w:sdtContent></w:sdt>" TC("乙")) "</w:sdtContent></w:sdt>") "</w:sdtContent></w:sdt>",
	  "table 1×2 \n0,0 1×1 甲\n0,1 1×1 乙\n" },
	{ "a deleted row",
	  TBL(TR(STYLED(MERGE, "甲")) TR("<w:trPr><w:del/></w:trPr>" TC("乙")) TR(STYLED(GOES_ON, ""))),
	  "table 2×1 \n0,0 2×1 甲\n" },
	{ "spans that are no numbers", TBL(TR(STYLED("<w:gridSpan w:val=\"-3\"/>", "甲") TC("乙"))),
	  "table 1×2 \n0,0 1×1 甲\n0,1 1×1 乙\n" },
};
/* clang-format on */

static void docx_read__paragraphs__are_what_a_person_sees(void **state)
{
	(void)state;
	expect(paragraphs, sizeof paragraphs / sizeof *paragraphs);
}

static void docx_read__tables__have_their_merges(void **state)
{
	(void)state;
	expect(tables, sizeof tables / sizeof *tables);
}

/* Other namespaces, another place of the main part. */
static void docx_read__strict_document__is_read_too(void **state)
{
	struct str bytes = {0};

	(void)state;
	paper_pack(
	    (const struct paper_part[]){
	        {"_rels/.rels",
	         "<r:Relationships xmlns:r=\"http://purl.oclc.org/x\"><r:Relationship "
	         "Id=\"r\" Type=\"http://purl.oclc.org/ooxml/officeDocument/"
	         "relationships/officeDocument\" Target=\"/a/b/../主.xml\"/>"
	         "</r:Relationships>"},
	        {"a/主.xml",
	         "<?xml version=\"1.0\"?><document xmlns=\"http://purl.oclc.org/ooxml/"
	         "wordprocessingml/main\"><body><p><r><t>甲</t></r></p></body></document>"},
	        {NULL, NULL}},
	    &bytes);
	paper_expect("strict", &bytes, "¶ 甲\n");
	str_free(&bytes);
}

static void docx_read__spans_without_end__are_refused(void **state)
{
	struct str bytes = {0};

	(void)state;
	paper_docx(TBL(TR(STYLED(SPAN(2000000000), "甲"))), &bytes);
	paper_expect_fault("span", str_text(&bytes), bytes.length, &doc_limits_usual, ERR_LIMIT,
	                   "1000 列");
	paper_docx(TBL(TR("<w:trPr><w:gridBefore w:val=\"2147483647\"/></w:trPr>" TC("甲"))),
	           &bytes);
	paper_expect_fault("before", str_text(&bytes), bytes.length, &doc_limits_usual, ERR_LIMIT,
	                   "1000 列");
	str_free(&bytes);
}

static void docx_read__dangerous_xml__is_refused(void **state)
{
	static const char rels[] =
	    "<Relationships><Relationship Id=\"a\" Type=\"x/officeDocument\" "
	    "Target=\"d.xml\"/></Relationships>";
	const struct {
		const char *text, *word;
	} cases[] = {
	    {"<!DOCTYPE document [<!ENTITY a \"x\">]><document>&a;</document>", "DOCTYPE"},
	    {"<!DOCTYPE document SYSTEM \"file:///etc/passwd\"><document/>", "DOCTYPE"},
	    {"<document>&a;</document>", "不是正确的 XML"},
	    {"<document><p></document>", "不是正确的 XML"},
	    {"<document><body/>", "不是正确的 XML"},
	};
	struct str bytes = {0};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		paper_pack((const struct paper_part[]){{"_rels/.rels", rels},
		                                       {"d.xml", cases[i].text},
		                                       {NULL, NULL}},
		           &bytes);
		paper_expect_fault(cases[i].text, str_text(&bytes), bytes.length, &doc_limits_usual,
		                   ERR_INPUT, cases[i].word);
	}
	str_free(&bytes);
}

static void docx_read__nested_too_deeply__is_refused(void **state)
{
	struct str body = {0}, bytes = {0};

	(void)state;
	for (int i = 0; i < 300; i++)
		str_add(&body, "<w:sdt>");
	for (int i = 0; i < 300; i++)
		str_add(&body, "</w:sdt>");
	paper_docx(str_text(&body), &bytes);
	paper_expect_fault("depth", str_text(&bytes), bytes.length, &doc_limits_usual, ERR_LIMIT,
	                   "嵌套太深");
	str_free(&body);
	str_free(&bytes);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(docx_read__paragraphs__are_what_a_person_sees),
	    cmocka_unit_test(docx_read__tables__have_their_merges),
	    cmocka_unit_test(docx_read__strict_document__is_read_too),
	    cmocka_unit_test(docx_read__spans_without_end__are_refused),
	    cmocka_unit_test(docx_read__dangerous_xml__is_refused),
	    cmocka_unit_test(docx_read__nested_too_deeply__is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
