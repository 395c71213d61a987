#include "exchange/lay_text.h"

#include <string.h>

#include "base/mem.h"
#include "base/str.h"
#include "base/text.h"

#define FUZZY_MOST 80 /* characters: longer texts are the same or they are not */
#define ALIKE_LEAST 65

/* ---- characters ---- */

static const struct {
	uint32_t from, to;
} same_char[] = {
	{ 0x201C, '"' },  { 0x201D, '"' },  { 0x300C, '"' },  { 0x300D, '"' }, { 0x2018, '\'' },
	{ 0x2019, '\'' }, { 0x2013, '-' },  { 0x2014, '-' },  { 0x2212, '-' }, { 0x2015, '-' },
	{ 0xB2, '2' },    { 0x2026, '.' },  { 0x22EF, '.' },  { 0xB7, '.' },   { 0x3014, '[' },
	{ 0x3015, ']' },  { 0x2236, ':' },  { 0xFE55, ':' },
};

static uint32_t simple(uint32_t c)
{
	if (c < 0x80 || (c >= 0x4E00 && c <= 0x9FFF))
		return c;
	if (c >= 0xFF01 && c <= 0xFF5E)
		return c - 0xFEE0;
	for (size_t i = 0; i < sizeof same_char / sizeof *same_char; i++)
		if (same_char[i].from == c)
			return same_char[i].to;
	return c;
}

static bool is_space(uint32_t c)
{
	return c <= ' ' || c == 0xA0 || c == 0x3000 || (c >= 0x2000 && c <= 0x200D) || c == 0xFEFF;
}

static bool is_numeral(uint32_t c)
{
	/* 零〇一二三四五六七八九十百 */
	static const uint32_t numerals[] = { 0x96F6, 0x3007, 0x4E00, 0x4E8C, 0x4E09,
		                             0x56DB, 0x4E94, 0x516D, 0x4E03, 0x516B,
		                             0x4E5D, 0x5341, 0x767E };

	if (c < 0x80)
		return c >= '0' && c <= '9';
	for (size_t i = 0; i < sizeof numerals / sizeof *numerals; i++)
		if (numerals[i] == c)
			return true;
	return c >= 0x2460 && c <= 0x2473;
}

static bool is_part_word(const struct lay_chars *t, size_t i)
{
	return i + 1 < t->n && ((t->c[i] == 0x90E8 && t->c[i + 1] == 0x5206)); /* 部分 */
}

/* (一) 1、 二. 第三部分 - */
static size_t body_of(const struct lay_chars *t)
{
	size_t i = 0, first;
	bool open, part;

	while (i < t->n && t->c[i] == '-')
		i++;
	open = i < t->n && t->c[i] == '(';
	part = i < t->n && t->c[i] == 0x7B2C; /* 第 */
	first = i += open || part;
	while (i < t->n && is_numeral(t->c[i]))
		i++;
	if (i == first)
		return 0;
	if (part)
		return is_part_word(t, i) ? i + 2 : 0;
	if (open && (i >= t->n || t->c[i] != ')'))
		return 0;
	i += open;
	if (i < t->n && (t->c[i] == 0x3001 || t->c[i] == '.' || t->c[i] == 0xFF0E))
		return i + 1;
	return open ? i : 0;
}

struct lay_chars lay_chars(const char *text)
{
	size_t length = strlen(text), step;
	struct lay_chars t = { .c = mem_array(length + 1, sizeof *t.c),
		.at = mem_array(length + 1, sizeof *t.at),
		.dots = length > 0 };

	for (size_t i = 0; i < length; i += step) {
		uint32_t c = simple(text_decode(text + i, &step));

		if (is_space(c))
			continue;
		t.dots = t.dots && c == '.';
		t.at[t.n] = i;
		t.c[t.n++] = c;
	}
	t.at[t.n] = length;
	t.dots = t.dots && t.n > 0;
	t.body = body_of(&t);
	return t;
}

void lay_chars_free(struct lay_chars *t)
{
	mem_free(t->c);
	mem_free(t->at);
	*t = (struct lay_chars){ 0 };
}

