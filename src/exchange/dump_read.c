/* 1. next is the first line that is not yet part of the document.
 * 2. In a table of Word cells are collected in their order; row counts the
 *    rows as empty lines part them.  An empty line may also be the last
 *    paragraph of a cell, which then seems to end its row: join_rows puts such
 *    halves together again. */
#include "exchange/dump_read.h"

#include <string.h>

#include "base/mem.h"
#include "base/str.h"
#include "exchange/code.h"
#include "exchange/document_inside.h"

struct line {
	const char *s;
	size_t length;
};

struct dump {
	struct doc_writer *w;
	struct line *lines;
	size_t n, room;
	size_t next;
	size_t last_cell; /* + 1: the last line that is a cell; 0: none */
};

static size_t tabs(const struct line *line)
{
	size_t n = 0;

	for (size_t i = 0; i < line->length; i++)
		n += line->s[i] == '\t';
	return n;
}

static bool is_empty(const struct dump *d, size_t line)
{
	return d->lines[line].length == 0;
}

/* A cell of a Word table, when the line stands in one. */
static bool is_cell(const struct dump *d, size_t line)
{
	return line < d->n && d->lines[line].length > 0 && d->lines[line].s[0] == '\t';
}

/* A table of Word begins with one TAB, in front. */
static bool begins_table(const struct dump *d, size_t line)
{
	return is_cell(d, line) && tabs(&d->lines[line]) == 1;
}

static void split(struct dump *d, const char *text, size_t length)
{
	const char *end = text + length;

	while (text < end) {
		const char *stop = memchr(text, '\n', (size_t)(end - text));
		size_t n = (size_t)((stop ? stop : end) - text);

		d->lines = mem_more(d->lines, d->n, &d->room, sizeof *d->lines);
		d->lines[d->n].s = text;
		d->lines[d->n].length = n > 0 && text[n - 1] == '\r' ? n - 1 : n;
		/* Of the journal, not of the document. */
		d->n += !code_is_line(text, d->lines[d->n].length);
		if (d->n > 0 && is_cell(d, d->n - 1))
			d->last_cell = d->n;
		text += n + 1;
	}
}

/* Appends a line without its first TAB and without marks such as
 * [bookmark: _GoBack]. */
static void add_line(struct str *out, const struct line *line)
{
	static const char mark[] = "[bookmark: ";
	const char *at = line->s, *end = at + line->length, *close;

	if (at < end && *at == '\t')
		at++;
	while (at < end) {
		bool marked = (size_t)(end - at) >= sizeof mark &&
		              memcmp(at, mark, sizeof mark - 1) == 0;

		if (marked && (close = memchr(at, ']', (size_t)(end - at))) != NULL)
			at = close + 1;
		else
			str_addc(out, *at++);
	}
}

static int add_cell(struct dump *d, struct doc_table *t, int row, int column, const char *text,
                    size_t length)
{
	struct doc_cell cell = {
	    .row = row, .column = column, .rows = 1, .columns = 1, .decimals = -1};

	return doc_table_add(d->w, t, &cell, text, length) ? 0 : -1;
}

/* ---- a line for a row ---- */

/* The lines from next on that are rows; 0 when they are no table. */
static size_t count_rows(const struct dump *d)
{
	size_t n = 0, most = 0;

	if (begins_table(d, d->next))
		return 0;
	while (d->next + n < d->n) {
		size_t count = tabs(&d->lines[d->next + n]);

		if (count == 0)
			break;
		if (count > most)
			most = count;
		n++;
	}
	return most < 2 || (n < 2 && most < 3) ? 0 : n;
}

static int add_row(struct dump *d, struct doc_table *t, int row, const struct line *line)
{
	const char *at = line->s, *end = at + line->length, *tab;
	int column = 0;

	for (;; at = tab + 1) {
		tab = memchr(at, '\t', (size_t)(end - at));
		if (add_cell(d, t, row, column++, at, (size_t)((tab ? tab : end) - at)) < 0)
			return -1;
		if (!tab)
			return 0;
	}
}

static int read_rows(struct dump *d, size_t n)
{
	struct doc_table *t = doc_table_new();

	for (size_t i = 0; i < n; i++)
		if (add_row(d, t, (int)i, &d->lines[d->next + i]) < 0) {
			doc_table_free(t);
			return -1;
		}
	d->next += n;
	return doc_add_table(d->w, t, NULL, false);
}

/* ---- tables of Word ---- */

struct piece {
	struct str text;
	int row;
};

struct pieces {
	struct piece *all;
	size_t n, room;
};

static bool begins(const struct line *line, const char *const *words, size_t n)
{
	const char *at = line->s;
	size_t left = line->length;

	while (left > 0 && *at == ' ') {
		at++;
		left--;
	}
	for (size_t i = 0; i < n; i++)
		if (left >= strlen(words[i]) && memcmp(at, words[i], strlen(words[i])) == 0)
			return true;
	return false;
}

