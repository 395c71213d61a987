#ifndef EXCHANGE_LAY_TEXT_H
#define EXCHANGE_LAY_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Texts of a document beside printed texts of a drawing: without blanks and
 * breaks, with one width for what has two, and the place in the text kept. */

struct lay_chars {
	uint32_t *c;  /* code points as compared */
	size_t *at;   /* offset in the text; at[n] is its length */
	size_t n;
	size_t body;  /* where the text goes on behind its number: 一、 (二) 3. 第四部分 */
	bool dots;    /* nothing but dots and blanks: a template «……» */
};
struct lay_chars lay_chars(const char *text);
void lay_chars_free(struct lay_chars *t);

/* Character by character, as compared. */
bool lay_same(const struct lay_chars *a, const struct lay_chars *b);
/* How alike two printed texts are, 0 to 100: 100 the same, 97 but for the
 * number in front, below that by the share of characters that agree; 0 when
 * they are too far apart to be the same label. */
int lay_alike(const struct lay_chars *a, const struct lay_chars *b);

/* Where b begins in a, from the index `from` on; -1. */
long lay_find(const struct lay_chars *a, size_t from, const struct lay_chars *b);

/* The text between two indexes of it, without blanks at both ends. */
char *lay_between(const char *text, const struct lay_chars *t, size_t from, size_t to);
/* A copy without blanks at both ends; of each of its lines, when there are several. */
char *lay_trim(const char *text, size_t length);

#endif
