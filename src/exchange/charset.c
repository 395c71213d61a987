#include "exchange/charset.h"

#include <errno.h>
#include <iconv.h>
#include <stdbool.h>
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"

/* So many three-byte characters in front of the first fault, and the text is
 * UTF-8: GB18030 looks like that by chance for one or two. */
#define SURE_OF_UTF8 4

static int line_at(const char *bytes, size_t offset)
{
	int line = 1;

	for (size_t i = 0; i < offset; i++)
		line += bytes[i] == '\n';
	return line;
}

static int refuse(const char *name, const char *bytes, size_t offset, const char *charset,
                  struct err *e)
{
	return err_set(e, ERR_INPUT, _("%s:%d: 第 %zu 字节起不是正确的 %s 文字，文件可能已损坏"),
	               name, line_at(bytes, offset), offset + 1, charset);
}

/* Converts all or nothing.  *stopped gets the offset of the first fault. */
static bool convert(const char *charset, const char *bytes, size_t length, struct str *out,
                    size_t *stopped)
{
	iconv_t table = iconv_open("UTF-8", charset);
	char block[4096], *in = (char *)(size_t)bytes;
	size_t before = out->length, left = length, got;

	if (table == (iconv_t)-1) {
		*stopped = 0;
		return false;
	}
	do {
		char *to = block;
		size_t room = sizeof block;

		errno = 0;
		got = iconv(table, &in, &left, &to, &room);
		str_addn(out, block, (size_t)(to - block));
	} while (got == (size_t)-1 && errno == E2BIG);
	iconv_close(table);
	*stopped = length - left;
	if (left > 0 && out->s)
		out->s[out->length = before] = '\0';
	return left == 0;
}

static bool was_utf8(const char *bytes, size_t length)
{
	int three = 0;

	for (size_t i = 0; i < length && three < SURE_OF_UTF8; i++)
		three += ((unsigned char)bytes[i] & 0xF0) == 0xE0;
	return three >= SURE_OF_UTF8;
}

static int without_bom(const char *name, const char *bytes, size_t length, struct str *out,
                       struct err *e)
{
	size_t bad = text_check(bytes, length), stopped;

	if (bad == length) {
		str_addn(out, bytes, length);
		return 0;
	}
	if (was_utf8(bytes, bad))
		return refuse(name, bytes, bad, "UTF-8", e);
	if (!convert("GB18030", bytes, length, out, &stopped))
		return refuse(name, bytes, stopped, _("UTF-8 或 GB18030"), e);
	return 0;
}

/* clang-format off */
static const struct {
	const char *mark;
	size_t length;
	const char *charset;
} marks[] = {
	{ "\xEF\xBB\xBF", 3, "UTF-8"    },
	{ "\xFF\xFE",     2, "UTF-16LE" },
	{ "\xFE\xFF",     2, "UTF-16BE" },
};
/* clang-format on */

static int decode(const char *name, const char *bytes, size_t length, struct str *out,
                  struct err *e)
{
	const char *nul;

	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
		size_t skip = marks[i].length, stopped;

		if (length < skip || memcmp(bytes, marks[i].mark, skip) != 0)
			continue;
		if (convert(marks[i].charset, bytes + skip, length - skip, out, &stopped))
			return 0;
		return refuse(name, bytes, skip + stopped, marks[i].charset, e);
	}
	if ((nul = memchr(bytes, '\0', length)) != NULL)
		return err_set(e, ERR_INPUT,
		               _("%s:%d: 有空字符（NUL），不是文本，也不是能识别的文档"), name,
		               line_at(bytes, (size_t)(nul - bytes)));
	return without_bom(name, bytes, length, out, e);
}

int charset_to_utf8(const char *name, const char *bytes, size_t length, struct str *out,
                    struct err *e)
{
	size_t before = out->length;
	const char *nul;

	if (decode(name, bytes, length, out, e) < 0)
		return -1;
	nul = memchr(str_text(out) + before, '\0', out->length - before);
	if (!nul)
		return 0;
	return err_set(e, ERR_INPUT, _("%s:%d: 有空字符（NUL），不是文本文件"), name,
	               line_at(str_text(out) + before, (size_t)(nul - str_text(out)) - before));
}
