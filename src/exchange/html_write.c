#include "exchange/html_write.h"

#include "exchange/markup.h"

static const char style[] =
    "\n"
    "@page { size: A4; margin: 20mm; }\n"
    "@page lying { size: A4 landscape; margin: 20mm; }\n"
    "body { margin: 0; font-family: 宋体, SimSun, \"Noto Serif CJK SC\", serif;"
    " font-size: 10.5pt; color: #000; }\n"
    "section.lying { page: lying; }\n"
    "h1 { font: 18pt 方正小标宋简体, SimSun, \"Noto Serif CJK SC\", serif; text-align: center;"
    " margin: 6pt 0; white-space: pre-wrap; }\n"
    "h2, h3, p { font-size: 16pt; line-height: 28pt; text-indent: 2em; margin: 0;"
    " font-weight: normal; }\n"
    "h2 { font-family: 黑体, SimHei, \"Noto Sans CJK SC\", sans-serif; }\n"
    "h3 { font-family: 楷体, KaiTi, \"Noto Serif CJK SC\", serif; }\n"
    "p { font-family: 仿宋, FangSong, \"Noto Serif CJK SC\", serif; text-align: justify; }\n"
    "div.line { display: flex; margin: 2pt 0; white-space: pre-wrap; }\n"
    "div.line span { flex: 1 1 0; }\n"
    "td.right { white-space: pre; overflow-wrap: normal; }\n"
    "table { border-collapse: collapse; table-layout: fixed; width: 100%; }\n"
    "td, th { border: 0.5pt solid #000; padding: 1.5pt 3pt; font-weight: normal;"
    " white-space: pre-wrap; overflow-wrap: anywhere; }\n"
    "tr { break-inside: avoid; height: 18pt; }\n"
    ".left { text-align: left; }\n"
    ".center { text-align: center; }\n"
    ".right { text-align: right; }\n"
    ".high { vertical-align: top; }\n"
    "@media screen {\n"
    "body { background: #eee; }\n"
    "section { background: #fff; margin: 8mm auto; padding: 20mm; width: 170mm; }\n"
    "section.lying { width: 257mm; }\n"
    "}\n"
    "@media print {\n"
    "section + section, h1.apart { break-before: page; }\n"
    "thead { display: table-header-group; }\n"
    "h1, h2, h3 { break-after: avoid; }\n"
    "}\n";

static const char *const aligns[] = {
    [ALIGN_LEFT] = "left",
    [ALIGN_CENTER] = "center",
    [ALIGN_RIGHT] = "right",
};

static void put_element(struct markup *m, const char *name, const char *class, const char *text)
{
	markup_open(m, name);
	if (class)
		markup_attr(m, "class", class);
	markup_text(m, text);
	markup_close_full(m);
}

/* ---- lines and texts ---- */

static void put_line(struct markup *m, const struct out_line *line)
{
	if (line->title) {
		for (size_t i = 0; i < line->n; i++)
			put_element(m, "h1", NULL, line->parts[i].text);
		return;
	}
	markup_open(m, "div");
	markup_attr(m, "class", "line");
	for (size_t i = 0; i < line->n; i++)
		put_element(m, "span", aligns[line->parts[i].align], line->parts[i].text);
	markup_close_full(m);
}

static void put_lines(struct markup *m, const struct sheet_out *s, bool foot)
{
	for (size_t i = 0; i < s->nlines; i++)
		if (s->lines[i].foot == foot)
			put_line(m, &s->lines[i]);
}

static void put_paragraph(struct markup *m, const struct out_paragraph *p, bool first)
{
	static const char *const names[] = {
	    [OUT_TITLE] = "h1",
	    [OUT_HEAD] = "h2",
	    [OUT_SUBHEAD] = "h3",
	    [OUT_BODY] = "p",
	};

	put_element(m, names[p->role], p->apart && !first ? "apart" : NULL, p->text);
}

/* ---- the table ---- */

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
		str_addf(&width, "%d%%", share / 100); /* for office programs */
		markup_attr(m, "width", str_text(&width));
		markup_close(m);
		str_free(&width);
	}
	markup_close_full(m);
}

static void put_cell(struct markup *m, const struct out_cell *c, bool head)
{
	struct str class = {0};

	markup_open(m, head ? "th" : "td");
	if (c->bottom - c->top > 1)
		markup_number(m, "rowspan", c->bottom - c->top);
	if (c->right - c->left > 1)
		markup_number(m, "colspan", c->right - c->left);
	str_addf(&class, "%s%s", aligns[c->align], c->high ? " high" : "");
	markup_attr(m, "class", str_text(&class));
	markup_text(m, c->text);
	markup_close_full(m);
	str_free(&class);
}

static void put_rows(struct markup *m, const struct sheet_out *s, int from, int to, bool head)
{
	size_t i = 0;

	markup_open(m, head ? "thead" : "tbody");
	for (int r = from; r < to; r++) {
		markup_open(m, "tr");
		while (i < s->ncells && s->cells[i].top < r)
			i++;
		for (; i < s->ncells && s->cells[i].top == r; i++)
			put_cell(m, &s->cells[i], head);
		markup_close_full(m);
	}
	markup_close_full(m);
}

static void put_table(struct markup *m, const struct sheet_out *s)
{
	int head = s->head_top == 0 ? s->head_bottom : 0;
	struct str size = {0};

	str_addf(&size, "font-size: %d.%dpt", s->font / 2, s->font % 2 * 5);
	markup_open(m, "table");
	markup_attr(m, "width", "100%");
	markup_attr(m, "border", "1"); /* for office programs, which know little CSS */
	markup_attr(m, "cellspacing", "0");
	markup_attr(m, "style", str_text(&size));
	put_columns(m, s);
	if (head > 0)
		put_rows(m, s, 0, head, true);
	put_rows(m, s, head, s->nrows, false);
	markup_close_full(m);
	str_free(&size);
}

/* ---- the page ---- */

static void put_sheet(struct markup *m, const struct sheet_out *s)
{
	markup_open(m, "section");
	if (s->landscape)
		markup_attr(m, "class", "lying");
	put_lines(m, s, false);
	for (size_t i = 0; i < s->nparagraphs; i++)
		put_paragraph(m, &s->paragraphs[i], i + s->nlines == 0);
	if (!s->prose)
		put_table(m, s);
	put_lines(m, s, true);
	markup_close_full(m);
	markup_raw(m, "\n");
}

static void put_head(struct markup *m, const char *title)
{
	markup_open(m, "head");
	markup_empty(m, "meta", "charset", "UTF-8");
	put_element(m, "title", NULL, title);
	markup_open(m, "style");
	markup_raw(m, style);
	markup_close_full(m);
	markup_close_full(m);
	markup_raw(m, "\n");
}

void html_write(const struct book_out *b, struct str *out)
{
	struct markup *m = markup_new();

	markup_raw(m, "<!DOCTYPE html>\n");
	markup_open(m, "html");
	markup_attr(m, "lang", "zh-CN");
	put_head(m, b->title ? b->title : "");
	markup_open(m, "body");
	markup_raw(m, "\n");
	for (size_t i = 0; i < b->n; i++)
		put_sheet(m, &b->sheets[i]);
	markup_close_full(m);
	markup_close_full(m);
	markup_end(m, out);
}
