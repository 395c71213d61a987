#include "audit/tokens.h"

#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "calc/num.h"

/* A character as it counts here. */
struct letter {
	uint32_t c;
	size_t from, length;
	bool apart; /* blanks before it */
	bool first; /* of a line */
};

struct letters {
	struct letter *item;
	size_t n, capacity;
	size_t at; /* being read */
};

bool tokens_is_money(enum measure m)
{
	return m == MEASURE_YUAN || m == MEASURE_WAN || m == MEASURE_YI;
}

/* ---- characters ---- */

/* The ASCII twin of a full-width one; − is a hyphen. */
static uint32_t fold(uint32_t c)
{
	if (c >= 0xFF01 && c <= 0xFF5E)
		c -= 0xFEE0;
	if (c == 0x2212)
		c = '-';
	return c >= 'A' && c <= 'Z' ? c + 32 : c;
}

static bool is_blank(uint32_t c)
{
	return c == ' ' || c == 0x3000 || c == 0xA0 || c >= TOKEN_SLOT_BASE || text_is_unsafe(c);
}

static bool is_digit(uint32_t c)
{
	return c >= '0' && c <= '9';
}

static bool is_slot(uint32_t c)
{
	return c >= TOKEN_SLOT_BASE;
}

/* −1: no mark. */
static int mark_of(uint32_t c)
{
	static const struct {
		uint32_t c;
		enum mark mark;
	} marks[] = {
	    {0x3002, MARK_STOP},   {';', MARK_STOP},      {'!', MARK_STOP},
	    {'?', MARK_STOP},      {'\n', MARK_STOP},     {',', MARK_COMMA},
	    {':', MARK_COMMA},     {0x3001, MARK_SMALL},  {'(', MARK_INSIDE},
	    {')', MARK_INSIDE},    {0x201C, MARK_INSIDE}, {0x201D, MARK_INSIDE},
	    {'"', MARK_INSIDE},    {0x2015, MARK_INSIDE}, {'*', MARK_INSIDE},
	    {0x2018, MARK_INSIDE}, {0x2019, MARK_INSIDE}, {0x300A, MARK_INSIDE},
	    {0x300B, MARK_INSIDE}, {'[', MARK_INSIDE},    {']', MARK_INSIDE},
	    {'-', MARK_INSIDE},    {'.', MARK_INSIDE},    {0xB7, MARK_INSIDE},
	    {0x2026, MARK_INSIDE}, {0x2014, MARK_INSIDE}, {'/', MARK_INSIDE},
	};
	for (size_t i = 0; c < 0x4E00 && i < sizeof marks / sizeof *marks; i++)
		if (marks[i].c == c)
			return (int)marks[i].mark;
	return -1;
}

static struct letter *add_letter(struct letters *l, uint32_t c)
{
	l->item = mem_more(l->item, l->n, &l->capacity, sizeof *l->item);
	l->item[l->n] = (struct letter){.c = c};
	return &l->item[l->n++];
}

static void read_letters(const char *text, bool slots, struct letters *out)
{
	bool apart = false, first = true;
	size_t n;
	for (size_t at = 0; text[at]; at += n) {
		uint32_t c = text_decode(text + at, &n);
		bool slot = slots && (c == '\n' ||
		                      (c >= TOKEN_SLOT_BASE && c <= TOKEN_SLOT_BASE + TOKEN_SLOTS));
		if (!slot && is_blank(c)) {
			apart = true;
			first |= c == '\n';
			continue;
		}
		*add_letter(out, slot ? c : fold(c)) = (struct letter){slot ? c : fold(c), at, n,
		                                                       apart, first};
		apart = first = false;
	}
}

/* ---- words that mean the same ---- */

/* Letters of l from at that are the word; 0: it does not stand there. */
static size_t stands_at(const struct letters *l, size_t at, const char *word)
{
	size_t count = 0, n;
	for (; *word; word += n, count++)
		if (at + count >= l->n || l->item[at + count].c != fold(text_decode(word, &n)))
			return 0;
	return count;
}

/* The longest of the words that stands there, as letters of l. */
static size_t find_synonym(const struct letters *l, size_t at, const struct narrative *t,
                           const char **canonical)
{
	size_t best = 0;
	for (size_t i = 0; i < t->nsame; i++)
		for (size_t k = 0; k < t->same[i].n; k++) {
			size_t n = stands_at(l, at, t->same[i].words[k]);
			if (n > best) {
				best = n;
				*canonical = t->same[i].words[0];
			}
		}
	return best;
}

static void replace_synonyms(struct letters *l, const struct narrative *t)
{
	struct letters out = {0};
	for (size_t at = 0; at < l->n;) {
		const char *word = NULL;
		size_t n = find_synonym(l, at, t, &word), bytes;
		if (n == 0) {
			*add_letter(&out, 0) = l->item[at++];
			continue;
		}
		struct letter all = l->item[at];
		all.length = l->item[at + n - 1].from + l->item[at + n - 1].length - all.from;
		for (; *word; word += bytes, all.apart = all.first = false) {
			all.c = fold(text_decode(word, &bytes));
			*add_letter(&out, 0) = all;
		}
		at += n;
	}
	mem_free(l->item);
	*l = out;
}

/* ---- numbers ---- */

