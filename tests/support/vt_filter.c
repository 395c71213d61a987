#include "vt_parts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

/* 1. libvterm 0.1.4 takes only the first parameter of CSI ? a;b h: the rest is
 *    split off.
 * 2. It has no ambiguous-wide mode: such characters move to U+2xxxx, which is
 *    wide, and back on reading. */
enum { SEQUENCE = 64 };

static void feed(struct vt *v, const char *bytes, size_t length)
{
	vterm_input_write(v->term, bytes, length);
}

bool vt_is_ambiguous(uint32_t c)
{
	int narrow, wide;

	if (c < 0xA0 || c > 0xFFFF || (c >= 0x2500 && c <= 0x257F))
		return false;
	text_ambiguous_wide(false);
	narrow = text_char_width(c);
	text_ambiguous_wide(true);
	wide = text_char_width(c);
	text_ambiguous_wide(false);
	return narrow == 1 && wide == 2;
}

/* How much of s is a whole character; 0: more must come. */
static size_t whole(const char *s, size_t length)
{
	unsigned char b = (unsigned char)s[0];
	size_t need = b >= 0xF0 ? 4 : b >= 0xE0 ? 3 : b >= 0xC0 ? 2 : 1;

	return length >= need ? need : 0;
}

static void feed_character(struct vt *v, const char *s, size_t length)
{
	char utf8[4], text[5] = { 0 };
	size_t used;
	uint32_t c;

	memcpy(text, s, length);
	c = text_decode(text, &used);
	if (length > 1 && vt_is_ambiguous(c))
		feed(v, utf8, text_encode(c + VT_SHIFT, utf8));
	else
		feed(v, s, length);
}

/* CSI ? a ; b h: each on its own. */
static void feed_modes(struct vt *v, const char *s, size_t length)
{
	char final = s[length - 1];
	size_t at = 3;

	while (at < length) {
		size_t n = strcspn(s + at, ";hl");
		char one[SEQUENCE];
		int got = snprintf(one, sizeof one, "\033[?%.*s%c", (int)n, s + at, final);

		if (strtol(s + at, NULL, 10) == 2004)
			v->paste = final == 'h';
		feed(v, one, (size_t)got);
		at += n + 1;
	}
}

/* The length of a private-mode sequence at s; 0: more must come; −1: none. */
static int private_mode(const char *s, size_t length)
{
	size_t i = 3;

	if (memcmp(s, "\033[?", length < 3 ? length : 3) != 0)
		return -1;
	while (i < length && ((s[i] >= '0' && s[i] <= '9') || s[i] == ';'))
		i++;
	if (i >= length)
		return length < SEQUENCE - 8 ? 0 : -1;
	return s[i] == 'h' || s[i] == 'l' ? (int)i + 1 : -1;
}

/* Takes one piece off the front of what is held; its length, 0: wait. */
static size_t filter_one(struct vt *v)
{
	const char *s = v->hold.s;
	size_t length = v->hold.length, n = 1;
	int mode = s[0] == '\033' ? private_mode(s, length) : -1;

	if (mode == 0)
		return 0;
	if (mode > 0) {
		feed_modes(v, s, (size_t)mode);
		return (size_t)mode;
	}
	if ((unsigned char)s[0] >= 0x80 && v->wide) {
		n = whole(s, length);
		if (n)
			feed_character(v, s, n);
		return n;
	}
	while (n < length && s[n] != '\033' && !(v->wide && (unsigned char)s[n] >= 0x80))
		n++;
	feed(v, s, n);
	return n;
}

void vt_filter(struct vt *v, const char *bytes, size_t length)
{
	str_addn(&v->hold, bytes, length);
	while (v->hold.length) {
		size_t n = filter_one(v);

		if (!n)
			break;
		memmove(v->hold.s, v->hold.s + n, v->hold.length - n);
		v->hold.length -= n;
	}
}
