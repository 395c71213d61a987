/* 1. s and at have the same number of bytes; at never goes down.
 * 2. A sentence ends at 。 ; ! ? and where a paragraph ends: a line that ends in
 *    a mark, or the line before a numbered one; any other line goes on. */
#include "audit/reading.h"

#include <string.h>

#include "base/mem.h"
#include "base/str.h"
#include "base/text.h"

struct folding {
	struct str out;
	uint32_t *at;
	size_t capacity;
};

static void put(struct folding *f, const char *s, size_t n, size_t from)
{
	while (f->out.length + n + 2 > f->capacity) {
		f->capacity = f->capacity ? f->capacity * 2 : 256;
		f->at = mem_resize(f->at, f->capacity, sizeof *f->at);
	}
	for (size_t i = 0; i < n; i++)
		f->at[f->out.length + i] = (uint32_t)from;
	str_addn(&f->out, s, n);
}

static bool is_blank(uint32_t c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == 0xA0 || c == 0x3000 ||
	       (c >= 0x2000 && c <= 0x200B) || c == 0x2060 || c == 0xFEFF;
}

/* What NFKC leaves as it is. */
static bool is_settled(uint32_t c)
{
	return (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x2010 && c <= 0x201F) ||
	       (c >= 0x3001 && c <= 0x3011) || c == 0x2264 || c == 0x2265 || c == 0xB7;
}

static void put_folded(struct folding *f, const char *s, size_t n, uint32_t c, size_t from)
{
	char ascii = (char)(c - 0xFEE0);
	if (c < 0x80 || is_settled(c)) {
		put(f, s, n, from);
	} else if (c >= 0xFF01 && c <= 0xFF5E) {
		put(f, &ascii, 1, from);
	} else if (c == 0x2212) {
		put(f, "-", 1, from);
	} else {
		char *one = mem_strndup(s, n), *folded = text_fold(one);
		put(f, folded, strlen(folded), from);
		mem_free(one);
		mem_free(folded);
	}
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* The bytes of a 《…》 at s, or 0. */
static size_t title_length(const char *s)
{
	const char *end = *s == '\xE3' && strncmp(s, "《", 3) == 0 ? strstr(s, "》") : NULL;
	return end ? (size_t)(end - s) + 3 : 0;
}

/* One blank stays between two digits: no number may cross it. */
static bool parts_digits(const struct folding *f, const char *next)
{
	while (*next == ' ')
		next++;
	return f->out.length > 0 && is_digit(f->out.s[f->out.length - 1]) && is_digit(*next);
}

static void fold(struct folding *f, const char *text)
{
	size_t n;
	for (const char *p = text; *p; p += n) {
		uint32_t c = text_decode(p, &n);
		size_t title = title_length(p), from = (size_t)(p - text);
		if (title > 0) {
			n = title;
		} else if (c == '\n') {
			if (f->out.length == 0 || f->out.s[f->out.length - 1] != '\n')
				put(f, "\n", 1, from);
		} else if (!is_blank(c)) {
			put_folded(f, p, n, c, from);
		} else if (parts_digits(f, p + n)) {
			put(f, " ", 1, from);
		}
	}
	put(f, "", 0, strlen(text));
}

/* ---- sentences ---- */

/* «1、», «1.», «(1)», «(一)», «一、»: its bytes, or 0. */
static size_t number_of_item(const char *s)
{
	static const char *const numerals = "一二三四五六七八九十";
	const char *p = s + (*s == '(');
	size_t digits = 0, n;
	while (is_digit(p[digits]))
		digits++;
	for (n = digits; digits == 0;) {
		char one[5] = {p[n], p[n] ? p[n + 1] : '\0', p[n] && p[n + 1] ? p[n + 2] : '\0'};
		if (strlen(one) < 3 || !strstr(numerals, one))
			break;
		n += 3;
	}
	if (n == 0 || n > 9)
		return 0;
	p += n;
	if (*s == '(')
		return *p == ')' ? (size_t)(p - s) + 1 : 0;
	if (strncmp(p, "、", 3) == 0)
		return (size_t)(p - s) + 3;
	return digits > 0 && *p == '.' && !is_digit(p[1]) ? (size_t)(p - s) + 1 : 0;
}

/* The bytes of what ends a sentence at s, or 0. */
static size_t end_mark(const char *text, const char *s)
{
	if (*s == '\xE3' && strncmp(s, "。", 3) == 0)
		return 3;
	if (*s == ';' || *s == '!' || *s == '?')
		return 1;
	if (*s != '\n')
		return 0;
	bool closed = s > text && strchr(":.)", s[-1]) != NULL;
	return closed || s == text || s[1] == '\0' || number_of_item(s + 1) > 0 ? 1 : 0;
}

static bool has_digit(const char *s)
{
	return strpbrk(s, "0123456789") != NULL;
}

static void take_sentence(struct reading *r, char *s, const struct phrases *planned)
{
	struct quantities all;
	s += number_of_item(s);
	if (!*s)
		return;
	struct sentence one = {.s = s, .n = strlen(s)};
	if (has_digit(s)) {
		quantities_read(s, planned->text, planned->n, &all);
		one.nq = all.n;
		one.q = mem_array(all.n + 1, sizeof *one.q);
		memcpy(one.q, all.item, all.n * sizeof *one.q);
	}
	r->sentences = mem_push(r->sentences, r->nsentences, sizeof *r->sentences);
	r->sentences[r->nsentences++] = one;
}

/* A newline inside a sentence goes; what follows moves up with its offsets. */
static void cut(struct reading *r, const struct phrases *planned)
{
	size_t to = 0, n;
	char *s = r->s;
	for (size_t i = 0; i < r->n; i += n) {
		n = end_mark(s, s + i);
		if (n > 0) {
			s[to] = '\0';
			r->at[to++] = r->at[i];
			continue;
		}
		n = 1;
		if (s[i] == '\n')
			continue;
		r->at[to] = r->at[i];
		s[to++] = s[i];
	}
	s[to] = '\0';
	r->at[to] = r->at[r->n];
	r->n = to;
	for (size_t begin = 0; begin < r->n; begin += strlen(s + begin) + 1)
		take_sentence(r, s + begin, planned);
}

void reading_make(struct reading *r, const char *text, const struct phrases *planned)
{
	struct folding f = {0};
	*r = (struct reading){0};
	fold(&f, text);
	r->n = f.out.length;
	r->at = f.at;
	r->s = str_take(&f.out);
	r->at[r->n] = (uint32_t)strlen(text);
	cut(r, planned);
}

void reading_free(struct reading *r)
{
	for (size_t i = 0; i < r->nsentences; i++)
		mem_free(r->sentences[i].q);
	mem_free(r->sentences);
	mem_free(r->s);
	mem_free(r->at);
}

void reading_span(const struct reading *r, const char *text, struct span part, size_t *from,
                  size_t *length)
{
	size_t begin = (size_t)(part.s - r->s), n = 0;
	*from = r->at[begin];
	*length = 0;
	if (part.n == 0)
		return;
	text_decode(text + r->at[begin + part.n - 1], &n);
	*length = r->at[begin + part.n - 1] + n - *from;
}
