#include "base/text.h"

#include <stdlib.h>
#include <string.h>
#include <unictype.h>
#include <uninorm.h>
#include <unistr.h>

#include "base/mem.h"
#include "base/str.h"

#define REPLACEMENT 0xFFFD

uint32_t text_decode(const char *s, size_t *length)
{
	const uint8_t *p = (const uint8_t *)s;
	size_t n = 1;
	ucs4_t c = p[0];
	int got;

	if (c >= 0x80) {
		/* A zero byte ends the character, so nothing behind the text is read. */
		while (n < 4 && (p[n] & 0xC0) == 0x80)
			n++;
		got = u8_mbtoucr(&c, p, n);
		n = got > 0 ? (size_t)got : 1;
		if (got <= 0)
			c = REPLACEMENT;
	}
	*length = c == 0 ? 0 : n;
	return c;
}

/* The same within length bytes, of which there is at least one. */
static uint32_t decode_within(const char *s, size_t length, size_t *used)
{
	ucs4_t c;
	int got = u8_mbtoucr(&c, (const uint8_t *)s, length);

	*used = got > 0 ? (size_t)got : 1;
	return got > 0 ? c : REPLACEMENT;
}

size_t text_encode(uint32_t c, char out[4])
{
	uint8_t bytes[6];
	int n = u8_uctomb(bytes, c, 4);

	if (n <= 0)
		n = u8_uctomb(bytes, REPLACEMENT, 4);
	memcpy(out, bytes, (size_t)n);
	return (size_t)n;
}

size_t text_check(const char *s, size_t length)
{
	const uint8_t *bytes = (const uint8_t *)s;
	const uint8_t *nul = length ? memchr(bytes, 0, length) : NULL;
	size_t end = nul ? (size_t)(nul - bytes) : length;
	const uint8_t *bad = end ? u8_check(bytes, end) : NULL;

	return bad ? (size_t)(bad - bytes) : end;
}

bool text_is_unsafe(uint32_t c)
{
	if (c >= 0x20 && c < 0x7F)
		return false;
	return uc_is_general_category_withtable(c, UC_CATEGORY_MASK_Cc | UC_CATEGORY_MASK_Cf |
	                                               UC_CATEGORY_MASK_Cs | UC_CATEGORY_MASK_Co |
	                                               UC_CATEGORY_MASK_Cn | UC_CATEGORY_MASK_Zl |
	                                               UC_CATEGORY_MASK_Zp);
}

/* ---- cleaning and folding ---- */

char *text_clean(const char *s, bool keep_newlines)
{
	struct str out = {0};
	size_t length = strlen(s), n;

	for (size_t at = 0; at < length; at += n) {
		uint32_t c = decode_within(s + at, length - at, &n);

		if (c == '\n' && keep_newlines)
			str_addc(&out, '\n');
		else if (c == REPLACEMENT || text_is_unsafe(c))
			str_add(&out, "\xEF\xBF\xBD");
		else
			str_addn(&out, s + at, n);
	}
	return str_take(&out);
}

/* The zero-width ones are no blanks to Unicode, but nobody sees them. */
static bool is_blank(uint32_t c)
{
	return c == ' ' || c == 0x200B || c == 0x2060 || c == 0xFEFF ||
	       uc_is_property_white_space(c);
}

/* NFKC; bytes that are not UTF-8 become U+FFFD first.  The caller frees it
 * with free, as libunistring does. */
static char *normalize(const char *s, size_t *length)
{
	struct str valid = {0};
	size_t all = strlen(s), n;
	uint8_t *folded;

	for (size_t at = 0; at < all; at += n) {
		if (decode_within(s + at, all - at, &n) == REPLACEMENT)
			str_add(&valid, "\xEF\xBF\xBD");
		else
			str_addn(&valid, s + at, n);
	}
	folded = u8_normalize(UNINORM_NFKC, (const uint8_t *)str_text(&valid), valid.length, NULL,
	                      length);
	str_free(&valid);
	return (char *)folded;
}

static char *fold(const char *s, bool keep_one)
{
	struct str out = {0};
	size_t length = 0, n;
	char *normal = s && *s ? normalize(s, &length) : NULL;
	bool pending = false;

	for (size_t at = 0; normal && at < length; at += n) {
		uint32_t c = decode_within(normal + at, length - at, &n);

		if (is_blank(c)) {
			pending = keep_one && out.length > 0;
			continue;
		}
		if (pending)
			str_addc(&out, ' ');
		pending = false;
		str_addn(&out, normal + at, n);
	}
	free(normal);
	return str_take(&out);
}

char *text_fold(const char *s)
{
	return fold(s, false);
}

char *text_fold_spaces(const char *s)
{
	return fold(s, true);
}

bool text_is_blank(const char *s)
{
	size_t n;

	for (; s && *s; s += n) {
		if (!is_blank(text_decode(s, &n)))
			return false;
	}
	return true;
}
