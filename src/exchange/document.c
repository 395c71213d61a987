#include "exchange/document.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"
#include "exchange/document_inside.h"

const struct doc_limits doc_limits_usual = {
    .file = 64u << 20,
    .inflated = 128u << 20,
    .cells = 300000,
    .text = 1u << 20,
    .blocks = 100000,
    .columns = 1000,
};

/* ---- texts ---- */

/* What a character becomes: itself, '\n', ' ' or 0 for nothing. */
static uint32_t cleaned(uint32_t c)
{
	if (c == '\n' || c == 0x2028 || c == 0x2029)
		return '\n';
	if (c == '\t' || c == '\v' || c == '\f')
		return ' ';
	if (c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0xFEFF)
		return 0;
	return c;
}

static void drop_blank_lines(struct str *s)
{
	const char *text = str_text(s);
	size_t from = 0, to = s->length;

	for (size_t i = 0; i < s->length && (text[i] == ' ' || text[i] == '\n'); i++)
		if (text[i] == '\n')
			from = i + 1;
	for (size_t i = s->length; i > from && (text[i - 1] == ' ' || text[i - 1] == '\n'); i--)
		if (text[i - 1] == '\n')
			to = i - 1;
	if (strspn(text + from, " ") >= to - from)
		to = from;
	if (s->s) {
		memmove(s->s, s->s + from, to - from);
		s->s[s->length = to - from] = '\0';
	}
}

char *doc_clean(const struct doc_writer *w, const char *text, size_t length)
{
	struct str out = {0};
	char bytes[4];

	if (length > w->limits->text) {
		err_set(w->e, ERR_LIMIT, _("%s: 一段文字超过 %zu 字节的上限"), w->d->name,
		        w->limits->text);
		return NULL;
	}
	for (size_t i = 0; i < length;) {
		size_t step = 1;
		uint32_t c = text_decode(text + i, &step);

		i += step > 0 ? step : 1;
		if (c == '\r') {
			c = '\n';
			i += i < length && text[i] == '\n';
		}
		c = cleaned(c);
		if (c > 0)
			str_addn(&out, bytes, text_encode(c, bytes));
	}
	drop_blank_lines(&out);
	return str_take(&out);
}

/* ---- blocks ---- */

static void free_block(struct doc_block *b)
{
	mem_free(b->text);
	doc_table_free(b->table);
	mem_free(b->part);
}

/* Takes over what the block owns. */
static int add_block(struct doc_writer *w, struct doc_block *b)
{
	struct document *d = w->d;

	if (d->n >= w->limits->blocks) {
		free_block(b);
		return err_set(w->e, ERR_LIMIT, _("%s: 文件超过 %zu 个段落和表格的上限"), d->name,
		               w->limits->blocks);
	}
	b->line = w->line > 0 ? w->line : (int)d->n + 1;
	d->blocks = mem_push(d->blocks, d->n, sizeof *d->blocks);
	d->blocks[d->n++] = *b;
	return 0;
}

int doc_add_paragraph(struct doc_writer *w, const char *text, size_t length)
{
	struct doc_block b = {.kind = DOC_PARAGRAPH};

	b.text = doc_clean(w, text, length);
	return b.text ? add_block(w, &b) : -1;
}

/* ---- tables ---- */

struct doc_table *doc_table_new(void)
{
	return mem_alloc(sizeof(struct doc_table));
}

void doc_table_free(struct doc_table *t)
{
	if (!t)
		return;
	for (size_t i = 0; i < t->n; i++)
		mem_free(t->cells[i].text);
	mem_free(t->cells);
	mem_free(t);
}

struct doc_cell *doc_table_add(struct doc_writer *w, struct doc_table *t,
                               const struct doc_cell *cell, const char *text, size_t length)
{
	struct doc_cell *added;
	char *clean;

	if (w->cells >= w->limits->cells) {
		err_set(w->e, ERR_LIMIT, _("%s: 文件超过 %zu 个单元格的上限"), w->d->name,
		        w->limits->cells);
		return NULL;
	}
	if ((size_t)cell->column + (size_t)cell->columns > w->limits->columns) {
		err_set(w->e, ERR_LIMIT, _("%s: 表格超过 %zu 列的上限"), w->d->name,
		        w->limits->columns);
		return NULL;
	}
	if (!(clean = doc_clean(w, text, length)))
		return NULL;
	t->cells = mem_push(t->cells, t->n, sizeof *t->cells);
	added = &t->cells[t->n++];
	*added = *cell;
	added->text = clean;
	w->cells++;
	return added;
}

static int by_place(const void *a, const void *b)
{
	const struct doc_cell *x = a, *y = b;

	if (x->row != y->row)
		return x->row < y->row ? -1 : 1;
	return (x->column > y->column) - (x->column < y->column);
}

void doc_table_sort(struct doc_table *t)
{
	if (t->n > 0)
		qsort(t->cells, t->n, sizeof *t->cells, by_place);
}

