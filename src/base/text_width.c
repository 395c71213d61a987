/* The half of text.h that knows columns: widths, clipping, lines. */
#include <assert.h>
#include <string.h>
#include <unistr.h>
#include <uniwidth.h>

#include "base/text.h"

#define REPLACEMENT 0xFFFD

/* The character at s within length bytes, of which there is at least one. */
static uint32_t decode_within(const char *s, size_t length, size_t *used)
{
	ucs4_t c;
	int got = u8_mbtoucr(&c, (const uint8_t *)s, length);

	*used = got > 0 ? (size_t)got : 1;
	return got > 0 ? c : REPLACEMENT;
}

/* What is known of a character; the widths plus one, so that 0 is unknown. */
enum { WIDTH_UNKNOWN, WIDTH_ZERO, WIDTH_ONE, WIDTH_TWO, WIDTH_AMBIGUOUS };

static bool ambiguous_is_wide;

/* East_Asian_Width=A of Unicode 14, without combining marks and private use,
 * and without box drawing (U+2500–257F): that stays narrow, since a terminal
 * that draws ≥ wide gets its lines by other means (TERMINAL §2).  uc_width
 * with an old encoding is no help, it calls all but ASCII wide. */
/* clang-format off */
static const struct {
	uint32_t first, last;
} ambiguous[] = {
	{0x00A1, 0x00A1}, {0x00A4, 0x00A4}, {0x00A7, 0x00A8}, {0x00AA, 0x00AA}, {0x00AE, 0x00AE},
	{0x00B0, 0x00B4}, {0x00B6, 0x00BA}, {0x00BC, 0x00BF}, {0x00C6, 0x00C6}, {0x00D0, 0x00D0},
	{0x00D7, 0x00D8}, {0x00DE, 0x00E1}, {0x00E6, 0x00E6}, {0x00E8, 0x00EA}, {0x00EC, 0x00ED},
	{0x00F0, 0x00F0}, {0x00F2, 0x00F3}, {0x00F7, 0x00FA}, {0x00FC, 0x00FC}, {0x00FE, 0x00FE},
	{0x0101, 0x0101}, {0x0111, 0x0111}, {0x0113, 0x0113}, {0x011B, 0x011B}, {0x0126, 0x0127},
	{0x012B, 0x012B}, {0x0131, 0x0133}, {0x0138, 0x0138}, {0x013F, 0x0142}, {0x0144, 0x0144},
	{0x0148, 0x014B}, {0x014D, 0x014D}, {0x0152, 0x0153}, {0x0166, 0x0167}, {0x016B, 0x016B},
	{0x01CE, 0x01CE}, {0x01D0, 0x01D0}, {0x01D2, 0x01D2}, {0x01D4, 0x01D4}, {0x01D6, 0x01D6},
	{0x01D8, 0x01D8}, {0x01DA, 0x01DA}, {0x01DC, 0x01DC}, {0x0251, 0x0251}, {0x0261, 0x0261},
	{0x02C4, 0x02C4}, {0x02C7, 0x02C7}, {0x02C9, 0x02CB}, {0x02CD, 0x02CD}, {0x02D0, 0x02D0},
	{0x02D8, 0x02DB}, {0x02DD, 0x02DD}, {0x02DF, 0x02DF}, {0x0391, 0x03A1}, {0x03A3, 0x03A9},
	{0x03B1, 0x03C1}, {0x03C3, 0x03C9}, {0x0401, 0x0401}, {0x0410, 0x044F}, {0x0451, 0x0451},
	{0x2010, 0x2010}, {0x2013, 0x2016}, {0x2018, 0x2019}, {0x201C, 0x201D}, {0x2020, 0x2022},
	{0x2024, 0x2027}, {0x2030, 0x2030}, {0x2032, 0x2033}, {0x2035, 0x2035}, {0x203B, 0x203B},
	{0x203E, 0x203E}, {0x2074, 0x2074}, {0x207F, 0x207F}, {0x2081, 0x2084}, {0x20AC, 0x20AC},
	{0x2103, 0x2103}, {0x2105, 0x2105}, {0x2109, 0x2109}, {0x2113, 0x2113}, {0x2116, 0x2116},
	{0x2121, 0x2122}, {0x2126, 0x2126}, {0x212B, 0x212B}, {0x2153, 0x2154}, {0x215B, 0x215E},
	{0x2160, 0x216B}, {0x2170, 0x2179}, {0x2189, 0x2189}, {0x2190, 0x2199}, {0x21B8, 0x21B9},
	{0x21D2, 0x21D2}, {0x21D4, 0x21D4}, {0x21E7, 0x21E7}, {0x2200, 0x2200}, {0x2202, 0x2203},
	{0x2207, 0x2208}, {0x220B, 0x220B}, {0x220F, 0x220F}, {0x2211, 0x2211}, {0x2215, 0x2215},
	{0x221A, 0x221A}, {0x221D, 0x2220}, {0x2223, 0x2223}, {0x2225, 0x2225}, {0x2227, 0x222C},
	{0x222E, 0x222E}, {0x2234, 0x2237}, {0x223C, 0x223D}, {0x2248, 0x2248}, {0x224C, 0x224C},
	{0x2252, 0x2252}, {0x2260, 0x2261}, {0x2264, 0x2267}, {0x226A, 0x226B}, {0x226E, 0x226F},
	{0x2282, 0x2283}, {0x2286, 0x2287}, {0x2295, 0x2295}, {0x2299, 0x2299}, {0x22A5, 0x22A5},
	{0x22BF, 0x22BF}, {0x2312, 0x2312}, {0x2460, 0x24E9}, {0x24EB, 0x24FF}, {0x2580, 0x258F},
	{0x2592, 0x2595}, {0x25A0, 0x25A1}, {0x25A3, 0x25A9}, {0x25B2, 0x25B3}, {0x25B6, 0x25B7},
	{0x25BC, 0x25BD}, {0x25C0, 0x25C1}, {0x25C6, 0x25C8}, {0x25CB, 0x25CB}, {0x25CE, 0x25D1},
	{0x25E2, 0x25E5}, {0x25EF, 0x25EF}, {0x2605, 0x2606}, {0x2609, 0x2609}, {0x260E, 0x260F},
	{0x261C, 0x261C}, {0x261E, 0x261E}, {0x2640, 0x2640}, {0x2642, 0x2642}, {0x2660, 0x2661},
	{0x2663, 0x2665}, {0x2667, 0x266A}, {0x266C, 0x266D}, {0x266F, 0x266F}, {0x269E, 0x269F},
	{0x26BF, 0x26BF}, {0x26C6, 0x26CD}, {0x26CF, 0x26D3}, {0x26D5, 0x26E1}, {0x26E3, 0x26E3},
	{0x26E8, 0x26E9}, {0x26EB, 0x26F1}, {0x26F4, 0x26F4}, {0x26F6, 0x26F9}, {0x26FB, 0x26FC},
	{0x26FE, 0x26FF}, {0x273D, 0x273D}, {0x2776, 0x277F}, {0x2B56, 0x2B59}, {0x3248, 0x324F},
	{0xFFFD, 0xFFFD}, {0x1F100, 0x1F10A}, {0x1F110, 0x1F12D}, {0x1F130, 0x1F169},
	{0x1F170, 0x1F18D}, {0x1F18F, 0x1F190}, {0x1F19B, 0x1F1AC},
};
/* clang-format on */

