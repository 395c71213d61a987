#include "exchange/docx_write.h"

#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "exchange/docx_inside.h"
#include "exchange/markup.h"
#include "exchange/zip_pack.h"

/* Word is strict about the order of elements; each function writes its own in
 * that order.  Lengths are twips, sizes of fonts half points. */

/* A row with a longer text may be parted between pages. */
#define WHOLE_MOST 1200

static const char song[] = "宋体", title_face[] = "方正小标宋简体", fang[] = "仿宋",
                  hei[] = "黑体", kai[] = "楷体";

/* ---- paragraphs ---- */

static void put_run_properties(struct markup *m, const struct docx_style *s)
{
	markup_open(m, "w:rPr");
	docx_fonts(m, s->face);
	if (s->bold)
		markup_empty(m, "w:b", NULL, NULL);
	markup_open(m, "w:sz");
	markup_number(m, "w:val", s->font);
	markup_close(m);
	markup_open(m, "w:szCs");
	markup_number(m, "w:val", s->font);
	markup_close(m);
	markup_close(m);
}

static void put_run(struct markup *m, const struct docx_style *s, const char *text, size_t length)
{
	if (length == 0)
		return;
	markup_open(m, "w:r");
	put_run_properties(m, s);
	markup_open(m, "w:t");
	markup_attr(m, "xml:space", "preserve");
	markup_textn(m, text, length);
	markup_close(m);
	markup_close(m);
}

static void put_mark(struct markup *m, const struct docx_style *s, const char *element)
{
	markup_open(m, "w:r");
	put_run_properties(m, s);
	markup_empty(m, element, NULL, NULL);
	markup_close(m);
}

/* Lines of one paragraph. */
static void put_broken(struct markup *m, const struct docx_style *s, const char *text)
{
	while (*text) {
		size_t n = strcspn(text, "\n");

		put_run(m, s, text, n);
		text += n;
		if (*text) {
			put_mark(m, s, "w:br");
			text++;
		}
	}
}

static void put_tabs(struct markup *m, const struct docx_style *s)
{
	if (s->ntabs == 0)
		return;
	markup_open(m, "w:tabs");
	for (size_t i = 0; i < s->ntabs; i++) {
		markup_open(m, "w:tab");
		markup_attr(m, "w:val", s->tabs[i].kind);
		markup_number(m, "w:pos", s->tabs[i].at);
		markup_close(m);
	}
	markup_close(m);
}

static void put_spacing(struct markup *m, const struct docx_style *s)
{
	markup_open(m, "w:spacing");
	markup_number(m, "w:before", s->before);
	markup_number(m, "w:after", s->after);
	if (s->line) {
		markup_number(m, "w:line", s->line);
		markup_attr(m, "w:lineRule", "exact");
	}
	markup_close(m);
	if (s->indent) {
		markup_open(m, "w:ind");
		markup_number(m, "w:firstLineChars", 200);
		markup_number(m, "w:firstLine", 20 * s->font);
		markup_close(m);
	}
}

/* Opens a paragraph; section, when not NULL, ends with it.  An empty one is as
 * high as the font of its mark. */
static void open_paragraph(struct docx *d, const struct docx_style *s, bool empty,
                           const struct sheet_out *section)
{
	static const char *const aligns[] = {
	    [ALIGN_LEFT] = "left",
	    [ALIGN_CENTER] = "center",
	    [ALIGN_RIGHT] = "right",
	};
	struct markup *m = d->m;

	markup_open(m, "w:p");
	markup_open(m, "w:pPr");
	if (s->keep)
		markup_empty(m, "w:keepNext", NULL, NULL);
	if (s->fresh)
		markup_empty(m, "w:pageBreakBefore", NULL, NULL);
	put_tabs(m, s);
	put_spacing(m, s);
	markup_empty(m, "w:jc", "w:val", s->justify ? "both" : aligns[s->align]);
	if (s->outline) {
		markup_open(m, "w:outlineLvl");
		markup_number(m, "w:val", s->outline - 1);
		markup_close(m);
	}
	if (empty)
		put_run_properties(m, s);
	if (section)
		docx_section(d, section);
	markup_close(m);
}

static void put_paragraph(struct docx *d, const struct docx_style *s, const char *text,
                          const struct sheet_out *section)
{
	open_paragraph(d, s, !*text, section);
	put_broken(d->m, s, text);
	markup_close(d->m);
}

/* ---- lines around the table ---- */

static int page_room(const struct sheet_out *s)
{
	return s->landscape ? OUT_LANDSCAPE : OUT_PORTRAIT;
}

