#include "screens/widths.h"

#include <wchar.h>

#include "base/text.h"

static bool wide;

int wcwidth(wchar_t c)
{
	if (c == 0)
		return 0;
	if (c < 32 || (c >= 127 && c < 160))
		return -1;
	return text_char_width((uint32_t)c);
}

void widths_set(bool ambiguous_wide)
{
	wide = ambiguous_wide;
	text_ambiguous_wide(ambiguous_wide);
}

bool widths_are_wide(void)
{
	return wide;
}