/* ---- likeness ---- */

static bool same(const struct lay_chars *a, size_t from_a, const struct lay_chars *b, size_t from_b)
{
	return a->n - from_a == b->n - from_b &&
	       memcmp(a->c + from_a, b->c + from_b, (a->n - from_a) * sizeof *a->c) == 0;
}

static int least3(int a, int b, int c)
{
	int least = a < b ? a : b;

	return least < c ? least : c;
}

/* How many characters must be put in, taken out or changed. */
static int distance(const uint32_t *a, size_t na, const uint32_t *b, size_t nb)
{
	int row[FUZZY_MOST + 1];

	for (size_t k = 0; k <= nb; k++)
		row[k] = (int)k;
	for (size_t i = 0; i < na; i++) {
		int corner = row[0];

		row[0] = (int)i + 1;
		for (size_t k = 0; k < nb; k++) {
			int above = row[k + 1];

			row[k + 1] = least3(above + 1, row[k] + 1, corner + (a[i] != b[k]));
			corner = above;
		}
	}
	return row[nb];
}

static bool digits_agree(const struct lay_chars *a, size_t from_a, const struct lay_chars *b,
                         size_t from_b)
{
	size_t i = from_a, k = from_b;

	for (;; i++, k++) {
		while (i < a->n && !is_numeral(a->c[i]))
			i++;
		while (k < b->n && !is_numeral(b->c[k]))
			k++;
		if (i == a->n || k == b->n)
			return i == a->n && k == b->n;
		if (a->c[i] != b->c[k])
			return false;
	}
}

bool lay_same(const struct lay_chars *a, const struct lay_chars *b)
{
	return same(a, 0, b, 0);
}

int lay_alike(const struct lay_chars *a, const struct lay_chars *b)
{
	size_t from_a = a->body < a->n ? a->body : 0, from_b = b->body < b->n ? b->body : 0;
	size_t na, nb, most;
	int alike;

	if (lay_same(a, b))
		return 100;
	if (same(a, from_a, b, from_b))
		return 97;
	na = a->n - from_a;
	nb = b->n - from_b;
	most = na > nb ? na : nb;
	if (most > FUZZY_MOST || most < 3 || (na > nb ? na - nb : nb - na) * 100 > most * 35)
		return 0;
	alike = 95 - 95 * distance(a->c + from_a, na, b->c + from_b, nb) / (int)most;
	/* 2023年 is not nearly 2024年. */
	if (!digits_agree(a, from_a, b, from_b))
		alike -= 15;
	return alike >= ALIKE_LEAST ? alike : 0;
}

long lay_find(const struct lay_chars *a, size_t from, const struct lay_chars *b)
{
	if (b->n == 0)
		return -1;
	for (size_t i = from; i + b->n <= a->n; i++)
		if (memcmp(a->c + i, b->c, b->n * sizeof *b->c) == 0)
			return (long)i;
	return -1;
}

/* ---- pieces of the text ---- */

static bool blank_at(const char *s, size_t *length)
{
	return is_space(text_decode(s, length));
}

/* Lines inside keep what stands in front of them. */
char *lay_trim(const char *text, size_t length)
{
	struct str out = { 0 };
	size_t from = 0, to = length, step;

	while (from < to && blank_at(text + from, &step))
		from += step;
	while (from < to) {
		const char *end = memchr(text + from, '\n', to - from);
		size_t stop = end ? (size_t)(end - text) : to, last = from;

		for (size_t i = from; i < stop; i += step)
			if (!blank_at(text + i, &step))
				last = i + step;
		str_addn(&out, text + from, last - from);
		if (end)
			str_addc(&out, '\n');
		from = stop + 1;
	}
	while (out.length > 0 && out.s[out.length - 1] == '\n')
		out.s[--out.length] = '\0';
	return str_take(&out);
}

char *lay_between(const char *text, const struct lay_chars *t, size_t from, size_t to)
{
	if (from >= to)
		return mem_strdup("");
	return lay_trim(text + t->at[from], t->at[to] - t->at[from]);
}