/* Parts of one line stand at tabulators. */
static void set_tabs(struct docx_style *style, const struct out_line *line, int room)
{
	for (size_t i = 0; i < line->n && style->ntabs < DOCX_TABS; i++) {
		enum align align = line->parts[i].align;
		struct docx_tab *tab = &style->tabs[style->ntabs];

		if (i == 0 && align == ALIGN_LEFT)
			continue;
		if (line->foot)
			*tab = (struct docx_tab){"left", room * (int)i / (int)line->n};
		else if (align == ALIGN_CENTER)
			*tab = (struct docx_tab){"center", room / 2};
		else if (align == ALIGN_RIGHT)
			*tab = (struct docx_tab){"right", room};
		else
			*tab = (struct docx_tab){"left", room * (int)i / (int)line->n};
		style->ntabs++;
	}
}

static void put_line(struct docx *d, const struct sheet_out *s, const struct out_line *line,
                     const struct sheet_out *section)
{
	struct docx_style style = {.face = song, .font = s->prose ? 28 : 21, .before = 40,
	                           .after = 40, .keep = !line->foot};

	if (line->title) {
		style = (struct docx_style){.face = title_face, .font = 36, .before = 120,
		                            .after = 120, .keep = true, .outline = 1};
	}
	if (line->n == 1) {
		style.align = line->parts[0].align;
		put_paragraph(d, &style, line->parts[0].text, section);
		return;
	}
	set_tabs(&style, line, page_room(s));
	open_paragraph(d, &style, false, section);
	for (size_t i = 0; i < line->n; i++) {
		if (i > 0 || line->parts[i].align != ALIGN_LEFT)
			put_mark(d->m, &style, "w:tab");
		put_broken(d->m, &style, line->parts[i].text);
	}
	markup_close(d->m);
}

/* ---- the table ---- */

static void put_table_head(struct docx *d, const struct sheet_out *s)
{
	static const char *const sides[] = {"w:top", "w:left", "w:bottom", "w:right", "w:insideH",
	                                    "w:insideV"};
	struct markup *m = d->m;
	int sum = 0;

	for (int k = 0; k < s->ncolumns; k++)
		sum += s->columns[k];
	markup_open(m, "w:tblPr");
	docx_width(m, "w:tblW", sum);
	markup_empty(m, "w:jc", "w:val", "center");
	markup_open(m, "w:tblBorders");
	for (size_t i = 0; i < sizeof sides / sizeof *sides; i++) {
		markup_open(m, sides[i]);
		markup_attr(m, "w:val", "single");
		markup_number(m, "w:sz", 4);
		markup_number(m, "w:space", 0);
		markup_attr(m, "w:color", "000000");
		markup_close(m);
	}
	markup_close(m);
	markup_empty(m, "w:tblLayout", "w:type", "fixed");
	markup_open(m, "w:tblCellMar");
	docx_width(m, "w:left", 50);
	docx_width(m, "w:right", 50);
	markup_close(m);
	markup_close(m);
	markup_open(m, "w:tblGrid");
	for (int k = 0; k < s->ncolumns; k++) {
		markup_open(m, "w:gridCol");
		markup_number(m, "w:w", s->columns[k]);
		markup_close(m);
	}
	markup_close(m);
}

static void put_cell_properties(struct docx *d, const struct sheet_out *s,
                                const struct out_cell *c, int row)
{
	struct markup *m = d->m;
	int width = 0;

	for (int k = c->left; k < c->right; k++)
		width += s->columns[k];
	markup_open(m, "w:tcPr");
	docx_width(m, "w:tcW", width);
	if (c->right - c->left > 1) {
		markup_open(m, "w:gridSpan");
		markup_number(m, "w:val", c->right - c->left);
		markup_close(m);
	}
	if (c->bottom - c->top > 1)
		markup_empty(m, "w:vMerge", row == c->top ? "w:val" : NULL, "restart");
	markup_empty(m, "w:vAlign", "w:val", c->high ? "top" : "center");
	markup_close(m);
}

/* Each line of a cell is a paragraph; the empty cell has one too. */
static void put_cell(struct docx *d, const struct sheet_out *s, const struct out_cell *c, int row)
{
	struct docx_style style = {.face = song, .font = s->font, .align = c->align};
	const char *text = row == c->top ? c->text : "";

	markup_open(d->m, "w:tc");
	put_cell_properties(d, s, c, row);
	for (bool more = true; more;) {
		size_t n = strcspn(text, "\n");

		open_paragraph(d, &style, n == 0, NULL);
		put_run(d->m, &style, text, n);
		markup_close(d->m);
		text += n;
		more = *text != '\0';
		text += more;
	}
	markup_close(d->m);
}

