#include "screens/keys.h"

#include <stdio.h>

#include "base/text.h"

int keys_fold(int key)
{
	static const struct {
		int from;
		char to;
	} twins[] = {
		{ 0x3000, ' ' },  { 0x3001, '/' },  { 0x3002, '.' },  { 0x3008, '<' },
		{ 0x3009, '>' },  { 0x300A, '<' },  { 0x300B, '>' },  { 0x300C, '{' },
		{ 0x300D, '}' },  { 0x3010, '[' },  { 0x3011, ']' },  { 0x2018, '\'' },
		{ 0x2019, '\'' }, { 0x201C, '"' },  { 0x201D, '"' },  { 0x2026, '^' },
		{ 0x2014, '_' },  { 0x00B7, '`' },  { 0x00D7, '*' },  { 0x00F7, '/' },
		{ 0xFFE5, '$' },
	};

	if (key >= 0xFF01 && key <= 0xFF5E)
		return key - 0xFF01 + '!';
	for (size_t i = 0; i < sizeof twins / sizeof *twins; i++)
		if (twins[i].from == key)
			return twins[i].to;
	return key;
}

const char *keys_name(int key, char *buffer, size_t size)
{
	static const char *const names[] = {
		"",     "Enter", "Tab", "S-Tab", "Esc", "BkSp", "Del",  "Ins", "Up",
		"Down", "Left",  "Right", "Home", "End", "PgUp", "PgDn",
	};
	char utf8[5] = { 0 };

	_Static_assert(sizeof names / sizeof *names == K_PAGEDOWN - K_NONE + 1, "one name each");
	if (key > K_CTRL0)
		snprintf(buffer, size, "^%c", (char)(key - K_CTRL0 + '@'));
	else if (key > K_F0)
		snprintf(buffer, size, "F%d", key - K_F0);
	else if (key >= K_NONE)
		snprintf(buffer, size, "%s", key <= K_PAGEDOWN ? names[key - K_NONE] : "");
	else if (key == ' ')
		snprintf(buffer, size, "Space");
	else {
		utf8[text_encode((uint32_t)key, utf8)] = 0;
		snprintf(buffer, size, "%s", utf8);
	}
	return buffer;
}
