#include "support/paper.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>
#include <zip.h>

#include <cmocka.h>

#include "exchange/zip.h"

/* ---- making ---- */

static void add_part(zip_t *zip, const struct paper_part *part)
{
	zip_source_t *source = zip_source_buffer(zip, part->text, strlen(part->text), 0);
	zip_int64_t index = zip_file_add(zip, part->name, source, ZIP_FL_ENC_UTF_8);

	assert_true(index >= 0);
	assert_int_equal(zip_file_set_mtime(zip, (zip_uint64_t)index, 1700000000, 0), 0);
}

void paper_pack(const struct paper_part *parts, struct str *out)
{
	zip_error_t fault;
	zip_source_t *source;
	zip_stat_t stat;
	zip_t *zip;
	char block[4096];
	zip_int64_t got;

	zip_error_init(&fault);
	source = zip_source_buffer_create(NULL, 0, 0, &fault);
	assert_non_null(source);
	zip = zip_open_from_source(source, ZIP_TRUNCATE, &fault);
	assert_non_null(zip);
	zip_source_keep(source);
	for (; parts->name; parts++)
		add_part(zip, parts);
	assert_int_equal(zip_close(zip), 0);
	assert_int_equal(zip_source_stat(source, &stat), 0);
	assert_int_equal(zip_source_open(source), 0);
	str_clear(out);
	while ((got = zip_source_read(source, block, sizeof block)) > 0)
		str_addn(out, block, (size_t)got);
	zip_source_close(source);
	zip_source_free(source);
	zip_error_fini(&fault);
}

void paper_unpack(const struct str *bytes, const char *part, struct str *out)
{
	struct err e = {0};
	struct zip_parts *z =
	    zip_parts_open("例", str_text(bytes), bytes->length, (size_t)64 << 20, &e);

	assert_non_null(z);
	if (zip_parts_read(z, part, out, &e) < 0)
		fail_msg("%s", e.text);
	zip_parts_close(z);
}

#define RELATIONS                                                                                  \
	"<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
#define RELATION(id, type, target)                                                                 \
	"<Relationship Id=\"" id "\" Type=\"http://schemas.openxmlformats.org/officeDocument/"     \
	"2006/relationships/" type "\" Target=\"" target "\"/>"

void paper_docx(const char *body, struct str *out)
{
	struct str text = {0};

	str_addf(&text,
	         "<w:document xmlns:w=\"urn:w\" xmlns:mc=\"urn:mc\" xmlns:w14=\"urn:w14\"><w:body>"
	         "%s<w:sectPr/></w:body></w:document>",
	         body);
	paper_pack(
	    (const struct paper_part[]){
	        {"_rels/.rels", RELATIONS RELATION("r1", "officeDocument",
	                                           "word/document.xml") "</Relationships>"},
	        {"word/document.xml", str_text(&text)},
	        {NULL, NULL},
	    },
	    out);
	str_free(&text);
}

void paper_xlsx(const char *sheet, const char *strings, const char *styles, struct str *out)
{
	struct str s = {0}, t = {0}, y = {0};
	struct paper_part parts[7] = {
	    {"_rels/.rels",
	     RELATIONS RELATION("r1", "officeDocument", "/xl/workbook.xml") "</Relationships>"},
	    {"xl/workbook.xml",
	     "<workbook xmlns:r=\"urn:r\"><sheets><sheet name=\"表\" sheetId=\"1\" "
	     "r:id=\"a\"/></sheets></workbook>"},
	    {"xl/_rels/workbook.xml.rels",
	     RELATIONS RELATION("a", "worksheet", "worksheets/sheet1.xml")
	         RELATION("b", "sharedStrings", "/xl/sharedStrings.xml")
	             RELATION("c", "styles", "./../xl/styles.xml") "</Relationships>"},
	};

	str_addf(&s, "<worksheet>%s</worksheet>", sheet);
	str_addf(&t, "<sst>%s</sst>", strings ? strings : "");
	str_addf(&y, "<styleSheet>%s</styleSheet>", styles ? styles : "");
	parts[3] = (struct paper_part){"xl/worksheets/sheet1.xml", str_text(&s)};
	parts[4] = (struct paper_part){"xl/sharedStrings.xml", str_text(&t)};
	parts[5] = (struct paper_part){"xl/styles.xml", str_text(&y)};
	paper_pack(parts, out);
	str_free(&s);
	str_free(&t);
	str_free(&y);
}

/* ---- writing out ---- */

static void add_text(struct str *out, const char *text)
{
	for (; *text; text++) {
		if (*text == '\n')
			str_add(out, "\\n");
		else
			str_addc(out, *text);
	}
	str_addc(out, '\n');
}

static void add_cell(struct str *out, const struct doc_cell *c)
{
	str_addf(out, "%d,%d %d×%d ", c->row, c->column, c->rows, c->columns);
	if (c->number)
		str_addf(out, "#%d%s ", c->decimals, c->percent ? "%" : "");
	if (c->no_value)
		str_add(out, "? ");
	add_text(out, c->text);
}

void paper_write(const struct document *d, struct str *out)
{
	for (size_t i = 0; i < d->n; i++) {
		const struct doc_block *b = &d->blocks[i];

		if (b->kind == DOC_PARAGRAPH) {
			str_add(out, "¶ ");
			add_text(out, b->text);
			continue;
		}
		str_addf(out, "table %d×%d ", b->table->rows, b->table->columns);
		add_text(out, b->part ? b->part : "");
		for (size_t k = 0; k < b->table->n; k++)
			add_cell(out, &b->table->cells[k]);
	}
}

void paper_expect(const char *what, const struct str *bytes, const char *wanted)
{
	struct document d = {0};
	struct str out = {0};
	struct err e = {0};

	if (document_parse(&d, "例.docx", str_text(bytes), bytes->length, &doc_limits_usual, &e) <
	    0)
		fail_msg("%s: %s", what, e.text);
	paper_write(&d, &out);
	if (strcmp(str_text(&out), wanted) != 0)
		fail_msg("%s:\n%s-- wanted:\n%s", what, str_text(&out), wanted);
	str_free(&out);
	document_free(&d);
}

void paper_expect_fault(const char *what, const char *bytes, size_t length,
                        const struct doc_limits *limits, int code, const char *word)
{
	struct document d = {0};
	struct err e = {0};

	if (document_parse(&d, "/某处/例.docx", bytes, length, limits, &e) == 0)
		fail_msg("%s: was read", what);
	if (e.code != (enum err_code)code || !strstr(e.text, word))
		fail_msg("%s: %d «%s», wanted %d «%s»", what, e.code, e.text, code, word);
	assert_int_equal(strncmp(e.text, "例.docx:", strlen("例.docx:")), 0);
	assert_null(d.blocks);
	assert_null(d.name);
}
