#ifndef BASE_STR_H
#define BASE_STR_H

#include <stddef.h>

/* A text that grows.  Starts as {0}; s is NULL until the first addition and
 * always ends in a zero byte after it. */
struct str {
	char *s;
	size_t length; /* bytes */
	size_t capacity;
};

void str_add(struct str *b, const char *text); /* NULL adds nothing */
void str_addn(struct str *b, const char *text, size_t length);
void str_addc(struct str *b, char c);
void str_addf(struct str *b, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void str_clear(struct str *b);        /* keeps the room */
void str_free(struct str *b);
char *str_take(struct str *b);        /* the caller owns it; never NULL; b is {0} again */
const char *str_text(const struct str *b); /* never NULL */

#endif