static const struct letter *peek(const struct letters *l, size_t ahead)
{
	static const struct letter none = {0};
	return l->at + ahead < l->n ? &l->item[l->at + ahead] : &none;
}

#define DIGITS 30

/* Letters of the number at l->at: digits, thousands commas, one point. */
static size_t number_length(const struct letters *l, char digits[DIGITS + 2])
{
	size_t n = 0;
	bool point = false;
	for (;; n++) {
		const struct letter *x = peek(l, n), *next = peek(l, n + 1);
		bool joins = n == 0 || !x->apart;
		bool inside = !next->apart && is_digit(next->c) &&
		              ((x->c == '.' && !point) ||
		               (x->c == ',' && !point && is_digit(peek(l, n + 2)->c) &&
		                is_digit(peek(l, n + 3)->c) && !is_digit(peek(l, n + 4)->c)));
		if (!joins || n >= DIGITS || !(is_digit(x->c) || (n > 0 && inside)))
			break;
		point |= x->c == '.';
		digits[n] = (char)x->c;
	}
	digits[n] = '\0';
	return n;
}

/* «1、», «（2）», «3.» at the beginning of a line or a sentence. */
static bool is_ordinal(const struct letters *l, size_t n, enum mark before)
{
	uint32_t c = peek(l, n)->c;
	if (n > 2 || !(peek(l, 0)->first || before == MARK_STOP ||
	               (l->at > 0 && l->item[l->at - 1].c == '(')))
		return false;
	return c == 0x3001 || c == '.' || c == ')';
}

static bool spells(const struct letters *l, const char *word)
{
	return stands_at(l, l->at, word) > 0;
}

/* The unit at l->at, which is passed over where it is one of money. */
static enum measure read_measure(struct letters *l, int64_t num, int decimals, bool slot)
{
	static const struct {
		const char *word;
		enum measure measure;
	} money[] = {{"万元", MEASURE_WAN}, {"亿元", MEASURE_YI}, {"元", MEASURE_YUAN}};
	for (size_t i = 0; i < sizeof money / sizeof *money; i++)
		if (spells(l, money[i].word)) {
			l->at += stands_at(l, l->at, money[i].word);
			return money[i].measure;
		}
	if (decimals > 0)
		return MEASURE_NONE;
	if (spells(l, "年") && (slot || (num >= 1900 * NUM_ONE && num <= 2100 * NUM_ONE)))
		return MEASURE_YEAR;
	return spells(l, "月") || spells(l, "日") ? MEASURE_DAY : MEASURE_NONE;
}

static struct token *add_token(struct tokens *out, enum token_kind kind, const struct letter *at)
{
	out->item = mem_more(out->item, out->n, &out->capacity, sizeof *out->item);
	out->item[out->n] = (struct token){.kind = kind,
	                                   .mark = out->mark,
	                                   .slot = -1,
	                                   .c = at->c,
	                                   .from = at->from,
	                                   .length = at->length};
	out->mark = MARK_NONE;
	return &out->item[out->n++];
}

static void end_at(struct token *t, const struct letter *last)
{
	t->length = last->from + last->length - t->from;
}

/* false: no number that can be read begins here. */
static bool read_number(struct letters *l, struct tokens *out)
{
	char digits[DIGITS + 2];
	struct figure v = {0};
	size_t n = number_length(l, digits);
	if (n == 0)
		return false;
	if (is_ordinal(l, n, out->mark)) {
		l->at += n;
		return true;
	}
	bool percent = peek(l, n)->c == '%';
	if (percent) {
		digits[n] = '%';
		digits[n + 1] = '\0';
		n++;
	}
	if (num_parse(digits, NULL, &v) != NUM_OK)
		return false;
	bool negative = l->at > 0 && l->item[l->at - 1].c == '-' &&
	                (l->at == 1 || mark_of(l->item[l->at - 2].c) >= 0);
	struct token *t = add_token(out, TOKEN_NUMBER, peek(l, 0));
	end_at(t, peek(l, n - 1));
	l->at += n;
	t->num = negative ? -v.num : v.num;
	t->decimals = v.decimals;
	t->measure = percent ? MEASURE_PERCENT : read_measure(l, v.num, v.decimals, false);
	return true;
}

static void read_slot(struct letters *l, struct tokens *out)
{
	const struct letter *x = peek(l, 0);
	struct token *t = add_token(out, TOKEN_SLOT, x);
	t->slot = (int)(x->c - TOKEN_SLOT_BASE);
	l->at++;
	t->measure = read_measure(l, 0, 0, true);
}

void tokens_read(const char *text, const struct narrative *t, bool slots, size_t max,
                 struct tokens *out)
{
	struct letters l = {0};
	read_letters(text, slots, &l);
	if (t->nsame > 0)
		replace_synonyms(&l, t);
	while (l.at < l.n && out->n < max) {
		const struct letter *x = peek(&l, 0);
		int mark = mark_of(x->c);
		if (mark >= 0) {
			out->mark = (int)out->mark > mark ? out->mark : (enum mark)mark;
			l.at++;
		} else if (is_slot(x->c)) {
			read_slot(&l, out);
		} else if (!is_digit(x->c) || !read_number(&l, out)) {
			add_token(out, TOKEN_LETTER, x);
			l.at++;
		}
	}
	mem_free(l.item);
}

void tokens_free(struct tokens *t)
{
	mem_free(t->item);
	*t = (struct tokens){0};
}