static bool is_ambiguous(uint32_t c)
{
	size_t low = 0, high = sizeof ambiguous / sizeof *ambiguous;

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (c > ambiguous[middle].last)
			low = middle + 1;
		else if (c < ambiguous[middle].first)
			high = middle;
		else
			return true;
	}
	return false;
}

/* libunistring and not wcwidth: it is the same in every locale, agrees with
 * glibc on all that these tables print, and leaves a program free to define
 * wcwidth() on top of text_char_width so that ncurses follows
 * text_ambiguous_wide. */
static unsigned char find_width(uint32_t c)
{
	int width;

	if (text_is_unsafe(c))
		return WIDTH_ONE;
	if (is_ambiguous(c))
		return WIDTH_AMBIGUOUS;
	width = uc_width(c, "UTF-8");
	return width == 0 ? WIDTH_ZERO : width == 2 ? WIDTH_TWO : WIDTH_ONE;
}

static unsigned char known_width(uint32_t c)
{
	static unsigned char plane0[0x10000]; /* filled as characters are met */

	if (c >= sizeof plane0)
		return find_width(c);
	if (plane0[c] == WIDTH_UNKNOWN)
		plane0[c] = find_width(c);
	return plane0[c];
}

int text_char_width(uint32_t c)
{
	unsigned char known = known_width(c);

	if (known == WIDTH_AMBIGUOUS)
		return ambiguous_is_wide ? 2 : 1;
	return known - WIDTH_ZERO;
}

