#include "screens/pagedraw.h"

static const enum style styles[] = {
    [PAGE_LABEL] = STYLE_LABEL,
    [PAGE_TITLE] = STYLE_TITLE,
    [PAGE_INPUT] = STYLE_VALUE,
    [PAGE_COMPUTED] = STYLE_COMPUTED,
    [PAGE_SUGGESTED] = STYLE_SUGGESTED,
    [PAGE_DIFFERS] = STYLE_DIFFERS,
    [PAGE_NA] = STYLE_NA,
    [PAGE_FAULT] = STYLE_FAULT,
    [PAGE_CARRIED] = STYLE_SUGGESTED,
    [PAGE_GHOST] = STYLE_GHOST,
    [PAGE_OTHERS] = STYLE_MARKED,
};
_Static_assert(sizeof styles / sizeof *styles == PAGE_OTHERS + 1, "one style each");
_Static_assert(PAGE_UP == (int)BORDER_UP && PAGE_DOWN == (int)BORDER_DOWN &&
                   PAGE_LEFT == (int)BORDER_LEFT && PAGE_RIGHT == (int)BORDER_RIGHT,
               "pages and screens name directions alike");

static void draw_borders_of(const struct page *p, int row, int y, const struct rect *at, int left)
{
	const unsigned char *border = p->border + (size_t)row * (size_t)p->width;

	for (int x = left; x < p->width && x < left + at->cols; x++)
		if (border[x])
			draw_border_cell(y, at->x + x - left, border[x], STYLE_BORDER);
}

static void draw_runs(const struct page *p, int row, int y, int x)
{
	for (size_t i = p->first_run[row]; i < p->first_run[row + 1]; i++) {
		const struct page_run *run = &p->runs[i];

		draw_textn(y, x + run->x, run->width, run->text, run->length, styles[run->style]);
	}
}

void pagedraw(const struct page *p, const struct rect *at, int top, int left)
{
	for (int row = top; row < p->height && row < top + at->rows; row++) {
		draw_borders_of(p, row, at->y + row - top, at, left);
		draw_runs(p, row, at->y + row - top, at->x - left);
	}
}
