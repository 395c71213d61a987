#include "exchange/code.h"
#include "exchange/docx_inside.h"

#define OFFICE "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define PACKAGE_NS "http://schemas.openxmlformats.org/package/2006/relationships"
#define WORD "application/vnd.openxmlformats-officedocument.wordprocessingml."

/* Everything of a .docx but the document itself. */

struct part {
	const char *name, *type;
};

static const struct part parts[] = {
    {"/word/document.xml", WORD "document.main+xml"},
    {"/word/styles.xml", WORD "styles+xml"},
    {"/word/footer1.xml", WORD "footer+xml"},
    {"/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"},
};

static void put_type(struct markup *m, const char *element, const char *by, const char *name,
                     const char *type)
{
	markup_open(m, element);
	markup_attr(m, by, name);
	markup_attr(m, "ContentType", type);
	markup_close(m);
}

static void put_types(struct markup *m)
{
	markup_open(m, "Types");
	markup_attr(m, "xmlns", "http://schemas.openxmlformats.org/package/2006/content-types");
	put_type(m, "Default", "Extension", "rels",
	         "application/vnd.openxmlformats-package.relationships+xml");
	put_type(m, "Default", "Extension", "xml", "application/xml");
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		put_type(m, "Override", "PartName", parts[i].name, parts[i].type);
	markup_close(m);
}

static void put_relation(struct markup *m, const char *id, const char *type, const char *target)
{
	markup_open(m, "Relationship");
	markup_attr(m, "Id", id);
	markup_attr(m, "Type", type);
	markup_attr(m, "Target", target);
	markup_close(m);
}

static void put_package_relations(struct markup *m)
{
	markup_open(m, "Relationships");
	markup_attr(m, "xmlns", PACKAGE_NS);
	put_relation(m, "rId1", OFFICE "/officeDocument", "word/document.xml");
	put_relation(m, "rId2", PACKAGE_NS "/metadata/core-properties", "docProps/core.xml");
	markup_close(m);
}

static void put_document_relations(struct markup *m)
{
	markup_open(m, "Relationships");
	markup_attr(m, "xmlns", PACKAGE_NS);
	put_relation(m, "rId1", OFFICE "/styles", "styles.xml");
	put_relation(m, "rId2", OFFICE "/footer", "footer1.xml");
	markup_close(m);
}

void docx_open_root(struct markup *m, const char *name)
{
	markup_open(m, name);
	markup_attr(m, "xmlns:w", "http://schemas.openxmlformats.org/wordprocessingml/2006/main");
	markup_attr(m, "xmlns:r", OFFICE);
}

void docx_fonts(struct markup *m, const char *face)
{
	markup_open(m, "w:rFonts");
	markup_attr(m, "w:hint", "eastAsia");
	markup_attr(m, "w:ascii", "Times New Roman");
	markup_attr(m, "w:hAnsi", "Times New Roman");
	markup_attr(m, "w:eastAsia", face);
	markup_close(m);
}

static void put_styles(struct markup *m)
{
	docx_open_root(m, "w:styles");
	markup_open(m, "w:docDefaults");
	markup_open(m, "w:rPrDefault");
	markup_open(m, "w:rPr");
	docx_fonts(m, "宋体");
	markup_empty(m, "w:sz", "w:val", "21");
	markup_open(m, "w:lang");
	markup_attr(m, "w:val", "en-US");
	markup_attr(m, "w:eastAsia", "zh-CN");
	markup_close(m);
	markup_close(m);
	markup_close(m);
	markup_empty(m, "w:pPrDefault", NULL, NULL);
	markup_close(m);
	markup_open(m, "w:style");
	markup_attr(m, "w:type", "paragraph");
	markup_attr(m, "w:default", "1");
	markup_attr(m, "w:styleId", "Normal");
	markup_empty(m, "w:name", "w:val", "Normal");
	markup_close(m);
	markup_close(m);
}

static void put_field_mark(struct markup *m, const char *kind)
{
	markup_open(m, "w:r");
	markup_empty(m, "w:fldChar", "w:fldCharType", kind);
	markup_close(m);
}

