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

	/* What nearly all characters are: U+1000 to U+CFFF in three bytes. */
	if (c >= 0xE1 && c <= 0xEC && (p[1] & 0xC0) == 0x80 && (p[2] & 0xC0) == 0x80) {
		*length = 3;
		return (c & 0x0F) << 12 | (ucs4_t)(p[1] & 0x3F) << 6 | (p[2] & 0x3F);
	}
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

/* What NFKC leaves as it is, whatever stands beside it of its kind: most of
 * what people write here, and many times quicker than asking. */
static bool is_settled(uint32_t c)
{
	return c < 0x80 || (c >= 0x4E00 && c <= 0x9FFF) || c == 0x2264 || c == 0x2265 ||
	       (c >= 0x3001 && c <= 0x3002);
}

/* NFKC; bytes that are not UTF-8 become U+FFFD first. */
static void normalize(const char *s, struct str *out)
{
	size_t all = strlen(s), length = 0, n;
	bool settled = true;
	uint8_t *folded;

	for (size_t at = 0; at < all; at += n) {
		uint32_t c = decode_within(s + at, all - at, &n);

		settled = settled && is_settled(c);
		if (c == REPLACEMENT)
			str_add(out, "\xEF\xBF\xBD");
		else
			str_addn(out, s + at, n);
	}
	if (settled)
		return;
	folded = u8_normalize(UNINORM_NFKC, (const uint8_t *)str_text(out), out->length, NULL,
	                      &length);
	str_clear(out);
	if (folded)
		str_addn(out, (const char *)folded, length);
	free(folded);
}

static char *fold(const char *s, bool keep_one)
{
	struct str out = {0}, normal = {0};
	bool pending = false;
	size_t n;

	if (s)
		normalize(s, &normal);
	for (size_t at = 0; at < normal.length; at += n) {
		uint32_t c = decode_within(normal.s + at, normal.length - at, &n);

		if (is_blank(c)) {
			pending = keep_one && out.length > 0;
			continue;
		}
		if (pending)
			str_addc(&out, ' ');
		pending = false;
		str_addn(&out, normal.s + at, n);
	}
	str_free(&normal);
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
