#include "exchange/html_write.h"

#include <string.h>

#include "exchange/code.h"
#include "exchange/markup.h"

/* It is read by browsers and by office programs, which know little CSS: no
 * named pages, flex boxes or two classes at once, no 0 without a unit, and line
 * breaks of a text only as elements.  Whatever the look depends on is said so
 * that both take it; what only browsers know stands at the end of the style
 * sheet. */

#define FONT 21  /* of the style sheet, half points */
#define LARGE 28 /* of the lines around a text */
#define CODE 16  /* of the 校验码 */
#define ROW 18   /* pixels a row is high at least, without padding */

static const char style[] =
    "body { margin: 0pt; font-family: 宋体, SimSun, \"Noto Serif CJK SC\", serif;"
    " font-size: 10.5pt; color: #000; }\n"
    "p { margin: 0pt; }\n"
    "td p { margin: 0pt; }\n"
    "th p { margin: 0pt; }\n"
    "h1 { font-family: 方正小标宋简体, \"Noto Serif CJK SC\", SimSun, serif; font-size: 18pt;"
    " font-weight: bold; text-align: center; margin: 6pt 0pt; }\n"
    "h1.part { font-size: 22pt; }\n"
    "h2 { font-family: 黑体, SimHei, \"Noto Sans CJK SC\", sans-serif; font-size: 16pt;"
    " font-weight: normal; line-height: 28pt; text-indent: 32pt; margin: 0pt; }\n"
    "h3 { font-family: 楷体, KaiTi, \"Noto Serif CJK SC\", serif; font-size: 16pt;"
    " font-weight: normal; line-height: 28pt; text-indent: 32pt; margin: 0pt; }\n"
    "p.body { font-family: 仿宋, FangSong, \"Noto Serif CJK SC\", serif; font-size: 16pt;"
    " line-height: 28pt; text-indent: 32pt; text-align: justify; margin: 0pt; }\n"
    "th { font-weight: normal; }\n"
    ".left { text-align: left; }\n"
    ".center { text-align: center; }\n"
    ".right { text-align: right; }\n"
    "@page lying { size: 297mm 210mm; margin: 20mm; }\n"
    "section.lying { page: lying; }\n"
    "h1 { text-wrap: balance; }\n"
    "table { border-collapse: collapse; table-layout: fixed; width: 100%; }\n"
    "table.first { display: none; }\n"
    "table.form td, table.form th { border: 0.5pt solid #000; padding: 1.5pt 3pt;"
    " line-height: 1.3; overflow-wrap: anywhere; break-inside: avoid; }\n"
    "table.form td[rowspan], table.form td[valign] { break-inside: auto; }\n"
    "table.form td.right { white-space: pre; overflow-wrap: normal; }\n"
    "table.line td { padding: 0; }\n"
    "p, h1, td, th { white-space: pre-wrap; }\n"
    "@media screen {\n"
    "body { background: #eee; }\n"
    "section { background: #fff; margin: 8mm auto; padding: 20mm; width: 170mm; }\n"
    "section.lying { width: 257mm; }\n"
    "}\n"
    "@media print {\n"
    "thead { display: table-header-group; }\n"
    "h1, h2, h3 { break-after: avoid; }\n"
    "}\n";

/* LibreOffice leaves the first page empty when a document begins with a
 * paragraph and has no break of a page; browsers do not show this. */
static const char first_table[] =
    "<table class=\"first\" border=\"0\" cellspacing=\"0\" cellpadding=\"0\"><tr>"
    "<td style=\"font-size: 1pt\"></td></tr></table>";

static const char *const aligns[] = {
    [ALIGN_LEFT] = "left",
    [ALIGN_CENTER] = "center",
    [ALIGN_RIGHT] = "right",
};

struct html {
	struct markup *m;
	bool fresh; /* the next element begins a page … */
	bool lower; /* … and stands lower on it, as titles of a cover do */
};

static void put_text(struct markup *m, const char *text)
{
	for (;;) {
		size_t n = strcspn(text, "\n");

		markup_textn(m, text, n);
		if (!text[n])
			return;
		markup_empty(m, "br", NULL, NULL);
		text += n + 1;
	}
}

/* LibreOffice keeps a gap below each paragraph that does not itself say so. */
static const char tight[] = "margin-bottom: 0pt;";

