#include "screens/pane.h"

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
