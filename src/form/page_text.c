#include "form/page.h"

/* By PAGE_UP, DOWN, LEFT, RIGHT bits. */
static const char *const joints[16] = {
    " ", "│", "│", "│", "─", "┘", "┐", "┤", "─", "└", "┌", "├", "─", "┴", "┬", "┼",
};

static void end_line(struct str *out, size_t start)
{
	while (out->length > start && out->s[out->length - 1] == ' ')
		out->s[--out->length] = '\0';
	str_addc(out, '\n');
}

static void add_line(const struct page *p, int y, struct str *out)
{
	const unsigned char *border = p->border + (size_t)y * (size_t)p->width;
	size_t start = out->length, i = p->first_run[y], end = p->first_run[y + 1];

	for (int x = 0; x < p->width || i < end;) {
		if (i < end && p->runs[i].x <= x) {
			str_addn(out, p->runs[i].text, p->runs[i].length);
			x += p->runs[i++].width;
		} else {
			str_add(out, joints[border[x++] & 15]);
		}
	}
	end_line(out, start);
}

void page_text(const struct page *p, struct str *out)
{
	for (int y = 0; y < p->height; y++)
		add_line(p, y, out);
}
