#include "vt_parts.h"

#include <string.h>

#include "base/mem.h"
#include "base/text.h"

static VTermScreenCell cell_at(struct vt *v, int y, int x)
{
	VTermScreenCell cell;
	VTermPos at = { .row = y, .col = x };

	memset(&cell, 0, sizeof cell);
	vterm_screen_get_cell(v->screen, at, &cell);
	return cell;
}

static uint32_t shift_back(const struct vt *v, uint32_t c)
{
	return v->wide && c >= VT_SHIFT && c < VT_SHIFT + 0x10000 && vt_is_ambiguous(c - VT_SHIFT)
	           ? c - VT_SHIFT
	           : c;
}

uint32_t vt_cell(struct vt *v, int y, int x)
{
	return shift_back(v, cell_at(v, y, x).chars[0]);
}

/* The row as text; *column_of, when given, gets for each byte its column. */
static char *read_row(struct vt *v, int y, int *column_of)
{
	struct str b = { 0 };

	for (int x = 0; x < v->cols; x++) {
		VTermScreenCell cell = cell_at(v, y, x);
		size_t before = b.length;

		if (cell.chars[0] == (uint32_t)-1)
			continue;
		if (!cell.chars[0])
			str_addc(&b, ' ');
		for (int i = 0; i < VTERM_MAX_CHARS_PER_CELL && cell.chars[i]; i++) {
			char utf8[4];

			str_addn(&b, utf8, text_encode(shift_back(v, cell.chars[i]), utf8));
		}
		while (column_of && before < b.length)
			column_of[before++] = x;
	}
	while (b.length && b.s[b.length - 1] == ' ')
		b.s[--b.length] = 0;
	return str_take(&b);
}

char *vt_row(struct vt *v, int y)
{
	return read_row(v, y, NULL);
}

char *vt_dump(struct vt *v)
{
	struct str b = { 0 };

	for (int y = 0; y < v->rows; y++) {
		char *row = vt_row(v, y);

		str_addf(&b, "%s\n", row);
		mem_free(row);
	}
	return str_take(&b);
}

bool vt_find(struct vt *v, const char *text, int *y, int *x)
{
	int *columns = mem_array((size_t)v->cols * 4 * VTERM_MAX_CHARS_PER_CELL, sizeof *columns);
	bool found = false;

	for (int row = 0; row < v->rows && !found; row++) {
		char *line = read_row(v, row, columns), *at = strstr(line, text);

		found = at != NULL;
		if (found) {
			*y = row;
			*x = columns[at - line];
		}
		mem_free(line);
	}
	mem_free(columns);
	return found;
}

bool vt_reverse(struct vt *v, int y, int x)
{
	return cell_at(v, y, x).attrs.reverse;
}

void vt_cursor(struct vt *v, int *y, int *x)
{
	VTermPos at;

	vterm_state_get_cursorpos(vterm_obtain_state(v->term), &at);
	*y = at.row;
	*x = at.col;
}

bool vt_cursor_visible(struct vt *v)
{
	return v->visible;
}

bool vt_altscreen(struct vt *v)
{
	return v->altscreen;
}

/* The text of a wide character stands in a cell of width 1, or its right half
 * is something else. */
bool vt_has_broken_wide(struct vt *v)
{
	for (int y = 0; y < v->rows; y++) {
		for (int x = 0; x < v->cols; x++) {
			VTermScreenCell cell = cell_at(v, y, x);
			uint32_t c = cell.chars[0];
			bool wide = c >= 0x1100 && c != (uint32_t)-1 && text_char_width(c) == 2;

			if (!wide)
				continue;
			if (cell.width != 2 || x + 1 >= v->cols ||
			    cell_at(v, y, x + 1).chars[0] != (uint32_t)-1)
				return true;
		}
	}
	return false;
}
