/* 1. next is the line after the last row read; the table lies in [next, end).
 * 2. The lines before end are not all empty: empty lines behind the last cell
 *    are not part of the table. */
#include "support/seed.h"

#include <string.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/str.h"

#define SEED_LIMIT (1 << 20)

struct line {
	const char *s;
	size_t length;
};

struct seed {
	struct str text;
	struct line *lines;
	size_t nlines, lines_room;
	size_t next, end;
	char **cells;
	size_t ncells, cells_room;
	struct str fault;
};

static void split(struct seed *s)
{
	const char *at = str_text(&s->text);

	while (*at) {
		size_t length = strcspn(at, "\n");

		s->lines = mem_more(s->lines, s->nlines, &s->lines_room, sizeof *s->lines);
		s->lines[s->nlines++] = (struct line){at, length};
		at += length + (at[length] == '\n');
	}
}

struct seed *seed_open(const char *path, struct err *e)
{
	struct seed *s = mem_alloc(sizeof *s);

	if (file_read(path, SEED_LIMIT, &s->text, e) < 0) {
		seed_close(s);
		return NULL;
	}
	split(s);
	return s;
}

static void drop_cells(struct seed *s)
{
	for (size_t i = 0; i < s->ncells; i++)
		mem_free(s->cells[i]);
	s->ncells = 0;
}

void seed_close(struct seed *s)
{
	if (!s)
		return;
	drop_cells(s);
	mem_free(s->cells);
	mem_free(s->lines);
	str_free(&s->fault);
	str_free(&s->text);
	mem_free(s);
}

static bool begins_with(const struct line *line, const char *word)
{
	size_t blanks = 0, length = strlen(word);

	while (blanks < line->length && line->s[blanks] == ' ')
		blanks++;
	return line->length - blanks >= length && memcmp(line->s + blanks, word, length) == 0;
}

static size_t find(const struct seed *s, size_t from, const char *word)
{
	while (from < s->nlines && !begins_with(&s->lines[from], word))
		from++;
	return from;
}

static bool is_cell(const struct seed *s, size_t line)
{
	return line < s->end && s->lines[line].length > 0 && s->lines[line].s[0] == '\t';
}

static void skip_empty(struct seed *s)
{
	while (s->next < s->end && s->lines[s->next].length == 0)
		s->next++;
}

bool seed_table(struct seed *s, const char *after, const char *until)
{
	size_t start = find(s, s->end, after);

	if (start == s->nlines)
		return false;
	s->next = start + 1;
	s->end = find(s, s->next, until);
	if (s->end == s->nlines)
		return false;
	while (s->end > s->next && s->lines[s->end - 1].length == 0)
		s->end--;
	skip_empty(s);
	return is_cell(s, s->next);
}

/* The line without its TAB and without marks such as [bookmark: _GoBack]. */
static void add_line(struct str *out, const char *at, const char *end)
{
	static const char mark[] = "[bookmark: ";
	const char *close;

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

static bool is_empty(const struct line *line)
{
	return line->length == 0 || (line->length == 1 && line->s[0] == '\t');
}

static void add_cell(struct seed *s, size_t from, size_t to)
{
	struct str text = {0};

	while (to > from && is_empty(&s->lines[to - 1]))
		to--;
	while (from < to && is_empty(&s->lines[from]))
		from++;
	for (size_t i = from; i < to; i++) {
		if (i > from)
			str_addc(&text, '\n');
		add_line(&text, s->lines[i].s, s->lines[i].s + s->lines[i].length);
	}
	s->cells = mem_more(s->cells, s->ncells, &s->cells_room, sizeof *s->cells);
	s->cells[s->ncells++] = str_take(&text);
}

static bool fault(struct seed *s, size_t columns)
{
	str_clear(&s->fault);
	str_addf(&s->fault, "line %zu: a row of %zu cells was wanted", s->next + 1, columns);
	return false;
}

bool seed_row(struct seed *s, size_t columns, const char *const **cells)
{
	size_t at = s->next;

	drop_cells(s);
	if (seed_at_end(s))
		return false;
	while (s->ncells < columns && is_cell(s, at)) {
		size_t from = at++;

		while (at < s->end && !is_cell(s, at))
			at++;
		add_cell(s, from, at);
	}
	/* Behind the last cell an empty line parts it from the next row. */
	if (s->ncells < columns ? at < s->end : at < s->end && s->lines[at - 1].length > 0)
		return fault(s, columns);
	while (s->ncells < columns) {
		s->cells = mem_more(s->cells, s->ncells, &s->cells_room, sizeof *s->cells);
		s->cells[s->ncells++] = mem_strdup("");
	}
	s->next = at;
	*cells = (const char *const *)s->cells;
	return true;
}

bool seed_lines(struct seed *s, const char *first)
{
	size_t start = find(s, s->end, first);

	if (start == s->nlines)
		return false;
	s->next = s->end = start;
	while (s->end < s->nlines && s->lines[s->end].length > 0)
		s->end++;
	return true;
}

const char *seed_line(struct seed *s)
{
	const struct line *line = &s->lines[s->next];

	drop_cells(s);
	if (seed_at_end(s))
		return NULL;
	s->next++;
	s->cells = mem_more(s->cells, s->ncells, &s->cells_room, sizeof *s->cells);
	s->cells[s->ncells++] = mem_strndup(line->s, line->length);
	return s->cells[0];
}

const char *seed_fault(const struct seed *s)
{
	return s->fault.length > 0 ? str_text(&s->fault) : NULL;
}

bool seed_at_end(const struct seed *s)
{
	return s->next >= s->end;
}

size_t seed_tell(const struct seed *s)
{
	return s->next;
}

void seed_seek(struct seed *s, size_t place)
{
	s->next = place;
}

const char *seed_text(const struct seed *s)
{
	return str_text(&s->text);
}
