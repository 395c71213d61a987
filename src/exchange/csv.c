/* libcsv says neither where a record begins nor where a fault is, so the text
 * is fed to it line by line.
 *
 * 1. feed->line is the line that libcsv has in hand.
 * 2. feed->open holds when a record has begun on an earlier line: a quoted
 *    field goes on.  table->records[n].line is then already set. */
#include "exchange/csv.h"

#include <csv.h>
#include <stdbool.h>
#include <string.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/str.h"
#include "base/text.h"

struct feed {
	struct csv_table *table;
	const struct csv_limits *limits;
	struct err *e;
	struct csv_record record; /* the one being read */
	size_t fields_room;
	size_t records_room;
	int line;
	bool open;
	bool failed;
};

static void free_record(struct csv_record *r)
{
	for (size_t i = 0; i < r->n; i++)
		mem_free(r->fields[i]);
	mem_free(r->fields);
	memset(r, 0, sizeof *r);
}

static void end_field(void *text, size_t length, void *context)
{
	struct feed *feed = context;
	struct csv_record *r = &feed->record;

	if (feed->failed)
		return;
	if (r->n >= feed->limits->fields) {
		feed->failed = true;
		err_set(feed->e, ERR_LIMIT, _("%s:%d: 一行最多有 %zu 个字段"), feed->table->name,
		        r->line, feed->limits->fields);
		return;
	}
	r->fields = mem_more(r->fields, r->n, &feed->fields_room, sizeof *r->fields);
	r->fields[r->n++] = length ? mem_strndup(text, length) : mem_strdup("");
}

static void end_record(int terminator, void *context)
{
	struct feed *feed = context;
	struct csv_table *t = feed->table;

	(void)terminator;
	if (feed->failed)
		return;
	if (t->n >= feed->limits->records) {
		feed->failed = true;
		err_set(feed->e, ERR_LIMIT, _("%s:%d: 文件最多有 %zu 条记录"), t->name,
		        feed->record.line, feed->limits->records);
		return;
	}
	t->records = mem_more(t->records, t->n, &feed->records_room, sizeof *t->records);
	t->records[t->n++] = feed->record;
	memset(&feed->record, 0, sizeof feed->record);
	feed->fields_room = 0;
	feed->open = false;
}

/* The length of the line at text with what ends it. */
static size_t line_length(const char *text, size_t length)
{
	size_t n = 0;

	while (n < length && text[n] != '\n' && text[n] != '\r')
		n++;
	if (n < length && text[n] == '\r' && n + 1 < length && text[n + 1] == '\n')
		n++;
	return n < length ? n + 1 : n;
}

static int line_of(const char *text, size_t offset)
{
	int line = 1;

	for (size_t at = 0;; line++) {
		at += line_length(text + at, offset - at);
		if (at >= offset)
			break;
	}
	if (offset > 0 && (text[offset - 1] == '\n' || text[offset - 1] == '\r'))
		line++;
	return line;
}

static int check_text(const char *name, const char *text, size_t length, struct err *e)
{
	size_t bad = text_check(text, length);

	if (bad == length)
		return 0;
	if (text[bad] == '\0')
		return err_set(e, ERR_INPUT, _("%s:%d: 有空字符（NUL），不是文本文件"), name,
		               line_of(text, bad));
	return err_set(e, ERR_INPUT, _("%s:%d: 第 %zu 字节起不是 UTF-8 文字"), name,
	               line_of(text, bad), bad + 1);
}

static int keep_blanks(unsigned char c)
{
	(void)c;
	return 0;
}

static int feed_line(struct feed *feed, struct csv_parser *parser, const char *text, size_t length)
{
	if (!feed->open)
		feed->record.line = feed->line;
	if (text[0] != '\n' && text[0] != '\r')
		feed->open = true;
	if (csv_parse(parser, text, length, end_field, end_record, feed) != length && !feed->failed)
		return err_set(
		    feed->e, ERR_INPUT,
		    _("%s:%d: 引号位置不对。含引号的字段要整个放在引号里，其中的引号写成两个"),
		    feed->table->name, feed->line);
	return feed->failed ? -1 : 0;
}

static int feed_all(struct feed *feed, struct csv_parser *parser, const char *text, size_t length)
{
	size_t n;

	for (size_t at = 0; at < length; at += n) {
		feed->line++;
		n = line_length(text + at, length - at);
		if (feed_line(feed, parser, text + at, n) < 0)
			return -1;
	}
	if (csv_fini(parser, end_field, end_record, feed) != 0 && !feed->failed)
		return err_set(feed->e, ERR_INPUT, _("%s:%d: 从这一行起的引号没有合上"),
		               feed->table->name, feed->record.line);
	return feed->failed ? -1 : 0;
}

static size_t bom_length(const char *text, size_t length)
{
	return length >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
}

int csv_table_parse_by(struct csv_table *t, const char *name, char delimiter, const char *text,
                       size_t length, const struct csv_limits *limits, struct err *e)
{
	struct feed feed = {.table = t, .limits = limits, .e = e};
	struct csv_parser parser;
	size_t skip = bom_length(text, length);
	int result;

	memset(t, 0, sizeof *t);
	if (length > limits->bytes)
		return err_set(e, ERR_LIMIT, _("%s: 文件大于 %zu 字节"), name, limits->bytes);
	if (check_text(name, text, length, e) < 0)
		return -1;
	t->name = mem_strdup(name);
	if (csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI) != 0)
		return err_set(e, ERR_SYSTEM, _("%s: 无法读取"), name);
	csv_set_delim(&parser, (unsigned char)delimiter);
	csv_set_space_func(&parser, keep_blanks);
	result = feed_all(&feed, &parser, text + skip, length - skip);
	csv_free(&parser);
	free_record(&feed.record);
	if (result < 0)
		csv_table_free(t);
	return result;
}

int csv_table_parse(struct csv_table *t, const char *name, const char *text, size_t length,
                    const struct csv_limits *limits, struct err *e)
{
	return csv_table_parse_by(t, name, ',', text, length, limits, e);
}

int csv_table_read(struct csv_table *t, const char *path, const struct csv_limits *limits,
                   struct err *e)
{
	struct str text = {0};
	int result = -1;

	memset(t, 0, sizeof *t);
	if (file_read(path, limits->bytes, &text, e) == 0)
		result = csv_table_parse(t, path, str_text(&text), text.length, limits, e);
	str_free(&text);
	return result;
}

void csv_table_free(struct csv_table *t)
{
	for (size_t i = 0; i < t->n; i++)
		free_record(&t->records[i]);
	mem_free(t->records);
	mem_free(t->name);
	memset(t, 0, sizeof *t);
}

int csv_table_expect(const struct csv_table *t, const char *const *names, size_t n, struct err *e)
{
	const struct csv_record *head = t->records;

	if (t->n == 0)
		return err_set(e, ERR_INPUT, _("%s: 没有表头"), t->name);
	for (size_t i = 0; i < t->n; i++)
		if (t->records[i].n != n)
			return err_set(e, ERR_INPUT, _("%s:%d: 应有 %zu 个字段，这里有 %zu 个"),
			               t->name, t->records[i].line, n, t->records[i].n);
	for (size_t i = 0; i < n; i++)
		if (strcmp(head->fields[i], names[i]) != 0)
			return err_set(e, ERR_INPUT, _("%s:%d: 第 %zu 列应是 %s，这里是 %s"),
			               t->name, head->line, i + 1, names[i], head->fields[i]);
	return 0;
}