/* grid: of the row, the numbers of its cells. */
static bool stays_whole(const struct sheet_out *s, const int *grid)
{
	for (int k = 0; k < s->ncolumns; k++) {
		const struct out_cell *c = &s->cells[grid[k]];

		if (c->bottom - c->top == 1 && strlen(c->text) > WHOLE_MOST)
			return false;
	}
	return true;
}

static void put_row(struct docx *d, const struct sheet_out *s, const int *grid, int row)
{
	struct markup *m = d->m;

	markup_open(m, "w:tr");
	markup_open(m, "w:trPr");
	if (stays_whole(s, grid))
		markup_empty(m, "w:cantSplit", NULL, NULL);
	markup_open(m, "w:trHeight");
	markup_number(m, "w:val", 17 * s->font);
	markup_attr(m, "w:hRule", "atLeast");
	markup_close(m);
	if (s->head_top == 0 && row < s->head_bottom)
		markup_empty(m, "w:tblHeader", NULL, NULL);
	markup_close(m);
	for (int k = 0; k < s->ncolumns;) {
		const struct out_cell *c = &s->cells[grid[k]];

		put_cell(d, s, c, row);
		k = c->right;
	}
	markup_close(m);
}

static void put_table(struct docx *d, const struct sheet_out *s)
{
	int *grid = sheet_out_grid(s);

	markup_open(d->m, "w:tbl");
	put_table_head(d, s);
	for (int r = 0; r < s->nrows; r++)
		put_row(d, s, grid + r * s->ncolumns, r);
	markup_close(d->m);
	mem_free(grid);
}

/* ---- texts ---- */

static const struct docx_style roles[] = {
    [OUT_TITLE] = {.face = title_face, .font = 44, .align = ALIGN_CENTER, .keep = true,
                   .before = 120, .after = 120, .outline = 1},
    [OUT_HEAD] = {.face = hei, .font = 32, .indent = true, .keep = true, .line = 560,
                  .outline = 2},
    [OUT_SUBHEAD] = {.face = kai, .font = 32, .indent = true, .keep = true, .line = 560,
                     .outline = 3},
    [OUT_BODY] = {.face = fang, .font = 32, .indent = true, .justify = true, .line = 560},
};
_Static_assert(sizeof roles / sizeof *roles == OUT_BODY + 1, "a style for each role");

static void put_prose(struct docx *d, const struct sheet_out *s)
{
	for (size_t i = 0; i < s->nparagraphs; i++) {
		const struct out_paragraph *p = &s->paragraphs[i];
		struct docx_style style = roles[p->role];

		style.fresh = p->apart && i + s->nlines > 0;
		put_paragraph(d, &style, p->text, NULL);
	}
}

/* ---- the document ---- */

static const struct out_line *last_foot(const struct sheet_out *s)
{
	const struct out_line *last = NULL;

	for (size_t i = 0; i < s->nlines; i++)
		if (s->lines[i].foot)
			last = &s->lines[i];
	return last;
}

/* last: the section's properties then stand at the end of the body. */
static void put_sheet(struct docx *d, const struct sheet_out *s, bool last)
{
	static const struct docx_style thin = {.face = song, .font = 2, .line = 20};
	const struct out_line *foot = last_foot(s);

	for (size_t i = 0; i < s->nlines; i++)
		if (!s->lines[i].foot && s->lines[i].n > 0)
			put_line(d, s, &s->lines[i], NULL);
	if (s->prose)
		put_prose(d, s);
	else if (s->nrows > 0)
		put_table(d, s);
	for (size_t i = 0; i < s->nlines; i++)
		if (s->lines[i].foot && s->lines[i].n > 0)
			put_line(d, s, &s->lines[i], !last && &s->lines[i] == foot ? s : NULL);
	if (!foot)
		put_paragraph(d, &thin, "", last ? NULL : s);
}

static void put_document(struct docx *d, const struct book_out *b, struct str *out)
{
	d->m = markup_new();
	markup_declare(d->m);
	docx_open_root(d->m, "w:document");
	markup_open(d->m, "w:body");
	for (size_t i = 0; i < b->n; i++)
		put_sheet(d, &b->sheets[i], i + 1 == b->n);
	if (b->n > 0)
		docx_section(d, &b->sheets[b->n - 1]);
	markup_close(d->m);
	markup_close(d->m);
	markup_end(d->m, out);
}

int docx_write(const struct book_out *b, struct str *out, struct err *e)
{
	struct docx d = {0};
	struct zip_pack *p = zip_pack_new();
	struct str part = {0};

	docx_frame(p, b);
	put_document(&d, b, &part);
	zip_pack_add(p, "word/document.xml", &part);
	str_free(&part);
	return zip_pack_end(p, out, e);
}
