#include <string.h>

#include "base/mem.h"
#include "exchange/lay_form.h"

/* Pieces of a drawing over a text of a document. */

static size_t skip_number(const struct lay_chars *t, size_t at)
{
	while (at < t->n && t->c[at] >= '0' && t->c[at] <= '9')
		at++;
	return at;
}

/* Holes side by side: the second begins at a bracket. */
static size_t bracket(const struct lay_chars *t, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++)
		if (t->c[i] == '(' && t->c[to - 1] == ')' && i > from)
			return i;
	return to;
}

/* The first character behind the end of the line that the index is in. */
static size_t line_end(const char *text, const struct lay_chars *t, size_t from)
{
	const char *end = from < t->n ? strchr(text + t->at[from], '\n') : NULL;

	while (end && from < t->n && t->at[from] < (size_t)(end - text))
		from++;
	return end ? from : t->n;
}

/* Pieces on their way over a text. */
struct match {
	const struct lay_piece *pieces;
	size_t n;
	const char *text;
	const struct lay_chars *chars;
	bool loose;
	char **texts;
	size_t at, open_at;
	int found, open; /* open: the hole that is not closed yet; -1 */
	bool ready;      /* what stands in front of the next hole was found */
};

static bool is_hole_open(const struct match *m)
{
	return m->open >= 0 && m->pieces[m->open].kind == LAY_HOLE;
}

static void close_hole(struct match *m, size_t end)
{
	if (is_hole_open(m))
		m->texts[m->open] = lay_between(m->text, m->chars, m->open_at, end);
	m->open = -1;
}

/* A text begins as it is printed, or with a hole. */
static bool pass_printed(struct match *m, size_t i)
{
	const struct lay_chars *printed = &m->pieces[i].text;
	long here = lay_find(m->chars, m->at, printed);

	if (here >= 0 && i == 0 && !m->loose && here > (long)m->chars->body)
		here = -1;
	m->ready = here >= 0;
	if (here < 0)
		return m->loose;
	close_hole(m, (size_t)here);
	m->found += (int)printed->n;
	m->at = (size_t)here + printed->n;
	return true;
}

static void pass_break(struct match *m)
{
	if (m->open < 0)
		return;
	m->at = line_end(m->text, m->chars, m->open_at);
	close_hole(m, m->at);
	m->ready = true;
}

static void pass_number(struct match *m)
{
	m->at = skip_number(m->chars, m->at);
	if (m->at == 0 && m->chars->body > 1)
		m->at = m->chars->body - 1;
}

static void open_hole(struct match *m, size_t i)
{
	if (!m->ready)
		return;
	if (is_hole_open(m)) {
		m->at = bracket(m->chars, m->open_at, m->chars->n);
		close_hole(m, m->at);
	}
	m->open = (int)i;
	m->open_at = m->at;
	m->ready = m->pieces[i].kind == LAY_ANY ||
	           (i + 1 < m->n && m->pieces[i + 1].kind == LAY_HOLE);
}

static bool pass(struct match *m, size_t i)
{
	switch (m->pieces[i].kind) {
	case LAY_PRINTED:
		return pass_printed(m, i);
	case LAY_BREAK:
		pass_break(m);
		break;
	case LAY_NUMBER:
		pass_number(m);
		break;
	case LAY_HOLE:
	case LAY_ANY:
		open_hole(m, i);
		break;
	}
	return true;
}

static void drop_texts(char **texts, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		mem_free(texts[i]);
		texts[i] = NULL;
	}
}

int lay_match(const struct lay_piece *pieces, size_t n, const char *text,
              const struct lay_chars *chars, bool loose, char **texts)
{
	struct match m = {.pieces = pieces,
	                  .n = n,
	                  .text = text,
	                  .chars = chars,
	                  .loose = loose,
	                  .texts = texts,
	                  .open = -1,
	                  .ready = true};
	bool fits = true;

	memset(texts, 0, n * sizeof *texts);
	for (size_t i = 0; i < n && fits; i++)
		fits = pass(&m, i);
	fits = fits && (loose || m.open >= 0 || m.at >= chars->n);
	if (!fits) {
		drop_texts(texts, n);
		return -1;
	}
	close_hole(&m, chars->n);
	return m.found;
}

int lay_found(const struct lay_piece *pieces, size_t n, const char *text,
              const struct lay_chars *chars, bool loose)
{
	char **texts = mem_array(n + 1, sizeof *texts);
	int found = lay_match(pieces, n, text, chars, loose, texts);

	drop_texts(texts, n);
	mem_free(texts);
	return found;
}

int lay_printed(const struct lay_piece *pieces, size_t n)
{
	int printed = 0;

	for (size_t i = 0; i < n; i++)
		printed += (int)pieces[i].text.n;
	return printed;
}
