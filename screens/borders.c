#include "screens/borders.h"

/* Indexed by the set of directions: up 1, down 2, left 4, right 8. */
static const uint32_t unicode_line[16] = {
	' ',    0x2502, 0x2502, 0x2502, /* –  ╵  ╷  │ */
	0x2500, 0x2518, 0x2510, 0x2524, /* ╴  ┘  ┐  ┤ */
	0x2500, 0x2514, 0x250C, 0x251C, /* ╶  └  ┌  ├ */
	0x2500, 0x2534, 0x252C, 0x253C, /* ─  ┴  ┬  ┼ */
};
static const char ascii_line[16] = {
	' ', '|', '|', '|', '-', '+', '+', '+', '-', '+', '+', '+', '-', '+', '+', '+',
};
static const char dec_line[16] = {
	' ', 'x', 'x', 'x', 'q', 'j', 'k', 'u', 'q', 'm', 'l', 't', 'q', 'v', 'w', 'n',
};

uint32_t border_char(enum borders b, unsigned directions)
{
	if (b == BORDERS_ASCII)
		return (uint32_t)ascii_line[directions & 15];
	return unicode_line[directions & 15];
}

char border_dec(unsigned directions)
{
	return dec_line[directions & 15];
}

const char *border_name(enum borders b)
{
	static const char *const names[] = { "auto", "dec", "unicode", "ascii" };

	_Static_assert(sizeof names / sizeof *names == BORDERS_ASCII + 1, "one name each");
	return names[b];
}
