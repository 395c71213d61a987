#include "exchange/pdf_write.h"

#include "base/i18n.h"
#include "base/mem.h"

#ifdef ZIPING_NO_PDF

int pdf_write(const struct book_out *b, struct str *out, struct err *e)
{
	(void)b;
	(void)out;
	return err_set(e, ERR_SYSTEM,
	               _("这个程序编译时没有带上 PDF；请导出 .docx 或 .html 后打印"));
}

#else

#include "exchange/pdf_inside.h"

#define HEADING 18.0
#define FOOT_MOST 0.4 /* of a page; a longer foot may stand by itself */

/* ---- one sheet ---- */

static void begin_sheet(struct pdf *p, const struct sheet_out *s)
{
	bool turned = p->open && s->landscape != (p->width > p->height);

	p->place = s->name;
	if (!p->open || s->fresh || turned || p->y > pdf_bottom(p) / 2)
		pdf_page_new(p, s->landscape);
	pdf_mark(p, s->name);
}

static void put_sheet(struct pdf *p, const struct sheet_out *s, struct pdf_table *t)
{
	double foot;

	begin_sheet(p, s);
	pdf_lines_put(p, s, false);
	if (s->prose)
		pdf_prose_put(p, s);
	foot = pdf_lines_height(p, s, true);
	if (foot > FOOT_MOST * (pdf_bottom(p) - pdf_top(p)))
		foot = 0;
	if (t)
		pdf_table_put(t, foot);
	pdf_lines_put(p, s, true);
}

/* ---- charts behind the sheets ---- */

static void put_heading(struct pdf *p, const char *text)
{
	pdf_word(p, PDF_TITLE, HEADING, ALIGN_CENTER, pdf_left(p) + pdf_room(p) / 2, p->y, text);
	p->y += 2 * HEADING;
}

static void put_charts(struct pdf *p, const struct book_out *b)
{
	bool first = true;

	for (size_t i = 0; i < b->n; i++) {
		for (size_t k = 0; k < b->sheets[i].ncharts; k++) {
			if (first) {
				pdf_page_new(p, false);
				pdf_mark(p, _("附图"));
				put_heading(p, _("附图"));
			}
			first = false;
			p->place = b->sheets[i].name;
			pdf_chart_put(p, b->sheets[i].name, &b->sheets[i].charts[k]);
		}
	}
}

/* ---- the book ---- */

static void walk(struct pdf *p, const struct book_out *b, struct pdf_table **tables)
{
	p->page = 0;
	for (size_t i = 0; i < b->n; i++)
		put_sheet(p, &b->sheets[i], tables[i]);
	put_charts(p, b);
	pdf_page_end(p);
}

static int check(const struct pdf *p, struct err *e)
{
	if (p->missing.length)
		return err_set(
		    e, ERR_INPUT,
		    _("“%s”里有本机的字体都没有的字：%s；请改掉，或者装上有这些字的字体"), p->where,
		    str_text(&p->missing));
	if (p->page > PDF_PAGES)
		return err_set(e, ERR_LIMIT, _("有 %d 页，一个 PDF 最多 %d 页；请分开导出"),
		               p->page, PDF_PAGES);
	if (p->page == 0)
		return err_set(e, ERR_INPUT, _("没有可以导出的表"));
	return 0;
}

static int write_pages(struct pdf *p, const struct book_out *b, struct err *e)
{
	struct pdf_table **tables = mem_array(b->n + 1, sizeof *tables);
	int result;

	for (size_t i = 0; i < b->n; i++) {
		p->place = b->sheets[i].name;
		if (!b->sheets[i].prose)
			tables[i] = pdf_table_new(p, &b->sheets[i]);
	}
	walk(p, b, tables);
	result = check(p, e);
	p->pages = p->page;
	p->drawing = true;
	if (result == 0)
		walk(p, b, tables);
	for (size_t i = 0; i < b->n; i++)
		pdf_table_free(tables[i]);
	mem_free(tables);
	return result;
}

int pdf_write(const struct book_out *b, struct str *out, struct err *e)
{
	struct str bytes = {0};
	struct pdf *p = pdf_open(b->title ? b->title : "", &bytes);
	int result;

	p->code = b->code;
	if (pdf_has_chinese(p))
		result = write_pages(p, b, e);
	else
		result = err_set(e, ERR_SYSTEM,
		                 _("本机没有中文字体，做不了 PDF；请安装 "
		                   "fonts-noto-cjk 或 fonts-wqy-microhei"));
	if (!pdf_close(p) && result == 0)
		result = err_set(e, ERR_SYSTEM, _("做 PDF 时出了错"));
	if (result == 0)
		str_addn(out, str_text(&bytes), bytes.length);
	str_free(&bytes);
	return result;
}

#endif