void text_ambiguous_wide(bool wide)
{
	ambiguous_is_wide = wide;
}

int text_width(const char *s)
{
	return text_widthn(s, strlen(s));
}

int text_widthn(const char *s, size_t length)
{
	int width = 0;
	size_t n;

	for (size_t at = 0; at < length; at += n)
		width += text_char_width(decode_within(s + at, length - at, &n));
	return width;
}

size_t text_clip(const char *s, size_t length, int width, int *got)
{
	int used = 0;
	size_t at = 0;

	while (at < length) {
		size_t n;
		int w = text_char_width(decode_within(s + at, length - at, &n));

		if (used + w > width)
			break;
		used += w;
		at += n;
	}
	if (got)
		*got = used;
	return at;
}

/* ---- lines ---- */

/* What may not begin a line, and what may not end one. */
static const char *const closing = "、。，．：；？！％‰℃…—·）］｝〉》」』】〕〗”’!%),.:;?]}>-";
static const char *const opening = "（［｛〈《「『【〔〖“‘([{<≥≤＞＜￥¥$";

static bool is_one_of(const char *set, uint32_t c)
{
	char bytes[5] = {0};

	text_encode(c, bytes);
	return c != 0 && strstr(set, bytes) != NULL;
}

/* Words and figures of the narrow scripts stay in one piece. */
static bool is_word(uint32_t c)
{
	return c > ' ' && c < 0x2000 && c != 0xA0;
}

static bool may_break(uint32_t before, uint32_t after)
{
	if (before == ' ')
		return false; /* the break is at the blank, not behind it */
	if (after == ' ')
		return true;
	if (is_one_of(closing, after) || is_one_of(opening, before))
		return false;
	return text_char_width(after) > 0 && !(is_word(before) && is_word(after));
}

/* The last place at or before end where the line may be broken, or end. */
static size_t find_break(const char *s, size_t length, size_t end)
{
	size_t at = 0, best = 0, n;
	uint32_t before = 0;

	while (at < length && at <= end) {
		uint32_t c = decode_within(s + at, length - at, &n);

		if (at > 0 && may_break(before, c))
			best = at;
		before = c;
		at += n;
	}
	return best > 0 ? best : end;
}

size_t text_line(const char *s, size_t length, int width, size_t *skip)
{
	const char *newline = length ? memchr(s, '\n', length) : NULL;
	size_t whole = newline ? (size_t)(newline - s) : length;
	size_t end, n;

	assert(width >= 2);
	*skip = newline ? 1 : 0;
	if (newline && whole > 0 && s[whole - 1] == '\r') {
		whole--;
		*skip = 2;
	}
	end = text_clip(s, whole, width, NULL);
	if (end == whole)
		return whole;
	if (end == 0) {
		decode_within(s, whole, &n);
		end = n;
	} else {
		end = find_break(s, whole, end);
	}
	/* The blank at the break takes the place of the newline. */
	*skip = s[end] == ' ' ? 1 : 0;
	return end;
}
