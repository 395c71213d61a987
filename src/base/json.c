#include "base/json.h"

#include <assert.h>
#include <inttypes.h>

#include "base/text.h"

static void add_quoted(struct str *out, const char *text)
{
	str_addc(out, '"');
	while (*text) {
		size_t length;
		uint32_t c = text_decode(text, &length);

		if (c == '"' || c == '\\')
			str_addf(out, "\\%c", (char)c);
		else if (c == '\n')
			str_add(out, "\\n");
		else if (c == '\t')
			str_add(out, "\\t");
		else if (c < 0x20 || c == 0x7F)
			str_addf(out, "\\u%04x", (unsigned)c);
		else if (c == 0xFFFD)
			str_add(out, "\xEF\xBF\xBD");
		else
			str_addn(out, text, length);
		text += length;
	}
	str_addc(out, '"');
}

static void begin(struct json *j, const char *name)
{
	if (j->comma)
		str_addc(j->out, ',');
	j->comma = true;
	if (!name)
		return;
	add_quoted(j->out, name);
	str_addc(j->out, ':');
}

void json_open(struct json *j, const char *name, char bracket)
{
	begin(j, name);
	str_addc(j->out, bracket);
	j->comma = false;
}

void json_close(struct json *j, char bracket)
{
	str_addc(j->out, bracket);
	j->comma = true;
}

void json_string(struct json *j, const char *name, const char *value)
{
	if (!value) {
		json_null(j, name);
		return;
	}
	begin(j, name);
	add_quoted(j->out, value);
}

void json_int(struct json *j, const char *name, int64_t value)
{
	begin(j, name);
	str_addf(j->out, "%" PRId64, value);
}

void json_bool(struct json *j, const char *name, bool value)
{
	begin(j, name);
	str_add(j->out, value ? "true" : "false");
}

void json_number(struct json *j, const char *name, const char *digits)
{
	assert(digits[0] == '-' || (digits[0] >= '0' && digits[0] <= '9'));
	begin(j, name);
	str_add(j->out, digits);
}

void json_null(struct json *j, const char *name)
{
	begin(j, name);
	str_add(j->out, "null");
}