size_t doc_table_from(const struct doc_table *t, int row, int column)
{
	struct doc_cell place = {.row = row, .column = column};
	size_t low = 0, high = t->n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (by_place(&t->cells[middle], &place) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

int doc_add_table(struct doc_writer *w, struct doc_table *t, const char *part, bool hidden)
{
	struct doc_block b = {.kind = DOC_TABLE, .table = t, .hidden = hidden};

	b.part = mem_strdup(part);
	doc_table_sort(t);
	for (size_t i = 0; i < t->n; i++) {
		const struct doc_cell *c = &t->cells[i];

		if (c->row + c->rows > t->rows)
			t->rows = c->row + c->rows;
		if (c->column + c->columns > t->columns)
			t->columns = c->column + c->columns;
		if (c->rows > t->tallest)
			t->tallest = c->rows;
	}
	return add_block(w, &b);
}

const struct doc_cell *doc_table_at(const struct doc_table *t, int row, int column)
{
	for (size_t i = doc_table_from(t, row, column + 1); i > 0; i--) {
		const struct doc_cell *c = &t->cells[i - 1];

		if (t->tallest > 0 && c->row <= row - t->tallest)
			return NULL;
		if (c->column <= column && column < c->column + c->columns && c->row <= row &&
		    row < c->row + c->rows)
			return c;
	}
	return NULL;
}

/* ---- a file ---- */

struct kind {
	const char *begin;
	size_t length;
	const char *sentence;
};

/* clang-format off */
#define BYTES(s) s, sizeof s - 1
static const struct kind refused[] = {
	{ BYTES("%PDF"),              "这是 PDF 文件。请导入做成它的 Word 或 Excel 文件" },
	{ BYTES("{\\rtf"),            "这是 RTF 文件。请用 Word 或 WPS 打开，另存为 .docx" },
	{ BYTES("\x89PNG"),           "这是图片，不是文档" },
	{ BYTES("\xFF\xD8\xFF"),      "这是图片，不是文档" },
	{ BYTES("GIF8"),              "这是图片，不是文档" },
	{ BYTES("Rar!"),              "这是压缩包。请先解压，再导入里面的文件" },
	{ BYTES("7z\xBC\xAF"),        "这是压缩包。请先解压，再导入里面的文件" },
	{ BYTES("\x1F\x8B"),          "这是压缩包。请先解压，再导入里面的文件" },
	{ BYTES("SQLite format 3"),   "这是数据库文件，不是文档" },
	{ BYTES("<?xml"),             "这是 XML 或网页文件。请用 Word 或 Excel 打开，另存为 .docx 或 .xlsx" },
	{ BYTES("<html"),             "这是网页文件。请用 Word 或 Excel 打开，另存为 .docx 或 .xlsx" },
	{ BYTES("<HTML"),             "这是网页文件。请用 Word 或 Excel 打开，另存为 .docx 或 .xlsx" },
	{ BYTES("<!DOCTYPE"),         "这是网页文件。请用 Word 或 Excel 打开，另存为 .docx 或 .xlsx" },
	{ BYTES("<table"),            "这是网页文件。请用 Word 或 Excel 打开，另存为 .docx 或 .xlsx" },
};
/* clang-format on */

static bool begins(const char *bytes, size_t length, const char *begin, size_t n)
{
	return length >= n && memcmp(bytes, begin, n) == 0;
}

static int refuse_kind(const char *name, const char *bytes, size_t length, struct err *e)
{
	size_t skip = begins(bytes, length, BYTES("\xEF\xBB\xBF")) ? 3 : 0;

	while (skip < length && strchr(" \r\n", bytes[skip]) && bytes[skip] != '\0')
		skip++;
	for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
		if (begins(bytes + skip, length - skip, refused[i].begin, refused[i].length))
			return err_set(e, ERR_INPUT, "%s: %s", name, _(refused[i].sentence));
	return 0;
}

/* A compound file is a document of the old kind, or a new one locked up in it:
 * the stream's name in UTF-16. */
static int refuse_compound(const char *name, const char *bytes, size_t length, struct err *e)
{
	static const char stream[] = "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e";

	if (memmem(bytes, length, stream, sizeof stream))
		return err_set(e, ERR_INPUT,
		               _("%s: 文件有密码保护。请用密码打开，去掉密码另存为 .docx 或 .xlsx"),
		               name);
	return err_set(e, ERR_INPUT,
	               _("%s: 这是旧格式的文件（.doc、.xls、.wps 或 .et）。请打开后另存为 .docx "
	                 "或 .xlsx"),
	               name);
}

static int read_any(struct doc_writer *w, const char *bytes, size_t length)
{
	const char *name = w->d->name;

	if (length > w->limits->file)
		return err_set(w->e, ERR_LIMIT, _("%s: 文件超过 %zu 字节的上限"), name,
		               w->limits->file);
	if (length == 0)
		return err_set(w->e, ERR_INPUT, _("%s: 文件是空的"), name);
	if (begins(bytes, length, BYTES("\xD0\xCF\x11\xE0")))
		return refuse_compound(name, bytes, length, w->e);
	if (begins(bytes, length, BYTES("PK\x03\x04")) ||
	    begins(bytes, length, BYTES("PK\x05\x06")))
		return package_read(w, bytes, length);
	if (refuse_kind(name, bytes, length, w->e) < 0)
		return -1;
	return text_file_read(w, bytes, length);
}

int document_parse(struct document *d, const char *name, const char *bytes, size_t length,
                   const struct doc_limits *limits, struct err *e)
{
	const char *slash = strrchr(name, '/');
	struct doc_writer w = {.d = d, .limits = limits, .e = e};
	int result;

	memset(d, 0, sizeof *d);
	d->name = mem_strdup(slash ? slash + 1 : name);
	result = read_any(&w, bytes, length);
	if (result < 0)
		document_free(d);
	return result;
}

int document_read(struct document *d, const char *path, const struct doc_limits *limits,
                  struct err *e)
{
	struct str bytes = {0};
	int result = -1;

	memset(d, 0, sizeof *d);
	if (file_read(path, limits->file, &bytes, e) == 0)
		result = document_parse(d, path, str_text(&bytes), bytes.length, limits, e);
	str_free(&bytes);
	return result;
}

void document_free(struct document *d)
{
	for (size_t i = 0; i < d->n; i++)
		free_block(&d->blocks[i]);
	mem_free(d->blocks);
	mem_free(d->name);
	memset(d, 0, sizeof *d);
}
