#include "base/str.h"

#include <assert.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"

/* Room for more bytes and the zero byte after them. */
static void make_room(struct str *b, size_t more)
{
	size_t capacity = b->capacity ? b->capacity : 32;

	if (more >= SIZE_MAX / 2 - b->length)
		mem_array(SIZE_MAX, SIZE_MAX); /* ends the program */
	while (capacity < b->length + more + 1)
		capacity *= 2;
	if (capacity == b->capacity)
		return;
	b->s = mem_resize(b->s, capacity, 1);
	b->capacity = capacity;
}

void str_addn(struct str *b, const char *text, size_t length)
{
	make_room(b, length);
	if (length)
		memcpy(b->s + b->length, text, length);
	b->length += length;
	b->s[b->length] = '\0';
}

void str_add(struct str *b, const char *text)
{
	if (text)
		str_addn(b, text, strlen(text));
}

void str_addc(struct str *b, char c)
{
	str_addn(b, &c, 1);
}

void str_addf(struct str *b, const char *fmt, ...)
{
	va_list ap, again;
	int length;

	va_start(ap, fmt);
	va_copy(again, ap);
	length = vsnprintf(NULL, 0, fmt, ap);
	va_end(ap);
	assert(length >= 0);
	if (length >= 0) {
		make_room(b, (size_t)length);
		vsnprintf(b->s + b->length, (size_t)length + 1, fmt, again);
		b->length += (size_t)length;
	}
	va_end(again);
}

void str_clear(struct str *b)
{
	b->length = 0;
	if (b->s)
		b->s[0] = '\0';
}

void str_free(struct str *b)
{
	mem_free(b->s);
	*b = (struct str){0};
}

char *str_take(struct str *b)
{
	char *s = b->s ? b->s : mem_alloc(1);

	*b = (struct str){0};
	return s;
}

const char *str_text(const struct str *b)
{
	return b->s ? b->s : "";
}
