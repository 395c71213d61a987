#include "calc/indicator.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "calc/num.h"

/* room bytes at to; a text that does not fit ends in … */
static void put(char *to, size_t room, const char *fmt, va_list ap)
    __attribute__((format(printf, 3, 0)));

static void put(char *to, size_t room, const char *fmt, va_list ap)
{
	static const char more[] = "…";
	int n = vsnprintf(to, room, fmt, ap);
	size_t valid;

	if (n >= 0 && (size_t)n < room)
		return;
	valid = room > sizeof more ? text_check(to, room - sizeof more) : 0;
	if (room > sizeof more)
		memcpy(to + valid, more, sizeof more);
}

bool indicator_ask(struct indicator *in, const char *fmt, ...)
{
	va_list ap;

	in->out->kind = JUDGE_ASK;
	in->out->score = in->out->lo = in->out->hi = in->out->excess = 0;
	in->out->met = false;
	in->out->formula[0] = '\0';
	va_start(ap, fmt);
	put(in->out->why, sizeof in->out->why, fmt, ap);
	va_end(ap);
	return false;
}

void indicator_say(struct indicator *in, const char *fmt, ...)
{
	size_t used = strlen(in->out->why);
	va_list ap;

	va_start(ap, fmt);
	put(in->out->why + used, sizeof in->out->why - used, fmt, ap);
	va_end(ap);
}

void indicator_formula(struct indicator *in, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	put(in->out->formula, sizeof in->out->formula, fmt, ap);
	va_end(ap);
}

void indicator_number(struct str *out, int64_t num)
{
	num_format(out, num, num_decimals(num), false);
}
