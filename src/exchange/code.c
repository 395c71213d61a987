#include "exchange/code.h"

#include <string.h>

static const char code_word[] = "校验码 ";

void code_print(const char *code, struct str *out)
{
	if (code)
		str_addf(out, "%s%s", code_word, code);
}

bool code_is_line(const char *line, size_t length)
{
	static const char shape[] = "....-....-....-....";
	size_t word = sizeof code_word - 1;

	if (length != word + sizeof shape - 1 || memcmp(line, code_word, word) != 0)
		return false;
	for (size_t i = 0; shape[i]; i++) {
		char c = line[word + i];
		bool digit = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'F');

		if (shape[i] == '.' ? !digit : c != shape[i])
			return false;
	}
	return true;
}
