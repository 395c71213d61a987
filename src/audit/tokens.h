#ifndef AUDIT_TOKENS_H
#define AUDIT_TOKENS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "form/text.h"

/* A text as its words and numbers, to be laid beside another one: without
 * blanks, line breaks and marks, full-width letters as their ASCII twins, words
 * that mean the same (`same`, form/text.h) as the first of them.  Each token
 * knows the bytes it was made of. */

enum token_kind {
	TOKEN_LETTER,
	TOKEN_NUMBER,
	TOKEN_SLOT /* of a pattern: where a number belongs */
};

/* What stands behind a number. */
enum measure {
	MEASURE_NONE, /* a count: 人, 辆 */
	MEASURE_PERCENT,
	MEASURE_YUAN, /* 元 */
	MEASURE_WAN,  /* 万元 */
	MEASURE_YI,   /* 亿元 */
	MEASURE_YEAR, /* 2020年 */
	MEASURE_DAY   /* 12月, 31日 */
};

/* 元, 万元 or 亿元. */
bool tokens_is_money(enum measure m);

/* The mark before a token. */
enum mark {
	MARK_NONE,
	MARK_INSIDE, /* quotes, brackets, hyphens: inside a name too */
	MARK_SMALL,  /* 、 */
	MARK_COMMA,  /* ， ： */
	MARK_STOP    /* 。 ； and the end of a pattern's paragraph */
};

struct token {
	enum token_kind kind;
	enum measure measure; /* NUMBER, SLOT */
	enum mark mark;
	uint32_t c;           /* LETTER */
	int slot;             /* SLOT */
	int64_t num;          /* NUMBER: as written, a percentage of 1 = 100% */
	int decimals;         /* as struct figure has them */
	size_t from, length;  /* bytes of the text; a number with its % but without its unit */
};

struct tokens {
	struct token *item;
	size_t n, capacity;
	enum mark mark; /* behind the last one */
};

/* A slot in the text of a pattern is this character and the slot's number
 * added; in other texts such characters count as blanks. */
#define TOKEN_SLOT_BASE 0xF0000u
#define TOKEN_SLOTS 0xFFFDu

/* Adds the tokens of text; at most max of them in all, the rest is not read.
 * Numbers of headings and lists («1、», «（2）») are left out. */
void tokens_read(const char *text, const struct narrative *t, bool slots, size_t max,
                 struct tokens *out);
void tokens_free(struct tokens *t);

#endif