/* What is particular to the element just opened; font in half points. */
static void put_style(struct html *h, int font, const char *more)
{
	struct str text = {0};

	str_addf(&text, "%s", more);
	if (h->fresh)
		str_addf(&text, "page-break-before: always;");
	if (h->lower)
		str_addf(&text, "margin-top: 200pt;");
	if (font != FONT)
		str_addf(&text, "font-size: %d.%dpt;", font / 2, font % 2 * 5);
	if (text.length > 0)
		markup_attr(h->m, "style", str_text(&text));
	h->fresh = h->lower = false;
	str_free(&text);
}

static void put_element(struct html *h, const char *name, const char *class, int font,
                        const char *more, const char *text)
{
	markup_open(h->m, name);
	if (class)
		markup_attr(h->m, "class", class);
	put_style(h, font, more);
	put_text(h->m, text);
	markup_close_full(h->m);
}

/* ---- lines and texts ---- */

/* The parts of a line share its width evenly. */
static void put_parts(struct html *h, const struct out_line *line, int font)
{
	struct str width = {0};

	str_addf(&width, "%zu%%", 100 / line->n);
	markup_open(h->m, "table");
	markup_attr(h->m, "class", "line");
	markup_attr(h->m, "width", "100%");
	markup_attr(h->m, "border", "0");
	markup_attr(h->m, "cellspacing", "0");
	put_style(h, FONT, "");
	markup_open(h->m, "tr");
	for (size_t i = 0; i < line->n; i++) {
		markup_open(h->m, "td");
		markup_attr(h->m, "width", str_text(&width));
		markup_attr(h->m, "class", aligns[line->parts[i].align]);
		put_style(h, font, "");
		put_text(h->m, line->parts[i].text);
		markup_close_full(h->m);
	}
	markup_close_full(h->m);
	markup_close_full(h->m);
	str_free(&width);
}

static void put_line(struct html *h, const struct out_line *line, int font)
{
	if (line->title)
		for (size_t i = 0; i < line->n; i++)
			put_element(h, "h1", NULL, FONT, "", line->parts[i].text);
	else if (line->n == 1)
		put_element(h, "p", aligns[line->parts[0].align], font, tight, line->parts[0].text);
	else if (line->n > 1)
		put_parts(h, line, font);
}

static void put_lines(struct html *h, const struct sheet_out *s, bool foot)
{
	bool lower = !foot && sheet_out_is_cover(s);

	for (size_t i = 0; i < s->nlines; i++) {
		const struct out_line *line = &s->lines[i];

		if (line->foot != foot)
			continue;
		h->lower = lower && line->title;
		lower = lower && !line->title;
		put_line(h, line, s->prose ? LARGE : FONT);
	}
}

static void put_paragraph(struct html *h, const struct out_paragraph *p)
{
	static const struct {
		const char *name, *class, *more;
	} roles[] = {
	    [OUT_TITLE] = {"h1", "part", ""},
	    [OUT_HEAD] = {"h2", NULL, tight},
	    [OUT_SUBHEAD] = {"h3", NULL, tight},
	    [OUT_BODY] = {"p", "body", tight},
	};

	put_element(h, roles[p->role].name, roles[p->role].class, FONT, roles[p->role].more,
	            p->text);
}

/* ---- the table ---- */

/* The style is for browsers, the share («1134*») for office programs. */
static void put_columns(struct markup *m, const struct sheet_out *s)
{
	int sum = 0;

	for (int k = 0; k < s->ncolumns; k++)
		sum += s->columns[k];
	markup_open(m, "colgroup");
	for (int k = 0; k < s->ncolumns; k++) {
		struct str width = {0};
		int share = sum ? (int)((int64_t)s->columns[k] * 10000 / sum) : 0;

		str_addf(&width, "width: %d.%02d%%", share / 100, share % 100);
		markup_open(m, "col");
		markup_attr(m, "style", str_text(&width));
		str_clear(&width);
		str_addf(&width, "%d*", s->columns[k]);
		markup_attr(m, "width", str_text(&width));
		markup_close(m);
		str_free(&width);
	}
	markup_close_full(m);
}