/* What stands after a table, not in its last cell.  Nothing but the words
 * tells: both may come after an empty line. */
static bool ends_table(const struct dump *d, size_t line)
{
	static const char *const words[] = {"附件",   "附表",   "说明",    "备注",
	                                    "注：",   "（注",   "第",      "单位负责人",
	                                    "填表人", "填报人", "填报日期"};
	size_t n = sizeof words / sizeof *words;

	if (line > 0 && !is_empty(d, line - 1))
		return begins(&d->lines[line], words, 2);
	return line >= d->last_cell || begins(&d->lines[line], words, n);
}

/* The line after the table's cell that begins at next; empty lines behind it
 * are left out. */
static size_t end_of_cell(const struct dump *d)
{
	size_t end = d->next + 1;

	for (size_t i = end; i < d->n && !is_cell(d, i); i++) {
		if (is_empty(d, i))
			continue;
		if (ends_table(d, i))
			break;
		end = i + 1;
	}
	return end;
}

static void collect(struct dump *d, struct pieces *p)
{
	int row = 0;

	while (is_cell(d, d->next)) {
		size_t end = end_of_cell(d), after = end;
		struct piece *piece;

		p->all = mem_more(p->all, p->n, &p->room, sizeof *p->all);
		piece = &p->all[p->n++];
		piece->row = row;
		for (size_t i = d->next; i < end; i++) {
			if (i > d->next)
				str_add(&piece->text, "\n");
			add_line(&piece->text, &d->lines[i]);
		}
		d->next = end;
		while (after < d->n && is_empty(d, after))
			after++;
		if (!is_cell(d, after))
			return;
		row += after > end;
		d->next = after;
	}
}

static size_t row_length(const struct pieces *p, size_t from)
{
	size_t n = from;

	while (n < p->n && p->all[n].row == p->all[from].row)
		n++;
	return n - from;
}

/* The number of cells that most rows have. */
static size_t usual_length(const struct pieces *p)
{
	size_t rows[64] = {0}, best = 0;

	for (size_t i = 0, length; i < p->n; i += length) {
		length = row_length(p, i);
		if (length < sizeof rows / sizeof *rows)
			rows[length]++;
	}
	for (size_t i = 1; i < sizeof rows / sizeof *rows; i++)
		if (rows[i] >= rows[best])
			best = i;
	return best;
}

/* Two halves of a row: together as long as a row usually is, and either the
 * first ends in a cell of several paragraphs, or only the first begins with
 * the lower part of a merged cell. */
static bool are_halves(const struct pieces *p, size_t from, size_t length, size_t usual)
{
	size_t next = from + length;

	if (next >= p->n || length + row_length(p, next) != usual)
		return false;
	return strchr(str_text(&p->all[next - 1].text), '\n') ||
	       (p->all[from].text.length == 0 && p->all[next].text.length > 0);
}

static void join_rows(struct pieces *p)
{
	size_t usual = usual_length(p);

	for (size_t i = 0, length; i < p->n; i += length) {
		length = row_length(p, i);
		if (!are_halves(p, i, length, usual))
			continue;
		for (size_t k = i + length; k < i + usual; k++)
			p->all[k].row = p->all[i].row;
		length = usual;
	}
}

static int add_pieces(struct dump *d, const struct pieces *p)
{
	struct doc_table *t = doc_table_new();
	int row = -1, column = 0;

	for (size_t i = 0; i < p->n; i++) {
		const struct str *text = &p->all[i].text;

		if (i == 0 || p->all[i].row != p->all[i - 1].row) {
			row++;
			column = 0;
		}
		if (add_cell(d, t, row, column++, str_text(text), text->length) < 0) {
			doc_table_free(t);
			return -1;
		}
	}
	return doc_add_table(d->w, t, NULL, false);
}

static int read_cells(struct dump *d)
{
	struct pieces p = {0};
	int result;

	collect(d, &p);
	join_rows(&p);
	result = add_pieces(d, &p);
	for (size_t i = 0; i < p.n; i++)
		str_free(&p.all[i].text);
	mem_free(p.all);
	return result;
}

/* ---- the whole ---- */

static int read_paragraph(struct dump *d)
{
	struct str text = {0};
	int result;

	add_line(&text, &d->lines[d->next++]);
	result = doc_add_paragraph(d->w, str_text(&text), text.length);
	str_free(&text);
	return result;
}

int dump_read(struct doc_writer *w, const char *text, size_t length)
{
	struct dump d = {.w = w};
	int result = 0;

	split(&d, text, length);
	while (result == 0 && d.next < d.n) {
		size_t rows = count_rows(&d);

		w->line = (int)d.next + 1;
		if (rows > 0)
			result = read_rows(&d, rows);
		else if (begins_table(&d, d.next))
			result = read_cells(&d);
		else
			result = read_paragraph(&d);
	}
	mem_free(d.lines);
	return result;
}
