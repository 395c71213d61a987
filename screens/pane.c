#include "screens/pane.h"

#include <string.h>

#include "base/text.h"

void pane_draw_tail(int y, int x, int width, const char *name, unsigned style)
{
	size_t length;
	int over = text_width(name) - width;

	if (over > 0 && width > 2) {
		int dots = text_width("…");

		draw_text(y, x, dots, "…", style);
		x += dots;
		width -= dots;
		for (over += dots; over > 0 && *name; name += length)
			over -= text_char_width(text_decode(name, &length));
	}
	draw_text(y, x, width, name, style);
}

/* The bytes of text that fit into so many columns. */
static size_t fits(const char *text, int width)
{
	size_t n = 0, length;

	while (text[n] && (width -= text_char_width(text_decode(text + n, &length))) >= 0)
		n += length;
	return n;
}

int pane_draw_sentence(int y, int x, int width, const char *text, unsigned style)
{
	const char *rest = strstr(text, "   ");
	int behind = rest ? text_width(rest) : 0, dots = text_width("…"), from = x;

	if (text_width(text) <= width || width <= dots)
		return draw_text(y, x, width, text, style);
	if (behind + dots >= width) {
		rest = NULL;
		behind = 0;
	}
	x += draw_textn(y, x, width - behind - dots, text, fits(text, width - behind - dots),
	                style);
	x += draw_text(y, x, dots, "…", style);
	draw_text(y, x, from + width - x, rest, style);
	return width;
}

void pane_draw_note(int y, int cols, const char *sign, const char *text, unsigned style)
{
	int indent = 1 + text_width(sign), width = cols - indent;
	struct rect above = {y - 1, 0, 1, cols};

	if (text_width(text) > width && y > 0) {
		const char *rest = strstr(text, "   ");
		size_t n = fits(text, width);

		if (rest && (size_t)(rest - text) <= n)
			n = rest - text;
		draw_fill(&above, STYLE_TEXT);
		draw_text(y - 1, 1, indent - 1, sign, style);
		draw_textn(y - 1, indent, width, text, n, style);
		for (text += n; *text == ' '; text++)
			;
	} else {
		draw_text(y, 1, indent - 1, sign, style);
	}
	pane_draw_sentence(y, indent, width, text, style);
}