static void put_cell(struct html *h, const struct out_cell *c, const char *name, int font,
                     bool sized)
{
	markup_open(h->m, name);
	if (c->bottom - c->top > 1)
		markup_number(h->m, "rowspan", c->bottom - c->top);
	if (c->right - c->left > 1)
		markup_number(h->m, "colspan", c->right - c->left);
	markup_attr(h->m, "class", aligns[c->align]);
	if (c->high)
		markup_attr(h->m, "valign", "top");
	if (sized)
		markup_number(h->m, "height", ROW);
	put_style(h, font, "");
	put_text(h->m, c->text);
	markup_close_full(h->m);
}

/* The first cell that ends with its row keeps the row as high as it must be. */
static void put_rows(struct html *h, const struct sheet_out *s, int from, int to, bool head)
{
	size_t i = 0;

	markup_open(h->m, head ? "thead" : "tbody");
	while (i < s->ncells && s->cells[i].top < from)
		i++;
	for (int r = from; r < to; r++) {
		bool sized = false;

		markup_open(h->m, "tr");
		for (; i < s->ncells && s->cells[i].top == r; i++) {
			bool fits = !sized && s->cells[i].bottom == r + 1;

			put_cell(h, &s->cells[i], head ? "th" : "td", s->font, fits);
			sized = sized || fits;
		}
		markup_close_full(h->m);
	}
	markup_close_full(h->m);
}

static void put_table(struct html *h, const struct sheet_out *s)
{
	int head = s->head_top == 0 ? s->head_bottom : 0;

	markup_open(h->m, "table");
	markup_attr(h->m, "class", "form");
	markup_attr(h->m, "width", "100%");
	markup_attr(h->m, "border", "1");
	markup_attr(h->m, "bordercolor", "#000000");
	markup_attr(h->m, "cellspacing", "0");
	markup_attr(h->m, "cellpadding", "2");
	put_style(h, FONT, "");
	put_columns(h->m, s);
	if (head > 0)
		put_rows(h, s, 0, head, true);
	put_rows(h, s, head, s->nrows, false);
	markup_close_full(h->m);
}

/* ---- the page ---- */

static void put_sheet(struct html *h, const struct sheet_out *s)
{
	markup_open(h->m, "section");
	if (s->landscape)
		markup_attr(h->m, "class", "lying");
	put_lines(h, s, false);
	h->lower = s->nlines == 0 && sheet_out_is_cover(s);
	for (size_t i = 0; i < s->nparagraphs; i++) {
		if (s->paragraphs[i].apart && i + s->nlines > 0)
			h->fresh = true;
		put_paragraph(h, &s->paragraphs[i]);
	}
	if (!s->prose)
		put_table(h, s);
	put_lines(h, s, true);
	markup_close_full(h->m);
	markup_raw(h->m, "\n");
}

static bool all_lie(const struct book_out *b)
{
	for (size_t i = 0; i < b->n; i++)
		if (!b->sheets[i].landscape)
			return false;
	return b->n > 0;
}

static void put_head(struct html *h, const struct book_out *b)
{
	markup_open(h->m, "head");
	markup_empty(h->m, "meta", "charset", "UTF-8");
	markup_open(h->m, "title");
	markup_text(h->m, b->title ? b->title : "");
	markup_close_full(h->m);
	markup_open(h->m, "style");
	markup_raw(h->m, all_lie(b) ? "\n@page { size: 297mm 210mm; margin: 20mm; }\n"
	                            : "\n@page { size: 210mm 297mm; margin: 20mm; }\n");
	markup_raw(h->m, style);
	markup_close_full(h->m);
	markup_close_full(h->m);
	markup_raw(h->m, "\n");
}

static void put_code(struct html *h, const char *code)
{
	struct str text = {0};

	code_print(code, &text);
	if (text.length > 0)
		put_element(h, "p", aligns[ALIGN_RIGHT], CODE, tight, str_text(&text));
	str_free(&text);
}

void html_write(const struct book_out *b, struct str *out)
{
	struct html h = {.m = markup_new()};

	markup_raw(h.m, "<!DOCTYPE html>\n");
	markup_open(h.m, "html");
	markup_attr(h.m, "lang", "zh-CN");
	put_head(&h, b);
	markup_open(h.m, "body");
	markup_raw(h.m, "\n");
	markup_raw(h.m, first_table);
	for (size_t i = 0; i < b->n; i++) {
		h.fresh = i > 0;
		put_sheet(&h, &b->sheets[i]);
	}
	put_code(&h, b->code);
	markup_close_full(h.m);
	markup_close_full(h.m);
	markup_end(h.m, out);
}