static void put_code(struct markup *m, const char *code)
{
	struct str text = {0};

	code_print(code, &text);
	markup_open(m, "w:p");
	markup_open(m, "w:pPr");
	markup_empty(m, "w:jc", "w:val", "right");
	markup_close(m);
	markup_open(m, "w:r");
	markup_open(m, "w:rPr");
	docx_fonts(m, "宋体");
	markup_empty(m, "w:sz", "w:val", "16");
	markup_close(m);
	markup_open(m, "w:t");
	markup_text(m, str_text(&text));
	markup_close(m);
	markup_close(m);
	markup_close(m);
	str_free(&text);
}

/* The number of the page in the middle, below it the code. */
static void put_footer(struct markup *m, const struct book_out *b)
{
	docx_open_root(m, "w:ftr");
	markup_open(m, "w:p");
	markup_open(m, "w:pPr");
	markup_empty(m, "w:jc", "w:val", "center");
	markup_close(m);
	put_field_mark(m, "begin");
	markup_open(m, "w:r");
	markup_open(m, "w:instrText");
	markup_attr(m, "xml:space", "preserve");
	markup_text(m, " PAGE ");
	markup_close(m);
	markup_close(m);
	put_field_mark(m, "separate");
	markup_open(m, "w:r");
	markup_open(m, "w:t");
	markup_text(m, "1");
	markup_close(m);
	markup_close(m);
	put_field_mark(m, "end");
	markup_close(m);
	if (b->code)
		put_code(m, b->code);
	markup_close(m);
}

void docx_width(struct markup *m, const char *name, int width)
{
	markup_open(m, name);
	markup_number(m, "w:w", width);
	markup_attr(m, "w:type", "dxa");
	markup_close(m);
}

void docx_section(struct docx *d, const struct sheet_out *s)
{
	static const char *const sides[] = {"w:top", "w:right", "w:bottom", "w:left"};
	struct markup *m = d->m;

	markup_open(m, "w:sectPr");
	markup_open(m, "w:footerReference");
	markup_attr(m, "w:type", "default");
	markup_attr(m, "r:id", "rId2");
	markup_close(m);
	markup_empty(m, "w:type", "w:val", "nextPage");
	markup_open(m, "w:pgSz");
	markup_number(m, "w:w", s->landscape ? 16838 : 11906);
	markup_number(m, "w:h", s->landscape ? 11906 : 16838);
	if (s->landscape)
		markup_attr(m, "w:orient", "landscape");
	markup_close(m);
	markup_open(m, "w:pgMar");
	for (size_t i = 0; i < sizeof sides / sizeof *sides; i++)
		markup_number(m, sides[i], OUT_MARGIN);
	markup_number(m, "w:header", OUT_MARGIN / 2);
	markup_number(m, "w:footer", OUT_MARGIN / 2);
	markup_number(m, "w:gutter", 0);
	markup_close(m);
	markup_close(m);
}

static void put_core(struct markup *m, const struct book_out *b)
{
	markup_open(m, "cp:coreProperties");
	markup_attr(m, "xmlns:cp",
	            "http://schemas.openxmlformats.org/package/2006/metadata/core-properties");
	markup_attr(m, "xmlns:dc", "http://purl.org/dc/elements/1.1/");
	markup_open(m, "dc:title");
	markup_text(m, b->title ? b->title : "");
	markup_close(m);
	markup_close(m);
}

static void add_part(struct zip_pack *p, const char *name, void (*put)(struct markup *m))
{
	struct markup *m = markup_new();
	struct str text = {0};

	markup_declare(m);
	put(m);
	markup_end(m, &text);
	zip_pack_add(p, name, &text);
	str_free(&text);
}

static void add_book_part(struct zip_pack *p, const char *name,
                          void (*put)(struct markup *m, const struct book_out *b),
                          const struct book_out *b)
{
	struct markup *m = markup_new();
	struct str text = {0};

	markup_declare(m);
	put(m, b);
	markup_end(m, &text);
	zip_pack_add(p, name, &text);
	str_free(&text);
}

void docx_frame(struct zip_pack *p, const struct book_out *b)
{
	add_part(p, "[Content_Types].xml", put_types);
	add_part(p, "_rels/.rels", put_package_relations);
	add_book_part(p, "docProps/core.xml", put_core, b);
	add_part(p, "word/_rels/document.xml.rels", put_document_relations);
	add_part(p, "word/styles.xml", put_styles);
	add_book_part(p, "word/footer1.xml", put_footer, b);
}
