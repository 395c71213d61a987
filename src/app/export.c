#include "app/export.h"

#include <string.h>

#include "app/charts.h"
#include "app/work_inside.h"
#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "exchange/code.h"
#include "exchange/csv_write.h"
#include "exchange/docx_write.h"
#include "exchange/html_write.h"
#include "exchange/pdf_write.h"
#include "exchange/xlsx_write.h"
#include "form/page.h"
#include "store/chain_check.h"

#define TEXT_WIDTH 100

/* ---- formats ---- */

static int write_html(const struct book_out *b, struct str *out, struct err *e)
{
	(void)e;
	html_write(b, out);
	return 0;
}

static int write_csv(const struct book_out *b, struct str *out, struct err *e)
{
	(void)e;
	csv_write_people(b, out);
	return 0;
}

/* clang-format off */
const struct export_format export_formats[] = {
	{ ".docx", "Word 文档",    docx_write, EXPORT_PARTS },
	{ ".xlsx", "Excel 工作簿", xlsx_write, EXPORT_CHARTS },
	{ ".pdf",  "PDF",          pdf_write,  EXPORT_PARTS | EXPORT_CHARTS_ASKED },
	{ ".html", "网页",         write_html, EXPORT_PARTS },
	{ ".csv",  "CSV",          write_csv,  0 },
	{ ".txt",  "文本",         NULL,       0 },
	{ NULL,    NULL,           NULL,       0 },
};
/* clang-format on */

const struct export_format *export_format_of(const char *path, struct err *e)
{
	const char *name = strrchr(path, '/'), *ending;
	struct str all = {0};

	ending = strrchr(name ? name : path, '.');
	for (const struct export_format *x = export_formats; x->ending; x++) {
		if (ending && strcasecmp(ending, x->ending) == 0) {
			str_free(&all);
			return x;
		}
		str_addf(&all, "%s%s", all.length ? " " : "", x->ending);
	}
	err_set(e, ERR_USAGE, _("%s: 看不出要导出成什么，文件名要以这些结尾：%s"), path,
	        str_text(&all));
	str_free(&all);
	return NULL;
}

/* ---- charts ---- */

static struct out_chart chart_out(const struct chart *c)
{
	struct out_chart out = {.kind = c->kind, .title = mem_strdup(c->title),
	                        .unit = mem_strdup(c->unit), .decimals = c->decimals,
	                        .percent = c->percent, .total = chart_total_text(c), .n = c->n};
	int *shares = mem_array(c->n + 1, sizeof *shares);
	bool parts = c->kind == CHART_SHARES && chart_shares(c, shares);

	out.items = mem_array(c->n + 1, sizeof *out.items);
	for (size_t i = 0; i < c->n; i++) {
		const struct chart_item *item = &c->items[i];

		out.items[i] = (struct out_chart_item){
		    mem_strdup(item->label), item->value.state == FIGURE_NUMBER, item->value.num,
		    item->has_whole, item->whole, chart_value_text(c, i),
		    chart_rate_text(c, parts ? shares : NULL, i)};
	}
	mem_free(shares);
	return out;
}

static void add_charts(struct work *w, const struct filing *f, struct sheet_out *s)
{
	struct charts charts = {0};

	charts_of_sheet(w, f, s->sheet, &charts);
	charts_drop_empty(&charts);
	s->charts = mem_array(charts.n + 1, sizeof *s->charts);
	for (size_t i = 0; i < charts.n; i++)
		s->charts[s->ncharts++] = chart_out(charts.chart[i]);
	charts_free(&charts);
}

/* ---- books ---- */

static bool is_wanted(const struct filing *f, int i, int sheet, enum out_what what)
{
	if (sheet >= 0)
		return i == sheet;
	return what == OUT_STATED || !f->sheets[i].form->unprinted;
}

void export_book(struct work *w, const struct filing *f, int sheet, enum out_what what,
                 unsigned book, struct book_out *out)
{
	struct str title = {0};

	str_addf(&title, _("%s%d年度%s"), f->unit_name, f->year, f->set->title);
	*out = (struct book_out){.title = str_take(&title), .filing = f};
	for (int i = 0; i < (int)f->nsheets; i++)
		if (is_wanted(f, i, sheet, what))
			book_out_add(out, i, what);
	for (size_t i = 0; (book & EXPORT_CHARTS) && i < out->n; i++)
		add_charts(w, f, &out->sheets[i]);
	if (book & EXPORT_PARTS)
		book_out_order(out);
}

