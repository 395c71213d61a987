#include "base/err.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"

/* Takes away a character that vsnprintf has cut in two, and whatever else is
 * no UTF-8 at the very end. */
static void drop_cut_character(char *text)
{
	size_t length = strlen(text);
	size_t start = length;

	while (start > 0 && length - start < 4) {
		start--;
		if (((unsigned char)text[start] & 0xC0) != 0x80)
			break;
	}
	if (text_check(text + start, length - start) < length - start)
		text[start] = '\0';
}

/* The sentence is made beside e: an argument may be e->text itself. */
static void format(char *text, size_t size, const char *fmt, va_list ap)
    __attribute__((format(printf, 3, 0)));

static void format(char *text, size_t size, const char *fmt, va_list ap)
{
	int written = vsnprintf(text, size, fmt, ap);

	if (written < 0)
		text[0] = '\0';
	else if ((size_t)written >= size)
		drop_cut_character(text);
}

int err_set(struct err *e, enum err_code code, const char *fmt, ...)
{
	char text[sizeof e->text];
	va_list ap;

	if (!e)
		return -1;
	va_start(ap, fmt);
	format(text, sizeof text, fmt, ap);
	va_end(ap);
	e->code = code;
	memcpy(e->text, text, strlen(text) + 1);
	return -1;
}

int err_at(struct err *e, const char *fmt, ...)
{
	char place[sizeof e->text];
	char text[sizeof place + sizeof e->text + 2];
	va_list ap;

	if (!e)
		return -1;
	va_start(ap, fmt);
	format(place, sizeof place, fmt, ap);
	va_end(ap);
	snprintf(text, sizeof text, "%s: %s", place, e->text);
	if (strlen(text) >= sizeof e->text) {
		text[sizeof e->text - 1] = '\0';
		drop_cut_character(text);
	}
	memcpy(e->text, text, strlen(text) + 1);
	return -1;
}

int err_exit_status(const struct err *e)
{
	switch (e->code) {
	case ERR_NONE:
		return 0;
	case ERR_USAGE:
	case ERR_INPUT:
	case ERR_NOTFOUND:
	case ERR_CONFLICT:
	case ERR_LOCKED:
	case ERR_DENIED:
	case ERR_LIMIT:
		return 2;
	case ERR_BUSY:
	case ERR_READONLY:
	case ERR_FULL:
	case ERR_VERSION:
	case ERR_DAMAGED:
	case ERR_SYSTEM:
		break;
	}
	return 3;
}