static void write_text(const struct filing *f, int sheet, struct str *out)
{
	for (int i = 0; i < (int)f->nsheets; i++) {
		struct page *p;

		if (!is_wanted(f, i, sheet, OUT_WINNING))
			continue;
		p = page_build(f, i, TEXT_WIDTH, 0);
		if (out->length > 0)
			str_addc(out, '\n');
		page_text(p, out);
		page_free(p);
	}
}

static void write_code(const char *code, struct str *out)
{
	if (!code[0])
		return;
	str_addc(out, '\n');
	code_print(code, out);
	str_addc(out, '\n');
}

/* ---- files ---- */

static int check(const struct export_format *x, const struct export_request *q, struct err *e)
{
	if (q->exact && strcmp(x->ending, ".csv") != 0)
		return err_set(e, ERR_USAGE, _("--exact 只用于 .csv"));
	if (q->stated && !x->write)
		return err_set(e, ERR_USAGE, _("%s 不能只写表报值"), x->ending);
	if (q->charts && (q->stated || !(x->book & (EXPORT_CHARTS | EXPORT_CHARTS_ASKED))))
		return err_set(e, ERR_USAGE, _("--charts 只用于 .pdf 和 .xlsx，不和 --as-stated 一起用"));
	return 0;
}

static int refuse(const char *path, struct err *e)
{
	return err_set(e, ERR_INPUT, _("%s: 已经有这个文件；要覆盖请加 --force"), path);
}

/* None when the filing has been changed since it was read: what is printed is not
 * what the newest code stands for. */
static int find_code(struct work *w, const struct filing *f, char code[CHAIN_CODE_BYTES],
                     struct err *e)
{
	struct store_filing *now = NULL;
	int result;

	code[0] = '\0';
	if (!f->id) /* it is in no store */
		return 0;
	if (work_stored(w, f, &now, e) < 0)
		return -1;
	result = now->revision == f->revision ? chain_code(work_store(w), f->id, code, e) : 0;
	store_filings_free(now, 1);
	return result;
}

static int make(struct work *w, const struct filing *f, const struct export_format *x,
                const struct export_request *q, struct str *out, struct err *e)
{
	char code[CHAIN_CODE_BYTES];
	struct book_out book;
	int result;

	if (find_code(w, f, code, e) < 0)
		return -1;
	if (q->exact) {
		csv_write_exact(f, q->sheet, out);
		return 0;
	}
	if (!x->write) {
		write_text(f, q->sheet, out);
		write_code(code, out);
		return 0;
	}
	export_book(w, f, q->sheet, q->stated ? OUT_STATED : OUT_WINNING,
	            q->stated ? x->book & ~(unsigned)EXPORT_CHARTS
	                      : x->book | (q->charts ? EXPORT_CHARTS : 0),
	            &book);
	if (code[0])
		book.code = mem_strdup(code);
	result = x->write(&book, out, e);
	book_out_free(&book);
	return result;
}

int export_filing(struct work *w, const struct filing *f, const struct export_request *q,
                  struct err *e)
{
	const struct export_format *x = export_format_of(q->path, e);
	struct str bytes = {0};
	int result;

	if (!x || check(x, q, e) < 0)
		return -1;
	if (!q->replace && file_is_there(q->path))
		return refuse(q->path, e);
	result = make(w, f, x, q, &bytes, e);
	if (result == 0)
		result = file_write(q->path, str_text(&bytes), bytes.length, q->replace, e);
	str_free(&bytes);
	return result;
}

int export_table(const struct export_table *t, const char *path, bool replace, struct err *e)
{
	const struct export_format *x = export_format_of(path, e);
	struct book_out book = {.title = mem_strdup(t->title)};
	struct str bytes = {0};
	int result = -1;

	if (!x)
		goto out;
	if (!x->write) {
		err_set(e, ERR_USAGE, _("%s 不能装一览表；用 .xlsx 或 .csv"), x->ending);
		goto out;
	}
	if (!replace && file_is_there(path)) {
		refuse(path, e);
		goto out;
	}
	book_out_table(&book, t->title, t->widths, t->columns, t->texts, t->rows);
	result = x->write(&book, &bytes, e);
	if (result == 0)
		result = file_write(path, str_text(&bytes), bytes.length, replace, e);
out:
	str_free(&bytes);
	book_out_free(&book);
	return result;
}
